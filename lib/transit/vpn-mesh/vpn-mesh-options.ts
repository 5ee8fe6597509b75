import { IVpnGateway } from "../../gateway/i-vpn-gateway";

/** Which virtual networks of a VPN mesh have tunnels between them. */
export enum VpnMeshTopology {
  /** Each spoke with the hub: what spokes say to each other passes through the hub's gateway. */
  HUB_AND_SPOKE = "hub-and-spoke",
  /** Each with every other: two connections more for each pair of spokes, and one gateway fewer to pass. */
  FULL_MESH = "full-mesh",
}

/** What a spoke of a VPN mesh has of its own. */
export interface VpnMeshSpokeOptions {
  /**
   * Autonomous system number of the spoke's gateway: 16-bit, not reserved, and nobody else's.
   * @default - derived from the spoke's name alone, so that other spokes can't change it
   */
  readonly asn?: number;

  /**
   * Prefix of the spoke's `GatewaySubnet`: /27 or larger is recommended.
   * @default - the last /27 of the spoke's first address prefix
   */
  readonly gatewaySubnetPrefix?: string;

  /**
   * A VPN gateway that the spoke has already; it must speak BGP.
   * @default - one is created
   */
  readonly vpnGateway?: IVpnGateway;

  /**
   * Availability zones of its gateway's addresses: an empty list in a region without zones.
   * @default - the mesh's
   */
  readonly zones?: string[];
}

/** How a VPN mesh is built. */
export interface VpnMeshOptions {
  /**
   * Which networks have tunnels between them.
   * @default VpnMeshTopology.HUB_AND_SPOKE
   */
  readonly topology?: VpnMeshTopology;

  /**
   * Size of the spokes' gateways: one of VpnGw1AZ to VpnGw5AZ. It bounds what two networks can exchange.
   * @default "VpnGw1AZ"
   */
  readonly sku?: string;

  /**
   * Availability zones of the spokes' gateways' addresses. Give an empty list in a region without zones.
   * @default ["1", "2", "3"]
   */
  readonly zones?: string[];

  /**
   * One pre-shared key for all pairs: the value of a sensitive `TerraformVariable`. A literal is refused.
   * @default - a variable for each pair, such as `vpn_shared_key_hub01_to_spoke01`, which is declared
   */
  readonly sharedKey?: string;

  /**
   * What single spokes have of their own, by the spoke's name.
   * @default - nothing
   */
  readonly spokes?: { [name: string]: VpnMeshSpokeOptions };
}
