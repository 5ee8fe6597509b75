import { TerraformNetwork } from "../support/terraform-network";
import { repairsOf } from "./support/ask";

const THROUGH = { kind: "through", resource: "azurerm_network_interface.nva" } as const;
const ASKED = {
  from: "vnet-spoke1/default",
  to: "vnet-spoke1/data",
  assume: { version: 1, forwards: ["nic-nva"] },
  wish: THROUGH,
};

/** Two subnets of a spoke, of which the first has a table. */
function twoSubnets(): TerraformNetwork {
  return new TerraformNetwork()
    .network("spoke1", "10.10.0.0/16", { default: "10.10.0.0/24", data: "10.10.1.0/24" })
    .routes("spoke1_default", { "10.99.0.0/16": "10.0.1.4" });
}

it("says where a subnet's own machines no longer reach each other directly", () => {
  const shared = twoSubnets().add("azurerm_subnet_route_table_association", "spoke1_data", {
    subnet_id: "${azurerm_subnet.spoke1_data.id}",
    route_table_id: "${azurerm_route_table.spoke1_default.id}",
  });
  const [{ cautions }] = repairsOf({ document: shared.configuration, ...ASKED }).repairs;
  expect(cautions.map(({ en }) => en)).toEqual([
    expect.stringMatching(/^What is in vnet-spoke1\/default reaches its own neighbours .*10\.10\.0\.0\/24/),
    expect.stringMatching(/^What is in vnet-spoke1\/data reaches its own neighbours .*10\.10\.1\.0\/24/),
  ]);
});

it("writes a table of its own before it shares one by which a subnet would lead its own machines away", () => {
  const [{ edits, cautions }] = repairsOf({ document: twoSubnets().configuration, ...ASKED }).repairs;
  expect(edits.map((edit) => (edit.op === "create" ? edit.type : edit.op))).toContain("azurerm_route_table");
  expect(cautions).toEqual([]);
});
