import { NetworkSecurityGroup, SecurityRule, TextList } from "../../model";
import { Block, joinTexts } from "../terraform/block";
import { TerraformResource } from "../terraform/value";
import { ModelContext } from "./context";
import { inlineAndSeparate, isFilledElsewhere } from "./inline-parts";

const GROUP = "azurerm_network_security_group";

/** Reads network security groups with their rules, inline (`security_rule`) and separate. */
export function readNetworkSecurityGroups(context: ModelContext): NetworkSecurityGroup[] {
  const separate = context.belonging(
    context.resources.managed("azurerm_network_security_rule"),
    "network_security_group_name",
    GROUP,
    (resource) => securityRules(context, resource, Block.of(resource)),
  );
  return context.ofType(GROUP).map((resource) => {
    if (resource.isData && !Block.of(resource).has("security_rule")) {
      return { ...context.resource(resource), rules: unknownRules(resource) };
    }
    const inline = Block.of(resource)
      .blocks("security_rule")
      .flatMap((rule) => securityRules(context, resource, rule));
    const others = separate.get(resource.address) ?? [];
    const rules = inlineAndSeparate(inline, others);
    const isOpen =
      Block.of(resource).unknownBlocks("security_rule") !== undefined ||
      isFilledElsewhere(resource, "security_rule", others);
    const more = isOpen ? unknownRules(resource) : [];
    return { ...context.resource(resource), rules: [...more, ...rules] };
  });
}

const DIRECTIONS = ["Inbound", "Outbound"] as const;
const ACCESSES = ["Allow", "Deny"] as const;

/** Before every rule that is known: one that may match decides there what it could decide anywhere. */
const FIRST = 0;

/** Of a group whose rules the input does not hold, all or some: any of them may match. */
function unknownRules(resource: TerraformResource): SecurityRule[] {
  return DIRECTIONS.flatMap((direction) => ACCESSES.map((access) => ({ direction, access }))).map(
    (either) => ({
      ...either,
      origin: resource.address,
      name: `\${${resource.address}.security_rule}`,
      priority: FIRST,
      protocol: "*",
      sources: [],
      sourcePorts: [],
      destinations: [],
      destinationPorts: [],
      sourceApplicationSecurityGroups: [],
      destinationApplicationSecurityGroups: [],
      unknown: `\${${resource.address}.security_rule}`,
    }),
  );
}

/** A rule; where only apply tells what it is about, every rule that it may be. */
function securityRules(context: ModelContext, origin: TerraformResource, block: Block): SecurityRule[] {
  const direction = context.open(origin, block, "direction");
  const access = context.open(origin, block, "access");
  const perhaps = direction ?? access ?? context.open(origin, block, "priority");
  const known = securityRule(context, origin, block);
  return perhaps === undefined
    ? [known]
    : (direction ? DIRECTIONS : [known.direction]).flatMap((way) =>
        (access ? ACCESSES : [known.access]).map((either) => ({
          ...known,
          direction: way,
          access: either,
          priority: FIRST,
          perhaps,
        })),
      );
}

function securityRule(context: ModelContext, origin: TerraformResource, block: Block): SecurityRule {
  const [sources, sourcePorts] = endOf(block, "source");
  const [destinations, destinationPorts] = endOf(block, "destination");
  const protocol = block.texts("protocol");
  const sourceGroups = applicationGroups(context, origin, block, "source");
  const destinationGroups = applicationGroups(context, origin, block, "destination");
  return {
    origin: origin.address,
    name: block.label("name") ?? "",
    priority: block.number("priority") ?? 0,
    direction: block.text("direction")?.toLowerCase() === "outbound" ? "Outbound" : "Inbound",
    access: block.text("access")?.toLowerCase() === "deny" ? "Deny" : "Allow",
    protocol: protocol.known[0] ?? "*",
    sources: anyIfUnknown(sources),
    sourcePorts: anyIfUnknown(sourcePorts),
    destinations: anyIfUnknown(destinations),
    destinationPorts: anyIfUnknown(destinationPorts),
    sourceApplicationSecurityGroups: anyIfUnknown(sourceGroups),
    destinationApplicationSecurityGroups: anyIfUnknown(destinationGroups),
    unknown: joinTexts(
      protocol,
      sources,
      sourcePorts,
      destinations,
      destinationPorts,
      sourceGroups,
      destinationGroups,
    ).unknown,
  };
}

/** In a rule that is unknown, an empty list stands for anything. */
function anyIfUnknown(list: TextList): readonly string[] {
  return list.unknown === undefined ? list.known : [];
}

/** The application security groups of one end. */
function applicationGroups(
  context: ModelContext,
  origin: TerraformResource,
  block: Block,
  end: "source" | "destination",
): TextList {
  const argument = `${end}_application_security_group_ids`;
  const type = "azurerm_application_security_group";
  const { found, open } = context.listed(origin, block, argument, type);
  return { known: found, unknown: open?.text };
}

/** Addresses and ports of one end: Azure has an argument for one and an argument for several. */
function endOf(block: Block, end: "source" | "destination"): [TextList, TextList] {
  return [
    joinTexts(block.texts(`${end}_address_prefix`), block.texts(`${end}_address_prefixes`)),
    joinTexts(block.texts(`${end}_port_range`), block.texts(`${end}_port_ranges`)),
  ];
}
