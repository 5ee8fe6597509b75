import { analyze } from "../../../lib/analysis";
import { ask, codes, through } from "../support/answers";
import { baseline, NetworkBuilder, throughAppliance } from "../support/network-builder";

const transitFlags = (builder: NetworkBuilder): NetworkBuilder =>
  builder
    .peer("hub", "spoke1", { allowGatewayTransit: true }, { useRemoteGateways: true })
    .peer("hub", "spoke2", { allowGatewayTransit: true }, { useRemoteGateways: true });

describe("spoke to spoke (docs/routing-rules.md, verdicts)", () => {
  describe.each([
    ["without a gateway", baseline],
    [
      "with a gateway and transit",
      () => transitFlags(baseline().gateway("hub").site("hub", "dc1", ["172.16.50.0/24"])),
    ],
  ])("the article's topology %s", (_, build) => {
    test.each([
      ["spoke1", "spoke2"],
      ["spoke2", "spoke1"],
    ])("T30: %s does not reach %s, because a None row drops it at the source", (from, to) => {
      const result = ask(build(), from, to);
      expect(result.verdict).toBe("BLOCKED");
      expect(result.reasons[0]).toMatchObject({ code: "ROUTE_NONE", params: { prefix: "10.0.0.0/8" } });
      expect(codes(result)).toEqual(expect.arrayContaining(["PEERING_NOT_TRANSITIVE", "ROUTE_WOULD_HELP"]));
      expect(result.forward).toEqual([
        expect.objectContaining({
          at: `${from}/default`,
          route: { addressPrefix: "10.0.0.0/8", nextHopType: "None", source: "Default" },
        }),
      ]);
      expect(result.return).toEqual([]);
    });

    test("T30: hub and spokes reach each other", () => {
      for (const [from, to] of [
        ["hub", "spoke1"],
        ["spoke2", "hub"],
      ]) {
        expect(ask(build(), from, to).verdict).toBe("REACHABLE");
      }
    });
  });

  test("T31, T36: exact UDRs to the appliance in both spokes, hub halves not accepting forwarded traffic", () => {
    const result = ask(throughAppliance());
    expect(result.verdict).toBe("REACHABLE");
    expect(through(result)).toBe("vm-nva | vm-nva");
    expect(result.forward.map(({ at }) => at)).toEqual(["spoke1/default", "hub/snet-nva", "spoke2/default"]);
    expect(result.forward[0].route).toMatchObject({
      addressPrefix: "10.20.0.0/16",
      nextHopType: "VirtualAppliance",
      source: "User",
      nextHopIp: "10.0.1.4",
    });
    expect(result.assumptions).toEqual([{ kind: "forwards", resource: "azurerm_network_interface.nva" }]);
  });

  test("D1: an undeclared forwarding guest is only conditional under --strict, a declared one is not", () => {
    const builder = throughAppliance();
    expect(ask(builder, "spoke1", "spoke2", { strict: true }).verdict).toBe("CONDITIONAL");
    builder.model.assumptions = {
      ...builder.model.assumptions,
      forwards: [{ resource: "azurerm_linux_virtual_machine.nva", declaredIn: "assumptions.json" }],
    };
    expect(ask(builder, "spoke1", "spoke2", { strict: true }).verdict).toBe("REACHABLE");
  });

  test("T33: default routes to the appliance in both spokes", () => {
    const builder = baseline()
      .routes("spoke1/default", [["0.0.0.0/0", "10.0.1.4"]])
      .routes("spoke2/default", [["0.0.0.0/0", "10.0.1.4"]]);
    expect(ask(builder).verdict).toBe("REACHABLE");
    expect(through(ask(builder))).toBe("vm-nva | vm-nva");
  });

  test("a UDR in one spoke alone reaches but gets no reply", () => {
    const builder = baseline().routes("spoke1/default", [["10.20.0.0/16", "10.0.1.4"]]);
    const result = ask(builder);
    expect(result.verdict).toBe("ONE_WAY");
    expect(result.reasons[0]).toMatchObject({
      code: "RETURN_ROUTE_MISSING",
      direction: "return",
      params: { at: "spoke2/default", destination: "10.10.0.0/24" },
    });
    expect(ask(builder, "spoke2", "spoke1").verdict).toBe("BLOCKED");
  });

  test("T34: an appliance without IP forwarding drops", () => {
    const builder = throughAppliance();
    builder.model.networkInterfaces = builder.model.networkInterfaces.map((nic) => ({
      ...nic,
      ipForwarding: false,
    }));
    const result = ask(builder);
    expect(result.verdict).toBe("BLOCKED");
    expect(result.reasons[0]).toMatchObject({
      code: "IP_FORWARDING_DISABLED",
      resource: "azurerm_network_interface.nva",
    });
  });

  test("T35: the receiving spoke's half must accept forwarded traffic", () => {
    const builder = throughAppliance().half("spoke2", "hub", { allowForwardedTraffic: false });
    const result = ask(builder);
    expect(result.verdict).toBe("BLOCKED");
    expect(codes(result).slice(0, 2)).toEqual(["FORWARDED_TRAFFIC_BLOCKED", "FORWARDED_TRAFFIC_CAVEAT"]);
    expect(result.reasons[0].resource).toBe("azurerm_virtual_network_peering.spoke2_to_hub");
  });

  test("D12: the permissive reading lets it through and keeps the caveat", () => {
    const builder = throughAppliance().half("spoke2", "hub", { allowForwardedTraffic: false });
    const result = ask(builder, "spoke1", "spoke2", { forwardedTraffic: "permissive" });
    expect(result.verdict).toBe("REACHABLE");
    expect(codes(result)).toContain("FORWARDED_TRAFFIC_CAVEAT");
  });

  test("T37: both halves refusing, then both accepting", () => {
    const build = (allow: boolean): NetworkBuilder =>
      throughAppliance()
        .half("hub", "spoke2", { allowForwardedTraffic: allow })
        .half("spoke2", "hub", { allowForwardedTraffic: allow });
    expect(ask(build(false)).verdict).toBe("BLOCKED");
    expect(ask(build(true)).verdict).toBe("REACHABLE");
  });

  test("T39: a next hop that nobody has", () => {
    const builder = throughAppliance().routes("spoke1/default", [["10.20.0.0/16", "10.0.1.99"]]);
    const result = ask(builder);
    expect(result.verdict).toBe("BLOCKED");
    expect(result.reasons[0]).toMatchObject({
      code: "NEXT_HOP_NOT_FOUND",
      params: { ip: "10.0.1.99" },
      resource: "azurerm_route_table.spoke1_default",
    });
  });

  test("R64: a declared forwarder at that address is one", () => {
    const builder = baseline()
      .routes("spoke1/default", [["10.20.0.0/16", "10.0.1.99"]])
      .routes("spoke2/default", [["10.10.0.0/16", "10.0.1.99"]]);
    builder.model.assumptions = {
      ...builder.model.assumptions,
      forwards: [{ ip: "10.0.1.99", declaredIn: "facts.json" }],
    };
    const result = ask(builder, "spoke1", "spoke2", { strict: true });
    expect(result.verdict).toBe("REACHABLE");
    expect(result.assumptions).toEqual([
      { kind: "forwards", resource: "10.0.1.99", declaredIn: "facts.json" },
    ]);
  });

  test.each([
    ["whose subnets are not known", ["10.0.0.0/16"], undefined],
    ["of which nothing is known", [], "${data.azurerm_virtual_network.hub.address_space}"],
  ])("R64: a declared forwarder may stand in a hub %s", (_, addressSpace, addressSpaceUnknown) => {
    const builder = baseline()
      .routes("spoke1/default", [["10.20.0.0/16", "10.0.1.4"]])
      .routes("spoke2/default", [["10.10.0.0/16", "10.0.1.4"]]);
    const ofHub = (address: string): boolean => address.startsWith("azurerm_subnet.hub");
    builder.model.subnets = builder.model.subnets.filter(({ address }) => !ofHub(address));
    builder.model.networkInterfaces = [];
    builder.model.virtualNetworks = builder.model.virtualNetworks.map((network) =>
      network.name === "hub" ? { ...network, addressSpace, addressSpaceUnknown } : network,
    );
    expect(ask(builder).verdict).toBe(addressSpaceUnknown === undefined ? "BLOCKED" : "CONDITIONAL");
    builder.model.assumptions = {
      ...builder.model.assumptions,
      forwards: [{ ip: "10.0.1.4", declaredIn: "facts" }],
    };
    expect(ask(builder).verdict).toBe("REACHABLE");
    expect(through(ask(builder))).toBe("10.0.1.4 | 10.0.1.4");
  });

  test("R21: a next hop two peerings away is not reachable", () => {
    const builder = throughAppliance()
      .nic("far", "spoke2/default", "10.20.0.9", true)
      .routes("spoke1/default", [["10.20.0.0/16", "10.20.0.9"]]);
    const result = ask(builder);
    expect(result.verdict).toBe("BLOCKED");
    expect(result.reasons[0]).toMatchObject({ code: "NEXT_HOP_NOT_REACHABLE", params: { owner: "spoke2" } });
  });

  test("T40: a direct peering beats the default route to the firewall, and the answer says so", () => {
    const builder = baseline()
      .firewall("hub", [["10.0.0.0/8", "10.0.0.0/8"]])
      .routes("spoke1/default", [["0.0.0.0/0", "10.0.3.4"]])
      .routes("spoke2/default", [["0.0.0.0/0", "10.0.3.4"]])
      .peer("spoke1", "spoke2");
    const result = ask(builder);
    expect(result.verdict).toBe("REACHABLE");
    expect(through(result)).toBe(" | ");
    expect(codes(result)).toContain("UDR_SHADOWED");
  });

  describe("a VPN gateway as next hop", () => {
    const viaGateway = (): NetworkBuilder =>
      transitFlags(baseline().gateway("hub"))
        .routes("spoke1/default", [["10.20.0.0/16", "VirtualNetworkGateway"]])
        .routes("spoke2/default", [["10.10.0.0/16", "VirtualNetworkGateway"]]);

    test("T43: works, and is not recommended", () => {
      const result = ask(viaGateway());
      expect(result.verdict).toBe("REACHABLE");
      expect(codes(result)).toEqual(["VPN_GATEWAY_TRANSIT_NOT_RECOMMENDED"]);
      expect(through(result)).toBe("vpngw-hub | vpngw-hub");
      expect(result.forward.map(({ at }) => at)).toEqual([
        "spoke1/default",
        "hub/GatewaySubnet",
        "spoke2/default",
      ]);
    });

    test("R31c: forwarded by a gateway, traffic needs no flag", () => {
      const builder = viaGateway()
        .half("spoke1", "hub", { useRemoteGateways: true })
        .half("spoke2", "hub", { useRemoteGateways: true });
      expect(ask(builder).verdict).toBe("REACHABLE");
    });

    test("R63: as the literal address of an instance, too", () => {
      const builder = transitFlags(baseline().gateway("hub"))
        .routes("spoke1/default", [["10.20.0.0/16", "10.0.200.4"]])
        .routes("spoke2/default", [["10.10.0.0/16", "10.0.200.4"]]);
      expect(ask(builder).verdict).toBe("REACHABLE");
    });

    test.each([
      ["an ExpressRoute gateway", (b: NetworkBuilder) => b.gateway("hub", { type: "ExpressRoute" })],
      ["both kinds", (b: NetworkBuilder) => b.gateway("hub").gateway("hub", { type: "ExpressRoute" })],
    ])("T44: not with %s", (_, add) => {
      const builder = transitFlags(add(baseline())).routes("spoke1/default", [
        ["10.20.0.0/16", "VirtualNetworkGateway"],
      ]);
      const result = ask(builder);
      expect(result.verdict).toBe("BLOCKED");
      expect(result.reasons[0]).toMatchObject({ code: "GATEWAY_MISSING", params: { why: "expressroute" } });
    });

    test("T45: not without use_remote_gateways", () => {
      const result = ask(viaGateway().half("spoke1", "hub", { allowForwardedTraffic: true }));
      expect(result.verdict).toBe("BLOCKED");
      expect(result.reasons[0].code).toBe("GATEWAY_MISSING");
    });

    test("T46: remote gateways alone give a spoke no route to another", () => {
      const result = ask(transitFlags(baseline().gateway("hub")));
      expect(result.verdict).toBe("BLOCKED");
      expect(codes(result)[0]).toBe("ROUTE_NONE");
      expect(codes(result)).toContain("GATEWAY_NO_SPOKE_ROUTES");
    });
  });

  test("T50: a missing half stops hub and spoke, and the way through the appliance", () => {
    const builder = throughAppliance().withoutHalf("hub", "spoke2");
    for (const [from, to] of [
      ["spoke1", "spoke2"],
      ["spoke2", "spoke1"],
      ["hub", "spoke2"],
      ["spoke2", "hub"],
    ]) {
      const result = ask(builder, from, to);
      expect(result.verdict).toBe("BLOCKED");
      expect(result.reasons[0]).toMatchObject({
        code: "PEERING_HALF_MISSING",
        resource: "azurerm_virtual_network_peering.spoke2_to_hub",
      });
    }
  });

  describe("a firewall in the hub", () => {
    const viaFirewall = (
      rules: Parameters<NetworkBuilder["firewall"]>[1],
      ranges?: readonly string[],
    ): NetworkBuilder =>
      baseline()
        .firewall("hub", rules, ranges)
        .routes("spoke1/default", [
          ["0.0.0.0/0", "azurerm_firewall.hub.ip_configuration[0].private_ip_address"],
        ])
        .routes("spoke2/default", [
          ["0.0.0.0/0", "azurerm_firewall.hub.ip_configuration[0].private_ip_address"],
        ]);

    test("T51: a network rule lets spokes talk, symmetric, its address known only as a reference", () => {
      const result = ask(viaFirewall([["10.0.0.0/8", "10.0.0.0/8"]]));
      expect(result.verdict).toBe("REACHABLE");
      expect(through(result)).toBe("afw-hub | afw-hub");
      expect(result.reasons).toEqual([]);
      expect(result.forward[0].route!.nextHopIp).toBe(
        "${azurerm_firewall.hub.ip_configuration[0].private_ip_address}",
      );
    });

    test("T52: without a rule it denies", () => {
      const result = ask(viaFirewall([]));
      expect(result.verdict).toBe("BLOCKED");
      expect(result.reasons[0]).toMatchObject({
        code: "FIREWALL_DENY",
        resource: "azurerm_firewall_policy.hub",
      });
    });

    test("D2: a rule for one port makes the question for any port conditional, naming the part", () => {
      const builder = viaFirewall([["10.0.0.0/8", "10.0.0.0/8", "TCP", "443"]]);
      const result = ask(builder);
      expect(result.verdict).toBe("CONDITIONAL");
      expect(result.reasons[0]).toMatchObject({ code: "FILTERED_PARTLY", params: { part: "TCP 443" } });
      expect(ask(builder, "spoke1", "spoke2", { protocol: "tcp", port: 443 }).verdict).toBe("REACHABLE");
      expect(ask(builder, "spoke1", "spoke2", { protocol: "tcp", port: 22 }).verdict).toBe("BLOCKED");
      expect(ask(builder, "spoke1", "spoke2", { protocol: "udp", port: 443 }).verdict).toBe("BLOCKED");
    });

    test("D3: a rule for one direction is enough for replies", () => {
      const builder = viaFirewall([["10.10.0.0/16", "10.20.0.0/16"]]);
      expect(ask(builder).verdict).toBe("REACHABLE");
      expect(ask(builder, "spoke2", "spoke1").verdict).toBe("BLOCKED");
    });

    test("R81: a firewall on the way there alone makes a pair asymmetric", () => {
      const builder = viaFirewall([["*", "*"]])
        .peer("spoke1", "spoke2")
        .routes("spoke1/default", [["10.20.0.0/16", "10.0.3.4"]]);
      const result = ask(builder);
      expect(result.verdict).toBe("ASYMMETRIC");
      expect(result.reasons[0]).toMatchObject({
        code: "ASYMMETRIC_STATEFUL",
        params: { forwardOnly: "afw-hub", returnOnly: "" },
        resource: "azurerm_firewall.hub",
      });
    });

    test("R31b: with source translation the reply returns to the firewall without a route in the other spoke", () => {
      const builder = viaFirewall([["*", "*"]], ["255.255.255.255/32"]).routes("spoke2/default", []);
      expect(ask(builder).verdict).toBe("REACHABLE");
      expect(through(ask(builder))).toContain("afw-hub");
      const without = viaFirewall([["*", "*"]]).routes("spoke2/default", []);
      expect(ask(without).verdict).toBe("ONE_WAY");
    });

    test("a policy that is not in the configuration makes the answer conditional", () => {
      const builder = viaFirewall([]);
      builder.model.firewalls = builder.model.firewalls.map((firewall) => ({
        ...firewall,
        policy: undefined,
        rulesUnknown: "${var.policy_id}",
      }));
      const result = ask(builder);
      expect(result.verdict).toBe("CONDITIONAL");
      expect(codes(result)).toContain("FIREWALL_RULES_UNKNOWN");
    });
  });

  describe("a load balancer in front of appliances", () => {
    const viaBalancer = (
      rule?: { protocol: string; port: number },
      sku?: string,
      nics = ["nva", "nva2"],
    ): NetworkBuilder =>
      baseline()
        .nic("nva2", "hub/snet-nva", "10.0.1.5", true)
        .loadBalancer("nva", "hub/snet-nva", "10.0.1.100", nics, rule, sku)
        .routes("spoke1/default", [["10.20.0.0/16", "10.0.1.100"]])
        .routes("spoke2/default", [["10.10.0.0/16", "10.0.1.100"]]);

    test("T63: HA ports and single-NIC appliances are symmetric", () => {
      const result = ask(viaBalancer());
      expect(result.verdict).toBe("REACHABLE");
      expect(through(result)).toBe("lb-nva | lb-nva");
      expect(result.forward[0].via!.instances).toEqual([
        "azurerm_network_interface.nva",
        "azurerm_network_interface.nva2",
      ]);
    });

    test("D4: a rule for one port lets the request pass and loses the reply", () => {
      const builder = viaBalancer({ protocol: "Tcp", port: 443 });
      const result = ask(builder, "spoke1", "spoke2", { protocol: "tcp", port: 443 });
      expect(result.verdict).toBe("ONE_WAY");
      expect(codes(result)).toContain("LB_NO_RULE");
      expect(ask(builder, "spoke1", "spoke2", { protocol: "tcp", port: 22 }).reasons[0].code).toBe(
        "LB_NO_RULE",
      );
    });

    test("a Basic load balancer has no HA ports", () => {
      expect(ask(viaBalancer(undefined, "Basic")).reasons[0].code).toBe("LB_NO_RULE");
    });

    test("U8: ICMP over HA ports is conditional", () => {
      const result = ask(viaBalancer(), "spoke1", "spoke2", { protocol: "icmp" });
      expect(result.verdict).toBe("CONDITIONAL");
      expect(codes(result)).toContain("LB_ICMP_UNCONFIRMED");
    });

    test("an empty pool", () => {
      expect(ask(viaBalancer(undefined, undefined, [])).reasons[0].code).toBe("LB_NO_BACKEND");
    });

    test("one backend without IP forwarding loses some flows", () => {
      const builder = viaBalancer();
      builder.model.networkInterfaces = builder.model.networkInterfaces.map((nic) =>
        nic.name === "nic-nva2" ? { ...nic, ipForwarding: false } : nic,
      );
      const result = ask(builder);
      expect(result.verdict).toBe("CONDITIONAL");
      expect(codes(result)).toEqual(expect.arrayContaining(["ECMP_PARTIAL", "IP_FORWARDING_DISABLED"]));
    });

    test("R34: a Basic front end is not reachable over a global peering", () => {
      const builder = viaBalancer({ protocol: "Tcp", port: 443 }, "Basic");
      builder.model.virtualNetworks = builder.model.virtualNetworks.map((network) =>
        network.name === "hub" ? { ...network, region: "japaneast" } : network,
      );
      expect(ask(builder).reasons[0].code).toBe("LB_BASIC_GLOBAL_PEERING");
    });

    test("R81: two load balancers over two appliances are asymmetric, over one appliance they are not", () => {
      const build = (nics: readonly string[]): NetworkBuilder =>
        viaBalancer(undefined, undefined, [...nics])
          .loadBalancer("other", "hub/snet-nva", "10.0.1.101", nics)
          .routes("spoke2/default", [["10.10.0.0/16", "10.0.1.101"]]);
      expect(ask(build(["nva", "nva2"])).verdict).toBe("ASYMMETRIC");
      expect(ask(build(["nva"])).verdict).toBe("REACHABLE");
    });
  });

  describe("Route Server", () => {
    const hubServer = (announces: readonly string[]): NetworkBuilder =>
      transitFlags(baseline())
        .routeServer("hub", ["10.0.1.4"])
        .announces("azurerm_network_interface.nva", announces);

    test("T66: a supernet announced in the hub connects spokes without UDRs", () => {
      const result = ask(hubServer(["10.0.0.0/8"]));
      expect(result.verdict).toBe("REACHABLE");
      expect(through(result)).toBe("vm-nva | vm-nva");
      expect(result.assumptions).toContainEqual({
        kind: "bgp",
        resource: "azurerm_network_interface.nva",
        prefix: "10.0.0.0/8",
        declaredIn: "assumptions.json",
      });
    });

    test("R67: what a Route Server programs is in the VirtualNetwork tag", () => {
      const builder = hubServer(["10.0.0.0/8"])
        .securityGroup("spoke1/default")
        .securityGroup("spoke2/default");
      expect(ask(builder).verdict).toBe("REACHABLE");
    });

    test("R54: the exact prefixes of the spokes do not", () => {
      const result = ask(hubServer(["10.10.0.0/16", "10.20.0.0/16"]));
      expect(result.verdict).toBe("BLOCKED");
      expect(codes(result)[0]).toBe("ROUTE_NONE");
    });

    test("T65: two appliances without source translation may be asymmetric", () => {
      const builder = hubServer(["10.0.0.0/8"]).nic("nva2", "hub/snet-nva", "10.0.1.5", true);
      builder.model.routeServerBgpConnections.push({
        ...builder.model.routeServerBgpConnections[0],
        address: "azurerm_route_server_bgp_connection.second",
        peerIp: { ip: "10.0.1.5", text: "10.0.1.5" },
      });
      builder.announces("azurerm_network_interface.nva2", ["10.0.0.0/8"]);
      const result = ask(builder);
      expect(result.verdict).toBe("ASYMMETRIC");
      expect(result.forwardBranches).toHaveLength(2);
    });

    test("T69: a Route Server in each spoke accepts the other's exact prefix", () => {
      const builder = baseline();
      for (const spoke of ["spoke1", "spoke2"]) {
        const own = spoke === "spoke1" ? "10.10.9.0/27" : "10.20.9.0/27";
        builder.model.subnets.push({
          address: `azurerm_subnet.${spoke}_RouteServerSubnet`,
          name: "RouteServerSubnet",
          virtualNetwork: `azurerm_virtual_network.${spoke}`,
          prefixes: [own],
          serviceEndpoints: [],
          delegations: [],
        });
        builder.routeServer(spoke, ["10.0.1.4"]);
      }
      builder.announces("azurerm_network_interface.nva", ["10.10.0.0/16", "10.20.0.0/16"]);
      expect(ask(builder).verdict).toBe("REACHABLE");
      expect(through(ask(builder))).toBe("vm-nva | vm-nva");
    });

    test("T70: propagation off takes the routes away", () => {
      const result = ask(hubServer(["10.0.0.0/8"]).routes("spoke1/default", [], false));
      expect(result.verdict).toBe("BLOCKED");
      expect(codes(result)[0]).toBe("ROUTE_NONE");
      expect(codes(result)).toContain("PROPAGATION_DISABLED");
    });

    test("R80: a peer whose announcements nobody declared leaves the answer open", () => {
      const builder = transitFlags(baseline()).routeServer("hub", ["10.0.1.4"]);
      const result = ask(builder);
      expect(result.verdict).toBe("CONDITIONAL");
      expect(codes(result)).toContain("BGP_UNDECLARED");
    });

    test("R51: a Route Server as next hop forwards nothing", () => {
      const builder = baseline()
        .routeServer("hub", [])
        .routes("spoke1/default", [["10.20.0.0/16", "10.0.4.4"]]);
      expect(ask(builder).reasons[0].code).toBe("ROUTE_SERVER_NOT_FORWARDING");
    });
  });

  describe("a VPN gateway in every network", () => {
    const mesh = (bgp = true, asns = [65001, 65002, 65003]): NetworkBuilder => {
      const builder = new NetworkBuilder();
      ["hub", "spoke1", "spoke2"].forEach((name, i) => {
        const net = `10.${i * 10}`;
        builder
          .network(name, `${net}.0.0/16`, { default: `${net}.0.0/24`, GatewaySubnet: `${net}.200.0/24` })
          .gateway(name, { bgpEnabled: bgp, asn: asns[i] });
      });
      return builder.vnetToVnet("hub", "spoke1", bgp).vnetToVnet("hub", "spoke2", bgp);
    };

    test("T71: BGP carries the routes of one spoke through the hub to the other", () => {
      const result = ask(mesh());
      expect(result.verdict).toBe("REACHABLE");
      expect(through(result)).toBe(
        "vpngw-spoke1 vpngw-hub vpngw-spoke2 | vpngw-spoke2 vpngw-hub vpngw-spoke1",
      );
      const rows = analyze(mesh().build())
        .routesOf("spoke1/default")!
        .map(({ row }) => row);
      const learned = rows
        .filter((row) => row.source === "VirtualNetworkGateway")
        .map((row) => row.addressPrefix[0]);
      expect(learned.sort()).toEqual(["10.0.0.0/16", "10.20.0.0/16"]);
    });

    test("R44: without BGP each side knows only its neighbour", () => {
      expect(ask(mesh(false)).verdict).toBe("BLOCKED");
      expect(ask(mesh(false), "spoke1", "hub").verdict).toBe("REACHABLE");
    });

    test("R44: a static connection is no part of a transit", () => {
      const builder = mesh();
      builder.model.gatewayConnections = builder.model.gatewayConnections.map((connection) =>
        connection.address.includes("spoke2") ? { ...connection, bgpEnabled: false } : connection,
      );
      expect(ask(builder).verdict).toBe("BLOCKED");
      expect(ask(builder, "hub", "spoke2").verdict).toBe("REACHABLE");
    });

    test("R44: a gateway that doesn't speak BGP learns nothing over a connection that would", () => {
      const builder = mesh();
      builder.model.virtualNetworkGateways = builder.model.virtualNetworkGateways.map((gateway) =>
        gateway.name === "vpngw-spoke2" ? { ...gateway, bgpEnabled: false } : gateway,
      );
      expect(ask(builder).verdict).toBe("BLOCKED");
    });

    test("R44: equal ASNs exchange nothing", () => {
      expect(ask(mesh(true, [65001, 65001, 65002])).verdict).toBe("BLOCKED");
      expect(ask(mesh(true, [65001, 65002, 65002])).verdict).toBe("BLOCKED");
    });

    test("one direction of a connection is none", () => {
      const builder = mesh();
      builder.model.gatewayConnections = builder.model.gatewayConnections.filter(
        ({ address }) => !address.endsWith("spoke2_to_hub"),
      );
      expect(ask(builder, "hub", "spoke2").verdict).toBe("BLOCKED");
    });

    test("T87: a peering beats the connection", () => {
      const result = ask(mesh().peer("hub", "spoke1"), "hub", "spoke1");
      expect(result.verdict).toBe("REACHABLE");
      expect(result.forward[0].route!.nextHopType).toBe("VNetPeering");
      expect(through(result)).toBe(" | ");
    });
  });

  describe("Virtual Network Manager", () => {
    const managed = (topology: "Mesh" | "HubAndSpoke", direct: boolean, deployed = true): NetworkBuilder => {
      const builder = baseline();
      if (topology === "HubAndSpoke") {
        builder.model.peerings = [];
      }
      builder.model.networkManager = {
        networkGroups: [
          {
            address: "azurerm_network_manager_network_group.spokes",
            virtualNetworks: ["azurerm_virtual_network.spoke1", "azurerm_virtual_network.spoke2"],
            subnets: [],
          },
        ],
        connectivityConfigurations: [
          {
            address: "azurerm_network_manager_connectivity_configuration.main",
            topology,
            hub: topology === "HubAndSpoke" ? "azurerm_virtual_network.hub" : undefined,
            groups: [
              {
                networkGroup: "azurerm_network_manager_network_group.spokes",
                connectivity: direct ? "DirectlyConnected" : "None",
                useHubGateway: false,
                globalMesh: false,
              },
            ],
            globalMesh: false,
          },
        ],
        securityAdminRules: [],
        routingRules: [],
        deployments: deployed
          ? [
              {
                address: "azurerm_network_manager_deployment.main",
                scopeAccess: "Connectivity",
                configurations: ["azurerm_network_manager_connectivity_configuration.main"],
              },
            ]
          : [],
      };
      return builder;
    };

    test("T73: a mesh connects spokes directly", () => {
      const result = ask(managed("Mesh", true));
      expect(result.verdict).toBe("REACHABLE");
      expect(result.forward[0].route!.nextHopType).toBe("ConnectedGroup");
    });

    test("R21: a connected group is the direct connectivity that a next hop needs", () => {
      const builder = managed("Mesh", true)
        .nic("nva", "spoke2/default", "10.20.0.9", true)
        .routes("spoke1/default", [["10.0.0.0/16", "10.20.0.9"]]);
      expect(through(ask(builder, "spoke1", "hub"))).toMatch(/^\S*nva \|/);
    });

    test("R70: only once it is deployed", () => {
      expect(ask(managed("Mesh", true, false)).verdict).toBe("BLOCKED");
    });

    test("T74: hub and spoke without direct connectivity is as without it", () => {
      const result = ask(managed("HubAndSpoke", false));
      expect(result.verdict).toBe("BLOCKED");
      expect(result.reasons[0].code).toBe("ROUTE_NONE");
      expect(ask(managed("HubAndSpoke", false), "hub", "spoke1").verdict).toBe("REACHABLE");
    });

    test("R70: with it, spokes reach each other", () => {
      expect(ask(managed("HubAndSpoke", true)).verdict).toBe("REACHABLE");
    });
  });

  describe("network security groups", () => {
    test("T75: default rules let the sister spoke in, because the UDR puts it into the tag", () => {
      expect(ask(throughAppliance().securityGroup("spoke2/default")).verdict).toBe("REACHABLE");
    });

    test("R67: without a UDR that names it, a source outside the tag is denied", () => {
      const builder = throughAppliance()
        .firewall("hub", [["*", "*"]], ["255.255.255.255/32"])
        .routes("spoke1/default", [["10.20.0.0/16", "10.0.1.4"]])
        .routes("spoke2/default", [["172.31.0.0/16", "10.0.1.4"]])
        .securityGroup("spoke2/default");
      const result = ask(builder);
      expect(result.verdict).toBe("BLOCKED");
      expect(result.reasons[0]).toMatchObject({ code: "DENIED_IN", params: { rule: "DenyAllInBound" } });
    });

    test("where a default rule denies and the route is missing too, the route is named first", () => {
      const result = ask(baseline().securityGroup("spoke1/default"));
      expect(result.verdict).toBe("BLOCKED");
      expect(result.reasons[0]).toMatchObject({ code: "ROUTE_NONE", params: { at: "spoke1/default" } });
      expect(codes(result)).toEqual([
        "ROUTE_NONE",
        "DENIED_OUT",
        "PEERING_NOT_TRANSITIVE",
        "ROUTE_WOULD_HELP",
      ]);
      const half = baseline().half("spoke1", "spoke2", {}).securityGroup("spoke1/default");
      expect(codes(ask(half)).slice(0, 3)).toEqual(["PEERING_HALF_MISSING", "ROUTE_NONE", "DENIED_OUT"]);
    });

    test("a rule that somebody wrote hides no missing route: that comes first, and both are to be cured", () => {
      const denied = baseline().securityGroup("spoke1/default", [{ direction: "Outbound", access: "Deny" }]);
      expect(codes(ask(denied))).toEqual([
        "ROUTE_NONE",
        "DENIED_OUT",
        "PEERING_NOT_TRANSITIVE",
        "ROUTE_WOULD_HELP",
      ]);
    });

    test("T76: an explicit deny", () => {
      const builder = throughAppliance().securityGroup("spoke2/default", [
        { access: "Deny", protocol: "Tcp", sources: ["10.10.0.0/16"] },
      ]);
      const result = ask(builder);
      expect(result.verdict).toBe("BLOCKED");
      expect(result.reasons[0]).toMatchObject({
        code: "DENIED_IN",
        params: { rule: "rule1", group: "nsg-spoke2-default" },
        resource: "azurerm_network_security_group.spoke2_default",
      });
      expect(ask(builder, "spoke1", "spoke2", { protocol: "udp", port: 53 }).verdict).toBe("REACHABLE");
      expect(ask(builder, "spoke2", "spoke1").verdict).toBe("REACHABLE");
    });

    test("R65: an NSG on the appliance's subnet is on the way", () => {
      const builder = throughAppliance().securityGroup("hub/snet-nva", [
        { access: "Deny", sources: ["10.10.0.0/16"], destinations: ["10.20.0.0/16"] },
      ]);
      expect(ask(builder).reasons[0]).toMatchObject({ code: "DENIED_IN", params: { at: "nic-nva" } });
      expect(ask(builder, "spoke2", "spoke1").verdict).toBe("REACHABLE");
    });

    const closed = (): NetworkBuilder =>
      baseline()
        .half("hub", "spoke1", { allowVirtualNetworkAccess: false })
        .half("spoke1", "hub", { allowVirtualNetworkAccess: false });

    test("T77: without allow_virtual_network_access default rules deny, explicit ones allow", () => {
      const both = closed().securityGroup("hub/default").securityGroup("spoke1/default");
      expect(ask(both, "hub", "spoke1")).toMatchObject({
        verdict: "BLOCKED",
        reasons: [
          expect.objectContaining({
            code: "DENIED_OUT",
            params: expect.objectContaining({ rule: "DenyAllOutBound" }),
          }),
          expect.objectContaining({
            code: "PEERING_ACCESS_OFF",
            resource: "azurerm_virtual_network_peering.hub_to_spoke1",
          }),
        ],
      });
      const one = closed().securityGroup("spoke1/default");
      expect(ask(one, "hub", "spoke1").reasons[0]).toMatchObject({
        code: "DENIED_IN",
        params: { rule: "DenyAllInBound" },
      });
      const allow = [
        { direction: "Inbound" as const, sources: ["10.0.0.0/8"] },
        { direction: "Outbound" as const, destinations: ["10.0.0.0/8"] },
      ];
      const open = closed().securityGroup("hub/default", allow).securityGroup("spoke1/default", allow);
      expect(ask(open, "hub", "spoke1").verdict).toBe("REACHABLE");
      expect(ask(closed(), "hub", "spoke1").verdict).toBe("REACHABLE");
    });

    test("R68: admin rules come before NSGs", () => {
      const builder = throughAppliance().securityGroup("spoke2/default", [{ access: "Deny", priority: 100 }]);
      const rule = (action: "Deny" | "AlwaysAllow" | "Allow"): NetworkBuilder => {
        builder.model.networkManager = {
          ...builder.model.networkManager,
          networkGroups: [
            { address: "group", virtualNetworks: ["azurerm_virtual_network.spoke2"], subnets: [] },
          ],
          securityAdminRules: [
            {
              address: "azurerm_network_manager_admin_rule.rule",
              configuration: "configuration",
              networkGroups: ["group"],
              priority: 1,
              direction: "Inbound",
              action,
              protocol: "Any",
              sources: [],
              sourcePorts: [],
              destinations: ["*"],
              destinationPorts: [],
            },
          ],
          deployments: [
            { address: "deployment", scopeAccess: "SecurityAdmin", configurations: ["configuration"] },
          ],
        };
        return builder;
      };
      expect(ask(rule("Allow")).verdict).toBe("BLOCKED");
      expect(ask(rule("AlwaysAllow")).verdict).toBe("REACHABLE");
    });

    test("a group on one of two NICs makes the subnet conditional", () => {
      const builder = throughAppliance()
        .nic("other", "spoke2/default", "10.20.0.5")
        .securityGroup("spoke2/default", []);
      builder.model.networkSecurityGroups.push({
        address: "azurerm_network_security_group.nic",
        name: "nsg-nic",
        rules: [{ ...denyAll, origin: "azurerm_network_security_group.nic" }],
      });
      builder.model.networkInterfaces = builder.model.networkInterfaces.map((nic) =>
        nic.name === "nic-other"
          ? { ...nic, networkSecurityGroup: "azurerm_network_security_group.nic" }
          : nic,
      );
      const result = ask(builder);
      expect(result.verdict).toBe("CONDITIONAL");
      expect(result.reasons[0]).toMatchObject({ code: "FILTERED_PARTLY", params: { nic: "nic-other" } });
    });
  });

  test("T89: the initiator's own half refusing forwarded traffic concerns only replies", () => {
    const builder = throughAppliance().half("spoke1", "hub", { allowForwardedTraffic: false });
    expect(ask(builder, "spoke2", "spoke1").verdict).toBe("BLOCKED");
    const result = ask(builder, "spoke1", "spoke2");
    expect(result.verdict).toBe("CONDITIONAL");
    expect(codes(result)).toContain("FORWARDED_TRAFFIC_REPLY");
  });

  test("R23: an appliance whose own subnet sends to itself loops", () => {
    const builder = throughAppliance().routes("hub/snet-nva", [["10.20.0.0/16", "10.0.1.4"]]);
    const result = ask(builder);
    expect(result.verdict).toBe("BLOCKED");
    expect(codes(result)[0]).toBe("LOOP");
  });

  test("R60: two hubs need routes on each firewall's subnet", () => {
    const build = (routed: boolean): NetworkBuilder => {
      const builder = baseline()
        .network("hub2", "10.1.0.0/16", { AzureFirewallSubnet: "10.1.3.0/26" })
        .network("spoke3", "10.30.0.0/16", { default: "10.30.0.0/24" })
        .peer("hub2", "spoke3")
        .peer("hub", "hub2", { allowForwardedTraffic: true })
        .firewall("hub", [["10.0.0.0/8", "10.0.0.0/8"]])
        .firewall("hub2", [["10.0.0.0/8", "10.0.0.0/8"]])
        .routes("spoke1/default", [["0.0.0.0/0", "10.0.3.4"]])
        .routes("spoke3/default", [["0.0.0.0/0", "10.1.3.4"]]);
      return routed
        ? builder
            .routes("hub/AzureFirewallSubnet", [
              ["10.30.0.0/16", "10.1.3.4"],
              ["0.0.0.0/0", "Internet"],
            ])
            .routes("hub2/AzureFirewallSubnet", [
              ["10.10.0.0/16", "10.0.3.4"],
              ["0.0.0.0/0", "Internet"],
            ])
        : builder;
    };
    expect(ask(build(false), "spoke1", "spoke3").verdict).toBe("BLOCKED");
    const result = ask(build(true), "spoke1", "spoke3");
    expect(result.verdict).toBe("REACHABLE");
    expect(through(result)).toBe("afw-hub afw-hub2 | afw-hub2 afw-hub");
  });

  test("R9: subnet peering delivers only between named subnets", () => {
    const names = { localSubnetNames: ["a"], remoteSubnetNames: ["b"] };
    const mirrored = { localSubnetNames: ["b"], remoteSubnetNames: ["a"] };
    const builder = new NetworkBuilder()
      .network("left", "10.0.0.0/16", { a: "10.0.0.0/24", other: "10.0.1.0/24" })
      .network("right", "10.1.0.0/16", { b: "10.1.0.0/24", other: "10.1.1.0/24" })
      .half("left", "right", { subnetPeering: names })
      .half("right", "left", { subnetPeering: mirrored });
    expect(ask(builder, "left/a", "right/b").verdict).toBe("REACHABLE");
    expect(ask(builder, "left/other", "right/b").reasons[0].code).toBe("SUBNET_NOT_PEERED");
    expect(ask(builder, "left/a", "right/other").reasons[0].code).toBe("ROUTE_NONE");
  });

  test("R83: a shorter UDR than the peering row is named as never used", () => {
    const builder = throughAppliance()
      .peer("spoke1", "spoke2")
      .routes("spoke1/default", [["10.0.0.0/8", "10.0.1.4"]]);
    const result = ask(builder);
    expect(result.reasons.find(({ code }) => code === "UDR_SHADOWED")).toMatchObject({
      params: { udr: "10.0.0.0/8", row: "VNetPeering 10.20.0.0/16" },
      resource: "azurerm_route_table.spoke1_default",
    });
  });

  test("a longer UDR inside the destination decides for its part, and the worst case is shown", () => {
    const builder = throughAppliance().routes("spoke1/default", [
      ["10.20.0.0/16", "10.0.1.4"],
      ["10.20.0.128/25", "None"],
    ]);
    const result = ask(builder);
    expect(result.verdict).toBe("BLOCKED");
    expect(codes(result)).toEqual(expect.arrayContaining(["ROUTE_NONE", "PREFIXES_DIFFER"]));
  });

  test("an address known only after apply makes the answer conditional", () => {
    const builder = baseline().subnet("spoke2/default", { prefixes: [], prefixesUnknown: "${var.prefix}" });
    const result = ask(builder);
    expect(result.verdict).toBe("CONDITIONAL");
    expect(result.reasons[0]).toMatchObject({ code: "ADDRESS_UNKNOWN", params: { what: "${var.prefix}" } });
  });
});

const denyAll = {
  name: "deny",
  priority: 100,
  direction: "Inbound" as const,
  access: "Deny" as const,
  protocol: "*",
  sources: ["*"],
  sourcePorts: ["*"],
  destinations: ["*"],
  destinationPorts: ["*"],
  sourceApplicationSecurityGroups: [],
  destinationApplicationSecurityGroups: [],
};
