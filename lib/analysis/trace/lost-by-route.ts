import { SubnetNode } from "../network/virtual-network-node";
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
  const { prefix: row, target, source, origin, name = "" } = entry;
  const destination = destinationOf(question, row);
  switch (target.kind) {
    case "drop":
      return reasonAt(
        question,
        "ROUTE_NONE",
        { at, prefix: prefixText(entry), source, route: name, destination },
        source === "User" ? origin : address,
      );
    case "internet":
    case "service":
      return question.to.kind === "internet"
        ? undefined
        : reasonAt(
            question,
            "TO_INTERNET_PRIVATE_DEST",
            { at, prefix: prefixText(entry), destination },
            origin ?? address,
          );
    default:
      return undefined;
  }
}
