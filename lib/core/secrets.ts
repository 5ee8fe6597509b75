import { TerraformStack, TerraformVariable } from "cdktf";
import { Construct, IConstruct } from "constructs";
import { isDeferred, isReference } from "./azure-names";
import { HubSpokeError } from "./validation-error";

/**
 * Refuses a secret written out in the program: it would be written to `cdk.tf.json` and to version control.
 *
 * Thrown at construction, not collected, so that the text never reaches a resource.
 */
export function requireSecretReference(scope: IConstruct, what: string, value: string): void {
  if (!isDeferred(value) && !isReference(value)) {
    throw new HubSpokeError(
      scope,
      `${what} is written in the program, from where it would get into the synthesized JSON; pass the value of ` +
        "a sensitive TerraformVariable instead, or leave it out to have one declared",
    );
  }
}

/** What a shared sensitive variable looks like. */
export interface SensitiveVariableRule {
  /** Name of the variable, so that `TF_VAR_<name>` sets it. */
  readonly name: string;
  /** What it is for. */
  readonly description: string;
  /** Conditions in Terraform's language, each with the message for a value that fails it. */
  readonly validations: { readonly condition: string; readonly errorMessage: string }[];
}

/** The variables declared by {@link sensitiveVariable}, with the conditions that each has so far. */
const declared = new WeakMap<IConstruct, Set<string>>();

/**
 * The value of a sensitive variable of the stack, declared when it is first asked for. Whoever asks later
 * may add conditions.
 */
export function sensitiveVariable(scope: Construct, rule: SensitiveVariableRule): string {
  const stack = TerraformStack.of(scope);
  const existing = stack.node.tryFindChild(rule.name);
  if (existing && !isVariable(existing)) {
    throw new HubSpokeError(
      scope,
      `the stack holds a construct with the id "${rule.name}" that is not a variable; rename it`,
    );
  }
  if (existing && !declared.has(existing)) {
    return existing.stringValue;
  }
  const variable =
    existing ??
    new TerraformVariable(stack, rule.name, {
      type: "string",
      sensitive: true,
      nullable: false,
      description: rule.description,
    });
  const conditions = declared.get(variable) ?? new Set();
  declared.set(variable, conditions);
  for (const validation of rule.validations.filter(({ condition }) => !conditions.has(condition))) {
    conditions.add(validation.condition);
    variable.addValidation(validation);
  }
  return variable.stringValue;
}

function isVariable(construct: IConstruct): construct is TerraformVariable {
  return "stringValue" in construct && "addValidation" in construct;
}
