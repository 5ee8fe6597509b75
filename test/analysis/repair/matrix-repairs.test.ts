import { readFileSync } from "node:fs";
import { join } from "node:path";
import { analyze, findMatrixRepairs, readNetwork } from "../../../lib/analysis";
import { TerraformNetwork } from "../support/terraform-network";
import { expectKept } from "./support/ask";

const ASSUME = { version: 1, forwards: ["nic-nva"] };
const ROUTES = { "10.0.0.0/8": "10.0.1.4" };

function search(document: object, assume: object = ASSUME): ReturnType<typeof findMatrixRepairs> {
  const { input } = readNetwork(document, assume);
  const found = findMatrixRepairs(input, {}, 6);
  for (const { repair, from, to } of found.repairs) {
    expectKept({ document, assume, from, to }, repair);
  }
  return found;
}

it("cures all pairs of the spoke that forgot its table with one change", () => {
  const { configuration } = new TerraformNetwork().routes("spoke1_default", ROUTES);
  const { unreachable, cured, repairs, incurable, left } = search(configuration);
  expect([unreachable, cured, incurable, left]).toEqual([2, 2, undefined, undefined]);
  expect(repairs).toMatchObject([
    {
      repair: { edits: [{ op: "create", type: "azurerm_subnet_route_table_association" }] },
      cures: [{ after: "REACHABLE" }, { after: "REACHABLE" }],
    },
  ]);
});

it("lets each of two hubs know the spokes of the other with one change, and gives no spoke a second hub", () => {
  const path = join(__dirname, "../../cases/routing/advice-two-hubs/main.tf.json");
  const { unreachable, cured, repairs } = search(JSON.parse(readFileSync(path, "utf8")), { version: 1 });
  expect([unreachable, cured]).toEqual([4, 4]);
  const added = repairs.flatMap(({ repair: { edits } }) => edits.filter(({ op }) => op === "append"));
  expect(added).toMatchObject(
    ["10.10.0.0/16", "10.20.0.0/16"].map((prefix) => {
      return { address: "azurerm_route_table.rt-fw-sds", value: { address_prefix: prefix } };
    }),
  );
  expect(JSON.stringify(repairs)).not.toContain("azurerm_virtual_network_peering");
});

it("counts as cured what the changed input shows, and says which pair it didn't come to", () => {
  const { configuration } = new TerraformNetwork();
  const { input, model } = readNetwork(configuration, ASSUME);
  const before = analyze(model);
  const ids = before.endpoints.map(({ id }) => id);
  const open = ids.flatMap((from) =>
    ids.filter((to) => to !== from && before.verdict(from, to) !== "REACHABLE"),
  );
  const none = findMatrixRepairs(input, {}, 0);
  expect(none).toMatchObject({ unreachable: open.length, cured: 0, repairs: [], left: {} });
  const { repairs, cured } = search(configuration);
  const cures = new Set(repairs.flatMap((one) => one.cures.map(({ from, to }) => `${from} ${to}`)));
  expect(cures.size).toBe(cured);
});

it("names a pair for which nothing is found, and asks no more for those like it", () => {
  const network = (name: string): object => {
    return { name, location: "eastasia", resource_group_name: "rg", address_space: ["10.0.0.0/16"] };
  };
  const subnet = (of: string): object => {
    return {
      name: "s",
      resource_group_name: "rg",
      virtual_network_name: `\${azurerm_virtual_network.${of}.name}`,
      address_prefixes: ["10.0.0.0/24"],
    };
  };
  const document = {
    resource: {
      azurerm_virtual_network: { a: network("a"), b: network("b") },
      azurerm_subnet: { a: subnet("a"), b: subnet("b") },
    },
  };
  expect(search(document, { version: 1 })).toMatchObject({
    cured: 0,
    repairs: [],
    incurable: { from: "a/s", to: "b/s", unwritable: [] },
  });
});
