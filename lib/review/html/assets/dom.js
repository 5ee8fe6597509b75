/* global document */
// What every part of the page uses to write itself. Text from the data only ever becomes textContent.

const SVG = "http://www.w3.org/2000/svg";
const DATA = JSON.parse(document.getElementById("data").textContent);
const WORDS = DATA.words;

let language = document.documentElement.lang === "ja" ? "ja" : "en";

/** Writes a text of both languages into an element, so that switching the language can follow. */
function say(element, text) {
  if (typeof text === "string") {
    delete element.dataset.en;
    delete element.dataset.ja;
    element.textContent = text;
    return element;
  }
  element.dataset.en = text.en;
  element.dataset.ja = text.ja;
  element.textContent = text[language];
  return element;
}

/** The same for the accessible name. */
function label(element, text) {
  element.dataset.labelEn = text.en;
  element.dataset.labelJa = text.ja;
  element.setAttribute("aria-label", text[language]);
  return element;
}

function make(tag, style, ...content) {
  const element = document.createElement(tag);
  if (style) element.className = style;
  for (const part of content) {
    if (part === undefined || part === null) continue;
    if (part.nodeType) element.append(part);
    else if (content.length === 1) say(element, part);
    else element.append(say(document.createElement("span"), part));
  }
  return element;
}

function makeSvg(tag, attributes, ...content) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...content);
  return element;
}

/** Fills the `{name}` places of a phrase; values may be of both languages. */
function fill(phrase, values) {
  const one = (lang) =>
    phrase[lang].replace(/\{(\w+)\}/g, (place, name) => {
      const value = values[name];
      return value === undefined
        ? place
        : typeof value === "object"
          ? value[lang]
          : value.toLocaleString(lang);
    });
  return { en: one("en"), ja: one("ja") };
}

function switchLanguage(to) {
  language = to;
  document.documentElement.lang = to;
  for (const element of document.querySelectorAll("[data-en]")) element.textContent = element.dataset[to];
  for (const element of document.querySelectorAll("[data-label-en]")) {
    element.setAttribute("aria-label", to === "ja" ? element.dataset.labelJa : element.dataset.labelEn);
  }
}
