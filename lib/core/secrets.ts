import {
  Fn,
  Precondition,
  TerraformLocal,
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
import { isLocal, isVariable, noteSecret, secretFault, WITHOUT_TEXT } from "./secret-expressions";
import { HubSpokeError } from "./validation-error";

const REMEDY = `${WITHOUT_TEXT}; leave it out to have a variable declared`;

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
  const stack = TerraformStack.of(scope);
  noteSecret(stack, value);
  checkAtSynth(scope, () => {
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
