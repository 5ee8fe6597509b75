import { ModelProblem } from "../../model";
import { parseArmId } from "../arm/arm-id";
import { InputError } from "../input-error";
import { asText, isJsonObject, JsonDocument, JsonObject, objectsIn } from "../json";
import { BgpAnswer, bgpAnswersIn } from "./bgp-answers";

/** One answer of Azure's: resources, and whether there are more of them. */
export interface Page {
  /** The file, as messages call it. */
  readonly file: string;
  readonly rows: readonly JsonObject[];
  /** How many rows the whole answer has, where the page says so. */
  readonly total?: number;
  /** The command that fetches what follows, where this isn't the last page. */
  readonly next?: string;
  /** What the ids of all that follows begin with, in lower case, where the page says so. */
  readonly scope?: string;
  /** What Azure answers about BGP, beside rows or for itself. */
  readonly bgp?: readonly BgpAnswer[];
}

/**
 * Azure's resources in a document: an answer of Resource Graph (`data`), a list of the Azure CLI's, one of Azure Resource
 * Manager's (`value`), or one resource; `undefined` where it is something else.
 */
export function pagesIn(document: JsonDocument, file: string): Page[] | undefined {
  if (Array.isArray(document)) {
    const bgp = bgpAnswersIn(document, file);
    if (bgp !== undefined) {
      return [{ file, rows: [], bgp }];
    }
    const items = objectsIn(document);
    const pages = items.map((item) => (isResource(item) ? undefined : pagesIn(item, file)));
    const rows = items.filter((_, index) => pages[index] === undefined);
    const isWhole = items.length > 0 && items.length === document.length && rows.every(isResource);
    return isWhole
      ? [...(rows.length > 0 ? [{ file, rows }] : []), ...pages.flatMap((page) => page ?? [])]
      : undefined;
  }
  const object = document as JsonObject;
  const bgp = bgpAnswersIn(object, file);
  if (isResource(object)) {
    return [{ file, rows: [object] }];
  }
  if (isList(object.data) && (object.data.length > 0 || TOTALS.some((key) => key in object))) {
    return [{ ...graphPage(object, object.data, file), ...(bgp && { bgp }) }];
  }
  if (isList(object.value) && object.value.length > 0) {
    const next = ["nextLink", ...TOKENS].find((key) => isGiven(object[key])) ?? "nextLink";
    return [{ file, rows: object.value, ...followedBy(object, next, file, "az network manager …") }];
  }
  return bgp && [{ file, rows: [], bgp }];
}

/** The resources in several answers, each once; answers that others must follow are refused. */
export function joinPages(documents: readonly object[], file: string): JsonObject[] {
  return completeRows(documents.flatMap((document) => pagesIn(document as JsonDocument, file) ?? []));
}

/** What asks for the page after an answer of Resource Graph's; `undefined` where that is the last one. */
export function nextPageToken(answer: object): string | undefined {
  return TOKENS.map((key) => (answer as JsonObject)[key]).find(isGiven);
}

const TOTALS: readonly string[] = ["total_records", "totalRecords"];
const TOKENS: readonly string[] = ["skip_token", "skipToken", "$skipToken"];

const GRAPH_QUERY = 'az graph query -q "…" --first 1000';

function graphPage(answer: JsonObject, rows: readonly JsonObject[], file: string): Page {
  const total = TOTALS.map((key) => answer[key]).find((value) => typeof value === "number");
  const token = TOKENS.find((key) => isGiven(answer[key]));
  const isCut = token === undefined && /^true$/i.test(asText(answer.resultTruncated ?? ""));
  return {
    file,
    rows,
    ...(total !== undefined && { total }),
    ...(token !== undefined && followedBy(answer, token, file, GRAPH_QUERY)),
    ...(isCut && { next: "" }),
  };
}

/** What stands in the file is quoted by no command: whoever wrote it could write a command into it. */
function followedBy(
  answer: JsonObject,
  key: string,
  file: string,
  command: string,
): Pick<Page, "next" | "scope"> {
  if (!isGiven(answer[key])) {
    return {};
  }
  const value = `"$(jq -r '."${key}"' ${/^[\w./-]+$/.test(file) ? file : "FILE"})"`;
  const scope = /\/subscriptions\/[^/?]+(\/resourceGroups\/[^/?]+)?(?=\/)/i.exec(
    asText(answer.nextLink ?? ""),
  );
  return {
    next: key === "nextLink" ? `az rest --url ${value}` : `${command} --skip-token ${value} -o json`,
    ...(scope !== null && { scope: `${scope[0].toLowerCase()}/` }),
  };
}

