import { TerraformVariable } from "cdktf";
import { VirtualNetwork } from "../../lib";
import { refusals } from "../support/synth";

const withGroup = (networkSecurityGroupId: string | undefined): string[] =>
  refusals((stack) => {
    const place = { location: "eastasia", resourceGroupName: "rg" };
    const network = new VirtualNetwork(stack, "Net", { ...place, name: "n", addressSpace: ["10.0.0.0/16"] });
    const id = networkSecurityGroupId ?? new TerraformVariable(stack, "id", {}).stringValue;
    network.addSubnet("apps", { addressPrefix: "10.0.0.0/24", networkSecurityGroupId: id });
  });

test.each(["nsg-web", "", "/nsg ${path.cwd}"])("%j is no Azure id", (id) => {
  expect(withGroup(id)).toEqual([
    expect.stringMatching(/which is no Azure id; one looks like "\/subscriptions\//),
  ]);
});

test.each([
  "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/networkSecurityGroups/a",
  "${azurerm_network_security_group.a.id}",
  undefined,
])("%j may be one", (id) => {
  expect(withGroup(id)).toEqual([]);
});
