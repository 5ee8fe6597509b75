import { traceInWords } from "../../lib/review/hop-words";
import { PHRASES } from "../../lib/review/phrases";
import { ResourceNames } from "../../lib/review/resource-names";
import { endSign, whyNoReply } from "../../lib/review/trace-ends";

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

it("calls nothing arrived or lost that perhaps is", () => {
  const hops = [{ at: "internet", via: undefined }, { at: "v/a" }];
  const open = traceInWords("internet", hops, "UNKNOWN", names);
  expect(open.hops.at(-1)?.text).toBe(PHRASES.hopGoesOnPerhaps);
  expect([endSign(open), whyNoReply(open)]).toEqual(["?", PHRASES.openReply]);
  const lost = traceInWords("internet", hops, "DROPPED", names);
  expect([endSign(lost), whyNoReply(lost)]).toEqual(["✗", PHRASES.notReached]);
  const arrived = traceInWords("internet", hops, "DELIVERED", names);
  expect([arrived.hops.at(-1)?.text, endSign(arrived)]).toEqual([PHRASES.arrives, undefined]);
});
