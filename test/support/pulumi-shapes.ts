import { asAzure, flattened, Resources } from "./azure-shapes";

/** What Pulumi prints for a value that only the deployment tells. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

const urnOf = (type: string, name: string): string => `urn:pulumi:dev::net::${type}::${name}`;

const NATIVE: { readonly [armType: string]: readonly [token: string, ...names: string[]] } = {
  "Microsoft.Network/virtualNetworks": ["network:VirtualNetwork", "virtualNetworkName"],
  "Microsoft.Network/routeTables": ["network:RouteTable", "routeTableName"],
  "Microsoft.Network/networkSecurityGroups": ["network:NetworkSecurityGroup", "networkSecurityGroupName"],
  "Microsoft.Network/networkInterfaces": ["network:NetworkInterface", "networkInterfaceName"],
  "Microsoft.Compute/virtualMachines": ["compute:VirtualMachine", "vmName"],
  "Microsoft.Network/loadBalancers": ["network:LoadBalancer", "loadBalancerName"],
  "Microsoft.Network/firewallPolicies": ["network:FirewallPolicy", "firewallPolicyName"],
  "Microsoft.Network/firewallPolicies/ruleCollectionGroups": [
    "network/v20240701:FirewallPolicyRuleCollectionGroup",
    "firewallPolicyName",
    "ruleCollectionGroupName",
  ],
  "Microsoft.Network/azureFirewalls": ["network:AzureFirewall", "azureFirewallName"],
  "Microsoft.Network/publicIPAddresses": ["network:PublicIPAddress", "publicIpAddressName"],
  "Microsoft.Network/applicationGateways": ["network:ApplicationGateway", "applicationGatewayName"],
  "Microsoft.ContainerService/managedClusters": ["containerservice:ManagedCluster", "resourceName"],
  "Microsoft.App/managedEnvironments": ["app:ManagedEnvironment", "environmentName"],
  "Microsoft.Sql/managedInstances": ["sql:ManagedInstance", "managedInstanceName"],
  "Microsoft.Network/natGateways": ["network:NatGateway", "natGatewayName"],
  "Microsoft.Network/bastionHosts": ["network:BastionHost", "bastionHostName"],
  "Microsoft.Network/privateEndpoints": ["network:PrivateEndpoint", "privateEndpointName"],
  "Microsoft.Network/privateEndpoints/privateDnsZoneGroups": [
    "network:PrivateDnsZoneGroup",
    "privateEndpointName",
    "privateDnsZoneGroupName",
  ],
  "Microsoft.Network/privateDnsZones": ["privatedns:PrivateZone", "privateZoneName"],
  "Microsoft.Network/privateDnsZones/virtualNetworkLinks": [
    "privatedns:VirtualNetworkLink",
    "privateZoneName",
    "virtualNetworkLinkName",
  ],
  "Microsoft.Network/dnsResolvers": ["dnsresolver:DnsResolver", "dnsResolverName"],
  "Microsoft.Network/dnsResolvers/inboundEndpoints": [
    "dnsresolver:InboundEndpoint",
    "dnsResolverName",
    "inboundEndpointName",
  ],
  "Microsoft.Network/dnsResolvers/outboundEndpoints": [
    "dnsresolver:OutboundEndpoint",
    "dnsResolverName",
    "outboundEndpointName",
  ],
  "Microsoft.Network/dnsForwardingRulesets": ["dnsresolver:DnsForwardingRuleset", "dnsForwardingRulesetName"],
  "Microsoft.Network/dnsForwardingRulesets/forwardingRules": [
    "dnsresolver:ForwardingRule",
    "dnsForwardingRulesetName",
    "forwardingRuleName",
  ],
  "Microsoft.Network/dnsForwardingRulesets/virtualNetworkLinks": [
    "dnsresolver:PrivateResolverVirtualNetworkLink",
    "dnsForwardingRulesetName",
    "virtualNetworkLinkName",
  ],
  "Microsoft.Network/virtualNetworkGateways": ["network:VirtualNetworkGateway", "virtualNetworkGatewayName"],
  "Microsoft.Network/localNetworkGateways": ["network:LocalNetworkGateway", "localNetworkGatewayName"],
  "Microsoft.Network/connections": [
    "network:VirtualNetworkGatewayConnection",
    "virtualNetworkGatewayConnectionName",
  ],
};

/** A stack of azure-native that is deployed. */
export function asNativeStack(resources: Resources): object {
  const exported = asAzure(resources).map(({ id, name, type, location, sku, properties }) => {
    const [token, ...keys] = NATIVE[type];
    const steps = id.split("/").filter((_, index) => index >= 8 && index % 2 === 0);
    const names = Object.fromEntries(keys.map((key, index) => [key, steps[index]]));
    const inputs = { resourceGroupName: "rg", location, sku, ...names, ...(flattened(properties) as object) };
    return {
      urn: urnOf(`azure-native:${token}`, name),
      custom: true,
      type: `azure-native:${token}`,
      id,
      inputs,
    };
  });
  return { version: 3, deployment: { resources: exported } };
}

const CLASSIC: { readonly [type: string]: string } = {
  azurerm_lb: "azure:lb/loadBalancer:LoadBalancer",
  azurerm_lb_backend_address_pool: "azure:lb/backendAddressPool:BackendAddressPool",
  azurerm_lb_rule: "azure:lb/rule:Rule",
  azurerm_linux_virtual_machine: "azure:compute/linuxVirtualMachine:LinuxVirtualMachine",
};

function classicToken(type: string): string {
  const name = camelCase(type.replace("azurerm_", ""));
  return CLASSIC[type] ?? `azure:network/${name}:${name[0].toUpperCase()}${name.slice(1)}`;
}

/** A preview of the classic provider in which nothing is deployed yet. */
export function asClassicPreview(resources: Resources): object {
  const steps = Object.entries(resources).flatMap(([type, byName]) =>
    Object.entries(byName).map(([name, body]) => {
      const inputs: { [key: string]: unknown } = {};
      const propertyDependencies: { [key: string]: string[] } = {};
      for (const [argument, value] of Object.entries(body)) {
        const urns: string[] = [];
        const key = camelCase(argument) + (isPlural(argument, value) ? "s" : "");
        inputs[key] = shown(value, resources, urns);
        propertyDependencies[key] = urns;
      }
      const token = classicToken(type);
      const urn = urnOf(token, name);
      return {
        op: "create",
        urn,
        newState: { urn, custom: true, type: token, inputs, propertyDependencies },
      };
    }),
  );
  return { steps, changeSummary: { create: steps.length } };
}

function shown(value: unknown, resources: Resources, urns: string[]): unknown {
  const [, type, name, attribute] =
    (typeof value === "string" && /^\$\{(\w+)\.([\w-]+)\.([\w[\].]+)\}$/.exec(value)) || [];
  if (type !== undefined) {
    urns.push(urnOf(classicToken(type), name));
    return resources[type][name][attribute] ?? UNKNOWN;
  }
  if (Array.isArray(value)) {
    return value.map((one) => shown(one, resources, urns));
  }
  if (typeof value !== "object" || value === null) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [
      camelCase(key) + (isPlural(key, one) ? "s" : ""),
      shown(one, resources, urns),
    ]),
  );
}

/** The bridge names lists in the plural. */
function isPlural(argument: string, value: unknown): boolean {
  return Array.isArray(value) && !argument.endsWith("s");
}

function camelCase(name: string): string {
  return name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
