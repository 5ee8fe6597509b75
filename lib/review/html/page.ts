import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Language, LocalizedText, VERDICTS, Verdict } from "../../analysis/result";
import { ReviewDocument, VERDICT_LETTERS } from "../document";
import { fill, inBoth } from "../language";
import { PHRASES, SEVERITY_WORDS, VERDICT_MEANINGS, VERDICT_SIGNS, VERDICT_WORDS } from "../phrases";
import { ROUTE_COLUMNS } from "../portal-words";
import { countVerdicts } from "../summary";
import { Diagram, drawDiagram, stackMembers } from "./diagram/svg";
import { escapeHtml, scriptSafeJson } from "./escape";
import { billableSection, factsSection, findingsSection, linksSection, section } from "./sections";
import { say } from "./translatable";

const STYLES = ["page.css", "matrix.css", "diagram.css", "details.css", "media.css"];

/** The page's own scripts, in the order in which they build on each other. */
const SCRIPTS = ["dom.js", "matrix.js", "pair.js", "trace.js", "routes.js", "start.js"];

/** The review as one self-contained file: it loads nothing, and its policy forbids it to. */
export function renderPage(documents: readonly ReviewDocument[], language: Language): string {
  const style = STYLES.map(asset).join("\n");
  const script = `"use strict";(() => {\n${SCRIPTS.map(asset).join("\n")}\n})();`;
  const drawn = documents.map((document) => ({ document, diagram: drawDiagram(document, language) }));
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
    `<script type="application/json" id="data">${scriptSafeJson({ words: words(), networks: drawn.map(pageData) })}</script>`,
    `<script>${script}</script>`,
    "</body>",
    "</html>",
    "",
  ].join("\n");
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
  const enough = document.endpoints.length >= 2;
  return [
    `<article id="${id}"${index === 0 ? "" : " hidden"} aria-labelledby="${id}-title">`,
    '<div class="summary">',
    `<h2 id="${id}-title">${escapeHtml(document.name)}</h2>`,
    say("p", questionLine(document), language, { class: "quiet" }),
    `<ul class="chips">${verdictChips(document, language)}${findingChips(document, id, language)}</ul>`,
    "</div>",
    '<div class="stage">',
    "<div>",
    enough ? matrixSection(id, language) + pairSection(id, language) : emptyMatrix(document, id, language),
    "</div>",
    section(
      `${id}-diagram`,
      "diagram-panel",
      PHRASES.diagram,
      language,
      `<figure class="figure" tabindex="0"${accessibleName(PHRASES.diagram, language)}>${diagram.svg}</figure>${say("p", PHRASES.partLegend, language, { class: "quiet small" })}${say("p", PHRASES.lineLegend, language, { class: "quiet small" })}`,
    ),
    "</div>",
    section(
      `${id}-routes`,
      "routes",
      PHRASES.effectiveRoutes,
      language,
      `${say("p", PHRASES.effectiveRoutesNote, language, { class: "quiet" })}<div class="tools"><label>${say("span", PHRASES.subnet, language)} <select class="routes-subnet"></select></label></div><div class="scroll routes-holder"></div>`,
    ),
    findingsSection(document, id, language),
    billableSection(document, id, language),
    linksSection(document, id, language),
    factsSection(document, id, language),
    "</article>",
  ].join("");
}

function questionLine(document: ReviewDocument) {
  return {
    en: PHRASES.question.en.replace("{question}", document.question.en),
    ja: PHRASES.question.ja.replace("{question}", document.question.ja),
  };
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
  return (["error", "warning"] as const)
    .map((severity) => ({
      severity,
      count: document.findings.filter((one) => one.severity === severity).length,
    }))
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => {
      const text = inBoth((lang) =>
        fill(PHRASES.findingCount[lang], { count, severity: SEVERITY_WORDS[severity][lang] }),
      );
      const link = { class: `chip ${severity}`, href: `#${id}-findings` };
      return `<li>${say("a", text, language, link)}</li>`;
    })
    .join("");
}

function matrixSection(id: string, language: Language): string {
  const body = [
    '<div class="tools">',
    `<label>${say("span", PHRASES.filter, language)} <input class="filter" type="search"${accessibleName(PHRASES.filterHint, language)}></label>`,
    `<label><input class="grouping" type="checkbox"> ${say("span", PHRASES.groupAlike, language)}</label>`,
    "</div>",
    '<p class="matrix-notice quiet" role="status"></p>',
    '<div class="scroll tall matrix-holder"></div>',
    legend(language),
  ].join("");
  return section(`${id}-matrix`, "matrix-panel", PHRASES.whoTalks, language, body);
}

function legend(language: Language): string {
  const items = VERDICTS.map((verdict) => {
    const sign = `${VERDICT_SIGNS[verdict]} ${VERDICT_LETTERS[verdict]} `;
    const word = VERDICT_WORDS[verdict];
    return `<li>${say("span", { en: sign + word.en, ja: sign + word.ja }, language, { class: `chip ${verdict}` })}${say("span", VERDICT_MEANINGS[verdict], language)}</li>`;
  });
  return `<ul class="legend"${accessibleName(PHRASES.legend, language)}>${items.join("")}</ul>`;
}

function emptyMatrix(document: ReviewDocument, id: string, language: Language): string {
  const phrase = document.endpoints.length === 0 ? PHRASES.nothing : PHRASES.oneEndpoint;
  return section(`${id}-matrix`, "matrix-panel", PHRASES.whoTalks, language, say("p", phrase, language));
}

function pairSection(id: string, language: Language): string {
  const body = [
    '<div class="pair-head">',
    `<label>${say("span", PHRASES.from, language)} <select class="pair-from"></select></label>`,
    `<label>${say("span", PHRASES.to, language)} <select class="pair-to"></select></label>`,
    "</div>",
    '<div class="answer" role="status" aria-live="polite"></div>',
  ].join("");
  return section(`${id}-pair`, "pair", PHRASES.explanation, language, body);
}

function accessibleName(text: { en: string; ja: string }, language: Language): string {
  return ` aria-label="${escapeHtml(text[language])}" data-label-en="${escapeHtml(text.en)}" data-label-ja="${escapeHtml(text.ja)}"`;
}

/** What the page's scripts say, in both languages. */
function words(): object {
  const verdicts = Object.fromEntries(
    VERDICTS.map((verdict: Verdict) => [
      verdict,
      {
        ...VERDICT_WORDS[verdict],
        sign: VERDICT_SIGNS[verdict],
        letter: VERDICT_LETTERS[verdict],
        meaning: VERDICT_MEANINGS[verdict],
      },
    ]),
  );
  return { ...PHRASES, verdicts, routeColumns: ROUTE_COLUMNS };
}

function pageData({ document, diagram }: { document: ReviewDocument; diagram: Diagram }): object {
  const { endpoints, verdicts, groups, pairs, routeRows, routeOrigins, routeTables } = document;
  return {
    endpoints,
    verdicts,
    groups,
    pairs,
    routeRows: routeRows.map((row) => ({ ...row, cells: row.cells.map(brief) })),
    routeOrigins,
    routeTables,
    anchors: diagram.anchors,
    stacks: diagram.stacks.map(stackMembers),
  };
}

/** A text that is the same in both languages need not be there twice. */
function brief(text: LocalizedText): LocalizedText | string {
  return text.en === text.ja ? text.en : text;
}
