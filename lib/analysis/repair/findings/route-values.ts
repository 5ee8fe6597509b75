import { Ipv4Prefix, parseIpv4 } from "../../../cidr";
import { nearestNames } from "../../../text/nearest";
import { tagMeant } from "../../findings/service-tags";
import { REPAIR_CAUTIONS } from "../../messages/repair-cautions";
import { REPAIR_STEPS } from "../../messages/repair-steps";
import { EditArguments, Route, ROUTE_NEXT_HOP_TYPES, RouteTable } from "../../model";
import { SubnetNode } from "../../network/virtual-network-node";
import { Candidate } from "../candidate";
import { forwardersNear } from "../writing/forwarders";
import { turnedRoute } from "../writing/routes";
import { FindingCure, FindingDraft } from "./finding-cure";

/** What is almost a prefix, as it was probably meant. */
export const plainPrefixOfRoute: FindingCure = changed((_, { addressPrefix }) => {
  const near = Ipv4Prefix.mistakeIn(addressPrefix)?.nearest;
  return near === undefined ? [] : [{ address_prefix: near }];
});

/** The service tag that was meant. */
export const prefixOfTagMeant: FindingCure = changed((_, { addressPrefix }) => {
  const meant = tagMeant(addressPrefix);
  return meant === undefined ? [] : [{ address_prefix: meant }];
});

/** A type that Azure has: the nearest to what is written, with an address where it takes one and none is given. */
export const nextHopTypeMeant: FindingCure = changed((draft, { nextHopTypeText = "", nextHops }, subnets) => {
  const isGiven = nextHops.length > 0;
  const near = nearestNames(nextHopTypeText, ROUTE_NEXT_HOP_TYPES);
  const types = nextHopTypeText === "" && isGiven ? ["VirtualAppliance"] : near;
  return types.flatMap((type) =>
    type !== "VirtualAppliance" || isGiven ? [{ next_hop_type: type }] : appliancesNear(draft, subnets),
  );
});

/** The type that takes an address, or the address away. */
export const typeOrAddress: FindingCure = changed((): EditArguments[] => [
  { next_hop_type: "VirtualAppliance" },
  { next_hop_in_ip_address: null },
]);

/** What is almost an address, as it was probably meant; else what forwards near the table's subnets. */
export const nextHopMeant: FindingCure = changed((draft, { nextHops }, subnets) => [
  ...nextHops.flatMap(({ ip }) => {
    const plain = ip?.trim().replace(/\/\d+$/, "");
    return plain === undefined || plain === ip || parseIpv4(plain) === undefined
      ? []
      : [{ next_hop_in_ip_address: plain }];
  }),
  ...appliancesNear(draft, subnets),
]);

/** What forwards near the table's subnets; first whoever has the public address that the route names. */
export const privateNextHop: FindingCure = changed((draft, { nextHops }, subnets) => {
  const { firewalls } = draft.context.network.model;
  const named = nextHops.flatMap(({ resource }) => resource ?? []);
  const owners = firewalls.filter(({ publicIps }) => publicIps.some((ip) => named.includes(ip)));
  const all = appliancesNear(draft, subnets);
  const isOwners = ({ next_hop_in_ip_address: hop }: EditArguments): boolean =>
    owners.some(({ address }) => String(hop).includes(address));
  return [...all.filter(isOwners), ...all.filter((one) => !isOwners(one))];
});

function appliancesNear(draft: FindingDraft, subnets: readonly SubnetNode[]): readonly EditArguments[] {
  const near = subnets.flatMap((subnet) => forwardersNear(draft, subnet));
  const hops = near.map(({ nextHop }) => nextHop).filter((hop) => hop.next_hop_in_ip_address !== undefined);
  return [...new Map(hops.map((hop) => [hop.next_hop_in_ip_address, hop])).values()];
}

/** Other arguments for the routes that the finding's resource writes. */
function changed(
  valuesOf: (draft: FindingDraft, route: Route, subnets: readonly SubnetNode[]) => readonly EditArguments[],
): FindingCure {
  return function* (draft) {
    const { network } = draft.context;
    for (const table of network.model.routeTables) {
      const subnets = network.subnets.filter(({ routeTable }) => routeTable?.address === table.address);
      for (const route of table.routes.filter(({ origin }) => origin === draft.finding.resource)) {
        for (const values of valuesOf(draft, route, subnets)) {
          yield* written(draft, table, route, values);
        }
      }
    }
  };
}

function* written(
  draft: FindingDraft,
  table: RouteTable,
  route: Route,
  values: EditArguments,
): Iterable<Candidate> {
  const edits = turnedRoute(draft, table, route, { nextHop: values });
  if (edits !== undefined && edits.length > 0) {
    const said = Object.entries(values).map(([argument, value]) => `${argument} = ${JSON.stringify(value)}`);
    yield {
      edits,
      what: REPAIR_STEPS.SETTING({ resource: route.name, written: said.join(", ") }),
      caution: REPAIR_CAUTIONS.ROUTE_WRITTEN({ route: route.name, table: table.name ?? table.address }),
    };
  }
}
