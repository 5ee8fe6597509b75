import {
  Firewall,
  ForwardAssumption,
  LoadBalancer,
  LoadBalancerFrontend,
  NetworkInterface,
  RoutingAppliance,
  UnknownArgument,
  VirtualNetworkPeering,
} from "../model";
import { GatewayNode } from "../network/gateway-node";
import { SubnetNode } from "../network/virtual-network-node";
import { HubNode } from "../network/virtual-wan";

/** Who has a next hop's address. */
export type NextHopOwner =
  | { readonly kind: "nic"; readonly nic: NetworkInterface; readonly subnet: SubnetNode }
  | {
      readonly kind: "load-balancer";
      readonly loadBalancer: LoadBalancer;
      readonly frontend: LoadBalancerFrontend;
      readonly subnet: SubnetNode;
    }
  | {
      readonly kind: "firewall";
      readonly firewall: Firewall;
      readonly subnet: SubnetNode;
      readonly guessed: boolean;
    }
  | {
      readonly kind: "routing-appliance";
      readonly appliance: RoutingAppliance;
      readonly subnet: SubnetNode;
    }
  | { readonly kind: "gateway"; readonly gateway: GatewayNode; readonly subnet: SubnetNode }
  | { readonly kind: "route-server"; readonly address: string; readonly subnet: SubnetNode }
  | { readonly kind: "declared"; readonly declared: ForwardAssumption; readonly subnet: SubnetNode };

export type NextHopResolution =
  | { readonly kind: "owned"; readonly owner: NextHopOwner }
  /** It is in a network within reach, but nobody has it. */
  | { readonly kind: "not-found" }
  /** Nobody is known to have it, but these get their addresses on apply, in the subnet that holds it. */
  | { readonly kind: "perhaps"; readonly names: readonly string[] }
  /** Its network is neither this one nor directly connected with it (R21). */
  | { readonly kind: "not-reachable"; readonly owner?: NextHopOwner }
  /** In a hub of Virtual WAN, which by what is documented is no next hop of a route (R21); nobody promises that it fails. */
  | { readonly kind: "in-hub"; readonly hub: HubNode }
  /** Known only after apply, and not what it refers to; or beyond a peering of which something else decides. */
  | {
      readonly kind: "unknown";
      readonly because?: UnknownArgument;
      /** The half of a peering beyond which it may be, of a network that the input doesn't hold. */
      readonly beyond?: VirtualNetworkPeering;
    };
