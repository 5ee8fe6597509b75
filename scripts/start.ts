/**
 * `npm start`: synthesizes every stack of main.ts, says what came out and what to type next, and answers for each
 * stack who can talk to whom.
 */
import { readFileSync } from "fs";
import { join, relative } from "path";
import { App, TerraformStack } from "cdktf";
import { Synthesis } from "../lib";
import { analyze } from "../lib/analysis";
import { readInput } from "../lib/analysis/readers";
import { reviewOf } from "../lib/cli/load";
import { answersAsText, matrixAsText } from "../lib/review";
import { registerStacks } from "../main";

interface StackManifest {
  readonly name: string;
  readonly synthesizedStackPath: string;
}

function sayWhatCameOut(file: string, stack: StackManifest): void {
  const resources: Record<string, object> = JSON.parse(readFileSync(file, "utf8")).resource;
  const counts = Object.entries(resources).map(([type, byId]) => ({ type, count: Object.keys(byId).length }));
  const total = counts.reduce((sum, { count }) => sum + count, 0);
  console.log(`\n${stack.name}: ${total} resources in ${relative(process.cwd(), file)}`);
  counts.forEach(({ type, count }) => console.log(`${String(count).padStart(6)}  ${type}`));
  console.log(`  next: npx cdktf deploy ${stack.name}`);
}

function sayWhoTalksToWhom(file: string, stack: StackManifest): void {
  for (const { model } of readInput(file)) {
    const analysis = analyze(model, {});
    const document = reviewOf({ name: stack.name, analysis });
    console.log(`\n== ${stack.name}\n`);
    console.log(matrixAsText(document, "en"));
    console.log(answersAsText(document, "en"));
  }
}

Synthesis.reportErrorsPlainly();
const app = new App();
registerStacks(app);
Synthesis.run(app);
const { stacks }: { stacks: Record<string, StackManifest> } = JSON.parse(
  readFileSync(join(app.outdir, "manifest.json"), "utf8"),
);
const inOrder = app.node.children
  .filter(TerraformStack.isStack)
  .map(({ node }) => stacks[node.id])
  .map((stack) => ({ stack, file: join(app.outdir, stack.synthesizedStackPath) }));
inOrder.forEach(({ file, stack }) => sayWhatCameOut(file, stack));
console.log("\nWho can talk to whom, computed from the JSON alone:");
inOrder.forEach(({ file, stack }) => sayWhoTalksToWhom(file, stack));
console.log("\nnext: npx hub-spoke review cdktf.out --stack hub-spoke --format html --out review.html");
