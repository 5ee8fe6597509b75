import { analyze, readConfiguration } from "../../lib/analysis";
import { problemsOf } from "../../lib/review/left-out";

test("resources of one kind that nobody reads are counted", () => {
  const gateway = { name: "g", resource_group_name: "rg", virtual_hub_id: "x" };
  const model = readConfiguration({
    resource: {
      azurerm_vpn_gateway: { a: gateway, b: gateway, c: gateway, d: gateway },
      azurerm_vmware_private_cloud: { sddc: { name: "sddc" } },
    },
  });
  expect(problemsOf(analyze(model)).map(({ en }) => en)).toEqual([
    "4 resources are azurerm_vpn_gateway, a kind that the analysis does not know (azurerm_vpn_gateway.a, azurerm_vpn_gateway.b, azurerm_vpn_gateway.c, 1 more); what depends on them is left out.",
    "azurerm_vmware_private_cloud.sddc is of a kind that the analysis does not know; what depends on it is left out.",
  ]);
});
