import { COMPARISON_PHRASES } from "../../lib/review/comparison-phrases";
import { DiffDocument } from "../../lib/review/diff-in-words";
import { verbatim } from "../../lib/review/language";
import { diffAsMarkdown } from "../../lib/review/markdown/diff";
import { escapeInHtml, escapeMarkdown } from "../../lib/review/markdown/escape";
import { reviewAsMarkdown } from "../../lib/review/markdown/review";
import { diffAsText } from "../../lib/review/text/diff";
import { labDocument } from "./support/documents";

describe("review as Markdown", () => {
  it("is a comment that a reviewer can approve from", () => {
    expect(reviewAsMarkdown([labDocument()], "en")).toMatchSnapshot();
  });

  it("draws the network for Mermaid, alike spokes once", () => {
    const text = reviewAsMarkdown([labDocument({ spokes: 200 })], "en");
    const diagram = /```mermaid\n([\s\S]*?)```/.exec(text)?.[1] ?? "";
    expect(diagram).toContain("and 199 like it");
    expect(diagram.match(/vnet-spoke/g)).toHaveLength(1);
  });

  it("stays below GitHub's limit for a comment with 200 spokes", () => {
    expect(reviewAsMarkdown([labDocument({ spokes: 200 })], "ja").length).toBeLessThan(65536);
  });

  it("lets no name become markup, a mention, or the end of a block", () => {
    const suffix = "`|</details><script>x</script>@team\n```\n# x";
    const text = reviewAsMarkdown([labDocument({ suffix })], "en");
    const outsideCode = text.replace(/(`+) [^\n]*? \1/g, "");
    expect(outsideCode).not.toContain("<script>");
    expect(outsideCode).not.toContain("@team");
    expect(text.match(/^```/gm)).toHaveLength(2);
    expect(text.match(/^# x/gm)).toBeNull();
  });

  it("keeps every table row at its head's number of columns", () => {
    const text = reviewAsMarkdown([labDocument({ suffix: "|x" })], "en");
    const cells = (line: string) => line.replace(/\\\|/g, "").split("|").length;
    const rows = text.split("\n").filter((line) => line.startsWith("| ") && line.includes("vnet-"));
    const [head, ...body] = rows;
    expect(body.map(cells)).toEqual(body.map(() => cells(head)));
  });

  it("says what was left out before any verdict", () => {
    const text = reviewAsMarkdown(
      [labDocument({ problems: [verbatim("azapi_resource.x is not read")] })],
      "en",
    );
    expect(text.indexOf("azapi\\_resource.x is not read")).toBeGreaterThan(0);
    expect(text.indexOf("Left out: 1.")).toBeLessThan(text.indexOf("Blocked"));
  });

  it("shows signs below numbers where words would be cut off, and points at nothing that a comment lacks", () => {
    const text = reviewAsMarkdown([labDocument({ spokes: 8 })], "en");
    expect(text).toContain("| from ↓   to → | 1 | 2 | 3 |");
    expect(text).toContain("✓ Reachable · ✗ Blocked");
    expect(reviewAsMarkdown([labDocument({ spokes: 60, alike: false })], "en")).not.toContain("type a name");
  });

  it.each([
    [
      "review",
      () =>
        reviewAsMarkdown(
          Array.from({ length: 40 }, () => labDocument({ spokes: 12 })),
          "ja",
        ),
    ],
    [
      "diff",
      () =>
        diffAsMarkdown(
          Array.from({ length: 40 }, () => changedDocument(120)),
          "en",
        ),
    ],
  ])("keeps a %s of many stacks below a comment's limit as a whole, and says so first", (_, render) => {
    const text = render();
    expect(text.length).toBeLessThan(65_536);
    expect(text.split("\n")[0]).toMatch(/Not everything fits a comment|コメントに収まらないため/);
  });
});

describe("comparison as Markdown", () => {
  it("says what neither side shows before it says that nothing changes", () => {
    const title = COMPARISON_PHRASES.leftOutBoth({ count: 1 });
    const diff = { ...changedDocument(0), leftOut: [{ title, problems: [verbatim("module.x of @team")] }] };
    const text = diffAsMarkdown([diff], "en");
    expect(text.indexOf("module.x of @&#8203;team")).toBeLessThan(text.indexOf("Nothing changes"));
    expect(text).toContain("as far as the input shows");
    expect(diffAsText(diff, "en")).toMatch(/module\.x of @team[^]*as far as the input shows/);
    expect(diffAsText(changedDocument(0), "en")).toBe("Nothing changes in who can talk to whom.");
    const shrunk = { ...changedDocument(0), removedEndpoints: ["vnet-a/default"] };
    expect(diffAsText(shrunk, "en")).toMatch(
      /vnet-a\/default\n\nBetween the endpoints of both sides, nothing changes/,
    );
  });
});

describe("names in Markdown", () => {
  it.each([
    ["a\n\n# b", "a\\\\x0a\\\\x0a\\# b"],
    ["@org/team", "@&#8203;org/team"],
    ["#12, GH-12", "\\#&#8203;12, GH-&#8203;12"],
    ["https://x.test www.x.test", "https:&#8203;//x.test www&#8203;.x.test"],
    ["![x](y)", "!\\[x\\](y)"],
    ["a\u202eb\u200bc", "a\\\\u\\{202e\\}b\\\\u\\{200b\\}c"],
  ])("%j neither ends a block, notifies, links nor hides", (name, written) => {
    expect(escapeMarkdown(name)).toBe(written);
  });

  it("stay one line of text in the summary of a block that opens", () => {
    expect(escapeInHtml("a\n\n</summary>@x #1")).toBe("a\\x0a\\x0a&#60;/summary&#62;@&#8203;x #&#8203;1");
  });
});

function changedDocument(changes: number): DiffDocument {
  const pair = labDocument().pairs[0];
  return {
    name: "lab",
    notes: [],
    leftOut: [],
    whileApplied: [],
    addedEndpoints: [],
    removedEndpoints: [],
    changes: Array.from({ length: changes }, (_, index) => {
      return {
        before: "REACHABLE" as const,
        after: "BLOCKED" as const,
        pairs: [[`a${index}`, "b"]] as const,
        causes: [`azurerm_route_table.t${index}`],
        exampleBefore: pair,
        exampleAfter: pair,
      };
    }),
  };
}
