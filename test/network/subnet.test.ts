import fc from "fast-check";
import { NamedSubnetOptions, Subnet, VirtualNetwork } from "../../lib";
import { Ipv4Prefix } from "../../lib/cidr";
import { freePrefix, overlappingPairs } from "../../lib/network/addressing";
import { refusals, resourceNamed, resourcesOf, synthesize } from "../support/synth";

const PLACE = { location: "eastasia", resourceGroupName: "rg" };

function problems(subnets: NamedSubnetOptions[], addressSpace = ["10.0.0.0/16"]): string[] {
  return refusals((stack) => {
    new VirtualNetwork(stack, "Net", { ...PLACE, name: "hub01", addressSpace, subnets });
  });
}

describe("Subnet", () => {
  const json = synthesize((stack) => {
    new VirtualNetwork(stack, "Net", {
      ...PLACE,
      name: "hub01",
      addressSpace: ["10.0.0.0/16"],
      subnets: [
        { name: "plain", addressPrefix: "10.0.0.0/24" },
        {
          name: "rich",
          addressPrefix: "10.0.1.0/24",
          defaultOutboundAccess: true,
          networkSecurityGroupId:
            "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/networkSecurityGroups/nsg",
          serviceEndpoints: ["Microsoft.Storage"],
        },
        { name: "GatewaySubnet", addressPrefix: "10.0.255.0/27" },
      ],
    });
  });

  test("is private unless told otherwise; a reserved one is left to Azure", () => {
    const outbound = (name: string): unknown =>
      resourceNamed(json, "azurerm_subnet", name).default_outbound_access_enabled;
    expect([outbound("plain"), outbound("rich"), outbound("GatewaySubnet")]).toEqual([
      false,
      true,
      undefined,
    ]);
  });

  test("associates its security group and takes service endpoints", () => {
    expect(Object.values(resourcesOf(json, "azurerm_subnet_network_security_group_association"))).toEqual([
      {
        network_security_group_id:
          "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/networkSecurityGroups/nsg",
        subnet_id: expect.stringMatching(/^\$\{azurerm_subnet\.Net_Subnet-rich_.*\.id\}$/),
      },
    ]);
    expect(resourceNamed(json, "azurerm_subnet", "rich").service_endpoints).toEqual(["Microsoft.Storage"]);
  });

  test.each<[string, NamedSubnetOptions[], RegExp]>([
    [
      "a prefix outside the network",
      [{ name: "a", addressPrefix: "10.1.0.0/24" }],
      /10\.1\.0\.0\/24 of subnet "a" is not in the address space.*\(10\.0\.0\.0\/16\): 10\.0\.0\.0\/24 is free/,
    ],
    [
      "two subnets that overlap",
      [
        { name: "a", addressPrefix: "10.0.0.0/24" },
        { name: "b", addressPrefix: "10.0.0.128/25" },
      ],
      /10\.0\.0\.128\/25 of subnet "b" overlaps 10\.0\.0\.0\/24 of subnet "a": 10\.0\.1\.0\/25 is free/,
    ],
    [
      "a Bastion subnet that is too small",
      [{ name: "AzureBastionSubnet", addressPrefix: "10.0.100.0/27" }],
      /10\.0\.100\.0\/27 is too small for AzureBastionSubnet; it needs \/26 or larger: 10\.0\.0\.0\/26 is free/,
    ],
    [
      "a firewall subnet that is too small",
      [{ name: "AzureFirewallSubnet", addressPrefix: "10.0.1.0/27" }],
      /needs \/26/,
    ],
    [
      "a Route Server subnet that is too small",
      [{ name: "RouteServerSubnet", addressPrefix: "10.0.1.0/28" }],
      /needs \/27/,
    ],
    ["an ordinary subnet that is too small", [{ name: "a", addressPrefix: "10.0.1.0/30" }], /needs \/29/],
    [
      "a reserved name in other case",
      [{ name: "gatewaysubnet", addressPrefix: "10.0.1.0/24" }],
      /differs from the reserved name "GatewaySubnet" only in case/,
    ],
    [
      "a security group on GatewaySubnet",
      [
        {
          name: "GatewaySubnet",
          addressPrefix: "10.0.1.0/24",
          networkSecurityGroupId:
            "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/networkSecurityGroups/nsg",
        },
      ],
      /Azure allows no network security group on GatewaySubnet/,
    ],
    [
      "host bits",
      [{ name: "a", addressPrefix: "10.0.1.7/24" }],
      /host bits set; the prefix that contains it is "10\.0\.1\.0\/24"/,
    ],
    [
      "a prefix that is none",
      [{ name: "a", addressPrefix: "${var.p}" }],
      /"\$\{var\.p\}", is not an IPv4 prefix/,
    ],
    ["a name with a slash", [{ name: "a/b", addressPrefix: "10.0.1.0/24" }], /"a-b" would do/],
  ])("refuses %s", (_, subnets, message) => {
    expect(problems(subnets)).toEqual([expect.stringMatching(message)]);
  });

  test("refuses two subnets of one name", () => {
    expect(() =>
      problems([
        { name: "a", addressPrefix: "10.0.1.0/24" },
        { name: "A", addressPrefix: "10.0.2.0/24" },
      ]),
    ).not.toThrow();
    expect(() =>
      synthesize((stack) => {
        const net = new VirtualNetwork(stack, "Net", { ...PLACE, name: "n", addressSpace: ["10.0.0.0/16"] });
        net.addSubnet("a", { addressPrefix: "10.0.1.0/24" });
        net.addSubnet("A", { addressPrefix: "10.0.2.0/24" });
      }),
    ).toThrow(/\[stack\/Net\] there are two subnets named "A"/);
  });

  test("says that nothing is free when the network is full", () => {
    expect(
      problems(
        [
          { name: "a", addressPrefix: "10.0.0.0/24" },
          { name: "b", addressPrefix: "10.0.0.0/25" },
        ],
        ["10.0.0.0/24"],
      ),
    ).toEqual([expect.stringMatching(/overlaps.*and no \/25 is free there/)]);
  });
});

