import { ConfiguredResource, OPAQUE } from "../model";

/** What Terraform creates after what, by references and `depends_on`; each of several inputs is applied for itself. */
export class OrderOfCreation {
  /** Per input the blocks that a block names. */
  private readonly dependencies = new Map<object | undefined, Map<string, readonly string[]>>();
  private readonly inputs = new Map<string, object | undefined>();
  private last?: { readonly by: string; readonly blocks: ReadonlySet<string> };

  public constructor(resources: readonly ConfiguredResource[]) {
    for (const { address, input, waitsFor } of resources) {
      this.inputs.set(blockOf(address), input);
      if (waitsFor !== undefined) {
        const own = this.dependencies.get(input) ?? new Map<string, readonly string[]>();
        // What is written inside of a resource is created with it.
        this.dependencies.set(input, own.set(inItsInput(blockOf(address)), waitsFor));
      }
    }
  }

  /** Whether one is created after the other; undefined where the input doesn't tell, or another one has the other. */
  public waitsFor(later: string, earlier: string): boolean | undefined {
    const block = blockOf(later);
    const other = blockOf(earlier);
    const input = this.inputs.get(block);
    if (this.inputs.has(other) && this.inputs.get(other) !== input) {
      return undefined;
    }
    // One is asked about many others in a row.
    if (this.last?.by !== block) {
      this.last = { by: block, blocks: this.allAwaitedBy(inItsInput(block), input) };
    }
    const { blocks } = this.last;
    return blocks.has(inItsInput(other)) ? true : blocks.has(OPAQUE) ? undefined : false;
  }

  private allAwaitedBy(block: string, input: object | undefined): ReadonlySet<string> {
    const dependencies = this.dependencies.get(input);
    const found = new Set<string>();
    const open = [block];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      // Of data sources only their own arguments would tell; they are not among the resources.
      const isData = /(^|\.)data\./.test(next);
      for (const dependency of dependencies?.get(next) ?? (isData ? [] : [OPAQUE])) {
        if (!found.has(dependency)) {
          found.add(dependency);
          if (dependency !== OPAQUE) {
            open.push(dependency);
          }
        }
      }
    }
    return found;
  }
}

/** The address of a block: that of a resource without keys, nor what is written inside of it. */
export function blockOf(address: string): string {
  const keyless = address.replace(/\[("(?:[^"\\]|\\.)*"|\d+)\]/g, "");
  const own = inItsInput(keyless);
  const input = keyless.slice(0, keyless.length - own.length);
  return (
    input + own.replace(/^((?:module\.[\w-]+\.)*(?:data\.)?(?!(?:data|module)\.)[\w-]+\.[\w-]+)\..*$/, "$1")
  );
}

/** What the input itself writes, without the input's name (`spoke:azurerm_subnet.default`). */
function inItsInput(address: string): string {
  return address.slice(address.lastIndexOf(":") + 1);
}
