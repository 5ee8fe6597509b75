import { codes, through } from "./support/answers";
import { TerraformNetwork } from "./support/terraform-network";

const SPOKE1 = "vnet-spoke1/default";
const SPOKE2 = "vnet-spoke2/default";

const viaAppliance = (nextHop = "10.0.1.4"): TerraformNetwork =>
  new TerraformNetwork()
    .routes("spoke1_default", { "10.20.0.0/16": nextHop })
    .routes("spoke2_default", { "10.10.0.0/16": nextHop });

const gateway = (
  network: TerraformNetwork,
  name: string,
  more: { [argument: string]: unknown } = {},
): TerraformNetwork =>
  network.add("azurerm_virtual_network_gateway", name, {
    name: `vpngw-${name}`,
    location: "eastasia",
    resource_group_name: "rg",
    type: "Vpn",
    sku: "VpnGw1AZ",
    ip_configuration: [{ subnet_id: `\${azurerm_subnet.${name}_GatewaySubnet.id}` }],
    ...more,
  });

const firewall = (network: TerraformNetwork, rules: object[]): TerraformNetwork =>
  network
    .add("azurerm_firewall_policy", "hub", { name: "afwp", location: "eastasia", resource_group_name: "rg" })
    .add("azurerm_firewall_policy_rule_collection_group", "spokes", {
      name: "spokes",
      firewall_policy_id: "${azurerm_firewall_policy.hub.id}",
      priority: 100,
      network_rule_collection:
        rules.length === 0 ? [] : [{ name: "allow", priority: 100, action: "Allow", rule: rules }],
    })
    .add("azurerm_firewall", "hub", {
      name: "afw",
      location: "eastasia",
      resource_group_name: "rg",
      sku_name: "AZFW_VNet",
      sku_tier: "Standard",
      firewall_policy_id: "${azurerm_firewall_policy.hub.id}",
      ip_configuration: [{ name: "ipconfig", subnet_id: "${azurerm_subnet.hub_AzureFirewallSubnet.id}" }],
    });

const ANY_RULE = {
  name: "any",
  protocols: ["Any"],
  source_addresses: ["10.0.0.0/8"],
  destination_addresses: ["10.0.0.0/8"],
  destination_ports: ["*"],
};

const transit = (network: TerraformNetwork): TerraformNetwork => {
  for (const spoke of ["spoke1", "spoke2"]) {
    network.peer("hub", spoke, { allow_gateway_transit: true }, { use_remote_gateways: true });
  }
  return network;
};

