import { Block } from "../terraform/block";
import { isObject, TerraformResource, TerraformValue } from "../terraform/value";
import { JoinedPart } from "./joined-part";
import { Twin } from "./same-resources";

/** Blocks that are resources of their own too, with the argument that names what they lie in. */
const INSIDE: {
  readonly [type: string]: { readonly block: string; readonly type: string; readonly owner: string };
} = {
  azurerm_virtual_network: { block: "subnet", type: "azurerm_subnet", owner: "virtual_network_name" },
  azurerm_route_table: { block: "route", type: "azurerm_route", owner: "route_table_name" },
  azurerm_network_security_group: {
    block: "security_rule",
    type: "azurerm_network_security_rule",
    owner: "network_security_group_name",
  },
};

/**
 * What lies in a resource that another input has too, and of which that one says nothing: subnets, routes and rules that
 * somebody else has put there are there all the same.
 */
export function insideParts(twins: readonly Twin[], parts: readonly JoinedPart[]): JoinedPart[] {
  return twins.flatMap(({ kept, dropped }) => {
    const { type } = dropped.resource;
    const inside = Object.hasOwn(INSIDE, type) ? INSIDE[type] : undefined;
    if (inside === undefined || Block.of(kept.resource).has(inside.block)) {
      return [];
    }
    const { resource, index, input } = dropped;
    const owner = Block.of(resource).text("name")?.toLowerCase();
    const separate = new Set(
      parts
        .filter((part) => part.index === index && part.resource.type === inside.type)
        .map((part) => Block.of(part.resource))
        .filter((block) => block.text(inside.owner)?.toLowerCase() === owner)
        .map((block) => block.text("name")?.toLowerCase()),
    );
    const blocks = resource.attribute(inside.block);
    return (Array.isArray(blocks) ? blocks : [])
      .filter(isObject)
      .map((block) => partOf(resource, inside, block))
      .filter((part) => !separate.has(Block.of(part).text("name")?.toLowerCase()))
      .map((part): JoinedPart => ({ resource: part, index, input }));
  });
}

function partOf(
  owner: TerraformResource,
  { block, type, owner: argument }: (typeof INSIDE)[string],
  values: { readonly [name: string]: TerraformValue },
): TerraformResource {
  const name = Block.of(owner).text("name");
  const group = Block.of(owner).text("resource_group_name");
  const id = owner.attribute("id");
  const own = Block.of(
    new TerraformResource(owner.identity, { names: () => [], read: (one) => values[one] }),
  );
  const given: { readonly [argument: string]: TerraformValue | undefined } = {
    [argument]: name,
    resource_group_name: group,
    id: values.id ?? (typeof id === "string" ? `${id}/${KINDS[block]}/${own.text("name")}` : undefined),
  };
  return new TerraformResource(
    {
      ...owner.identity,
      type,
      address: `${owner.address}.${block}[${JSON.stringify(own.text("name") ?? "")}]`,
    },
    {
      type,
      names: () => [...new Set([...Object.keys(given), ...Object.keys(values)])],
      read: (one) => (Object.hasOwn(given, one) ? given[one] : values[one]),
    },
  );
}

const KINDS: { readonly [block: string]: string } = {
  subnet: "subnets",
  route: "routes",
  security_rule: "securityRules",
};
