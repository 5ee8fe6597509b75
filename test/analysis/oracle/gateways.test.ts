import { INTERNET, NONE, runCases } from "./support/cases";
import { FIREWALL, lab, viaFirewall, withGateway } from "./support/lab";
import { Terraform } from "./support/terraform";

const ALL: [[string, string]] = [["*", "*"]];
const DC1 = "VirtualNetworkGateway 172.16.50.0/24 VirtualNetworkGateway gw-hub";

const viaGateway = (network = withGateway()): Terraform =>
  network
    .table("spoke1/default", [["10.20.0.0/16", "VirtualNetworkGateway"]])
    .table("spoke2/default", [["10.10.0.0/16", "VirtualNetworkGateway"]]);

const expressRoute = (network: Terraform): Terraform =>
  network
    .gateway("hub", { type: "ExpressRoute", sku: "ErGw1AZ" }, "er")
    .add("azurerm_virtual_network_gateway_connection", "er", {
      name: "con-er",
      location: "eastasia",
      resource_group_name: "rg",
      type: "ExpressRoute",
      virtual_network_gateway_id: "${azurerm_virtual_network_gateway.er.id}",
      express_route_circuit_id:
        "/subscriptions/0/resourceGroups/rg/providers/Microsoft.Network/expressRouteCircuits/c",
    });

/** T54: default routes to the firewall, propagation off in the spokes. */
const firewallAndGateway = (): Terraform =>
  withGateway(viaFirewall(ALL))
    .table("spoke1/default", [["0.0.0.0/0", FIREWALL]], false)
    .table("spoke2/default", [["0.0.0.0/0", FIREWALL]], false);

/** T71: a gateway in each network, tunnels hub to spokes, no peering. */
const mesh = (bgp: boolean, asns = [65001, 65002, 65003]): Terraform => {
  const network = new Terraform();
  [
    ["hub", "10.0"],
    ["spoke1", "10.10"],
    ["spoke2", "10.20"],
  ].forEach(([name, prefix], i) =>
    network
      .network(name, `${prefix}.0.0/16`, { default: `${prefix}.0.0/24`, GatewaySubnet: `${prefix}.200.0/24` })
      .gateway(name, { bgp_enabled: bgp, ...(bgp ? { bgp_settings: [{ asn: asns[i] }] } : {}) }),
  );
  return network.tunnel("hub", "spoke1", bgp).tunnel("hub", "spoke2", bgp);
};

/** T14: the hub's gateway connected with that of a remote network. */
const remote = (): Terraform =>
  lab()
    .network("vnet5", "10.5.0.0/16", { default: "10.5.0.0/24", GatewaySubnet: "10.5.200.0/24" })
    .gateway("hub", { bgp_enabled: true, bgp_settings: [{ asn: 65001 }] })
    .gateway("vnet5", { bgp_enabled: true, bgp_settings: [{ asn: 65005 }] })
    .tunnel("hub", "vnet5");

