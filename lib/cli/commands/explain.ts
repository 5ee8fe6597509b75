import { Command, Option } from "commander";
import { knownCodes, meaningsOf } from "../../analysis";
import { VERDICTS } from "../../analysis/result";
import { isVerdict, meaningAsText, ruleAsText, verdictAsText } from "../../review";
import { CliContext, unknownName } from "../context";
import { WORDS } from "../words";

export function explainCommand(context: CliContext): Command {
  const { language } = context;
  return new Command("explain")
    .description(WORDS.explain[language])
    .argument("<code...>", WORDS.code[language])
    .addOption(new Option("--lang <language>", WORDS.lang[language]).choices(["en", "ja"]).default("en"))
    .action((codes: string[]) => {
      // All of them are looked up before one is printed.
      const meanings = codes.map((code) => meaningOf(asWritten(code), context));
      context.terminal.out(`${meanings.join("\n\n")}\n`);
    });
}

/** As answers write it: people copy brackets along, and put a space into "R 24". */
function asWritten(given: string): string {
  return given.toUpperCase().replace(/[\s[\],]/g, "");
}

function meaningOf(code: string, { language }: CliContext): string {
  if (isVerdict(code)) {
    return verdictAsText(code, language);
  }
  const meanings = meaningsOf(code);
  if (meanings.length === 0) {
    const [rule, codes] = heldBy(code);
    if (rule !== undefined) {
      return ruleAsText(rule, codes, language);
    }
    throw unknownName(WORDS.unknownCode, code, [...VERDICTS, ...knownCodes()]);
  }
  return meanings.map((meaning) => meaningAsText(code, meaning, language)).join("\n\n");
}

/** A rule as it is written (`R5b`), and the codes of what holds by it; none where nothing does. */
function heldBy(given: string): readonly [rule: string | undefined, codes: readonly string[]] {
  const held = knownCodes().flatMap((code) =>
    meaningsOf(code)
      .flatMap(({ rules }) => rules)
      .filter((rule) => rule.toUpperCase() === given)
      .map((rule) => ({ rule, code })),
  );
  return [held[0]?.rule, [...new Set(held.map(({ code }) => code))]];
}
