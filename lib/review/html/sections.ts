import { Language, LocalizedText } from "../../analysis/result";
import { groupBy } from "../../collections/group-by";
import { ReviewBillable, ReviewDocument, ReviewFinding } from "../document";
import { inBoth } from "../language";
import { PHRASES, SEVERITY_WORDS } from "../phrases";
import { PictureLink } from "../picture";
import { cureOfFinding } from "./cures-section";
import { escapeHtml } from "./escape";
import { section } from "./section";
import { accessibleName, say } from "./translatable";

/** So many of a kind are read one by one; more fold into one line that opens. */
const LISTED_OPEN = 6;

export function findingsSection(document: ReviewDocument, id: string, language: Language): string {
  const kinds = groupBy(document.findings, (finding) => `${finding.severity} ${finding.code}`);
  const items = [...kinds.values()].map((findings) =>
    findings.length <= LISTED_OPEN
      ? findings.map((finding) => `<li>${findingLine(finding, language)}</li>`).join("")
      : `<li><details><summary>${chip(findings[0], language)} <code>${escapeHtml(findings[0].code)}</code> × ${findings.length}</summary><ul class="list">${findings
          .map((finding) => `<li>${findingLine(finding, language)}</li>`)
          .join("")}</ul></details></li>`,
  );
  return section(
    `${id}-findings`,
    "findings",
    PHRASES.findings,
    language,
    items.length > 0
      ? `<ul class="list">${items.join("")}</ul>`
      : say("p", PHRASES.noFindings, language, { class: "quiet" }),
  );
}

function chip(finding: ReviewFinding, language: Language): string {
  return say("span", SEVERITY_WORDS[finding.severity], language, { class: `chip ${finding.severity}` });
}

function findingLine(finding: ReviewFinding, language: Language): string {
  const where = finding.resource === undefined ? finding.code : `${finding.code} · ${finding.resource}`;
  const fix = finding.fix ? say("p", finding.fix, language, { class: "fix" }) : "";
  return `<div class="finding">${chip(finding, language)}<div>${say("p", finding.message, language)}${fix}<span class="address">${escapeHtml(where)}</span>${cureOfFinding(finding.cure, language)}</div></div>`;
}

export function billableSection(document: ReviewDocument, id: string, language: Language): string {
  const kinds = groupBy(document.billable, (entry) => `${entry.kind.en} ${entry.sku ?? ""}`);
  const rows = [...kinds.values()].flatMap((entries) =>
    entries.length <= LISTED_OPEN
      ? entries.map((entry) => billableRow(entry, language))
      : [foldedBillableRow(entries, language)],
  );
  return section(
    `${id}-billable`,
    "billable",
    PHRASES.billable,
    language,
    rows.length > 0
      ? table(PHRASES.billable, [PHRASES.kind, PHRASES.name, PHRASES.sku, PHRASES.address], rows, language)
      : say("p", PHRASES.noBillable, language, { class: "quiet" }),
  );
}

function billableRow(entry: ReviewBillable, language: Language): string {
  return `<tr>${say("td", entry.kind, language)}<td>${escapeHtml(entry.name)}</td><td>${escapeHtml(entry.sku ?? "")}</td><td class="mono">${escapeHtml(entry.address)}</td></tr>`;
}

function foldedBillableRow(entries: readonly ReviewBillable[], language: Language): string {
  const addresses = entries.map((entry) => `<div>${escapeHtml(entry.address)}</div>`).join("");
  return `<tr>${say("td", entries[0].kind, language)}<td>× ${entries.length}</td><td>${escapeHtml(entries[0].sku ?? "")}</td><td class="mono"><details><summary>${escapeHtml(entries[0].address)} …</summary>${addresses}</details></td></tr>`;
}

/** Every half of every peering with its flags: the reviewer's list, and the diagram for who can't see it. */
export function linksSection(document: ReviewDocument, id: string, language: Language): string {
  const { networks, sites, links } = document.picture;
  const names = new Map([...networks, ...sites].map((entry) => [entry.id, entry.name]));
  if (links.length === 0) {
    return "";
  }
  const endsAndDetails = (link: PictureLink): string => {
    const ends = `${names.get(link.from) ?? link.from} ↔ ${names.get(link.to) ?? link.to}`;
    const details = link.details.map(escapeHtml).join("<br>");
    return `<tr><td>${escapeHtml(ends)}</td><td class="mono">${details}</td></tr>`;
  };
  const kinds = [...groupBy(links, ({ label }) => label.en).values()].map((alike) => {
    const { label } = alike[0];
    const body = table(label, [PHRASES.network, PHRASES.address], alike.map(endsAndDetails), language);
    return alike.length <= LISTED_OPEN
      ? `${say("h4", label, language)}${body}`
      : `<details>${say(
          "summary",
          inBoth((lang) => `${label[lang]} × ${alike.length}`),
          language,
        )}${body}</details>`;
  });
  return section(`${id}-links`, "links-list", PHRASES.links, language, kinds.join(""));
}

export function assumptionsSection(document: ReviewDocument, id: string, language: Language): string {
  if (document.assumptions.length === 0) {
    return "";
  }
  const list = document.assumptions.map((text) => say("li", text, language)).join("");
  const note = say("p", PHRASES.assumptionsNote, language, { class: "quiet" });
  const body = `${note}<ul class="list">${list}</ul>`;
  return section(`${id}-assumptions`, "assumptions", PHRASES.assumptions, language, body);
}

/** On a narrow screen it scrolls, also by keyboard. */
function table(
  title: LocalizedText,
  columns: readonly LocalizedText[],
  rows: readonly string[],
  language: Language,
): string {
  const head = columns.map((column) => say("th", column, language, { scope: "col" })).join("");
  return `<div class="scroll tall" tabindex="0" role="group"${accessibleName(title, language)}><table class="rows"><thead><tr>${head}</tr></thead><tbody>${rows.join("")}</tbody></table></div>`;
}
