import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { TerraformStack } from "cdktf";
import { ActiveActiveVpnGateway, INamingStrategy, PrivateDnsZone, VirtualNetwork } from "../../lib";
import { refusals, stackWith } from "../support/synth";

const network = (stack: TerraformStack, props: object): VirtualNetwork =>
  new VirtualNetwork(stack, "Net", {
    location: "eastasia",
    resourceGroupName: "rg",
    name: "net",
    addressSpace: ["10.0.0.0/16"],
    ...props,
  });

test.each<[string, object, RegExp]>([
  ["tags that differ in case", { tags: { owner: "a", Owner: "b" } }, /the tag key "Owner" is there twice/],
  [
    "an Azure id as a name",
    { resourceGroupName: "/subscriptions/s/resourceGroups/rg-net" },
    /is an Azure id; give the name alone, "rg-net"/,
  ],
])("refuses %s", (_, props, message) => {
  expect(refusals((stack) => void network(stack, props))).toEqual([expect.stringMatching(message)]);
  const zone = { zoneName: "a.example.com", resourceGroupName: "rg", ...props };
  expect(refusals((stack) => void new PrivateDnsZone(stack, "Zone", zone))).toEqual([
    expect.stringMatching(message),
  ]);
});

test("refuses a provider configuration of another stack, which Terraform wouldn't find", () => {
  const found = refusals((stack) => {
    const other = new TerraformStack(stack.node.root as TerraformStack, "other");
    network(stack, { provider: new AzurermProvider(other, "far", { alias: "far", features: [{}] }) });
  });
  expect(found).toEqual([
    expect.stringMatching(/"far" is of the stack "other".*is in "stack": make one in there/),
  ]);
});

test("refuses a naming strategy that gives no name", () => {
  const naming = { nameOf: () => undefined } as unknown as INamingStrategy;
  expect(() => stackWith((stack) => void network(stack, { naming }))).toThrow(
    /the name of vnet for "net" is missing; give text/,
  );
});

test("refuses a zone that is listed twice", () => {
  const found = refusals((stack) => {
    const subnet = network(stack, {}).addSubnet("GatewaySubnet", { addressPrefix: "10.0.200.0/24" });
    const place = { location: "eastasia", resourceGroupName: "rg" };
    new ActiveActiveVpnGateway(stack, "Gateway", { ...place, subnet, zones: ["1", "1"] });
  });
  expect(found).toEqual([expect.stringMatching(/zone "1" is listed twice/)]);
});
