import { TerraformNetwork } from "../../support/terraform-network";
import { repairsOf } from "../support/ask";

it("opens the half whose closed access leaves the other network out of VirtualNetwork, where a rule lets in some ports alone", () => {
  const network = new TerraformNetwork()
    .peer("hub", "spoke1", {}, { allow_virtual_network_access: false })
    .add("azurerm_network_security_group", "web", {
      name: "nsg-web",
      location: "eastasia",
      resource_group_name: "rg",
      security_rule: [
        {
          name: "https",
          priority: 200,
          direction: "Inbound",
          access: "Allow",
          protocol: "Tcp",
          source_port_range: "*",
          destination_port_range: "443",
          source_address_prefix: "*",
          destination_address_prefix: "*",
        },
      ],
    })
    .add("azurerm_subnet_network_security_group_association", "web", {
      subnet_id: "${azurerm_subnet.spoke1_default.id}",
      network_security_group_id: "${azurerm_network_security_group.web.id}",
    });
  const ends = { from: "vnet-hub/snet-nva", to: "vnet-spoke1/default" };
  const { verdict, repairs } = repairsOf({ document: network.configuration, ...ends });
  expect(verdict).toBe("CONDITIONAL");
  expect(repairs.map(({ edits }) => edits)).toContainEqual([
    {
      op: "set",
      address: "azurerm_virtual_network_peering.spoke1_to_hub",
      argument: "allow_virtual_network_access",
      value: true,
    },
  ]);
});
