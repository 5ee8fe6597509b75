import { Ipv4Prefix } from "../../cidr";
import { REPAIR_CAUTIONS } from "../messages/repair-cautions";
import { Route } from "../model";
import { Network } from "../network/network";
import { SubnetNode } from "../network/virtual-network-node";
import { LocalizedText } from "../text";

/** Subnets whose own machines reach each other by a route of their table only now: it is no shorter than their network (R11). */
export function newlyLedThemselves(before: Network, after: Network): readonly LocalizedText[] {
  return after.subnets.flatMap((subnet) => {
    const earlier = before.subnet(subnet.address);
    if (subnet.routes.length === 0 || isAlike(earlier, subnet)) {
      return [];
    }
    const known = new Set(
      earlier === undefined ? [] : ownRoutes(earlier).map(({ addressPrefix }) => addressPrefix),
    );
    return ownRoutes(subnet)
      .filter(({ addressPrefix }) => !known.has(addressPrefix))
      .map(({ name, addressPrefix }) =>
        REPAIR_CAUTIONS.OWN_TRAFFIC({ at: subnet.id, route: name, prefix: addressPrefix }),
      );
  });
}

function isAlike(earlier: SubnetNode | undefined, subnet: SubnetNode): boolean {
  return (
    earlier !== undefined &&
    earlier.routeTable?.address === subnet.routeTable?.address &&
    earlier.routes.length === subnet.routes.length
  );
}

/** Routes to a subnet's own addresses that win over its network's row: a shorter one doesn't. */
export function ownRoutes({
  routes,
  prefixes,
  virtualNetwork,
}: Pick<SubnetNode, "routes" | "prefixes" | "virtualNetwork">): readonly Route[] {
  return routes.filter(({ addressPrefix, nextHopType }) => {
    const prefix = nextHopType === "VnetLocal" ? undefined : Ipv4Prefix.tryParse(addressPrefix);
    return (
      prefix !== undefined &&
      prefixes.some((own) => own.overlaps(prefix)) &&
      virtualNetwork.prefixes.some((space) => space.contains(prefix))
    );
  });
}
