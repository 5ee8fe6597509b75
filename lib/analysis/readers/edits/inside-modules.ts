import { asExpression } from "../../../text/hcl-template";
import { AppendBlock, Edit, EditArguments, EditValue, SetArgument } from "../../model";
import { isJsonObject } from "../json";
import { isExpanded, ModuleSource, ModuleSources } from "../module-sources";
import { stepsOf } from "./edited-value";
import { freeIn, moduleSteps, titled } from "./module-names";

/** What an edit of a resource inside of a module is about. */
interface Inside {
  /** The calls that lead there, as the files name them. */
  readonly call: string;
  /** The instance, `["a"]`; empty for a call that has one. */
  readonly key: string;
  /** `azurerm_route_table.this` */
  readonly local: string;
  readonly source: ModuleSource;
}

/** Resources by what refers to them: `${module.hub.id}` is `${module.hub.azurerm_virtual_network.this.id}`. */
export type AttributesOfOutputs = ReadonlyMap<string, string>;

/**
 * Edits of what is inside of modules, as their files get them. A module that one call makes once is changed itself; one that there
 * are more of gets a variable, which is null for all but the instance that is meant. `undefined` where no file can say it.
 */
export class InsideModules {
  /** Names of variables that edits before bring, by folder. */
  private readonly taken = new Set<string>();

  public constructor(
    private readonly sources: ModuleSources,
    private readonly outputs: AttributesOfOutputs,
  ) {}

  public atSource(edit: Exclude<Edit, { readonly op: "create" }>): readonly Edit[] | undefined {
    const inside = this.insideOf(edit.address);
    if (inside === undefined) {
      return undefined;
    }
    const { call, local, source } = inside;
    const address = `${call}.${local}`;
    const { folder } = source;
    if (edit.op === "remove") {
      return source.isSingle ? [{ ...edit, address, folder }] : undefined;
    }
    const value = edit.value as EditValue;
    const own = this.within(value, edit.address);
    if (source.isSingle && own !== undefined) {
      return [{ ...edit, address, folder, value: own } as Edit];
    }
    // Calls in calls would have to pass it on.
    return /\.module\./.test(call)
      ? undefined
      : edit.op === "set"
        ? this.setByVariable(edit, inside)
        : this.appendByVariable(edit, inside);
  }

  private insideOf(address: string): Inside | undefined {
    const steps = moduleSteps(address);
    const source = steps.length === 0 ? undefined : this.sources(steps.map(({ name }) => name));
    if (source === undefined) {
      return undefined;
    }
    const length = steps.reduce((sum, { name, key }) => sum + `module.${name}${key}.`.length, 0);
    const call = steps.map(({ name }) => `module.${name}`).join(".");
    return { call, key: steps.at(-1)!.key, local: address.slice(length), source };
  }

  /** A value as the module itself may write it: what is outside of it has no name there. */
  private within(value: EditValue, address: string): EditValue | undefined {
    const { length } = moduleSteps(address);
    const prefix = address.slice(0, address.length - address.split(".").slice(-2).join(".").length);
    const translated = (one: EditValue): EditValue | undefined => {
      if (typeof one === "string" && one.includes("${")) {
        const meant = this.outputs.get(one) ?? one;
        const isOwn = meant.startsWith(`\${${prefix}`) && moduleSteps(meant.slice(2)).length === length;
        return isOwn ? `\${${meant.slice(2 + prefix.length)}` : undefined;
      }
      if (Array.isArray(one)) {
        const all = (one as EditValue[]).map(translated);
        return all.every((item) => item !== undefined) ? all : undefined;
      }
      if (isJsonObject(one)) {
        const members = Object.entries(one as EditArguments).map(([name, item]) => [name, translated(item)]);
        return members.every(([, item]) => item !== undefined)
          ? (Object.fromEntries(members) as EditArguments)
          : undefined;
      }
      return one;
    };
    return translated(value);
  }

  private setByVariable(edit: SetArgument, inside: Inside): readonly Edit[] | undefined {
    const { call, local, source } = inside;
    const old = source.resource(local);
    const before = old && valueAt(old, stepsOf(edit.argument));
    // A block that a plan or a `dynamic` block makes has no text that could be kept.
    if (old === undefined || before === NOWHERE || typeof before === "object") {
      return undefined;
    }
    const name = this.variable(edit.argument, inside);
    const value =
      before === undefined || before === null
        ? `\${var.${name}}`
        : `\${var.${name} == null ? ${asExpression(before)} : var.${name}}`;
    return [
      newVariable(call, source, { name, default: null }),
      given(call, name, this.only(inside, asExpression(edit.value), "null")),
      { ...edit, address: `${call}.${local}`, value, folder: source.folder },
    ];
  }

  private appendByVariable(edit: AppendBlock, inside: Inside): readonly Edit[] | undefined {
    const { call, local, source } = inside;
    const isNested = Object.values(edit.value).some(
      (one) => isJsonObject(one) || (Array.isArray(one) && one.some((item: unknown) => isJsonObject(item))),
    );
    if (source.resource(local) === undefined || /[.[]/.test(edit.block) || isNested) {
      return undefined;
    }
    const name = this.variable(`${edit.block}s`, inside);
    const content = Object.fromEntries(
      Object.keys(edit.value).map((argument) => [argument, `\${${edit.block}.value.${argument}}`]),
    );
    return [
      newVariable(call, source, { name, default: [] }),
      given(call, name, this.only(inside, `[${asExpression(edit.value)}]`, "[]")),
      {
        op: "append",
        address: `${call}.${local}`,
        block: "dynamic",
        value: { [edit.block]: [{ for_each: `\${var.${name}}`, content: [content] }] },
        folder: source.folder,
      },
    ];
  }

  /** What the call gives: to one of its instances, where it makes several. */
  private only({ key, source }: Inside, value: string, otherwise: string): string {
    if (!isExpanded(source.call) || key === "") {
      return `\${${value}}`;
    }
    const isIt = key.startsWith('["')
      ? `each.key == ${key.slice(1, -1)}`
      : `count.index == ${key.slice(1, -1)}`;
    return `\${${isIt} ? ${value} : ${otherwise}}`;
  }

  private variable(path: string, { local, source }: Inside): string {
    const [type, resource] = local.split(".");
    const name = freeIn(
      titled(resource, type, path),
      (one) => source.blocks.variables.has(one) || this.taken.has(`${source.folder} ${one}`),
    );
    this.taken.add(`${source.folder} ${name}`);
    return name;
  }
}

function newVariable(call: string, { folder }: ModuleSource, value: EditArguments): Edit {
  return { op: "append", address: call, block: "variable", value, folder };
}

/** The call stands in the root module. */
function given(call: string, argument: string, value: string): Edit {
  return { op: "set", address: call, argument, value };
}

const NOWHERE = Symbol("nowhere");

/** What a body has at a path; nowhere, where the blocks around it aren't written out. */
function valueAt(body: unknown, [step, ...rest]: readonly (string | number)[]): unknown {
  if (step === undefined) {
    return body;
  }
  const inner: unknown = Array.isArray(body)
    ? (body as unknown[])[Number(step)]
    : step === 0
      ? body
      : isJsonObject(body) && Object.hasOwn(body, step)
        ? body[step]
        : undefined;
  return inner === undefined && rest.length > 0 ? NOWHERE : valueAtRest(inner, rest);
}

function valueAtRest(value: unknown, rest: readonly (string | number)[]): unknown {
  return rest.length === 0 ? value : valueAt(value, rest);
}
