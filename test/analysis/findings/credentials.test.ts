import { findingsOf } from "../../../lib/analysis/findings";
import { InputKind } from "../../../lib/analysis/model";
import { readConfiguration } from "../../../lib/analysis/readers";

const TEMPLATE = {
  $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  contentVersion: "1.0.0.0",
  resources: [
    {
      type: "Microsoft.Network/connections",
      apiVersion: "2023-04-01",
      name: "cn",
      location: "eastasia",
      properties: { connectionType: "IPsec", sharedKey: "Longer-than-8" },
    },
  ],
};

test.each<[readonly InputKind[], RegExp]>([
  [["template"], /type "securestring" .* Key Vault/],
  [["plan"], /sensitive = true/],
  [["template", "plan"], /sensitive = true/],
  [[], /sensitive = true/],
])("says where a secret in %j comes from instead, in words of that language", (kinds, advice) => {
  const inputs = kinds.map((kind) => ({ source: "x.json", kind }));
  const findings = findingsOf({ ...readConfiguration(TEMPLATE), inputs });
  expect(findings.find(({ code }) => code === "SECRET_IN_CONFIGURATION")?.fix?.en).toMatch(advice);
});
