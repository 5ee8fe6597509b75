import { poolUnknown } from "../filters/load-balancer";
import {
  isFrontendOpen,
  LoadBalancer,
  LoadBalancerFrontend,
  NetworkInterface,
  UnknownArgument,
} from "../model";
import { Network } from "../network/network";
import { SubnetNode } from "../network/virtual-network-node";
import { Forwarder, Protocol, Reason } from "../result";
import { skuUnknownOf } from "./through-load-balancer";
import { TraceSteps } from "./trace-steps";

/** By what something sends to the Internet: surely, perhaps, or by nothing. */
export interface InternetEgress {
  readonly kind: "sure" | "open" | "none";
  /** Undefined for an address that Azure gives by default. */
  readonly forwarder?: Forwarder;
  readonly reason: Reason;
}

/** W44: a NAT gateway comes before everything that a machine has itself. */
export function internetEgressOf(
  steps: TraceSteps,
  subnet: SubnetNode,
  nic?: NetworkInterface,
): InternetEgress {
  return (
    natGatewayOf(steps, subnet) ??
    (nic && (publicAddressOf(steps, subnet, nic) ?? balancerOf(steps, subnet, nic))) ??
    defaultOf(steps, subnet, nic)
  );
}

/** The names by which public addresses are known: the address itself, where the input has it; of an id, the last step. */
export function publicAddresses({ context: { network } }: TraceSteps, ips: readonly string[]): string[] {
  return ips.map((address) => {
    const known = network.publicIps.get(address);
    return known?.ip ?? known?.name ?? address.split("/").at(-1)!;
  });
}

/** Where a NAT gateway is bound, everything else waits for flows that came in by it. */
export function natGatewayOf(steps: TraceSteps, subnet: SubnetNode): InternetEgress | undefined {
  const { network, options } = steps.context;
  const gateway = network.natGateways.get(subnet.model.natGateway ?? "");
  if (gateway === undefined) {
    const [open] = subnet.model.uncertainNatGateways ?? [];
    return open && elsewhere(steps, subnet, open, "nat-gateway");
  }
  const name = gateway.name ?? gateway.address;
  const addresses = publicAddresses(steps, gateway.publicIps);
  if (addresses.length === 0 && gateway.hasMoreAddresses !== true) {
    const reason = steps.reason("NAT_GATEWAY_NO_ADDRESS", { at: subnet.id, gateway: name }, gateway.address);
    return { kind: "open", reason };
  }
  if (options.protocol === "icmp" && !/^standardv2$/i.test(gateway.sku ?? "")) {
    const reason = steps.reason("NAT_GATEWAY_NO_ICMP", { at: subnet.id, gateway: name }, gateway.address);
    return { kind: gateway.sku?.includes("${") === true ? "open" : "none", reason };
  }
  return {
    kind: "sure",
    forwarder: {
      kind: "nat-gateway",
      resource: gateway.address,
      name,
      at: subnet.id,
      publicAddresses: addresses,
    },
    reason: steps.reason(
      "EGRESS_NAT_GATEWAY",
      { at: subnet.id, gateway: name, addresses: addresses.join(", ") },
      gateway.address,
    ),
  };
}

/** Bound by an id of something that the input doesn't hold: it is there, and its addresses aren't told. */
function elsewhere(
  steps: TraceSteps,
  { id }: SubnetNode,
  open: UnknownArgument,
  kind: "nat-gateway" | "public-address",
): InternetEgress {
  const { text, optional, resource } = open;
  if (text.includes("${") || optional === true) {
    return { kind: "open", reason: steps.argumentUnknown(id, open) };
  }
  const name = text.split("/").at(-1)!;
  return {
    kind: "sure",
    forwarder: { kind, resource: text, name, at: id, publicAddresses: [] },
    reason:
      kind === "nat-gateway"
        ? steps.reason("EGRESS_NAT_GATEWAY", { at: id, gateway: name, addresses: "" }, resource)
        : steps.reason("EGRESS_PUBLIC_ADDRESS", { at: id, nic: resource, addresses: name }, resource),
  };
}

/** A public address of one of a NIC's configurations in the subnet, or of one that perhaps stands there. */
function publicAddressOf(
  steps: TraceSteps,
  subnet: SubnetNode,
  nic: NetworkInterface,
): InternetEgress | undefined {
  const isUnplaced = nic.ipConfigurations.every((one) => one.subnet === undefined);
  const own = nic.ipConfigurations.find(
    (one) => one.publicIp !== undefined && (isUnplaced || one.subnet === subnet.address),
  );
  if (own?.publicIp === undefined) {
    const open = steps.context.network.unknownAddress(nic);
    return open && elsewhere(steps, subnet, open, "public-address");
  }
  const addresses = publicAddresses(steps, [own.publicIp]);
  const params = { at: subnet.id, nic: nic.name ?? nic.address, addresses: addresses.join(", ") };
  return {
    kind: "sure",
    forwarder: {
      kind: "public-address",
      resource: own.publicIp,
      name: addresses[0],
      at: subnet.id,
      publicAddresses: addresses,
    },
    reason: steps.reason("EGRESS_PUBLIC_ADDRESS", params, own.publicIp),
  };
}

