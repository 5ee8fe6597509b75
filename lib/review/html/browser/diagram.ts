// The diagram around the chosen pair: only the networks on its path, or all; larger, smaller, or whole.

import { Pairs, pairFor } from "../../document";
import { curve } from "../diagram/curve";
import { Anchors, Drawing } from "../diagram/drawing";
import { Point, RankedBox } from "../diagram/geometry";
import { placeLabels } from "../diagram/labels";
import { onPath } from "../diagram/on-path";
import { inRows, linkInRows } from "../diagram/rows";
import { PageNetwork } from "../page-data";
import { find, findAll } from "./dom";
import { scrollWithin } from "./scroll";
import { placeInStacks } from "./stacks";
import { drawWays, stopsOf } from "./trace";

/** A diagram of more boxes than this opens with those on the path only. */
const ALL_UP_TO = 9;
/** Fewer are always shown all. */
const FEW = 4;
const STEP = 1.25;
/** Text is 12 pixels high at 1; smaller than this it can't be read. */
const SMALLEST_READABLE = 0.8;

export interface DiagramView {
  draw(): void;
  drawForPrint(): void;
  show(from: number, to: number): void;
}

export function setUpDiagram(root: ParentNode, data: PageNetwork): DiagramView {
  const figure = find(root, ".figure");
  const svg = find<SVGSVGElement>(root, ".diagram");
  const only = find<HTMLInputElement>(root, ".only-path");
  const canvas = new Canvas(svg, data.drawing);
  only.checked = data.drawing.boxes.length > ALL_UP_TO;
  (only.closest("label") ?? only).hidden = data.drawing.boxes.length <= FEW;
  let asked: readonly [number, number] | undefined;
  let zoom: number | undefined;
  let shown = 1;

  const fitting = () => figure.clientWidth / canvas.width;
  const scale = () => {
    shown = zoom ?? Math.min(1, Math.max(fitting(), SMALLEST_READABLE));
    svg.setAttribute("width", String(canvas.width * shown));
    svg.setAttribute("height", String(canvas.height * shown));
    scrollToTraces(figure, find(svg, ".traces"));
  };
  const draw = (onlyPath = only.checked) => {
    const ways = asked ? waysOf(root, data, asked) : undefined;
    canvas.place(ways && onlyPath ? inRows(onPath(data.drawing, ways.boxes)) : undefined);
    canvas.trace(ways);
    scale();
  };
  only.addEventListener("change", () => {
    zoom = undefined;
    draw();
  });
  const buttons: readonly (readonly [string, () => number])[] = [
    [".zoom-in", () => shown * STEP],
    [".zoom-out", () => shown / STEP],
    [".zoom-fit", () => Math.min(1, fitting(), figure.clientHeight / canvas.height)],
  ];
  for (const [button, next] of buttons) {
    find(root, button).addEventListener("click", () => {
      zoom = next();
      scale();
    });
  }
  return {
    draw: () => draw(),
    drawForPrint: () => draw(false),
    show(from, to) {
      asked = [from, to];
      draw();
    },
  };
}

/** To the whole of both ways; where they are larger than the view, to where the first begins or ends. */
function scrollToTraces(figure: Element, traces: Element): void {
  const area = traces.getBoundingClientRect();
  const fits = area.width <= figure.clientWidth && area.height <= figure.clientHeight;
  const target = fits ? traces : traces.querySelector("circle");
  if (target && area.width > 0) {
    scrollWithin(figure, target.getBoundingClientRect());
  }
}

interface Ways {
  readonly anchors: Anchors;
  /** Ids of the boxes that they pass. */
  readonly boxes: ReadonlySet<string>;
  readonly ends: readonly string[];
  readonly pair: ReturnType<typeof pairFor>;
  readonly goals: readonly [string, string];
}

function waysOf(root: ParentNode, data: PageNetwork, asked: readonly [number, number]): Ways {
  const pair = pairFor(data as Pairs, ...asked);
  const explained = pair ? ([pair.from, pair.to] as const) : asked;
  const anchors = placeInStacks(root, data, asked, explained);
  const [source, target] = explained.map((end) => data.endpoints[end].id);
  const stops = pair
    ? [pair.forward, ...(pair.back ? [pair.back] : [])].flatMap((trace) => stopsOf(trace, anchors))
    : [];
  const passed = [source, target, ...stops.map(({ id }) => id)];
  return {
    anchors,
    boxes: new Set(passed.flatMap((id) => (anchors[id] ? [anchors[id].box] : []))),
    ends: asked.map((end) => data.endpoints[end].id),
    pair: asked[0] === asked[1] ? undefined : pair,
    goals: [target, source],
  };
}

