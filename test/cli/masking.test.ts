import { readdirSync, readFileSync } from "node:fs";
import { Folder, run } from "./support/run";

const group = { location: "westeurope", resource_group_name: "rg" };
const space = (name: string, address_space: unknown): object => ({ name, address_space, ...group });
const subnet = (network: string, address_prefixes: unknown): object => ({
  name: "s",
  resource_group_name: "rg",
  virtual_network_name: network,
  address_prefixes,
});
const half = (from: string, to: string): object => ({
  name: `${from}-${to}`,
  resource_group_name: "rg",
  virtual_network_name: from,
  remote_virtual_network_id: `\${azurerm_virtual_network.${to}.id}`,
});

/** Network a has a space that nobody may see; b's group denies a part of it, and b's table sends to a host in it. */
const CONFIGURATION = {
  variable: { space: { sensitive: true, default: "10.7.0.0/16" } },
  resource: {
    azurerm_virtual_network: { a: space("a", ["${var.space}"]), b: space("b", ["10.8.0.0/16"]) },
    azurerm_subnet: {
      a: subnet("a", ["${cidrsubnet(var.space, 8, 1)}"]),
      b: subnet("b", ["10.8.1.0/24"]),
    },
    azurerm_virtual_network_peering: { ab: half("a", "b"), ba: half("b", "a") },
    azurerm_network_security_group: {
      n: {
        name: "n",
        ...group,
        security_rule: {
          name: "deny",
          priority: 100,
          direction: "Inbound",
          access: "Deny",
          protocol: "*",
          source_port_range: "*",
          destination_port_range: "*",
          source_address_prefix: "${cidrsubnet(var.space, 4, 0)}",
          destination_address_prefix: "*",
        },
      },
    },
    azurerm_subnet_network_security_group_association: {
      n: {
        subnet_id: "${azurerm_subnet.b.id}",
        network_security_group_id: "${azurerm_network_security_group.n.id}",
      },
    },
    azurerm_route_table: {
      r: {
        name: "r",
        ...group,
        route: {
          name: "x",
          address_prefix: "10.8.0.0/16",
          next_hop_type: "VirtualAppliance",
          next_hop_in_ip_address: "${cidrhost(var.space, 260)}",
        },
      },
    },
    azurerm_subnet_route_table_association: {
      r: { subnet_id: "${azurerm_subnet.b.id}", route_table_id: "${azurerm_route_table.r.id}" },
    },
  },
};

const folder = new Folder();
const input = folder.write("main.tf.json", CONFIGURATION);
const open = folder.write("open.tf.json", {
  ...CONFIGURATION,
  variable: { space: { default: "10.7.0.0/16" } },
});
const plan = folder.write("plan.json", {
  format_version: "1.2",
  planned_values: {
    root_module: {
      resources: [
        {
          address: "azurerm_virtual_network.a",
          mode: "managed",
          type: "azurerm_virtual_network",
          name: "a",
          values: space("a", ["10.7.0.0/16", "10.6.0.0/16"]),
          sensitive_values: { address_space: [true] },
        },
        {
          address: "azurerm_subnet.a",
          mode: "managed",
          type: "azurerm_subnet",
          name: "a",
          values: subnet("a", ["10.7.1.0/24", "10.6.1.0/24"]),
          sensitive_values: {},
        },
      ],
    },
  },
});

afterAll(() => folder.remove());

test.each([
  ["routes"],
  ["routes", "--json"],
  ["reach", "--json", "--traces"],
  ["reach", "--from", "a/s", "--to", "b/s"],
  ["review"],
  ["review", "--format", "markdown"],
  ["review", "--format", "html"],
  ["fix", "--from", "a/s", "--to", "b/s"],
  ["fix", "--from", "a/s", "--to", "b/s", "--format", "json"],
  ["fix", "--from", "a/s", "--to", "b/s", "--format", "hcl"],
])("no address that is sensitive, or made of one that is, is printed: %s", (command, ...options) => {
  const masked = run([command, input, ...options]);
  const shown = run([command, open, ...options]);
  const text = masked.out + masked.err;
  expect(text).not.toMatch(/10\.7\.\d/);
  expect(text).toContain("(sensitive value)");
  expect(shown.out).toMatch(/10\.7\.\d/);
  expect(masked.code).toBe(shown.code);
});

