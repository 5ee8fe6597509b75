import { sshKeyFault } from "../../lib/azure/ssh-key";
import { openSshKey, rsaKey } from "../support/ssh-keys";

const ED25519 = openSshKey("ssh-ed25519", Buffer.alloc(32, 7));

test("RSA from 2048 bits on and Ed25519 are taken", () => {
  expect([ED25519, rsaKey(2048)].map(sshKeyFault)).toEqual([undefined, undefined]);
});

test.each<[string, string, object]>([
  ["ECDSA", "ecdsa-sha2-nistp256 AAAA", { kind: "type", type: "ecdsa-sha2-nistp256" }],
  ["a private key", "-----BEGIN OPENSSH PRIVATE KEY-----", { kind: "type", type: "-----BEGIN" }],
  ["nothing", "", { kind: "type", type: "" }],
  ["a short RSA key", rsaKey(1024), { kind: "bits", bits: 1024 }],
  ["a key that is cut off", ED25519.slice(0, 60), { kind: "malformed" }],
  ["a key of another type inside", ED25519.replace("ssh-ed25519", "ssh-rsa"), { kind: "malformed" }],
  ["an Ed25519 key of another length", openSshKey("ssh-ed25519", Buffer.alloc(31)), { kind: "malformed" }],
])("%s isn't", (_, key, fault) => {
  expect(sshKeyFault(key)).toEqual(fault);
});
