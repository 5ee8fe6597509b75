import { analyze, readConfiguration } from "../../../lib/analysis";
import { Block } from "../../support/synth";

const SUBNET = "azurerm_subnet";
const ADDRESS = {
  azurerm: "${azurerm_virtual_network_routing_appliance.router.ip_configuration[0].private_ip_address}",
  azapi: "${azapi_resource.router.output.private_ip_address}",
  data: "${azapi_resource.router.output.properties.ipConfigurations[0].properties.privateIPAddress}",
};

function network(name: string, octet: number, space = `10.${octet}.0.0/16`): Block {
  return { name: `vnet-${name}`, address_space: [space], location: "eastasia", resource_group_name: "rg" };
}

function subnetOf(of: string, name: string, prefix: string): Block {
  return {
    name,
    address_prefixes: [prefix],
    resource_group_name: "rg",
    virtual_network_name: `\${azurerm_virtual_network.${of}.name}`,
  };
}

function halves(spoke: string, flags: Block = {}): Record<string, Block> {
  const half = (from: string, to: string): Block => ({
    name: `${from}-to-${to}`,
    resource_group_name: "rg",
    virtual_network_name: `\${azurerm_virtual_network.${from}.name}`,
    remote_virtual_network_id: `\${azurerm_virtual_network.${to}.id}`,
    allow_forwarded_traffic: true,
    ...flags,
  });
  return { [`${spoke}_hub`]: half(spoke, "hub"), [`hub_${spoke}`]: half("hub", spoke) };
}

/** Two spokes whose tables lead to an appliance in the hub. */
function configuration(
  nextHop: string,
  more: Record<string, Record<string, Block>> = {},
  space?: string,
): Block {
  const prefixes = { a: "10.10.0.0/24", b: space ?? "10.20.0.0/24" };
  const table = (to: "a" | "b"): Block => ({
    name: `rt-to-${to}`,
    location: "eastasia",
    resource_group_name: "rg",
    route: [
      {
        name: "to-spoke",
        address_prefix: prefixes[to],
        next_hop_type: "VirtualAppliance",
        next_hop_in_ip_address: nextHop,
      },
    ],
  });
  const bind = (subnet: string, to: string): Block => ({
    subnet_id: `\${azurerm_subnet.${subnet}.id}`,
    route_table_id: `\${azurerm_route_table.${to}.id}`,
  });
  return {
    resource: {
      azurerm_virtual_network: {
        hub: network("hub", 0),
        a: network("a", 10),
        b: network("b", 20, space),
      },
      [SUBNET]: {
        routers: subnetOf("hub", "VirtualNetworkApplianceSubnet", "10.0.3.0/27"),
        a: subnetOf("a", "default", prefixes.a),
        b: subnetOf("b", "default", prefixes.b),
      },
      azurerm_virtual_network_peering: { ...halves("a"), ...halves("b") },
      azurerm_route_table: { to_b: table("b"), to_a: table("a") },
      azurerm_subnet_route_table_association: { a: bind("a", "to_b"), b: bind("b", "to_a") },
      ...more,
    },
  };
}

const AZURERM = {
  azurerm_virtual_network_routing_appliance: {
    router: {
      name: "vnra-hub",
      location: "eastasia",
      resource_group_name: "rg",
      bandwidth_in_gbps: 50,
      subnet_id: "${azurerm_subnet.routers.id}",
    },
  },
};

const AZAPI = {
  azapi_resource: {
    router: {
      type: "Microsoft.Network/virtualNetworkAppliances@2025-07-01",
      name: "vnra-hub",
      parent_id: "/subscriptions/s/resourceGroups/rg",
      location: "eastasia",
      body: { properties: { bandwidthInGbps: 50, subnet: { id: "${azurerm_subnet.routers.id}" } } },
    },
  },
};

const ask = (json: Block) => analyze(readConfiguration(json)).explain("vnet-a/default", "vnet-b/default");

test.each([
  ["azurerm", AZURERM, ADDRESS.azurerm],
  ["azapi with exports", AZAPI, ADDRESS.azapi],
  ["azapi with the whole answer", AZAPI, ADDRESS.data],
])(
  "carries packets between spokes, as %s, without a guest that somebody has to vouch for",
  (_, resource, address) => {
    const { verdict, forward, assumptions } = ask(configuration(address, resource));
    expect([verdict, assumptions]).toEqual(["REACHABLE", []]);
    expect(forward.flatMap(({ via }) => (via ? [[via.kind, via.name]] : []))).toEqual([
      ["routing-appliance", "vnra-hub"],
    ]);
  },
);

test("an address in its subnet that only apply tells may be its (W4)", () => {
  const { verdict, reasons } = ask(configuration("10.0.3.4", AZURERM));
  expect(verdict).toBe("CONDITIONAL");
  expect(reasons.map(({ code }) => code)).toContain("NEXT_HOP_PERHAPS");
});

test("of two appliances, each direction through another is no asymmetry: they keep no flows (W5)", () => {
  const second = structuredClone(AZURERM.azurerm_virtual_network_routing_appliance.router);
  const json = configuration(ADDRESS.azurerm, {
    azurerm_virtual_network_routing_appliance: { router: second, other: { ...second, name: "vnra-other" } },
  });
  json.resource.azurerm_route_table.to_a.route[0].next_hop_in_ip_address = ADDRESS.azurerm.replace(
    ".router.",
    ".other.",
  );
  expect(ask(json).verdict).toBe("REACHABLE");
});

test("public addresses are not what it carries: nothing sure is said of them (W6)", () => {
  const { verdict, reasons } = ask(configuration(ADDRESS.azurerm, AZURERM, "20.0.0.0/24"));
  expect(verdict).toBe("CONDITIONAL");
  expect(reasons.map(({ code }) => code)).toContain("ROUTING_APPLIANCE_PRIVATE_ONLY");
});

test("without forwarded traffic on the spokes' halves nothing arrives (W9)", () => {
  const json = configuration(ADDRESS.azurerm, AZURERM);
  json.resource.azurerm_virtual_network_peering = {
    ...halves("a", { allow_forwarded_traffic: false }),
    ...halves("b", { allow_forwarded_traffic: false }),
  };
  const { verdict, reasons } = ask(json);
  expect(verdict).toBe("BLOCKED");
  expect(reasons.map(({ code }) => code)).toContain("FORWARDED_TRAFFIC_BLOCKED");
});

test.each(["Inbound", "Outbound"])(
  "a security group of its subnet denies what passes, %s (W11)",
  (direction) => {
    const json = configuration(ADDRESS.azurerm, {
      ...AZURERM,
      azurerm_network_security_group: {
        closed: {
          name: "nsg-closed",
          location: "eastasia",
          resource_group_name: "rg",
          security_rule: [
            {
              name: "deny-all",
              priority: 100,
              direction,
              access: "Deny",
              protocol: "*",
              source_port_range: "*",
              destination_port_range: "*",
              source_address_prefix: "*",
              destination_address_prefix: "*",
            },
          ],
        },
      },
      azurerm_subnet_network_security_group_association: {
        routers: {
          subnet_id: "${azurerm_subnet.routers.id}",
          network_security_group_id: "${azurerm_network_security_group.closed.id}",
        },
      },
    });
    const { verdict, reasons } = ask(json);
    expect(verdict).toBe("BLOCKED");
    expect(reasons.map(({ code }) => code)).toContain(direction === "Inbound" ? "DENIED_IN" : "DENIED_OUT");
  },
);
