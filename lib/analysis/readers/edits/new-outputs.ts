import { AppendBlock } from "../../model";
import { isJsonObject } from "../json";
import { ModuleSource, ModuleSources } from "../module-sources";
import { TerraformResource } from "../terraform/value";
import { freeIn, moduleSteps, titled } from "./module-names";

/** What the root module may write once modules put it out. */
interface NewOutput {
  /** `module.spoke["a"].azurerm_virtual_network.this.id` */
  readonly attribute: string;
  /** From the innermost module outwards. */
  readonly edits: readonly AppendBlock[];
}

/** Outputs that modules of the input's own are yet to get, by the reference that names them. */
export class NewOutputs {
  private readonly byReference = new Map<string, NewOutput>();
  /** Expressions of outputs, by folder and name. */
  private readonly added = new Map<string, Map<string, unknown>>();

  public constructor(private readonly sources: ModuleSources) {}

  /** What the root module may write for an attribute of what is inside of a module, once that puts it out. */
  public referenceTo({ address, identity }: TerraformResource, attribute: string): string | undefined {
    const steps = moduleSteps(identity.module);
    const block = `${identity.mode === "data" ? "data." : ""}${identity.type}.${identity.name}`;
    const own = `${identity.module}.${block}${keyText(identity.key)}`;
    // A part of a resource has no address of its own; nobody can tell which instance is meant where their number is open.
    if (steps.length === 0 || identity.open !== undefined || own !== address) {
      return undefined;
    }
    const edits: AppendBlock[] = [];
    let [inner, key, member, rest] = [block, keyText(identity.key), attribute, ""];
    let title = titled(identity.name, identity.type, attribute);
    for (let depth = steps.length; depth > 0; depth--) {
      const path = steps.slice(0, depth).map(({ name }) => name);
      const source = this.sources(path);
      if (source === undefined) {
        return undefined;
      }
      const value = `\${${ofAll(inner, key, member)}}`;
      const name = this.nameOf(source, key === "" ? title : plural(title), value);
      const at = `module.${path.join(".module.")}`;
      if (source.blocks.outputs.has(name) === false) {
        edits.push({
          op: "append",
          address: at,
          block: "output",
          value: { name, value },
          folder: source.folder,
        });
      }
      rest = key + rest;
      const step = steps[depth - 1];
      [inner, key, member, title] = [`module.${step.name}`, step.key, name, `${step.name}_${name}`];
    }
    const reference = `\${${inner}${key}.${member}${rest}}`;
    this.byReference.set(reference, { attribute: `\${${address}.${attribute}}`, edits });
    return reference;
  }

  /** The attributes that new outputs give out. */
  public *attributes(): Iterable<readonly [string, string]> {
    for (const [reference, { attribute }] of this.byReference) {
      yield [reference, attribute];
    }
  }

  /** What modules have to put out for a value to be written; a folder that several calls name gets it once. */
  public neededBy(value: unknown): readonly AppendBlock[] {
    const found = new Map<string, AppendBlock>();
    for (const text of this.byReference.size === 0 ? [] : textsIn(value)) {
      for (const edit of this.byReference.get(text)?.edits ?? []) {
        const key = `${edit.folder} ${String(edit.value.name)}`;
        found.set(key, found.get(key) ?? edit);
      }
    }
    return [...found.values()];
  }

  /** The name of the output that says this already, or one that is free. */
  private nameOf({ folder, blocks }: ModuleSource, wanted: string, value: string): string {
    const added = this.added.get(folder) ?? new Map<string, unknown>();
    this.added.set(folder, added);
    for (const [name, body] of blocks.outputs) {
      if (body.value === value) {
        return name;
      }
    }
    const said = [...added].find(([, one]) => one === value)?.[0];
    const name = said ?? freeIn(wanted, (one) => blocks.outputs.has(one) || added.has(one));
    added.set(name, value);
    return name;
  }
}

function keyText(key: string | number | undefined): string {
  return key === undefined ? "" : `[${JSON.stringify(key)}]`;
}

/** An attribute of every instance, by number or key: what is put out is there for each, whichever there are. */
function ofAll(block: string, key: string, attribute: string): string {
  if (key === "") {
    return `${block}.${attribute}`;
  }
  return key.startsWith('["')
    ? `{ for key, one in ${block} : key => one.${attribute} }`
    : `[for one in ${block} : one.${attribute}]`;
}

function plural(name: string): string {
  return name.endsWith("s") ? name : `${name}s`;
}

function* textsIn(value: unknown): Iterable<string> {
  if (typeof value === "string") {
    yield value;
  } else if (Array.isArray(value)) {
    for (const one of value) {
      yield* textsIn(one);
    }
  } else if (isJsonObject(value)) {
    yield* textsIn(Object.values(value));
  }
}
