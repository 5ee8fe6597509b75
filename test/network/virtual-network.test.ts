import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { Fn, Testing, TerraformStack, TerraformVariable } from "cdktf";
import { NetworkDnsServers, Subnet, VirtualNetwork } from "../../lib";
import { refusals, resourceNamed, synthesize, synthesizeStack } from "../support/synth";

const PLACE = { location: "eastasia", resourceGroupName: "rg" };

test("creates a network with the article's name, or the one given", () => {
  const json = synthesize((stack) => {
    new VirtualNetwork(stack, "A", { ...PLACE, name: "hub01", addressSpace: ["10.0.0.0/16", "10.5.0.0/16"] });
    new VirtualNetwork(stack, "B", {
      ...PLACE,
      name: "b",
      virtualNetworkName: "corp-net",
      addressSpace: ["10.9.0.0/16"],
      dnsServers: ["10.0.0.4"],
    });
  });
  expect(resourceNamed(json, "azurerm_virtual_network", "vnet-hub01").address_space).toEqual([
    "10.0.0.0/16",
    "10.5.0.0/16",
  ]);
  expect(resourceNamed(json, "azurerm_virtual_network", "corp-net").dns_servers).toEqual(["10.0.0.4"]);
});

test.each([
  [[], /has no address space/],
  [["hello"], /"hello", is not an IPv4 prefix/],
  [["10.0.0.0/16", "10.0.1.0/24"], /lists "10.0.0.0\/16" and "10.0.1.0\/24", which overlap; keep the larger/],
  [["10.0.0.0/16", "10.0.0.0/16"], /lists "10.0.0.0\/16" twice; leave one out/],
  [["10.0.0.0/30"], /Azure allows \/2 to \/29/],
  [["169.254.0.0/16"], /overlaps 169\.254\.0\.0\/16, which is for link-local addresses; use 10\.0\.0\.0\/8/],
  [["10.0.0.0"], /did you mean "10.0.0.0\/32"/],
])("refuses the address space %j", (addressSpace, message) => {
  const found = refusals((stack) => {
    new VirtualNetwork(stack, "Net", { ...PLACE, name: "n1", addressSpace });
  });
  expect(found[0]).toMatch(message);
});

test.each([
  [["dns.corp"], /the DNS server "dns.corp" is not an IPv4 address/],
  [["10.0.0.4", "10.0.0.4"], /the DNS server "10.0.0.4" is listed twice/],
  [
    Array.from({ length: 21 }, (_, index) => `10.0.1.${index}`),
    /there are 21 DNS servers, and a virtual network takes 20/,
  ],
])("refuses the DNS servers %j, whichever construct gives them", (servers, message) => {
  const own = refusals((stack) => {
    new VirtualNetwork(stack, "Net", {
      ...PLACE,
      name: "n1",
      addressSpace: ["10.0.0.0/16"],
      dnsServers: servers,
    });
  });
  const late = refusals((stack) => {
    const virtualNetwork = new VirtualNetwork(stack, "Net", {
      ...PLACE,
      name: "n1",
      addressSpace: ["10.0.0.0/16"],
    });
    new NetworkDnsServers(stack, "Servers", { virtualNetwork, servers });
  });
  expect([own, late]).toEqual([[expect.stringMatching(message)], [expect.stringMatching(message)]]);
});

test("refuses a prefix known only at apply, since routes are computed from it", () => {
  const found = refusals((stack) => {
    const variable = new TerraformVariable(stack, "space", { type: "string" });
    new VirtualNetwork(stack, "Net", { ...PLACE, name: "n1", addressSpace: [variable.stringValue] });
  });
  expect(found).toEqual([expect.stringMatching(/known only at apply.*give it as text/)]);
});

test("says of Terraform's functions what computes a prefix at synth", () => {
  const found = refusals((stack) => {
    const addressSpace = [Fn.cidrsubnet("10.0.0.0/8", 8, 3)];
    new VirtualNetwork(stack, "Net", { ...PLACE, name: "n1", addressSpace });
  });
  expect(found).toEqual([
    expect.stringMatching(
      /known only at apply, when Terraform runs cidrsubnet, .*the prefix of an AddressPlan's slot/,
    ),
  ]);
});

test("its attributes work in another stack", () => {
  const app = Testing.app();
  const [one, two] = ["one", "two"].map((id) => new TerraformStack(app, id));
  [one, two].forEach((stack) => new AzurermProvider(stack, "azurerm", { features: [{}] }));
  const network = new VirtualNetwork(one, "Net", { ...PLACE, name: "n1", addressSpace: ["10.0.0.0/16"] });
  new Subnet(two, "Sub", { name: "s", virtualNetwork: network, addressPrefix: "10.0.0.0/24" });
  const json = synthesizeStack(two);
  expect(resourceNamed(json, "azurerm_subnet", "s").virtual_network_name).toMatch(
    /^\$\{data\.terraform_remote_state\./,
  );
});

test("leaves a network that exists alone", () => {
  const json = synthesize((stack) => {
    const network = VirtualNetwork.fromVirtualNetworkAttributes(stack, "Net", {
      virtualNetworkId:
        "/subscriptions/s/resourceGroups/rg-net/providers/Microsoft.Network/virtualNetworks/vnet-corp",
      virtualNetworkName: "vnet-corp",
      resourceGroupName: "rg-net",
      addressSpace: ["10.0.0.0/16"],
    });
    expect(network.name).toBe("corp");
    new Subnet(stack, "Sub", { name: "s", virtualNetwork: network, addressPrefix: "10.0.0.0/24" });
  });
  expect(Object.keys(json.resource)).toEqual(["azurerm_subnet"]);
  expect(resourceNamed(json, "azurerm_subnet", "s")).toMatchObject({
    virtual_network_name: "vnet-corp",
    resource_group_name: "rg-net",
  });
});

interface Given {
  readonly virtualNetworkName?: string;
  readonly resourceGroupName?: string;
  readonly subnetName?: string;
  readonly inNetwork?: string;
}

test.each<[Given, string | undefined]>([
  [{ virtualNetworkName: "VNET-hub", resourceGroupName: "RG" }, undefined],
  [
    { virtualNetworkName: "vnet-old" },
    'virtualNetworkName is "vnet-old", and virtualNetworkId says "vnet-hub": correct one',
  ],
  [
    { resourceGroupName: "rg-old" },
    'resourceGroupName is "rg-old", and virtualNetworkId says "rg": correct one',
  ],
  [{ subnetName: "old" }, 'subnetName is "old", and subnetId says "web": correct one'],
  [{ inNetwork: "vnet-old" }, 'virtualNetwork is "vnet-hub", and subnetId says "vnet-old": correct one'],
])("an existing network or subnet whose names are not those of its id: %j", (given, said) => {
  const { inNetwork = "vnet-hub", subnetName = "web", ...names } = given;
  const networks = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks";
  const found = refusals((stack) => {
    const virtualNetwork = VirtualNetwork.fromVirtualNetworkAttributes(stack, "Network", {
      virtualNetworkId: `${networks}/vnet-hub`,
      virtualNetworkName: "vnet-hub",
      resourceGroupName: "rg",
      addressSpace: ["10.0.0.0/16"],
      ...names,
    });
    const subnetId = `${networks}/${inNetwork}/subnets/web`;
    const addressPrefix = "10.0.0.0/24";
    Subnet.fromSubnetAttributes(stack, "Subnet", { subnetId, subnetName, addressPrefix, virtualNetwork });
  });
  expect(found).toEqual(said === undefined ? [] : [expect.stringContaining(said)]);
});
