import { OPAQUE } from "../model";
import { asText, isJsonObject, JsonObject, member, objectsIn } from "./json";
import { ModuleTree } from "./module-tree";
import { longest } from "./plan-references";

/** A module as it is written, in a configuration or in a plan: what its blocks may name. Undefined is what isn't there. */
export interface WrittenModule {
  /** Blocks by address within the module: `azurerm_subnet.app`, `data.azurerm_subnet.app`. */
  readonly blocks: ReadonlyMap<string, unknown>;
  readonly outputs: ReadonlyMap<string, unknown>;
  readonly calls: ReadonlyMap<string, unknown>;
  local(name: string): unknown;
  called(name: string): WrittenModule | undefined;
  /** What a call gives to a variable. */
  given(call: unknown, variable: string): unknown;
}

/** Keys of lists of addresses, without `${}`. */
const REFERENCES: ReadonlySet<string> = new Set(["depends_on", "replace_triggered_by", "references"]);

/** What of a call all that is in the module waits for. */
const OF_ALL = ["depends_on", "count", "for_each", "count_expression", "for_each_expression"];

/** Names in an expression; of keys and attributes that follow them only a module's output matters for the order. */
const NAMES =
  /(?<![\w.-])(?:((?:data\.)?[a-z][a-z0-9]*_\w+\.[A-Za-z_][\w-]*)|(local|var)\.([\w-]+)|module\.([\w-]+)(?:\[[^\][]*\])?(?:\.([\w-]+))?)/g;

/**
 * Which blocks Terraform creates before which: those that a block names, by itself or through locals, variables, data
 * sources and modules. Where the way of a value isn't in the input the answer holds {@link OPAQUE}.
 */
export class BlockOrder {
  private readonly children = new Map<string, BlockOrder | undefined>();
  private readonly known = new Map<string, readonly string[]>();

  public constructor(
    private readonly module: WrittenModule,
    /** `module.spoke`, without keys; empty for the root. */
    private readonly address = "",
    private readonly caller?: { readonly order: BlockOrder; readonly call: unknown },
  ) {}

  /** The module that a call names. */
  public called(name: string): BlockOrder | undefined {
    if (!this.children.has(name)) {
      const module = this.module.called(name);
      const caller = { order: this, call: this.module.calls.get(name) };
      this.children.set(name, module && new BlockOrder(module, this.within(`module.${name}`), caller));
    }
    return this.children.get(name);
  }

  /** Addresses, without keys, of the blocks that one of this module waits for. */
  public awaitedBy(block: string): readonly string[] {
    let awaited = this.known.get(block);
    if (awaited === undefined) {
      const walk = new Walk();
      walk.read(this, this.module.blocks.get(block));
      walk.readOf(this, "around");
      awaited = walk.found();
      this.known.set(block, awaited);
    }
    return awaited;
  }

  /** What a name stands for in this module. */
  public follow(walk: Walk, kind: Kind, name: string, output?: string): void {
    switch (kind) {
      case "local":
        return walk.readWritten(this, this.module.local(name));
      case "var":
        return this.caller && walk.read(this.caller.order, this.module.given(this.caller.call, name));
      case "block":
        walk.add(this.within(name));
        // A data source waits for what it names, and is no resource itself.
        return name.startsWith("data.") ? walk.readWritten(this, this.module.blocks.get(name)) : undefined;
      case "module": {
        const child = this.called(name);
        return child === undefined ? walk.add(OPAQUE) : child.followOutput(walk, output);
      }
      case "around":
        if (this.caller) {
          const { order, call } = this.caller;
          OF_ALL.forEach((key) => walk.read(order, { [key]: member(call, key) }));
          walk.readOf(order, "around");
        }
    }
  }

  /** One output, else all that is in the module. */
  private followOutput(walk: Walk, output: string | undefined): void {
    if (output !== undefined && this.module.outputs.has(output)) {
      return walk.read(this, this.module.outputs.get(output));
    }
    for (const block of this.module.blocks.keys()) {
      walk.readOf(this, "block", block);
    }
    for (const name of this.module.calls.keys()) {
      walk.readOf(this, "module", name);
    }
  }

