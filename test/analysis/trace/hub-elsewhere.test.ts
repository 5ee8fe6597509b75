import { analyze, readConfiguration } from "../../../lib/analysis";

/** Two spokes of a hub that exists elsewhere: both halves of each peering are here, the hub is not. */
function spokes({ hubHalves = true } = {}): object {
  const hub = "/subscriptions/s/resourceGroups/rg-hub/providers/Microsoft.Network/virtualNetworks/vnet-hub";
  const resource: Record<string, Record<string, object>> = {};
  const add = (type: string, name: string, body: object) => {
    resource[type] = { ...resource[type], [name]: { resource_group_name: "rg", name, ...body } };
  };
  for (const [name, space] of [
    ["a", "10.10.0.0/16"],
    ["b", "10.20.0.0/16"],
  ]) {
    const network = `\${azurerm_virtual_network.${name}.name}`;
    add("azurerm_virtual_network", name, { location: "eastasia", address_space: [space] });
    add("azurerm_subnet", name, { virtual_network_name: network, address_prefixes: [space] });
    add("azurerm_virtual_network_peering", `${name}_hub`, {
      virtual_network_name: network,
      remote_virtual_network_id: hub,
      allow_forwarded_traffic: true,
      triggers: { remote_address_space: "10.0.0.0/16" },
    });
    if (hubHalves) {
      add("azurerm_virtual_network_peering", `hub_${name}`, {
        resource_group_name: "rg-hub",
        virtual_network_name: "vnet-hub",
        remote_virtual_network_id: `\${azurerm_virtual_network.${name}.id}`,
        allow_forwarded_traffic: true,
      });
    }
    add("azurerm_route_table", name, {
      location: "eastasia",
      route: [
        {
          name: "all",
          address_prefix: "10.0.0.0/8",
          next_hop_type: "VirtualAppliance",
          next_hop_in_ip_address: "10.0.1.4",
        },
      ],
    });
    add("azurerm_subnet_route_table_association", name, {
      subnet_id: `\${azurerm_subnet.${name}.id}`,
      route_table_id: `\${azurerm_route_table.${name}.id}`,
    });
  }
  return { resource };
}

describe("a hub that exists elsewhere", () => {
  it("gives its spokes the prefixes that triggers tell, and names what is missing", () => {
    const analysis = analyze(readConfiguration(spokes()));
    const prefixes = analysis.routesOf("a/a")!.map(({ row }) => `${row.nextHopType} ${row.addressPrefix[0]}`);
    expect(prefixes).toContain("VNetPeering 10.0.0.0/16");
    const { verdict, reasons } = analysis.explain("a/a", "b/b");
    expect([verdict, reasons[0].code]).toEqual(["CONDITIONAL", "NEXT_HOP_ELSEWHERE"]);
  });

  it("carries what is declared to forward there", () => {
    const model = readConfiguration(spokes(), { version: 1, forwards: ["10.0.1.4"] });
    expect(analyze(model).explain("a/a", "b/b").verdict).toBe("REACHABLE");
  });

  it("stays CONDITIONAL where its own halves aren't here either", () => {
    expect(analyze(readConfiguration(spokes({ hubHalves: false }))).explain("a/a", "b/b").verdict).toBe(
      "CONDITIONAL",
    );
  });
});

/** Spokes that use the gateways of a hub that isn't here, without routes of their own. */
function usingItsGateways(table: object = {}, half: object = { use_remote_gateways: true }): object {
  const names = ["a", "b"];
  const ofEach = (of: (name: string, index: number) => object): object =>
    Object.fromEntries(
      names.map((name, index) => [name, { name, resource_group_name: "rg", ...of(name, index) }]),
    );
  const network = (name: string): string => `\${azurerm_virtual_network.${name}.name}`;
  return {
    data: { azurerm_virtual_network: { hub: { name: "vnet-hub", resource_group_name: "rg-hub" } } },
    resource: {
      azurerm_virtual_network: ofEach((_, i) => ({
        location: "eastasia",
        address_space: [`10.${i}.0.0/16`],
      })),
      azurerm_subnet: ofEach((name, i) => ({
        virtual_network_name: network(name),
        address_prefixes: [`10.${i}.0.0/24`],
      })),
      azurerm_virtual_network_peering: ofEach((name) => ({
        virtual_network_name: network(name),
        remote_virtual_network_id: "${data.azurerm_virtual_network.hub.id}",
        ...half,
      })),
      azurerm_route_table: ofEach(() => ({ location: "eastasia", ...table })),
      azurerm_subnet_route_table_association: ofEach((name) => ({
        subnet_id: `\${azurerm_subnet.${name}.id}`,
        route_table_id: `\${azurerm_route_table.${name}.id}`,
      })),
    },
  };
}

describe("gateways that the input doesn't hold", () => {
  it.each([["b/b"], ["internet"]])("may give spokes a route to %s, which is named", (to) => {
    const { verdict, reasons } = analyze(readConfiguration(usingItsGateways())).explain("a/a", to);
    expect(verdict).toBe("CONDITIONAL");
    expect(reasons).toContainEqual(
      expect.objectContaining({
        code: "GATEWAYS_ELSEWHERE",
        params: expect.objectContaining({ remote: "vnet-hub", peering: "azurerm_virtual_network_peering.a" }),
      }),
    );
  });

  it("may be used where only apply tells the flag, of a network that it tells too", () => {
    for (const remote of [{}, { remote_virtual_network_id: "${random_id.hub.hex}" }]) {
      const half = { use_remote_gateways: "${random_id.flag.hex}", ...remote };
      const { verdict, reasons } = analyze(readConfiguration(usingItsGateways({}, half))).explain(
        "a/a",
        "b/b",
      );
      expect([verdict, reasons.map(({ code }) => code)]).toEqual([
        "CONDITIONAL",
        expect.arrayContaining(["FLAG_UNKNOWN"]),
      ]);
    }
  });

  it("give none to a subnet whose table takes none", () => {
    const analysis = analyze(readConfiguration(usingItsGateways({ bgp_route_propagation_enabled: false })));
    expect(["b/b", "internet"].map((to) => analysis.explain("a/a", to).verdict)).toEqual([
      "BLOCKED",
      "REACHABLE",
    ]);
  });
});
