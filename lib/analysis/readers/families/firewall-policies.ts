import { groupPairs } from "../../../collections/group-by";
import { FirewallPolicy } from "../../model";
import { Block } from "../terraform/block";
import { ModelContext } from "./context";
import { policyCollections } from "./firewall-rules";

/** Reads firewall policies with the rule collection groups that belong to them. */
export function readFirewallPolicies(context: ModelContext): FirewallPolicy[] {
  const collections = groupPairs(policyCollections(context));
  return context.resources.managed("azurerm_firewall_policy").map((resource) => {
    const block = Block.of(resource);
    const base = context.find(block.value("base_policy_id"), ["azurerm_firewall_policy"]);
    const isBaseKnown = base !== undefined && !base.isData;
    const ranges = block.texts("private_ip_ranges");
    return {
      ...context.resource(resource),
      sku: block.text("sku"),
      basePolicy: isBaseKnown ? base.address : undefined,
      rulesUnknown: isBaseKnown ? undefined : block.printed("base_policy_id"),
      privateIpRanges: ranges.known.length > 0 ? ranges.known : undefined,
      threatIntelligence: block.printed("threat_intelligence_mode"),
      ruleCollections: collections.get(resource.address) ?? [],
    };
  });
}
