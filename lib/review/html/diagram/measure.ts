import { isWide } from "../../character-width";

/** Text width without a browser: close enough to size boxes, and SVG clips nothing that is a pixel too long. */
export function textWidth(text: string, fontSize: number): number {
  let width = 0;
  for (const character of text) {
    width += isWide(character) ? fontSize : fontSize * 0.58;
  }
  return width;
}

/** Cuts in the middle: names of one family differ at their ends. */
export function fitText(text: string, fontSize: number, width: number): string {
  if (textWidth(text, fontSize) <= width) {
    return text;
  }
  const characters = [...text];
  for (let kept = characters.length - 1; kept > 1; kept--) {
    const head = Math.ceil(kept / 2);
    const cut = `${characters.slice(0, head).join("")}…${characters.slice(characters.length - (kept - head)).join("")}`;
    if (textWidth(cut, fontSize) <= width) {
      return cut;
    }
  }
  return "…";
}
