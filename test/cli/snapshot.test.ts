import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter } from "node:path";
import { WHOLE_NETWORK } from "../analysis/readers/support/whole-network";
import { asAzure } from "../support/azure-shapes";
import { Folder, run } from "./support/run";

const folder = new Folder();
const path = process.env.PATH;
const calls = folder.file("calls");

beforeEach(() => writeFileSync(calls, ""));
afterEach(() => (process.env.PATH = path));
afterAll(() => folder.remove());

/**
 * Puts an `az` on the path that writes down how it is called and does as the script says. The script is a shell's, as
 * Node.js would take longer to start than all else here.
 */
function azure(script: string): void {
  const program = `#!/bin/bash
{ printf '%s\\0' "$@"; echo; } >> '${calls}'
${script}
`;
  folder.write("az", program);
  chmodSync(folder.file("az"), 0o755);
  process.env.PATH = `${folder.path}${delimiter}${path}`;
}

/** A line of a script that prints a value as JSON. */
const print = (value: object): string => `cat '${folder.write(`answer${written++}.json`, value)}'`;
let written = 0;

/** A page of a table of Resource Graph. */
const page = (data: readonly object[], all: number, skip_token: string | null = null): object => ({
  count: data.length,
  data,
  skip_token,
  total_records: all,
});

/** What prints a table as Resource Graph does, ten rows a page. */
function pages(all: readonly object[], cut: boolean): string {
  const starts = Array.from({ length: Math.max(1, Math.ceil(all.length / 10)) }, (_, index) => index * 10);
  // The first page last: it is asked for without a token.
  const cases = starts.reverse().map((from) => {
    const next = from + 10 < all.length && !cut ? String(from + 10) : null;
    const asked = from > 0 ? `*"--skip-token ${from} "*` : "*";
    return `${asked}) ${print(page(all.slice(from, from + 10), all.length, next))} ;;`;
  });
  return `case "$*" in ${cases.join(" ")} esac`;
}

/** Answers as Resource Graph does. */
function answering(rows: readonly { readonly type: string }[], cut = false): void {
  const isPart = ({ type }: { readonly type: string }) => type.split("/").length > 2;
  const isMachine = ({ type }: { readonly type: string }) => /compute/i.test(type);
  const [parts, wholes] = [rows.filter(isPart), rows.filter((row) => !isPart(row))];
  const [machines, others] = [wholes.filter(isMachine), wholes.filter((row) => !isMachine(row))];
  azure(`
case "$*" in
  rest*) ${print({ value: [] })} ;;
  *"-q networkresources"*) ${pages(parts, cut)} ;;
  *compute*) ${pages(machines, cut)} ;;
  *) ${pages(others, cut)} ;;
esac`);
}

/** Answers with rows, and what else is asked by a part of the command; what has no answer is refused. */
function answeringTo(rows: readonly object[], answers: { readonly [part: string]: object }): void {
  const cases = Object.entries(answers).map(([part, answer]) => `*'${part}'*) ${print(answer)} ;;`);
  azure(`
case "$*" in
  graph*"startswith 'microsoft.network/'"*) ${print(page(rows, rows.length))} ;;
  graph*) ${print(page([], 0))} ;;
  ${cases.join("\n  ")}
  *) echo "ERROR: (AuthorizationFailed) no right for $*" >&2; exit 1 ;;
esac`);
}

const ONLY_READS =
  /^(graph query |rest --method get |rest --method post --url \S+\/listNetworkManagerEffective\w+\?|network (vnet-gateway list-(learned-routes|bgp-peer-status)|routeserver peering list-learned-routes) )/;
const called = (): string[][] =>
  readFileSync(calls, "utf8")
    .split("\0\n")
    .slice(0, -1)
    .map((call) => call.split("\0"));

const rows = asAzure(WHOLE_NETWORK);
const take = (...more: string[]) => run(["snapshot", "--out", folder.file("live.json"), ...more]);

