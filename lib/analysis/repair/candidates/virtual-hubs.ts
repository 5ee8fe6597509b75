import { REPAIR_STEPS } from "../../messages/repair-steps";
import { Edit, EditValue } from "../../model";
import { VirtualNetworkNode } from "../../network/network";
import { areMeshed, defaultTableOf, HubConnectionNode, HubNode, learns } from "../../network/virtual-wan";
import { Candidate } from "../candidate";
import { Trial } from "../trial";
import { freeAzureName, freeName, localName } from "../writing/names";
import { argumentOf, attributeOf, editable } from "../writing/references";

/** A network that isn't connected with the hub of the other (W78). */
export function* missingConnections(trial: Trial): Iterable<Candidate> {
  if (trial.reasons("HUB_NOT_CONNECTED", "HUB_NOT_TRANSITIVE", "HUB_STATIC_ROUTES_KEPT").length === 0) {
    return;
  }
  for (const network of ends(trial)) {
    const [hub] = connectionsOf(trial, network).length > 0 ? [] : hubsOf(trial);
    const edit = hub && connection(trial, network, hub);
    if (hub !== undefined && edit !== undefined) {
      yield {
        edits: [edit],
        what: REPAIR_STEPS.HUB_CONNECTION({ network: network.name, hub: hub.name }),
      };
    }
  }
}

/** A connection of which the table by which the other sends doesn't learn (W78). */
export function* missingPropagation(trial: Trial): Iterable<Candidate> {
  if (trial.reasons("HUB_NOT_LEARNED").length === 0) {
    return;
  }
  const { tables } = trial.context.tables.virtualWans;
  const networks = ends(trial).flatMap((network) => connectionsOf(trial, network));
  const associated = [...networks.map(({ routing }) => routing.associated), ...branchTables(trial)];
  for (const one of [...networks.map(writtenAt), ...branchesOf(trial)]) {
    for (const address of new Set(associated)) {
      const table = tables.get(address);
      const hub = trial.context.tables.virtualWans.hub(table?.hub);
      if (
        table === undefined ||
        hub === undefined ||
        !areMeshed(hub, one.hub) ||
        learns(table, one.hub, one.routing)
      ) {
        continue;
      }
      const isBuiltIn = table.builtIn === "default";
      const id = attributeOf(
        trial,
        isBuiltIn ? hub.address : table.address,
        isBuiltIn ? "default_route_table_id" : "id",
      );
      const edits = id === undefined || table.builtIn === "none" ? [] : propagating(trial, one, id);
      if (edits.length > 0) {
        yield {
          edits,
          what: REPAIR_STEPS.HUB_PROPAGATION({
            connection: one.name,
            table: table.name ?? (isBuiltIn ? "defaultRouteTable" : table.address),
            hub: hub.name,
          }),
        };
      }
    }
  }
}

/** What a Virtual WAN as a whole forbids: networks of a Basic one to reach each other (W85), and branches. */
export function* wanSettings(trial: Trial): Iterable<Candidate> {
  const isApart = trial.reasons("HUB_BASIC", "HUBS_APART").length > 0;
  const areBranchesApart = trial.reasons("BRANCHES_APART").length > 0;
  const models = new Map(hubsOf(trial).map(({ model }) => [model.wan, model]));
  for (const [wan, { basic }] of isApart || areBranchesApart ? models : []) {
    const address = editable(trial, wan);
    if (address !== undefined && isApart && basic) {
      yield {
        edits: [{ op: "set", address, argument: "type", value: "Standard" }],
        what: REPAIR_STEPS.WAN_STANDARD({ wan }),
      };
    }
    if (address !== undefined && areBranchesApart) {
      yield {
        edits: [{ op: "set", address, argument: "allow_branch_to_branch_traffic", value: true }],
        what: REPAIR_STEPS.BRANCH_TO_BRANCH({ wan }),
      };
    }
  }
}

/** A network that doesn't take the default route of its hub (W80). */
export function* refusedDefaultRoutes(trial: Trial): Iterable<Candidate> {
  if (trial.to.kind !== "internet") {
    return;
  }
  for (const { hub, model } of ends(trial).flatMap((network) => connectionsOf(trial, network))) {
    const address = editable(trial, model.address);
    if (hub.intent?.internet !== undefined && !model.internetSecurity && address !== undefined) {
      yield {
        edits: [{ op: "set", address, argument: "internet_security_enabled", value: true }],
        what: REPAIR_STEPS.HUB_DEFAULT_ROUTE({ connection: model.name ?? model.address, hub: hub.name }),
      };
    }
  }
}

