import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { Language, LocalizedText, VERDICTS } from "../../analysis/result";
import { ReviewDocument } from "../document";
import { inBoth } from "../language";
import { PHRASES, SEVERITY_WORDS, VERDICT_MEANINGS, VERDICT_SIGNS, VERDICT_WORDS } from "../phrases";
import { REPAIR_PHRASES } from "../repair/phrases";
import { countVerdicts, whyNoPairs } from "../summary";
import { curesSection } from "./cures-section";
import { Diagram, drawDiagram } from "./diagram/svg";
import { escapeHtml, scriptSafeJson } from "./escape";
import { internetSection } from "./internet-section";
import { packPairs } from "./packed-pairs";
import { packVerdicts } from "./packed-verdicts";
import { Brief, PackedNetwork, PageData } from "./page-data";
import { pageScript } from "./page-script";
import { section } from "./section";
import { billableSection, assumptionsSection, findingsSection, linksSection } from "./sections";
import { accessibleName, say } from "./translatable";

const STYLES = ["page.css", "matrix.css", "diagram.css", "details.css", "media.css"];

/** Characters of data from which packing is worth that nobody can read it in the file. */
const PACKED_FROM = 300_000;

/** So many things that were left out are read at once; more fold into one line that opens. */
const LEFT_OUT_OPEN = 3;

/** The review as one self-contained file: it loads nothing, and its policy forbids it to. */
export function renderPage(documents: readonly ReviewDocument[], language: Language): string {
  const style = STYLES.map(asset).join("\n");
  const script = pageScript();
  const drawn = documents.map((document) => ({ document, diagram: drawDiagram(document, language) }));
  const data: PageData = { networks: drawn.map(pageNetwork) };
  const title = documents.length === 1 ? `${documents[0].name} · ${PHRASES.title.en}` : PHRASES.title.en;
  return [
    "<!doctype html>",
    `<html lang="${language}">`,
    "<head>",
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src ${hash(script)}; style-src ${hash(style)}; base-uri 'none'; form-action 'none'">`,
    `<title>${escapeHtml(title)}</title>`,
    `<style>${style}</style>`,
    "</head>",
    "<body>",
    say("a", PHRASES.skipToMatrix, language, { class: "skip", href: "#network-0-matrix" }),
    say("a", PHRASES.skipToFindings, language, { class: "skip", href: "#network-0-findings" }),
    bar(documents, language),
    "<main>",
    `<noscript>${say("p", PHRASES.javascriptNeeded, language)}</noscript>`,
    ...drawn.map(({ document, diagram }, index) => networkArticle(document, diagram, index, language)),
    "</main>",
    dataScript(data),
    `<script>${script}</script>`,
    "</body>",
    "</html>",
    "",
  ].join("\n");
}

/** What the page's script reads: as it is, or packed where names that are much alike would be most of the page. */
function dataScript(data: PageData): string {
  const json = scriptSafeJson(data);
  return json.length < PACKED_FROM
    ? `<script type="application/json" id="data">${json}</script>`
    : `<script type="application/gzip" id="data">${gzipSync(json).toString("base64")}</script>`;
}

function asset(name: string): string {
  return readFileSync(join(__dirname, "assets", name), "utf8");
}

function hash(content: string): string {
  return `'sha256-${createHash("sha256").update(content).digest("base64")}'`;
}

function bar(documents: readonly ReviewDocument[], language: Language): string {
  const networks =
    documents.length < 2
      ? ""
      : `<label>${say("span", PHRASES.network, language)} <select id="network-choice">${documents
          .map((document, index) => `<option value="${index}">${escapeHtml(document.name)}</option>`)
          .join("")}</select></label>`;
  const pressed = (is: boolean) => (is ? "true" : "false");
  return [
    '<header class="bar">',
    say("h1", PHRASES.title, language),
    networks,
    `<div class="choice" role="group"${accessibleName(PHRASES.language, language)}>`,
    `<button type="button" data-language="en" lang="en" aria-pressed="${pressed(language === "en")}">English</button>`,
    `<button type="button" data-language="ja" lang="ja" aria-pressed="${pressed(language === "ja")}">日本語</button>`,
    "</div>",
    `<div class="choice" role="group"${accessibleName(PHRASES.theme, language)}>`,
    ...(["auto", "light", "dark"] as const).map((theme) =>
      say("button", PHRASES[theme], language, {
        type: "button",
        "data-theme-choice": theme,
        "aria-pressed": pressed(theme === "auto"),
      }),
    ),
    "</div>",
    "</header>",
  ].join("");
}

