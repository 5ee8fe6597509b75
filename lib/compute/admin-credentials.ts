import { Precondition } from "cdktf";
import { Construct } from "constructs";
import {
  CREDENTIAL_RULES,
  DISALLOWED_PASSWORDS,
  PASSWORD_KINDS,
  PASSWORD_KINDS_NEEDED,
  usernameFault,
} from "../azure/credentials";
import { isDeferred, quote } from "../core/azure-names";
import { markedSensitive, secretPrecondition, sensitiveVariable } from "../core/secrets";

/** Operating systems differ in what they allow as a user or password. */
export enum OperatingSystem {
  /** Windows Server */
  WINDOWS = "Windows",
  /** Linux */
  LINUX = "Linux",
}

/** Why Azure would refuse an administrator's name, or `undefined`. */
export function adminUsernameProblem(system: OperatingSystem, name: string): string | undefined {
  if (isDeferred(name)) {
    return undefined;
  }
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

/** The value of the stack's sensitive variable `admin_password`, declared when it is first asked for. */
export function adminPassword(scope: Construct): string {
  return sensitiveVariable(scope, {
    name: "admin_password",
    description: "Password of the machines' administrator.",
  });
}

/**
 * Terraform refuses a password that Azure would refuse, before the machine is planned: 8 to 123 characters for
 * Windows and 6 to 72 for Linux, three of lower case, upper case, digits and special characters ("_" is not one),
 * and none of the well-known ones. Source: azurerm's own validation, which comes later and prints the password.
 */
export function passwordPreconditions(
  scope: Construct,
  system: OperatingSystem,
  password: string,
): Precondition[] {
  const secret = markedSensitive(scope, password);
  const { shortestPassword, longestPassword } = CREDENTIAL_RULES[system];
  const kinds = (value: string): string =>
    PASSWORD_KINDS.map((kind) => `length(regexall("${kind}", ${value})) > 0`).join(", ");
  return [
    secretPrecondition(
      scope,
      secret,
      (value) => `length(${value}) >= ${shortestPassword} && length(${value}) <= ${longestPassword}`,
      `The password must have ${shortestPassword} to ${longestPassword} characters for ${system} machines.`,
    ),
    secretPrecondition(
      scope,
      secret,
      (value) => `length([for kind in [${kinds(value)}] : kind if kind]) >= ${PASSWORD_KINDS_NEEDED}`,
      "The password needs three of these: lower case, upper case, digits, special characters ('_' is not one).",
    ),
    secretPrecondition(
      scope,
      secret,
      (value) => `!contains(${JSON.stringify(DISALLOWED_PASSWORDS)}, ${value})`,
      "Azure refuses this password because it is well known.",
    ),
  ];
}
