import { Token } from "cdktf";
import { Construct } from "constructs";
import { late } from "../core/late";
import { resolvedIn } from "../core/references";
import { literalText } from "../core/text";

/** A token in the middle of a text, as both cores write one. */
const TOKEN = /(\$\{TfToken\[[^\]]*\]\})/;

/**
 * User data in base64. Terraform encodes text that holds values known only at apply, such as that of a sensitive
 * variable; all of the rest stays literal, a shell's `${HOME}` included.
 */
export function encodedUserData(scope: Construct, text: string): string {
  return Token.isUnresolved(text)
    ? Token.asString(late(() => encoded(text.split(TOKEN).map((part) => expression(scope, part)))))
    : Buffer.from(text).toString("base64");
}

function encoded(parts: readonly string[]): string {
  return `\${base64encode(join("", [${parts.join(", ")}]))}`;
}

/** A part in Terraform's language. */
function expression(scope: Construct, part: string): string {
  const value = TOKEN.test(part) ? String(resolvedIn(scope, part)) : part;
  const inner = value === part ? undefined : /^\$\{([^]*)\}$/.exec(value)?.[1];
  const quoted = JSON.stringify(value).replace("\\b", "\\u0008").replace("\\f", "\\u000c");
  return inner ?? literalText(quoted);
}
