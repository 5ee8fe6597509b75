import { analyze, messageOf, readConfiguration } from "../../../lib/analysis";
import { labConfiguration } from "../../cli/support/lab-configuration";

type Group = Record<string, unknown>;
interface Lab {
  resource: { azurerm_firewall_policy_rule_collection_group: Record<string, Group> };
}

/** The lab, whose firewall has a group that allows all and another that denies SSH. */
function twoGroups(allowing: number, denying: number): object {
  const lab = labConfiguration({ firewall: true }) as Lab;
  const groups = lab.resource.azurerm_firewall_policy_rule_collection_group;
  const collection = (action: string, port: string): object => ({
    name: action,
    priority: 100,
    action,
    rule: {
      name: "all",
      protocols: ["TCP"],
      source_addresses: ["*"],
      destination_addresses: ["*"],
      destination_ports: [port],
    },
  });
  const group = (name: string, priority: number, rules: object): Group => ({
    ...groups.hub01,
    name,
    priority,
    network_rule_collection: [rules],
  });
  groups.denying = group("denying", denying, collection("Deny", "22"));
  groups.hub01 = group("allowing", allowing, collection("Allow", "*"));
  return lab;
}

test.each([
  ["comes first", 200, 300, 22, "REACHABLE"],
  ["comes last", 300, 200, 22, "BLOCKED"],
  ["has the priority of one that denies it, of which Azure tells no order,", 200, 200, 22, "CONDITIONAL"],
  ["has the priority of one that says nothing of it", 200, 200, 443, "REACHABLE"],
])("R62: what a rule collection group allows that %s", (_, allowing, denying, port, verdict) => {
  const analysis = analyze(readConfiguration(twoGroups(allowing, denying)), { port });
  const pair = analysis.explain("vnet-spoke01/default", "vnet-spoke02/default");
  expect(pair.verdict).toBe(verdict);
  const told = pair.reasons.filter(({ code }) => code === "FIREWALL_ORDER_OPEN");
  expect(told.map((reason) => messageOf(reason).includes(".denying"))).toEqual(
    verdict === "CONDITIONAL" ? [true] : [],
  );
});
