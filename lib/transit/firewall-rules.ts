import { NAME_RULES } from "../azure/names";
import { nameProblem, quote } from "../core/azure-names";
import { checked } from "../core/input-check";

/** Protocols of a firewall's network rules. */
export enum FirewallProtocol {
  /** TCP, UDP, ICMP and everything else. */
  ANY = "Any",
  /** TCP */
  TCP = "TCP",
  /** UDP */
  UDP = "UDP",
  /** ICMP, such as ping. It has no ports. */
  ICMP = "ICMP",
}

/** Something that spokes may start with each other. Answers are allowed with it. */
export interface SpokeRule {
  /** Name of the rule, the only one in its list. */
  readonly name: string;

  /**
   * Names of the spokes that may start it; those of another hub of a `HubSpokeMesh` as `hub02/spoke01`.
   * @default - all spokes, of other hubs too
   */
  readonly from?: string[];

  /**
   * Names of the spokes that they may reach; those of another hub of a `HubSpokeMesh` as `hub02/spoke01`.
   * @default - all spokes, of other hubs too
   */
  readonly to?: string[];

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

/** Rules are named like the group that they are in. */
const RULE_NAME = { ...NAME_RULES.ruleCollectionGroup, what: "firewall rule", min: 1 };

/**
 * What a firewall lets through between spokes. A firewall denies everything else.
 * @see https://github.com/cdktf-azure-hub-spoke/cdktf-azure-hub-spoke/blob/main/docs/routing-rules.md#r62
 */
export class SpokeToSpokeRules {
  /** Everything between all spokes, also those that are added later, and between them and on-premises sites. */
  public static allowAll(): SpokeToSpokeRules {
    return new SpokeToSpokeRules([{ name: "spoke-to-spoke" }], true);
  }

  /** Only what the rules say. On-premises sites need rules of your own, in a policy of your own. */
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
   * What is wrong with them, each as a sentence.
   * @internal
   */
  public _problems(spokeNames: readonly string[]): string[] {
    return this.rules.flatMap((rule, index) => [
      ...[nameProblem(RULE_NAME, rule.name)].filter((problem) => problem !== undefined),
      ...(this.rules.findIndex((other) => other.name.toLowerCase() === rule.name.toLowerCase()) < index
        ? [`two firewall rules are named ${quote(rule.name)}; rename one`]
        : []),
      ...[...(rule.from ?? []), ...(rule.to ?? [])]
        .filter((name) => !spokeNames.includes(name))
        .map(
          (name) =>
            `firewall rule ${quote(rule.name)} names ${quote(String(name))}, which is no spoke` +
            (spokeNames.length > 0 ? `; the spokes are ${spokeNames.map(quote).join(", ")}` : ""),
        ),
      ...(rule.ports ?? [])
        .filter((port) => !isPort(port))
        .map(
          (port) =>
            `firewall rule ${quote(rule.name)} has the port ${quote(String(port))}; write "443", "8000-8999" or "*"`,
        ),
      ...(rule.protocols?.includes(FirewallProtocol.ICMP) && rule.ports?.some((port) => port !== "*")
        ? [`firewall rule ${quote(rule.name)} has ports, but ICMP has none; give ICMP a rule of its own`]
        : []),
    ]);
  }
}

function isPort(text: string): boolean {
  const match = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(text);
  if (!match) {
    return text === "*";
  }
  const [first, last] = [Number(match[1]), Number(match[2] ?? match[1])];
  return first >= 1 && first <= last && last <= 65535;
}