describe("virtual network gateways", () => {
  runCases([
    {
      name: "T11 R40 R41: a spoke with gateway transit has on-premises, not its sister",
      network: withGateway,
      rows: { spoke1: ["10.10.0.0/16 VnetLocal", "10.0.0.0/16 VNetPeering", DC1, INTERNET, ...NONE] },
    },
    {
      name: "T46 R41: use_remote_gateways alone does not connect spokes",
      network: withGateway,
      verdict: "BLOCKED",
      codes: ["ROUTE_NONE", "GATEWAY_NO_SPOKE_ROUTES"],
    },
    {
      name: "R32: without use_remote_gateways a spoke has no gateway rows",
      network: () => withGateway().changeHalf("spoke1", "hub", { use_remote_gateways: false }),
      lacks: { spoke1: ["172.16.50.0/24"] },
      has: { spoke2: [DC1], hub: [DC1] },
    },
    {
      name: "R32 T47: without allow_gateway_transit either",
      network: () => withGateway().changeHalf("hub", "spoke1", { allow_gateway_transit: false }),
      lacks: { spoke1: ["172.16.50.0/24"] },
    },
    {
      name: "R40: a local network gateway without a connection adds nothing",
      network: () => withGateway().remove("azurerm_virtual_network_gateway_connection", "dc1"),
      lacks: { spoke1: ["172.16.50.0/24"], hub: ["172.16.50.0/24"] },
    },
    {
      name: "R40a D8: an active-active gateway has a row per instance",
      network: () => withGateway(lab(), { active_active: true }),
      has: {
        spoke1: [
          "VirtualNetworkGateway 172.16.50.0/24 VirtualNetworkGateway gw-hub[0]",
          "VirtualNetworkGateway 172.16.50.0/24 VirtualNetworkGateway gw-hub[1]",
        ],
      },
    },
    {
      name: "R40b: a BGP peer's address is a row",
      network: () =>
        withGateway(lab(), { bgp_enabled: true })
          .change("azurerm_local_network_gateway", "dc1", {
            bgp_settings: [{ asn: 65100, bgp_peering_address: "172.16.60.1" }],
          })
          .change("azurerm_virtual_network_gateway_connection", "dc1", { bgp_enabled: true }),
      has: { spoke1: ["VirtualNetworkGateway 172.16.60.1/32 VirtualNetworkGateway gw-hub"] },
    },
    {
      name: "T14 R42: a remote network learns the hub alone while no spoke uses its gateway",
      network: remote,
      has: { vnet5: ["VirtualNetworkGateway 10.0.0.0/16 VirtualNetworkGateway gw-vnet5"] },
      lacks: { vnet5: ["10.10.0.0/16", "10.20.0.0/16"] },
    },
    {
      name: "T14 R42 R44: and the spokes that do; they learn it",
      network: () => remote().transit("hub", "spoke1"),
      has: {
        vnet5: ["VirtualNetworkGateway 10.10.0.0/16 VirtualNetworkGateway gw-vnet5"],
        spoke1: ["VirtualNetworkGateway 10.5.0.0/16 VirtualNetworkGateway gw-hub"],
      },
      lacks: { vnet5: ["10.20.0.0/16"], spoke2: ["10.5.0.0/16"] },
      pair: ["spoke1", "vnet5"],
      verdict: "REACHABLE",
    },
    {
      name: "R42 R44: a site of one gateway is announced over BGP to the other",
      network: () => remote().site("hub", "dc1", ["172.16.50.0/24"]),
      has: { vnet5: ["VirtualNetworkGateway 172.16.50.0/24 VirtualNetworkGateway gw-vnet5"] },
    },
    {
      name: "R42: a default route is not announced further",
      network: remote,
      assume: { bgp: [{ speaker: "gw-hub", announces: ["0.0.0.0/0", "172.20.0.0/16"] }] },
      has: {
        hub: ["VirtualNetworkGateway 0.0.0.0/0 VirtualNetworkGateway gw-hub"],
        vnet5: ["VirtualNetworkGateway 172.20.0.0/16 VirtualNetworkGateway gw-vnet5", INTERNET],
      },
    },
    {
      name: "R43: a learned prefix inside the network's own is rejected, a superset is not",
      network: () => withGateway(lab(), { bgp_enabled: true }),
      assume: { bgp: [{ speaker: "gw-hub", announces: ["10.0.5.0/24", "10.0.0.0/16", "10.0.0.0/8"] }] },
      has: {
        hub: ["VirtualNetworkGateway 10.0.0.0/8 VirtualNetworkGateway gw-hub", "10.0.0.0/16 VnetLocal"],
      },
      lacks: { hub: ["10.0.5.0/24"], spoke1: ["10.0.5.0/24"] },
    },
    {
      name: "T71 R44: gateways with BGP carry packets between spokes through the hub's",
      network: () => mesh(true),
      verdict: "REACHABLE",
      has: {
        spoke1: [
          "VirtualNetworkGateway 10.0.0.0/16 VirtualNetworkGateway gw-spoke1",
          "VirtualNetworkGateway 10.20.0.0/16 VirtualNetworkGateway gw-spoke1",
        ],
      },
    },
    {
      name: "R44 U11: without BGP each side knows the other alone",
      network: () => mesh(false),
      verdict: "BLOCKED",
      codes: ["ROUTE_NONE"],
      has: { spoke1: ["VirtualNetworkGateway 10.0.0.0/16 VirtualNetworkGateway gw-spoke1"] },
    },
    {
      name: "R44: without BGP neighbours reach each other",
      network: () => mesh(false),
      pair: ["hub", "spoke1"],
      verdict: "REACHABLE",
    },
    {
      name: "R44: a connection in one direction only carries nothing",
      network: () => mesh(true).remove("azurerm_virtual_network_gateway_connection", "spoke2_to_hub"),
      verdict: "BLOCKED",
      lacks: { hub: ["10.20.0.0/16"] },
    },
    {
      name: "R46: propagation off removes static gateway rows",
      network: () => withGateway().table("spoke1/default", [], false),
      rows: { spoke1: ["10.10.0.0/16 VnetLocal", "10.0.0.0/16 VNetPeering", INTERNET, ...NONE] },
      pair: ["spoke1", "on-premises/dc1"],
      verdict: "BLOCKED",
      codes: ["PROPAGATION_DISABLED"],
    },
    {
      name: "R46: and the way back from on-premises",
      network: () => withGateway().table("spoke1/default", [], false),
      pair: ["on-premises/dc1", "spoke1"],
      verdict: "ONE_WAY",
      codes: ["RETURN_ROUTE_MISSING"],
    },
    {
      name: "R46 T58: a gateway doesn't work where GatewaySubnet keeps its routes out: from a spoke",
      network: () => withGateway().table("hub/GatewaySubnet", [], false),
      pair: ["spoke1", "on-premises/dc1"],
      verdict: "BLOCKED",
      codes: ["GATEWAY_STOPPED"],
    },
    {
      name: "R46 T58: from on-premises",
      network: () => withGateway().table("hub/GatewaySubnet", [], false),
      pair: ["on-premises/dc1", "spoke1"],
      verdict: "BLOCKED",
      codes: ["GATEWAY_STOPPED"],
    },
    {
      name: "R46 T58: nor does it forward between spokes",
      network: () => viaGateway().table("hub/GatewaySubnet", [], false),
      verdict: "BLOCKED",
      codes: ["GATEWAY_STOPPED"],
    },
    {
      name: "R46 T58: where only apply tells it, nothing is sure",
      beforeApply: true,
      network: () =>
        withGateway().table("hub/GatewaySubnet", []).change("azurerm_route_table", "hub_GatewaySubnet", {
          bgp_route_propagation_enabled: "${azurerm_virtual_network.hub.guid == null}",
        }),
      pair: ["on-premises/dc1", "spoke1"],
      verdict: "CONDITIONAL",
      not: ["GATEWAY_STOPPED"],
    },
    {
      name: "R46: the azurerm 3 spelling of propagation",
      network: () =>
        withGateway()
          .table("spoke1/default", [])
          .change("azurerm_route_table", "spoke1_default", { disable_bgp_route_propagation: true }),
      lacks: { spoke1: ["172.16.50.0/24"] },
    },
    {
      name: "T43 R63: routes to the VPN gateway connect spokes, with advice",
      network: () => viaGateway(),
      verdict: "REACHABLE",
      codes: ["VPN_GATEWAY_TRANSIT_NOT_RECOMMENDED"],
      via: "vpn-gateway | vpn-gateway",
    },
    {
      name: "D5 R80: prefixes of a site that only apply tells may cover another spoke",
      beforeApply: true,
      network: () =>
        withGateway().change("azurerm_local_network_gateway", "dc1", {
          address_space: ["${azurerm_virtual_network.hub.guid}"],
        }),
      verdict: "CONDITIONAL",
      codes: ["ROUTE_NONE", "ARGUMENT_UNKNOWN"],
    },
    {
      name: "D5 R80: as may those that a data source reads",
      network: () => {
        const network = withGateway().remove("azurerm_local_network_gateway", "dc1");
        network.source("azurerm_local_network_gateway", "dc1", { name: "dc1", resource_group_name: "rg" });
        for (const connection of Object.values(network.resource.azurerm_virtual_network_gateway_connection)) {
          connection.local_network_gateway_id = "${data.azurerm_local_network_gateway.dc1.id}";
        }
        return network.json;
      },
      verdict: "CONDITIONAL",
      codes: ["ROUTE_NONE", "ARGUMENT_UNKNOWN"],
    },
    {
      name: "R27: a gateway that a data source reads stands somewhere, perhaps here",
      network: () =>
        lab()
          .source("azurerm_virtual_network_gateway", "gw", { name: "gw", resource_group_name: "rg" })
          .table("spoke1/default", [["0.0.0.0/0", "VirtualNetworkGateway"]]).json,
      verdict: "CONDITIONAL",
      codes: ["ARGUMENT_UNKNOWN"],
    },
    {
      name: "R46 T43: with propagation off too",
      network: () => {
        const network = viaGateway();
        network.change("azurerm_route_table", "spoke1_default", { bgp_route_propagation_enabled: false });
        return network;
      },
      verdict: "REACHABLE",
    },
    {
      name: "R27 T44: not to an ExpressRoute gateway",
      network: () => viaGateway(expressRoute(lab()).transit("hub", "spoke1", "spoke2")),
      verdict: "BLOCKED",
      codes: ["GATEWAY_MISSING"],
    },
    {
      name: "R27 T44: nor where both kinds of gateway stand",
      network: () => viaGateway(expressRoute(withGateway())),
      verdict: "BLOCKED",
      codes: ["GATEWAY_MISSING"],
    },
    {
      name: "R27 T45: nor without use_remote_gateways",
      network: () => viaGateway(lab().gateway("hub")),
      verdict: "BLOCKED",
      codes: ["GATEWAY_MISSING"],
    },
    {
      name: "R47 R63: GatewaySubnet's own table decides what the gateway forwards",
      network: () => viaGateway().table("hub/GatewaySubnet", [["10.20.0.0/16", "None"]]),
      verdict: "BLOCKED",
      codes: ["ROUTE_NONE"],
    },
    {
      name: "R63 R47: a spoke that the gateway's network is not peered with",
      network: () =>
        viaGateway()
          .remove("azurerm_virtual_network_peering", "hub_to_spoke2")
          .remove("azurerm_virtual_network_peering", "spoke2_to_hub"),
      verdict: "BLOCKED",
    },
    {
      name: "T54 R47: without a table on GatewaySubnet the firewall sees half",
      network: firewallAndGateway,
      pair: ["on-premises/dc1", "spoke1"],
      verdict: "ASYMMETRIC",
      codes: ["ASYMMETRIC_STATEFUL"],
    },
    {
      name: "T54: seen from the spoke",
      network: firewallAndGateway,
      pair: ["spoke1", "on-premises/dc1"],
      verdict: "ASYMMETRIC",
      codes: ["ASYMMETRIC_STATEFUL"],
    },
    {
      name: "T56 R47: with the spoke's exact prefix both ways pass the firewall",
      network: () => firewallAndGateway().table("hub/GatewaySubnet", [["10.10.0.0/16", FIREWALL]]),
      pair: ["on-premises/dc1", "spoke1"],
      verdict: "REACHABLE",
    },
    {
      name: "R47: with a longer prefix than the spoke's too",
      network: () => firewallAndGateway().table("hub/GatewaySubnet", [["10.10.0.0/24", FIREWALL]]),
      pair: ["spoke1", "on-premises/dc1"],
      verdict: "REACHABLE",
    },
    {
      name: "R47: a summary does not work",
      network: () => firewallAndGateway().table("hub/GatewaySubnet", [["10.0.0.0/8", FIREWALL]]),
      pair: ["on-premises/dc1", "spoke1"],
      verdict: "ASYMMETRIC",
      codes: ["ASYMMETRIC_STATEFUL"],
    },
    {
      name: "R48: an ExpressRoute gateway knows what is assumed of it",
      network: () => expressRoute(lab()).transit("hub", "spoke1"),
      assume: { onPremises: [{ name: "dc2", gateway: "gw-er", prefixes: ["192.168.0.0/16"] }] },
      pair: ["spoke1", "on-premises/dc2"],
      verdict: "REACHABLE",
      has: { spoke1: ["VirtualNetworkGateway 192.168.0.0/16 VirtualNetworkGateway gw-er"] },
      lacks: { spoke1: ["!192.168.0.0/16 None"] },
    },
    {
      name: "R49 D5: a default route from on-premises takes what nothing else covers",
      network: () => withGateway(lab(), { bgp_enabled: true }),
      assume: { bgp: [{ speaker: "gw-hub", announces: ["0.0.0.0/0"] }] },
      rows: {
        spoke1: [
          "10.10.0.0/16 VnetLocal",
          "10.0.0.0/16 VNetPeering",
          DC1,
          "Invalid 0.0.0.0/0 Internet",
          "VirtualNetworkGateway 0.0.0.0/0 VirtualNetworkGateway gw-hub",
        ],
      },
      verdict: "CONDITIONAL",
      codes: ["EXITS_TO_ONPREM"],
    },
    {
      name: "D9: spoke to site and back",
      network: withGateway,
      pair: ["spoke1", "on-premises/dc1"],
      verdict: "REACHABLE",
      via: "vpn-gateway | vpn-gateway",
      not: ["VPN_GATEWAY_TRANSIT_NOT_RECOMMENDED"],
    },
    {
      name: "D9: the worst of a site's prefixes counts",
      network: () =>
        withGateway()
          .change("azurerm_local_network_gateway", "dc1", {
            address_space: ["172.16.50.0/24", "172.16.60.0/24"],
          })
          .table("spoke1/default", [["172.16.60.0/24", "None"]]),
      pair: ["spoke1", "on-premises/dc1"],
      verdict: "BLOCKED",
      codes: ["PREFIXES_DIFFER", "ROUTE_NONE"],
    },
    {
      name: "D9 R43: a site's summary is about what no network in Azure has",
      network: () =>
        withGateway().change("azurerm_local_network_gateway", "dc1", { address_space: ["10.0.0.0/8"] }),
      pair: ["spoke1", "on-premises/dc1"],
      verdict: "REACHABLE",
      via: "vpn-gateway | vpn-gateway",
    },
    {
      name: "D5: and brings spoke to spoke through the gateway, whose own rows to both are longer",
      network: () =>
        withGateway().change("azurerm_local_network_gateway", "dc1", { address_space: ["10.0.0.0/8"] }),
      verdict: "REACHABLE",
      codes: ["VPN_GATEWAY_TRANSIT_NOT_RECOMMENDED"],
      not: ["EXITS_TO_ONPREM"],
    },
    {
      name: "R32 R44: a spoke's own gateway and tunnel reach another spoke through the hub's gateway",
      network: () =>
        lab()
          .add("azurerm_subnet", "spoke1_GatewaySubnet", {
            name: "GatewaySubnet",
            resource_group_name: "rg",
            virtual_network_name: "${azurerm_virtual_network.spoke1.name}",
            address_prefixes: ["10.10.200.0/24"],
          })
          .gateway("spoke1", { bgp_enabled: true, bgp_settings: [{ asn: 65010 }] })
          .gateway("hub", { bgp_enabled: true, bgp_settings: [{ asn: 65001 }] })
          .transit("hub", "spoke2")
          .tunnel("hub", "spoke1"),
      verdict: "REACHABLE",
      has: {
        hub: ["10.10.0.0/16 VNetPeering"],
        spoke1: [
          "10.0.0.0/16 VNetPeering",
          "VirtualNetworkGateway 10.20.0.0/16 VirtualNetworkGateway gw-spoke1",
        ],
      },
    },
    {
      name: "D9: a site known by BGP alone is an endpoint when assumed",
      network: () =>
        withGateway(lab(), { bgp_enabled: true }).change("azurerm_local_network_gateway", "dc1", {
          address_space: [],
          bgp_settings: [{ asn: 65100, bgp_peering_address: "172.16.60.1" }],
        }),
      assume: { onPremises: [{ name: "dc2", gateway: "gw-hub", prefixes: ["192.168.7.0/24"] }] },
      pair: ["on-premises/dc2", "spoke1"],
      verdict: "REACHABLE",
    },
    {
      name: "R40: addresses of VPN clients are rows",
      network: () => withGateway(lab(), { vpn_client_configuration: [{ address_space: ["172.30.0.0/24"] }] }),
      has: { spoke1: ["VirtualNetworkGateway 172.30.0.0/24 VirtualNetworkGateway gw-hub"] },
    },
    {
      name: "R41: two sites of one gateway reach each other over BGP alone",
      network: () => withGateway().site("hub", "dc2", ["172.16.70.0/24"]),
      has: { spoke1: [DC1, "VirtualNetworkGateway 172.16.70.0/24 VirtualNetworkGateway gw-hub"] },
    },
    {
      name: "R11 T21: a UDR equal to a gateway row makes it Invalid",
      network: () => withGateway().table("spoke1/default", [["172.16.50.0/24", "10.0.1.4"]]),
      has: {
        spoke1: [
          "Invalid VirtualNetworkGateway 172.16.50.0/24 VirtualNetworkGateway gw-hub",
          "User 172.16.50.0/24 VirtualAppliance 10.0.1.4",
        ],
      },
    },
    {
      name: "R33: a spoke with its own gateway does not get the hub's rows",
      network: () =>
        withGateway()
          .add("azurerm_subnet", "spoke1_GatewaySubnet", {
            name: "GatewaySubnet",
            resource_group_name: "rg",
            virtual_network_name: "spoke1",
            address_prefixes: ["10.10.200.0/24"],
          })
          .gateway("spoke1")
          .changeHalf("spoke1", "hub", { use_remote_gateways: false }),
      lacks: { spoke1: ["172.16.50.0/24"] },
    },
    {
      name: "T60: with propagation on, a spoke's way to on-premises skips the firewall",
      network: () => withGateway(viaFirewall(ALL)),
      pair: ["spoke1", "on-premises/dc1"],
      verdict: "REACHABLE",
      via: "vpn-gateway | vpn-gateway",
    },
    {
      name: "D15: a static site may route to a spoke that does not use the gateway, which has no way back",
      network: () => withGateway().changeHalf("spoke1", "hub", { use_remote_gateways: false }),
      pair: ["on-premises/dc1", "spoke1"],
      verdict: "ONE_WAY",
      codes: ["RETURN_ROUTE_MISSING", "GATEWAY_NOT_USED"],
    },
  ]);
});

