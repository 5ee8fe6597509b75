import { LocalizedText } from "../../analysis/text";
import { CliContext } from "../context";
import { UsageError } from "../exit-code";
import { WORDS } from "../words";

/** A row of Resource Graph, or one that a snapshot adds. */
export interface Row {
  readonly id: string;
  readonly type?: unknown;
  readonly properties?: { readonly [name: string]: unknown };
}

/** Rows of a kind of Microsoft.Network. */
export function rowsOf(rows: readonly object[], kind: string): Row[] {
  return rows.filter(
    (row): row is Row =>
      "id" in row &&
      typeof row.id === "string" &&
      "type" in row &&
      String(row.type).toLowerCase() === `microsoft.network/${kind.toLowerCase()}`,
  );
}

/** Asks about one resource. Where Azure doesn't answer, that is said, and what it would have told stays unknown. */
export function asking<T>(
  id: string,
  ask: () => T,
  unread: (of: { readonly id: string; readonly cause: LocalizedText }) => LocalizedText,
  { progress, terminal, language }: CliContext,
): T | undefined {
  progress.say(WORDS.askingHub({ hub: id.split("/").pop() ?? id })[language]);
  try {
    return ask();
  } catch (error) {
    if (error instanceof UsageError) {
      progress.done();
      terminal.err(unread({ id, cause: error.text })[language]);
      return undefined;
    }
    throw error;
  }
}
