import { REPAIR_STEPS } from "../../messages/repair-steps";
import { Edit, EditArguments, VirtualNetworkPeering } from "../../model";
import { sharedSpace } from "../../network/shared-space";
import { hasUnreadDevice } from "../../network/unread-parts";
import { VirtualNetworkNode } from "../../network/virtual-network-node";
import { Candidate } from "../candidate";
import { Trial } from "../trial";
import { Draft } from "../writing/draft";
import { newResource } from "../writing/edits";
import { forwarders } from "../writing/forwarders";
import { freeAzureName, localName } from "../writing/names";
import { attributeOf } from "../writing/references";
import { elsewhere } from "./peering-flags";

/** A peering of which only one half exists carries nothing (R5c). */
export function* missingHalves(trial: Trial): Iterable<Candidate> {
  for (const network of networksOnTheWay(trial)) {
    for (const [other, half] of network.halfPeerings) {
      const [on, to] = half.virtualNetwork === network.address ? [other, network] : [network, other];
      const takes = half.allowGatewayTransit && lacksGateway(trial, on, to);
      const transit = half.useRemoteGateways
        ? allowed("allow_gateway_transit")
        : takes && allowed("use_remote_gateways");
      const edit = halfOf(trial, on, to, { ...transit, ...mirrored(half) });
      if (edit !== undefined) {
        yield { edits: [edit], what: REPAIR_STEPS.PEERING_HALF({ a: on.name, b: to.name }) };
      }
    }
  }
}

/** R9: of some subnets, where the half that is there is. */
function mirrored({ subnetPeering: subnets }: VirtualNetworkPeering): EditArguments {
  return subnets === undefined
    ? {}
    : {
        peer_complete_virtual_networks_enabled: false,
        local_subnet_names: subnets.remoteSubnetNames,
        remote_subnet_names: subnets.localSubnetNames,
      };
}

function allowed(flag: string): EditArguments {
  return { [flag]: true };
}

/** Networks that aren't peered: with each other, or with one that has something that forwards. */
export function* missingPeerings(trial: Trial): Iterable<Candidate> {
  const [from, to] = [trial.from, trial.to].map(({ subnet }) => subnet?.virtualNetwork);
  const { gateways } = trial.context.tables;
  const forwarding = new Set(forwarders(trial).map(({ subnet }) => subnet.virtualNetwork));
  const hubs = new Set([...forwarding, ...gateways.gateways.map(({ virtualNetwork }) => virtualNetwork)]);
  const hubsOf = (spoke: VirtualNetworkNode | undefined): VirtualNetworkNode[] =>
    spoke === undefined || forwarding.has(spoke) ? [] : [...forwarding].filter((hub) => spoke.links.has(hub));
  const wanted: [VirtualNetworkNode | undefined, VirtualNetworkNode | undefined][] = [
    ...networksOutOfReach(trial),
    ...hubsOf(from).flatMap((one) => hubsOf(to).map((other): [typeof one, typeof one] => [one, other])),
    ...[...hubs].flatMap((hub): [VirtualNetworkNode | undefined, VirtualNetworkNode][] => [
      [from, hub],
      [to, hub],
    ]),
    // Who may be sent through an appliance that nobody reads isn't led past it.
    ...(mayPassUnread(trial) ? [] : [[from, to] as [typeof from, typeof to]]),
  ];
  const told = new Set<string>();
  for (const [a, b] of wanted) {
    const key = [a?.index, b?.index].sort().join();
    if (a === undefined || b === undefined || told.has(key) || !canPeer(a, b)) {
      continue;
    }
    told.add(key);
    const shares = sharesGateway(trial, a, b);
    const edits = bothHalves(trial, a, b, shares);
    if (edits !== undefined) {
      yield {
        edits,
        what: REPAIR_STEPS.PEERING({ a: a.name, b: b.name }),
        // A spoke whose hub forwards needs no second one.
        direct:
          (!forwarding.has(a) && !forwarding.has(b)) ||
          hubsOf(a).length > 0 ||
          areConnected(trial, a, b) ||
          [a, b].some((one) => trial.context.tables.virtualWans.isAtHub(one)),
      };
    }
  }
}

/** Networks in which a route names something of another one that isn't their neighbour (R21). */
function networksOutOfReach(
  trial: Trial,
): [VirtualNetworkNode | undefined, VirtualNetworkNode | undefined][] {
  const { subnets, virtualNetworks } = trial.context.network;
  return trial
    .reasons("NEXT_HOP_NOT_REACHABLE")
    .map(({ params }) => [
      subnets.find(({ id }) => id === params.at)?.virtualNetwork,
      virtualNetworks.find(({ name }) => name === params.owner),
    ]);
}

