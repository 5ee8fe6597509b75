import { Ipv4Prefix, parseIpv4 } from "../cidr";

const MASK = "(sensitive value)";

/** An address or prefix with the blanks that fill its column. */
const ADDRESSES = /(?<![\w.])(?<![A-Za-z]-)(\d{1,3}(?:\.\d{1,3}){3})(?:\/\d{1,2})?(?![\w.]*\d)( {2,})?/g;

/**
 * What Terraform marks as sensitive isn't printed, nor is what was made of it: every address and prefix inside of one
 * that is. They count in the analysis like all others, so that no verdict differs.
 */
export class SecretMask {
  private readonly learned: ReadonlySet<string>[] = [];
  private known: { readonly count: number; readonly prefixes: readonly Ipv4Prefix[] } = {
    count: 0,
    prefixes: [],
  };

  /** Sets that may still grow. */
  public learn(secrets: readonly ReadonlySet<string>[]): void {
    this.learned.push(...secrets);
  }

  public mask(text: string): string {
    return this.prefixes.length === 0
      ? text
      : text.replace(ADDRESSES, (found: string, address: string, blanks = "") =>
          this.isSecret(address) ? MASK.padEnd(blanks === "" ? 0 : found.length) : found,
        );
  }

  private get prefixes(): readonly Ipv4Prefix[] {
    const count = this.learned.reduce((sum, { size }) => sum + size, 0);
    if (count !== this.known.count) {
      const texts = this.learned.flatMap((secrets) => [...secrets]);
      const prefixes = texts.map((text) => Ipv4Prefix.tryParse(text.includes("/") ? text : `${text}/32`));
      // Everything is inside of 0.0.0.0/0.
      this.known = {
        count,
        prefixes: prefixes.filter((one) => one !== undefined && one.length > 0) as Ipv4Prefix[],
      };
    }
    return this.known.prefixes;
  }

  private isSecret(text: string): boolean {
    const address = parseIpv4(text);
    return address !== undefined && this.prefixes.some((prefix) => prefix.containsAddress(address));
  }
}
