import { Edit } from "../../../../lib/analysis";
import { repairsOf } from "../support/ask";
import { Block, RandomDocument } from "../support/random-document";

// A working network, one thing of which somebody changed: the first repair takes that back.

const PLACE = { location: "eastasia", resource_group_name: "rg" };
const APPS = { from: "spoke0/app", to: "spoke1/app" };

/** A hub whose appliance passes on what two spokes send each other; tables are called after their spokes. */
function hubAndSpokes(): RandomDocument {
  const document = new RandomDocument();
  document.network("hub", "10.0.0.0/16");
  document.subnet("hub", "nva", "10.0.1.0/24");
  document.nic("nva", "10.0.1.4", true);
  [0, 1].forEach((index) => {
    const name = `spoke${index}`;
    document.network(name, `10.${10 + index}.0.0/16`);
    document.subnet(name, "app", `10.${10 + index}.0.0/24`);
    document.table(`${name}_app`, [["0.0.0.0/0", "10.0.1.4"]]);
    document.half("hub", name, { allow_forwarded_traffic: true });
    document.half(name, "hub", { allow_forwarded_traffic: true });
  });
  return document;
}

function first(
  document: RandomDocument,
  ends: { readonly from: string; readonly to: string } = APPS,
): readonly Edit[] | undefined {
  const assume = { version: 1, forwards: document.resource.azurerm_network_interface ? ["nva"] : [] };
  const { repairs } = repairsOf({ document: { resource: document.resource }, assume, ...ends });
  expect(repairs[0]?.makes.verdict).toBe("REACHABLE");
  return repairs[0]?.edits;
}

test("a subnet that lost its table gets it back, though it takes the way to the Internet that no other spoke has", () => {
  const document = hubAndSpokes();
  delete document.resource.azurerm_subnet_route_table_association.spoke1_app;
  expect(first(document)).toMatchObject([
    {
      op: "create",
      type: "azurerm_subnet_route_table_association",
      arguments: { route_table_id: "${azurerm_route_table.spoke1_app.id}" },
    },
  ]);
});

test("of two tables that nothing is bound to, the subnet gets the one that is called after it", () => {
  const document = hubAndSpokes();
  document.resource.azurerm_subnet_route_table_association = {};
  const edits = first(document)!;
  const bound = edits.map((edit) => (edit.op === "create" ? edit.arguments : {}));
  expect(bound).toEqual(
    ["spoke0_app", "spoke1_app"].map((name) => ({
      subnet_id: `\${azurerm_subnet.${name}.id}`,
      route_table_id: `\${azurerm_route_table.${name}.id}`,
    })),
  );
});

test("a subnet that has another network's table gets its own, and that of the others stays as it is", () => {
  const document = hubAndSpokes();
  document.table("hub_nva", [["10.0.0.0/8", "None"]]);
  delete document.resource.azurerm_subnet_route_table_association.hub_nva;
  document.resource.azurerm_route_table.hub_nva.route = [];
  document.resource.azurerm_subnet_route_table_association.spoke1_app.route_table_id =
    "${azurerm_route_table.hub_app.id}";
  document.subnet("hub", "app", "10.0.2.0/24");
  document.table("hub_app", [["10.0.0.0/8", "None"]]);
  expect(first(document)).toEqual([
    {
      op: "set",
      address: "azurerm_subnet_route_table_association.spoke1_app",
      argument: "route_table_id",
      value: "${azurerm_route_table.spoke1_app.id}",
    },
  ]);
});

test("a rule of a load balancer that lost its pool gets the one that has members", () => {
  const document = hubAndSpokes();
  const balancer = "${azurerm_lb.nva.id}";
  const pool = "${azurerm_lb_backend_address_pool.nva.id}";
  document.add("azurerm_lb", "nva", {
    name: "lb",
    ...PLACE,
    sku: "Standard",
    frontend_ip_configuration: [
      {
        name: "front",
        subnet_id: "${azurerm_subnet.hub_nva.id}",
        private_ip_address_allocation: "Static",
        private_ip_address: "10.0.1.10",
      },
    ],
  });
  document.add("azurerm_lb_backend_address_pool", "nva", { name: "pool", loadbalancer_id: balancer });
  document.add("azurerm_network_interface_backend_address_pool_association", "nva", {
    network_interface_id: "${azurerm_network_interface.nva.id}",
    ip_configuration_name: "c",
    backend_address_pool_id: pool,
  });
  const rule = { name: "ha", loadbalancer_id: balancer, protocol: "All", frontend_port: 0, backend_port: 0 };
  document.add("azurerm_lb_rule", "nva", { ...rule, frontend_ip_configuration_name: "front" });
  for (const { route } of Object.values(document.resource.azurerm_route_table)) {
    (route as Block[])[0].next_hop_in_ip_address = "10.0.1.10";
  }
  expect(first(document)).toEqual([
    {
      op: "set",
      address: "azurerm_lb_rule.nva",
      argument: "backend_address_pool_ids",
      value: [pool],
    },
  ]);
});

