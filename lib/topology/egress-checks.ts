import { quote } from "../core/azure-names";
import { ISubnet } from "../network/i-subnet";
import { contentsOf } from "../network/network-contents";
import { Subnet } from "../network/subnet";
import { Egress } from "./egress";

/** A machine as far as its way to the Internet goes. */
export interface PlacedMachine {
  /** The subnet that it is in. */
  readonly subnet: ISubnet;
  /** Whether it has a public address. */
  readonly publicIp: boolean;
  /** Whether it runs Windows, which is activated through the Internet. */
  readonly isWindows: boolean;
}

/** What a spoke's subnets have. */
export interface EgressFacts {
  /** Name of the spoke. */
  readonly name: string;
  /** How its machines are meant to reach the Internet, if that is said. */
  readonly egress: Egress | undefined;
  /** Its machines. */
  readonly machines: readonly PlacedMachine[];
  /** Subnets whose route table leads everything to the transit, and whether that leads to the Internet. */
  readonly defaultRoutes: ReadonlyMap<ISubnet, boolean>;
}

const ROUTES = "TransitRoutes.defaultRoute({ internetEgress: InternetEgress.THROUGH_TRANSIT })";

/** What can't be as the egress says. */
export function egressProblems(
  { name, egress, defaultRoutes }: EgressFacts,
  subnets: readonly ISubnet[],
): (string | undefined)[] {
  const unrouted = subnets.filter((subnet) => defaultRoutes.get(subnet) !== true);
  return [
    egress?.isTransit && unrouted.length > 0
      ? `spoke ${quote(name)} is to reach the Internet through the transit, which has no route for it on ` +
        `${unrouted.map(({ subnetName }) => quote(subnetName)).join(", ")}: give the transit routes: ${ROUTES}`
      : undefined,
    egress?.natGatewayOptions && defaultRoutes.size > 0
      ? `spoke ${quote(name)} has a NAT gateway that nothing would use, since the route for 0.0.0.0/0 to the transit wins: ` +
        "use Egress.throughTransit(), or TransitRoutes.perPrefix()"
      : undefined,
  ];
}

/** A warning about machines that have no way to the Internet and nobody says that is meant. */
export function egressWarning({ name, egress, machines, defaultRoutes }: EgressFacts): string | undefined {
  const shut = machines.filter(
    ({ subnet, publicIp }) => !publicIp && isPrivate(subnet) && !defaultRoutes.has(subnet),
  );
  const windows = shut.some(({ isWindows }) => isWindows) ? ", and Windows isn't activated" : "";
  return egress === undefined && shut.length > 0
    ? `spoke ${quote(name)} has machines in ${[...new Set(shut.map(({ subnet }) => quote(subnet.subnetName)))].join(", ")} ` +
        `and no way to the Internet: nothing can be installed or updated${windows}. Give it ` +
        "egress: Egress.natGateway(), route everything through the transit, or say that it is meant with Egress.none()"
    : undefined;
}

/** A warning about ways to the Internet of a spoke that is to have none. */
export function leakWarning(facts: EgressFacts, subnets: readonly ISubnet[]): string | undefined {
  const { defaultRoutes, egress } = facts;
  if (egress === undefined || egress.isTransit || egress.natGatewayOptions !== undefined) {
    return undefined;
  }
  const named = (found: readonly ISubnet[], cause: string): string[] =>
    found.length === 0
      ? []
      : [`${[...new Set(found.map(({ subnetName }) => quote(subnetName)))].join(", ")} by ${cause}`];
  const own = subnets.filter(
    (subnet) => isCreated(subnet) && !defaultRoutes.has(subnet) && !isPrivate(subnet),
  );
  const published = facts.machines.filter(({ publicIp }) => publicIp).map(({ subnet }) => subnet);
  const ways = [
    ...named(
      subnets.filter((subnet) => defaultRoutes.get(subnet) === true),
      "the transit's route for 0.0.0.0/0, where only rules of the transit keep them in",
    ),
    ...named(own, "a NAT gateway or Azure's implicit way"),
    ...named(published, "a machine's public address"),
  ];
  return ways.length === 0
    ? undefined
    : `spoke ${quote(facts.name)} has Egress.none(), and reaches the Internet from ${ways.join("; from ")}: take that away, ` +
        "or say which way is meant (Egress.throughTransit(), Egress.natGateway(), or no egress at all)";
}

/** Whether a subnet that was created here has neither Azure's implicit way out nor a NAT gateway. */
function isPrivate(subnet: ISubnet): boolean {
  return (
    isCreated(subnet) &&
    !subnet.defaultOutboundAccess &&
    !contentsOf(subnet.virtualNetwork).natGateways.some((each) => each.subnet === subnet)
  );
}

function isCreated(subnet: ISubnet): subnet is Subnet {
  return "defaultOutboundAccess" in subnet;
}
