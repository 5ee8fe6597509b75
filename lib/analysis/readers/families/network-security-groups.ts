import { groupPairs } from "../../../collections/group-by";
import { NetworkSecurityGroup, SecurityRule } from "../../model";
import { Block, joinTexts, TextList } from "../terraform/block";
import { TerraformResource } from "../terraform/value";
import { ModelContext } from "./context";

const GROUP = "azurerm_network_security_group";

/** Reads network security groups with their rules, inline (`security_rule`) and separate. */
export function readNetworkSecurityGroups(context: ModelContext): NetworkSecurityGroup[] {
  const separate = groupPairs(
    context.resources
      .managed("azurerm_network_security_rule")
      .map((resource): [string | undefined, SecurityRule] => {
        const block = Block.of(resource);
        const group = context.address(resource, block, "network_security_group_name", GROUP);
        return [group, securityRule(context, resource, block)];
      }),
  );
  return context.ofType(GROUP).map((resource) => {
    if (resource.isData && !Block.of(resource).has("security_rule")) {
      return { ...context.resource(resource), rules: unknownRules(resource) };
    }
    const own = separate.get(resource.address) ?? [];
    const ownNames = new Set(own.map(({ name }) => name.toLowerCase()));
    const inline = Block.of(resource)
      .blocks("security_rule")
      .map((rule) => securityRule(context, resource, rule));
    // A plan or a state shows a separate rule in its group too.
    const rules = [...inline.filter(({ name }) => !ownNames.has(name.toLowerCase())), ...own];
    return { ...context.resource(resource), rules };
  });
}

/** A group that exists already, and whose rules the configuration does not hold: any of them may match. */
function unknownRules(resource: TerraformResource): SecurityRule[] {
  return (["Inbound", "Outbound"] as const).map((direction) => ({
    origin: resource.address,
    name: `\${${resource.address}.security_rule}`,
    priority: 100,
    direction,
    access: "Deny",
    protocol: "*",
    sources: [],
    sourcePorts: [],
    destinations: [],
    destinationPorts: [],
    sourceApplicationSecurityGroups: [],
    destinationApplicationSecurityGroups: [],
    unknown: `\${${resource.address}.security_rule}`,
  }));
}

function securityRule(context: ModelContext, origin: TerraformResource, block: Block): SecurityRule {
  const [sources, sourcePorts] = endOf(block, "source");
  const [destinations, destinationPorts] = endOf(block, "destination");
  const groups = (argument: string): string[] =>
    context.addresses(origin, block, argument, "azurerm_application_security_group");
  return {
    origin: origin.address,
    name: block.label("name") ?? "",
    priority: block.number("priority") ?? 0,
    direction: block.text("direction")?.toLowerCase() === "outbound" ? "Outbound" : "Inbound",
    access: block.text("access")?.toLowerCase() === "deny" ? "Deny" : "Allow",
    protocol: block.text("protocol") ?? "*",
    sources: sources.known,
    sourcePorts: sourcePorts.known,
    destinations: destinations.known,
    destinationPorts: destinationPorts.known,
    sourceApplicationSecurityGroups: groups("source_application_security_group_ids"),
    destinationApplicationSecurityGroups: groups("destination_application_security_group_ids"),
    unknown: joinTexts(sources, sourcePorts, destinations, destinationPorts).unknown,
  };
}

/** Addresses and ports of one end: Azure has an argument for one and an argument for several. */
function endOf(block: Block, end: "source" | "destination"): [TextList, TextList] {
  return [
    joinTexts(block.texts(`${end}_address_prefix`), block.texts(`${end}_address_prefixes`)),
    joinTexts(block.texts(`${end}_port_range`), block.texts(`${end}_port_ranges`)),
  ];
}
