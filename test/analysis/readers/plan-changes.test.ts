import { PlannedChange } from "../../../lib/analysis/model";
import { readConfiguration } from "../../../lib/analysis/readers";
import { plannedChanges } from "../../../lib/analysis/readers/plan-changes";

const ADDRESS = "azurerm_virtual_network_peering.p";
const of = (change: object, more: object = {}): { [name: string]: unknown } => ({
  address: ADDRESS,
  mode: "managed",
  type: "azurerm_virtual_network_peering",
  name: "p",
  change,
  ...more,
});

function read(change: object, more: object = {}, drift: readonly object[] = []): object {
  const document = { resource_changes: [of(change, more)], resource_drift: drift.map((one) => of(one)) };
  return plannedChanges(document)[0];
}

describe("what a plan says of a change beside the change", () => {
  test.each([
    ["replace_because_tainted", "tainted"],
    ["replace_by_request", "requested"],
    ["replace_because_cannot_update", undefined],
  ])("why it replaces: %s", (reason, expected) => {
    const change = read({ actions: ["delete", "create"] }, { action_reason: reason });
    expect(change).toEqual({
      address: ADDRESS,
      type: "azurerm_virtual_network_peering",
      action: "replace",
      because: [],
      ...(expected && { reason: expected }),
    });
  });

  test.each([
    [["create", "delete"], true],
    [["delete", "create"], undefined],
    [["create"], undefined],
  ])("whether the new one is there before the old one goes: %j", (actions, expected) => {
    expect(read({ actions })).toHaveProperty("action", actions.length === 1 ? "create" : "replace");
    expect((read({ actions }) as PlannedChange).createsFirst).toBe(expected);
  });

  test("arguments that were changed outside of Terraform, if the plan changes them too", () => {
    const drift = {
      actions: ["update"],
      before: { flag: true, etag: "1", tags: null },
      after: { flag: false, etag: "2", tags: null },
    };
    const update = {
      actions: ["update"],
      before: { flag: false, tags: null },
      after: { flag: true, tags: {} },
    };
    expect(read(update, {}, [drift])).toMatchObject({ action: "update", undoes: ["flag"] });
    expect(read({ ...update, after: { flag: false, tags: {} } }, {}, [drift])).not.toHaveProperty("undoes");
  });

  test("not what only apply tells, which is mostly what the provider exports", () => {
    const drift = { actions: ["update"], before: { subnets: [] }, after: { subnets: ["/x"] } };
    const replaced = {
      actions: ["delete", "create"],
      before: { name: "a", subnets: ["/x"] },
      after: { name: "b" },
      after_unknown: { subnets: true },
    };
    expect(read(replaced, {}, [drift])).not.toHaveProperty("undoes");
  });

  test.each([
    ["azurerm_subnet_route_table_association", { actions: ["create"], after: { subnet_id: "/A" } }, "/a"],
    ["azurerm_subnet_route_table_association", { actions: ["delete"], before: { subnet_id: "/A" } }, "/a"],
    ["azurerm_subnet_route_table_association", { actions: ["create"], after: {} }, undefined],
    ["azurerm_private_endpoint", { actions: ["create"], after: { subnet_id: "/A" } }, undefined],
  ])("what an association binds to: %s %j", (type, change, holder) => {
    expect((read(change, { type }) as PlannedChange).holder).toBe(holder);
  });

  test("what was deleted outside of Terraform", () => {
    const drift = { actions: ["delete"], before: {}, after: null };
    expect(read({ actions: ["create"], before: null, after: {} }, {}, [drift])).toMatchObject({
      recreates: true,
    });
  });

  test("what it imports and changes at once", () => {
    const change = { actions: ["update"], before: { flag: false }, after: { flag: true } };
    expect(read({ ...change, importing: { id: "/x" } })).toMatchObject({ overwrites: ["flag"] });
    expect(read(change)).not.toHaveProperty("overwrites");
    expect(read(change)).toMatchObject({ updates: ["flag"] });
  });
});

describe("a plan that destroys everything", () => {
  const document = (actions: readonly string[], resources: readonly object[]): object => ({
    format_version: "1.2",
    planned_values: { root_module: { resources } },
    resource_changes: [of({ actions, before: { id: "/x" }, after: null })],
    configuration: { root_module: {} },
  });

  test("says so, since nothing is left to ask about", () => {
    const { problems } = readConfiguration(document(["delete"], []));
    expect(problems).toEqual([{ code: "PLAN_DESTROYS", resource: "", text: "1" }]);
  });

  test.each([
    ["forgets", ["forget"], []],
    [
      "keeps something",
      ["delete"],
      [{ ...of({}), address: "azurerm_resource_group.g", type: "azurerm_resource_group", values: {} }],
    ],
  ])("not one that %s", (_, actions, resources) => {
    const { problems } = readConfiguration(document(actions, resources));
    expect(problems.map(({ code }) => code)).not.toContain("PLAN_DESTROYS");
  });
});
