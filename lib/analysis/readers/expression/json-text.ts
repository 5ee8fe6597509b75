import { textOf } from "./scalars";

/** JSON as Go writes it, which Terraform uses: by key, and without what a page would act on. */
export function jsonText(value: unknown): string {
  if (Array.isArray(value)) {
    return `[${value.map(jsonText).join(",")}]`;
  }
  if (typeof value === "object" && value !== null) {
    const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${members.map(([key, member]) => `${jsonText(key)}:${jsonText(member)}`).join(",")}}`;
  }
  const text = typeof value === "number" ? textOf(value) : JSON.stringify(value ?? null);
  return text.replace(/[<>&\u2028\u2029]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
