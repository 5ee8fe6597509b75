import { Edit, EditValue, VirtualHubRouteTable } from "../../model";
import { HubConnectionNode, HubNode } from "../../network/virtual-wan";
import { Draft } from "./draft";
import { toAppend, toSet } from "./edits";
import { argumentOf, attributeOf, editable } from "./references";

/** What joins something with a hub, where it is written. */
export interface Joined extends Pick<HubConnectionNode, "hub" | "routing"> {
  readonly address: string;
  readonly name: string;
  /** What its block must say besides. */
  readonly required?: string;
}

export function writtenAt({
  model,
  hub,
  routing,
}: Pick<HubConnectionNode, "hub" | "model" | "routing">): Joined {
  return { hub, routing, address: model.address, name: model.name ?? model.address };
}

/** A table as Azure's portal calls it. */
export function tableName({ name, builtIn, address }: VirtualHubRouteTable): string {
  return name ?? (builtIn === undefined ? address : `${builtIn}RouteTable`);
}

function idOf(draft: Draft, table: VirtualHubRouteTable, hub: HubNode): EditValue | undefined {
  switch (table.builtIn) {
    case "default":
      return attributeOf(draft, hub.address, "default_route_table_id");
    case "none":
      return undefined;
    default:
      return attributeOf(draft, table.address, "id");
  }
}

/** Another table to send by. */
export function associating(
  draft: Draft,
  { address: written }: Joined,
  table: VirtualHubRouteTable,
  hub: HubNode,
): Edit[] {
  const [address, id] = [editable(draft, written), idOf(draft, table, hub)];
  if (address === undefined || id === undefined) {
    return [];
  }
  const argument = "associated_route_table_id";
  return blockOf(argumentOf(draft, written, "routing")) === undefined
    ? [toAppend(address, "routing", { [argument]: id })]
    : [toSet(address, `routing[0].${argument}`, id)];
}

/** One more table in what is written, which else would be the default of all hubs. */
export function propagating(
  draft: Draft,
  { address: written, hub, required }: Joined,
  table: VirtualHubRouteTable,
  of: HubNode,
): Edit[] {
  const [address, id] = [editable(draft, written), idOf(draft, table, of)];
  const own = attributeOf(draft, hub.address, "default_route_table_id");
  if (address === undefined || id === undefined) {
    return [];
  }
  const routing = blockOf(argumentOf(draft, written, "routing"));
  const propagated = blockOf(routing?.propagated_route_table);
  if (propagated !== undefined) {
    const ids = propagated.route_table_ids;
    // Who propagates to a table doesn't propagate to none.
    const before = (Array.isArray(ids) ? (ids as EditValue[]) : []).filter(
      (one) => !/\/noneRouteTable$/i.test(String(one)),
    );
    return [toSet(address, "routing[0].propagated_route_table[0].route_table_ids", [...before, id])];
  }
  if (own === undefined) {
    return [];
  }
  const value = { route_table_ids: [...new Set([own, id])], labels: ["default"] };
  return routing === undefined
    ? [
        toAppend(address, "routing", {
          ...(required !== undefined && { [required]: own }),
          propagated_route_table: [value],
        }),
      ]
    : [toAppend(address, "routing[0].propagated_route_table", value)];
}

function blockOf(value: unknown): { readonly [argument: string]: unknown } | undefined {
  const [block] = [value].flat();
  return typeof block === "object" && block !== null
    ? (block as { readonly [argument: string]: unknown })
    : undefined;
}
