/** What Azure takes as a machine's administrator. */
export interface CredentialRules {
  /** Most characters of the user's name. */
  readonly longestUsername: number;
  /** The whole name must match. */
  readonly username: RegExp;
  /** Fewest characters of a password. */
  readonly shortestPassword: number;
  /** Most characters of a password. */
  readonly longestPassword: number;
}

/**
 * By operating system. Sources: OSProfile of the compute API (lengths, disallowed values), and for the
 * characters of a name what the portal and the Azure CLI let through.
 */
export const CREDENTIAL_RULES: { readonly [system in "Windows" | "Linux"]: CredentialRules } = {
  Windows: {
    longestUsername: 20,
    username: /^[^\\/"[\]:|<>+=;,?*@&$\s{}]*[^\\/"[\]:|<>+=;,?*@&$\s{}.]$/,
    shortestPassword: 8,
    longestPassword: 123,
  },
  Linux: {
    longestUsername: 64,
    username: /^[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?$/,
    shortestPassword: 6,
    longestPassword: 72,
  },
};

/** In lower case: Azure refuses them in any case, azurerm only as written here. */
const DISALLOWED_USERNAMES: ReadonlySet<string> = new Set(
  (
    "1 123 a actuser adm admin admin1 admin2 administrator aspnet backup console david guest john owner root " +
    "server sql support support_388945a0 sys test test1 test2 test3 user user1 user2 user3 user4 user5"
  ).split(" "),
);

/** Passwords that Azure refuses although they are complex enough. */
export const DISALLOWED_PASSWORDS: readonly string[] = [
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

/** Kinds of characters in a password, in the syntax that JavaScript and Terraform share; "_" is of no kind. */
export const PASSWORD_KINDS: readonly string[] = ["[a-z]", "[A-Z]", "[0-9]", "[^A-Za-z0-9_]"];

/** How many of the kinds a password needs. */
export const PASSWORD_KINDS_NEEDED = 3;

/** What is wrong with the name of an administrator. */
export function usernameFault(
  rules: CredentialRules,
  name: string,
): "length" | "reserved" | "characters" | undefined {
  if (name.length === 0 || name.length > rules.longestUsername) {
    return "length";
  }
  if (DISALLOWED_USERNAMES.has(name.toLowerCase())) {
    return "reserved";
  }
  return rules.username.test(name) ? undefined : "characters";
}

/** Whether Azure takes a password. */
export function isPasswordAllowed(rules: CredentialRules, password: string): boolean {
  const { length } = [...password];
  const kinds = PASSWORD_KINDS.filter((kind) => new RegExp(kind).test(password)).length;
  return (
    length >= rules.shortestPassword &&
    length <= rules.longestPassword &&
    kinds >= PASSWORD_KINDS_NEEDED &&
    !DISALLOWED_PASSWORDS.includes(password)
  );
}
