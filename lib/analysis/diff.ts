import { involvedResources } from "./involved-resources";
import { NetworkModel } from "./model";
import { Analysis, Endpoint, PairResult, Verdict } from "./result";

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
  const common = base.endpoints.map(({ id }) => id).filter((id) => after.indexes.has(id));
  const changed = changedResources(base.model, head.model);
  const compared = new Map<string, Comparison | undefined>();
  const changes = new Map<string, { comparison: Comparison; pairs: [string, string][] }>();
  for (const from of common) {
    for (const to of common) {
      if (from === to) {
        continue;
      }
      const key = `${before.kindOf(from, to)} ${after.kindOf(from, to)}`;
      let comparison = compared.get(key);
      if (comparison === undefined && !compared.has(key)) {
        comparison = compare(base, head, from, to, changed);
        compared.set(key, comparison);
      }
      if (comparison !== undefined) {
        const group = changes.get(comparison.key);
        if (group === undefined) {
          changes.set(comparison.key, { comparison, pairs: [[from, to]] });
        } else {
          group.pairs.push([from, to]);
        }
      }
    }
  }
  return {
    addedEndpoints: head.endpoints.map(({ id }) => id).filter((id) => !before.indexes.has(id)),
    removedEndpoints: base.endpoints.map(({ id }) => id).filter((id) => !after.indexes.has(id)),
    changes: [...changes.values()].map(({ comparison: { change }, pairs }) => ({ ...change, pairs })),
  };
}

interface Comparison {
  readonly key: string;
  readonly change: Omit<PairChange, "pairs">;
}

function compare(
  base: Analysis,
  head: Analysis,
  from: string,
  to: string,
  changed: ReadonlySet<string>,
): Comparison | undefined {
  const before = base.explain(from, to);
  const after = head.explain(from, to);
  if (before.verdict === after.verdict && pathKey(before) === pathKey(after)) {
    return undefined;
  }
  const involved = [...involvedResources(base.model, before), ...involvedResources(head.model, after)];
  const causes = [...new Set(involved.filter((address) => changed.has(address)))].sort();
  const change = {
    before: before.verdict,
    after: after.verdict,
    beforePath: forwarders(before.forward),
    afterPath: forwarders(after.forward),
    causes,
    exampleBefore: before,
    exampleAfter: after,
  };
  const key = JSON.stringify([change.before, change.after, change.beforePath, change.afterPath, causes]);
  return { key, change };
}

/** The resources passed, there and back: what "path" means in a comparison. */
function pathKey(result: PairResult): string {
  const resources = (hops: PairResult["forward"]): readonly string[] =>
    hops.flatMap(({ via }) => (via === undefined ? [] : [via.resource]));
  return JSON.stringify([resources(result.forward), resources(result.return)]);
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
    const [row, column] = [this.indexes.get(from)!, this.indexes.get(to)!];
    const [source, target] = [this.endpoints[row], this.endpoints[column]];
    // Within one network, classes alone do not tell pairs apart.
    const inside = source.virtualNetwork === target.virtualNetwork ? `${from} ${to}` : "";
    return `${this.classOf[row]}-${this.classOf[column]}${inside}`;
  }
}

/** Addresses of everything that is new, gone or different. */
export function changedResources(base: NetworkModel, head: NetworkModel): ReadonlySet<string> {
  const before = resourceTexts(base);
  const after = resourceTexts(head);
  const addresses = new Set([...before.keys(), ...after.keys()]);
  return new Set([...addresses].filter((address) => before.get(address) !== after.get(address)));
}

function resourceTexts(model: NetworkModel): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  const add = (address: string, part: unknown): void => {
    texts.set(address, `${texts.get(address) ?? ""}${JSON.stringify(part)}`);
  };
  // The model's parts are compared too: not every input gives raw resources, and assumptions are none.
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) {
      value.forEach(visit);
    } else if (typeof value === "object" && value !== null) {
      const part = value as { readonly address?: unknown; readonly origin?: unknown };
      if (typeof part.address === "string") {
        add(part.address, part);
      } else if (typeof part.origin === "string") {
        add(part.origin, part);
      }
      Object.values(value).forEach(visit);
    }
  };
  visit({ ...model, resources: [], problems: [] });
  model.resources.forEach(({ address, type, name, values }) => add(address, { type, name, values }));
  return texts;
}
