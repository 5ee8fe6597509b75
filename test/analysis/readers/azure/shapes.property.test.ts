import fc from "fast-check";
import { analyze, readConfiguration } from "../../../../lib/analysis";
import { asAzure, asTemplate, flattened, Resources } from "../../../support/azure-shapes";
import { asClassicPreview, asNativeStack } from "../../../support/pulumi-shapes";
import { randomResources } from "../../support/random-resources";

/** Whatever a user sees of a network, without the addresses by which each input calls things. */
function answers(document: object): object {
  const analysis = analyze(readConfiguration(document));
  const ids = analysis.endpoints.map(({ id }) => id).sort();
  return {
    verdicts: ids.flatMap((from) => ids.map((to) => `${from} ${to} ${analysis.verdict(from, to)}`)),
    routes: ids.map((id) =>
      analysis.routesOf(id)?.map(({ row }) => [row.addressPrefix, row.nextHopType, row.state]),
    ),
  };
}

const SHAPES: readonly [string, (resources: Resources) => object][] = [
  [
    "rows of Azure Resource Graph",
    (resources) => ({ data: lowerCaseTypes(resources), total_records: asAzure(resources).length }),
  ],
  ["lists of the Azure CLI", (resources) => flattened(asAzure(resources)) as object],
  ["a list of ARM's", (resources) => ({ value: asAzure(resources) })],
  ["a template", asTemplate],
  ["a stack of Pulumi's azure-native", asNativeStack],
  ["a preview of Pulumi's azure classic", asClassicPreview],
];

function lowerCaseTypes(resources: Resources): object[] {
  return asAzure(resources).map((one) => ({ ...one, type: one.type.toLowerCase() }));
}

test.each(SHAPES)("a network gives the same answers as %s and as Terraform JSON", (_, shaped) => {
  fc.assert(
    fc.property(randomResources, (resource) => {
      expect(answers(shaped(resource))).toEqual(answers({ resource }));
    }),
    { numRuns: 12 },
  );
});
