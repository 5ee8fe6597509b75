import { LIMITS } from "../../azure/limits";
import { ReservedSubnet } from "../../azure/reserved-subnets";

interface TableSize {
  readonly name: string;
  readonly routes: number;
}

const { routesOfTable, routesOfTableBefore2026 } = LIMITS;

/** Why Azure refuses a table of this size, or `undefined`. */
export function routeLimitProblem({ name, routes }: TableSize): string | undefined {
  return routes > routesOfTable.value
    ? `the route table of ${name} would hold ${routes} routes; Azure allows ${routesOfTable.value}: ${remedy(name)}`
    : undefined;
}

/** What to know about a table that was too large for Azure until May 2026, or `undefined`. */
export function routeLimitWarning({ name, routes }: TableSize): string | undefined {
  return routes > routesOfTableBefore2026.value && routes <= routesOfTable.value
    ? `the route table of ${name} holds ${routes} routes; Azure allows ${routesOfTable.value} since May 2026, ` +
        `${routesOfTableBefore2026.value} before: make sure that your subscription has the new limit, or ${remedy(name)}`
    : undefined;
}

/** A summary does nothing on GatewaySubnet (R47), so only fewer prefixes help there. */
function remedy(name: string): string {
  return name === ReservedSubnet.GATEWAY
    ? "give the spokes fewer prefixes or divide them between two hubs"
    : "use TransitRoutes.defaultRoute, or give the spokes fewer prefixes";
}
