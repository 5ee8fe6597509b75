import { remember } from "../../collections/remember";
import { analyze, analyzeChange } from "../analysis";
import { findingsOf } from "../findings";
import { Edit, EditableInput } from "../model";
import { Analysis, AnalysisOptions, Endpoint, Finding, PairAnswer, PairResult, Verdict } from "../result";
import { LocalizedText } from "../text";
import { analysisContext } from "../trace/context";
import { AffectedEndpoints, affectedEndpoints } from "./affected-endpoints";
import { Candidate } from "./candidate";
import { changes } from "./changes";
import { constructsOf } from "./constructs";
import { keyOf } from "./edit-set";
import { ExaminedNetwork } from "./examined-network";
import { findRepairsIn } from "./find-repairs";
import { PAIRS_ALONE, questionsOfFinding } from "./finding-question";
import { FINDING_CURES } from "./findings/catalogue";
import { AskedOfInternet, internetChanges } from "./internet-changes";
import { cautionsOf, idOf } from "./proof";
import { PairEnds } from "./question";
import { worsened } from "./rank";
import { ProvenChange, Repair } from "./repair";
import { unaffectedAnswers } from "./unaffected-answers";

/** What is tried against one finding, and how much of it is told. */
const MOST_TRIED = 8;
const FEW_REPAIRS = 3;
const FEW_PAIRS = 3;

/** A finding with the changes that make it go away. */
export interface FindingRepairs {
  readonly finding: Finding;
  /** Best first; of a pair's repairs those that are the finding's cure too. */
  readonly repairs: readonly (ProvenChange | Repair)[];
  /** The pair that stands for the finding, where one does. */
  readonly pair?: PairEnds;
  /** What would do it if it could be written: of what a template deploys, say. Words are all that it is good for. */
  readonly inWords?: ProvenChange;
}

/** Whether what a finding is about is written in Terraform's own words. */
function isTerraforms({ resource = "" }: Finding): boolean {
  return /(^|\.)azurerm_/.test(resource);
}

/** Searches for changes of an input that make its findings go away, and proves them by finding again in the changed input. */
export class FindingSearch {
  private readonly options: AnalysisOptions;
  private readonly whole: ExaminedNetwork;
  private readonly before: Effect;
  private readonly known = new Map<string, Effect>();
  private words?: FindingSearch;

  public constructor(
    private readonly input: EditableInput,
    analysis: Analysis,
  ) {
    this.options = analysis.options;
    this.whole = new ExaminedNetwork(input.edited([]), this.options);
    this.before = new Effect(analysis, "resources");
  }

  /** Everything that was found. */
  public get findings(): readonly Finding[] {
    return this.before.findings;
  }

  /** `undefined` where nothing that could be written is known against it. */
  public repairsOf(finding: Finding): FindingRepairs | undefined {
    const found = this.writtenFor(finding);
    if ((found?.repairs.length ?? 0) > 0 || this.input.forWords === true || isTerraforms(finding)) {
      return found;
    }
    this.words ??= new FindingSearch(this.input.inWords(), this.before.analysis);
    const [inWords] = this.words.writtenFor(finding)?.repairs ?? [];
    return inWords === undefined ? found : { finding, repairs: [], ...found, inWords };
  }

  private writtenFor(finding: Finding): FindingRepairs | undefined {
    const asked = this.answerFor(finding);
    const cure = FINDING_CURES.get(finding.code);
    if (asked === undefined && cure === undefined) {
      return undefined;
    }
    const draft = { input: this.input, edits: [], context: this.whole.context, finding };
    const written = cure === undefined ? [] : this.proven(finding, cure(draft));
    const ofPair = asked?.repairs ?? [];
    const seen = new Set(ofPair.map(({ id }) => id));
    const all: (ProvenChange | Repair)[] = [...ofPair, ...written.filter(({ id }) => !seen.has(id))];
    const weight = (change: ProvenChange): number =>
      (worsened(change) > 0 ? 1000 : 0) + change.edits.length + change.cautions.length;
    const repairs = all.sort((one, other) => weight(one) - weight(other)).slice(0, FEW_REPAIRS);
    return { finding, repairs, ...(asked && { pair: { from: asked.from, to: asked.to } }) };
  }

