import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { TerraformProvider, TerraformStack, Testing } from "cdktf";
import { AzurermVersion, HubSpokeConstruct, VnetToVnetConnection, WarningCode } from "../../lib";
import { resourceProvidersOf } from "../../lib/azure/azurerm-versions";
import { synthesizeStack, TerraformJson, warnings } from "../support/synth";

const PREFIX = "10.0.0.0/24";

function network(stack: TerraformStack): void {
  const { hub } = new HubSpokeConstruct(stack, "Network", {
    location: "eastasia",
    hub: {
      name: "hub01",
      addressSpace: ["10.0.0.0/16"],
      vpnGateway: { subnetPrefix: "10.0.200.0/24", bgp: true },
      subnets: [{ name: "default", addressPrefix: PREFIX, serviceEndpoints: ["Microsoft.Storage"] }],
    },
  });
  hub.addSiteToSite("tokyo", { gatewayAddress: "203.0.113.1", addressSpace: ["192.168.0.0/16"] });
  hub.addWindowsServer("Vm", { name: "hub01", subnetName: "default" });
}

function stackWith(name: (stack: TerraformStack, provider: AzurermProvider) => void): TerraformStack {
  const stack = new TerraformStack(Testing.app(), "stack");
  const provider = new AzurermProvider(stack, "azurerm", { features: [{}] });
  network(stack);
  name(stack, provider);
  return stack;
}

/** What the stack says of BGP and service endpoints. */
function spelled(json: TerraformJson): object {
  const [gateway] = Object.values(json.resource.azurerm_virtual_network_gateway);
  const [connection] = Object.values(json.resource.azurerm_virtual_network_gateway_connection);
  const subnet = Object.values(json.resource.azurerm_subnet).find(({ name }) => name === "default")!;
  return {
    gateway: { enable_bgp: gateway.enable_bgp, bgp_enabled: gateway.bgp_enabled },
    connection: { enable_bgp: connection.enable_bgp, bgp_enabled: connection.bgp_enabled },
    subnet: { service_endpoints: subnet.service_endpoints, service_endpoint: subnet.service_endpoint },
  };
}

const OLD = {
  gateway: { enable_bgp: true },
  connection: { enable_bgp: false },
  subnet: { service_endpoints: ["Microsoft.Storage"] },
};
const BETWEEN = {
  gateway: { bgp_enabled: true },
  connection: { bgp_enabled: false },
  subnet: { service_endpoints: ["Microsoft.Storage"] },
};
const NEW = { ...BETWEEN, subnet: { service_endpoint: [{ service: "Microsoft.Storage" }] } };

test("what nobody says is what the provider package was made for", () => {
  const json = synthesizeStack(stackWith(() => undefined));
  expect(json.terraform.required_providers.azurerm.version).toBe("4.55.0");
  expect(spelled(json)).toEqual(OLD);
});

test.each([
  ["4.61.0", OLD],
  ["4.62.0", BETWEEN],
  ["~> 4.73", BETWEEN],
  ["5.0.0", NEW],
  ["~> 5.2", NEW],
  [">= 5.0, < 6.0", NEW],
])("arguments are written for azurerm %s", (version, expected) => {
  const json = synthesizeStack(stackWith((stack) => AzurermVersion.use(stack, version)));
  expect(json.terraform.required_providers.azurerm.version).toBe(version);
  expect(spelled(json)).toEqual(expected);
});

test("an override that the program writes itself is noticed", () => {
  const stack = stackWith((each) =>
    each.addOverride("terraform.required_providers.azurerm.version", "5.2.0"),
  );
  expect(spelled(synthesizeStack(stack))).toEqual(NEW);
});

test("a provider that cdktf generated for another version is noticed", () => {
  const stack = new TerraformStack(Testing.app(), "stack");
  class Generated extends TerraformProvider {}
  new Generated(stack, "azurerm", {
    terraformResourceType: "azurerm",
    terraformProviderSource: "hashicorp/azurerm",
    terraformGeneratorMetadata: { providerName: "azurerm", providerVersion: "5.2.0" },
  });
  network(stack);
  expect(spelled(synthesizeStack(stack))).toEqual(NEW);
});

test("a gateway that speaks BGP later says so in every spelling", () => {
  const stack = new TerraformStack(Testing.app(), "stack");
  new AzurermProvider(stack, "azurerm", { features: [{}] });
  AzurermVersion.use(stack, "5.2.0");
  const [first, second] = [10, 20].map((octet) => {
    const name = `net${octet}`;
    const { hub } = new HubSpokeConstruct(stack, name, {
      location: "eastasia",
      hub: { name, addressSpace: [`10.${octet}.0.0/16`] },
    });
    const vpnGateway = hub.addVpnGateway({ subnetPrefix: `10.${octet}.200.0/24`, asn: 65000 + octet });
    vpnGateway.enableBgp();
    return { ...hub.placement, name, vpnGateway };
  });
  new VnetToVnetConnection(stack, "Connection", { first, second, bgp: true });
  const json = synthesizeStack(stack);
  for (const type of ["azurerm_virtual_network_gateway", "azurerm_virtual_network_gateway_connection"]) {
    for (const block of Object.values(json.resource[type])) {
      expect([block.bgp_enabled, block.enable_bgp]).toEqual([true, undefined]);
    }
  }
});

test.each(["", "newest", "five", undefined])("%j is no version", (version) => {
  expect(() => stackWith((stack) => AzurermVersion.use(stack, version!))).toThrow(
    'write one like "5.2.0" or "~> 5.2"',
  );
});

describe("resource providers", () => {
  const warned = (name: (stack: TerraformStack, provider: AzurermProvider) => void): string[] =>
    warnings(stackWith(name)).filter((text) => text.includes(WarningCode.RESOURCE_PROVIDERS_NOT_REGISTERED));

  test("azurerm 4 registers them, so nothing is said", () => {
    expect(warned((stack) => AzurermVersion.use(stack, "4.81.0"))).toEqual([]);
  });

  test("azurerm 5 doesn't: the warning names all that the stack needs", () => {
    expect(warned((stack) => AzurermVersion.use(stack, "5.2.0"))).toEqual([
      expect.stringContaining("Microsoft.Compute, Microsoft.DevTestLab, Microsoft.Network are registered"),
    ]);
  });

  test("it is told to, and given what the stack needs at synth", () => {
    const register = (stack: TerraformStack, provider: AzurermProvider): void => {
      AzurermVersion.use(stack, "5.2.0");
      AzurermVersion.registerResourceProviders(provider);
    };
    expect(warned(register)).toEqual([]);
    expect(synthesizeStack(stackWith(register)).provider.azurerm[0].resource_providers_to_register).toEqual([
      "Microsoft.Compute",
      "Microsoft.DevTestLab",
      "Microsoft.Network",
    ]);
  });

  test("automation accounts and flow logs need theirs", () => {
    const types = ["azurerm_automation_account", "azurerm_network_watcher_flow_log", "azurerm_subnet"];
    expect(resourceProvidersOf(types)).toEqual([
      "Microsoft.Automation",
      "Microsoft.Insights",
      "Microsoft.Network",
    ]);
  });

  test("a provider that says itself what it registers is left alone", () => {
    const stack = new TerraformStack(Testing.app(), "stack");
    new AzurermProvider(stack, "azurerm", { features: [{}], resourceProviderRegistrations: "core" });
    AzurermVersion.use(stack, "5.2.0");
    network(stack);
    expect(warnings(stack).join()).not.toContain(WarningCode.RESOURCE_PROVIDERS_NOT_REGISTERED);
  });
});
