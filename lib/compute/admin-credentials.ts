import { Construct } from "constructs";
import {
  CREDENTIAL_RULES,
  DISALLOWED_PASSWORDS,
  PASSWORD_KINDS,
  PASSWORD_KINDS_NEEDED,
  usernameFault,
} from "../azure/credentials";
import { quote } from "../core/azure-names";
import { sensitiveVariable } from "../core/secrets";

/** Operating systems differ in what they allow as a user or password. */
export enum OperatingSystem {
  /** Windows Server */
  WINDOWS = "Windows",
  /** Linux */
  LINUX = "Linux",
}

/** Why Azure would refuse an administrator's name, or `undefined`. */
export function adminUsernameProblem(system: OperatingSystem, name: string): string | undefined {
  const rules = CREDENTIAL_RULES[system];
  switch (usernameFault(rules, name)) {
    case "length":
      return (
        `the administrator's name ${quote(name)} has ${name.length} characters; ` +
        `${system} allows 1 to ${rules.longestUsername}`
      );
    case "reserved":
      return `Azure doesn't allow ${quote(name)} as an administrator's name; take another, such as "azureadmin"`;
    case "characters":
      return (
        `the administrator's name ${quote(name)} has characters that ${system} doesn't allow; ` +
        'use letters and digits, such as "azureadmin"'
      );
    default:
      return undefined;
  }
}

/**
 * The value of the stack's sensitive variable `admin_password`, declared when it is first asked for.
 *
 * Set it with `TF_VAR_admin_password`. Terraform refuses a value that Azure would refuse: 8 to 123 characters for
 * Windows and 6 to 72 for Linux, three of lower case, upper case, digits and special characters ("_" is not one),
 * and none of the well-known ones. Source: azurerm's own validation, which comes only with the plan and prints the
 * password.
 */
export function adminPassword(scope: Construct, system: OperatingSystem): string {
  const password = "var.admin_password";
  const { shortestPassword, longestPassword } = CREDENTIAL_RULES[system];
  const kinds = PASSWORD_KINDS.map((kind) => `length(regexall("${kind}", ${password})) > 0`);
  return sensitiveVariable(scope, {
    name: "admin_password",
    description: "Password of the machines' administrator.",
    validations: [
      {
        condition: `\${length(${password}) >= ${shortestPassword} && length(${password}) <= ${longestPassword}}`,
        errorMessage: `The password must have ${shortestPassword} to ${longestPassword} characters for ${system} machines.`,
      },
      {
        condition: `\${length([for kind in [${kinds.join(", ")}] : kind if kind]) >= ${PASSWORD_KINDS_NEEDED}}`,
        errorMessage:
          "The password needs three of these: lower case, upper case, digits, special characters ('_' is not one).",
      },
      {
        condition: `\${!contains(${JSON.stringify(DISALLOWED_PASSWORDS)}, ${password})}`,
        errorMessage: "Azure refuses this password because it is well known.",
      },
    ],
  });
}
