import { ReservedSubnet } from "../../../azure/reserved-subnets";
import { Firewall } from "../../model";
import { Block } from "../terraform/block";
import { ModelContext } from "./context";
import { classicCollections } from "./firewall-rules";
import { hubOf } from "./virtual-hub-routing";

/** Reads Azure Firewalls, with the classic rule collections of those that have no policy. */
export function readFirewalls(context: ModelContext): Firewall[] {
  const classic = classicCollections(context);
  return context.ofType("azurerm_firewall").map((resource) => {
    const block = Block.of(resource);
    const configurations = context.blocks(resource, block, "ip_configuration");
    const management = block.block("management_ip_configuration");
    const inHub = block.block("virtual_hub");
    const policy = context.find(block.value("firewall_policy_id"), ["azurerm_firewall_policy"]);
    const isPolicyKnown = policy !== undefined && !policy.isData;
    const unknown = isPolicyKnown ? undefined : block.printed("firewall_policy_id");
    const ranges = block.texts("private_ip_ranges");
    context.open(resource, block, "private_ip_ranges");
    return {
      ...context.resource(resource),
      external: resource.isData || undefined,
      skuName: block.text("sku_name"),
      skuTier: block.text("sku_tier"),
      ...context.subnets.place(resource, block, configurations, "one"),
      ...(inHub && { virtualHub: hubOf(context, resource, inHub) }),
      privateIp: [...configurations, ...block.blocks("virtual_hub")]
        .map((configuration) => configuration.text("private_ip_address"))
        .find((ip) => ip !== undefined),
      publicIps: configurations.flatMap((configuration) =>
        context.addresses(resource, configuration, "public_ip_address_id", "azurerm_public_ip"),
      ),
      managementIpConfiguration: management !== undefined,
      managementSubnet:
        management &&
        context.subnets.subnetNamed(resource, management, ReservedSubnet.FIREWALL_MANAGEMENT, "subnet_id"),
      policy: isPolicyKnown ? policy.address : undefined,
      // The rules of a firewall that is only read here are not here either.
      rulesUnknown: unknown ?? (resource.isData ? `\${${resource.address}}` : undefined),
      threatIntelligence: block.printed("threat_intel_mode"),
      ruleCollections: classic.get(resource.address) ?? [],
      privateIpRanges: ranges.known.length > 0 ? ranges.known : undefined,
    };
  });
}
