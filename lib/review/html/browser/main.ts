// Joins the parts: a choice in one of them shows in all.

import { Language } from "../../../analysis/result";
import { ReviewPair } from "../../document";
import { PHRASES } from "../../phrases";
import { unpackPairs } from "../packed-pairs";
import { unpackVerdicts } from "../packed-verdicts";
import { PageData, PageNetwork } from "../page-data";
import { setUpCopying, setUpCures } from "./cures";
import { setUpDiagram } from "./diagram";
import { find, findAll, switchLanguage } from "./dom";
import { AskedPair, hashOf, pairInHash } from "./link-to-pair";
import { setUpMatrix } from "./matrix";
import { setUpPair } from "./pair";
import { setUpRoutes } from "./routes";

interface NetworkView {
  draw(): void;
  drawForPrint(): void;
  /** The pair that a link asks for; the first one where it asks for none. */
  open(asked: AskedPair | undefined): void;
}

/** What a reader should see first: a pair that fails, else the one with the longest way. */
function firstPair({ pairs }: PageNetwork): ReviewPair | undefined {
  const length = (pair: ReviewPair) => pair.forward.hops.length;
  return (
    pairs.find((pair) => pair.verdict !== "REACHABLE") ?? [...pairs].sort((a, b) => length(b) - length(a))[0]
  );
}

function setUpNetwork(root: HTMLElement, data: PageNetwork): NetworkView {
  const routes = setUpRoutes(root, data);
  const diagram = setUpDiagram(root, data);
  if (data.endpoints.length < 2) {
    return {
      draw: diagram.draw,
      drawForPrint: () => [diagram, routes].forEach((view) => view.drawForPrint()),
      open: diagram.draw,
    };
  }
  const show = (from: number, to: number) => {
    matrix.select(from, to);
    pair.show(from, to);
    diagram.show(from, to);
    routes.show(data.endpoints[from].id);
  };
  const choose = (from: number, to: number) => {
    show(from, to);
    window.history.replaceState(null, "", hashOf(data, from, to));
    // The matrix may fill the screen: whoever chooses a cell there should see that something answers.
    find(root, ".answer").firstElementChild?.scrollIntoView({ block: "nearest" });
  };
  const matrix = setUpMatrix(root, data, choose);
  const pair = setUpPair(root, data, choose, (cure) => cures.preview(cure));
  const cures = setUpCures(root, data, matrix);
  const views = [matrix, diagram, routes];
  return {
    draw: () => views.forEach((view) => view.draw()),
    drawForPrint: () => views.forEach((view) => view.drawForPrint()),
    open(asked) {
      const { from, to } = asked ?? {};
      const source = data.endpoints.findIndex(({ id }) => id === from);
      const target = data.endpoints.findIndex(({ id }) => id === to);
      const first = firstPair(data);
      if (source >= 0 && target >= 0) {
        show(source, target);
      } else if (first) {
        show(first.from, first.to);
      }
      if (from !== undefined && to !== undefined && (source < 0 || target < 0)) {
        pair.remark(PHRASES.pairGone({ from, to }));
      }
    },
  };
}

const data: PageData = JSON.parse(find(document, "#data").textContent ?? "");
const networks = data.networks.map(({ packed, verdicts, cures, ...network }): PageNetwork => {
  return {
    ...network,
    verdicts: unpackVerdicts(verdicts),
    pairs: unpackPairs(packed),
    cures: cures?.map(unpackVerdicts),
  };
});
const articles = networks.map((_, index) => find(document, `#network-${index}`));
const views = networks.map((network, index) => setUpNetwork(articles[index], network));
setUpCopying(document);
const choice = document.querySelector<HTMLSelectElement>("#network-choice");

function showNetwork(chosen: number): void {
  articles.forEach((article, index) => (article.hidden = index !== chosen));
  for (const link of findAll(document, ".skip")) {
    link.setAttribute("href", (link.getAttribute("href") ?? "").replace(/\d+/, String(chosen)));
  }
  if (choice) {
    choice.value = String(chosen);
  }
  views[chosen].draw();
}

function openAddress(): void {
  const asked = pairInHash(window.location.hash);
  const named = networks.findIndex(({ name }) => name === asked?.network);
  const chosen = Math.max(named, 0);
  views.forEach((view, index) => view.open(index === chosen ? asked : undefined));
  showNetwork(chosen);
}

choice?.addEventListener("change", () => showNetwork(Number(choice.value)));
window.addEventListener("hashchange", () => {
  if (pairInHash(window.location.hash)) {
    openAddress();
  }
});
openAddress();

function pressOnly(buttons: readonly HTMLElement[], chosen: HTMLElement): void {
  for (const button of buttons) {
    button.setAttribute("aria-pressed", String(button === chosen));
  }
}

const languageButtons = findAll(document, "[data-language]");
for (const button of languageButtons) {
  button.addEventListener("click", () => {
    switchLanguage(button.dataset.language as Language);
    pressOnly(languageButtons, button);
  });
}

const themeButtons = findAll(document, "[data-theme-choice]");
for (const button of themeButtons) {
  button.addEventListener("click", () => {
    const theme = button.dataset.themeChoice;
    if (theme === "auto") {
      delete document.documentElement.dataset.theme;
    } else {
      document.documentElement.dataset.theme = theme;
    }
    pressOnly(themeButtons, button);
  });
}

/** Set on paper: what is folded on the screen, and opened for print. */
let opened: HTMLDetailsElement[] | undefined;
let resized: number | undefined;

window.addEventListener("resize", () => {
  window.clearTimeout(resized);
  resized = window.setTimeout(() => {
    if (!opened) {
      views.forEach((view) => view.draw());
    }
  }, 150);
});

// Paper has no scroll bars and nothing to open: everything is drawn out, and put back afterwards.
window.addEventListener("beforeprint", () => {
  opened = findAll<HTMLDetailsElement>(document, "details:not([open])");
  opened.forEach((details) => (details.open = true));
  views.forEach((view, index) => {
    if (!articles[index].hidden) {
      view.drawForPrint();
    }
  });
});
window.addEventListener("afterprint", () => {
  opened?.forEach((details) => (details.open = false));
  opened = undefined;
  views.forEach((view) => view.draw());
});
