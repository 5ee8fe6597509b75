/** Terraform JSON of large hub-and-spoke networks, as a program or a generator would write it: what the commands read. */

/** What tells the spokes of a network apart; the sizes of their route tables follow from it. */
export type LargeDesign =
  /** A default route to the appliance, the same in each spoke. */
  | "alike"
  /** A default route, and an exception of each spoke's own: another spoke that it must not reach. */
  | "own exceptions"
  /** A default route, and a security group that denies another spoke to each. */
  | "own security rules"
  /** A route to the prefix of every other spoke. */
  | "per prefix"
  /** A connection with one hub of Virtual WAN, and no routes. */
  | "on a virtual hub";

type Arguments = Record<string, unknown>;

const prefixOf = (spoke: number): string => `10.${4 + (spoke >> 6)}.${(spoke & 63) * 4}.0`;
const reference = (address: string, attribute: string): string => `\${${address}.${attribute}}`;

export function largeNetwork(spokes: number, design: LargeDesign): string {
  const resource: Record<string, Record<string, Arguments>> = {};
  const add = (type: string, name: string, values: Arguments): void => {
    (resource[type] ??= {})[name] = { resource_group_name: "rg", location: "westeurope", ...values };
  };
  const network = (name: string, prefix: string): void =>
    add("azurerm_virtual_network", name, { name, address_space: [prefix] });
  const subnet = (name: string, of: string, prefix: string): void =>
    add("azurerm_subnet", name, {
      name: "default",
      virtual_network_name: reference(`azurerm_virtual_network.${of}`, "name"),
      address_prefixes: [prefix],
    });
  const nic = (name: string, ip: string, forwards: boolean): void =>
    add("azurerm_network_interface", name, {
      name: `nic-${name}`,
      ip_forwarding_enabled: forwards,
      ip_configuration: [
        {
          name: "primary",
          subnet_id: reference(`azurerm_subnet.${name}`, "id"),
          private_ip_address_allocation: "Static",
          private_ip_address: ip,
        },
      ],
    });
  const half = (from: string, to: string, forwarded: boolean): void =>
    add("azurerm_virtual_network_peering", `${from}_${to}`, {
      name: `${from}-to-${to}`,
      virtual_network_name: reference(`azurerm_virtual_network.${from}`, "name"),
      remote_virtual_network_id: reference(`azurerm_virtual_network.${to}`, "id"),
      allow_virtual_network_access: true,
      allow_forwarded_traffic: forwarded,
    });
  network("hub", "10.0.0.0/16");
  subnet("hub", "hub", "10.0.1.0/24");
  nic("hub", "10.0.1.4", true);
  if (design === "on a virtual hub") {
    add("azurerm_virtual_wan", "wan", { name: "wan" });
    add("azurerm_virtual_hub", "hub", {
      name: "hub-wan",
      virtual_wan_id: reference("azurerm_virtual_wan.wan", "id"),
      address_prefix: "10.1.0.0/23",
    });
  }
  for (let i = 0; i < spokes; i++) {
    const name = `spoke${i}`;
    const other = (i * 7 + 1) % spokes;
    network(name, `${prefixOf(i)}/22`);
    subnet(name, name, `${prefixOf(i)}/24`);
    nic(name, prefixOf(i).replace(/0$/, "4"), false);
    if (design === "on a virtual hub") {
      add("azurerm_virtual_hub_connection", name, {
        name,
        virtual_hub_id: reference("azurerm_virtual_hub.hub", "id"),
        remote_virtual_network_id: reference(`azurerm_virtual_network.${name}`, "id"),
      });
      continue;
    }
    half("hub", name, false);
    half(name, "hub", true);
    add("azurerm_route_table", name, { name: `rt-${name}`, route: routesOf(spokes, design, i, other) });
    add("azurerm_subnet_route_table_association", name, {
      subnet_id: reference(`azurerm_subnet.${name}`, "id"),
      route_table_id: reference(`azurerm_route_table.${name}`, "id"),
    });
    if (design === "own security rules") {
      add("azurerm_network_security_group", name, {
        name: `nsg-${name}`,
        security_rule: [denyFrom(`${prefixOf(other)}/22`)],
      });
      add("azurerm_subnet_network_security_group_association", name, {
        subnet_id: reference(`azurerm_subnet.${name}`, "id"),
        network_security_group_id: reference(`azurerm_network_security_group.${name}`, "id"),
      });
    }
  }
  return JSON.stringify({ resource });
}

function routesOf(spokes: number, design: LargeDesign, own: number, other: number): Arguments[] {
  const through = { next_hop_type: "VirtualAppliance", next_hop_in_ip_address: "10.0.1.4" };
  const all = { name: "default", address_prefix: "0.0.0.0/0", ...through };
  switch (design) {
    case "alike":
    case "own security rules":
      return [all];
    case "own exceptions":
      return [all, { name: "never", address_prefix: `${prefixOf(other)}/22`, next_hop_type: "None" }];
    case "on a virtual hub":
      return [];
    case "per prefix":
      return Array.from({ length: spokes }, (_, i) => i)
        .filter((i) => i !== own)
        .map((i) => ({ name: `to-${i}`, address_prefix: `${prefixOf(i)}/22`, ...through }));
  }
}

function denyFrom(prefix: string): Arguments {
  return {
    name: "deny-one",
    priority: 100,
    direction: "Inbound",
    access: "Deny",
    protocol: "*",
    source_port_range: "*",
    destination_port_range: "*",
    source_address_prefix: prefix,
    destination_address_prefix: "*",
  };
}
