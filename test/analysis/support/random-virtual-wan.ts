import fc from "fast-check";
import { NetworkModel, readConfiguration } from "../../../lib/analysis";
import {
  Block,
  hubFirewall,
  hubs,
  idOf,
  intent,
  Resources,
  routeTable,
  spoke,
  together,
  vpnSite,
} from "./virtual-wan";

/** What one spoke of a hub may be like; most spokes of a case are alike, some are odd. */
const kind = fc.record({
  hub: mostly("h1", 4, "h2", "h2", "unknown", "elsewhere", "none"),
  associated: mostly("default", 3, "own", "own", "none", "unknown"),
  propagated: mostly("usual", 2, "default", "own", "own only", "own and default", "both", "label", "none"),
  internetSecurity: fc.boolean(),
  /** A route of the connection to something in the network. */
  behind: mostly("nothing", 8, "far", "leaf", "own"),
  routes: mostly("no table", 8, "refuses", "default", "own hub", "other spoke"),
  filter: mostly("none", 8, "deny 10.4/14", "deny next"),
  /** A network that is only peered with the spoke. */
  leaf: mostly(false, 7, true),
  /** What a network manager writes into the tables of its subnets. */
  managed: mostly("nothing", 5, "refuses", "takes", "next"),
});

/** What is usual so many times as often as each of the others. */
function mostly<const T, const U>(usual: T, weight: number, ...others: U[]): fc.Arbitrary<T | U> {
  return fc.constantFrom<(T | U)[]>(...Array.from({ length: weight }, () => usual), ...others);
}

type Kind = typeof kind extends fc.Arbitrary<infer T> ? T : never;

/** One kind, and others that differ from it in one thing: what a class must not overlook. */
const kindsOfOneNetwork = fc
  .tuple(kind, fc.array(fc.tuple(kind, fc.nat({ max: 8 })), { minLength: 1, maxLength: 2 }))
  .map(([first, others]): Kind[] => [
    first,
    ...others.map(([other, place]) => {
      const key = (Object.keys(first) as (keyof Kind)[])[place];
      return { ...first, [key]: other[key] };
    }),
  ]);

/** Networks on hubs of Virtual WAN. */
export const randomVirtualWan = fc.record({
  kinds: kindsOfOneNetwork,
  /** Which kind each spoke is of. */
  spokes: fc.array(fc.nat({ max: 2 }), { minLength: 3, maxLength: 6 }),
  basic: fc.constantFrom(false, false, false, true),
  firewalls: fc.constantFrom("none", "any", "10.4/14", "first of two"),
  intent: fc.constantFrom("none", "private", "both", "one hub", "internet"),
  site: fc.constantFrom("none", "plain", "summary"),
  /** A static route of the default table. */
  written: fc.constantFrom("none", "none", "firewall", "a spoke", "part of a spoke"),
  announces: fc.constantFrom("nothing", "nothing", "far", "undeclared"),
});

export type RandomVirtualWan = typeof randomVirtualWan extends fc.Arbitrary<infer T> ? T : never;

const base = { location: "westeurope", resource_group_name: "rg" };
const nameOf = (i: number): string => `s${i}`;
const prefixOf = (i: number): string => `10.${4 + i}.0.0/16`;
const vnetOf = (name: string): string => `azurerm_virtual_network.${name}`;

/** The network that a random case describes. */
export function buildRandomVirtualWan(input: RandomVirtualWan): NetworkModel {
  const kinds = input.spokes.map((one) => input.kinds[one % input.kinds.length]);
  const far = { address_prefixes: ["172.16.0.0/16"] };
  return readConfiguration(
    together(
      hubs(2, input.basic ? { type: "Basic" } : {}),
      ...firewallsOf(input),
      routeTable("own1", "h1", { labels: ["red"] }),
      routeTable("own2", "h2", { labels: ["red"] }),
      ...kinds.flatMap((one, i) => spokeOf(one, i, kinds.length)),
      ...(input.site === "none"
        ? []
        : [vpnSite("dc", input.site === "plain" ? "192.168.0.0/24" : "10.0.0.0/8", "h1")]),
      ...(input.written === "none" ? [] : [writtenRoute(input)]),
      ...(input.announces === "nothing" ? [] : [speaker()]),
      managedRoutes(kinds),
    ),
    input.announces === "far"
      ? {
          version: 1,
          bgp: [{ speaker: "azurerm_network_interface.s0", announces: far.address_prefixes }],
        }
      : undefined,
  );
}

