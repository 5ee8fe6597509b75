import { AppendBlock, CreateResource, EditArguments, EditValue, SetArgument } from "../../model";
import { Draft } from "./draft";
import { freeName } from "./names";

/** An argument of a resource gets another value. */
export function toSet(address: string, argument: string, value: EditValue): SetArgument {
  return { op: "set", address, argument, value };
}

/** A resource gets one more nested block. */
export function toAppend(address: string, block: string, value: EditArguments): AppendBlock {
  return { op: "append", address, block, value };
}

/** A resource under a name that is free, as others are to refer to it. */
export function toCreate(type: string, name: string, written: EditArguments): CreateResource {
  return { op: "create", type, name, arguments: written };
}

/** A resource to which nothing refers, called as wanted or nearly so. */
export function newResource(
  draft: Draft,
  type: string,
  wanted: string,
  written: EditArguments,
): CreateResource {
  return toCreate(type, freeName(draft, type, wanted), written);
}
