import { analyze } from "../../../lib/analysis";
import { findingsOf } from "../../../lib/analysis/findings";
import { readConfiguration } from "../../../lib/analysis/readers";
import { FIREWALL, lab, viaAppliance, viaFirewall, withGateway } from "./support/lab";
import { Terraform } from "./support/terraform";

const ANY: [[string, string]] = [["*", "*"]];

interface FindingCase {
  readonly name: string;
  readonly network: () => Terraform;
  readonly code: string;
  readonly at: string;
}

const ownGateway = (): Terraform =>
  withGateway()
    .add("azurerm_subnet", "spoke1_GatewaySubnet", {
      name: "GatewaySubnet",
      resource_group_name: "rg",
      virtual_network_name: "${azurerm_virtual_network.spoke1.name}",
      address_prefixes: ["10.10.200.0/24"],
    })
    .gateway("spoke1");

const CASES: readonly FindingCase[] = [
  {
    name: "T47 R33: no transit opposite use_remote_gateways",
    network: () => withGateway().changeHalf("hub", "spoke1", { allow_gateway_transit: false }),
    code: "PEERING_TRANSIT_NOT_ALLOWED",
    at: "azurerm_virtual_network_peering.spoke1_to_hub",
  },
  {
    name: "T48 R33: a spoke with its own gateway",
    network: ownGateway,
    code: "PEERING_OWN_GATEWAY",
    at: "azurerm_virtual_network_peering.spoke1_to_hub",
  },
  {
    name: "T49 R33: two peerings with use_remote_gateways",
    network: () =>
      withGateway()
        .network("hub2", "10.100.0.0/16", { GatewaySubnet: "10.100.200.0/24" })
        .gateway("hub2")
        .peer("hub2", "spoke1")
        .transit("hub2", "spoke1"),
    code: "PEERING_SEVERAL_REMOTE_GATEWAYS",
    at: "azurerm_virtual_network_peering.spoke1_to_hub2",
  },
  {
    name: "T50 R5c: half a peering",
    network: () => lab().remove("azurerm_virtual_network_peering", "hub_to_spoke2"),
    code: "PEERING_HALF_MISSING",
    at: "azurerm_virtual_network_peering.spoke2_to_hub",
  },
  {
    name: "R32: nothing to use at the other end",
    network: () => lab().transit("hub", "spoke1"),
    code: "PEERING_REMOTE_HAS_NO_GATEWAY",
    at: "azurerm_virtual_network_peering.spoke1_to_hub",
  },
  {
    name: "T44 R27: a route to an ExpressRoute gateway",
    network: () =>
      lab()
        .gateway("hub", { type: "ExpressRoute", sku: "ErGw1AZ" })
        .transit("hub", "spoke1")
        .table("spoke1/default", [["10.20.0.0/16", "VirtualNetworkGateway"]]),
    code: "ROUTE_TO_EXPRESSROUTE_GATEWAY",
    at: "azurerm_route_table.spoke1_default",
  },
  {
    name: "T45 R27: a route to no gateway",
    network: () => lab().table("spoke1/default", [["10.20.0.0/16", "VirtualNetworkGateway"]]),
    code: "ROUTE_TO_MISSING_GATEWAY",
    at: "azurerm_route_table.spoke1_default",
  },
  {
    name: "T54 R47: from on-premises past the firewall",
    network: () => withGateway(viaFirewall(ANY)).table("spoke1/default", [["0.0.0.0/0", FIREWALL]], false),
    code: "GATEWAYSUBNET_BYPASS",
    at: "azurerm_subnet.hub_GatewaySubnet",
  },
  {
    name: "T57 R47: a default route on GatewaySubnet",
    network: () => withGateway().table("hub/GatewaySubnet", [["0.0.0.0/0", "10.0.1.4"]]),
    code: "GATEWAY_SUBNET_DEFAULT_ROUTE",
    at: "azurerm_route_table.hub_GatewaySubnet",
  },
  {
    name: "T58 R46: GatewaySubnet without propagation",
    network: () => withGateway().table("hub/GatewaySubnet", [], false),
    code: "GATEWAY_SUBNET_WITHOUT_PROPAGATION",
    at: "azurerm_route_table.hub_GatewaySubnet",
  },
  {
    name: "T81 R5e: sisters overlap",
    network: () => lab().change("azurerm_virtual_network", "spoke2", { address_space: ["10.10.0.0/17"] }),
    code: "VNET_OVERLAP_SISTERS",
    at: "azurerm_virtual_network.spoke2",
  },
  {
    name: "R5e: hub and spoke overlap",
    network: () => lab().change("azurerm_virtual_network", "spoke2", { address_space: ["10.0.128.0/17"] }),
    code: "VNET_OVERLAP_PEERED",
    at: "azurerm_virtual_network.spoke2",
  },
  {
    name: "T84: a table on RouteServerSubnet",
    network: () => lab().routeServer("hub", ["10.0.1.4"]).table("hub/RouteServerSubnet", []),
    code: "RESERVED_SUBNET_ROUTE_TABLE",
    at: "azurerm_subnet_route_table_association.hub_RouteServerSubnet",
  },
  {
    name: "R50: a security group on RouteServerSubnet",
    network: () => lab().routeServer("hub", ["10.0.1.4"]).securityGroup("hub/RouteServerSubnet"),
    code: "RESERVED_SUBNET_SECURITY_GROUP",
    at: "azurerm_subnet.hub_RouteServerSubnet",
  },
  {
    name: "T88, W1: 450 routes",
    network: () =>
      lab().table(
        "spoke1/default",
        Array.from(
          { length: 450 },
          (_, i) => [`10.${100 + Math.floor(i / 250)}.${i % 250}.0/24`, "10.0.1.4"] as const,
        ),
      ),
    code: "ROUTE_TABLE_LARGE",
    at: "azurerm_route_table.spoke1_default",
  },
  {
    name: "W1: 1,050 routes",
    network: () =>
      lab().table(
        "spoke1/default",
        Array.from(
          { length: 1050 },
          (_, i) => [`10.${100 + Math.floor(i / 250)}.${i % 250}.0/24`, "10.0.1.4"] as const,
        ),
      ),
    code: "ROUTE_TABLE_FULL",
    at: "azurerm_route_table.spoke1_default",
  },
  {
    name: "R22: a next hop that does not forward",
    network: () =>
      viaAppliance().change("azurerm_network_interface", "nva", { ip_forwarding_enabled: false }),
    code: "ROUTE_NEXT_HOP_NOT_FORWARDING",
    at: "azurerm_network_interface.nva",
  },
  {
    name: "R31a: a spoke that refuses what the appliance forwards",
    network: () => viaAppliance().changeHalf("spoke2", "hub", { allow_forwarded_traffic: false }),
    code: "PEERING_DROPS_FORWARDED_TRAFFIC",
    at: "azurerm_virtual_network_peering.spoke2_to_hub",
  },
  {
    name: "R44: gateways of one ASN",
    network: () =>
      lab()
        .network("b", "10.50.0.0/16", { GatewaySubnet: "10.50.200.0/24" })
        .gateway("hub", { bgp_enabled: true, bgp_settings: [{ asn: 65001 }] })
        .gateway("b", { bgp_enabled: true, bgp_settings: [{ asn: 65001 }] })
        .tunnel("hub", "b"),
    code: "ASN_SAME_AT_BOTH_ENDS",
    at: "azurerm_virtual_network_gateway_connection.hub_to_b",
  },
  {
    name: "R57: a route server beside a gateway that is not active-active",
    network: () =>
      lab().gateway("hub").routeServer("hub", ["10.0.1.4"], { branch_to_branch_traffic_enabled: true }),
    code: "ROUTE_SERVER_GATEWAY_MODE",
    at: "azurerm_route_server.hub",
  },
  {
    name: "R61: HA ports on a Basic load balancer",
    network: () => viaAppliance("10.0.1.10").loadBalancer("lb", "hub/nva", "10.0.1.10", ["nva"], {}, "Basic"),
    code: "LB_HA_PORTS_SKU",
    at: "azurerm_lb_rule.lb",
  },
  {
    name: "R62: a firewall's subnet with a default route elsewhere",
    network: () => viaFirewall(ANY).table("hub/AzureFirewallSubnet", [["0.0.0.0/0", "10.0.1.4"]]),
    code: "FIREWALL_SUBNET_DEFAULT_ROUTE",
    at: "azurerm_route_table.hub_AzureFirewallSubnet",
  },
  {
    name: "R83: a summary that a peering beats",
    network: () =>
      viaAppliance()
        .peer("spoke1", "spoke2")
        .table("spoke1/default", [["10.0.0.0/8", FIREWALL]])
        .firewall("hub", ANY),
    code: "UDR_SHADOWED",
    at: "azurerm_route_table.spoke1_default",
  },
];

