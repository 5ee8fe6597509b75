import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { ResourceGroup } from "@cdktf/provider-azurerm/lib/resource-group";
import { TerraformStack, Testing } from "cdktf";
import fc from "fast-check";
import {
  ActiveActiveVpnGateway,
  HubSpokeConstruct,
  HubSpokeProps,
  TransitRouting,
  INamingStrategy,
  NamedSpokeOptions,
  NameRequest,
  Subnet,
  VirtualNetwork,
} from "../lib";
import {
  addresses,
  refusals,
  resourceNamed,
  resourcesOf,
  synthesize,
  synthesizeStack,
  TerraformJson,
} from "./support/synth";

const HUB = {
  name: "hub01",
  addressSpace: ["10.0.0.0/16"],
  subnets: [{ name: "default", addressPrefix: "10.0.0.0/24" }],
};

function spoke(name: string, octet: number): NamedSpokeOptions {
  return {
    name,
    addressSpace: [`10.${octet}.0.0/16`],
    subnets: [{ name: "default", addressPrefix: `10.${octet}.0.0/24` }],
  };
}

function network(props: Partial<HubSpokeProps> = {}): (stack: TerraformStack) => HubSpokeConstruct {
  return (stack) => new HubSpokeConstruct(stack, "Network", { location: "eastasia", hub: HUB, ...props });
}

describe("addresses", () => {
  const names = fc.uniqueArray(fc.constantFrom("a", "b", "web", "db", "spoke01", "spoke-1", "x.y"), {
    minLength: 1,
  });

  test("adding, removing and reordering spokes moves no other spoke's address", () => {
    const octets = ["a", "b", "web", "db", "spoke01", "spoke-1", "x.y"];
    const build = (list: string[]): Set<string> =>
      new Set(
        addresses(
          synthesize(network({ spokes: list.map((name) => spoke(name, 10 + octets.indexOf(name))) })),
        ),
      );
    const alone = new Map(octets.map((name) => [name, [...build([name])]]));
    fc.assert(
      fc.property(names, names, (before, after) => {
        const [one, two] = [build(before), build(after)];
        for (const name of before.filter((each) => after.includes(each))) {
          const own = alone.get(name)!;
          expect(own.filter((address) => !one.has(address) || !two.has(address))).toEqual([]);
        }
      }),
      { numRuns: 25 },
    );
  });

  test("a spoke added later has the address it would have had from the start", () => {
    const early = synthesize(network({ spokes: [spoke("a", 10), spoke("b", 20)] }));
    const late = synthesize((stack) => {
      const { name, ...options } = spoke("b", 20);
      network({ spokes: [spoke("a", 10)] })(stack).addSpoke(name, options);
    });
    expect(late).toEqual(early);
  });
});

describe("resource group", () => {
  test("creates one named after the hub, unless one is given", () => {
    const own = synthesize(network());
    expect(resourceNamed(own, "azurerm_resource_group", "rg-hub01").location).toBe("eastasia");
    const given = synthesize(network({ resourceGroupName: "rg-existing" }));
    expect(resourcesOf(given, "azurerm_resource_group")).toEqual({});
    expect(resourceNamed(given, "azurerm_virtual_network", "vnet-hub01").resource_group_name).toBe(
      "rg-existing",
    );
  });

  test("waits for one that the same stack creates", () => {
    const json = synthesize((stack) => {
      const group = new ResourceGroup(stack, "Group", { name: "rg-own", location: "eastasia" });
      network({ resourceGroupName: group.name })(stack);
    });
    expect(resourceNamed(json, "azurerm_virtual_network", "vnet-hub01").resource_group_name).toBe(
      "${azurerm_resource_group.Group.name}",
    );
  });
});

describe("peering", () => {
  const flags = (json: TerraformJson, name: string): unknown[] => {
    const half = resourceNamed(json, "azurerm_virtual_network_peering", name);
    return [half.allow_forwarded_traffic, half.allow_gateway_transit, half.use_remote_gateways];
  };

  test("uses no gateway where there is none", () => {
    const json = synthesize(network({ spokes: [spoke("a", 10)] }));
    expect(flags(json, "hub01-to-a")).toEqual([true, false, false]);
    expect(flags(json, "a-to-hub01")).toEqual([true, false, false]);
  });

  test("uses the gateway, also one that is added after the spokes", () => {
    const json = synthesize((stack) => {
      network({ spokes: [spoke("a", 10)] })(stack).hub.addVpnGateway({ subnetPrefix: "10.0.200.0/24" });
    });
    expect(flags(json, "hub01-to-a")).toEqual([true, true, false]);
    expect(flags(json, "a-to-hub01")).toEqual([true, false, true]);
    expect(resourceNamed(json, "azurerm_virtual_network_peering", "a-to-hub01").depends_on).toEqual(
      expect.arrayContaining([expect.stringContaining("azurerm_virtual_network_gateway.")]),
    );
  });

  test("waits for subnets that are added after it", () => {
    const json = synthesize((stack) => {
      const { hub, spokes } = network({ spokes: [spoke("a", 10)] })(stack);
      hub.addSubnet("late", { addressPrefix: "10.0.9.0/24" });
      spokes[0].addSubnet("later", { addressPrefix: "10.10.9.0/24" });
    });
    expect(resourceNamed(json, "azurerm_virtual_network_peering", "hub01-to-a").depends_on).toEqual(
      expect.arrayContaining([
        expect.stringContaining("Subnet-late_"),
        expect.stringContaining("Subnet-later_"),
      ]),
    );
  });
});