function networkArticle(
  document: ReviewDocument,
  diagram: Diagram,
  index: number,
  language: Language,
): string {
  const id = `network-${index}`;
  const without = whyNoPairs(document);
  return [
    `<article id="${id}"${index === 0 ? "" : " hidden"} aria-labelledby="${id}-title">`,
    '<div class="summary">',
    `<h2 id="${id}-title">${escapeHtml(document.name)}</h2>`,
    ...(document.inputs === undefined ? [] : [say("p", document.inputs, language, { class: "quiet" })]),
    say("p", questionLine(document), language, { class: "quiet" }),
    `<ul class="chips">${verdictChips(document, language)}${findingChips(document, id, language)}${cureChip(document, id, language)}</ul>`,
    "</div>",
    ...document.notes.map((note) => say("p", note, language, { class: "left-out" })),
    leftOut(document, language),
    without === undefined ? matrixSection(id, language) : emptyMatrix(without, id, language),
    '<div class="stage">',
    without === undefined ? pairSection(id, language) : "",
    diagramSection(diagram, id, language),
    "</div>",
    curesSection(document, id, language),
    internetSection(document, id, language),
    findingsSection(document, id, language),
    section(
      `${id}-routes`,
      "routes",
      PHRASES.effectiveRoutes,
      language,
      `${say("p", PHRASES.effectiveRoutesNote, language, { class: "quiet" })}<div class="tools"><label>${say("span", PHRASES.subnet, language)} <select class="routes-subnet"></select></label></div><div class="scroll routes-holder" tabindex="0" role="group"${accessibleName(PHRASES.effectiveRoutes, language)}></div>`,
    ),
    billableSection(document, id, language),
    linksSection(document, id, language),
    assumptionsSection(document, id, language),
    "</article>",
  ].join("");
}

function questionLine(document: ReviewDocument) {
  return inBoth((language) => PHRASES.question({ question: document.question[language] })[language]);
}

function verdictChips(document: ReviewDocument, language: Language): string {
  const counts = countVerdicts(document);
  const chips = VERDICTS.filter((verdict) => counts[verdict] > 0).map((verdict) => {
    const word = VERDICT_WORDS[verdict];
    const text = (lang: Language) =>
      `${VERDICT_SIGNS[verdict]} ${counts[verdict].toLocaleString(lang)} ${word[lang]}`;
    return `<li>${say("span", { en: text("en"), ja: text("ja") }, language, { class: `chip ${verdict}` })}</li>`;
  });
  return chips.join("");
}

/** How many findings of each severity there are, linked to them. */
function findingChips(document: ReviewDocument, id: string, language: Language): string {
  return (["error", "warning", "info"] as const)
    .map((severity) => ({
      severity,
      count: document.findings.filter((one) => one.severity === severity).length,
    }))
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => {
      const text = inBoth(
        (lang) => PHRASES.findingCount({ count, severity: SEVERITY_WORDS[severity][lang] })[lang],
      );
      const link = { class: `chip ${severity}`, href: `#${id}-findings` };
      return `<li>${say("a", text, language, link)}</li>`;
    })
    .join("");
}

/** Leads to the changes that would cure pairs, which stand below the diagram. */
function cureChip({ cures }: ReviewDocument, id: string, language: Language): string {
  return cures === undefined || cures.changes.length === 0
    ? ""
    : `<li>${say("a", REPAIR_PHRASES.cure, language, { class: "chip to-cures", href: `#${id}-cures` })}</li>`;
}

/** Said before any verdict: what none of them knows of. */
function leftOut({ problems }: ReviewDocument, language: Language): string {
  if (problems.length === 0) {
    return "";
  }
  const count = PHRASES.leftOutCount({ count: problems.length });
  const list = problems.map((problem) => say("li", problem, language)).join("");
  return `<details class="left-out"${problems.length <= LEFT_OUT_OPEN ? " open" : ""}>${say("summary", count, language)}<ul>${list}</ul></details>`;
}

