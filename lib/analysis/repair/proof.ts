import { createHash } from "node:crypto";
import { messageOf } from "../messages";
import { REPAIR_CAUTIONS } from "../messages/repair-cautions";
import { blockAddress, Edit, EditableInput } from "../model";
import { Hop, PairResult } from "../result";
import { distinct, inBoth, LocalizedText } from "../text";
import { constructsOf } from "./constructs";
import { devicesOf } from "./devices";
import { keyOf } from "./edit-set";
import { newlyLedThemselves } from "./own-traffic";
import { RepairQuestion } from "./question";
import { Ranked } from "./rank";
import { Cure } from "./search";
import { TriedNetworks } from "./tried-networks";
import { pastUnseen, UnseenHop } from "./unseen-hops";
import { isFulfilled, isNearlyFulfilled, Wish } from "./wish";

/** What a pair met, and which next hops the input doesn't show. */
export interface Before extends PairResult {
  readonly unseen: readonly UnseenHop[];
}

/** Reads the edited input anew; `undefined` where the pair isn't as wanted after all. */
export function proved(
  question: RepairQuestion,
  networks: TriedNetworks,
  worse: Before,
  cure: Cure,
): Ranked | undefined {
  const edited = networks.proof(cure.edits);
  const { network: after, provenBy } = edited;
  const [from, to] = [after.endpoint(question.from), after.endpoint(question.to)];
  const result = from === undefined || to === undefined ? undefined : after.pair(from, to, question.wish);
  const isSo =
    result !== undefined &&
    (isFulfilled(question.wish, result) ||
      (cure.conditional === true && isNearlyFulfilled(worse, question.wish, result, cure.steps)));
  if (!isSo || (changesSeveral(cure.edits, question.input) && edited.isRefused)) {
    return undefined;
  }
  const isOther = (change: { readonly from: string; readonly to: string }): boolean =>
    change.from !== question.from || change.to !== question.to;
  const through = namesOf(result.forward);
  const undone = pastUnseen(worse.unseen, cure.edits, through);
  const edits = question.input.named(cure.edits);
  const repair = {
    id: idOf(cure.edits),
    edits,
    why: cure.steps.map(({ what }) => what),
    cautions: [
      ...cautionsOf({ edits, steps: cure.steps }, question.input),
      ...pastDenials(worse, result, question.wish),
      ...undone,
      ...newlyLedThemselves(networks.network, after.context.network),
      ...conditionsOf(result),
    ],
    makes: { verdict: result.verdict, through },
    alsoChanges: edited.changes.filter(isOther),
    alsoOnInternet: edited.internetChanges.filter(isOther),
    assumptions: result.assumptions,
    constructs: constructsOf(question.input, cure.edits),
    form: question.input.form,
    provenBy,
  };
  return {
    repair,
    cure,
    undoes: undone.length > 0 || cure.steps.some(({ undoes }) => undoes === true),
    devices: devicesOf(result.forward).map(({ resource }) => resource),
  };
}

/** Whether an edit is about a block with `count` or `for_each`, or what a loop of a template makes, and so about all that it makes. */
export function changesSeveral(edits: readonly Edit[], input: EditableInput): boolean {
  const changed = edits.flatMap((edit) => (edit.op === "create" ? [] : edit.address));
  return (
    [...input.addresses].some(
      (address) => changed.includes(blockAddress(address)) && !changed.includes(address),
    ) || changed.some((address) => isFeed(address) || input.copiesOf(address).length > 1)
  );
}

/** What a local or a variable feeds may be several blocks. */
function isFeed(address: string): boolean {
  return /^(local|variable)\./.test(address);
}

/** Of edits alone, so that the same ones have the same id in every run. */
export function idOf(edits: readonly Edit[]): string {
  return createHash("sha256").update(keyOf(edits)).digest("hex").slice(0, 10);
}

/** What whoever applies edits should know. */
export function cautionsOf(
  { edits, steps }: Pick<Cure, "edits" | "steps">,
  input: EditableInput,
): LocalizedText[] {
  const own = steps.flatMap(({ caution }) => caution ?? []);
  const changed = edits.filter((edit) => edit.op !== "create");
  const addresses = (some: typeof changed): string[] => [...new Set(some.map(({ address }) => address))];
  const places = [
    ...addresses(changed).flatMap((address) => severalInstances(address, input)),
    // Edits that name a folder are those of its files.
    ...addresses(changed.filter(({ folder }) => folder === undefined)).flatMap(insideModule),
  ];
  // Of several copies each says the same.
  return distinct([...own, ...places]);
}

/** Of more copies the first are named. */
const FEW_COPIES = 4;

/** Whoever edits a block with count or for_each edits all its instances. */
function severalInstances(address: string, input: EditableInput): LocalizedText[] {
  const instances = [...input.addresses].filter((one) => one !== address && blockAddress(one) === address);
  const copies = input.copiesOf(address);
  const [few, count] = [copies.slice(0, FEW_COPIES).join(", "), String(copies.length)];
  return [
    ...(instances.length < 2
      ? []
      : [REPAIR_CAUTIONS.EACH_INSTANCE({ block: address, count: String(instances.length) })]),
    ...(copies.length < 2 ? [] : [REPAIR_CAUTIONS.EACH_COPY({ count, few })]),
  ];
}

/** Firewalls that deny the packets today, and that these no longer meet. */
function pastDenials(before: PairResult, { forward }: PairResult, wish: Wish): LocalizedText[] {
  const met = new Set(namesOf(forward));
  const denials =
    wish.kind === "blocked" ? [] : before.reasons.filter(({ code }) => code === "FIREWALL_DENY");
  return denials.flatMap(({ params: { firewall = "", rule = "" } }) =>
    met.has(firewall) ? [] : [REPAIR_CAUTIONS.PAST_DENIAL({ firewall, rule })],
  );
}

/** What a conditional verdict depends on. */
function conditionsOf({ verdict, reasons }: PairResult): LocalizedText[] {
  const open = verdict === "CONDITIONAL" ? reasons.filter(({ code }) => !SETTLED.has(code)) : [];
  return open.map((reason) => inBoth((language) => messageOf(reason, language)));
}

/** What is told of a way and leaves nothing open. */
const SETTLED: ReadonlySet<string> = new Set(["ASSUMED", "EGRESS_FIREWALL"]);

function insideModule(address: string): LocalizedText[] {
  const [module] = /^(module\.[^.]+\.)+/.exec(address) ?? [];
  return module === undefined
    ? []
    : [REPAIR_CAUTIONS.INSIDE_MODULE({ address, module: module.replace(/\.$/, "") })];
}

function namesOf(hops: readonly Hop[]): string[] {
  return hops.flatMap(({ via }) => via?.name ?? []);
}
