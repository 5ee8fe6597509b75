import { Precondition, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { checkAtSynth } from "../core/checks";
import { secretPrecondition, sensitiveVariable } from "../core/secrets";

/** Who asked first for a variable, in each stack. */
const firstUsers = new WeakMap<TerraformStack, Map<string, Construct>>();

/**
 * The value of a sensitive variable for a pre-shared key, which is declared. Each connection has its own: names
 * that differ only in characters that a variable's name can't have are refused, as are equal names of two networks.
 */
export function sharedKeyVariable(scope: Construct, subject: string): string {
  const name = `vpn_shared_key_${subject.replace(/[^A-Za-z0-9_]/g, "_")}`;
  const stack = TerraformStack.of(scope);
  const users = firstUsers.get(stack) ?? new Map<string, Construct>();
  firstUsers.set(stack, users);
  const first = users.get(name) ?? scope;
  users.set(name, first);
  checkAtSynth(scope, () => [
    first === scope
      ? undefined
      : `${first.node.path} takes its pre-shared key from the variable ${name} too, and no two connections should ` +
        "share one: give one of them sharedKey, the value of a sensitive variable of its own",
  ]);
  return sensitiveVariable(scope, { name, description: `Pre-shared key of the VPN connection ${subject}.` });
}

/** Source: "About cryptographic requirements and Azure VPN gateways", 1 to 128 ASCII characters. */
export function sharedKeyPreconditions(scope: Construct, sharedKey: string): Precondition[] {
  return [
    secretPrecondition(
      scope,
      sharedKey,
      (value) => `can(regex("^[ -~]{1,128}$", ${value}))`,
      "The pre-shared key must have 1 to 128 printable ASCII characters.",
    ),
  ];
}
