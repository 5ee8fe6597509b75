/**
 * How long the whole matrix takes, from the model to every cell: `npx tsx bench/reach.ts`.
 *
 * 1,000 spokes of one subnet each are 10^6 ordered pairs. Designs differ in what their tables share, which is what
 * the analysis lives on; the last one is the opposite, with every spoke a kind of its own.
 */
import { execFileSync } from "node:child_process";
import { analyze, emptyNetworkModel, NetworkModel, Route, VERDICTS } from "../lib/analysis";

type Design =
  | "no routes"
  | "default route"
  | "one shared table of exact routes"
  | "exact routes per spoke"
  | "every spoke odd";

const HUB = "azurerm_virtual_network.hub";

function hubAndSpokes(count: number, design: Design): NetworkModel {
  const spokes = Array.from({ length: count }, (_, i) => ({
    address: `azurerm_virtual_network.spoke${i}`,
    table:
      design === "one shared table of exact routes"
        ? "azurerm_route_table.shared"
        : `azurerm_route_table.spoke${i}`,
    prefix: `10.${4 + (i >> 6)}.${(i & 63) * 4}.0`,
    i,
  }));
  const route = (origin: string, addressPrefix: string): Route => ({
    name: `to-${addressPrefix}`,
    origin,
    addressPrefix,
    nextHopType: "VirtualAppliance",
    nextHops: [{ ip: "10.0.1.4", text: "10.0.1.4" }],
  });
  const exact = (origin: string, own?: number): Route[] =>
    spokes.filter(({ i }) => i !== own).map(({ prefix }) => route(origin, `${prefix}/22`));
  const tables = ((): { readonly address: string; readonly routes: Route[] }[] => {
    switch (design) {
      case "no routes":
        return [];
      case "default route":
        return spokes.map(({ table }) => ({ address: table, routes: [route(table, "0.0.0.0/0")] }));
      case "one shared table of exact routes":
        return [{ address: spokes[0].table, routes: exact(spokes[0].table) }];
      case "exact routes per spoke":
        return spokes.map(({ table, i }) => ({ address: table, routes: exact(table, i) }));
      case "every spoke odd":
        return spokes.map(({ table, i }) => ({
          address: table,
          routes: [route(table, "0.0.0.0/0"), route(table, `172.${16 + (i >> 8)}.${i & 255}.0/24`)],
        }));
    }
  })();
  const half = (from: string, to: string): NetworkModel["peerings"][number] => ({
    address: `azurerm_virtual_network_peering.${from}_${to}`,
    virtualNetwork: from,
    remoteVirtualNetwork: to,
    remoteText: to,
    allowVirtualNetworkAccess: true,
    allowForwardedTraffic: from !== HUB,
    allowGatewayTransit: false,
    useRemoteGateways: false,
  });
  const subnet = (
    address: string,
    virtualNetwork: string,
    name: string,
    prefix: string,
    routeTable?: string,
  ) => ({
    address,
    name,
    virtualNetwork,
    prefixes: [prefix],
    routeTable,
    serviceEndpoints: [],
    delegations: [],
  });
  const nic = (name: string, subnetAddress: string, privateIp: string, ipForwarding: boolean) => ({
    address: `azurerm_network_interface.${name}`,
    name: `nic-${name}`,
    ipForwarding,
    ipConfigurations: [
      { name: "ipconfig1", subnet: subnetAddress, privateIp, applicationSecurityGroups: [] },
    ],
  });
  return {
    ...emptyNetworkModel(),
    virtualNetworks: [
      { address: HUB, name: "hub", addressSpace: ["10.0.0.0/16"] },
      ...spokes.map(({ address, prefix, i }) => ({
        address,
        name: `spoke${i}`,
        addressSpace: [`${prefix}/22`],
      })),
    ],
    subnets: [
      subnet("azurerm_subnet.nva", HUB, "nva", "10.0.1.0/24"),
      ...spokes.map(({ address, table, prefix, i }) =>
        subnet(`azurerm_subnet.spoke${i}`, address, "default", `${prefix}/24`, table),
      ),
    ],
    peerings: spokes.flatMap(({ address }) => [half(HUB, address), half(address, HUB)]),
    routeTables: tables.map((table) => ({ ...table, bgpRoutePropagation: true })),
    networkInterfaces: [
      nic("nva", "azurerm_subnet.nva", "10.0.1.4", true),
      ...spokes.map(({ prefix, i }) =>
        nic(`spoke${i}`, `azurerm_subnet.spoke${i}`, prefix.replace(/0$/, "4"), false),
      ),
    ],
  };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

/** Builds an analysis and reads every cell; returns what happened. */
function measure(model: NetworkModel): { milliseconds: number; classes: number; reachable: number } {
  const start = performance.now();
  const { matrix } = analyze(model);
  const size = matrix.endpoints.length;
  const cells = new Uint8Array(size * size);
  for (let from = 0; from < size; from++) {
    for (let to = 0; to < size; to++) {
      const verdict = matrix.verdictAt(from, to);
      cells[from * size + to] = verdict === undefined ? VERDICTS.length : VERDICTS.indexOf(verdict);
    }
  }
  return {
    milliseconds: performance.now() - start,
    classes: matrix.classes.length,
    reachable: cells.reduce((sum, cell) => sum + Number(VERDICTS[cell] === "REACHABLE"), 0),
  };
}

const RUNS: readonly (readonly [number, Design])[] = [
  [10, "default route"],
  [100, "default route"],
  [1000, "no routes"],
  [1000, "default route"],
  [1000, "one shared table of exact routes"],
  [1000, "exact routes per spoke"],
  [200, "every spoke odd"],
];

/** One design in this process: the peak of its memory is its own. */
function report(index: number): void {
  const [count, design] = RUNS[index];
  const model = hubAndSpokes(count, design);
  const before = process.memoryUsage().rss;
  const results = Array.from({ length: design === "every spoke odd" ? 1 : 5 }, () => measure(model));
  const { classes, reachable } = results[0];
  const time = median(results.map(({ milliseconds }) => milliseconds));
  const megabytes = (bytes: number): string => `${Math.round(bytes / 2 ** 20)} MB`;
  process.stdout.write(
    `${String(count).padStart(5)} spokes, ${design.padEnd(34)} ${time.toFixed(0).padStart(6)} ms ` +
      `${String(classes).padStart(5)} classes ${String(reachable).padStart(8)} reachable, ` +
      `peak ${megabytes(process.resourceUsage().maxRSS * 1024)} of which ${megabytes(before)} runtime and model\n`,
  );
}

if (process.argv[2] !== undefined) {
  report(Number(process.argv[2]));
} else {
  RUNS.forEach((_, index) => {
    execFileSync(process.execPath, [...process.execArgv, __filename, String(index)], { stdio: "inherit" });
  });
}
