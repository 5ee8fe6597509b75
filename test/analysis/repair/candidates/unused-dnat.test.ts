import { analyze, FindingSearch, readNetwork } from "../../../../lib/analysis";
import { TerraformNetwork } from "../../support/terraform-network";
import { expectKept, repairsOf } from "../support/ask";
import { toTheLetter } from "../support/letter";

const base = { location: "eastasia", resource_group_name: "rg" };
const ASKED = {
  from: "internet",
  to: "vnet-spoke2/default",
  options: { protocol: "tcp", port: 443 },
} as const;

const rule = (name: string, ip: string, ports: string, sources = "*"): object => ({
  name,
  protocols: ["TCP"],
  source_addresses: [sources],
  destination_address: "${azurerm_public_ip.fw.ip_address}",
  destination_ports: [ports],
  translated_address: ip,
  translated_port: "443",
});

const group = (name: string, priority: number, collections: readonly object[]) =>
  [
    "azurerm_firewall_policy_rule_collection_group",
    name,
    {
      name,
      firewall_policy_id: "${azurerm_firewall_policy.fw.id}",
      priority,
      nat_rule_collection: collections,
    },
  ] as const;

const firewall = (...groups: readonly ReturnType<typeof group>[]): object => {
  const network = new TerraformNetwork()
    .add("azurerm_public_ip", "fw", { ...base, name: "pip-afw", sku: "Standard" })
    .add("azurerm_firewall_policy", "fw", { ...base, name: "afwp" })
    .add("azurerm_firewall", "fw", {
      ...base,
      name: "afw",
      sku_name: "AZFW_VNet",
      sku_tier: "Standard",
      firewall_policy_id: "${azurerm_firewall_policy.fw.id}",
      ip_configuration: [
        {
          name: "c",
          subnet_id: "${azurerm_subnet.hub_AzureFirewallSubnet.id}",
          public_ip_address_id: "${azurerm_public_ip.fw.id}",
        },
      ],
    });
  groups.forEach((one) => network.add(...one));
  return network.configuration;
};

const all = rule("all", "10.10.0.4", "1-65535");
const web = rule("web", "10.20.0.4", "443");
const inOne = firewall(group("g", 100, [{ name: "in", priority: 100, action: "Dnat", rule: [all, web] }]));
const inTwoCollections = firewall(
  group("g", 100, [
    {
      name: "first",
      priority: 100,
      action: "Dnat",
      rule: [rule("none", "10.10.0.4", "22", "203.0.113.0/24")],
    },
    { name: "in", priority: 200, action: "Dnat", rule: [all] },
    { name: "late", priority: 300, action: "Dnat", rule: [web] },
  ]),
);
const inTwoGroups = firewall(
  group("g", 200, [{ name: "in", priority: 100, action: "Dnat", rule: [all] }]),
  group("late", 300, [{ name: "in", priority: 100, action: "Dnat", rule: [web] }]),
);

describe("a DNAT rule of which an earlier one takes all packets comes before it", () => {
  const GROUP = "azurerm_firewall_policy_rule_collection_group";
  it.each([
    [
      "in its collection",
      inOne,
      ["remove nat_rule_collection[0].rule[0]", "append nat_rule_collection[0].rule"],
    ],
    ["by its collection's priority", inTwoCollections, ["set nat_rule_collection[2].priority 199"]],
    ["by its group's priority", inTwoGroups, ["set priority 199"]],
  ])("%s", (_, document, edits) => {
    const { model, input } = readNetwork(document);
    const search = new FindingSearch(input, analyze(model));
    const finding = search.findings.find(({ code }) => code === "FIREWALL_RULE_UNUSED")!;
    const [harmless, first] = search.repairsOf(finding)!.repairs;
    expect(
      first.edits.map((edit) =>
        edit.op === "set"
          ? `set ${edit.argument} ${String(edit.value)}`
          : `${edit.op} ${edit.op === "create" ? "" : edit.block}`,
      ),
    ).toEqual(edits);
    expect(first.edits.every((edit) => edit.op !== "create" && edit.address.startsWith(GROUP))).toBe(true);
    // What opens something to the Internet comes after what doesn't.
    expect(harmless.edits).toMatchObject([{ op: "remove" }]);
    expect(first.alsoOnInternet).toContainEqual(
      expect.objectContaining({ direction: "inbound", to: ASKED.to }) as unknown,
    );
    // It reaches its machine then, and asked for as a pair, it is a cure too.
    const { repairs } = repairsOf({ document, ...ASKED });
    expect(repairs.map((one) => one.edits)).toContainEqual(first.edits);
    const after = analyze(readNetwork(toTheLetter(document, first.edits)).model, ASKED.options);
    expect(after.explain(ASKED.from, ASKED.to).verdict).toBe(repairs[0].makes.verdict);
    repairs.forEach((one) => expectKept({ document, ...ASKED }, one));
  });
});
