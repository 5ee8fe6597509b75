const LONGEST = 80;

/** What a core writes into a text for what is known at apply only. */
const TOKEN = /\$\{TfToken\[[^\]]*\]\}/g;

/** What a user gave, in quotes, shortened so that a message stays one line. What is known at apply only is an ellipsis. */
export function quote(text: string): string {
  // A program without types may give anything.
  const shown = typeof text === "string" ? text.replace(TOKEN, "…") : text;
  return JSON.stringify(shown.length > LONGEST ? `${shown.slice(0, LONGEST - 3)}...` : shown);
}
