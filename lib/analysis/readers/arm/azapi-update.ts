import {
  ArgumentSource,
  Leaf,
  printValue,
  referencesOf,
  scalarOf,
  TerraformResource,
  TerraformValue,
} from "../terraform/value";
import { armObjectOf, armTypeOf } from "./azapi-body";
import { shapeOf } from "./catalogue";
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

/** The arguments of an `azapi_update_resource`, which holds the associations that it stands for. */
export class UpdateArguments implements ArgumentSource {
  public constructor(private readonly source: ArgumentSource) {}

  public names(): readonly string[] {
    return this.source.names();
  }

  public read(name: string): TerraformValue | undefined {
    return this.source.read(name);
  }

  public parts(self: TerraformResource): readonly TerraformResource[] {
    const kind = armTypeOf(self.attribute("type"));
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
