import { Language } from "../../analysis/result";
import { ReviewReason } from "../document";
import { ruleUrl } from "../rule-link";
import { code, escapeMarkdown } from "./escape";

/** Why a pair has its verdict, as a list: each sentence with its code, what caused it, and links to the rules. */
export function reasonsAsMarkdown(reasons: readonly ReviewReason[], language: Language): string {
  return reasons
    .map(({ message, code: name, resource, rules }) => {
      const links = rules.map((rule) => `[${rule}](${ruleUrl(rule)})`).join(", ");
      const where = resource === undefined ? "" : ` ${code(resource)}`;
      return `- ${escapeMarkdown(message[language])} ${code(name)}${where} ${links}`;
    })
    .join("\n");
}
