import { Body, Case, id, network, publicIp, resource, Resources, subnet, subnetId } from "./terraform";

function chain(base: Body = {}): Resources[] {
  return [
    network("hub", "10.0.0.0/16"),
    subnet("hub", "AzureFirewallSubnet", "10.0.1.0/26"),
    publicIp("fw"),
    resource("firewall_policy", "base", base),
    resource("firewall_policy", "policy", { base_policy_id: id("firewall_policy", "base") }),
    resource("firewall", "fw", {
      sku_name: "AZFW_VNet",
      sku_tier: "Standard",
      firewall_policy_id: id("firewall_policy", "policy"),
      ip_configuration: {
        name: "data",
        subnet_id: subnetId("hub", "AzureFirewallSubnet"),
        public_ip_address_id: id("public_ip", "fw"),
      },
    }),
  ];
}

const CLASSIC = resource("firewall_network_rule_collection", "classic", {
  azure_firewall_name: "${azurerm_firewall.fw.name}",
  priority: 100,
  action: "Allow",
  rule: {
    name: "all",
    protocols: ["Any"],
    source_addresses: ["*"],
    destination_addresses: ["*"],
    destination_ports: ["*"],
  },
});

function published(policy: string): Resources {
  return resource("firewall_policy_rule_collection_group", "nat", {
    firewall_policy_id: id("firewall_policy", policy),
    priority: 100,
    nat_rule_collection: {
      name: "in",
      priority: 100,
      action: "Dnat",
      rule: {
        name: "web",
        protocols: ["TCP"],
        source_addresses: ["*"],
        destination_address: "${azurerm_public_ip.fw.ip_address}",
        destination_ports: ["443"],
        translated_address: "10.0.9.4",
        translated_port: 443,
      },
    },
  });
}

export const FIREWALL_POLICY_CASES: readonly Case[] = [
  {
    code: "FIREWALL_ADDRESS_WITHOUT_ZONES",
    bad: [
      ...chain(),
      { azurerm_firewall: { fw: { zones: ["1"] } }, azurerm_public_ip: { fw: { zones: null } } },
    ],
    good: [
      ...chain(),
      { azurerm_firewall: { fw: { zones: ["1"] } }, azurerm_public_ip: { fw: { zones: ["1", "2", "3"] } } },
    ],
    at: "azurerm_public_ip.fw",
    says: ["zones 1"],
  },
  {
    code: "FIREWALL_ADDRESS_WITHOUT_ZONES",
    bad: [
      ...chain(),
      { azurerm_firewall: { fw: { zones: ["1"] } }, azurerm_public_ip: { fw: { zones: null } } },
    ],
    good: [...chain(), { azurerm_public_ip: { fw: { zones: null } } }],
    at: "azurerm_public_ip.fw",
  },
  {
    code: "FIREWALL_RULES_BESIDE_POLICY",
    bad: [...chain(), CLASSIC],
    good: [...chain(), CLASSIC, { azurerm_firewall: { fw: { firewall_policy_id: null } } }],
    at: "azurerm_firewall_network_rule_collection.classic",
    says: ["classic rules or a policy"],
  },
  {
    code: "FIREWALL_BASE_POLICY_REGION",
    bad: chain({ location: "japaneast" }),
    good: chain({ location: "East Asia" }),
    at: "azurerm_firewall_policy.policy",
    says: ["japaneast"],
  },
  {
    code: "FIREWALL_BASE_POLICY_NAT",
    bad: [...chain(), published("base")],
    good: [...chain(), published("policy")],
    at: "azurerm_firewall_policy_rule_collection_group.nat",
    says: ["isn't sure"],
  },
];
