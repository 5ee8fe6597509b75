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
  /** The verdict on the pair once somebody declares that the next hop forwards; none where that wouldn't tell enough. */
  readonly declared?: Verdict;
  /** The network that may have it, of whose peering one half is in the input. */
  readonly remote?: string;
}

const CODES = ["NEXT_HOP_NOT_FOUND", "NEXT_HOP_ELSEWHERE", "NEXT_HOP_PERHAPS"];

/**
 * R64: next hops of which a declaration would make the pair better, or which may be in a network that the input doesn't hold, so
 * that what somebody meant isn't undone unread.
 */
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
  const helps = VERDICTS.indexOf(after) < VERDICTS.indexOf(verdict);
  return [...hops].flatMap(([ip, { params, resource }]): UnseenHop[] => {
    const { route = "", remote = "" } = params;
    const hop = { ip, route, ...(resource !== undefined && { resource }) };
    return helps ? [{ ...hop, declared: after }] : remote === "" ? [] : [{ ...hop, remote }];
  });
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
    .map(({ ip, route, remote = "" }) => REPAIR_CAUTIONS.PAST_UNSEEN({ ip, route, remote }));
}
