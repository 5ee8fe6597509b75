import { remember } from "../../collections/remember";
import { NetworkModel } from "../model";
import { Analysis, Endpoint, PairAnswer, PairPart, PairResult, Verdict } from "../result";
import { factsOf, Identities } from "./identities";
import { boundTo, involvedResources } from "./involved-resources";
import { ComparedAddresses } from "./public-addresses";

/** What changed between two networks in who can talk to whom. */
export interface NetworkDiff {
  /** Endpoints that only the head has. */
  readonly addedEndpoints: readonly string[];
  /** Endpoints that only the base has. */
  readonly removedEndpoints: readonly string[];
  /** Pairs of endpoints in both whose verdict or path changed, by the kind of change. */
  readonly changes: readonly PairChange[];
}

/** Pairs that changed in the same way for the same cause. */
export interface PairChange {
  readonly before: Verdict;
  readonly after: Verdict;
  /** Names of forwarders on the way there. */
  readonly beforePath: readonly string[];
  readonly afterPath: readonly string[];
  /** From the Internet: what arrives, `TCP 443`; an empty text stands for everything that was asked about. */
  readonly beforeExposures?: readonly string[];
  readonly afterExposures?: readonly string[];
  /** Between a network and the Internet, where they change: public addresses by name, which others may know. */
  readonly beforeAddresses?: readonly string[];
  readonly afterAddresses?: readonly string[];
  /** Terraform addresses of resources that changed and that either path depends on. */
  readonly causes: readonly string[];
  /** The pairs, as ids. */
  readonly pairs: readonly (readonly [from: string, to: string])[];
  /** One of the pairs, before and after. */
  readonly exampleBefore: PairResult;
  readonly exampleAfter: PairResult;
}

/** Compares two analyses pair by pair; pairs of the same classes on both sides are compared once. */
export function diffAnalyses(base: Analysis, head: Analysis): NetworkDiff {
  const before = new IndexedMatrix(base);
  const after = new IndexedMatrix(head);
  const identities = new Identities(base.model, head.model);
  const changed = changedResources(base.model, head.model, identities);
  const own = new OwnResources([base, head], changed, identities);
  const addresses = new ComparedAddresses(base.model, head.model, identities);
  const pairs = new ComparedPairs(base, head, { changed, own, identities, addresses }, (from, to) =>
    [before, after].map((side) => side.kindOf(from, to)).join(" "),
  );
  const common = base.endpoints.map(({ id }) => id).filter((id) => after.indexes.has(id));
  for (const from of common) {
    for (const to of common) {
      if (from !== to) {
        pairs.add(from, to);
      }
    }
  }
  const subnets = new Set(base.subnets.map(({ id }) => id));
  common.filter((id) => subnets.has(id)).forEach((id) => pairs.addWithInternet(id));
  return {
    addedEndpoints: head.endpoints.map(({ id }) => id).filter((id) => !before.indexes.has(id)),
    removedEndpoints: base.endpoints.map(({ id }) => id).filter((id) => !after.indexes.has(id)),
    changes: pairs.changes,
  };
}

/** Pairs of endpoints that both analyses have, by what changed between them. */
class ComparedPairs {
  private readonly sides: readonly [Analysis, Analysis];
  private readonly compared = new Map<string, Comparison>();
  private readonly found = new Map<
    string,
    { readonly comparison: Comparison; readonly pairs: [string, string][] }
  >();
  // Of a network's many pairs most have one of a few answers, each of which is one object.
  private readonly keys = [new Map<PairAnswer, string>(), new Map<PairAnswer, string>()];

  public constructor(
    private readonly base: Analysis,
    private readonly head: Analysis,
    private readonly differences: Differences,
    /** What pairs have in common that behave alike on both sides. */
    private readonly kindOf: (from: string, to: string) => string,
  ) {
    this.sides = [base, head];
  }

  public get changes(): readonly PairChange[] {
    return [...this.found.values()].map(({ comparison, pairs }) => ({
      ...comparison.change,
      causes: causesOf(comparison, pairs, this.differences.own),
      pairs,
    }));
  }

