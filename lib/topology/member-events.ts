import { IConstruct } from "constructs";
import { IExpressRouteGateway } from "../gateway/i-express-route-gateway";
import { IVpnGateway } from "../gateway/i-vpn-gateway";
import { ISubnet } from "../network/i-subnet";
import { NetworkPrefixes } from "../network/security-rules";

/** What the network that a hub or spoke is part of hears of it. */
export interface MemberEvents {
  /** A subnet is there. */
  readonly addSubnet?: (subnet: ISubnet) => void;
  /** Prefixes of the network that it is part of, as they are at synth. */
  readonly prefixes?: NetworkPrefixes;
  /** The hub has a VPN gateway. */
  readonly useGateway?: (gateway: IVpnGateway) => void;
  /** The hub has an ExpressRoute gateway. */
  readonly useExpressRouteGateway?: (gateway: IExpressRouteGateway) => void;
  /** The hub shares a gateway or Route Server with all spokes. */
  readonly shareGateway?: (gateway: IConstruct) => void;
}
