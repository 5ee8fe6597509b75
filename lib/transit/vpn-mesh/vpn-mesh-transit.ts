import { Construct } from "constructs";
import { LIMITS } from "../../azure/limits";
import { RECOMMENDED_GATEWAY_SUBNET, ReservedSubnet } from "../../azure/reserved-subnets";
import { quote } from "../../core/azure-names";
import { checkAtSynth } from "../../core/checks";
import { childId } from "../../core/child-id";
import { WarningCode } from "../../core/warning-code";
import { warnAtSynth } from "../../core/warnings";
import { IVpnGateway } from "../../gateway/i-vpn-gateway";
import { VnetToVnetConnection, VnetToVnetEnd } from "../../gateway/vnet-to-vnet-connection";
import { VpnGateway } from "../../gateway/vpn-gateway";
import { overlapsBetweenOwners } from "../../network/addressing";
import { NetworkMember } from "../../topology/network-member";
import { Spoke } from "../../topology/spoke";
import { ITransit, ITransitNetwork, ITransitRouting } from "../i-transit-routing";
import { reservedSubnetIn } from "../reserved-subnet";
import { unknownSpokeProblems } from "../unknown-spokes";
import { asnFromName, nextFreeAsn } from "./vpn-mesh-asn";
import { VpnMeshOptions, VpnMeshTopology } from "./vpn-mesh-options";

/** Connections of one gateway, whatever its size allows beyond. Source: "VPN Gateway SKUs", VpnGw1 to VpnGw3. */
const CONNECTIONS_PER_GATEWAY = LIMITS.connectionsOfSmallGateway.value;

/**
 * No peering: a VPN gateway in each network, and tunnels with BGP between them, so that each network learns
 * the prefixes of all others (R44).
 *
 * All gateways are created at the same time. The hub keeps its own, which is told to speak BGP.
 */
export class VpnMeshTransit implements ITransitRouting {
  public constructor(private readonly options: VpnMeshOptions) {}

  public bind(scope: Construct, network: ITransitNetwork): ITransit {
    return new VpnMesh(scope, network, this.options);
  }
}

/** A spoke and its gateway. */
interface MeshSpoke {
  readonly spoke: Spoke;
  readonly vpnGateway: IVpnGateway;
}

class VpnMesh implements ITransit {
  public readonly peersSpokes = false;
  public readonly sharesGateway = false;
  private readonly members: MeshSpoke[] = [];

  public constructor(
    private readonly scope: Construct,
    private readonly network: ITransitNetwork,
    private readonly options: VpnMeshOptions,
  ) {
    checkAtSynth(scope, () => this.problems());
    warnAtSynth(scope, WarningCode.CONNECTION_LIMIT, () => this.limitWarning());
  }

  public addSpoke(spoke: Spoke): void {
    const { hub } = this.network;
    const own = this.optionsOf(spoke);
    const added = { spoke, vpnGateway: own.vpnGateway ?? this.createGateway(spoke) };
    if (hub.vpnGateway) {
      this.connect(endOf(hub, hub.vpnGateway), endOf(spoke, added.vpnGateway));
    }
    if (this.options.topology === VpnMeshTopology.FULL_MESH) {
      for (const other of this.members) {
        // In order of names, so that the order of addition changes no address and no variable.
        const [first, second] = [other, added].sort((a, b) => (a.spoke.name < b.spoke.name ? -1 : 1));
        this.connect(endOf(first.spoke, first.vpnGateway), endOf(second.spoke, second.vpnGateway));
      }
    }
    this.members.push(added);
  }

  public useGateway(gateway: IVpnGateway): void {
    enableBgp(gateway);
    const { hub } = this.network;
    for (const { spoke, vpnGateway } of this.members) {
      this.connect(endOf(hub, gateway), endOf(spoke, vpnGateway));
    }
  }

  private createGateway(spoke: Spoke): IVpnGateway {
    const { asn, gatewaySubnetPrefix, zones } = this.optionsOf(spoke);
    const gateway = new VpnGateway(this.scope, childId(this.scope, "VpnGateway", spoke.name), {
      ...spoke.placement,
      name: `vpngw-${spoke.name}`,
      subnet: reservedSubnetIn(spoke, {
        name: ReservedSubnet.GATEWAY,
        addressPrefix: gatewaySubnetPrefix,
        defaultLength: RECOMMENDED_GATEWAY_SUBNET,
        setting: `vpnMesh({ spokes: { ${quote(spoke.name)}: { gatewaySubnetPrefix } } })`,
      }),
      sku: this.options.sku,
      zones: zones ?? this.options.zones,
      bgp: true,
      asn: asn ?? asnFromName(spoke.name),
    });
    gateway._zonesSetting = (list) => `vpnMesh({ spokes: { ${quote(spoke.name)}: { zones: ${list} } } })`;
    return gateway;
  }