function ends({ from, to }: Trial): readonly VirtualNetworkNode[] {
  return [from, to].flatMap(({ subnet }) => subnet?.virtualNetwork ?? []);
}

function connectionsOf({ context }: Trial, network: VirtualNetworkNode): readonly HubConnectionNode[] {
  return context.tables.virtualWans.connectionsOf(network);
}

/** What joins something with a hub, where it is written. */
interface Joined extends Pick<HubConnectionNode, "hub" | "routing"> {
  readonly address: string;
  readonly name: string;
  /** What its block must say besides. */
  readonly required?: string;
}

function writtenAt({ model, hub, routing }: HubConnectionNode): Joined {
  return { hub, routing, address: model.address, name: model.name ?? model.address };
}

function branchesOf({ from, to, context }: Trial): Joined[] {
  const sites = [from.site, to.site].filter((site) => site !== undefined);
  return context.tables.gateways.branches
    .filter(({ site }) => site !== undefined && sites.includes(site))
    .map(({ hub, routing, origin }) => ({
      hub,
      routing,
      address: origin,
      name: origin,
      ...(origin.includes("azurerm_vpn_gateway_connection.") && { required: "associated_route_table" }),
    }));
}

/** Hubs at which an end of the pair is. */
function hubsOf(trial: Trial): readonly HubNode[] {
  return [...ends(trial).flatMap((network) => connectionsOf(trial, network)), ...branchesOf(trial)].map(
    ({ hub }) => hub,
  );
}

/** Branches send by the default table of their hub. */
function branchTables(trial: Trial): string[] {
  const isBranch = trial.from.site !== undefined || trial.to.site !== undefined;
  return isBranch ? hubsOf(trial).map(defaultTableOf) : [];
}

function connection(trial: Trial, network: VirtualNetworkNode, hub: HubNode): Edit | undefined {
  const type = "azurerm_virtual_hub_connection";
  const hubId = attributeOf(trial, hub.address, "id");
  const networkId = attributeOf(trial, network.address, "id");
  const known = hub.connections.map(({ model }) => model.name ?? "");
  return hubId === undefined || networkId === undefined
    ? undefined
    : {
        op: "create",
        type,
        name: freeName(trial, type, `${localName(hub.address)}_to_${localName(network.address)}`),
        arguments: {
          name: freeAzureName(`${hub.name}-to-${network.name}`, known),
          virtual_hub_id: hubId,
          remote_virtual_network_id: networkId,
        },
      };
}

/** One more table in what is written, which else would be the default of all hubs. */
function propagating(trial: Trial, { address: written, hub, required }: Joined, id: EditValue): Edit[] {
  const address = editable(trial, written);
  const own = attributeOf(trial, hub.address, "default_route_table_id");
  if (address === undefined) {
    return [];
  }
  const routing = blockOf(argumentOf(trial, written, "routing"));
  const propagated = blockOf(routing?.propagated_route_table);
  if (propagated !== undefined) {
    const ids = propagated.route_table_ids;
    // Who propagates to a table doesn't propagate to none.
    const before = (Array.isArray(ids) ? (ids as EditValue[]) : []).filter(
      (one) => !/\/noneRouteTable$/i.test(String(one)),
    );
    const argument = "routing[0].propagated_route_table[0].route_table_ids";
    return [{ op: "set", address, argument, value: [...before, id] }];
  }
  if (own === undefined) {
    return [];
  }
  const value = { route_table_ids: [...new Set([own, id])], labels: ["default"] };
  return routing === undefined
    ? [
        {
          op: "append",
          address,
          block: "routing",
          value: { ...(required !== undefined && { [required]: own }), propagated_route_table: [value] },
        },
      ]
    : [{ op: "append", address, block: "routing[0].propagated_route_table", value }];
}

function blockOf(value: unknown): { readonly [argument: string]: unknown } | undefined {
  const [block] = [value].flat();
  return typeof block === "object" && block !== null
    ? (block as { readonly [argument: string]: unknown })
    : undefined;
}
