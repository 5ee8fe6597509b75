import { InputError } from "../input-error";
import { Leaf } from "../terraform/value";
import type { Evaluated } from "./evaluated";
import { Place } from "./place";
import { isLazy } from "./values";

/** What an input may cost before it is no network any more. */
export const ALLOWANCE = {
  /** Some ten seconds of it. */
  work: 40_000_000,
  /** More resources than any subscription holds: a mistake, or an attempt to exhaust memory. */
  instances: 100_000,
};

/** What evaluating one part of an expression costs beside going through one member of a value. */
const STEP = 10;

/** What it costs to carry a reference along, which is printed to be compared. */
const REFERENCE = 15;

/** What it costs to ask for a file. */
const FILE = 10_000;

/** More members than any value of a network has, its texts counted by the piece. */
const MAX_SIZE = 1_000_000;
const TEXT_PIECE = 16;

/** As deep as JSON may nest. */
const MAX_DEPTH = 500;

/** No name, address or script is longer. */
const MAX_TEXT = 1 << 20;

/** A value that would be too large; whoever reads something with a name turns it into a sentence. */
class TooLarge extends Error {}

/**
 * What one input may cost. Expressions can ask for more than any machine has: lists of lists of lists that share their
 * members, loops in loops, texts that double. Each step and each member of a value is paid for, and where that is too
 * much, reading ends in one sentence.
 */
export class Budget {
  private work = 0;
  private instances = 0;

  /** @param source what messages call the input */
  public constructor(
    private readonly source: string,
    private readonly limit = ALLOWANCE.work,
  ) {}

  /** The same for another reading of the input. */
  public anew(): Budget {
    return new Budget(this.source, this.limit);
  }

  /** Pays for the evaluation of one part of an expression. */
  public step(): void {
    this.pay(STEP);
  }

  /** Pays for references that a value has. */
  public references<T>(references: readonly T[]): readonly T[] {
    this.pay(REFERENCE * references.length);
    return references;
  }

  /** Pays for a file that is read. */
  public file(): void {
    this.pay(FILE);
  }

  /** Pays for going through so many members. */
  public pay(members: number): void {
    this.work += members;
    if (this.work > this.limit) {
      throw new TooLarge();
    }
  }

  /** A value that was just made, once it is known to be of a size that one can work with. */
  public made<T extends Evaluated>(value: T): T {
    measured(value, false);
    return value;
  }

  /** Pays for a value that was copied as far as it is computed. */
  public copied<T extends Evaluated>(value: T): T {
    this.pay(measured(value, false).size);
    return value;
  }

  /** Pays for a function that goes through all of its values, however deep. */
  public payForWhole(values: readonly Evaluated[]): void {
    values.forEach((value) => this.pay(measured(value, true).size));
  }

  /** Pays for one more resource or module. */
  public instance(address: string): void {
    if (++this.instances > ALLOWANCE.instances) {
      throw this.tooMany(address);
    }
  }

  /** A number of instances that is known before they are made. */
  public instancesOf(address: string, count: number): void {
    if (this.instances + count > ALLOWANCE.instances) {
      throw this.tooMany(address);
    }
  }

  /** Reads something with a name, which is what a sentence about its size says. */
  public reading<T>(where: string, read: () => T): T {
    try {
      return read();
    } catch (error) {
      // Too deep for the stack is too deep to be meant.
      throw error instanceof TooLarge || error instanceof RangeError
        ? new InputError("EXPRESSION_TOO_LARGE", { file: this.source, where })
        : error;
    }
  }

  private tooMany(where: string): InputError {
    return new InputError("TOO_MANY_INSTANCES", { file: this.source, where, count: ALLOWANCE.instances });
  }
}

/** Ends the evaluation that would make a text of this length. */
export function refuseLongText(length: number): void {
  if (length > MAX_TEXT) {
    throw new TooLarge();
  }
}

/** Ends the evaluation that would make a list of this length. */
export function refuseLongList(length: number): void {
  if (length > MAX_SIZE) {
    throw new TooLarge();
  }
}

interface Measure {
  readonly size: number;
  readonly depth: number;
}

/** Values that are shared by many others are measured once; with or without members that nobody has asked for yet. */
const asFarAsComputed = new WeakMap<object, Measure>();
const wholly = new WeakMap<object, Measure>();

function measured(value: Evaluated, whole: boolean): Measure {
  if (typeof value !== "object" || value === null) {
    return { size: typeof value === "string" ? textSize(value) : 1, depth: 1 };
  }
  if (value instanceof Leaf || value instanceof Place) {
    // Measured as soon as looked up.
    return measureOf(value, whole);
  }
  const known = whole ? wholly : asFarAsComputed;
  const before = known.get(value);
  if (before) {
    return before;
  }
  const measure = measureOf(value, whole);
  if (measure.size > MAX_SIZE || measure.depth > MAX_DEPTH) {
    throw new TooLarge();
  }
  if (whole || !isLazy(value)) {
    known.set(value, measure);
  }
  return measure;
}

function measureOf(value: Exclude<Evaluated, string | number | boolean | null>, whole: boolean): Measure {
  if (value instanceof Place) {
    return value.value === undefined ? { size: 1, depth: 1 } : measured(value.value, whole);
  }
  if (value instanceof Leaf) {
    const known = typeof value.value === "string" ? textSize(value.value) : 0;
    return { size: 1 + known + textSize(value.text) + value.references.length, depth: 1 };
  }
  if (isLazy(value) && !whole) {
    return { size: 1 + Object.keys(value).length, depth: 1 };
  }
  let size = 1;
  let depth = 0;
  for (const member of Object.values(value)) {
    const inner = measured(member as Evaluated, whole);
    size += inner.size;
    depth = Math.max(depth, inner.depth);
  }
  return { size, depth: depth + 1 };
}

function textSize(text: string): number {
  refuseLongText(text.length);
  return 1 + Math.floor(text.length / TEXT_PIECE);
}
