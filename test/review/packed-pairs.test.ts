import { packPairs, unpackPairs } from "../../lib/review/html/packed-pairs";
import { labDocument } from "./support/documents";

test("a page carries all that is said of a pair, also that its arrival is open", () => {
  const { pairs } = labDocument();
  const open = pairs.map((pair) => ({ ...pair, forward: { ...pair.forward, delivered: false, open: true } }));
  const carried = JSON.parse(JSON.stringify(packPairs(open))) as ReturnType<typeof packPairs>;
  expect(unpackPairs(carried)).toEqual(open);
});
