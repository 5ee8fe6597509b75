import fc from "fast-check";
import { analysisContext } from "../../../lib/analysis/trace/context";
import { runs } from "../../support/runs";
import { buildRandomNetwork, randomNetwork } from "../support/random-network";

describe("a subnet's table", () => {
  test("selects for runs of addresses what it selects for each of them, on random networks", () => {
    const asked = fc.array(fc.integer({ min: 0, max: 2 ** 32 - 1 }), { maxLength: 20 });
    fc.assert(
      fc.property(randomNetwork, asked, (input, more) => {
        const { network, tables } = analysisContext(buildRandomNetwork(input), {});
        const borders = network.virtualNetworks.flatMap(({ prefixes }) =>
          prefixes.flatMap(({ first, last }) => [first, last, Math.min(last + 1, 2 ** 32 - 1)]),
        );
        const addresses = [...more, ...borders].sort((a, b) => a - b);
        for (const subnet of network.subnets) {
          const table = tables.tableOf(subnet);
          const selected = table
            .selectRuns(addresses)
            .flatMap(({ start, end, selection }) => addresses.slice(start, end).map(() => selection));
          expect(selected).toEqual(addresses.map((address) => table.select(address)));
        }
      }),
      { numRuns: runs(15) },
    );
  });
});
