import { readFileSync } from "node:fs";
import { Locator, Page } from "playwright-core";
import { analyze, readConfiguration } from "../../lib/analysis";
import { buildReviewDocument } from "../../lib/review";
import { InternetAnswer, ReviewDocument } from "../../lib/review/document";
import { renderPage } from "../../lib/review/html/page";
import { verbatim } from "../../lib/review/language";
import { hubs, spoke, together } from "../analysis/support/virtual-wan";
import { MISSING, PageOpener, hasChromium } from "./support/browser";
import { labDocument } from "./support/documents";

const inBrowser = hasChromium ? describe : describe.skip;
if (!hasChromium) {
  console.warn(`The review page is not tested in a browser: ${MISSING}.`);
}

const answer = (page: Page) => page.locator(".answer").first();
const cell = (page: Page, label: RegExp) => page.getByRole("gridcell", { name: label });

const HCL = "# in azurerm_x.y:\nallow_forwarded_traffic = true";

/** With a change that cures both pairs of spokes, and the same for a finding. */
function withCure(review: ReviewDocument): ReviewDocument {
  const change = {
    id: "0123456789",
    why: [verbatim("Let it through.")],
    hcl: { en: HCL, ja: HCL.replace("in azurerm_x.y", "azurerm_x.y で") },
    notes: [verbatim("Proven.")],
  };
  const verdicts = review.verdicts.replaceAll("B", "R");
  const [finding, ...findings] = review.findings;
  return {
    ...review,
    findings: [{ ...finding, cure: change }, ...findings],
    cures: {
      first: [],
      unreachable: 2,
      cured: 2,
      changes: [{ ...change, from: 1, to: 2, count: 2, verdicts }],
    },
  };
}

// Pages that several tests open.
const LAB = renderPage([labDocument()], "en");
const FIREWALL = renderPage([labDocument({ firewall: true })], "en");
const CURED = renderPage([withCure(labDocument())], "en");
/** Its matrix is higher and wider than its holder, and printed in three blocks. */
const UNLIKE = renderPage([withCure(labDocument({ spokes: 41, alike: false }))], "en");

async function isOnScreen(page: Page, element: Locator): Promise<boolean> {
  const box = await element.boundingBox();
  return box !== null && box.y >= 0 && box.y + box.height <= page.viewportSize()!.height;
}

jest.setTimeout(30_000);

