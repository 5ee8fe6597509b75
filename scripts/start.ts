/** `npm start`: synthesizes every stack of main.ts and says what came out and what to type next. */
import { readFileSync } from "fs";
import { join, relative } from "path";
import { App } from "cdktf";
import Table from "cli-table3";
import { Synthesis } from "../lib";
import { registerStacks } from "../main";

interface StackManifest {
  readonly name: string;
  readonly synthesizedStackPath: string;
  readonly annotations: {
    readonly constructPath: string;
    readonly level: string;
    readonly message: string;
  }[];
}

function countByType(file: string): [string, number][] {
  const resources: Record<string, object> = JSON.parse(readFileSync(file, "utf8")).resource;
  return Object.entries(resources).map(([type, byId]) => [type, Object.keys(byId).length]);
}

function show(outdir: string, stack: StackManifest): void {
  const file = join(outdir, stack.synthesizedStackPath);
  const counts = countByType(file);
  const total = counts.reduce((sum, [, count]) => sum + count, 0);
  const table = new Table({ style: { head: [], border: [], compact: true }, colWidths: [60, 7] });
  table.push(...counts.map(([type, count]) => [type, { content: String(count), hAlign: "right" as const }]));
  console.log(`\n${stack.name}: ${total} resources in ${relative(process.cwd(), file)}`);
  console.log(table.toString());
  for (const { level, constructPath, message } of stack.annotations) {
    console.log(`${level.replace("@cdktf/", "").toUpperCase()} [${constructPath}] ${message}`);
  }
  console.log(`next: npx cdktf deploy ${stack.name}`);
}

Synthesis.reportErrorsPlainly();
const app = new App();
registerStacks(app);
Synthesis.run(app);
const manifest: { stacks: Record<string, StackManifest> } = JSON.parse(
  readFileSync(join(app.outdir, "manifest.json"), "utf8"),
);
Object.values(manifest.stacks).forEach((stack) => show(app.outdir, stack));
