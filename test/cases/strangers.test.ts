import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { analyze, findingsOf, NetworkModel, readInput } from "../../lib/analysis";
import { run } from "../cli/support/run";

function read(path: string): NetworkModel {
  return readInput(join(__dirname, path))[0].model;
}

type Route = NetworkModel["routeTables"][number]["routes"][number];

function settingsOf({ name, addressPrefix, nextHopType, nextHops }: Route): unknown {
  return { name, addressPrefix, nextHopType, nextHops };
}

describe("strangers' configurations", () => {
  test.each(["rt", "sens"])("%s as a folder of HCL has the answer of its plan", (name) => {
    const folder = mkdtempSync(join(tmpdir(), "strangers-"));
    try {
      copyFileSync(join(__dirname, "strangers", name, "main.tf"), join(folder, "main.tf"));
      const [plan, written] = [
        readInput(join(__dirname, "strangers", name, "plan.json")),
        readInput(folder),
      ].map(([{ model }]) => model);
      expect(findingsOf(written)).toEqual([]);
      expect(written.problems).toEqual(plan.problems);
      expect(written.subnets.map(({ name: subnet, prefixes }) => [subnet, prefixes])).toEqual(
        plan.subnets.map(({ name: subnet, prefixes }) => [subnet, prefixes]),
      );
      expect(written.routeTables.map(({ routes }) => routes.map(settingsOf))).toEqual(
        plan.routeTables.map(({ routes }) => routes.map(settingsOf)),
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test("a plan writes an unset next hop as an empty text: no finding", () => {
    expect(findingsOf(read("strangers/rt/plan.json")).map(({ code }) => code)).toEqual([]);
  });

  test("a value that Terraform marks as sensitive is no literal secret, and is never told", () => {
    const model = read("strangers/sens/plan.json");
    expect(findingsOf(model).map(({ code }) => code)).toEqual([]);
    const machine = model.resources.find(({ type }) => type === "azurerm_windows_virtual_machine")!;
    expect(machine.values.admin_password).toBe("${(sensitive value)}");
  });

  test("null, try, can, lookup, cidrsubnets and comments are evaluated", () => {
    const model = read("strangers/nullvar/main.tf.json");
    expect(model.problems).toEqual([]);
    expect(model.virtualNetworks.map(({ address, addressSpace }) => [address, ...addressSpace])).toEqual([
      ["azurerm_virtual_network.a[0]", "10.0.0.0/16"],
      ["azurerm_virtual_network.b[0]", "10.1.0.0/16"],
      ["azurerm_virtual_network.c", "10.2.0.0/16"],
      ['azurerm_virtual_network.d["a"]', "10.3.0.0/16"],
      ["azurerm_virtual_network.e", "10.4.0.0/16"],
      ["azurerm_virtual_network.f", "10.9.0.0/16"],
      ["azurerm_virtual_network.g", "10.5.0.0/16"],
    ]);
    expect(read("strangers/listlit/main.tf.json").subnets.map(({ name }) => name)).toEqual(["s2"]);
  });

  test("a literal next hop at a firewall's usual address is a guess: said, and with --strict open", () => {
    const folder = join(__dirname, "strangers/fw4");
    const explain = (strict: boolean) =>
      analyze(read("strangers/fw4"), { strict }).explain("vnet-s1/w", "vnet-s2/w");
    expect(explain(false).verdict).toBe("REACHABLE");
    expect(explain(false).reasons.map(({ code }) => code)).toContain("FIREWALL_ADDRESS_GUESSED");
    expect(explain(true).verdict).toBe("CONDITIONAL");
    const cure = run(["fix", folder, "--from", "vnet-s1/w", "--to", "vnet-s2/w", "--strict"]).out;
    expect(cure).toContain(
      "next_hop_in_ip_address = azurerm_firewall.f.ip_configuration[0].private_ip_address",
    );
    expect(cure).toContain("Makes it REACHABLE, through afw.");
  });

  test("a literal next hop that a dynamic address may have is open", () => {
    const { verdict, reasons } = analyze(read("strangers/nva4")).explain("vnet-s1/w", "vnet-s2/w");
    expect(verdict).toBe("CONDITIONAL");
    expect(reasons.map(({ code }) => code)).toContain("NEXT_HOP_PERHAPS");
  });

  test.each([
    ["hop", "vnet-a/s1", "internet", []],
    ["hop-typo", "vnet-a/s1", "internet", ["ROUTE_NEXT_HOP_TYPE"]],
  ])("%s: a next hop of an unknown type leaves open what takes it", (name, from, to, codes) => {
    const model = read(`strangers/${name}`);
    expect(analyze(model).explain(from, to).verdict).toBe("CONDITIONAL");
    expect(findingsOf(model).map(({ code }) => code)).toEqual(codes);
  });

  test("hop-spec: a route of an unknown type takes its own prefix alone", () => {
    expect(run(["routes", join(__dirname, "strangers/hop-spec")]).out).toMatch(
      /User +Active +10\.9\.0\.0\/16 +Unknown/,
    );
    const { verdict } = analyze(read("strangers/hop-spec")).explain("vnet-a/s1", "internet");
    expect(verdict).toBe("REACHABLE");
  });

  test("bgp: what a site announces is open until it is declared, and said", () => {
    const analysis = analyze(read("strangers/bgp"));
    const { verdict, reasons } = analysis.explain("vnet-hub/default", "on-premises/lng");
    expect([verdict, reasons.map(({ code }) => code)]).toEqual(["CONDITIONAL", ["BGP_UNDECLARED"]]);
    expect(analysis.verdict("vnet-hub/default", "vnet-branch/default")).toBe("CONDITIONAL");
  });

  test("dup: what a zone, machine, account or scope holds has its name there", () => {
    expect(findingsOf(read("strangers/dup")).map(({ code }) => code)).not.toContain("NAME_DUPLICATE");
  });

  test("vwan: two networks of one hub reach each other", () => {
    const analysis = analyze(read("strangers/vwan"));
    expect([analysis.verdict("vnet-a/w", "vnet-b/w"), analysis.verdict("vnet-b/w", "vnet-a/w")]).toEqual([
      "REACHABLE",
      "REACHABLE",
    ]);
  });

  test("ids that begin with a subscription's or resource group's are ids", () => {
    const model = read("routing/subscription-id/main.tf.json");
    expect(model.problems).toEqual([]);
    expect(model.peerings.every(({ remoteVirtualNetwork }) => remoteVirtualNetwork !== undefined)).toBe(true);
  });
});
