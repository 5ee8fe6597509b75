import { INTERNET, NONE, runCases } from "./support/cases";
import { lab, viaAppliance } from "./support/lab";
import { subnetId, Terraform } from "./support/terraform";

const pair = (): Terraform =>
  new Terraform()
    .network("vnet1", "10.1.0.0/16", { default: "10.1.0.0/24" })
    .network("vnet2", "10.2.0.0/16", { default: "10.2.0.0/24" })
    .network("hub", "10.4.0.0/16", { default: "10.4.2.0/24" })
    .peer("hub", "vnet1")
    .peer("hub", "vnet2")
    .nic("nva", "hub/default", "10.4.2.101");

const s1 = (): Terraform =>
  new Terraform()
    .network("vnet1", "10.0.0.0/16", {
      default: "10.0.0.0/24",
      other: "10.0.1.0/24",
      nva: "10.0.100.0/24",
      GatewaySubnet: "10.0.200.0/24",
    })
    .network("vnet2", ["10.1.0.0/16", "10.2.0.0/16"], { default: "10.1.0.0/24" })
    .peer("vnet1", "vnet2")
    .nic("nva", "vnet1/nva", "10.0.100.4")
    .gateway("vnet1")
    .site("vnet1", "dc1", ["10.10.0.0/16"]);

