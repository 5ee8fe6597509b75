import {
  Leaf,
  printValue,
  referencesOf,
  scalarOf,
  TerraformResource,
  TerraformValue,
} from "../terraform/value";
import { argumentNames, argumentOf } from "./arm-arguments";
import { armObjectOf, armTypeOf } from "./azapi-body";
import { shapeOf } from "./catalogue";
import { VIRTUAL_HUB_ROUTE_TABLE } from "./virtual-hubs";
import { SUBNET } from "./virtual-networks";

/** What an update of a subnet may bind to it, as the provider's association does. */
const BINDINGS: readonly { readonly argument: string; readonly path: string; readonly type: string }[] = [
  { argument: "route_table_id", path: "routeTable.id", type: "azurerm_subnet_route_table_association" },
  {
    argument: "network_security_group_id",
    path: "networkSecurityGroup.id",
    type: "azurerm_subnet_network_security_group_association",
  },
  { argument: "nat_gateway_id", path: "natGateway.id", type: "azurerm_subnet_nat_gateway_association" },
];

/** Arguments that an update of a subnet sets and that are read. */
export const BOUND_BY_UPDATES: readonly string[] = BINDINGS.map(({ argument }) => argument);

/** The associations, or the built-in table of a hub, that an `azapi_update_resource` stands for. */
export function updatedBy(self: TerraformResource): readonly TerraformResource[] {
  const kind = armTypeOf(self.attribute("type"));
  const table = updatedBuiltInTable(self);
  if (table !== undefined) {
    return [tableOf(self, table)];
  }
  if (kind === undefined || shapeOf(kind) !== SUBNET) {
    return [];
  }
  const body = armObjectOf(self.attribute("body"));
  return BINDINGS.flatMap(({ argument, path, type }) => {
    const bound = body.at(`properties.${path}`);
    const values = new Map([
      ["subnet_id", updatedId(self)],
      [argument, bound],
    ]);
    const identity = { ...self.identity, type, address: `${self.address}.${path.split(".")[0]}` };
    return bound === undefined
      ? []
      : [
          new TerraformResource(identity, {
            names: () => [...values.keys()],
            read: (name) => values.get(name),
          }),
        ];
  });
}

/** A table that every hub of Virtual WAN has, so that no other resource makes it. */
interface BuiltInTable {
  readonly name: string;
  readonly hub: TerraformValue;
}

/** The table of a hub's own that an update gives its routes, if it is one. */
export function updatedBuiltInTable(update: TerraformResource): BuiltInTable | undefined {
  const kind = armTypeOf(update.attribute("type"));
  const id = kind !== undefined && shapeOf(kind) === VIRTUAL_HUB_ROUTE_TABLE ? updatedId(update) : undefined;
  const text = id === undefined ? "" : printValue(id);
  const [, hub, name] = /^(.+)\/hubRouteTables\/((?:default|none)RouteTable)$/i.exec(text) ?? [];
  if (hub === undefined) {
    return undefined;
  }
  return { name, hub: scalarOf(id) === undefined ? new Leaf(undefined, referencesOf(id), hub) : hub };
}

function tableOf(update: TerraformResource, { name, hub }: BuiltInTable): TerraformResource {
  const shape = VIRTUAL_HUB_ROUTE_TABLE;
  const body = armObjectOf(update.attribute("body"), update.attribute("sensitive_body"));
  const identity = { ...update.identity, type: shape.type, address: `${update.address}.${name}` };
  return new TerraformResource(identity, {
    names: () => argumentNames(shape),
    read: (argument) => (argument === "name" ? name : argumentOf(shape, body, hub, argument)),
  });
}

/** The id of what an update changes: as it is, or of a name in a parent. */
export function updatedId(update: TerraformResource): TerraformValue | undefined {
  const whole = update.attribute("resource_id");
  const parent = update.attribute("parent_id");
  const name = scalarOf(update.attribute("name"));
  const [namespace = "", ...kinds] = armTypeOf(update.attribute("type"))?.split("/") ?? [];
  if (whole !== undefined || parent === undefined || typeof name !== "string") {
    return whole;
  }
  // A group's id doesn't say whose kinds lie in it.
  const step = kinds.length > 1 ? kinds.at(-1)! : `providers/${namespace}/${kinds.join("/")}`;
  const text = `${printValue(parent)}/${step}/${name}`;
  return new Leaf(scalarOf(parent) === undefined ? undefined : text, referencesOf(parent), text);
}
