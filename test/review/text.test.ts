import { terminalWidth } from "../../lib/review/character-width";
import { forWindow, paragraph } from "../../lib/review/text/layout";
import { pairAsText, pairListAsText } from "../../lib/review/text/pair";
import { reachAsText, reviewAsText } from "../../lib/review/text/review";
import { labDocument } from "./support/documents";

describe("review as text", () => {
  it("answers the article's question in a few lines", () => {
    expect(reachAsText(labDocument(), "en")).toMatchSnapshot();
  });

  it("says the same in Japanese", () => {
    expect(reachAsText(labDocument({ firewall: true }), "ja")).toMatchSnapshot();
  });

  it.each([2, 6, 14, 19, 40, 200])("fits 100 columns with %i spokes", (spokes) => {
    for (const language of ["en", "ja"] as const) {
      const lines = reviewAsText(labDocument({ spokes }), language).split("\n");
      expect(lines.filter((line) => terminalWidth(line) > 100)).toEqual([]);
    }
  });

  it.each([60, 72, 160])("follows a window of %i columns, with signs where words don't fit", (columns) => {
    const text = forWindow(columns, () => reviewAsText(labDocument({ spokes: 4 }), "en"));
    expect(text.split("\n").filter((line) => terminalWidth(line) > columns)).toEqual([]);
    expect(text.includes("vnet-spoke01/default  ✓R")).toBe(columns < 100);
    expect(reviewAsText(labDocument(), "en")).toBe(forWindow(100, () => reviewAsText(labDocument(), "en")));
  });

  it("numbers the columns where whole words don't fit", () => {
    const text = reachAsText(labDocument({ spokes: 14 }), "en");
    expect(text).toContain(" 2  vnet-spoke01/default  ✓R   ·  ✗B");
    expect(text).toContain("✗B  BLOCKED: the request is lost");
  });

  it.each(["", "-営業部-東日本リージョン", "-of-a-workload-with-a-long-name-prod"])(
    "keeps numbered columns below each other, and names apart (%s)",
    (suffix) => {
      for (const window of [60, 100]) {
        const text = forWindow(window, () => reachAsText(labDocument({ spokes: 6, suffix }), "ja"));
        const all = text.split("\n").filter((line) => /^ \d  /.test(line));
        // What doesn't fit beside each other is a block of its own.
        const rows = all.slice(0, 7);
        const names = rows.map((row) => /^ \d {2}(.*?) +[✓·✗]/.exec(row)![1]);
        expect(new Set(names).size).toBe(7);
        // Verdicts stand under the numbers of their columns, however wide letters are.
        expect(new Set(rows.map(terminalWidth)).size).toBe(1);
      }
    },
  );

  it("folds 200 like spokes into one line and counts their pairs", () => {
    const text = reachAsText(labDocument({ spokes: 200 }), "en");
    expect(text).toContain("vnet-spoke001/default and 199 like it");
    expect(text).toContain("✗ 39,800 BLOCKED, ✓ 400 REACHABLE");
    expect(text.split("\n").length).toBeLessThan(30);
  });

  it("explains a pair hop by hop with the resource behind each hop", () => {
    const document = labDocument({ firewall: true });
    const pair = document.pairs.find(({ from, to }) => from === 1 && to === 2);
    const text = pairAsText({ from: "a", to: "b" }, pair ?? fail(), "en");
    expect(text).toContain("✓ REACHABLE: through afw-hub01");
    expect(text).toContain("[azurerm_route_table.spoke01]");
    expect(text.indexOf("And back")).toBeGreaterThan(text.indexOf("There"));
  });

  it("lists the pairs of one source, and says once why like ones aren't reachable", () => {
    const { pairs } = labDocument();
    const [to, blocked] = pairs.slice(2, 4);
    const rows = [to, blocked, blocked].map((pair, at) => ({ from: "s", to: String(at), pair }));
    const [list, why] = pairListAsText(rows, "en").split("\n\nWhy\n\n");
    expect(list).toBe(
      [
        "s → 0  ✓ REACHABLE  directly",
        "s → 1  ✗ BLOCKED    ROUTE_NONE",
        "s → 2  ✗ BLOCKED    ROUTE_NONE",
      ].join("\n"),
    );
    expect(why).toMatch(/^✗ BLOCKED \(2 pairs, for example s → 1\)\n {2}- /);
    expect(why.match(/ROUTE_NONE/g)).toHaveLength(1);
  });

  it("begins no Japanese line with a closing mark, and ends none with an opening bracket", () => {
    const text = "経路（既定）は、ここで終わります（復路の経路は構成に書かれていません）。";
    for (let columns = 40; columns < 76; columns++) {
      const lines = forWindow(columns, () => paragraph(text, 0)).split("\n");
      expect(lines.filter((line) => /^[）。、ョ]|（$/.test(line))).toEqual([]);
      expect(lines.join("")).toBe(text);
    }
  });

  it("lets no control character of a name reach the terminal", () => {
    const text = reviewAsText(labDocument({ suffix: "\u001b[31m\nx" }), "en");
    expect(text).not.toContain("\u001b");
    expect(text).toContain("\\x1b[31m\\x0ax");
  });
});

function fail(): never {
  throw new Error("The document lacks the pair.");
}
