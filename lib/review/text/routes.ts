import { Language } from "../../analysis/result";
import { ReviewRoute } from "../document";
import { ROUTE_COLUMNS } from "../portal-words";
import { TEXT_WIDTH, bullet, columns, printable } from "./layout";

/** The portal's effective routes blade of one subnet. */
export function routesAsText(subnet: string, rows: readonly ReviewRoute[], language: Language): string {
  const cells = rows.map((row) => row.cells.map((cell) => cell[language]));
  const head = ROUTE_COLUMNS.map((column) => column[language]);
  const natural = columns([head, ...cells], { language });
  const fits = natural.split("\n").every((line) => line.length <= TEXT_WIDTH);
  const notes = [...new Set(rows.flatMap((row) => (row.note ? [row.note[language]] : [])))];
  return [
    printable(subnet),
    fits ? natural : columns([head, ...cells], { language, widths: WIDTHS }),
    ...notes.map((note) => bullet(note, 0, "*")),
  ].join("\n");
}

/** What fits TEXT_WIDTH with two blanks between the columns. */
const WIDTHS = [12, 8, 19, 20, 17, 14];
