/**
 * A text that is too long, cut in the middle: names of one family differ at their ends. Where that leaves what another one
 * might be too, more of the beginning goes, which those share.
 */
export function cutText(
  text: string,
  widthOf: (text: string) => number,
  width: number,
  others: readonly string[] = [],
): string {
  if (widthOf(text) <= width) {
    return text;
  }
  const characters = [...text];
  const cutTo = (kept: number, head: number): string =>
    `${characters.slice(0, head).join("")}…${characters.slice(characters.length - (kept - head)).join("")}`;
  for (let kept = characters.length - 1; kept > 1; kept--) {
    const middle = Math.ceil(kept / 2);
    if (widthOf(cutTo(kept, middle)) <= width) {
      const heads = Array.from({ length: middle + 1 }, (_, index) => middle - index);
      const told = heads.find((head) => {
        const cut = cutTo(kept, head);
        return widthOf(cut) <= width && !others.some((other) => other !== text && mayBe(other, cut));
      });
      return cutTo(kept, told ?? middle);
    }
  }
  return "…";
}

function mayBe(text: string, cut: string): boolean {
  const gap = cut.indexOf("…");
  return text.startsWith(cut.slice(0, gap)) && text.endsWith(cut.slice(gap + 1));
}
