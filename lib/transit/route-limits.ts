/** Routes in a table by default. Source: "Azure subscription limits", networking limits. */
const DEFAULT_ROUTE_LIMIT = 400;

/** Routes in a table at most, where Azure's newer limit applies; the two sources differ. */
const ROUTE_LIMIT = 600;

interface TableSize {
  readonly name: string;
  readonly routes: number;
}

/** Why Azure refuses a table of this size, or `undefined`. */
export function routeLimitProblem({ name, routes }: TableSize): string | undefined {
  return routes > ROUTE_LIMIT
    ? `the route table of ${name} would hold ${routes} routes; Azure allows ${ROUTE_LIMIT}: ${remedy(name)}`
    : undefined;
}

/** What to know about a table that is too large for Azure's default limit, or `undefined`. */
export function routeLimitWarning({ name, routes }: TableSize): string | undefined {
  return routes > DEFAULT_ROUTE_LIMIT && routes <= ROUTE_LIMIT
    ? `the route table of ${name} holds ${routes} routes; Azure allows ${DEFAULT_ROUTE_LIMIT} by default: ${remedy(name)}`
    : undefined;
}

/** A summary does nothing on GatewaySubnet (R47), so only fewer prefixes help there. */
function remedy(name: string): string {
  return name === "GatewaySubnet"
    ? "give the spokes fewer prefixes or divide them between two hubs"
    : "use TransitRoutes.defaultRoute, or give the spokes fewer prefixes";
}
