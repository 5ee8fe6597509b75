import { IConstruct } from "constructs";
import { quote } from "../core/azure-names";
import { checkAtSynth } from "../core/checks";
import { otherRegionProblem } from "../core/same-region";
import { refuseHubConnections } from "./hub-connections";
import { IVirtualNetwork } from "./i-virtual-network";
import { contentsOf } from "./network-contents";

/** Services that a virtual network takes one of. */
export enum SingleService {
  /** A VPN gateway */
  VPN_GATEWAY = "VPN gateway",
  /** An ExpressRoute gateway */
  EXPRESS_ROUTE_GATEWAY = "ExpressRoute gateway",
  /** A Route Server */
  ROUTE_SERVER = "Route Server",
  /** An Azure Firewall */
  FIREWALL = "firewall",
  /** A private DNS resolver */
  PRIVATE_RESOLVER = "private resolver",
  /** A Bastion host */
  BASTION = "Bastion host",
}

/** Services whose routes peered networks can use, and that exclude using another network's. */
const ROUTE_GIVERS: readonly string[] = [
  SingleService.VPN_GATEWAY,
  SingleService.EXPRESS_ROUTE_GATEWAY,
  SingleService.ROUTE_SERVER,
];

/** Notes that a construct creates a service in a network, and refuses a second one of its kind, or another region, at synth. */
export function claimService(owner: IConstruct, service: SingleService, network: IVirtualNetwork): void {
  const { services } = contentsOf(network);
  const earlier = services.find((claim) => claim.service === service);
  services.push({ service, owner });
  if (ROUTE_GIVERS.includes(service)) {
    refuseHubConnections({ owner, network });
  }
  checkAtSynth(owner, () => [
    earlier
      ? `virtual network "${network.name}" has a ${service} already, ${earlier.owner.node.path}; it takes one`
      : undefined,
    otherRegionProblem(`the ${service}`, owner, `its virtual network ${quote(network.name)}`, network),
  ]);
}

/** What this program creates of a kind in a network. */
export function serviceIn(network: IVirtualNetwork, service: SingleService): IConstruct | undefined {
  return contentsOf(network).services.find((claim) => claim.service === service)?.owner;
}

/** The gateways and Route Server that this program creates in a network. */
export function routeGiversIn(network: IVirtualNetwork): IConstruct[] {
  return contentsOf(network)
    .services.filter(({ service }) => ROUTE_GIVERS.includes(service))
    .map(({ owner }) => owner);
}
