import { RankedBox } from "./geometry";

/** Where things stand in the diagram: what traces are drawn by. */
export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly RankedBox[];
  readonly links: readonly DrawnLink[];
  readonly anchors: Anchors;
}

/** Ids of the boxes that it joins. */
export interface DrawnLink {
  readonly from: string;
  readonly to: string;
  /** How wide its label is; 0 for none. */
  readonly labelWidth: number;
}

/** The line of a subnet, a site or a part, by its id: the box, and how far below the box's top. */
export type Anchors = Record<string, { readonly box: string; readonly y: number }>;
