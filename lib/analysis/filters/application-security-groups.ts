import { remember } from "../../collections/remember";
import { SubnetNode } from "../network/virtual-network-node";
import { RouteTables } from "../routes/route-tables";
import { AddressSet } from "../sets/address-set";
import { Extent, possibly, settled, union } from "./extent";

/** Addresses of application security groups: whole subnets whose NICs are all members, else the known addresses. */
export function applicationSecurityGroups(tables: RouteTables): ReadonlyMap<string, Extent> {
  const groups = new Map<string, Extent[]>();
  const add = (group: string, extent: Extent): void => {
    groups.set(group, [...(groups.get(group) ?? []), extent]);
  };
  const regions = new Map<readonly SubnetNode[], AddressSet>();
  for (const subnet of tables.network.subnets) {
    const members = subnet.networkInterfaces.flatMap((nic) =>
      nic.ipConfigurations.filter(({ subnet: own }) => own === subnet.address).map((it) => ({ ...it, nic })),
    );
    const isIn = (name: string): boolean =>
      members.every((it) => it.applicationSecurityGroups.includes(name));
    for (const { applicationSecurityGroups: names, privateIp, nic, uncertainGroups = [] } of members) {
      const own = privateIp === undefined ? subnet.region : AddressSet.of([privateIp]);
      const dynamic = { resource: nic.address, argument: "private_ip_address", text: "", candidates: [] };
      for (const name of names) {
        const extent = privateIp === undefined ? possibly(own, dynamic) : settled(own);
        add(name, isIn(name) ? settled(subnet.region) : extent);
      }
      for (const unknown of uncertainGroups) {
        unknown.candidates.forEach((name) => add(name, possibly(own, unknown)));
      }
    }
  }
  for (const { nic, unknown, subnets } of tables.network.unplacedInterfaces) {
    for (const it of nic.ipConfigurations.filter(({ subnet }) => subnet === undefined)) {
      const isKnown = it.privateIp !== undefined;
      const own = isKnown
        ? AddressSet.of([it.privateIp])
        : remember(regions, subnets, () => AddressSet.unionOf(subnets.map(({ region }) => region)));
      it.applicationSecurityGroups.forEach((name) =>
        add(name, isKnown ? settled(own) : possibly(own, unknown)),
      );
      for (const one of it.uncertainGroups ?? []) {
        one.candidates.forEach((name) => add(name, possibly(own, one)));
      }
    }
  }
  const open = new Set(
    tables.network.model.unknownArguments.flatMap(({ resource, argument }) =>
      argument === "subnet_id" ? [resource] : [],
    ),
  );
  for (const endpoint of tables.network.model.privateEndpoints) {
    const { privateIps, applicationSecurityGroups: names = [], uncertainGroups = [] } = endpoint;
    const subnet = tables.network.subnet(endpoint.subnet);
    const isKnown = privateIps.length > 0;
    const places = subnet === undefined && open.has(endpoint.address) ? tables.network.subnets : [];
    const anywhere = remember(regions, places, () => AddressSet.unionOf(places.map(({ region }) => region)));
    const own = isKnown ? AddressSet.of(privateIps) : (subnet?.region ?? anywhere);
    const dynamic = { resource: endpoint.address, argument: "private_ip_address", text: "", candidates: [] };
    names.forEach((name) => add(name, isKnown ? settled(own) : possibly(own, dynamic)));
    for (const unknown of uncertainGroups) {
      unknown.candidates.forEach((name) => add(name, possibly(own, unknown)));
    }
  }
  return new Map([...groups].map(([name, extents]) => [name, union(extents)]));
}
