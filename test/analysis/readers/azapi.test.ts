import { findingsOf } from "../../../lib/analysis/findings";
import { readConfiguration } from "../../../lib/analysis/readers";

const GROUP = "/subscriptions/0000/resourceGroups/rg";

/** An `azapi_resource` of Microsoft.Network; references and plain texts are written as in Terraform's JSON. */
function arm(kind: string, name: string, properties: unknown, more: object = {}): object {
  return {
    type: `Microsoft.Network/${kind}@2024-07-01`,
    name,
    parent_id: GROUP,
    location: "westeurope",
    body: { properties },
    ...more,
  };
}

const inside = (parent: string): object => ({ parent_id: `\${azapi_resource.${parent}.id}`, location: null });
const network = arm("virtualNetworks", "vnet-a", { addressSpace: { addressPrefixes: ["10.0.0.0/16"] } });
const read = (azapi_resource: object, more: object = {}) =>
  readConfiguration({ resource: { azapi_resource, ...more } });

describe("subnets", () => {
  const properties = {
    addressPrefix: "10.0.1.0/24",
    routeTable: { id: "${azapi_resource.table.id}" },
    networkSecurityGroup: { id: "${azurerm_network_security_group.g.id}" },
    natGateway: { id: "${azapi_resource.nat.id}" },
    defaultOutboundAccess: false,
    privateEndpointNetworkPolicies: "RouteTableEnabled",
    serviceEndpoints: [{ service: "Microsoft.Storage", locations: ["*"] }],
    delegations: [{ name: "d", properties: { serviceName: "Microsoft.Web/serverFarms" } }],
  };
  const others = {
    table: arm("routeTables", "rt", {}),
    nat: arm("natGateways", "nat", { publicIpAddresses: [{ id: "${azurerm_public_ip.p.id}" }] }),
  };
  const azurerm = {
    azurerm_network_security_group: { g: { name: "nsg" } },
    azurerm_public_ip: { p: { name: "pip" } },
  };
  const right = {
    name: "app",
    resourceGroup: "rg",
    virtualNetwork: "azapi_resource.net",
    prefixes: ["10.0.1.0/24"],
    routeTable: "azapi_resource.table",
    networkSecurityGroup: "azurerm_network_security_group.g",
    natGateway: "azapi_resource.nat",
    defaultOutboundAccess: false,
    privateEndpointNetworkPolicies: "RouteTableEnabled",
    serviceEndpoints: ["Microsoft.Storage"],
    delegations: ["Microsoft.Web/serverFarms"],
  };

  test("separate, with all that is bound to one", () => {
    const model = read(
      { ...others, net: network, s: arm("virtualNetworks/subnets", "app", properties, inside("net")) },
      azurerm,
    );
    expect(model.problems).toEqual([]);
    expect(model.subnets).toEqual([expect.objectContaining({ ...right, address: "azapi_resource.s" })]);
    expect(model.natGateways[0].publicIps).toEqual(["azurerm_public_ip.p"]);
    expect(findingsOf(model).filter(({ severity }) => severity === "error")).toEqual([]);
  });

  test("inside of their network", () => {
    const net = arm("virtualNetworks", "vnet-a", {
      addressSpace: { addressPrefixes: ["10.0.0.0/16"] },
      subnets: [{ name: "app", properties }],
    });
    const { subnets } = read({ ...others, net }, azurerm);
    expect(subnets).toEqual([
      expect.objectContaining({ ...right, address: 'azapi_resource.net.subnet["app"]' }),
    ]);
  });

  test("in a text, as before version 2, with references in it", () => {
    const body = `\${jsonencode({
      properties = {
        addressPrefixes = ["10.0.1.0/24"]
        routeTable = { id = azapi_resource.table.id }
      }
    })}`;
    const s = { ...arm("virtualNetworks/subnets", "app", {}, inside("net")), body };
    const net = { ...network, body: JSON.stringify((network as { body: object }).body) };
    const model = read({ ...others, net, s }, azurerm);
    expect(model.problems).toEqual([]);
    expect(model.virtualNetworks[0].addressSpace).toEqual(["10.0.0.0/16"]);
    expect(model.subnets).toMatchObject([{ prefixes: ["10.0.1.0/24"], routeTable: "azapi_resource.table" }]);
  });

  test("in a network that a literal id, azurerm or a data source names; names are compared without their case", () => {
    const subnet = (name: string, parent_id: string) =>
      arm("VirtualNetworks/Subnets", name, { addressprefixes: ["10.0.1.0/24"] }, { parent_id });
    const model = readConfiguration({
      data: {
        azapi_resource: {
          old: {
            type: "Microsoft.Network/virtualNetworks@2024-07-01",
            resource_id: `${GROUP}/providers/Microsoft.Network/virtualNetworks/vnet-old`,
          },
        },
      },
      resource: {
        azapi_resource: {
          net: network,
          a: subnet("a", `${GROUP}/providers/Microsoft.Network/virtualNetworks/VNET-A`),
          b: subnet("b", "${azurerm_virtual_network.b.id}"),
          c: subnet("c", "${data.azapi_resource.old.id}"),
          d: subnet("d", `${GROUP}/providers/Microsoft.Network/virtualNetworks/elsewhere`),
        },
        azurerm_virtual_network: { b: { name: "vnet-b", address_space: ["10.1.0.0/16"] } },
        azurerm_subnet: {
          e: {
            name: "e",
            virtual_network_name: "${azapi_resource.net.name}",
            address_prefixes: ["10.0.2.0/24"],
          },
        },
      },
    });
    expect(
      Object.fromEntries(model.subnets.map(({ name, virtualNetwork }) => [name, virtualNetwork])),
    ).toEqual({
      a: "azapi_resource.net",
      b: "azurerm_virtual_network.b",
      c: "data.azapi_resource.old",
      d: "existing virtual network elsewhere",
      e: "azapi_resource.net",
    });
    const old = model.virtualNetworks.find(({ name }) => name === "vnet-old");
    expect(old).toMatchObject({ external: true, addressSpace: ["10.0.1.0/24"] });
    expect(old?.addressSpaceUnknown).toBeDefined();
  });

  test("are bound by azurerm's associations and hold azurerm's resources", () => {
    const model = read(
      {
        net: network,
        s: arm(
          "virtualNetworks/subnets",
          "AzureFirewallSubnet",
          { addressPrefix: "10.0.1.0/24" },
          inside("net"),
        ),
      },
      {
        azurerm_route_table: { t: { name: "t" } },
        azurerm_subnet_route_table_association: {
          x: { subnet_id: "${azapi_resource.s.id}", route_table_id: "${azurerm_route_table.t.id}" },
        },
        azurerm_firewall: {
          f: { name: "f", ip_configuration: { name: "c", subnet_id: "${azapi_resource.s.id}" } },
        },
      },
    );
    expect(model.problems).toEqual([]);
    expect(model.subnets[0]).toMatchObject({
      routeTable: "azurerm_route_table.t",
      routeTableAssociation: "azurerm_subnet_route_table_association.x",
    });
    expect(model.firewalls[0].subnet).toBe("azapi_resource.s");
  });
});

