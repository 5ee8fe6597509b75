import { REPAIR_CAUTIONS } from "../messages/repair-cautions";
import { blockAddress, Edit, EditableInput } from "../model";
import { distinct } from "../text";
import { adviceOn } from "./advice";
import { devicesOf } from "./devices";
import { goBeyond, keyOf } from "./edit-set";
import { ExaminedNetwork } from "./examined-network";
import { keepingOtherDirection } from "./other-direction";
import { Before, changesSeveral, proved } from "./proof";
import { RepairQuestion } from "./question";
import { Ranked, ranked, Style, takenAway, worsened } from "./rank";
import { Repair, RepairAnswer } from "./repair";
import { Cure, searchCures } from "./search";
import { Trial } from "./trial";
import { TriedNetworks } from "./tried-networks";
import { unseenHops } from "./unseen-hops";
import { unwritableOf } from "./unwritable";
import { isFulfilled } from "./wish";
import { forwarders } from "./writing/forwarders";

/** Repairs that are proved, and so can be ranked, when not all are asked for. */
const FEW_REPAIRS = 3;

/** Finds the smallest changes of an input that make a pair as wanted, and proves them. */
export function findRepairs(question: RepairQuestion, all = false): RepairAnswer {
  const { input, options } = question;
  const whole = new ExaminedNetwork(input.edited([]), options);
  const answer = findRepairsIn(whole, question, all ? Infinity : FEW_REPAIRS);
  const isCured = answer.repairs.length > 0;
  const mayHelp = isCured || answer.unwritable.length > 0 || answer.unproven > 0 || hasInstances(input);
  const [best] = answer.repairs;
  const isGood = answer.preferred > 0 && !changesSeveral(best.edits, input);
  if (answer.fulfilled || isGood || !mayHelp) {
    return answer;
  }
  const [inWords] = findRepairsIn(whole, { ...question, input: input.inWords() }, FEW_REPAIRS).repairs;
  const fed = inWords && provenAtFeeds(whole, question, inWords);
  if (fed !== undefined) {
    return { ...answer, ...NOTHING_LEFT, repairs: [fed, ...answer.repairs], preferred: answer.preferred + 1 };
  }
  return isCured || inWords === undefined ? answer : { ...answer, inWords: withFeeds(inWords, input) };
}

/** Why nothing helps is asked only where nothing does. */
const NOTHING_LEFT = { attempts: [], unproven: 0, unwritable: [], byName: [], advice: [] };

/** The same where locals and defaults of variables make what is to be changed: an edit of these is one of files. */
function provenAtFeeds(
  whole: ExaminedNetwork,
  question: RepairQuestion,
  { edits, why, cautions }: Repair,
): Repair | undefined {
  const { input } = question;
  const placed = input.atFeeds(edits);
  const [from, to] = [whole.endpoint(question.from)!, whole.endpoint(question.to)!];
  const { result } = new Trial(question, [], whole, from, to);
  const cure = placed && { edits: placed, steps: why.map((what) => ({ edits: [], what })) };
  const before = { ...result, unseen: unseenHops(whole, question, result) };
  const proof = cure && proved(question, TriedNetworks.of(whole, input), before, cure);
  return proof && { ...proof.repair, cautions: distinct([...cautions, ...proof.repair.cautions]) };
}

/** Whether there are instances, of which an edit changes all: what helps may be to change one. */
function hasInstances({ addresses }: EditableInput): boolean {
  return [...addresses].some((address) => blockAddress(address) !== address);
}

/** What an expression makes is changed where that takes it from. */
function withFeeds(repair: Repair, input: EditableInput): Repair {
  const feeds = repair.edits.flatMap((edit) => {
    const feed = input.feedOf(edit);
    return feed === undefined || edit.op === "create"
      ? []
      : [REPAIR_CAUTIONS.FED({ entry: "", place: "", ...feed, address: edit.address })];
  });
  return { ...repair, cautions: distinct([...feeds, ...repair.cautions]) };
}

/** What is to be done anyway: edits, and what they are for. */
type Done = Pick<Repair, "edits" | "why">;

