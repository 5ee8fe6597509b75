// Begins: what large pages carry packed is unpacked before anything reads it.

import { find } from "./dom";

async function unpack(data: HTMLElement): Promise<void> {
  const bytes = Uint8Array.from(atob(data.textContent ?? ""), (character) => character.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  data.textContent = await new Response(stream).text();
}

async function start(): Promise<void> {
  const data = find(document, "#data");
  if (data.getAttribute("type") === "application/gzip") {
    await unpack(data);
  }
  await import("./main");
}

void start();
