/** `npx tsx scripts/readme-image.ts`: draws the review page that the README shows, from the lab as it is synthesized. */
import { mkdtempSync, rmSync } from "fs";
import { tmpdir } from "os";
import { join } from "path";
import { App } from "cdktf";
import { chromium } from "playwright-core";
import { Synthesis } from "../lib";
import { runCli } from "../lib/cli/program";
import { processTerminal } from "../lib/cli/terminal";
import { registerStacks } from "../main";

const IMAGE = join(__dirname, "../docs/images/review.png");

async function draw(folder: string): Promise<void> {
  const app = new App({ outdir: join(folder, "cdktf.out") });
  registerStacks(app);
  Synthesis.run(app);
  const page = join(folder, "review.html");
  runCli(
    ["review", app.outdir, "--stack", "hub-spoke", "--format", "html", "--out", page],
    processTerminal(),
  );
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu"],
  });
  const tab = await browser.newPage({ viewport: { width: 1240, height: 800 } });
  await tab.goto(`file://${page}`);
  // The first screen and what belongs to it: matrix, diagram, and the answer for one pair.
  const answer = await tab.locator(".answer").first().boundingBox();
  const height = Math.ceil(answer!.y + answer!.height) + 32;
  await tab.screenshot({ path: IMAGE, fullPage: true, clip: { x: 0, y: 0, width: 1240, height } });
  await browser.close();
}

const folder = mkdtempSync(join(tmpdir(), "readme-image-"));
draw(folder)
  .finally(() => rmSync(folder, { recursive: true, force: true }))
  .catch((error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
