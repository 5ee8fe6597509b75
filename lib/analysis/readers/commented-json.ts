/** What Azure deploys, or its values. */
const FOR_AZURE = /"\$schema"\s*:\s*"[^"]*deployment(Template|Parameters)\.json#?"/i;

/**
 * A text as JSON where it is what Azure reads as JSON, too: templates and files of parameters may have comments and texts
 * of several lines. Of the same length, so that places in it stay where they are.
 */
export function strictJson(text: string): string {
  return FOR_AZURE.test(text)
    ? text.replace(/"(?:[^"\\]|\\[^])*"|\/\/.*|\/\*[^]*?\*\//g, (part) =>
        part.startsWith('"') ? part.replace(/[\r\n\t]/g, " ") : part.replace(/[^\r\n]/g, " "),
      )
    : text;
}
