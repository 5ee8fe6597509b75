import { checked } from "../core/input-check";
import { ApplicationRuleProps, DnatRuleProps, NetworkRuleProps } from "./firewall-rule-props";
import {
  RuleSurroundings,
  writeApplicationRule,
  writeDnatRule,
  writeNetworkRule,
  WrittenRule,
} from "./written-rule";

/** Kinds of rule, by the collection that they stand in. */
export enum FirewallRuleKind {
  /** By addresses, protocols and ports */
  NETWORK = "network",
  /** By names */
  APPLICATION = "application",
  /** From a public address to a private one */
  DNAT = "nat",
}

/**
 * A rule of a firewall. Azure looks at DNAT rules first, then at network rules, then at application rules; the first that matches
 * decides, and what none matches is denied.
 * @see https://github.com/cdktf-azure-hub-spoke/cdktf-azure-hub-spoke/blob/main/docs/routing-rules.md#r62
 */
export class FirewallRule {
  /** By addresses, protocols and ports. Addresses inside are kept, those for the Internet translated. */
  public static network(props: NetworkRuleProps): FirewallRule {
    const given = checked("FirewallRule.network", "NetworkRuleProps", props);
    return new FirewallRule(given.name, FirewallRuleKind.NETWORK, (around) =>
      writeNetworkRule(given, around),
    );
  }

  /** By names, for web and SQL Server. What it lets through has the firewall's address as source. */
  public static application(props: ApplicationRuleProps): FirewallRule {
    const given = checked("FirewallRule.application", "ApplicationRuleProps", props);
    return new FirewallRule(given.name, FirewallRuleKind.APPLICATION, (around) =>
      writeApplicationRule(given, around),
    );
  }

  /** From a public address of the firewall to something inside, which is let through with it. */
  public static dnat(props: DnatRuleProps): FirewallRule {
    const given = checked("FirewallRule.dnat", "DnatRuleProps", props);
    return new FirewallRule(given.name, FirewallRuleKind.DNAT, (around) => writeDnatRule(given, around));
  }

  private constructor(
    /** Its name. */
    public readonly name: string,
    /** Its kind. */
    public readonly kind: FirewallRuleKind,
    private readonly write: (around: RuleSurroundings) => WrittenRule,
  ) {}

  /**
   * It, in Terraform's words.
   * @internal
   */
  public _write(around: RuleSurroundings): WrittenRule {
    return this.write(around);
  }
}
