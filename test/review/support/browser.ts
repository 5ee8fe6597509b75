import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Browser, BrowserContextOptions, Page, chromium } from "playwright-core";

const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";

const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export const hasChromium = existsSync(CHROMIUM);

export const MISSING = `no browser at ${CHROMIUM}: apt-get install chromium, or set CHROMIUM to one`;

/** Opens pages in a real browser, off the network; everything that a page complains about is kept. */
export class PageOpener {
  public readonly complaints: string[] = [];
  private browser?: Browser;
  private readonly folder = mkdtempSync(join(tmpdir(), "review-page-"));

  public async open(
    html: string,
    { hash = "", ...options }: BrowserContextOptions & { readonly hash?: string } = {},
  ): Promise<Page> {
    this.browser ??= await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
    const page = await this.browser.newPage(options);
    page.on("pageerror", (error) => this.complaints.push(error.message));
    page.on("console", (message) => {
      if (message.type() !== "log") {
        this.complaints.push(message.text());
      }
    });
    page.on("request", (request) => {
      if (!request.url().startsWith("file:")) {
        this.complaints.push(`request: ${request.url()}`);
      }
    });
    const file = join(this.folder, `${Math.random()}.html`);
    writeFileSync(file, html);
    await page.goto(`file://${file}${hash}`);
    return page;
  }

  public async close(): Promise<void> {
    await this.browser?.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
