import { Construct } from "constructs";
import { quote } from "../core/azure-names";
import { sensitiveVariable } from "../core/secrets";

/** Operating systems differ in what they allow as a user or password. */
export enum OperatingSystem {
  /** Windows Server */
  WINDOWS = "Windows",
  /** Linux */
  LINUX = "Linux",
}

/** Names that Azure refuses for an administrator, in lower case. Source: azurerm and the VM FAQ. */
const DISALLOWED_USERS = new Set(
  (
    "1 123 a actuser adm admin admin1 admin2 administrator aspnet backup console david guest john owner root " +
    "server sql support support_388945a0 sys test test1 test2 test3 user user1 user2 user3 user4 user5"
  ).split(" "),
);

/** Passwords that Azure refuses although they are complex enough. */
const DISALLOWED_PASSWORDS = [
  "abc@123",
  "P@$$w0rd",
  "P@ssw0rd",
  "P@ssword123",
  "Pa$$word",
  "pass@word1",
  "Password!",
  "Password1",
  "Password22",
  "iloveyou!",
];

/** Why Azure would refuse an administrator's name, or `undefined`. */
export function adminUsernameProblem(system: OperatingSystem, name: string): string | undefined {
  const longest = system === OperatingSystem.WINDOWS ? 20 : 64;
  if (name.length === 0 || name.length > longest) {
    return `the administrator's name ${quote(name)} has ${name.length} characters; ${system} allows 1 to ${longest}`;
  }
  if (DISALLOWED_USERS.has(name.toLowerCase())) {
    return `Azure doesn't allow ${quote(name)} as an administrator's name; take another, such as "azureadmin"`;
  }
  const pattern =
    system === OperatingSystem.WINDOWS ? /^[^\\/"[\]:|<>+=;,?*@&$\s{}]+$/ : /^[A-Za-z_][A-Za-z0-9_-]*$/;
  if (!pattern.test(name) || name.endsWith(".")) {
    return (
      `the administrator's name ${quote(name)} has characters that ${system} doesn't allow; ` +
      'use letters and digits, such as "azureadmin"'
    );
  }
  return undefined;
}

/**
 * The value of the stack's sensitive variable `admin_password`, declared when it is first asked for.
 *
 * Set it with `TF_VAR_admin_password`. Terraform refuses a value that Azure would refuse: 8 to 123 characters
 * (72 as soon as a Linux machine uses it), three of lower case, upper case, digits and special characters
 * ("_" is not one), and none of the well-known ones. Source: azurerm's own validation, which comes only with
 * the plan and prints the password.
 */
export function adminPassword(scope: Construct, system: OperatingSystem): string {
  const password = "var.admin_password";
  const kinds = ["[a-z]", "[A-Z]", "[0-9]", "[^A-Za-z0-9_]"].map(
    (kind) => `length(regexall("${kind}", ${password})) > 0`,
  );
  return sensitiveVariable(scope, {
    name: "admin_password",
    description: "Password of the machines' administrator.",
    validations: [
      {
        condition: `\${length(${password}) >= 8 && length(${password}) <= 123}`,
        errorMessage: "The password must have 8 to 123 characters.",
      },
      ...(system === OperatingSystem.LINUX
        ? [
            {
              condition: `\${length(${password}) <= 72}`,
              errorMessage: "Linux machines take a password of up to 72 characters.",
            },
          ]
        : []),
      {
        condition: `\${length([for kind in [${kinds.join(", ")}] : kind if kind]) >= 3}`,
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
