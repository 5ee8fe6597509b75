import { Ipv4Prefix } from "../../cidr";
import { UnknownArgument, VirtualNetwork } from "../model";
import { VirtualNetworkNode } from "../network/virtual-network-node";
import { Reason } from "../result";
import { HubWay, RouteEntry, RouteTarget } from "../routes/route-entry";
import { SubnetTable } from "../routes/subnet-table";
import { TraceEnd, TraceQuestion, TraceState } from "./question";
import { TraceSteps } from "./trace-steps";

/**
 * The user-defined route, or the static route of a hub, that wins instead of a network's row if the network's address
 * space, of which nothing but subnets is known, is no longer a prefix than the route's (R10, R11, W78). No space is as
 * short as a default route.
 */
export function longerRoute(
  table: SubnetTable,
  [chosen]: readonly RouteEntry[],
  { address, to }: TraceQuestion,
): { readonly unknown: UnknownArgument; readonly entry: RouteEntry } | undefined {
  const text = chosen && unknownSpace(table, chosen, to.subnet?.virtualNetwork);
  const routes =
    text === undefined ? [] : [...hubRoutesTo(table, chosen, address), ...table.userRoutesTo(address)];
  const entry = routes.filter(({ prefix }) => prefix.length > 0).at(-1);
  return text === undefined || entry === undefined
    ? undefined
    : { unknown: { ...text, argument: "address_space", candidates: [] }, entry };
}

/** Shorter ones than what a hub has learned of the network. */
function hubRoutesTo(
  { layers: { gateway } }: SubnetTable,
  { target }: RouteEntry,
  address: number,
): readonly RouteEntry[] {
  const isLearned = target.kind === "virtual-hub" && target.way.kind === "network";
  return !isLearned || gateway === undefined
    ? []
    : gateway.lengths.flatMap(
        (length) =>
          gateway
            .at(length, address)
            ?.filter((row) => row.target.kind === "virtual-hub" && WRITTEN.has(row.target.way.kind)) ?? [],
      );
}

/** Ways of routes that somebody wrote into a hub's table. */
const WRITTEN: ReadonlySet<HubWay["kind"]> = new Set(["firewall", "appliance"]);

function unknownSpace(
  { subnet }: SubnetTable,
  { target, prefix }: RouteEntry,
  asked: VirtualNetworkNode | undefined,
): Pick<UnknownArgument, "resource" | "text"> | undefined {
  const network = networkBehind(target, subnet.virtualNetwork, asked);
  const link = target.kind === "network" ? target.link : undefined;
  const text = network?.model.addressSpaceUnknown;
  const isOfSubnet = network?.subnets.some((one) => one.prefixes.some((own) => own.equals(prefix))) === true;
  return network === undefined ||
    text === undefined ||
    !isOfSubnet ||
    link?.local.remoteAddressSpace !== undefined
    ? undefined
    : { resource: network.address, text };
}

/** Whose address space a row has; gateways and hubs announce that of the network that is asked about. */
function networkBehind(
  target: RouteTarget,
  here: VirtualNetworkNode,
  asked: VirtualNetworkNode | undefined,
): VirtualNetworkNode | undefined {
  switch (target.kind) {
    case "local":
      return here;
    case "network":
      return target.network;
    case "gateway":
    case "virtual-hub":
      return asked;
    default:
      return undefined;
  }
}

/**
 * What a row of Azure's own loses might arrive where the destination's network has something for an address space that
 * is no prefix (ADDRESS_SYNTAX says what is wrong with it): what is meant may hold it.
 */
export function loseByRow(
  steps: TraceSteps,
  state: TraceState,
  { source }: RouteEntry,
  loss: Reason,
): TraceEnd {
  const { to, address } = steps.question;
  const from = state.subnet.virtualNetwork;
  const network = to.subnet?.virtualNetwork;
  const isNear = network !== undefined && (network === from || from.links.has(network));
  const [text] =
    isNear && source === "Default" && !network.space.contains(address)
      ? unreadablePrefixes(network.model)
      : [];
  if (text === undefined) {
    return steps.lost(state, loss);
  }
  const unknown = { resource: network!.address, argument: "address_space", text, candidates: [] };
  return steps.undecided(state, steps.argumentUnknown(state.subnet.id, unknown));
}

/** Of IPv4; one of IPv6 stands beside another of IPv4. */
export function unreadablePrefixes({ addressSpace }: VirtualNetwork): readonly string[] {
  const unread = addressSpace.filter((text) => Ipv4Prefix.tryParse(text) === undefined);
  return unread.length === addressSpace.length ? unread : unread.filter((text) => !text.includes(":"));
}
