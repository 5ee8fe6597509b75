/** What Terraform would print for a configuration whose references are all `${type.name.attribute…}`. */
type Resources = Record<string, Record<string, Record<string, unknown>>>;

/** Attributes that may be written as blocks: a plan has one list of references for all of their members. */
const ATTRIBUTES_AS_BLOCKS = new Set(["route", "security_rule", "subnet"]);

/** `terraform show -json` for a plan that creates everything. */
export function asPlan(resources: Resources): object {
  const entries = each(resources).map(({ type, name, body }) => {
    const address = `${type}.${name}`;
    const parts = Object.entries(body).map(([key, value]) => [key, split(value, resources)] as const);
    return {
      shown: { address, mode: "managed", type, name, values: pick(parts, "known") },
      change: { address, change: { after_unknown: { id: true, ...pick(parts, "unknown") } } },
      declared: {
        ...{ address, mode: "managed", type, name, provider_config_key: "azurerm" },
        expressions: Object.fromEntries(
          Object.entries(body).map(([key, value]) => [key, expression(value, ATTRIBUTES_AS_BLOCKS.has(key))]),
        ),
      },
    };
  });
  return {
    format_version: "1.2",
    planned_values: { root_module: { resources: entries.map(({ shown }) => shown) } },
    resource_changes: entries.map(({ change }) => change),
    configuration: { root_module: { resources: entries.map(({ declared }) => declared) } },
  };
}

/** `terraform show -json` for the state after it: ids are literal, computed addresses are known. */
export function asState(resources: Resources): object {
  const shown = each(resources).map(({ type, name, body }) => ({
    address: `${type}.${name}`,
    mode: "managed",
    type,
    name,
    values: {
      id: idOf(type, name, resources),
      ...(applied(type === "azurerm_firewall" ? withAddress(body) : body, resources) as object),
    },
  }));
  return { format_version: "1.0", values: { root_module: { resources: shown } } };
}

/** Where Azure computes the address that routes refer to. */
function withAddress(firewall: Record<string, unknown>): object {
  const [first, ...others] = [firewall.ip_configuration].flat() as object[];
  return { ...firewall, ip_configuration: [{ ...first, private_ip_address: FIREWALL_ADDRESS }, ...others] };
}

const FIREWALL_ADDRESS = "10.0.2.4";

function each(resources: Resources) {
  return Object.entries(resources).flatMap(([type, byName]) =>
    Object.entries(byName).map(([name, body]) => ({ type, name, body })),
  );
}

const REFERENCE = /^\$\{(\w+)\.([\w-]+)\.([\w[\].]+)\}$/;

/** A value in the two parts in which a plan has it. */
function split(value: unknown, resources: Resources): { known: unknown; unknown: unknown } {
  const [, type, name, attribute] = (typeof value === "string" && REFERENCE.exec(value)) || [];
  if (type) {
    const literal = resources[type][name][attribute];
    return literal === undefined
      ? { known: undefined, unknown: true }
      : { known: literal, unknown: undefined };
  }
  if (Array.isArray(value)) {
    const members = value.map((member) => split(member, resources));
    return {
      known: members.map(({ known }) => (known === undefined ? null : known)),
      unknown: members.map(({ unknown }) => unknown ?? false),
    };
  }
  if (typeof value === "object" && value !== null) {
    const parts = Object.entries(value).map(([key, member]) => [key, split(member, resources)] as const);
    return { known: pick(parts, "known"), unknown: pick(parts, "unknown") };
  }
  return { known: value, unknown: undefined };
}

function pick(
  parts: readonly (readonly [string, { known: unknown; unknown: unknown }])[],
  which: "known" | "unknown",
): object {
  return Object.fromEntries(
    parts.map(([key, part]) => [key, part[which]] as const).filter(([, value]) => value !== undefined),
  );
}

/** An argument in the plan's `configuration`. */
function expression(value: unknown, isFlat: boolean): unknown {
  const blocks = Array.isArray(value) && value.some((member) => typeof member === "object");
  if (blocks && !isFlat) {
    return value.map((block: object) =>
      Object.fromEntries(Object.entries(block).map(([key, member]) => [key, expression(member, false)])),
    );
  }
  const references = referencesIn(value);
  return references.length > 0 ? { references } : { constant_value: value };
}

/** A traversal and, as Terraform lists them, its prefixes down to the resource. */
function referencesIn(value: unknown): string[] {
  if (typeof value === "object" && value !== null) {
    return Object.values(value).flatMap(referencesIn);
  }
  const [, type, name, attribute] = (typeof value === "string" && REFERENCE.exec(value)) || [];
  if (!type) {
    return [];
  }
  const found = [`${type}.${name}.${attribute}`];
  while (found.at(-1) !== `${type}.${name}`) {
    found.push(found.at(-1)!.replace(/(\.\w+|\[\d+\])$/, ""));
  }
  return found;
}

const KINDS: Record<string, string> = {
  azurerm_virtual_network: "virtualNetworks",
  azurerm_route_table: "routeTables",
  azurerm_network_security_group: "networkSecurityGroups",
  azurerm_application_security_group: "applicationSecurityGroups",
  azurerm_network_interface: "networkInterfaces",
  azurerm_lb: "loadBalancers",
  azurerm_public_ip: "publicIPAddresses",
  azurerm_firewall_policy: "firewallPolicies",
  azurerm_ip_group: "ipGroups",
  azurerm_virtual_network_gateway: "virtualNetworkGateways",
  azurerm_local_network_gateway: "localNetworkGateways",
  azurerm_route_server: "virtualHubs",
};

function idOf(type: string, name: string, resources: Resources): string {
  const root = "/subscriptions/0000/resourceGroups/rg/providers/Microsoft.Network";
  const body = resources[type][name];
  const own = String(body.name);
  switch (type) {
    case "azurerm_subnet":
      return `${root}/virtualNetworks/${String(applied(body.virtual_network_name, resources))}/subnets/${own}`;
    case "azurerm_lb_backend_address_pool":
      return `${root}/loadBalancers/lb/backendAddressPools/${own}`;
    case "azurerm_network_manager_network_group":
      return `${root}/networkManagers/m/networkGroups/${own}`;
    default:
      return `${root}/${KINDS[type] ?? type}/${own}`;
  }
}

function applied(value: unknown, resources: Resources): unknown {
  const [, type, name, attribute] = (typeof value === "string" && REFERENCE.exec(value)) || [];
  if (type) {
    return attribute === "id"
      ? idOf(type, name, resources)
      : (resources[type][name][attribute] ?? FIREWALL_ADDRESS);
  }
  if (Array.isArray(value)) {
    return value.map((member) => applied(member, resources));
  }
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, member]) => [key, applied(member, resources)]),
    );
  }
  return value;
}
