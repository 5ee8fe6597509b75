import { analyze, findingsOf, messageOf, readConfiguration } from "../../../lib/analysis";
import { Verdict } from "../../../lib/analysis/result";
import { labConfiguration } from "../../cli/support/lab-configuration";

type Body = Record<string, unknown>;
interface Lab {
  variable?: object;
  resource: Record<string, Record<string, Body>>;
}

/** The lab's firewall with these rules, or another next hop; asked from spoke to spoke. */
function lab(change: (resource: Lab["resource"]) => void): Lab {
  const configuration = labConfiguration({ firewall: true }) as Lab;
  change(configuration.resource);
  return { ...configuration, variable: { unknown: { type: "string" } } };
}

function ask(configuration: object, port?: number): { verdict: Verdict; codes: string[]; text: string } {
  const pair = analyze(readConfiguration(configuration), { port }).explain(
    "vnet-spoke01/default",
    "vnet-spoke02/default",
  );
  return {
    verdict: pair.verdict,
    codes: pair.reasons.map(({ code }) => code),
    text: pair.reasons.map((reason) => messageOf(reason)).join(" "),
  };
}

describe("a firewall's rules by name", () => {
  const rules = (kind: "application" | "network", rule: Body, action = "Allow") =>
    lab((resource) => {
      const group = resource.azurerm_firewall_policy_rule_collection_group.hub01;
      group.network_rule_collection = [];
      group[`${kind}_rule_collection`] = [
        { name: "web", priority: 100, action, rule: [{ name: "in", source_addresses: ["*"], ...rule }] },
      ];
    });
  const https = { protocols: [{ type: "Https", port: 443 }] };
  const tcp = { protocols: ["TCP"], destination_ports: ["443"] };

  it.each<[string, Lab, number | undefined, Verdict, string[]]>([
    [
      "an FQDN",
      rules("application", { ...https, destination_fqdns: ["a.contoso.com"] }),
      443,
      "CONDITIONAL",
      ["FILTER_BY_NAME"],
    ],
    [
      "an FQDN, on another port",
      rules("application", { ...https, destination_fqdns: ["a.contoso.com"] }),
      22,
      "BLOCKED",
      ["FIREWALL_DENY"],
    ],
    ["every FQDN", rules("application", { ...https, destination_fqdns: ["*"] }), 443, "REACHABLE", []],
    [
      "every FQDN, by protocols that only apply tells",
      rules("application", {
        destination_fqdns: ["*"],
        dynamic: { protocols: [{ for_each: "${var.unknown}", content: [{ type: "Https", port: 443 }] }] },
      }),
      443,
      "CONDITIONAL",
      ["FILTER_UNKNOWN"],
    ],
    [
      "an FQDN of a network rule",
      rules("network", { ...tcp, destination_fqdns: ["db.contoso.com"] }),
      443,
      "CONDITIONAL",
      ["FILTER_BY_NAME"],
    ],
    [
      "an FQDN tag, which is public",
      rules("application", { ...https, destination_fqdn_tags: ["WindowsUpdate"] }),
      443,
      "BLOCKED",
      ["FIREWALL_DENY"],
    ],
    [
      "an FQDN that only apply tells",
      rules("application", { ...https, destination_fqdns: ["${var.unknown}"] }),
      443,
      "CONDITIONAL",
      ["FILTER_UNKNOWN"],
    ],
    [
      "a port that only apply tells",
      rules("application", {
        protocols: [{ type: "Https", port: "${var.unknown}" }],
        destination_fqdns: ["*"],
      }),
      443,
      "CONDITIONAL",
      ["FILTER_UNKNOWN"],
    ],
    [
      "one of two ports that only apply tells",
      rules("network", { ...tcp, destination_addresses: ["*"], destination_ports: ["80", "${var.unknown}"] }),
      443,
      "CONDITIONAL",
      ["FILTER_UNKNOWN"],
    ],
  ])("that allow %s", (_, configuration, port, verdict, codes) => {
    expect(ask(configuration, port)).toMatchObject({ verdict, codes });
  });
});