describe("the rules' cases from Terraform JSON", () => {
  test("T30: the article's topology", () => {
    const result = new TerraformNetwork().ask(SPOKE1, SPOKE2);
    expect(result.verdict).toBe("BLOCKED");
    expect(codes(result)[0]).toBe("ROUTE_NONE");
  });

  test("T31: UDRs to an appliance, by literal address and by reference", () => {
    for (const nextHop of ["10.0.1.4", "${azurerm_network_interface.nva.private_ip_address}"]) {
      const result = viaAppliance(nextHop).ask(SPOKE1, SPOKE2);
      expect(result.verdict).toBe("REACHABLE");
      expect(through(result)).toBe("nic-nva | nic-nva");
    }
  });

  test("T34: without IP forwarding, under either spelling", () => {
    for (const argument of ["ip_forwarding_enabled", "enable_ip_forwarding"]) {
      const network = viaAppliance().add("azurerm_network_interface", "nva", {
        name: "nic-nva",
        [argument]: false,
        ip_configuration: [
          {
            name: "ipconfig1",
            subnet_id: "${azurerm_subnet.hub_snet-nva.id}",
            private_ip_address: "10.0.1.4",
          },
        ],
      });
      expect(codes(network.ask(SPOKE1, SPOKE2))[0]).toBe("IP_FORWARDING_DISABLED");
    }
  });

  test("T35: without allow_forwarded_traffic, which is the default", () => {
    const network = viaAppliance().peer("hub", "spoke2", {}, { allow_forwarded_traffic: undefined });
    expect(network.ask(SPOKE1, SPOKE2).reasons[0]).toMatchObject({
      code: "FORWARDED_TRAFFIC_BLOCKED",
      resource: "azurerm_virtual_network_peering.spoke2_to_hub",
    });
  });

  test("T43: UDRs to a VPN gateway", () => {
    const network = transit(gateway(viaAppliance("VirtualNetworkGateway"), "hub"));
    const result = network.ask(SPOKE1, SPOKE2);
    expect(result.verdict).toBe("REACHABLE");
    expect(codes(result)).toEqual(["VPN_GATEWAY_TRANSIT_NOT_RECOMMENDED"]);
  });

  test("T44: UDRs to an ExpressRoute gateway", () => {
    const network = transit(gateway(viaAppliance("VirtualNetworkGateway"), "hub", { type: "ExpressRoute" }));
    expect(codes(network.ask(SPOKE1, SPOKE2))[0]).toBe("GATEWAY_MISSING");
  });

  test.each([
    [[ANY_RULE], "REACHABLE"],
    [[], "BLOCKED"],
    [[{ ...ANY_RULE, protocols: ["TCP"], destination_ports: ["443"] }], "CONDITIONAL"],
  ])("T51, T52: a firewall with rules %j is %s", (rules, verdict) => {
    const network = firewall(new TerraformNetwork(), rules);
    for (const spoke of ["spoke1_default", "spoke2_default"]) {
      network.routes(spoke, {
        "0.0.0.0/0": "${azurerm_firewall.hub.ip_configuration[0].private_ip_address}",
      });
    }
    expect(network.ask(SPOKE1, SPOKE2).verdict).toBe(verdict);
  });

  test("T54, T56: on-premises, without and with routes on GatewaySubnet", () => {
    const build = (): TerraformNetwork => {
      const network = transit(
        gateway(
          firewall(new TerraformNetwork(), [
            { ...ANY_RULE, source_addresses: ["*"], destination_addresses: ["*"] },
          ]),
          "hub",
        ),
      )
        .add("azurerm_local_network_gateway", "dc1", {
          name: "dc1",
          address_space: ["192.168.0.0/16"],
          gateway_address: "192.0.2.1",
        })
        .add("azurerm_virtual_network_gateway_connection", "dc1", {
          name: "dc1",
          type: "IPsec",
          virtual_network_gateway_id: "${azurerm_virtual_network_gateway.hub.id}",
          local_network_gateway_id: "${azurerm_local_network_gateway.dc1.id}",
          shared_key: "${var.key}",
        });
      return network.routes(
        "spoke1_default",
        { "0.0.0.0/0": "${azurerm_firewall.hub.ip_configuration[0].private_ip_address}" },
        false,
      );
    };
    expect(build().ask("on-premises/dc1", SPOKE1).verdict).toBe("ASYMMETRIC");
    const cured = build().routes("hub_GatewaySubnet", {
      "10.10.0.0/16": "${azurerm_firewall.hub.ip_configuration[0].private_ip_address}",
    });
    expect(cured.ask("on-premises/dc1", SPOKE1).verdict).toBe("REACHABLE");
    expect(cured.ask(SPOKE1, "on-premises/dc1").verdict).toBe("REACHABLE");
  });

  test("T63: a load balancer with HA ports, by reference", () => {
    const network = viaAppliance("${azurerm_lb.nva.private_ip_address}")
      .add("azurerm_lb", "nva", {
        name: "lbi-nva",
        sku: "Standard",
        frontend_ip_configuration: [{ name: "frontend", subnet_id: "${azurerm_subnet.hub_snet-nva.id}" }],
      })
      .add("azurerm_lb_backend_address_pool", "nva", {
        name: "pool",
        loadbalancer_id: "${azurerm_lb.nva.id}",
      })
      .add("azurerm_lb_rule", "nva", {
        name: "ha",
        loadbalancer_id: "${azurerm_lb.nva.id}",
        protocol: "All",
        frontend_port: 0,
        backend_port: 0,
        frontend_ip_configuration_name: "frontend",
        backend_address_pool_ids: ["${azurerm_lb_backend_address_pool.nva.id}"],
      })
      .add("azurerm_network_interface_backend_address_pool_association", "nva", {
        network_interface_id: "${azurerm_network_interface.nva.id}",
        ip_configuration_name: "ipconfig1",
        backend_address_pool_id: "${azurerm_lb_backend_address_pool.nva.id}",
      });
    const result = network.ask(SPOKE1, SPOKE2);
    expect(result.verdict).toBe("REACHABLE");
    expect(through(result)).toBe("lbi-nva | lbi-nva");
  });

  test("T66: a Route Server and an appliance that announces a supernet, by assumption", () => {
    const network = transit(new TerraformNetwork())
      .add("azurerm_subnet", "rs", {
        name: "RouteServerSubnet",
        virtual_network_name: "vnet-hub",
        resource_group_name: "rg",
        address_prefixes: ["10.0.4.0/26"],
      })
      .add("azurerm_route_server", "hub", {
        name: "rs",
        resource_group_name: "rg",
        subnet_id: "${azurerm_subnet.rs.id}",
      })
      .add("azurerm_route_server_bgp_connection", "nva", {
        name: "nva",
        route_server_id: "${azurerm_route_server.hub.id}",
        peer_asn: 65001,
        peer_ip: "${azurerm_network_interface.nva.private_ip_address}",
      });
    expect(network.ask(SPOKE1, SPOKE2).verdict).toBe("CONDITIONAL");
    const result = network
      .assume({ bgp: [{ speaker: "nic-nva", announces: ["10.0.0.0/8"] }] })
      .ask(SPOKE1, SPOKE2);
    expect(result.verdict).toBe("REACHABLE");
    expect(result.assumptions.map(({ kind }) => kind).sort()).toEqual(["bgp", "forwards"]);
  });

  test("T71: VPN gateways and BGP instead of peerings", () => {
    const network = new TerraformNetwork();
    const asns = { hub: 65010, spoke1: 65011, spoke2: 65012 };
    for (const spoke of ["spoke1", "spoke2"] as const) {
      network
        .add("azurerm_virtual_network_peering", `hub_to_${spoke}`, {})
        .add("azurerm_virtual_network_peering", `${spoke}_to_hub`, {});
      network.add("azurerm_subnet", `${spoke}_GatewaySubnet`, {
        name: "GatewaySubnet",
        virtual_network_name: `vnet-${spoke}`,
        resource_group_name: "rg",
        address_prefixes: [spoke === "spoke1" ? "10.10.200.0/24" : "10.20.200.0/24"],
      });
      for (const [from, to] of [
        ["hub", spoke],
        [spoke, "hub"],
      ]) {
        network.add("azurerm_virtual_network_gateway_connection", `${from}_${to}`, {
          name: `${from}-${to}`,
          type: "Vnet2Vnet",
          virtual_network_gateway_id: `\${azurerm_virtual_network_gateway.${from}.id}`,
          peer_virtual_network_gateway_id: `\${azurerm_virtual_network_gateway.${to}.id}`,
          enable_bgp: true,
          shared_key: "${var.key}",
        });
      }
    }
    for (const [name, asn] of Object.entries(asns)) {
      gateway(network, name, { enable_bgp: true, bgp_settings: [{ asn }] });
    }
    const result = network.ask(SPOKE1, SPOKE2);
    expect(result.verdict).toBe("REACHABLE");
    expect(through(result)).toBe("vpngw-spoke1 vpngw-hub vpngw-spoke2 | vpngw-spoke2 vpngw-hub vpngw-spoke1");
  });

  test("T75, T76: security groups on the other spoke", () => {
    const build = (rules: object[]): TerraformNetwork =>
      viaAppliance()
        .add("azurerm_network_security_group", "spoke2", { name: "nsg-spoke2", security_rule: rules })
        .add("azurerm_subnet_network_security_group_association", "spoke2", {
          subnet_id: "${azurerm_subnet.spoke2_default.id}",
          network_security_group_id: "${azurerm_network_security_group.spoke2.id}",
        });
    expect(build([]).ask(SPOKE1, SPOKE2).verdict).toBe("REACHABLE");
    const denied = build([
      {
        name: "no-spoke1",
        priority: 100,
        direction: "Inbound",
        access: "Deny",
        protocol: "Tcp",
        source_address_prefix: "10.10.0.0/16",
        source_port_range: "*",
        destination_address_prefix: "*",
        destination_port_range: "*",
      },
    ]).ask(SPOKE1, SPOKE2);
    expect(denied.reasons[0]).toMatchObject({ code: "DENIED_IN", params: { rule: "no-spoke1" } });
  });

  test("an existing hub whose addresses are unknown leaves the answer open instead of denying it", () => {
    const network = viaAppliance("10.99.0.4").add("azurerm_virtual_network_peering", "spoke1_to_existing", {
      name: "to-existing",
      virtual_network_name: "vnet-spoke1",
      resource_group_name: "rg",
      remote_virtual_network_id: "${var.hub_id}",
    });
    const result = network.ask(SPOKE1, SPOKE2);
    expect(result.verdict).toBe("CONDITIONAL");
    expect(codes(result)[0]).toBe("NEXT_HOP_ELSEWHERE");
  });
});