inBrowser("review page in a browser", () => {
  const opener = new PageOpener();
  afterAll(() => opener.close());
  afterEach(() => expect(opener.complaints).toEqual([]));

  it("opens on the pair that fails and says why", async () => {
    const page = await opener.open(LAB);
    expect(await answer(page).innerText()).toContain("10.0.0.0/8 → None matches");
    expect(await page.locator(".trace.there circle.lost").count()).toBe(1);
    expect(await page.locator('td[aria-selected="true"]').count()).toBe(1);
  });

  it("draws both ways of a clicked cell on the diagram, numbered as the hops in words", async () => {
    const page = await opener.open(FIREWALL);
    await cell(page, /^From vnet-spoke02\/default to vnet-spoke01/).click();
    expect(await page.locator(".trace.there path").count()).toBe(2);
    expect(await page.locator(".trace.back path").count()).toBe(2);
    const numbers = await page.locator(".trace.there text").allTextContents();
    expect([...new Set(numbers)].sort()).toEqual(["1", "2", "3"]);
    expect(await answer(page).innerText()).toContain("handed to afw-hub01");
    expect(await page.locator(".subnet.endpoint").count()).toBe(2);
  });

  it("answers in sight, also where the matrix and what would cure it fill the screen", async () => {
    const page = await opener.open(UNLIKE);
    await page.getByRole("link", { name: "What would cure it" }).click();
    expect(await isOnScreen(page, page.locator(".answer .chip").first())).toBe(false);
    await cell(page, /^From vnet-spoke02\/default to vnet-spoke01/).click();
    expect(await isOnScreen(page, page.locator(".answer .chip").first())).toBe(true);
    await page.getByRole("button", { name: "Preview in the matrix" }).first().click();
    expect(await isOnScreen(page, page.locator("td.changed").first())).toBe(true);
  });

  it("draws a way through a hub of Virtual WAN through its box, as part of the hop that hands it over", async () => {
    const input = together(hubs(1), spoke("a", "10.1.0.0/16", "h1"), spoke("b", "10.2.0.0/16", "h1"));
    const analysis = analyze(readConfiguration(input));
    const page = await opener.open(
      renderPage([buildReviewDocument({ name: "wan", analysis, findings: () => [], billable: [] })], "en"),
    );
    expect(await page.locator(".trace.there path").count()).toBe(2);
    expect(await page.locator(".trace.back path").count()).toBe(2);
    expect(await page.locator(".trace.there text").allTextContents()).toEqual(["1", "1", "1", "2"]);
  });

  it("walks the grid by arrow keys and answers on Enter", async () => {
    const page = await opener.open(LAB);
    await page.locator("td[tabindex='0']").focus();
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Home");
    const label = await page.evaluate("document.activeElement.getAttribute('aria-label')");
    expect(label).toContain("From vnet-hub01/default to vnet-spoke01/default: Reachable");
    await page.keyboard.press("Enter");
    expect(await page.locator(".pair-from").inputValue()).toBe("0");
    expect(await answer(page).innerText()).toContain("directly");
    expect(await page.locator("td[tabindex='0']").count()).toBe(1);
  });

  it("can be used from the first Tab on: a skip link leads past the bar", async () => {
    const page = await opener.open(LAB);
    await page.keyboard.press("Tab");
    expect(await page.evaluate("document.activeElement.textContent")).toBe("Skip to the matrix");
    expect(await page.evaluate("document.activeElement.getBoundingClientRect().left")).toBeGreaterThan(0);
  });

  it("switches everything to Japanese and back, also what was drawn later", async () => {
    const page = await opener.open(LAB);
    await page.getByRole("button", { name: "日本語" }).click();
    expect(await page.locator("html").getAttribute("lang")).toBe("ja");
    expect(await answer(page).innerText()).toContain("システム ルート");
    await cell(page, /vnet-hub01\/default から vnet-spoke01\/default: 到達可能/).click();
    expect(await answer(page).innerText()).toContain("往路");
    expect(await page.locator("main").innerText()).not.toContain("Effective routes");
    await page.getByRole("button", { name: "English" }).click();
    expect(await answer(page).innerText()).toContain("And back");
  });

  it("follows the system's dark theme, and the toggle over it", async () => {
    const page = await opener.open(LAB, { colorScheme: "dark" });
    const background = () => page.evaluate("getComputedStyle(document.body).backgroundColor");
    const dark = await background();
    await page.getByRole("button", { name: "Light" }).click();
    expect(await background()).not.toBe(dark);
    await page.getByRole("button", { name: "Auto" }).click();
    expect(await background()).toBe(dark);
  });

  it.each(["light", "dark"] as const)(
    "keeps text readable in the %s theme (WCAG AA)",
    async (colorScheme) => {
      const page = await opener.open(FIREWALL, { colorScheme });
      const poor = await page.evaluate(CONTRAST);
      expect(poor).toEqual([]);
    },
  );

  it("shows the routes of the subnet that was clicked in the diagram", async () => {
    const page = await opener.open(LAB);
    await page.locator('.diagram .subnet[data-subnet="vnet-spoke02/default"] .subnet-name').click();
    expect(await page.locator(".routes-subnet option:checked").innerText()).toBe("vnet-spoke02/default");
    expect(await page.locator(".routes-holder tbody tr").count()).toBe(5);
    const last = await page.locator(".routes-holder tbody tr").last().locator("td").allTextContents();
    expect(last).toEqual([
      "User",
      "Active",
      "10.20.0.0/16",
      "Virtual appliance",
      "-",
      "-",
      "azurerm_route_table.spoke01",
    ]);
  });

  it("stays usable at 200 spokes: groups, a filter, and any pair in the diagram", async () => {
    const page = await opener.open(renderPage([labDocument({ spokes: 200 })], "en"));
    expect(await page.locator(".matrix td").count()).toBe(4);
    await page.getByRole("searchbox").fill("spoke123");
    // It is drawn when the typing pauses.
    await page.locator(".matrix tbody tr").nth(2).waitFor();
    expect(await page.locator(".matrix tbody tr").count()).toBe(3);
    await page.locator(".pair-from").selectOption({ label: "vnet-spoke123/default" });
    await page.locator(".pair-to").selectOption({ label: "vnet-spoke177/default" });
    expect(await answer(page).innerText()).toContain("Behaves like vnet-spoke001/default → vnet-spoke002");
    const boxes = await page.locator(".diagram .network .name").allTextContents();
    expect(boxes).toEqual(["vnet-hub01", "vnet-spoke123", "vnet-spoke177"]);
    await page.getByLabel("Group endpoints that behave alike").uncheck();
    await page.getByRole("searchbox").fill("");
    await page.locator(".matrix tbody tr").nth(81).waitFor();
    // The first 80, and the two that were chosen.
    expect(await page.locator(".matrix tbody tr").count()).toBe(82);
    expect(await page.locator(".matrix-notice").innerText()).toContain("82 of 201");
    expect(await page.locator('td[aria-selected="true"]').count()).toBe(1);
  });

  it.each(["", "-of-the-production-network"])(
    "fits a narrow screen, names that end in %p too",
    async (suffix) => {
      const page = await opener.open(renderPage([labDocument({ firewall: true, spokes: 5, suffix })], "en"), {
        viewport: { width: 390, height: 800 },
      });
      const overflow = await page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth",
      );
      expect(overflow).toBe(0);
    },
  );

  it("tells why a subnet reaches the Internet without scrolling on a narrow screen, arguments' names too", async () => {
    const example = (verdict: "BLOCKED" | "REACHABLE", message: string): InternetAnswer => ({
      subnets: ["vnet-spoke01/default", "vnet-spoke02/default"],
      example: {
        ...labDocument().pairs[0],
        verdict,
        reasons: [{ code: "X", message: verbatim(message), rules: [] }],
      },
    });
    const outbound = [
      example("BLOCKED", "The subnet is private (default_outbound_access_enabled = false)."),
      example("REACHABLE", "It leaves by nat_gateway_of_the_production_network_in_japaneast."),
    ];
    const page = await opener.open(
      renderPage([{ ...labDocument(), internet: { outbound, inbound: [] } }], "en"),
      { viewport: { width: 390, height: 800 } },
    );
    const hidden =
      "[...document.querySelectorAll('.internet .scroll')].map((e) => e.scrollWidth - e.clientWidth)";
    expect(await page.evaluate(hidden)).toEqual([0]);
    const reason = await page.locator(".internet td:last-child").first().boundingBox();
    expect(reason!.width).toBeGreaterThan(250);
  });

  it("writes words into the cells where they fit, else signs", async () => {
    const page = await opener.open(renderPage([labDocument({ spokes: 4 })], "en"), {
      viewport: { width: 1800, height: 900 },
    });
    expect(await cell(page, /spoke01.*to vnet-spoke02/).innerText()).toBe("✗ Blocked");
    await page.setViewportSize({ width: 420, height: 900 });
    await page.locator(".matrix.compact").waitFor();
    expect(await cell(page, /spoke01.*to vnet-spoke02/).innerText()).toBe("✗");
  });

  it("shows one of several networks at a time", async () => {
    const page = await opener.open(renderPage([labDocument(), labDocument({ firewall: true })], "en"));
    await page.locator("#network-choice").selectOption("1");
    expect(await page.locator("#network-0").isVisible()).toBe(false);
    expect(await page.locator("#network-1 .answer").innerText()).toContain("through afw-hub01");
    expect(await page.locator(".skip").first().getAttribute("href")).toBe("#network-1-matrix");
  });

  it("opens the pair that the address names, and keeps the address of the one that is chosen", async () => {
    const page = await opener.open(
      renderPage([labDocument(), labDocument({ spokes: 3, name: "three" })], "en"),
      {
        hash: "#network=three&from=vnet-spoke03%2Fdefault&to=vnet-hub01%2Fdefault",
      },
    );
    expect(await page.locator("#network-1 .pair-from option:checked").innerText()).toBe(
      "vnet-spoke03/default",
    );
    await page.locator("#network-1 .pair-to").selectOption({ label: "vnet-spoke01/default" });
    const kept = "#network=three&from=vnet-spoke03%2Fdefault&to=vnet-spoke01%2Fdefault";
    expect(await page.evaluate("location.hash")).toBe(kept);
    expect(await page.locator("#network-1 .pair-link").getAttribute("href")).toBe(kept);
    await page.evaluate("location.hash = '#from=gone&to=vnet-hub01%2Fdefault'");
    await page.locator("#network-0 .answer", { hasText: "gone → vnet-hub01/default" }).waitFor();
  });

  it("shows of many unlike spokes those of the pair and the hub between them, in sight", async () => {
    const page = await opener.open(UNLIKE);
    await page.locator(".pair-from").selectOption({ label: "vnet-spoke21/default" });
    await page.locator(".pair-to").selectOption({ label: "vnet-spoke40/default" });
    expect(await page.locator(".diagram .network:visible .name").allTextContents()).toEqual([
      "vnet-hub01",
      "vnet-spoke21",
      "vnet-spoke40",
    ]);
    const chosen = page.locator('td[aria-selected="true"]');
    expect(await inSight(chosen, page.locator(".matrix-holder"))).toBe(true);
    await page.getByLabel("Only networks on the path").uncheck();
    expect(await page.locator(".diagram .network:visible").count()).toBe(42);
    const mark = page.locator(".trace circle").first();
    expect(await inSight(mark, page.locator(".figure"))).toBe(true);
    const before = await page.locator(".diagram").getAttribute("width");
    await page.getByLabel("Zoom in").click();
    expect(Number(await page.locator(".diagram").getAttribute("width"))).toBeCloseTo(Number(before) * 1.25);
  });

  it("prints everything: all columns, the whole diagram, every table, what is folded", async () => {
    const page = await opener.open(UNLIKE);
    await page.emulateMedia({ media: "print" });
    await page.setViewportSize({ width: 720, height: 1000 });
    await page.evaluate("dispatchEvent(new Event('beforeprint'))");
    const heads = await page.locator(".matrix thead th:not(:first-child)").allTextContents();
    expect(new Set(heads).size).toBe(42);
    // No block is a single column that takes as many sheets as the others.
    expect(await page.evaluate(COLUMNS)).toEqual([14, 14, 14]);
    expect(await page.locator(".diagram .network:visible").count()).toBe(42);
    expect(await page.locator("details:not([open])").count()).toBe(0);
    expect(await page.locator(".routes").innerText()).toContain("Not printed: the route tables of 41 more");
    // Nothing is cut off: whatever scrolls on the screen has its full size, and none is wider than the sheet.
    const cut =
      "[...document.querySelectorAll('.scroll, .figure, .matrix')].filter((e) => e.scrollHeight > e.clientHeight + 2 || e.getBoundingClientRect().right > innerWidth).length";
    expect(await page.evaluate(cut)).toBe(0);
    await page.evaluate("dispatchEvent(new Event('afterprint'))");
    expect(await page.locator(".diagram .network:visible").count()).toBe(3);
  });

  it("is drawn as soon as it is loaded, though its data is packed, for who prints it then", async () => {
    expect(UNLIKE).toContain('type="application/gzip"');
    const page = await opener.open(UNLIKE);
    expect(await page.locator(".matrix").count()).toBe(1);
  });

  it("hides no cell behind the heads that stay, whether it is chosen or walked to, on a narrow screen", async () => {
    const page = await opener.open(UNLIKE, { viewport: { width: 390, height: 800 } });
    const holder = page.locator(".matrix-holder");
    const corner = page.locator(".matrix thead th").first();
    const isClear = async (element: Locator): Promise<boolean> => {
      const [box, heads] = [await element.boundingBox(), await corner.boundingBox()];
      const isBeside = box!.x >= heads!.x + heads!.width && box!.y >= heads!.y + heads!.height;
      return isBeside && (await inSight(element, holder));
    };
    await page.locator(".pair-from").selectOption({ label: "vnet-spoke21/default" });
    for (const to of ["vnet-spoke40/default", "vnet-spoke33/default", "vnet-hub01/default"]) {
      await page.locator(".pair-to").selectOption({ label: to });
      expect([to, await isClear(page.locator('td[aria-selected="true"]'))]).toEqual([to, true]);
    }
    await page.locator("td[tabindex='0']").focus();
    for (const key of ["End", ...Array<string>(15).fill("ArrowLeft"), ...Array<string>(12).fill("ArrowUp")]) {
      await page.keyboard.press(key);
      expect(await isClear(page.locator("td:focus"))).toBe(true);
    }
  });

  it("previews what a change does to the matrix, from the keyboard and from the pair that it cures", async () => {
    const page = await opener.open(CURED);
    await page.getByRole("button", { name: "Preview in the matrix" }).focus();
    await page.keyboard.press("Enter");
    const changed = page.locator("td.changed");
    expect(await changed.allInnerTexts()).toEqual(Array(2).fill("✗ Blocked → ✓ Reachable"));
    expect(await changed.first().getAttribute("aria-label")).toBe(
      "From vnet-spoke01/default to vnet-spoke02/default: Blocked → Reachable",
    );
    expect(await page.locator(".preview-notice").innerText()).toContain("2 pairs change");
    await page.keyboard.press("Enter");
    expect(await changed.count()).toBe(0);
    await page.getByRole("button", { name: "Change 1 would make it: Reachable" }).click();
    expect(await changed.count()).toBe(2);
    expect(await page.evaluate("document.activeElement.textContent")).toContain("Cures vnet-spoke01/default");
  });

  it("copies what a change writes line by line, or selects it", async () => {
    const page = await opener.open(CURED);
    await page.getByRole("button", { name: "Copy" }).first().click();
    await page.locator(".copy-status:not(:empty)").first().waitFor();
    expect(await page.locator(".copy-status").first().innerText()).toMatch(/Copied|Selected/);
    expect(
      await page
        .locator(".hcl code")
        .first()
        .evaluate((code) => code.textContent),
    ).toBe(HCL);
  });

  it.each([
    ["en", 1280],
    ["ja", 390],
  ] as const)("has nothing that axe finds (%s, %i pixels)", async (language, width) => {
    const document = withCure(labDocument({ problems: [verbatim("left out")] }));
    const page = await opener.open(renderPage([document, labDocument({ spokes: 20 })], language), {
      viewport: { width, height: 800 },
    });
    await page.evaluate(readFileSync(require.resolve("axe-core/axe.min.js"), "utf8"));
    const { violations } = (await page.evaluate("axe.run({ resultTypes: ['violations'] })")) as {
      violations: AxeViolation[];
    };
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  });

  it("writes no Japanese text one character below the other at 390 pixels", async () => {
    const page = await opener.open(renderPage([labDocument({ firewall: true })], "ja"), {
      viewport: { width: 390, height: 800 },
    });
    const narrow =
      "[...document.querySelectorAll('td, th, p, li, dd, label')].filter((e) => e.offsetWidth > 0 && e.offsetWidth < 40 && !e.closest('.matrix') && e.textContent.length > 2).map((e) => e.textContent)";
    expect(await page.evaluate(narrow)).toEqual([]);
  });

  it("shows hostile names as what they are", async () => {
    const suffix = `</script><img src=x onerror="document.title='owned'">`;
    const page = await opener.open(renderPage([labDocument({ suffix })], "en"));
    expect(await page.locator("img").count()).toBe(0);
    expect(await page.title()).not.toBe("owned");
    expect(await page.locator(".matrix").innerText()).toContain("onerror=");
  });
});

const COLUMNS =
  "[...document.querySelectorAll('.matrix')].map((block) => block.querySelectorAll('thead th:not(:first-child)').length)";

interface AxeViolation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string }[];
}

async function inSight(element: Locator, holder: Locator): Promise<boolean> {
  const [inner, outer] = [await element.boundingBox(), await holder.boundingBox()];
  return (
    inner !== null &&
    outer !== null &&
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  );
}

/** Every visible text with less contrast to its background than 4.5:1. */
const CONTRAST = `(() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgba = (color) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const luminance = ([r, g, b]) => {
    const linear = [r, g, b].map((c) => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
  };
  const backgroundOf = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const color = rgba(getComputedStyle(at).backgroundColor);
      if (color[3] === 255) return color;
    }
    return [255, 255, 255];
  };
  const poor = [];
  for (const element of document.querySelectorAll("body *:not(script):not(style):not(svg *):not(option)")) {
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
    if (!own || element.getClientRects().length === 0) continue;
    const [a, b] = [luminance(rgba(getComputedStyle(element).color)), luminance(backgroundOf(element))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) poor.push(element.className + " " + element.textContent.slice(0, 30) + " " + ratio.toFixed(2));
  }
  return poor;
})()`;
