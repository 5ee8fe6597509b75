import { PageNetwork } from "../page-data";

/** A line of the grid: an endpoint, or several that behave alike. */
export interface LineOfMatrix {
  readonly members: readonly number[];
}

/** Endpoints that match the filter each for itself, the others by groups. */
export function linesOf(data: PageNetwork, filter: string, grouped: boolean): readonly LineOfMatrix[] {
  const wanted = filter.trim().toLowerCase();
  const matches = (index: number) => {
    const { id, prefixes, address } = data.endpoints[index];
    return [id, address, ...prefixes].some((text) => text.toLowerCase().includes(wanted));
  };
  if (!grouped) {
    return data.endpoints
      .map((_, index) => index)
      .filter(matches)
      .map((index) => ({ members: [index] }));
  }
  if (wanted === "") {
    return data.groups.map((members) => ({ members }));
  }
  const single = data.groups.flatMap((group) => group.filter(matches).map((index) => ({ members: [index] })));
  const rest = data.groups
    .map((group) => ({ members: group.filter((index) => !matches(index)) }))
    .filter(({ members }) => members.length > 0);
  return [...single, ...rest];
}

/** A cell carries which endpoints it stands for. */
export function writeIndexes(cell: HTMLElement, from: LineOfMatrix, to: LineOfMatrix): void {
  cell.dataset.from = from.members.join(",");
  cell.dataset.to = to.members.join(",");
}

export function indexesOf(written: string | undefined): number[] {
  return (written ?? "").split(",").map(Number);
}
