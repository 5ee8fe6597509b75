import { isIPv4, isIPv6 } from "node:net";

/** Texts whose prefix is known without reading them again: a million routes may name a thousand prefixes. */
const MOST_REMEMBERED = 20_000;

/**
 * An IPv4 prefix such as `10.0.0.0/16`, always in canonical form (no host bits set).
 *
 * Addresses are unsigned 32-bit numbers: 0 … 4294967295.
 */
export class Ipv4Prefix {
  private static readonly read = new Map<string, Ipv4Prefix>();

  /** Reads a prefix; throws a {@link PrefixSyntaxError} that says what is wrong and what was probably meant. */
  public static parse(text: string): Ipv4Prefix {
    const known = Ipv4Prefix.read.get(text);
    if (known !== undefined) {
      return known;
    }
    const prefix = Ipv4Prefix.parseAnew(text);
    if (Ipv4Prefix.read.size >= MOST_REMEMBERED) {
      Ipv4Prefix.read.clear();
    }
    Ipv4Prefix.read.set(text, prefix);
    return prefix;
  }

  private static parseAnew(text: string): Ipv4Prefix {
    const parts = text.split("/");
    if (parts.length !== 2 || !isIPv4(parts[0])) {
      throw Ipv4Prefix.refused(
        text,
        isIPv6(parts[0])
          ? 'is IPv6; give an IPv4 prefix such as "10.0.0.0/16"'
          : 'is not an IPv4 prefix such as "10.0.0.0/16"',
      );
    }
    const length = /^\d{1,2}$/.test(parts[1]) ? Number(parts[1]) : NaN;
    if (!(length >= 0 && length <= 32)) {
      throw Ipv4Prefix.refused(text, `has the length "/${parts[1]}"; an IPv4 prefix has /0 to /32`);
    }
    const address = parseIpv4(parts[0])!;
    const prefix = Ipv4Prefix.containing(address, length);
    if (prefix.first !== address) {
      throw new PrefixSyntaxError(
        text,
        `has host bits set; the prefix that contains it is "${prefix}"`,
        prefix.toString(),
      );
    }
    return prefix;
  }

  /** A text that is no prefix, with what it was probably meant to be. */
  private static refused(text: string, reason: string): PrefixSyntaxError {
    const parts = text.split(/[,;\s]+/).filter((part) => part !== "");
    const each = parts.map((part) => Ipv4Prefix.meantBy(part));
    const one =
      each.length === 1
        ? (each[0] ?? Ipv4Prefix.meantBy(withoutTypos(parts[0])))
        : Ipv4Prefix.meantBy(text.replace(/\s/g, ""));
    const isList = one === undefined && each.length > 1 && each.every((part) => part !== undefined);
    const meant = isList ? each.map((part) => `"${part}"`).join(", ") : one && `"${one}"`;
    return new PrefixSyntaxError(text, meant ? `${reason} (did you mean ${meant}?)` : reason, one);
  }

  /** An address alone, or with a mask such as 255.255.0.0. */
  private static meantBy(text: string): string | undefined {
    const [address, mask, ...others] = text.split("/");
    if (!isIPv4(address) || others.length > 0) {
      return undefined;
    }
    const inBits = /^\d{1,2}$/.test(mask ?? "32") ? Number(mask ?? 32) : undefined;
    const length = isIPv4(mask ?? "") ? lengthOf(parseIpv4(mask)!) : inBits;
    return length !== undefined && length <= 32
      ? Ipv4Prefix.containing(parseIpv4(address)!, length).toString()
      : undefined;
  }

  /** The prefix, or `undefined` where {@link parse} would throw. */
  public static tryParse(text: string): Ipv4Prefix | undefined {
    try {
      return Ipv4Prefix.parse(text);
    } catch {
      return undefined;
    }
  }

