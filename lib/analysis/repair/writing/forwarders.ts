import { firstUsable } from "../../../azure/address-ranges";
import { formatIpv4, parseIpv4 } from "../../../cidr";
import { REASONS } from "../../messages/reasons";
import { EditArguments } from "../../model";
import { SubnetNode } from "../../network/virtual-network-node";
import { LocalizedText } from "../../text";
import { NextHopOwner } from "../../trace/next-hop";
import { Draft } from "./draft";
import { attributeOf } from "./references";

/** Something to which a route may lead, with how a route writes that. */
export interface RouteTargetChoice {
  /** Terraform address, or the address of a declared forwarder. */
  readonly resource: string;
  readonly name: string;
  readonly subnet: SubnetNode;
  readonly nextHop: EditArguments;
  /** How many routes lead there already. */
  readonly uses: number;
  /** What to say of the first route that leads there. */
  readonly caution?: LocalizedText;
}

/** What forwards within reach of a subnet; what the network uses most comes first. */
export function forwardersNear(draft: Draft, from: SubnetNode): readonly RouteTargetChoice[] {
  const isNear = ({ virtualNetwork }: SubnetNode): boolean =>
    virtualNetwork === from.virtualNetwork || from.virtualNetwork.links.has(virtualNetwork);
  return [
    ...forwarders(draft).filter(({ subnet }) => subnet !== from && isNear(subnet)),
    ...gatewayOf(draft, from),
  ];
}

/** R27: the gateway that a network uses, where some route leads to it or it is asked for: Microsoft advises against starting that. */
function gatewayOf({ context, wanted }: Draft, from: SubnetNode): RouteTargetChoice[] {
  const { network, tables } = context;
  const uses = network.model.routeTables
    .flatMap(({ routes }) => routes)
    .filter(({ nextHopType }) => nextHopType === "VirtualNetworkGateway").length;
  const gateway = tables.gateways.nextHopOf(from.virtualNetwork);
  if (typeof gateway === "string" || gateway.subnet === from) {
    return [];
  }
  const { address: resource, name, subnet } = gateway;
  if (uses === 0 && resource !== wanted) {
    return [];
  }
  const caution = REASONS.VPN_GATEWAY_TRANSIT_NOT_RECOMMENDED({ gateway: name });
  return [
    {
      resource,
      name,
      subnet,
      nextHop: { next_hop_type: "VirtualNetworkGateway" },
      uses,
      ...(uses === 0 && { caution }),
    },
  ];
}

/** What forwards anywhere. */
export function forwarders(draft: Draft): readonly RouteTargetChoice[] {
  const behindBalancers = new Set(
    draft.context.network.model.loadBalancers.flatMap(({ backendPools }) =>
      backendPools.flatMap(({ members }) => members.map(({ networkInterface }) => networkInterface)),
    ),
  );
  const choices = draft.context.nextHops.owners
    // Whoever stands behind a load balancer is meant to be reached through it.
    .filter((owner) => owner.kind !== "nic" || !behindBalancers.has(owner.nic.address))
    .flatMap((owner) => choiceOf(draft, owner) ?? []);
  return [...choices, ...declared(draft)].sort((a, b) => b.uses - a.uses);
}

function choiceOf(draft: Draft, owner: NextHopOwner): RouteTargetChoice | undefined {
  const { subnet } = owner;
  switch (owner.kind) {
    case "firewall": {
      const { address, name = address, privateIp, virtualHub } = owner.firewall;
      if (virtualHub !== undefined) {
        // A hub's own routes lead to its firewall.
        return undefined;
      }
      const ip = attributeOf(draft, address, "ip_configuration[0].private_ip_address") ?? privateIp;
      return choice(draft, address, name, subnet, ip ?? firstAddress(subnet));
    }
    case "routing-appliance": {
      const { address, name = address, privateIp } = owner.appliance;
      const ip = attributeOf(draft, address, "ip_configuration[0].private_ip_address") ?? privateIp;
      return choice(draft, address, name, subnet, ip);
    }
    case "load-balancer": {
      const { address, name = address, frontends } = owner.loadBalancer;
      const index = frontends.indexOf(owner.frontend);
      const ip = attributeOf(draft, address, `frontend_ip_configuration[${index}].private_ip_address`);
      return choice(draft, address, name, subnet, ip ?? owner.frontend.privateIp);
    }
    case "nic": {
      const { address, name = address, ipConfigurations, ipForwarding } = owner.nic;
      const index = ipConfigurations.findIndex((one) => one.subnet === subnet.address);
      const attribute = index <= 0 ? "private_ip_address" : `ip_configuration[${index}].private_ip_address`;
      const ip = attributeOf(draft, address, attribute) ?? ipConfigurations.at(index)?.privateIp;
      return ipForwarding ? choice(draft, address, name, subnet, ip) : undefined;
    }
    default:
      return undefined;
  }
}

/** R64: what somebody declared to forward, and the configuration doesn't hold. */
function declared(draft: Draft): RouteTargetChoice[] {
  const { network } = draft.context;
  return network.model.assumptions.forwards.flatMap(({ ip }) => {
    const subnet = ip === undefined ? undefined : subnetOf(draft, ip);
    return ip === undefined || subnet === undefined ? [] : (choice(draft, ip, ip, subnet, ip) ?? []);
  });
}

function subnetOf({ context }: Draft, ip: string): SubnetNode | undefined {
  return context.network.subnets.find(({ region }) => region.contains(parseIpv4(ip) ?? -1));
}

function choice(
  draft: Draft,
  resource: string,
  name: string,
  subnet: SubnetNode,
  ip: unknown,
): RouteTargetChoice | undefined {
  if (typeof ip !== "string") {
    return undefined;
  }
  const nextHop = { next_hop_type: "VirtualAppliance", next_hop_in_ip_address: ip };
  return { resource, name, subnet, nextHop, uses: usesOf(draft, resource) };
}

function usesOf({ context }: Draft, resource: string): number {
  const { nextHops, network } = context;
  return network.model.routeTables
    .flatMap(({ routes }) => routes)
    .filter((route) =>
      route.nextHops.some((hop) => nextHops.candidates(hop).some((owner) => resourceOf(owner) === resource)),
    ).length;
}

/** Terraform address of what owns a next hop and forwards. */
export function resourceOf(owner: NextHopOwner): string | undefined {
  return owner.kind === "firewall"
    ? owner.firewall.address
    : owner.kind === "routing-appliance"
      ? owner.appliance.address
      : owner.kind === "load-balancer"
        ? owner.loadBalancer.address
        : owner.kind === "nic"
          ? owner.nic.address
          : undefined;
}

/** U16: where the firewall's address can't be referred to, the first usable one of its subnet is taken to be its. */
function firstAddress({ prefixes }: SubnetNode): string | undefined {
  const [prefix] = prefixes;
  return prefix === undefined ? undefined : formatIpv4(firstUsable(prefix));
}
