import { readConfiguration } from "../../../lib/analysis/readers";
import { asPlan, asState } from "./support/terraform";
import { WHOLE_NETWORK } from "./support/whole-network";

/** A model without what the forms of an input rightly differ in. */
function comparable(document: object, ignore: readonly string[]): unknown {
  const { resources, inputs, ...model } = readConfiguration(document);
  expect(inputs).toHaveLength(1);
  expect(resources).toHaveLength(Object.values(WHOLE_NETWORK).flatMap(Object.keys).length);
  return JSON.parse(
    JSON.stringify(model, (key, value: unknown) => (ignore.includes(key) ? undefined : value)),
  );
}

describe("the same network in every form is the same model:", () => {
  const configuration = { resource: WHOLE_NETWORK };

  test("nothing of it is a problem in the configuration", () => {
    expect(readConfiguration(configuration).problems).toEqual([]);
  });

  test("as a plan", () => {
    // What it does to each resource, a plan alone tells.
    expect(comparable(asPlan(WHOLE_NETWORK), ["changes"])).toEqual(comparable(configuration, ["changes"]));
  });

  test("as a state, where subscriptions are known and addresses are literal", () => {
    const ignore = ["subscription", "nextHops", "remoteText", "privateIp"];
    expect(comparable(asState(WHOLE_NETWORK), ignore)).toEqual(comparable(configuration, ignore));
  });

  test("as a plan that changes nothing, where ids are literal and expressions are there too", () => {
    const plan = asPlan(WHOLE_NETWORK) as { configuration: object };
    const state = asState(WHOLE_NETWORK) as { values: object };
    const unchanged = {
      format_version: "1.2",
      planned_values: state.values,
      configuration: plan.configuration,
    };
    const ignore = ["remoteText", "nextHops", "privateIp", "changes"];
    expect(comparable(unchanged, ignore)).toEqual(comparable(configuration, ignore));
  });
});
