import { TerraformNetwork } from "../../support/terraform-network";
import { repairsOf } from "../support/ask";

const base = { location: "eastasia", resource_group_name: "rg" };

/** A load balancer in the hub with one rule, for TCP 80. */
const network = (): TerraformNetwork =>
  new TerraformNetwork()
    .add("azurerm_lb", "web", {
      ...base,
      name: "lb-web",
      sku: "Standard",
      frontend_ip_configuration: [
        { name: "front", subnet_id: "${azurerm_subnet.hub_snet-nva.id}", private_ip_address: "10.0.1.10" },
      ],
    })
    .add("azurerm_lb_backend_address_pool", "web", { name: "pool", loadbalancer_id: "${azurerm_lb.web.id}" })
    .add("azurerm_network_interface_backend_address_pool_association", "web", {
      network_interface_id: "${azurerm_network_interface.nva.id}",
      ip_configuration_name: "ipconfig1",
      backend_address_pool_id: "${azurerm_lb_backend_address_pool.web.id}",
    })
    .add("azurerm_lb_rule", "web", {
      name: "http",
      loadbalancer_id: "${azurerm_lb.web.id}",
      frontend_ip_configuration_name: "front",
      backend_address_pool_ids: ["${azurerm_lb_backend_address_pool.web.id}"],
      protocol: "Tcp",
      frontend_port: 80,
      backend_port: 80,
    });

const ask = (port: number) =>
  repairsOf({
    document: network().configuration,
    from: "vnet-spoke1/default",
    to: "10.0.1.10",
    options: { port },
  });

it("lets a front end pass the port that is asked about, beside those that it passes already", () => {
  const { verdict, repairs } = ask(443);
  expect(verdict).toBe("BLOCKED");
  expect(repairs[0]).toMatchObject({
    edits: [
      {
        op: "create",
        type: "azurerm_lb_rule",
        name: "web_tcp-443",
        arguments: {
          name: "tcp-443",
          frontend_ip_configuration_name: "front",
          backend_address_pool_ids: ["${azurerm_lb_backend_address_pool.web.id}"],
          protocol: "Tcp",
          frontend_port: 443,
          backend_port: 443,
        },
      },
    ],
    cautions: [],
  });
});
