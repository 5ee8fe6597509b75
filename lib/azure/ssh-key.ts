/** Fewest bits of an RSA key. Source: azurerm, and "SSH keys for Linux virtual machines". */
const LEAST_RSA_BITS = 2048;

/** Bytes of an Ed25519 key (RFC 8709). */
const ED25519_BYTES = 32;

/** What keeps Azure from taking a public key. */
export type SshKeyFault =
  | { readonly kind: "type"; readonly type: string }
  | { readonly kind: "malformed" }
  | { readonly kind: "bits"; readonly bits: number };

/** What is wrong with an OpenSSH public key; azurerm and Azure take RSA from 2048 bits on, and Ed25519. */
export function sshKeyFault(text: string): SshKeyFault | undefined {
  const [type, blob = ""] = text.trim().split(/\s+/);
  if (type !== "ssh-rsa" && type !== "ssh-ed25519") {
    return { kind: "type", type: type.slice(0, 40) };
  }
  const fields = fieldsOf(Buffer.from(blob, "base64"));
  if (fields[0]?.toString("latin1") !== type) {
    return { kind: "malformed" };
  }
  if (type === "ssh-ed25519") {
    return fields[1]?.length === ED25519_BYTES ? undefined : { kind: "malformed" };
  }
  const modulus = fields[2];
  if (modulus === undefined) {
    return { kind: "malformed" };
  }
  const bits = bitLength(modulus);
  return bits < LEAST_RSA_BITS ? { kind: "bits", bits } : undefined;
}

/** The fields of a key: each is its length and as many bytes (RFC 4253, 6.6); what is cut off is left out. */
function fieldsOf(blob: Buffer): Buffer[] {
  const fields: Buffer[] = [];
  let offset = 0;
  while (offset + 4 <= blob.length) {
    const end = offset + 4 + blob.readUInt32BE(offset);
    if (end > blob.length) {
      return fields;
    }
    fields.push(blob.subarray(offset + 4, end));
    offset = end;
  }
  return fields;
}

/** Length of a number without leading zeros. */
function bitLength(number: Buffer): number {
  const first = number.findIndex((byte) => byte !== 0);
  return first < 0 ? 0 : (number.length - first) * 8 - Math.clz32(number[first]) + 24;
}
