import { join } from "node:path";
import { analyze, readInput } from "../../lib/analysis";

/** `plans/orchard-azapi`, a plan with azapi's resources in modules, is judged with the other plans. */
const read = (path: string) => readInput(join(__dirname, path))[0].model;

describe("networks that azapi makes", () => {
  test("strangers/azapi: a network and its subnet", () => {
    const model = read("strangers/azapi");
    expect(model.problems).toEqual([]);
    expect(model.virtualNetworks).toMatchObject([{ name: "vnet-hub", addressSpace: ["10.0.0.0/16"] }]);
    expect(model.subnets).toMatchObject([{ name: "default", prefixes: ["10.0.0.0/24"] }]);
  });

  test("reports/61: two spokes behind core that send everything to an address which nothing has", () => {
    const model = read("reports/61-networks-by-azapi");
    expect(model.problems).toEqual([]);
    const analysis = analyze(model);
    const { matrix } = analysis;
    expect(matrix.endpoints.map(({ id }) => id)).toEqual(["vnet-web/app", "vnet-db/app"]);
    expect(matrix.verdictAt(0, 1)).toBe("BLOCKED");
    expect(JSON.stringify(analysis.explain("vnet-web/app", "vnet-db/app"))).toContain("NEXT_HOP_NOT_FOUND");
    const ends = model.peerings.map(({ virtualNetwork, remoteVirtualNetwork }) =>
      [virtualNetwork, remoteVirtualNetwork].map((address) => address?.replace("azapi_resource.vnet_", "")),
    );
    expect(ends).toEqual([
      ["core", "web"],
      ["web", "core"],
      ["core", "db"],
      ["db", "core"],
    ]);
  });
});
