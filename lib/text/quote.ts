const LONGEST = 80;

/** What a user gave, in quotes, shortened so that a message stays one line. */
export function quote(text: string): string {
  return JSON.stringify(text.length > LONGEST ? `${text.slice(0, LONGEST - 3)}...` : text);
}
