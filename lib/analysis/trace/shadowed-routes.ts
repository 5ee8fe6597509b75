import { formatIpv4 } from "../../cidr";
import { SubnetNode } from "../network/virtual-network-node";
import { Reason } from "../result";
import { RouteEntry } from "../routes/route-entry";
import { AnalysisContext } from "./context";
import { hasIgnoredAnnouncement, ignoredAnnouncements } from "./ignored-announcements";
import { TraceQuestion } from "./question";
import { reasonAt } from "./reason";

/** R83: UDRs that cover the destination, but that a longer system or gateway row beats; and announcements without effect. */
export function shadowedRoutes(
  context: AnalysisContext,
  question: TraceQuestion,
  subnet: SubnetNode,
): Reason[] {
  const ignored = ignoredAnnouncements(context, question, subnet);
  const shadow = shadowOf(context, question.address, subnet);
  if (shadow === undefined) {
    return ignored;
  }
  const { udr, winner } = shadow;
  return [
    reasonAt(
      question,
      "UDR_SHADOWED",
      {
        at: subnet.id,
        udr: `${udr.prefix}`,
        route: udr.name ?? "",
        nextHop: udr.nextHopTexts.join(", ") || udr.nextHopType,
        address: formatIpv4(question.address),
        row: `${winner.nextHopType} ${winner.prefix}`,
      },
      udr.origin,
    ),
    ...ignored,
  ];
}

/** Whether there is one. */
export function hasShadowedRoute(context: AnalysisContext, address: number, subnet: SubnetNode): boolean {
  return shadowOf(context, address, subnet) !== undefined || hasIgnoredAnnouncement(context, address, subnet);
}

function shadowOf(
  context: AnalysisContext,
  address: number,
  subnet: SubnetNode,
): { readonly udr: RouteEntry; readonly winner: RouteEntry } | undefined {
  const table = context.tables.tableOf(subnet);
  const [winner] = table.select(address)?.entries ?? [];
  const udr = table.userRoutesTo(address).at(-1);
  if (
    udr === undefined ||
    winner === undefined ||
    winner.source === "User" ||
    winner.nextHopType === "VnetLocal"
  ) {
    return undefined;
  }
  return udr.prefix.length === 0 && !bypasses(context, subnet, udr.target, winner.target)
    ? undefined
    : { udr, winner };
}

type Target = NonNullable<
  ReturnType<ReturnType<AnalysisContext["tables"]["tableOf"]>["select"]>
>["entries"][number]["target"];

/** A default route is meant to be beaten by the peering with its appliance's own network, but by nothing else. */
function bypasses(context: AnalysisContext, subnet: SubnetNode, udr: Target, winner: Target): boolean {
  if (udr.kind !== "address" || udr.addresses.length === 0) {
    return false;
  }
  if (winner.kind !== "network") {
    return winner.kind === "gateway";
  }
  const resolution = context.nextHops.resolve(subnet, udr.addresses[0]);
  return resolution.kind === "owned" && resolution.owner.subnet.virtualNetwork !== winner.network;
}
