import {
  analyze,
  AnalysisOptions,
  findRepairs,
  readConfiguration,
  readNetwork,
  Repair,
  RepairAnswer,
  Wish,
} from "../../../../lib/analysis";
import { toTheLetter } from "./letter";

export interface Asked {
  readonly document: object;
  readonly assume?: object;
  readonly from: string;
  readonly to: string;
  readonly wish?: Wish;
  readonly options?: AnalysisOptions;
  readonly all?: boolean;
}

/** Asks for repairs, and holds each of them to its word. */
export function repairsOf(asked: Asked): RepairAnswer {
  const { document, assume, from, to, wish = { kind: "reachable" }, options = {}, all } = asked;
  const { input } = readNetwork(document, assume);
  const answer = findRepairs({ input, options, from, to, wish }, all);
  answer.repairs.forEach((repair) => expectKept(asked, repair));
  return answer;
}

/** Applied to the letter, a repair gives the verdict anew, and exactly the announced pairs change. */
export function expectKept({ document, assume, from, to, options }: Asked, repair: Repair): void {
  const before = analyze(readConfiguration(document, assume), options);
  const after = analyze(readConfiguration(toTheLetter(document, repair.edits), assume), options);
  expect(after.explain(from, to).verdict).toBe(repair.makes.verdict);
  const ids = after.endpoints.map(({ id }) => id);
  const changed = before.endpoints.flatMap((one) =>
    before.endpoints.flatMap((other) => {
      if (one.id === other.id || (one.id === from && other.id === to) || !ids.includes(one.id)) {
        return [];
      }
      const [was, is] = [before.verdict(one.id, other.id), after.verdict(one.id, other.id)];
      return was === is ? [] : [{ from: one.id, to: other.id, before: was, after: is }];
    }),
  );
  expect(repair.alsoChanges).toEqual(changed);
  const { internet } = before;
  const onInternet = before.subnets
    .flatMap(({ id }) => [
      { from: id, to: internet.id },
      { from: internet.id, to: id },
    ])
    .filter((ends) => ids.includes(ends.from === internet.id ? ends.to : ends.from))
    .filter((ends) => (ends.from !== from || ends.to !== to) && differs(ends));
  expect(repair.alsoOnInternet).toEqual(
    expect.arrayContaining(onInternet.map((ends) => expect.objectContaining(ends) as unknown)),
  );

  function differs(ends: { readonly from: string; readonly to: string }): boolean {
    return before.verdict(ends.from, ends.to) !== after.verdict(ends.from, ends.to);
  }
}
