import { Construct } from "constructs";
import { sensitiveVariable } from "../core/secrets";

/**
 * The value of a sensitive variable for a pre-shared key, declared when it is first asked for.
 *
 * Source of the length: "About cryptographic requirements and Azure VPN gateways", 1 to 128 ASCII characters.
 */
export function sharedKeyVariable(scope: Construct, subject: string): string {
  const name = `vpn_shared_key_${subject.replace(/[^A-Za-z0-9_]/g, "_")}`;
  return sensitiveVariable(scope, {
    name,
    description: `Pre-shared key of the VPN connection ${subject}.`,
    validations: [
      {
        condition: `\${can(regex("^[ -~]{1,128}$", var.${name}))}`,
        errorMessage: "The key must have 1 to 128 printable ASCII characters.",
      },
    ],
  });
}
