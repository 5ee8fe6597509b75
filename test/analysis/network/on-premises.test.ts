import fc from "fast-check";
import { analyze } from "../../../lib/analysis";
import { ask, codes, through } from "../support/answers";
import { baseline, NetworkBuilder } from "../support/network-builder";

/** Spokes default to the firewall without propagation; the hub has a VPN gateway to dc1. */
const hybrid = (): NetworkBuilder =>
  baseline()
    .peer("hub", "spoke1", { allowGatewayTransit: true }, { useRemoteGateways: true })
    .peer("hub", "spoke2", { allowGatewayTransit: true }, { useRemoteGateways: true })
    .gateway("hub")
    .site("hub", "dc1", ["172.16.50.0/24"])
    .firewall("hub", [["*", "*"]])
    .routes("spoke1/default", [["0.0.0.0/0", "10.0.3.4"]], false)
    .routes("spoke2/default", [["0.0.0.0/0", "10.0.3.4"]], false);

const site = "on-premises/dc1";

describe("on-premises (D9)", () => {
  test("D9: a local network gateway is an endpoint with its prefixes", () => {
    expect(analyze(hybrid().build()).endpoints.at(-1)).toMatchObject({
      id: site,
      kind: "on-premises",
      address: "azurerm_local_network_gateway.dc1",
      prefixes: ["172.16.50.0/24"],
    });
  });

  test("gateway transit connects spokes and on-premises in both directions", () => {
    const builder = hybrid().routes("spoke1/default", []);
    expect(ask(builder, "spoke1", site).verdict).toBe("REACHABLE");
    expect(through(ask(builder, "spoke1", site))).toBe("vpngw-hub | vpngw-hub");
    expect(ask(builder, site, "spoke1").verdict).toBe("REACHABLE");
  });

  test.each([
    ["spoke1", site],
    [site, "spoke1"],
  ])("T54: %s to %s passes the firewall one way only", (from, to) => {
    const result = ask(hybrid(), from, to);
    expect(result.verdict).toBe("ASYMMETRIC");
    expect(codes(result)).toContain("ASYMMETRIC_STATEFUL");
  });

  test.each([
    ["172.16.50.0/24", "CONDITIONAL"],
    ["172.16.0.0/16", "ASYMMETRIC"],
    ["10.10.0.0/16", "REACHABLE"],
  ])("D5, R47: a route of GatewaySubnet to %s, beside a tunnel to 172.16.50.0/24", (prefix, verdict) => {
    const builder = hybrid().routes("hub/GatewaySubnet", [[prefix, "10.0.3.4"]]);
    const result = ask(builder, "spoke1", site);
    expect(result.verdict).toBe(verdict);
    expect(codes(result).includes("GATEWAY_SUBNET_ROUTE")).toBe(verdict === "CONDITIONAL");
  });

  test("R47: a summary on GatewaySubnet changes nothing", () => {
    const builder = hybrid().routes("hub/GatewaySubnet", [["10.0.0.0/8", "10.0.3.4"]]);
    expect(ask(builder, site, "spoke1").verdict).toBe("ASYMMETRIC");
  });

  test("T56: a route per spoke on GatewaySubnet makes it symmetric", () => {
    const builder = hybrid().routes("hub/GatewaySubnet", [["10.10.0.0/16", "10.0.3.4"]]);
    for (const [from, to] of [
      ["spoke1", site],
      [site, "spoke1"],
    ]) {
      const result = ask(builder, from, to);
      expect(result.verdict).toBe("REACHABLE");
      expect(through(result)).toContain("afw-hub");
    }
  });

  test("T60: with propagation off the spoke's own way is through the firewall, with it on it is not", () => {
    const forward = (builder: NetworkBuilder): string =>
      through(ask(builder, "spoke1", site)).split(" | ")[0];
    expect(forward(hybrid())).toBe("afw-hub vpngw-hub");
    expect(forward(hybrid().routes("spoke1/default", [["0.0.0.0/0", "10.0.3.4"]], true))).toBe("vpngw-hub");
  });

  test("R42: over BGP, on-premises does not know a spoke that does not use the gateway", () => {
    const builder = baseline().gateway("hub").site("hub", "dc1", ["172.16.50.0/24"], "172.16.50.254");
    const result = ask(builder, site, "spoke1");
    expect(result.verdict).toBe("BLOCKED");
    expect(result.reasons.map(({ code }) => code)).toEqual(["NO_ROUTE", "GATEWAY_NOT_USED"]);
    expect(ask(builder, site, "hub").verdict).toBe("REACHABLE");
  });

  test("R42: what a site announces itself tells it no way into Azure, nor does what overlaps a network", () => {
    // Both ways are laid: only whether on-premises knows spoke1 is in question.
    const builder = (): NetworkBuilder =>
      baseline()
        .gateway("hub", { type: "ExpressRoute" })
        .announces("azurerm_virtual_network_gateway.hub_er", ["10.0.0.0/8"])
        .routes("spoke1/default", [["0.0.0.0/0", "10.0.1.4"]]);
    const circuit = "on-premises/ergw-hub";
    for (const [from, to] of [
      [circuit, "spoke1"],
      ["spoke1", circuit],
    ]) {
      expect(ask(builder(), from, to).verdict).toBe(from === circuit ? "BLOCKED" : "ONE_WAY");
    }
    expect(ask(builder(), circuit, "hub").verdict).toBe("REACHABLE");
    const used = builder().peer("hub", "spoke1", { allowGatewayTransit: true }, { useRemoteGateways: true });
    expect(ask(used, circuit, "spoke1").verdict).not.toBe("BLOCKED");
    // Another site's summary overlaps the hub, so that it isn't passed on either.
    const other = builder()
      .gateway("hub", { bgpEnabled: true })
      .site("hub", "dc1", ["172.16.50.0/24"], "172.16.50.254");
    expect(ask(other, site, "spoke1").verdict).toBe("BLOCKED");
  });

  test("R42: whatever sites announce, over BGP they know of a spoke by its use of the gateway alone", () => {
    const summary = fc.constantFrom("10.0.0.0/8", "10.0.0.0/12", "10.0.0.0/15", "172.16.0.0/12");
    const prefix = fc.oneof(summary, fc.constantFrom("10.10.0.0/16", "10.10.0.0/24"));
    fc.assert(
      fc.property(
        fc.uniqueArray(prefix, { maxLength: 3 }),
        fc.uniqueArray(summary, { maxLength: 3 }),
        fc.boolean(),
        (own, others, usesGateway) => {
          const builder = baseline()
            .peer("hub", "spoke1", { allowGatewayTransit: true }, { useRemoteGateways: usesGateway })
            .gateway("hub", { bgpEnabled: true })
            .site("hub", "dc1", ["192.168.50.0/24"], "192.168.50.254")
            .site("hub", "dc2", ["192.168.60.0/24"], "192.168.60.254")
            .announces("azurerm_local_network_gateway.dc1", own)
            .announces("azurerm_local_network_gateway.dc2", others);
          const { forward, verdict } = ask(builder, site, "spoke1");
          expect(forward.length > 1).toBe(usesGateway);
          expect(verdict === "REACHABLE" || verdict === "CONDITIONAL").toBe(usesGateway);
        },
      ),
      { numRuns: 60 },
    );
  });

  test("D17: nor does branch-to-branch tell it of an appliance's summary that overlaps a network", () => {
    const builder = baseline()
      .gateway("hub", { activeActive: true })
      .site("hub", "dc1", ["172.16.50.0/24"], "172.16.50.254")
      .routes("spoke1/default", [["0.0.0.0/0", "10.0.1.4"]])
      .routeServer("hub", ["10.0.1.4"], true)
      .announces("azurerm_network_interface.nva", ["10.0.0.0/8"]);
    const result = ask(builder, site, "spoke1");
    expect(result.verdict).toBe("BLOCKED");
    expect(result.reasons[0].code).toBe("NO_ROUTE");
  });

  test("D15: without BGP the site's own routes are an assumption, which --strict doubts", () => {
    const builder = baseline().gateway("hub").site("hub", "dc1", ["172.16.50.0/24"]);
    const oneWay = ask(builder, site, "spoke1");
    expect(oneWay.verdict).toBe("ONE_WAY");
    expect(oneWay.reasons.map(({ code }) => code)).toEqual(
      expect.arrayContaining(["RETURN_ROUTE_MISSING", "ROUTE_NONE", "GATEWAY_NOT_USED"]),
    );
    expect(oneWay.assumptions).toEqual([
      { kind: "siteRoutes", resource: "azurerm_local_network_gateway.dc1", prefix: "10.10.0.0/24" },
    ]);
    expect(ask(builder, "hub", site).verdict).toBe("REACHABLE");
    const [hub] = analyze(builder.build()).endpoints;
    expect(analyze(builder.build(), { strict: true }).explain(hub.id, site).verdict).toBe("CONDITIONAL");
  });

  test("D16, R0.2: a site that BGP alone tells about is an endpoint, conditional until somebody declares it", () => {
    const builder = baseline()
      .peer("hub", "spoke1", { allowGatewayTransit: true }, { useRemoteGateways: true })
      .gateway("hub", { bgpEnabled: true })
      .site("hub", "dc1", [], "172.16.50.254");
    for (const [from, to] of [
      ["spoke1", site],
      [site, "spoke1"],
      ["spoke1", "spoke2"],
    ]) {
      const result = ask(builder, from, to);
      expect(result.verdict).toBe("CONDITIONAL");
      expect(result.reasons.find(({ code }) => code === "BGP_UNDECLARED")?.params).toMatchObject({
        speaker: "dc1",
        listener: "vpngw-hub",
      });
    }
    const declared = builder.announces("azurerm_local_network_gateway.dc1", ["172.16.50.0/24"]);
    expect(ask(declared, "spoke1", site).verdict).toBe("REACHABLE");
    expect(ask(declared, "spoke1", "spoke2").verdict).toBe("BLOCKED");
  });

  test("clients of point-to-site have rows, and are no endpoint", () => {
    const builder = hybrid().routes("spoke1/default", []);
    builder.model.virtualNetworkGateways = builder.model.virtualNetworkGateways.map((gateway) => ({
      ...gateway,
      vpnClientAddressSpace: ["172.30.0.0/24"],
    }));
    const analysis = analyze(builder.build());
    const prefixes = analysis.routesOf("spoke1/default")!.map(({ row }) => row.addressPrefix[0]);
    expect(prefixes).toContain("172.30.0.0/24");
    expect(analysis.endpoints.filter(({ kind }) => kind === "on-premises")).toHaveLength(1);
  });

  test("D9: several prefixes give the worst verdict, with the prefix named", () => {
    const builder = hybrid()
      .routes("spoke1/default", [["192.168.7.0/24", "None"]], true)
      .routes("spoke2/default", [], true);
    builder.model.localNetworkGateways = builder.model.localNetworkGateways.map((gateway) => ({
      ...gateway,
      addressSpace: ["172.16.50.0/24", "192.168.7.0/24"],
    }));
    const result = ask(builder, "spoke1", site);
    expect(result.verdict).toBe("BLOCKED");
    expect(result.reasons.find(({ code }) => code === "PREFIXES_DIFFER")).toMatchObject({
      params: { destination: "192.168.7.0/24" },
    });
    expect(ask(builder, "spoke2", site).verdict).toBe("REACHABLE");
  });

  test("D5, T82: a default route from on-premises takes unknown private destinations there, with unknown result", () => {
    const builder = baseline()
      .peer("hub", "spoke1", { allowGatewayTransit: true }, { useRemoteGateways: true })
      .gateway("hub", { bgpEnabled: true })
      .site("hub", "dc1", [], "172.16.50.254")
      .announces("azurerm_virtual_network_gateway.hub", ["0.0.0.0/0", "172.16.50.0/24"]);
    const result = ask(builder, "spoke1", "spoke2");
    expect(result.verdict).toBe("CONDITIONAL");
    expect(result.reasons[0].code).toBe("EXITS_TO_ONPREM");
    expect(result.forwardOutcome).toBe("EXITS_TO_ONPREM");
    expect(result.assumptions).toContainEqual(expect.objectContaining({ kind: "bgp", prefix: "0.0.0.0/0" }));
  });

  test("D9: a gateway known by BGP alone is an endpoint once an assumption gives it prefixes", () => {
    const builder = baseline().gateway("hub", { type: "ExpressRoute" });
    expect(analyze(builder.build()).endpoints.map(({ kind }) => kind)).not.toContain("on-premises");
    builder.model.assumptions = {
      ...builder.model.assumptions,
      onPremises: [
        {
          name: "dc2",
          gateway: "azurerm_virtual_network_gateway.hub_er",
          prefixes: ["192.168.0.0/16"],
          declaredIn: "assumptions.json",
        },
      ],
    };
    const result = ask(builder, "hub", "on-premises/dc2");
    expect(result.verdict).toBe("REACHABLE");
    expect(result.assumptions).toContainEqual({
      kind: "onPremises",
      resource: "azurerm_virtual_network_gateway.hub_er",
      prefix: "192.168.0.0/16",
      declaredIn: "assumptions.json",
    });
  });

  test("R44: two sites reach each other through the gateway with BGP on both connections only", () => {
    const build = (...peers: (string | undefined)[]): NetworkBuilder =>
      baseline()
        .gateway("hub")
        .site("hub", "dc1", ["172.16.50.0/24"], peers[0])
        .site("hub", "dc3", ["172.17.0.0/16"], peers[1]);
    const blocked = ask(build(undefined, undefined), site, "on-premises/dc3");
    expect(blocked.verdict).toBe("BLOCKED");
    expect(blocked.reasons[0].code).toBe("SITES_NEED_BGP");
    expect(ask(build("172.16.50.1", "172.17.0.1"), site, "on-premises/dc3").verdict).toBe("REACHABLE");
  });

  test("local network gateways that name each other's gateway are a tunnel between two networks of Azure", () => {
    const builder = baseline()
      .network("other", "10.40.0.0/16", { default: "10.40.0.0/24", GatewaySubnet: "10.40.200.0/24" })
      .gateway("hub", { ipConfigurations: [{ name: "c", publicIp: "azurerm_public_ip.hub" }] })
      .gateway("other", { ipConfigurations: [{ name: "c", publicIp: "azurerm_public_ip.other" }] })
      .site("hub", "to-other", ["10.40.0.0/16"])
      .site("other", "to-hub", ["10.0.0.0/16"]);
    builder.model.localNetworkGateways = builder.model.localNetworkGateways.map((it) => ({
      ...it,
      gatewayAddress: `\${azurerm_public_ip.${it.name === "to-hub" ? "hub" : "other"}.ip_address}`,
    }));
    expect(analyze(builder.build()).endpoints.filter(({ kind }) => kind === "on-premises")).toEqual([]);
    expect(through(ask(builder, "hub", "other"))).toBe("vpngw-hub vpngw-other | vpngw-other vpngw-hub");
    expect(ask(builder, "spoke1", "other").verdict).toBe("BLOCKED");
  });

  test.each([
    ["no BGP", undefined, undefined, "CONDITIONAL"],
    ["BGP on one connection", "172.29.0.1", undefined, "CONDITIONAL"],
    ["BGP on both, as devices of one place need it", "172.29.0.1", "172.29.0.2", "REACHABLE"],
  ])("D16: two sites with one prefix, %s", (_, one, other, verdict) => {
    const builder = baseline()
      .gateway("hub")
      .site("hub", "dc1", ["172.16.50.0/24"], one)
      .site("hub", "dc3", ["172.16.50.0/24", "172.17.0.0/16"], other);
    for (const [from, to] of [
      ["hub", site],
      ["hub", "on-premises/dc3"],
      [site, "hub"],
    ]) {
      const result = ask(builder, from, to);
      expect(result.verdict).toBe(verdict);
      expect(codes(result).includes("SITES_SHARE_PREFIX")).toBe(verdict === "CONDITIONAL");
    }
  });

  test.each([
    [undefined, "CONDITIONAL"],
    ["172.29.0.1", "REACHABLE"],
  ])("D16: so are a tunnel and a circuit with one prefix (BGP over the tunnel: %s)", (peer, verdict) => {
    const builder = baseline()
      .gateway("hub")
      .gateway("hub", { type: "ExpressRoute" })
      .site("hub", "dc1", ["172.16.50.0/24"], peer);
    builder.model.assumptions = {
      ...builder.model.assumptions,
      onPremises: [
        {
          name: "dc2",
          gateway: "azurerm_virtual_network_gateway.hub_er",
          prefixes: ["172.16.50.0/24"],
          declaredIn: "assumptions.json",
        },
      ],
    };
    const result = ask(builder, "hub", site);
    expect(result.verdict).toBe(verdict);
    expect(codes(result).includes("SITES_SHARE_PREFIX")).toBe(verdict === "CONDITIONAL");
  });

  test("D16, R57: a tunnel's own gateway may send by itself what a circuit beside it has too", () => {
    const builder = baseline()
      .gateway("hub")
      .gateway("hub", { type: "ExpressRoute" })
      .site("hub", "dc1", ["172.16.50.0/24"], "172.29.0.1")
      .site("hub", "dc3", ["172.17.0.0/16"], "172.29.0.3");
    builder.model.assumptions = {
      ...builder.model.assumptions,
      onPremises: [
        {
          name: "dc2",
          gateway: "azurerm_virtual_network_gateway.hub_er",
          prefixes: ["172.16.50.0/24", "172.18.0.0/16"],
          declaredIn: "assumptions.json",
        },
      ],
    };
    for (const to of [site, "on-premises/dc2"]) {
      const result = ask(builder, "on-premises/dc3", to);
      expect([result.verdict, codes(result)]).toEqual(
        to === site
          ? ["CONDITIONAL", expect.arrayContaining(["SITES_SHARE_PREFIX"])]
          : ["BLOCKED", expect.arrayContaining(["NO_ROUTE"])],
      );
    }
  });

  test("D16: between two sites with one prefix nothing is sure, as their packets for it needn't leave them", () => {
    const builder = baseline()
      .gateway("hub")
      .site("hub", "dc1", ["172.16.50.0/24"], "172.29.0.1")
      .site("hub", "dc3", ["172.16.50.0/24", "172.17.0.0/16"], "172.29.0.2");
    for (const [from, to] of [
      [site, "on-premises/dc3"],
      ["on-premises/dc3", site],
    ]) {
      const result = ask(builder, from, to);
      expect([result.verdict, codes(result)]).toEqual([
        "CONDITIONAL",
        expect.arrayContaining(["PREFIX_AT_BOTH_SITES"]),
      ]);
    }
  });

  test("D16: what another site has by a longer prefix is that site's, whatever summary the asker has", () => {
    const builder = baseline()
      .gateway("hub")
      .site("hub", "dc1", ["172.16.0.0/12"], "172.29.0.1")
      .site("hub", "dc3", ["172.16.50.0/24"], "172.29.0.2");
    expect(ask(builder, site, "on-premises/dc3").verdict).toBe("REACHABLE");
  });

  test.each([
    [["172.16.50.0/24", "10.0.0.0/16"], "CONDITIONAL"],
    [["172.16.50.0/24", "10.0.1.0/24"], "CONDITIONAL"],
    [["172.16.50.0/24", "10.0.0.0/8"], "REACHABLE"],
    [["10.0.0.0/8"], "REACHABLE"],
  ] as const)(
    "D16: of a site with %j, only what lies in a network altogether is in doubt",
    (prefixes, verdict) => {
      const builder = baseline().gateway("hub").site("hub", "dc1", prefixes);
      const result = ask(builder, "hub", site);
      expect(result.verdict).toBe(verdict);
      expect(codes(result).includes("ADDRESS_OVERLAP")).toBe(verdict === "CONDITIONAL");
    },
  );

  test.each([
    [false, true],
    [true, false],
  ])(
    "R44: BGP in one direction of a connection (%s, %s) makes no session, and nothing sure",
    (there, back) => {
      const builder = baseline()
        .network("other", "10.40.0.0/16", { default: "10.40.0.0/24", GatewaySubnet: "10.40.200.0/24" })
        .gateway("hub", { bgpEnabled: true })
        .gateway("other", { bgpEnabled: true, asn: 65010 })
        .vnetToVnet("hub", "other", true);
      const [one, opposite] = builder.model.gatewayConnections;
      builder.model.gatewayConnections = [
        { ...one, bgpEnabled: there },
        { ...opposite, bgpEnabled: back },
      ];
      for (const [from, to] of [
        ["hub", "other"],
        ["other", "hub"],
      ]) {
        const result = ask(builder, from, to);
        expect(result.verdict).toBe("CONDITIONAL");
        expect(codes(result)).toContain("TUNNEL_BGP_DIFFERS");
      }
    },
  );

  test("D5: nor is a prefix sure that a site announces of a network which the gateway's is peered with", () => {
    const builder = baseline()
      .peer("hub", "spoke1", { allowGatewayTransit: true }, { useRemoteGateways: true })
      .gateway("hub", { bgpEnabled: true })
      .site("hub", "dc1", ["172.16.50.0/24"], "172.16.50.254")
      .announces("azurerm_local_network_gateway.dc1", ["10.20.0.0/24"]);
    const result = ask(builder, "spoke1", site);
    expect(result.verdict).toBe("CONDITIONAL");
    expect(codes(result)).toContain("ADDRESS_OVERLAP");
  });

  test("D18: without BGP the networks that use the peer's gateway are seen to be known, and not documented", () => {
    const builder = baseline()
      .network("other", "10.40.0.0/16", { default: "10.40.0.0/24", GatewaySubnet: "10.40.200.0/24" })
      .peer("hub", "spoke1", { allowGatewayTransit: true }, { useRemoteGateways: true })
      .gateway("hub")
      .gateway("other")
      .vnetToVnet("hub", "other", false);
    for (const [from, to] of [
      ["other", "spoke1"],
      ["spoke1", "other"],
    ]) {
      const result = ask(builder, from, to);
      expect(result.verdict).toBe("CONDITIONAL");
      expect(result.reasons.map(({ code }) => code)).toContain("SPOKES_OVER_STATIC_TUNNEL");
    }
    expect(ask(builder, "other", "hub").verdict).toBe("REACHABLE");
    expect(ask(builder, "other", "spoke2").verdict).toBe("BLOCKED");
  });

  test.each([
    [false, "BLOCKED", "NO_ROUTE"],
    [true, "REACHABLE", undefined],
  ])(
    "R44: a site learns of a network behind a tunnel by BGP on every connection (%s)",
    (bgp, verdict, code) => {
      const builder = baseline()
        .network("other", "10.40.0.0/16", { default: "10.40.0.0/24", GatewaySubnet: "10.40.200.0/24" })
        .gateway("hub", { bgpEnabled: true, asn: 65501 })
        .gateway("other", { bgpEnabled: true, asn: 65502 })
        .site("hub", "dc1", ["172.16.50.0/24"], "172.29.0.1")
        .vnetToVnet("hub", "other", bgp);
      const result = ask(builder, site, "other");
      expect([result.verdict, codes(result)[0]]).toEqual([verdict, code]);
    },
  );

  test("R57: ExpressRoute and VPN sites reach each other only with branch-to-branch and an active-active gateway", () => {
    const build = (branchToBranch: boolean, activeActive: boolean): NetworkBuilder => {
      const builder = baseline()
        .gateway("hub", { activeActive })
        .gateway("hub", { type: "ExpressRoute" })
        .site("hub", "dc1", ["172.16.50.0/24"])
        .routeServer("hub", [], branchToBranch);
      builder.model.assumptions = {
        ...builder.model.assumptions,
        onPremises: [
          {
            name: "dc2",
            gateway: "azurerm_virtual_network_gateway.hub_er",
            prefixes: ["192.168.0.0/16"],
            declaredIn: "assumptions.json",
          },
        ],
      };
      return builder;
    };
    expect(ask(build(true, true), "on-premises/dc2", site).verdict).toBe("REACHABLE");
    expect(ask(build(true, true), site, "on-premises/dc2").verdict).toBe("REACHABLE");
    expect(ask(build(false, true), "on-premises/dc2", site).verdict).toBe("BLOCKED");
    expect(ask(build(true, false), "on-premises/dc2", site).verdict).toBe("BLOCKED");
  });

  test("a site with several gateways uses the one that leads to the destination", () => {
    const builder = baseline()
      .network("other", "10.40.0.0/16", { default: "10.40.0.0/24", GatewaySubnet: "10.40.200.0/24" })
      .gateway("hub")
      .gateway("other")
      .site("hub", "dc1", ["172.16.50.0/24"])
      .connection({
        address: "azurerm_virtual_network_gateway_connection.other",
        type: "IPsec",
        gateway: "azurerm_virtual_network_gateway.other",
        localNetworkGateway: "azurerm_local_network_gateway.dc1",
        bgpEnabled: false,
        hasSharedKey: true,
      });
    expect(ask(builder, site, "other").verdict).toBe("REACHABLE");
    expect(through(ask(builder, site, "hub"))).toBe("vpngw-hub | vpngw-hub");
  });

  test("R56: with a Route Server in its network the preference decides between ExpressRoute and VPN", () => {
    const build = (hubRoutingPreference: string): string => {
      const builder = baseline()
        .gateway("hub")
        .gateway("hub", { type: "ExpressRoute" })
        .routeServer("hub", [])
        .announces("azurerm_virtual_network_gateway.hub", ["172.16.0.0/16"])
        .announces("azurerm_virtual_network_gateway.hub_er", ["172.16.0.0/16"]);
      builder.model.routeServers = builder.model.routeServers.map((server) => ({
        ...server,
        hubRoutingPreference,
      }));
      const rows = analyze(builder.build()).routesOf("hub/default")!;
      return rows
        .filter(({ row }) => row.addressPrefix[0] === "172.16.0.0/16")
        .map(({ row }) => row.nextHopIpAddress.join())
        .join(" ");
    };
    expect(build("ExpressRoute")).toBe("ergw-hub");
    expect(build("VpnGateway")).toBe("vpngw-hub");
    expect(build("ASPath")).toBe("vpngw-hub ergw-hub");
  });

  test.each([
    ["the appliance's path", "172.16.0.0/16", "ExpressRoute", "CONDITIONAL", "Vpn"],
    // The appliance gets its own route.
    ["a longer prefix", "172.16.0.0/17", "ExpressRoute", "BLOCKED", "Vpn"],
    ["a shorter prefix", "172.16.0.0/12", "ExpressRoute", "REACHABLE", "Vpn"],
    ["ExpressRoute by preference", "172.16.0.0/16", "ExpressRoute", "REACHABLE", "ExpressRoute"],
    ["an AS path by preference", "172.16.0.0/16", "ASPath", "CONDITIONAL", "ExpressRoute"],
  ] as [string, string, string, string, "ExpressRoute" | "Vpn"][])(
    "R56: a gateway and an appliance offer one prefix, of which the input holds no AS path: %s",
    (_, announced, hubRoutingPreference, verdict, type) => {
      const builder = baseline()
        .gateway("hub", { type })
        .nic("nva", "hub/default", "10.0.1.4", true)
        .routeServer("hub", ["10.0.1.4"])
        .announces("azurerm_network_interface.nva", [announced]);
      if (type === "Vpn") {
        builder.site("hub", "dc1", ["172.16.0.0/16"]);
      } else {
        builder.model.assumptions = {
          ...builder.model.assumptions,
          onPremises: [
            {
              name: "dc1",
              gateway: "azurerm_virtual_network_gateway.hub_er",
              prefixes: ["172.16.0.0/16"],
              declaredIn: "assumptions.json",
            },
          ],
        };
      }
      builder.model.routeServers = builder.model.routeServers.map((server) => ({
        ...server,
        hubRoutingPreference,
      }));
      const result = ask(builder, "hub", "on-premises/dc1");
      expect(result.verdict).toBe(verdict);
      expect(codes(result).includes("AS_PATH_UNKNOWN")).toBe(verdict === "CONDITIONAL");
    },
  );
});
