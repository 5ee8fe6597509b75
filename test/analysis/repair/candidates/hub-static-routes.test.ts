import { readFileSync } from "node:fs";
import { join } from "node:path";
import { hubs, idOf, routeTable, spoke, together } from "../../support/virtual-wan";
import { repairsOf } from "../support/ask";

test("a hub's route that ends in a network goes on to what forwards there, for the address that is asked about", () => {
  const folder = join(__dirname, "../../../cases/answers/N82-hub-route-into-network");
  const [document, assume] = ["main.tf.json", "assume.json"].map(
    (file) => JSON.parse(readFileSync(join(folder, file), "utf8")) as object,
  );
  const { repairs } = repairsOf({ document, assume, from: "vnet-app3/w", to: "vnet-app2/w" });
  expect(repairs[0]).toMatchObject({
    edits: [
      {
        op: "append",
        block: "routing",
        value: {
          static_vnet_route: [
            {
              address_prefixes: ["10.0.4.0/24"],
              next_hop_ip_address: "${azurerm_network_interface.nva.private_ip_address}",
            },
          ],
        },
      },
    ],
    makes: { verdict: "REACHABLE", through: ["h1", "nic-nva"] },
  });
});

test("labels that nobody wrote are written down", () => {
  const table = idOf("azurerm_virtual_hub_route_table.t");
  const document = together(
    hubs(2),
    routeTable("t", "h1"),
    spoke("a", "10.1.0.0/16", "h1"),
    spoke("b", "10.2.0.0/16", "h1", {
      routing: [{ associated_route_table_id: table, propagated_route_table: [{ route_table_ids: [table] }] }],
    }),
  );
  const { verdict, repairs } = repairsOf({ document, from: "vnet-a/w", to: "vnet-b/w", all: true });
  expect(verdict).toBe("CONDITIONAL");
  expect(repairs.map(({ edits }) => edits[0])).toContainEqual(
    expect.objectContaining({
      argument: "routing[0].propagated_route_table[0].labels",
      value: ["default"],
    }),
  );
});
