import { IConstruct } from "constructs";
import { quote } from "./azure-names";
import { HubSpokeError } from "./validation-error";

/** Refuses what Terraform takes for no name of an output. */
export function checkOutputName(scope: IConstruct, name: string): void {
  if (!/^[A-Za-z_][\w-]*$/.test(name)) {
    throw new HubSpokeError(
      scope,
      `${quote(name)} can't name an output; take letters, digits, "_" and "-", such as "hub01"`,
    );
  }
}