describe("what exists already", () => {
  test("attaches spokes to a hub and gateway that exist, and creates neither", () => {
    const json = synthesize((stack) => {
      const virtualNetwork = VirtualNetwork.fromVirtualNetworkAttributes(stack, "HubNetwork", {
        virtualNetworkId:
          "/subscriptions/s/resourceGroups/rg-net/providers/Microsoft.Network/virtualNetworks/vnet-corp",
        virtualNetworkName: "vnet-corp",
        resourceGroupName: "rg-net",
        addressSpace: ["10.0.0.0/16"],
      });
      const gateway = ActiveActiveVpnGateway.fromVpnGatewayAttributes(stack, "Gateway", {
        vpnGatewayId:
          "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworkGateways/gw",
      });
      network({
        resourceGroupName: "rg-app",
        hub: { name: "corp", virtualNetwork, existingVpnGateway: { gateway } },
        spokes: [spoke("a", 10)],
      })(stack);
    });
    expect(Object.keys(resourcesOf(json, "azurerm_virtual_network"))).toHaveLength(1);
    expect(resourcesOf(json, "azurerm_virtual_network_gateway")).toEqual({});
    const toSpoke = resourceNamed(json, "azurerm_virtual_network_peering", "corp-to-a");
    expect(toSpoke).toMatchObject({
      virtual_network_name: "vnet-corp",
      resource_group_name: "rg-net",
      allow_gateway_transit: true,
    });
    expect(resourceNamed(json, "azurerm_virtual_network_peering", "a-to-corp")).toMatchObject({
      remote_virtual_network_id: expect.stringMatching(/virtualNetworks\/vnet-corp$/),
      use_remote_gateways: true,
    });
  });

  test("puts a machine into a subnet that exists", () => {
    const json = synthesize((stack) => {
      const virtualNetwork = VirtualNetwork.fromVirtualNetworkAttributes(stack, "Net", {
        virtualNetworkId:
          "/subscriptions/s/resourceGroups/rg-net/providers/Microsoft.Network/virtualNetworks/vnet-corp",
        virtualNetworkName: "vnet-corp",
        resourceGroupName: "rg-net",
        addressSpace: ["10.0.0.0/16"],
      });
      const subnet = Subnet.fromSubnetAttributes(stack, "Sub", {
        subnetId:
          "/subscriptions/s/resourceGroups/rg-net/providers/Microsoft.Network/virtualNetworks/vnet-corp/subnets/apps",
        subnetName: "apps",
        addressPrefix: "10.0.5.0/24",
        virtualNetwork,
      });
      const { hub } = network({ hub: { name: "corp", virtualNetwork } })(stack);
      hub.addWindowsServer("Vm", { name: "app01", subnet });
    });
    expect(resourceNamed(json, "azurerm_network_interface", "nic-app01").ip_configuration[0].subnet_id).toBe(
      "/subscriptions/s/resourceGroups/rg-net/providers/Microsoft.Network/virtualNetworks/vnet-corp/subnets/apps",
    );
  });
});

