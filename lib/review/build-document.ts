import { MatrixRepairs, ProvenChange } from "../analysis";
import { Analysis, AnalysisOptions, EffectiveRoute, Finding, LocalizedText } from "../analysis/result";
import { buildPicture } from "./build-picture";
import { Distinct } from "./distinct";
import {
  ReviewBillable,
  ReviewCures,
  ReviewDocument,
  ReviewEndpoint,
  ReviewExample,
  ReviewFinding,
  ReviewInternet,
  ReviewPair,
  ReviewRoute,
  ReviewRouteTable,
  verdictBetween,
} from "./document";
import { groupAlike, groupsOfClasses, PairsOfGroups, pairsOfGroups } from "./grouping";
import { isExpression } from "./hop-words";
import { inputsInWords } from "./inputs-in-words";
import { internetInWords } from "./internet";
import { distinct, inBoth, verbatim } from "./language";
import { notesOf, problemsOf } from "./left-out";
import { letteredVerdicts } from "./lettered-verdicts";
import { pairInWords } from "./pair-in-words";
import { PHRASES } from "./phrases";
import { NEXT_HOP_WORDS, portalWord, SOURCE_WORDS, STATE_WORDS } from "./portal-words";
import { changeInWords, curesInWords } from "./repair/in-words";
import { ResourceNames, resourceNames } from "./resource-names";

/** Up to so many endpoints, every pair is explained in the document itself. */
const EXPLAIN_ALL_UP_TO = 24;
/** A network whose endpoints are all different is not explained beyond so many pairs: those of 100 endpoints. */
const MOST_EXPLAINED_PAIRS = 10_000;

export interface ReviewSource {
  readonly name: string;
  readonly analysis: Analysis;
  /** All of them: those from traces and those from the configuration alone. */
  readonly findings: () => readonly Finding[];
  readonly billable: readonly ReviewBillable[];
  /** Where somebody searched for them. */
  readonly cures?: {
    readonly matrix: () => MatrixRepairs;
    readonly findings?: (finding: Finding) => ProvenChange | undefined;
  };
}

/** A document whose members are computed when a renderer first asks for them: few need all. */
export function buildReviewDocument(source: ReviewSource): ReviewDocument {
  return new DocumentOfAnalysis(source);
}

class DocumentOfAnalysis implements ReviewDocument {
  public readonly name: string;
  public readonly billable: readonly ReviewBillable[];
  private readonly once = new Once();

  public constructor(private readonly source: ReviewSource) {
    this.name = source.name;
    this.billable = source.billable;
  }

  public get inputs(): LocalizedText | undefined {
    return inputsInWords(this.analysis.model.inputs);
  }

  public get question(): ReviewDocument["question"] {
    return questionOf(this.analysis.options);
  }

  public get endpoints(): readonly ReviewEndpoint[] {
    return this.once.of("endpoints", () =>
      this.analysis.endpoints.map(({ id, address, prefixes, virtualNetwork }) => {
        return { id, address, prefixes, network: virtualNetwork ?? id };
      }),
    );
  }

  public get verdicts(): string {
    return this.once.of("verdicts", () => letteredVerdicts(this.analysis.matrix, this.endpoints));
  }

  public get groups(): readonly (readonly number[])[] {
    return this.once.of("groups", () => {
      const every = this.everyPair;
      return every
        ? groupAlike(this.endpoints.length, waysOf(every), classNames(this.analysis))
        : groupsOfClasses(
            this.analysis.matrix.classes.map(({ members }) => members),
            this.endpoints,
          );
    });
  }

  public get pairs(): readonly ReviewPair[] {
    return this.once.of(
      "pairs",
      () => this.everyPair ?? this.groupPairs.map(({ example }) => this.explain(example)),
    );
  }

  public get examples(): readonly ReviewExample[] {
    return this.once.of(
      "examples",
      () => this.everyPair?.map((pair) => ({ pair, count: 1 })) ?? this.examplesOfKinds(),
    );
  }

  /** Pairs of groups are many where endpoints are all different, and most of them are explained alike. */
  private examplesOfKinds(): readonly ReviewExample[] {
    const examples: { pair: ReviewPair; count: number }[] = [];
    const byKind = new Map<number, (typeof examples)[number]>();
    for (const { example, count } of this.groupPairs) {
      const [from, to] = example.map((index) => this.endpoints[index].id);
      const kind = this.analysis.kindOf(from, to);
      const known = kind === undefined ? undefined : byKind.get(kind);
      if (known !== undefined) {
        known.count += count;
        continue;
      }
      const pair = this.explain(example);
      if (pair.verdict === verdictBetween(this, ...example)) {
        examples.push({ pair, count });
        if (kind !== undefined) {
          byKind.set(kind, examples[examples.length - 1]);
        }
      }
    }
    return examples;
  }

  public get picture(): ReviewDocument["picture"] {
    return this.once.of("picture", () => buildPicture(this.analysis));
  }

  public get routeRows(): readonly ReviewRoute[] {
    return this.tables.routeRows;
  }

  public get routeOrigins(): readonly string[] {
    return this.tables.routeOrigins;
  }

  public get routeTables(): readonly ReviewRouteTable[] {
    return this.tables.routeTables;
  }

  public get findings(): readonly ReviewFinding[] {
    return this.once.of("findings", () => {
      const inOrder = [...this.source.findings()].sort((a, b) => RANK[a.severity] - RANK[b.severity]);
      return inOrder.map((finding): ReviewFinding => {
        const change = this.source.cures?.findings?.(finding);
        return change === undefined ? finding : { ...finding, cure: changeInWords(change) };
      });
    });
  }

