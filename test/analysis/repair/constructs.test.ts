import { App, TerraformStack } from "cdktf";
import { HubSpokeStack } from "../../../apps/hub-spoke";
import { HubSpokeAzureFirewallStack } from "../../../apps/hub-spoke-azure-firewall";
import { SecurityGroupsStack } from "../../../apps/security-groups";
import {
  Egress,
  FirewallAddresses,
  FirewallProtocol,
  FirewallRule,
  HubSpokeConstruct,
  HubSpokeProps,
  NamedFirewallRuleGroupOptions,
  NamedSpokeOptions,
  SecurityGroup,
  SpokeToSpokeRules,
  TrafficSource,
  TransitRouting,
} from "../../../lib";
import { analyze, Edit, EditableInput, findRepairs, readNetwork } from "../../../lib/analysis";
import { constructsOf } from "../../../lib/analysis/repair/constructs";

const SPOKES = { from: "vnet-spoke01/default", to: "vnet-spoke02/default" };

function repairsOf(
  document: object,
  wish: "reachable" | "blocked",
): ReturnType<typeof findRepairs>["repairs"] {
  const { input } = readNetwork(document);
  return findRepairs({ input, options: {}, ...SPOKES, wish: { kind: wish } }).repairs;
}

it("says which option of ours peers two spokes", () => {
  const { repairs } = { repairs: repairsOf(new HubSpokeStack(new App()).toTerraform(), "reachable") };
  expect(repairs[0].constructs).toEqual([
    {
      construct: "Network",
      property: 'transit: TransitRouting.directPeering({ pairs: [{ first: "spoke01", second: "spoke02" }] })',
    },
  ]);
});

it("names the construct that makes what is changed, where no property is known", () => {
  const repairs = repairsOf(new HubSpokeAzureFirewallStack(new App()).toTerraform(), "blocked");
  expect(repairs.map(({ constructs }) => constructs)).toContainEqual([
    { construct: "Network/Spoke-spoke02/VirtualNetwork" },
    { construct: "Network/Spoke-spoke02/VirtualNetwork/Subnet-default" },
  ]);
});

describe("of the security group of a spoke", () => {
  const ask = (from: string, to: string, wish: "reachable" | "blocked") => {
    const { input } = readNetwork(new SecurityGroupsStack(new App()).toTerraform());
    return findRepairs({ input, options: {}, from, to, wish: { kind: wish } }).repairs[0];
  };

  it("says what it lets in as well, and that does it", () => {
    const { constructs, edits } = ask("vnet-hub01/default", "vnet-spoke02/default", "reachable");
    const [{ name }] = edits.map((edit) => (edit.op === "append" ? edit.value : { name: undefined }));
    expect(constructs).toEqual([
      {
        construct: "Network",
        property: `spokes: [{ name: "spoke02", securityGroup: SecurityGroup.closed({ allow: [{ name: "${String(name)}", from: [TrafficSource.prefixes(["10.0.0.0/24"])] }] }) }]`,
      },
    ]);
    const followed = new TerraformStack(new App(), "followed");
    new HubSpokeConstruct(followed, "Network", {
      location: "japaneast",
      hub: {
        name: "hub01",
        addressSpace: ["10.0.0.0/16"],
        subnets: [{ name: "default", addressPrefix: "10.0.0.0/24" }],
      },
      spokes: [
        {
          name: "spoke02",
          addressSpace: ["10.20.0.0/16"],
          subnets: [{ name: "default", addressPrefix: "10.20.0.0/24" }],
          securityGroup: SecurityGroup.closed({
            allow: [{ name: String(name), from: [TrafficSource.prefixes(["10.0.0.0/24"])] }],
          }),
        },
      ],
    });
    const { model } = readNetwork(followed.toTerraform());
    expect(analyze(model).explain("vnet-hub01/default", "vnet-spoke02/default").verdict).toBe("REACHABLE");
  });

  it("names no property for what is denied or lets out: a closed group would be the opposite", () => {
    const { constructs } = ask("vnet-spoke01/default", "vnet-hub01/default", "blocked");
    expect(constructs).toEqual([{ construct: "Network/Spoke-spoke01/SecurityGroup-spoke01" }]);
  });
});

