export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A box with its upper left corner. */
export interface Box extends Point {
  readonly id: string;
  readonly width: number;
  readonly height: number;
}

export interface RankedBox extends Box {
  /** Sites above the hub, the hub, what hangs on it: -1, 0, 1 … */
  readonly rank: number;
}

export const BOX_WIDTH = 264;
