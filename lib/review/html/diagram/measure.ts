import { isWide } from "../../character-width";
import { cutText } from "../../cut-text";

/** Text width without a browser: close enough to size boxes, and SVG clips nothing that is a pixel too long. */
export function textWidth(text: string, fontSize: number): number {
  let width = 0;
  for (const character of text) {
    width += isWide(character) ? fontSize : fontSize * 0.58;
  }
  return width;
}

/** A name in so much room. */
export function fitText(
  text: string,
  fontSize: number,
  width: number,
  others: readonly string[] = [],
): string {
  return cutText(text, (cut) => textWidth(cut, fontSize), width, others);
}
