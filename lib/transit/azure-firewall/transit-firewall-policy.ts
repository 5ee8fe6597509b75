import { Construct } from "constructs";
import { checked } from "../../core/input-check";
import { PlacementProps } from "../../core/placement";
import { FirewallPolicy } from "../../firewall/firewall-policy";
import { FirewallPolicyOptions } from "../../firewall/firewall-policy-options";
import { FirewallSku } from "../../firewall/firewall-sku";
import { IFirewallNetwork } from "../../firewall/i-firewall-network";
import { ITransitNetwork } from "../i-transit-routing";
import { insidePrefixes, publicLooking } from "../private-address-space";
import { FirewallNetwork } from "./firewall-network";

/** Props of a {@link TransitFirewallPolicy}. */
export interface TransitFirewallPolicyProps extends FirewallPolicyOptions, PlacementProps {
  /** The network whose packets pass the firewall. */
  readonly network: ITransitNetwork;

  /**
   * Tier, the same as the firewall's.
   * @default FirewallSku.STANDARD
   */
  readonly sku?: FirewallSku;

  /**
   * What its rules name.
   * @default - the hub, spokes and sites of the network
   */
  readonly firewallNetwork?: IFirewallNetwork;
}

/**
 * The policy of a firewall in the hub (`azurerm_firewall_policy`), without rules. It knows the addresses of all hubs,
 * spokes and sites at synth, so that the firewall translates none that look public as if they were the Internet.
 */
export class TransitFirewallPolicy extends FirewallPolicy {
  private readonly transitNetwork: ITransitNetwork;

  public constructor(scope: Construct, id: string, props: TransitFirewallPolicyProps) {
    checked(`${scope.node.path}/${id}`, "TransitFirewallPolicyProps", props);
    const { network, firewallNetwork, ...options } = props;
    super(scope, id, {
      ...options,
      name: network.hub.name,
      network: firewallNetwork ?? new FirewallNetwork({ network }),
    });
    this.transitNetwork = network;
    if (options.dnsProxy && !options.dnsProxy.servers) {
      this._askForDns(() => {
        const { privateResolver } = network.hub;
        return privateResolver?.hasInboundEndpoint ? [privateResolver.inboundAddress] : undefined;
      });
    }
  }

  /** @internal */
  protected override get _unusualPrefixes(): string[] {
    return publicLooking(insidePrefixes(this.transitNetwork)).sort();
  }
}
