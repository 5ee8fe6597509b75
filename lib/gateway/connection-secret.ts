import { Construct } from "constructs";
import { checkAtSynth } from "../core/checks";
import { sharedInStack } from "../core/noted";
import { sensitiveVariable } from "../core/secrets";
import { visiblePath } from "../text/visible";

/** A kind of secret that each connection has one of. */
interface ConnectionSecretKind {
  /** What the variables' names begin with. */
  readonly prefix: string;
  readonly what: string;
  /** What a program gives another one with. */
  readonly property: string;
  readonly description: string;
}

/** Who asked first for a variable, in each stack. */
const firstUserOf = sharedInStack((first) => first);

/**
 * The value of a sensitive variable that is declared for a connection's secret. Names that differ only in characters that a
 * variable's name can't have are refused, as are equal names of two networks: two connections would share a secret.
 */
export function connectionSecret(scope: Construct, subject: string, kind: ConnectionSecretKind): string {
  const name = `${kind.prefix}_${subject.replace(/[^A-Za-z0-9_]/g, "_")}`;
  const first = firstUserOf(scope, name);
  checkAtSynth(scope, () => [
    first === scope
      ? undefined
      : `${visiblePath(first.node.path)} takes its ${kind.what} from the variable ${name} too, and no two connections should ` +
        `share one: give one of them ${kind.property}, the value of a sensitive variable of its own`,
  ]);
  return sensitiveVariable(scope, { name, description: kind.description });
}
