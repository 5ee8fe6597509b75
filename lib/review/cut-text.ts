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
  // The most that fits, by halves: each character more makes it wider, and a name may be a million long.
  let kept = 1;
  for (let tooMany = characters.length; tooMany - kept > 1;) {
    const half = Math.floor((kept + tooMany) / 2);
    if (widthOf(cutTo(half, Math.ceil(half / 2))) <= width) {
      kept = half;
    } else {
      tooMany = half;
    }
  }
  if (kept === 1) {
    return "…";
  }
  const middle = Math.ceil(kept / 2);
  const heads = Array.from({ length: middle + 1 }, (_, index) => middle - index);
  const told = heads.find((head) => {
    const cut = cutTo(kept, head);
    return widthOf(cut) <= width && !others.some((other) => other !== text && mayBe(other, cut));
  });
  return cutTo(kept, told ?? middle);
}

function mayBe(text: string, cut: string): boolean {
  const gap = cut.indexOf("…");
  return text.startsWith(cut.slice(0, gap)) && text.endsWith(cut.slice(gap + 1));
}
