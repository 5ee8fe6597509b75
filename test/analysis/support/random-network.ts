import fc from "fast-check";
import { NetworkModel } from "../../../lib/analysis";
import { baseline, NetworkBuilder } from "./network-builder";

const NEXT_HOPS = [
  "10.0.1.4",
  "10.0.1.5",
  "10.0.1.100",
  "10.0.3.4",
  "10.0.200.4",
  "None",
  "Internet",
  "VirtualNetworkGateway",
  "10.0.1.99",
];

/** What one spoke may be like; most spokes of a case are alike, some are odd. */
const spoke = fc.record({
  subnets: fc.integer({ min: 1, max: 2 }),
  routes: fc.constantFrom(
    "none",
    "default",
    "exact",
    "exact but one",
    "supernet",
    "own",
    "longer",
    "table without routes",
  ),
  nextHop: fc.nat({ max: NEXT_HOPS.length - 1 }),
  propagation: fc.boolean(),
  forwarded: fc.boolean(),
  access: fc.boolean(),
  transit: fc.boolean(),
  halves: fc.constantFrom("both", "both", "both", "both", "hub", "spoke"),
  filter: fc.constantFrom("none", "none", "default rules", "deny 10.4/14", "allow 443", "deny one"),
  length: fc.constantFrom(16, 16, 17),
  vm: fc.boolean(),
  /** What a network manager's rule makes of its tables: rules refuse gateways' routes or take them. */
  managed: fc.constantFrom("nothing", "nothing", "nothing", "nothing", "refuses", "takes"),
});

export const randomNetwork = fc.record({
  kinds: fc.array(spoke, { minLength: 1, maxLength: 3 }),
  /** Which kind each spoke is of. */
  spokes: fc.array(fc.nat({ max: 2 }), { minLength: 2, maxLength: 6 }),
  firewall: fc.constantFrom("none", "any", "10/8", "first spoke only", "443", "translating"),
  hubRoutes: fc.constantFrom("none", "none", "loop", "None for one"),
  gateway: fc.constantFrom("none", "vpn", "expressroute", "vpn"),
  site: fc.constantFrom("none", "static", "default by BGP", "supernet"),
  routeServer: fc.constantFrom("none", "none", "supernet", "undeclared"),
  group: fc.boolean(),
  direct: fc.boolean(),
  /** Something that each spoke has of its own: another spoke that its table leaves out, or its group denies. */
  own: fc.constantFrom("nothing", "nothing", "exception", "rule", "both"),
});

export type RandomNetwork = typeof randomNetwork extends fc.Arbitrary<infer T> ? T : never;

const prefixOf = (i: number, length = 16): string => `10.${4 + i}.0.0/${length}`;

/** The network that a random case describes. */
export function buildRandomNetwork(input: RandomNetwork): NetworkModel {
  const builder = baseline();
  builder.model.peerings = [];
  builder.model.virtualNetworks = builder.model.virtualNetworks.filter(({ name }) => name === "hub");
  builder.model.subnets = builder.model.subnets.filter(({ address }) =>
    address.startsWith("azurerm_subnet.hub"),
  );
  builder.model.networkInterfaces = builder.model.networkInterfaces.filter(({ name }) => name === "nic-nva");
  builder
    .nic("nva2", "hub/snet-nva", "10.0.1.5", true)
    .loadBalancer("nva", "hub/snet-nva", "10.0.1.100", ["nva", "nva2"]);
  addHub(builder, input);
  input.spokes.forEach((kind, i) => addSpoke(builder, input, input.kinds[kind % input.kinds.length], i));
  addManagedRoutes(builder, input);
  if (input.direct) {
    builder.peer("spoke0", "spoke1");
  }
  return builder.build();
}

function addHub(builder: NetworkBuilder, input: RandomNetwork): void {
  const rules = {
    none: [],
    any: [["*", "*"]],
    "10/8": [["10.0.0.0/8", "10.0.0.0/8"]],
    "first spoke only": [[prefixOf(0), "*"]],
    "443": [["*", "*", "TCP", "443"]],
    translating: [["*", "*"]],
  }[input.firewall] as [string, string][];
  builder.firewall("hub", rules, input.firewall === "translating" ? ["255.255.255.255/32"] : undefined);
  if (input.hubRoutes !== "none") {
    builder.routes("hub/snet-nva", [[prefixOf(1), input.hubRoutes === "loop" ? "10.0.1.4" : "None"]]);
  }
  if (input.gateway !== "none") {
    builder.gateway("hub", { type: input.gateway === "vpn" ? "Vpn" : "ExpressRoute", asn: 65001 });
    const gateway = builder.model.virtualNetworkGateways[0].address;
    if (input.site === "static" && input.gateway === "vpn") {
      builder.site("hub", "dc1", ["172.16.0.0/16"]);
    } else if (input.site !== "none") {
      builder.announces(gateway, [input.site === "supernet" ? "10.0.0.0/8" : "0.0.0.0/0", "172.17.0.0/16"]);
    }
  }
  if (input.routeServer !== "none") {
    builder.routeServer("hub", ["10.0.1.4"]);
    if (input.routeServer === "supernet") {
      builder.announces("azurerm_network_interface.nva", ["10.0.0.0/8"]);
    }
  }
  if (input.group) {
    builder.model.networkManager = {
      ...builder.model.networkManager,
      networkGroups: [
        {
          address: "group",
          virtualNetworks: input.spokes.flatMap((_, i) =>
            i % 2 === 0 ? [`azurerm_virtual_network.spoke${i}`] : [],
          ),
          subnets: [],
        },
      ],
      connectivityConfigurations: [
        {
          address: "mesh",
          topology: "Mesh",
          groups: [
            {
              networkGroup: "group",
              connectivity: "DirectlyConnected",
              useHubGateway: false,
              globalMesh: false,
            },
          ],
          globalMesh: false,
        },
      ],
      deployments: [{ address: "deployment", scopeAccess: "Connectivity", configurations: ["mesh"] }],
    };
  }
}