describe("of a program that is followed", () => {
  const spoke = (name: string, second: number, more: Partial<NamedSpokeOptions> = {}): NamedSpokeOptions => ({
    name,
    addressSpace: [`10.${second}.0.0/16`],
    subnets: [{ name: "default", addressPrefix: `10.${second}.0.0/24`, defaultOutboundAccess: false }],
    ...more,
  });
  const network = (more: Partial<HubSpokeProps>): object => {
    const stack = new TerraformStack(new App(), "program");
    new HubSpokeConstruct(stack, "Network", {
      location: "japaneast",
      hub: { name: "hub01", addressSpace: ["10.0.0.0/16"] },
      spokes: [spoke("a", 10), spoke("b", 20), spoke("c", 30)],
      ...more,
    });
    return stack.toTerraform() as object;
  };
  const verdictOf = (document: object, from: string, to: string) =>
    analyze(readNetwork(document).model).explain(from, to).verdict;
  const propertyFor = (document: object, from: string, to: string) => {
    const { input } = readNetwork(document);
    const question = { input, options: {}, from, to, wish: { kind: "reachable" } } as const;
    return findRepairs(question).repairs[0].constructs.map(({ property }) => property);
  };
  const ends = ["vnet-a/default", "vnet-c/default"] as const;

  it("lists the pairs that are peered already beside the new one", () => {
    const first = [{ first: "a", second: "b" }];
    const pairs = [...first, { first: "a", second: "c" }];
    const before = network({ transit: TransitRouting.directPeering({ pairs: first }) });
    const after = network({ transit: TransitRouting.directPeering({ pairs }) });

    expect(propertyFor(before, ...ends)).toEqual([
      'transit: TransitRouting.directPeering({ pairs: [{ first: "a", second: "b" }, { first: "a", second: "c" }] })',
    ]);
    expect(verdictOf(after, ...ends)).toBe("REACHABLE");
    expect(verdictOf(after, "vnet-a/default", "vnet-b/default")).toBe("REACHABLE");
  });

  it("writes out the rule that the firewall's policy lacks", () => {
    const transit = (ruleGroups: NamedFirewallRuleGroupOptions[]) =>
      TransitRouting.azureFirewall({
        subnetPrefix: "10.0.1.0/26",
        spokeToSpokeRules: SpokeToSpokeRules.only([]),
        ruleGroups,
      });
    const name = "allow-vnet-a-default-to-vnet-c-default";
    const rule = FirewallRule.network({
      name,
      from: [FirewallAddresses.prefixes(["10.10.0.0/24"])],
      to: [FirewallAddresses.prefixes(["10.30.0.0/24"])],
      protocols: [FirewallProtocol.TCP],
    });
    const after = network({ transit: transit([{ name, collections: [{ name, rules: [rule] }] }]) });

    expect(propertyFor(network({ transit: transit([]) }), ...ends)).toEqual([
      `transit: TransitRouting.azureFirewall({ ruleGroups: [{ name: "${name}", collections: [{ name: "${name}", rules: [FirewallRule.network({ name: "${name}", from: [FirewallAddresses.prefixes(["10.10.0.0/24"])], to: [FirewallAddresses.prefixes(["10.30.0.0/24"])], protocols: [FirewallProtocol.TCP] })] }] }] })`,
    ]);
    expect(verdictOf(after, ...ends)).toBe("REACHABLE");
  });

  it("gives a spoke its egress", () => {
    const after = network({ spokes: [spoke("a", 10, { egress: Egress.natGateway() })] });

    expect(propertyFor(network({}), "vnet-a/default", "internet")).toEqual([
      'spokes: [{ name: "a", egress: Egress.natGateway() }]',
    ]);
    expect(verdictOf(after, "vnet-a/default", "internet")).toBe("REACHABLE");
  });
});

it("has none for what no program made", () => {
  const document = new HubSpokeStack(new App()).toTerraform();
  const plain = JSON.parse(JSON.stringify(document, (key, value) => (key === "//" ? undefined : value)));
  expect(repairsOf(plain, "reachable")[0].constructs).toEqual([]);
});

describe("routes that lead spokes to something that forwards", () => {
  const tableFor = (spoke: string, subnet: string, hop: string): Edit[] => [
    {
      op: "create",
      type: "azurerm_route_table",
      name: spoke,
      arguments: {
        name: spoke,
        route: [
          {
            name: "r",
            address_prefix: "10.0.0.0/8",
            next_hop_type: "VirtualAppliance",
            next_hop_in_ip_address: hop,
          },
        ],
      },
    },
    {
      op: "create",
      type: "azurerm_subnet_route_table_association",
      name: spoke,
      arguments: {
        subnet_id: `\${${subnet}.id}`,
        route_table_id: `\${azurerm_route_table.${spoke}.id}`,
      },
    },
  ];
  const inputOf = (stack: TerraformStack) => readNetwork(stack.toTerraform()).input;
  const at = (input: EditableInput, path: RegExp, type: string): string => {
    const found = [...input.addresses].find(
      (address) => address.startsWith(`${type}.`) && path.test(input.constructOf(address) ?? ""),
    );
    return found!;
  };

  it("are the transit of a network that has none", () => {
    const input = inputOf(new HubSpokeStack(new App()));
    const edits = ["spoke01", "spoke02"].flatMap((spoke) =>
      tableFor(spoke, at(input, new RegExp(`Spoke-${spoke}/.*Subnet-default`), "azurerm_subnet"), "10.0.1.4"),
    );
    expect(constructsOf(input, edits)).toEqual([
      {
        construct: "Network",
        property: 'transit: TransitRouting.networkVirtualAppliance({ nextHopAddress: "10.0.1.4" })',
      },
    ]);
    // Two next hops are no one transit.
    const other = tableFor("x", at(input, /Spoke-spoke01\/.*Subnet-default/, "azurerm_subnet"), "10.0.1.5");
    expect(constructsOf(input, [...edits, ...other])).not.toContainEqual({
      construct: "Network",
      property: expect.stringContaining("networkVirtualAppliance"),
    });
  });

  it("are destinations of the transit that a network has", () => {
    const input = inputOf(new HubSpokeAzureFirewallStack(new App()));
    const address = at(input, /Transit\/Routes\/Spoke-spoke01\/Table/, "azurerm_route_table");
    const routesTo = (prefix: string) =>
      constructsOf(input, [
        {
          op: "append",
          address,
          block: "route",
          value: { name: "r", address_prefix: prefix, next_hop_type: "VirtualAppliance" },
        },
      ]);
    const property =
      'transit: TransitRouting.…({ routes: TransitRoutes.perPrefix({ destinations: ["172.16.0.0/12"] }) })';
    expect(routesTo("172.16.0.0/12")).toEqual([{ construct: "Network", property, allSpokes: true }]);
    // perPrefix refuses 0.0.0.0/0.
    expect(routesTo("0.0.0.0/0")).toMatchObject([
      { property: expect.stringContaining("TransitRoutes.defaultRoute({ internetEgress: InternetEgress") },
    ]);
  });
});
