import { Ipv4Prefix } from "../../cidr";

/**
 * Values by prefix, with all matches of an address found from the shortest prefix to the longest.
 *
 * One hash table per prefix length: real tables hold few lengths (a hub's thousand peering rows are mostly /16 or
 * /24), so a lookup costs a handful of probes and building costs nothing but inserts.
 */
export class PrefixMap<T> {
  private readonly tables: (Map<number, T[]> | undefined)[] = [];
  private readonly usedLengths: number[] = [];
  private readonly all: { readonly prefix: Ipv4Prefix; readonly values: T[] }[] = [];

  public add(prefix: Ipv4Prefix, value: T): void {
    let table = this.tables[prefix.length];
    if (table === undefined) {
      table = new Map();
      this.tables[prefix.length] = table;
      this.usedLengths.push(prefix.length);
      this.usedLengths.sort((a, b) => a - b);
    }
    const values = table.get(prefix.first);
    if (values === undefined) {
      const list = [value];
      table.set(prefix.first, list);
      this.all.push({ prefix, values: list });
    } else {
      values.push(value);
    }
  }

  /** Values of exactly this prefix. */
  public get(prefix: Ipv4Prefix): readonly T[] {
    return this.tables[prefix.length]?.get(prefix.first) ?? [];
  }

  /** Lengths of prefixes that it holds, shortest first. */
  public get lengths(): readonly number[] {
    return this.usedLengths;
  }

  /** Values of the prefix of that length that contains the address. */
  public at(length: number, address: number): readonly T[] | undefined {
    return this.tables[length]?.get(networkOf(address, length));
  }

  /** Calls `visit` for every prefix that contains the address, shortest first. */
  public forEachMatch(address: number, visit: (length: number, values: readonly T[]) => void): void {
    for (const length of this.usedLengths) {
      const values = this.at(length, address);
      if (values !== undefined) {
        visit(length, values);
      }
    }
  }

  /** Values of the longest prefix that contains the address. */
  public longestMatch(address: number): readonly T[] {
    let found: readonly T[] = [];
    this.forEachMatch(address, (_, values) => {
      found = values;
    });
    return found;
  }

  /** Every prefix with its values, in the order of insertion. */
  public get entries(): readonly { readonly prefix: Ipv4Prefix; readonly values: readonly T[] }[] {
    return this.all;
  }
}

function networkOf(address: number, length: number): number {
  return length === 0 ? 0 : (address & (0xffffffff << (32 - length))) >>> 0;
}