test("the half that is created takes what the other half offers: the hub's gateway or Route Server", () => {
  const document = new RandomDocument();
  document.network("hub", "10.0.0.0/16");
  document.network("spoke0", "10.10.0.0/16");
  document.subnet("spoke0", "app", "10.10.0.0/24");
  document.gateway();
  document.half("hub", "spoke0", { allow_gateway_transit: true });
  expect(first(document, { from: "spoke0/app", to: "on-premises/hq" })).toMatchObject([
    {
      op: "create",
      type: "azurerm_virtual_network_peering",
      arguments: {
        virtual_network_name: "${azurerm_virtual_network.spoke0.name}",
        use_remote_gateways: true,
      },
    },
  ]);
});

test("a rule for subnets of both families names the prefixes of one, as Azure demands", () => {
  const document = hubAndSpokes();
  [0, 1].forEach((index) => {
    const { azurerm_virtual_network: networks, azurerm_subnet: subnets } = document.resource;
    networks[`spoke${index}`].address_space = [`10.${10 + index}.0.0/16`, `fd00:${index}::/48`];
    subnets[`spoke${index}_app`].address_prefixes = [`10.${10 + index}.0.0/24`, `fd00:${index}::/64`];
  });
  document.filter("spoke1", {
    destination_address_prefix: "*",
    source_address_prefix: "*",
    name: "deny",
  });
  expect(first(document)).toMatchObject([
    {
      op: "append",
      block: "security_rule",
      value: { source_address_prefix: "10.10.0.0/24", destination_address_prefix: "10.11.0.0/24" },
    },
  ]);
});

describe("of a network manager", () => {
  const managed = (): RandomDocument => {
    const document = new RandomDocument();
    const manager = "${azurerm_network_manager.m.id}";
    const group = "${azurerm_network_manager_network_group.g.id}";
    document.add("azurerm_network_manager", "m", { name: "m", ...PLACE });
    document.add("azurerm_network_manager_network_group", "g", { name: "g", network_manager_id: manager });
    [0, 1, 2].forEach((index) => {
      document.network(`spoke${index}`, `10.${10 + index}.0.0/16`);
      document.subnet(`spoke${index}`, "app", `10.${10 + index}.0.0/24`);
      document.add("azurerm_network_manager_static_member", `spoke${index}`, {
        name: `spoke${index}`,
        network_group_id: group,
        target_virtual_network_id: `\${azurerm_virtual_network.spoke${index}.id}`,
      });
    });
    document.add("azurerm_network_manager_connectivity_configuration", "c", {
      name: "c",
      network_manager_id: manager,
      connectivity_topology: "Mesh",
      applies_to_group: [{ group_connectivity: "DirectlyConnected", network_group_id: group }],
    });
    document.add("azurerm_network_manager_deployment", "d", {
      network_manager_id: manager,
      location: "eastasia",
      scope_access: "Connectivity",
      configuration_ids: ["${azurerm_network_manager_connectivity_configuration.c.id}"],
    });
    return document;
  };

  it("a network joins the group that the other end is in", () => {
    const document = managed();
    delete document.resource.azurerm_network_manager_static_member.spoke1;
    expect(first(document)).toMatchObject([
      {
        op: "create",
        type: "azurerm_network_manager_static_member",
        arguments: {
          network_group_id: "${azurerm_network_manager_network_group.g.id}",
          target_virtual_network_id: "${azurerm_virtual_network.spoke1.id}",
        },
      },
    ]);
  });

  it("a configuration is deployed where its networks are", () => {
    const document = managed();
    delete document.resource.azurerm_network_manager_deployment;
    expect(first(document)).toMatchObject([
      {
        op: "create",
        type: "azurerm_network_manager_deployment",
        arguments: { location: "eastasia", scope_access: "Connectivity" },
      },
    ]);
  });
});

test("the other direction of a tunnel speaks BGP as the first does, and so does its gateway, which Azure demands", () => {
  const document = new RandomDocument();
  ["a", "b"].forEach((name, index) => {
    document.network(name, `10.${20 + index}.0.0/16`);
    document.subnet(name, "app", `10.${20 + index}.0.0/24`);
    document.subnet(name, "GatewaySubnet", `10.${20 + index}.255.0/27`);
    document.add("azurerm_virtual_network_gateway", name, {
      name: `gw-${name}`,
      ...PLACE,
      type: "Vpn",
      sku: "VpnGw1AZ",
      bgp_enabled: name === "a",
      bgp_settings: [{ asn: 65010 + index }],
      ip_configuration: [{ name: "c", subnet_id: `\${azurerm_subnet.${name}_GatewaySubnet.id}` }],
    });
  });
  document.add("azurerm_virtual_network_gateway_connection", "ab", {
    name: "ab",
    ...PLACE,
    type: "Vnet2Vnet",
    virtual_network_gateway_id: "${azurerm_virtual_network_gateway.a.id}",
    peer_virtual_network_gateway_id: "${azurerm_virtual_network_gateway.b.id}",
    shared_key: "${var.psk}",
    bgp_enabled: true,
  });
  expect(first(document, { from: "a/app", to: "b/app" })).toMatchObject([
    { op: "set", address: "azurerm_virtual_network_gateway.b", argument: "bgp_enabled", value: true },
    { op: "create", arguments: { bgp_enabled: true } },
  ]);
});