function addManagedRoutes(builder: NetworkBuilder, input: RandomNetwork): void {
  const manager = builder.model.networkManager;
  const kinds = input.spokes.map((kind) => input.kinds[kind % input.kinds.length].managed);
  const ways = (["refuses", "takes"] as const).filter((way) => kinds.includes(way));
  builder.model.networkManager = {
    ...manager,
    networkGroups: [
      ...manager.networkGroups,
      ...ways.map((way) => ({
        address: `group ${way}`,
        virtualNetworks: kinds.flatMap((kind, i) =>
          kind === way ? [`azurerm_virtual_network.spoke${i}`] : [],
        ),
        subnets: [],
      })),
    ],
    routingRules: ways.map((way) => ({
      address: `rule ${way}`,
      configuration: "routing",
      networkGroups: [`group ${way}`],
      destination: "203.0.113.0/24",
      nextHopType: "Internet",
      collection: `collection ${way}`,
      bgpRoutePropagation: way === "takes",
    })),
    deployments: [
      ...manager.deployments,
      { address: "routing deployment", scopeAccess: "Routing", configurations: ["routing"] },
    ],
  };
}

function addSpoke(
  builder: NetworkBuilder,
  input: RandomNetwork,
  kind: RandomNetwork["kinds"][number],
  i: number,
): void {
  const name = `spoke${i}`;
  const subnets: { [name: string]: string } = { a: `10.${4 + i}.0.0/24` };
  if (kind.subnets === 2) {
    subnets.b = `10.${4 + i}.1.0/24`;
  }
  builder.network(name, prefixOf(i, kind.length), subnets);
  if (kind.halves !== "spoke") {
    builder.half("hub", name, { allowGatewayTransit: kind.transit, allowVirtualNetworkAccess: kind.access });
  }
  if (kind.halves !== "hub") {
    builder.half(name, "hub", {
      useRemoteGateways: kind.transit,
      allowForwardedTraffic: kind.forwarded,
      allowVirtualNetworkAccess: kind.access,
    });
  }
  if (kind.vm) {
    builder.nic(name, `${name}/a`, `10.${4 + i}.0.4`);
  }
  const nextHop = NEXT_HOPS[kind.nextHop];
  const others = input.spokes.map((_, j) => j).filter((j) => j !== i);
  const routes: [string, string][] = {
    none: [],
    default: [["0.0.0.0/0", nextHop]],
    exact: others.map((j) => [prefixOf(j), nextHop]),
    "exact but one": others.slice(1).map((j) => [prefixOf(j), nextHop]),
    supernet: [["10.0.0.0/8", nextHop]],
    own: [
      [prefixOf(i), nextHop],
      ["10.0.0.0/8", nextHop],
    ],
    longer: [
      ["10.0.0.0/8", nextHop],
      ["10.5.0.128/25", "None"],
    ],
    "table without routes": [],
  }[kind.routes] as [string, string][];
  const other = (i + 1) % input.spokes.length;
  if (kind.routes !== "none" && /exception|both/.test(input.own)) {
    routes.push([`10.${4 + other}.0.0/24`, "None"]);
  }
  if (kind.routes !== "none") {
    builder.routes(`${name}/a`, routes, kind.propagation);
  }
  const rules = {
    none: undefined,
    "default rules": [],
    "deny 10.4/14": [{ access: "Deny" as const, sources: ["10.4.0.0/14"] }],
    "allow 443": [{ destinationPorts: ["443"] }, { access: "Deny" as const, priority: 200 }],
    "deny one": [{ access: "Deny" as const, sources: ["10.5.0.4"], protocol: "Tcp" }],
  }[kind.filter];
  const ownRules = /rule|both/.test(input.own)
    ? [{ access: "Deny" as const, sources: [`10.${4 + other}.0.0/24`], priority: 300 }]
    : undefined;
  if (rules !== undefined || ownRules !== undefined) {
    builder.securityGroup(`${name}/a`, [...(rules ?? []), ...(ownRules ?? [])]);
  }
}

/** A spoke with an exact route to each other spoke. */
export const ALIKE: RandomNetwork["kinds"][number] = {
  subnets: 1,
  routes: "exact",
  nextHop: 0,
  propagation: true,
  forwarded: true,
  access: true,
  transit: false,
  halves: "both",
  filter: "none",
  length: 16,
  vm: true,
  managed: "nothing",
};

/** Two such spokes behind one appliance. */
export const PLAIN: RandomNetwork = {
  kinds: [ALIKE],
  spokes: [0, 0],
  firewall: "none",
  hubRoutes: "none",
  gateway: "none",
  site: "none",
  routeServer: "none",
  group: false,
  direct: false,
  own: "nothing",
};
