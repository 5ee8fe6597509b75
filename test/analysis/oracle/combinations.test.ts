import { analyze } from "../../../lib/analysis";
import { readConfiguration } from "../../../lib/analysis/readers";
import { INTERNET, NONE, runCases } from "./support/cases";
import { FIREWALL, lab, viaAppliance, viaFirewall, withGateway } from "./support/lab";
import { Block, subnetId, Terraform } from "./support/terraform";

const ANY: [[string, string]] = [["*", "*"]];
const FIREWALL2 = "${azurerm_firewall.hub2.ip_configuration[0].private_ip_address}";

/** Two regional hubs with a firewall each, peered; every firewall routes the other's spokes. */
const twoFirewalls = (rules2: [string, string][] = ANY): Terraform =>
  viaFirewall(ANY)
    .network("hub2", "10.100.0.0/16", { AzureFirewallSubnet: "10.100.2.0/24" }, "japaneast")
    .network("spoke3", "10.110.0.0/16", { default: "10.110.0.0/24" }, "japaneast")
    .peer("hub2", "spoke3")
    .half("hub", "hub2", { allow_forwarded_traffic: true })
    .half("hub2", "hub", { allow_forwarded_traffic: true })
    .firewall("hub2", rules2)
    .table("spoke3/default", [["0.0.0.0/0", FIREWALL2]])
    .table("hub/AzureFirewallSubnet", [
      ["10.110.0.0/16", FIREWALL2],
      ["0.0.0.0/0", "Internet"],
    ])
    .table("hub2/AzureFirewallSubnet", [
      ["10.10.0.0/16", FIREWALL],
      ["0.0.0.0/0", "Internet"],
    ]);

const endpointIn = (network: Terraform, subnet: string, address: string): Terraform =>
  network.add("azurerm_private_endpoint", "pe", {
    name: "pe",
    location: "eastasia",
    resource_group_name: "rg",
    subnet_id: subnetId(subnet),
    private_service_connection: [{ name: "c", is_manual_connection: false }],
    ip_configuration: [{ name: "ip", private_ip_address: address }],
  });

const meshed = (network: Terraform): Terraform =>
  network
    .networkManager(["spoke1", "spoke2"])
    .connectivity("Mesh", { group_connectivity: "DirectlyConnected" })
    .deployment("Connectivity", "azurerm_network_manager_connectivity_configuration.c");