test("attaches spokes to a hub of another stack, which is deployed first", () => {
  const app = Testing.app();
  const [hubStack, spokeStack] = ["hub", "spokes"].map((id) => {
    const stack = new TerraformStack(app, id);
    new AzurermProvider(stack, "azurerm", { features: [{}] });
    return stack;
  });
  const { hub } = network({ resourceGroupName: "rg" })(hubStack);
  network({
    resourceGroupName: "rg",
    hub: { name: "hub01", virtualNetwork: hub.virtualNetwork },
    spokes: [spoke("a", 10)],
  })(spokeStack);
  const json = synthesizeStack(spokeStack);
  expect(spokeStack.dependsOn(hubStack)).toBe(true);
  expect(Object.keys(resourcesOf(json, "azurerm_virtual_network"))).toHaveLength(1);
  const toSpoke = resourceNamed(json, "azurerm_virtual_network_peering", "hub01-to-a");
  expect(toSpoke.virtual_network_name).toMatch(/^\$\{data\.terraform_remote_state\./);
  expect(toSpoke.depends_on).toEqual([expect.stringContaining("azurerm_subnet.Network_Spoke-a")]);
});

test("a spoke in another subscription and region gets its own provider, location and group", () => {
  const json = synthesize((stack) => {
    const other = new AzurermProvider(stack, "other", {
      alias: "other",
      features: [{}],
      subscriptionId: "00000000-0000-0000-0000-000000000001",
    });
    network({
      spokes: [{ ...spoke("far", 10), provider: other, location: "japaneast", resourceGroupName: "rg-far" }],
    })(stack).spokes[0].addWindowsServer("Vm", { name: "far", subnetName: "default" });
  });
  for (const [type, name] of [
    ["azurerm_virtual_network", "vnet-far"],
    ["azurerm_subnet", "default"],
    ["azurerm_virtual_network_peering", "far-to-hub01"],
    ["azurerm_network_interface", "nic-far"],
    ["azurerm_windows_virtual_machine", "vm-far"],
  ]) {
    const found = Object.values(resourcesOf(json, type)).filter(
      (resource) => resource.name === name && resource.resource_group_name === "rg-far",
    );
    expect(found.map((resource) => resource.provider)).toEqual(["azurerm.other"]);
    expect([undefined, "japaneast"]).toContain(found[0].location);
  }
  expect(resourceNamed(json, "azurerm_virtual_network_peering", "hub01-to-far").provider).toBeUndefined();
});

test("a spoke in another subscription without a resource group of its own is refused", () => {
  const build = (own: object) => (stack: TerraformStack) => {
    const provider = new AzurermProvider(stack, "other", {
      alias: "other",
      features: [{}],
      subscriptionId: "s2",
    });
    network({ spokes: [{ ...spoke("far", 10), provider, ...own }] })(stack);
  };
  expect(refusals(build({}))).toEqual([
    expect.stringMatching(
      /^\[stack\/Network\/Spoke-far\] spoke "far" is in another subscription.*resourceGroupName/,
    ),
  ]);
  expect(refusals(build({ resourceGroupName: "rg-far" }))).toEqual([]);
});

describe("tags and names", () => {
  const tags = { owner: "net team" };
  const build = (props: Partial<HubSpokeProps>): TerraformJson =>
    synthesize((stack) => {
      const { hub } = network({
        ...props,
        hub: {
          ...HUB,
          vpnGateway: { subnetPrefix: "10.0.200.0/24" },
          bastion: { subnetPrefix: "10.0.100.0/24" },
        },
        spokes: [{ ...spoke("a", 10), tags: { cost: "42" } }],
      })(stack);
      hub.addWindowsServer("Vm", { name: "hub01", subnetName: "default" });
    });

  test("tags reach every taggable resource, a spoke's own on top", () => {
    const untaggable = ["azurerm_subnet", "azurerm_virtual_network_peering"];
    for (const [type, byId] of Object.entries(build({ tags }).resource)) {
      for (const resource of Object.values(byId)) {
        expect(untaggable.includes(type) ? tags : resource.tags).toMatchObject(tags);
      }
    }
    expect(resourceNamed(build({ tags }), "azurerm_virtual_network", "vnet-a").tags).toEqual({
      ...tags,
      cost: "42",
    });
  });

  test("a tag that looks like an expression stays text", () => {
    const json = build({ tags: { note: "${var.admin_password} %{if}" } });
    expect(resourceNamed(json, "azurerm_virtual_network", "vnet-hub01").tags.note).toBe(
      "$${var.admin_password} %%{if}",
    );
  });

  test("a naming strategy replaces all names at once and no address", () => {
    class Corporate implements INamingStrategy {
      public nameOf({ kind, subject, ordinal }: NameRequest): string {
        return `corp-${kind}-${subject}${ordinal ?? ""}`;
      }
    }
    const [article, corporate] = [build({}), build({ naming: new Corporate() })];
    expect(addresses(corporate)).toEqual(addresses(article));
    const named = Object.entries(corporate.resource)
      .filter(([type]) => type !== "azurerm_subnet")
      .flatMap(([, byId]) => Object.values(byId))
      .filter((resource) => resource.name !== undefined);
    expect(named.filter((resource) => !resource.name.startsWith("corp-"))).toEqual([]);
    expect(resourceNamed(corporate, "azurerm_public_ip", "corp-pip-corp-vpngw-vpngw012")).toBeDefined();
  });
});

describe("what it refuses", () => {
  test("two spokes that overlap, naming both", () => {
    expect(refusals(network({ spokes: [spoke("a", 10), spoke("b", 10)] }))).toEqual([
      expect.stringContaining('spokes "a" (10.10.0.0/16) and "b" (10.10.0.0/16) overlap'),
    ]);
  });

  test("a spoke over the hub", () => {
    expect(refusals(network({ spokes: [spoke("a", 0)] }))).toEqual([
      expect.stringContaining('"hub01" (10.0.0.0/16) and "a" (10.0.0.0/16) overlap'),
    ]);
  });

  test("two spokes of one name, in any case", () => {
    expect(() => synthesize(network({ spokes: [spoke("a", 10), spoke("A", 20)] }))).toThrow(
      /\[stack\/Network\] there are two spokes named "A"/,
    );
  });

  test("independent mistakes are told together, each with its construct's path", () => {
    const found = refusals(
      network({
        spokes: [
          { name: "bad name", addressSpace: ["10.10.0.0/16"] },
          { name: "b", addressSpace: ["hello"] },
          {
            name: "c",
            addressSpace: ["10.30.0.1/16"],
            subnets: [{ name: "s", addressPrefix: "10.40.0.0/24" }],
          },
        ],
      }),
    );
    expect(found).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^\[stack\/Network\/Spoke-bad name\] .*"bad-name" would do/),
        expect.stringMatching(
          /^\[stack\/Network\/Spoke-b\/VirtualNetwork\] .*"hello", is not an IPv4 prefix/,
        ),
        expect.stringMatching(
          /^\[stack\/Network\/Spoke-c\/VirtualNetwork\] .*host bits set.*"10.30.0.0\/16"/,
        ),
      ]),
    );
  });

  test("addressSpace and virtualNetwork at once", () => {
    const found = refusals((stack) => {
      const virtualNetwork = VirtualNetwork.fromVirtualNetworkAttributes(stack, "Net", {
        virtualNetworkId: "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/v1",
        virtualNetworkName: "v1",
        resourceGroupName: "rg",
        addressSpace: ["10.0.0.0/16"],
      });
      network({ hub: { ...HUB, virtualNetwork } })(stack);
    });
    expect(found).toEqual([expect.stringContaining("not both")]);
  });

  test("a location that is no region, told once", () => {
    expect(refusals(network({ location: "東アジア", spokes: [spoke("a", 10)] }))).toEqual([
      expect.stringContaining('the location "東アジア" is not an Azure region'),
    ]);
  });

  test("a second gateway, a machine without a subnet, a subnet that isn't there", () => {
    const hub = (stack: TerraformStack): HubSpokeConstruct["hub"] => network()(stack).hub;
    expect(() =>
      synthesize((stack) => {
        const own = hub(stack);
        own.addVpnGateway({ subnetPrefix: "10.0.200.0/24" });
        own.addVpnGateway({ subnetPrefix: "10.0.201.0/24" });
      }),
    ).toThrow(/has a VPN gateway already/);
    expect(() => synthesize((stack) => hub(stack).addWindowsServer("Vm", { name: "x" }))).toThrow(
      /give subnetName or subnet/,
    );
    expect(() => synthesize((stack) => hub(stack).subnet("defualt"))).toThrow(
      /has no subnet named "defualt"; it has "default"/,
    );
    expect(() => synthesize((stack) => hub(stack).addSiteToSite("dc", {}))).toThrow(/needs a VPN gateway/);
  });
});

