import { TerraformLocal, TerraformOutput, TerraformStack, TerraformVariable } from "cdktf";
import { IConstruct } from "constructs";
import { notedOf } from "./noted";
import { resolvedIn } from "./references";

/** What takes the place of a secret's text. */
export const WITHOUT_TEXT =
  "pass the value of a sensitive TerraformVariable without a default, or what a data source or another resource gives";

/** What constructs of each stack were given as secrets: each says itself what is wrong with it. */
const givenIn = notedOf<TerraformStack, Set<string>>(() => new Set());

/** Notes what a construct was given as a secret, which it checks itself. */
export function noteSecret(stack: TerraformStack, value: string): void {
  givenIn(stack).add(value);
}

/** Whether a construct was given the same as a secret. */
export function isToldAsSecret(stack: TerraformStack, value: unknown): boolean {
  return [...givenIn(stack)].some((each) => resolvedIn(stack, each) === value);
}

/**
 * Whether what stands in the JSON for a secret shows it: it refers to nothing, or to a variable or local value whose text is
 * there too.
 */
export function showsSecret(stack: TerraformStack, value: unknown, locals: readonly string[] = []): boolean {
  if (typeof value === "number") {
    return true;
  }
  if (typeof value === "object" && value !== null) {
    // A list or map, of which the expression takes one member: whichever it is, if that holds of all.
    const members = Object.values(value);
    return members.length > 0 && members.every((each) => showsSecret(stack, each, locals));
  }
  if (typeof value !== "string" || value === "") {
    return false;
  }
  const expressions = [...value.replaceAll("$${", "").matchAll(/\$\{([^]*?)\}/g)];
  const names = expressions.flatMap(([, code]) => namesIn(code.replace(/"[^"]*"/g, "")));
  return (
    names.length === 0 ||
    names.some(
      ([, kind, name]) =>
        (kind === "var" && hasDefault(stack, name)) ||
        (kind === "local" &&
          !locals.includes(name) &&
          showsSecret(stack, localNamed(stack, name), [...locals, name])),
    )
  );
}

function hasDefault(stack: TerraformStack, name: string): boolean {
  const variable = find(stack, name, isVariable);
  return variable !== undefined && (asWritten(stack, variable, name).default ?? "") !== "";
}

/** What a local value of the program is; empty where another than the program's constructs writes it. */
function localNamed(stack: TerraformStack, name: string): unknown {
  const local = find(stack, name, isLocal);
  return local ? resolvedIn(stack, Object.values(local.toTerraform().locals)[0]) : "";
}

/** What an expression refers to, such as `var.key`: the whole, the kind and the name. */
function namesIn(code: string): string[][] {
  return [...code.matchAll(/(?<![\w.])([A-Za-z_][\w-]*)\.([A-Za-z_][\w-]*)/g)];
}

/** Why a value, as it will stand in the JSON, would show a secret: the predicate of a sentence. */
export function secretFault(
  stack: TerraformStack,
  value: unknown,
  locals: readonly string[] = [],
): string | undefined {
  const expression = typeof value === "string" ? /^\$\{([^]*)\}$/.exec(value)?.[1] : undefined;
  // Texts in brackets are keys, as in var.keys["tokyo"], and so is the second argument of lookup.
  const code = expression?.replace(/\["[\w.-]*"\]/g, "").replace(/(\blookup\([^",]*), "[\w.-]*"\)/g, "$1)");
  const names = namesIn(code ?? "");
  if (code === undefined || code.includes('"') || names.length === 0) {
    return "is written in the program, behind a token, from where it would get into the synthesized JSON";
  }
  for (const [, kind, name] of names) {
    const variable = kind === "var" ? find(stack, name, isVariable) : undefined;
    const written = variable && asWritten(stack, variable, name);
    if (written && written.sensitive !== true) {
      return `is the value of the variable ${name}, which isn't sensitive, so Terraform prints it`;
    }
    if (written && written.default !== undefined) {
      return `is the value of the variable ${name}, whose default would get into the synthesized JSON`;
    }
    const isNewLocal = kind === "local" && !locals.includes(name) && find(stack, name, isLocal) !== undefined;
    const fault = isNewLocal ? secretFault(stack, localNamed(stack, name), [...locals, name]) : undefined;
    if (fault !== undefined) {
      return fault;
    }
  }
  return secretFaultElsewhere(stack, code);
}

/** A variable with what overrides make of it. */
function asWritten(
  stack: TerraformStack,
  variable: TerraformVariable,
  name: string,
): { readonly [argument: string]: unknown } {
  return Object(resolvedIn(stack, variable.toTerraform().variable[name]));
}

/** The same of what comes from other stacks of the program: a core makes it an output there. */
function secretFaultElsewhere(stack: TerraformStack, code: string): string | undefined {
  const outputs = [...code.matchAll(/\bdata\.terraform_remote_state\.([\w-]+)\.outputs\.([\w-]+)/g)];
  for (const [, source, name] of outputs) {
    const others = stack.node.root.node
      .findAll()
      .filter(TerraformStack.isStack)
      .filter((other) => source === `cross-stack-reference-input-${other.node.path.replaceAll("/", "--")}`);
    for (const other of others) {
      const output = find(other, name, TerraformOutput.isTerraformOutput);
      const fault = output && secretFault(other, resolvedIn(other, output.value));
      if (fault !== undefined) {
        return fault;
      }
    }
  }
  return undefined;
}

/** An element of the stack by its name in Terraform: mostly a child with that id. */
function find<T extends TerraformVariable | TerraformLocal | TerraformOutput>(
  stack: TerraformStack,
  name: string,
  isKind: (construct: IConstruct) => construct is T,
): T | undefined {
  const child = stack.node.tryFindChild(name);
  return child && isKind(child) && child.friendlyUniqueId === name
    ? child
    : stack.node
        .findAll()
        .filter(isKind)
        .find((each) => each.friendlyUniqueId === name);
}

/** Whether a construct is a variable, whichever core made it. */
export function isVariable(construct: IConstruct): construct is TerraformVariable {
  return "stringValue" in construct && "addValidation" in construct;
}

/** Whether a construct is a local value, whichever core made it. */
export function isLocal(construct: IConstruct): construct is TerraformLocal {
  return "expression" in construct && "asAnyMap" in construct;
}