test("reads every page of every table into a file that is an input", () => {
  answering(rows);
  expect(take()).toMatchObject({ code: 0, out: "", err: expect.stringContaining("Wrote") as string });
  expect(called().length).toBeGreaterThan(3);
  expect(called().filter((args) => !ONLY_READS.test(args.join(" ")))).toEqual([]);
  const { data } = JSON.parse(readFileSync(folder.file("live.json"), "utf8")) as { data: object[] };
  expect(data).toHaveLength(rows.length);
  const { code, out } = run([
    "reach",
    folder.file("live.json"),
    "--from",
    "vnet-spoke/default",
    "--to",
    "vnet-hub/snet-nva",
  ]);
  expect([code, out]).toEqual([0, expect.stringContaining("vnet-spoke/default")]);
});

test("asks for the subscriptions and management groups that are named, and for no option of az's", () => {
  answering(rows);
  take("--subscription", "one", "--subscription", "two", "--management-group", "corp");
  expect(called()[0].join(" ")).toContain("--subscriptions one two --management-groups corp");
  expect(take("--subscription", "--debug").code).toBe(2);
  expect(take("--subscription", "a;b").err).toContain("must be an id or a name");
});

test("never asks for secrets, and never writes one", () => {
  const secrets = {
    sharedKey: "s3cret",
    nested: [{ adminPassword: "s3cret", vpnClientRadiusServerSecret: "s3cret" }],
  };
  answering(
    rows.map((row) => ({
      ...row,
      properties: { ...row.properties, ...secrets, protectedSettings: "s3cret" },
    })),
  );
  take();
  expect(readFileSync(folder.file("live.json"), "utf8")).not.toContain("s3cret");
  const machines = called().find((args) => args.join(" ").includes("microsoft.compute"))!;
  expect(machines.join(" ")).not.toMatch(/osProfile|properties \|/);
});

test.each([
  [
    "nobody is logged in",
    `echo "ERROR: Please run 'az login' to setup account." >&2; exit 1`,
    "run `az login` first",
  ],
  [
    "the extension is missing",
    `echo "ERROR: The command requires the extension resource-graph." >&2; exit 2`,
    "az extension add --name resource-graph",
  ],
  ["Azure refuses", `printf 'ERROR: (Forbidden) \\033[31mno\\nmore\\n' >&2; exit 1`, "(Forbidden)"],
  ["it prints something else", "echo hello", "did not print an answer"],
  ["it prints no rows", "echo {}", "did not print an answer"],
  ["a page never ends", `echo '{ "data": [{}], "skip_token": "x" }'`, "the same page twice"],
])("says in one sentence that %s, and writes nothing", (_, script, sentence) => {
  azure(script);
  const file = folder.file("none.json");
  const { code, err, out } = run(["snapshot", "--out", file]);
  expect([code, out]).toEqual([2, ""]);
  expect(err).toContain(sentence);
  expect(err.trim().split("\n")).toHaveLength(1);
  expect(err).not.toContain("\u001b");
  expect(existsSync(file)).toBe(false);
});

test("says that az is missing, and that an answer lacks rows", () => {
  process.env.PATH = folder.file("nothing");
  expect(take()).toMatchObject({
    code: 2,
    err: expect.stringContaining("Azure CLI can't be started") as string,
  });
  answering(rows, true);
  expect(take()).toMatchObject({ code: 2, err: expect.stringMatching(/has \d+ of \d+ resources/) as string });
});

test("shows progress to whoever watches", () => {
  answering(rows);
  const { err } = run(["snapshot", "--out", "-"], { watched: true });
  expect(err).toContain("Asking Azure: 10 resources");
});

