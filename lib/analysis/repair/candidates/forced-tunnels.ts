import { DEFAULT_ROUTE, HALF_DEFAULT_ROUTES } from "../../findings/routes";
import { REPAIR_CAUTIONS } from "../../messages/repair-cautions";
import { Candidate } from "../candidate";
import { Trial } from "../trial";
import { WrittenRoute } from "../writing/routes";

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
