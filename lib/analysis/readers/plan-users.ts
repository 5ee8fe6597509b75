import { groupPairs } from "../../collections/group-by";
import { PlannedUser } from "../model";
import { isJsonObject, JsonObject, member, objectsIn } from "./json";
import { actionsOf, isForgottenBy } from "./plan-actions";

const NIC = "azurerm_network_interface";

/**
 * By type, what Azure refuses to delete while one of these names it. Only types that name nothing of the kind but what
 * they use: a virtual network tells its subnets' tables and groups too, which associations of their own bind and unbind.
 *
 * @see https://github.com/hashicorp/terraform-provider-azurerm/issues/29324 of addresses of a firewall
 * @see https://github.com/Azure/azure-rest-api-specs/issues/25739 of IP groups
 */
const USERS: Readonly<Record<string, readonly string[]>> = {
  azurerm_public_ip: [
    NIC,
    "azurerm_firewall",
    "azurerm_virtual_network_gateway",
    "azurerm_lb",
    "azurerm_application_gateway",
    "azurerm_bastion_host",
    "azurerm_nat_gateway_public_ip_association",
  ],
  azurerm_subnet: [NIC, "azurerm_lb", "azurerm_firewall", "azurerm_application_gateway"],
  azurerm_network_security_group: [
    "azurerm_subnet_network_security_group_association",
    "azurerm_network_interface_security_group_association",
  ],
  azurerm_route_table: ["azurerm_subnet_route_table_association"],
  azurerm_nat_gateway: ["azurerm_subnet_nat_gateway_association"],
  [NIC]: ["azurerm_linux_virtual_machine", "azurerm_windows_virtual_machine", "azurerm_virtual_machine"],
  azurerm_firewall_policy: ["azurerm_firewall"],
  azurerm_ip_group: [
    "azurerm_firewall_policy_rule_collection_group",
    "azurerm_firewall_network_rule_collection",
    "azurerm_firewall_application_rule_collection",
    "azurerm_firewall_nat_rule_collection",
  ],
  azurerm_local_network_gateway: ["azurerm_virtual_network_gateway_connection"],
  azurerm_network_ddos_protection_plan: ["azurerm_virtual_network"],
  azurerm_web_application_firewall_policy: ["azurerm_application_gateway"],
  azurerm_lb_backend_address_pool: ["azurerm_lb_rule"],
  azurerm_lb_probe: ["azurerm_lb_rule"],
};

const GATEWAY = "azurerm_virtual_network_gateway";
const PEERING = "azurerm_virtual_network_peering";

/** By address of what a plan takes away, those that use it until then and aren't taken away themselves. */
export function usersOfGone(changes: readonly JsonObject[]): ReadonlyMap<string, readonly PlannedUser[]> {
  const gone = new Map<string, JsonObject>();
  for (const change of changes) {
    const id = idOf(change);
    if (id !== undefined && isTakenAway(change) && Object.hasOwn(USERS, String(change.type))) {
      gone.set(id, change);
    }
  }
  const used = gone.size === 0 ? [] : changes.flatMap((change) => usesOf(change, gone));
  return groupPairs([...used, ...peeringsOfGone(changes)]);
}

type Use = readonly [string, PlannedUser];

function usesOf(user: JsonObject, gone: ReadonlyMap<string, JsonObject>): Use[] {
  const before = staying(user);
  if (before === undefined || !USER_TYPES.has(String(user.type))) {
    return [];
  }
  const after = isForgottenBy(user) ? before : member(user.change, "after");
  const kept = idsIn(after);
  return [...idsIn(before)].flatMap((id): Use[] => {
    const used = gone.get(id);
    return used !== undefined && USERS[String(used.type)].includes(String(user.type))
      ? [[String(used.address), { address: String(user.address), keeps: kept.has(id) }]]
      : [];
  });
}

const USER_TYPES: ReadonlySet<string> = new Set(Object.values(USERS).flat());

/**
 * Peerings name no gateway: the one of the network that they are with, unless that has another one beside it. Those that
 * go on using it are told of by what holds of a peering without a gateway.
 */
function peeringsOfGone(changes: readonly JsonObject[]): Use[] {
  const byNetwork = groupPairs(
    changes
      .filter(({ type }) => type === GATEWAY)
      .flatMap((gateway) => networksOf(gateway).map((network) => [network, gateway] as const)),
  );
  return changes.flatMap((peering): Use[] => {
    const before = peering.type === PEERING ? staying(peering) : undefined;
    const after = member(peering.change, "after");
    if (before?.use_remote_gateways !== true || member(after, "use_remote_gateways") !== false) {
      return [];
    }
    const gateways = byNetwork.get(String(before.remote_virtual_network_id).toLowerCase()) ?? [];
    return gateways.every((gateway) => actionsOf(gateway).join() === "delete")
      ? gateways.map(({ address }): Use => [
          String(address),
          { address: String(peering.address), keeps: false },
        ])
      : [];
  });
}

function networksOf({ change }: JsonObject): string[] {
  const [first] = objectsIn(member(member(change, "before"), "ip_configuration"));
  const subnet = member(first, "subnet_id");
  return typeof subnet === "string" ? [subnet.toLowerCase().split("/subnets/")[0]] : [];
}

/** Deleted before anything else happens: not what is created anew before the old one goes. */
function isTakenAway(change: JsonObject): boolean {
  return actionsOf(change)[0] === "delete";
}

/** What a resource is today, if it is neither deleted nor replaced. */
function staying(change: JsonObject): JsonObject | undefined {
  const before = member(change.change, "before");
  const goes = actionsOf(change).some((action) => action === "delete" || action === "create");
  return change.mode === "data" || goes || !isJsonObject(before) ? undefined : before;
}

function idOf({ change }: JsonObject): string | undefined {
  const id = member(member(change, "before"), "id");
  return typeof id === "string" ? id.toLowerCase() : undefined;
}

/** Ids of Azure that values name, in lower case. */
function idsIn(value: unknown, into = new Set<string>()): Set<string> {
  if (typeof value === "string" && value.startsWith("/")) {
    into.add(value.toLowerCase());
  } else if (typeof value === "object" && value !== null) {
    Object.values(value).forEach((one) => idsIn(one, into));
  }
  return into;
}
