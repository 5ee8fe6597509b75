import { Token } from "cdktf";
import { nameFault, NameRule, nearestAllowedName, NETWORK_NAME } from "../azure/names";
import { quote } from "../text/quote";

export { quote };

/** What we allow as the name of a hub or spoke: what is left of 64 for the prefixes and suffixes of its resources. */
export const MEMBER_NAME: NameRule = {
  what: "hub or spoke",
  min: 1,
  max: 50,
  by: "names made of it, which Azure allows 64, leave room for",
  ...NETWORK_NAME,
};

/**
 * Why Azure would refuse a name, or `undefined` if it would not.
 *
 * A name that is known only at apply can't be checked and passes.
 */
export function nameProblem(rule: NameRule, name: string): string | undefined {
  if (isDeferred(name)) {
    return undefined;
  }
  if (typeof name !== "string" || name.length === 0) {
    return `a ${rule.what} needs a name; it got ${JSON.stringify(name)}`;
  }
  const inId = /^\/subscriptions\/.+\/([^/]+)$/i.exec(name)?.[1];
  if (inId !== undefined) {
    return `the ${rule.what} name ${quote(name)} is an Azure id; give the name alone, ${quote(inId)}`;
  }
  const fault = nameFault(rule, name);
  if (fault === "length") {
    return (
      `the ${rule.what} name ${quote(name)} has ${name.length} ${name.length === 1 ? "character" : "characters"}; ` +
      `${rule.by ?? "Azure allows"} ${rule.min} to ${rule.max}`
    );
  }
  if (fault === "characters") {
    const nearest = nearestAllowedName(rule, name);
    return (
      `the ${rule.what} name ${quote(name)} is not allowed; use ${rule.allowed.en}` +
      (nearest ? `: ${quote(nearest)} would do` : "")
    );
  }
  return undefined;
}

/** The same of the name of something that exists, which may be read from a resource or data source. */
export function knownNameProblem(rule: NameRule, name: string): string | undefined {
  return isReference(name) ? undefined : nameProblem(rule, name);
}

/**
 * Whether a value is known only at apply.
 *
 * Only a token counts. A literal `"${…}"` would be run by Terraform as an expression, so where a name is
 * expected it is text like any other, and refused.
 */
export function isDeferred(value: unknown): boolean {
  return Token.isUnresolved(value);
}

/**
 * Whether a text is one whole Terraform reference, such as `${azurerm_lb.a.private_ip_address}`: what
 * another resource of the same stack knows at apply. Functions and literals are not.
 */
export function isReference(text: string): boolean {
  return (
    typeof text === "string" &&
    /^\$\{[A-Za-z_]\w*(?:\.[\w-]+|\[(?:\d+|\*)\])*\.[\w-]+(?:\[\d+\])?\}$/.test(text)
  );
}
