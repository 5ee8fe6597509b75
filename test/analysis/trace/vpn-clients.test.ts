import { analyze, Analysis, AnalysisOptions } from "../../../lib/analysis";
import { readConfiguration } from "../../../lib/analysis/readers";
import { baseline, NetworkBuilder } from "../support/network-builder";

const POOL = "172.30.0.0/24";
const CLIENTS = "clients/vpngw-hub";

/** A hub whose gateway has VPN clients; spoke1 uses it, spoke2 is peered alone. */
function withClients(change: object = {}): NetworkBuilder {
  return baseline()
    .peer("hub", "spoke1", { allowGatewayTransit: true }, { useRemoteGateways: true })
    .gateway("hub", { vpnClientAddressSpace: [POOL], name: "vpngw-hub", ...change });
}

function asked(builder: NetworkBuilder, options: AnalysisOptions = {}): Analysis {
  return analyze(builder.build(), options);
}

function both(analysis: Analysis, other: string): readonly string[] {
  return [analysis.verdict(CLIENTS, other), analysis.verdict(other, CLIENTS)];
}

describe("W39: clients of a VPN gateway", () => {
  test("are an endpoint with their pool", () => {
    const { endpoints } = asked(withClients());
    expect(endpoints.find(({ kind }) => kind === "clients")).toMatchObject({
      id: CLIENTS,
      prefixes: [POOL],
      reserved: false,
    });
    const { endpoints: none } = asked(baseline().gateway("hub"));
    expect(none.map(({ kind }) => kind)).not.toContain("clients");
  });

  test("reach the gateway's network and those that use it, and are reached", () => {
    const analysis = asked(withClients());
    expect(both(analysis, "hub/default")).toEqual(["REACHABLE", "REACHABLE"]);
    expect(both(analysis, "spoke1/default")).toEqual(["REACHABLE", "REACHABLE"]);
    expect(analysis.explain(CLIENTS, "spoke1/default").forward[0].via?.name).toBe("vpngw-hub");
    expect(analysis.explain(CLIENTS, "spoke1/default").assumptions).toEqual([]);
  });

  test("don't reach a peered network that doesn't use the gateway, since nobody gives them a route", () => {
    const analysis = asked(withClients());
    expect(both(analysis, "spoke2/default")).toEqual(["BLOCKED", "BLOCKED"]);
    const codes = analysis.explain(CLIENTS, "spoke2/default").reasons.map(({ code }) => code);
    expect(codes).toContain("NO_ROUTE");
    expect(codes).toContain("GATEWAY_NOT_USED");
  });

  test("are not answered where the subnet takes no routes of gateways", () => {
    const analysis = asked(withClients().routes("spoke1/default", [], false));
    expect(analysis.verdict(CLIENTS, "spoke1/default")).toBe("ONE_WAY");
  });

  test("W43: pass the firewall both ways, or one way only", () => {
    const oneWay = withClients()
      .firewall("hub", [["*", "*"]])
      .routes("spoke1/default", [["0.0.0.0/0", "10.0.3.4"]], false);
    expect(asked(oneWay).verdict(CLIENTS, "spoke1/default")).toBe("ASYMMETRIC");
    const cured = oneWay.routes("hub/GatewaySubnet", [["10.10.0.0/16", "10.0.3.4"]]);
    const analysis = asked(cured);
    expect(both(analysis, "spoke1/default")).toEqual(["REACHABLE", "REACHABLE"]);
  });

  test("are filtered by the subnet's security group", () => {
    const denying = withClients().securityGroup("spoke1/default", [
      { direction: "Inbound", access: "Deny", sources: [POOL], destinations: ["*"], priority: 100 },
    ]);
    const analysis = asked(denying);
    expect(analysis.verdict(CLIENTS, "spoke1/default")).toBe("BLOCKED");
    expect(analysis.verdict("spoke1/default", CLIENTS)).toBe("REACHABLE");
  });

  test("meet a site where routes are exchanged with it, as far as they take them, and no other", () => {
    const site = (bgpPeer?: string): Analysis =>
      asked(withClients().site("hub", "dc1", bgpPeer ? [] : ["192.168.0.0/16"], bgpPeer));
    expect(both(site(), "on-premises/dc1")).toEqual(["BLOCKED", "BLOCKED"]);
    const bgp = withClients()
      .site("hub", "dc1", [], "192.168.9.9")
      .announces("azurerm_local_network_gateway.dc1", ["192.168.0.0/16"]);
    expect(both(asked(bgp), "on-premises/dc1")).toEqual(["REACHABLE", "REACHABLE"]);
    expect(asked(bgp).explain(CLIENTS, "on-premises/dc1").assumptions).toContainEqual({
      kind: "siteRoutes",
      resource: CLIENTS,
      prefix: expect.stringContaining("192.168") as string,
    });
    expect(asked(bgp, { strict: true }).verdict(CLIENTS, "on-premises/dc1")).toBe("CONDITIONAL");
  });

  test("get routes that the gateway pushes besides, which lead nowhere by themselves", () => {
    const pushing = asked(withClients({ vpnClientRoutes: ["10.20.0.0/16", "192.168.0.0/16"] }));
    expect(pushing.verdict(CLIENTS, "spoke2/default")).toBe("ONE_WAY");
    const transit = withClients({ vpnClientRoutes: ["192.168.0.0/16"] }).site("hub", "dc1", [
      "192.168.0.0/16",
    ]);
    // https://github.com/MicrosoftDocs/azure-docs/issues/103212: with the route they got there, against the page.
    const { verdict, reasons } = asked(transit).explain(CLIENTS, "on-premises/dc1");
    expect(verdict).toBe("CONDITIONAL");
    expect(reasons.map(({ code }) => code)).toContain("CLIENTS_BESIDE_BGP");
    expect(asked(transit).verdict("on-premises/dc1", CLIENTS)).toBe("CONDITIONAL");
    const other = withClients({ vpnClientRoutes: ["10.99.0.0/16"] }).site("hub", "dc1", ["192.168.0.0/16"]);
    expect(both(asked(other), "on-premises/dc1")).toEqual(["BLOCKED", "BLOCKED"]);
  });

  test("whose pool only apply tells are CONDITIONAL", () => {
    const open = { vpnClientAddressSpace: [], vpnClientAddressSpaceUnknown: "${var.pool}" };
    const analysis = asked(withClients(open));
    expect(both(analysis, "spoke1/default")).toEqual(["CONDITIONAL", "CONDITIONAL"]);
    expect(analysis.explain(CLIENTS, "spoke1/default").reasons).toMatchObject([
      { code: "ADDRESS_UNKNOWN", params: { what: "${var.pool}" } },
    ]);
  });
});

test("pools and pushed routes are read, whoever knows them", () => {
  const gateway = (values: object) => {
    const { virtualNetworkGateways, unknownArguments } = readConfiguration({
      resource: { azurerm_virtual_network_gateway: { g: { name: "g", type: "Vpn", ...values } } },
    });
    return { ...virtualNetworkGateways[0], unknownArguments };
  };
  const clients = { address_space: [POOL, "${var.more}"] };
  expect(
    gateway({ vpn_client_configuration: clients, custom_route: { address_prefixes: ["192.168.0.0/16"] } }),
  ).toMatchObject({
    vpnClientAddressSpace: [POOL],
    vpnClientAddressSpaceUnknown: "${var.more}",
    vpnClientRoutes: ["192.168.0.0/16"],
    unknownArguments: [],
  });
  expect(
    gateway({ vpn_client_configuration: clients, custom_route: { address_prefixes: "${var.routes}" } }),
  ).toMatchObject({ vpnClientRoutesUnknown: { text: "${var.routes}" } });
  expect(gateway({ custom_route: { address_prefixes: "${var.routes}" } })).toMatchObject({
    vpnClientAddressSpace: [],
    unknownArguments: [],
  });
});
