import type { JsonKind } from "../messages/json-problems";

/** An object of JSON. */
export type JsonObject = { readonly [key: string]: unknown };

/** What describes a network: an object, or a list as the Azure CLI prints it. */
export type JsonDocument = JsonObject | readonly unknown[];

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A member of what may be an object; `undefined` where it isn't one or has none of that name. */
export function member(value: unknown, key: string): unknown {
  return isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/** The objects in what may be a list. */
export function objectsIn(value: unknown): JsonObject[] {
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}

/** What a JSON value is. */
export function kindOf(value: unknown): JsonKind {
  return value === null ? "null" : Array.isArray(value) ? "list" : (typeof value as JsonKind);
}

/** Whatever stands in a document, as a text: an object may have no way to become one of its own. */
export function asText(value: unknown): string {
  return typeof value === "object" && value !== null ? JSON.stringify(value) : String(value);
}
