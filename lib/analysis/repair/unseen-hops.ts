import { REPAIR_CAUTIONS } from "../messages/repair-cautions";
import { Edit } from "../model";
import { PairResult, Verdict, VERDICTS } from "../result";
import { LocalizedText } from "../text";
import { ExaminedNetwork } from "./examined-network";
import { RepairQuestion } from "./question";

/** A next hop on the way of a pair that nothing in the input has. */
export interface UnseenHop {
  readonly ip: string;
  /** The route that leads there, and the resource that writes it. */
  readonly route: string;
  readonly resource?: string;
  /** The verdict on the pair once somebody declares that the next hop forwards. */
  readonly declared: Verdict;
}

const CODES = ["NEXT_HOP_NOT_FOUND", "NEXT_HOP_ELSEWHERE", "NEXT_HOP_PERHAPS"];

/** R64: next hops of which a declaration would make the pair better, so that what somebody meant isn't undone unread. */
export function unseenHops(
  whole: ExaminedNetwork,
  { from, to, wish, options }: RepairQuestion,
  { verdict, reasons }: PairResult,
): readonly UnseenHop[] {
  const found = wish.kind === "blocked" ? [] : reasons.filter(({ code }) => CODES.includes(code));
  const hops = new Map(found.map((reason) => [reason.params.ip, reason]));
  if (hops.size === 0) {
    return [];
  }
  const { model } = whole.context.network;
  const { assumptions } = model;
  const forwards = [...assumptions.forwards, ...[...hops.keys()].map((ip) => ({ ip, declaredIn: "" }))];
  const declared = new ExaminedNetwork({ ...model, assumptions: { ...assumptions, forwards } }, options);
  const after = declared.pair(declared.endpoint(from)!, declared.endpoint(to)!, wish).verdict;
  return VERDICTS.indexOf(after) >= VERDICTS.indexOf(verdict)
    ? []
    : [...hops].map(([ip, { params, resource }]) => ({
        ip,
        route: params.route ?? "",
        ...(resource !== undefined && { resource }),
        declared: after,
      }));
}

/** What goes past a next hop that the input doesn't show, or takes the route there out: told to whoever applies it. */
export function pastUnseen(
  unseen: readonly UnseenHop[],
  edits: readonly Edit[],
  through: readonly string[],
): readonly LocalizedText[] {
  const removed = new Set(edits.flatMap((edit) => (edit.op === "remove" ? edit.address : [])));
  return unseen
    .filter(({ resource = "" }) => through.length === 0 || removed.has(resource))
    .map(({ ip, route }) => REPAIR_CAUTIONS.PAST_UNSEEN({ ip, route }));
}
