import { TerraformStack } from "cdktf";
import { HighAvailabilityPortsLoadBalancer, LinuxServer, VirtualNetwork } from "../../../lib";
import { DependencyGraph } from "../../support/dependency-graph";
import { synthesize } from "../../support/synth";

test("a machine waits for its place behind the load balancer, since both write its interface", () => {
  const graph = new DependencyGraph(
    synthesize((stack: TerraformStack) => {
      const place = { location: "eastasia", resourceGroupName: "rg" };
      const network = new VirtualNetwork(stack, "Hub", {
        ...place,
        name: "hub01",
        addressSpace: ["10.0.0.0/16"],
      });
      const subnet = network.addSubnet("nva", { addressPrefix: "10.0.1.0/24" });
      const machine = new LinuxServer(stack, "Machine", { ...place, name: "nva01", subnet });
      new HighAvailabilityPortsLoadBalancer(stack, "Balancer", {
        ...place,
        name: "nva",
        subnet,
        privateIpAddress: "10.0.1.9",
        probePort: 80,
      }).addBackend(stack, "Backend", machine.networkInterface);
    }),
  );
  const [machine, association] = [
    graph.one("azurerm_linux_virtual_machine."),
    graph.one("azurerm_network_interface_backend_address_pool_association."),
  ];
  expect(graph.waits(machine, association)).toBe(true);
});
