import { meaningsOf, knownCodes } from "../../lib/analysis";
import { anchorsOf } from "../docs/support/markdown";
import { RULES_FILE } from "../docs/support/rules";
import { run } from "./support/run";

it("says what a reason means, with names for what a network fills in, and by which rules", () => {
  const { code, out, err } = run(["explain", "route_none"]);
  expect([code, err]).toEqual([0, ""]);
  expect(out).toMatch(/^ROUTE_NONE: Why\n {2}<at> has no route to <destination>/);
  expect(out).toMatch(/routing-rules\.md#r4\n[^]*routing-rules\.md#r24\n$/);
});

it("says what a finding and a verdict mean, and what to do", () => {
  const { code, out } = run(["explain", "ASYMMETRIC", "NAT_GATEWAY_UNUSED"]);
  expect(code).toBe(0);
  expect(out).toContain(
    "ASYMMETRIC: Verdict\n  both ways arrive, but a stateful device sees only one of them",
  );
  expect(out).toMatch(/NAT_GATEWAY_UNUSED: Note\n[^]*→ .*NAT gateway[^]*https:\/\/learn\.microsoft\.com/);
});

it("knows the warnings that constructs print at synth", () => {
  expect(run(["explain", "SPOKE_WITHOUT_EGRESS"]).out).toMatch(
    /^SPOKE_WITHOUT_EGRESS: Warning at synth\n {2}A spoke has machines[^]*https:\/\/learn\.microsoft\.com/,
  );
  expect(run(["explain", "SPOKE_WITHOUT_EGRESS", "--lang", "ja"]).out).toContain("ライセンス認証");
});

it("says of a rule what holds by it and where it is written down, since answers print its number", () => {
  const { code, out } = run(["explain", "r5B"]);
  expect(code).toBe(0);
  expect(out).toMatch(
    /^R5b: Rule\n {2}It stands behind .*PEERING_NOT_TRANSITIVE[^]*routing-rules\.md#r5b\n$/,
  );
  expect(run(["explain", "R5b", "--lang", "ja"]).out).toMatch(/^R5b: 規則\n {2}この規則に基づくコード: /);
  expect(run(["explain", "R999"])).toMatchObject({ code: 2, out: "" });
});

it("takes a code as people copy it", () => {
  expect(run(["explain", "R 24"])).toEqual(run(["explain", "R24"]));
  expect(run(["explain", "[ROUTE_NONE,"])).toEqual(run(["explain", "ROUTE_NONE"]));
});

it("speaks Japanese", () => {
  expect(run(["explain", "ROUTE_NONE", "NAT_GATEWAY_UNUSED", "--lang", "ja"]).out).toMatch(
    /^ROUTE_NONE: 理由\n {2}<at> には <destination> 向けの経路がなく[^]*NAT_GATEWAY_UNUSED: 情報\n {2}サブネットに NAT ゲートウェイがありますが[^]*使われません。\n {2}→ NAT ゲートウェイ/,
  );
});

it("prints nothing where one of the codes doesn't exist, and names the nearest", () => {
  expect(run(["explain", "ROUTE_NONE", "ROUT_NONE"])).toEqual({
    code: 2,
    out: "",
    err: expect.stringContaining(
      'No verdict, reason, finding or rule behind one has the code "ROUT_NONE"; did you mean ROUTE_NONE?',
    ),
  });
});

it("knows every code in both languages, with sentences that are whole and rules that are written down", () => {
  const anchors = anchorsOf(RULES_FILE);
  const codes = knownCodes();
  expect(codes.length).toBeGreaterThan(300);
  for (const code of codes) {
    const meanings = meaningsOf(code);
    expect(meanings.length).toBeGreaterThan(0);
    for (const meaning of meanings) {
      const fix = meaning.kind === "finding" ? [meaning.fix] : [];
      const texts = meaning.kind === "reason" ? meaning.says : [meaning.what, ...fix];
      for (const text of texts.flatMap(({ en, ja }) => [en, ja])) {
        expect(text).not.toMatch(/undefined|\[object|^$/);
      }
      const { rules } = meaning;
      expect(rules.filter((rule) => !anchors.includes(rule.toLowerCase()))).toEqual([]);
    }
  }
});
