import { IConstruct } from "constructs";
import { CreationOrder } from "./creation-order";

/** A virtual network, created here or existing already. */
export interface IVirtualNetwork extends IConstruct {
  /** What the network is for, such as `hub01`: names of peerings and route tables are made of it. */
  readonly name: string;

  /** Azure resource id. */
  readonly virtualNetworkId: string;

  /** Name in its resource group. */
  readonly virtualNetworkName: string;

  /** Resource group that holds it. */
  readonly resourceGroupName: string;

  /** Azure region, if it is known. */
  readonly location?: string;

  /** Its address prefixes in CIDR notation, such as `10.0.0.0/16`. */
  readonly addressSpace: string[];

  /** In which order what is in the network is created: tell it of what your program writes there itself. */
  readonly creationOrder: CreationOrder;
}