test("an output has the ids and addresses of the network, of what comes later too, and nothing that isn't there", () => {
  const { output } = synthesize((stack) => {
    const built = new HubSpokeConstruct(stack, "Network", {
      location: "eastasia",
      hub: { name: "hub01", addressSpace: ["10.0.0.0/16"] },
      transit: TransitRouting.azureFirewall({ subnetPrefix: "10.0.1.0/26" }),
    });
    built.addOutput("network");
    expect(() => {
      built.addOutput("network");
    }).toThrow(/the stack has an output "network" already; give this one another name/);
    built.addSpoke("late", {
      addressSpace: ["10.1.0.0/16"],
      subnets: [{ name: "default", addressPrefix: "10.1.0.0/24" }],
    });
  });
  const { value } = output.network;
  expect(Object.keys(value).sort()).toEqual([
    "firewall_id",
    "firewall_policy_id",
    "firewall_public_ip_addresses",
    "hub",
    "next_hop_address",
    "spokes",
  ]);
  expect(value.spokes.late).toEqual({
    resource_group_name: expect.stringMatching(/azurerm_resource_group/),
    route_table_id: expect.stringMatching(/azurerm_route_table.*\.id/),
    subnet_ids: { default: expect.stringMatching(/azurerm_subnet.*late.*\.id/) },
    virtual_network_id: expect.stringMatching(/azurerm_virtual_network.*late.*\.id/),
    virtual_network_name: expect.stringMatching(/azurerm_virtual_network.*late.*\.name/),
  });
});
