import { Command } from "commander";

/**
 * The command line with its command in front: "--lang ja reach X" means "reach --lang ja X". The options belong to the
 * commands, which commander reads only behind their names.
 */
export function commandFirst(args: readonly string[], program: Command): string[] {
  const options = new Map(
    program.commands
      .flatMap((command) => command.options)
      .map((option) => [option.long, option.required] as const),
  );
  let at = 0;
  while (at < args.length && args[at].startsWith("-")) {
    const [name] = args[at].split("=");
    const takesNext = options.get(name) === true && name === args[at];
    if (!options.has(name) && !HELP.includes(name)) {
      return [...args];
    }
    at += takesNext ? 2 : 1;
  }
  const [before, rest] = [args.slice(0, at), args.slice(at)];
  if (rest.length === 0) {
    // Help of the whole command, in the language that is known already.
    return before.filter((option) => HELP.includes(option));
  }
  const [command, ...arguments_] = rest;
  // "help reach" is "reach --help", which also says that there is no such command.
  if (command === "help" && arguments_.length > 0) {
    const [of] = arguments_;
    return program.commands.some((one) => one.name() === of) ? [of, "--help", ...before] : [of];
  }
  // As Terraform and the Azure CLI have it.
  return command === "version" && arguments_.length === 0
    ? ["--version"]
    : [command, ...before, ...arguments_];
}

const HELP: readonly string[] = ["-h", "--help"];
