import { SERVICE_TAGS, WORDS_FOR_EVERY_ADDRESS } from "../azure/service-tags";
import { slipOf } from "../text/nearest";
import { isDeferred, quote } from "./azure-names";

/** Why a text is no service tag, for a sentence; nothing where it is one, or may be a new one. */
export function serviceTagProblem(rule: string, tag: string): string | undefined {
  const [name, ...rest] = tag.split(".");
  const slip = slipOf(name, SERVICE_TAGS);
  const isTag = /^[A-Za-z][A-Za-z0-9]*(\.[A-Za-z0-9]+)*$/.test(tag) && !WORDS_FOR_EVERY_ADDRESS.includes(tag);
  return isDeferred(tag) || (isTag && slip === undefined)
    ? undefined
    : `${quote(tag)} of ${rule} is no service tag; write one like ${quote([slip ?? "Storage", ...(isTag ? rest : [])].join("."))}`;
}
