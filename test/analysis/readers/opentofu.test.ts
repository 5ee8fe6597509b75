import { analyze, readConfiguration } from "../../../lib/analysis";
import { asPlan, asState } from "./support/terraform";
import { WHOLE_NETWORK } from "./support/whole-network";

/** The same document as OpenTofu prints it: its own version, and providers of its own registry. */
function ofTofu(document: object): object {
  const text = JSON.stringify({ terraform_version: "1.14.0", ...document }, (key, value: unknown) =>
    key === "resources" && Array.isArray(value)
      ? value.map((one: object) => ({ ...one, provider_name: "registry.opentofu.org/hashicorp/azurerm" }))
      : value,
  );
  const provider = { name: "azurerm", full_name: "registry.opentofu.org/hashicorp/azurerm" };
  const shown = JSON.parse(text) as { configuration?: object };
  return {
    ...shown,
    terraform_version: "1.10.2",
    ...(shown.configuration && {
      configuration: { provider_config: { azurerm: provider }, ...shown.configuration },
    }),
  };
}

test.each([
  ["a plan", asPlan(WHOLE_NETWORK)],
  ["a state", asState(WHOLE_NETWORK)],
])("%s of OpenTofu is read as Terraform's", (_, document) => {
  const [ours, theirs] = [document, ofTofu(document)].map((one) => readConfiguration(one));
  expect(theirs.problems).toEqual(ours.problems);
  const verdicts = [ours, theirs].map((model) => {
    const analysis = analyze(model);
    const ids = analysis.endpoints.map(({ id }) => id);
    return ids.flatMap((from) => ids.map((to) => `${from} ${to} ${analysis.verdict(from, to)}`));
  });
  expect(verdicts[0].length).toBeGreaterThan(3);
  expect(verdicts[1]).toEqual(verdicts[0]);
});
