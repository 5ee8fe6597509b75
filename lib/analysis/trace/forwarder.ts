import { backendsOfFrontend } from "../filters/load-balancer";
import { Network } from "../network/network";
import { Forwarder } from "../result";
import { NextHopOwner } from "./next-hop";

/** What has a next hop's address and passes packets on itself. */
export type ForwardingOwner = Exclude<NextHopOwner, { kind: "gateway" | "route-server" }>;

/** How an owner of a next hop is shown. */
export function forwarderOf(network: Network, owner: ForwardingOwner): Forwarder {
  switch (owner.kind) {
    case "nic": {
      const { nic, subnet } = owner;
      const machine = network.virtualMachines.get(nic.virtualMachine ?? "");
      return {
        kind: "appliance",
        resource: nic.address,
        name: machine?.name ?? nic.name ?? nic.address,
        at: subnet.id,
      };
    }
    case "load-balancer":
      return {
        kind: "load-balancer",
        resource: owner.loadBalancer.address,
        name: owner.loadBalancer.name ?? owner.loadBalancer.address,
        at: owner.subnet.id,
        instances: loadBalancerInstances(owner),
      };
    case "firewall":
      return {
        kind: "firewall",
        resource: owner.firewall.address,
        name: owner.firewall.name ?? owner.firewall.address,
        at: owner.subnet.id,
      };
    case "routing-appliance":
      return {
        kind: "routing-appliance",
        resource: owner.appliance.address,
        name: owner.appliance.name ?? owner.appliance.address,
        at: owner.subnet.id,
      };
    case "declared":
      return {
        kind: "declared",
        resource: owner.declared.ip ?? owner.declared.resource ?? "",
        name: owner.declared.ip ?? owner.declared.resource ?? "",
        at: owner.subnet.id,
      };
  }
}

/** NICs (or addresses) that surely are behind a front end. */
export function loadBalancerInstances({
  loadBalancer,
  frontend,
}: Extract<NextHopOwner, { kind: "load-balancer" }>): string[] {
  const members = backendsOfFrontend(loadBalancer, frontend).filter(({ perhaps }) => perhaps === undefined);
  return [...new Set(members.map((member) => member.networkInterface ?? member.ip ?? member.origin))];
}

/** Whether it keeps flows: what sees half of one drops it (R81). */
export function keepsFlows({ kind }: Forwarder): boolean {
  return kind !== "routing-appliance" && kind !== "virtual-hub" && !kind.endsWith("gateway");
}
