import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { analyze, readConfiguration, readInputs } from "../../../../lib/analysis";
import { literalId } from "../../../support/azure-shapes";

const id = (kind: string, ...names: string[]): string => literalId(`Microsoft.Network/${kind}`, ...names);
const row = (kind: string, name: string, properties: object): object => ({
  id: id(kind, ...name.split("/")),
  name: name.split("/").at(-1),
  type: `microsoft.network/${kind.toLowerCase()}`,
  location: "eastasia",
  properties,
});
const subnet = (network: string, name: string, addressPrefix: string): object => ({
  id: id("virtualNetworks/subnets", network, name),
  name,
  properties: { addressPrefix },
});
const hub = row("virtualNetworks", "hub", {
  addressSpace: { addressPrefixes: ["10.0.0.0/16"] },
  subnets: [
    subnet("hub", "s", "10.0.0.0/24"),
    subnet("hub", "GatewaySubnet", "10.0.200.0/24"),
    subnet("hub", "RouteServerSubnet", "10.0.2.0/27"),
  ],
});
const gateway = row("virtualNetworkGateways", "vpngw", {
  gatewayType: "Vpn",
  vpnType: "RouteBased",
  enableBgp: true,
  ipConfigurations: [
    { name: "one", properties: { subnet: { id: id("virtualNetworks/subnets", "hub", "GatewaySubnet") } } },
  ],
  bgpSettings: {
    asn: 65010,
    bgpPeeringAddresses: [
      { defaultBgpIpAddresses: ["10.0.200.4"], customBgpIpAddresses: ["169.254.21.1"] },
      { defaultBgpIpAddresses: ["10.0.200.5"] },
    ],
  },
});
const site = (name: string, bgpPeeringAddress: string): object[] => [
  row("localNetworkGateways", name, {
    gatewayIpAddress: "203.0.113.1",
    bgpSettings: { asn: 65001, bgpPeeringAddress },
  }),
  row("connections", `to-${name}`, {
    connectionType: "IPsec",
    enableBgp: true,
    virtualNetworkGateway1: { id: id("virtualNetworkGateways", "vpngw") },
    localNetworkGateway2: { id: id("localNetworkGateways", name) },
  }),
];
const rows = [hub, gateway, ...site("dc1", "192.168.0.1"), ...site("dc2", "169.254.21.2")];

const learned = (network: string, sourcePeer: string, more: object = {}): object => ({
  asPath: "65001",
  localAddress: "10.0.200.4",
  network,
  nextHop: sourcePeer,
  origin: "EBgp",
  sourcePeer,
  weight: 32768,
  ...more,
});
const session = (neighbor: string, state: string, routesReceived: number): object => ({
  asn: 65001,
  connectedDuration: "01:00:00",
  localAddress: "10.0.200.4",
  neighbor,
  routesReceived,
  state,
});
const read = (...documents: object[]) => {
  const folder = mkdtempSync(join(tmpdir(), "bgp-"));
  try {
    const files = documents.map((document, index) => {
      const file = join(folder, `${index + 1}.json`);
      writeFileSync(file, JSON.stringify(document));
      return file;
    });
    return analyze(readInputs(files)[0].model);
  } finally {
    rmSync(folder, { recursive: true });
  }
};
const announced = (...documents: object[]) =>
  read({ data: rows }, ...documents)
    .model.assumptions.bgp.map(({ speaker, announces, declaredIn }) => ({
      speaker,
      announces,
      file: declaredIn.split("/").at(-1),
    }))
    .sort((a, b) => String(a.speaker).localeCompare(String(b.speaker)));

