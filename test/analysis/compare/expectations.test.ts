import {
  analyze,
  checkExpectations,
  checkRequirement,
  ExpectationError,
  hubsOf,
  PairExpectation,
  parseExpectations,
} from "../../../lib/analysis";
import { baseline, NetworkBuilder, throughAppliance } from "../support/network-builder";

function failures(builder: NetworkBuilder, ...pairs: PairExpectation[]): string[] {
  const found = checkExpectations(analyze(builder.build()), parseExpectations({ version: 1, pairs }));
  return found.map(({ from, to, expected, actual }) => `${from} ${to} ${expected} ${actual}`);
}

describe("an expectation file", () => {
  const pair = { from: "spoke1/default", to: "spoke2/default" };

  test("is met by the verdict that it names", () => {
    expect(failures(throughAppliance(), { ...pair, reachable: true, through: ["vm-nva"] })).toEqual([]);
    expect(failures(baseline(), { ...pair, reachable: false }, { ...pair, verdict: "BLOCKED" })).toEqual([]);
  });

  test("is not met by another, or by another path", () => {
    expect(failures(baseline(), { ...pair, reachable: true })).toEqual([
      "spoke1/default spoke2/default REACHABLE BLOCKED",
    ]);
    expect(failures(throughAppliance(), { ...pair, through: ["afw-hub"] })).toEqual([
      "spoke1/default spoke2/default through afw-hub REACHABLE",
    ]);
  });

  test("may speak of many endpoints with *", () => {
    expect(failures(baseline(), { from: "spoke*", to: "spoke*", reachable: true })).toHaveLength(2);
    expect(failures(baseline(), { from: "*", to: "hub/default", reachable: true })).toEqual([]);
  });

  test.each([
    [{ ...pair, to: "spoke9/default", reachable: false }, "spoke9/default"],
    [{ ...pair, to: "nothing*", reachable: false }, "matches no endpoint"],
  ])("is wrong, not met, where it names what is not there", (expectation, message) => {
    expect(() => failures(baseline(), expectation)).toThrow(message);
  });

  test.each([
    [{ form: "a", to: "b", reachable: true }, 'has the key "form" in pair 1 (did you mean "from"?)'],
    [{ ...pair, to: "spoke2/defualt", reachable: true }, '(did you mean "spoke2/default"'],
  ])("says what was probably meant", (expectation, message) => {
    expect(() => failures(baseline(), expectation as PairExpectation)).toThrow(message);
  });

  test("says which version it has to have", () => {
    const pairs = [{ ...pair, reachable: true }];
    expect(() => parseExpectations({ version: 2, pairs })).toThrow("has version 2");
    expect(() => parseExpectations({ pairs })).toThrow("has no version");
  });

  test.each([
    [undefined],
    [{ version: 2, pairs: [] }],
    [{ version: 1, pairs: [{ from: "a" }] }],
    [{ version: 1, pairs: [{ ...pair }] }],
    [{ version: 1, pairs: [{ ...pair, verdict: "FINE" }] }],
    [{ version: 1, pairs: [{ ...pair, reachable: "yes" }] }],
    [{ version: 1, pairs: [{ ...pair, through: "afw" }] }],
    [{ version: 1, pairs: [{ ...pair, reachable: true, trough: ["afw"] }] }],
  ])("refuses %j", (content) => {
    expect(() => parseExpectations(content)).toThrow(ExpectationError);
  });
});

describe("a requirement", () => {
  test("connected: every subnet reaches every other", () => {
    expect(checkRequirement(analyze(throughAppliance().build()), "connected")).toEqual([]);
    expect(checkRequirement(analyze(baseline().build()), "connected")).toHaveLength(2);
  });

  test("isolated: no spoke reaches another, while hub and spokes may talk", () => {
    const analysis = analyze(baseline().build());
    expect([...hubsOf(analysis)]).toEqual(["azurerm_virtual_network.hub"]);
    expect(checkRequirement(analysis, "isolated")).toEqual([]);
    expect(checkRequirement(analyze(throughAppliance().build()), "isolated")).toHaveLength(2);
  });

  test("isolated: directly peered spokes are no hubs", () => {
    const builder = baseline().firewall("hub", []).peer("spoke1", "spoke2");
    expect(checkRequirement(analyze(builder.build()), "isolated")).toHaveLength(2);
  });
});