describe("rules together", () => {
  runCases([
    {
      name: "R60 R62: two hubs with firewalls, across regions",
      network: () => twoFirewalls(),
      pair: ["spoke1", "spoke3"],
      verdict: "REACHABLE",
      via: "firewall firewall | firewall firewall",
      has: {
        spoke3: ["10.100.0.0/16 VNetPeering"],
        "hub/AzureFirewallSubnet": ["10.100.0.0/16 VNetGlobalPeering"],
      },
    },
    {
      name: "R60 R62: the second firewall must allow it too",
      network: () => twoFirewalls([["10.110.0.0/16", "*"]]),
      pair: ["spoke1", "spoke3"],
      verdict: "BLOCKED",
      codes: ["FIREWALL_DENY"],
    },
    {
      name: "R60: other spokes of the first hub are not routed back",
      network: () => twoFirewalls(),
      pair: ["spoke2", "spoke3"],
      verdict: "ONE_WAY",
      codes: ["RETURN_ROUTE_MISSING"],
    },
    {
      name: "R29: a default route does not capture the hub, which answers directly",
      network: () => viaFirewall(ANY),
      pair: ["spoke1", "hub"],
      verdict: "REACHABLE",
      via: "|",
    },
    {
      name: "R29 R81: the hub's exact prefix does, but the hub answers directly",
      network: () => viaFirewall(ANY).table("spoke1/default", [["10.0.0.0/16", FIREWALL]]),
      pair: ["spoke1", "hub"],
      verdict: "ASYMMETRIC",
      via: "firewall |",
    },
    {
      name: "R29 R31: and with the spoke's prefix in the hub both ways pass",
      network: () =>
        viaFirewall(ANY)
          .table("spoke1/default", [["10.0.0.0/16", FIREWALL]])
          .table("hub/default", [["10.10.0.0/16", FIREWALL]]),
      pair: ["spoke1", "hub"],
      verdict: "REACHABLE",
      via: "firewall | firewall",
    },
    {
      name: "R8: a private endpoint in the destination changes nothing for its neighbours",
      network: () => endpointIn(viaAppliance(), "spoke2/default", "10.20.0.5"),
      verdict: "REACHABLE",
      via: "appliance | appliance",
      has: { hub: ["10.20.0.5/32 InterfaceEndpoint"] },
    },
    {
      name: "R8: nor for the hub",
      network: () => endpointIn(lab(), "spoke2/default", "10.20.0.5"),
      pair: ["hub", "spoke2"],
      verdict: "REACHABLE",
    },
    {
      name: "R11 R49: a UDR of the default route beats one learned",
      network: () =>
        withGateway(lab(), { bgp_enabled: true }).table("spoke1/default", [["0.0.0.0/0", "10.0.1.4"]]),
      assume: { bgp: [{ speaker: "gw-hub", announces: ["0.0.0.0/0"] }] },
      rows: {
        spoke1: [
          "10.10.0.0/16 VnetLocal",
          "10.0.0.0/16 VNetPeering",
          "VirtualNetworkGateway 172.16.50.0/24 VirtualNetworkGateway gw-hub",
          "Invalid 0.0.0.0/0 Internet",
          "Invalid VirtualNetworkGateway 0.0.0.0/0 VirtualNetworkGateway gw-hub",
          "User 0.0.0.0/0 VirtualAppliance 10.0.1.4",
        ],
      },
    },
    {
      name: "R49 R4f: with propagation off nothing of it arrives",
      network: () => withGateway(lab(), { bgp_enabled: true }).table("spoke1/default", [], false),
      assume: { bgp: [{ speaker: "gw-hub", announces: ["0.0.0.0/0"] }] },
      rows: { spoke1: ["10.10.0.0/16 VnetLocal", "10.0.0.0/16 VNetPeering", INTERNET, ...NONE] },
    },
    {
      name: "R70 R11: a UDR equal to a connected group's row diverts it",
      network: () => meshed(viaAppliance()),
      verdict: "REACHABLE",
      via: "appliance | appliance",
      has: { spoke1: ["Invalid 10.20.0.0/16 ConnectedGroup"] },
    },
    {
      name: "R70 R29: a shorter UDR does not",
      network: () => meshed(viaFirewall([])),
      verdict: "REACHABLE",
      via: "|",
    },
    {
      name: "R12 R70: nor does what a route server is told",
      network: () => meshed(lab().routeServer("hub", ["10.0.1.4"]).transit("hub", "spoke1", "spoke2")),
      assume: { bgp: [{ speaker: "nic-nva", announces: ["10.20.0.0/25", "10.0.0.0/8"] }] },
      verdict: "REACHABLE",
      via: "|",
    },
    {
      name: "R5: peering for IPv6 alone carries no IPv4",
      network: () =>
        lab()
          .changeHalf("hub", "spoke1", {
            peer_complete_virtual_networks_enabled: false,
            only_ipv6_peering_enabled: true,
            local_subnet_names: ["default"],
            remote_subnet_names: ["default"],
          })
          .changeHalf("spoke1", "hub", {
            peer_complete_virtual_networks_enabled: false,
            only_ipv6_peering_enabled: true,
            local_subnet_names: ["default"],
            remote_subnet_names: ["default"],
          }),
      pair: ["hub", "spoke1"],
      verdict: "BLOCKED",
    },
    {
      name: "R21: a secondary address of a NIC is a next hop",
      network: () =>
        viaAppliance("10.0.1.5").change("azurerm_network_interface", "nva", {
          ip_configuration: [
            {
              name: "a",
              primary: true,
              subnet_id: subnetId("hub/nva"),
              private_ip_address_allocation: "Static",
              private_ip_address: "10.0.1.4",
            },
            {
              name: "b",
              subnet_id: subnetId("hub/nva"),
              private_ip_address_allocation: "Static",
              private_ip_address: "10.0.1.5",
            },
          ],
        }),
      verdict: "REACHABLE",
      via: "appliance | appliance",
    },
    {
      name: "R63 R31: gateway there, appliance back",
      network: () =>
        withGateway()
          .table("spoke1/default", [["10.20.0.0/16", "VirtualNetworkGateway"]])
          .table("spoke2/default", [["10.10.0.0/16", "10.0.1.4"]]),
      verdict: "ASYMMETRIC",
      codes: ["ASYMMETRIC_STATEFUL"],
    },
    {
      name: "R62 R81: translated by the first firewall of two",
      network: () =>
        twoFirewalls()
          .change("azurerm_firewall_policy", "hub", { private_ip_ranges: ["255.255.255.255/32"] })
          .remove("azurerm_subnet_route_table_association", "hub2_AzureFirewallSubnet"),
      pair: ["spoke1", "spoke3"],
      verdict: "REACHABLE",
    },
    {
      name: "R65 R31b: a group at the destination sees the translated source",
      network: () =>
        viaFirewall(ANY, { private_ip_ranges: ["255.255.255.255/32"] }).securityGroup("spoke2/default", [
          { source_address_prefix: "10.10.0.0/16" },
        ]),
      verdict: "REACHABLE",
    },
    {
      name: "R65: denying the firewall's subnet denies what it translates",
      network: () =>
        viaFirewall(ANY, { private_ip_ranges: ["255.255.255.255/32"] }).securityGroup("spoke2/default", [
          { source_address_prefix: "10.0.2.0/24" },
        ]),
      verdict: "BLOCKED",
      codes: ["DENIED_IN"],
    },
    {
      name: "R65 D2: ICMP by its own rule",
      network: () =>
        viaAppliance().securityGroup("spoke2/default", [
          { access: "Allow", protocol: "Icmp" },
          { priority: 4000 },
        ]),
      options: { protocol: "icmp" },
      verdict: "REACHABLE",
    },
    {
      name: "R65 D2: which lets no TCP pass",
      network: () =>
        viaAppliance().securityGroup("spoke2/default", [
          { access: "Allow", protocol: "Icmp" },
          { priority: 4000 },
        ]),
      verdict: "BLOCKED",
      codes: ["DENIED_IN"],
    },
    {
      name: "R56: a server that prefers the VPN gateway's routes",
      network: () =>
        withGateway(lab(), {
          active_active: true,
          bgp_enabled: true,
          bgp_settings: [{ asn: 65515 }],
        }).routeServer("hub", ["10.0.1.4"], {
          hub_routing_preference: "VpnGateway",
          branch_to_branch_traffic_enabled: true,
        }),
      assume: { bgp: [{ speaker: "nic-nva", announces: ["172.16.50.0/24"] }] },
      has: { spoke1: ["VirtualNetworkGateway 172.16.50.0/24 VirtualNetworkGateway gw-hub[0]"] },
    },
    {
      name: "R47 R62: on-premises through the firewall to both spokes and between them",
      network: () =>
        withGateway(viaFirewall(ANY))
          .table("hub/GatewaySubnet", [
            ["10.10.0.0/16", FIREWALL],
            ["10.20.0.0/16", FIREWALL],
          ])
          .table("spoke2/default", [["0.0.0.0/0", FIREWALL]], false),
      pair: ["on-premises/dc1", "spoke2"],
      verdict: "REACHABLE",
      via: "vpn-gateway firewall | firewall vpn-gateway",
    },
    {
      name: "R47 R81: a table on GatewaySubnet without its counterpart in the spoke",
      network: () => withGateway(viaFirewall(ANY)).table("hub/GatewaySubnet", [["10.10.0.0/16", FIREWALL]]),
      pair: ["on-premises/dc1", "spoke1"],
      verdict: "ASYMMETRIC",
      codes: ["ASYMMETRIC_STATEFUL"],
    },
    {
      name: "R10: subnets of two prefixes, of which one has no way",
      network: () =>
        viaAppliance()
          .change("azurerm_virtual_network", "spoke2", { address_space: ["10.20.0.0/16", "10.21.0.0/16"] })
          .change("azurerm_subnet", "spoke2_default", { address_prefixes: ["10.20.0.0/24", "10.21.0.0/24"] }),
      verdict: "BLOCKED",
      codes: ["ROUTE_NONE", "PREFIXES_DIFFER"],
    },
    {
      name: "R60: an appliance in a network of its own that both spokes are peered with",
      network: () =>
        viaAppliance("10.50.1.4")
          .network("transit", "10.50.0.0/16", { nva: "10.50.1.0/24" })
          .nic("transit", "transit/nva", "10.50.1.4")
          .peer("transit", "spoke1")
          .peer("transit", "spoke2"),
      verdict: "REACHABLE",
      via: "appliance | appliance",
    },
    {
      name: "functions and other resources' arguments in prefixes",
      network: () =>
        viaAppliance()
          .change("azurerm_virtual_network", "spoke2", {
            address_space: ['${cidrsubnet("10.0.0.0/8", 8, 20)}'],
          })
          .change("azurerm_subnet", "spoke2_default", {
            address_prefixes: [
              "${cidrsubnet(tolist(azurerm_virtual_network.spoke2.address_space)[0], 8, 0)}",
            ],
          }).json,
      verdict: "REACHABLE",
      has: { hub: ["10.20.0.0/16 VNetPeering"] },
    },
    {
      name: "dynamic blocks",
      network: () => {
        const network = viaAppliance();
        delete network.resource.azurerm_route_table.spoke1_default.route;
        return network.change("azurerm_route_table", "spoke1_default", {
          dynamic: {
            route: {
              for_each: ["10.20.0.0/16", "10.30.0.0/16"],
              content: {
                name: "r${route.key}",
                address_prefix: "${route.value}",
                next_hop_type: "VirtualAppliance",
                next_hop_in_ip_address: "10.0.1.4",
              },
            },
          },
        }).json;
      },
      verdict: "REACHABLE",
      has: { spoke1: ["User 10.30.0.0/16 VirtualAppliance 10.0.1.4"] },
    },
    {
      name: "for_each in a configuration",
      network: () => {
        const network = lab().table("spoke1/default", []).table("spoke2/default", []);
        for (const spoke of ["spoke1", "spoke2"]) {
          delete network.resource.azurerm_route_table[`${spoke}_default`].route;
        }
        return network.add("azurerm_route", "all", {
          for_each: { a: "spoke1", b: "spoke2" },
          name: "all",
          resource_group_name: "rg",
          route_table_name: "rt-${each.value}_default",
          address_prefix: "10.0.0.0/8",
          next_hop_type: "VirtualAppliance",
          next_hop_in_ip_address: "10.0.1.4",
        }).json;
      },
      verdict: "REACHABLE",
      via: "appliance | appliance",
    },
    {
      name: "count = 0 is nothing",
      network: () =>
        viaAppliance().change("azurerm_subnet_route_table_association", "spoke1_default", { count: 0 }).json,
      verdict: "BLOCKED",
      codes: ["ROUTE_NONE"],
    },
    {
      name: "R0.2: a flag that only apply tells",
      network: () => {
        const network = viaAppliance().change("azurerm_network_interface", "nva", {
          ip_forwarding_enabled: "${var.forwarding}",
        });
        network.more.variable = { forwarding: { type: "bool" } };
        return network.json;
      },
      verdict: "CONDITIONAL",
      codes: ["FLAG_UNKNOWN"],
    },
    {
      name: "R0.2 R31: a peering's flag that only apply tells",
      network: () => {
        const network = viaAppliance().changeHalf("spoke2", "hub", {
          allow_forwarded_traffic: "${var.forwarded}",
        });
        network.more.variable = { forwarded: { type: "bool" } };
        return network.json;
      },
      verdict: "CONDITIONAL",
      codes: ["FLAG_UNKNOWN"],
      via: "appliance | appliance",
    },
    {
      name: "R0.2: a rule whose addresses only apply tells",
      network: () => {
        const network = viaAppliance().securityGroup("spoke2/default", [
          { source_address_prefix: "${var.blocked}" },
        ]);
        network.more.variable = { blocked: { type: "string" } };
        return network.json;
      },
      verdict: "CONDITIONAL",
      codes: ["FILTER_UNKNOWN"],
    },
  ]);

  it("networks of one name in two resource groups are two", () => {
    const twins: Block = {
      resource: {
        azurerm_virtual_network: {
          a: { name: "vnet", location: "eastasia", resource_group_name: "a", address_space: ["10.1.0.0/16"] },
          b: { name: "vnet", location: "eastasia", resource_group_name: "b", address_space: ["10.2.0.0/16"] },
        },
        azurerm_subnet: {
          a: {
            name: "default",
            resource_group_name: "a",
            virtual_network_name: "vnet",
            address_prefixes: ["10.1.0.0/24"],
          },
          b: {
            name: "default",
            resource_group_name: "b",
            virtual_network_name: "vnet",
            address_prefixes: ["10.2.0.0/24"],
          },
        },
        azurerm_virtual_network_peering: {
          a: {
            name: "a",
            resource_group_name: "a",
            virtual_network_name: "vnet",
            remote_virtual_network_id: "${azurerm_virtual_network.b.id}",
          },
          b: {
            name: "b",
            resource_group_name: "b",
            virtual_network_name: "vnet",
            remote_virtual_network_id: "${azurerm_virtual_network.a.id}",
          },
        },
      },
    };
    const analysis = analyze(readConfiguration(twins));
    expect(analysis.endpoints.map(({ address, prefixes }) => `${address} ${prefixes.join()}`)).toEqual([
      "azurerm_subnet.a 10.1.0.0/24",
      "azurerm_subnet.b 10.2.0.0/24",
    ]);
    expect(new Set(analysis.endpoints.map(({ id }) => id)).size).toBe(2);
    expect(analysis.verdict("azurerm_subnet.a", "azurerm_subnet.b")).toBe("REACHABLE");
  });
});
