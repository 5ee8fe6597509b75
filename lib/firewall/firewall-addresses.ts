import { quote } from "../core/azure-names";
import { checked } from "../core/input-check";
import { serviceTagProblem } from "../core/service-tags";
import { didYouMean } from "../text/nearest";
import { addressesProblem, fqdnProblem } from "./address-texts";
import { IFirewallNetwork, NamedPrefixes } from "./i-firewall-network";
import { IIpGroup } from "./ip-group";

/** What an end of a rule comes to: what `azurerm_firewall_policy_rule_collection_group` writes. */
export interface ResolvedAddresses {
  /** Addresses, prefixes, ranges, tags, `*` */
  readonly addresses: readonly string[];
  /** Azure ids of IP groups */
  readonly ipGroupIds: readonly string[];
  /** Names */
  readonly fqdns: readonly string[];
  /** What is wrong, each as a sentence */
  readonly problems: readonly string[];
}

type Resolver = (network: IFirewallNetwork | undefined, rule: string) => Partial<ResolvedAddresses>;

/**
 * One end of a firewall's rules: where packets come from or go to. Names of spokes, subnets and sites stand for their prefixes
 * at synth, or for the IP group of a spoke.
 */
export class FirewallAddresses {
  /** Every address. */
  public static any(): FirewallAddresses {
    return new FirewallAddresses("any address", () => ({ addresses: ["*"] }));
  }

  /** The hub's virtual network. */
  public static hub(): FirewallAddresses {
    return new FirewallAddresses("the hub", (network, rule) =>
      network ? { addresses: network.hubPrefixes } : withoutNetwork(rule, "the hub"),
    );
  }

  /** All spokes, those of other hubs of a `HubSpokeMesh` too: of today, and what is added later. */
  public static spokes(): FirewallAddresses {
    return new FirewallAddresses("all spokes", (network, rule) =>
      network ? asGroupOrPrefixes(network.allSpokes) : withoutNetwork(rule, "the spokes"),
    );
  }

  /** A spoke by its name; one of another hub of a `HubSpokeMesh` as `hub02/spoke01`. */
  public static spoke(name: string): FirewallAddresses {
    checked("FirewallAddresses.spoke", "string", name, "the name");
    return new FirewallAddresses(`spoke ${name}`, (network, rule) =>
      named(network, rule, "spoke", name, network?.spokes),
    );
  }

  /** A subnet of a spoke. */
  public static subnet(spoke: string, subnet: string): FirewallAddresses {
    checked("FirewallAddresses.subnet", "string", spoke, "the spoke");
    checked("FirewallAddresses.subnet", "string", subnet, "the subnet");
    return new FirewallAddresses(`subnet ${spoke}/${subnet}`, (network, rule) => {
      const found = network?.spokes.find(({ name }) => name === spoke);
      return found
        ? named(network, rule, "subnet", subnet, found.subnets ?? [])
        : named(network, rule, "spoke", spoke, network?.spokes);
    });
  }

  /** All sites behind the hub's gateway, as far as their prefixes are given. */
  public static onPremises(): FirewallAddresses {
    return new FirewallAddresses("all sites", (network, rule) =>
      network
        ? { addresses: [...new Set(network.sites.flatMap(({ prefixes }) => prefixes))] }
        : withoutNetwork(rule, "on-premises"),
    );
  }

  /** A site by its name; one of another hub of a `HubSpokeMesh` as `hub02/tokyo`. */
  public static site(name: string): FirewallAddresses {
    checked("FirewallAddresses.site", "string", name, "the name");
    return new FirewallAddresses(`site ${name}`, (network, rule) => {
      const resolved = named(network, rule, "site", name, network?.sites);
      return resolved.addresses?.length === 0
        ? {
            problems: [
              `${rule} names the site ${quote(name)}, of which no prefixes are given: give it addressSpace`,
            ],
          }
        : resolved;
    });
  }

