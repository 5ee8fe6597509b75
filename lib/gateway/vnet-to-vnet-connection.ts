import { VirtualNetworkGatewayConnection } from "@cdktf/provider-azurerm/lib/virtual-network-gateway-connection";
import { Construct, IConstruct } from "constructs";
import { RENAMED_ARGUMENTS } from "../azure/azurerm-versions";
import { NAME_RULES } from "../azure/names";
import { quote } from "../core/azure-names";
import { writeRenamed } from "../core/azurerm-version";
import { checkAtSynth } from "../core/checks";
import { checked } from "../core/input-check";
import { checkName } from "../core/name-check";
import { ResourceKind } from "../core/naming";
import { checkPlacement, commonArguments, namingOf, PlacementProps } from "../core/placement";
import { identityOf, reference } from "../core/references";
import { otherRegionProblem } from "../core/same-region";
import { requireSecretReference } from "../core/secrets";
import { overlapsBetweenOwners } from "../network/addressing";
import { areOfOneFamily, isSameNetwork } from "../network/network-contents";
import { writesGateway } from "./gateway-connections";
import { IVpnGateway } from "./i-vpn-gateway";
import { ipsecArguments, IpsecPolicy, ipsecProblems } from "./ipsec-policy";
import { sharedKeyPreconditions, sharedKeyVariable } from "./shared-key";

/** One of the two virtual networks that a connection joins, and its gateway. */
export interface VnetToVnetEnd extends PlacementProps {
  /** What the network is for, such as `hub01`: the connection's Azure name is made of it. */
  readonly name: string;

  /** The network's VPN gateway. */
  readonly vpnGateway: IVpnGateway;
}

/** Props of a {@link VnetToVnetConnection}. */
export interface VnetToVnetConnectionProps {
  /** One end. */
  readonly first: VnetToVnetEnd;

  /** The other end. */
  readonly second: VnetToVnetEnd;

  /**
   * Pre-shared key of both directions: the value of a sensitive `TerraformVariable`. A literal is refused.
   * @default - the stack's variable `vpn_shared_key_<first>_to_<second>`, which is declared
   */
  readonly sharedKey?: string;

  /**
   * Exchange routes by BGP; both gateways must speak it, with different numbers. Without it each network
   * learns the other's own prefixes only, and nothing of what lies behind it.
   * @default true
   * @see https://github.com/cdktf-azure-hub-spoke/cdktf-azure-hub-spoke/blob/main/docs/routing-rules.md#r44
   */
  readonly bgp?: boolean;

  /**
   * What both directions encrypt with.
   * @default - what the gateways agree on
   */
  readonly ipsecPolicy?: IpsecPolicy;
}

/**
 * A connection between two virtual networks over IPsec, in both directions: two
 * `azurerm_virtual_network_gateway_connection` of type `Vnet2Vnet` with one key. Azure brings the tunnels up
 * only when both are there.
 */
export class VnetToVnetConnection extends Construct {
  public constructor(scope: Construct, id: string, props: VnetToVnetConnectionProps) {
    super(scope, id);
    checked(this, "VnetToVnetConnectionProps", props);
    const { first, second } = props;
    const bgp = props.bgp ?? true;
    if (props.sharedKey !== undefined) {
      requireSecretReference(this, "the shared key", props.sharedKey);
    }
    const sharedKey = props.sharedKey ?? sharedKeyVariable(this, `${first.name}_to_${second.name}`);

    const direction = (childName: string, from: VnetToVnetEnd, to: VnetToVnetEnd): void => {
      checkPlacement(this, from);
      const name = namingOf(from).nameOf({
        kind: ResourceKind.CONNECTION,
        subject: `${from.name}-to-${to.name}`,
      });
      const idOf = (end: VnetToVnetEnd): string =>
        reference(end.vpnGateway, "id", () => end.vpnGateway.vpnGatewayId, this);
      const connection = new VirtualNetworkGatewayConnection(this, childName, {
        name,
        type: "Vnet2Vnet",
        virtualNetworkGatewayId: idOf(from),
        peerVirtualNetworkGatewayId: idOf(to),
        sharedKey,
        ipsecPolicy: ipsecArguments(props.ipsecPolicy),
        lifecycle: { precondition: sharedKeyPreconditions(this, sharedKey) },
        ...commonArguments(from),
      });
      writeRenamed(connection, RENAMED_ARGUMENTS.connectionBgp, () => bgp);
      [from, to].forEach(({ vpnGateway }) => writesGateway(connection, vpnGateway.vpnGatewayId));
      checkName(this, NAME_RULES.connection, name);
    };
    [first, second]
      .filter(({ vpnGateway }) => bgp && !firstWithBgp.has(vpnGateway))
      .forEach(({ vpnGateway }) => firstWithBgp.set(vpnGateway, this));
    direction("FirstToSecond", first, second);
    direction("SecondToFirst", second, first);
    checkAtSynth(this, () => [
      ...[first, second].map(({ name, location, vpnGateway }) =>
        otherRegionProblem(`the end ${quote(name)} of the connection`, location, "its gateway", vpnGateway),
      ),
      overlapProblem(first, second),
      ...(isOneGateway(this, first, second)
        ? [`${quote(first.name)} and ${quote(second.name)} have one gateway: give two, of different networks`]
        : bgp
          ? bgpProblems(this, first, second)
          : []),
      ...ipsecProblems(props.ipsecPolicy),
    ]);
  }
}

function isOneGateway(scope: IConstruct, first: VnetToVnetEnd, second: VnetToVnetEnd): boolean {
  const [one, other] = [first, second].map(({ vpnGateway }) => identityOf(scope, vpnGateway.vpnGatewayId));
  return one === other;
}

/** Azure refuses to connect networks that share addresses. Those of one hub-and-spoke are compared there. */
function overlapProblem(first: VnetToVnetEnd, second: VnetToVnetEnd): string | undefined {
  const [one, other] = [first, second].map(({ vpnGateway }) => vpnGateway.subnet?.virtualNetwork);
  if (!one || !other || isSameNetwork(one, other) || areOfOneFamily(one, other)) {
    return undefined;
  }
  const [pair] = overlapsBetweenOwners(
    [one, other].flatMap((network, owner) =>
      network.addressSpace.map((text) => ({ owner: String(owner), text })),
    ),
  );
  return (
    pair &&
    `${quote(first.name)} (${pair.first.text}) and ${quote(second.name)} (${pair.second.text}) overlap, so Azure refuses to connect ` +
      "them; give one of them other addresses"
  );
}

/** The first connection with BGP of each gateway: it says for all of them that the gateway speaks none. */
const firstWithBgp = new WeakMap<IVpnGateway, VnetToVnetConnection>();

function bgpProblems(
  connection: VnetToVnetConnection,
  first: VnetToVnetEnd,
  second: VnetToVnetEnd,
): (string | undefined)[] {
  const ends = [first, second];
  return [
    ...ends
      .filter(({ vpnGateway }) => !vpnGateway.bgpEnabled && firstWithBgp.get(vpnGateway) === connection)
      .map(
        ({ name }) =>
          `the connection of ${quote(first.name)} and ${quote(second.name)} speaks BGP but the gateway of ` +
          `${quote(name)} doesn't: set bgp on the gateway`,
      ),
    first.vpnGateway.asn === second.vpnGateway.asn
      ? `the gateways of ${quote(first.name)} and ${quote(second.name)} have the same ASN, ` +
        `${first.vpnGateway.asn}, so neither would take routes of the other; give one of them another asn`
      : undefined,
  ];
}
