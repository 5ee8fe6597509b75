import { analyze, readConfiguration } from "../../lib/analysis";

const TYPE = "Microsoft.Network/";
const id = (type: string, name: string): string => `[resourceId('${TYPE}${type}', '${name}')]`;
const inNetwork = (name: string, subnet: string): string =>
  `[format('{0}/subnets/${subnet}', resourceId('${TYPE}virtualNetworks', '${name}'))]`;

function resource(type: string, name: string, properties: object, more: object = {}): object {
  return { type: TYPE + type, apiVersion: "2023-09-01", name, location: "eastasia", ...more, properties };
}

function network(name: string, space: string, subnets: Record<string, [string, string?]>): object {
  return resource("virtualNetworks", name, {
    addressSpace: { addressPrefixes: [space] },
    subnets: Object.entries(subnets).map(([subnet, [addressPrefix, table]]) => ({
      name: subnet,
      properties: { addressPrefix, ...(table && { routeTable: { id: id("routeTables", table) } }) },
    })),
  });
}

function half(from: string, to: string): object {
  const name = `[format('{0}/{1}', '${from}', 'to-${to}')]`;
  const remoteVirtualNetwork = { id: id("virtualNetworks", to) };
  return resource("virtualNetworks/virtualNetworkPeerings", name, {
    remoteVirtualNetwork,
    allowVirtualNetworkAccess: true,
    allowForwardedTraffic: true,
  });
}

/** A gateway, and the connection to the other one, which it knows by the address that Azure gives that. */
function gateway(at: string, other: string, space: string, asn: number): object[] {
  return [
    resource("publicIPAddresses", `pip-${at}`, { publicIPAllocationMethod: "Static" }),
    resource("virtualNetworkGateways", `gw-${at}`, {
      gatewayType: "Vpn",
      vpnType: "RouteBased",
      enableBgp: true,
      bgpSettings: { asn },
      ipConfigurations: [
        {
          name: "c",
          properties: {
            subnet: { id: inNetwork(at, "GatewaySubnet") },
            publicIPAddress: { id: id("publicIPAddresses", `pip-${at}`) },
          },
        },
      ],
    }),
    resource("localNetworkGateways", `to-${other}`, {
      gatewayIpAddress: `[reference(resourceId('${TYPE}publicIPAddresses', 'pip-${other}'), '2023-09-01').ipAddress]`,
      localNetworkAddressSpace: { addressPrefixes: [space] },
      bgpSettings: { asn: asn === 65001 ? 65002 : 65001, bgpPeeringAddress: "10.9.9.9" },
    }),
    resource("connections", `c-${at}`, {
      connectionType: "IPsec",
      enableBgp: true,
      virtualNetworkGateway1: { id: id("virtualNetworkGateways", `gw-${at}`) },
      localNetworkGateway2: { id: id("localNetworkGateways", `to-${other}`) },
    }),
  ];
}

/** A laboratory: a network that plays the site, and a spoke behind the hub's firewall that doesn't use the gateway. */
const LAB = readConfiguration({
  $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  resources: [
    network("hub", "10.0.0.0/24", { GatewaySubnet: ["10.0.0.0/26"], AzureFirewallSubnet: ["10.0.0.64/26"] }),
    network("spoke", "10.0.1.0/24", { app: ["10.0.1.0/25", "to-firewall"] }),
    network("site", "192.168.0.0/24", { GatewaySubnet: ["192.168.0.0/26"], vm: ["192.168.0.64/26"] }),
    half("hub", "spoke"),
    half("spoke", "hub"),
    ...gateway("hub", "site", "192.168.0.0/24", 65001),
    ...gateway("site", "hub", "10.0.0.0/16", 65002),
    resource("azureFirewalls", "fw", {
      sku: { name: "AZFW_VNet", tier: "Standard" },
      ipConfigurations: [
        { name: "c", properties: { subnet: { id: inNetwork("hub", "AzureFirewallSubnet") } } },
      ],
      networkRuleCollections: [
        {
          name: "all",
          properties: {
            priority: 100,
            action: { type: "Allow" },
            rules: [
              {
                name: "all",
                protocols: ["Any"],
                sourceAddresses: ["*"],
                destinationAddresses: ["*"],
                destinationPorts: ["*"],
              },
            ],
          },
        },
      ],
    }),
    resource("routeTables", "to-firewall", {
      disableBgpRoutePropagation: true,
      routes: [
        {
          name: "all",
          properties: {
            addressPrefix: "0.0.0.0/0",
            nextHopType: "VirtualAppliance",
            nextHopIpAddress:
              "[reference(resourceId('Microsoft.Network/azureFirewalls', 'fw'), '2023-09-01').ipConfigurations[0].properties.privateIPAddress]",
          },
        },
      ],
    }),
  ],
});

test("a template's local network gateway stands for the gateway whose address it refers to", () => {
  const analysis = analyze(LAB);
  expect(analysis.endpoints.filter(({ kind }) => kind === "on-premises")).toEqual([]);
  expect(analysis.verdict("spoke/app", "site/vm")).toBe("ASYMMETRIC");
});

test("what comes out of a tunnel past a firewall is led to it where the tunnel ends, not at its other end", () => {
  const [finding] = analyze(LAB).findings.filter(({ code }) => code === "ASYMMETRIC_STATEFUL");
  expect(finding.fix!.en).toBe(
    "Write a route for 10.0.1.0/24 to fw into a route table for hub/GatewaySubnet, or let fw translate sources.",
  );
});
