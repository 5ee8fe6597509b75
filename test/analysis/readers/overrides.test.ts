import { laidOver } from "../../../lib/analysis/readers/overrides";

const lifecycle = (value: object): { lifecycle: object } => ({ lifecycle: value });

// What Terraform 1.11 does with terraform_data and such files.
test.each([
  [
    { ignore_changes: ["input"] },
    { create_before_destroy: true },
    { ignore_changes: ["input"], create_before_destroy: true },
  ],
  [{ ignore_changes: ["input"] }, { ignore_changes: ["tags"] }, { ignore_changes: ["tags"] }],
  [{ ignore_changes: ["input"] }, { ignore_changes: [] }, { ignore_changes: ["input"] }],
  [{ ignore_changes: "all" }, { ignore_changes: ["tags"] }, { ignore_changes: "all" }],
  [
    { create_before_destroy: true },
    { ignore_changes: "all" },
    { create_before_destroy: true, ignore_changes: "all" },
  ],
])("lifecycle %j under %j", (earlier, later, merged) => {
  expect(laidOver(lifecycle(earlier), lifecycle(later))).toEqual(lifecycle(merged));
  expect(laidOver(lifecycle([earlier]), lifecycle([later]))).toEqual(lifecycle(merged));
});

test("other blocks and arguments are replaced as a whole", () => {
  const earlier = {
    name: "a",
    route: [{ name: "r1" }, { name: "r2" }],
    ...lifecycle({ prevent_destroy: true }),
  };
  expect(laidOver(earlier, { route: { name: "r3" } })).toEqual({ ...earlier, route: { name: "r3" } });
});

test("what a dynamic block makes are blocks of its label", () => {
  const [route, rule] = ["route", "security_rule"].map((label) => ({ [label]: { for_each: [label] } }));
  expect(laidOver({ dynamic: route }, { dynamic: rule })).toEqual({ dynamic: [route, rule] });
  expect(laidOver({ dynamic: [route, rule] }, { route: { name: "r" } })).toEqual({
    dynamic: [rule],
    route: { name: "r" },
  });
  expect(laidOver({ route: { name: "r" } }, { dynamic: route })).toEqual({ dynamic: [route] });
});
