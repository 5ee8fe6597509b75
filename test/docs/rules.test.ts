import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../package/support/commands";
import { anchorsOf, textOf } from "./support/markdown";
import { publicDocumentation } from "./support/public-documentation";
import { knownRules, mentions, RULES_FILE, rulesIn } from "./support/rules";

test("every rule that a comment, a test's title or a document names can be looked up", () => {
  const named = mentions();
  expect(named.length).toBeGreaterThan(500);
  const known = knownRules();
  expect(named.filter(({ rule }) => !known.has(rule))).toEqual([]);
});

test("every rule has one paragraph", () => {
  const anchors = [...textOf(RULES_FILE).matchAll(/<a id="([\w.-]+)">/g)].map(([, anchor]) => anchor);
  expect(anchors.filter((anchor, index) => anchors.indexOf(anchor) !== index)).toEqual([]);
});

test("no series of rules has a gap that nobody explains", () => {
  const known = knownRules();
  const missing = (kind: string, count: number): string[] =>
    Array.from({ length: count }, (_, index) => `${kind}${index + 1}`).filter((rule) => !known.has(rule));
  expect([...missing("D", 21), ...missing("U", 20), ...missing("W", 112)]).toEqual([]);
});

test("every code that the rules name exists", () => {
  const codes = [...textOf(RULES_FILE).matchAll(/`([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*)`/g)].map(
    ([, code]) => code,
  );
  expect(codes.length).toBeGreaterThan(80);
  const sources = readdirSync(join(root, "lib"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => readFileSync(join(root, "lib", name), "utf8"));
  const words = new Set(sources.flatMap((source) => source.match(/\b[A-Z][A-Z0-9_]{3,}\b/g) ?? []));
  expect(codes.filter((code) => !words.has(code))).toEqual([]);
});

test("what the package's users read names no rule without a link to it", () => {
  const documentation = publicDocumentation();
  expect(documentation.length).toBeGreaterThan(500);
  const unlinked = documentation.flatMap(({ place, text }) =>
    rulesIn(text.replace(/https:\S+/g, ""))
      // The docstring that is the table of the order leads to all of its rules.
      .filter((rule) => !(rule.startsWith("E") && text.includes(`${RULES_FILE}#order-of-creation`)))
      .map((rule) => `${place}: ${rule}`),
  );
  expect(unlinked).toEqual([]);
});

test("links to the rules in what users read lead to one", () => {
  const anchors = anchorsOf(RULES_FILE);
  const links = publicDocumentation().flatMap(({ place, text }) =>
    [...text.matchAll(/routing-rules\.md#([\w.-]+)/g)].map(([, anchor]) => ({ place, anchor })),
  );
  expect(links.length).toBeGreaterThan(10);
  expect(links.filter(({ anchor }) => !anchors.includes(anchor))).toEqual([]);
});