test("a repair that is printed without a value says that it has to be written in", () => {
  const fix = ["fix", "--from", "a/s", "--to", "b/s", "--format", "hcl"];
  expect(run([...fix, input]).err).toMatch(
    /Where these edits say "\(sensitive value\)", write the expression/,
  );
  expect(run([...fix, input, "--lang", "ja"]).err).toContain("元の式に置き換えてください");
  expect(run([...fix, open]).err).not.toContain("write the expression");
});

test("verdicts are those of the same network without secrets", () => {
  const verdicts = (file: string): unknown =>
    (JSON.parse(run(["reach", file, "--json"]).out) as { pairs: { verdict: string }[] }).pairs.map(
      ({ verdict }) => verdict,
    );
  expect(verdicts(input)).toEqual(verdicts(open));
});

test("a plan says itself what is sensitive, member by member; columns stay columns", () => {
  const { out } = run(["routes", plan]);
  expect(out).not.toContain("10.7.");
  expect(out).toContain("10.6.0.0/16");
  const rows = out.split("\n").filter((line) => line.startsWith("Default"));
  expect(new Set(rows.map((row) => row.search(/None|Internet|Virtual network/))).size).toBe(1);
});

test("files are masked too, and an edit that would hold a secret isn't written", () => {
  const page = folder.file("page.html");
  run(["review", input, "--format", "html", "--out", page]);
  expect(readFileSync(page, "utf8")).not.toMatch(/10\.7\.\d/);
  const before = readdirSync(folder.path);
  const { code, err } = run(["fix", input, "--from", "a/s", "--to", "b/s", "--out", folder.file("fix")]);
  expect(code).toBe(2);
  expect(err).toContain("would hold addresses that the input marks as sensitive");
  expect(readdirSync(folder.path)).toEqual(before);
});

describe("names that a plan marks as sensitive", () => {
  const shown = (type: string, label: string, values: object, sensitive_values: object): object => ({
    address: `${type}.${label}`,
    mode: "managed",
    type,
    name: label,
    values,
    sensitive_values,
  });
  const network = { ...space("vnet-merger", ["10.7.0.0/16"]), id: "/x/vnet-merger" };
  const named = folder.write("names.json", {
    format_version: "1.2",
    planned_values: {
      root_module: {
        resources: [
          shown("azurerm_virtual_network", "a", network, { name: true }),
          shown("azurerm_subnet", "a", subnet("vnet-merger", ["10.7.1.0/24"]), {
            virtual_network_name: true,
          }),
          shown(
            "azurerm_subnet",
            "b",
            { ...subnet("vnet-merger", ["10.7.2.0/24"]), name: "snet-till_1" },
            { name: true },
          ),
          shown(
            "azurerm_subnet",
            "g",
            { ...subnet("vnet-merger", ["10.7.3.0/24"]), name: "GatewaySubnet" },
            { name: true },
          ),
        ],
      },
    },
  });

  test.each([
    ["routes"],
    ["reach"],
    ["reach", "--json", "--traces"],
    ["review", "--format", "markdown"],
    ["review", "--format", "html"],
  ])("are not printed, and can be told from each other: %s", (command, ...options) => {
    const { out, err } = run([command, named, ...options]);
    expect(out + err).not.toMatch(/vnet-merger|till/);
    expect(out).toMatch(/\(sensitive value 1\)\/s\b/);
    expect(out).toMatch(/\(sensitive value 1\)\/\(sensitive value 2\)/);
  });

  test("a verdict can be asked for by the name", () => {
    const { out, code } = run(["reach", named, "--from", "vnet-merger/s", "--to", "vnet-merger/snet-till_1"]);
    expect([code, out.includes("REACHABLE")]).toEqual([0, true]);
  });

  test("what Azure calls its own subnets is no secret", () => {
    expect(run(["routes", named]).out).toContain("(sensitive value 1)/GatewaySubnet");
  });
});

test("a variable's value that stands there alone isn't repeated", () => {
  for (const language of ["en", "ja"]) {
    const { code, err } = run(["reach", "x", "--var", "hunter2' is invalid. \n", "--lang", language]);
    expect([code, err]).toEqual([2, expect.stringContaining("name=value")]);
    expect(err).not.toContain("hunter2");
  }
});
