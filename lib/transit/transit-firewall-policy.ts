import { FirewallPolicy } from "@cdktf/provider-azurerm/lib/firewall-policy";
import { Construct } from "constructs";
import { PRIVATE_RANGES } from "../azure/address-ranges";
import { NAME_RULES } from "../azure/names";
import { checked } from "../core/input-check";
import { late } from "../core/late";
import { checkName } from "../core/name-check";
import { ResourceKind } from "../core/naming";
import { checkPlacement, commonArguments, namingOf, PlacementProps } from "../core/placement";
import { FirewallSku } from "./firewall-sku";
import { ITransitNetwork } from "./i-transit-routing";
import { insidePrefixes, publicLooking } from "./private-address-space";

/** Props of a {@link TransitFirewallPolicy}. */
export interface TransitFirewallPolicyProps extends PlacementProps {
  /** The network whose packets pass the firewall. */
  readonly network: ITransitNetwork;

  /**
   * Tier, the same as the firewall's.
   * @default FirewallSku.STANDARD
   */
  readonly sku?: FirewallSku;
}

/**
 * The policy of a firewall in the hub (`azurerm_firewall_policy`), without rules. It knows the addresses of all hubs,
 * spokes and sites at synth, so that the firewall translates none that look public as if they were the Internet.
 */
export class TransitFirewallPolicy extends Construct {
  private readonly resource: FirewallPolicy;

  public constructor(scope: Construct, id: string, props: TransitFirewallPolicyProps) {
    super(scope, id);
    checked(this, "TransitFirewallPolicyProps", props);
    checkPlacement(this, props);
    const { hub } = props.network;
    const name = namingOf(props).nameOf({ kind: ResourceKind.FIREWALL_POLICY, subject: hub.name });
    // "Default" is in no Terraform address: the policy has the one of this construct.
    this.resource = new FirewallPolicy(this, "Default", {
      name,
      sku: props.sku ?? FirewallSku.STANDARD,
      ...commonArguments(props),
    });
    this.resource.addOverride(
      "private_ip_ranges",
      late(() => {
        const unusual = publicLooking(insidePrefixes(props.network));
        return unusual.length > 0 ? [...PRIVATE_RANGES, ...unusual.sort()] : undefined;
      }),
    );
    checkName(this, NAME_RULES.firewallPolicy, name);
  }

  /** Azure resource id. */
  public get firewallPolicyId(): string {
    return this.resource.id;
  }
}
