import { traceInWords } from "../../lib/review/hop-words";
import { PHRASES } from "../../lib/review/phrases";
import { ResourceNames } from "../../lib/review/resource-names";

const names: ResourceNames = new Map();

it("says where a trace ends that its source's own rules keep back", () => {
  expect(traceInWords("v/a", [], "DROPPED", names)).toEqual({
    delivered: false,
    hops: [{ at: "v/a", text: PHRASES.hopLost }],
  });
});

it("leaves open whether anything is sent where the input does", () => {
  expect(traceInWords("v/a", [], "UNKNOWN", names).hops).toEqual([{ at: "v/a", text: PHRASES.hopOpen }]);
});
