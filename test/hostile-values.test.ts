import { App, Fn, Lazy, TerraformLocal, TerraformStack, TerraformVariable } from "cdktf";
import {
  BastionSku,
  HubSpokeConstruct,
  HubSpokeError,
  PublicIpAddress,
  RouteServer,
  SecurityGroup,
  Subnet,
  Synthesis,
  TrafficSource,
  TransitRouting,
  VirtualNetwork,
} from "../lib";
import { stackWith } from "./support/synth";

/** Props as a program without types hands them over, read from a file or written in a hurry. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Untyped = any;

const HOSTILE = '${file("/etc/passwd")}\n::error::\u202e';
const SHOWN = String.raw`\\n::error::\\u\{202e\}`;
const place = { location: "eastasia", resourceGroupName: "rg" };
const hub = {
  name: "hub01",
  addressSpace: ["10.0.0.0/16"],
  subnets: [{ name: "default", addressPrefix: "10.0.0.0/24" }],
};
const spokes = [1, 2].map((n) => ({ name: `spoke${n}`, addressSpace: [`10.${n}0.0.0/16`] }));

const network = (stack: TerraformStack, props: Untyped = {}): HubSpokeConstruct =>
  new HubSpokeConstruct(stack, "Network", { location: "eastasia", hub, spokes, ...props });
const withTransit = (stack: TerraformStack, transit: Untyped): HubSpokeConstruct =>
  network(stack, { transit });

/** The messages with which a program ends, whether a call refuses or synth does. */
function messages(build: (stack: TerraformStack) => void): string[] {
  try {
    Synthesis.run(App.of(stackWith(build)));
    return [];
  } catch (error) {
    if (!HubSpokeError.isHubSpokeError(error)) {
      throw error;
    }
    return (error as Error).message
      .split("\n")
      .map((line) => line.trim())
      .filter((line) => !/^There (is|are) \d+ mistake/.test(line));
  }
}

const existing = (
  stack: TerraformStack,
  attrs: Untyped,
): ReturnType<typeof VirtualNetwork.fromVirtualNetworkAttributes> =>
  VirtualNetwork.fromVirtualNetworkAttributes(stack, "Old", {
    virtualNetworkId:
      "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/vnet-old",
    virtualNetworkName: "vnet-old",
    resourceGroupName: "g",
    addressSpace: ["10.50.0.0/16"],
    ...attrs,
  });
const routeServer = (stack: TerraformStack): ReturnType<typeof RouteServer.fromRouteServerAttributes> =>
  RouteServer.fromRouteServerAttributes(stack, "Ars", {
    routeServerId: "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualHubs/ars",
    virtualRouterIps: ["10.0.9.4", "10.0.9.5"],
  });
const image: Untyped = { publisher: "p", offer: "o", sku: "s", probePort: 22 };
const appliances = (stack: TerraformStack, options: Untyped): HubSpokeConstruct =>
  withTransit(
    stack,
    TransitRouting.networkVirtualAppliance({ image, subnetPrefix: "10.0.1.0/24", ...options }),
  );

const otherThan = (stack: TerraformStack): TerraformStack =>
  App.of(stack).node.tryFindChild("other")
    ? (App.of(stack).node.findChild("other") as TerraformStack)
    : new TerraformStack(App.of(stack), "other");

