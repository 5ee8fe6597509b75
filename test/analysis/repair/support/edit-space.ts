import { Edit, Endpoint } from "../../../../lib/analysis";
import { hubEdits } from "./edit-space-hubs";
import { RandomNetwork } from "./random-network";

type Document = RandomNetwork["document"];
type Arguments = Document["resource"][string][string];
type Ends = readonly Pick<Endpoint, "id" | "prefixes">[];

/**
 * Every step that somebody might think of, whatever a trace says; knows nothing of the search. A step is one edit, or
 * two where one alone means nothing. With two ends given, those alone that could be about packets between them.
 */
export function editSpace({ resource }: Document, ends?: Ends): readonly (readonly Edit[])[] {
  const all = (type: string): [string, Arguments][] => Object.entries(resource[type] ?? {});
  const prefixes = prefixesOf(resource, ends);
  const flag = (type: string, name: string, argument: string, value: boolean): Edit[] => [
    { op: "set", address: `${type}.${name}`, argument, value },
  ];
  const pairs = ends === undefined ? [] : [ends, [...ends].reverse()];
  return [
    ...all("azurerm_route_table").flatMap(([name, table]) => [
      ...prefixes.flatMap((prefix) =>
        hopsOf(resource).map((hop): Edit[] => [route(name, table, prefix, hop)]),
      ),
      flag(
        "azurerm_route_table",
        name,
        "bgp_route_propagation_enabled",
        table.bgp_route_propagation_enabled !== true,
      ),
    ]),
    ...all("azurerm_subnet").flatMap(([name]) => newTables(resource, name, prefixes)),
    ...all("azurerm_route").flatMap(([name]) => changedRoutes(resource, `azurerm_route.${name}`)),
    ...all("azurerm_route_table").flatMap(([name, { route: inline }]) =>
      [inline ?? []]
        .flat()
        .flatMap((_, index) => changedRoutes(resource, `azurerm_route_table.${name}`, `route[${index}]`)),
    ),
    ...all("azurerm_route_server_bgp_connection").map(([name]): Edit[] => [
      { op: "remove", address: `azurerm_route_server_bgp_connection.${name}` },
    ]),
    ...all("azurerm_virtual_network_gateway")
      .filter(([, { bgp_enabled: on }]) => on !== true)
      .map(([name]) => flag("azurerm_virtual_network_gateway", name, "bgp_enabled", true)),
    ...all("azurerm_local_network_gateway").flatMap(([name, { address_space: space }]) =>
      prefixes
        .filter((prefix) => !(space as string[]).includes(prefix))
        .map((prefix): Edit[] => {
          const address = `azurerm_local_network_gateway.${name}`;
          return [{ op: "set", address, argument: "address_space", value: [...(space as string[]), prefix] }];
        }),
    ),
    ...all("azurerm_subnet_route_table_association").map(([name]): Edit[] => [
      { op: "remove", address: `azurerm_subnet_route_table_association.${name}` },
    ]),
    ...all("azurerm_virtual_network_peering").flatMap(([name, half]) =>
      [
        "allow_forwarded_traffic",
        "allow_virtual_network_access",
        "allow_gateway_transit",
        "use_remote_gateways",
      ]
        .filter((argument) => half[argument] !== true)
        .map((argument) => flag("azurerm_virtual_network_peering", name, argument, true)),
    ),
    ...missingHalves(resource),
    ...all("azurerm_network_interface").map(([name]) =>
      flag("azurerm_network_interface", name, "ip_forwarding_enabled", true),
    ),
    ...all("azurerm_network_security_group").flatMap(([name]) =>
      pairs.map(([from, to]): Edit[] => [securityRule(name, from, to, resource)]),
    ),
    ...all("azurerm_firewall_network_rule_collection").flatMap(([name, { action }]) =>
      action !== "Allow"
        ? []
        : pairs.map(([from, to]): Edit[] => [
            {
              op: "append",
              address: `azurerm_firewall_network_rule_collection.${name}`,
              block: "rule",
              value: firewallRule(from, to),
            },
          ]),
    ),
    ...all("azurerm_firewall").flatMap(([name, { firewall_policy_id: policy }]) =>
      pairs.map(([from, to]): Edit[] => [
        collection(name, policy as string | undefined, firewallRule(from, to)),
      ]),
    ),
    ...all("azurerm_route_server").map(([name]) =>
      flag("azurerm_route_server", name, "branch_to_branch_traffic_enabled", true),
    ),
    ...tunnels(resource),
    ...hubEdits(resource, prefixes),
    ...all("azurerm_lb_rule").map(([name]): Edit[] =>
      [
        ["protocol", "All"],
        ["frontend_port", 0],
        ["backend_port", 0],
      ].map(([argument, value]): Edit => {
        return { op: "set", address: `azurerm_lb_rule.${name}`, argument: `${argument}`, value };
      }),
    ),
  ];
}

