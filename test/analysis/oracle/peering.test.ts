import { INTERNET, NONE, runCases } from "./support/cases";
import { lab, viaAppliance, viaFirewall, withGateway } from "./support/lab";
import { Terraform } from "./support/terraform";

const twoHubs = (): Terraform =>
  lab()
    .network("hub2", "10.100.0.0/16", { nva: "10.100.1.0/24" })
    .network("spoke3", "10.110.0.0/16", { default: "10.110.0.0/24" })
    .peer("hub2", "spoke3")
    .half("hub", "hub2", { allow_forwarded_traffic: true })
    .half("hub2", "hub", { allow_forwarded_traffic: true })
    .nic("nva2", "hub2/nva", "10.100.1.4")
    .table("spoke1/default", [["0.0.0.0/0", "10.0.1.4"]])
    .table("spoke3/default", [["0.0.0.0/0", "10.100.1.4"]])
    .table("hub/nva", [["10.110.0.0/16", "10.100.1.4"]])
    .table("hub2/nva", [["10.10.0.0/16", "10.0.1.4"]]);

const denyingTag = (access: boolean): Terraform =>
  lab()
    .changeHalf("hub", "spoke1", { allow_virtual_network_access: access })
    .changeHalf("spoke1", "hub", { allow_virtual_network_access: access });

