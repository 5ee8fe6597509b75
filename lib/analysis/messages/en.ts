import { ReasonMessages, row } from "./template";

/** Reasons in English. */
export const en: ReasonMessages = {
  ROUTE_NONE: (p) =>
    p.source === "User"
      ? `The user-defined route ${p.route} (${p.prefix} → None) at ${p.at} drops packets for ${p.destination}.`
      : `${p.at} has no route to ${p.destination}: the system route ${p.prefix} → None matches, so the packet is dropped there.`,
  NO_ROUTE: (p) => `No route leads from ${p.at} to ${p.destination}.`,
  UNDELIVERABLE: (p) =>
    `${p.destination} is not in the virtual network ${p.network}, where the route at ${p.at} would deliver it.`,
  TO_INTERNET_PRIVATE_DEST: (p) =>
    `At ${p.at} the route ${p.prefix} → Internet matches, and the Internet cannot deliver to ${p.destination}.`,
  EXITS_TO_ONPREM: (p) =>
    `The gateway ${p.gateway} sends packets for ${p.destination} to ${p.site} (route ${p.prefix}); what happens there is unknown.`,
  NEXT_HOP_NOT_REACHABLE: (p) =>
    `The next hop ${p.ip}${row(p.route, " of route ", "")} is neither in the virtual network of ${p.at} nor in a directly peered one${row(p.owner, " (it is in ", ")")}.`,
  NEXT_HOP_NOT_FOUND: (p) =>
    `No NIC, load balancer, firewall or declared forwarder has the next hop address ${p.ip}${row(p.route, " of route ", "")}.`,
  IP_FORWARDING_DISABLED: (p) =>
    `The NIC ${p.nic} receives packets for ${p.destination}, but ip_forwarding_enabled is false, so Azure drops them.`,
  LB_NO_RULE: (p) => `The load balancer ${p.balancer} has no rule for these packets to ${p.destination}.`,
  LB_NO_BACKEND: (p) => `The load balancer ${p.balancer} has nothing in its backend pool.`,
  LB_BASIC_GLOBAL_PEERING: (p) =>
    `The Basic load balancer ${p.balancer} cannot be reached from ${p.at} over a peering between regions.`,
  FIREWALL_DENY: (p) =>
    p.rule === ""
      ? `The firewall ${p.firewall} has no rule that allows ${p.from} to reach ${p.destination}.`
      : `Rule ${p.rule} of the firewall ${p.firewall} denies ${p.from} to reach ${p.destination}.`,
  FILTERED_PARTLY: (p) =>
    p.nic === ""
      ? `Only a part passes ${p.group}${row(p.rule, " (rule ", ")")}: ${p.part}.`
      : `The NIC ${p.nic} does not let these packets pass (${p.group}${row(p.rule, ", rule ", "")}); others in ${p.at} do.`,
  FILTER_UNKNOWN: (p) =>
    `Whether ${p.at} lets these packets pass depends on rule ${p.rule}, whose match is known only after apply.`,
  FLAG_UNKNOWN: (p) => `Whether ${p.resource} has ${p.argument} = true is known only after apply.`,
  FORWARDED_TRAFFIC_BLOCKED: (p) =>
    `Peering ${p.peering} has allow_forwarded_traffic = false: ${p.network} does not accept packets from ${p.from} that arrive through ${p.via}.`,
  FORWARDED_TRAFFIC_CAVEAT: (p) =>
    `Azure implements allow_forwarded_traffic (peering ${p.peering}) through the VirtualNetwork service tag; with no NSG, an explicit allow, or a UDR whose prefix already puts the source in the tag, packets may pass anyway. Do not rely on it as a filter.`,
  FORWARDED_TRAFFIC_REPLY: (p) =>
    `Peering ${p.peering} has allow_forwarded_traffic = false; whether Azure still lets replies of an established flow through to ${p.network} is not documented.`,
  PEERING_HALF_MISSING: (p) =>
    `Only one half of the peering exists (${p.peering}, ${p.a} to ${p.b}); without the half from ${p.b} to ${p.a} it carries nothing.`,
  SUBNET_NOT_PEERED: (p) => `The subnet peering does not include both ${p.at} and ${p.to}.`,
  GATEWAY_MISSING: (p) =>
    p.why === "expressroute"
      ? `Route ${p.route} points at the virtual network gateway, but ${p.network} is served by an ExpressRoute gateway, which no user-defined route may use.`
      : `Route ${p.route} points at the virtual network gateway, but ${p.network} has none: neither its own VPN gateway nor a peer's (use_remote_gateways here with allow_gateway_transit there).`,
  ROUTE_SERVER_NOT_FORWARDING: (p) =>
    `The next hop is the Route Server ${p.server}, which exchanges routes but never forwards packets.`,
  LOOP: (p) => `The packet comes back to ${p.through} (from ${p.at}): a routing loop.`,
  DENIED_IN: (p) => `Rule ${p.rule} of ${p.group} denies packets from ${p.from} into ${p.at}.`,
  DENIED_OUT: (p) => `Rule ${p.rule} of ${p.group} denies packets from ${p.at} to ${p.destination}.`,
  ADDRESS_OVERLAP: (p) => `The address ${p.address} is ambiguous: ${p.networks} overlap.`,
  ADDRESS_UNKNOWN: (p) => `An address at ${p.at} is known only after apply (${p.what}).`,
  BGP_UNDECLARED: (p) =>
    `What ${p.ip} announces to the Route Server (${p.peer}) is not declared; declare it with --assume.`,
  ROUTES_UNKNOWN: (p) =>
    `The routes of ${p.table}, which is bound to ${p.at}, are not in the configuration; one of them may lead to ${p.destination}.`,
  RETURN_ROUTE_MISSING: (p) =>
    `The request arrives, but the way back is missing: ${p.at} has no route to ${p.destination}${row(p.row, " (", " matches)")}.`,
  PEERING_NOT_TRANSITIVE: (p) =>
    `${p.a} and ${p.b} are both peered with ${p.hub}, but peering is not transitive.`,
  GATEWAY_NO_SPOKE_ROUTES: (p) =>
    `${p.network} uses the remote gateway ${p.gateway}, but a gateway announces only on-premises prefixes to spokes, never other spokes.`,
  PROPAGATION_DISABLED: (p) =>
    `${p.prefix} is offered through ${p.gateway}, but route table ${p.table} of ${p.at} has bgp_route_propagation_enabled = false.`,
  UDR_SHADOWED: (p) =>
    `Your route ${p.udr} → ${p.nextHop}${row(p.route, " (", ")")} is never used for ${p.address}, because ${p.row} is longer.`,
  ROUTE_WOULD_HELP: (p) =>
    p.forwarder === ""
      ? `What would help: a peering between ${p.a} and ${p.b}, or something in a common peered network that forwards, with a route to it for ${p.prefix} and one for the way back.`
      : `What would help: a route at ${p.at} for ${p.prefix} (or a supernet longer than the None row, or 0.0.0.0/0) to ${p.forwarder} in ${p.hub}, and the same for the way back; or a peering between ${p.a} and ${p.b}.`,
  ASYMMETRIC_STATEFUL: (p) => {
    if (p.returnOnly === "") {
      return `The request passes ${p.forwardOnly}, the reply does not: a stateful device that sees half a flow drops it.`;
    }
    if (p.forwardOnly === "") {
      return `The reply passes ${p.returnOnly}, which has not seen the request: a stateful device drops it.`;
    }
    return `The request passes ${p.forwardOnly}, the reply ${p.returnOnly}: stateful devices that see half a flow drop it.`;
  },
  ECMP_PARTIAL: (p) =>
    `One of several equal paths fails (at ${p.through}): some flows arrive, others do not.`,
  VPN_GATEWAY_TRANSIT_NOT_RECOMMENDED: (p) =>
    `The VPN gateway ${p.gateway} forwards between virtual networks; that works, but Microsoft advises against it (throughput and latency are not guaranteed).`,
  FIREWALL_RULES_UNKNOWN: (p) =>
    `The rules of the firewall ${p.firewall} are not in the configuration (${p.policy}).`,
  FIREWALL_ADDRESS_GUESSED: (p) =>
    `The literal next hop is taken to be the firewall ${p.firewall}, since it is the first usable address of its subnet; refer to its private_ip_address instead.`,
  LB_ICMP_UNCONFIRMED: (p) =>
    `Whether the HA ports rule of ${p.balancer} carries ICMP is not documented (it says TCP and UDP).`,
  PREFIXES_DIFFER: (p) =>
    `Not all addresses behave alike: this is the worst case, from ${p.source} to ${p.destination}.`,
  ASSUMED: (p) => {
    const by = p.declaredIn === "" ? "taken for granted" : `declared in ${p.declaredIn}`;
    switch (p.kind) {
      case "forwards":
        return `Assumed: the operating system of ${p.what} forwards packets (${by}).`;
      case "firewallRules":
        return `Assumed: the rules of ${p.what}, which are not in the configuration, let this pass.`;
      default:
        return `Assumed: ${p.what} ${p.kind === "bgp" ? "announces or learns" : "leads to"} ${p.prefix} (${by}).`;
    }
  },
};