function firewallsOf({ firewalls, intent: wanted }: RandomVirtualWan): Resources[] {
  if (firewalls === "none") {
    return [];
  }
  const destinations = { none: [], private: ["PrivateTraffic"], internet: ["Internet"] }[
    wanted as "none"
  ] ?? ["PrivateTraffic", "Internet"];
  const allowed = firewalls === "10.4/14" ? ["10.4.0.0/14"] : ["*"];
  return ["h1", "h2"]
    .slice(0, firewalls === "first of two" ? 1 : 2)
    .flatMap((hub) => [
      hubFirewall(hub, allowed),
      ...(destinations.length === 0 || (wanted === "one hub" && hub === "h2")
        ? []
        : [intent(hub, ...destinations)]),
    ]);
}

function spokeOf(one: Kind, i: number, count: number): Resources[] {
  const name = nameOf(i);
  const hub = one.hub === "h2" ? "h2" : "h1";
  const own = idOf(`azurerm_virtual_hub_route_table.own${hub === "h1" ? 1 : 2}`);
  const standard = `\${azurerm_virtual_hub.${hub}.default_route_table_id}`;
  const associated = {
    default: standard,
    own,
    none: `${idOf(`azurerm_virtual_hub.${hub}`)}/hubRouteTables/noneRouteTable`,
  };
  const propagated: { [name: string]: Block | undefined } = {
    default: { route_table_ids: [standard] },
    own: { route_table_ids: [own] },
    "own only": { route_table_ids: [own], labels: ["none"] },
    "own and default": { route_table_ids: [own], labels: ["default"] },
    both: { route_table_ids: [standard, own] },
    label: { labels: ["red"] },
    none: { labels: ["none"] },
  };
  const behind: { [name: string]: string } = {
    far: "172.17.0.0/16",
    leaf: `10.${104 + i}.0.0/16`,
    own: `10.${4 + i}.0.0/17`,
  };
  const connection: Block = {
    internet_security_enabled: one.internetSecurity,
    routing: {
      associated_route_table_id: one.associated === "unknown" ? "${var.table}" : associated[one.associated],
      ...(one.propagated !== "usual" && { propagated_route_table: propagated[one.propagated] }),
      ...(one.behind !== "nothing" && {
        static_vnet_route: {
          name: "r",
          address_prefixes: [behind[one.behind]],
          next_hop_ip_address: `10.${4 + i}.0.4`,
        },
      }),
    },
    ...(one.hub === "unknown" && { virtual_hub_id: "${var.hub}" }),
    ...(one.hub === "elsewhere" && { virtual_hub_id: "/subscriptions/s/hub" }),
  };
  const other = (i + 1) % count;
  const next = prefixOf(other);
  return [
    spoke(name, prefixOf(i), one.hub === "none" ? undefined : hub, connection),
    interfaceOf(i, one.behind !== "nothing"),
    ...(one.routes === "no table" ? [] : [tableOf(name, one.routes, next)]),
    ...(one.filter === "none" ? [] : [groupOf(name, one.filter === "deny next" ? next : "10.4.0.0/14")]),
    ...(one.leaf ? [spoke(`leaf${i}`, `10.${104 + i}.0.0/16`), peering(name, `leaf${i}`)] : []),
  ];
}

function interfaceOf(i: number, forwards: boolean): Resources {
  return {
    azurerm_network_interface: {
      [nameOf(i)]: {
        ...base,
        name: `nic-${nameOf(i)}`,
        ip_forwarding_enabled: forwards,
        ip_configuration: {
          name: "ip",
          subnet_id: idOf(`azurerm_subnet.${nameOf(i)}`),
          private_ip_address_allocation: "Static",
          private_ip_address: `10.${4 + i}.0.4`,
        },
      },
    },
  };
}

function tableOf(name: string, routes: Kind["routes"], next: string): Resources {
  const route = {
    default: { address_prefix: "0.0.0.0/0", next_hop_type: "Internet" },
    "own hub": {
      address_prefix: "10.0.0.0/8",
      next_hop_type: "VirtualAppliance",
      next_hop_in_ip_address: "10.101.0.132",
    },
    "other spoke": { address_prefix: next, next_hop_type: "None" },
  }[routes as "default"] as Block | undefined;
  return {
    azurerm_route_table: {
      [name]: {
        ...base,
        name: `rt-${name}`,
        bgp_route_propagation_enabled: routes !== "refuses",
        route: route === undefined ? [] : [{ name: "r", ...route }],
      },
    },
    azurerm_subnet_route_table_association: {
      [name]: {
        subnet_id: idOf(`azurerm_subnet.${name}`),
        route_table_id: idOf(`azurerm_route_table.${name}`),
      },
    },
  };
}

