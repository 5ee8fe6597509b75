import { TerraformNetwork } from "../../support/terraform-network";
import { repairsOf } from "../support/ask";

const base = { location: "eastasia", resource_group_name: "rg" };

/** A spoke sends everything for the hub to an appliance; nobody in the hub answers that way. */
function network(routes: object[]): TerraformNetwork {
  const written = new TerraformNetwork();
  const more = { web: "10.0.20.0/24", tools: "10.0.21.0/24", logs: "10.0.22.0/24" };
  for (const [name, prefix] of Object.entries(more)) {
    written.add("azurerm_subnet", `hub_${name}`, {
      name,
      resource_group_name: "rg",
      virtual_network_name: "${azurerm_virtual_network.hub.name}",
      address_prefixes: [prefix],
    });
  }
  return written
    .add("azurerm_route_table", "spoke", {
      ...base,
      name: "rt-spoke",
      ...(routes.length > 0 && { route: routes }),
    })
    .add("azurerm_subnet_route_table_association", "spoke", {
      subnet_id: "${azurerm_subnet.spoke1_default.id}",
      route_table_id: "${azurerm_route_table.spoke.id}",
    });
}

const HUB = {
  name: "hub",
  address_prefix: "10.0.0.0/16",
  next_hop_type: "VirtualAppliance",
  next_hop_in_ip_address: "10.0.1.4",
};

test.each([
  ["inline", network([HUB])],
  [
    "separate",
    network([]).add("azurerm_route", "hub", {
      ...HUB,
      resource_group_name: "rg",
      route_table_name: "${azurerm_route_table.spoke.name}",
    }),
  ],
])(
  "a route that is %s and covers several subnets too many is weighed with other cures",
  (_, { configuration }) => {
    const ends = { from: "vnet-spoke1/default", to: "vnet-hub/web" };
    const { repairs } = repairsOf({ document: configuration, ...ends, all: true });
    expect(repairs.map(({ makes }) => makes.verdict)).toContain("REACHABLE");
  },
);
