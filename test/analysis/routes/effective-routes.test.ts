import { analyze } from "../../../lib/analysis";
import { baseline, NetworkBuilder } from "../support/network-builder";
import { NONE_ROWS, rowsOf } from "../support/rows";

describe("effective routes (docs/routing-rules.md, cases)", () => {
  test("T01: a lone network has its prefix, the Internet and the None rows", () => {
    const model = new NetworkBuilder().network("vnet", "10.0.0.0/16", { default: "10.0.0.0/24" }).build();
    expect(rowsOf(model, "vnet/default")).toEqual([
      "10.0.0.0/16 VnetLocal",
      "0.0.0.0/0 Internet",
      ...NONE_ROWS,
    ]);
  });

  test("T02: a network equal to a reserved range takes its None row's place", () => {
    const model = new NetworkBuilder().network("vnet", "10.0.0.0/8", { default: "10.0.0.0/24" }).build();
    expect(rowsOf(model, "vnet/default")).toEqual([
      "10.0.0.0/8 VnetLocal",
      "0.0.0.0/0 Internet",
      ...NONE_ROWS.slice(1),
    ]);
  });

  test("T03: a network larger than a reserved range removes its None row", () => {
    const model = new NetworkBuilder()
      .network("vnet", "192.168.0.0/15", { default: "192.168.0.0/24" })
      .build();
    expect(rowsOf(model, "vnet/default")).toEqual([
      "192.168.0.0/15 VnetLocal",
      "0.0.0.0/0 Internet",
      ...NONE_ROWS.slice(0, 3),
    ]);
  });

  test("T04: rows are per prefix of the network, not per subnet", () => {
    const model = new NetworkBuilder()
      .network("vnet", ["10.0.0.0/16", "10.5.0.0/16"], {
        a: "10.0.0.0/24",
        b: "10.0.1.0/24",
        c: "10.5.0.0/24",
      })
      .build();
    for (const subnet of ["a", "b", "c"]) {
      expect(rowsOf(model, `vnet/${subnet}`).filter((row) => row.includes("VnetLocal"))).toEqual([
        "10.0.0.0/16 VnetLocal",
        "10.5.0.0/16 VnetLocal",
      ]);
    }
  });

  describe("Microsoft's example with two subnets", () => {
    const example = (): NetworkBuilder =>
      new NetworkBuilder()
        .network("vnet1", "10.0.0.0/16", {
          subnet1: "10.0.0.0/24",
          subnet2: "10.0.1.0/24",
          nva: "10.0.100.0/24",
          GatewaySubnet: "10.0.200.0/24",
        })
        .network("vnet2", ["10.1.0.0/16", "10.2.0.0/16"], { default: "10.1.0.0/24" })
        .peer("vnet1", "vnet2")
        .gateway("vnet1")
        .site("vnet1", "onprem", ["10.10.0.0/16"])
        .nic("nva", "vnet1/nva", "10.0.100.4", true)
        .subnet("vnet1/subnet1", { serviceEndpoints: ["Microsoft.Storage"] })
        .routes("vnet1/subnet1", [
          ["10.0.0.0/16", "10.0.100.4"],
          ["10.0.0.0/24", "VnetLocal"],
          ["10.1.0.0/16", "None"],
          ["10.2.0.0/16", "None"],
          ["10.10.0.0/16", "10.0.100.4"],
          ["0.0.0.0/0", "10.0.100.4"],
        ]);

    test("T05: user routes make every other row of the same prefix invalid and None rows vanish", () => {
      expect(rowsOf(example().build(), "vnet1/subnet1")).toEqual([
        "Invalid 10.0.0.0/16 VnetLocal",
        "Invalid 10.1.0.0/16 VNetPeering",
        "Invalid 10.2.0.0/16 VNetPeering",
        "Invalid VirtualNetworkGateway 10.10.0.0/16 vpngw-vnet1",
        "Invalid 0.0.0.0/0 Internet",
        "Microsoft.Storage VirtualNetworkServiceEndpoint",
        "User 10.0.0.0/16 VirtualAppliance 10.0.100.4",
        "User 10.0.0.0/24 VnetLocal",
        "User 10.1.0.0/16 None",
        "User 10.2.0.0/16 None",
        "User 10.10.0.0/16 VirtualAppliance 10.0.100.4",
        "User 0.0.0.0/0 VirtualAppliance 10.0.100.4",
      ]);
    });

    test("T05: the longest match decides among them", () => {
      const analysis = analyze(example().build());
      const first = (to: string): unknown =>
        analysis.explain("vnet1/subnet1", to).forward[0].route?.nextHopType;
      expect(first("vnet1/subnet2")).toBe("VirtualAppliance");
      expect(first("vnet2/default")).toBe("None");
    });

    test("T06: the subnet without a table keeps the system rows", () => {
      expect(rowsOf(example().build(), "vnet1/subnet2")).toEqual([
        "10.0.0.0/16 VnetLocal",
        "10.1.0.0/16 VNetPeering",
        "10.2.0.0/16 VNetPeering",
        "VirtualNetworkGateway 10.10.0.0/16 vpngw-vnet1",
        "0.0.0.0/0 Internet",
        ...NONE_ROWS,
      ]);
    });
  });

  const lab = (): NetworkBuilder =>
    new NetworkBuilder()
      .network("hub", "10.4.0.0/16", { nva: "10.4.2.0/24" })
      .network("vnet1", "10.1.0.0/16", { default: "10.1.0.0/24" })
      .nic("nva", "hub/nva", "10.4.2.101", true)
      .peer("hub", "vnet1");

  test("T07: a spoke of a hub", () => {
    expect(rowsOf(lab().build(), "vnet1/default")).toEqual([
      "10.1.0.0/16 VnetLocal",
      "10.4.0.0/16 VNetPeering",
      "0.0.0.0/0 Internet",
      ...NONE_ROWS,
    ]);
  });

  test("T08: a UDR equal to a reserved range replaces that None row alone", () => {
    const model = lab()
      .routes("vnet1/default", [["10.0.0.0/8", "10.4.2.101"]])
      .build();
    expect(rowsOf(model, "vnet1/default")).toEqual([
      "10.1.0.0/16 VnetLocal",
      "10.4.0.0/16 VNetPeering",
      "0.0.0.0/0 Internet",
      ...NONE_ROWS.slice(1),
      "User 10.0.0.0/8 VirtualAppliance 10.4.2.101",
    ]);
  });

  test("T09: a default route to an appliance removes all None rows", () => {
    const model = lab()
      .routes("vnet1/default", [["0.0.0.0/0", "10.4.2.101"]])
      .build();
    expect(rowsOf(model, "vnet1/default")).toEqual([
      "10.1.0.0/16 VnetLocal",
      "10.4.0.0/16 VNetPeering",
      "Invalid 0.0.0.0/0 Internet",
      "User 0.0.0.0/0 VirtualAppliance 10.4.2.101",
    ]);
  });

  test.each([
    ["Internet", 4],
    ["None", 4],
    ["VirtualNetworkGateway", 0],
  ])(
    "R4g, D6: a default route to %s leaves %i None rows and says that this is not documented",
    (nextHop, left) => {
      const model = lab()
        .gateway("hub")
        .routes("vnet1/default", [["0.0.0.0/0", nextHop]])
        .build();
      const routes = analyze(model).routesOf("vnet1/default")!;
      expect(routes.filter(({ row }) => row.nextHopType === "None" && row.source === "Default")).toHaveLength(
        left,
      );
      expect(routes.at(-1)!.note!.en).toMatch(/document/);
      expect(routes.at(-1)!.note!.ja).toMatch(/文書化/);
    },
  );

  const transit = (): NetworkBuilder =>
    baseline()
      .gateway("hub")
      .site("hub", "dc1", ["172.16.50.0/24"])
      .peer("hub", "spoke1", { allowGatewayTransit: true }, { useRemoteGateways: true })
      .peer("hub", "spoke2", { allowGatewayTransit: true }, { useRemoteGateways: true });

  test("T11: gateway transit gives a spoke the on-premises prefix, and no sister spoke", () => {
    expect(rowsOf(transit().build(), "spoke1/default")).toEqual([
      "10.10.0.0/16 VnetLocal",
      "10.0.0.0/16 VNetPeering",
      "VirtualNetworkGateway 172.16.50.0/24 vpngw-hub",
      "0.0.0.0/0 Internet",
      ...NONE_ROWS,
    ]);
  });

  test("R32: one of the two flags is not enough", () => {
    const model = transit().peer("hub", "spoke1", {}, { useRemoteGateways: true }).build();
    expect(rowsOf(model, "spoke1/default").join()).not.toMatch(/172\.16\.50/);
    const other = transit().peer("hub", "spoke1", { allowGatewayTransit: true }).build();
    expect(rowsOf(other, "spoke1/default").join()).not.toMatch(/172\.16\.50/);
  });

  test("D8: an active-active gateway has a row per instance", () => {
    const builder = baseline().gateway("hub", { activeActive: true }).site("hub", "dc1", ["172.16.50.0/24"]);
    expect(rowsOf(builder.build(), "hub/default")).toEqual(
      expect.arrayContaining([
        "VirtualNetworkGateway 172.16.50.0/24 vpngw-hub[0]",
        "VirtualNetworkGateway 172.16.50.0/24 vpngw-hub[1]",
      ]),
    );
  });

  test("D8: an address for VPN clients is no third instance", () => {
    const configuration = [1, 2, 3].map((number) => ({ name: `ip${number}` }));
    const gateway = { activeActive: true, ipConfigurations: configuration };
    const model = baseline().gateway("hub", gateway).site("hub", "dc1", ["172.16.50.0/24"]).build();
    expect(rowsOf(model, "hub/default").filter((row) => row.includes("vpngw-hub["))).toHaveLength(2);
  });

  test("R40b: with BGP the peer's address is a row too", () => {
    const builder = baseline().gateway("hub").site("hub", "dc1", ["172.16.50.0/24"], "172.16.50.254");
    expect(rowsOf(builder.build(), "hub/default")).toContain(
      "VirtualNetworkGateway 172.16.50.254/32 vpngw-hub",
    );
  });

  test("T14: a VPN peer learns the spokes once they use the gateway", () => {
    const vpn = (flags: boolean): string[] => {
      const builder = baseline()
        .network("vnet5", "10.5.0.0/16", { default: "10.5.0.0/24", GatewaySubnet: "10.5.200.0/24" })
        .gateway("hub", { asn: 65501 })
        .gateway("vnet5", { asn: 65505 })
        .vnetToVnet("hub", "vnet5");
      if (flags) {
        builder.peer("hub", "spoke1", { allowGatewayTransit: true }, { useRemoteGateways: true });
        builder.peer("hub", "spoke2", { allowGatewayTransit: true }, { useRemoteGateways: true });
      }
      return rowsOf(builder.build(), "vnet5/default").filter((row) =>
        row.startsWith("VirtualNetworkGateway"),
      );
    };
    expect(vpn(false)).toEqual(["VirtualNetworkGateway 10.0.0.0/16 vpngw-vnet5"]);
    expect(vpn(true).sort()).toEqual([
      "VirtualNetworkGateway 10.0.0.0/16 vpngw-vnet5",
      "VirtualNetworkGateway 10.10.0.0/16 vpngw-vnet5",
      "VirtualNetworkGateway 10.20.0.0/16 vpngw-vnet5",
    ]);
  });

  test("T15: a default route from a Route Server points at the appliance and removes None rows", () => {
    const model = baseline()
      .routeServer("hub", ["10.0.1.4"])
      .announces("azurerm_network_interface.nva", ["0.0.0.0/0", "172.20.0.0/16"])
      .peer("hub", "spoke1", { allowGatewayTransit: true }, { useRemoteGateways: true })
      .build();
    expect(rowsOf(model, "spoke1/default")).toEqual([
      "10.10.0.0/16 VnetLocal",
      "10.0.0.0/16 VNetPeering",
      "VirtualNetworkGateway 0.0.0.0/0 10.0.1.4",
      "VirtualNetworkGateway 172.20.0.0/16 10.0.1.4",
      "Invalid 0.0.0.0/0 Internet",
    ]);
    expect(rowsOf(model, "spoke2/default").join()).not.toMatch(/172\.20/);
  });

  test("R54: a Route Server does not program prefixes equal to or inside those it serves", () => {
    const model = baseline()
      .routeServer("hub", ["10.0.1.4"])
      .announces("azurerm_network_interface.nva", [
        "10.0.0.0/8",
        "10.10.0.0/16",
        "10.20.7.0/24",
        "10.0.0.0/16",
      ])
      .peer("hub", "spoke1", { allowGatewayTransit: true }, { useRemoteGateways: true })
      .peer("hub", "spoke2", { allowGatewayTransit: true }, { useRemoteGateways: true })
      .build();
    const learned = rowsOf(model, "spoke1/default").filter((row) => row.includes("VirtualNetworkGateway"));
    expect(learned).toEqual(["VirtualNetworkGateway 10.0.0.0/8 10.0.1.4"]);
  });

  test("T17: the portal's table of a spoke behind a firewall", () => {
    const model = new NetworkBuilder()
      .network("spoke", "10.0.1.0/24", { default: "10.0.1.0/25" })
      .network("hub", "10.1.0.0/24", { AzureFirewallSubnet: "10.1.0.0/26" })
      .peer("hub", "spoke")
      .firewall("hub", [["*", "*"]])
      .routes("spoke/default", [["0.0.0.0/0", "10.1.0.4"]])
      .build();
    const routes = analyze(model)
      .routesOf("spoke/default")!
      .map(({ row }) => row);
    expect(routes).toEqual([
      expect.objectContaining({
        source: "Default",
        state: "Active",
        addressPrefix: ["10.0.1.0/24"],
        nextHopType: "VnetLocal",
      }),
      expect.objectContaining({
        source: "Default",
        state: "Active",
        addressPrefix: ["10.1.0.0/24"],
        nextHopType: "VNetPeering",
      }),
      expect.objectContaining({
        source: "Default",
        state: "Invalid",
        addressPrefix: ["0.0.0.0/0"],
        nextHopType: "Internet",
      }),
      {
        addressPrefix: ["0.0.0.0/0"],
        destinationServiceTags: [],
        disableBgpRoutePropagation: false,
        hasBgpOverride: false,
        name: "route1",
        nextHopIpAddress: ["10.1.0.4"],
        nextHopType: "VirtualAppliance",
        source: "User",
        state: "Active",
        tagMap: {},
      },
    ]);
  });

  const withEndpoint = (policies: "Disabled" | "RouteTableEnabled"): NetworkBuilder => {
    const builder = new NetworkBuilder()
      .network("a", "10.0.0.0/16", { default: "10.0.0.0/24" })
      .network("b", "10.1.0.0/16", { default: "10.1.0.0/24" })
      .network("c", "10.2.0.0/16", { default: "10.2.0.0/24" })
      .peer("a", "b")
      .peer("b", "c")
      .subnet("a/default", {
        privateEndpointNetworkPolicies: policies,
        serviceEndpoints: ["Microsoft.Storage"],
      });
    builder.model.privateEndpoints.push({
      address: "azurerm_private_endpoint.pe",
      subnet: "azurerm_subnet.a_default",
      privateIps: ["10.0.0.5"],
    });
    return builder;
  };

  test("T18: a private endpoint shows in its network and in directly peered ones", () => {
    const model = withEndpoint("Disabled").build();
    expect(rowsOf(model, "a/default")).toContain("10.0.0.5/32 InterfaceEndpoint");
    expect(rowsOf(model, "b/default")).toContain("10.0.0.5/32 InterfaceEndpoint");
    expect(rowsOf(model, "c/default")).not.toContain("10.0.0.5/32 InterfaceEndpoint");
  });

  test.each([
    ["10.0.0.0/16", "RouteTableEnabled", "Invalid"],
    ["10.0.0.0/24", "RouteTableEnabled", "Invalid"],
    ["10.0.0.0/16", "Disabled", "Active"],
    ["10.0.0.0/15", "RouteTableEnabled", "Active"],
    ["0.0.0.0/0", "RouteTableEnabled", "Active"],
    ["10.0.1.0/24", "RouteTableEnabled", "Active"],
  ] as const)("R8, D7: a UDR %s with policy %s leaves the /32 %s", (prefix, policies, state) => {
    const model = withEndpoint(policies)
      .nic("nva", "b/default", "10.1.0.9", true)
      .routes("b/default", [[prefix, "10.1.0.9"]])
      .build();
    const row = analyze(model)
      .routesOf("b/default")!
      .find((route) => route.row.nextHopType === "InterfaceEndpoint");
    expect(row!.row.state).toBe(state);
  });

  test("T19: a service endpoint is a row of its own subnet alone", () => {
    const model = withEndpoint("Disabled").build();
    expect(rowsOf(model, "a/default")).toContain("Microsoft.Storage VirtualNetworkServiceEndpoint");
    expect(rowsOf(model, "b/default").join()).not.toMatch(/ServiceEndpoint/);
  });

  test("T21: a user route beats the gateway row of the same prefix", () => {
    const model = transit()
      .routes("spoke1/default", [["172.16.50.0/24", "10.0.1.4"]])
      .build();
    expect(rowsOf(model, "spoke1/default")).toEqual(
      expect.arrayContaining([
        "Invalid VirtualNetworkGateway 172.16.50.0/24 vpngw-hub",
        "User 172.16.50.0/24 VirtualAppliance 10.0.1.4",
      ]),
    );
  });

  test("R13: a shorter user route does not beat it", () => {
    const model = transit()
      .routes("spoke1/default", [["172.16.0.0/12", "10.0.1.4"]])
      .build();
    expect(analyze(model).explain("spoke1/default", "on-premises/dc1").forward[0].route).toMatchObject({
      addressPrefix: "172.16.50.0/24",
      source: "VirtualNetworkGateway",
    });
  });

  test("T24: an ECMP route is one row with several addresses", () => {
    const model = baseline()
      .routes("spoke1/default", [["10.20.0.0/16", "10.0.1.4+10.0.1.5"]])
      .build();
    expect(rowsOf(model, "spoke1/default").at(-1)).toBe(
      "User 10.20.0.0/16 VirtualAppliance 10.0.1.4,10.0.1.5",
    );
  });

  test("R46: without propagation a subnet has no gateway rows, static ones included", () => {
    const model = transit().routes("spoke1/default", [], false).build();
    expect(rowsOf(model, "spoke1/default").join()).not.toMatch(/VirtualNetworkGateway/);
    expect(analyze(model).routesOf("spoke1/default")![0].row.disableBgpRoutePropagation).toBe(true);
  });

  test("R12: BGP rows inside a peered network are never used, and listed as not valid with a note", () => {
    const builder = baseline()
      .gateway("hub", { asn: 65001 })
      .announces("azurerm_virtual_network_gateway.hub", ["10.10.7.0/24"]);
    const row = analyze(builder.build())
      .routesOf("hub/default")!
      .find((route) => route.row.addressPrefix[0] === "10.10.7.0/24")!;
    expect(row.row.state).toBe("Invalid");
    expect(row.note!.en).toMatch(/not documented/);
  });

  test("R5: a peering with another region is a global one", () => {
    const model = new NetworkBuilder()
      .network("a", "10.0.0.0/16", { default: "10.0.0.0/24" }, "East Asia")
      .network("b", "10.1.0.0/16", { default: "10.1.0.0/24" }, "eastasia")
      .network("c", "10.2.0.0/16", { default: "10.2.0.0/24" }, "japaneast")
      .peer("a", "b")
      .peer("a", "c")
      .build();
    expect(rowsOf(model, "a/default")).toEqual(
      expect.arrayContaining(["10.1.0.0/16 VNetPeering", "10.2.0.0/16 VNetGlobalPeering"]),
    );
  });

  test("R3b: the undocumented None rows are listed only on demand", () => {
    const model = baseline().build();
    expect(rowsOf(model, "hub/default").join()).not.toMatch(/127\.0\.0\.0/);
    expect(rowsOf(model, "hub/default", { includePlatformNone: true })).toContain("127.0.0.0/8 None");
  });

  test("R15: a route for a service tag is listed and never matches an address", () => {
    const model = baseline()
      .routes("spoke1/default", [["Storage", "Internet"]])
      .build();
    const route = analyze(model).routesOf("spoke1/default")!.at(-1)!.row;
    expect(route).toMatchObject({
      addressPrefix: [],
      destinationServiceTags: ["Storage"],
      nextHopType: "Internet",
    });
  });

  test("D10: every subnet has routes, reserved ones included", () => {
    const analysis = analyze(baseline().build());
    expect(analysis.subnets.map(({ id }) => id)).toContain("hub/GatewaySubnet");
    for (const { id } of analysis.subnets) {
      expect(analysis.routesOf(id)!.length).toBeGreaterThan(0);
    }
    expect(analysis.routesOf("hub/nowhere")).toBeUndefined();
  });
});