  /** An address in this module, without keys. */
  private within(name: string): string {
    return this.address === "" ? name : `${this.address}.${name}`;
  }
}

type Kind = "block" | "local" | "var" | "module" | "around";

/** One way through all that a block names. */
class Walk {
  private readonly awaited = new Set<string>();
  private readonly seen = new Map<BlockOrder, Set<string>>();
  private readonly open: (() => void)[] = [];

  public add(block: string): void {
    this.awaited.add(block);
  }

  public found(): readonly string[] {
    for (let next = this.open.pop(); next !== undefined; next = this.open.pop()) {
      next();
    }
    return [...this.awaited];
  }

  public readOf(order: BlockOrder, kind: Kind, name = "", output?: string): void {
    const seen = this.seen.get(order) ?? new Set<string>();
    this.seen.set(order, seen);
    const key = `${kind} ${name} ${output ?? ""}`;
    if (!seen.has(key)) {
      seen.add(key);
      this.open.push(() => order.follow(this, kind, name, output));
    }
  }

  /** What has to be in the input. */
  public readWritten(order: BlockOrder, value: unknown): void {
    return value === undefined ? this.add(OPAQUE) : this.read(order, value);
  }

  public read(order: BlockOrder, value: unknown, isReference = false): void {
    if (typeof value === "string") {
      if (isReference || value.includes("${") || value.includes("%{")) {
        for (const [, block, kind, name, module, output] of value.matchAll(NAMES)) {
          if (block !== undefined) {
            this.readOf(order, "block", block);
          } else if (module !== undefined) {
            this.readOf(order, "module", module, output);
          } else {
            this.readOf(order, kind as Kind, name);
          }
        }
      }
    } else if (Array.isArray(value)) {
      value.forEach((item) => this.read(order, item, isReference));
    } else if (isJsonObject(value)) {
      for (const [key, one] of Object.entries(value)) {
        if (key !== "//" && key !== "provider") {
          // A plan lists `module.hub` after each `module.hub.id`.
          const named = key === "references" ? longest(one) : one;
          this.read(order, named, isReference || REFERENCES.has(key));
        }
      }
    }
  }
}

/** A module of a configuration. */
export function writtenModule({ blocks, called }: ModuleTree): WrittenModule {
  let byAddress: ReadonlyMap<string, unknown> | undefined;
  return {
    // Few ask for the order.
    get blocks() {
      byAddress ??= new Map(
        blocks.resources.map(({ mode, type, name, body }) => [localAddress(mode, type, name), body]),
      );
      return byAddress;
    },
    outputs: blocks.outputs,
    calls: blocks.modules,
    local: (name) => blocks.locals.get(name),
    called: (name) => {
      const tree = called(name);
      return tree && writtenModule(tree);
    },
    given: member,
  };
}

/** A module in the `configuration` of a plan, which leaves locals out. */
export function plannedModule(module: JsonObject): WrittenModule {
  const entries = (value: unknown): ReadonlyMap<string, unknown> =>
    new Map(Object.entries(isJsonObject(value) ? value : {}));
  const calls = entries(module.module_calls);
  return {
    blocks: new Map(
      objectsIn(module.resources).map((block) => [
        localAddress(asText(block.mode), asText(block.type), asText(block.name)),
        block,
      ]),
    ),
    outputs: entries(module.outputs),
    calls,
    local: () => undefined,
    called: (name) => {
      const found = member(calls.get(name), "module");
      return isJsonObject(found) ? plannedModule(found) : undefined;
    },
    given: (call, variable) => member(member(call, "expressions"), variable),
  };
}

/** The address of a block within its module, without keys. */
export function localAddress(mode: string, type: string, name: string): string {
  return `${mode === "data" ? "data." : ""}${type}.${name}`;
}
