import { TerraformStack } from "cdktf";
import { IConstruct } from "constructs";

/** What is noted of each owner, such as a stack or a resource: begun when it is first asked for, gone with the owner. */
export function notedOf<Owner extends object, Note>(begin: (owner: Owner) => Note): (owner: Owner) => Note {
  const notes = new WeakMap<Owner, Note>();
  return (owner) => {
    if (!notes.has(owner)) {
      notes.set(owner, begin(owner));
    }
    return notes.get(owner)!;
  };
}

/** What the constructs of a stack share by a key, such as the id of what they are about; the first of them begins it. */
export function sharedInStack<Note>(
  begin: (first: IConstruct, key: string) => Note,
): (construct: IConstruct, key: string) => Note {
  const byKey = notedOf<TerraformStack, Map<string, Note>>(() => new Map());
  return (construct, key) => {
    const notes = byKey(TerraformStack.of(construct));
    if (!notes.has(key)) {
      notes.set(key, begin(construct, key));
    }
    return notes.get(key)!;
  };
}