/** The same for one of several questions about a network, with so many proofs at most, and what goes on from a repair. */
export function findRepairsIn(
  whole: ExaminedNetwork,
  question: RepairQuestion,
  enough: number,
  done: Done = { edits: [], why: [] },
): RepairAnswer {
  const { input, wish } = question;
  const [from, to] = [whole.endpoint(question.from), whole.endpoint(question.to)];
  if (from === undefined || to === undefined) {
    throw new Error(`No endpoint ${from === undefined ? question.from : question.to}`);
  }
  const networks = TriedNetworks.of(whole, input);
  const tryEdits = networks.trials(question);
  const unchanged = new Trial(question, [], whole, from, to);
  const start = (done.edits.length > 0 && tryEdits(done.edits)) || unchanged;
  const { verdict } = unchanged.result;
  const answer = { from: from.id, to: to.id, verdict };
  if (isFulfilled(wish, start.result)) {
    return { ...answer, ...NOTHING_LEFT, fulfilled: true, repairs: [], preferred: 0, unseen: [], tried: 0 };
  }
  const style: Style = {
    forwards: forwarders(start).length > 0 || areOnHubs(start),
    passesDevice: wish.kind !== "blocked" && start.ways.some(({ hops }) => devicesOf(hops).length > 0),
  };
  const { cures, tried, attempts } = searchCures(
    start,
    tryEdits,
    style.forwards,
    done.why.map((what) => ({ edits: [], what })),
  );
  const unseen = unseenHops(whole, question, unchanged.result);
  const proven = proofs(question, networks, { ...unchanged.result, unseen }, inOrder(cures, style), enough);
  const { repairs, preferred } = ranked(proven, style);
  const isCured = repairs.length > 0;
  return {
    ...answer,
    fulfilled: false,
    repairs,
    preferred,
    unseen,
    tried,
    attempts: isCured ? [] : attempts,
    unproven: isCured ? 0 : cures.length,
    unwritable: isCured ? [] : unwritableOf(start),
    byName: isCured ? [] : namingRules(start),
    advice: isCured ? [] : adviceOn(start),
  };
}

/** Whether an end is on a hub of Virtual WAN, which passes on what networks send each other, or may be put there. */
function areOnHubs({ context, from, to }: Trial): boolean {
  const { virtualWans } = context.tables;
  return [from, to].some(
    ({ subnet }) =>
      subnet !== undefined &&
      (virtualWans.connectionsOf(subnet.virtualNetwork).length > 0 ||
        (virtualWans.hubs.length > 0 && subnet.virtualNetwork.links.size === 0)),
  );
}

/** Of rules that compare names, which no input resolves. */
function namingRules(trial: Trial): readonly string[] {
  return [...new Set(trial.reasons("FILTER_BY_NAME").flatMap(({ params }) => params.rule ?? []))];
}

/** The likeliest first, since proofs cost the most. */
function inOrder(cures: readonly Cure[], { forwards }: Style): readonly Cure[] {
  const weight = ({ edits, steps }: Cure): number =>
    edits.length +
    steps.filter(({ caution }) => caution !== undefined).length +
    takenAway({ edits, steps }) +
    (forwards && steps.some(({ direct }) => direct === true) ? 10 : 0) -
    (steps.every(({ cause }) => cause === true) ? 10 : 0);
  return [...cures].sort((a, b) => weight(a) - weight(b));
}

function proofs(
  question: RepairQuestion,
  networks: TriedNetworks,
  before: Before,
  cures: readonly Cure[],
  enough: number,
): Ranked[] {
  const found: Ranked[] = [];
  const seen = new Set<string>();
  for (const each of cures) {
    const cure = oncePerLoop(each, question.input);
    const key = keyOf(cure.edits);
    if (seen.has(key)) {
      continue;
    }
    seen.add(key);
    const isMore = found.some((one) => isHarmless(one) && goBeyond(cure.edits, one.cure.edits));
    const proof = isMore ? undefined : proved(question, networks, before, cure);
    const wider = proof && keepingOtherDirection(question, networks, cure, proof);
    const also = wider && proved(question, networks, before, wider);
    found.push(...[also, proof].filter((one) => one !== undefined));
    if (found.length >= enough) {
      break;
    }
  }
  return found;
}

/** Of what a loop of a template makes, an edit of one is one of all: the same of another is written there already. */
function oncePerLoop(cure: Cure, input: EditableInput): Cure {
  const written = new Set<string>();
  const again = new Set<Edit>();
  for (const edit of cure.edits) {
    const copies = edit.op === "create" ? [] : input.copiesOf(edit.address);
    if (copies.length > 1) {
      const text = JSON.stringify({ ...edit, address: copies[0] });
      if (written.has(text)) {
        again.add(edit);
      }
      written.add(text);
    }
  }
  const isAgain = (edit: Edit): boolean => again.has(edit);
  return again.size === 0
    ? cure
    : {
        ...cure,
        edits: cure.edits.filter((edit) => !isAgain(edit)),
        steps: cure.steps.filter(({ edits }) => edits.length === 0 || !edits.every(isAgain)),
      };
}

/** What has more than this is listed behind it, if at all. */
function isHarmless({ repair, cure }: Ranked): boolean {
  return worsened(repair) === 0 && cure.conditional !== true;
}