describe("findings", () => {
  it.each(CASES.map((it) => [it.name, it] as const))("%s", (_, { network, code, at }) => {
    const model = readConfiguration(network().json);
    const found = [...findingsOf(model), ...analyze(model).findings];
    const said = found.map((finding) => `${finding.code} ${finding.resource}`);
    expect(said.filter((it) => it.startsWith(code))).toContain(`${code} ${at}`);
  });

  it("says nothing grave of the article's lab with routes to a firewall, both ways", () => {
    const network = withGateway(viaFirewall(ANY)).table("hub/GatewaySubnet", [
      ["10.10.0.0/16", FIREWALL],
      ["10.20.0.0/16", FIREWALL],
    ]);
    for (const spoke of ["spoke1", "spoke2"]) {
      network.table(`${spoke}/default`, [["0.0.0.0/0", FIREWALL]], false);
    }
    const model = readConfiguration(network.json);
    const grave = [...findingsOf(model), ...analyze(model).findings].filter(
      ({ severity, code }) =>
        severity === "error" &&
        !["LINUX_WITHOUT_CREDENTIALS", "GATEWAY_ADDRESS_WITHOUT_ZONES"].includes(code),
    );
    expect(grave.map(({ code, resource }) => `${code} ${resource}`)).toEqual([]);
  });
});
