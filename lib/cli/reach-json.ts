import { Analysis, Endpoint } from "../analysis/result";
import { matrixRepairsAsJson, notesOf, pairAsJson, problemsOf, repairAsJson } from "../review";
import { CliContext } from "./context";
import { Ends, othersThan } from "./endpoints";
import { harmlessJson } from "./harmless";
import { LIMITS } from "./limits";
import { Progress } from "./progress";
import { curesOf, REACHABLE, repairsOf } from "./repairs";
import { WORDS } from "./words";

/** Pairs are written as they are explained: a million of them never stand in memory. */
const CHUNK = 1 << 16;
const PROGRESS_EVERY = 2000;

export interface ReachJsonOptions {
  /** Pairs of classes instead of all pairs. */
  readonly grouped?: boolean;
  /** Both ways, however many pairs there are. */
  readonly traces?: boolean;
}

export function writeReachJson(asked: readonly Ends[], options: ReachJsonOptions, context: CliContext): void {
  const writer = new ChunkWriter(context);
  const write = options.grouped ? writeGroups : writePairs;
  if (asked.length === 1) {
    write(asked[0], options, writer, context);
  } else {
    writer.add('{"version":1,"stacks":{\n');
    asked.forEach((ends, index) => {
      writer.add(`${index === 0 ? "" : ",\n"}${JSON.stringify(ends.network.name)}:`);
      write(ends, options, writer, context);
    });
    writer.add("}}");
  }
  writer.add("\n");
  writer.flush();
  context.progress.done();
}

function writePairs(
  { network, from, to }: Ends,
  options: ReachJsonOptions,
  writer: ChunkWriter,
  context: CliContext,
): void {
  const { analysis } = network;
  const asked = from ?? to;
  const others = asked ? othersThan(asked, analysis) : analysis.endpoints;
  const sources = from ? [from] : others;
  const targets = to ? [to] : others;
  const ids = new Set([...(from && to ? [from, to] : others), ...(asked ? [asked] : [])].map(({ id }) => id));
  const known = analysis.endpoints.filter(({ id }) => ids.delete(id));
  const shown = [...known, ...[from, to].filter((end) => end !== undefined && ids.has(end.id))] as Endpoint[];
  writer.add(
    `{"version":1,\n${saidFirst(analysis, context)}"endpoints":[${shown.map(endpointJson).join(",\n")}],\n"pairs":[`,
  );
  const all = sources.length * targets.length;
  const explained = new Explained(analysis, all, options, context);
  const list = new ListWriter(writer);
  // Only for the pair that was asked for: a search costs as much as a thousand pairs.
  const repairs =
    from && to && from.kind !== "internet"
      ? repairsOf(network, from, to, REACHABLE).repairs.map((one) => repairAsJson(one, context.language))
      : undefined;
  for (const source of sources) {
    for (const target of targets.filter(({ id }) => id !== source.id)) {
      list.add({ ...explained.pair(source.id, target.id), ...(repairs && { repairs }) });
    }
  }
  const cures = from || to ? undefined : curesOf(network);
  const internet = from || to ? "" : internetJson(analysis, explained);
  writer.add(
    `]${internet}${cures === undefined ? "" : `,\n"cures":${JSON.stringify(matrixRepairsAsJson(cures, context.language))}`}}`,
  );
}

/** How subnets reach the Internet, and what it reaches: beside the pairs, which are the network's own. */
function internetJson({ endpoints, internet }: Analysis, explained: Explained): string {
  const subnets = endpoints.filter(({ kind }) => kind === "subnet");
  if (subnets.length === 0) {
    return "";
  }
  const outbound = subnets.map(({ id }) => explained.pair(id, internet.id));
  const inbound = subnets.map(({ id }) => explained.pair(internet.id, id));
  return `,\n"internet":${JSON.stringify({ outbound, inbound })}`;
}

/** Classes by the endpoints in them, and every pair of classes (and every exception) with one of its pairs. */
function writeGroups(
  { network }: Ends,
  options: ReachJsonOptions,
  writer: ChunkWriter,
  context: CliContext,
): void {
  const { analysis } = network;
  const { classes, groups } = analysis.matrix;
  const ids = classes.map(({ members }) => members.map((member) => analysis.endpoints[member].id));
  writer.add(
    `{"version":1,\n${saidFirst(analysis, context)}"endpoints":[${analysis.endpoints.map(endpointJson).join(",\n")}],\n"classes":[${ids.map((each) => JSON.stringify(each)).join(",\n")}],\n"groups":[`,
  );
  const explained = new Explained(analysis, groups.length, options, context);
  const list = new ListWriter(writer);
  for (const { fromClass, toClass, verdict, count, exampleFrom, exampleTo } of groups) {
    const example = explained.pair(exampleFrom, exampleTo);
    list.add({ fromClass, toClass, verdict, count, example });
  }
  writer.add("]}");
}

/** Pairs as JSON, explained one after the other. */
class Explained {
  private done = 0;
  private readonly withTraces: boolean;

  public constructor(
    private readonly analysis: Analysis,
    private readonly all: number,
    { traces }: ReachJsonOptions,
    private readonly context: CliContext,
  ) {
    this.withTraces = traces === true || all <= LIMITS.tracedPairs;
  }

  public pair(from: string, to: string): object {
    const { context, all } = this;
    if (++this.done % PROGRESS_EVERY === 0) {
      sayProgress(context, context.progress, this.done, all);
    }
    return pairAsJson(this.analysis.explain(from, to), context.language, this.withTraces);
  }
}

/** Items of a JSON array, a line each. */
class ListWriter {
  private isFirst = true;

  public constructor(private readonly writer: ChunkWriter) {}

  public add(item: object): void {
    this.writer.add(`${this.isFirst ? "\n" : ",\n"}${JSON.stringify(item)}`);
    this.isFirst = false;
  }
}

/** What the verdicts rest on and what they don't know of, as `diff --json` has it; absent where there is nothing. */
function saidFirst(analysis: Analysis, { language }: CliContext): string {
  const inputs = analysis.model.inputs ?? [];
  const read = inputs.length === 0 ? "" : `"inputs":${JSON.stringify(inputs)},\n`;
  const said = Object.entries({ notes: notesOf(analysis), leftOut: problemsOf(analysis) })
    .filter(([, texts]) => texts.length > 0)
    .map(([name, texts]) => `"${name}":${JSON.stringify(texts.map((text) => text[language]))},\n`)
    .join("");
  return `${read}${said}`;
}

function endpointJson({ id, address, prefixes }: Endpoint): string {
  return JSON.stringify({ id, address, prefixes });
}

function sayProgress({ language }: CliContext, progress: Progress, done: number, all: number): void {
  progress.say(
    WORDS.explaining({ done: done.toLocaleString(language), all: all.toLocaleString(language) })[language],
  );
}

class ChunkWriter {
  private waiting = "";

  public constructor(private readonly context: CliContext) {}

  public add(text: string): void {
    this.waiting += text;
    if (this.waiting.length >= CHUNK) {
      this.flush();
    }
  }

  public flush(): void {
    this.context.terminal.out(harmlessJson(this.waiting));
    this.waiting = "";
  }
}
