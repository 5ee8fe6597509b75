import { TerraformStack } from "cdktf";
import {
  ActiveActiveVpnGateway,
  HubRoutingPreference,
  IVpnGateway,
  RouteServer,
  RouteServerPeer,
  RouteServerProps,
  Subnet,
  VirtualNetwork,
  VpnGateway,
  WarningCode,
  Warnings,
} from "../../../lib";
import { refusals, resourcesOf, stackWith, synthesize, warnings } from "../../support/synth";

const PLACE = { location: "eastasia", resourceGroupName: "rg-lab" };

function routeServer(
  stack: TerraformStack,
  props: Partial<RouteServerProps> = {},
  prefix = "10.0.255.192/26",
): RouteServer {
  const network = new VirtualNetwork(stack, "Vnet", {
    ...PLACE,
    name: "hub01",
    addressSpace: ["10.0.0.0/16"],
  });
  const subnet = network.addSubnet("RouteServerSubnet", { addressPrefix: prefix });
  return new RouteServer(stack, "RouteServer", { ...PLACE, name: "hub01", subnet, ...props });
}

function existingGateway(
  stack: TerraformStack,
  attrs: { asn?: number; activeActive?: boolean },
): IVpnGateway {
  return ActiveActiveVpnGateway.fromVpnGatewayAttributes(stack, "Gateway", {
    vpnGatewayId:
      "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworkGateways/gateway",
    ...attrs,
  });
}

const peer = (name: string, more: Partial<RouteServerPeer> = {}): [string, RouteServerPeer] => [
  name,
  { asn: 65001, address: "10.0.2.4", ...more },
];

test("is a Route Server with a static Standard address, and a connection for each peer", () => {
  const json = synthesize((stack) => {
    const server = routeServer(stack, {
      branchToBranchTraffic: true,
      hubRoutingPreference: HubRoutingPreference.AS_PATH,
    });
    server.addPeer(...peer("nva"));
  });

  const [[id, server]] = Object.entries(resourcesOf(json, "azurerm_route_server"));
  expect(server).toMatchObject({
    name: "ars-hub01",
    sku: "Standard",
    branch_to_branch_traffic_enabled: true,
    hub_routing_preference: "ASPath",
  });
  expect(Object.values(resourcesOf(json, "azurerm_public_ip"))).toEqual([
    expect.objectContaining({ name: "pip-ars-hub01", sku: "Standard", allocation_method: "Static" }),
  ]);
  expect(Object.values(resourcesOf(json, "azurerm_route_server_bgp_connection"))).toEqual([
    {
      name: "nva",
      peer_asn: 65001,
      peer_ip: "10.0.2.4",
      route_server_id: `\${azurerm_route_server.${id}.id}`,
    },
  ]);
});

test("one that exists takes peers and nothing else", () => {
  const json = synthesize((stack) => {
    const server = RouteServer.fromRouteServerAttributes(stack, "Existing", {
      routeServerId: "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualHubs/ars",
      virtualRouterIps: ["10.0.0.4", "10.0.0.5"],
    });
    server.addPeer(...peer("nva"));
    expect(server.virtualRouterIps).toEqual(["10.0.0.4", "10.0.0.5"]);
  });

  expect(Object.keys(json.resource)).toEqual(["azurerm_route_server_bgp_connection"]);
});

