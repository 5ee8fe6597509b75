/** An argument that azurerm calls otherwise since a version. */
export interface RenamedArgument {
  /** Type of the resource. */
  readonly type: string;
  /** Its name before. */
  readonly before: string;
  /** Its name since. */
  readonly now: string;
  /** The first version that has the new name. */
  readonly since: string;
}

/**
 * Arguments that we write and azurerm renamed. Source: azurerm's changelog and "Azure Provider: Version 5.0 Upgrade
 * Guide", which removes the old names.
 */
export const RENAMED_ARGUMENTS = {
  gatewayBgp: {
    type: "azurerm_virtual_network_gateway",
    before: "enable_bgp",
    now: "bgp_enabled",
    since: "4.62",
  },
  connectionBgp: {
    type: "azurerm_virtual_network_gateway_connection",
    before: "enable_bgp",
    now: "bgp_enabled",
    since: "4.62",
  },
  /** A list of names before, a block for each since. */
  serviceEndpoints: {
    type: "azurerm_subnet",
    before: "service_endpoints",
    now: "service_endpoint",
    since: "5.0",
  },
} as const satisfies Record<string, RenamedArgument>;

/** Since this version azurerm registers no resource providers of Azure unless told. */
export const REGISTERS_NOTHING_SINCE = "5.0";

/** Azure's resource provider by the start of a resource's type; the longest start counts, and `Microsoft.Network` else. */
const NAMESPACES: readonly (readonly [start: string, namespace: string])[] = [
  ["azurerm_automation_", "Microsoft.Automation"],
  ["azurerm_dev_test_", "Microsoft.DevTestLab"],
  ["azurerm_key_vault", "Microsoft.KeyVault"],
  ["azurerm_linux_virtual_machine", "Microsoft.Compute"],
  ["azurerm_log_analytics_", "Microsoft.OperationalInsights"],
  ["azurerm_managed_disk", "Microsoft.Compute"],
  ["azurerm_marketplace_agreement", "Microsoft.MarketplaceOrdering"],
  ["azurerm_monitor_", "Microsoft.Insights"],
  // Logs nothing without it; networks bring Microsoft.Network.
  ["azurerm_network_watcher_flow_log", "Microsoft.Insights"],
  ["azurerm_storage_", "Microsoft.Storage"],
  ["azurerm_user_assigned_identity", "Microsoft.ManagedIdentity"],
  ["azurerm_virtual_machine", "Microsoft.Compute"],
  ["azurerm_windows_virtual_machine", "Microsoft.Compute"],
];

/** Types whose resource provider every subscription has registered. */
const ALWAYS_REGISTERED = /^azurerm_(resource_group|management_lock|role_assignment|policy_)/;

/** The resource providers that resources of these types need, sorted. */
export function resourceProvidersOf(types: readonly string[]): string[] {
  const needed = types
    .filter((type) => type.startsWith("azurerm_") && !ALWAYS_REGISTERED.test(type))
    .map((type) => NAMESPACES.find(([start]) => type.startsWith(start))?.[1] ?? "Microsoft.Network");
  return [...new Set(needed)].sort();
}

/** Whether a version (`4.55.0`, or a constraint such as `~> 5.2`) is at least another; its lowest one counts. */
export function isAtLeast(version: string, least: string): boolean {
  const [given, wanted] = [version, least].map(numbersOf);
  for (const [index, number] of wanted.entries()) {
    const other = given[index] ?? 0;
    if (other !== number) {
      return other > number;
    }
  }
  return true;
}

/** Whether a text names a version or begins with a constraint that has a lowest version. */
export function namesVersion(text: string): boolean {
  return /^\s*(=|~>|>=)?\s*v?\d+(\.\d+)*/.test(text);
}

function numbersOf(version: string): number[] {
  return (/\d+(\.\d+)*/.exec(version)?.[0] ?? "0").split(".").map(Number);
}
