import { Command, CommanderError } from "commander";
import { InputError, WordedError } from "../analysis";
import { forWindow } from "../review";
import { commandFirst } from "./command-first";
import { commanderError, speak } from "./commander-words";
import { diffCommand } from "./commands/diff";
import { explainCommand } from "./commands/explain";
import { fixCommand } from "./commands/fix";
import { intentCommand } from "./commands/intent";
import { reachCommand } from "./commands/reach";
import { reviewCommand } from "./commands/review";
import { routesCommand } from "./commands/routes";
import { snapshotCommand } from "./commands/snapshot";
import { verifyCommand } from "./commands/verify";
import { languageOf } from "./common-options";
import { CliContext } from "./context";
import { EXIT } from "./exit-code";
import { causeOf, refusedFile } from "./file-cause";
import { sayingLines } from "./harmless";
import { Masking } from "./masking";
import { nearestWord } from "./nearest-word";
import { packageVersion } from "./package-version";
import { Progress } from "./progress";
import { OutputClosed, Terminal } from "./terminal";
import { WORDS } from "./words";

/** Runs one command line; the result is the process's exit code. Nothing is thrown and no stack trace shown. */
export function runCli(args: readonly string[], terminal: Terminal): number {
  const language = languageOf(args);
  const masking = new Masking();
  const context: CliContext = {
    terminal: sayingLines(masking.before(terminal)),
    masking,
    progress: new Progress(terminal),
    language,
    exitCode: EXIT.fine,
  };
  const program = buildProgram(context);
  const words = commandFirst(args, program);
  try {
    forWindow(terminal.columns, () => program.parse(words, { from: "user" }));
    return context.exitCode;
  } catch (error) {
    context.progress.done();
    return error instanceof CommanderError
      ? endWithUsage(error, words, program, context)
      : endWith(error, context);
  }
}

function buildProgram(context: CliContext): Command {
  const { terminal, language } = context;
  const program = new Command("hub-spoke").description(WORDS.description[language]).version(packageVersion());
  for (const command of [
    routesCommand,
    reachCommand,
    fixCommand,
    reviewCommand,
    diffCommand,
    verifyCommand,
    intentCommand,
    explainCommand,
    snapshotCommand,
  ]) {
    program.addCommand(command(context));
  }
  for (const command of [program, ...program.commands]) {
    command
      .exitOverride()
      .configureOutput({
        writeOut: (text) => terminal.out(text),
        writeErr: (text) => text.trimEnd().split("\n").forEach(terminal.err),
        // Said at the end, in the language asked for.
        outputError: () => undefined,
      })
      .configureHelp({ helpWidth: 100 });
    speak(command, language);
    command.hook("preAction", refuseUnnamed);
  }
  return program;
}

/** An option for a file that is empty is that of a variable of the shell without a value, not one that was left out. */
function refuseUnnamed(command: Command): void {
  const named = command.options.filter(({ flags }) => /<(?:file|folder)>/.test(flags));
  if (named.some((option) => [command.getOptionValue(option.attributeName())].flat().includes(""))) {
    throw new InputError("FILE_UNNAMED", { file: "" });
  }
}

function endWithUsage(
  error: CommanderError,
  words: readonly string[],
  program: Command,
  { terminal, language }: CliContext,
): number {
  // Help that was asked for, or that a missing command got, is no error sentence.
  if (error.exitCode === 0 || error.code.startsWith("commander.help")) {
    return error.exitCode === 0 ? EXIT.fine : EXIT.unusable;
  }
  terminal.err(commanderError(error, language, nearestWord(error, words, program)));
  return EXIT.unusable;
}

function endWith(error: unknown, { terminal, language }: CliContext): number {
  if (error instanceof OutputClosed) {
    return EXIT.fine;
  }
  if (error instanceof WordedError) {
    terminal.err(`hub-spoke: ${error.text[language]}`);
    return EXIT.unusable;
  }
  const file = refusedFile(error);
  if (file !== undefined) {
    terminal.err(`hub-spoke: ${WORDS.notReadable({ file, cause: causeOf(error, language) })[language]}`);
    return EXIT.unusable;
  }
  const { message, stack } = error instanceof Error ? error : { message: String(error), stack: undefined };
  terminal.err(`hub-spoke: ${WORDS.internal({ message })[language]}`);
  if (process.env.DEBUG === "hub-spoke" && stack !== undefined) {
    stack.split("\n").forEach(terminal.err);
  }
  return EXIT.unusable;
}
