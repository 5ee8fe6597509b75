import { formatIpv4, Ipv4Prefix } from "../../cidr";
import { namesParameter, namesVariable, Settlement } from "../messages/hints";
import type { ReasonCode, ReasonParams } from "../messages/reasons";
import {
  DEFAULT_ROUTE_IN_TAG,
  DELETES_PEERINGS,
  DEPLOYED_ELSEWHERE,
  GATEWAYS_ELSEWHERE,
  isForgotten,
  MISSING_IN_PLAN,
  NetworkModel,
  UnknownArgument,
} from "../model";
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

/** What would tell a fact that the input doesn't: where a plan was read without its folder, often that. */
export function settlementOf({ inputs = [] }: NetworkModel, ...texts: readonly string[]): Settlement {
  const kinds = new Set(inputs.map(({ kind }) => kind));
  if (texts.some(isIdWrittenOut)) {
    return "elsewhere";
  }
  if (texts.some(namesParameter)) {
    return "parameter";
  }
  if (kinds.has("plan")) {
    return kinds.has("configuration") ? "apply" : "folder";
  }
  const isRead = texts.some((text) => /(^|\W)data\.\w+\./.test(text));
  if (!kinds.has("configuration")) {
    return "elsewhere";
  }
  return isRead ? "plan" : texts.some(namesVariable) ? "variable" : "apply";
}

/** An id of Azure's that is known in full: of what it names no later plan or state of the same program tells more. */
function isIdWrittenOut(text: string): boolean {
  return /^\/subscriptions\/.+\/providers\//i.test(text) && !text.includes("${");
}

/** R0.2: an argument that decides about packets, but of which the input doesn't tell the value. */
export function argumentUnknown(
  question: TraceQuestion,
  model: NetworkModel,
  at: string,
  { resource, argument, text }: UnknownArgument,
): Reason {
  if (isForgotten({ argument })) {
    return reasonAt(question, "FORGOTTEN", { at, resource }, resource);
  }
  if (argument === MISSING_IN_PLAN) {
    const what = [resource, text].filter((one) => one !== "").join(": ");
    return reasonAt(question, "PLAN_IN_PART", { what }, resource === "" ? undefined : resource);
  }
  if (argument === DEFAULT_ROUTE_IN_TAG) {
    return reasonAt(question, "TAG_DEFAULT_ROUTE", { at, resource }, resource);
  }
  if (argument === DELETES_PEERINGS) {
    return reasonAt(question, "PEERING_MAY_BE_DELETED", { configuration: resource }, resource);
  }
  if (argument === DEPLOYED_ELSEWHERE) {
    return reasonAt(question, "DEPLOYMENT_UNKNOWN", { at, configuration: resource }, resource);
  }
  if (argument === GATEWAYS_ELSEWHERE) {
    return reasonAt(question, "GATEWAYS_ELSEWHERE", { at, peering: resource, remote: text }, resource);
  }
  if (argument === "type" && !text.includes("${")) {
    return reasonAt(question, "KIND_NOT_KNOWN", { at, resource, kind: text }, resource);
  }
  const isOfOldTable = argument === "route" && HUB.test(resource);
  const settle = isOfOldTable ? "table" : settlementOf(model, resource, text);
  return SWITCHES.test(argument)
    ? reasonAt(question, "FLAG_UNKNOWN", { resource, argument, settle }, resource)
    : reasonAt(question, "ARGUMENT_UNKNOWN", { at, resource, argument, text, settle }, resource);
}

/** Routes in a hub itself are of the kind of table that hubs had before 2020; no plan or state tells more of them. */
const HUB = /(^|\.)azurerm_virtual_hub\.|^virtualHubs\/[^/]+$/;

const SWITCHES = /^(allow|use|disable)_|_enabled$|^active_active$/;

/** The prefix of the destination that is asked about, or the address alone where a row has only a part of it. */
export function destinationOf({ to, address }: TraceQuestion, row?: Ipv4Prefix): string {
  if (to.kind === "internet") {
    return to.id;
  }
  const asked = to.parsedPrefixes.find((prefix) => prefix.containsAddress(address));
  const isPart = asked !== undefined && row !== undefined && asked.length < row.length;
  return asked === undefined || isPart ? formatIpv4(address) : asked.toString();
}

/** The same cause met in both directions is one reason. */
export function sameReason({ code, params, resource }: Reason): string {
  return JSON.stringify([code, { ...params, from: "", to: "", destination: "" }, resource]);
}