function groupOf(name: string, denied: string): Resources {
  return {
    azurerm_network_security_group: {
      [name]: {
        ...base,
        name: `nsg-${name}`,
        security_rule: [
          {
            name: "deny",
            priority: 100,
            direction: "Inbound",
            access: "Deny",
            protocol: "*",
            source_port_range: "*",
            destination_port_range: "*",
            source_address_prefix: denied,
            destination_address_prefix: "*",
          },
        ],
      },
    },
    azurerm_subnet_network_security_group_association: {
      [name]: {
        subnet_id: idOf(`azurerm_subnet.${name}`),
        network_security_group_id: idOf(`azurerm_network_security_group.${name}`),
      },
    },
  };
}

/** A network manager with a group for each way of writing, each with a collection of rules. */
function managedRoutes(kinds: readonly Kind[]): Resources {
  const ways = (["refuses", "takes", "next"] as const).filter((way) =>
    kinds.some(({ managed }) => managed === way),
  );
  if (ways.length === 0) {
    return {};
  }
  const each = (block: (way: (typeof ways)[number]) => Block): { [name: string]: Block } =>
    Object.fromEntries(ways.map((way) => [way, block(way)]));
  const members = kinds.flatMap(({ managed }, i) => (managed === "nothing" ? [] : [{ managed, i }]));
  const manager = { network_manager_id: idOf("azurerm_network_manager.m") };
  return {
    azurerm_network_manager: {
      m: {
        ...base,
        name: "m",
        scope: { subscription_ids: ["/subscriptions/s"] },
        scope_accesses: ["Routing"],
      },
    },
    azurerm_network_manager_network_group: each((name) => ({ ...manager, name })),
    azurerm_network_manager_static_member: Object.fromEntries(
      members.map(({ managed, i }) => [
        nameOf(i),
        {
          name: nameOf(i),
          network_group_id: idOf(`azurerm_network_manager_network_group.${managed}`),
          target_virtual_network_id: idOf(vnetOf(nameOf(i))),
        },
      ]),
    ),
    azurerm_network_manager_routing_configuration: { r: { ...manager, name: "r" } },
    azurerm_network_manager_routing_rule_collection: each((name) => ({
      name,
      routing_configuration_id: idOf("azurerm_network_manager_routing_configuration.r"),
      network_group_ids: [idOf(`azurerm_network_manager_network_group.${name}`)],
      bgp_route_propagation_enabled: name !== "refuses",
    })),
    azurerm_network_manager_routing_rule: each((name) => ({
      name,
      rule_collection_id: idOf(`azurerm_network_manager_routing_rule_collection.${name}`),
      destination: { type: "AddressPrefix", address: name === "next" ? prefixOf(1) : "203.0.113.0/24" },
      next_hop: name === "next" ? { type: "NoNextHop" } : { type: "Internet" },
    })),
    azurerm_network_manager_deployment: {
      d: {
        ...manager,
        location: base.location,
        scope_access: "Routing",
        configuration_ids: [idOf("azurerm_network_manager_routing_configuration.r")],
      },
    },
  };
}

function peering(one: string, other: string): Resources {
  const halves = [
    [one, other],
    [other, one],
  ].map(([from, to]) => [
    `${from}-${to}`,
    {
      name: `${from}-${to}`,
      resource_group_name: "rg",
      virtual_network_name: `\${${vnetOf(from)}.name}`,
      remote_virtual_network_id: idOf(vnetOf(to)),
      allow_forwarded_traffic: true,
    },
  ]);
  return { azurerm_virtual_network_peering: Object.fromEntries(halves) };
}

function writtenRoute({ written, firewalls }: RandomVirtualWan): Resources {
  const nextHop =
    written === "firewall" && firewalls !== "none"
      ? "azurerm_firewall.h1"
      : "azurerm_virtual_hub_connection.s0";
  return {
    azurerm_virtual_hub_route_table_route: {
      r: {
        route_table_id: "${azurerm_virtual_hub.h1.default_route_table_id}",
        name: "r",
        destinations_type: "CIDR",
        destinations: [
          written === "firewall" ? "10.5.0.0/16" : written === "a spoke" ? "172.16.0.0/16" : "10.5.0.0/25",
        ],
        next_hop_type: "ResourceId",
        next_hop: idOf(nextHop),
      },
    },
  };
}

/** The first spoke's machine speaks BGP with the first hub. */
function speaker(): Resources {
  return {
    azurerm_virtual_hub_bgp_connection: {
      b: {
        name: "b",
        virtual_hub_id: idOf("azurerm_virtual_hub.h1"),
        peer_asn: 65010,
        peer_ip: "10.4.0.4",
      },
    },
  };
}

/** A spoke on a hub that does nothing of its own. */
export const ON_HUB: Kind = {
  hub: "h1",
  associated: "default",
  propagated: "usual",
  internetSecurity: false,
  behind: "nothing",
  routes: "no table",
  filter: "none",
  leaf: false,
  managed: "nothing",
};
