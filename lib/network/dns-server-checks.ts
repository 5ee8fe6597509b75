import { LIMITS } from "../azure/limits";
import { parseIpv4 } from "../cidr";
import { isDeferred, isReference, quote } from "../core/azure-names";

/** What Azure would refuse of a network's DNS servers. */
export function dnsServerProblems(servers: readonly string[]): (string | undefined)[] {
  const { value } = LIMITS.dnsServersOfNetwork;
  return [
    ...servers
      .filter((server) => !isDeferred(server) && !isReference(server) && parseIpv4(server) === undefined)
      .map((server) => `the DNS server ${quote(server)} is not an IPv4 address such as "10.0.0.4"`),
    ...servers
      .filter((server, index) => servers.indexOf(server) < index)
      .map((server) => `the DNS server ${quote(server)} is listed twice; name each server once`),
    servers.length > value
      ? `there are ${servers.length} DNS servers, and a virtual network takes ${value}: leave some out`
      : undefined,
  ];
}
