import { Edit, Override } from "../../../lib/analysis";
import { repairFiles } from "../../../lib/review";

const TABLE = { type: "azurerm_route_table", name: "web" };
const ADDRESS = "azurerm_route_table.web";

it("writes what else is set where the last block of a kind has to be taken out by hand", () => {
  const group = { type: "azurerm_firewall_policy_rule_collection_group", name: "web" };
  const address = "azurerm_firewall_policy_rule_collection_group.web";
  const edits: Edit[] = [
    { op: "remove", address, block: "network_rule_collection[0]" },
    { op: "set", address, argument: "priority", value: 300 },
  ];
  const override: Override = { ...group, arguments: { network_rule_collection: [], priority: 300 } };
  const { files, byHand } = repairFiles("x", edits, [override], "tf.json");
  expect(byHand).toEqual([edits[0]]);
  expect(files.map(({ text }) => JSON.parse(text))).toEqual([
    { resource: { azurerm_firewall_policy_rule_collection_group: { web: { priority: 300 } } } },
  ]);
});

it("takes out the last route of a table, which azurerm takes as an empty list", () => {
  const edits: Edit[] = [{ op: "remove", address: ADDRESS, block: "route[0]" }];
  const { files, byHand } = repairFiles("x", edits, [{ ...TABLE, arguments: { route: [] } }], "hcl");
  expect(byHand).toEqual([]);
  expect(files.map(({ text }) => text)).toEqual([
    'resource "azurerm_route_table" "web" {\n  route = []\n}\n',
  ]);
});

describe("modules", () => {
  const edits: Edit[] = [
    {
      op: "append",
      address: "module.spoke",
      block: "output",
      value: { name: "subnet_id", value: "${azurerm_subnet.this.id}" },
      folder: "modules/spoke",
    },
    { op: "set", address: "module.spoke", argument: "learns", value: '${each.key == "a" ? true : null}' },
    { op: "set", address: `module.spoke.${ADDRESS}`, argument: "tags", value: {}, folder: "modules/spoke" },
  ];
  const overrides: Override[] = [
    { type: "module", name: "spoke", arguments: { learns: '${each.key == "a" ? true : null}' } },
    { ...TABLE, folder: "modules/spoke", arguments: { tags: {} } },
  ];

  it("writes a file into each folder that has something to change", () => {
    const { files, byHand } = repairFiles("x", edits, overrides, "hcl");
    expect(byHand).toEqual([]);
    expect(files).toEqual([
      {
        name: "modules/spoke/repair-x.tf",
        text: 'output "subnet_id" {\n  value = azurerm_subnet.this.id\n}\n',
      },
      {
        name: "repair_x_override.tf",
        text: 'module "spoke" {\n  learns = each.key == "a" ? true : null\n}\n',
      },
      { name: "modules/spoke/repair_x_override.tf", text: expect.stringContaining("tags = {") },
    ]);
  });

  it("writes the same as JSON", () => {
    const { files } = repairFiles("x", edits, overrides, "tf.json");
    expect(files.map(({ text }) => JSON.parse(text))).toEqual([
      { output: { subnet_id: { value: "${azurerm_subnet.this.id}" } } },
      { module: { spoke: { learns: '${each.key == "a" ? true : null}' } } },
      { resource: { azurerm_route_table: { web: { tags: {} } } } },
    ]);
  });

  it("leaves a folder beside the input's own to whoever reads", () => {
    const outside = edits.map((edit) => ({ ...edit, folder: "../shared/spoke" }) as Edit);
    expect(repairFiles("x", [outside[0]], [], "hcl")).toEqual({ files: [], byHand: [outside[0]] });
  });
});

it("writes a list that is set to nothing", () => {
  const edits: Edit[] = [{ op: "set", address: ADDRESS, argument: "tags", value: [] }];
  const { files, byHand } = repairFiles("x", edits, [{ ...TABLE, arguments: { tags: [] } }], "tf.json");
  expect(byHand).toEqual([]);
  expect(files.map(({ text }) => JSON.parse(text))).toEqual([
    { resource: { azurerm_route_table: { web: { tags: [] } } } },
  ]);
});

it("overrides locals and defaults whole, as values: Terraform takes those of an override one by one", () => {
  const routes = [{ name: "to-b", hop: "10.3.0.4" }];
  const edits: Edit[] = [
    { op: "set", address: "local.routes", argument: "[0].hop", value: "10.3.0.4" },
    { op: "remove", address: "local.stops", block: "all" },
    { op: "set", address: "variable.routes", argument: "default[0].hop", value: "10.3.0.4" },
  ];
  const overrides: Override[] = [
    { type: "locals", name: "", arguments: { routes } },
    { type: "locals", name: "", arguments: { stops: {} } },
    { type: "variable", name: "routes", arguments: { default: routes } },
  ];
  const asJson = repairFiles("x", edits, overrides, "tf.json");
  expect(asJson.byHand).toEqual([]);
  expect(asJson.files.map(({ text }) => JSON.parse(text))).toEqual([
    { locals: { routes, stops: {} }, variable: { routes: { default: routes } } },
  ]);
  const [asHcl] = repairFiles("x", edits.slice(2), overrides.slice(2), "hcl").files;
  expect(asHcl.text).toBe(
    'variable "routes" {\n  default = [{\n    "name" = "to-b"\n    "hop" = "10.3.0.4"\n  }]\n}\n',
  );
});