describe("system routes and selection", () => {
  runCases([
    {
      name: "T01: a lone network has its prefix, the Internet and four None rows",
      network: () => new Terraform().network("v", "10.0.0.0/16", { default: "10.0.0.0/24" }),
      rows: { v: ["10.0.0.0/16 VnetLocal", INTERNET, ...NONE] },
    },
    {
      name: "T02 R4a: a prefix equal to a reserved one takes its row over",
      network: () => new Terraform().network("v", "10.0.0.0/8", { default: "10.0.0.0/24" }),
      rows: { v: ["10.0.0.0/8 VnetLocal", INTERNET, ...NONE.slice(1)] },
    },
    {
      name: "T03 R4b: a prefix that contains a reserved one removes its row",
      network: () => new Terraform().network("v", "192.168.0.0/15", { default: "192.168.0.0/24" }),
      rows: { v: ["192.168.0.0/15 VnetLocal", INTERNET, ...NONE.slice(0, 3)] },
    },
    {
      name: "T04 R1: one row per prefix of the network, none per subnet",
      network: () =>
        new Terraform().network("v", ["10.0.0.0/16", "10.5.0.0/16"], {
          default: "10.0.0.0/24",
          b: "10.0.1.0/24",
          c: "10.5.0.0/24",
        }),
      rows: { "v/c": ["10.0.0.0/16 VnetLocal", "10.5.0.0/16 VnetLocal", INTERNET, ...NONE] },
    },
    {
      name: "T05: Subnet1 of Microsoft's page",
      network: () =>
        s1()
          .change("azurerm_subnet", "vnet1_default", { service_endpoints: ["Microsoft.Storage"] })
          .table("vnet1/default", [
            ["10.0.0.0/16", "10.0.100.4"],
            ["10.0.0.0/24", "VnetLocal"],
            ["10.1.0.0/16", "None"],
            ["10.2.0.0/16", "None"],
            ["10.10.0.0/16", "10.0.100.4"],
            ["0.0.0.0/0", "10.0.100.4"],
          ]),
      has: {
        vnet1: [
          "Invalid 10.0.0.0/16 VnetLocal",
          "Invalid 10.1.0.0/16 VNetPeering",
          "Invalid 10.2.0.0/16 VNetPeering",
          "Invalid 0.0.0.0/0 Internet",
          "User 10.0.0.0/16 VirtualAppliance 10.0.100.4",
          "User 10.0.0.0/24 VnetLocal",
          "User 10.1.0.0/16 None",
          "User 10.2.0.0/16 None",
          "User 10.10.0.0/16 VirtualAppliance 10.0.100.4",
          "User 0.0.0.0/0 VirtualAppliance 10.0.100.4",
        ],
      },
      lacks: { vnet1: ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"] },
    },
    {
      name: "T05: another subnet of the same network is reached through the appliance, and answers directly",
      network: () => s1().table("vnet1/default", [["10.0.0.0/16", "10.0.100.4"]]),
      pair: ["vnet1/default", "vnet1/other"],
      verdict: "ASYMMETRIC",
      via: "appliance |",
      codes: ["ASYMMETRIC_STATEFUL"],
    },
    {
      name: "T06: Subnet2 of Microsoft's page",
      network: s1,
      rows: {
        "vnet1/other": [
          "10.0.0.0/16 VnetLocal",
          "10.1.0.0/16 VNetPeering",
          "10.2.0.0/16 VNetPeering",
          "VirtualNetworkGateway 10.10.0.0/16 VirtualNetworkGateway gw-vnet1",
          INTERNET,
          ...NONE,
        ],
      },
    },
    {
      name: "T07: a peered network adds a row",
      network: pair,
      rows: { vnet1: ["10.1.0.0/16 VnetLocal", "10.4.0.0/16 VNetPeering", INTERNET, ...NONE] },
    },
    {
      name: "T08 R4d: a UDR of a reserved prefix removes its None row, not the peering's",
      network: () => pair().table("vnet1/default", [["10.0.0.0/8", "10.4.2.101"]]),
      rows: {
        vnet1: [
          "10.1.0.0/16 VnetLocal",
          "10.4.0.0/16 VNetPeering",
          "User 10.0.0.0/8 VirtualAppliance 10.4.2.101",
          INTERNET,
          ...NONE.slice(1),
        ],
      },
    },
    {
      name: "T09 R4e: a default route to an appliance removes all None rows",
      network: () => pair().table("vnet2/default", [["0.0.0.0/0", "10.4.2.101"]]),
      rows: {
        vnet2: [
          "10.2.0.0/16 VnetLocal",
          "10.4.0.0/16 VNetPeering",
          "Invalid 0.0.0.0/0 Internet",
          "User 0.0.0.0/0 VirtualAppliance 10.4.2.101",
        ],
      },
    },
    {
      name: "R4g: a default route to the Internet keeps the None rows",
      network: () => pair().table("vnet2/default", [["0.0.0.0/0", "Internet"]]),
      has: { vnet2: [...NONE, "User 0.0.0.0/0 Internet", "Invalid 0.0.0.0/0 Internet"] },
      pair: ["vnet2", "vnet1"],
      verdict: "BLOCKED",
      codes: ["ROUTE_NONE"],
    },
    {
      name: "D6: a default route to a VPN gateway removes the None rows",
      network: () => s1().table("vnet1/other", [["0.0.0.0/0", "VirtualNetworkGateway"]]),
      lacks: { "vnet1/other": ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"] },
    },
    {
      name: "R24: a UDR of a reserved prefix to None stands instead of the system row",
      network: () => pair().table("vnet1/default", [["10.0.0.0/8", "None"]]),
      has: { vnet1: ["User 10.0.0.0/8 None"] },
      lacks: { vnet1: ["!10.0.0.0/8 None"] },
      pair: ["vnet1", "vnet2"],
      verdict: "BLOCKED",
      codes: ["ROUTE_NONE"],
    },
    {
      name: "R11: a gateway row equal to a reserved prefix takes the None row's place",
      network: () => s1().change("azurerm_local_network_gateway", "dc1", { address_space: ["10.0.0.0/8"] }),
      has: { "vnet1/other": ["VirtualNetworkGateway 10.0.0.0/8 VirtualNetworkGateway gw-vnet1"] },
      lacks: { "vnet1/other": ["!10.0.0.0/8 None", "!Invalid 10.0.0.0/8 None"] },
    },
    {
      name: "R12: a gateway's more specific route does not draw packets from a peering",
      network: () => lab().gateway("hub").site("hub", "dc1", ["10.10.0.0/24"]),
      pair: ["hub", "spoke1"],
      verdict: "REACHABLE",
      via: "|",
    },
    {
      name: "R12: a more specific UDR does",
      network: () =>
        lab()
          .gateway("hub")
          .site("hub", "dc1", ["10.10.0.0/24"])
          .table("hub/default", [["10.10.0.0/24", "None"]]),
      pair: ["hub", "spoke1"],
      verdict: "BLOCKED",
      codes: ["ROUTE_NONE"],
    },
    {
      name: "R13: a UDR for a supernet loses to a longer gateway row",
      network: () =>
        lab()
          .gateway("hub")
          .transit("hub", "spoke1", "spoke2")
          .site("hub", "dc1", ["10.99.0.0/16"])
          .table("spoke1/default", [["10.0.0.0/8", "10.0.1.4"]]),
      pair: ["spoke1", "on-premises/dc1"],
      verdict: "REACHABLE",
      via: "vpn-gateway | vpn-gateway",
      codes: ["UDR_SHADOWED"],
    },
    {
      name: "R13 R83: a UDR for a supernet loses to a peering, and is told to be shadowed",
      network: () =>
        lab()
          .peer("spoke1", "spoke2")
          .table("spoke1/default", [["10.0.0.0/8", "10.0.1.4"]])
          .table("spoke2/default", [["10.0.0.0/8", "10.0.1.4"]]),
      verdict: "REACHABLE",
      via: "|",
      codes: ["UDR_SHADOWED"],
    },
    {
      name: "R29: exact UDRs on both sides divert peered networks through the appliance",
      network: () => viaAppliance().peer("spoke1", "spoke2"),
      verdict: "REACHABLE",
      via: "appliance | appliance",
    },
    {
      name: "R29 R81: an exact UDR on one side only is asymmetric",
      network: () =>
        lab()
          .peer("spoke1", "spoke2")
          .table("spoke1/default", [["10.20.0.0/16", "10.0.1.4"]]),
      verdict: "ASYMMETRIC",
      via: "appliance |",
      codes: ["ASYMMETRIC_STATEFUL"],
    },
    {
      name: "R10: a longer prefix that covers only a part makes that part fail",
      network: () =>
        viaAppliance().table("spoke1/default", [
          ["10.20.0.0/16", "10.0.1.4"],
          ["10.20.0.128/25", "None"],
        ]),
      verdict: "BLOCKED",
      codes: ["ROUTE_NONE", "PREFIXES_DIFFER"],
    },
    {
      name: "R15: a route of a service tag is listed and changes nothing between spokes",
      network: () =>
        viaAppliance().table("spoke1/default", [
          ["10.20.0.0/16", "10.0.1.4"],
          ["Storage", "Internet"],
        ]),
      verdict: "REACHABLE",
      via: "appliance | appliance",
    },
    {
      name: "R16: a route there and none back is ONE_WAY",
      network: () => lab().table("spoke1/default", [["10.20.0.0/16", "10.0.1.4"]]),
      verdict: "ONE_WAY",
      codes: ["RETURN_ROUTE_MISSING"],
    },
    {
      name: "R16: and nothing at all in the other direction",
      network: () => lab().table("spoke1/default", [["10.20.0.0/16", "10.0.1.4"]]),
      pair: ["spoke2", "spoke1"],
      verdict: "BLOCKED",
      codes: ["ROUTE_NONE"],
    },
    {
      name: "R5e: an address that two peers share is ambiguous",
      network: () =>
        lab().network("spoke3", "10.20.0.0/16", { default: "10.20.0.0/24" }).peer("hub", "spoke3"),
      pair: ["hub", "spoke2"],
      verdict: "CONDITIONAL",
      codes: ["ADDRESS_OVERLAP"],
    },
    {
      name: "R25: a UDR to the own subnet exempts it from a broader one",
      network: () =>
        lab()
          .add("azurerm_subnet", "spoke1_b", {
            name: "b",
            resource_group_name: "rg",
            virtual_network_name: "spoke1",
            address_prefixes: ["10.10.1.0/24"],
          })
          .table("spoke1/default", [
            ["10.10.0.0/16", "10.0.1.4"],
            ["10.10.1.0/24", "VnetLocal"],
          ]),
      pair: ["spoke1/default", "spoke1/b"],
      verdict: "REACHABLE",
      via: "|",
    },
    {
      name: "R25 U5: a UDR to VnetLocal for an address outside the network drops",
      network: () => viaAppliance().table("spoke1/default", [["10.20.0.0/16", "VnetLocal"]]),
      verdict: "BLOCKED",
      codes: ["UNDELIVERABLE"],
    },
    {
      name: "R26: the Internet cannot deliver a private address",
      network: () => viaAppliance().table("spoke1/default", [["10.20.0.0/16", "Internet"]]),
      verdict: "BLOCKED",
      codes: ["TO_INTERNET_PRIVATE_DEST"],
    },
    {
      name: "R3: a network of public addresses that nothing routes goes to the Internet",
      network: () =>
        lab().network("spoke3", "51.10.0.0/16", { default: "51.10.0.0/24" }).peer("hub", "spoke3"),
      pair: ["spoke1", "spoke3"],
      verdict: "BLOCKED",
      codes: ["TO_INTERNET_PRIVATE_DEST"],
    },
    {
      name: "R7 T19: a service endpoint's row is in its subnet only, not in a peered network",
      network: () =>
        lab().change("azurerm_subnet", "spoke1_default", { service_endpoints: ["Microsoft.Storage"] }),
      rows: {
        hub: [
          "10.0.0.0/16 VnetLocal",
          "10.10.0.0/16 VNetPeering",
          "10.20.0.0/16 VNetPeering",
          INTERNET,
          ...NONE,
        ],
      },
      verdict: "BLOCKED",
      codes: ["ROUTE_NONE"],
    },
    {
      name: "R8 T18: a private endpoint's /32 is in its network and in directly peered ones, no further",
      network: () =>
        lab().add("azurerm_private_endpoint", "pe", {
          name: "pe",
          location: "eastasia",
          resource_group_name: "rg",
          subnet_id: subnetId("spoke1/default"),
          private_service_connection: [{ name: "c", is_manual_connection: false }],
          ip_configuration: [{ name: "ip", private_ip_address: "10.10.0.5" }],
        }),
      has: { spoke1: ["10.10.0.5/32 InterfaceEndpoint"], hub: ["10.10.0.5/32 InterfaceEndpoint"] },
      lacks: { spoke2: ["10.10.0.5/32"] },
    },
    {
      name: "R8 D7: with policies, a UDR as long as the endpoint's network invalidates the /32; a default route never",
      network: () =>
        lab()
          .add("azurerm_private_endpoint", "pe", {
            name: "pe",
            location: "eastasia",
            resource_group_name: "rg",
            subnet_id: subnetId("spoke1/default"),
            private_service_connection: [{ name: "c", is_manual_connection: false }],
            ip_configuration: [{ name: "ip", private_ip_address: "10.10.0.5" }],
          })
          .change("azurerm_subnet", "spoke1_default", { private_endpoint_network_policies: "Enabled" })
          .table("hub/default", [["10.10.0.0/16", "10.0.1.4"]])
          .table("hub/nva", [["0.0.0.0/0", "Internet"]]),
      has: {
        hub: ["Invalid 10.10.0.5/32 InterfaceEndpoint"],
        "hub/nva": ["10.10.0.5/32 InterfaceEndpoint"],
        spoke1: ["10.10.0.5/32 InterfaceEndpoint"],
      },
    },
    {
      name: "R8 D7: without policies the /32 stays",
      network: () =>
        lab()
          .add("azurerm_private_endpoint", "pe", {
            name: "pe",
            location: "eastasia",
            resource_group_name: "rg",
            subnet_id: subnetId("spoke1/default"),
            private_service_connection: [{ name: "c", is_manual_connection: false }],
            ip_configuration: [{ name: "ip", private_ip_address: "10.10.0.5" }],
          })
          .change("azurerm_subnet", "spoke1_default", {
            private_endpoint_network_policies: "NetworkSecurityGroupEnabled",
          })
          .table("hub/default", [["10.10.0.0/24", "10.0.1.4"]]),
      has: { hub: ["10.10.0.5/32 InterfaceEndpoint"] },
    },
  ]);
});
