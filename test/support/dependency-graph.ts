import { addresses, Block, TerraformJson } from "./synth";

/** Which resource waits for which, by references and `depends_on`, as Terraform computes it. */
export class DependencyGraph {
  private readonly edges = new Map<string, Set<string>>();

  public constructor(json: TerraformJson) {
    const known = new Set(addresses(json));
    for (const [type, byId] of Object.entries(json.resource)) {
      for (const [id, block] of Object.entries(byId)) {
        const targets = [...mentioned(block)].filter((target) => known.has(target));
        this.edges.set(`${type}.${id}`, new Set(targets));
      }
    }
  }

  /** Addresses that contain all the given pieces of text. */
  public find(...pieces: string[]): string[] {
    return [...this.edges.keys()].filter((address) => pieces.every((piece) => address.includes(piece)));
  }

  /** The only address that contains all the given pieces of text. */
  public one(...pieces: string[]): string {
    const found = this.find(...pieces);
    if (found.length !== 1) {
      throw new Error(`${found.length} addresses contain ${pieces.join(" and ")}: ${found.join(", ")}`);
    }
    return found[0];
  }

  /** Whether one resource is created after another, directly or through others. */
  public waits(address: string, forAddress: string): boolean {
    return this.allBefore(address).has(forAddress);
  }

  /** Everything that is created before a resource. */
  public allBefore(address: string): Set<string> {
    const seen = new Set<string>();
    const visit = (current: string): void => {
      for (const target of this.edges.get(current) ?? []) {
        if (!seen.has(target)) {
          seen.add(target);
          visit(target);
        }
      }
    };
    visit(address);
    return seen;
  }

  /** Resources on a circle, which Terraform would refuse. */
  public onCircle(): string[] {
    return [...this.edges.keys()].filter((address) => this.allBefore(address).has(address));
  }

  /** Number of resources on the longest chain, weighed by what each resource takes. */
  public longest(weight: (address: string) => number): number {
    const memo = new Map<string, number>();
    const cost = (address: string): number => {
      if (!memo.has(address)) {
        const before = [...(this.edges.get(address) ?? [])].map(cost);
        memo.set(address, weight(address) + Math.max(0, ...before));
      }
      return memo.get(address)!;
    };
    return Math.max(0, ...[...this.edges.keys()].map(cost));
  }
}

/** Resource addresses in expressions and in `depends_on`. */
function* mentioned(value: unknown, key?: string): Generator<string> {
  if (typeof value === "string") {
    const expressions =
      key === "depends_on" ? [value] : [...value.matchAll(/\$\{([^}]*)\}/g)].map((m) => m[1]);
    for (const expression of expressions) {
      for (const match of expression.matchAll(/\b((?:azapi|azurerm|terraform)_\w+\.[\w-]+)/g)) {
        yield match[1];
      }
    }
  } else if (Array.isArray(value)) {
    for (const item of value) {
      yield* mentioned(item, key);
    }
  } else if (typeof value === "object" && value !== null) {
    for (const [name, item] of Object.entries(value as Block)) {
      yield* mentioned(item, name);
    }
  }
}
