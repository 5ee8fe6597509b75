// The answer for one pair, in words: verdict, reasons, and every hop there and back.

import { LocalizedText, VERDICTS } from "../../../analysis/result";
import { ReviewPair, ReviewReason, ReviewTrace, pairFor, verdictBetween } from "../../document";
import { inBoth, listed } from "../../language";
import { PHRASES, VERDICT_MEANINGS, VERDICT_SIGNS, VERDICT_WORDS } from "../../phrases";
import { ruleUrl } from "../../rule-link";
import { endSign, whyNoReply } from "../../trace-ends";
import { PageNetwork } from "../page-data";
import { find, make } from "./dom";
import { hashOf } from "./link-to-pair";

export interface PairView {
  show(from: number, to: number): void;
  /** Says something before the answer: the link that led here names what isn't there. */
  remark(text: LocalizedText): void;
}

export function setUpPair(
  root: ParentNode,
  data: PageNetwork,
  onSelect: (from: number, to: number) => void,
  onCure: (cure: number) => void,
): PairView {
  const source = find<HTMLSelectElement>(root, ".pair-from");
  const target = find<HTMLSelectElement>(root, ".pair-to");
  const link = find<HTMLAnchorElement>(root, ".pair-link");
  const answer = find(root, ".answer");
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
      link.href = hashOf(data, from, to);
      answer.replaceChildren(...answerFor(data, from, to), ...curesFor(data, from, to, onCure));
    },
    remark(text) {
      answer.prepend(make("p", "quiet", text));
    },
  };
}

function answerFor(data: PageNetwork, from: number, to: number): Node[] {
  const verdict = verdictBetween(data, from, to);
  if (from === to || !verdict) {
    return [make("p", "quiet", PHRASES.samePlace)];
  }
  const { en, ja } = VERDICT_WORDS[verdict];
  const sign = VERDICT_SIGNS[verdict];
  const pair = pairFor(data, from, to);
  const head = make(
    "p",
    "",
    make("span", `chip ${verdict}`, { en: `${sign} ${en}`, ja: `${sign} ${ja}` }),
    document.createTextNode(" "),
    make("span", "", pair && verdict !== "BLOCKED" ? wayOf(pair) : VERDICT_MEANINGS[verdict]),
  );
  if (!pair) {
    return [head, make("p", "quiet", PHRASES.notEmbedded(namesOf(data, from, to)))];
  }
  const ways = make(
    "div",
    "ways",
    wayInWords("there", PHRASES.forward, pair.forward),
    pair.back ? wayInWords("back", PHRASES.back, pair.back) : noWayBack(pair.forward),
  );
  const stand = pair.from === from && pair.to === to;
  return [
    head,
    ...(stand ? [] : [make("p", "quiet", PHRASES.behavesLike(namesOf(data, pair.from, pair.to)))]),
    reasonList(pair.reasons),
    ways,
    ...(pair.assumptions.length === 0 ? [] : assumptions(pair)),
  ];
}

/** What of the changes would cure the pair, each with a button that leads there. */
function curesFor(data: PageNetwork, from: number, to: number, onCure: (cure: number) => void): Node[] {
  const { cures } = data;
  const before = verdictBetween(data, from, to);
  if (cures === undefined || before === undefined || before === "REACHABLE") {
    return [];
  }
  const buttons = cures.flatMap((verdicts, index): Node[] => {
    const after = verdictBetween({ endpoints: data.endpoints, verdicts }, from, to);
    if (after === undefined || VERDICTS.indexOf(after) >= VERDICTS.indexOf(before)) {
      return [];
    }
    const { en, ja } = VERDICT_WORDS[after];
    const said = (verdict: string) => PHRASES.wouldCure({ number: index + 1, verdict });
    const button = make("button", "would-cure", { en: said(en).en, ja: said(ja).ja });
    button.type = "button";
    button.addEventListener("click", () => onCure(index));
    return [button];
  });
  return buttons.length > 0
    ? [make("div", "cure-tools", ...buttons)]
    : [make("p", "quiet", PHRASES.nothingCures(namesOf(data, from, to)))];
}

function namesOf(data: PageNetwork, from: number, to: number): { from: string; to: string } {
  return { from: data.endpoints[from].id, to: data.endpoints[to].id };
}

export function wayOf({ through, forward }: ReviewPair): LocalizedText {
  return through.length > 0
    ? inBoth((language) => PHRASES.through({ names: listed(through, language) })[language])
    : forward.delivered
      ? PHRASES.directly
      : PHRASES.openWay;
}

function assumptions(pair: ReviewPair): Node[] {
  const list = make("ul", "reasons");
  for (const text of pair.assumptions) {
    list.append(make("li", "", text));
  }
  return [make("h4", "", PHRASES.assumptions), list];
}

function noWayBack(forward: ReviewTrace): Node {
  return make("section", "back", make("h4", "", PHRASES.back), make("p", "quiet", whyNoReply(forward)));
}

function reasonList(reasons: readonly ReviewReason[]): Node {
  const list = make("ul", "reasons");
  reasons.forEach((reason, index) => {
    const where = reason.resource ? `${reason.code} · ${reason.resource}` : reason.code;
    const text = make("span", "", reason.message);
    const origin = make("span", "address", where, ...reason.rules.flatMap((rule) => [" · ", ruleLink(rule)]));
    list.append(make("li", index === 0 ? "first" : "", text, origin));
  });
  return list;
}

function ruleLink(rule: string): Node {
  const link = make("a", "", rule);
  link.setAttribute("href", ruleUrl(rule));
  return link;
}

function wayInWords(direction: string, heading: LocalizedText, trace: ReviewTrace): Node {
  const key = make("span", "key");
  key.setAttribute("aria-hidden", "true");
  const list = make("ol", "hops");
  trace.hops.forEach((hop, index) => {
    const end = index === trace.hops.length - 1 ? endSign(trace) : undefined;
    const number = make("span", end ? "number lost" : "number", end ?? String(index + 1));
    number.setAttribute("aria-hidden", "true");
    const text = make("div", "", make("div", "at", hop.at), make("div", "", hop.text));
    if (hop.origin !== undefined) {
      text.append(make("span", "address", hop.origin));
    }
    list.append(make("li", "", number, text));
  });
  return make("section", direction, make("h4", "", key, make("span", "", heading)), list);
}
