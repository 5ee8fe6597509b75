import { viaAppliance } from "../../oracle/support/lab";
import { repairsOf } from "../support/ask";

it("lets the instances of a scale set forward, in the block that makes their NICs", () => {
  const document = viaAppliance("10.0.1.10")
    .loadBalancer("lb", "hub/nva", "10.0.1.10", [], {})
    .add("azurerm_linux_virtual_machine_scale_set", "nvas", {
      name: "nvas",
      network_interface: [
        {
          name: "nic",
          primary: true,
          ip_configuration: [
            {
              name: "ipconfig1",
              primary: true,
              subnet_id: "${azurerm_subnet.hub_nva.id}",
              load_balancer_backend_address_pool_ids: ["${azurerm_lb_backend_address_pool.lb.id}"],
            },
          ],
        },
      ],
    }).json;
  const { repairs } = repairsOf({ document, from: "spoke1/default", to: "spoke2/default" });
  expect(repairs[0].edits).toEqual([
    {
      op: "set",
      address: "azurerm_linux_virtual_machine_scale_set.nvas",
      argument: "network_interface[0].ip_forwarding_enabled",
      value: true,
      within: ['network_interface "nic"'],
    },
  ]);
});
