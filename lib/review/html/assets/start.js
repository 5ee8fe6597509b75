/* global document, window, setTimeout, clearTimeout, DATA, switchLanguage, setUpMatrix, setUpPair, setUpRoutes, drawTraces, verdictOf */
// Joins the parts: a choice in one of them shows in all.

function pairsIndex(data) {
  const byEnds = new Map(data.pairs.map((pair) => [`${pair.from},${pair.to}`, pair]));
  const groupOf = new Map();
  data.groups.forEach((group, index) => group.forEach((member) => groupOf.set(member, index)));
  // Within one network and across two are not the same way.
  const keyOf = (from, to) => {
    const [source, target] = [data.endpoints[from].network, data.endpoints[to].network];
    return `${groupOf.get(from)},${groupOf.get(to)},${source === target}`;
  };
  const byGroups = new Map();
  for (const pair of data.pairs) {
    const key = keyOf(pair.from, pair.to);
    if (!byGroups.has(key)) byGroups.set(key, pair);
  }
  return (from, to) => byEnds.get(`${from},${to}`) ?? byGroups.get(keyOf(from, to));
}

/** What a reader should see first: a pair that fails, else the one with the longest way. */
function firstPair(data) {
  const failing = data.pairs.find((pair) => pair.verdict !== "REACHABLE");
  const longest = data.pairs.reduce(
    (best, pair) => (best && best.forward.hops.length >= pair.forward.hops.length ? best : pair),
    undefined,
  );
  return failing ?? longest;
}

function setUpNetwork(root, data) {
  data.pairFor = pairsIndex(data);
  const routes = setUpRoutes(root, data);
  if (data.endpoints.length < 2) return { shown() {} };
  const choose = (from, to) => {
    matrix.select(from, to);
    pair.show(from, to);
    drawTraces(root, data, from, to);
    routes.show(data.endpoints[from].id);
  };
  const matrix = setUpMatrix(root, data, choose);
  const pair = setUpPair(root, data, choose);
  const first = firstPair(data);
  if (first) choose(first.from, first.to);
  return { shown: matrix.draw };
}

const networks = DATA.networks.map((data, index) =>
  setUpNetwork(document.getElementById(`network-${index}`), data),
);

const networkChoice = document.getElementById("network-choice");
if (networkChoice) {
  networkChoice.addEventListener("change", () => {
    DATA.networks.forEach((_, index) => {
      document.getElementById(`network-${index}`).hidden = String(index) !== networkChoice.value;
    });
    for (const link of document.querySelectorAll(".skip")) {
      link.setAttribute("href", link.getAttribute("href").replace(/\d+/, networkChoice.value));
    }
    networks[Number(networkChoice.value)].shown();
  });
}

function pressOnly(buttons, chosen) {
  for (const button of buttons) button.setAttribute("aria-pressed", String(button === chosen));
}

const languageButtons = [...document.querySelectorAll("[data-language]")];
for (const button of languageButtons) {
  button.addEventListener("click", () => {
    switchLanguage(button.dataset.language);
    pressOnly(languageButtons, button);
  });
}

const themeButtons = [...document.querySelectorAll("[data-theme-choice]")];
for (const button of themeButtons) {
  button.addEventListener("click", () => {
    if (button.dataset.themeChoice === "auto") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = button.dataset.themeChoice;
    pressOnly(themeButtons, button);
  });
}

let resized;
window.addEventListener("resize", () => {
  clearTimeout(resized);
  resized = setTimeout(() => networks.forEach(({ shown }) => shown()), 150);
});
