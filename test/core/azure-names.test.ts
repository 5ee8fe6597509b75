import { Token } from "cdktf";
import fc from "fast-check";
import { NAME_RULES, NameRule } from "../../lib/azure/names";
import { MEMBER_NAME, nameProblem } from "../../lib/core/azure-names";

test.each<[NameRule, string]>([
  [NAME_RULES.virtualNetwork, "vnet-hub01"],
  [NAME_RULES.subnet, "a"],
  [NAME_RULES.subnet, "a_"],
  [NAME_RULES.resourceGroup, "(rg)"],
  [NAME_RULES.virtualMachine, "vm-hub01"],
  [NAME_RULES.windowsComputer, "hub01"],
])("allows %s", (rule, name) => {
  expect(nameProblem(rule, name)).toBeUndefined();
});

test.each<[NameRule, string, RegExp]>([
  [NAME_RULES.virtualNetwork, "v", /has 1 character; Azure allows 2 to 64/],
  [NAME_RULES.virtualNetwork, "v".repeat(65), /Azure allows 2 to 64/],
  [NAME_RULES.subnet, "a-", /ending with a letter, digit or '_': "a" would do/],
  [NAME_RULES.subnet, "東京", /"東京" is not allowed/],
  [NAME_RULES.resourceGroup, "rg.", /not ending with '\.'/],
  [NAME_RULES.firewall, "f".repeat(57), /Azure allows 1 to 56/],
  [NAME_RULES.virtualMachine, "12345", /not digits alone/],
  [MEMBER_NAME, "", /needs a name/],
])("refuses %s %j", (rule, name, message) => {
  expect(nameProblem(rule, name)).toMatch(message);
});

test("passes a name known only at apply, but not an expression written as text", () => {
  expect(nameProblem(NAME_RULES.subnet, Token.asString({ "Fn::X": 1 }))).toBeUndefined();
  expect(nameProblem(NAME_RULES.subnet, "${var.name}")).toMatch(/is not allowed/);
});

test("a name that it proposes is one that it allows, and every message is short", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...Object.values(NAME_RULES)),
      fc.string({ maxLength: 10_000 }),
      (rule, name) => {
        const message = nameProblem(rule, name);
        const proposed = /: "([^"]+)" would do$/.exec(message ?? "")?.[1];
        expect(message?.length ?? 0).toBeLessThan(500);
        expect(proposed && nameProblem(rule, proposed)).toBeFalsy();
      },
    ),
  );
});
