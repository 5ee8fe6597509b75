import { IConstruct } from "constructs";
import { parseIpv4 } from "../cidr";
import { quote } from "../core/azure-names";
import { identityOf } from "../core/references";
import { knownPrefix } from "../network/addressing";
import { ISubnet } from "../network/i-subnet";
import { contentsOf } from "../network/network-contents";

/**
 * Networks, the firewall's and their peers, whose machines ask a firewall for names that has no DNS proxy: it is alone in its subnet,
 * so nobody would answer at any address there.
 *
 * @param firewall the firewall
 * @param subnet its subnet
 * @param privateIpAddress the expression of its private address
 */
export function unansweredProblem(
  firewall: IConstruct,
  { virtualNetwork, addressPrefix }: ISubnet,
  privateIpAddress: string,
): string | undefined {
  const prefix = knownPrefix(addressPrefix);
  const own = identityOf(firewall, privateIpAddress);
  const isOfFirewall = (server: string): boolean => {
    const address = parseIpv4(server);
    return address === undefined
      ? identityOf(firewall, server) === own
      : prefix !== undefined && prefix.containsAddress(address);
  };
  const asking = new Set(
    [virtualNetwork, ...contentsOf(virtualNetwork).peerings.map(({ peer }) => peer)]
      .filter((network) => contentsOf(network).dnsServers.some(({ servers }) => servers.some(isOfFirewall)))
      .map(({ name }) => name),
  );
  const [first, ...more] = asking;
  return first === undefined
    ? undefined
    : `virtual network ${quote(first)}${more.length > 0 ? ` (and ${more.length} more)` : ""} has the firewall as its DNS server, and ` +
        "its policy has no DNS proxy, so nobody answers: give the policy dnsProxy, or the network other dnsServers";
}