  /** Repairs of the pair that stands for a finding; of a few pairs the first with one as the network does it elsewhere. */
  private answerFor(finding: Finding): (PairEnds & { readonly repairs: readonly Repair[] }) | undefined {
    let first: (PairEnds & { readonly repairs: readonly Repair[] }) | undefined;
    let tried = 0;
    const isAlone = PAIRS_ALONE.has(finding.code);
    for (const question of questionsOfFinding(this.whole, this.input, this.options, finding)) {
      const { from, to, repairs, preferred } = findRepairsIn(this.whole, question, FEW_REPAIRS);
      // What makes the pair as wanted in another way leaves the finding where it is.
      const cures = isAlone
        ? repairs.slice(0, Math.max(1, preferred))
        : repairs.filter(({ edits }) => this.isCured(finding, this.effectOf(edits)));
      if (first === undefined || first.repairs.length === 0) {
        first = { from, to, repairs: cures };
      }
      if (isAlone && preferred > 0) {
        return { from, to, repairs: cures };
      }
      if ((!isAlone && cures.length > 0) || ++tried === FEW_PAIRS) {
        break;
      }
    }
    return first;
  }

  private proven(finding: Finding, candidates: Iterable<Candidate>): ProvenChange[] {
    const found: ProvenChange[] = [];
    let tried = 0;
    for (const candidate of candidates) {
      if (found.length >= FEW_REPAIRS || ++tried > MOST_TRIED) {
        break;
      }
      const { edits, what } = candidate;
      const effect = this.effectOf(edits);
      const more = this.newIn(effect);
      if (this.isCured(finding, effect) && !more.some(({ severity }) => severity === "error")) {
        const named = this.input.named(edits);
        found.push({
          id: idOf(edits),
          edits: named,
          why: [what],
          cautions: [...cautionsOf({ edits: named, steps: [candidate] }, this.input), ...messagesOf(more)],
          alsoChanges: changes(this.before.analysis, effect.analysis),
          alsoOnInternet: internetChanges(this.before, effect, (subnet) => effect.mayTouch(subnet)),
          constructs: constructsOf(this.input, edits),
          form: this.input.form,
          provenBy: effect.provenBy,
        });
      }
    }
    return found;
  }

  /** Whether a finding is gone, and none of its kind came in its place: of a new table, what was said of its subnet. */
  private isCured({ code, message }: Finding, { findings }: Effect): boolean {
    const ofKind = (one: Finding): boolean => one.code === code;
    const left = findings.filter(ofKind);
    return (
      left.length < this.findings.filter(ofKind).length && !left.some((one) => one.message.en === message.en)
    );
  }

  /** Errors and warnings that were not there before. */
  private newIn({ findings }: Effect): readonly Finding[] {
    const before = new Set(this.findings.map(({ code, resource }) => `${code} ${resource}`));
    return findings.filter(
      ({ code, resource, severity }) => severity !== "info" && !before.has(`${code} ${resource}`),
    );
  }

  private effectOf(edits: readonly Edit[]): Effect {
    const key = keyOf(edits);
    let effect = this.known.get(key);
    if (effect === undefined) {
      const { model, from } = this.input.reread(edits);
      const affected = affectedEndpoints(this.whole.context, analysisContext(model, this.options));
      effect =
        affected === undefined
          ? new Effect(analyze(model, this.options), from)
          : new Effect(
              analyzeChange(model, this.options, unaffectedAnswers(this.before, affected)),
              from,
              affected,
            );
      this.known.set(key, effect);
    }
    return effect;
  }
}

/** What an input with edits in it is like. */
class Effect implements AskedOfInternet {
  private readonly answers = new Map<string, PairAnswer>();
  private readonly explained = new Map<string, PairResult>();
  private lazyFindings: readonly Finding[] | undefined;

  public constructor(
    public readonly analysis: Analysis,
    public readonly provenBy: ProvenChange["provenBy"],
    private readonly affected?: AffectedEndpoints,
  ) {}

  public get internet(): Endpoint {
    return this.analysis.internet;
  }

  public get subnets(): readonly Endpoint[] {
    return this.analysis.subnets;
  }

  public get endpoints(): readonly Endpoint[] {
    return this.analysis.endpoints;
  }

  public verdict(from: string, to: string): Verdict {
    return this.analysis.verdict(from, to);
  }

  /** The same is answered once. */
  public answer(from: string, to: string): PairAnswer {
    return remember(this.answers, `${from} ${to}`, () => this.analysis.answer(from, to));
  }

  public explain(from: string, to: string): PairResult {
    return remember(this.explained, `${from} ${to}`, () => this.analysis.explain(from, to));
  }

  /** Whether the change may be about a subnet, by its address. */
  public mayTouch(address: string): boolean {
    return this.affected?.has({ address }) !== false;
  }

  public get findings(): readonly Finding[] {
    this.lazyFindings ??= [...findingsOf(this.analysis.model), ...this.analysis.findings];
    return this.lazyFindings;
  }
}

/** What a change brings with it. */
function messagesOf(findings: readonly Finding[]): LocalizedText[] {
  return findings.map(({ message }) => message);
}
