import { TerraformStack, TerraformVariable } from "cdktf";
import {
  AzureFirewall,
  Bastion,
  ExpressRouteGateway,
  FirewallPolicy,
  LinuxServer,
  NatGateway,
  NetworkSecurityGroup,
  PrivateResolver,
  PublicIpAddress,
  SecurityGroup,
  VirtualNetwork,
  VpnGateway,
} from "../../lib";
import { refusals } from "../support/synth";

const HERE = { location: "japaneast", resourceGroupName: "rg" };
const POLICY = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/firewallPolicies/p";

/** What is built beside a network, or an address, that is elsewhere. */
type Build = (stack: TerraformStack, network: VirtualNetwork, address: PublicIpAddress) => void;

function build(location: string, what: Build) {
  return (stack: TerraformStack): void => {
    const there = { location, resourceGroupName: "rg" };
    const network = new VirtualNetwork(stack, "Net", {
      ...there,
      name: "net",
      addressSpace: ["10.0.0.0/16"],
    });
    what(stack, network, new PublicIpAddress(stack, "Ip", { ...there, publicIpName: "pip" }));
  };
}

const subnet = (network: VirtualNetwork, name: string) =>
  network.addSubnet(name, { addressPrefix: "10.0.0.0/26" });

const RESOLVER = { service: "Microsoft.Network/dnsResolvers" };

const PARTS: [string, Build][] = [
  [
    "VPN gateway",
    (stack, network) => new VpnGateway(stack, "Own", { ...HERE, subnet: subnet(network, "GatewaySubnet") }),
  ],
  [
    "ExpressRoute gateway",
    (stack, network) =>
      new ExpressRouteGateway(stack, "Own", { ...HERE, subnet: subnet(network, "GatewaySubnet") }),
  ],
  [
    "Bastion host",
    (stack, network) => new Bastion(stack, "Own", { ...HERE, subnet: subnet(network, "AzureBastionSubnet") }),
  ],
  [
    "firewall",
    (stack, network) =>
      new AzureFirewall(stack, "Own", {
        ...HERE,
        name: "f",
        firewallPolicyId: POLICY,
        subnet: subnet(network, "AzureFirewallSubnet"),
      }),
  ],
  [
    "private resolver",
    (stack, network) =>
      new PrivateResolver(stack, "Own", {
        ...HERE,
        name: "r",
        virtualNetwork: network,
        inboundSubnet: network.addSubnet("in", { addressPrefix: "10.0.0.0/28", delegation: RESOLVER }),
      }),
  ],
  [
    "NAT gateway",
    (stack, network) => new NatGateway(stack, "Own", { ...HERE, name: "n" }).addSubnet(subnet(network, "a")),
  ],
  [
    "NAT gateway",
    (stack, _network, address) =>
      new NatGateway(stack, "Own", { ...HERE, name: "n", publicIpAddresses: [address] }),
  ],
  [
    "security group",
    (stack, network) =>
      new NetworkSecurityGroup(stack, "Own", { ...HERE, name: "g", rules: SecurityGroup.closed() }).attach(
        subnet(network, "a"),
      ),
  ],
  [
    "machine",
    (stack, network) => new LinuxServer(stack, "Own", { ...HERE, name: "lin", subnet: subnet(network, "a") }),
  ],
];

test.each(PARTS)("a %s that Azure would refuse elsewhere is refused at synth", (what, part) => {
  expect(refusals(build("westeurope", part)).join("\n")).toMatch(
    new RegExp(`the ${what} is in "japaneast" and .* in "westeurope"`),
  );
  expect(refusals(build("Japan East", part))).toEqual([]);
});

test("a region that only apply tells is not compared", () => {
  expect(
    refusals((stack) => {
      const { stringValue } = new TerraformVariable(stack, "region", { type: "string" });
      build(stringValue, PARTS[0][1])(stack);
    }),
  ).toEqual([]);
});

test("a policy inherits from one of its region", () => {
  const policies = (location: string) => (stack: TerraformStack) => {
    const basePolicy = new FirewallPolicy(stack, "Base", { ...HERE, location, name: "base" });
    new FirewallPolicy(stack, "Own", { ...HERE, name: "own", basePolicy });
  };
  expect(refusals(policies("westeurope")).join()).toMatch(
    /the policy is in "japaneast" and its base policy in "west/,
  );
  expect(refusals(policies("japaneast"))).toEqual([]);
});

test("a firewall takes addresses of all its zones, or of none", () => {
  const firewall =
    (zones: string[] | undefined, own: string[] | undefined) =>
    (stack: TerraformStack): void => {
      const network = new VirtualNetwork(stack, "Net", {
        ...HERE,
        name: "net",
        addressSpace: ["10.0.0.0/16"],
      });
      new AzureFirewall(stack, "Own", {
        ...HERE,
        name: "f",
        firewallPolicyId: POLICY,
        subnet: subnet(network, "AzureFirewallSubnet"),
        zones,
        publicIpAddresses: [new PublicIpAddress(stack, "Ip", { ...HERE, publicIpName: "pip", zones: own })],
      });
    };
  expect(refusals(firewall(undefined, ["1"])).join()).toMatch(
    /in zone 1, 2, 3 and its address .* in 1; give it/,
  );
  expect(refusals(firewall(["2"], ["1"])).join()).toMatch(/its zone, or of all zones/);
  expect(refusals(firewall(undefined, undefined))).toEqual([]);
  expect(refusals(firewall(["2"], ["1", "2", "3"]))).toEqual([]);
});