describe("hubs", () => {
  const group =
    "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers/Microsoft.Network";
  const hub = (name: string, properties: object) => ({
    id: `${group}/virtualHubs/${name}`,
    name,
    type: "microsoft.network/virtualhubs",
    location: "japaneast",
    properties,
  });
  const network = (name: string, prefix: string) => ({
    id: `${group}/virtualNetworks/${name}`,
    name,
    type: "microsoft.network/virtualnetworks",
    location: "japaneast",
    properties: {
      addressSpace: { addressPrefixes: [`${prefix}/16`] },
      subnets: [
        {
          id: `${group}/virtualNetworks/${name}/subnets/default`,
          name: "default",
          properties: { addressPrefix: `${prefix}/24` },
        },
      ],
    },
  });
  const wan = hub("vhub", { addressPrefix: "10.0.0.0/23", virtualWan: { id: `${group}/virtualWans/wan` } });
  const table = `${wan.id}/hubRouteTables/defaultRouteTable`;
  const connection = (name: string) => ({
    id: `${wan.id}/hubVirtualNetworkConnections/${name}`,
    name,
    type: "Microsoft.Network/virtualHubs/hubVirtualNetworkConnections",
    properties: {
      remoteVirtualNetwork: { id: `${group}/virtualNetworks/${name}` },
      routingConfiguration: {
        associatedRouteTable: { id: table },
        propagatedRouteTables: { labels: [], ids: [{ id: table }] },
      },
    },
  });
  const routeTable = {
    id: table,
    name: "defaultRouteTable",
    type: "Microsoft.Network/virtualHubs/hubRouteTables",
    properties: { routes: [], labels: ["default"] },
  };
  const everything = [network("a", "10.1.0.0"), network("b", "10.2.0.0"), wan, hub("rs", {})];

  test("are asked for their connections and tables, every page, which Resource Graph doesn't have", () => {
    answeringTo(everything, {
      "skip=1": { value: [connection("b")] },
      "vhub/hubVirtualNetworkConnections": {
        value: [connection("a")],
        nextLink: `https://management.azure.com${wan.id}/hubVirtualNetworkConnections?api-version=1&skip=1`,
      },
      "vhub/hubRouteTables": { value: [routeTable] },
      "vhub/routingIntent": { value: [] },
      bgpConnections: { value: [] },
    });
    expect(take()).toMatchObject({ code: 0, err: expect.stringMatching(/^Wrote .*\n$/) as string });
    expect(
      called()
        .filter(([command]) => command === "rest")
        .map((args) => args.slice(1, 4).join(" ")),
    ).toEqual(Array(6).fill("--method get --url"));
    const { out } = run(["reach", folder.file("live.json"), "--from", "a/default", "--to", "b/default"]);
    expect(out).toContain("REACHABLE: through vhub");
  });

  test("stay open, all of their parts, where one can't be read, and that is said", () => {
    answeringTo(everything, {
      "vhub/hubVirtualNetworkConnections": { value: [connection("a"), connection("b")] },
      "vhub/hubRouteTables": { value: [routeTable] },
      "rs/bgpConnections": { value: [] },
    });
    expect(take()).toMatchObject({
      code: 0,
      err: expect.stringMatching(
        /^Connections and routing of \S+\/vhub couldn't be read.*AuthorizationFailed/,
      ) as string,
    });
    const { out } = run(["reach", folder.file("live.json"), "--from", "a/default", "--to", "b/default"]);
    expect(out).not.toContain("✓ REACHABLE");
  });
});