describe("threat intelligence that denies", () => {
  const withSpace = (spoke: string, mode: string) =>
    JSON.parse(
      JSON.stringify(
        lab((resource) => {
          resource.azurerm_firewall_policy.hub01.threat_intelligence_mode = mode;
          const rule = resource.azurerm_firewall_policy_rule_collection_group.hub01
            .network_rule_collection as { rule: Body[] }[];
          Object.assign(rule[0].rule[0], { source_addresses: ["*"], destination_addresses: ["*"] });
        }),
      ).replaceAll("10.20.0.0", spoke),
    ) as object;

  it.each<[string, string, Verdict, string[]]>([
    ["10.20.0.0", "Deny", "REACHABLE", []],
    ["52.20.0.0", "Alert", "REACHABLE", []],
    ["52.20.0.0", "Deny", "CONDITIONAL", ["FIREWALL_THREAT_INTELLIGENCE"]],
    ["52.20.0.0", "${var.unknown}", "CONDITIONAL", ["FIREWALL_THREAT_INTELLIGENCE"]],
  ])("matters for public addresses only (%s, %s)", (space, mode, verdict, codes) => {
    const answer = ask(withSpace(space, mode), 443);
    expect(answer.verdict).toBe(verdict);
    expect(answer.codes.filter((code) => code.startsWith("FIREWALL_"))).toEqual(codes);
  });
});

describe("a next hop type", () => {
  const hop = (type: unknown, prefix = "0.0.0.0/0") =>
    lab((resource) => {
      for (const table of Object.values(resource.azurerm_route_table)) {
        const [route] = table.route as Body[];
        route.next_hop_type = type;
        route.address_prefix = prefix;
      }
    });

  it.each([
    ["${var.unknown}", "0.0.0.0/0", "ARGUMENT_UNKNOWN", /next_hop_type .*\$\{var\.unknown\}/],
    ["${var.unknown}", "10.0.0.0/8", "ARGUMENT_UNKNOWN", /next_hop_type/],
    [
      "VirtualApliance",
      "0.0.0.0/0",
      "NEXT_HOP_TYPE_UNKNOWN",
      /"VirtualApliance" \(did you mean VirtualAppliance\?\)/,
    ],
    ["constructor", "10.0.0.0/8", "NEXT_HOP_TYPE_UNKNOWN", /no next_hop_type "constructor"\./],
    [null, "10.0.0.0/8", "NEXT_HOP_TYPE_UNKNOWN", /it gives no next_hop_type/],
    [{ a: 1 }, "10.0.0.0/8", "NEXT_HOP_TYPE_UNKNOWN", /next_hop_type/],
  ])("%j for %s makes what it decides CONDITIONAL and is named", (type, prefix, code, text) => {
    const answer = ask(hop(type, prefix));
    expect([answer.verdict, answer.codes[0]]).toEqual(["CONDITIONAL", code]);
    expect(answer.text).toMatch(text);
  });

  it("that Azure doesn't have is a finding with the nearest one; one that apply tells is none", () => {
    const found = (type: unknown) =>
      findingsOf(readConfiguration(hop(type))).filter(({ code }) => code === "ROUTE_NEXT_HOP_TYPE");
    expect(found("VirtualApliance")[0].message.en).toContain('did you mean "VirtualAppliance"');
    expect(found(null)[0].message.en).toContain("gives no next hop type");
    expect(found("${var.unknown}")).toEqual([]);
    // azurerm since version 3 takes no other spelling.
    expect(found("virtualappliance")[0].message.en).toContain("VirtualAppliance");
  });
});

it("a policy that nobody tells may translate sources: what a security group says of these is open", () => {
  const deny = (policy: string): Lab =>
    lab((resource) => {
      const spoke = resource.azurerm_virtual_network.spoke01.address_space as string[];
      resource.azurerm_firewall.hub01.firewall_policy_id = policy;
      resource.azurerm_network_security_group = {
        deny: {
          name: "deny",
          location: "westeurope",
          resource_group_name: "rg",
          security_rule: [
            {
              name: "deny",
              priority: 100,
              direction: "Inbound",
              access: "Deny",
              protocol: "*",
              source_port_range: "*",
              destination_port_range: "*",
              source_address_prefix: spoke[0],
              destination_address_prefix: "*",
            },
          ],
        },
      };
      resource.azurerm_subnet_network_security_group_association = {
        deny: {
          subnet_id: "${azurerm_subnet.spoke02_default.id}",
          network_security_group_id: "${azurerm_network_security_group.deny.id}",
        },
      };
    });
  expect(ask(deny("${azurerm_firewall_policy.hub01.id}"))).toMatchObject({ verdict: "BLOCKED" });
  const { verdict, codes } = ask(deny("${var.unknown}"));
  expect(verdict).toBe("CONDITIONAL");
  expect(codes).toContain("FIREWALL_RULES_UNKNOWN");
});