describe("routes that a gateway learned", () => {
  test("are what each site announces, with the file that says so", () => {
    const value = [
      learned("192.168.0.0/16", "192.168.0.1"),
      learned("192.168.0.0/16", "192.168.0.1", { localAddress: "10.0.200.5" }),
      learned("172.16.0.0/12", "169.254.21.2", { localAddress: "169.254.21.1" }),
      // Its own network, what its other instance repeats, and IPv6.
      { ...learned("10.0.0.0/16", "10.0.200.4"), origin: "Network", asPath: "" },
      learned("172.20.0.0/16", "10.0.200.5", { origin: "IBgp" }),
      learned("2001:db8::/32", "192.168.0.1"),
    ];
    expect(announced({ value })).toEqual([
      { speaker: "localNetworkGateways/dc1", announces: ["192.168.0.0/16"], file: "2.json" },
      { speaker: "localNetworkGateways/dc2", announces: ["172.16.0.0/12"], file: "2.json" },
    ]);
  });

  test("settle what is open without them, and verdicts name the file", () => {
    const open = read({ data: rows }).explain("on-premises/dc1", "hub/s");
    expect(open.verdict).toBe("CONDITIONAL");
    const value = [learned("192.168.0.0/16", "192.168.0.1"), learned("172.16.0.0/12", "169.254.21.2")];
    const { verdict, assumptions } = read({ data: rows }, { value }).explain("on-premises/dc1", "hub/s");
    expect(verdict).toBe("REACHABLE");
    expect(assumptions.map(({ declaredIn }) => declaredIn)).toEqual([expect.stringMatching(/2\.json$/)]);
  });

  test("of a peer that isn't written down are the gateway's, and of the network's own parts follow from it", () => {
    expect(announced({ value: [learned("192.168.0.0/16", "198.51.100.7")] })).toEqual([
      { speaker: "virtualNetworkGateways/vpngw", announces: ["192.168.0.0/16"], file: "2.json" },
    ]);
    // A Route Server, in another autonomous system than this gateway's.
    expect(announced({ value: [learned("192.168.0.0/16", "10.0.2.4")] })).toEqual([]);
  });

  test("are none in a list of what a gateway advertises", () => {
    const value = [
      { ...learned("10.0.0.0/16", "10.0.200.4"), nextHop: "10.0.200.4", origin: "Igp", sourcePeer: null },
      { ...learned("10.1.0.0/16", "10.0.200.4"), nextHop: "10.0.200.4" },
    ];
    expect(announced({ value })).toEqual([]);
  });

  test("are none of a session that stands and brings none; one that is down says nothing", () => {
    const up = { value: [session("192.168.0.1", "Connected", 0), session("169.254.21.2", "Connecting", 0)] };
    expect(announced(up)).toEqual([{ speaker: "localNetworkGateways/dc1", announces: [], file: "2.json" }]);
    const { verdict } = read({ data: rows }, up, {
      value: [learned("172.16.0.0/12", "169.254.21.2")],
    }).explain("on-premises/dc2", "hub/s");
    expect(verdict).toBe("REACHABLE");
  });

  test("of a gateway that isn't here are named", () => {
    const value = [learned("192.168.0.0/16", "192.168.9.1", { localAddress: "10.9.0.4" })];
    const { model } = read({ data: rows }, { value });
    expect(model.assumptions.bgp).toEqual([]);
    expect(model.problems).toEqual([
      expect.objectContaining({ code: "LEARNED_ELSEWHERE", text: "10.9.0.4" }),
    ]);
  });
});

describe("routes that a Route Server learned", () => {
  const server = [
    row("virtualHubs", "rs", { virtualRouterIps: ["10.0.2.4", "10.0.2.5"] }),
    row("virtualHubs/bgpConnections", "rs/nva", { peerIp: "10.0.0.9", peerAsn: 65002 }),
  ];
  const both = (...routes: object[]): object => ({
    RouteServiceRole_IN_0: routes,
    RouteServiceRole_IN_1: routes,
    value: null,
  });
  const route = learned("10.10.0.0/16", "10.0.0.9", { localAddress: "10.0.2.5" });

  test("are what the appliance announces, from both instances once", () => {
    const { model } = read({ data: [hub, ...server] }, both(route));
    expect(model.assumptions.bgp).toEqual([
      {
        ip: "10.0.0.9",
        announces: ["10.10.0.0/16"],
        declaredIn: expect.stringMatching(/2\.json$/) as string,
      },
    ]);
    const routes = read({ data: [hub, ...server] }, both(route)).routesOf("hub/s");
    expect(JSON.stringify(routes)).toContain("10.10.0.0/16");
  });

  test("stay unknown where there are none", () => {
    expect(read({ data: [hub, ...server] }, both()).model.assumptions.bgp).toEqual([]);
  });
});

test("what a snapshot files under a gateway is about that one", () => {
  const bgp = [
    {
      id: id("virtualNetworkGateways", "vpngw"),
      answers: [
        { value: [learned("192.168.0.0/16", "192.168.0.1", { localAddress: null })] },
        { value: [session("169.254.21.2", "Connected", 0)] },
      ],
    },
  ];
  const model = readConfiguration({ data: rows, count: rows.length, total_records: rows.length, bgp });
  expect(model.assumptions.bgp.map(({ speaker, announces }) => [speaker, announces])).toEqual([
    ["localNetworkGateways/dc1", ["192.168.0.0/16"]],
    ["localNetworkGateways/dc2", []],
  ]);
});
