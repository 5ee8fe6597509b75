import { VirtualNetworkDnsServers } from "@cdktf/provider-azurerm/lib/virtual-network-dns-servers";
import { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { quote } from "../core/azure-names";
import { checkAtSynth } from "../core/checks";
import { checked } from "../core/input-check";
import { configurationOf } from "../core/one-subscription";
import { reference } from "../core/references";
import { dnsServerProblems } from "./dns-server-checks";
import { IVirtualNetwork } from "./i-virtual-network";
import { contentsOf } from "./network-contents";

/** Props of {@link NetworkDnsServers}. */
export interface NetworkDnsServersProps {
  /** The network whose machines ask them. It has no `dnsServers` of its own. */
  readonly virtualNetwork: IVirtualNetwork;

  /** Addresses of the servers, known at apply if need be. */
  readonly servers: string[];

  /**
   * Provider configuration.
   * @default - that of the network if it is created here, else the stack's default azurerm provider
   */
  readonly provider?: TerraformProvider;
}

/**
 * DNS servers of a network that are known only when other networks are there, such as those of a firewall in the hub
 * (`azurerm_virtual_network_dns_servers`). They come after everything else of the network, and machines of the network after them.
 * @see https://github.com/cdktf-azure-hub-spoke/cdktf-azure-hub-spoke/blob/main/docs/routing-rules.md#order-of-creation
 */
export class NetworkDnsServers extends Construct {
  public constructor(scope: Construct, id: string, props: NetworkDnsServersProps) {
    super(scope, id);
    checked(this, "NetworkDnsServersProps", props);
    const { virtualNetwork, servers } = props;
    const resource = new VirtualNetworkDnsServers(this, "Resource", {
      virtualNetworkId: reference(virtualNetwork, "id", () => virtualNetwork.virtualNetworkId, this),
      dnsServers: servers,
      provider: props.provider ?? configurationOf(virtualNetwork, this)?.configuration,
    });
    virtualNetwork.creationOrder.writesDnsServers(resource);
    const { dnsServers } = contentsOf(virtualNetwork);
    const [earlier] = dnsServers;
    dnsServers.push({ owner: this, servers });
    checkAtSynth(this, () => [
      ...dnsServerProblems(servers),
      servers.length === 0 ? "servers is empty: leave the construct out for Azure's own resolver" : undefined,
      earlier
        ? `virtual network ${quote(virtualNetwork.name)} has DNS servers already, by ${earlier.owner.node.path}; one of the two has ` +
          "to go, or each apply would undo the other"
        : undefined,
    ]);
  }
}
