import { analyze, readConfiguration } from "../../lib/analysis";
import { problemsOf } from "../../lib/review/left-out";

test("resources of one kind that nobody reads are counted", () => {
  const partner = { name: "p", resource_group_name: "rg", virtual_hub_id: "x" };
  const model = readConfiguration({
    resource: {
      azurerm_virtual_hub_security_partner_provider: { a: partner, b: partner, c: partner, d: partner },
      azurerm_vmware_private_cloud: { sddc: { name: "sddc" } },
    },
  });
  expect(problemsOf(analyze(model)).map(({ en }) => en)).toEqual([
    "4 resources are azurerm_virtual_hub_security_partner_provider, a kind that the analysis does not know (azurerm_virtual_hub_security_partner_provider.a, azurerm_virtual_hub_security_partner_provider.b, azurerm_virtual_hub_security_partner_provider.c, 1 more); what depends on them is left out.",
    "azurerm_vmware_private_cloud.sddc is of a kind that the analysis does not know; what depends on it is left out.",
  ]);
});
