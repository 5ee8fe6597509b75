import { renderPage } from "../../lib/review/html/page";
import { labDocument } from "./support/documents";

describe("review as a page", () => {
  it("is one file that loads nothing and may load nothing", () => {
    const page = renderPage([labDocument()], "en");
    expect(page).toContain("default-src 'none'");
    expect(page).not.toMatch(/<(link|img|iframe|object|embed)\b/);
    expect(page).not.toMatch(/\s(src|style|on\w+)=/);
    expect(page.match(/https?:\/\/[^"' )]+/g)).toEqual([
      "http://www.w3.org/2000/svg",
      // What a rule's number leads to.
      "https://github.com/cdktf-azure-hub-spoke/cdktf-azure-hub-spoke/blob/main/docs/routing-rules.md",
    ]);
  });

  it("lets no name end a script or become markup", () => {
    const suffix = `</script><script>alert(1)</script>"'<b>\${x}<!--`;
    const page = renderPage([labDocument({ suffix })], "en");
    expect(page.match(/<script/g)).toHaveLength(2);
    expect(page.match(/<\/script>/g)).toHaveLength(2);
    expect(page).not.toContain("<b>${x}");
    expect(page).not.toContain("<!--");
    const data = /<script type="application\/json" id="data">(.*?)<\/script>/s.exec(page)?.[1] ?? "";
    expect(JSON.parse(data).networks[0].endpoints[0].id).toBe(`vnet-hub01${suffix}/default`);
  });

  it("stays small at 200 spokes", () => {
    const page = renderPage([labDocument({ spokes: 200 })], "en");
    expect(page.length).toBeLessThan(600_000);
    expect(page.match(/class="network"/g)).toHaveLength(3);
  });

  it("says what it shows when there is nothing to reach", () => {
    const empty = {
      ...labDocument(),
      endpoints: [],
      verdicts: "",
      groups: [],
      pairs: [],
      routeTables: [],
      picture: { networks: [], sites: [], links: [] },
    };
    expect(renderPage([empty], "en")).toContain("No subnets: there is nothing to reach.");
  });
});
