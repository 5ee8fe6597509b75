import { firstUsable, PLATFORM_ADDRESS } from "../../azure/address-ranges";
import { parseIpv4 } from "../../cidr";
import { DnsResolverEndpoint, Firewall, IpReference, VirtualNetwork } from "../model";
import { CheckedNetwork } from "./checked-network";
import { chainOf } from "./firewall-rules";

/** What answers at a DNS server's address, of what an input may hold. */
export interface Answerer {
  readonly endpoint?: DnsResolverEndpoint;
  readonly firewall?: Firewall;
}

/** The resolver's inbound endpoint or the firewall that a network asks. */
export function answererOf(network: CheckedNetwork, { ip, resource }: IpReference): Answerer {
  const { dns, firewalls } = network.model;
  const isThere = (
    { address, privateIp, subnet }: Firewall | DnsResolverEndpoint,
    takes: (ip: number) => boolean,
  ): boolean => {
    const asked = ip === undefined ? undefined : parseIpv4(ip);
    return resource === undefined
      ? privateIp === undefined
        ? asked !== undefined && network.isOne(subnet ?? "") && takes(asked)
        : privateIp === ip
      : resource === address;
  };
  const prefixesOf = (subnet: string | undefined) =>
    network.prefixesIn(network.subnets.get(subnet ?? "")?.prefixes ?? []);
  return {
    // Its subnet holds nothing else.
    endpoint: dns.resolverEndpoints.find(
      (one) =>
        one.direction === "inbound" &&
        isThere(one, (asked) => prefixesOf(one.subnet).some((prefix) => prefix.containsAddress(asked))),
    ),
    // U16: the first address that can be had.
    firewall: firewalls.find((one) =>
      isThere(one, (asked) => prefixesOf(one.subnet).some((prefix) => firstUsable(prefix) === asked)),
    ),
  };
}

/** A firewall's DNS settings, where the input tells them. */
export interface DnsProxy {
  readonly isOn: boolean;
  /** Whom it asks itself; none = Azure's own DNS, from its network. Undefined where only apply tells. */
  readonly servers?: readonly string[];
}

/** Undefined where the input doesn't tell. */
export function proxyOf(network: CheckedNetwork, firewall: Firewall): DnsProxy | undefined {
  const chain = chainOf(network, firewall.policy);
  if (chain.length === 0) {
    const values = network.argumentsOf(firewall.address);
    const isOpen = firewall.rulesUnknown !== undefined || !network.isManaged(firewall.address);
    const { known, unknown } = values.texts("dns_servers");
    return isOpen || values.isUnknown("dns_proxy_enabled", "dns_servers")
      ? undefined
      : {
          isOn: values.boolean("dns_proxy_enabled") ?? known.length > 0,
          servers: unknown ? undefined : known,
        };
  }
  for (const { address } of chain) {
    const values = network.argumentsOf(address);
    const [settings] = values.blocks("dns");
    if (values.isUnknown("dns") || settings?.isUnknown("proxy_enabled")) {
      return undefined;
    }
    if (settings !== undefined) {
      const { known, unknown } = settings.texts("servers");
      return { isOn: settings.boolean("proxy_enabled") === true, servers: unknown ? undefined : known };
    }
  }
  // A base policy that isn't here may have them.
  return chain.some(({ rulesUnknown }) => rulesUnknown !== undefined)
    ? undefined
    : { isOn: false, servers: [] };
}

/** The network in which the zones have to be linked for another's machines, where that is plain: they ask one server. */
export function resolvingNetwork(
  network: CheckedNetwork,
  asking: VirtualNetwork,
): VirtualNetwork | undefined {
  const setting = network.model.dns.servers.find(({ virtualNetwork }) => virtualNetwork === asking.address);
  if (setting === undefined || setting.isOpen) {
    return undefined;
  }
  const servers = setting.servers.filter(({ ip }) => ip !== PLATFORM_ADDRESS);
  if (servers.length === 0) {
    return asking;
  }
  const { endpoint, firewall } = answererOf(network, servers[0]);
  if (servers.length < setting.servers.length || servers.length > 1) {
    return undefined;
  }
  return endpoint ? network.networkOf(endpoint.subnet) : firewall && networkAskedBy(network, firewall);
}

/** Where a firewall's own questions are answered: by Azure in its network, or by the one resolver that it asks. */
function networkAskedBy(network: CheckedNetwork, firewall: Firewall): VirtualNetwork | undefined {
  const asked = proxyOf(network, firewall)?.servers;
  if (asked?.every((ip) => ip === PLATFORM_ADDRESS)) {
    return network.networkOf(firewall.subnet);
  }
  const [ip, ...others] = asked ?? [];
  const { endpoint } = ip === undefined ? {} : answererOf(network, { ip, text: ip });
  return others.length === 0 ? network.networkOf(endpoint?.subnet) : undefined;
}
