import { TerraformStack } from "cdktf";
import { Bastion, BastionOptions, BastionSku, VirtualNetwork } from "../../lib";
import { refusals, resourceNamed, synthesize } from "../support/synth";

const PLACE = { location: "eastasia", resourceGroupName: "rg" };

function bastion(options: BastionOptions = {}, subnetName = "AzureBastionSubnet") {
  return (stack: TerraformStack): void => {
    const network = new VirtualNetwork(stack, "Net", {
      ...PLACE,
      name: "hub01",
      addressSpace: ["10.0.0.0/16"],
    });
    const subnet = network.addSubnet(subnetName, { addressPrefix: "10.0.100.0/24" });
    new Bastion(stack, "Bastion", { ...PLACE, ...options, subnet });
  };
}

test("is Standard with two instances and an address without zones, as in the article", () => {
  const json = synthesize(bastion());
  expect(resourceNamed(json, "azurerm_bastion_host", "bast01")).toMatchObject({
    sku: "Standard",
    scale_units: 2,
    ip_configuration: { name: "ipconfig1" },
  });
  expect(resourceNamed(json, "azurerm_public_ip", "pip-bast01").zones).toBeUndefined();
});

test.each<[string, BastionOptions, RegExp]>([
  [
    "more instances than Basic has",
    { sku: BastionSku.BASIC, scaleUnits: 3 },
    /scaleUnits 3 needs Bastion Standard/,
  ],
  ["tunneling with Basic", { sku: BastionSku.BASIC, tunneling: true }, /tunneling needs Bastion Standard/],
  ["ipConnect with Basic", { sku: BastionSku.BASIC, ipConnect: true }, /ipConnect needs Bastion Standard/],
  ["51 instances", { scaleUnits: 51 }, /scaleUnits is 51; Bastion takes 2 to 50/],
  ["a name of two characters", { bastionName: "ba" }, /Azure allows 3 to 80/],
])("refuses %s", (_, options, message) => {
  expect(refusals(bastion(options))).toEqual([expect.stringMatching(message)]);
});

test("refuses another subnet than AzureBastionSubnet", () => {
  expect(refusals(bastion({}, "default"))).toEqual([
    expect.stringMatching(/"AzureBastionSubnet"; it got "default"/),
  ]);
});
