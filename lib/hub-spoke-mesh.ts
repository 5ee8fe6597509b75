import { TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { quote } from "./core/azure-names";
import { defaultProvider } from "./core/azurerm-version";
import { checkAtSynth } from "./core/checks";
import { childId } from "./core/child-id";
import { checked } from "./core/input-check";
import { withoutStackTraces } from "./core/stack-traces";
import { HubSpokeError } from "./core/validation-error";
import { WarningCode } from "./core/warning-code";
import { warnAtSynth } from "./core/warnings";
import { HubSpokeConstruct } from "./hub-spoke-construct";
import { OwnedPrefix, outsideOf, overlapsBetweenOwners, prefixProblem } from "./network/addressing";
import { VnetPeering } from "./network/vnet-peering";
import { IRemoteNetwork } from "./transit/i-transit-routing";
import { NextHop } from "./transit/routes/next-hop";

/** A hub with its spokes as part of a {@link HubSpokeMesh}. */
export interface HubSpokeMeshMemberOptions {
  /** The network. Its transit forwards packets in the hub: a firewall, appliances, a router or a routing appliance. */
  readonly network: HubSpokeConstruct;

  /**
   * Prefixes in CIDR notation that stand for all of its spokes, also those that come later, such as `10.32.0.0/12`:
   * adding a spoke then changes no route of the other hubs. No other member may have addresses in them.
   * @default - those of its spokes, one by one
   */
  readonly addressSpace?: string[];
}

/** Props of a {@link HubSpokeMesh}. */
export interface HubSpokeMeshProps {
  /**
   * The networks to start with; `addMember` adds more.
   * @default - none
   */
  readonly members?: HubSpokeMeshMemberOptions[];
}

/** A member with what the mesh knows of it. */
interface Member {
  readonly network: HubSpokeConstruct;
  readonly name: string;
  readonly forwarder: NextHop;
  readonly addressSpace: readonly string[];
}

/**
 * Several hubs, usually one for each region, whose spokes reach each other: the hubs are peered in pairs, and packets
 * between spokes of two hubs pass what forwards in both, in both directions.
 *
 * That is what firewalls and appliances that keep state need: a spoke that sends straight to the remote firewall gets
 * its answers through the one of its own hub, which never saw the request and drops them. So:
 *
 * - each spoke sends packets for other hubs' spokes to the forwarder of its own hub, as it does for those of its own;
 * - the subnet of each forwarder gets a route table that leads to the forwarders of the other hubs (and, for a
 *   firewall, 0.0.0.0/0 to the Internet, which Azure asks for);
 * - the subnet of a hub's gateway leads packets for spokes of other hubs to its forwarder;
 * - rules that a firewall's transit writes cover the spokes of all hubs.
 *
 * Prefixes of on-premises sites are part of it as far as they are declared. Machines in a hub reach those in other hubs
 * directly, and spokes of other hubs not at all. If a hub fails, its spokes are cut off from the others: Azure has no
 * route that leads elsewhere by itself.
 *
 * @see https://github.com/cdktf-azure-hub-spoke/cdktf-azure-hub-spoke/blob/main/docs/mesh.md
 */
export class HubSpokeMesh extends Construct {
  /** The meshes that each network is in. */
  private static readonly ofNetwork = new WeakMap<HubSpokeConstruct, HubSpokeMesh[]>();

  private readonly members: Member[] = [];
  /** Other meshes that connect some of the members already, and which. */
  private readonly twins = new Map<HubSpokeMesh, Set<string>>();

  public constructor(scope: Construct, id: string, props: HubSpokeMeshProps = {}) {
    super(scope, id);
    checked(this, "HubSpokeMeshProps", props);
    checkAtSynth(this, () => [
      ...this.overlaps(),
      ...[...this.twins].map(
        ([mesh, names]) =>
          `the hubs ${[...names].sort().map(quote).join(", ")} are connected already, by ${mesh.node.path}: leave one of the two meshes ` +
          "out, or add what is missing to the first with addMember",
      ),
    ]);
    warnAtSynth(this, WarningCode.MESH_ALONE, () =>
      this.members.length < 2
        ? `the mesh has ${this.members.length === 0 ? "no networks" : `one network, ${quote(this.members[0].name)}`}, so it connects ` +
          "nothing: add others with addMember, or leave it out"
        : undefined,
    );
    for (const member of props.members ?? []) {
      this.addMember(member);
    }
  }

  /** The networks, in the order in which they were added. */
  public get networks(): HubSpokeConstruct[] {
    return this.members.map(({ network }) => network);
  }

  /** Adds a network, connects it with all others, and returns it. */
  public addMember(options: HubSpokeMeshMemberOptions): HubSpokeConstruct {
    const { network, addressSpace = [] } = checked(this, "HubSpokeMeshMemberOptions", options, "member");
    const { name } = network.hub;
    const forwarder = network._forwarder;
    this.refuseUnfit(network);
    if (!forwarder) {
      throw new HubSpokeError(
        this,
        `nothing in the hub ${quote(name)} forwards packets for other hubs: a mesh needs TransitRouting.azureFirewall, ` +
          "networkVirtualAppliance, virtualMachineRouter or routingAppliance, or an option of your own whose ITransit has forwarder and " +
          "addRemoteNetwork",
      );
    }
    const member = { network, name, forwarder, addressSpace };
    const others = [...this.members];
    this.members.push(member);
    HubSpokeMesh.ofNetwork.set(network, [...(HubSpokeMesh.ofNetwork.get(network) ?? []), this]);
    withoutStackTraces(() => others.forEach((other) => this.connect(member, other)));
    return network;
  }

  private refuseUnfit(network: HubSpokeConstruct): void {
    const { name } = network.hub;
    if (this.members.some((member) => member.name.toLowerCase() === name.toLowerCase())) {
      throw new HubSpokeError(
        this,
        `two hubs are named ${quote(name)}; routes and peerings are named after them, so rename one`,
      );
    }
    if (TerraformStack.of(network) !== TerraformStack.of(this)) {
      throw new HubSpokeError(
        this,
        `the hub ${quote(name)} is in another stack, and each hub's routes name the forwarders of the others: create ` +
          "the mesh and its networks in one stack",
      );
    }
  }

  /** Peers two hubs and routes each to the other. Which of them came first changes no address. */
  private connect(one: Member, other: Member): void {
    const theirs = HubSpokeMesh.ofNetwork.get(other.network);
    const twin = HubSpokeMesh.ofNetwork
      .get(one.network)
      ?.find((mesh) => mesh !== this && theirs?.includes(mesh));
    if (twin) {
      const names = this.twins.get(twin) ?? new Set();
      this.twins.set(twin, names.add(one.name).add(other.name));
      return;
    }
    const [first, second] = one.name < other.name ? [one, other] : [other, one];
    const [hub, remoteHub] = [first.network.hub, second.network.hub];
    new VnetPeering(this, childId(this, "Peering", `${first.name}-${second.name}`), {
      virtualNetwork: hub.virtualNetwork,
      remoteVirtualNetwork: remoteHub.virtualNetwork,
      naming: hub.placement.naming,
      provider: hub.placement.provider,
      remoteProvider: remoteHub.placement.provider ?? (hub.placement.provider && defaultProvider(this)),
    });
    first.network._addRemoteNetwork(asRemote(second));
    second.network._addRemoteNetwork(asRemote(first));
  }

  private overlaps(): string[] {
    const owned = this.members.flatMap((member) =>
      spacesOf(member).map((text) => ({ owner: member.name, text })),
    );
    const byOwners = new Map<string, { readonly first: OwnedPrefix; readonly second: OwnedPrefix }[]>();
    for (const overlap of overlapsBetweenOwners(owned)) {
      const owners = `${overlap.first.owner} ${overlap.second.owner}`;
      byOwners.set(owners, [...(byOwners.get(owners) ?? []), overlap]);
    }
    return [
      ...this.members.flatMap(({ name, addressSpace }) =>
        addressSpace.map((text) => prefixProblem(`addressSpace of ${quote(name)}`, text)),
      ),
      ...[...byOwners.values()].map((pairs) => {
        const side = (which: "first" | "second"): string =>
          `${quote(pairs[0][which].owner)} (${[...new Set(pairs.map((pair) => pair[which].text))].join(", ")})`;
        return (
          `the networks of ${side("first")} and ${side("second")} overlap, so no route can tell them apart: give one of them ` +
          "other addresses"
        );
      }),
    ].filter((problem) => problem !== undefined);
  }
}

/** All addresses of a member: what it has, and what is kept for it. */
function spacesOf(member: Member): string[] {
  const { network } = member;
  const kept = keptFor(member);
  const members = [network.hub, ...network.spokes].flatMap((each) => each.addressSpace);
  return [...outsideOf(kept, members), ...kept];
}

/** Prefixes that stand for all spokes of a member, those of other stacks too. */
function keptFor({ network, addressSpace }: Member): string[] {
  return [...addressSpace, ...outsideOf(addressSpace, network.hub.attachableSpace)];
}

function asRemote(member: Member): IRemoteNetwork {
  const { network, forwarder } = member;
  return {
    network: network._network,
    forwarder,
    get destinations(): string[] {
      const kept = keptFor(member);
      const spokes = network.spokes.flatMap((spoke) => spoke.addressSpace);
      return [...kept, ...outsideOf(kept, spokes).sort()];
    },
  };
}
