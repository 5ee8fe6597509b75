import { Ipv4Prefix, formatIpv4, parseIpv4 } from "../../cidr";
import { firstIndex } from "../../collections/first-index";

/** From first to last address, both included. */
export type AddressRange = readonly [first: number, last: number];

const LAST_ADDRESS = 0xffffffff;

/** A set of IPv4 addresses: sorted ranges that do not touch. */
export class AddressSet {
  public static readonly NONE = new AddressSet([]);
  /** The only set of all addresses. */
  public static readonly ALL = new AddressSet([[0, LAST_ADDRESS]]);

  /** Reads `*`, addresses, prefixes and `a-b`; anything else (service tags, IPv6) contributes nothing. */
  public static of(texts: readonly string[]): AddressSet {
    const ranges: AddressRange[] = [];
    for (const text of texts) {
      const range = rangeOf(text.trim());
      if (range !== undefined) {
        ranges.push(range);
      }
    }
    return AddressSet.ofRanges(ranges);
  }

  public static ofPrefixes(prefixes: readonly Ipv4Prefix[]): AddressSet {
    return AddressSet.ofRanges(prefixes.map((prefix) => [prefix.first, prefix.last]));
  }

  public static ofRanges(ranges: readonly AddressRange[]): AddressSet {
    const sorted = [...ranges].sort((a, b) => a[0] - b[0]);
    const merged: [number, number][] = [];
    for (const [first, last] of sorted) {
      const open = merged[merged.length - 1];
      if (open !== undefined && first <= open[1] + 1) {
        open[1] = Math.max(open[1], last);
      } else {
        merged.push([first, last]);
      }
    }
    const [range] = merged;
    return range !== undefined && range[0] === 0 && range[1] === LAST_ADDRESS
      ? AddressSet.ALL
      : new AddressSet(merged);
  }

  public static unionOf(sets: readonly AddressSet[]): AddressSet {
    return AddressSet.ofRanges(sets.flatMap(({ ranges }) => ranges));
  }

  private constructor(public readonly ranges: readonly AddressRange[]) {}

  public contains(address: number): boolean {
    return this.clip(address, address).length === 1;
  }

  public containsAll(other: AddressSet): boolean {
    return other.ranges.every(([first, last]) => {
      const [covering] = this.clip(first, last);
      return covering !== undefined && covering[0] === first && covering[1] === last;
    });
  }

  public intersects(other: AddressSet): boolean {
    return other.ranges.some(([first, last]) => this.clip(first, last).length > 0);
  }

  public union(other: AddressSet): AddressSet {
    return AddressSet.unionOf([this, other]);
  }

  public complement(): AddressSet {
    const gaps: AddressRange[] = [];
    let next = 0;
    for (const [first, last] of this.ranges) {
      if (first > next) {
        gaps.push([next, first - 1]);
      }
      next = last + 1;
    }
    if (next <= LAST_ADDRESS) {
      gaps.push([next, LAST_ADDRESS]);
    }
    return AddressSet.ofRanges(gaps);
  }

  /** The parts of the set between two addresses. */
  public clip(first: number, last: number): AddressRange[] {
    const found: AddressRange[] = [];
    for (let i = this.firstRangeEndingAtOrAfter(first); i < this.ranges.length; i++) {
      const [from, to] = this.ranges[i];
      if (from > last) {
        break;
      }
      found.push([Math.max(from, first), Math.min(to, last)]);
    }
    return found;
  }

  public toString(): string {
    return this.ranges.map(([first, last]) => formatRange(first, last)).join(", ");
  }

  private firstRangeEndingAtOrAfter(address: number): number {
    return firstIndex(this.ranges.length, (i) => this.ranges[i][1] >= address);
  }
}

/** `10.0.0.0/8`, `10.0.0.4`, `10.0.0.4-10.0.0.9` or `*`. */
export function formatRange(first: number, last: number): string {
  if (first === 0 && last === LAST_ADDRESS) {
    return "*";
  }
  if (first === last) {
    return formatIpv4(first);
  }
  const length = 32 - Math.log2(last - first + 1);
  if (Number.isInteger(length)) {
    const prefix = Ipv4Prefix.containing(first, length);
    if (prefix.first === first && prefix.last === last) {
      return prefix.toString();
    }
  }
  return `${formatIpv4(first)}-${formatIpv4(last)}`;
}

function rangeOf(text: string): AddressRange | undefined {
  if (text === "*" || /^any$/i.test(text)) {
    return [0, LAST_ADDRESS];
  }
  const [left, right, ...rest] = text.split(/[-/]/);
  const first = parseIpv4(left);
  if (first === undefined || rest.length > 0) {
    return undefined;
  }
  if (right === undefined) {
    return [first, first];
  }
  if (text.includes("-")) {
    const last = parseIpv4(right);
    return last !== undefined && last >= first ? [first, last] : undefined;
  }
  // Filters accept host bits (10.0.0.4/24), routes do not.
  const length = /^\d{1,2}$/.test(right) ? Number(right) : NaN;
  if (!(length <= 32)) {
    return undefined;
  }
  const prefix = Ipv4Prefix.containing(first, length);
  return [prefix.first, prefix.last];
}

/** Prefixes that parse; others are a finding's business. */
export function parsePrefixes(texts: readonly string[]): Ipv4Prefix[] {
  const prefixes: Ipv4Prefix[] = [];
  for (const text of texts) {
    const prefix = Ipv4Prefix.tryParse(text);
    if (prefix !== undefined) {
      prefixes.push(prefix);
    }
  }
  return prefixes;
}
