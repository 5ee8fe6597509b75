import { ReservedSubnet } from "../azure/reserved-subnets";
import { Ipv4Prefix, parseIpv4 } from "../cidr";

const MASK = "(sensitive value)";

/** An address or prefix with the blanks that fill its column. */
const ADDRESSES = /(?<![\w.])(?<![A-Za-z]-)(\d{1,3}(?:\.\d{1,3}){3})(?:\/\d{1,2})?(?![\w.]*\d)( {2,})?/g;

/** Names that everybody knows. */
const RESERVED: readonly string[] = Object.values(ReservedSubnet);

/** Less is a letter of a sentence rather than a name. */
const SHORTEST_NAME = 3;

/**
 * What Terraform marks as sensitive isn't printed, nor is what was made of it: every address and prefix inside of one
 * that is, and names, which are numbered where there are several. They count in the analysis like all others, so that no
 * verdict differs.
 */
export class SecretMask {
  private readonly learned: ReadonlySet<string>[] = [];
  private known: Known = { count: 0, prefixes: [], standIns: new Map() };

  /** Sets that may still grow. */
  public learn(secrets: readonly ReadonlySet<string>[]): void {
    this.learned.push(...secrets);
  }

  public mask(text: string): string {
    const { prefixes, names, standIns } = this.upToDate();
    const named =
      names === undefined
        ? text
        : text.replace(names, (_, name: string, blanks = "") => {
            const standIn = standIns.get(name.replaceAll("\\", "")) ?? MASK;
            return blanks === "" ? standIn : `${standIn}  `.padEnd(name.length + String(blanks).length);
          });
    return prefixes.length === 0
      ? named
      : named.replace(ADDRESSES, (found: string, address: string, blanks = "") =>
          isInside(address, prefixes) ? MASK.padEnd(blanks === "" ? 0 : found.length) : found,
        );
  }

  private upToDate(): Known {
    const count = this.learned.reduce((sum, { size }) => sum + size, 0);
    if (count !== this.known.count) {
      const texts = [...new Set(this.learned.flatMap((secrets) => [...secrets]))];
      const addresses = texts.map((text) => Ipv4Prefix.tryParse(text.includes("/") ? text : `${text}/32`));
      const names = texts.filter(
        (text, i) =>
          addresses[i] === undefined && text.trim().length >= SHORTEST_NAME && !RESERVED.includes(text),
      );
      this.known = {
        count,
        // Everything is inside of 0.0.0.0/0.
        prefixes: addresses.filter((one) => one !== undefined && one.length > 0) as Ipv4Prefix[],
        ...(names.length > 0 && { names: patternOf(names) }),
        standIns: new Map(
          names.map((name, i) => [name, names.length === 1 ? MASK : `(sensitive value ${i + 1})`]),
        ),
      };
    }
    return this.known;
  }
}

interface Known {
  /** How many texts it was made of. */
  readonly count: number;
  readonly prefixes: readonly Ipv4Prefix[];
  readonly names?: RegExp;
  readonly standIns: ReadonlyMap<string, string>;
}

const SIGNS_OF_PATTERNS = /[\\^$.*+?()[\]{}|]/;

/**
 * Whole names, the longest first, as they stand in texts and in Markdown, with the blanks that fill their column; not the
 * last part of a Terraform address.
 */
function patternOf(names: readonly string[]): RegExp {
  const longestFirst = [...names].sort((a, b) => b.length - a.length);
  const escaped = longestFirst.map((name) =>
    name.replace(/[^A-Za-z0-9]/g, (sign) => `\\\\?${SIGNS_OF_PATTERNS.test(sign) ? `\\${sign}` : sign}`),
  );
  return new RegExp(`(?<![\\w.-])(${escaped.join("|")})(?![\\w-])( {2,})?`, "g");
}

function isInside(text: string, prefixes: readonly Ipv4Prefix[]): boolean {
  const address = parseIpv4(text);
  return address !== undefined && prefixes.some((prefix) => prefix.containsAddress(address));
}
