import { groupPairs } from "../../../collections/group-by";
import { Belonging, FirewallRule, FirewallRuleCollection, TextList } from "../../model";
import { Block, joinTexts } from "../terraform/block";
import { printValue, scalarOf, TerraformResource } from "../terraform/value";
import { ModelContext } from "./context";
import { isFilledElsewhere } from "./inline-parts";

type Kind = FirewallRuleCollection["kind"];
const ANY_PROTOCOL: { readonly [kind in Kind]: string } = {
  application: "Https:*",
  nat: "Any",
  network: "Any",
};
const KINDS: readonly Kind[] = ["network", "application", "nat"];

/** Collections of policies (`azurerm_firewall_policy_rule_collection_group`) by the address of their policy. */
export function policyCollections(context: ModelContext): Map<string, FirewallRuleCollection[]> {
  const groups = new IpGroups(context);
  return context.belonging(
    context.resources.managed("azurerm_firewall_policy_rule_collection_group"),
    "firewall_policy_id",
    "azurerm_firewall_policy",
    (resource) => {
      const block = Block.of(resource);
      const priority = context.open(resource, block, "priority");
      return KINDS.flatMap((kind) => {
        const argument = `${kind}_rule_collection`;
        const known = context
          .blocks(resource, block, argument)
          .flatMap((collection) =>
            ruleCollections(groups, resource, collection, kind, block.number("priority") ?? 0),
          )
          .map((one) => (priority === undefined ? one : { ...one, groupPriority: FIRST, perhaps: priority }));
        const unknown = block.unknownBlocks(argument);
        return unknown === undefined ? known : [...known, ...anyCollections(resource, kind, unknown)];
      });
    },
  );
}

/** Classic collections by the address of their firewall, which has no policy. */
export function classicCollections(context: ModelContext): Map<string, FirewallRuleCollection[]> {
  const groups = new IpGroups(context);
  return groupPairs(
    KINDS.flatMap((kind) => [
      ...context.belonging(
        context.resources.managed(`azurerm_firewall_${kind}_rule_collection`),
        "azure_firewall_name",
        "azurerm_firewall",
        (resource) => ruleCollections(groups, resource, Block.of(resource), kind, 0),
      ),
    ]).flatMap(([firewall, collections]) => collections.map((one) => [firewall, one] as const)),
  );
}

/** Before every collection that is known: one that may match decides there what it could decide anywhere. */
const FIRST = -1;

/** A collection; where only apply tells its action or place, every one that it may be. */
function ruleCollections(
  groups: IpGroups,
  origin: TerraformResource,
  block: Block,
  kind: Kind,
  groupPriority: number,
): FirewallRuleCollection[] {
  const known = ruleCollection(groups, origin, block, kind, groupPriority);
  const action = kind === "nat" ? undefined : groups.context.open(origin, block, "action");
  const perhaps = action ?? groups.context.open(origin, block, "priority");
  const unknown = block.unknownBlocks("rule");
  const either =
    perhaps === undefined
      ? [known]
      : (action ? (["Allow", "Deny"] as const) : [known.action]).map((one) => ({
          ...known,
          action: one,
          groupPriority: FIRST,
          perhaps,
        }));
  return unknown === undefined
    ? either
    : either.map((one) => ({ ...one, rules: [...one.rules, anyRule(origin, kind, unknown)] }));
}

/** Collections that only apply makes. */
function anyCollections(origin: TerraformResource, kind: Kind, unknown: string): FirewallRuleCollection[] {
  return (kind === "nat" ? (["Dnat"] as const) : (["Allow", "Deny"] as const)).map((action) => ({
    origin: origin.address,
    name: unknown,
    kind,
    groupPriority: FIRST,
    priority: FIRST,
    action,
    rules: [anyRule(origin, kind, unknown)],
  }));
}

/** A rule that only apply makes: it may match anything. */
function anyRule({ address }: TerraformResource, kind: Kind, unknown: string): FirewallRule {
  return {
    name: `\${${address}.rule}`,
    protocols: [ANY_PROTOCOL[kind]],
    sources: ["*"],
    destinations: ["*"],
    destinationFqdns: [],
    destinationPorts: ["*"],
    unknown,
  };
}

function ruleCollection(
  groups: IpGroups,
  origin: TerraformResource,
  block: Block,
  kind: Kind,
  groupPriority: number,
): FirewallRuleCollection {
  const action = block.text("action")?.toLowerCase();
  return {
    origin: origin.address,
    name: block.label("name") ?? "",
    kind,
    groupPriority,
    priority: block.number("priority") ?? 0,
    action: kind === "nat" ? "Dnat" : action === "deny" ? "Deny" : "Allow",
    rules: block.blocks("rule").map((rule) => firewallRule(groups, origin, rule, kind)),
  };
}