  public add(from: string, to: string, answers = this.answersFor(from, to)): void {
    const comparison = this.comparisonOf(from, to, answers);
    if (comparison !== undefined) {
      remember(this.found, comparison.key, () => ({ comparison, pairs: [] })).pairs.push([from, to]);
    }
  }

  /** To the Internet and from there; where a closed end is closed is nobody's question. */
  public addWithInternet(endpoint: string): void {
    const { id: internet } = this.base.internet;
    for (const [from, to] of [
      [endpoint, internet],
      [internet, endpoint],
    ]) {
      const answers = this.answersFor(from, to);
      if (answers.some(({ verdict }) => verdict !== "BLOCKED")) {
        this.add(from, to, answers);
      }
    }
  }

  private answersFor(from: string, to: string): readonly PairAnswer[] {
    return this.sides.map((side) => side.answer(from, to));
  }

  private comparisonOf(from: string, to: string, answers: readonly PairAnswer[]): Comparison | undefined {
    const { base, head, differences } = this;
    const isOfInternet = from === base.internet.id || to === base.internet.id;
    const keyOf = (answer: PairAnswer, side: number): string => {
      const key = (): string => answerKey(this.sides[side].model, answer, differences, isOfInternet);
      return isOfInternet ? key() : remember(this.keys[side], answer, key);
    };
    if (keyOf(answers[0], 0) === keyOf(answers[1], 1)) {
      const part = changedPart(answers, keyOf);
      return part && compare(base, head, from, to, differences, part);
    }
    return remember(this.compared, this.kindOf(from, to), () => compare(base, head, from, to, differences));
  }
}

/** What differs between the two networks, and what is the same under another address. */
interface Differences {
  readonly changed: ReadonlySet<string>;
  readonly own: OwnResources;
  readonly identities: Identities;
  readonly addresses: ComparedAddresses;
}

interface Comparison {
  readonly key: string;
  readonly change: Omit<PairChange, "pairs" | "causes">;
  /** Causes that are the same for all pairs of the kind. */
  readonly shared: readonly string[];
  /** Types of causes that each endpoint has one of its own of (its route table, its peerings). */
  readonly ownTypes: ReadonlySet<string>;
}

function compare(
  base: Analysis,
  head: Analysis,
  from: string,
  to: string,
  { changed, own, identities, addresses }: Differences,
  part?: PairPart,
): Comparison {
  const before = base.explain(from, to, part);
  const after = head.explain(from, to, part);
  const involved = new Set([
    ...[...involvedResources(base.model, before)].map((one) => identities.shownAddress(base.model, one)),
    ...[...involvedResources(head.model, after)].map((one) => identities.shownAddress(head.model, one)),
  ]);
  const causes = [...involved].filter((address) => changed.has(address));
  const ofEndpoints = new Set([...own.of(from), ...own.of(to)]);
  const shared = causes.filter((address) => !ofEndpoints.has(address)).sort();
  const ownTypes = new Set(causes.filter((address) => ofEndpoints.has(address)).map(typeOf));
  const isOfInternet = [from, to].includes(base.internet.id);
  const [addressesBefore, addressesAfter] = isOfInternet
    ? otherAddresses([base, head], [from, to], addresses)
    : [];
  const change = {
    before: before.verdict,
    after: after.verdict,
    beforePath: forwarders(before.forward),
    afterPath: forwarders(after.forward),
    ...(from === base.internet.id && {
      beforeExposures: exposuresOf(base, from, to),
      afterExposures: exposuresOf(head, from, to),
    }),
    ...(addressesBefore && { beforeAddresses: addressesBefore, afterAddresses: addressesAfter }),
    exampleBefore: before,
    exampleAfter: after,
  };
  const { beforeExposures, afterExposures } = change;
  const visible = [
    change.before,
    change.after,
    change.beforePath,
    change.afterPath,
    ...(beforeExposures === undefined ? [] : [from, beforeExposures, afterExposures]),
    ...(to === base.internet.id ? [to] : []),
    ...(addressesBefore === undefined ? [] : [addressesBefore, addressesAfter]),
  ];
  return { key: JSON.stringify([...visible, shared, [...ownTypes].sort()]), change, shared, ownTypes };
}

