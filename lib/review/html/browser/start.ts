// Begins: what large pages carry packed is unpacked before anything reads it, and before the page counts as loaded,
// since whoever prints it without a window does so then.

import { gunzipSync, strFromU8 } from "fflate";
import { find } from "./dom";

const data = find(document, "#data");
if (data.getAttribute("type") === "application/gzip") {
  const bytes = Uint8Array.from(atob(data.textContent ?? ""), (character) => character.charCodeAt(0));
  data.textContent = strFromU8(gunzipSync(bytes));
}
void import("./main");
