import { LocalizedText } from "../../analysis/result";
import { ReviewDocument, ReviewRoute } from "../document";
import { PictureNetwork } from "../picture";
import { Drawing } from "./diagram/drawing";
import { PackedPairs } from "./packed-pairs";
import { PackedVerdicts } from "./packed-verdicts";

/** What the page's own script reads: the facts behind what it draws. */
export interface PageData {
  readonly networks: readonly PackedNetwork[];
}

export interface PackedNetwork extends Omit<PageNetwork, "pairs" | "verdicts" | "cures"> {
  readonly cures: readonly PackedVerdicts[] | undefined;
  readonly verdicts: PackedVerdicts;
  readonly packed: PackedPairs;
}

export interface PageNetwork extends Pick<
  ReviewDocument,
  "name" | "endpoints" | "verdicts" | "groups" | "pairs" | "routeOrigins" | "routeTables"
> {
  readonly routeRows: readonly PageRoute[];
  /** The verdicts with each of the changes that would cure pairs; undefined where nobody searched. */
  readonly cures: readonly string[] | undefined;
  readonly drawing: Drawing;
  /** Members of each stack of the diagram: any two of them can be shown. */
  readonly stacks: readonly (readonly PageStackMember[])[];
}

/** A text that is the same in both languages is there once. */
export type Brief = LocalizedText | string;

export type PageRoute = Omit<ReviewRoute, "cells"> & { readonly cells: readonly Brief[] };

export type PageStackMember = Pick<PictureNetwork, "name" | "prefixes" | "subnets">;
