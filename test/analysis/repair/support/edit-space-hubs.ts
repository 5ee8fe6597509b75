import { Edit, EditValue } from "../../../../lib/analysis";
import { RandomNetwork } from "./random-network";

type Resources = RandomNetwork["document"]["resource"];
type Block = Resources[string][string];

/** What somebody might do to a Virtual WAN: see `editSpace`. */
export function hubEdits(resource: Resources, prefixes: readonly string[]): readonly (readonly Edit[])[] {
  const all = (type: string): [string, Block][] => Object.entries(resource[type] ?? {});
  const hubs = Object.keys(resource.azurerm_virtual_hub ?? {});
  const tables = [
    ...hubs.map((hub) => `\${azurerm_virtual_hub.${hub}.default_route_table_id}`),
    ...all("azurerm_virtual_hub_route_table").map(
      ([name]) => `\${azurerm_virtual_hub_route_table.${name}.id}`,
    ),
  ];
  return [
    ...all("azurerm_virtual_wan").flatMap(([name]): Edit[][] => [
      [{ op: "set", address: `azurerm_virtual_wan.${name}`, argument: "type", value: "Standard" }],
      [
        {
          op: "set",
          address: `azurerm_virtual_wan.${name}`,
          argument: "allow_branch_to_branch_traffic",
          value: true,
        },
      ],
    ]),
    ...all("azurerm_virtual_hub_connection").flatMap(([name, block]) =>
      routings(`azurerm_virtual_hub_connection.${name}`, block, "associated_route_table_id", tables),
    ),
    ...all("azurerm_vpn_gateway_connection").flatMap(([name, block]) =>
      routings(`azurerm_vpn_gateway_connection.${name}`, block, "associated_route_table", tables),
    ),
    ...missingConnections(resource, hubs),
    ...staticRoutes(resource, prefixes, tables),
  ];
}

/** Another table to send by, one more to be learned by, another label. */
function routings(address: string, block: Block, argument: string, tables: readonly string[]): Edit[][] {
  const [own] = (block.routing ?? []) as Block[];
  const [learned] = (own?.propagated_route_table ?? []) as Block[];
  const put = (inner: string, value: EditValue): Edit[] =>
    own === undefined
      ? [{ op: "append", address, block: "routing", value: { [inner]: value } }]
      : [{ op: "set", address, argument: `routing[0].${inner}`, value }];
  const propagate = (inner: string, value: EditValue): Edit[] =>
    learned !== undefined
      ? [{ op: "set", address, argument: `routing[0].propagated_route_table[0].${inner}`, value }]
      : own !== undefined
        ? [{ op: "append", address, block: "routing[0].propagated_route_table", value: { [inner]: value } }]
        : [
            {
              op: "append",
              address,
              block: "routing",
              value: { propagated_route_table: [{ [inner]: value }] },
            },
          ];
  const ids = (learned?.route_table_ids ?? []) as string[];
  const others = ids.filter((id) => !id.endsWith("noneRouteTable"));
  return [
    ...tables.map((table) => put(argument, table)),
    ...tables.map((table) => propagate("route_table_ids", [...new Set([...others, table])])),
    ...["default", "own"].map((label) => propagate("labels", [label])),
  ];
}

function missingConnections(resource: Resources, hubs: readonly string[]): Edit[][] {
  const type = "azurerm_virtual_hub_connection";
  return Object.keys(resource.azurerm_virtual_network ?? {})
    .filter((name) => resource[type]?.[name] === undefined)
    .flatMap((name) =>
      hubs.map((hub): Edit[] => [
        {
          op: "create",
          type,
          name: `another_${name}`,
          arguments: {
            name: `another-${name}`,
            virtual_hub_id: `\${azurerm_virtual_hub.${hub}.id}`,
            remote_virtual_network_id: `\${azurerm_virtual_network.${name}.id}`,
          },
        },
      ]),
    );
}

/** A route of a hub's table to a connection; what leads on from there. */
function staticRoutes(resource: Resources, prefixes: readonly string[], tables: readonly string[]): Edit[][] {
  if (resource.azurerm_network_interface?.nva === undefined) {
    return [];
  }
  const address = "azurerm_virtual_hub_connection.nva";
  const [own] = (resource.azurerm_virtual_hub_connection?.nva?.routing ?? []) as Block[];
  return prefixes.flatMap((prefix) => {
    const further = {
      name: "another",
      address_prefixes: [prefix],
      next_hop_ip_address: "${azurerm_network_interface.nva.private_ip_address}",
    };
    return [
      own === undefined
        ? [{ op: "append", address, block: "routing", value: { static_vnet_route: [further] } } as Edit]
        : [{ op: "append", address, block: "routing[0].static_vnet_route", value: further } as Edit],
      ...tables.map((table): Edit[] => [
        {
          op: "create",
          type: "azurerm_virtual_hub_route_table_route",
          name: "another",
          arguments: {
            name: "another",
            route_table_id: table,
            destinations_type: "CIDR",
            destinations: [prefix],
            next_hop_type: "ResourceId",
            next_hop: `\${${address}.id}`,
          },
        },
      ]),
    ];
  });
}
