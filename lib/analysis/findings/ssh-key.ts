import { LocalizedText } from "../result";

const LEAST_BITS = 2048;

/** What keeps Azure from taking an OpenSSH public key; completes "the key …". */
export function sshKeyProblem(text: string): LocalizedText | undefined {
  const [type, blob = ""] = text.trim().split(/\s+/);
  if (type === "ssh-ed25519") {
    return undefined;
  }
  if (type !== "ssh-rsa") {
    return {
      en: `has the type ${JSON.stringify(type.slice(0, 40))}`,
      ja: `種類が ${JSON.stringify(type.slice(0, 40))} です`,
    };
  }
  const bits = modulusBits(Buffer.from(blob, "base64"));
  if (bits === undefined) {
    return { en: "is not an OpenSSH public key", ja: "OpenSSH 形式の公開鍵ではありません" };
  }
  return bits < LEAST_BITS ? { en: `has ${bits} bits`, ja: `${bits} ビットです` } : undefined;
}

/** Length of an RSA modulus: the third field of the blob (RFC 4253, 6.6), without leading zeros. */
function modulusBits(blob: Buffer): number | undefined {
  let offset = 0;
  let field: Buffer | undefined;
  for (let index = 0; index < 3; index++) {
    if (offset + 4 > blob.length) {
      return undefined;
    }
    const length = blob.readUInt32BE(offset);
    offset += 4;
    if (offset + length > blob.length) {
      return undefined;
    }
    field = blob.subarray(offset, offset + length);
    offset += length;
  }
  const first = field!.findIndex((byte) => byte !== 0);
  return first < 0 ? 0 : (field!.length - first) * 8 - Math.clz32(field![first]) + 24;
}
