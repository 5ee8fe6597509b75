import { Ipv4Prefix } from "../../../cidr";
import { REPAIR_CAUTIONS } from "../../messages/repair-cautions";
import { REPAIR_STEPS } from "../../messages/repair-steps";
import { Edit, RouteServerBgpConnection } from "../../model";
import { isSpeaker } from "../../network/bgp-speaker";
import { RouteServerNode } from "../../network/route-servers";
import { Candidate } from "../candidate";
import { Decision, Trial, Way } from "../trial";
import { newResource, toSet } from "../writing/edits";
import { forwarders, resourceOf } from "../writing/forwarders";
import { freeAzureName, localName, towards } from "../writing/names";
import { attributeOf, editable } from "../writing/references";
import { routeEdits } from "../writing/routes";

/** An appliance announces what is behind the gateway: a route of the subnet's own to the gateway wins over it (R11). */
export function* routesToGateway(trial: Trial): Iterable<Candidate> {
  for (const way of misled(trial)) {
    for (const { subnet, hop } of way.decisions) {
      const gateway = trial.context.tables.gateways.nextHopOf(subnet.virtualNetwork);
      const session = sessionOf(trial, hop);
      const prefix = prefixOf(way, hop);
      const isSite =
        way.target.site !== undefined && typeof gateway !== "string" && subnet !== gateway.subnet;
      if (session === undefined || prefix === undefined || !isSite) {
        continue;
      }
      const target = { nextHop: { next_hop_type: "VirtualNetworkGateway" } };
      const edits = routeEdits(trial, subnet, prefix, target, towards(way));
      if (edits !== undefined && edits.length > 0) {
        yield {
          edits,
          what: REPAIR_STEPS.ROUTE({ at: subnet.id, prefix: `${prefix}`, target: gateway.name }),
          caution: REPAIR_CAUTIONS.PAST_ANNOUNCEMENT({
            speaker: speakerOf(session, hop),
            prefix: hop.route!.addressPrefix,
          }),
        };
      }
    }
  }
}

/** What an appliance announces leads packets astray, and its session is what Terraform holds of that. */
export function* endedSessions(trial: Trial): Iterable<Candidate> {
  const told = new Set<string>();
  for (const { hop } of misled(trial).flatMap(({ decisions }) => decisions)) {
    const session = sessionOf(trial, hop);
    const address = session && editable(trial, session.address);
    if (session === undefined || address === undefined || told.has(address)) {
      continue;
    }
    told.add(address);
    const speaker = speakerOf(session, hop);
    const prefix = hop.route!.addressPrefix;
    const others = serversOf(trial)
      .flatMap(({ routes }) => routes)
      .filter((route) => route.origin === session.address && `${route.prefix}` !== prefix)
      .map((route) => `${route.prefix}`);
    yield {
      edits: [{ op: "remove", address }],
      what: REPAIR_STEPS.SESSION_ENDED({ session: session.name ?? session.address, speaker }),
      caution: REPAIR_CAUTIONS.SESSION_ENDED({ speaker, prefix, others: others.join(", ") }),
      broad: true,
    };
  }
}

/** What an appliance announces, as declared, reaches the Route Server of its network by a session alone (R53). */
export function* missingSessions(trial: Trial): Iterable<Candidate> {
  const asked = trial.lost?.prefix;
  const { network, tables } = trial.context;
  const { assumptions, routeServerBgpConnections } = network.model;
  for (const [home, { model }] of asked === undefined ? [] : tables.routeServers) {
    const sessions = routeServerBgpConnections.filter(({ routeServer }) => routeServer === model.address);
    const id = attributeOf(trial, model.address, "id");
    for (const { resource, name, subnet, nextHop } of forwarders(trial)) {
      const [ip, peer] = [nextHop.next_hop_in_ip_address, { text: resource, resource }];
      const isSpoken = ({ peerIp }: RouteServerBgpConnection): boolean =>
        trial.context.nextHops.candidates(peerIp).some((owner) => resourceOf(owner) === resource);
      const announces = assumptions.bgp
        .filter((one) => isSpeaker(network, one, peer))
        .some((one) =>
          one.announces.some((prefix) => Ipv4Prefix.tryParse(prefix)?.contains(asked!) === true),
        );
      if (!announces || id === undefined || ip === undefined || subnet.virtualNetwork !== home) {
        continue;
      }
      const names = sessions.map((session) => session.name ?? "");
      const create: Edit = newResource(trial, "azurerm_route_server_bgp_connection", localName(resource), {
        name: freeAzureName(`peer-${name}`, names),
        route_server_id: id,
        peer_asn: SOME_ASN,
        peer_ip: ip,
      });
      const server = model.name ?? model.address;
      if (!sessions.some(isSpoken)) {
        yield {
          edits: [create],
          what: REPAIR_STEPS.SESSION({ server, speaker: name }),
          caution: REPAIR_CAUTIONS.SOME_ASN({ asn: `${SOME_ASN}`, speaker: name }),
        };
      }
    }
  }
}

/** No input tells an appliance's own. */
const SOME_ASN = 65001;

/** R57: what appliances and gateways don't tell each other. */
export function* exchangedBranches(trial: Trial): Iterable<Candidate> {
  if (trial.lost === undefined || [trial.from, trial.to].every(({ site }) => site === undefined)) {
    return;
  }
  for (const { model } of serversOf(trial)) {
    const address = editable(trial, model.address);
    if (address !== undefined && !model.branchToBranchTraffic) {
      yield {
        edits: [toSet(address, "branch_to_branch_traffic_enabled", true)],
        what: REPAIR_STEPS.ROUTE_SERVER_BRANCHES({ server: model.name ?? model.address }),
      };
    }
  }
}

/** Ways that aren't as they should be: lost, lost by one of several paths, or past what the other passes. */
function misled(trial: Trial): readonly Way[] {
  const isUneven = trial.reasons("ECMP_PARTIAL", "ASYMMETRIC_STATEFUL", "LOOP").length > 0;
  return trial.ways.filter(({ delivered }) => isUneven || !delivered);
}

/** The session by which a row came. */
function sessionOf({ context }: Trial, { route }: Decision["hop"]): RouteServerBgpConnection | undefined {
  return context.network.model.routeServerBgpConnections.find(({ address }) => address === route?.origin);
}

function serversOf({ context }: Trial): readonly RouteServerNode[] {
  return [...context.tables.routeServers.values()];
}

/** The appliance at the other end, by name where a packet was handed to it. */
function speakerOf({ name, address }: RouteServerBgpConnection, { via }: Decision["hop"]): string {
  return via?.name ?? name ?? address;
}

/** What is asked about, or the row that won, where that is inside. */
function prefixOf({ prefix }: Way, { route }: Decision["hop"]): Ipv4Prefix | undefined {
  const won = Ipv4Prefix.tryParse(route?.addressPrefix ?? "");
  return won !== undefined && (prefix === undefined || won.length > prefix.length) ? won : prefix;
}