describe("peerings and their flags", () => {
  runCases([
    {
      name: "T30 R4c R5b: peering is not transitive",
      network: lab,
      verdict: "BLOCKED",
      codes: ["ROUTE_NONE", "PEERING_NOT_TRANSITIVE", "ROUTE_WOULD_HELP"],
      via: "|",
    },
    {
      name: "R5: hub and spoke reach each other",
      network: lab,
      pair: ["hub", "spoke1"],
      verdict: "REACHABLE",
    },
    {
      name: "R5: spoke and hub reach each other",
      network: lab,
      pair: ["spoke1", "hub"],
      verdict: "REACHABLE",
    },
    {
      name: "R5: a peer in another region has VNetGlobalPeering",
      network: () => lab().change("azurerm_virtual_network", "spoke2", { location: "japaneast" }),
      has: {
        hub: ["10.20.0.0/16 VNetGlobalPeering", "10.10.0.0/16 VNetPeering"],
        spoke2: ["10.0.0.0/16 VNetGlobalPeering"],
      },
    },
    {
      name: "R5: Japan East and japaneast are one region",
      network: () =>
        lab()
          .change("azurerm_virtual_network", "spoke2", { location: "Japan East" })
          .change("azurerm_virtual_network", "hub", { location: "japaneast" }),
      has: { hub: ["10.20.0.0/16 VNetPeering"], spoke2: ["10.0.0.0/16 VNetPeering"] },
    },
    {
      name: "R5c T50: half a peering carries nothing between hub and spoke",
      network: () => lab().remove("azurerm_virtual_network_peering", "hub_to_spoke2"),
      pair: ["spoke2", "hub"],
      verdict: "BLOCKED",
      codes: ["PEERING_HALF_MISSING"],
      rows: { spoke2: ["10.20.0.0/16 VnetLocal", INTERNET, ...NONE] },
    },
    {
      name: "R5c T50: nor through the appliance to the spoke behind it",
      network: () => viaAppliance().remove("azurerm_virtual_network_peering", "hub_to_spoke2"),
      verdict: "BLOCKED",
      codes: ["PEERING_HALF_MISSING"],
    },
    {
      name: "R5c R21: an appliance across half a peering is not reachable",
      network: () => viaAppliance().remove("azurerm_virtual_network_peering", "spoke1_to_hub"),
      verdict: "BLOCKED",
      codes: ["NEXT_HOP_NOT_REACHABLE"],
    },
    {
      name: "R9: subnet peering delivers between the subnets it names",
      network: () => subnetPeering("default", "default"),
      pair: ["hub", "spoke1"],
      verdict: "REACHABLE",
      has: { hub: ["10.10.0.0/24 VNetPeering"], spoke1: ["10.0.0.0/24 VNetPeering"] },
    },
    {
      name: "R9: and not from a subnet that it does not name",
      network: () => subnetPeering("default", "default"),
      pair: ["hub/nva", "spoke1"],
      verdict: "BLOCKED",
      codes: ["SUBNET_NOT_PEERED"],
    },
    {
      name: "R29 T40: direct peering wins over a default route to the firewall",
      network: () => viaFirewall([["10.0.0.0/8", "10.0.0.0/8"]]).peer("spoke1", "spoke2"),
      verdict: "REACHABLE",
      via: "|",
    },
    {
      name: "R30: routes stay without virtual network access",
      network: () => denyingTag(false),
      pair: ["hub", "spoke1"],
      verdict: "REACHABLE",
    },
    {
      name: "R30 T77: the tag shrinks: the sender's default rules deny",
      network: () => denyingTag(false).securityGroup("hub/default").securityGroup("spoke1/default"),
      pair: ["hub", "spoke1"],
      verdict: "BLOCKED",
      codes: ["DENIED_OUT"],
    },
    {
      name: "R30 T77: with a group on the spoke only, its default rules deny",
      network: () => denyingTag(false).securityGroup("spoke1/default"),
      pair: ["hub", "spoke1"],
      verdict: "BLOCKED",
      codes: ["DENIED_IN"],
    },
    {
      name: "R30 T77: with access, the same groups let it pass",
      network: () => denyingTag(true).securityGroup("hub/default").securityGroup("spoke1/default"),
      pair: ["hub", "spoke1"],
      verdict: "REACHABLE",
    },
    {
      name: "R30 T77: explicit rules let it pass without access",
      network: () =>
        denyingTag(false)
          .securityGroup("hub/default", [
            { direction: "Outbound", access: "Allow", destination_address_prefix: "10.10.0.0/16" },
          ])
          .securityGroup("spoke1/default", [{ access: "Allow", source_address_prefix: "10.0.0.0/16" }]),
      pair: ["hub", "spoke1"],
      verdict: "REACHABLE",
    },
    {
      name: "R30: each side's own half decides its tag",
      network: () =>
        lab()
          .changeHalf("hub", "spoke1", { allow_virtual_network_access: false })
          .securityGroup("spoke1/default"),
      pair: ["hub", "spoke1"],
      verdict: "REACHABLE",
    },
    {
      name: "R31a T36: the hub's halves need no flag",
      network: viaAppliance,
      verdict: "REACHABLE",
      via: "appliance | appliance",
    },
    {
      name: "R31 T35: the destination's half without the flag",
      network: () => viaAppliance().changeHalf("spoke2", "hub", { allow_forwarded_traffic: false }),
      verdict: "BLOCKED",
      codes: ["FORWARDED_TRAFFIC_BLOCKED", "FORWARDED_TRAFFIC_CAVEAT"],
    },
    {
      name: "D12: the permissive reading lets it pass",
      network: () => viaAppliance().changeHalf("spoke2", "hub", { allow_forwarded_traffic: false }),
      options: { forwardedTraffic: "permissive" },
      verdict: "REACHABLE",
      codes: ["FORWARDED_TRAFFIC_CAVEAT"],
    },
    {
      name: "R31 T89: the initiator's half without the flag leaves the reply in doubt",
      network: () => viaAppliance().changeHalf("spoke1", "hub", { allow_forwarded_traffic: false }),
      verdict: "CONDITIONAL",
      codes: ["FORWARDED_TRAFFIC_REPLY"],
    },
    {
      name: "R31 T89: the other initiator is blocked",
      network: () => viaAppliance().changeHalf("spoke1", "hub", { allow_forwarded_traffic: false }),
      pair: ["spoke2", "spoke1"],
      verdict: "BLOCKED",
      codes: ["FORWARDED_TRAFFIC_BLOCKED"],
    },
    {
      name: "R31 T37: through a firewall, both halves of a spoke without the flag",
      network: () =>
        viaFirewall([["10.0.0.0/8", "10.0.0.0/8"]]).changeHalf("spoke2", "hub", {
          allow_forwarded_traffic: false,
        }),
      verdict: "BLOCKED",
      codes: ["FORWARDED_TRAFFIC_BLOCKED"],
    },
    {
      name: "R31b: after SNAT the destination's half needs no flag",
      network: () =>
        viaFirewall([["10.0.0.0/8", "10.0.0.0/8"]], { private_ip_ranges: ["255.255.255.255/32"] }).changeHalf(
          "spoke2",
          "hub",
          {
            allow_forwarded_traffic: false,
          },
        ),
      verdict: "REACHABLE",
    },
    {
      name: "R31c: what a VPN gateway forwards needs no flag",
      network: () =>
        withGateway()
          .changeHalf("spoke1", "hub", { allow_forwarded_traffic: false })
          .changeHalf("spoke2", "hub", { allow_forwarded_traffic: false })
          .table("spoke1/default", [["10.20.0.0/16", "VirtualNetworkGateway"]])
          .table("spoke2/default", [["10.10.0.0/16", "VirtualNetworkGateway"]]),
      verdict: "REACHABLE",
      codes: ["VPN_GATEWAY_TRANSIT_NOT_RECOMMENDED"],
    },
    {
      name: "R31: inside one network no flag is needed",
      network: () =>
        viaAppliance("10.10.0.4")
          .nic("nva1", "spoke1/default", "10.10.0.4")
          .table("spoke1/default", [["10.20.0.0/16", "10.0.1.4"]])
          .table("spoke2/default", [["10.10.0.0/16", "10.0.1.4"]]),
      verdict: "REACHABLE",
    },
    {
      name: "R31a: what an appliance in a spoke forwards needs the hub's half",
      network: () =>
        lab()
          .nic("nva1", "spoke1/default", "10.10.0.4")
          .table("hub/default", [["10.20.0.0/16", "10.10.0.4"]]),
      pair: ["hub", "spoke2"],
      verdict: "BLOCKED",
    },
    {
      name: "R60: two hubs, each appliance routing the other's spokes",
      network: twoHubs,
      pair: ["spoke1", "spoke3"],
      verdict: "REACHABLE",
      via: "appliance appliance | appliance appliance",
    },
    {
      name: "R60: the appliances' subnets need routes for the remote spokes",
      network: () => twoHubs().remove("azurerm_subnet_route_table_association", "hub_nva"),
      pair: ["spoke1", "spoke3"],
      verdict: "BLOCKED",
      codes: ["ROUTE_NONE"],
    },
    {
      name: "R60 R16: and for the way back",
      network: () => twoHubs().remove("azurerm_subnet_route_table_association", "hub2_nva"),
      pair: ["spoke1", "spoke3"],
      verdict: "ONE_WAY",
      codes: ["RETURN_ROUTE_MISSING"],
    },
    {
      name: "R31 R60: between hubs the receiving hub's half counts",
      network: () => twoHubs().changeHalf("hub2", "hub", { allow_forwarded_traffic: false }),
      pair: ["spoke1", "spoke3"],
      verdict: "BLOCKED",
      codes: ["FORWARDED_TRAFFIC_BLOCKED"],
    },
    {
      name: "R60: hubs that are not peered have no next hop",
      network: () =>
        twoHubs()
          .remove("azurerm_virtual_network_peering", "hub_to_hub2")
          .remove("azurerm_virtual_network_peering", "hub2_to_hub"),
      pair: ["spoke1", "spoke3"],
      verdict: "BLOCKED",
      codes: ["NEXT_HOP_NOT_REACHABLE"],
    },
    {
      name: "R21: an appliance two peerings away is not reachable",
      network: () =>
        lab()
          .nic("far", "spoke2/default", "10.20.0.9")
          .table("spoke1/default", [["10.20.0.0/16", "10.20.0.9"]]),
      verdict: "BLOCKED",
      codes: ["NEXT_HOP_NOT_REACHABLE"],
    },
    {
      name: "R21: an address across the VPN gateway is not reachable as a next hop",
      network: () => withGateway(viaAppliance("172.16.50.4")),
      verdict: "BLOCKED",
      codes: ["NEXT_HOP_NOT_REACHABLE"],
    },
    {
      name: "R34: gateway transit works over a global peering",
      network: () =>
        withGateway(lab().change("azurerm_virtual_network", "spoke1", { location: "japaneast" })),
      has: {
        spoke1: [
          "VirtualNetworkGateway 172.16.50.0/24 VirtualNetworkGateway gw-hub",
          "10.0.0.0/16 VNetGlobalPeering",
        ],
      },
      pair: ["spoke1", "on-premises/dc1"],
      verdict: "REACHABLE",
    },
    {
      name: "R34: a Basic load balancer is not reached across a global peering",
      network: () =>
        viaAppliance("10.0.1.10")
          .loadBalancer(
            "lb",
            "hub/nva",
            "10.0.1.10",
            ["nva"],
            { protocol: "Tcp", frontend_port: 80, backend_port: 80 },
            "Basic",
          )
          .change("azurerm_virtual_network", "spoke1", { location: "japaneast" }),
      verdict: "BLOCKED",
      codes: ["LB_BASIC_GLOBAL_PEERING"],
    },
    {
      name: "R34: a Standard one is",
      network: () =>
        viaAppliance("10.0.1.10")
          .loadBalancer("lb", "hub/nva", "10.0.1.10", ["nva"])
          .change("azurerm_virtual_network", "spoke1", { location: "japaneast" }),
      verdict: "REACHABLE",
    },
    {
      name: "R35 T87: peering is used where a VPN connection exists too",
      network: () =>
        new Terraform()
          .network("a", "10.1.0.0/16", { default: "10.1.0.0/24", GatewaySubnet: "10.1.200.0/24" })
          .network("b", "10.2.0.0/16", { default: "10.2.0.0/24", GatewaySubnet: "10.2.200.0/24" })
          .half("a", "b")
          .half("b", "a")
          .gateway("a", { bgp_enabled: true, bgp_settings: [{ asn: 65001 }] })
          .gateway("b", { bgp_enabled: true, bgp_settings: [{ asn: 65002 }] })
          .tunnel("a", "b"),
      pair: ["a", "b"],
      verdict: "REACHABLE",
      via: "|",
      has: { a: ["10.2.0.0/16 VNetPeering"] },
    },
  ]);
});

function subnetPeering(hubSubnet: string, spokeSubnet: string): Terraform {
  return lab()
    .changeHalf("hub", "spoke1", {
      peer_complete_virtual_networks_enabled: false,
      local_subnet_names: [hubSubnet],
      remote_subnet_names: [spokeSubnet],
    })
    .changeHalf("spoke1", "hub", {
      peer_complete_virtual_networks_enabled: false,
      local_subnet_names: [spokeSubnet],
      remote_subnet_names: [hubSubnet],
    });
}