describe("peerings", () => {
  const other = arm("virtualNetworks", "vnet-b", { addressSpace: { addressPrefixes: ["10.1.0.0/16"] } });
  const properties = {
    remoteVirtualNetwork: { id: "${azapi_resource.other.id}" },
    allowVirtualNetworkAccess: true,
    allowForwardedTraffic: true,
    allowGatewayTransit: true,
    peerCompleteVnets: false,
    localSubnetNames: ["a"],
    remoteSubnetNames: ["b"],
  };
  const right = {
    name: "p",
    virtualNetwork: "azapi_resource.net",
    remoteVirtualNetwork: "azapi_resource.other",
    allowVirtualNetworkAccess: true,
    allowForwardedTraffic: true,
    allowGatewayTransit: true,
    useRemoteGateways: false,
    subnetPeering: { localSubnetNames: ["a"], remoteSubnetNames: ["b"] },
  };

  test("separate and inside of their network", () => {
    const separate = read({
      net: network,
      other,
      p: arm("virtualNetworks/virtualNetworkPeerings", "p", properties, inside("net")),
    });
    expect(separate.peerings).toEqual([expect.objectContaining({ ...right, address: "azapi_resource.p" })]);
    const body = {
      properties: {
        addressSpace: { addressPrefixes: ["10.0.0.0/16"] },
        virtualNetworkPeerings: [{ name: "p", properties }],
      },
    };
    const within = read({ net: { ...network, body }, other });
    expect(within.peerings).toEqual([
      expect.objectContaining({ ...right, address: 'azapi_resource.net.virtualNetworkPeerings["p"]' }),
    ]);
    expect(findingsOf(within).map(({ code }) => code)).not.toContain("PEERING_WITHOUT_TRIGGERS");
  });

  test("access that nobody sets is unknown: azurerm's default is not Azure's", () => {
    const { remoteVirtualNetwork } = properties;
    const model = read({
      net: network,
      other,
      p: arm("virtualNetworks/virtualNetworkPeerings", "p", { remoteVirtualNetwork }, inside("net")),
    });
    expect(model.unknownArguments).toMatchObject([
      { resource: "azapi_resource.p", argument: "allow_virtual_network_access" },
    ]);
    expect(model.peerings).toMatchObject([{ allowForwardedTraffic: false }]);
  });
});