function isGiven(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

/** All of them are resources of Azure's. */
function isList(value: unknown): value is readonly JsonObject[] {
  return Array.isArray(value) && value.every((item) => isJsonObject(item) && isResource(item));
}

function isResource(item: JsonObject): boolean {
  return typeof item.id === "string" && parseArmId(item.id) !== undefined;
}

/**
 * The rows of all pages, each resource once; pages that others must follow are refused (W110). Answers to one query have
 * one total.
 */
export function completeRows(pages: readonly Page[]): JsonObject[] {
  const rows = new Map<string, JsonObject>();
  const answers = new Map<string, Page[]>();
  for (const page of pages) {
    for (const row of page.rows) {
      // What a Network Manager has in force, it has region by region.
      const key = `${asText(row.id)} ${asText(row.region)}`.toLowerCase();
      // `az resource list` prints no properties; another file may have them.
      if (!rows.has(key) || !hasProperties(rows.get(key)!)) {
        rows.set(key, row);
      }
    }
    answers.set(answerOf(page), [...(answers.get(answerOf(page)) ?? []), page]);
  }
  for (const answer of answers.values()) {
    refuseGaps(answer);
  }
  return [...rows.values()];
}

/** Pages of one answer have its total; a list without one is of one kind. */
function answerOf({ total, rows }: Page): string {
  return total !== undefined
    ? asText(total)
    : rows.length === 0
      ? ""
      : parseArmId(asText(rows[0].id))!.type.toLowerCase();
}

/** Lists without a total, of which nobody can tell that the one ends the other. */
export function pagesTakenForOne(pages: readonly Page[]): ModelProblem[] {
  return pages.filter(isOpen).flatMap((page): ModelProblem[] => {
    const last = pages.filter((other) => answerOf(other) === answerOf(page) && mayEnd(other, page));
    const isSure = page.total !== undefined || last.some(({ file }) => file === page.file);
    return isSure || last.length === 0
      ? []
      : [{ code: "PAGES_TAKEN_FOR_ONE", resource: page.file, text: last[0].file }];
  });
}

function isOpen({ next }: Page): boolean {
  return next !== undefined;
}

/** Whether a page may be the last one of the list that another begins. */
function mayEnd(page: Page, { scope = "" }: Page): boolean {
  return !isOpen(page) && page.rows.every(({ id }) => asText(id).toLowerCase().startsWith(scope));
}

function refuseGaps(pages: readonly Page[]): void {
  const [{ total, file }] = pages;
  const ids = new Set(pages.flatMap(({ rows }) => rows.map(({ id }) => asText(id).toLowerCase())));
  const open = pages.find((page) => isOpen(page) && !pages.some((other) => mayEnd(other, page)));
  // Two queries may have as many rows, and one of them all.
  const isOdd = total !== undefined && pages.some(isOpen) && ids.size % total !== 0;
  if (open === undefined && !isOdd && ids.size >= (total ?? 0)) {
    return;
  }
  const cut = open ?? pages.find(isOpen);
  throw new InputError("ROWS_TRUNCATED", {
    file: cut?.file ?? file,
    // Of two queries with one total each counts for itself.
    count: asText(total !== undefined && ids.size > total && cut ? cut.rows.length : ids.size),
    total: total === undefined ? "" : asText(total),
    command: cut?.next ?? "",
  });
}

/** Whether a resource is shown with what it is configured to, not only by name. */
export function hasProperties(row: JsonObject): boolean {
  if ("properties" in row) {
    return isJsonObject(row.properties);
  }
  return Object.keys(row).some((key) => !ENVELOPE.has(key));
}

/** What stands beside the properties. */
const ENVELOPE: ReadonlySet<string> = new Set([
  "id",
  "name",
  "type",
  "location",
  "resourceGroup",
  "subscriptionId",
  "tenantId",
  "kind",
  "sku",
  "zones",
  "tags",
  "plan",
  "identity",
  "managedBy",
  "extendedLocation",
  "changedTime",
  "createdTime",
  "provisioningState",
  "etag",
]);