/** A public front end by an outbound rule, or by a rule that is for outbound packets too. */
function balancerOf(
  steps: TraceSteps,
  subnet: SubnetNode,
  nic: NetworkInterface,
): InternetEgress | undefined {
  const { protocol = "tcp" } = steps.context.options;
  for (const balancer of steps.context.network.model.loadBalancers) {
    const { frontends, open, others } = outboundFrontends(balancer, nic.address, protocol);
    const name = balancer.name ?? balancer.address;
    if (frontends.length === 0 && open !== undefined) {
      return { kind: "open", reason: steps.argumentUnknown(subnet.id, open) };
    }
    if (frontends.length === 0 && others !== undefined && !/^basic$/i.test(balancer.sku)) {
      const params = { at: subnet.id, balancer: name, protocol: others.toUpperCase() };
      const reason = steps.reason("EGRESS_BALANCER_PROTOCOL", params, balancer.address);
      return { kind: protocol === "any" || balancer.skuUnknown === true ? "open" : "none", reason };
    }
    if (frontends.length > 0) {
      const addresses = publicAddresses(
        steps,
        frontends.flatMap(({ publicIp }) => publicIp ?? []),
      );
      return {
        kind: "sure",
        forwarder: {
          kind: "load-balancer",
          resource: balancer.address,
          name,
          at: subnet.id,
          publicAddresses: addresses,
        },
        reason: steps.reason(
          "EGRESS_LOAD_BALANCER",
          { at: subnet.id, balancer: name, addresses: addresses.join(", ") },
          balancer.address,
        ),
      };
    }
  }
  return undefined;
}

interface Outbound {
  readonly frontends: readonly LoadBalancerFrontend[];
  readonly open?: UnknownArgument;
  /** The protocol for which alone a machine has front ends, where that isn't the one that is asked about. */
  readonly others?: string;
}

/**
 * The public front ends by which a balancer sends what a machine sends; what doesn't tell whether it does. A rule gives ports for its
 * own protocol alone.
 */
function outboundFrontends(balancer: LoadBalancer, nic: string, asked: Protocol): Outbound {
  const pools = balancer.backendPools.flatMap(({ address, members }) =>
    members
      .filter(({ networkInterface }) => networkInterface === nic)
      .map(({ perhaps }) => ({ address, perhaps })),
  );
  const named = [
    ...(balancer.outboundRules ?? []).map(({ frontends, backendPool, perhaps, protocol }) => ({
      frontends,
      protocol,
      leads: (pool: string) => (pool === backendPool ? undefined : ("no" as const)),
      perhaps,
    })),
    ...balancer.rules
      .filter(({ withoutOutbound }) => withoutOutbound !== true)
      .map((rule) => ({
        frontends: [rule.frontend],
        protocol: rule.protocol,
        leads: (pool: string) => poolUnknown(rule, pool),
        perhaps: rule.perhaps ?? rule.outboundUnknown,
      })),
  ].flatMap(({ frontends, protocol, leads, perhaps }) =>
    pools.flatMap((pool) => {
      const open = leads(pool.address);
      return open === "no"
        ? []
        : frontends.map((name) => ({ name, protocol, perhaps: perhaps ?? open ?? pool.perhaps }));
    }),
  );
  const outward = named.filter(({ name, perhaps }) => {
    const frontend = balancer.frontends.find((one) => one.name === name);
    return frontend === undefined ? isFrontendOpen({ perhaps }) : frontend.publicIp !== undefined;
  });
  const [alone] = protocolsAlone(outward.map(({ protocol }) => protocol));
  const isOther = alone !== undefined && asked !== "icmp" && asked !== alone;
  const ways = isOther ? [] : outward;
  const sure = new Set(ways.filter(({ perhaps }) => perhaps === undefined).map(({ name }) => name));
  const [open] = ways.flatMap(({ perhaps }) => perhaps ?? []);
  return {
    frontends: balancer.frontends.filter(({ name, publicIp }) => publicIp !== undefined && sure.has(name)),
    ...(open && { open }),
    ...(isOther && { others: alone }),
  };
}

/** The one protocol that rules are for: none where they are for both, or for all, or only apply tells. */
function protocolsAlone(protocols: readonly string[]): string[] {
  const named = new Set(protocols.map((protocol) => protocol.toLowerCase()));
  return named.size === 1 ? [...named].filter((one) => one === "tcp" || one === "udp") : [];
}

/** A public load balancer that has a machine by its address, for which Azure documents no translation of what it sends. */
function balancerByAddress(
  balancers: readonly LoadBalancer[],
  nic: NetworkInterface,
): LoadBalancer | undefined {
  const own = nic.ipConfigurations.flatMap(({ privateIp }) => privateIp ?? []);
  return balancers.find(
    ({ frontends, backendPools }) =>
      frontends.some(({ publicIp }) => publicIp !== undefined) &&
      backendPools.some(({ members }) =>
        members.some(
          ({ networkInterface, ip }) =>
            networkInterface === undefined && ip !== undefined && own.includes(ip),
        ),
      ),
  );
}

