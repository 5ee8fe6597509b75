import { IConstruct } from "constructs";

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
}
