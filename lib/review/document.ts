import { LocalizedText, Verdict } from "../analysis/result";
import { Picture } from "./picture";

/**
 * One network, reviewed: plain data, built once from an analysis and rendered as text, Markdown or a page.
 * It refers to endpoints by their index, so that a network of 200 spokes stays a small file.
 */
export interface ReviewDocument {
  /** The stack's or the file's name. */
  readonly name: string;
  /** What the input was taken for: "plan.json is read as a plan." */
  readonly inputs?: LocalizedText;
  /** What the verdicts answer: "a TCP connection, any port" (D2). */
  readonly question: LocalizedText;
  readonly endpoints: readonly ReviewEndpoint[];
  /** Row by row, one letter of VERDICT_LETTERS for each ordered pair; "." on the diagonal. */
  readonly verdicts: string;
  /** Endpoints that behave alike, the first of each standing for the others. Every endpoint is in one group. */
  readonly groups: readonly (readonly number[])[];
  /** Explained pairs: all of them in a small network, one for each pair of groups in a large one. */
  readonly pairs: readonly ReviewPair[];
  /** Of pairs that the same reasons explain, the first; the whole of what `pairs` say. */
  readonly examples: readonly ReviewExample[];
  readonly picture: Picture;
  /** Distinct lines of all effective route tables. */
  readonly routeRows: readonly ReviewRoute[];
  /** Terraform addresses of what makes lines. */
  readonly routeOrigins: readonly string[];
  readonly routeTables: readonly ReviewRouteTable[];
  readonly findings: readonly ReviewFinding[];
  /** Changes that cure pairs which aren't reachable; undefined where nobody searched. */
  readonly cures?: ReviewCures;
  /** How subnets reach the Internet, and what it reaches. */
  readonly internet: ReviewInternet;
  readonly billable: readonly ReviewBillable[];
  /** Facts that Terraform doesn't hold and that some verdict rests on (R0.2). */
  readonly assumptions: readonly LocalizedText[];
  /** What the whole answer rests on, though nothing is left out for it. */
  readonly notes: readonly LocalizedText[];
  /** What the configuration leaves open and the analysis therefore left out. */
  readonly problems: readonly LocalizedText[];
}

export interface ReviewEndpoint {
  readonly id: string;
  /** Terraform address of the subnet, or of the local network gateway. */
  readonly address: string;
  readonly prefixes: readonly string[];
  /** Its virtual network; a site is a network of its own. */
  readonly network: string;
}

/** Both ways between two endpoints, in words. */
export interface ExplainedPair {
  readonly verdict: Verdict;
  /** Names of the forwarders on the way there. */
  readonly through: readonly string[];
  readonly reasons: readonly ReviewReason[];
  readonly forward: ReviewTrace;
  /** Absent when the request doesn't arrive. */
  readonly back?: ReviewTrace;
  readonly assumptions: readonly LocalizedText[];
}

/** How subnets reach the Internet, and what it reaches of them. */
export interface ReviewInternet {
  readonly outbound: readonly InternetAnswer[];
  /** Only subnets to which something leads at all. */
  readonly inbound: readonly InternetAnswer[];
}

/** Subnets with the same answer. */
export interface InternetAnswer {
  readonly subnets: readonly string[];
  /** One of them, explained. */
  readonly example: ExplainedPair;
}

export interface ReviewPair extends ExplainedPair {
  /** Indexes into the document's endpoints. */
  readonly from: number;
  readonly to: number;
}

/** A pair that stands for others. */
export interface ReviewExample {
  readonly pair: ReviewPair;
  /** How many ordered pairs there are of its kind, itself included. */
  readonly count: number;
}

export interface ReviewTrace {
  readonly delivered: boolean;
  /** Whether it is delivered, the input doesn't tell. */
  readonly open?: boolean;
  readonly hops: readonly ReviewHop[];
}

export interface ReviewReason {
  readonly code: string;
  readonly message: LocalizedText;
  /** Terraform address of what caused it. */
  readonly resource?: string;
  /** By which rules it holds: numbers of docs/routing-rules.md. */
  readonly rules: readonly string[];
}

export interface ReviewHop {
  /** The subnet (or site) where the packet is: what the diagram shows it by. */
  readonly at: string;
  /** What happens to the packet here, in words. */
  readonly text: LocalizedText;
  /** Who takes it next, by the id that the diagram has for it: a Terraform address, or the name of a hub of Virtual WAN. */
  readonly via?: string;
  /** Terraform address of the route chosen. */
  readonly origin?: string;
}

/** A line of the portal's effective routes blade, in the portal's words, column by column (ROUTE_COLUMNS). */
export interface ReviewRoute {
  readonly cells: readonly LocalizedText[];
  readonly active: boolean;
  readonly note?: LocalizedText;
}

