import { FirewallPolicy } from "../../model";
import { Block } from "../terraform/block";
import { printValue } from "../terraform/value";
import { ModelContext } from "./context";
import { policyCollections } from "./firewall-rules";

/** Reads firewall policies with the rule collection groups that belong to them. */
export function readFirewallPolicies(context: ModelContext): FirewallPolicy[] {
  const collections = policyCollections(context);
  return context.resources.managed("azurerm_firewall_policy").map((resource) => {
    const block = Block.of(resource);
    const base = context.find(block.value("base_policy_id"), ["azurerm_firewall_policy"]);
    const isBaseKnown = base !== undefined && !base.isData;
    const ranges = block.texts("private_ip_ranges");
    context.open(resource, block, "private_ip_ranges");
    return {
      ...context.resource(resource),
      sku: block.text("sku"),
      basePolicy: isBaseKnown ? base.address : undefined,
      rulesUnknown:
        (isBaseKnown ? undefined : block.printed("base_policy_id")) ?? unreadGroup(context, block),
      privateIpRanges: ranges.known.length > 0 ? ranges.known : undefined,
      threatIntelligence: block.printed("threat_intelligence_mode"),
      proxyPorts: proxyPorts(block.block("explicit_proxy")),
      ruleCollections: collections.get(resource.address) ?? [],
    };
  });
}

/** Ports that only apply tells are left out: one that is known says as much. */
function proxyPorts(proxy: Block | undefined): readonly number[] | undefined {
  if (proxy === undefined || (proxy.boolean("enabled") !== true && !proxy.isUnknown("enabled"))) {
    return undefined;
  }
  return [proxy.number("http_port"), proxy.number("https_port")].filter((port) => port !== undefined);
}

/** A group that the policy is known to have and that the input doesn't hold. */
function unreadGroup(context: ModelContext, block: Block): string | undefined {
  const unread = block
    .items("rule_collection_groups")
    .find((id) => context.find(id, ["azurerm_firewall_policy_rule_collection_group"]) === undefined);
  return unread === undefined ? undefined : printValue(unread);
}
