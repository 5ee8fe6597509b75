import { ResourceGroup } from "@cdktf/provider-azurerm/lib/resource-group";
import { TerraformStack, TerraformVariable } from "cdktf";
import * as api from "../lib";
import { refusals, resourceNamed, synthesize } from "./support/synth";

const place = { location: "eastasia", resourceGroupName: "rg" };
const elsewhere = { ...place, location: "japaneast" };
const GROUP = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers";
const POLICY = `${GROUP}/Microsoft.Network/firewallPolicies/p`;
const CIRCUIT = `${GROUP}/Microsoft.Network/expressRouteCircuits/c`;

/** A network at 10.<octet>.0.0/16. */
function network(stack: TerraformStack, octet: number, group = "rg"): api.VirtualNetwork {
  return new api.VirtualNetwork(stack, `Net${octet}`, {
    ...place,
    resourceGroupName: group,
    name: `n${octet}`,
    addressSpace: [`10.${octet}.0.0/16`],
  });
}

function firewall(
  stack: TerraformStack,
  more: Partial<api.AzureFirewallProps> = {},
  group = "rg",
): api.AzureFirewall {
  const subnet = network(stack, 1, group).addSubnet("AzureFirewallSubnet", { addressPrefix: "10.1.1.0/26" });
  return new api.AzureFirewall(stack, "Firewall", {
    ...place,
    name: "a",
    subnet,
    firewallPolicyId: POLICY,
    ...more,
  });
}

function gateway(stack: TerraformStack, octet: number, asn = 65515): api.VpnGateway {
  const subnet = network(stack, octet).addSubnet("GatewaySubnet", { addressPrefix: `10.${octet}.0.0/26` });
  return new api.VpnGateway(stack, `Gateway${octet}`, {
    ...place,
    name: `g${octet}`,
    subnet,
    asn,
    bgp: true,
  });
}

function balancer(
  stack: TerraformStack,
  subnet: api.ISubnet,
  more: Partial<api.HighAvailabilityPortsLoadBalancerProps> = {},
): api.HighAvailabilityPortsLoadBalancer {
  const privateIpAddress = subnet.addressPrefix.replace(/0\/\d+$/, "9");
  const props = { ...place, name: "a", subnet, privateIpAddress, probePort: 8008, ...more };
  return new api.HighAvailabilityPortsLoadBalancer(stack, "Balancer", props);
}

function card(stack: TerraformStack, id: string, subnet: api.ISubnet): api.NetworkInterface {
  return new api.NetworkInterface(stack, id, { ...place, networkInterfaceName: `nic-${id}`, subnet });
}

function address(
  stack: TerraformStack,
  id: string,
  run: api.PublicIpPrefix,
  more: Partial<api.PublicIpAddressProps> = {},
): api.PublicIpAddress {
  const publicIpPrefixId = run.publicIpPrefixId;
  return new api.PublicIpAddress(stack, id, {
    ...place,
    publicIpName: `pip-${id}`,
    publicIpPrefixId,
    ...more,
  });
}

function prefix(stack: TerraformStack, more: Partial<api.PublicIpPrefixProps> = {}): api.PublicIpPrefix {
  return new api.PublicIpPrefix(stack, "Prefix", { ...place, publicIpPrefixName: "ippre", ...more });
}

