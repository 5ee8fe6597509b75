import { TerraformOutput } from "cdktf";
import { ApplianceImages, HubSpokeConstruct, ITransitRouting, TransitParts, TransitRouting } from "../../lib";
import { stackWith, synthesizeStack } from "../support/synth";

function partsWith(transit: ITransitRouting): TransitParts {
  let parts: TransitParts | undefined;
  stackWith((stack) => {
    parts = new HubSpokeConstruct(stack, "Network", {
      location: "eastasia",
      hub: { name: "hub01", addressSpace: ["10.0.0.0/16"] },
      transit,
    }).transit;
  });
  return parts!;
}

test("a firewall's id, address and policy are at hand for outputs and more rules", () => {
  const stack = stackWith((scope) => {
    const { firewall } = new HubSpokeConstruct(scope, "Network", {
      location: "eastasia",
      hub: { name: "hub01", addressSpace: ["10.0.0.0/16"] },
      transit: TransitRouting.azureFirewall({ subnetPrefix: "10.0.1.0/26" }),
    }).transit;
    new TerraformOutput(scope, "id", { value: firewall!.firewallId });
    new TerraformOutput(scope, "address", { value: firewall!.privateIpAddress });
    new TerraformOutput(scope, "policy", { value: firewall!.firewallPolicyId });
  });
  const { output } = synthesizeStack(stack);
  expect(output.id.value).toMatch(/^\$\{azurerm_firewall\.\w+\.id\}$/);
  expect(output.address.value).toMatch(
    /^\$\{azurerm_firewall\.\w+\.ip_configuration\[0\]\.private_ip_address\}$/,
  );
  expect(output.policy.value).toMatch(/^\$\{azurerm_firewall_policy\.\w+\.id\}$/);
});

test("appliances, a router and Route Servers are found, and what an option lacks is undefined", () => {
  const appliances = partsWith(
    TransitRouting.networkVirtualAppliance({
      image: ApplianceImages.fortinetFortiGate(),
      subnetPrefix: "10.0.2.0/27",
      instances: 2,
      bootstrap: "config system global",
    }),
  );
  expect(appliances.loadBalancer!.privateIpAddress).toBe(appliances.nextHopAddress);
  expect(appliances.machines).toHaveLength(2);
  expect(appliances.firewall).toBeUndefined();

  const router = partsWith(TransitRouting.virtualMachineRouter({ subnetPrefix: "10.0.2.0/27" }));
  expect(router.nextHopAddress).toBe("10.0.2.4");
  expect(router.machines).toHaveLength(1);
  expect(router.loadBalancer).toBeUndefined();

  const none = partsWith(TransitRouting.none());
  expect([none.nextHopAddress, none.machines, none.routeServers]).toEqual([undefined, [], []]);
});
