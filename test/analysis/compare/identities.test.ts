import { analyze, diffAnalyses, readConfiguration } from "../../../lib/analysis";
import { asAzure, asTemplate, Resources } from "../../support/azure-shapes";
import { TerraformNetwork } from "../support/terraform-network";

const THROUGH = { "10.10.0.0/16": "10.0.1.4" };
const build = (change: (network: TerraformNetwork) => unknown = () => undefined): { resource: Resources } => {
  const network = new TerraformNetwork().routes("spoke2_default", THROUGH).assume({});
  change(network);
  return network.configuration as { resource: Resources };
};
const withRoute = build((network) => network.routes("spoke1_default", { "10.20.0.0/16": "10.0.1.4" }));
const without = build();
const analysed = (document: object) => analyze(readConfiguration(document));

describe.each([
  ["rows of Azure", (resources: Resources): object => asAzure(resources)],
  ["a template", asTemplate],
])("%s and Terraform", (_, shaped) => {
  test("that are one network differ in nothing", () => {
    const diff = diffAnalyses(analysed(shaped(withRoute.resource)), analysed(withRoute));
    expect(diff).toEqual({ addedEndpoints: [], removedEndpoints: [], changes: [] });
  });

  test("differ in what a change makes of it, by the address of the newer one", () => {
    const { changes } = diffAnalyses(analysed(shaped(without.resource)), analysed(withRoute));
    expect(changes.flatMap(({ pairs }) => pairs)).toContainEqual([
      "vnet-spoke1/default",
      "vnet-spoke2/default",
    ]);
    const causes = changes.flatMap((change) => change.causes);
    expect(causes).toContain("azurerm_route_table.spoke1_default");
    expect(causes).not.toContain("azurerm_virtual_network.hub");
    expect(causes.filter((address) => !address.startsWith("azurerm_"))).toEqual([]);
  });
});