function diagramSection({ svg }: Diagram, id: string, language: Language): string {
  const zoom = (style: string, sign: string, name: LocalizedText) =>
    `<button type="button" class="${style}"${accessibleName(name, language)}>${sign}</button>`;
  const body = [
    '<div class="tools">',
    `<label><input class="only-path" type="checkbox"> ${say("span", PHRASES.onlyPath, language)}</label>`,
    '<div class="choice zoom">',
    zoom("zoom-out", "−", PHRASES.zoomOut),
    zoom("zoom-in", "+", PHRASES.zoomIn),
    say("button", PHRASES.zoomFit, language, { type: "button", class: "zoom-fit" }),
    "</div></div>",
    `<figure class="figure" tabindex="0"${accessibleName(PHRASES.diagram, language)}>${svg}</figure>`,
    say("p", PHRASES.partLegend, language, { class: "quiet small" }),
    say("p", PHRASES.lineLegend, language, { class: "quiet small" }),
  ].join("");
  return section(`${id}-diagram`, "diagram-panel", PHRASES.diagram, language, body);
}

function matrixSection(id: string, language: Language): string {
  const body = [
    '<div class="tools">',
    `<label>${say("span", PHRASES.filter, language)} <input class="filter" type="search"${accessibleName(PHRASES.filterHint, language)}></label>`,
    `<label><input class="grouping" type="checkbox"> ${say("span", PHRASES.groupAlike, language)}</label>`,
    "</div>",
    '<p class="matrix-notice quiet" role="status"></p>',
    '<p class="preview-notice" role="status"></p>',
    '<div class="matrix-and-legend">',
    '<div class="scroll matrix-holder"></div>',
    legend(language),
    "</div>",
  ].join("");
  return section(`${id}-matrix`, "matrix-panel", PHRASES.whoTalks, language, body);
}

function legend(language: Language): string {
  const items = VERDICTS.map((verdict) => {
    const sign = `${VERDICT_SIGNS[verdict]} `;
    const word = VERDICT_WORDS[verdict];
    return `<li>${say("span", { en: sign + word.en, ja: sign + word.ja }, language, { class: `chip ${verdict}` })}${say("span", VERDICT_MEANINGS[verdict], language)}</li>`;
  });
  return `<ul class="legend"${accessibleName(PHRASES.legend, language)}>${items.join("")}</ul>`;
}

function emptyMatrix(why: LocalizedText, id: string, language: Language): string {
  return section(`${id}-matrix`, "matrix-panel", PHRASES.whoTalks, language, say("p", why, language));
}

function pairSection(id: string, language: Language): string {
  const body = [
    '<div class="pair-head">',
    `<label>${say("span", PHRASES.from, language)} <select class="pair-from"></select></label>`,
    `<label>${say("span", PHRASES.to, language)} <select class="pair-to"></select></label>`,
    say("a", PHRASES.linkToPair, language, { class: "pair-link", href: "#" }),
    "</div>",
    '<div class="answer" role="status" aria-live="polite"></div>',
  ].join("");
  return section(`${id}-pair`, "pair", PHRASES.explanation, language, body);
}

function pageNetwork({ document, diagram }: { document: ReviewDocument; diagram: Diagram }): PackedNetwork {
  const { name, endpoints, verdicts, groups, pairs, routeRows, routeOrigins, routeTables } = document;
  return {
    name,
    endpoints,
    verdicts: packVerdicts(verdicts, endpoints.length),
    groups,
    packed: packPairs(pairs),
    routeRows: routeRows.map((row) => ({ ...row, cells: row.cells.map(brief) })),
    routeOrigins,
    routeTables,
    drawing: diagram.drawing,
    stacks: diagram.stacks.map(({ members }) => members),
    cures: document.cures?.changes.map((cure) => packVerdicts(cure.verdicts, endpoints.length)),
  };
}

/** A text that is the same in both languages need not be there twice. */
function brief(text: LocalizedText): Brief {
  return text.en === text.ja ? text.en : text;
}