function prefixesOf(resource: Document["resource"], ends: Ends | undefined): readonly string[] {
  const all = Object.values({
    ...resource.azurerm_virtual_network,
    ...resource.azurerm_local_network_gateway,
  }).flatMap(({ address_space: space }) => space as string[]);
  const own = new Set(ends?.flatMap((end) => end.prefixes));
  const isAbout = (prefix: string): boolean =>
    [...own].some((one) => one.split(".").slice(0, 2).join() === prefix.split(".").slice(0, 2).join());
  return ends === undefined ? all : [...new Set([...own, ...all.filter(isAbout)])];
}

function hopsOf({
  azurerm_firewall,
  azurerm_virtual_network_routing_appliance,
  azurerm_lb,
  azurerm_network_interface,
  azurerm_virtual_network_gateway,
}: Document["resource"]): readonly string[] {
  const own = (type: string, blocks: Document["resource"][string] = {}): string[] =>
    Object.keys(blocks).map((name) => `\${${type}.${name}.ip_configuration[0].private_ip_address}`);
  const forwarding = Object.keys(azurerm_network_interface ?? {}).filter((name) =>
    /^(nva\d*|second)$/.test(name),
  );
  return [
    ...forwarding.map((name) => `\${azurerm_network_interface.${name}.private_ip_address}`),
    ...(azurerm_virtual_network_gateway === undefined ? [] : [GATEWAY]),
    ...own("azurerm_firewall", azurerm_firewall),
    ...own("azurerm_virtual_network_routing_appliance", azurerm_virtual_network_routing_appliance),
    ...(azurerm_lb === undefined ? [] : ["10.0.1.10"]),
  ];
}

/** As a next hop, beside the addresses of what forwards. */
const GATEWAY = "VirtualNetworkGateway";

function nextHop(hop: string): { readonly [argument: string]: string } {
  return hop === GATEWAY
    ? { next_hop_type: GATEWAY }
    : { next_hop_type: "VirtualAppliance", next_hop_in_ip_address: hop };
}

/** A route that is there is taken out, or leads elsewhere. */
function changedRoutes(resource: Document["resource"], address: string, block?: string): Edit[][] {
  const set = (argument: string, value: string | null): Edit => ({
    op: "set",
    address,
    argument: block === undefined ? argument : `${block}.${argument}`,
    value,
  });
  return [
    [{ op: "remove", address, ...(block !== undefined && { block }) }],
    ...hopsOf(resource).map((hop) => [
      set("next_hop_type", hop === GATEWAY ? GATEWAY : "VirtualAppliance"),
      set("next_hop_in_ip_address", hop === GATEWAY ? null : hop),
    ]),
  ];
}

function route(table: string, { route: inline }: Arguments, prefix: string, hop: string): Edit {
  const label = prefix.replace(/\W/g, "_");
  const value = {
    name: `another-${label}`,
    address_prefix: prefix,
    ...nextHop(hop),
  };
  return inline === undefined
    ? {
        op: "create",
        type: "azurerm_route",
        name: `another_${table}_${label}`,
        arguments: {
          ...value,
          resource_group_name: "rg",
          route_table_name: `\${azurerm_route_table.${table}.name}`,
        },
      }
    : { op: "append", address: `azurerm_route_table.${table}`, block: "route", value };
}

/** A table of one route for a subnet that has none; that of another subnet for it. */
function newTables(resource: Document["resource"], subnet: string, prefixes: readonly string[]): Edit[][] {
  const tables = resource.azurerm_route_table ?? {};
  const type = "azurerm_subnet_route_table_association";
  const name = `bound_${subnet}`;
  const isTaken = resource[type]?.[subnet] !== undefined;
  if (isTaken || /Bastion|RouteServer/.test(subnet)) {
    return [];
  }
  const bound = (table: string): Edit => ({
    op: "create",
    type,
    name,
    arguments: {
      subnet_id: `\${azurerm_subnet.${subnet}.id}`,
      route_table_id: `\${azurerm_route_table.${table}.id}`,
    },
  });
  return [
    ...Object.keys(tables).map((table): Edit[] => [bound(table)]),
    ...prefixes.flatMap((prefix) =>
      hopsOf(resource).map((hop): Edit[] => [
        {
          op: "create",
          type: "azurerm_route_table",
          name: "another",
          arguments: {
            name: "another",
            location: "eastasia",
            resource_group_name: "rg",
            route: [
              {
                name: "r",
                address_prefix: prefix,
                ...nextHop(hop),
              },
            ],
          },
        },
        bound("another"),
      ]),
    ),
  ];
}