test("route tables: propagation is the opposite, routes inside and separate", () => {
  const hop = { nextHopType: "VirtualAppliance", nextHopIpAddress: "10.0.0.4" };
  const { routeTables } = read({
    t: arm("routeTables", "t", {
      disableBgpRoutePropagation: true,
      routes: [{ name: "one", properties: { addressPrefix: "0.0.0.0/0", ...hop } }],
    }),
    two: arm("routeTables/routes", "two", { addressPrefix: "10.9.0.0/16", ...hop }, inside("t")),
    plain: arm("routeTables", "plain", {}),
  });
  expect(routeTables).toMatchObject([
    {
      name: "t",
      bgpRoutePropagation: false,
      routes: [
        {
          name: "one",
          addressPrefix: "0.0.0.0/0",
          nextHopType: "VirtualAppliance",
          nextHops: [{ ip: "10.0.0.4" }],
        },
        { name: "two", addressPrefix: "10.9.0.0/16", origin: "azapi_resource.two" },
      ],
    },
    { name: "plain", bgpRoutePropagation: true, routes: [] },
  ]);
});

test("security groups: rules inside and separate", () => {
  const rule = {
    priority: 100,
    direction: "Outbound",
    access: "Deny",
    protocol: "Tcp",
    sourceAddressPrefix: "*",
    sourcePortRange: "*",
    destinationAddressPrefixes: ["10.1.0.0/16", "10.2.0.0/16"],
    destinationPortRanges: ["22", "3389"],
  };
  const { networkSecurityGroups } = read({
    g: arm("networkSecurityGroups", "g", { securityRules: [{ name: "one", properties: rule }] }),
    two: arm("networkSecurityGroups/securityRules", "two", { ...rule, priority: 200 }, inside("g")),
  });
  expect(networkSecurityGroups).toMatchObject([
    {
      rules: [
        {
          name: "one",
          priority: 100,
          direction: "Outbound",
          access: "Deny",
          destinations: ["10.1.0.0/16", "10.2.0.0/16"],
          destinationPorts: ["22", "3389"],
        },
        { name: "two", priority: 200 },
      ],
    },
  ]);
});

test("appliances behind a load balancer, whose parts azurerm has as resources", () => {
  const id = `${GROUP}/providers/Microsoft.Network/loadBalancers/lb`;
  const model = read({
    net: network,
    s: arm("virtualNetworks/subnets", "s", { addressPrefix: "10.0.1.0/24" }, inside("net")),
    lb: arm("loadBalancers", "lb", {
      frontendIPConfigurations: [
        {
          name: "f",
          properties: { privateIPAddress: "10.0.1.10", subnet: { id: "${azapi_resource.s.id}" } },
        },
      ],
      backendAddressPools: [{ name: "pool" }],
      loadBalancingRules: [
        {
          name: "ha",
          properties: {
            protocol: "All",
            frontendPort: 0,
            backendPort: 0,
            frontendIPConfiguration: { id: `${id}/frontendIPConfigurations/f` },
            backendAddressPool: { id: `${id}/backendAddressPools/pool` },
          },
        },
      ],
    }),
    nic: arm("networkInterfaces", "nic", {
      enableIPForwarding: true,
      ipConfigurations: [
        {
          name: "c",
          properties: {
            primary: true,
            subnet: { id: "${azapi_resource.s.id}" },
            privateIPAddress: "10.0.1.4",
            privateIPAllocationMethod: "Static",
            loadBalancerBackendAddressPools: [{ id: "${azapi_resource.lb.id}/backendAddressPools/pool" }],
          },
        },
      ],
    }),
  });
  expect(model.networkInterfaces).toMatchObject([
    { ipForwarding: true, ipConfigurations: [{ subnet: "azapi_resource.s", privateIp: "10.0.1.4" }] },
  ]);
  const pool = 'azapi_resource.lb.backendAddressPools["pool"]';
  expect(model.loadBalancers).toMatchObject([
    {
      sku: "Standard",
      frontends: [{ name: "f", subnet: "azapi_resource.s", privateIp: "10.0.1.10" }],
      rules: [{ protocol: "All", frontend: "f", backendPools: [pool] }],
      backendPools: [
        { address: pool, members: [{ networkInterface: "azapi_resource.nic", ipConfiguration: "c" }] },
      ],
    },
  ]);
});

