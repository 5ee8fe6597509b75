import { Distinct } from "../distinct";

/** A document's verdicts as the page carries them: rows of alike endpoints are the same row, and mostly one letter. */
export interface PackedVerdicts {
  /** Letters with how often each comes in turn: `R512B1R487`. On the diagonal stands whatever makes rows alike. */
  readonly rows: readonly string[];
  /** The row of each endpoint. */
  readonly rowOf: readonly number[];
}

export function packVerdicts(verdicts: string, count: number): PackedVerdicts {
  const rows = new Distinct<string>();
  const rowOf = Array.from({ length: count }, (_, from) => {
    const row = verdicts.slice(from * count, (from + 1) * count);
    const neighbour = row[from === 0 ? 1 : from - 1] ?? ".";
    const filled = row.slice(0, from) + neighbour + row.slice(from + 1);
    return rows.indexOf(filled.replace(/(.)\1*/g, (run, letter: string) => letter + run.length));
  });
  return { rows: rows.all, rowOf };
}

export function unpackVerdicts({ rows, rowOf }: PackedVerdicts): string {
  const letters = rows.map((row) =>
    row.replace(/(\D)(\d+)/g, (_, letter: string, times: string) => letter.repeat(Number(times))),
  );
  return rowOf.map((row, from) => `${letters[row].slice(0, from)}.${letters[row].slice(from + 1)}`).join("");
}
