import { TerraformStack } from "cdktf";
import { PrivateEndpointPolicies, SubnetOptions, VirtualNetwork, WindowsServer } from "../../lib";
import { readConfiguration } from "../../lib/analysis/readers";
import { refusals, resourceNamed, synthesize } from "../support/synth";

const PLACE = { location: "eastasia", resourceGroupName: "rg" };
const POLICY =
  "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/serviceEndpointPolicies/accounts";

function subnet(options: Partial<SubnetOptions>, name = "apps") {
  return (stack: TerraformStack): void => {
    new VirtualNetwork(stack, "Net", { ...PLACE, name: "net", addressSpace: ["10.0.0.0/16"] }).addSubnet(
      name,
      {
        addressPrefix: "10.0.0.0/24",
        ...options,
      },
    );
  };
}

test("sends what is asked for, and the analysis reads it", () => {
  const json = synthesize(
    subnet({
      additionalPrefixes: ["10.0.7.0/24"],
      delegation: { service: "Microsoft.Web/serverFarms" },
      serviceEndpoints: ["Microsoft.Storage"],
      serviceEndpointPolicyIds: [POLICY],
      privateEndpointPolicies: PrivateEndpointPolicies.ROUTE_TABLE,
      privateLinkServicePolicies: false,
    }),
  );
  expect(resourceNamed(json, "azurerm_subnet", "apps")).toMatchObject({
    address_prefixes: ["10.0.0.0/24", "10.0.7.0/24"],
    delegation: [{ name: "delegation", service_delegation: { name: "Microsoft.Web/serverFarms" } }],
    service_endpoint_policy_ids: [POLICY],
    private_endpoint_network_policies: "RouteTableEnabled",
    private_link_service_network_policies_enabled: false,
  });
  expect(readConfiguration(json).subnets).toMatchObject([
    {
      prefixes: ["10.0.0.0/24", "10.0.7.0/24"],
      delegations: ["Microsoft.Web/serverFarms"],
      privateEndpointNetworkPolicies: "RouteTableEnabled",
    },
  ]);
});

test("plans leave alone what Azure adds to a delegation by itself, and not what the program lists", () => {
  const lifecycle = (actions?: string[]) =>
    resourceNamed(
      synthesize(subnet({ delegation: { service: "Microsoft.Netapp/volumes", actions } })),
      "azurerm_subnet",
      "apps",
    ).lifecycle;
  expect(lifecycle()).toEqual({ ignore_changes: ["delegation[0].service_delegation[0].actions"] });
  expect(lifecycle(["Microsoft.Network/networkinterfaces/*"])).toBeUndefined();
});

test("sends nothing that isn't asked for", () => {
  expect(Object.keys(resourceNamed(synthesize(subnet({})), "azurerm_subnet", "apps")).sort()).toEqual([
    "address_prefixes",
    "default_outbound_access_enabled",
    "name",
    "resource_group_name",
    "virtual_network_name",
  ]);
});

test.each<[string, Partial<SubnetOptions>, RegExp, string?]>([
  [
    "a service in another case",
    { delegation: { service: "Microsoft.Web/serverfarms" } },
    /takes its own spelling only: write "Microsoft.Web\/serverFarms"/,
  ],
  ["a delegation to nothing", { delegation: { service: "WebApps" } }, /write one like "Microsoft.Web/],
  [
    "an action that is none",
    { delegation: { service: "Microsoft.Web/serverFarms", actions: ["join"] } },
    /no action of a delegation/,
  ],
  [
    "a delegated reserved subnet",
    { delegation: { service: "Microsoft.Web/serverFarms" } },
    /leave delegation out/,
    "AzureBastionSubnet",
  ],
  ["an endpoint that is none", { serviceEndpoints: ["Storage"] }, /write one like "Microsoft.Storage"/],
  ["a misspelt endpoint", { serviceEndpoints: ["Microsoft.Storag"] }, /did you mean "Microsoft.Storage"\?/],
  ["an endpoint twice", { serviceEndpoints: ["Microsoft.Sql", "Microsoft.Sql"] }, /twice/],
  [
    "both endpoints of storage",
    { serviceEndpoints: ["Microsoft.Storage", "Microsoft.Storage.Global"] },
    /Azure takes one/,
  ],
  ["a policy without endpoint", { serviceEndpointPolicyIds: [POLICY] }, /add "Microsoft.Storage"/],
  [
    "an id of something else",
    {
      serviceEndpoints: ["Microsoft.Storage"],
      serviceEndpointPolicyIds: [POLICY.replace(/\w+\/\w+$/, "subnets/x")],
    },
    /serviceEndpointPolicyIds is/,
  ],
  [
    "a second prefix outside",
    { additionalPrefixes: ["10.9.0.0/24"] },
    /10\.9\.0\.0\/24 of subnet "apps" is not in/,
  ],
  ["a second prefix inside the first", { additionalPrefixes: ["10.0.0.0/25"] }, /overlaps 10\.0\.0\.0\/24/],
  ["a second prefix that is none", { additionalPrefixes: ["x"] }, /the address prefix of subnet "apps", "x"/],
  [
    "several prefixes of a reserved subnet",
    { additionalPrefixes: ["10.0.7.0/24"] },
    /give a larger addressPrefix/,
    "AzureBastionSubnet",
  ],
])("refuses %s", (_, options, message, ...[name]) => {
  expect(refusals(subnet(options, name))).toEqual([expect.stringMatching(message)]);
});

test("a machine may have an address of any prefix, and can't be in a delegated subnet", () => {
  const machine = (options: Partial<SubnetOptions>, privateIpAddress?: string) => (stack: TerraformStack) => {
    const network = new VirtualNetwork(stack, "Net", {
      ...PLACE,
      name: "net",
      addressSpace: ["10.0.0.0/16"],
    });
    const apps = network.addSubnet("apps", { addressPrefix: "10.0.0.0/24", ...options });
    new WindowsServer(stack, "Vm", { ...PLACE, name: "vm01", subnet: apps, privateIpAddress });
  };
  const wide = { additionalPrefixes: ["10.0.7.0/24"] };
  expect(refusals(machine(wide, "10.0.7.4"))).toEqual([]);
  expect(refusals(machine(wide, "10.0.7.1"))).toEqual([
    expect.stringMatching(/five addresses .* 10\.0\.7\.0/),
  ]);
  expect(refusals(machine(wide, "10.0.8.4"))).toEqual([expect.stringMatching(/is not in subnet "apps"/)]);
  expect(refusals(machine({ delegation: { service: "Microsoft.Web/serverFarms" } }))).toEqual([
    expect.stringMatching(/delegated to Microsoft.Web\/serverFarms, so no machine/),
  ]);
});
