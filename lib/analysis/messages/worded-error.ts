import { LocalizedText } from "../text";

/** Whatever fills a message. */
export interface MessageParams {
  readonly [name: string]: string | readonly string[];
}

/** An error that is worded where it is printed: it knows its code and parameters, and each language's sentence. */
export abstract class WordedError extends Error {
  /** Its class, written out: the published code gives classes shorter names. */
  public abstract override readonly name: string;

  public constructor(
    /** Stable; what programs should look at. */
    public readonly code: string,
    public readonly params: MessageParams,
    /** The sentence in each language; `message` is the English one. */
    public readonly text: LocalizedText,
  ) {
    super(text.en);
  }
}
