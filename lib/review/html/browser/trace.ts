// Both ways of a pair, drawn into the diagram with the same numbers as the hops in words.

import { ReviewTrace } from "../../document";
import { endSign } from "../../trace-ends";
import { corners } from "../diagram/curve";
import { Anchors } from "../diagram/drawing";
import { Box, Point } from "../diagram/geometry";
import { Port, routeAround } from "../diagram/route-around";
import { makeSvg } from "./dom";

/** The nearest lane, and how far the next is. */
const FIRST_LANE = 10;
const LANE = 6;
/** As many lanes as there is room between two boxes. */
const LANES = 6;
/** The two ways touch a line a little above and a little below its middle. */
const SHIFT = 8;

/** Boxes where they stand now, and what stands where in them. */
export interface Places {
  readonly boxes: ReadonlyMap<string, Box>;
  readonly anchors: Anchors;
}

interface Way {
  readonly trace: ReviewTrace;
  readonly direction: "there" | "back";
  /** The endpoint that it should arrive at. */
  readonly goal: string;
}

export function drawWays(ways: readonly Way[], places: Places): SVGGElement[] {
  let lane = 0;
  const nextLane = () => FIRST_LANE + LANE * (lane++ % LANES);
  return ways.map((way) => drawWay(way, places, nextLane));
}

/** What a way passes: each hop's subnet, and what takes the packet there. */
interface Stop {
  readonly id: string;
  readonly number: number;
}

export function stopsOf(trace: ReviewTrace, anchors: Anchors): Stop[] {
  const stops: Stop[] = [];
  trace.hops.forEach((hop, index) => {
    const taken = trace.hops[index - 1]?.via;
    const taker = taken === undefined ? undefined : anchors[taken];
    const here = anchors[hop.at];
    if (taker && (!here || here.box === taker.box)) {
      // A hop taken over by an appliance is where that appliance already is.
      stops[stops.length - 1] = { ...stops[stops.length - 1], number: index + 1 };
    } else if (here) {
      stops.push({ id: hop.at, number: index + 1 });
    }
    if (hop.via !== undefined && anchors[hop.via]) {
      // Who hands on without a hop of its own is still part of this one.
      stops.push({ id: hop.via, number: index + 1 });
    }
  });
  const last = trace.hops[trace.hops.length - 1];
  // A destination after an appliance has its own place.
  if (last && trace.delivered && anchors[last.at] && stops[stops.length - 1]?.id !== last.at) {
    stops.push({ id: last.at, number: trace.hops.length });
  }
  return stops;
}

function drawWay({ trace, direction, goal }: Way, places: Places, nextLane: () => number): SVGGElement {
  const group = makeSvg("g", { class: `trace ${direction}` });
  const shift = direction === "there" ? -SHIFT : SHIFT;
  const boxes = [...places.boxes.values()];
  const portOf = (id: string): Port | undefined => {
    const anchor = places.anchors[id];
    const box = anchor && places.boxes.get(anchor.box);
    return box && { box, y: box.y + anchor.y + shift };
  };
  const stops = stopsOf(trace, places.anchors).flatMap(({ id, number }) => {
    const port = portOf(id);
    return port ? [{ port, number }] : [];
  });
  const marks: Mark[] = [];
  stops.slice(1).forEach((stop, index) => {
    const points = routeAround(stops[index].port, stop.port, boxes, nextLane());
    group.append(makeSvg("path", { d: corners(points) }));
    marks.push({ at: points[0], text: String(stops[index].number) });
    marks.push({ at: points[points.length - 1], text: String(stop.number) });
  });
  const end = stops[stops.length - 1];
  const sign = endSign(trace);
  if (end && sign) {
    const wanted = portOf(goal);
    if (wanted && wanted.box !== end.port.box) {
      const points = routeAround(end.port, wanted, boxes, nextLane());
      group.append(makeSvg("path", { d: corners(points), class: "lost" }));
      marks.unshift({ at: points[0], text: sign });
    } else {
      const at = marks[marks.length - 1]?.at ?? { x: end.port.box.x + end.port.box.width, y: end.port.y };
      marks.unshift({ at, text: sign });
    }
  }
  group.append(...drawMarks(marks));
  return group;
}

interface Mark {
  readonly at: Point;
  readonly text: string;
}

/** Each place is marked once, a loss before a number. */
function drawMarks(marks: readonly Mark[]): SVGElement[] {
  const byPlace = new Map<string, Mark>();
  for (const mark of marks) {
    const key = `${mark.at.x} ${mark.at.y}`;
    if (!byPlace.has(key)) {
      byPlace.set(key, mark);
    }
  }
  return [...byPlace.values()].flatMap(({ at: { x, y }, text }) => [
    makeSvg("circle", { cx: x, cy: y, r: 8.5, class: text === "✗" || text === "?" ? "lost" : "" }),
    makeSvg("text", { x, y: y + 3.5, "text-anchor": "middle" }, text),
  ]);
}
