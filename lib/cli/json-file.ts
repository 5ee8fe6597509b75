import { readFileSync } from "node:fs";
import { displayName, parseJson } from "../analysis/readers/json-file";
import { fill } from "../review";
import { CliContext } from "./context";
import { UsageError } from "./exit-code";
import { causeOf } from "./file-cause";
import { WORDS } from "./words";

/** Any JSON value of a file (the Azure CLI prints lists too); `-` is standard input. */
export function readJsonValue(file: string, { language }: CliContext): unknown {
  let text: string;
  try {
    text = readFileSync(file === "-" ? 0 : file, "utf8");
  } catch (error) {
    throw new UsageError(fill(WORDS.notReadable[language], { file, cause: causeOf(error, language) }));
  }
  return parseJson(text.replace(/^\ufeff/, ""), displayName(file));
}
