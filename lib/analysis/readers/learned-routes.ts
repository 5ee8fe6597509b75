import { Ipv4Prefix, parseIpv4 } from "../../cidr";
import { groupBy } from "../../collections/group-by";
import { BgpAssumption, ModelProblem, NetworkModel, VirtualNetworkGateway } from "../model";
import { BgpAnswer, BgpPeer, BgpRoute } from "./azure/bgp-answers";
import { parseAzureId } from "./terraform/azure-id";

type Known = Pick<
  NetworkModel,
  | "virtualNetworks"
  | "subnets"
  | "virtualNetworkGateways"
  | "localNetworkGateways"
  | "routeServerBgpConnections"
>;

/**
 * What answers of Azure's about BGP say is announced, site by site: a fact as if somebody had declared it (R0.2), with the
 * file that holds it. What one part of the network tells another over BGP follows from the network itself. A peer without
 * routes has said nothing, unless its session stands and Azure counts none: a session may be down for the moment.
 */
export function learnedAssumptions(
  model: Known,
  answers: readonly BgpAnswer[],
): { readonly bgp: BgpAssumption[]; readonly problems: ModelProblem[] } {
  const listeners = new Listeners(model);
  const bgp: BgpAssumption[] = [];
  const problems: ModelProblem[] = [];
  for (const answer of answers) {
    for (const [peer, announcements] of announcedIn(answer)) {
      const speaker = listeners.speakerOf(peer, announcements[0], answer.of);
      if (speaker === undefined) {
        const text = announcements[0].localAddress ?? peer;
        problems.push({ code: "LEARNED_ELSEWHERE", resource: answer.file, text });
      } else if (speaker !== "itself") {
        const announces = [...new Set(announcements.flatMap(({ prefix }) => prefix ?? []))];
        bgp.push({ ...speaker, announces, declaredIn: answer.file });
      }
    }
  }
  return { bgp: joined(bgp), problems };
}

interface Announcement {
  readonly localAddress?: string;
  /** None of a peer that announces nothing. */
  readonly prefix?: string;
}

function announcedIn({ routes, peers }: BgpAnswer): ReadonlyMap<string, readonly Announcement[]> {
  const isV4 = ({ prefix }: BgpRoute): boolean => Ipv4Prefix.tryParse(prefix) !== undefined;
  const announced: ReadonlyMap<string, readonly Announcement[]> = groupBy(
    routes.filter(isV4),
    ({ peer }) => peer,
  );
  const isSilent = ({ peer, isConnected, received }: BgpPeer): boolean =>
    isConnected && received === 0 && !announced.has(peer);
  return new Map<string, readonly Announcement[]>([
    ...announced,
    ...peers
      .filter(isSilent)
      .map(({ peer, localAddress }): [string, readonly Announcement[]] => [
        peer,
        [localAddress === undefined ? {} : { localAddress }],
      ]),
  ]);
}

/** Each instance of a gateway learns the same, and so does each gateway of a device. */
function joined(all: readonly BgpAssumption[]): BgpAssumption[] {
  const same = groupBy(all, ({ speaker, ip, declaredIn }) => JSON.stringify([speaker, ip, declaredIn]));
  return [...same.values()].map((some) => ({
    ...some[0],
    announces: [...new Set(some.flatMap(({ announces }) => announces))],
  }));
}

/** Who announces what a gateway or a Route Server has learned. */
class Listeners {
  public constructor(private readonly model: Known) {}

  /** `itself` where another part of the network announced it; `undefined` where the listener isn't here. */
  public speakerOf(
    peer: string,
    { localAddress }: Announcement,
    of: string | undefined,
  ): Pick<BgpAssumption, "speaker" | "ip"> | "itself" | undefined {
    const gateway = this.gateway(of, localAddress);
    if (gateway === undefined) {
      const isServers =
        this.model.routeServerBgpConnections.some(({ peerIp }) => peerIp.ip === peer) ||
        /\/bgpConnections\/[^/]+$/i.test(of ?? "") ||
        this.subnetsOf(localAddress).some(({ name }) => /^RouteServerSubnet$/i.test(name ?? ""));
      return isServers ? { ip: peer } : undefined;
    }
    const device = this.model.localNetworkGateways.find(
      ({ bgpPeeringAddress }) => bgpPeeringAddress === peer,
    );
    if (device !== undefined) {
      return { speaker: device.address };
    }
    const isInside = this.model.virtualNetworks.some(({ addressSpace }) => holds(addressSpace, peer));
    // The routers of an ExpressRoute circuit have addresses of the gateway's own subnet.
    const isNeighbour = this.subnetsOf(peer).some(({ address }) => address === gateway.subnet);
    return isInside && !isNeighbour ? "itself" : { speaker: gateway.address };
  }

  private gateway(of: string | undefined, local: string | undefined): VirtualNetworkGateway | undefined {
    const gateways = this.model.virtualNetworkGateways;
    if (of !== undefined) {
      const id = parseAzureId(of);
      return gateways.find(
        ({ name, resourceGroup }) =>
          isSame(name, id?.names.at(-1)) &&
          (resourceGroup === undefined || isSame(resourceGroup, id?.resourceGroup)),
      );
    }
    const own = this.subnetsOf(local).map(({ address }) => address);
    return (
      gateways.find(({ bgpAddresses = [] }) => local !== undefined && bgpAddresses.includes(local)) ??
      gateways.find(({ subnet }) => subnet !== undefined && own.includes(subnet))
    );
  }

  private subnetsOf(address: string | undefined): NetworkModel["subnets"] {
    return this.model.subnets.filter(({ prefixes }) => holds(prefixes, address));
  }
}

function holds(prefixes: readonly string[], address: string | undefined): boolean {
  const ip = address === undefined ? undefined : parseIpv4(address);
  return ip !== undefined && prefixes.some((one) => Ipv4Prefix.tryParse(one)?.containsAddress(ip) === true);
}

function isSame(one: string | undefined, other: string | undefined): boolean {
  return one !== undefined && one.toLowerCase() === other?.toLowerCase();
}
