import { parseIpv4 } from "../cidr";
import { isDeferred, isReference, quote } from "../core/azure-names";
import { prefixProblem } from "../network/addressing";

/** Why a text is no address, prefix or range, or `undefined`. What is known only at apply passes. */
export function addressesProblem(what: string, text: string): string | undefined {
  if (isDeferred(text) || isReference(text) || (typeof text === "string" && parseIpv4(text) !== undefined)) {
    return undefined;
  }
  const [first, last, ...more] = String(text).split("-").map(parseIpv4);
  if (first !== undefined && last !== undefined && more.length === 0) {
    return first <= last ? undefined : `${what}, ${quote(String(text))}, ends before it begins`;
  }
  return prefixProblem(what, text);
}

/** Why a text is no port or range of ports, or `undefined`. */
export function portProblem(rule: string, text: string): string | undefined {
  return isPort(text)
    ? undefined
    : `${rule} has the port ${quote(String(text))}; write "443", "8000-8999" or "*"`;
}

function isPort(text: string): boolean {
  const match = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(text);
  if (!match) {
    return text === "*";
  }
  const [first, last] = [Number(match[1]), Number(match[2] ?? match[1])];
  return first >= 1 && first <= last && last <= 65535;
}

/** Why a text is no fully qualified domain name, or `undefined`. */
export function fqdnProblem(rule: string, text: string, takesWildcard: boolean): string | undefined {
  const pattern = takesWildcard
    ? /^(\*|(\*\.)?[A-Za-z0-9_]([A-Za-z0-9_-]*)(\.[A-Za-z0-9_-]+)+)$/
    : /^[A-Za-z0-9_]([A-Za-z0-9_-]*)(\.[A-Za-z0-9_-]+)+$/;
  return isDeferred(text) || (pattern.test(text) && text.length <= 253)
    ? undefined
    : `${rule} names ${quote(String(text))}, which is no domain name; write one like ` +
        (takesWildcard ? '"www.example.com" or "*.example.com"' : '"www.example.com", without "*"');
}
