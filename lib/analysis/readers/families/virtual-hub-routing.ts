import { builtInTable, UnknownArgument, VirtualHubRouting } from "../../model";
import { Block } from "../terraform/block";
import {
  Leaf,
  printValue,
  referencesOf,
  scalarOf,
  TerraformResource,
  TerraformValue,
} from "../terraform/value";
import { ModelContext } from "./context";

export const HUB = "azurerm_virtual_hub";
const TABLE = "azurerm_virtual_hub_route_table";

/** What the arguments of one kind of connection are called. */
interface RoutingNames {
  readonly associated: string;
  readonly tables: string;
}

const USUAL: RoutingNames = { associated: "associated_route_table_id", tables: "route_table_ids" };

/** Terraform address of the hub that an argument names, else as written. */
export function hubOf(
  context: ModelContext,
  owner: TerraformResource,
  block: Block,
  argument = "virtual_hub_id",
): string {
  return context.address(owner, block, argument, HUB) ?? block.printed(argument) ?? "";
}

/** The address of a table: those that every hub has are called by the hub's, however they are written. */
export function tableAddress(context: ModelContext, table: TerraformResource): string {
  const block = Block.of(table);
  const builtIn = builtInName(block.text("name"));
  return builtIn === undefined
    ? table.address
    : builtInTable(context.find(block.value("virtual_hub_id"), [HUB])?.address ?? "", builtIn);
}

export function builtInName(name: string | undefined): "default" | "none" | undefined {
  const [, found] = /^(default|none)RouteTable$/i.exec(name ?? "") ?? [];
  return found?.toLowerCase() as "default" | "none" | undefined;
}

/** By which table a connection sends and which ones learn of it; by default the default tables of all hubs. */
export function routingOf(
  context: ModelContext,
  owner: TerraformResource,
  hub: string,
  routing: Block | undefined,
  names: RoutingNames = USUAL,
): VirtualHubRouting {
  const open: UnknownArgument[] = [];
  const table = (argument: string, value: TerraformValue): string | undefined => {
    const found = tableOf(context, value);
    if (found === undefined) {
      open.push(context.unresolved(owner, argument, value, []));
    }
    return found;
  };
  // What is computed where nobody writes it counts as not given, once it is plain what is written.
  const given = (value: TerraformValue | undefined): TerraformValue | undefined =>
    isEmpty(value) || (owner.hasBlocks("routing") && !isWritten(value)) ? undefined : value;
  const associated = given(routing?.value(names.associated));
  const propagated = routing?.block("propagated_route_table");
  const ids = (propagated?.items(names.tables) ?? []).filter((item) => given(item) !== undefined);
  const labels = propagated?.texts("labels");
  if (labels?.unknown !== undefined && given(propagated?.value("labels")) !== undefined) {
    open.push(...[context.open(owner, propagated!, "labels") ?? []].flat());
  }
  if (routing !== undefined) {
    open.push(...openBlocks(owner, routing, "propagated_route_table"));
  }
  for (const map of ["inbound_route_map_id", "outbound_route_map_id"]) {
    if (routing?.isSet(map) === true && given(routing.value(map)) !== undefined) {
      open.push({ resource: owner.address, argument: map, text: routing.printed(map) ?? "", candidates: [] });
    }
  }
  const isDefault = ids.length === 0 && (labels?.known.length ?? 0) === 0 && open.length === 0;
  return {
    associated:
      (associated === undefined ? undefined : table(names.associated, associated)) ??
      builtInTable(hub, "default"),
    propagated: isDefault
      ? { tables: [builtInTable(hub, "default")], labels: ["default"] }
      : {
          tables: ids.flatMap((id) => table(names.tables, id) ?? []),
          labels: (labels?.known ?? []).map((label) => label.toLowerCase()),
        },
    open,
    ...(ids.length > 0 && given(propagated?.value("labels")) === undefined && { isUnlabelled: true }),
  };
}

/** The table that a value is the id of. */
export function tableOf(context: ModelContext, value: TerraformValue): string | undefined {
  const text = printValue(value);
  const [, id, name] = /^(.*)\/hubRouteTables\/([^/]+)$/i.exec(text) ?? [];
  const builtIn = builtInName(name);
  const hubs = referencesOf(value).filter(({ resource }) => resource.type === HUB);
  const isDefault = hubs.some(({ path }) => path.at(-1) === "default_route_table_id");
  if (builtIn !== undefined || isDefault) {
    const referred = new Set(hubs.map(({ resource }) => context.resources.canonical(resource)));
    const hub =
      referred.size === 1
        ? [...referred][0]
        : id === undefined
          ? undefined
          : context.resources.byAzureId(id, [HUB]);
    return hub && builtInTable(hub.address, builtIn ?? "default");
  }
  if (hubs.some(({ path }) => path.length === 0)) {
    // An expression that the input doesn't show: it may be that of any table.
    return undefined;
  }
  const table = context.find(value, [TABLE]);
  return table && tableAddress(context, table);
}

/** Blocks of which only apply tells whether there are any, where somebody wrote that. */
export function openBlocks(owner: TerraformResource, block: Block, argument: string): UnknownArgument[] {
  const unknown = block
    .items(argument)
    .find((item) => item instanceof Leaf && item.value === undefined && isWritten(item));
  return unknown === undefined
    ? []
    : [{ resource: owner.address, argument, text: printValue(unknown), candidates: [] }];
}

function isEmpty(value: TerraformValue | undefined): value is null | undefined {
  return value === undefined || value === null || scalarOf(value) === "" || scalarOf(value) === null;
}

/** Whether what only apply tells is an expression of somebody's. */
function isWritten(value: TerraformValue | undefined): boolean {
  return (
    !(value instanceof Leaf && value.value === undefined) ||
    value.references.length > 0 ||
    /[.${]/.test(value.text)
  );
}