/** Each program has one mistake, which is one sentence. */
test.each<[string, (stack: TerraformStack) => void, RegExp]>([
  [
    "a transit that binds nothing",
    (s) => withTransit(s, { bind: () => undefined }),
    /^\[stack\/Network\/Transit\] what bind\(\) of the transit returns is missing; give an object of ITransit, which new UserDefinedRoutes\(\) gives$/,
  ],
  [
    "a transit that binds later",
    (s) => withTransit(s, { bind: async () => TransitRouting.none() }),
    /what bind\(\) of the transit returns is a Promise; give an object of ITransit, which new UserDefinedRoutes\(\) gives$/,
  ],
  [
    "a transit whose bind is no function",
    (s) => withTransit(s, { bind: "late" }),
    /^\[stack\/Network\] transit is another object; give an object of ITransitRouting, which /,
  ],
  [
    "a naming strategy whose nameOf is no function",
    (s) => network(s, { naming: { nameOf: "vnet" } }),
    /^\[stack\/Network\] naming is another object; give an object of INamingStrategy, which /,
  ],
  [
    "no region, in which flow logs have no account",
    (s) =>
      network(s, {
        location: "",
        flowLogs: {
          storageAccountIds: {
            eastasia: "/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/st",
          },
        },
        spokes: [],
      }),
    /the location "" is not an Azure region/,
  ],
  [
    "a hostile spoke, which zones and rulesets are linked to",
    (s) => {
      const built = network(s, { spokes: [{ name: "a\u0000b", addressSpace: ["10.9.0.0/16"] }] });
      built.hub.addPrivateDnsZone("corp.internal");
    },
    /^\[stack\/Network\/Spoke-a\\x00b\] the hub or spoke name "a\\u0000b" is not allowed/,
  ],
  [
    "a prefix that is none, of which IP groups are made",
    (s) =>
      network(s, {
        spokes: [{ name: "a", addressSpace: ["a/b"] }],
        transit: TransitRouting.azureFirewall({ subnetPrefix: "10.0.1.0/26", ipGroups: true }),
      }),
    /^\[stack\/Network\/Spoke-a\/VirtualNetwork\] the address space of .* is not an IPv4 prefix/,
  ],
  [
    "a plan of no publisher",
    (s) =>
      appliances(s, { instances: 1, image: { ...image, plan: { name: "n", product: "p", publisher: " " } } }),
    /the plan publisher of the image is " "/,
  ],
  [
    "no name",
    (s) => network(s, { hub: { ...hub, name: "" } }),
    /^\[stack\/Network\/Hub\] a hub or spoke needs a name; it got ""/,
  ],
  [
    "a hostile name",
    (s) => network(s, { hub: { ...hub, name: HOSTILE } }),
    new RegExp(`the hub or spoke name .*${SHOWN}.*would do`),
  ],
  [
    "a hostile subnet",
    (s) => network(s, { hub: { ...hub, subnets: [{ name: HOSTILE, addressPrefix: "10.0.0.0/24" }] } }),
    /^\[stack\/.*\\x0a::error::\\u\{202e\}\] the subnet name .* is not allowed/,
  ],
  [
    "an endless name",
    (s) => network(s, { spokes: [{ name: "x".repeat(20_000), addressSpace: ["10.9.0.0/16"] }] }),
    /has 20000 characters; names made of it, which Azure allows 64, leave room for 1 to 50/,
  ],
  [
    "no addresses",
    (s) => network(s, { hub: { ...hub, addressSpace: [] } }),
    /has no address space; give at least one prefix/,
  ],
  [
    "no addresses, in which a next hop would be",
    (s) =>
      network(s, {
        hub: { name: "hub01" },
        transit: TransitRouting.networkVirtualAppliance({ nextHopAddress: "10.0.0.250" }),
      }),
    /has no address space; give at least one prefix/,
  ],
  [
    "all addresses",
    (s) => network(s, { hub: { ...hub, addressSpace: ["0.0.0.0/0"] }, spokes: [] }),
    /has the length \/0; Azure allows/,
  ],
  [
    "one prefix a thousand times",
    (s) => network(s, { hub: { ...hub, addressSpace: Array(1000).fill("10.0.0.0/16") } }),
    /lists "10\.0\.0\.0\/16" twice; leave one out/,
  ],
  ["a number for a list", (s) => network(s, { spokes: 2 }), /^\[stack\/Network\] spokes is 2; give a list/],
  [
    "a date",
    (s) => network(s, { spokes: [{ name: "a", addressSpace: [new Date(0)] }] }),
    /spokes\[0\]\.addressSpace\[0\] is a Date; give text/,
  ],
  [
    "a nested list",
    (s) => network(s, { hub: { ...hub, addressSpace: [["10.0.0.0/16"]] } }),
    /hub\.addressSpace\[0\] is a list; give text/,
  ],
  [
    "a misspelt property",
    (s) => network(s, { transitRouting: TransitRouting.none() }),
    /there is no "transitRouting"; did you mean "transit"\?/,
  ],
  [
    "a property too far outside",
    (s) => network(s, { bastion: { subnetPrefix: "10.0.2.0/26" } }),
    /there is no "bastion"; did you mean "hub\.bastion"\?/,
  ],
  [
    "a property too far inside",
    (s) => network(s, { hub: { ...hub, transit: TransitRouting.none() } }),
    /there is no "hub\.transit"; did you mean "transit"\?/,
  ],
  [
    "a factory in the place of what it makes",
    (s) => network(s, { transit: TransitRouting.none }),
    /transit is a function that isn't called; give an object of ITransitRouting, which TransitRouting\.none\(\), /,
  ],
  [
    "a property of every object",
    (s) => network(s, JSON.parse('{"__proto__": {}}')),
    /there is no "__proto__"/,
  ],
  [
    "a misspelt tier",
    (s) => network(s, { hub: { ...hub, bastion: { subnetPrefix: "10.0.2.0/26", sku: "standard" } } }),
    /bastion\.sku is the text "standard"; give one of BastionSku\.DEVELOPER \("Developer"\)/,
  ],
  [
    "no shutdown",
    (s) =>
      network(s).hub.addWindowsServer("Vm", {
        name: "vm",
        subnetName: "default",
        dailyShutdown: null,
      } as Untyped),
    /dailyShutdown is null; give an object of DailyShutdown, which DailyShutdown\.at\(\) or DailyShutdown\.never\(\) gives/,
  ],
  [
    "no number",
    (s) => network(s).hub.addNatGateway({ addresses: NaN }),
    /takes 1 to 16 public addresses; it got NaN/,
  ],
  ["a huge number", (s) => network(s).hub.addNatGateway({ idleTimeoutMinutes: 1e21 }), /is 1e\+21/],
  [
    "a hostile DNS name",
    (s) =>
      network(s, { hub: { ...hub, vpnGateway: { subnetPrefix: "10.0.200.0/24" } } }).hub.addSiteToSite("dc", {
        gatewayFqdn: HOSTILE,
        addressSpace: ["192.168.0.0/16"],
      }),
    /gatewayFqdn of site "dc", .*, is not a DNS name such as "vpn\.contoso\.com"/,
  ],
  [
    "an address for a DNS name",
    (s) =>
      network(s, { hub: { ...hub, vpnGateway: { subnetPrefix: "10.0.200.0/24" } } }).hub.addSiteToSite("dc", {
        gatewayFqdn: "203.0.113.1",
        addressSpace: ["192.168.0.0/16"],
      }),
    /is an address; give it as gatewayAddress/,
  ],
  [
    "a hostile peer",
    (s) => routeServer(s).addPeer(HOSTILE, { asn: 65001, address: "10.0.1.4" }),
    /the BGP connection name .* is not allowed/,
  ],
  [
    "a hostile appliance, of several Route Servers",
    (s) =>
      withTransit(
        s,
        TransitRouting.routeServer({
          appliance: { name: HOSTILE, address: "10.0.0.5", asn: 65001 },
          spokes: { spoke1: { subnetPrefix: "10.10.1.0/26" }, spoke2: { subnetPrefix: "10.20.1.0/26" } },
        }),
      ),
    /the BGP connection name .* is not allowed/,
  ],
  [
    "an existing network of a hostile name",
    (s) => existing(s, { virtualNetworkName: HOSTILE }),
    /the virtual network name .* is not allowed/,
  ],
  [
    "an existing network in a hostile group",
    (s) => existing(s, { resourceGroupName: HOSTILE }),
    /the resource group name .* is not allowed/,
  ],
  [
    "an existing subnet of a hostile name",
    (s) =>
      Subnet.fromSubnetAttributes(s, "S", {
        subnetId:
          "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/vnet-old/subnets/a",
        subnetName: HOSTILE,
        addressPrefix: "10.50.0.0/24",
        virtualNetwork: existing(s, {}),
      }),
    /the subnet name .* is not allowed/,
  ],
  [
    "an address in no zone",
    (s) => new PublicIpAddress(s, "Ip", { ...place, publicIpName: "pip", zones: [HOSTILE] }),
    /the availability zone .* doesn't exist; zones are "1", "2" and "3"/,
  ],
  [
    "a firewall of a hostile name",
    (s) =>
      withTransit(
        s,
        TransitRouting.azureFirewall({
          subnetPrefix: "10.0.1.0/26",
          firewallName: HOSTILE,
          publicIpCount: 2,
        }),
      ),
    /the firewall name .* is not allowed/,
  ],
  [
    "a NAT gateway of a hostile name",
    (s) => network(s).hub.addNatGateway({ natGatewayName: HOSTILE, addresses: 2 }),
    /the NAT gateway name .* is not allowed/,
  ],
  [
    "a hostile image of two appliances",
    (s) => appliances(s, { image: { ...image, offer: HOSTILE } }),
    /the offer of the image is/,
  ],
  [
    "a zone that two appliances and their load balancer ask for",
    (s) => appliances(s, { zones: ["4"] }),
    /the availability zone "4" doesn't exist/,
  ],
  [
    "an address that routes point at",
    (s) => appliances(s, { privateIpAddress: "10.0.1.2" }),
    /the load balancer's address, 10\.0\.1\.2, is one of the five/,
  ],
  [
    "a port that is none",
    (s) =>
      network(s).hub.addSecurityGroup("Group", {
        rules: SecurityGroup.allowNetwork({ ports: ["443", HOSTILE] }),
      }),
    /is no port; write one like "443"/,
  ],
  [
    "no Bastion tier that exists without a subnet",
    (s) => network(s).hub.addBastion({ sku: BastionSku.STANDARD }),
    /subnet/,
  ],
])("%s: one sentence", (_, build, expected) => {
  const found = messages(build);
  expect(found).toEqual([expect.stringMatching(expected)]);
  expect(found[0]).toMatch(/^\[stack/);
  expect(found[0]).not.toMatch(/[\p{Cc}\p{Cf}]|TfToken|undefined/u);
  expect(found[0].length).toBeLessThan(1000);
});

test("plain data isn't an object of a class that has no members of its own", () => {
  const closed = (): SecurityGroup =>
    SecurityGroup.closed({ allow: [{ name: "web", from: [{} as Untyped] }] });
  expect(closed).toThrow(/allow\[0\]\.from\[0\] is another object; give an object of TrafficSource, which /);
});

test("a list isn't a service tag", () => {
  expect(() => TrafficSource.serviceTag(["Internet"] as Untyped)).toThrow(
    "[TrafficSource.serviceTag] the tag is a list; give text",
  );
});

test("several mistakes are several sentences, each once", () => {
  const found = messages((stack) =>
    network(stack, {
      hub: { ...hub, name: "hub 1", addressSpace: ["10.0.0.0"] },
      spokes: [],
      tags: { "a<b": "c" },
    }),
  );
  expect(found).toEqual([
    expect.stringMatching(/the hub or spoke name "hub 1" is not allowed/),
    expect.stringMatching(/the tag key "a<b" contains one of/),
    expect.stringMatching(/the address space of virtual network .* "10\.0\.0\.0"/),
  ]);
});

test.each<[string, (stack: TerraformStack) => string]>([
  ["Lazy", () => Lazy.stringValue({ produce: () => "hunter2" })],
  ["a function", () => Fn.join("", ["hunter", "2"])],
  [
    "a variable's default",
    (stack) => new TerraformVariable(stack, "v", { sensitive: true, default: "hunter2" }).stringValue,
  ],
  ["a text", () => "hunter2"],
  [
    "an overridden variable",
    (stack) => {
      const variable = new TerraformVariable(stack, "v", { sensitive: true });
      variable.addOverride("default", "hunter2");
      return variable.stringValue;
    },
  ],
  [
    "another stack's variable",
    (stack) =>
      new TerraformVariable(otherThan(stack), "v", { sensitive: true, default: "hunter2" }).stringValue,
  ],
  ["another stack's local", (stack) => new TerraformLocal(otherThan(stack), "l", "hunter2").asString],
  [
    "another stack's variable, behind a function",
    (stack) => Fn.trimspace(new TerraformVariable(otherThan(stack), "v", { default: "hunter2" }).stringValue),
  ],
])("a secret that %s holds is refused as password, key and of a mesh, and not repeated", (_, secretOf) => {
  const refused = messages((stack) => {
    const secret = secretOf(stack);
    const built = network(stack, { hub: { ...hub, vpnGateway: { subnetPrefix: "10.0.200.0/24" } } });
    built.hub.addLinuxServer("Vm", { name: "vm", subnetName: "default", adminPassword: secret });
    built.hub.addSiteToSite("dc", {
      gatewayAddress: "203.0.113.1",
      addressSpace: ["192.168.0.0/16"],
      sharedKey: secret,
    });
  });
  expect(refused.length).toBeGreaterThan(0);
  const ofMesh = messages((stack) =>
    withTransit(stack, TransitRouting.vpnMesh({ sharedKey: secretOf(stack) })),
  );
  expect(ofMesh.length).toBeGreaterThan(0);
  expect([...refused, ...ofMesh].join()).not.toContain("hunter2");
});
