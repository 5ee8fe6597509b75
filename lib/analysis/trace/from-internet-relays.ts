import { unreadWithin } from "../network/unread-parts";
import { Reason } from "../result";
import { AddressSet } from "../sets/address-set";
import { ANY_PACKET, PacketSet } from "../sets/packet-set";
import { isNear, placesIn, start } from "./internet-ingress";
import { PublicProxy } from "./publishers";
import { isEnd, TraceEnd } from "./question";
import { TraceSteps } from "./trace-steps";

/** What the input shows to exist, and that may publish the destination in a way that it doesn't hold. */
export function perhapsPublished(steps: TraceSteps): TraceEnd[] {
  const { question, context } = steps;
  const { subnet } = question.to;
  if (subnet === undefined) {
    return [];
  }
  const end = (reason: Reason): TraceEnd =>
    steps.undecided(steps.withHop(start(steps), { at: question.from.id }), reason);
  const { networkManager, model } = context.network;
  const { virtualNetwork } = subnet;
  const near = [virtualNetwork, ...virtualNetwork.links.keys()].map(({ address }) => address);
  const unread = networkManager.openBetween(near[0], near[0]) ?? unreadWithin(model, ...near);
  const { proxies, appliances, origins, unplacedAddresses } = context.publishers;
  const at = subnet.id;
  return [
    ...(subnet.model.external === true
      ? [end(steps.reason("INGRESS_EXISTING_SUBNET", { at }, subnet.address))]
      : []),
    ...(unread === undefined ? [] : [end(steps.argumentUnknown(at, unread))]),
    ...unplacedAddresses.map((place) => end(steps.argumentUnknown(at, place))),
    ...unplacedFirewalls(steps).map(end),
    ...proxies
      .filter((proxy) => mayServe(steps, proxy))
      .map((proxy) => {
        const { address, name } = proxy.resource;
        const params = { at, proxy: name ?? address };
        return shutOut(steps, proxy) ?? end(steps.reason("INGRESS_BY_PROXY", params, address));
      }),
    ...model.subnetServices
      .filter((one) => one.kind !== "application-gateway" && one.publishes && one.subnet === subnet.address)
      .map(({ address, name }) =>
        end(steps.reason("INGRESS_BY_SERVICE", { at, service: name ?? address }, address)),
      ),
    ...appliances
      .filter(({ places }) => places.some((place) => place !== subnet && isNear(steps, place)))
      .map(({ nic }) =>
        end(steps.reason("INGRESS_BY_APPLIANCE", { at, nic: nic.name ?? nic.address }, nic.address)),
      ),
    ...origins
      .filter(({ members }) => placesIn(steps, members).length > 0)
      .map(({ origin, service }) =>
        end(steps.reason("INGRESS_BY_PRIVATE_LINK", { at, origin, service }, origin)),
      ),
  ];
}

/** D21: rules of an application gateway's own subnet let clients in, at whatever ports it listens, or none. */
function shutOut(steps: TraceSteps, { home, isBehindFirewall }: PublicProxy): TraceEnd | undefined {
  const { filters, network } = steps.context;
  // Admin rules don't apply to such a subnet (W26), and would be counted here.
  const isAdministered =
    home !== undefined && network.networkManager.adminRulesOf(home.virtualNetwork.address).length > 0;
  if (home === undefined || isBehindFirewall || isAdministered) {
    return undefined;
  }
  const { from } = steps.question;
  const clients = PacketSet.of(from.region, home.region, "tcp", undefined).split({
    ...ANY_PACKET,
    destinationPorts: OF_GATEWAY_MANAGER,
  }).rest;
  const result = filters.atEndpoint(home, "Inbound", clients);
  const state = steps.withHop({ ...start(steps), packets: clients }, { at: from.id });
  const asked = steps.filtered(state, result, {
    code: "DENIED_IN",
    params: { at: home.id, group: result.group ?? "", rule: result.rule ?? "" },
    resource: result.origin,
  });
  return isEnd(asked) ? asked : undefined;
}

/** By these Azure manages an application gateway; it listens at none of them. */
const OF_GATEWAY_MANAGER = [[65200, 65535]] as const;

/** What firewalls that stand nobody knows where may let in. */
function unplacedFirewalls(steps: TraceSteps): Reason[] {
  const { context, question } = steps;
  const { id: at, region } = question.to;
  return context.publishers.unplacedFirewalls.flatMap(({ firewall, perhaps }): Reason[] => {
    const { collections, rulesUnknown: policy } = context.firewalls.translations(firewall);
    const targets = collections.flatMap(({ rules }) =>
      rules.map(({ translatedAddress }) => translatedAddress?.ip),
    );
    if (policy !== undefined) {
      const params = { firewall: firewall.name ?? firewall.address, policy };
      return [steps.reason("FIREWALL_RULES_UNKNOWN", params, firewall.address)];
    }
    const isLed = targets.some((ip) => ip === undefined || region.intersects(AddressSet.of([ip])));
    return isLed && perhaps !== undefined ? [steps.argumentUnknown(at, perhaps)] : [];
  });
}

/** Whether it stands in the destination, or may have it as a backend. */
function mayServe(steps: TraceSteps, { home, backends, isTold }: PublicProxy): boolean {
  const { subnet, region } = steps.question.to;
  return (
    home === subnet ||
    ((home === undefined || isNear(steps, home)) && (!isTold || region.intersects(backends)))
  );
}
