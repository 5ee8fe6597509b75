import { Command, Option } from "commander";
import { renderPage, reviewAsMarkdown, reviewAsText } from "../../review";
import { CommonOptions, withCommonOptions } from "../common-options";
import { CliContext } from "../context";
import { UsageError } from "../exit-code";
import { checkExpectations } from "../expectations";
import { LoadedNetwork, loadNetworks } from "../load";
import { whileRead, writeSections } from "../output";
import { writeFile } from "../output-file";
import { reviewWithCures } from "../repairs";
import { WORDS } from "../words";

type Format = "text" | "markdown" | "html";

/** What a file's name says that it is to hold. */
const FORMATS: readonly (readonly [name: RegExp, format: Format])[] = [
  [/\.html?$/i, "html"],
  [/\.(md|markdown)$/i, "markdown"],
];

interface ReviewOptions extends CommonOptions {
  readonly format?: Format;
  readonly out?: string;
}

export function reviewCommand(context: CliContext): Command {
  const { language } = context;
  const command = new Command("review")
    .description(WORDS.review[language])
    .argument("<input...>", WORDS.input[language])
    .addOption(
      new Option("--format <format>", WORDS.formatByName[language]).choices(["text", "markdown", "html"]),
    )
    .addOption(new Option("--out <file>", WORDS.out[language]));
  return withCommonOptions(command, language).action((inputs: string[], options: ReviewOptions) => {
    context.exitCode = printReview(inputs, options, context);
  });
}

/** Names of what isn't written: a text called page.pdf opens nowhere. */
const OTHER_FORMATS = /\.(pdf|json|docx?|xlsx?|csv|png|svg)$/i;

function printReview(inputs: readonly string[], options: ReviewOptions, context: CliContext): number {
  if (options.format === undefined && OTHER_FORMATS.test(options.out ?? "")) {
    throw new UsageError(WORDS.noSuchFormat({ file: options.out! }));
  }
  const networks = loadNetworks(inputs, options, context);
  const conclude = checkExpectations(networks, options, context);
  if (options.out === undefined || options.out === "-") {
    whileRead(() => writeReview(networks, options, context));
  } else {
    writeFile(options.out, rendered(networks, options, context), context);
  }
  return conclude();
}

/** Everything that the format makes of the networks, into whatever terminal the context has. */
function writeReview(
  networks: readonly LoadedNetwork[],
  { out = "", format = FORMATS.find(([name]) => name.test(out))?.[1] ?? "text" }: ReviewOptions,
  context: CliContext,
): void {
  const { language, terminal } = context;
  const documents = networks.map(reviewWithCures);
  if (format === "html") {
    terminal.out(renderPage(documents, language));
  } else if (format === "markdown") {
    terminal.out(reviewAsMarkdown(documents, language));
  } else {
    writeSections(
      context,
      documents.map((document) => ({ name: document.name, text: reviewAsText(document, language) })),
    );
  }
}

function rendered(networks: readonly LoadedNetwork[], options: ReviewOptions, context: CliContext): string {
  let text = "";
  const terminal = { ...context.terminal, out: (part: string) => void (text += part) };
  writeReview(networks, options, { ...context, terminal });
  return text;
}
