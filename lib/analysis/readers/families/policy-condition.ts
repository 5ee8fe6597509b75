import { isObject, plainValue, TerraformValue } from "../terraform/value";

/** What conditions of Azure Policy ask about a virtual network, as far as the input holds it. */
export interface PolicyFacts {
  readonly name: string | undefined;
  readonly location: string | undefined;
  readonly resourceGroup: string | undefined;
  readonly id: string | undefined;
  /** Its tags; `null` where it has none. */
  readonly tags: TerraformValue | undefined;
}

/** `undefined` where the input doesn't tell. */
export type Told = boolean | undefined;

type Plain = string | number | boolean | null;

/** Whether a condition of a policy rule holds: names, tags and the like, compared as Azure Policy does. */
export function holds(condition: unknown, facts: PolicyFacts): Told {
  if (typeof condition !== "object" || condition === null) {
    return undefined;
  }
  const given = new Map(
    Object.entries(condition).map(([key, value]) => [key.toLowerCase(), value as unknown]),
  );
  const each = (key: string): Told[] | undefined => {
    const list = given.get(key);
    return Array.isArray(list) ? list.map((one) => holds(one, facts)) : undefined;
  };
  const [allOf, anyOf] = [each("allof"), each("anyof")];
  if (allOf !== undefined) {
    return every(allOf);
  }
  if (anyOf !== undefined) {
    return any(anyOf);
  }
  if (given.has("not")) {
    return negated(holds(given.get("not"), facts));
  }
  const field = given.get("field");
  const subject = typeof field === "string" ? fieldOf(field, facts) : expressionOf(given.get("value"), facts);
  const operators = [...given].filter(([key]) => key !== "field" && key !== "value");
  return operators.length === 1 ? compare(subject, operators[0][0], operators[0][1]) : undefined;
}

export function every(parts: readonly Told[]): Told {
  return parts.includes(false) ? false : parts.includes(undefined) ? undefined : true;
}

export function any(parts: readonly Told[]): Told {
  return parts.includes(true) ? true : parts.includes(undefined) ? undefined : false;
}

function negated(told: Told): Told {
  return told === undefined ? undefined : !told;
}

/** `null` where a network has no such thing, `undefined` where that isn't known. */
type Subject = Plain | readonly string[] | undefined;

function fieldOf(field: string, facts: PolicyFacts): Subject {
  const tag = /^tags(?:\.(.+)|\['?(.+?)'?\])$/i.exec(field);
  if (tag) {
    return tagOf(tag[1] ?? tag[2], facts);
  }
  switch (field.toLowerCase()) {
    case "type":
      return "Microsoft.Network/virtualNetworks";
    case "name":
    case "fullname":
      return facts.name;
    case "location":
      return facts.location;
    case "id":
      return facts.id;
    case "tags":
      return facts.tags === null ? [] : isObject(facts.tags) ? Object.keys(facts.tags) : undefined;
    default:
      return undefined;
  }
}

function tagOf(name: string, { tags }: PolicyFacts): Plain | undefined {
  if (tags === null) {
    return null;
  }
  if (!isObject(tags) || isOpen(name)) {
    return undefined;
  }
  const [key] = Object.keys(tags).filter((one) => one.toLowerCase() === name.toLowerCase());
  const value = key === undefined ? null : plainValue(tags[key]);
  return isPlain(value) && !isOpen(value) ? value : undefined;
}

/** What a `value` is: a literal, or one of the functions that say where a network is. */
function expressionOf(value: unknown, facts: PolicyFacts): Subject {
  if (typeof value !== "string" || !value.startsWith("[")) {
    return isPlain(value) && !isOpen(value) ? value : undefined;
  }
  const call = value.slice(1, -1).replaceAll(/\s/g, "").toLowerCase();
  const field = /^field\('(.+)'\)$/.exec(call);
  if (field) {
    return fieldOf(field[1], facts);
  }
  return call === "resourcegroup().name" ? facts.resourceGroup : undefined;
}

function isPlain(value: unknown): value is Plain {
  return value === null || ["string", "number", "boolean"].includes(typeof value);
}

/** A text that only apply knows all of, or an expression of the policy's own. */
function isOpen(value: unknown): boolean {
  return typeof value === "string" && (value.includes("${") || /^\[.*\]$/.test(value));
}

function compare(subject: Subject, operator: string, wanted: unknown): Told {
  const negative = /^not(?!.*key$)(.+)$/.exec(operator);
  if (negative) {
    return negated(compare(subject, negative[1], wanted));
  }
  if (operator === "containskey" || operator === "notcontainskey") {
    const told = Array.isArray(subject) && typeof wanted === "string" && !isOpen(wanted);
    const found = told && subject.some((one) => String(one).toLowerCase() === wanted.toLowerCase());
    return told ? found === (operator === "containskey") : undefined;
  }
  if (subject === undefined) {
    return undefined;
  }
  if (operator === "exists") {
    const isThere = Array.isArray(subject) ? subject.length > 0 : subject !== null && subject !== "";
    return isOpen(wanted) ? undefined : isThere === (String(wanted).toLowerCase() === "true");
  }
  if (Array.isArray(subject)) {
    return undefined;
  }
  const text = String(subject ?? "");
  if (operator === "in") {
    return Array.isArray(wanted) ? any(wanted.map((one) => compare(subject, "equals", one))) : undefined;
  }
  if (!isPlain(wanted) || isOpen(wanted)) {
    return undefined;
  }
  const other = String(wanted ?? "");
  switch (operator) {
    case "equals":
      return subject !== null && text.toLowerCase() === other.toLowerCase();
    case "contains":
      return subject !== null && containsEither(text, other);
    case "like":
      return subject !== null && isLike(text, other);
    default:
      return undefined;
  }
}

/** Azure doesn't say whether case counts here: where it would matter, nobody knows. */
function containsEither(text: string, part: string): Told {
  const isInside = text.toLowerCase().includes(part.toLowerCase());
  return isInside === text.includes(part) ? isInside : undefined;
}

/** One `*` stands for any text. */
function isLike(text: string, pattern: string): Told {
  const parts = pattern.toLowerCase().split("*");
  if (parts.length > 2) {
    return undefined;
  }
  const [start, end] = parts;
  const lower = text.toLowerCase();
  return end === undefined
    ? lower === start
    : lower.length >= start.length + end.length && lower.startsWith(start) && lower.endsWith(end);
}
