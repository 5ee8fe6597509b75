import { createHash } from "node:crypto";
import { Scalar } from "../terraform/value";
import { Refused, textOf } from "./scalars";

type Arguments = readonly (Scalar | Scalar[])[];

/** What names are shortened to: `substr(sha1(var.name), 0, 6)`. */
export const HASH_FUNCTIONS: Record<string, (args: Arguments) => string> = {
  md5: (args) => hash("md5", args).toString("hex"),
  sha1: (args) => hash("sha1", args).toString("hex"),
  sha256: (args) => hash("sha256", args).toString("hex"),
  sha512: (args) => hash("sha512", args).toString("hex"),
  base64sha256: (args) => hash("sha256", args).toString("base64"),
  base64sha512: (args) => hash("sha512", args).toString("base64"),
};

function hash(algorithm: string, [text]: Arguments): Buffer {
  if (Array.isArray(text)) {
    throw new Refused();
  }
  return createHash(algorithm).update(textOf(text), "utf8").digest();
}