describe("route servers", () => {
  const server = (network: Terraform = lab(), peers = ["10.0.1.4"]): Terraform =>
    network.routeServer("hub", peers).transit("hub", "spoke1", "spoke2");
  const announces = (...prefixes: string[]): object => ({
    bgp: [{ speaker: "nic-nva", announces: prefixes }],
  });
  const SUPERNET = "VirtualNetworkGateway 10.0.0.0/8 VirtualNetworkGateway 10.0.1.4";
  const perSpoke = (): Terraform => {
    const network = lab();
    for (const [spoke, prefix] of [
      ["spoke1", "10.10.3.0/24"],
      ["spoke2", "10.20.3.0/24"],
    ]) {
      network
        .add("azurerm_subnet", `${spoke}_RouteServerSubnet`, {
          name: "RouteServerSubnet",
          resource_group_name: "rg",
          virtual_network_name: `\${azurerm_virtual_network.${spoke}.name}`,
          address_prefixes: [prefix],
        })
        .routeServer(spoke, ["${azurerm_network_interface.nva.private_ip_address}"]);
    }
    return network;
  };

  runCases([
    {
      name: "T66 R52 R53: a supernet announced to the hub's server reaches the spokes",
      network: server,
      assume: announces("10.0.0.0/8"),
      verdict: "REACHABLE",
      via: "appliance | appliance",
      has: { spoke1: [SUPERNET], hub: [SUPERNET] },
      lacks: { spoke1: ["!10.0.0.0/8 None"] },
    },
    {
      name: "T15 R4f: a default route announced removes the None rows",
      network: server,
      assume: announces("0.0.0.0/0"),
      rows: {
        spoke1: [
          "10.10.0.0/16 VnetLocal",
          "10.0.0.0/16 VNetPeering",
          "VirtualNetworkGateway 0.0.0.0/0 VirtualNetworkGateway 10.0.1.4",
          "Invalid 0.0.0.0/0 Internet",
        ],
      },
      verdict: "REACHABLE",
      via: "appliance | appliance",
    },
    {
      name: "R54: prefixes of networks that the server knows are not programmed",
      network: server,
      assume: announces("10.10.0.0/16", "10.20.0.0/24"),
      verdict: "BLOCKED",
      codes: ["ROUTE_NONE"],
      lacks: {
        spoke1: ["10.20.0.0/24"],
        spoke2: ["10.10.0.0/16"],
        hub: ["!VirtualNetworkGateway 10.10.0.0/16 VirtualNetworkGateway 10.0.1.4"],
      },
    },
    {
      name: "R55 T69: a server in each spoke is told the other's prefix by the hub's appliance",
      network: perSpoke,
      assume: announces("10.10.0.0/16", "10.20.0.0/16"),
      verdict: "REACHABLE",
      via: "appliance | appliance",
      has: {
        spoke1: ["VirtualNetworkGateway 10.20.0.0/16 VirtualNetworkGateway 10.0.1.4"],
        spoke2: ["VirtualNetworkGateway 10.10.0.0/16 VirtualNetworkGateway 10.0.1.4"],
      },
      lacks: { spoke1: ["!VirtualNetworkGateway 10.10.0.0/16 VirtualNetworkGateway 10.0.1.4"] },
    },
    {
      name: "R52: without transit flags the hub's server does not program spokes",
      network: () => lab().routeServer("hub", ["10.0.1.4"]),
      assume: announces("10.0.0.0/8"),
      verdict: "BLOCKED",
      has: { hub: [SUPERNET] },
      lacks: { spoke1: ["!VirtualNetworkGateway 10.0.0.0/8 VirtualNetworkGateway 10.0.1.4"] },
    },
    {
      name: "R0.2 R67: what it announces belongs to the tag, so that a group's default rule may let it pass",
      network: () => server().securityGroup("spoke1/default"),
      verdict: "CONDITIONAL",
      codes: ["BGP_UNDECLARED", "DENIED_OUT"],
    },
    {
      name: "R0.2 R67: a rule that denies by addresses does so whatever is announced",
      network: () => server().securityGroup("spoke1/default", [{ direction: "Outbound", access: "Deny" }]),
      verdict: "BLOCKED",
      codes: ["DENIED_OUT"],
    },
    {
      name: "R0.2: what an appliance announces must be declared",
      network: server,
      verdict: "CONDITIONAL",
      codes: ["BGP_UNDECLARED"],
    },
    {
      name: "R52: what is announced counts only for those who peer with the server",
      network: () => lab().routeServer("hub", []).transit("hub", "spoke1", "spoke2"),
      assume: announces("10.0.0.0/8"),
      verdict: "BLOCKED",
      codes: ["ROUTE_NONE"],
    },
    {
      name: "R22 R53: the appliance must forward",
      network: () =>
        server(lab().change("azurerm_network_interface", "nva", { ip_forwarding_enabled: false })),
      assume: announces("10.0.0.0/8"),
      verdict: "BLOCKED",
      codes: ["IP_FORWARDING_DISABLED"],
    },
    {
      name: "R31 R53: the spokes must accept forwarded traffic",
      network: () => server().changeHalf("spoke2", "hub", { allow_forwarded_traffic: false }),
      assume: announces("10.0.0.0/8"),
      verdict: "BLOCKED",
      codes: ["FORWARDED_TRAFFIC_BLOCKED"],
    },
    {
      name: "T70 R58: propagation off takes the server's routes too",
      network: () => server().table("spoke1/default", [], false),
      assume: announces("10.0.0.0/8"),
      verdict: "BLOCKED",
      codes: ["ROUTE_NONE", "PROPAGATION_DISABLED"],
    },
    {
      name: "T65 R14 R56: two appliances with equal paths may see half a flow each",
      network: () => server(lab().nic("nva2", "hub/nva", "10.0.1.5"), ["10.0.1.4", "10.0.1.5"]),
      assume: {
        bgp: [
          { speaker: "nic-nva", announces: ["10.0.0.0/8"] },
          { speaker: "nic-nva2", announces: ["10.0.0.0/8"] },
        ],
      },
      verdict: "ASYMMETRIC",
      codes: ["ASYMMETRIC_STATEFUL"],
      has: { spoke1: [SUPERNET, "VirtualNetworkGateway 10.0.0.0/8 VirtualNetworkGateway 10.0.1.5"] },
    },
    {
      name: "R14: one of two equal appliances does not forward",
      network: () => server(lab().nic("nva2", "hub/nva", "10.0.1.5", false), ["10.0.1.4", "10.0.1.5"]),
      assume: {
        bgp: [
          { speaker: "nic-nva", announces: ["10.0.0.0/8"] },
          { speaker: "nic-nva2", announces: ["10.0.0.0/8"] },
        ],
      },
      verdict: "CONDITIONAL",
      codes: ["ECMP_PARTIAL", "IP_FORWARDING_DISABLED"],
    },
    {
      name: "R51: a server never forwards",
      network: () =>
        server().table("spoke1/default", [
          ["10.20.0.0/16", "${tolist(azurerm_route_server.hub.virtual_router_ips)[0]}"],
        ]),
      assume: announces("10.0.0.0/8"),
      verdict: "BLOCKED",
      codes: ["ROUTE_SERVER_NOT_FORWARDING"],
    },
    {
      name: "R12: the hub's packets to a spoke take the peering although a longer prefix is announced",
      network: () => server(),
      assume: announces("10.0.0.0/8", "10.20.0.0/25"),
      pair: ["hub", "spoke2"],
      verdict: "REACHABLE",
      via: "|",
    },
    {
      name: "R67: the tag holds what gateways and servers announce",
      network: () => server().securityGroup("spoke2/default"),
      assume: announces("10.0.0.0/8"),
      verdict: "REACHABLE",
    },
    {
      name: "R55: the server's peer may stand in a peered network",
      network: () =>
        lab()
          .network("transit", "10.50.0.0/16", { nva: "10.50.1.0/24" })
          .nic("far", "transit/nva", "10.50.1.4")
          .half("hub", "transit", { allow_forwarded_traffic: true })
          .half("transit", "hub", { allow_forwarded_traffic: true })
          .routeServer("hub", ["10.50.1.4"]),
      assume: { bgp: [{ speaker: "nic-far", announces: ["172.20.0.0/16"] }] },
      has: { hub: ["VirtualNetworkGateway 172.20.0.0/16 VirtualNetworkGateway 10.50.1.4"] },
    },
    {
      name: "R53: a next hop that no spoke can reach directly drops",
      network: () =>
        lab()
          .network("transit", "10.50.0.0/16", { nva: "10.50.1.0/24" })
          .nic("far", "transit/nva", "10.50.1.4")
          .half("hub", "transit", { allow_forwarded_traffic: true })
          .half("transit", "hub", { allow_forwarded_traffic: true })
          .routeServer("hub", ["10.50.1.4"])
          .transit("hub", "spoke1", "spoke2"),
      assume: { bgp: [{ speaker: "nic-far", announces: ["10.0.0.0/8"] }] },
      verdict: "BLOCKED",
      codes: ["NEXT_HOP_NOT_REACHABLE"],
    },
    {
      name: "R11: a UDR equal to what is announced wins",
      network: () => server().table("spoke1/default", [["10.0.0.0/8", "None"]]),
      assume: announces("10.0.0.0/8"),
      verdict: "BLOCKED",
      codes: ["ROUTE_NONE"],
      has: { spoke1: [`Invalid ${SUPERNET}`, "User 10.0.0.0/8 None"] },
    },
  ]);
});
