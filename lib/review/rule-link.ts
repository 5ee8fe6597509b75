/** Where the rules are written down. */
const RULES_PAGE =
  "https://github.com/cdktf-azure-hub-spoke/cdktf-azure-hub-spoke/blob/main/docs/routing-rules.md";

/** The paragraph of a rule, with its sources. */
export function ruleUrl(rule: string): string {
  return `${RULES_PAGE}#${rule.toLowerCase()}`;
}
