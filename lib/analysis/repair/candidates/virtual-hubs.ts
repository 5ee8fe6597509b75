import { REPAIR_STEPS } from "../../messages/repair-steps";
import { Edit } from "../../model";
import { VirtualNetworkNode } from "../../network/virtual-network-node";
import { areMeshed, defaultTableOf, HubConnectionNode, HubNode, learns } from "../../network/virtual-wan";
import { Candidate } from "../candidate";
import { Trial } from "../trial";
import { newResource, toSet } from "../writing/edits";
import { associating, Joined, propagating, tableName, writtenAt } from "../writing/hub-routing";
import { freeAzureName, localName } from "../writing/names";
import { argumentOf, attributeOf, editable } from "../writing/references";

/** A network that isn't connected with the hub of the other (W78), or neither with any. */
export function* missingConnections(trial: Trial): Iterable<Candidate> {
  const [told] = trial.reasons("HUB_NOT_CONNECTED", "HUB_NOT_TRANSITIVE", "HUB_STATIC_ROUTES_KEPT");
  // Clients are in their hub without a network of theirs.
  const named = trial.context.tables.virtualWans.hubs.filter(({ name }) => name === told?.params.hub);
  for (const network of ends(trial)) {
    const alone = isAlone(trial, network) ? hubsNear(trial, network) : [];
    const hubs = told === undefined ? alone : [...hubsOf(trial), ...named];
    const [first] = connectionsOf(trial, network).length > 0 ? [] : hubs;
    const hub = first && (wantedHub(trial) ?? first);
    const edit = hub && connection(trial, network, hub);
    if (hub !== undefined && edit !== undefined) {
      yield {
        edits: [edit],
        what: REPAIR_STEPS.HUB_CONNECTION({ network: network.name, hub: hub.name }),
      };
    }
  }
}

/** The hub whose firewall the pair should pass. */
export function wantedHub({ wish, context }: Trial): HubNode | undefined {
  const { firewalls } = context.network.model;
  const firewall = firewalls.find(({ address }) => wish.kind === "through" && address === wish.resource);
  return context.tables.virtualWans.hub(firewall?.virtualHub);
}

/** Nothing joins a network with others, and packets of the pair get lost for want of a route. */
function isAlone({ lost, result }: Trial, { links }: VirtualNetworkNode): boolean {
  return lost !== undefined && links.size === 0 && result.reasons.some(({ code }) => NO_WAY.has(code));
}

const NO_WAY: ReadonlySet<string> = new Set(["ROUTE_NONE", "RETURN_ROUTE_MISSING", "PROPAGATION_DISABLED"]);

/** All hubs, those of the network's own region first. */
function hubsNear(trial: Trial, network: VirtualNetworkNode): readonly HubNode[] {
  const { hubs } = trial.context.tables.virtualWans;
  const location = argumentOf(trial, network.address, "location");
  const isNear = ({ address }: HubNode): boolean => argumentOf(trial, address, "location") === location;
  return [...hubs.filter(isNear), ...hubs.filter((hub) => !isNear(hub))];
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
      const edits = propagating(trial, one, table, hub);
      if (edits.length > 0) {
        yield {
          edits,
          what: REPAIR_STEPS.HUB_PROPAGATION({
            connection: one.name,
            table: tableName(table),
            hub: hub.name,
          }),
        };
      }
    }
  }
}

/**
 * A network sends by a table that doesn't learn of the other, and perhaps never may: it sends by another of its hub, of
 * which the other's connection is learned, or will be.
 */
export function* otherAssociations(trial: Trial): Iterable<Candidate> {
  const isBesideIntent = trial.reasons("HUB_TABLE_BESIDE_INTENT").length > 0;
  if (!isBesideIntent && trial.reasons("HUB_NOT_LEARNED").length === 0) {
    return;
  }
  const { tables } = trial.context.tables.virtualWans;
  const joined = ends(trial).flatMap((network) => connectionsOf(trial, network));
  const all = [...joined.map(writtenAt), ...branchesOf(trial)];
  for (const { hub, model, routing } of joined) {
    const [other] = all.filter(({ address }) => address !== model.address);
    const own = tables.get(routing.associated);
    if (other === undefined || own === undefined) {
      continue;
    }
    if (!isBesideIntent && learns(own, other.hub, other.routing)) {
      continue;
    }
    for (const table of tables.values()) {
      if (table.hub !== hub.address || table === own || table.builtIn === "none") {
        continue;
      }
      const isLearned = learns(table, other.hub, other.routing);
      const associated = associating(trial, writtenAt({ hub, model, routing }), table, hub);
      const propagated = isLearned ? [] : propagating(trial, other, table, hub);
      // Of a table that may learn, learning is the smaller change.
      if (associated.length > 0 && (isLearned || (own.builtIn === "none" && propagated.length > 0))) {
        const said = { connection: model.name ?? model.address, table: tableName(table), hub: hub.name };
        yield { edits: [...associated, ...propagated], what: REPAIR_STEPS.HUB_ASSOCIATION(said) };
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
        edits: [toSet(address, "type", "Standard")],
        what: REPAIR_STEPS.WAN_STANDARD({ wan }),
      };
    }
    if (address !== undefined && areBranchesApart) {
      yield {
        edits: [toSet(address, "allow_branch_to_branch_traffic", true)],
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
        edits: [toSet(address, "internet_security_enabled", true)],
        what: REPAIR_STEPS.HUB_DEFAULT_ROUTE({ connection: model.name ?? model.address, hub: hub.name }),
      };
    }
  }
}

/** Networks of the pair, and the one in which its packets get lost. */
function ends({ from, to, lost }: Trial): readonly VirtualNetworkNode[] {
  const subnets = [from.subnet, to.subnet, lost?.at];
  return [...new Set(subnets.flatMap((subnet) => subnet?.virtualNetwork ?? []))];
}

function connectionsOf({ context }: Trial, network: VirtualNetworkNode): readonly HubConnectionNode[] {
  return context.tables.virtualWans.connectionsOf(network);
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
export function hubsOf(trial: Trial): readonly HubNode[] {
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
  const hubId = attributeOf(trial, hub.address, "id");
  const networkId = attributeOf(trial, network.address, "id");
  const known = hub.connections.map(({ model }) => model.name ?? "");
  return hubId === undefined || networkId === undefined
    ? undefined
    : newResource(
        trial,
        "azurerm_virtual_hub_connection",
        `${localName(hub.address)}_to_${localName(network.address)}`,
        {
          name: freeAzureName(`${hub.name}-to-${network.name}`, known),
          virtual_hub_id: hubId,
          remote_virtual_network_id: networkId,
        },
      );
}
