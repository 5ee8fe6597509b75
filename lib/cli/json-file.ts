import { readFileSync } from "node:fs";
import { displayName, fileError, parseJson } from "../analysis/readers/json-file";

/** Any JSON value of a file (the Azure CLI prints lists too); `-` is standard input. */
export function readJsonValue(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file === "-" ? 0 : file, "utf8");
  } catch (error) {
    throw fileError(displayName(file), error);
  }
  return parseJson(text.replace(/^\ufeff/, ""), displayName(file));
}
