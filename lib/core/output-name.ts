import { TerraformStack } from "cdktf";
import { IConstruct } from "constructs";
import { quote } from "./azure-names";
import { notedOf } from "./noted";
import { HubSpokeError } from "./validation-error";

/** Names of each stack's outputs. */
const namesIn = notedOf<TerraformStack, Set<string>>(() => new Set());

/** Refuses what Terraform takes for no name of an output, and a second one of a name, which would replace the first. */
export function checkOutputName(scope: IConstruct, name: string): void {
  if (!/^[A-Za-z_][\w-]*$/.test(name)) {
    throw new HubSpokeError(
      scope,
      `${quote(name)} can't name an output; take letters, digits, "_" and "-", such as "hub01"`,
    );
  }
  const taken = namesIn(TerraformStack.of(scope));
  if (taken.has(name)) {
    throw new HubSpokeError(
      scope,
      `the stack has an output ${quote(name)} already; give this one another name`,
    );
  }
  taken.add(name);
}