describe("what rows don't tell", () => {
  const group =
    "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers/Microsoft.Network";
  const row = (kind: string, name: string, properties: object, id = `${group}/${kind}/${name}`): object => ({
    id,
    name,
    type: `microsoft.network/${kind.toLowerCase()}`,
    location: "japaneast",
    properties,
  });
  const subnet = (network: string, name: string, addressPrefix: string): object => ({
    id: `${group}/virtualNetworks/${network}/subnets/${name}`,
    name,
    properties: { addressPrefix },
  });
  const network = (name: string, prefix: string): object =>
    row("virtualNetworks", name, {
      addressSpace: { addressPrefixes: [`${prefix}.0.0/16`] },
      subnets: [
        subnet(name, "default", `${prefix}.0.0/24`),
        subnet(name, "GatewaySubnet", `${prefix}.200.0/24`),
      ],
    });
  const gateway = (name: string, enableBgp: boolean, inNetwork: string): object =>
    row("virtualNetworkGateways", name, {
      gatewayType: "Vpn",
      enableBgp,
      ipConfigurations: [
        {
          name: "one",
          properties: { subnet: { id: `${group}/virtualNetworks/${inNetwork}/subnets/GatewaySubnet` } },
        },
      ],
    });
  const connection = [
    row("localNetworkGateways", "dc1", {
      gatewayIpAddress: "203.0.113.1",
      bgpSettings: { asn: 65001, bgpPeeringAddress: "192.168.0.1" },
    }),
    row("connections", "to-dc1", {
      connectionType: "IPsec",
      enableBgp: true,
      virtualNetworkGateway1: { id: `${group}/virtualNetworkGateways/vpngw` },
      localNetworkGateway2: { id: `${group}/localNetworkGateways/dc1` },
    }),
  ];
  const routes = {
    value: [
      {
        asPath: "65001",
        localAddress: "10.1.200.4",
        network: "192.168.0.0/16",
        nextHop: "192.168.0.1",
        origin: "EBgp",
        sourcePeer: "192.168.0.1",
        weight: 32768,
      },
    ],
  };

  const ask = (from: string, to: string): string =>
    run(["reach", folder.file("live.json"), "--from", from, "--to", to]).out;
  const hybrid = [
    network("hub", "10.1"),
    network("other", "10.2"),
    gateway("vpngw", true, "hub"),
    gateway("static", false, "other"),
    ...connection,
  ];

  test("gateways have learned over BGP is asked for, and is a fact of the file", () => {
    answeringTo(hybrid, { "list-learned-routes": routes, "list-bgp-peer-status": { value: [] } });
    expect(take()).toMatchObject({ code: 0, err: expect.stringMatching(/^Wrote .*\n$/) as string });
    const own = called().filter(([command]) => command === "network");
    expect(own.map((args) => args.slice(0, 6).join(" "))).toEqual(
      ["list-learned-routes", "list-bgp-peer-status"].map(
        (command) =>
          `network vnet-gateway ${command} --subscription=00000000-0000-0000-0000-000000000001 --resource-group=rg --name=vpngw`,
      ),
    );
    expect(ask("on-premises/dc1", "hub/default")).toMatch(/REACHABLE[^]*live\.json/);
  });

  test("is named where Azure refuses it, and stays unknown; and with --no-bgp nobody asks", () => {
    answeringTo(hybrid, {});
    expect(take()).toMatchObject({
      code: 0,
      err: expect.stringMatching(
        /^What \S+\/vpngw has learned over BGP couldn't be read.*AuthorizationFailed.*\nWrote /,
      ) as string,
    });
    expect(ask("on-premises/dc1", "hub/default")).toContain("CONDITIONAL");
    writeFileSync(calls, "");
    expect(take("--no-bgp").err).toMatch(/^Wrote /);
    expect(called().filter(([command]) => command !== "graph")).toEqual([]);
  });

  test("a Network Manager has in force is asked for where the rows leave it open, all pages", () => {
    const at = (name: string, kind: string, properties: object): object =>
      row(
        kind,
        "default",
        properties,
        `${group}/virtualNetworks/${name}/providers/Microsoft.Network/${kind}/default`,
      );
    const configuration = `${group}/networkManagers/nm/connectivityConfigurations/mesh`;
    const mesh = {
      id: configuration,
      properties: { connectivityTopology: "Mesh", isGlobal: "False", hubs: [], appliesToGroups: [] },
      configurationGroups: [],
    };
    const joined = ["hub", "other"].map((name) =>
      at(name, "effectiveConnectivityConfigurations", {
        EffectiveConnectivityConfigurations: [{ Id: `${configuration}/snapshots/1` }],
      }),
    );
    const answer = [network("hub", "10.1"), network("other", "10.2"), ...joined];
    answeringTo(answer, {
      '{"skipToken":"2"}': { value: [mesh], skipToken: "" },
      listNetworkManagerEffectiveConnectivityConfigurations: { value: [], skipToken: "2" },
    });
    expect(take()).toMatchObject({ code: 0, err: expect.stringMatching(/^Wrote .*\n$/) as string });
    expect(called().filter((args) => !ONLY_READS.test(args.join(" ")))).toEqual([]);
    expect(ask("hub/default", "other/default")).toContain("✓ REACHABLE");
    answeringTo(answer, {});
    expect(take().err).toMatch(/^What a Network Manager has in force in \S+\/hub couldn't be read/);
    expect(ask("hub/default", "other/default")).toContain("CONDITIONAL");
  });
});
