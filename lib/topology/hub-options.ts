import { BastionOptions } from "../bastion/bastion-tiers";
import { ExpressRouteCircuitOptions } from "../gateway/express-route-connection";
import { ExpressRouteGatewayOptions } from "../gateway/express-route-gateway";
import { IExpressRouteGateway } from "../gateway/i-express-route-gateway";
import { IVpnGateway } from "../gateway/i-vpn-gateway";
import { VpnGatewayOptions } from "../gateway/vpn-gateway";
import { ISubnet } from "../network/i-subnet";
import { HubPrivateResolverOptions } from "./hub-dns";
import { NetworkMemberOptions } from "./network-member-options";

/** A VPN gateway in a hub, and its subnet. */
export interface HubVpnGatewayOptions extends VpnGatewayOptions {
  /**
   * Prefix of the `GatewaySubnet` that is created: /27 or larger is recommended.
   * @default - the subnet is there already, with the hub's ExpressRoute gateway
   */
  readonly subnetPrefix?: string;
}

/** An ExpressRoute gateway in a hub, its subnet, and its circuits. */
export interface HubExpressRouteGatewayOptions extends ExpressRouteGatewayOptions {
  /**
   * Prefix of the `GatewaySubnet` that is created, /27 or larger: /26 for 16 circuits.
   * @default - the subnet is there already, with the hub's VPN gateway
   */
  readonly subnetPrefix?: string;

  /**
   * Circuits to start with; `addCircuit` adds more.
   * @default - none
   */
  readonly circuits?: NamedExpressRouteCircuitOptions[];
}

/** A circuit of a list: its options and its name. */
export interface NamedExpressRouteCircuitOptions extends ExpressRouteCircuitOptions {
  /** Name of the circuit, such as `tokyo`: the connection's Azure name and the Terraform address are made of it. */
  readonly name: string;
}

/** A Bastion host in a hub, and its subnet. */
export interface HubBastionOptions extends BastionOptions {
  /**
   * Prefix of the `AzureBastionSubnet` that is created: /26 or larger. All tiers but Developer need it.
   * @default - none
   */
  readonly subnetPrefix?: string;

  /**
   * Whether it is meant to reach machines of the hub alone, as Developer does: it is refused beside spokes otherwise.
   * @default false
   */
  readonly hubOnly?: boolean;
}

/** A VPN gateway that a hub has already. */
export interface ExistingVpnGatewayOptions {
  /** The gateway: `VpnGateway.fromVpnGatewayAttributes`. */
  readonly gateway: IVpnGateway;

  /**
   * Its `GatewaySubnet`, for a gateway that doesn't know it. Where it is known, packets from on-premises take the same
   * way as those to it.
   * @default - that of the gateway
   */
  readonly subnet?: ISubnet;
}

/** What spokes of other stacks, with a state of their own, may have. */
export interface HubAttachmentsOptions {
  /**
   * Prefixes in CIDR notation that stand for all spokes, those of this program and those that are attached from elsewhere,
   * such as `10.0.0.0/8`: route tables and rules name them, so that attaching a spoke changes none.
   */
  readonly addressSpace: string[];
}

/** What a hub is made of. */
export interface HubOptions extends NetworkMemberOptions {
  /** Name, such as `hub01`: Azure names are made of it (`vnet-hub01`). */
  readonly name: string;

  /**
   * An active-active VPN gateway to create; spokes use it.
   * @default - none
   */
  readonly vpnGateway?: HubVpnGatewayOptions;

  /**
   * A VPN gateway that the hub has already; spokes use it.
   * @default - none
   */
  readonly existingVpnGateway?: ExistingVpnGatewayOptions;

  /**
   * An ExpressRoute gateway to create, beside a VPN gateway or alone; spokes use it.
   * @default - none
   */
  readonly expressRouteGateway?: HubExpressRouteGatewayOptions;

  /**
   * An ExpressRoute gateway that the hub has already (`ExpressRouteGateway.fromExpressRouteGatewayAttributes`); spokes
   * use it.
   * @default - none
   */
  readonly existingExpressRouteGateway?: IExpressRouteGateway;

  /**
   * A Bastion host to create.
   * @default - none
   */
  readonly bastion?: HubBastionOptions;

  /**
   * A private DNS resolver to create; spokes ask it.
   * @default - none
   */
  readonly privateResolver?: HubPrivateResolverOptions;

  /**
   * Lets spokes of other stacks and states attach themselves: see `HubAttachment`. The routes of `GatewaySubnet` are
   * resources of their own then (`azurerm_route`), so that each spoke's state has its own.
   * @default - all spokes are in this program
   */
  readonly attachments?: HubAttachmentsOptions;
}
