import { formatIpv4 } from "../../cidr";
import type { ReasonCode, ReasonParams } from "../messages/reasons";
import { UnknownArgument } from "../model";
import { Reason } from "../result";
import { TraceQuestion } from "./question";

/** What a reason's message needs beyond the ends of the question, which every reason tells. */
export type TracedParams<Code extends ReasonCode> = Code extends ReasonCode
  ? Omit<ReasonParams<Code>, "from" | "to" | "destination"> & { readonly [name: string]: string }
  : never;

/** A reason that was met while a question's packet was followed. */
export function reasonAt<Code extends ReasonCode>(
  question: TraceQuestion,
  code: Code,
  params: TracedParams<Code>,
  resource?: string,
): Reason {
  return {
    code,
    params: { from: question.from.id, to: question.to.id, destination: destinationOf(question), ...params },
    ...(resource === undefined ? {} : { resource }),
    direction: question.replyTo === undefined ? "forward" : "return",
  } as Reason;
}

/** R0.2: an argument that decides about packets, but of which the input doesn't tell the value. */
export function argumentUnknown(
  question: TraceQuestion,
  at: string,
  { resource, argument, text }: UnknownArgument,
): Reason {
  return SWITCHES.test(argument)
    ? reasonAt(question, "FLAG_UNKNOWN", { resource, argument }, resource)
    : reasonAt(question, "ARGUMENT_UNKNOWN", { at, resource, argument, text }, resource);
}

const SWITCHES = /^(allow|use|disable)_|_enabled$|^active_active$/;

/** The prefix of the destination that is asked about. */
export function destinationOf({ to, address }: TraceQuestion): string {
  if (to.kind === "internet") {
    return to.id;
  }
  return (
    to.parsedPrefixes.find((prefix) => prefix.containsAddress(address))?.toString() ?? formatIpv4(address)
  );
}

/** The same cause met in both directions is one reason. */
export function sameReason({ code, params, resource }: Reason): string {
  return JSON.stringify([code, { ...params, from: "", to: "", destination: "" }, resource]);
}
