import { Picture, PictureLink, PictureNetwork } from "../../picture";
import { BOX_WIDTH, Box, Point, RankedBox } from "./geometry";

export interface Line {
  readonly link: PictureLink;
  readonly points: readonly Point[];
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly boxes: ReadonlyMap<string, RankedBox>;
  readonly lines: readonly Line[];
}

/** Room for traces that run round the outermost boxes. */
const MARGIN = 60;
/** More boxes of one rank than this stand below each other, so that the diagram stays as wide as a page. */
const MOST_BOXES_ABREAST = 4;
/** How far the arc of a link between neighbours hangs below their boxes. */
const ARC_DEPTH = 44;

/**
 * Sites on top, the hub (the network with most links) below them, then what hangs on it.
 * dagre ranks and routes these; links between networks of one rank are arcs beside them.
 */
export function layoutPicture(picture: Picture, heightOf: (id: string) => number): Layout {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- only who draws a picture pays for it
  const { graphlib, layout: dagreLayout } = require("@dagrejs/dagre") as typeof import("@dagrejs/dagre");
  const depth = depths(picture);
  const graph = new graphlib.Graph();
  const abreast = Math.max(...picture.networks.map((network) => countAt(picture, depth, network)), 0);
  const upright = abreast <= MOST_BOXES_ABREAST;
  graph.setGraph({
    rankdir: upright ? "TB" : "LR",
    nodesep: 48,
    ranksep: upright ? 76 : 130,
    marginx: MARGIN,
    marginy: MARGIN,
  });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id } of [...picture.sites, ...picture.networks]) {
    graph.setNode(id, { width: BOX_WIDTH, height: heightOf(id) });
  }
  // A link between networks of one rank can't be ranked; it is drawn as an arc.
  const ranked = picture.links.filter((link) => depth.get(link.from) !== depth.get(link.to));
  for (const link of ranked) {
    graph.setEdge(...upperFirst(link, depth), { minlen: 1 });
  }
  dagreLayout(graph, { constraints: sideBySide(picture.networks, depth) });

  const boxes = new Map<string, RankedBox>();
  for (const id of graph.nodes()) {
    const node = graph.node(id) as { x: number; y: number; width: number; height: number };
    boxes.set(id, {
      id,
      x: node.x - node.width / 2,
      y: node.y - node.height / 2,
      width: node.width,
      height: node.height,
      rank: depth.get(id) ?? 0,
    });
  }
  const lines = picture.links.map((link): Line => {
    if (!ranked.includes(link)) {
      const ends = [boxes.get(link.from), boxes.get(link.to)] as const;
      return { link, points: upright ? arcBelow(...ends) : arcBeside(...ends) };
    }
    const [upper, lower] = upperFirst(link, depth);
    const edge = graph.edge(upper, lower) as { points: Point[] };
    return { link, points: edge.points };
  });
  return { ...extentOf([...boxes.values()], lines), boxes, lines };
}

/** Room for all boxes and lines, and a margin. */
function extentOf(boxes: readonly Box[], lines: readonly Line[]): Pick<Layout, "width" | "height"> {
  const points = lines.flatMap((line) => line.points);
  const xs = [...boxes.map((box) => box.x + box.width), ...points.map(({ x }) => x)];
  const ys = [...boxes.map((box) => box.y + box.height), ...points.map(({ y }) => y)];
  return { width: Math.max(BOX_WIDTH, ...xs) + MARGIN, height: Math.max(0, ...ys) + MARGIN };
}

/** Steps from the network that has most links; sites stand above everything. */
function depths(picture: Picture): Map<string, number> {
  const neighbours = new Map<string, string[]>();
  for (const { from, to } of picture.links) {
    neighbours.set(from, [...(neighbours.get(from) ?? []), to]);
    neighbours.set(to, [...(neighbours.get(to) ?? []), from]);
  }
  const sites = new Set(picture.sites.map((site) => site.id));
  const depth = new Map<string, number>();
  const degree = (network: PictureNetwork) => neighbours.get(network.id)?.length ?? 0;
  // Each island of linked networks has a centre of its own.
  for (const centre of [...picture.networks].sort((a, b) => degree(b) - degree(a))) {
    if (depth.has(centre.id)) {
      continue;
    }
    depth.set(centre.id, 0);
    const queue = [centre.id];
    for (const id of queue) {
      for (const next of neighbours.get(id) ?? []) {
        if (depth.has(next) || sites.has(next)) {
          continue;
        }
        depth.set(next, (depth.get(id) ?? 0) + 1);
        queue.push(next);
      }
    }
  }
  for (const site of sites) {
    depth.set(site, -1);
  }
  return depth;
}

function countAt(picture: Picture, depth: ReadonlyMap<string, number>, network: PictureNetwork): number {
  return picture.networks.filter((other) => depth.get(other.id) === depth.get(network.id)).length;
}

/** Boxes of a rank stay in the order of the configuration, as a reader expects spoke01 left of spoke02. */
function sideBySide(
  networks: readonly PictureNetwork[],
  ranks: ReadonlyMap<string, number>,
): { left: string; right: string }[] {
  return networks.flatMap((network, index) => {
    const next = networks.slice(index + 1).find((other) => ranks.get(other.id) === ranks.get(network.id));
    return next ? [{ left: network.id, right: next.id }] : [];
  });
}

function upperFirst(link: PictureLink, depth: ReadonlyMap<string, number>): [string, string] {
  return (depth.get(link.from) ?? 0) < (depth.get(link.to) ?? 0)
    ? [link.from, link.to]
    : [link.to, link.from];
}

function arcBelow(from: Box | undefined, to: Box | undefined): Point[] {
  if (!from || !to) {
    return [];
  }
  const [left, right] = from.x <= to.x ? [from, to] : [to, from];
  const start = { x: left.x + left.width * 0.6, y: left.y + left.height };
  const end = { x: right.x + right.width * 0.4, y: right.y + right.height };
  const low = Math.max(start.y, end.y) + ARC_DEPTH;
  return [start, { x: start.x + 24, y: low }, { x: end.x - 24, y: low }, end];
}

function arcBeside(from: Box | undefined, to: Box | undefined): Point[] {
  if (!from || !to) {
    return [];
  }
  const [upper, lower] = from.y <= to.y ? [from, to] : [to, from];
  const start = { x: upper.x + upper.width, y: upper.y + upper.height * 0.6 };
  const end = { x: lower.x + lower.width, y: lower.y + lower.height * 0.4 };
  const far = Math.max(start.x, end.x) + ARC_DEPTH;
  return [start, { x: far, y: start.y + 12 }, { x: far, y: end.y - 12 }, end];
}
