import { Edit, Override } from "../../../lib/analysis";
import { repairFiles } from "../../../lib/review";

const TABLE = { type: "azurerm_route_table", name: "web" };
const ADDRESS = "azurerm_route_table.web";

it("writes what else is set where the last block of a kind has to be taken out by hand", () => {
  const edits: Edit[] = [
    { op: "remove", address: ADDRESS, block: "route[0]" },
    { op: "set", address: ADDRESS, argument: "bgp_route_propagation_enabled", value: true },
  ];
  const override: Override = { ...TABLE, arguments: { route: [], bgp_route_propagation_enabled: true } };
  const { files, byHand } = repairFiles("x", edits, [override], "tf.json");
  expect(byHand).toEqual([edits[0]]);
  expect(files.map(({ text }) => JSON.parse(text))).toEqual([
    { resource: { azurerm_route_table: { web: { bgp_route_propagation_enabled: true } } } },
  ]);
});

it("writes a list that is set to nothing", () => {
  const edits: Edit[] = [{ op: "set", address: ADDRESS, argument: "tags", value: [] }];
  const { files, byHand } = repairFiles("x", edits, [{ ...TABLE, arguments: { tags: [] } }], "tf.json");
  expect(byHand).toEqual([]);
  expect(files.map(({ text }) => JSON.parse(text))).toEqual([
    { resource: { azurerm_route_table: { web: { tags: [] } } } },
  ]);
});