function missingHalves(resource: Document["resource"]): Edit[][] {
  const type = "azurerm_virtual_network_peering";
  const names = Object.keys(resource.azurerm_virtual_network ?? {});
  const half = (from: string, to: string): Edit[] =>
    resource[type]?.[`${from}_to_${to}`] !== undefined
      ? []
      : [
          {
            op: "create",
            type,
            name: `${from}_to_${to}`,
            arguments: {
              name: `${from}-to-${to}`,
              resource_group_name: "rg",
              virtual_network_name: `\${azurerm_virtual_network.${from}.name}`,
              remote_virtual_network_id: `\${azurerm_virtual_network.${to}.id}`,
              allow_forwarded_traffic: true,
            },
          },
        ];
  return names.flatMap((from) =>
    names
      .filter((to) => from < to)
      .map((to) => [...half(from, to), ...half(to, from)])
      .filter((edits) => edits.length > 0),
  );
}

/** BGP for both directions of a connection between two gateways, the missing one made where it is missing. */
function tunnels(resource: Document["resource"]): Edit[][] {
  const type = "azurerm_virtual_network_gateway_connection";
  const between = Object.entries(resource[type] ?? {}).filter(
    ([, { peer_virtual_network_gateway_id: peer }]) => peer !== undefined,
  );
  const bgp = between.flatMap(([name, { bgp_enabled: on }]): Edit[] =>
    on === true ? [] : [{ op: "set", address: `${type}.${name}`, argument: "bgp_enabled", value: true }],
  );
  const [name, only] = between[0] ?? [];
  const { virtual_network_gateway_id: one, peer_virtual_network_gateway_id: other, ...more } = only ?? {};
  const ends = { virtual_network_gateway_id: other, peer_virtual_network_gateway_id: one };
  const opposite = { ...more, ...ends, name: "con-opposite", bgp_enabled: true } as Arguments;
  return [
    ...(bgp.length === 0 ? [] : [bgp]),
    ...(name !== undefined && between.length === 1
      ? [[{ op: "create", type, name: "opposite", arguments: opposite } as Edit]]
      : []),
  ];
}

function securityRule(
  group: string,
  from: Ends[number],
  to: Ends[number],
  resource: Document["resource"],
): Edit {
  const name = `\${azurerm_network_security_group.${group}.name}`;
  const inside = resource.azurerm_network_security_group[group].security_rule as Arguments[] | undefined;
  const apart = Object.values(resource.azurerm_network_security_rule ?? {}).filter(
    ({ network_security_group_name: owner }) => owner === name,
  );
  const [{ direction }] = inside ?? apart;
  const rule = {
    name: `another-${from.id}`.replace(/\W/g, "-"),
    priority: 150,
    direction: direction as string,
    access: "Allow",
    protocol: "Tcp",
    source_port_range: "*",
    destination_port_range: "*",
    source_address_prefixes: from.prefixes,
    destination_address_prefixes: to.prefixes,
  };
  return inside !== undefined
    ? {
        op: "append",
        address: `azurerm_network_security_group.${group}`,
        block: "security_rule",
        value: rule,
      }
    : {
        op: "create",
        type: "azurerm_network_security_rule",
        name: `another_${group}`,
        arguments: { ...rule, resource_group_name: "rg", network_security_group_name: name },
      };
}

function firewallRule(from: Ends[number], to: Ends[number]) {
  return {
    name: `another-${from.id}`.replace(/\W/g, "-"),
    protocols: ["TCP"],
    source_addresses: from.prefixes,
    destination_addresses: to.prefixes,
    destination_ports: ["*"],
  };
}

function collection(
  firewall: string,
  policy: string | undefined,
  rule: ReturnType<typeof firewallRule>,
): Edit {
  const block = { name: rule.name, priority: 110, action: "Allow", rule: [rule] };
  return policy === undefined
    ? {
        op: "create",
        type: "azurerm_firewall_network_rule_collection",
        name: rule.name,
        arguments: {
          azure_firewall_name: `\${azurerm_firewall.${firewall}.name}`,
          resource_group_name: "rg",
          ...block,
        },
      }
    : {
        op: "create",
        type: "azurerm_firewall_policy_rule_collection_group",
        name: rule.name,
        arguments: {
          name: rule.name,
          firewall_policy_id: policy,
          priority: 110,
          network_rule_collection: [block],
        },
      };
}
