import { Edit } from "../../../../lib/analysis";
import { RandomNetwork } from "./random-network";

type Document = RandomNetwork["document"];

/** Every single edit that somebody might think of, whatever a trace says; knows nothing of the search. */
export function editSpace({ resource }: Document): readonly Edit[] {
  const all = (type: string): [string, { readonly [argument: string]: unknown }][] =>
    Object.entries(resource[type] ?? {});
  const hops = [
    "${azurerm_network_interface.nva.private_ip_address}",
    ...all("azurerm_firewall").map(
      ([name]) => `\${azurerm_firewall.${name}.ip_configuration[0].private_ip_address}`,
    ),
  ];
  const prefixes = [
    ...all("azurerm_virtual_network").flatMap(([, { address_space: space }]) => space as string[]),
    ...all("azurerm_local_network_gateway").flatMap(([, { address_space: space }]) => space as string[]),
  ];
  const flag = (type: string, name: string, argument: string, value: boolean): Edit => ({
    op: "set",
    address: `${type}.${name}`,
    argument,
    value,
  });
  return [
    ...all("azurerm_route_table").flatMap(([name, table]) => [
      ...prefixes.flatMap((prefix) => hops.map((hop): Edit => route(name, table, prefix, hop))),
      flag(
        "azurerm_route_table",
        name,
        "bgp_route_propagation_enabled",
        table.bgp_route_propagation_enabled !== true,
      ),
    ]),
    ...all("azurerm_route").map(([name]): Edit => ({ op: "remove", address: `azurerm_route.${name}` })),
    ...all("azurerm_virtual_network_peering").flatMap(([name, half]) =>
      [
        "allow_forwarded_traffic",
        "allow_virtual_network_access",
        "allow_gateway_transit",
        "use_remote_gateways",
      ]
        .filter((argument) => half[argument] === false)
        .map((argument) => flag("azurerm_virtual_network_peering", name, argument, true)),
    ),
    ...all("azurerm_network_interface").map(([name]) =>
      flag("azurerm_network_interface", name, "ip_forwarding_enabled", true),
    ),
  ];
}

function route(
  table: string,
  { route: inline }: { readonly [argument: string]: unknown },
  prefix: string,
  hop: string,
): Edit {
  const value = {
    name: "another",
    address_prefix: prefix,
    next_hop_type: "VirtualAppliance",
    next_hop_in_ip_address: hop,
  };
  return inline === undefined
    ? {
        op: "create",
        type: "azurerm_route",
        name: `another_${table}_${prefix.replace(/\W/g, "_")}`,
        arguments: {
          ...value,
          resource_group_name: "rg",
          route_table_name: `\${azurerm_route_table.${table}.name}`,
        },
      }
    : { op: "append", address: `azurerm_route_table.${table}`, block: "route", value };
}
