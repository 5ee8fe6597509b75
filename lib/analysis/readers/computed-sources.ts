import { evaluateJson } from "./configuration-body";
import { Budget } from "./expression/budget";
import { Evaluated } from "./expression/evaluated";
import { Scope } from "./expression/scope";
import { knownScalar } from "./expression/values";
import { ModuleTree } from "./module-tree";
import { fromLiteral } from "./terraform/value";

type Values = ReadonlyMap<string, () => Evaluated>;

/**
 * A tree in which calls find their module by a path that variables and locals make too, as OpenTofu reads it before anything
 * else: what resources and data sources tell isn't known then.
 */
export function withComputedSources(tree: ModuleTree, given: Values, budget: Budget): ModuleTree {
  const scope = new EarlyScope(tree, given, budget);
  const known = new Map<string, ModuleTree | undefined>();
  const find = (name: string): ModuleTree | undefined => {
    const body = tree.blocks.modules.get(name) ?? {};
    const source = typeof body.source === "string" && body.source.includes("${");
    const path = source ? knownScalar(evaluateJson(body.source, scope)) : undefined;
    const inner = tree.called(name) ?? (typeof path === "string" ? tree.calledFrom?.(name, path) : undefined);
    const variables = [...(inner?.blocks.variables.keys() ?? [])].filter((one) => Object.hasOwn(body, one));
    const passed = variables.map((one) => [one, () => evaluateJson(body[one], scope)] as const);
    return inner && withComputedSources(inner, new Map(passed), budget);
  };
  return {
    ...tree,
    called: (name) => {
      if (!known.has(name)) {
        known.set(name, find(name));
      }
      return known.get(name);
    },
  };
}

/** What is known before anything is planned: variables with a value, and locals of them. */
class EarlyScope implements Scope {
  private readonly pending = new Set<string>();

  public constructor(
    private readonly tree: ModuleTree,
    private readonly given: Values,
    public readonly budget: Budget,
  ) {}

  public variable(name: string): Evaluated | undefined {
    const declaration = this.tree.blocks.variables.get(name) ?? {};
    const value = this.given.get(name)?.();
    return value ?? ("default" in declaration ? fromLiteral(declaration.default) : undefined);
  }

  public local(name: string): Evaluated | undefined {
    const { locals } = this.tree.blocks;
    if (!locals.has(name) || this.pending.has(name)) {
      return undefined;
    }
    this.pending.add(name);
    const value = evaluateJson(locals.get(name), this);
    this.pending.delete(name);
    return value;
  }

  public resource(): undefined {
    return undefined;
  }

  public name(): undefined {
    return undefined;
  }
}
