import { IConstruct } from "constructs";
import { ISubnet } from "../network/i-subnet";

/** An ExpressRoute gateway, created here or existing already. */
export interface IExpressRouteGateway extends IConstruct {
  /** Azure resource id. */
  readonly expressRouteGatewayId: string;

  /**
   * The `GatewaySubnet` that it is in, so that transit routing can send what comes from on-premises the same way
   * as what goes there. Absent where nobody said which it is.
   */
  readonly subnet?: ISubnet;
}
