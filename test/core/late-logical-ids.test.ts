import { TerraformResource } from "cdktf";
import { VirtualNetwork } from "../../lib";
import { refusals } from "../support/synth";

const PROPS = {
  location: "eastasia",
  resourceGroupName: "rg",
  name: "net",
  addressSpace: ["10.0.0.0/16"],
};

test("refuses a logical id that comes when others refer to the resource, which a core would leave out without a word", () => {
  const found = refusals((stack) => {
    const network = new VirtualNetwork(stack, "Net", {
      ...PROPS,
      subnets: [{ name: "default", addressPrefix: "10.0.0.0/24" }],
    });
    (network.node.defaultChild as TerraformResource).overrideLogicalId("old");
  });
  expect(found).toEqual([
    expect.stringMatching(
      /\[stack\/Net\/Resource\] is given the id old by overrideLogicalId .* moveFromId\("azurerm_virtual_network\.old"\)/,
    ),
  ]);
});

test("takes one that comes before, and the cure", () => {
  const found = refusals((stack) => {
    const network = new VirtualNetwork(stack, "Net", PROPS);
    (network.node.defaultChild as TerraformResource).overrideLogicalId("old");
    const moved = network.addSubnet("default", { addressPrefix: "10.0.0.0/24" });
    (moved.node.defaultChild as TerraformResource).moveFromId("azurerm_subnet.old");
  });
  expect(found).toEqual([]);
});
