import { Token } from "cdktf";
import { IConstruct } from "constructs";
import { quote } from "./azure-names";
import { HubSpokeError } from "./validation-error";

/** Ids given out in each scope, in lower case. */
const idsIn = new WeakMap<IConstruct, Set<string>>();

/**
 * The construct id of a child that the user named, such as `Spoke-spoke01`.
 *
 * Ids are Terraform addresses: they come from names and never from positions. So a name must be known at
 * synth and be the only one of its kind here (in any case, since Azure's names have none).
 */
export function childId(scope: IConstruct, kind: string, name: string): string {
  if (Token.isUnresolved(name)) {
    throw new HubSpokeError(
      scope,
      `the name of a ${kind.toLowerCase()} is known only at apply, but its Terraform address is made of it: ` +
        "give it as text",
    );
  }
  if (typeof name !== "string" || name.length === 0) {
    throw new HubSpokeError(scope, `a ${kind.toLowerCase()} needs a name; it got ${JSON.stringify(name)}`);
  }
  const id = `${kind}-${name}`;
  const taken = idsIn.get(scope) ?? new Set();
  idsIn.set(scope, taken);
  if (taken.has(id.toLowerCase())) {
    throw new HubSpokeError(
      scope,
      `there are two ${pluralOf(kind)} named ${quote(name)}; Azure doesn't tell names apart by case, ` +
        "so give one of them another name",
    );
  }
  taken.add(id.toLowerCase());
  return id;
}

/** `NatGateway` → `nat gateways`, as a sentence has it. */
function pluralOf(kind: string): string {
  const words = kind.replace(/\B[A-Z]/g, " $&").toLowerCase();
  return words.endsWith("s") ? `${words}es` : `${words}s`;
}
