import { readFileSync } from "node:fs";
import { join } from "node:path";
import { analyze, Finding, findRepairs, readNetwork } from "../../../lib/analysis";
import { ROUTED_CHECK_FAMILIES } from "../../../lib/analysis/findings/routing";
import { baseline, NetworkBuilder, throughAppliance } from "../support/network-builder";

function found(builder: NetworkBuilder, code: string): readonly Finding[] {
  return analyze(builder.build()).findings.filter((finding) => finding.code === code);
}

const hybrid = (): NetworkBuilder =>
  baseline()
    .peer("hub", "spoke1", { allowGatewayTransit: true }, { useRemoteGateways: true })
    .gateway("hub")
    .site("hub", "dc1", ["172.16.50.0/24"])
    .firewall("hub", [["*", "*"]])
    .routes("spoke1/default", [["0.0.0.0/0", "10.0.3.4"]], false);

describe("findings that need routes or traces", () => {
  test("a sound network has none", () => {
    expect(analyze(throughAppliance().build()).findings).toEqual([]);
  });

  test("R5c: a peering of which one half is missing", () => {
    expect(found(throughAppliance().withoutHalf("hub", "spoke2"), "PEERING_HALF_MISSING")).toMatchObject([
      { severity: "error", resource: "azurerm_virtual_network_peering.spoke2_to_hub" },
    ]);
  });

  test("R47: GatewaySubnet without a route for a spoke that answers through the firewall", () => {
    const [finding, ...more] = found(hybrid(), "GATEWAYSUBNET_BYPASS");
    expect(more).toEqual([]);
    expect(finding.resource).toBe("azurerm_subnet.hub_GatewaySubnet");
    expect(finding.message.en).toContain("10.10.0.0/16");
    const cured = hybrid().routes("hub/GatewaySubnet", [["10.10.0.0/16", "10.0.3.4"]]);
    expect(found(cured, "GATEWAYSUBNET_BYPASS")).toEqual([]);
  });

  test("R47: also where the spoke itself, with propagation, skips its firewall towards on-premises", () => {
    const builder = hybrid().routes("spoke1/default", [["0.0.0.0/0", "10.0.3.4"]]);
    expect(found(builder, "GATEWAYSUBNET_BYPASS")).toHaveLength(1);
  });

  test("R83: a summary on GatewaySubnet that the peering rows beat", () => {
    const builder = hybrid().routes("hub/GatewaySubnet", [["10.0.0.0/8", "10.0.3.4"]]);
    const [finding] = found(builder, "UDR_SHADOWED");
    expect(finding.resource).toBe("azurerm_route_table.hub_GatewaySubnet");
    expect(finding.message.en).toContain("VNetPeering 10.10.0.0/16");
    expect(found(builder, "GATEWAYSUBNET_BYPASS")).toHaveLength(1);
  });

  test("R83: a spoke's supernet to the hub's appliance is not shadowed by the peering with the hub", () => {
    const builder = baseline().routes("spoke1/default", [["10.0.0.0/8", "10.0.1.4"]]);
    expect(found(builder, "UDR_SHADOWED")).toEqual([]);
    expect(found(builder.peer("spoke1", "spoke2"), "UDR_SHADOWED")).toHaveLength(1);
  });

  test("R81: asymmetric and one-way pairs are counted by cause", () => {
    expect(found(hybrid(), "ASYMMETRIC_STATEFUL")[0].message.en).toMatch(/^2 pairs are lopsided/);
    const oneWay = baseline().routes("spoke1/default", [["10.20.0.0/16", "10.0.1.4"]]);
    expect(found(oneWay, "RETURN_LOST")).toMatchObject([{ resource: "azurerm_subnet.spoke2_default" }]);
  });

  test("R62: a firewall that learns a default route", () => {
    const builder = baseline()
      .gateway("hub", { bgpEnabled: true })
      .announces("azurerm_virtual_network_gateway.hub", ["0.0.0.0/0"])
      .firewall("hub", [["*", "*"]]);
    expect(found(builder, "FIREWALL_LEARNS_DEFAULT_ROUTE")).toMatchObject([
      { resource: "azurerm_firewall.hub" },
    ]);
    const cured = builder.routes("hub/AzureFirewallSubnet", [["0.0.0.0/0", "Internet"]]);
    expect(found(cured, "FIREWALL_LEARNS_DEFAULT_ROUTE")).toEqual([]);
  });

  test("R5c: the new half says what it is for", () => {
    const builder = throughAppliance().withoutHalf("hub", "spoke2");
    const [{ fix }] = found(builder, "PEERING_HALF_MISSING");
    expect(fix!.en).toBe("Peer hub with spoke2 too.");
    const [spokes] = found(throughAppliance().withoutHalf("spoke2", "hub"), "PEERING_HALF_MISSING");
    expect(spokes.fix!.en).toBe("Peer spoke2 with hub too with allow_forwarded_traffic = true.");
  });

  test("R5c: a half on an existing network is outside of the input, and one that is unresolved may be it", () => {
    const outside = throughAppliance().withoutHalf("spoke2", "hub");
    const spoke2 = outside.model.virtualNetworks.findIndex(({ name }) => name === "spoke2");
    outside.model.virtualNetworks[spoke2] = { ...outside.model.virtualNetworks[spoke2], external: true };
    expect(found(outside, "PEERING_HALF_MISSING")).toEqual([]);
    expect(found(outside, "PEERING_HALF_OUTSIDE")).toMatchObject([{ severity: "info" }]);
    const open = throughAppliance().withoutHalf("spoke2", "hub");
    const [{ address, ...half }] = open.model.peerings;
    open.model.peerings.push({
      ...half,
      address: `${address}_open`,
      virtualNetwork: undefined,
      remoteVirtualNetwork: undefined,
    });
    expect(found(open, "PEERING_HALF_MISSING")).toEqual([]);
  });

  test("R5c: a half that a switch may create is not missing, and no second one is offered", () => {
    const network = (name: string, space: string): object => ({
      name,
      resource_group_name: "rg",
      location: "japaneast",
      address_space: [space],
      subnet: [{ name: "default", address_prefixes: [space] }],
    });
    const half = (from: string, to: string): object => ({
      name: `${from}-${to}`,
      resource_group_name: "rg",
      virtual_network_name: `\${azurerm_virtual_network.${from}.name}`,
      remote_virtual_network_id: `\${azurerm_virtual_network.${to}.id}`,
    });
    const { model, input } = readNetwork({
      variable: { both: { type: "bool" } },
      resource: {
        azurerm_virtual_network: { a: network("a", "10.1.0.0/16"), b: network("b", "10.2.0.0/16") },
        azurerm_virtual_network_peering: {
          a: half("a", "b"),
          b: { ...half("b", "a"), count: "${var.both ? 1 : 0}" },
        },
      },
    });
    const analysis = analyze(model);
    expect(analysis.findings.map(({ code }) => code)).not.toContain("PEERING_HALF_MISSING");
    const { verdict, reasons } = analysis.explain("a/default", "b/default");
    expect(verdict).toBe("CONDITIONAL");
    const codes = reasons.map(({ code }) => code);
    expect(codes).toContain("ARGUMENT_UNKNOWN");
    expect(codes).not.toContain("PEERING_HALF_MISSING");
    expect(codes).not.toContain("ROUTE_WOULD_HELP");
    const ends = { from: "a/default", to: "b/default" };
    expect(findRepairs({ input, options: {}, ...ends, wish: { kind: "reachable" } }).repairs).toEqual([]);
  });

  test("R46: longer learned routes go past the firewall that the default route names", () => {
    const builder = hybrid().routes("spoke1/default", [["0.0.0.0/0", "10.0.3.4"]]);
    const [finding, ...more] = found(builder, "LEARNED_ROUTES_BYPASS");
    expect(more).toEqual([]);
    expect(finding.fix!.en).toContain("172.16.50.0/24");
    expect(found(hybrid(), "LEARNED_ROUTES_BYPASS")).toEqual([]);
    const halves = [
      ["0.0.0.0/1", "10.0.3.4"],
      ["128.0.0.0/1", "10.0.3.4"],
    ] as const;
    expect(found(hybrid().routes("spoke1/default", halves), "LEARNED_ROUTES_BYPASS")).toHaveLength(1);
  });

  test("D16: sites that overlap, by what is configured and what is declared", () => {
    const builder = (prefix: string): NetworkBuilder => hybrid().site("hub", "dc2", [prefix]);
    const [finding] = found(builder("172.16.0.0/12"), "SITES_OVERLAP");
    expect(finding.message.en).toContain("packets for 172.16.50.0/24 go to on-premises/dc1 only");
    expect(found(builder("172.17.0.0/16"), "SITES_OVERLAP")).toEqual([]);
    const declared = hybrid()
      .site("hub", "dc2", [], "192.168.9.9")
      .announces("azurerm_local_network_gateway.dc2", ["172.16.50.0/24"]);
    expect(found(declared, "SITES_OVERLAP")).toHaveLength(1);
  });

  test("every code has a test, here, beside it or among the reports", () => {
    const others = [
      "unanswered-clients.test.ts",
      "bastion-reach.test.ts",
      "translated-networks.test.ts",
      "dns-servers.test.ts",
      "machines-without-egress.test.ts",
      "windows-activation.test.ts",
      "app-egress.test.ts",
      "../../cases/reports.test.ts",
      "../../cases/answers.test.ts",
    ];
    const tests = [__filename, ...others.map((file) => join(__dirname, file))]
      .map((file) => readFileSync(file, "utf8"))
      .join("");
    const codes = ROUTED_CHECK_FAMILIES.flatMap(({ checks }) => checks).map(({ code }) => code);
    expect(codes.filter((code) => !new RegExp(`\\b${code}\\b`).test(tests))).toEqual([]);
  });

  test("every finding says the same in both languages", () => {
    for (const { message } of analyze(hybrid().withoutHalf("hub", "spoke2").build()).findings) {
      expect(message.en).toMatch(/^[\x20-\x7e…→“”]+$/);
      expect(message.ja).toMatch(/[ぁ-ん]/);
    }
  });
});