describe("addressing", () => {
  const prefix = fc
    .tuple(fc.integer({ min: 0, max: 0xffffffff }), fc.integer({ min: 4, max: 12 }))
    .map(([address, length]) => String(Ipv4Prefix.containing(address, length)));

  test("finds an overlap exactly where comparing all pairs finds one", () => {
    fc.assert(
      fc.property(fc.array(prefix, { maxLength: 12 }), (list) => {
        const parsed = list.map((text) => Ipv4Prefix.parse(text));
        const brute = parsed.some((a, i) => parsed.some((b, j) => i < j && a.overlaps(b)));
        expect(overlappingPairs(list.map((text, i) => ({ owner: String(i), text }))).length > 0).toBe(brute);
      }),
    );
  });

  test("a prefix said to be free is in the space and over no other, and the lowest such", () => {
    fc.assert(
      fc.property(fc.array(prefix, { maxLength: 6 }), fc.integer({ min: 12, max: 16 }), (taken, length) => {
        const space = Ipv4Prefix.parse("0.0.0.0/4");
        const others = taken.map((text) => Ipv4Prefix.parse(text));
        const free = freePrefix([String(space)], taken, length);
        const candidates = Array.from({ length: 2 ** (length - space.length) }, (_, i) =>
          Ipv4Prefix.containing(space.first + i * 2 ** (32 - length), length),
        );
        const lowest = candidates.find((candidate) => !others.some((other) => other.overlaps(candidate)));
        expect(free).toBe(lowest && String(lowest));
      }),
      { numRuns: 60 },
    );
  });
});

test("a subnet that exists already lies in its network, and beside the others", () => {
  const id = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/vnet-old";
  const found = (...prefixes: [string, string][]): string[] =>
    refusals((stack) => {
      const virtualNetwork = VirtualNetwork.fromVirtualNetworkAttributes(stack, "Old", {
        virtualNetworkId: id,
        virtualNetworkName: "vnet-old",
        resourceGroupName: "g",
        addressSpace: ["10.0.0.0/16"],
      });
      new Subnet(stack, "New", { name: "new", addressPrefix: "10.0.1.0/24", virtualNetwork });
      prefixes.forEach(([subnetName, addressPrefix], index) => {
        const subnetId = `${id}/subnets/${subnetName}`;
        Subnet.fromSubnetAttributes(stack, `S${index}`, {
          subnetId,
          subnetName,
          addressPrefix,
          virtualNetwork,
        });
      });
    });
  expect(found(["a", "10.0.0.0/24"], ["a", "10.0.0.0/24"], ["new", "10.0.1.0/24"])).toEqual([]);
  expect(found(["a", "10.9.0.0/24"])).toEqual([
    expect.stringMatching(/S0\] 10\.9\.0\.0\/24 of the existing subnet "a" is not in the address space/),
  ]);
  expect(found(["a", "10.0.1.0/25"])).toEqual([
    expect.stringMatching(
      /subnet "new" \(10\.0\.1\.0\/24\) overlaps the existing subnet "a".*10\.0\.0\.0\/24 is free/,
    ),
  ]);
  expect(found(["a", "10.0.2.0/24"], ["b", "10.0.2.128/25"])).toEqual([
    expect.stringMatching(/S1\] subnet "a" \(10\.0\.2\.0\/24\) overlaps the existing subnet "b"/),
  ]);
});
