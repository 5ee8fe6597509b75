import { Precondition } from "cdktf";
import { Construct } from "constructs";
import { markedSensitive, secretPrecondition } from "../core/secrets";
import { connectionSecret } from "./connection-secret";

/** The value of a sensitive variable for a pre-shared key, which is declared: each connection has its own. */
export function sharedKeyVariable(scope: Construct, subject: string): string {
  return connectionSecret(scope, subject, {
    prefix: "vpn_shared_key",
    what: "pre-shared key",
    property: "sharedKey",
    description: `Pre-shared key of the VPN connection ${subject}.`,
  });
}

/** Source: "About cryptographic requirements and Azure VPN gateways", 1 to 128 ASCII characters. */
export function sharedKeyPreconditions(scope: Construct, sharedKey: string): Precondition[] {
  return [
    secretPrecondition(
      scope,
      markedSensitive(scope, sharedKey),
      (value) => `can(regex("^[ -~]{1,128}$", ${value}))`,
      "The pre-shared key must have 1 to 128 printable ASCII characters.",
    ),
  ];
}
