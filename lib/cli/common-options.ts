import { Command, InvalidArgumentError, Option } from "commander";
import { AnalysisOptions, Language, Protocol } from "../analysis/result";
import { WORDS } from "./words";

/** Options that every command has (design: CLI contract). */
export interface CommonOptions {
  readonly assume?: string;
  readonly protocol: Protocol;
  readonly port?: number;
  readonly strict?: boolean;
  readonly forwardedTraffic: "strict" | "permissive";
  readonly all?: boolean;
  readonly lang: Language;
  readonly stack?: string;
  readonly config?: string;
  readonly varFile?: readonly string[];
  readonly var?: { readonly [name: string]: string };
  readonly require?: "connected" | "isolated";
  readonly expect?: string;
}

export function withCommonOptions(command: Command, language: Language): Command {
  return command
    .addOption(new Option("--assume <file>", WORDS.assume[language]))
    .addOption(
      new Option("--protocol <name>", WORDS.protocol[language])
        .choices(["tcp", "udp", "icmp", "any"])
        .default("tcp"),
    )
    .addOption(
      new Option("--port <number>", WORDS.port[language]).argParser((given) => portNumber(given, language)),
    )
    .addOption(new Option("--strict", WORDS.strict[language]))
    .addOption(
      new Option("--forwarded-traffic <reading>", WORDS.forwardedTraffic[language])
        .choices(["strict", "permissive"])
        .default("strict"),
    )
    .addOption(new Option("--all", WORDS.all[language]))
    .addOption(new Option("--stack <name>", WORDS.stack[language]))
    .addOption(new Option("--config <folder>", WORDS.config[language]))
    .addOption(
      new Option("--var-file <file>", WORDS.varFile[language]).argParser((file, files: string[] = []) => [
        ...files,
        file,
      ]),
    )
    .addOption(
      new Option("--var <assignment>", WORDS.var[language]).argParser((given, values: object = {}) => ({
        ...values,
        ...assignment(given, language),
      })),
    )
    .addOption(new Option("--require <state>", WORDS.require[language]).choices(["connected", "isolated"]))
    .addOption(new Option("--expect <file>", WORDS.expect[language]))
    .addOption(new Option("--lang <language>", WORDS.lang[language]).choices(["en", "ja"]).default("en"));
}

export function analysisOptions(options: CommonOptions): AnalysisOptions {
  return {
    protocol: options.protocol,
    forwardedTraffic: options.forwardedTraffic,
    ...(options.port !== undefined && { port: options.port }),
    ...(options.strict && { strict: true }),
    ...(options.all && { all: true }),
  };
}

function assignment(given: string, language: Language): { [name: string]: string } {
  const at = given.indexOf("=");
  if (at < 1) {
    throw new InvalidArgumentError(WORDS.varAssignment[language]);
  }
  return { [given.slice(0, at)]: given.slice(at + 1) };
}

function portNumber(given: string, language: Language): number {
  const port = Number(given);
  if (!/^\d+$/.test(given) || port < 1 || port > 65535) {
    throw new InvalidArgumentError(WORDS.portNumber[language]);
  }
  return port;
}

/** The language is needed before the command line is parsed: help is written in it. */
export function languageOf(args: readonly string[]): Language {
  const index = args.findIndex((arg) => arg === "--lang" || arg.startsWith("--lang="));
  if (index < 0) {
    return "en";
  }
  return (args[index].split("=")[1] ?? args[index + 1]) === "ja" ? "ja" : "en";
}
