import { IConstruct } from "constructs";
import { IVirtualNetwork } from "./i-virtual-network";

/** A subnet, created here or existing already. */
export interface ISubnet extends IConstruct {
  /** Azure resource id. */
  readonly subnetId: string;

  /** Name in its virtual network. */
  readonly subnetName: string;

  /** Its address prefix in CIDR notation, such as `10.0.0.0/24`. */
  readonly addressPrefix: string;

  /** Its further prefixes, if it has several. */
  readonly additionalPrefixes?: string[];

  /** The network that it is part of. */
  readonly virtualNetwork: IVirtualNetwork;
}
