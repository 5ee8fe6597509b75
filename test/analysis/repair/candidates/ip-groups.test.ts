import { TerraformNetwork } from "../../support/terraform-network";
import { repairsOf } from "../support/ask";

const base = { location: "eastasia", resource_group_name: "rg" };
const SPOKES = { from: "vnet-spoke1/default", to: "vnet-spoke2/default" };

const group = (name: string): string => `\${azurerm_ip_group.${name}.id}`;

/** Spokes that send everything private to a firewall, whose one rule is about IP groups. */
const network = (rule: object): TerraformNetwork =>
  new TerraformNetwork()
    .network("spoke3", "10.30.0.0/16", { default: "10.30.0.0/24" })
    .peer("hub", "spoke3")
    .add("azurerm_firewall_policy", "fw", { ...base, name: "afwp" })
    .add("azurerm_firewall_policy_rule_collection_group", "fw", {
      name: "rules",
      firewall_policy_id: "${azurerm_firewall_policy.fw.id}",
      priority: 100,
      network_rule_collection: [
        {
          name: "net",
          priority: 100,
          action: "Allow",
          rule: [{ name: "spokes", protocols: ["Any"], destination_ports: ["*"], ...rule }],
        },
      ],
    })
    .add("azurerm_firewall", "fw", {
      ...base,
      name: "afw",
      sku_name: "AZFW_VNet",
      sku_tier: "Standard",
      firewall_policy_id: "${azurerm_firewall_policy.fw.id}",
      ip_configuration: [{ name: "c", subnet_id: "${azurerm_subnet.hub_AzureFirewallSubnet.id}" }],
    })
    .routes("spoke1_default", { "10.0.0.0/8": "10.0.3.4" })
    .routes("spoke2_default", { "10.0.0.0/8": "10.0.3.4" })
    .routes("spoke3_default", { "10.0.0.0/8": "10.0.3.4" });

const members = (name: string, cidrs?: readonly string[]) =>
  [`azurerm_ip_group`, name, { ...base, name: `ipg-${name}`, ...(cidrs && { cidrs }) }] as const;

it("adds the source to the group that the rule names, and says what else that opens", () => {
  const { configuration } = network({
    source_ip_groups: [group("clients")],
    destination_addresses: ["*"],
  }).add(...members("clients", ["10.20.0.0/24"]));
  const [repair] = repairsOf({ document: configuration, ...SPOKES }).repairs;
  expect(repair).toMatchObject({
    edits: [
      {
        op: "set",
        address: "azurerm_ip_group.clients",
        argument: "cidrs",
        value: ["10.20.0.0/24", "10.10.0.0/24"],
      },
    ],
    makes: { verdict: "REACHABLE", through: ["afw"] },
  });
  expect(repair.alsoChanges).toContainEqual({
    from: "vnet-spoke1/default",
    to: "vnet-spoke3/default",
    before: "BLOCKED",
    after: "REACHABLE",
  });
});

it("adds both ends in one edit where one group stands at both", () => {
  const { configuration } = network({
    source_ip_groups: [group("spokes")],
    destination_ip_groups: [group("spokes")],
  }).add(...members("spokes", ["10.30.0.0/24"]));
  expect(repairsOf({ document: configuration, ...SPOKES }).repairs[0].edits).toEqual([
    {
      op: "set",
      address: "azurerm_ip_group.spokes",
      argument: "cidrs",
      value: ["10.30.0.0/24", "10.10.0.0/24", "10.20.0.0/24"],
    },
  ]);
});

it("adds a resource where the group's entries are resources", () => {
  const { configuration } = network({
    source_addresses: ["10.0.0.0/8"],
    destination_ip_groups: [group("servers")],
  })
    .add(...members("servers"))
    .add("azurerm_ip_group_cidr", "three", { ip_group_id: group("servers"), cidr: "10.30.0.0/24" });
  expect(repairsOf({ document: configuration, ...SPOKES }).repairs[0].edits).toEqual([
    {
      op: "create",
      type: "azurerm_ip_group_cidr",
      name: "servers_10_20_0_0_24",
      arguments: { ip_group_id: group("servers"), cidr: "10.20.0.0/24" },
    },
  ]);
});

it("writes a rule where no group would let just these ports through", () => {
  const { configuration } = network({
    source_ip_groups: [group("clients")],
    destination_addresses: ["*"],
    protocols: ["UDP"],
  }).add(...members("clients", ["10.20.0.0/24"]));
  const [{ edits }] = repairsOf({ document: configuration, ...SPOKES }).repairs;
  expect(edits).toMatchObject([{ op: "append", block: "network_rule_collection[0].rule" }]);
});
