import { quote } from "../../core/azure-names";
import { checked } from "../../core/input-check";
import { FirewallAddresses } from "../../firewall/firewall-addresses";
import { FirewallProtocol } from "../../firewall/firewall-protocol";
import { FirewallRule } from "../../firewall/firewall-rule";

/** Something that spokes, and sites or subnets if they are named, may start with each other. Answers are allowed with it. */
export interface SpokeRule {
  /** Name of the rule, the only one in its list. */
  readonly name: string;

  /**
   * Names of the spokes that may start it; those of another hub of a `HubSpokeMesh` as `hub02/spoke01`.
   * @default - all spokes, of other hubs too, unless `sources` says who
   */
  readonly from?: string[];

  /**
   * Names of the spokes that they may reach; those of another hub of a `HubSpokeMesh` as `hub02/spoke01`.
   * @default - all spokes, of other hubs too, unless `destinations` says what
   */
  readonly to?: string[];

  /**
   * Sites, subnets and others that may start it, beside or in place of spokes.
   * @default - the spokes alone
   */
  readonly sources?: FirewallAddresses[];

  /**
   * Sites, subnets and others that they may reach, beside or in place of spokes.
   * @default - the spokes alone
   */
  readonly destinations?: FirewallAddresses[];

  /**
   * Protocols.
   * @default [FirewallProtocol.ANY]
   */
  readonly protocols?: FirewallProtocol[];

  /**
   * Destination ports, such as `443` or `8000-8999`.
   * @default ["*"]
   */
  readonly ports?: string[];
}

/**
 * What a firewall lets through between spokes. A firewall denies everything else.
 * @see https://github.com/cdktf-azure-hub-spoke/cdktf-azure-hub-spoke/blob/main/docs/routing-rules.md#r62
 */
export class SpokeToSpokeRules {
  /** Everything between all spokes, also those that are added later, and between them and on-premises sites. */
  public static allowAll(): SpokeToSpokeRules {
    return new SpokeToSpokeRules([{ name: "spoke-to-spoke" }], true);
  }

  /** Only what the rules say. On-premises sites are named by `sources` and `destinations`. */
  public static only(rules: SpokeRule[]): SpokeToSpokeRules {
    return new SpokeToSpokeRules(checked("SpokeToSpokeRules.only", "SpokeRule[]", rules, "rules"), false);
  }

  /** Nothing: the policy's own rules decide. */
  public static none(): SpokeToSpokeRules {
    return new SpokeToSpokeRules([], false);
  }

  private constructor(
    /** The rules between spokes. */
    public readonly rules: SpokeRule[],
    /** Whether on-premises sites and further destinations of the routes are reached too. */
    public readonly allowsEverything: boolean,
  ) {}

  /**
   * What is wrong with their names, each as a sentence.
   * @internal
   */
  public _problems(): string[] {
    return this.rules.flatMap((rule, index) =>
      this.rules.findIndex((other) => other.name.toLowerCase() === rule.name.toLowerCase()) < index
        ? [`two firewall rules are named ${quote(rule.name)}; rename one`]
        : [],
    );
  }
}

/** A rule between spokes as a firewall has it. */
export function asFirewallRule({ name, protocols, ports, ...ends }: SpokeRule): FirewallRule {
  const all = (spokes?: string[], others: FirewallAddresses[] = []): FirewallAddresses[] =>
    spokes === undefined && others.length === 0
      ? [FirewallAddresses.spokes()]
      : [...(spokes ?? []).map((spoke) => FirewallAddresses.spoke(spoke)), ...others];
  return FirewallRule.network({
    name,
    protocols,
    ports,
    from: all(ends.from, ends.sources),
    to: all(ends.to, ends.destinations),
  });
}
