import { prefixProblem } from "../../network/addressing";

/** Why what an appliance is to announce, or is declared to, is no list of prefixes. */
export function announcementProblems(who: string, prefixes: readonly string[]): string[] {
  return prefixes
    .map((prefix) => prefixProblem(`a prefix of ${who}`, prefix))
    .filter((problem): problem is string => problem !== undefined);
}
