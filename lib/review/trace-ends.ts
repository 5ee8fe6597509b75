import { LocalizedText } from "../analysis/result";
import { ReviewTrace } from "./document";
import { PHRASES } from "./phrases";

/** Why no reply is told of a request that ends before its destination, or perhaps does. */
export function whyNoReply({ open }: ReviewTrace): LocalizedText {
  return open === true ? PHRASES.openReply : PHRASES.notReached;
}

/** What marks the last hop of a trace, where that isn't its destination. */
export function endSign({ delivered, open }: ReviewTrace): "?" | "✗" | undefined {
  return delivered ? undefined : open === true ? "?" : "✗";
}
