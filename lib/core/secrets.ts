import {
  Fn,
  Precondition,
  TerraformLocal,
  TerraformOutput,
  TerraformStack,
  TerraformVariable,
  Token,
  Tokenization,
} from "cdktf";
import { Construct, IConstruct } from "constructs";
import { isDeferred, isReference } from "./azure-names";
import { checkAtSynth } from "./checks";
import { lateWithinStack } from "./late";
import { isForeign, resolvedIn } from "./references";
import { HubSpokeError } from "./validation-error";

const REMEDY =
  "pass the value of a sensitive TerraformVariable without a default, or what a data source or another resource " +
  "gives; leave it out to have a variable declared";

/**
 * Refuses a secret written out in the program: it would be written to `cdk.tf.json` and to version control.
 *
 * Thrown at construction where the text itself is given, so that it never reaches a resource; what stands behind
 * a token is known at synth.
 */
export function requireSecretReference(scope: IConstruct, what: string, value: string): void {
  if (!isDeferred(value) && !isReference(value)) {
    throw new HubSpokeError(
      scope,
      `${what} is written in the program, from where it would get into the synthesized JSON; ${REMEDY}`,
    );
  }
  checkAtSynth(scope, () => {
    const stack = TerraformStack.of(scope);
    const fault = secretFault(stack, resolvedIn(stack, value));
    return [fault && `${what} ${fault}; ${REMEDY}`];
  });
}

/**
 * A secret as conditions may name it. Of what a condition names and is not marked sensitive, Terraform prints the text when
 * the condition fails: so it does for what comes from another stack, whose outputs lose that mark on the way, and for
 * data sources that mark nothing. A local value marks it.
 */
export function markedSensitive(scope: Construct, secret: string): string {
  if (isOwnVariable(scope, secret)) {
    return secret;
  }
  const id = "SecretInConditions";
  const known = scope.node.tryFindChild(id);
  return known && isLocal(known)
    ? known.asString
    : new TerraformLocal(scope, id, Fn.sensitive(secret)).asString;
}

/** Whether a value is surely that of a variable of its stack: the check at synth asks that it be sensitive. */
function isOwnVariable(scope: IConstruct, secret: string): boolean {
  const namesOne = (text: unknown): boolean => /^\$\{var\.[\w-]+\}$/.test(String(text));
  const tokens = Tokenization.reverse(secret);
  return tokens.length === 0
    ? namesOne(secret)
    : tokens.every((token) => "originStack" in token) &&
        !isForeign(scope, secret) &&
        namesOne(resolvedIn(scope, secret));
}

/**
 * What Terraform asks of a secret before the resource that uses it is planned. Of a value that fails a variable's
 * validation, Terraform prints the text; of a sensitive one that fails a precondition, it doesn't.
 *
 * @param secret what `markedSensitive` gave
 * @param condition in Terraform's language, given the expression of the secret
 */
export function secretPrecondition(
  scope: IConstruct,
  secret: string,
  condition: (expression: string) => string,
  errorMessage: string,
): Precondition {
  const written = (text: string): string => `\${${condition(/^\$\{([^]*)\}$/.exec(text)?.[1] ?? "null")}}`;
  return {
    errorMessage,
    // At synth, since a core writes a token within an expression now with braces and now without.
    condition: Token.isUnresolved(secret)
      ? lateWithinStack(() => written(String(resolvedIn(scope, secret))))
      : written(secret),
  };
}

/** Why a value, as it will stand in the JSON, would show a secret: the predicate of a sentence. */
function secretFault(
  stack: TerraformStack,
  value: unknown,
  locals: readonly string[] = [],
): string | undefined {
  const expression = typeof value === "string" ? /^\$\{([^]*)\}$/.exec(value)?.[1] : undefined;
  // Texts in brackets are keys, as in var.keys["tokyo"], and so is the second argument of lookup.
  const code = expression?.replace(/\["[\w.-]*"\]/g, "").replace(/(\blookup\([^",]*), "[\w.-]*"\)/g, "$1)");
  const names = [...(code ?? "").matchAll(/(?<![\w.])([A-Za-z_][\w-]*)\.([A-Za-z_][\w-]*)/g)];
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
    const local = kind === "local" && !locals.includes(name) ? find(stack, name, isLocal) : undefined;
    const fault =
      local &&
      secretFault(stack, resolvedIn(stack, Object.values(local.toTerraform().locals)[0]), [...locals, name]);
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

/** Variables that are checked already, so that one mistake is one message. */
const checkedVariables = new WeakSet<IConstruct>();

/** What a shared sensitive variable looks like. */
export interface SensitiveVariableRule {
  /** Name of the variable, so that `TF_VAR_<name>` sets it. */
  readonly name: string;
  /** What it is for. */
  readonly description: string;
}

/**
 * The value of a sensitive variable of the stack, declared when it is first asked for.
 */
export function sensitiveVariable(scope: Construct, { name, description }: SensitiveVariableRule): string {
  const stack = TerraformStack.of(scope);
  const existing = stack.node.tryFindChild(name);
  if (existing && !isVariable(existing)) {
    throw new HubSpokeError(
      scope,
      `the stack holds a construct with the id "${name}" that is not a variable; rename it`,
    );
  }
  const variable =
    existing ??
    new TerraformVariable(stack, name, { type: "string", sensitive: true, nullable: false, description });
  if (!checkedVariables.has(variable)) {
    checkedVariables.add(variable);
    requireSecretReference(variable, `the secret`, variable.stringValue);
  }
  // Written out, as in references.ts: every machine of a stack has it, and a core resolves a token each time.
  return `\${var.${variable.friendlyUniqueId}}`;
}

function isVariable(construct: IConstruct): construct is TerraformVariable {
  return "stringValue" in construct && "addValidation" in construct;
}

function isLocal(construct: IConstruct): construct is TerraformLocal {
  return "expression" in construct && "asAnyMap" in construct;
}
