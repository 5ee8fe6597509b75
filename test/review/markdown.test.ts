import { reviewAsMarkdown } from "../../lib/review/markdown/review";
import { labDocument } from "./support/documents";

describe("review as Markdown", () => {
  it("is a comment that a reviewer can approve from", () => {
    expect(reviewAsMarkdown(labDocument(), "en")).toMatchSnapshot();
  });

  it("draws the network for Mermaid, alike spokes once", () => {
    const text = reviewAsMarkdown(labDocument({ spokes: 200 }), "en");
    const diagram = /```mermaid\n([\s\S]*?)```/.exec(text)?.[1] ?? "";
    expect(diagram).toContain("and 199 like it");
    expect(diagram.match(/vnet-spoke/g)).toHaveLength(1);
  });

  it("stays below GitHub's limit for a comment with 200 spokes", () => {
    expect(reviewAsMarkdown(labDocument({ spokes: 200 }), "ja").length).toBeLessThan(65536);
  });

  it("lets no name become markup, a mention, or the end of a block", () => {
    const suffix = "`|</details><script>x</script>@team\n```\n# x";
    const text = reviewAsMarkdown(labDocument({ suffix }), "en");
    const outsideCode = text.replace(/(`+) [^\n]*? \1/g, "");
    expect(outsideCode).not.toContain("<script>");
    expect(outsideCode).not.toContain("@team");
    expect(text.match(/^```/gm)).toHaveLength(2);
    expect(text.match(/^# x/gm)).toBeNull();
  });

  it("keeps every table row at its head's number of columns", () => {
    const text = reviewAsMarkdown(labDocument({ suffix: "|x" }), "en");
    const cells = (line: string) => line.replace(/\\\|/g, "").split("|").length;
    const rows = text.split("\n").filter((line) => line.startsWith("| ") && line.includes("vnet-"));
    const [head, ...body] = rows;
    expect(body.map(cells)).toEqual(body.map(() => cells(head)));
  });
});