/** What each program does that Azure refuses, and how synth says so: in one sentence. */
const REFUSED: readonly (readonly [what: string, said: RegExp, build: (stack: TerraformStack) => void])[] = [
  [
    "a firewall in another group than its network",
    /^\[stack\/Firewall\] the firewall is in the resource group "rg" and its virtual network "n1" in "rg-net"/,
    (stack) => void firewall(stack, {}, "rg-net"),
  ],
  [
    "the same with a group that the program creates",
    /in the resource group "rg-made" and its virtual network "n1" in "rg"/,
    (stack) => {
      const group = new ResourceGroup(stack, "Group", { name: "rg-made", location: "eastasia" });
      firewall(stack, { resourceGroupName: group.name });
    },
  ],
  [
    "a firewall with a policy of a higher tier",
    /^\[stack\/Firewall\] the firewall has tier Standard and its policy Premium/,
    (stack) => {
      const policy = new api.FirewallPolicy(stack, "Policy", {
        ...place,
        name: "p",
        sku: api.FirewallSku.PREMIUM,
      });
      firewall(stack, { firewallPolicyId: policy.firewallPolicyId });
    },
  ],
  [
    "a firewall whose management side is in another network",
    /subnet is in virtual network "n1" and its management subnet in "n2"/,
    (stack) => {
      const addressPrefix = "10.2.1.0/26";
      const managementSubnet = network(stack, 2).addSubnet("AzureFirewallManagementSubnet", {
        addressPrefix,
      });
      firewall(stack, { managementSubnet });
    },
  ],
  [
    "a load balancer in another region than its network",
    /^\[stack\/Balancer\] the load balancer is in "japaneast" and virtual network "n1" in "eastasia"/,
    (stack) =>
      void balancer(stack, network(stack, 1).addSubnet("a", { addressPrefix: "10.1.1.0/26" }), elsewhere),
  ],
  [
    "a load balancer in a subnet of a service",
    /^\[stack\/Balancer\] AzureBastionSubnet is reserved .* put the load balancer into another subnet/,
    (stack) =>
      void balancer(
        stack,
        network(stack, 1).addSubnet("AzureBastionSubnet", { addressPrefix: "10.1.1.0/26" }),
      ),
  ],
  [
    "a load balancer in a delegated subnet",
    /^\[stack\/Balancer\] subnet "web" is delegated to Microsoft\.Web\/serverFarms, so no load balancer/,
    (stack) => {
      const delegation = { service: "Microsoft.Web/serverFarms" };
      balancer(stack, network(stack, 1).addSubnet("web", { addressPrefix: "10.1.1.0/26", delegation }));
    },
  ],
  [
    "a machine of another network behind a load balancer",
    /^\[stack\/Balancer\] stack\/card is in virtual network "n2" and the load balancer in "n1"/,
    (stack) => {
      const [one, other] = [1, 2].map((octet) =>
        network(stack, octet).addSubnet("a", { addressPrefix: `10.${octet}.1.0/26` }),
      );
      balancer(stack, one).addBackend(stack, "Backend", card(stack, "card", other));
    },
  ],
  [
    "a machine that is behind a load balancer twice",
    /^\[stack\/Balancer\] stack\/card is behind the load balancer twice/,
    (stack) => {
      const subnet = network(stack, 1).addSubnet("a", { addressPrefix: "10.1.1.0/26" });
      const [made, behind] = [balancer(stack, subnet), card(stack, "card", subnet)];
      made.addBackend(stack, "One", behind);
      made.addBackend(stack, "Two", behind);
    },
  ],
  [
    "appliances of which each would be in two networks",
    /^\[stack\/Appliances\] the management subnet is in virtual network "n2" and the appliances' in "n1"/,
    (stack) => {
      const [subnet, managementSubnet] = [1, 2].map((octet) =>
        network(stack, octet).addSubnet("a", { addressPrefix: `10.${octet}.1.0/26` }),
      );
      const image = api.ApplianceImages.juniperVsrx();
      new api.NetworkAppliances(stack, "Appliances", { ...place, image, subnet, managementSubnet });
    },
  ],
  [
    "appliances in another region than their network",
    /NetworkInterface\] the machine is in "japaneast"/,
    (stack) => {
      const subnet = network(stack, 1).addSubnet("a", { addressPrefix: "10.1.1.0/26" });
      const image = api.ApplianceImages.fortinetFortiGate();
      new api.NetworkAppliances(stack, "Appliances", { ...elsewhere, image, subnet });
    },
  ],
  [
    "a connection to a site in another region than its gateway",
    /^\[stack\/Site\] the connection is in "japaneast" and its gateway in "eastasia"/,
    (stack) => {
      const vpnGateway = gateway(stack, 1);
      const site = { gatewayAddress: "203.0.113.1", addressSpace: ["192.168.0.0/24"] };
      new api.SiteToSiteConnection(stack, "Site", { ...elsewhere, name: "tokyo", vpnGateway, ...site });
    },
  ],
  [
    "a connection to a circuit in another region than its gateway",
    /^\[stack\/Circuit\] the connection is in "japaneast" and its gateway in "eastasia"/,
    (stack) => {
      const subnet = network(stack, 1).addSubnet("GatewaySubnet", { addressPrefix: "10.1.0.0/26" });
      const own = new api.ExpressRouteGateway(stack, "Gateway", { ...place, subnet });
      const props = { ...elsewhere, name: "tokyo", gateway: own, circuitId: CIRCUIT };
      new api.ExpressRouteConnection(stack, "Circuit", props);
    },
  ],
  [
    "networks that are connected and overlap",
    /^\[stack\/Connection\] "a" \(10\.1\.0\.0\/16\) and "b" \(10\.1\.128\.0\/20\) overlap, so Azure refuses to connect/,
    (stack) => {
      const inside = new api.VirtualNetwork(stack, "Inside", {
        ...place,
        name: "i",
        addressSpace: ["10.1.128.0/20"],
      });
      const subnet = inside.addSubnet("GatewaySubnet", { addressPrefix: "10.1.128.0/26" });
      const second = new api.VpnGateway(stack, "Second", {
        ...place,
        name: "s",
        subnet,
        asn: 65001,
        bgp: true,
      });
      connect(stack, gateway(stack, 1), second);
    },
  ],
  [
    "a network that is connected with itself",
    /^\[stack\/Connection\] "a" and "b" have one gateway/,
    (stack) => {
      const own = gateway(stack, 1);
      connect(stack, own, own);
    },
  ],
  [
    "an end of a connection in another region than its gateway",
    /^\[stack\/Connection\] the end "b" of the connection is in "japaneast" and its gateway in "eastasia"/,
    (stack) => connect(stack, gateway(stack, 1), gateway(stack, 2, 65001), elsewhere),
  ],
  [
    "more addresses than their prefix has",
    /^\[stack\/Prefix\] public IP prefix "ippre" has 2 addresses, and 3 are taken from it/,
    (stack) => {
      const run = prefix(stack, { length: 31 });
      ["a", "b", "c"].forEach((id) => address(stack, id, run));
    },
  ],
  [
    "an address in other zones than its prefix",
    /^\[stack\/a\] the address is in no zone and its prefix stack\/Prefix in the zones 1: give both the same zones/,
    (stack) => void address(stack, "a", prefix(stack, { zones: ["1"] })),
  ],
  [
    "an address in another region than its prefix",
    /^\[stack\/a\] the address is in "japaneast" and its prefix stack\/Prefix in "eastasia"/,
    (stack) => void address(stack, "a", prefix(stack), elsewhere),
  ],
  [
    "flow logs that a workspace in no region evaluates",
    /^\[stack\/FlowLogs\] trafficAnalytics\.workspaceRegion "" is not an Azure region/,
    (stack) =>
      void new api.FlowLogs(stack, "FlowLogs", {
        storageAccountIds: { eastasia: `${GROUP}/Microsoft.Storage/storageAccounts/st` },
        trafficAnalytics: {
          workspaceId: "00000000-0000-0000-0000-000000000000",
          workspaceRegion: "",
          workspaceResourceId: `${GROUP}/Microsoft.OperationalInsights/workspaces/w`,
        },
      }),
  ],
  [
    "a ruleset of three endpoints",
    /^\[stack\/Ruleset\] outboundEndpointIds lists 3 endpoints; Azure takes 1 to 2/,
    (stack) => {
      const ids = ["a", "b", "c"].map(
        (name) => `${GROUP}/Microsoft.Network/dnsResolvers/r/outboundEndpoints/${name}`,
      );
      new api.ForwardingRuleset(stack, "Ruleset", { ...place, name: "a", outboundEndpointIds: ids });
    },
  ],
];

