/* global make, say, fill, WORDS, verdictOf, wayOf */
// The answer for one pair, in words: verdict, reasons, and every hop there and back.

function setUpPair(root, data, onSelect) {
  const source = root.querySelector(".pair-from");
  const target = root.querySelector(".pair-to");
  const answer = root.querySelector(".answer");
  for (const select of [source, target]) {
    data.endpoints.forEach((endpoint, index) => {
      const option = make("option", "", endpoint.id);
      option.value = String(index);
      select.append(option);
    });
    select.addEventListener("change", () => onSelect(Number(source.value), Number(target.value)));
  }
  return {
    show(from, to) {
      source.value = String(from);
      target.value = String(to);
      answer.replaceChildren(...answerFor(data, from, to));
    },
  };
}

function answerFor(data, from, to) {
  if (from === to) return [make("p", "quiet", WORDS.samePlace)];
  const verdict = verdictOf(data, from, to);
  const words = WORDS.verdicts[verdict];
  const pair = data.pairFor(from, to);
  const head = make("p", "");
  head.append(
    make("span", `chip ${verdict}`, { en: `${words.sign} ${words.en}`, ja: `${words.sign} ${words.ja}` }),
    " ",
    make("span", "", pair && verdict !== "BLOCKED" ? wayOf(pair) : words.meaning),
  );
  if (!pair) return [head, make("p", "quiet", fill(WORDS.notEmbedded, name(data, from, to)))];
  const parts = [head];
  if (pair.from !== from || pair.to !== to) {
    parts.push(make("p", "quiet", fill(WORDS.behavesLike, name(data, pair.from, pair.to))));
  }
  parts.push(reasonList(pair.reasons));
  const ways = make("div", "ways");
  ways.append(wayInWords("there", WORDS.forward, pair.forward));
  ways.append(pair.back ? wayInWords("back", WORDS.back, pair.back) : noWayBack());
  parts.push(ways);
  if (pair.assumptions.length > 0) {
    const list = make("ul", "reasons");
    for (const text of pair.assumptions) list.append(make("li", "", text));
    parts.push(make("h4", "", WORDS.assumptions), list);
  }
  return parts;
}

function name(data, from, to) {
  return { from: data.endpoints[from].id, to: data.endpoints[to].id };
}

function noWayBack() {
  const way = make("section", "back");
  way.append(make("h4", "", WORDS.back), make("p", "quiet", WORDS.notReached));
  return way;
}

function reasonList(reasons) {
  const list = make("ul", "reasons");
  reasons.forEach((reason, index) => {
    const item = make("li", index === 0 ? "first" : "");
    item.append(make("span", "", reason.message));
    item.append(
      make("span", "address", reason.resource ? `${reason.code} · ${reason.resource}` : reason.code),
    );
    list.append(item);
  });
  return list;
}

function wayInWords(direction, heading, trace) {
  const way = make("section", direction);
  const title = make("h4", "");
  const key = make("span", "key");
  key.setAttribute("aria-hidden", "true");
  title.append(key, say(make("span", ""), heading));
  const list = make("ol", "hops");
  trace.hops.forEach((hop, index) => {
    const last = index === trace.hops.length - 1;
    const lost = last && !trace.delivered;
    const item = make("li", "");
    const number = make("span", lost ? "number lost" : "number", lost ? "×" : String(index + 1));
    number.setAttribute("aria-hidden", "true");
    const text = make("div", "");
    text.append(make("div", "at", hop.at), make("div", "", hop.text));
    if (hop.origin) text.append(make("span", "address", hop.origin));
    item.append(number, text);
    list.append(item);
  });
  way.append(title, list);
  return way;
}
