// What every part of the page uses to write itself. Text from the data only ever becomes textContent.

import { Language, LocalizedText } from "../../../analysis/result";
import { visible } from "../../../text/visible";

const SVG = "http://www.w3.org/2000/svg";

/** A name, which reads the same in every language, or a text of both. */
export type Text = string | LocalizedText;

let language: Language = document.documentElement.lang === "ja" ? "ja" : "en";

/** Writes a text of both languages into an element, so that switching the language can follow. */
export function say<E extends Element & { dataset: DOMStringMap }>(element: E, text: Text): E {
  if (typeof text === "string") {
    delete element.dataset.en;
    delete element.dataset.ja;
    element.textContent = visible(text);
    return element;
  }
  element.dataset.en = visible(text.en);
  element.dataset.ja = visible(text.ja);
  element.textContent = visible(text[language]);
  return element;
}

/** The same for the accessible name. */
export function label<E extends HTMLElement>(element: E, text: LocalizedText): E {
  element.dataset.labelEn = visible(text.en);
  element.dataset.labelJa = visible(text.ja);
  element.setAttribute("aria-label", visible(text[language]));
  return element;
}

/** An element with one text, or with parts. */
export function make<T extends keyof HTMLElementTagNameMap>(
  tag: T,
  style: string,
  ...content: readonly (Text | Node)[]
): HTMLElementTagNameMap[T] {
  const element = document.createElement(tag);
  if (style !== "") {
    element.className = style;
  }
  for (const part of content) {
    if (part instanceof Node) {
      element.append(part);
    } else if (content.length === 1) {
      say(element, part);
    } else {
      element.append(say(document.createElement("span"), part));
    }
  }
  return element;
}

export function makeSvg<T extends keyof SVGElementTagNameMap>(
  tag: T,
  attributes: Readonly<Record<string, string | number>>,
  ...content: readonly (string | Node)[]
): SVGElementTagNameMap[T] {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) {
    element.setAttribute(name, String(value));
  }
  element.append(...content);
  return element;
}

/** Of what the page was written with: it is there. */
export function find<E extends Element = HTMLElement>(root: ParentNode, selector: string): E {
  const found = root.querySelector<E>(selector);
  if (!found) {
    throw new Error(`The page lacks ${selector}.`);
  }
  return found;
}

export function findAll<E extends Element = HTMLElement>(root: ParentNode, selector: string): E[] {
  return [...root.querySelectorAll<E>(selector)];
}

export function switchLanguage(to: Language): void {
  language = to;
  document.documentElement.lang = to;
  for (const element of findAll(document, "[data-en]")) {
    element.textContent = element.dataset[to] ?? "";
  }
  for (const element of findAll(document, "[data-label-en]")) {
    element.setAttribute(
      "aria-label",
      (to === "ja" ? element.dataset.labelJa : element.dataset.labelEn) ?? "",
    );
  }
}
