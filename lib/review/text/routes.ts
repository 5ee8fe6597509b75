import { Language } from "../../analysis/result";
import { ReviewRoute } from "../document";
import { ROUTE_COLUMNS } from "../portal-words";
import { bullet, columns, printable } from "./layout";

/** The portal's effective routes blade of one subnet. */
export function routesAsText(subnet: string, rows: readonly ReviewRoute[], language: Language): string {
  const cells = rows.map((row) => row.cells.map((cell) => cell[language]));
  const head = ROUTE_COLUMNS.map((column) => column[language]);
  const notes = [...new Set(rows.flatMap((row) => (row.note ? [row.note[language]] : [])))];
  return [
    printable(subnet),
    columns([head, ...cells], true),
    ...notes.map((note) => bullet(note, 0, "*")),
  ].join("\n");
}
