import { messageOf, Reason, ReasonCode, UsedAssumption } from "../../../lib/analysis";
import { assumptionText } from "../../../lib/analysis/messages";
import { ASSUMPTIONS } from "../../../lib/analysis/messages/assumptions";
import { SETTLEMENTS, settledBy } from "../../../lib/analysis/messages/hints";
import { REASONS } from "../../../lib/analysis/messages/reasons";

const CODES = Object.keys(REASONS) as ReasonCode[];

/** A reason of each code, and of each kind of assumption, whose parameters stand for themselves. */
const SAMPLES = CODES.flatMap((code) =>
  (code === "ASSUMED" ? Object.keys(ASSUMPTIONS) : [""]).map((kind): [string, Reason] => {
    // Parameters that choose words rather than stand for themselves.
    const words: Record<string, string> = { kind, settle: "apply", better: "REACHABLE" };
    const params = new Proxy({}, { get: (_, name) => words[String(name)] ?? `<${String(name)}>` });
    return [`${code} ${kind}`, { code, params } as Reason];
  }),
);

test.each(SAMPLES)("%s is a sentence in English and in Japanese", (_, reason) => {
  expect(messageOf(reason, "en")).toMatch(/^[\x20-\x7e→←…“”]+[.)\w]$/);
  expect(messageOf(reason, "ja")).toMatch(/[ぁ-んァ-ン]/);
});

test.each(SAMPLES)("%s says the same parameters in both languages", (_, reason) => {
  const said = (language: "en" | "ja"): string[] => [...new Set(messageOf(reason, language).match(/<\w+>/g))];
  expect(said("ja").sort()).toEqual(said("en").sort());
});

test.each(Object.keys(SETTLEMENTS))(
  "what settles an unknown is said in either language: %s",
  (settlement) => {
    const { en, ja } = settledBy(settlement);
    expect(en).toMatch(/^(; [\x20-\x7e]+)?$/);
    expect(ja).toMatch(/^(。.*[ぁ-ん].*)?$/);
  },
);

test("sentences call the endpoint internet by its name", () => {
  const params = { at: "a/s", destination: "internet", rule: "r", group: "g", from: "a/s", to: "internet" };
  const reason = { code: "DENIED_OUT", params } as unknown as Reason;
  expect(messageOf(reason)).toBe("Rule r of g denies packets from a/s to the Internet.");
  expect(messageOf(reason, "ja")).toBe("g の規則 r が、a/s からインターネットへの送信を拒否します。");
});

test("rules of which the input names no place are said without one", () => {
  const said = (policy: string, language: "en" | "ja"): string =>
    messageOf({ code: "FIREWALL_RULES_UNKNOWN", params: { firewall: "afw", policy } } as Reason, language);
  expect(said("afwp", "en")).toContain("not in this input (afwp);");
  expect(said("", "en")).toContain("not in this input;");
  expect(said("", "ja")).toContain("ファイアウォール afw のルールはこの入力に");
});

test("of addresses that fare differently, the better ones are named with how they fare", () => {
  const params = { source: "10.1.0.4", destination: "10.2.0.4", betterSource: "10.1.0.4" };
  const said = (better: string): string =>
    messageOf({ code: "PREFIXES_DIFFER", params: { ...params, better, betterDestination: "10.2.0.9" } });
  const all = ["REACHABLE", "ASYMMETRIC", "ONE_WAY", "CONDITIONAL"].map(said);
  expect(new Set(all).size).toBe(4);
  expect(all[0]).toMatch(/From 10\.1\.0\.4 to 10\.2\.0\.9, packets and replies arrive\.$/);
});

test("an assumption is said in one wording, as a reason and by itself", () => {
  const used: UsedAssumption = {
    kind: "bgp",
    resource: "azurerm_lb.x",
    prefix: "10.0.0.0/8",
    declaredIn: "a.json",
  };
  const reason = { code: "ASSUMED", params: { ...used, what: used.resource } } as unknown as Reason;
  expect(messageOf(reason, "en")).toBe(assumptionText(used).en);
  expect(messageOf(reason, "ja")).toBe(assumptionText(used).ja);
});

test("says differently what a system route and a user route drop", () => {
  const of = (source: string): string =>
    messageOf({
      code: "ROUTE_NONE",
      params: {
        at: "spoke1/default",
        destination: "10.20.0.0/24",
        prefix: "10.0.0.0/8",
        source,
        route: "drop",
      },
    });
  expect(of("Default")).toBe(
    "spoke1/default has no route to 10.20.0.0/24: the system route 10.0.0.0/8 → None matches, so the packet is dropped there.",
  );
  expect(of("User")).toBe(
    "The user-defined route drop (10.0.0.0/8 → None) at spoke1/default drops packets for 10.20.0.0/24.",
  );
});
