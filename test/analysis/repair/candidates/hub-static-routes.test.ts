import { readFileSync } from "node:fs";
import { join } from "node:path";
import { analyze, readConfiguration } from "../../../../lib/analysis";
import { Block, hubs, idOf, Resources, routeTable, spoke, together } from "../../support/virtual-wan";
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

describe("a network behind an appliance in a connected one", () => {
  const half = (one: string, other: string): Resources[string] => ({
    [`${one}_${other}`]: {
      name: `${one}-${other}`,
      resource_group_name: "rg",
      virtual_network_name: `\${azurerm_virtual_network.${one}.name}`,
      remote_virtual_network_id: idOf(`azurerm_virtual_network.${other}`),
      allow_forwarded_traffic: true,
    },
  });
  /** Network `behind` is peered with `nva`, and sends all to the appliance there. */
  const behind = (routing: Block): object =>
    together(
      hubs(1),
      spoke("web", "10.1.0.0/16", "h1"),
      spoke("nva", "10.2.0.0/16", "h1", { routing: [routing] }),
      spoke("behind", "10.3.0.0/16"),
      {
        azurerm_virtual_network_peering: { ...half("nva", "behind"), ...half("behind", "nva") },
        azurerm_network_interface: {
          nva: {
            name: "nic-nva",
            location: "westeurope",
            resource_group_name: "rg",
            ip_forwarding_enabled: true,
            ip_configuration: [
              {
                name: "c",
                subnet_id: idOf("azurerm_subnet.nva"),
                private_ip_address_allocation: "Static",
                private_ip_address: "10.2.0.4",
              },
            ],
          },
        },
        azurerm_route_table: {
          behind: {
            name: "rt",
            location: "westeurope",
            resource_group_name: "rg",
            route: [
              {
                name: "all",
                address_prefix: "0.0.0.0/0",
                next_hop_type: "VirtualAppliance",
                next_hop_in_ip_address: "10.2.0.4",
              },
            ],
          },
        },
        azurerm_subnet_route_table_association: {
          behind: {
            subnet_id: idOf("azurerm_subnet.behind"),
            route_table_id: idOf("azurerm_route_table.behind"),
          },
        },
      },
    );
  const asked = { from: "vnet-web/w", to: "vnet-behind/w" };

  it("is handed to it by the connection, before it gets one of its own", () => {
    const { repairs } = repairsOf({ document: behind({}), ...asked });
    expect(repairs.map(({ edits: [edit] }) => edit)).toMatchObject([
      { op: "append", block: "routing[0].static_vnet_route", value: { address_prefixes: ["10.3.0.0/16"] } },
      { op: "create", type: "azurerm_virtual_hub_connection" },
    ]);
  });

  it("is handed to what is there, where the connection names an address that nothing has", () => {
    const route = { name: "behind", address_prefixes: ["10.3.0.0/16"], next_hop_ip_address: "10.2.0.99" };
    const { repairs } = repairsOf({ document: behind({ static_vnet_route: [route] }), ...asked });
    expect(repairs[0]).toMatchObject({
      edits: [
        {
          op: "set",
          argument: "routing[0].static_vnet_route[0].next_hop_ip_address",
          value: "${azurerm_network_interface.nva.private_ip_address}",
        },
      ],
      makes: { verdict: "REACHABLE" },
    });
  });

  it("is told by static routes that the hub's tables may learn", () => {
    const route = { name: "behind", address_prefixes: ["10.3.0.0/16"], next_hop_ip_address: "10.2.0.4" };
    const kept = behind({ static_vnet_route: [route], static_vnet_propagate_static_routes_enabled: false });
    const { verdict, repairs } = repairsOf({ document: kept, ...asked });
    expect(verdict).toBe("BLOCKED");
    expect(repairs[0].edits).toMatchObject([
      { op: "set", argument: "routing[0].static_vnet_propagate_static_routes_enabled", value: true },
    ]);
    const told = analyze(readConfiguration(kept)).explain(asked.from, asked.to).reasons;
    expect(told.map(({ code }) => code)).toEqual(["ROUTE_NONE", "HUB_STATIC_ROUTES_KEPT"]);
  });
});

test("a hub's route that leads past the network that has the address may go, which somebody wrote", () => {
  const document = together(
    hubs(1),
    spoke("a", "10.1.0.0/16", "h1"),
    spoke("b", "10.2.0.0/16", "h1"),
    spoke("c", "10.3.0.0/16", "h1"),
    {
      azurerm_virtual_hub_route_table_route: {
        stray: {
          name: "stray",
          route_table_id: "${azurerm_virtual_hub.h1.default_route_table_id}",
          destinations_type: "CIDR",
          destinations: ["10.2.0.0/16"],
          next_hop_type: "ResourceId",
          next_hop: idOf("azurerm_virtual_hub_connection.c"),
        },
      },
    },
  );
  const { repairs } = repairsOf({ document, from: "vnet-a/w", to: "vnet-b/w" });
  expect(repairs[0]).toMatchObject({
    edits: [{ op: "remove", address: "azurerm_virtual_hub_route_table_route.stray" }],
    makes: { verdict: "REACHABLE" },
  });
  expect(repairs[0].cautions.map(({ en }) => en)).toEqual([expect.stringContaining("Somebody wrote")]);
});
