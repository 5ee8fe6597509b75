/**
 * How long a snapshot of 2,000 of Azure's resources takes, from the file to every verdict: `npx tsx bench/azure-rows.ts`.
 *
 * 400 spokes with a network, a route table, a security group, a machine and its NIC each, around a hub with an appliance.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { analyze, findingsOf, readInput } from "../lib/analysis";

const SPOKES = 400;
const ROOT = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg/providers";

function row(kind: string, name: string, properties: object, provider = "Microsoft.Network"): object {
  const type = `${provider}/${kind}`.toLowerCase();
  return { id: `${ROOT}/${provider}/${kind}/${name}`, name, type, location: "westeurope", properties };
}

const idOf = (kind: string, name: string): { id: string } => ({
  id: `${ROOT}/Microsoft.Network/${kind}/${name}`,
});

function network(name: string, prefix: string, subnet: object, remotes: readonly string[]): object {
  return row("virtualNetworks", name, {
    addressSpace: { addressPrefixes: [`${prefix}.0/22`] },
    subnets: [{ ...idOf(`virtualNetworks/${name}/subnets`, "default"), name: "default", properties: subnet }],
    virtualNetworkPeerings: remotes.map((remote) => ({
      ...idOf(`virtualNetworks/${name}/virtualNetworkPeerings`, remote),
      name: remote,
      properties: {
        peeringState: "Connected",
        peeringSyncLevel: "FullyInSync",
        remoteVirtualNetwork: idOf("virtualNetworks", remote),
        allowVirtualNetworkAccess: true,
        allowForwardedTraffic: true,
      },
    })),
  });
}

function nic(name: string, home: string, ip: string, enableIPForwarding: boolean): object {
  const subnet = idOf(`virtualNetworks/${home}/subnets`, "default");
  const ipConfigurations = [{ name: "main", properties: { subnet, privateIPAddress: ip, primary: true } }];
  return row("networkInterfaces", name, { enableIPForwarding, ipConfigurations });
}

function spoke(index: number): object[] {
  const [name, prefix] = [`spoke${index}`, `10.${4 + (index >> 6)}.${(index & 63) * 4}`];
  const appliance = {
    addressPrefix: "10.0.0.0/8",
    nextHopType: "VirtualAppliance",
    nextHopIpAddress: "10.0.0.4",
  };
  return [
    network(
      name,
      prefix,
      {
        addressPrefix: `${prefix}.0/24`,
        routeTable: idOf("routeTables", name),
        networkSecurityGroup: idOf("networkSecurityGroups", name),
      },
      ["hub"],
    ),
    row("routeTables", name, { routes: [{ name: "hub", properties: appliance }] }),
    row("networkSecurityGroups", name, { securityRules: [] }),
    nic(`nic-${name}`, name, `${prefix}.4`, false),
    row(
      "virtualMachines",
      name,
      { networkProfile: { networkInterfaces: [idOf("networkInterfaces", `nic-${name}`)] } },
      "Microsoft.Compute",
    ),
  ];
}

const names = Array.from({ length: SPOKES }, (_, index) => `spoke${index}`);
const data = [
  network("hub", "10.0.0", { addressPrefix: "10.0.0.0/24" }, names),
  nic("nva", "hub", "10.0.0.4", true),
  ...names.flatMap((_, index) => spoke(index)),
];
const folder = mkdtempSync(join(tmpdir(), "bench-"));
const file = join(folder, "live.json");
writeFileSync(file, JSON.stringify({ data, total_records: data.length }));

const seconds = (work: () => unknown): string => {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return `${((user + system) / 1e6).toFixed(2)} s`;
};

const [{ model }] = readInput(file);
console.log(`${data.length} rows`);
console.log(`read            ${seconds(() => readInput(file))}`);
console.log(`every verdict   ${seconds(() => analyze(model).matrix.classes)}`);
console.log(`findings        ${seconds(() => findingsOf(model))}`);
rmSync(folder, { recursive: true });
