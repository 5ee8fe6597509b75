import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Browser, Page, chromium } from "playwright-core";

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

const VIEWPORT = { width: 1280, height: 720 };

export interface OpenOptions {
  readonly hash?: string;
  readonly colorScheme?: "light" | "dark";
  readonly viewport?: { readonly width: number; readonly height: number };
}

/**
 * Opens pages in a real browser, off the network; everything that a page complains about is kept. One tab shows them
 * one after the other, as a new one costs more than most pages.
 */
export class PageOpener {
  public readonly complaints: string[] = [];
  private browser?: Browser;
  private tab?: Page;
  private opened = 0;
  private readonly folder = mkdtempSync(join(tmpdir(), "review-page-"));

  public async open(
    html: string,
    { hash = "", colorScheme = "light", viewport = VIEWPORT }: OpenOptions = {},
  ): Promise<Page> {
    // A file of its own for each, as the same one with another hash wouldn't be loaded anew.
    this.opened += 1;
    const file = join(this.folder, `${this.opened}.html`);
    writeFileSync(file, html);
    this.tab ??= await this.newTab();
    await this.forgetLast(this.tab);
    await this.tab.setViewportSize(viewport);
    await this.tab.emulateMedia({ media: null, colorScheme });
    await this.tab.goto(`file://${file}${hash}`);
    return this.tab;
  }

  public async close(): Promise<void> {
    await this.browser?.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async newTab(): Promise<Page> {
    this.browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
    const page = await this.browser.newPage();
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
    return page;
  }

  /** Empties the page, which else would be laid out anew for the next one's viewport, and takes the mouse off it. */
  private async forgetLast(tab: Page): Promise<void> {
    if (this.opened > 1) {
      await tab.evaluate("document.open(), document.close()");
      await tab.mouse.move(0, 0);
    }
  }
}
