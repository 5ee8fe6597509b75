import { IConstruct, Construct } from "constructs";
import { childId } from "../core/child-id";
import { resourceOf } from "../core/references";
import { contentsOf } from "../network/network-contents";
import { NetworkDnsServers } from "../network/network-dns-servers";
import { NetworkMember } from "./network-member";

/** Lets a spoke ask DNS servers of the hub, unless it has some already or its network exists already. */
export function giveDnsServers(scope: IConstruct, spoke: NetworkMember, servers: string[]): void {
  const { virtualNetwork, placement } = spoke;
  if (resourceOf(virtualNetwork) && contentsOf(virtualNetwork).dnsServers.length === 0) {
    new NetworkDnsServers(scope as Construct, childId(scope, "DnsServers", spoke.name), {
      virtualNetwork,
      servers,
      provider: placement.provider,
    });
  }
}
