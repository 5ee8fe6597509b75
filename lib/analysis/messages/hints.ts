import { LocalizedText } from "../text";

/** Ends a sentence about a name that nothing has: what was probably meant, else what there is. */
export function meant(near: readonly string[], otherwise: LocalizedText): LocalizedText {
  const names = near.map((name) => `"${name}"`);
  return names.length === 0
    ? otherwise
    : {
        en: `; did you mean ${names.join(" or ")}?`,
        ja: `。${names.join(" または ")} の間違いではありませんか？`,
      };
}