/** A balancer that leads to a machine by inbound NAT rules alone: no document tells whether a default address is given beside. */
function balancerByNatRule(
  balancers: readonly LoadBalancer[],
  nic: NetworkInterface,
): LoadBalancer | undefined {
  return balancers.find(
    ({ sku, natRules = [] }) =>
      !/^basic$/i.test(sku) &&
      natRules.some(({ members }) =>
        members.some(({ networkInterface }) => networkInterface === nic.address),
      ),
  );
}

/**
 * The balancers that take the default address from a machine in a pool of theirs, which a Basic one leaves to it; with
 * what would settle whether one does.
 */
function balancersOf(
  network: Network,
  { address }: NetworkInterface,
): readonly { readonly balancer: LoadBalancer; readonly perhaps: UnknownArgument | undefined }[] {
  return network.model.loadBalancers.flatMap((balancer) => {
    const members = balancer.backendPools
      .flatMap((pool) => pool.members)
      .filter(({ networkInterface }) => networkInterface === address);
    if (/^basic$/i.test(balancer.sku) || members.length === 0) {
      return [];
    }
    const isSure = members.some(({ perhaps }) => perhaps === undefined);
    const membership = isSure ? undefined : members[0].perhaps;
    return [
      {
        balancer,
        perhaps: balancer.skuUnknown === true ? skuUnknownOf(network, balancer) : membership,
      },
    ];
  });
}

/** An address of Microsoft's own, unless the subnet is private or a service takes care of itself. */
function defaultOf(steps: TraceSteps, subnet: SubnetNode, nic: NetworkInterface | undefined): InternetEgress {
  const { defaultOutboundAccess, uncertainOutbound, uncertainDelegations, external, delegations } =
    subnet.model;
  const { network } = steps.context;
  const balancers = nic === undefined ? [] : balancersOf(network, nic);
  const balancer = balancers.find(({ perhaps }) => perhaps === undefined)?.balancer;
  const at = subnet.id;
  const byAddress = nic && balancerByAddress(network.model.loadBalancers, nic);
  if (byAddress !== undefined) {
    const params = { at, nic: nic?.name ?? nic!.address, balancer: byAddress.name ?? byAddress.address };
    return { kind: "open", reason: steps.reason("EGRESS_OF_ADDRESS_POOL", params, byAddress.address) };
  }
  const machine = nic?.name ?? nic?.address ?? "";
  if (delegations.length > 0 || subnet.reserved) {
    const service = delegations[0] ?? subnet.name;
    return { kind: "open", reason: steps.reason("EGRESS_OF_SERVICE", { at, service }, subnet.address) };
  }
  if (uncertainDelegations !== undefined && nic === undefined) {
    return { kind: "open", reason: steps.argumentUnknown(at, uncertainDelegations) };
  }
  const service = network.model.subnetServices.find((one) => one.leaves && one.subnet === subnet.address);
  if (service !== undefined && nic === undefined) {
    const name = service.name ?? service.address;
    return {
      kind: "open",
      reason: steps.reason("EGRESS_OF_SERVICE", { at, service: name }, service.address),
    };
  }
  if (balancer !== undefined) {
    const params = { at, nic: machine, why: "balancer", what: balancer.name ?? balancer.address };
    return { kind: "none", reason: steps.reason("EGRESS_NONE", params, balancer.address) };
  }
  if (nic?.scaleSet?.includes("azurerm_orchestrated_virtual_machine_scale_set.") === true) {
    const params = { at, nic: machine, why: "flexible", what: nic.scaleSet };
    return { kind: "none", reason: steps.reason("EGRESS_NONE", params, nic.scaleSet) };
  }
  if (uncertainOutbound !== undefined) {
    return { kind: "open", reason: steps.argumentUnknown(at, uncertainOutbound) };
  }
  if (defaultOutboundAccess === undefined && external === true) {
    return { kind: "open", reason: steps.reason("EGRESS_EXISTING_SUBNET", { at }, subnet.address) };
  }
  if (defaultOutboundAccess === false) {
    const params = { at, nic: machine, why: "private", what: subnet.name };
    return { kind: "none", reason: steps.reason("EGRESS_NONE", params, subnet.address) };
  }
  const [open] = balancers.flatMap(({ perhaps }) => perhaps ?? []);
  if (open !== undefined) {
    return { kind: "open", reason: steps.argumentUnknown(at, open) };
  }
  const byRule = nic && balancerByNatRule(network.model.loadBalancers, nic);
  if (byRule !== undefined) {
    const params = { at, nic: machine, balancer: byRule.name ?? byRule.address };
    return { kind: "open", reason: steps.reason("EGRESS_OF_NAT_RULE", params, byRule.address) };
  }
  return { kind: "sure", reason: steps.reason("EGRESS_DEFAULT", { at }, subnet.address) };
}