// A mistake that only Azure finds leaves half a Route Server behind, so each is found here.
describe("refused", () => {
  const withPeers = (...peers: [string, RouteServerPeer][]): string[] =>
    refusals((stack) => {
      const server = routeServer(stack);
      peers.forEach(([name, options]) => server.addPeer(name, options));
    });

  test("another subnet than RouteServerSubnet", () => {
    const messages = refusals((stack) => {
      const network = new VirtualNetwork(stack, "Vnet", {
        ...PLACE,
        name: "hub01",
        addressSpace: ["10.0.0.0/16"],
      });
      const subnet = network.addSubnet("routes", { addressPrefix: "10.0.1.0/26" });
      new RouteServer(stack, "RouteServer", { ...PLACE, name: "hub01", subnet });
    });
    expect(messages).toEqual([
      expect.stringContaining(
        '[stack/RouteServer] a Route Server goes into the subnet "RouteServerSubnet"; it got "routes"',
      ),
    ]);
  });

  test("a subnet smaller than /27", () => {
    const messages = refusals((stack) => void routeServer(stack, {}, "10.0.255.224/28"));
    expect(messages).toEqual([
      expect.stringContaining("10.0.255.224/28 is too small for RouteServerSubnet; it needs /27 or larger"),
    ]);
  });

  test("a subnet that exists and is smaller than /27", () => {
    const messages = refusals((stack) => {
      const virtualNetwork = VirtualNetwork.fromVirtualNetworkAttributes(stack, "Vnet", {
        virtualNetworkId:
          "/subscriptions/s/resourceGroups/rg-lab/providers/Microsoft.Network/virtualNetworks/vnet-hub01",
        virtualNetworkName: "vnet-hub01",
        resourceGroupName: "rg-lab",
        addressSpace: ["10.0.0.0/16"],
      });
      const subnet = Subnet.fromSubnetAttributes(stack, "Subnet", {
        subnetId:
          "/subscriptions/s/resourceGroups/rg-lab/providers/Microsoft.Network/virtualNetworks/vnet-hub01/subnets/RouteServerSubnet",
        subnetName: "RouteServerSubnet",
        addressPrefix: "10.0.255.224/28",
        virtualNetwork,
      });
      new RouteServer(stack, "RouteServer", { ...PLACE, name: "hub01", subnet });
    });
    expect(messages).toEqual([
      expect.stringContaining("10.0.255.224/28 is too small for RouteServerSubnet; it needs /27 or larger"),
    ]);
  });

  test("a name of one character", () => {
    expect(refusals((stack) => void routeServer(stack, { routeServerName: "a" }))).toEqual([
      expect.stringContaining("has 1 character; Azure allows 2 to 80"),
    ]);
  });

  test("a gateway beside it of which one instance stands by", () => {
    const messages = refusals((stack) => {
      routeServer(stack, { vpnGateway: existingGateway(stack, { activeActive: false }) });
    });
    expect(messages).toEqual([expect.stringContaining("make the gateway active-active first")]);
  });

  test("a gateway beside it with another number than 65515", () => {
    const messages = refusals((stack) => {
      routeServer(stack, { vpnGateway: existingGateway(stack, { asn: 65010 }) });
    });
    expect(messages).toEqual([
      expect.stringContaining(
        '[stack/RouteServer] Route Server "ars-hub01" stands beside a VPN gateway with the ASN 65010; it must be ' +
          "65515: leave asn out",
      ),
    ]);
  });

  test.each([
    [65515, "reserved by Azure"],
    [12076, "reserved by Azure"],
    [64500, "reserved by IANA"],
    [70000, "16-bit"],
  ])("a peer with the number %d", (asn, reason) => {
    expect(withPeers(peer("nva", { asn }))).toEqual([expect.stringContaining(reason)]);
  });

  test("a peer that isn't an address", () => {
    expect(withPeers(peer("nva", { address: "nva.example" }))).toEqual([
      expect.stringContaining(
        '[stack/RouteServer] the address of BGP peer "nva", "nva.example", is not an IPv4 address such as "10.0.0.4"',
      ),
    ]);
  });

  test("a peer in the Route Server's own subnet", () => {
    expect(withPeers(peer("nva", { address: "10.0.255.200" }))).toEqual([
      expect.stringContaining("put it into another subnet"),
    ]);
  });

  test("one address for two peers", () => {
    expect(withPeers(peer("a"), peer("b"))).toEqual([
      expect.stringContaining(
        '[stack/RouteServer] the BGP peers "a" and "b" have the same address, 10.0.2.4; a Route Server takes each once',
      ),
    ]);
  });

  test("nine peers", () => {
    const nine = Array.from({ length: 9 }, (_, index) =>
      peer(`nva${index}`, { address: `10.0.2.${index + 4}` }),
    );
    expect(withPeers(...nine)).toEqual([
      expect.stringContaining('[stack/RouteServer] Route Server "ars-hub01" has 9 BGP peers; Azure allows 8'),
    ]);
    expect(withPeers(...nine.slice(1))).toEqual([]);
  });

  test("an existing one with a single instance address", () => {
    const messages = refusals((stack) => {
      RouteServer.fromRouteServerAttributes(stack, "Existing", {
        routeServerId: "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualHubs/ars",
        virtualRouterIps: ["10.0.0.4"],
      });
    });
    expect(messages).toEqual(['[stack/Existing] Route Server "ars" has 1 instance addresses; each has two']);
  });
});

describe("the outage of a gateway that is in use", () => {
  const found = (acknowledge: boolean): string[] =>
    warnings(
      stackWith((stack) => {
        routeServer(stack, { vpnGateway: existingGateway(stack, {}) });
        if (acknowledge) {
          Warnings.acknowledge(stack, WarningCode.ROUTE_SERVER_GATEWAY_OUTAGE, "done at night");
        }
      }),
    );

  test("is warned of, unless it is acknowledged", () => {
    expect(found(false)).toEqual([expect.stringMatching(/10 minutes \[ROUTE_SERVER_GATEWAY_OUTAGE\]$/)]);
    expect(found(true)).toEqual([]);
  });
});

test("looks at a gateway that the program creates in its network, though it isn't told of it", () => {
  const messages = refusals((stack) => {
    routeServer(stack);
    const network = stack.node.findChild("Vnet") as VirtualNetwork;
    const subnet = network.addSubnet("GatewaySubnet", { addressPrefix: "10.0.200.0/27" });
    new VpnGateway(stack, "Gateway", { ...PLACE, subnet, activeActive: false, bgp: true, asn: 65010 });
  });
  expect(messages).toEqual([expect.stringMatching(/"ars-hub01".*make the gateway active-active first/)]);
});