/** The drawing as it was written into the page, and as it is shown now. */
class Canvas {
  public width: number;
  public height: number;
  private boxes: ReadonlyMap<string, RankedBox>;
  private readonly groups: ReadonlyMap<string, SVGElement>;
  private readonly paths: readonly SVGElement[];
  private readonly labels: readonly SVGElement[];
  private readonly written: readonly (readonly [path: string, label: Node])[];

  public constructor(
    private readonly svg: SVGSVGElement,
    private readonly drawing: Drawing,
  ) {
    this.width = drawing.width;
    this.height = drawing.height;
    this.boxes = new Map(drawing.boxes.map((box) => [box.id, box]));
    this.groups = new Map(
      findAll<SVGElement>(svg, "[data-box]").map((group) => [group.dataset.box ?? "", group]),
    );
    this.paths = findAll<SVGElement>(svg, ".link path");
    this.labels = findAll<SVGElement>(svg, ".link-label");
    this.written = this.paths.map((path, index) => [
      path.getAttribute("d") ?? "",
      this.labels[index].cloneNode(),
    ]);
  }

  /** Only these boxes, where they are given; else everything where it was written. */
  public place(few: { width: number; height: number; boxes: readonly RankedBox[] } | undefined): void {
    const { width, height, boxes } = few ?? this.drawing;
    this.width = width;
    this.height = height;
    this.boxes = new Map(boxes.map((box) => [box.id, box]));
    this.svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    this.svg.classList.toggle("few", few !== undefined);
    for (const [id, group] of this.groups) {
      const box = this.boxes.get(id);
      group.toggleAttribute("hidden", box === undefined);
      if (box) {
        group.setAttribute("transform", `translate(${box.x} ${box.y})`);
      }
    }
    if (few) {
      this.linkFew();
    } else {
      this.linkAsWritten();
    }
  }

  public trace(ways: Ways | undefined): void {
    for (const subnet of findAll<SVGElement>(this.svg, ".subnet")) {
      subnet.classList.toggle("endpoint", ways?.ends.includes(subnet.dataset.subnet ?? "") ?? false);
    }
    const layer = find<SVGElement>(this.svg, ".traces");
    layer.replaceChildren();
    if (ways?.pair) {
      const { forward, back } = ways.pair;
      const [there, here] = ways.goals;
      layer.append(
        ...drawWays(
          [
            { trace: forward, direction: "there", goal: there },
            ...(back ? [{ trace: back, direction: "back" as const, goal: here }] : []),
          ],
          { boxes: this.boxes, anchors: ways.anchors },
        ),
      );
    }
  }

  private linkAsWritten(): void {
    this.written.forEach(([path, label], index) => {
      this.paths[index].setAttribute("d", path);
      moveLabel(this.labels[index], label as SVGElement);
    });
  }

  private linkFew(): void {
    const lines = this.drawing.links.map((link): Point[] | undefined => {
      const [from, to] = [this.boxes.get(link.from), this.boxes.get(link.to)];
      return from && to && linkInRows(from, to);
    });
    const shown = lines.flatMap((points, index) => (points ? [{ points, index }] : []));
    const places = placeLabels(
      shown.map(({ points, index }) => ({ points, width: this.drawing.links[index].labelWidth })),
      [...this.boxes.values()],
    );
    const placeOf = new Map(shown.map(({ index }, order) => [index, places[order]]));
    lines.forEach((points, index) => {
      this.paths[index].setAttribute("d", points ? curve(points) : "");
      const place = placeOf.get(index);
      this.labels[index].toggleAttribute("hidden", place === undefined);
      if (place) {
        this.labels[index].setAttribute("x", String(place.x));
        this.labels[index].setAttribute("y", String(place.y + 4));
      }
    });
  }
}

function moveLabel(label: SVGElement, as: SVGElement): void {
  label.toggleAttribute("hidden", as.hasAttribute("hidden"));
  for (const place of ["x", "y"]) {
    label.setAttribute(place, as.getAttribute(place) ?? "0");
  }
}