function mayPassUnread({ context, from, to }: Trial): boolean {
  const ends = [from, to].flatMap(({ subnet }) => subnet?.virtualNetwork ?? []);
  const near = ends.flatMap((end) => [end, ...end.links.keys()]).map(({ address }) => address);
  return hasUnreadDevice(context.network.model, ...near);
}

function canPeer(a: VirtualNetworkNode, b: VirtualNetworkNode): boolean {
  const mayBePeered = [a.links, a.halfPeerings, a.possibleLinks].some((peers) => peers.has(b));
  return a !== b && !mayBePeered && sharedSpace(a, b).length === 0;
}

/** A spoke uses the gateway of its hub where others do. */
function sharesGateway(trial: Trial, spoke: VirtualNetworkNode, hub: VirtualNetworkNode): boolean {
  const { peerings } = trial.context.network.model;
  const isShared = peerings.some(
    (half) => half.remoteVirtualNetwork === hub.address && half.useRemoteGateways,
  );
  return isShared && lacksGateway(trial, spoke, hub);
}

/** Whether a hub has a gateway for a spoke that has none, of its own or of another network. */
function lacksGateway({ context }: Trial, spoke: VirtualNetworkNode, hub: VirtualNetworkNode): boolean {
  const { gateways } = context.tables;
  const usesOther = context.network.model.peerings.some(
    (half) => half.virtualNetwork === spoke.address && half.useRemoteGateways,
  );
  const hasGateway = gateways.at(hub).length > 0 || context.tables.routeServers.has(hub);
  return hasGateway && gateways.hostOf(spoke) === undefined && !usesOther;
}

/** Whether their gateways are connected: then a peering beside the tunnel isn't the network's own way. */
function areConnected({ context }: Trial, a: VirtualNetworkNode, b: VirtualNetworkNode): boolean {
  const [own, other] = [a, b].map(
    (network) => new Set(context.tables.gateways.at(network).map(({ address }) => address)),
  );
  return context.network.model.gatewayConnections.some(
    ({ gateway = "", peerGateway = "" }) =>
      (own.has(gateway) && other.has(peerGateway)) || (own.has(peerGateway) && other.has(gateway)),
  );
}

function networksOnTheWay(trial: Trial): ReadonlySet<VirtualNetworkNode> {
  const ends = [trial.from, trial.to].flatMap(({ subnet }) => subnet?.virtualNetwork ?? []);
  const passed = trial.ways.flatMap(({ decisions }) => decisions.map(({ subnet }) => subnet.virtualNetwork));
  return new Set([...passed, ...ends]);
}

/** The second half knows the name of the first: both networks may be instances of one block. */
function bothHalves(
  { input, context, edits }: Trial,
  a: VirtualNetworkNode,
  b: VirtualNetworkNode,
  shares: boolean,
): readonly Edit[] | undefined {
  const first = halfOf({ input, context, edits }, a, b, shares && { use_remote_gateways: true });
  if (first === undefined) {
    return undefined;
  }
  const draft = { input, context, edits: [...edits, first] };
  const second = halfOf(draft, b, a, shares && { allow_gateway_transit: true });
  return second && [...(shares ? elsewhere(draft, a.address) : []), first, second];
}

/** One half, written like others that this network has. */
function halfOf(
  draft: Draft,
  on: VirtualNetworkNode,
  to: VirtualNetworkNode,
  more: EditArguments | false = false,
): Edit | undefined {
  const { peerings } = draft.context.network.model;
  const name = attributeOf(draft, on.address, "name");
  const group = attributeOf(draft, on.address, "resource_group_name");
  const remote = attributeOf(draft, to.address, "id");
  if (name === undefined || group === undefined || remote === undefined || on.model.external === true) {
    return undefined;
  }
  const known = peerings
    .filter(({ virtualNetwork }) => virtualNetwork === on.address)
    .map((half) => half.name ?? "");
  return newResource(
    draft,
    "azurerm_virtual_network_peering",
    `${localName(on.address)}_to_${localName(to.address)}`,
    {
      name: freeAzureName(`${on.name}-to-${to.name}`, known),
      resource_group_name: group,
      virtual_network_name: name,
      remote_virtual_network_id: remote,
      // What forwards sends on what others sent (R31); where there are peerings, this one is written as they are.
      allow_forwarded_traffic:
        peerings.some(({ allowForwardedTraffic }) => allowForwardedTraffic) ||
        (peerings.length === 0 && forwarders(draft).some(({ subnet }) => subnet.virtualNetwork === to)),
      ...more,
    },
  );
}
