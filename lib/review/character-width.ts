/** Whether a character takes two columns of a terminal (and a full em of a page). */
export function isWide(character: string): boolean {
  return WIDE.test(character);
}

const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}]/u;

/** Nearly all texts: as wide as they are long. */
const NARROW = /^[\u0020-\u024f]*$/;

export function terminalWidth(text: string): number {
  if (NARROW.test(text)) {
    return text.length;
  }
  let width = 0;
  for (const character of text) {
    width += isWide(character) ? 2 : 1;
  }
  return width;
}
