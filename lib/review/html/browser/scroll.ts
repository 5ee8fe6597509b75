interface Area {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Brings something into the middle of a box that scrolls, and leaves the page where it is. */
export function scrollWithin(holder: Element, area: Area): void {
  const view = holder.getBoundingClientRect();
  holder.scrollLeft += shiftOf([area.left, area.right], [view.left, view.left + holder.clientWidth]);
  holder.scrollTop += shiftOf([area.top, area.bottom], [view.top, view.top + holder.clientHeight]);
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