test("a firewall with a policy whose rules stand in one list", () => {
  const rule = { sourceAddresses: ["10.0.0.0/8"], destinationAddresses: ["10.1.0.0/16"] };
  const model = read({
    net: network,
    s: arm("virtualNetworks/subnets", "AzureFirewallSubnet", { addressPrefix: "10.0.1.0/26" }, inside("net")),
    f: arm("azureFirewalls", "f", {
      sku: { name: "AZFW_VNet", tier: "Standard" },
      firewallPolicy: { id: "${azapi_resource.p.id}" },
      ipConfigurations: [{ name: "c", properties: { subnet: { id: "${azapi_resource.s.id}" } } }],
    }),
    p: arm("firewallPolicies", "p", { sku: { tier: "Standard" } }),
    g: arm(
      "firewallPolicies/ruleCollectionGroups",
      "g",
      {
        priority: 300,
        ruleCollections: [
          {
            name: "net",
            priority: 100,
            ruleCollectionType: "FirewallPolicyFilterRuleCollection",
            action: { type: "Allow" },
            rules: [
              {
                ...rule,
                name: "r",
                ruleType: "NetworkRule",
                ipProtocols: ["TCP"],
                destinationPorts: ["443"],
              },
            ],
          },
          {
            name: "app",
            priority: 200,
            ruleCollectionType: "FirewallPolicyFilterRuleCollection",
            action: { type: "Deny" },
            rules: [
              {
                name: "r",
                ruleType: "ApplicationRule",
                sourceAddresses: ["*"],
                targetFqdns: ["example.org"],
                protocols: [{ protocolType: "Https", port: 443 }],
              },
            ],
          },
        ],
      },
      inside("p"),
    ),
  });
  expect(model.firewalls).toMatchObject([
    { subnet: "azapi_resource.s", policy: "azapi_resource.p", skuTier: "Standard" },
  ]);
  expect(model.firewallPolicies[0].ruleCollections).toMatchObject([
    {
      name: "net",
      kind: "network",
      groupPriority: 300,
      action: "Allow",
      rules: [{ protocols: ["TCP"], sources: ["10.0.0.0/8"], destinationPorts: ["443"] }],
    },
    {
      name: "app",
      kind: "application",
      action: "Deny",
      rules: [{ protocols: ["Https:443"], destinationFqdns: ["example.org"] }],
    },
  ]);
});

test("a gateway, its connection and the site behind it", () => {
  const model = read({
    net: network,
    s: arm("virtualNetworks/subnets", "GatewaySubnet", { addressPrefix: "10.0.1.0/27" }, inside("net")),
    gw: arm("virtualNetworkGateways", "gw", {
      gatewayType: "Vpn",
      sku: { name: "VpnGw1AZ" },
      enableBgp: true,
      bgpSettings: { asn: 65515 },
      ipConfigurations: [{ name: "c", properties: { subnet: { id: "${azapi_resource.s.id}" } } }],
    }),
    site: arm("localNetworkGateways", "site", {
      gatewayIpAddress: "203.0.113.1",
      localNetworkAddressSpace: { addressPrefixes: ["192.168.0.0/16"] },
    }),
    c: arm("connections", "c", {
      connectionType: "IPsec",
      virtualNetworkGateway1: { id: "${azapi_resource.gw.id}" },
      localNetworkGateway2: { id: "${azapi_resource.site.id}" },
    }),
  });
  expect(model.virtualNetworkGateways).toMatchObject([
    { type: "Vpn", sku: "VpnGw1AZ", bgpEnabled: true, asn: 65515, subnet: "azapi_resource.s" },
  ]);
  expect(model.gatewayConnections).toMatchObject([
    { type: "IPsec", gateway: "azapi_resource.gw", localNetworkGateway: "azapi_resource.site" },
  ]);
  expect(model.localNetworkGateways).toMatchObject([{ addressSpace: ["192.168.0.0/16"] }]);
});

