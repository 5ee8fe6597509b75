import { Leaf } from "../terraform/value";
import type { Evaluated } from "./evaluated";
import { Keyed } from "./keyed";
import { Place } from "./place";
import { oneOf, Several, Union } from "./union";
import { isRecord, isUnknown, itemsOf } from "./values";

/** Functions whose result has members of what they are given, and nothing else. */
const GATHERING =
  /^(chunklist|compact|concat|distinct|flatten|matchkeys|reverse|setintersection|setsubtract|setunion|slice|sort|tolist|toset|values)$/;

/**
 * What a function of collections gives where only apply tells: members of what it was given, so that nothing that may
 * be among them is lost. `undefined` for functions that make something else.
 */
export function openResult(name: string, args: readonly Evaluated[], text: string): Evaluated | undefined {
  const base = name.replace(/^core::/, "");
  if (GATHERING.test(base)) {
    const members = args.filter((arg) => typeof arg === "object").flatMap((arg) => deepMembers(arg));
    return members.length === 0 ? undefined : new Several(members, text);
  }
  switch (base) {
    case "one":
      return oneOf([...(membersOf(args[0]) ?? []), null], text);
    case "element":
      return choose(membersOf(args[0]), text);
    case "zipmap": {
      const [keys, members] = args.map(itemsOf);
      return keys !== undefined && keys.length === members?.length
        ? new Keyed(keys, members, text)
        : undefined;
    }
    case "lookup":
      return (
        (args[0] instanceof Keyed ? args[0].at(args[1]) : undefined) ??
        choose([...(membersOf(args[0]) ?? []), ...args.slice(2, 3)], text)
      );
    case "merge":
    case "tomap":
      return choose(
        args.filter((arg) => arg !== null),
        text,
      );
    case "join":
      // Of no text at all, it is the empty one.
      return args[1] instanceof Several ? oneOf([args[1].any(), ""], text) : undefined;
    default:
      return undefined;
  }
}

/** Everything that a member of a collection may be; `undefined` where nothing is known of it. */
export function membersOf(value: Evaluated | undefined): readonly Evaluated[] | undefined {
  if (value instanceof Several) {
    return value.members;
  }
  if (value instanceof Union) {
    return value.members.flatMap((member) => membersOf(member) ?? (member === null ? [] : [member]));
  }
  if (value instanceof Place) {
    return value.members();
  }
  if (isUnknown(value)) {
    return [new Leaf(undefined, value.references, `${value.text}[*]`)];
  }
  return itemsOf(value) ?? (isRecord(value) ? Object.values(value) : undefined);
}

function deepMembers(value: Evaluated): readonly Evaluated[] {
  return (membersOf(value) ?? [value]).flatMap((member) => itemsOf(member) ?? [member]);
}

function choose(members: readonly Evaluated[] | undefined, text: string): Evaluated | undefined {
  return members === undefined || members.length === 0 ? undefined : oneOf(members, text);
}
