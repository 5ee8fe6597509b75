import { readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { synthesizedApps } from "../support/apps";
import { Folder, run } from "./support/run";

// Every `$ npx hub-spoke …` of the guide is run on the apps' synth, and must print what the guide shows.
// `UPDATE_DOCS=1 npx jest test/cli/documentation` writes what they print into the guide.

const GUIDE = join(__dirname, "../../docs/review.md");
const BLOCK = /```console\n\$ npx hub-spoke (.*)\n([\s\S]*?)```/g;
/** A file of the guide's own: its name, and what is in it. */
const FILE = /`([\w.]+\.json)`:\n\n```json\n([\s\S]*?)```/g;
const folder = new Folder();
const out = folder.file("cdktf.out");

beforeAll(() => {
  symlinkSync(synthesizedApps(), out);
  for (const [, name, content] of readFileSync(GUIDE, "utf8").matchAll(FILE)) {
    folder.write(name, content);
  }
}, 60_000);
afterAll(() => folder.remove());

function printed(command: string): string {
  const args = command
    .split(" ")
    .map((arg) => (/^cdktf\.out|\.tf\.json$/.test(arg) ? folder.file(arg) : arg));
  const { code, out: text, err } = run(args);
  expect([code, err]).toEqual([0, ""]);
  return text.split(out).join("cdktf.out");
}

/** Lines of `…` in the guide stand for any lines. */
function matches(shown: string, text: string): boolean {
  const parts = shown.split(/^…\n/m);
  let at = 0;
  for (const part of parts) {
    const found = text.indexOf(part, at);
    if (found < 0) {
      return false;
    }
    at = found + part.length;
  }
  return shown.includes("…\n") || shown === text;
}

it("shows in docs/review.md what the commands print", () => {
  const guide = readFileSync(GUIDE, "utf8");
  const blocks = [...guide.matchAll(BLOCK)];
  expect(blocks.length).toBeGreaterThanOrEqual(5);
  if (process.env.UPDATE_DOCS) {
    const updated = guide.replace(BLOCK, (block, command: string, shown: string) =>
      shown.includes("…\n") ? block : `\`\`\`console\n$ npx hub-spoke ${command}\n${printed(command)}\`\`\``,
    );
    writeFileSync(GUIDE, updated);
    return;
  }
  for (const [, command, shown] of blocks) {
    const text = printed(command);
    if (!matches(shown, text)) {
      expect(shown).toBe(text);
    }
  }
});