/** What the Internet sends there: `TCP 443` by this or that. */
function exposuresOf(side: Analysis, from: string, to: string): readonly string[] {
  return [...new Set((side.answer(from, to).exposures ?? []).map(({ packets }) => packets))].sort();
}

/** Addresses of which the answer differs, though that on the gravest is the same. */
function changedPart(
  answers: readonly PairAnswer[],
  keyOf: (answer: PairAnswer, side: number) => string,
): PairPart | undefined {
  if (answers.every(({ parts }) => parts === undefined)) {
    return undefined;
  }
  const all = answers.flatMap(({ parts }) => parts ?? []);
  const keyAt = ({ from, to }: PairPart, side: number): string => {
    const { parts = [] } = answers[side];
    const [source, target] = [
      startBefore(
        parts.map((part) => part.from),
        from,
      ),
      startBefore(
        parts.map((part) => part.to),
        to,
      ),
    ];
    const found = parts.find((part) => part.from === source && part.to === target);
    return keyOf(found?.answer ?? answers[side], side);
  };
  for (const from of new Set(all.map((part) => part.from))) {
    for (const to of new Set(all.map((part) => part.to))) {
      if (keyAt({ from, to }, 0) !== keyAt({ from, to }, 1)) {
        return { from, to };
      }
    }
  }
  return undefined;
}

/** Where the part begins that has an address. */
function startBefore(starts: readonly number[], address: number): number {
  const before = starts.filter((start) => start <= address);
  return before.length > 0 ? Math.max(...before) : Math.min(...starts);
}

function causesOf(
  { shared, ownTypes }: Comparison,
  pairs: readonly (readonly [string, string])[],
  own: OwnResources,
): readonly string[] {
  const endpoints = new Set(pairs.flat());
  const ofEndpoints = [...endpoints].flatMap((id) =>
    own.of(id).filter((address) => ownTypes.has(typeOf(address))),
  );
  return [...new Set([...shared, ...ofEndpoints])].sort();
}

/** `azurerm_route_table` of `module.spoke["a"].azurerm_route_table.this[0]`, `routeTables` of `routeTables/rt-a`. */
function typeOf(address: string): string {
  return /(?:^|\.)(azurerm_\w+)\.|([A-Za-z]+)\/[^/]+$/.exec(address)?.slice(1).find(Boolean) ?? address;
}

/** Changed resources that belong to one endpoint alone: its subnet, network, peerings, table, security group. */
class OwnResources {
  private readonly byEndpoint = new Map<string, Set<string>>();

  public constructor(analyses: readonly Analysis[], changed: ReadonlySet<string>, identities: Identities) {
    for (const { model, subnets } of analyses) {
      for (const { id, address } of subnets) {
        const known = this.byEndpoint.get(id) ?? new Set();
        for (const bound of boundTo(model, address)) {
          const resource = identities.shownAddress(model, bound);
          if (changed.has(resource)) {
            known.add(resource);
          }
        }
        this.byEndpoint.set(id, known);
      }
    }
  }

  public of(endpoint: string): readonly string[] {
    return [...(this.byEndpoint.get(endpoint) ?? [])];
  }
}

/** Public addresses that a pair passes, by name, where the two sides have others; nothing where they are the same. */
function otherAddresses(
  sides: readonly [Analysis, Analysis],
  [from, to]: readonly [string, string],
  addresses: ComparedAddresses,
): readonly (readonly string[])[] {
  const passed = sides.map((side) => passedBy(side.answer(from, to)));
  const [before, after] = sides.map(({ model }, i) => addresses.keyOf(model, passed[i]).join());
  return before === after || before === "" || after === ""
    ? []
    : sides.map(({ model }, i) => addresses.namesOf(model, passed[i]));
}

/** What stands between a network and the Internet on the way there. */
function passedBy({ forward, exposures = [] }: PairAnswer): readonly string[] {
  return [...new Set([...forward, ...exposures.map(({ by }) => by)])];
}

/** The verdict and the resources passed, there and back: what counts as a change is another of these. */
function answerKey(
  model: NetworkModel,
  answer: PairAnswer,
  { identities, addresses }: Differences,
  isOfInternet: boolean,
): string {
  const resources = (passed: readonly string[]): readonly string[] =>
    passed.map((resource) => identities.of(model, resource));
  const exposures = answer.exposures?.map(({ by, packets }) => [identities.of(model, by), packets]);
  const known = isOfInternet ? addresses.keyOf(model, passedBy(answer)) : [];
  return JSON.stringify([
    answer.verdict,
    resources(answer.forward),
    resources(answer.return),
    exposures,
    known,
  ]);
}

