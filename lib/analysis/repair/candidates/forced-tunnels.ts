import { Ipv4Prefix } from "../../../cidr";
import { DEFAULT_ROUTE, HALF_DEFAULT_ROUTES } from "../../findings/routes";
import { REPAIR_CAUTIONS } from "../../messages/repair-cautions";
import { REPAIR_STEPS } from "../../messages/repair-steps";
import { Candidate } from "../candidate";
import { Trial } from "../trial";
import { routeEdits, routeOf, WrittenRoute } from "../writing/routes";

/**
 * A firewall publishes to the Internet, and its own subnet sends what it answers to on-premises (forced tunnelling):
 * Azure supports DNAT only where that leads straight to the Internet (W96).
 */
export function* answersOfFirewalls(trial: Trial): Iterable<Candidate> {
  const { from, wish, context } = trial;
  const back = trial.ways.find(({ direction, delivered }) => direction === "return" && !delivered);
  if (wish.kind === "blocked" || from.kind !== "internet" || trial.reasons("INGRESS_DNAT").length === 0) {
    return;
  }
  for (const decision of back?.decisions ?? []) {
    const { subnet, hop } = decision;
    const prefix = Ipv4Prefix.tryParse(hop.route?.addressPrefix ?? "");
    const isFirewalls = context.network.model.firewalls.some((one) => one.subnet === subnet.address);
    if (!isFirewalls || prefix === undefined || hop.route?.nextHopType === "Internet") {
      continue;
    }
    const hasAddress = (routeOf(decision)?.route.nextHops.length ?? 0) > 0;
    const nextHop = { next_hop_type: "Internet", ...(hasAddress && { next_hop_in_ip_address: null }) };
    const edits = routeEdits(trial, subnet, prefix, { nextHop }, "to_internet");
    if (edits !== undefined && edits.length > 0) {
      yield {
        edits,
        what: REPAIR_STEPS.ROUTE({ at: subnet.id, prefix: prefix.toString(), target: "Internet" }),
        caution: REPAIR_CAUTIONS.FIREWALL_STRAIGHT_OUT({ at: subnet.id }),
      };
    }
  }
}

/** What to say of a change of a route by which the Internet was meant to be reached from on-premises alone. */
export function undoingOf(
  { to }: Trial,
  { table, route }: WrittenRoute,
): Pick<Candidate, "undoes" | "caution"> {
  const isForced =
    to.kind === "internet" &&
    route.nextHopType === "VirtualNetworkGateway" &&
    [DEFAULT_ROUTE, ...HALF_DEFAULT_ROUTES].includes(route.addressPrefix);
  return isForced
    ? {
        undoes: true,
        caution: REPAIR_CAUTIONS.FORCED_TUNNEL({ route: route.name, table: table.name ?? table.address }),
      }
    : {};
}