  public get cures(): ReviewCures | undefined {
    const { cures } = this.source;
    return (
      cures &&
      this.once.of("cures", () => curesInWords(cures.matrix(), this, resourceNames(this.analysis.model)))
    );
  }

  public get internet(): ReviewInternet {
    return this.once.of("internet", () => internetInWords(this.analysis));
  }

  public get assumptions(): readonly LocalizedText[] {
    return this.once.of("assumptions", () => distinct(this.examples.flatMap(({ pair }) => pair.assumptions)));
  }

  public get notes(): readonly LocalizedText[] {
    return this.once.of("notes", () => notesOf(this.analysis));
  }

  public get problems(): readonly LocalizedText[] {
    return this.once.of("problems", () => problemsOf(this.analysis));
  }

  private get analysis(): Analysis {
    return this.source.analysis;
  }

  private get everyPair(): readonly ReviewPair[] | undefined {
    const count = this.endpoints.length;
    return count > EXPLAIN_ALL_UP_TO
      ? undefined
      : this.once.of("every pair", () => allPairs(count).map((pair) => this.explain(pair)));
  }

  private get groupPairs(): readonly PairsOfGroups[] {
    return this.once.of("pairs of groups", () =>
      firstOf(pairsOfGroups(this.groups, this.endpoints), MOST_EXPLAINED_PAIRS),
    );
  }

  private get tables(): Tables {
    return this.once.of("tables", () => routesInWords(this.analysis));
  }

  private explain([from, to]: readonly [number, number]): ReviewPair {
    const { endpoints } = this.analysis;
    return {
      from,
      to,
      ...pairInWords(
        this.analysis.explain(endpoints[from].id, endpoints[to].id),
        resourceNames(this.analysis.model),
      ),
    };
  }
}

/** Values by name, each made when it is first asked for. */
class Once {
  private readonly known = new Map<string, unknown>();

  public of<T>(name: string, make: () => T): T {
    if (!this.known.has(name)) {
      this.known.set(name, make());
    }
    return this.known.get(name) as T;
  }
}

type Tables = Pick<ReviewDocument, "routeRows" | "routeOrigins" | "routeTables">;

const RANK = { error: 0, warning: 1, info: 2 };

/** The engine's classes tell apart endpoints whose verdicts agree but whose ways differ. */
function classNames(analysis: Analysis): (endpoint: number) => string {
  const classOf = new Map<number, string>();
  analysis.matrix.classes.forEach((entry, index) =>
    entry.members.forEach((member) => classOf.set(member, String(index))),
  );
  return (endpoint) => classOf.get(endpoint) ?? "";
}

function firstOf<T>(items: Iterable<T>, count: number): T[] {
  const first: T[] = [];
  for (const item of items) {
    if (first.length >= count) {
      break;
    }
    first.push(item);
  }
  return first;
}

function allPairs(count: number): [number, number][] {
  const each = Array.from({ length: count }, (_, index) => index);
  return each.flatMap((from) => each.filter((to) => to !== from).map((to): [number, number] => [from, to]));
}

/** Where every pair is explained, endpoints are alike only if the ways agree too. */
function waysOf(pairs: readonly ReviewPair[]): (from: number, to: number) => string {
  const ways = new Map(
    pairs.map(({ from, to, verdict, through, reasons }) => [
      `${from},${to}`,
      [verdict, reasons[0]?.code, ...through].join("\n"),
    ]),
  );
  return (from, to) => ways.get(`${from},${to}`) ?? "";
}

/** "a TCP connection, any port" (D2). */
export function questionOf(options: AnalysisOptions): LocalizedText {
  const protocol = PHRASES[options.protocol ?? "tcp"];
  const { port } = options;
  return inBoth((language) => {
    const params = { protocol: protocol[language] };
    return (port === undefined ? PHRASES.anyPort(params) : PHRASES.onePort({ ...params, port }))[language];
  });
}

/** Tables of like subnets share most of their lines: each distinct line, and each address, is kept once. */
function routesInWords(analysis: Analysis): Tables {
  const names = resourceNames(analysis.model);
  const lines = new Distinct<ReviewRoute>();
  const origins = new Distinct<string>();
  const routeTables = analysis.subnets.map((subnet): ReviewRouteTable => {
    const routes = analysis.routesOf(subnet.id) ?? [];
    return {
      subnet: subnet.id,
      rows: routes.map((route) => lines.indexOf(routeInWords(route, names))),
      origins: routes.map(({ origin }) => (origin === undefined ? -1 : origins.indexOf(origin))),
    };
  });
  return { routeRows: lines.all, routeOrigins: origins.all, routeTables };
}

export function routeInWords(
  { row, nextHopResource, note }: Omit<EffectiveRoute, "origin">,
  names: ResourceNames,
): ReviewRoute {
  // An address known only after apply is shown as what it belongs to (R0.1).
  const nextHops = row.nextHopIpAddress.map((address) =>
    isExpression(address) ? (names.get(nextHopResource ?? "") ?? nextHopResource ?? address) : address,
  );
  return {
    cells: [
      portalWord(SOURCE_WORDS, row.source),
      portalWord(STATE_WORDS, row.state),
      verbatim(row.addressPrefix.join(", ")),
      portalWord(NEXT_HOP_WORDS, row.nextHopType),
      verbatim(nextHops.length > 0 ? nextHops.join(", ") : "-"),
      verbatim(row.name ?? "-"),
    ],
    active: row.state === "Active",
    ...(note && { note }),
  };
}