  private connect(first: VnetToVnetEnd, second: VnetToVnetEnd): void {
    new VnetToVnetConnection(
      this.scope,
      childId(this.scope, "Connection", `${first.name}-to-${second.name}`),
      {
        first,
        second,
        sharedKey: this.options.sharedKey,
      },
    );
  }

  private optionsOf(spoke: Spoke): NonNullable<VpnMeshOptions["spokes"]>[string] {
    return this.options.spokes?.[spoke.name] ?? {};
  }

  private problems(): (string | undefined)[] {
    const { hub } = this.network;
    return [
      hub.vpnGateway
        ? undefined
        : "vpnMesh needs a VPN gateway in the hub too: give the hub vpnGateway: { subnetPrefix }",
      ...unknownSpokeProblems("vpnMesh", this.options.spokes, this.network.spokes),
      ...this.asnProblems(),
      ...this.overlaps(),
    ];
  }

  /** Who carries a number drops routes that carry it too, so two with one number never hear of each other. */
  private asnProblems(): string[] {
    const { hub } = this.network;
    const taken = new Map<number, string>();
    hub.siteToSiteConnections.forEach(
      ({ asn, name }) => asn !== undefined && taken.set(asn, `site ${quote(name)}`),
    );
    if (hub.vpnGateway) {
      taken.set(hub.vpnGateway.asn, `the hub ${quote(hub.name)}`);
    }
    const numbers = new Set([...taken.keys(), ...this.members.map(({ vpnGateway }) => vpnGateway.asn)]);
    const problems: string[] = [];
    for (const { spoke, vpnGateway } of this.members) {
      const owner = taken.get(vpnGateway.asn);
      taken.set(vpnGateway.asn, owner ?? `spoke ${quote(spoke.name)}`);
      if (owner !== undefined) {
        const free = nextFreeAsn(vpnGateway.asn, numbers);
        numbers.add(free);
        problems.push(
          `${owner} and spoke ${quote(spoke.name)} both have the ASN ${vpnGateway.asn}, and each needs its own; ` +
            `give one in vpnMesh({ spokes: { ${quote(spoke.name)}: { asn: ${free} } } })`,
        );
      }
    }
    return problems;
  }

  /** Nothing else compares hub and spoke, since they are not peered. */
  private overlaps(): string[] {
    const { hub } = this.network;
    return this.network.spokes.flatMap((spoke) =>
      overlapsBetweenOwners(
        [hub, spoke].flatMap((member) => member.addressSpace.map((text) => ({ owner: member.name, text }))),
      ).map(
        ({ first, second }) =>
          `${quote(first.owner)} (${first.text}) and ${quote(second.owner)} (${second.text}) overlap, so ` +
          "Azure refuses to connect them; give one of them other addresses",
      ),
    );
  }

  private limitWarning(): string | undefined {
    const { hub } = this.network;
    const atHub = this.members.length + hub.siteToSiteConnections.length;
    // What is created here counts for itself, and refuses.
    return hub.vpnGateway && !isCreatedHere(hub.vpnGateway) && atHub > CONNECTIONS_PER_GATEWAY
      ? `the hub's gateway has ${atHub} connections; sizes up to VpnGw3AZ take ${CONNECTIONS_PER_GATEWAY}, ` +
          `VpnGw4AZ and VpnGw5AZ take ${LIMITS.connectionsOfLargeGateway.value}: choose a larger size, or peer the spokes with another option`
      : undefined;
  }
}

function endOf(member: NetworkMember, vpnGateway: IVpnGateway): VnetToVnetEnd {
  return { ...member.placement, name: member.name, vpnGateway };
}

/** Tells a gateway of this program to speak BGP; one that exists already is as it is. */
function enableBgp(gateway: IVpnGateway): void {
  if (isCreatedHere(gateway)) {
    gateway.enableBgp();
  }
}

function isCreatedHere(gateway: IVpnGateway): gateway is VpnGateway {
  return "enableBgp" in gateway;
}