function firewallRule(groups: IpGroups, origin: TerraformResource, rule: Block, kind: Kind): FirewallRule {
  const sources = joinTexts(rule.texts("source_addresses"), groups.expand(rule, "source_ip_groups"));
  const destinations = joinTexts(
    kind === "nat"
      ? publicDestinations(groups, rule)
      : rule.texts("destination_addresses", "destination_address"),
    groups.expand(rule, "destination_ip_groups"),
  );
  const fqdns = joinTexts(rule.texts("destination_fqdns", "target_fqdns"), rule.texts("destination_urls"));
  // Microsoft's own services and kinds of public sites: no address in a virtual network has such a name.
  const publicNames = joinTexts(
    rule.texts("destination_fqdn_tags", "fqdn_tags"),
    rule.texts("web_categories"),
  );
  const sourceIpGroups = groups.named(rule, "source_ip_groups");
  const destinationIpGroups = groups.named(rule, "destination_ip_groups");
  const ports = rule.texts("destination_ports");
  const protocols = kind === "application" ? applicationProtocols(rule) : rule.texts("protocols");
  const unknown = joinTexts(sources, destinations, fqdns, ports, protocols).unknown;
  return {
    name: rule.label("name") ?? "",
    protocols: atMost(protocols, ANY_PROTOCOL[kind]),
    sources: atMost(sources, "*"),
    ...(sourceIpGroups.length > 0 && { sourceIpGroups }),
    ...(destinationIpGroups.length > 0 && { destinationIpGroups }),
    destinations: atMost(destinations, "*"),
    destinationFqdns: atMost(fqdns, "*"),
    destinationPublicNames: publicNames.known,
    destinationPorts: atMost(ports, "*"),
    ...(kind === "nat" && translation(groups, origin, rule)),
    unknown,
  };
}

/** A DNAT rule is for addresses of the firewall's own: which, their names tell where apply alone gives them. */
function publicDestinations({ context }: IpGroups, rule: Block): TextList {
  const items = rule.items("destination_addresses", "destination_address");
  return {
    known: items.map((item) => {
      const known = scalarOf(item);
      const [owner] = context.candidates(item, ["azurerm_public_ip"]);
      const block = owner && Block.of(owner);
      return typeof known === "string"
        ? known
        : (block?.text("ip_address", "name") ?? owner?.address ?? printValue(item));
    }),
  };
}

/** Who gets the packets of a DNAT rule; of a name only DNS tells. */
function translation(
  { context }: IpGroups,
  origin: TerraformResource,
  rule: Block,
): Pick<FirewallRule, "translatedAddress" | "translatedPort"> {
  const address = rule.value("translated_address") ?? rule.value("translated_fqdn");
  return {
    translatedAddress:
      address === undefined ? undefined : context.ipReference(origin, "translated_address", address),
    translatedPort: rule.printed("translated_port"),
  };
}

/** Everything that a list may mean: what only apply tells may be anything. */
function atMost(list: TextList, anything: string): readonly string[] {
  return list.unknown === undefined ? list.known : [anything];
}

/** `Https:443`; the classic collections call the block `protocol`. An FQDN tag without one means the web's. */
function applicationProtocols(rule: Block): TextList {
  const blocks = rule.blocks("protocols", "protocol");
  const unknown = rule.unknownBlocks("protocols", "protocol");
  if (unknown !== undefined) {
    return { known: [], unknown };
  }
  if (blocks.length === 0) {
    return { known: ["Http:80", "Https:443"] };
  }
  return joinTexts(
    ...blocks.map((protocol): TextList => {
      const text = `${protocol.printed("type") ?? ""}:${protocol.printed("port") ?? ""}`;
      return protocol.isUnknown("port") ? { known: [], unknown: text } : { known: [text] };
    }),
  );
}

/** IP groups stand for their prefixes. */
class IpGroups {
  private readonly separate: ReadonlyMap<string, readonly ({ readonly cidr: TextList } & Belonging)[]>;

  public constructor(public readonly context: ModelContext) {
    this.separate = context.belonging(
      context.resources.managed("azurerm_ip_group_cidr"),
      "ip_group_id",
      "azurerm_ip_group",
      (resource) => [{ cidr: Block.of(resource).texts("cidr") }],
    );
  }

  /** Those of the input that a rule names. */
  public named(rule: Block, argument: string): string[] {
    const found = rule.items(argument).map((item) => this.context.find(item, ["azurerm_ip_group"]));
    return found.flatMap((group) => (group === undefined ? [] : [group.address]));
  }

  public expand(rule: Block, argument: string): TextList {
    return joinTexts(
      ...rule.items(argument).map((item): TextList => {
        const group = this.context.find(item, ["azurerm_ip_group"]);
        if (!group) {
          return { known: [], unknown: printValue(item) };
        }
        const cidrs = Block.of(group).texts("cidrs");
        const others = this.separate.get(group.address) ?? [];
        const isUnread =
          (group.isData && cidrs.known.length === 0) || isFilledElsewhere(group, "cidrs", others);
        const separate = others.map(({ cidr, perhaps }): TextList =>
          perhaps === undefined ? cidr : { known: [], unknown: perhaps.text },
        );
        const all = joinTexts(cidrs, ...separate);
        return {
          known: [...new Set(all.known)],
          unknown: all.unknown ?? (isUnread ? printValue(item) : undefined),
        };
      }),
    );
  }
}