function forwarders(hops: PairResult["forward"]): readonly string[] {
  return hops.flatMap(({ via }) => (via === undefined ? [] : [via.name]));
}

/** Which class each endpoint is in, so that pairs that behave alike are recognised. */
class IndexedMatrix {
  public readonly indexes: ReadonlyMap<string, number>;
  private readonly classOf: readonly number[];
  private readonly endpoints: readonly Endpoint[];

  public constructor(analysis: Analysis) {
    const { classes, endpoints } = analysis.matrix;
    this.endpoints = endpoints;
    this.indexes = new Map(endpoints.map(({ id }, i) => [id, i]));
    const classOf: number[] = [];
    classes.forEach(({ members }, index) => members.forEach((member) => (classOf[member] = index)));
    this.classOf = classOf;
  }

  public kindOf(from: string, to: string): string {
    const [row, column] = [this.indexes.get(from), this.indexes.get(to)];
    if (row === undefined || column === undefined) {
      // Classes are of endpoints in the matrix, which don't tell what each of them has on the Internet.
      return `${from} ${to}`;
    }
    const [source, target] = [this.endpoints[row], this.endpoints[column]];
    // Within one network, classes alone do not tell pairs apart.
    const inside = source.virtualNetwork === target.virtualNetwork ? `${from} ${to}` : "";
    return `${this.classOf[row]}-${this.classOf[column]}${inside}`;
  }
}

/** Addresses of everything that is new, gone or different. */
export function changedResources(
  base: NetworkModel,
  head: NetworkModel,
  identities: Identities = new Identities(base, head),
): ReadonlySet<string> {
  if (!identities.areAddresses || ![base, head].every(isAsWritten)) {
    const [before, after] = [factsOf(base, identities), factsOf(head, identities)];
    return differing(before, after, (identity) => identities.addressOf(identity));
  }
  const raw = base.resources.length > 0 && head.resources.length > 0;
  return differing(resourceTexts(base, raw), resourceTexts(head, raw), (address) => address);
}

/** What plans and states hold beside what is written, such as ids and defaults, may differ where nothing has changed. */
function isAsWritten({ inputs = [] }: NetworkModel): boolean {
  return inputs.every(({ kind }) => kind === "configuration");
}

function differing(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
  addressOf: (key: string) => string,
): ReadonlySet<string> {
  const keys = new Set([...before.keys(), ...after.keys()]);
  return new Set([...keys].filter((key) => before.get(key) !== after.get(key)).map(addressOf));
}

/** Resources as configured; from a model alone, its parts by the address that they come from. */
function resourceTexts(model: NetworkModel, raw: boolean): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  const add = (address: string | undefined, part: unknown): void => {
    if (address !== undefined) {
      texts.set(address, `${texts.get(address) ?? ""}${JSON.stringify(part)}`);
    }
  };
  if (raw) {
    // Only what is configured: a reader's resource may know its whole configuration, where everything has changed.
    model.resources.forEach(({ address, type, values }) => add(address, { type, values }));
  } else {
    addParts({ ...model, resources: [], problems: [], unknownArguments: [] }, add);
  }
  model.assumptions.bgp.forEach((assumption) => add(assumption.speaker ?? assumption.ip, assumption));
  model.assumptions.onPremises.forEach((assumption) => add(assumption.gateway, assumption));
  model.assumptions.forwards.forEach((assumption) => add(assumption.resource ?? assumption.ip, assumption));
  return texts;
}

function addParts(value: unknown, add: (address: string, part: unknown) => void): void {
  if (Array.isArray(value)) {
    value.forEach((item) => addParts(item, add));
  } else if (typeof value === "object" && value !== null) {
    const { address, origin } = value as { readonly address?: unknown; readonly origin?: unknown };
    const source = address ?? origin;
    if (typeof source === "string") {
      add(source, value);
    }
    Object.values(value).forEach((item) => addParts(item, add));
  }
}