describe("what isn't read", () => {
  test("kinds that may carry or filter traffic are named, others not", () => {
    const { problems } = read({
      partner: arm("securityPartnerProviders", "partner", {}),
      hub: arm("networkVirtualAppliances", "nva", {}),
      zone: arm("privateDnsZones", "zone", {}),
      store: { type: "Microsoft.Storage/storageAccounts@2023-01-01", name: "s", parent_id: GROUP },
      some: { type: "${var.type}", name: "x" },
    });
    expect(problems.map(({ code, resource }) => [code, resource])).toEqual(
      expect.arrayContaining([
        ["KIND_NOT_READ", "azapi_resource.partner"],
        ["KIND_NOT_READ", "azapi_resource.hub"],
        ["KIND_NOT_READ", "azapi_resource.some"],
      ]),
    );
    expect(problems).toHaveLength(3);
  });

  test("a body that only apply tells", () => {
    const { problems, virtualNetworks } = read({ net: { ...network, body: "${var.body}" } });
    expect(problems).toContainEqual(
      expect.objectContaining({ code: "UNKNOWN_VALUE", resource: "azapi_resource.net", attribute: "body" }),
    );
    expect(virtualNetworks[0]).toMatchObject({ addressSpace: [], addressSpaceUnknown: expect.any(String) });
  });

  test("an update binds a table to a subnet, and sets values", () => {
    const update = (type: string, resource_id: string, properties: object) => ({
      type: `Microsoft.Network/${type}@2024-07-01`,
      resource_id,
      body: { properties },
    });
    const model = read(
      {
        net: network,
        s: arm("virtualNetworks/subnets", "s", { addressPrefix: "10.0.1.0/24" }, inside("net")),
        t: arm("routeTables", "t", {}),
      },
      {
        azapi_update_resource: {
          bind: update("virtualNetworks/subnets", "${azapi_resource.s.id}", {
            routeTable: { id: "${azapi_resource.t.id}" },
          }),
          table: update("routeTables", "${azapi_resource.t.id}", { disableBgpRoutePropagation: true }),
        },
      },
    );
    expect(model.subnets[0]).toMatchObject({
      routeTable: "azapi_resource.t",
      routeTableAssociation: "azapi_update_resource.bind.routeTable",
    });
    expect(model.routeTables[0]).toMatchObject({ bgpRoutePropagation: false });
    expect(model.problems).toEqual([]);
    expect(model.unknownArguments).toEqual([]);
  });

  test.each([
    ["by its id", { resource_id: "${azurerm_virtual_hub.h.id}/hubRouteTables/defaultRouteTable" }],
    ["in its hub", { parent_id: "${azurerm_virtual_hub.h.id}", name: "defaultRouteTable" }],
  ])("an update gives a hub's default table its routes: named %s", (_, named) => {
    const route = { name: "all", destinationType: "CIDR", destinations: ["0.0.0.0/0"] };
    const hub = (more: object = {}) =>
      read(
        {},
        {
          azurerm_virtual_wan: { w: { name: "wan" } },
          azurerm_virtual_hub: { h: { name: "hub", virtual_wan_id: "${azurerm_virtual_wan.w.id}" } },
          azurerm_firewall: {
            f: {
              name: "fw",
              sku_name: "AZFW_Hub",
              virtual_hub: { virtual_hub_id: "${azurerm_virtual_hub.h.id}" },
            },
          },
          azapi_update_resource: {
            d: {
              type: "Microsoft.Network/virtualHubs/hubRouteTables@2022-07-01",
              ...named,
              body: {
                properties: {
                  routes: [{ ...route, nextHopType: "ResourceId", nextHop: "${azurerm_firewall.f.id}" }],
                },
              },
            },
          },
          ...more,
        },
      );
    const { problems, virtualWan } = hub();
    expect(problems).toEqual([]);
    expect(virtualWan.routeTables.find(({ builtIn }) => builtIn === "default")).toMatchObject({
      hub: "azurerm_virtual_hub.h",
      routes: [{ name: "all", prefixes: ["0.0.0.0/0"], nextHop: "azurerm_firewall.f" }],
    });
    // Which of several writers is the last one, nothing tells.
    const intent = { h: { name: "i", virtual_hub_id: "${azurerm_virtual_hub.h.id}" } };
    expect(hub({ azurerm_virtual_hub_routing_intent: intent }).problems).toEqual([
      expect.objectContaining({ code: "UPDATE_NOT_APPLIED", resource: "azapi_update_resource.d" }),
    ]);
  });
});
