interface Area {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/**
 * Brings something into the middle of a box that scrolls, and leaves the page where it is. What the box's scroll padding
 * keeps free is no part of what is in sight.
 */
export function scrollWithin(holder: Element, area: Area): void {
  const view = holder.getBoundingClientRect();
  const { scrollPaddingLeft, scrollPaddingTop } = getComputedStyle(holder);
  const left = view.left + (parseFloat(scrollPaddingLeft) || 0);
  const top = view.top + (parseFloat(scrollPaddingTop) || 0);
  holder.scrollLeft += shiftOf([area.left, area.right], [left, view.left + holder.clientWidth]);
  holder.scrollTop += shiftOf([area.top, area.bottom], [top, view.top + holder.clientHeight]);
}

/** Heads that stay where they are cover what is below them, from the browser's own scrolling as well. */
export function keepClearOf(corner: Element, holder: HTMLElement): void {
  const { width, height } = corner.getBoundingClientRect();
  holder.style.scrollPadding = `${Math.ceil(height)}px 0 0 ${Math.ceil(width)}px`;
}

type Span = readonly [start: number, end: number];

/** Nothing where it is in sight with some room around it. */
function shiftOf(wanted: Span, view: Span): number {
  const room = (view[1] - view[0]) / 6;
  if (wanted[0] >= view[0] + room && wanted[1] <= view[1] - room) {
    return 0;
  }
  return (wanted[0] + wanted[1] - view[0] - view[1]) / 2;
}
