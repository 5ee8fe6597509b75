import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { TerraformStack } from "cdktf";
import { VirtualNetwork } from "../../lib";
import { refusals } from "../support/synth";

function networksIn(locations: string[], second = false): (stack: TerraformStack) => void {
  return (stack) => {
    const provider = second
      ? new AzurermProvider(stack, "second", { alias: "second", features: [{}], environment: "china" })
      : undefined;
    locations.forEach((location, index) => {
      new VirtualNetwork(stack, `N${index}`, {
        name: `n${index}`,
        location,
        resourceGroupName: "rg",
        addressSpace: [`10.${index}.0.0/16`],
        provider: index > 0 ? provider : undefined,
      });
    });
  };
}

test("one provider configuration creates in one cloud", () => {
  expect(refusals(networksIn(["japaneast", "East Asia"]))).toEqual([]);
  expect(refusals(networksIn(["japaneast", "chinanorth3"], true))).toEqual([]);
  const found = refusals(networksIn(["japaneast", "chinanorth3", "usgovtexas", "usgovarizona"]));
  expect(found).toEqual([
    expect.stringMatching(
      /^\[stack\] one provider configuration .*"japaneast" of Azure's global cloud .*"chinanorth3" of Azure operated by 21Vianet .*"usgovtexas" of Azure Government/,
    ),
  ]);
});
