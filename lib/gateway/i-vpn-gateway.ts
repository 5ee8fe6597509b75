import { IConstruct } from "constructs";
import { ISubnet } from "../network/i-subnet";

/** A VPN gateway, created here or existing already. */
export interface IVpnGateway extends IConstruct {
  /** Azure resource id. */
  readonly vpnGatewayId: string;

  /** Autonomous system number that it speaks BGP with. */
  readonly asn: number;

  /** Whether it speaks BGP. */
  readonly bgpEnabled: boolean;

  /** Whether both of its instances carry traffic. */
  readonly activeActive: boolean;

  /**
   * The `GatewaySubnet` that it is in, so that transit routing can send what comes from on-premises the same way
   * as what goes there. Absent where nobody said which it is.
   */
  readonly subnet?: ISubnet;

  /** Prefixes that VPN clients get their addresses from (point-to-site). Absent or empty without such clients. */
  readonly clientAddressPool?: string[];
}