  /** Prefixes in CIDR notation, addresses, or ranges such as `10.0.0.4-10.0.0.9`. */
  public static prefixes(prefixes: string[]): FirewallAddresses {
    checked("FirewallAddresses.prefixes", "string[]", prefixes, "prefixes");
    return new FirewallAddresses(prefixes.join(", "), (_network, rule) => ({
      addresses: prefixes,
      problems: prefixes.map((text) => addressesProblem(`an address of ${rule}`, text)).filter(isText),
    }));
  }

  /** A service tag, such as `AzureMonitor`: as destination of a network rule. */
  public static serviceTag(tag: string): FirewallAddresses {
    checked("FirewallAddresses.serviceTag", "string", tag, "the tag");
    return new FirewallAddresses(tag, (_network, rule) => ({
      addresses: [tag],
      problems: [serviceTagProblem(rule, tag)].filter(isText),
    }));
  }

  /** An IP group: one that is created, or one that exists. */
  public static ipGroup(group: IIpGroup): FirewallAddresses {
    checked("FirewallAddresses.ipGroup", "IIpGroup", group, "the group");
    return new FirewallAddresses(`IP group ${group.node.path}`, () => ({
      ipGroupIds: [group.ipGroupId],
    }));
  }

  /** Names such as `www.example.com`, as destination of a network rule: the firewall asks DNS for their addresses. */
  public static fqdns(fqdns: string[]): FirewallAddresses {
    checked("FirewallAddresses.fqdns", "string[]", fqdns, "fqdns");
    return new FirewallAddresses(fqdns.join(", "), (_network, rule) => ({
      fqdns,
      problems: fqdns.map((name) => fqdnProblem(rule, name, false)).filter(isText),
    }));
  }

  private constructor(
    /** What it is, in words. */
    public readonly description: string,
    private readonly resolver: Resolver,
  ) {}

  /**
   * What it stands for in a network.
   * @internal
   */
  public static _resolve(
    ends: readonly FirewallAddresses[],
    network: IFirewallNetwork | undefined,
    rule: string,
  ): ResolvedAddresses {
    const all = ends.map((end) => end.resolver(network, rule));
    const join = (part: keyof ResolvedAddresses): string[] => [
      ...new Set(all.flatMap((each) => [...(each[part] ?? [])])),
    ];
    const addresses = join("addresses");
    return {
      // Azure takes "*" alone.
      addresses: addresses.includes("*") ? ["*"] : addresses,
      ipGroupIds: addresses.includes("*") ? [] : join("ipGroupIds"),
      fqdns: join("fqdns"),
      problems: join("problems"),
    };
  }
}

/** So many names are listed; of more, the nearest is told. */
const MOST_LISTED = 10;

function named(
  network: IFirewallNetwork | undefined,
  rule: string,
  what: string,
  name: string,
  known: readonly NamedPrefixes[] = [],
): Partial<ResolvedAddresses> {
  if (!network) {
    return withoutNetwork(rule, `the ${what} ${quote(name)}`);
  }
  const found = known.find((each) => each.name === name);
  if (found) {
    return asGroupOrPrefixes(found);
  }
  const names = known.map((each) => each.name);
  const listed = names.length > 0 ? `; the ${what}s are ${names.map(quote).join(", ")}` : "; there is none";
  const hint = names.length > MOST_LISTED ? didYouMean(name, names) || listed : listed;
  return { problems: [`${rule} names ${quote(name)}, which is no ${what}${hint}`] };
}

function asGroupOrPrefixes({ ipGroupId, prefixes }: NamedPrefixes): Partial<ResolvedAddresses> {
  // A group without entries says nothing, as a name without prefixes does.
  return ipGroupId === undefined || prefixes.length === 0
    ? { addresses: prefixes }
    : { ipGroupIds: [ipGroupId] };
}

function withoutNetwork(rule: string, what: string): Partial<ResolvedAddresses> {
  return {
    problems: [
      `${rule} names ${what}, but its policy is not that of a hub-and-spoke's firewall: give the policy a network, or ` +
        "use FirewallAddresses.prefixes",
    ],
  };
}

function isText(text: string | undefined): text is string {
  return text !== undefined;
}
