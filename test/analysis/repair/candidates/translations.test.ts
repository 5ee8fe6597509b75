import { TerraformNetwork } from "../../support/terraform-network";
import { repairsOf } from "../support/ask";

const base = { location: "eastasia", resource_group_name: "rg" };
const ASKED = {
  from: "internet",
  to: "nic-web",
  options: { protocol: "tcp", port: 443 },
} as const;

const policies = { classic: {}, policy: { firewall_policy_id: "${azurerm_firewall_policy.fw.id}" } };

function firewall(kind: keyof typeof policies): TerraformNetwork {
  const network = new TerraformNetwork()
    .add("azurerm_public_ip", "fw", { ...base, name: "pip-afw", sku: "Standard" })
    .add("azurerm_firewall", "fw", {
      ...base,
      name: "afw",
      sku_name: "AZFW_VNet",
      sku_tier: "Standard",
      ...policies[kind],
      ip_configuration: [
        {
          name: "c",
          subnet_id: "${azurerm_subnet.hub_AzureFirewallSubnet.id}",
          public_ip_address_id: "${azurerm_public_ip.fw.id}",
        },
      ],
    })
    .add("azurerm_network_interface", "web", {
      ...base,
      name: "nic-web",
      ip_configuration: [
        {
          name: "c",
          subnet_id: "${azurerm_subnet.spoke2_default.id}",
          private_ip_address: "10.20.0.4",
          private_ip_address_allocation: "Static",
        },
      ],
    });
  return kind === "classic"
    ? network
    : network.add("azurerm_firewall_policy", "fw", { ...base, name: "afwp" });
}

/** A firewall with one DNAT rule. */
function translating(kind: keyof typeof policies, changed: object): object {
  const own = "${azurerm_public_ip.fw.ip_address}";
  const rule = {
    name: "web",
    protocols: ["TCP"],
    source_addresses: ["*"],
    ...(kind === "classic" ? { destination_addresses: [own] } : { destination_address: own }),
    destination_ports: ["443"],
    translated_address: "10.20.0.4",
    translated_port: "443",
    ...changed,
  };
  const collection = { name: "in", priority: 100, action: "Dnat", rule: [rule] };
  return kind === "classic"
    ? firewall(kind).add("azurerm_firewall_nat_rule_collection", "in", {
        ...collection,
        resource_group_name: "rg",
        azure_firewall_name: "${azurerm_firewall.fw.name}",
      }).configuration
    : firewall(kind).add("azurerm_firewall_policy_rule_collection_group", "in", {
        name: "in",
        firewall_policy_id: "${azurerm_firewall_policy.fw.id}",
        priority: 100,
        nat_rule_collection: [collection],
      }).configuration;
}

const WRITTEN = {
  destination_ports: ["443"],
  translated_address: "${azurerm_network_interface.web.private_ip_address}",
  translated_port: "443",
};

describe("what nothing publishes, a DNAT rule of the firewall does", () => {
  it.each([
    [
      "policy",
      "azurerm_firewall_policy_rule_collection_group",
      {
        nat_rule_collection: [
          { rule: [{ ...WRITTEN, destination_address: "${azurerm_public_ip.fw.ip_address}" }] },
        ],
      },
    ],
    [
      "classic",
      "azurerm_firewall_nat_rule_collection",
      { rule: [{ ...WRITTEN, destination_addresses: ["${azurerm_public_ip.fw.ip_address}"] }] },
    ],
  ] as const)("without any rule, by %s", (kind, type, values) => {
    const { repairs } = repairsOf({ document: firewall(kind).configuration, ...ASKED });
    expect(repairs[0].edits).toMatchObject([{ op: "create", type, arguments: values }]);
    expect(repairs[0].makes).toEqual({ verdict: "REACHABLE", through: ["afw"] });
  });

  it.each(["policy", "classic"] as const)("beside a rule for another port, by %s", (kind) => {
    const document = translating(kind, { destination_ports: ["8443"], translated_port: "8443" });
    const { repairs } = repairsOf({ document, ...ASKED });
    expect(repairs[0].edits).toMatchObject([{ op: "append", value: WRITTEN }]);
  });

  it("at a port that is free, where another machine has the one asked for", () => {
    const document = translating("policy", { translated_address: "10.10.0.4" });
    const { repairs } = repairsOf({ document, ...ASKED });
    expect(repairs[0].edits).toMatchObject([
      { op: "append", value: { ...WRITTEN, destination_ports: ["50443"] } },
    ]);
  });

  it.each(["policy", "classic"] as const)(
    "a rule that leads to an address that nobody has, by %s, leads to the machine",
    (kind) => {
      const document = translating(kind, { translated_address: "10.20.0.5" });
      const { repairs } = repairsOf({ document, ...ASKED });
      expect(repairs[0].edits).toMatchObject([{ op: "set", value: WRITTEN.translated_address }]);
      expect(repairs[0].why[0].en).toContain("instead of 10.20.0.5, which nothing in the input has");
    },
  );

  it("a rule for the firewall's private address publishes nothing", () => {
    const document = translating("policy", { destination_address: "10.0.3.4" });
    const { repairs } = repairsOf({ document, ...ASKED });
    expect(repairs[0].edits).toMatchObject([{ op: "append", value: WRITTEN }]);
  });

  it("without a port, or without a firewall, what to decide is said", () => {
    const asked = { ...ASKED, document: firewall("policy").configuration, options: {} };
    const withFirewall = repairsOf(asked);
    expect(withFirewall.repairs).toEqual([]);
    expect(withFirewall.advice.map(({ en }) => en)).toEqual([expect.stringContaining("--port")]);
    const without = repairsOf({
      ...ASKED,
      to: "vnet-spoke2/default",
      document: new TerraformNetwork().configuration,
    });
    expect(without.repairs).toEqual([]);
    expect(without.advice.map(({ en }) => en)).toEqual([expect.stringContaining("application gateway")]);
  });

  it("what is meant to be closed is published by nothing", () => {
    const document = translating("policy", {});
    const { repairs } = repairsOf({ document, ...ASKED, wish: { kind: "blocked" } });
    expect(repairs[0].edits).toMatchObject([{ op: "remove" }]);
  });
});
