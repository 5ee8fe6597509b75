import { Endpoint, PairResult } from "../analysis/result";
import { pairAsJson } from "../review";
import { CliContext } from "./context";
import { Ends } from "./endpoints";
import { harmlessJson } from "./harmless";
import { Progress } from "./progress";
import { WORDS } from "./words";

/** Pairs are written as they are explained: a million of them never stand in memory. */
const CHUNK = 1 << 16;
const PROGRESS_EVERY = 2000;

export function writeReachJson(asked: readonly Ends[], context: CliContext): void {
  const writer = new ChunkWriter(context);
  if (asked.length === 1) {
    writeNetwork(asked[0], writer, context);
  } else {
    writer.add('{"version":1,"stacks":{\n');
    asked.forEach((ends, index) => {
      writer.add(`${index === 0 ? "" : ",\n"}${JSON.stringify(ends.network.name)}:`);
      writeNetwork(ends, writer, context);
    });
    writer.add("}}");
  }
  writer.add("\n");
  writer.flush();
  context.progress.done();
}

function writeNetwork({ network, from, to }: Ends, writer: ChunkWriter, context: CliContext): void {
  const { analysis } = network;
  const sources = from ? [from] : analysis.endpoints;
  const targets = to ? [to] : analysis.endpoints;
  const shown = from && to ? [from, to] : analysis.endpoints;
  writer.add(`{"version":1,\n"endpoints":[${shown.map(endpointJson).join(",\n")}],\n"pairs":[`);
  const all = sources.length * targets.length;
  let done = 0;
  let first = true;
  for (const source of sources) {
    for (const target of targets) {
      done++;
      if (source === target) {
        continue;
      }
      if (done % PROGRESS_EVERY === 0) {
        sayProgress(context, context.progress, done, all);
      }
      const result: PairResult = analysis.explain(source.id, target.id);
      writer.add(`${first ? "\n" : ",\n"}${JSON.stringify(pairAsJson(result, context.language))}`);
      first = false;
    }
  }
  writer.add("]}");
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
