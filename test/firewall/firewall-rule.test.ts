import {
  ApplicationProtocol,
  FirewallAction,
  FirewallAddresses,
  FirewallPolicy,
  FirewallProtocol,
  FirewallRule,
  FirewallSku,
  IpGroup,
  NamedFirewallRuleCollectionOptions,
} from "../../lib";
import { refusals, resourcesOf, synthesize, TerraformJson } from "../support/synth";

const PLACE = { location: "japaneast", resourceGroupName: "rg" };
const from = [FirewallAddresses.prefixes(["10.1.0.0/16"])];
const to = [FirewallAddresses.any()];

function policy(
  rules: FirewallRule[],
  props: object = {},
  rest: Partial<NamedFirewallRuleCollectionOptions> = {},
) {
  return (stack: ConstructorParameters<typeof FirewallPolicy>[0]): void => {
    new FirewallPolicy(stack, "Policy", { ...PLACE, name: "hub01", ...props }).addRuleGroup("app", {
      collections: [{ name: "rules", rules, ...rest }],
    });
  };
}

function group(json: TerraformJson) {
  return Object.values(resourcesOf(json, "azurerm_firewall_policy_rule_collection_group"))[0];
}

test("a policy alone: rules of each kind stand in the provider's words, with priorities from names", () => {
  const json = synthesize((stack) => {
    const alone = new FirewallPolicy(stack, "Policy", { ...PLACE, name: "hub01" });
    const branches = new IpGroup(stack, "Branches", {
      ...PLACE,
      name: "branches",
      prefixes: ["192.168.0.0/24"],
    });
    branches.addPrefixes(["192.168.1.0/24", "192.168.0.0/24"]);
    const rules = alone.addRuleGroup("app", {});
    rules.addCollection("allow", {
      rules: [
        FirewallRule.network({
          name: "ssh",
          from: [FirewallAddresses.ipGroup(branches), FirewallAddresses.prefixes(["10.9.0.4-10.9.0.9"])],
          to: [FirewallAddresses.serviceTag("AzureMonitor"), FirewallAddresses.prefixes(["10.1.0.4"])],
          protocols: [FirewallProtocol.TCP],
          ports: ["22"],
        }),
      ],
    });
    rules.addCollection("deny", {
      action: FirewallAction.DENY,
      rules: [FirewallRule.network({ name: "rest", from, to })],
    });
    rules.addCollection("web", {
      rules: [
        FirewallRule.application({
          name: "sql",
          from,
          fqdns: ["*.database.windows.net"],
          protocols: [ApplicationProtocol.mssql()],
        }),
      ],
    });
    rules.addCollection("in", {
      rules: [
        FirewallRule.dnat({
          name: "rdp",
          from,
          publicIpAddress: "203.0.113.4",
          port: 3389,
          translatedAddress: "10.1.0.4",
          translatedPort: 3390,
        }),
      ],
    });
  });
  const [deny, allow] = group(json).network_rule_collection;
  expect([deny.name, deny.action, allow.name, allow.action]).toEqual(["deny", "Deny", "allow", "Allow"]);
  expect(deny.priority).toBeLessThan(allow.priority);
  const [ipGroup] = Object.keys(resourcesOf(json, "azurerm_ip_group"));
  expect(allow.rule).toEqual([
    {
      name: "ssh",
      protocols: ["TCP"],
      source_addresses: ["10.9.0.4-10.9.0.9"],
      source_ip_groups: [`\${azurerm_ip_group.${ipGroup}.id}`],
      destination_addresses: ["AzureMonitor", "10.1.0.4"],
      destination_ports: ["22"],
    },
  ]);
  expect(group(json).application_rule_collection[0].rule).toEqual([
    {
      name: "sql",
      source_addresses: ["10.1.0.0/16"],
      destination_fqdns: ["*.database.windows.net"],
      protocols: [{ type: "Mssql", port: 1433 }],
    },
  ]);
  expect(group(json).nat_rule_collection[0]).toMatchObject({
    action: "Dnat",
    rule: [
      {
        protocols: ["TCP"],
        destination_address: "203.0.113.4",
        destination_ports: ["3389"],
        translated_address: "10.1.0.4",
        translated_port: 3390,
      },
    ],
  });
  expect(resourcesOf(json, "azurerm_ip_group")[ipGroup].cidrs).toEqual(["192.168.0.0/24", "192.168.1.0/24"]);
});

