import { viaAppliance } from "../../oracle/support/lab";
import { repairsOf } from "../support/ask";

const ADMIN = "azurerm_network_manager_security_admin_configuration";

const document = viaAppliance()
  .networkManager(["spoke1", "spoke2"])
  .add(ADMIN, "a", { name: "a", network_manager_id: "${azurerm_network_manager.nm.id}" })
  .add("azurerm_network_manager_admin_rule_collection", "a", {
    name: "a",
    security_admin_configuration_id: `\${${ADMIN}.a.id}`,
    network_group_ids: ["${azurerm_network_manager_network_group.spokes.id}"],
  })
  .add("azurerm_network_manager_admin_rule", "deny", {
    name: "deny-all",
    admin_rule_collection_id: "${azurerm_network_manager_admin_rule_collection.a.id}",
    action: "Deny",
    direction: "Inbound",
    priority: 20,
    protocol: "Any",
    source_port_ranges: ["0-65535"],
    destination_port_ranges: ["0-65535"],
    source: [{ address_prefix_type: "IPPrefix", address_prefix: "10.10.0.0/16" }],
    destination: [{ address_prefix_type: "IPPrefix", address_prefix: "*" }],
  })
  .deployment("SecurityAdmin", `${ADMIN}.a`).json;

it("leaves to the groups what a security admin rule denies, for these packets alone, and says who denied them", () => {
  const { verdict, repairs } = repairsOf({
    document,
    from: "spoke1/default",
    to: "spoke2/default",
    options: { port: 443 },
  });
  expect(verdict).toBe("BLOCKED");
  expect(repairs[0]).toMatchObject({
    edits: [
      {
        op: "create",
        type: "azurerm_network_manager_admin_rule",
        arguments: {
          admin_rule_collection_id: "${azurerm_network_manager_admin_rule_collection.a.id}",
          action: "Allow",
          direction: "Inbound",
          priority: 19,
          protocol: "Tcp",
          destination_port_ranges: ["443"],
          source: [{ address_prefix_type: "IPPrefix", address_prefix: "10.10.0.0/24" }],
          destination: [{ address_prefix_type: "IPPrefix", address_prefix: "10.20.0.0/24" }],
        },
      },
    ],
  });
  expect(repairs[0].cautions[0].en).toContain("deny-all");
});
