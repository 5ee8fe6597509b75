import { TerraformResource } from "cdktf";
import { IConstruct } from "constructs";
import { ISubnet } from "./i-subnet";
import { IVirtualNetwork } from "./i-virtual-network";

/**
 * What this program writes into one virtual network.
 *
 * Azure refuses a peering while a subnet of either side is being written (the provider does not retry it),
 * and a firewall holds the provider's lock on its network for minutes. So peerings and firewalls wait for
 * these resources, whoever creates them.
 */
export class NetworkWrites {
  private static readonly byNetwork = new WeakMap<IVirtualNetwork, NetworkWrites>();

  /** The writes into a network, created here or existing already. */
  public static into(network: IVirtualNetwork): NetworkWrites {
    const writes = NetworkWrites.byNetwork.get(network) ?? new NetworkWrites();
    NetworkWrites.byNetwork.set(network, writes);
    return writes;
  }

  /** Subnets created in the network. */
  public readonly subnets: ISubnet[] = [];

  /** Resources that write a subnet: the subnets themselves, and associations that need not wait for anything late. */
  public readonly subnetWrites: TerraformResource[] = [];

  /** Network interfaces in the network. */
  public readonly interfaces: TerraformResource[] = [];

  /** Static private addresses given out in the network, and what has each. */
  public readonly staticAddresses: { readonly address: string; readonly owner: IConstruct }[] = [];

  /** Services created in the network, of kinds that it takes one of. */
  public readonly services: { readonly service: string; readonly owner: IConstruct }[] = [];

  /** Peerings whose remote side the network is, and whether it uses a gateway over them. */
  public readonly remotePeerings: { readonly owner: IConstruct; readonly usesGateway: () => boolean }[] = [];

  private constructor() {}
}