const network = (rest: object) => FirewallRule.network({ name: "r", from, to, ...rest });
const application = (rest: object) =>
  FirewallRule.application({ name: "r", from, fqdns: ["a.example.com"], ...rest });
const dnat = (rest: object) =>
  FirewallRule.dnat({
    name: "r",
    publicIpAddress: "203.0.113.4",
    port: 443,
    translatedAddress: "10.1.0.4",
    ...rest,
  });
const STANDARD = { sku: FirewallSku.STANDARD };
const PREMIUM = { sku: FirewallSku.PREMIUM };

test.each<[FirewallRule, object, RegExp]>([
  [
    network({ from: [] }),
    STANDARD,
    /network rule "r" has no source: give from, FirewallAddresses\.any\(\) for all/,
  ],
  [network({ to: [] }), STANDARD, /network rule "r" has no destination/],
  [network({ name: " a b" }), STANDARD, /firewall rule name " a b" is not allowed/],
  [network({ name: "a\nb" }), STANDARD, /firewall rule name .* is not allowed/],
  [network({ ports: ["0"] }), STANDARD, /has the port "0"; write "443", "8000-8999" or "\*"/],
  [network({ protocols: [] }), STANDARD, /has no protocol; leave protocols out for all/],
  [network({ protocols: [FirewallProtocol.ICMP], ports: ["1"] }), STANDARD, /has ports, but ICMP has none/],
  [network({ to: [FirewallAddresses.fqdns(["a.example.com"])] }), STANDARD, /needs the policy's dnsProxy/],
  [network({ from: [FirewallAddresses.fqdns(["a.example.com"])] }), STANDARD, /has names as source/],
  [
    network({ to: [FirewallAddresses.fqdns(["*.example.com"])] }),
    { dnsProxy: {} },
    /no domain name; write one like "www\.example\.com"/,
  ],
  [
    network({ to: [FirewallAddresses.prefixes(["10.1.0.1/16"])] }),
    STANDARD,
    /an address of network rule "r", "10\.1\.0\.1\/16", /,
  ],
  [network({ to: [FirewallAddresses.prefixes(["10.1.0.9-10.1.0.4"])] }), STANDARD, /ends before it begins/],
  [
    network({ to: [FirewallAddresses.serviceTag("Azure Monitor")] }),
    STANDARD,
    /"Azure Monitor" of network rule "r" is no service tag; write one like "AzureMonitor"/,
  ],
  [network({ to: [FirewallAddresses.spoke("web")] }), STANDARD, /not that of a hub-and-spoke's firewall/],
  [network({ to: [FirewallAddresses.hub()] }), STANDARD, /names the hub, but its policy is not that/],
  [
    application({ fqdns: [] }),
    STANDARD,
    /application rule "r" has no destination: give fqdns, fqdnTags, webCategories or urls/,
  ],
  [application({ fqdns: ["http://a.example.com"] }), STANDARD, /is no domain name/],
  [application({ fqdnTags: ["WindowsUpdate"] }), STANDARD, /Azure takes them alone/],
  [application({ fqdns: [], fqdnTags: ["a b"] }), STANDARD, /no tag or category/],
  [application({ protocols: [ApplicationProtocol.https(64001)] }), STANDARD, /takes 1 to 64000/],
  [application({ protocols: [] }), STANDARD, /leave protocols out for HTTP and HTTPS/],
  [application({ webCategories: ["Gambling"] }), { sku: FirewallSku.BASIC }, /the tier Basic lacks/],
  [
    application({ fqdns: [], urls: ["a.example.com/x"] }),
    STANDARD,
    /has urls, which the tier Standard lacks/,
  ],
  [application({ fqdns: [], urls: ["a.example.com/x"] }), PREMIUM, /sees only inside TLS: set terminateTls/],
  [application({ terminateTls: true }), STANDARD, /terminates TLS, which the tier Standard can't/],
  [application({ terminateTls: true }), PREMIUM, /no certificate for that: give it tlsInspection/],
  [
    dnat({ translatedAddress: undefined }),
    STANDARD,
    /DNAT rule "r" needs one of translatedAddress and translatedFqdn/,
  ],
  [
    dnat({ translatedFqdn: "a.example.com" }),
    STANDARD,
    /DNAT rule "r" needs one of translatedAddress and translatedFqdn/,
  ],
  [dnat({ translatedAddress: "10.1.0.0/24" }), STANDARD, /which is no IPv4 address/],
  [dnat({ publicIpAddress: undefined }), STANDARD, /needs publicIpAddress/],
  [dnat({ port: 0 }), STANDARD, /takes 1 to 64000/],
  [dnat({ translatedPort: 65536 }), STANDARD, /translatedPort 65536; give 1 to 65535/],
  [
    dnat({ protocols: [FirewallProtocol.ANY] }),
    STANDARD,
    /takes FirewallProtocol\.TCP, UDP or both; it got "Any"/,
  ],
  [
    dnat({ translatedAddress: undefined, translatedFqdn: "a.example.com" }),
    STANDARD,
    /needs the policy's dnsProxy/,
  ],
])("%#: what Azure refuses is a sentence", (rule, props, message) => {
  expect(refusals(policy([rule], props))).toEqual([expect.stringMatching(message)]);
});

test.each<[object, FirewallRule[], RegExp]>([
  [{}, [], /rule collection "rules" has no rules/],
  [
    {},
    [network({}), application({ name: "s" })],
    /has network and application rules; give each kind a collection of its own/,
  ],
  [{}, [network({}), network({ name: "R" })], /two firewall rules of collection "rules" are named "R"/],
  [{ action: FirewallAction.DENY }, [dnat({})], /DNAT rules, which deny nothing/],
  [{ priority: 99 }, [network({})], /rule collection "rules" has the priority 99; Azure takes 100 to 65000/],
])("%#: a collection that Azure refuses is a sentence", (rest, rules, message) => {
  expect(refusals(policy(rules, STANDARD, rest))).toEqual([expect.stringMatching(message)]);
});

test("all mistakes of a policy are told together", () => {
  const said = refusals(
    policy([network({ ports: ["x"] }), application({ name: "s", fqdns: ["x y"] })], {
      dnsProxy: { servers: ["x"] },
    }),
  );
  expect(said).toHaveLength(4);
});

test("groups of one policy come one after another, and share no priority", () => {
  const build = (priority?: number) => (stack: ConstructorParameters<typeof FirewallPolicy>[0]) => {
    const alone = new FirewallPolicy(stack, "Policy", { ...PLACE, name: "hub01" });
    const collections = [{ name: "rules", rules: [network({})] }];
    alone.addRuleGroup("a", { collections, priority });
    alone.addRuleGroup("b", { collections, priority });
  };
  const [a, b] = Object.entries(
    resourcesOf(synthesize(build()), "azurerm_firewall_policy_rule_collection_group"),
  );
  expect(b[1].depends_on).toEqual([`azurerm_firewall_policy_rule_collection_group.${a[0]}`]);
  expect(a[1].depends_on).toBeUndefined();
  expect(refusals(build(300))).toEqual([
    expect.stringMatching(/groups "rcg-a" and "rcg-b" both have the priority 300: give one 301/),
  ]);
});