function connect(
  stack: TerraformStack,
  first: api.IVpnGateway,
  second: api.IVpnGateway,
  placeOfSecond: api.PlacementProps = place,
): void {
  new api.VnetToVnetConnection(stack, "Connection", {
    first: { ...place, name: "a", vpnGateway: first },
    second: { ...placeOfSecond, name: "b", vpnGateway: second },
  });
}

test.each(REFUSED.map(([what, said, build]) => ({ what, said, build })))(
  "$what: refused in one sentence",
  ({ said, build }) => {
    expect(refusals(build)).toEqual([expect.stringMatching(said)]);
  },
);

/** What is like it and right. */
const ACCEPTED: Readonly<Record<string, (stack: TerraformStack) => void>> = {
  "a firewall in the group of its network, by its name in other case": (stack) => {
    const group = new ResourceGroup(stack, "Group", { name: "rg-made", location: "eastasia" });
    firewall(stack, { resourceGroupName: group.name }, "RG-made");
  },
  "a firewall in a group that only apply tells": (stack) =>
    void firewall(stack, { resourceGroupName: new TerraformVariable(stack, "group", {}).stringValue }),
  "a Premium firewall with a Standard policy": (stack) => {
    const policy = new api.FirewallPolicy(stack, "Policy", { ...place, name: "p" });
    firewall(stack, { firewallPolicyId: policy.firewallPolicyId, sku: api.FirewallSku.PREMIUM });
  },
  "a Premium firewall as transit with a Standard policy that exists": (stack) => {
    const existingPolicy = { firewallPolicyId: POLICY, sku: api.FirewallSku.STANDARD };
    const sku = api.FirewallSku.PREMIUM;
    new api.HubSpokeConstruct(stack, "Network", {
      location: "eastasia",
      hub: { name: "hub", addressSpace: ["10.9.0.0/16"] },
      transit: api.TransitRouting.azureFirewall({ subnetPrefix: "10.9.1.0/26", sku, existingPolicy }),
    });
  },
  "connections where their gateways are": (stack) =>
    connect(stack, gateway(stack, 1), gateway(stack, 2, 65001)),
  "rules and collections of a policy with the names that Azure takes": (stack) => {
    const any = [api.FirewallAddresses.any()];
    const rule = api.FirewallRule.network({ name: "Allow (all), 許可!", from: any, to: any });
    const policy = new api.FirewallPolicy(stack, "Policy", { ...place, name: "p" });
    policy.addRuleGroup("group", {
      collections: [
        { name: "A", rules: [rule] },
        { name: "B C", rules: [rule] },
      ],
    });
  },
  "what another resource of the stack knows, written as an expression": (stack) => {
    const later = "${aws_vpn_connection.a.tunnel1_address}";
    const bgp = { asn: 65001, peeringAddress: "${aws_vpn_connection.a.tunnel1_vgw_inside_address}" };
    const vpnGateway = gateway(stack, 1);
    new api.SiteToSiteConnection(stack, "Site", {
      ...place,
      name: "aws",
      vpnGateway,
      gatewayAddress: later,
      bgp,
    });
    const dnsServers = ["${azurerm_linux_virtual_machine.dns.private_ip_address}"];
    const addressSpace = ["10.2.0.0/16"];
    const net = new api.VirtualNetwork(stack, "Net2", { ...place, name: "n2", addressSpace, dnsServers });
    const subnet = net.addSubnet("RouteServerSubnet", { addressPrefix: "10.2.0.0/26" });
    const server = new api.RouteServer(stack, "RouteServer", { ...place, name: "r", subnet });
    server.addPeer("nva", { asn: 65002, address: "${azurerm_linux_virtual_machine.nva.private_ip_address}" });
    const flowLogs = new api.FlowLogs(stack, "FlowLogs", {
      storageAccountIds: { eastasia: `${GROUP}/Microsoft.Storage/storageAccounts/st` },
      trafficAnalytics: {
        workspaceId: "${azurerm_log_analytics_workspace.a.workspace_id}",
        workspaceRegion: "eastasia",
        workspaceResourceId: "${azurerm_log_analytics_workspace.a.id}",
      },
    });
    flowLogs.watch(net);
    const tenantId = "${data.azurerm_client_config.a.tenant_id}";
    const clients = network(stack, 3).addSubnet("GatewaySubnet", { addressPrefix: "10.3.0.0/26" });
    new api.VpnGateway(stack, "Clients", {
      ...place,
      name: "g3",
      subnet: clients,
      pointToSite: {
        addressPool: ["172.30.0.0/24"],
        authentication: [api.ClientAuthentication.entra({ tenantId })],
      },
    });
  },
  "as many addresses as a prefix has, in all of its zones": (stack) => {
    const run = prefix(stack, { length: 31, zones: ["1", "2", "3"] });
    ["a", "b"].forEach((id) => address(stack, id, run, { zones: ["3", "2", "1"] }));
  },
};

test.each(Object.keys(ACCEPTED))("%s: accepted", (what) => {
  expect(refusals(ACCEPTED[what])).toEqual([]);
});

test("a zone takes as many of the network's tags as Azure has room for, after its own", () => {
  const json = synthesize((stack) => {
    const { hub } = new api.HubSpokeConstruct(stack, "Network", {
      location: "eastasia",
      tags: Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`k${index}`, "v"])),
      hub: { name: "hub", addressSpace: ["10.9.0.0/16"] },
    });
    hub.addPrivateDnsZone("a.example", { tags: { own: "1" } });
  });
  const { tags } = resourceNamed(json, "azurerm_private_dns_zone", "a.example");
  expect(Object.keys(tags)).toHaveLength(15);
  expect(tags).toMatchObject({ own: "1", k0: "v" });
});
