import { shellWord } from "../text/shell-word";
import { CommonOptions } from "./common-options";

/** What to type for the repairs of a pair, or of the whole matrix, of the same inputs read the same way. */
export function fixCommandLine(
  inputs: readonly string[],
  options: CommonOptions,
  pair?: { readonly from: string; readonly to: string },
): string {
  const {
    assume,
    protocol,
    port,
    strict,
    forwardedTraffic,
    all,
    stack,
    config,
    varFile = [],
    lang,
  } = options;
  // What is given for a variable may be a secret.
  const variables = Object.keys(options.var ?? {}).map((name) => `${name}=...`);
  const words = [
    ...inputs,
    ...optional("--from", pair?.from),
    ...optional("--to", pair?.to),
    ...optional("--assume", assume),
    ...optional("--protocol", protocol === "tcp" ? undefined : protocol),
    ...optional("--port", port?.toString()),
    ...(strict ? ["--strict"] : []),
    ...optional("--forwarded-traffic", forwardedTraffic === "strict" ? undefined : forwardedTraffic),
    ...(all ? ["--all"] : []),
    ...optional("--stack", stack),
    ...optional("--config", config),
    ...varFile.flatMap((file) => ["--var-file", file]),
    ...variables.flatMap((variable) => ["--var", variable]),
    ...optional("--lang", lang === "en" ? undefined : lang),
  ];
  return ["hub-spoke", "fix", ...words.map(shellWord)].join(" ");
}

function optional(name: string, value: string | undefined): string[] {
  return value === undefined ? [] : [name, value];
}
