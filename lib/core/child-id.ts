import { Token } from "cdktf";
import { IConstruct } from "constructs";
import { quote } from "./azure-names";
import { notedOf } from "./noted";
import { HubSpokeError } from "./validation-error";
import { refuseAfterWriting } from "./written";

/** Ids given out in each scope, in lower case. */
const idsIn = notedOf<IConstruct, Set<string>>(() => new Set());

/**
 * The construct id of a child that the user named, such as `Spoke-spoke01`.
 *
 * Ids are Terraform addresses: they come from names and never from positions. So a name must be known at
 * synth and be the only one of its kind here (in any case, since Azure's names have none).
 *
 * @param what the kind in words, where the id has others
 */
export function childId(scope: IConstruct, kind: string, name: string, what: string = wordsOf(kind)): string {
  if (Token.isUnresolved(name)) {
    throw new HubSpokeError(
      scope,
      `the name of a ${what} is known only at apply, but its Terraform address is made of it: ` +
        "give it as text",
    );
  }
  if (typeof name !== "string" || name.length === 0) {
    throw new HubSpokeError(scope, `a ${what} needs a name; it got ${JSON.stringify(name)}`);
  }
  refuseAfterWriting(scope, scope);
  const id = `${kind}-${name}`;
  const taken = idsIn(scope);
  if (taken.has(id.toLowerCase())) {
    throw new HubSpokeError(
      scope,
      `there are two ${pluralOf(what)} named ${quote(name)}; Azure doesn't tell names apart by case, ` +
        "so give one of them another name",
    );
  }
  taken.add(id.toLowerCase());
  return id;
}

/** `NatGateway` → `NAT gateway`, as a sentence has it. */
function wordsOf(kind: string): string {
  return kind
    .replace(/\B[A-Z]/g, " $&")
    .toLowerCase()
    .replace(/\b(nat|vpn|dns)\b/g, (name) => name.toUpperCase());
}

function pluralOf(words: string): string {
  return words.endsWith("s") ? `${words}es` : `${words}s`;
}
