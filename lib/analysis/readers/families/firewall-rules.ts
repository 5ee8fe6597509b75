import { groupPairs } from "../../../collections/group-by";
import { FirewallRule, FirewallRuleCollection } from "../../model";
import { Block, joinTexts, TextList } from "../terraform/block";
import { printValue, TerraformResource } from "../terraform/value";
import { ModelContext } from "./context";

type Kind = FirewallRuleCollection["kind"];
const KINDS: readonly Kind[] = ["network", "application", "nat"];

/** Collections of policies: `azurerm_firewall_policy_rule_collection_group`, with the address of their policy. */
export function policyCollections(context: ModelContext): [string | undefined, FirewallRuleCollection][] {
  const groups = new IpGroups(context);
  return context.resources.managed("azurerm_firewall_policy_rule_collection_group").flatMap((resource) => {
    const block = Block.of(resource);
    const policy = context.address(resource, block, "firewall_policy_id", "azurerm_firewall_policy");
    return KINDS.flatMap((kind) =>
      block
        .blocks(`${kind}_rule_collection`)
        .map((collection): [string | undefined, FirewallRuleCollection] => [
          policy,
          ruleCollection(groups, resource, collection, kind, block.number("priority") ?? 0),
        ]),
    );
  });
}

/** Classic collections of a firewall without policy, with the address of their firewall. */
export function classicCollections(context: ModelContext): [string | undefined, FirewallRuleCollection][] {
  const groups = new IpGroups(context);
  return KINDS.flatMap((kind) =>
    context.resources
      .managed(`azurerm_firewall_${kind}_rule_collection`)
      .map((resource): [string | undefined, FirewallRuleCollection] => {
        const block = Block.of(resource);
        const firewall = context.address(resource, block, "azure_firewall_name", "azurerm_firewall");
        return [firewall, ruleCollection(groups, resource, block, kind, 0)];
      }),
  );
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
    rules: block.blocks("rule").map((rule) => firewallRule(groups, rule, kind)),
  };
}

function firewallRule(groups: IpGroups, rule: Block, kind: Kind): FirewallRule {
  const sources = joinTexts(rule.texts("source_addresses"), groups.expand(rule, "source_ip_groups"));
  const destinations = joinTexts(
    rule.texts("destination_addresses", "destination_address"),
    groups.expand(rule, "destination_ip_groups"),
  );
  const fqdns = joinTexts(rule.texts("destination_fqdns", "target_fqdns"), rule.texts("destination_urls"));
  // Microsoft's own services and kinds of public sites: no address in a virtual network has such a name.
  const publicNames = joinTexts(
    rule.texts("destination_fqdn_tags", "fqdn_tags"),
    rule.texts("web_categories"),
  );
  const ports = rule.texts("destination_ports");
  const protocols = kind === "application" ? applicationProtocols(rule) : rule.texts("protocols");
  const unknown = joinTexts(sources, destinations, fqdns, ports, protocols).unknown;
  return {
    name: rule.label("name") ?? "",
    protocols: atMost(protocols, kind === "application" ? "Https:*" : "Any"),
    sources: atMost(sources, "*"),
    destinations: atMost(destinations, "*"),
    destinationFqdns: atMost(fqdns, "*"),
    destinationPublicNames: publicNames.known,
    destinationPorts: atMost(ports, "*"),
    unknown,
  };
}

/** Everything that a list may mean: what only apply tells may be anything. */
function atMost(list: TextList, anything: string): readonly string[] {
  return list.unknown === undefined ? list.known : [anything];
}

/** `Https:443`; the classic collections call the block `protocol`. */
function applicationProtocols(rule: Block): TextList {
  return joinTexts(
    ...rule.blocks("protocols", "protocol").map((protocol): TextList => {
      const text = `${protocol.printed("type") ?? ""}:${protocol.printed("port") ?? ""}`;
      return protocol.isUnknown("port") ? { known: [], unknown: text } : { known: [text] };
    }),
  );
}

/** IP groups stand for their prefixes. */
class IpGroups {
  private readonly separate: Map<string, string[]>;

  public constructor(private readonly context: ModelContext) {
    this.separate = groupPairs(
      context.resources.managed("azurerm_ip_group_cidr").map((resource): [string | undefined, string] => {
        const block = Block.of(resource);
        return [
          context.address(resource, block, "ip_group_id", "azurerm_ip_group"),
          block.text("cidr") ?? "",
        ];
      }),
    );
  }

  public expand(rule: Block, argument: string): TextList {
    return joinTexts(
      ...rule.items(argument).map((item): TextList => {
        const group = this.context.find(item, ["azurerm_ip_group"]);
        if (!group) {
          return { known: [], unknown: printValue(item) };
        }
        const cidrs = Block.of(group).texts("cidrs");
        const isUnread = group.isData && cidrs.known.length === 0;
        const separate = (this.separate.get(group.address) ?? []).filter((cidr) => cidr !== "");
        const known = [...new Set([...cidrs.known, ...separate])];
        return { known, unknown: cidrs.unknown ?? (isUnread ? printValue(item) : undefined) };
      }),
    );
  }
}
