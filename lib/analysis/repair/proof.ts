import { createHash } from "node:crypto";
import { messageOf } from "../messages";
import { REPAIR_CAUTIONS } from "../messages/repairs";
import { Edit } from "../model";
import { Hop, PairResult, ReachabilityMatrix } from "../result";
import { inBoth, LocalizedText } from "../text";
import { devicesOf } from "./devices";
import { keyOf } from "./edit-set";
import { ExaminedNetwork } from "./examined-network";
import { RepairQuestion } from "./question";
import { Ranked } from "./rank";
import { OtherChange } from "./repair";
import { Cure } from "./search";
import { isFulfilled, isNearlyFulfilled } from "./wish";

/** Reads the edited input anew; `undefined` where the pair isn't as wanted after all. */
export function proved(
  question: RepairQuestion,
  before: ExaminedNetwork,
  worse: PairResult,
  cure: Cure,
): Ranked | undefined {
  const { model, from: provenBy } = question.input.reread(cure.edits);
  const after = new ExaminedNetwork(model, question.options);
  const [from, to] = [after.endpoint(question.from), after.endpoint(question.to)];
  const result = from === undefined || to === undefined ? undefined : after.pair(from, to, question.wish);
  const isSo =
    result !== undefined &&
    (isFulfilled(question.wish, result) ||
      (cure.conditional === true && isNearlyFulfilled(worse, question.wish, result)));
  if (!isSo) {
    return undefined;
  }
  const repair = {
    id: idOf(cure.edits),
    edits: cure.edits,
    why: cure.steps.map(({ what }) => what),
    cautions: [...cautionsOf(cure), ...conditionsOf(result)],
    makes: { verdict: result.verdict, through: namesOf(result.forward) },
    alsoChanges: changes(before, after).filter(
      (change) => change.from !== question.from || change.to !== question.to,
    ),
    assumptions: result.assumptions,
    provenBy,
  };
  return { repair, cure, devices: devicesOf(result.forward).map(({ resource }) => resource) };
}

/** Of edits alone, so that the same ones have the same id in every run. */
export function idOf(edits: readonly Edit[]): string {
  return createHash("sha256").update(keyOf(edits)).digest("hex").slice(0, 10);
}

interface WithMatrix {
  readonly matrix: ReachabilityMatrix;
}

/** Every pair whose verdict differs. */
export function changes(before: WithMatrix, after: WithMatrix): OtherChange[] {
  const [old, now] = [before.matrix, after.matrix];
  const indexes = new Map(now.endpoints.map(({ address, id }, index) => [`${address} ${id}`, index]));
  const found: OtherChange[] = [];
  old.endpoints.forEach((from, i) => {
    const row = indexes.get(`${from.address} ${from.id}`);
    old.endpoints.forEach((to, j) => {
      const column = indexes.get(`${to.address} ${to.id}`);
      const [was, is] =
        row === undefined || column === undefined ? [] : [old.verdictAt(i, j), now.verdictAt(row, column)];
      if (was !== undefined && is !== undefined && was !== is) {
        found.push({ from: from.id, to: to.id, before: was, after: is });
      }
    });
  });
  return found;
}

/** What whoever applies edits should know. */
export function cautionsOf({ edits, steps }: Pick<Cure, "edits" | "steps">): LocalizedText[] {
  const own = steps.flatMap(({ caution }) => caution ?? []);
  const modules = edits.flatMap((edit) => insideModule(edit) ?? []);
  return [...own, ...modules];
}

/** What a conditional verdict depends on. */
function conditionsOf({ verdict, reasons }: PairResult): LocalizedText[] {
  const open = verdict === "CONDITIONAL" ? reasons.filter(({ code }) => code !== "ASSUMED") : [];
  return open.map((reason) => inBoth((language) => messageOf(reason, language)));
}

function insideModule(edit: Edit): LocalizedText | undefined {
  const address = edit.op === "create" ? "" : edit.address;
  const [module] = /^(module\.[^.]+\.)+/.exec(address) ?? [];
  return module === undefined
    ? undefined
    : REPAIR_CAUTIONS.INSIDE_MODULE({ address, module: module.replace(/\.$/, "") });
}

function namesOf(hops: readonly Hop[]): string[] {
  return hops.flatMap(({ via }) => via?.name ?? []);
}