  /** What {@link parse} would say of a text that is no prefix. */
  public static mistakeIn(text: string): PrefixSyntaxError | undefined {
    try {
      Ipv4Prefix.parse(text);
      return undefined;
    } catch (error) {
      return error as PrefixSyntaxError;
    }
  }

  /** The prefix of the given length that contains an address. */
  public static containing(address: number, length: number): Ipv4Prefix {
    return new Ipv4Prefix((address & maskOf(length)) >>> 0, length);
  }

  private constructor(
    /** First address: the network address. */
    public readonly first: number,
    /** Number of leading bits that are fixed: 0 … 32. */
    public readonly length: number,
  ) {}

  /** Last address: the broadcast address. */
  public get last(): number {
    return (this.first | ~maskOf(this.length)) >>> 0;
  }

  /** How many addresses it holds. */
  public get size(): number {
    return 2 ** (32 - this.length);
  }

  /** Whether every address of the other prefix is in this one. */
  public contains(other: Ipv4Prefix): boolean {
    return other.length >= this.length && (other.first & maskOf(this.length)) >>> 0 === this.first;
  }

  /** Whether an address is in this prefix. */
  public containsAddress(address: number): boolean {
    return (address & maskOf(this.length)) >>> 0 === this.first;
  }

  /** Whether the two share an address. */
  public overlaps(other: Ipv4Prefix): boolean {
    return this.contains(other) || other.contains(this);
  }

  /** Whether both are the same prefix. */
  public equals(other: Ipv4Prefix): boolean {
    return this.first === other.first && this.length === other.length;
  }

  /** `10.0.0.0/16`. */
  public toString(): string {
    return `${formatIpv4(this.first)}/${this.length}`;
  }
}

/** A text that is no IPv4 prefix. `reason` completes the sentence `"<text>" …`. */
export class PrefixSyntaxError extends Error {
  public constructor(
    public readonly text: string,
    public readonly reason: string,
    /** What was probably meant. */
    public readonly nearest?: string,
  ) {
    super(`"${text}" ${reason}`);
    this.name = "PrefixSyntaxError";
  }
}

/** A prefix has 18 characters, and slips of the pen a few more: whatever is longer is something else, of any length. */
const LONGEST_SLIP = 40;

/** With digits for letters that look like them, without letters beside digits, without a dot too many. */
function withoutTypos(text: string): string {
  if (text.length > LONGEST_SLIP) {
    return text;
  }
  return text
    .replace(/(?<=[\d.])o(?=[\d./]|$)|(?<=[\d./])o(?=\d)/gi, "0")
    .replace(/(?<=\d)[a-z]+|[a-z]+(?=\d)/gi, "")
    .replace(/\.{2,}/g, ".")
    .replace(/^\.|\.(?=\/|$)/g, "");
}

/** A dot comes before all digits. */
const ZERO = "0".charCodeAt(0);

/** Reads a dotted quad; `undefined` for anything else (no octal, hex or short forms). */
export function parseIpv4(text: string): number | undefined {
  if (!isIPv4(text)) {
    return undefined;
  }
  let [value, octet] = [0, 0];
  for (let i = 0; i < text.length; i++) {
    const digit = text.charCodeAt(i) - ZERO;
    [value, octet] = digit < 0 ? [value * 256 + octet, 0] : [value, octet * 10 + digit];
  }
  return value * 256 + octet;
}

/** Writes an address as a dotted quad. */
export function formatIpv4(address: number): string {
  return `${address >>> 24}.${(address >>> 16) & 255}.${(address >>> 8) & 255}.${address & 255}`;
}

function maskOf(length: number): number {
  return length === 0 ? 0 : (0xffffffff << (32 - length)) >>> 0;
}

/** The length that a mask such as 255.255.0.0 stands for; undefined where it is no mask. */
function lengthOf(mask: number): number | undefined {
  return Array.from({ length: 33 }, (_, length) => length).find((length) => maskOf(length) === mask);
}
