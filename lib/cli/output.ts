import { visible } from "../review";
import { CliContext } from "./context";
import { harmlessJson, withoutCommands } from "./harmless";
import { OutputClosed } from "./terminal";

export interface NamedValue {
  readonly name: string;
  readonly value: object;
}

/** One network is exactly the contract's object; several are `{version, stacks}`. */
export function byStack(values: readonly NamedValue[]): object {
  if (values.length === 1) {
    return values[0].value;
  }
  return { version: 1, stacks: Object.fromEntries(values.map(({ name, value }) => [name, value])) };
}

export function writeJson({ terminal }: CliContext, value: object): void {
  terminal.out(`${harmlessJson(JSON.stringify(value, null, 2))}\n`);
}

export interface Section {
  readonly name: string;
  readonly text: string;
}

/** One section needs no title; several are told apart by their stack's name. */
export function writeSections({ terminal }: CliContext, sections: readonly Section[]): void {
  const titled = sections.map(({ name, text }) =>
    sections.length === 1 ? text : `== ${visible(name)} ==\n\n${text}`,
  );
  terminal.out(`${withoutCommands(titled.join("\n\n"))}\n`);
}

/** Prints for as long as somebody reads. What is expected is checked all the same: the exit code is for scripts. */
export function whileRead(print: () => void): void {
  try {
    print();
  } catch (error) {
    if (!(error instanceof OutputClosed)) {
      throw error;
    }
  }
}