export interface ReviewRouteTable {
  /** `<virtual network>/<subnet>`. */
  readonly subnet: string;
  /** Indexes into routeRows. */
  readonly rows: readonly number[];
  /** For each of them, the index into routeOrigins of what makes it in this table; -1 where that is Azure. */
  readonly origins: readonly number[];
}

export interface ReviewFinding {
  readonly code: string;
  readonly severity: "error" | "warning" | "info";
  readonly message: LocalizedText;
  readonly resource?: string;
  /** What to do about it. */
  readonly fix?: LocalizedText;
  /** A change that makes it go away. */
  readonly cure?: ReviewChange;
}

/** A change of the input, proven. */
export interface ReviewChange {
  readonly id: string;
  /** What it does, step by step. */
  readonly why: readonly LocalizedText[];
  /** What to write: comments in either language. */
  readonly hcl: LocalizedText;
  /** What else to know: how it was proven, whom it harms, what it rests on. */
  readonly notes: readonly LocalizedText[];
}

export interface ReviewCures {
  /** What to settle before anything is changed. */
  readonly first: readonly LocalizedText[];
  /** The one that cures most pairs first. */
  readonly changes: readonly ReviewCure[];
  /** How many pairs aren't REACHABLE, and how many of them are with one of the changes. */
  readonly unreachable: number;
  readonly cured: number;
  /** A pair for which nothing was found, with that or why in words. */
  readonly incurable?: PairOfIndexes & { readonly why: LocalizedText };
  /** A pair to which the search, which is bounded, didn't come. */
  readonly left?: PairOfIndexes;
}

export interface ReviewCure extends ReviewChange, PairOfIndexes {
  /** How many pairs it cures, this one included. */
  readonly count: number;
  /** The document's `verdicts` with the change. */
  readonly verdicts: string;
}

/** Two endpoints by their indexes. */
export interface PairOfIndexes {
  readonly from: number;
  readonly to: number;
}

export interface ReviewBillable {
  /** What it is, in words. */
  readonly kind: LocalizedText;
  readonly name: string;
  readonly address: string;
  readonly sku?: string;
}

/** One letter for each verdict: a matrix of 200 spokes is 40 kB of them. */
export const VERDICT_LETTERS: Readonly<Record<Verdict, string>> = {
  REACHABLE: "R",
  ASYMMETRIC: "A",
  ONE_WAY: "O",
  BLOCKED: "B",
  CONDITIONAL: "C",
};

const VERDICT_OF_LETTER = new Map(
  Object.entries(VERDICT_LETTERS).map(([verdict, letter]) => [letter, verdict as Verdict]),
);

/** What is known of the pairs: all that a lookup needs, on the page too. */
export type Pairs = Pick<ReviewDocument, "endpoints" | "verdicts" | "groups" | "pairs">;

/** Undefined on the diagonal. */
export function verdictBetween(
  document: Pick<Pairs, "endpoints" | "verdicts">,
  from: number,
  to: number,
): Verdict | undefined {
  return VERDICT_OF_LETTER.get(document.verdicts[from * document.endpoints.length + to]);
}

/**
 * The explained pair that answers for two endpoints: their own, or one of their groups', within one network or
 * across two as they are, since that is not the same way.
 */
export function pairFor(document: Pairs, from: number, to: number): ReviewPair | undefined {
  const { own, byGroups, keyOf } = pairIndexOf(document);
  return own.get(`${from} ${to}`) ?? byGroups.get(keyOf(from, to));
}

interface PairIndex {
  readonly own: ReadonlyMap<string, ReviewPair>;
  readonly byGroups: ReadonlyMap<string, ReviewPair>;
  readonly keyOf: (from: number, to: number) => string;
}

const pairIndexes = new WeakMap<Pairs, PairIndex>();

function pairIndexOf(document: Pairs): PairIndex {
  let index = pairIndexes.get(document);
  if (index === undefined) {
    const groupOf = new Map(
      document.groups.flatMap((group, number) =>
        group.map((endpoint): [number, number] => [endpoint, number]),
      ),
    );
    const { endpoints } = document;
    const keyOf = (from: number, to: number): string =>
      `${groupOf.get(from)} ${groupOf.get(to)} ${endpoints[from].network === endpoints[to].network}`;
    const own = new Map<string, ReviewPair>();
    const byGroups = new Map<string, ReviewPair>();
    for (const pair of document.pairs) {
      own.set(`${pair.from} ${pair.to}`, pair);
      const key = keyOf(pair.from, pair.to);
      if (!byGroups.has(key)) {
        byGroups.set(key, pair);
      }
    }
    index = { own, byGroups, keyOf };
    pairIndexes.set(document, index);
  }
  return index;
}
