import { formatIpv4 } from "../../cidr";
import { SubnetNode } from "../network/network";
import { Reason } from "../result";
import { prefixText, RouteEntry } from "../routes/route-entry";
import { TraceQuestion } from "./question";
import { destinationOf, reasonAt } from "./reason";

/** No row has the destination. */
export function noRoute(question: TraceQuestion, { id }: SubnetNode): Reason {
  return reasonAt(question, "NO_ROUTE", { at: id });
}

/** What a row makes of a packet that it leads to no destination. */
export function lossByRoute(
  question: TraceQuestion,
  { id: at, address }: SubnetNode,
  entry: RouteEntry,
): Reason | undefined {
  const { target, source, origin, name = "" } = entry;
  switch (target.kind) {
    case "drop":
      return reasonAt(
        question,
        "ROUTE_NONE",
        { at, prefix: prefixText(entry), source, route: name, destination: lostPart(question, entry) },
        source === "User" ? origin : address,
      );
    case "internet":
    case "service":
      return question.to.kind === "internet"
        ? undefined
        : reasonAt(
            question,
            "TO_INTERNET_PRIVATE_DEST",
            { at, prefix: prefixText(entry), destination: lostPart(question, entry) },
            origin ?? address,
          );
    default:
      return undefined;
  }
}

/** The prefix that is asked about, or the address alone where the row has only a part of it. */
function lostPart(question: TraceQuestion, { prefix: row }: RouteEntry): string {
  const asked = question.to.parsedPrefixes.find((prefix) => prefix.containsAddress(question.address));
  return asked !== undefined && asked.length < row.length
    ? formatIpv4(question.address)
    : destinationOf(question);
}
