import { isDeferred, isReference, quote } from "../core/azure-names";

/** Why a text is no domain of a zone or a forwarding rule, or `undefined`. */
export function domainProblem(what: string, text: string, example: string): string | undefined {
  if (isDeferred(text)) {
    return `${what.replace(/,$/, "")} is known only at apply, but is compared with others at synth: give it as text`;
  }
  const labels = text.replace(/\.$/, "").split(".");
  const wrong = labels.find((label) => !/^[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?$/.test(label));
  if (labels.length < 2 || text.length > 253 || wrong === "") {
    return `${what} ${quote(text)} is no domain of two labels or more; write it like "${example}"`;
  }
  return wrong === undefined
    ? undefined
    : `${what} ${quote(text)} is no domain: ${quote(wrong)} isn't 1 to 63 letters, digits, '-' and '_' without a '-' at an end; write it ` +
        `like "${example}"`;
}

/**
 * A name of a zone, record or rule as Azure keeps it: in lower case, whatever case it is given in. Written otherwise, each later plan
 * would replace what has it.
 */
export function keptName(text: string): string {
  return isDeferred(text) || isReference(text) ? text : text.toLowerCase();
}
