import { parseIpv4 } from "../../cidr";
import { FirewallRule, isPublicAddress, isUnknown, LoadBalancer, LoadBalancerFrontend } from "../model";
import { Forwarder, Reason } from "../result";
import { ANY_PACKET, PacketSet, portRanges, protocolRanges } from "../sets/packet-set";
import { balancedPorts } from "./balanced-ports";
import { publicAddresses } from "./internet-egress";
import { balancerInlet, enter, placesIn, reachNic } from "./internet-ingress";
import { FirewallOwner } from "./publishers";
import { TraceState, TraceStep } from "./question";
import { TraceSteps } from "./trace-steps";

/** The public front end that a DNAT rule names instead of an address inside. */
export interface PublicFrontend {
  readonly balancer: LoadBalancer;
  readonly frontend: LoadBalancerFrontend;
}

/** Public front ends of load balancers to which a rule translates. */
export function publicFrontends(
  { context: { network } }: TraceSteps,
  { translatedAddress: target }: FirewallRule,
): readonly PublicFrontend[] {
  if (target === undefined) {
    return [];
  }
  const named = isPublicAddress(network.model, target) ? target.resource : undefined;
  const isMeant = (publicIp: string | undefined): boolean =>
    publicIp !== undefined &&
    (publicIp === named || (target.ip !== undefined && network.publicIps.get(publicIp)?.ip === target.ip));
  return network.model.loadBalancers.flatMap((balancer) =>
    balancer.frontends
      .filter(({ publicIp }) => isMeant(publicIp))
      .map((frontend) => ({ balancer, frontend })),
  );
}

/** A rule that translates to a public front end, and what is known of it. */
export interface TranslatedOut {
  readonly owner: FirewallOwner;
  readonly inlet: Forwarder;
  readonly rule: FirewallRule;
  readonly packets: PacketSet;
  readonly reason: Reason;
  readonly unsure?: Reason;
}

/** The ports to which a rule's packets go, or all of them to which they may. */
export function translatedPorts({ translatedPort }: FirewallRule, packets: PacketSet): readonly string[] {
  return translatedPort === undefined
    ? packets.destinationPorts
    : [isUnknown(translatedPort) ? "*" : translatedPort];
}

/**
 * The firewall sends what it translates out to the Internet, from an address of its own, and the balancer takes it in
 * again. So the answer is for the firewall's public address: a default route to the firewall's private one leads it to
 * where nobody knows the flow.
 */
export function throughPublicFrontend(
  steps: TraceSteps,
  { balancer, frontend }: PublicFrontend,
  { owner, inlet, rule, packets, reason, unsure }: TranslatedOut,
): TraceStep[] {
  const { question, context } = steps;
  const [address] = publicAddresses(steps, [frontend.publicIp!]);
  const asked = translatedPorts(rule, packets);
  const wanted = portRanges(asked);
  const own = owner.firewall.publicIps.flatMap((one) => context.network.publicIps.get(one)?.ip ?? []);
  const beyond = balancerInlet(steps, balancer, address);
  const told = steps.reason(
    "INGRESS_DNAT_PUBLIC",
    {
      at: question.to.id,
      firewall: inlet.name,
      rule: reason.params.rule,
      address,
      balancer: beyond.name,
      own: publicAddresses(steps, owner.firewall.publicIps).join(", "),
    },
    reason.resource,
  );
  return balancedPorts(balancer)
    .filter(({ rule: balancing }) => balancing.frontend === frontend.name)
    .filter(
      ({ outside }) =>
        outside === "*" ||
        wanted.some(([first, last]) => first <= Number(outside) && Number(outside) <= last),
    )
    .flatMap(({ rule: balancing, inside, members }) =>
      placesIn(steps, members).map(({ nic, perhaps }): TraceStep => {
        const entered = enter(steps, inlet, {
          ...ANY_PACKET,
          protocols: protocolRanges([balancing.protocol]),
          destinationPorts: portRanges(inside === "*" ? asked : [inside]),
        });
        const open = unsure ?? (perhaps && steps.argumentUnknown(beyond.name, perhaps));
        const state = [reason, told].reduce((one, said) => steps.withReason(one, said), entered);
        const surely = open === undefined ? state : steps.uncertainly(state, open);
        if (surely.packets.isEmpty) {
          const params = { at: question.to.id, by: inlet.name };
          return steps.lost(surely, steps.reason("INGRESS_OTHER_PORTS", params, reason.resource));
        }
        const out: TraceState = {
          ...steps.withHop(surely, { at: owner.subnet.id, resource: owner.subnet.address, via: beyond }),
          outlet: beyond,
          ...(own.length > 0 && { answersTo: parseIpv4(own[0]) }),
        };
        return reachNic(steps, out, question.to.subnet!, nic, { ...balancer, name: beyond.name });
      }),
    );
}
