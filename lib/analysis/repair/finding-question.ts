import { EditableInput } from "../model";
import { EndpointNode } from "../network/endpoints";
import { SubnetNode } from "../network/network";
import { AnalysisOptions, Finding } from "../result";
import { ExaminedNetwork } from "./examined-network";
import { RepairQuestion } from "./question";
import { isFulfilled, Wish } from "./wish";
import { resourceOf } from "./writing/forwarders";

/** Findings of which the cure is that a pair passes what its routes say it should, both ways. */
const BYPASSES: ReadonlySet<string> = new Set([
  "LEARNED_ROUTES_BYPASS",
  "GATEWAYSUBNET_BYPASS",
  "UDR_SHADOWED",
]);

/** The pair whose repair is the finding's: both halves of a bypass together. */
export function questionOfFinding(
  input: EditableInput,
  options: AnalysisOptions,
  { code, resource }: Finding,
): RepairQuestion | undefined {
  if (!BYPASSES.has(code) || resource === undefined) {
    return undefined;
  }
  const network = new ExaminedNetwork(input.edited([]), options);
  const { tables } = network.context;
  const spokes = network.subnets.filter(({ subnet, reserved }) => !reserved && isAbout(subnet!, resource));
  // A table of GatewaySubnet speaks of every network that is peered with the gateway's.
  const gateways = tables.gateways.gateways.filter(({ subnet }) => isAbout(subnet, resource));
  const behind = network.subnets.filter(
    ({ subnet, reserved }) =>
      !reserved && gateways.some(({ virtualNetwork }) => virtualNetwork.links.has(subnet!.virtualNetwork)),
  );
  for (const spoke of [...spokes, ...behind]) {
    for (const site of network.sites) {
      const wish = wishOf(network, spoke.subnet!, site);
      if (wish !== undefined && !isFulfilled(wish, network.pair(spoke, site))) {
        return { input, options, from: spoke.id, to: site.id, wish };
      }
    }
  }
  return undefined;
}

function isAbout({ address, routeTable }: SubnetNode, resource: string): boolean {
  return (
    address === resource ||
    routeTable?.address === resource ||
    routeTable?.routes.some(({ origin }) => origin === resource) === true
  );
}

/** What the subnet's own routes lead to for the site, whatever longer ones there are. */
function wishOf({ context }: ExaminedNetwork, subnet: SubnetNode, site: EndpointNode): Wish | undefined {
  const [prefix] = site.parsedPrefixes;
  const row = prefix && context.tables.tableOf(subnet).userRoutesTo(prefix.first).at(-1);
  const [reference] = row?.target.kind === "address" ? row.target.addresses : [];
  const found = reference && context.nextHops.resolve(subnet, reference);
  const resource = found?.kind === "owned" ? resourceOf(found.owner) : undefined;
  return resource === undefined ? undefined : { kind: "through", resource };
}
