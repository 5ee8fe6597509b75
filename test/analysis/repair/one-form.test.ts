import { analyze, FindingSearch, ProvenChange, readConfiguration, readNetwork } from "../../../lib/analysis";
import { document, resource, Resources } from "../findings/cases/terraform";
import { toTheLetter } from "./support/letter";

const ROUTE = { resource_group_name: "rg", route_table_name: "${azurerm_route_table.rt.name}" };

/** Two subnets in one network, one inline with a table and a group of its own, and a network beside. */
const network: Resources[] = [
  {
    azurerm_virtual_network: {
      hub: {
        name: "hub",
        location: "eastasia",
        resource_group_name: "rg",
        address_space: ["10.0.0.0/16"],
        subnet: [
          {
            name: "inline",
            address_prefixes: ["10.0.7.0/24"],
            route_table_id: "${azurerm_route_table.rt.id}",
            security_group: "${azurerm_network_security_group.nsg.id}",
          },
        ],
      },
    },
    azurerm_subnet: {
      separate: {
        name: "separate",
        resource_group_name: "rg",
        virtual_network_name: "${azurerm_virtual_network.hub.name}",
        address_prefixes: ["10.0.8.0/24"],
      },
    },
  },
  resource("route_table", "rt", {
    route: [
      { name: "a", address_prefix: "10.5.0.0/16", next_hop_type: "None" },
      { name: "b", address_prefix: "10.6.0.0/16", next_hop_type: "None" },
    ],
  }),
  { azurerm_route: { c: { name: "c", ...ROUTE, address_prefix: "10.7.0.0/16", next_hop_type: "None" } } },
  resource("network_security_group", "nsg", {
    security_rule: [
      {
        name: "deny",
        priority: 200,
        direction: "Inbound",
        access: "Deny",
        protocol: "Tcp",
        source_port_range: "*",
        destination_port_range: "22",
        source_address_prefix: "*",
        destination_address_prefix: "*",
      },
    ],
  }),
];

const repairsOf = (written: object, code: string): readonly ProvenChange[] => {
  const { model, input } = readNetwork(written);
  const search = new FindingSearch(input, analyze(model));
  const finding = search.findings.find((one) => one.code === code)!;
  return search.repairsOf(finding)!.repairs;
};

/** What every pair answers: verdict and why. */
const answersOf = (written: object): readonly string[] => {
  const analysis = analyze(readConfiguration(written));
  const ids = analysis.endpoints.map(({ id }) => id);
  return ids.flatMap((from) =>
    ids
      .filter((to) => to !== from)
      .map((to) => {
        const { verdict, reasons } = analysis.explain(from, to);
        return [from, to, verdict, ...reasons.map(({ code }) => code)].join(" ");
      }),
  );
};

test("a subnet that moves out of its network keeps its table, its group and every verdict", () => {
  const written = document(network);
  const [repair, ...others] = repairsOf(written, "SUBNETS_INLINE_AND_SEPARATE");
  expect(others).toEqual([]);
  expect(repair.edits.map((edit) => (edit.op === "create" ? edit.type : edit.op))).toEqual([
    "remove",
    "azurerm_subnet",
    "azurerm_subnet_route_table_association",
    "azurerm_subnet_network_security_group_association",
  ]);
  expect(repair.cautions.map(({ en }) => en).join()).toContain("import block");
  expect(answersOf(toTheLetter(written, repair.edits))).toEqual(answersOf(written));
  expect(repair.alsoChanges).toEqual([]);
});

test("routes of a table come into one form or the other, whichever is shorter first, and lead where they led", () => {
  const written = document(network);
  const repairs = repairsOf(written, "ROUTES_INLINE_AND_SEPARATE");
  expect(repairs.map(({ edits }) => edits.map(({ op }) => op))).toEqual([
    ["remove", "append"],
    ["remove", "remove", "create", "create"],
  ]);
  const routesOf = (one: object): readonly string[] =>
    readConfiguration(one)
      .routeTables[0].routes.map(
        ({ name, addressPrefix, nextHopType }) => `${name} ${addressPrefix} ${nextHopType}`,
      )
      .sort();
  for (const { edits } of repairs) {
    expect(routesOf(toTheLetter(written, edits))).toEqual(routesOf(written));
  }
  expect(repairs[0].cautions.map(({ en }) => en).join()).toContain("destroy = false");
});

test("what others refer to doesn't move", () => {
  const referred = document([
    ...network,
    resource("network_interface", "nic", {
      ip_configuration: [
        {
          name: "c",
          subnet_id: "${one(azurerm_virtual_network.hub.subnet[*].id)}",
          private_ip_address_allocation: "Dynamic",
        },
      ],
    }),
  ]);
  expect(repairsOf(referred, "SUBNETS_INLINE_AND_SEPARATE")).toEqual([]);
});
