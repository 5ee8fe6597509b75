import { SERVICE_TAGS, WORDS_FOR_EVERY_ADDRESS } from "../../azure/service-tags";
import { slipOf } from "../../text/nearest";
import { Check, partProblem } from "./check";
import { SOURCES } from "./sources";
import { nameOf, quote } from "./words";

/** Names that stand for addresses, in rules and routes. */
export const SERVICE_TAG_CHECKS: readonly Check[] = [
  {
    code: "SERVICE_TAG_MISTAKEN",
    severity: "error",
    what: {
      en: "A security rule or a route names a service tag that Azure doesn't have, and nearly one that it has",
      ja: "セキュリティ規則またはルートのサービス タグが Azure になく、よく似た名前のサービス タグがあります",
    },
    source: SOURCES.serviceTags,
    fix: {
      en: "Write the name of the service tag, or * for every address of a rule.",
      ja: "サービス タグの正しい名前を指定してください。規則ですべてのアドレスを表すには * を使います。",
    },
    *find({ model }) {
      for (const group of model.networkSecurityGroups) {
        for (const rule of group.rules) {
          for (const text of [...rule.destinations, ...rule.sources]) {
            const meant = tagMeant(text);
            if (meant !== undefined) {
              yield {
                ...partProblem(rule, {
                  en: `Rule ${quote(rule.name)} of ${nameOf(group)} names ${quote(text)}, which is no service tag.`,
                  ja: `${nameOf(group)} の規則 ${quote(rule.name)} の ${quote(text)} は、サービス タグではありません。`,
                }),
                fix: writing(meant),
              };
            }
          }
        }
      }
      for (const table of model.routeTables) {
        for (const route of table.routes) {
          const meant = tagMeant(route.addressPrefix);
          if (meant !== undefined && meant !== EVERY_ADDRESS) {
            yield {
              ...partProblem(route, {
                en: `Route ${quote(route.name)} of ${nameOf(table)} is for ${quote(route.addressPrefix)}, which is no service tag.`,
                ja: `${nameOf(table)} のルート ${quote(route.name)} の ${quote(route.addressPrefix)} は、サービス タグではありません。`,
              }),
              fix: writing(meant),
            };
          }
        }
      }
    },
  },
];

const EVERY_ADDRESS = "*";

const WORDS: ReadonlySet<string> = new Set(WORDS_FOR_EVERY_ADDRESS.map((word) => word.toLowerCase()));

/** `Storage.EastUS` of `Storrage.EastUS`, `*` of `Any`; nothing of a tag, of what may be a new one, and of what is no name. */
export function tagMeant(text: string): string | undefined {
  const [, name, rest] = /^([A-Za-z]\w*)((?:\.\w+)*)$/.exec(text) ?? [];
  if (name === undefined || WORDS.has(text.toLowerCase())) {
    return name === undefined ? undefined : EVERY_ADDRESS;
  }
  const meant = slipOf(name, SERVICE_TAGS);
  return meant === undefined ? undefined : meant + rest;
}

function writing(meant: string): { en: string; ja: string } {
  return { en: `Write ${quote(meant)}.`, ja: `${quote(meant)} と指定してください。` };
}
