import { EditableInput } from "../model";
import { EndpointNode } from "../network/endpoints";
import { SubnetNode } from "../network/virtual-network-node";
import { AnalysisOptions, Verdict } from "../result";
import { ExaminedNetwork } from "./examined-network";
import { WordlessFinding } from "./findings/finding-cure";
import { RepairQuestion } from "./question";
import { isFulfilled, Wish } from "./wish";
import { resourceOf } from "./writing/forwarders";

/** Findings that are about pairs alone: each pair that is cured is so much of the cure. */
export const PAIRS_ALONE: ReadonlySet<string> = new Set(["ASYMMETRIC_STATEFUL", "RETURN_LOST"]);

/** Whether a finding's repair is that of a pair. */
export function isAboutPairs(code: string): boolean {
  return PAIRS_OF.has(code);
}

/** Pairs whose repair is the finding's, both halves of a bypass together; made as they are asked for. */
export function* questionsOfFinding(
  network: ExaminedNetwork,
  input: EditableInput,
  options: AnalysisOptions,
  { code, resource, about }: WordlessFinding,
): Generator<RepairQuestion> {
  const pairs = PAIRS_OF.get(code);
  if (pairs === undefined || resource === undefined) {
    return;
  }
  // What is bound in several places is found once for each of them; the one that is named is asked first.
  const isNamed = ({ from: { subnet } }: Pair): boolean =>
    subnet !== undefined && subnet.virtualNetwork.address === about?.virtualNetwork;
  const sorted = PAIRS_ALONE.has(code)
    ? pairs(network, resource)
    : [...pairs(network, resource)].sort((a, b) => Number(isNamed(b)) - Number(isNamed(a)));
  for (const { from, to, address } of sorted) {
    const wish = address === undefined ? REACHABLE : wishOf(network, from.subnet!, address);
    if (wish !== undefined && !isFulfilled(wish, network.pair(from, to, wish))) {
      yield { input, options, from: from.id, to: to.id, wish };
    }
  }
}

/** A pair that a finding is about. */
interface Pair {
  readonly from: EndpointNode;
  readonly to: EndpointNode;
  /** Where it should pass what its routes say it should, both ways: the address that they say it for. */
  readonly address?: number;
}

type PairsOf = (network: ExaminedNetwork, resource: string) => Iterable<Pair>;

const PAIRS_OF: ReadonlyMap<string, PairsOf> = new Map<string, PairsOf>([
  ["LEARNED_ROUTES_BYPASS", bypassedPairs],
  ["GATEWAYSUBNET_BYPASS", bypassedPairs],
  ["UDR_SHADOWED", bypassedPairs],
  ["PRIVATE_ENDPOINT_BYPASS", endpointPairs],
  ["PEERING_HALF_MISSING", peeredPairs],
  ["ASYMMETRIC_STATEFUL", lopsidedPairs("ASYMMETRIC")],
  ["RETURN_LOST", lopsidedPairs("ONE_WAY")],
  ["TRANSIT_SHUT_OUT", shutOutPairs],
  ["WINDOWS_WITHOUT_EGRESS", egressPairs],
  ["SCRIPT_WITHOUT_EGRESS", egressPairs],
]);

const REACHABLE: Wish = { kind: "reachable" };

/** Pairs whose replies go another way for what the finding names, the most frequent kind first. */
function lopsidedPairs(verdict: Verdict): PairsOf {
  return (network, resource) => network.blamedFor(verdict).of(resource);
}

/** Subnets of the two networks of which a peering has one half. */
function* peeredPairs(network: ExaminedNetwork, resource: string): Iterable<Pair> {
  const open = network.subnets.filter(({ reserved }) => !reserved);
  for (const node of network.context.network.virtualNetworks) {
    for (const [other, { address, virtualNetwork }] of node.halfPeerings) {
      if (address === resource && virtualNetwork === node.address) {
        const to = open.filter(({ subnet }) => subnet!.virtualNetwork === other);
        yield* open
          .filter(({ subnet }) => subnet!.virtualNetwork === node)
          .flatMap((from) => to.map((one) => ({ from, to: one })));
      }
    }
  }
}

/** Subnets that route to an appliance, with those of other networks that a security group guards. */
function* shutOutPairs({ subnets }: ExaminedNetwork, resource: string): Iterable<Pair> {
  const open = subnets.filter(({ reserved }) => !reserved);
  for (const to of open.filter(({ subnet }) => subnet!.model.networkSecurityGroup === resource)) {
    for (const from of open) {
      const routes = from.subnet!.routeTable?.routes ?? [];
      if (
        from.subnet!.virtualNetwork !== to.subnet!.virtualNetwork &&
        routes.some(({ nextHopType }) => nextHopType === "VirtualAppliance")
      ) {
        yield { from, to };
      }
    }
  }
}

/** The subnets of a machine, with the Internet. */
function* egressPairs({ subnets, internet }: ExaminedNetwork, resource: string): Iterable<Pair> {
  for (const from of subnets) {
    if (from.subnet!.networkInterfaces.some(({ virtualMachine }) => virtualMachine === resource)) {
      yield { from, to: internet };
    }
  }
}

/** Subnets that a route or table is about, with every site. */
function* bypassedPairs(network: ExaminedNetwork, resource: string): Iterable<Pair> {
  const { tables } = network.context;
  const spokes = network.subnets.filter(({ subnet, reserved }) => !reserved && isAbout(subnet!, resource));
  // A table of GatewaySubnet speaks of every network that is peered with the gateway's.
  const gateways = tables.gateways.gateways.filter(({ subnet }) => isAbout(subnet, resource));
  const behind = network.subnets.filter(
    ({ subnet, reserved }) =>
      !reserved && gateways.some(({ virtualNetwork }) => virtualNetwork.links.has(subnet!.virtualNetwork)),
  );
  for (const from of [...spokes, ...behind]) {
    for (const to of network.sites) {
      const [prefix] = to.parsedPrefixes;
      if (prefix !== undefined) {
        yield { from, to, address: prefix.first };
      }
    }
  }
}

/** Subnets that have the row of a private endpoint, with that endpoint's subnet. */
function* endpointPairs(network: ExaminedNetwork, resource: string): Iterable<Pair> {
  for (const from of network.subnets) {
    const { layers } = network.context.tables.tableOf(from.subnet!);
    for (const { prefix, target, origin } of layers.privateEndpoints.entries.flatMap(
      ({ values }) => values,
    )) {
      const home = target.kind === "private-endpoint" && origin === resource ? target.subnet : undefined;
      const to = network.subnets.find(({ subnet }) => subnet === home);
      if (to !== undefined && to !== from) {
        yield { from, to, address: prefix.first };
      }
    }
  }
}

function isAbout({ address, routeTable }: SubnetNode, resource: string): boolean {
  return (
    address === resource ||
    routeTable?.address === resource ||
    routeTable?.routes.some(({ origin }) => origin === resource) === true
  );
}

/** What the subnet's own routes lead to for an address, whatever longer ones there are. */
function wishOf({ context }: ExaminedNetwork, subnet: SubnetNode, address: number): Wish | undefined {
  const row = context.tables.tableOf(subnet).userRoutesTo(address).at(-1);
  const [reference] = row?.target.kind === "address" ? row.target.addresses : [];
  const found = reference && context.nextHops.resolve(subnet, reference);
  const resource = found?.kind === "owned" ? resourceOf(found.owner) : undefined;
  return resource === undefined ? undefined : { kind: "through", resource };
}
