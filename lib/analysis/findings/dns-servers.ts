import { firstUsable, PLATFORM_ADDRESS, PRIVATE_PREFIXES } from "../../azure/address-ranges";
import { RESOLVER_SUBNET } from "../../azure/private-dns";
import { formatIpv4, Ipv4Prefix, parseIpv4 } from "../../cidr";
import { Firewall, IpReference, NetworkDnsServers } from "../model";
import { EndpointNode, onPremisesEndpoints, subnetEndpoint } from "../network/endpoints";
import { SubnetNode, VirtualNetworkNode } from "../network/virtual-network-node";
import { Verdict } from "../result";
import { AddressSet } from "../sets/address-set";
import { PacketSet } from "../sets/packet-set";
import { AnalysisContext, askingAbout } from "../trace/context";
import { trace } from "../trace/tracer";
import { judgeAnswer } from "../verdict/verdict";
import { CheckedNetwork } from "./checked-network";
import { answererOf, proxyOf } from "./dns-answerers";
import {
  isPartlyElsewhere,
  receiverOf,
  RoutedCheck,
  RoutedNetwork,
  userDefaultRoutes,
} from "./routed-network";
import { SOURCES } from "./sources";
import { nameOf } from "./words";

const RESOLVER = RESOLVER_SUBNET.delegation.toLowerCase();
const GATEWAY_SUBNET = "gatewaysubnet";
export const DNS_PORT = 53;
/** Verdicts with which no answer comes. */
const UNANSWERED: readonly Verdict[] = ["BLOCKED", "ONE_WAY"];

/** Whether machines get an answer from the DNS servers that their network names, and one that fits its firewall. */
export const DNS_SERVER_CHECKS: readonly RoutedCheck[] = [
  {
    code: "DNS_SERVER_UNREACHABLE",
    severity: "warning",
    what: {
      en: "A network names a DNS server that one of its subnets doesn't reach on UDP port 53, or that doesn't answer it (W57)",
      ja: "仮想ネットワークに設定された DNS サーバーに、サブネットの 1 つから UDP 53 番ポートで到達できないか、サーバーがそのサブネットに応答しません（W57）",
    },
    source: SOURCES.networkNameResolution,
    fix: {
      en: "Open the way to the DNS server, or name one that the network reaches.",
      ja: "DNS サーバーへの経路を確保するか、到達できるサーバーを指定してください。",
    },
    *find(network) {
      const asking = { ...network, context: askingAbout(network.context, "udp", DNS_PORT) };
      const sites = onPremisesEndpoints(network.context.tables.gateways);
      for (const { node, setting } of networksWithServers(network)) {
        for (const server of setting.servers) {
          const lost = subnetsOf(node).find((subnet) => isLost(asking, subnet, server, sites));
          if (lost !== undefined) {
            const { endpoint, firewall } = answererOf(network.checked, server);
            const ip = server.ip ?? (endpoint ?? firewall)?.name ?? server.text;
            yield {
              resource: setting.origin,
              message: {
                en: `${node.name} names DNS server ${ip}, but ${lost.id} gets no answer from it on UDP port 53.`,
                ja: `${node.name} には DNS サーバー ${ip} が設定されていますが、${lost.id} は UDP 53 番ポートで応答を得られません。`,
              },
              fix: {
                en: `Open the way from ${lost.id} to ${ip} (reach and fix with --from ${lost.id} --all --protocol udp --port 53 tell how), or name a server that it reaches.`,
                ja: `${lost.id} から ${ip} への経路を確保するか（reach と fix に --from ${lost.id} --all --protocol udp --port 53 を付けると方法が分かります）、到達できるサーバーを指定してください。`,
              },
            };
          }
        }
      }
    },
  },
  {
    code: "DNS_PROXY_NOT_ASKED",
    severity: "warning",
    what: {
      en: "A network leaves through a firewall with DNS proxy and asks others for names: rules by name may see other addresses than its machines (W60)",
      ja: "仮想ネットワークは DNS プロキシが有効なファイアウォールを経由しますが、名前解決には別のサーバーを使います。FQDN を使うルールと仮想マシンで、解決されるアドレスが異なる可能性があります（W60）",
    },
    source: SOURCES.firewallDns,
    fix: {
      en: "Let the network ask the firewall.",
      ja: "仮想ネットワークの DNS サーバーをファイアウォールにしてください。",
    },
    *find(network) {
      for (const setting of network.checked.model.dns.servers) {
        const node = network.context.network.virtualNetwork(setting.virtualNetwork);
        const firewall = node && firewallOutwards(network.context, node);
        const proxy = firewall && proxyOf(network.checked, firewall);
        if (!node || !firewall || !proxy?.isOn || proxy.servers === undefined || setting.isOpen) {
          continue;
        }
        const asked = setting.servers.map((server) => answererOf(network.checked, server).firewall?.address);
        // Who asks whom the firewall asks gets the same answers.
        const hasSame = setting.servers.some(({ ip }) => ip !== undefined && proxy.servers!.includes(ip));
        const hasOwn = network.checked
          .resourcesOf("azurerm_network_interface")
          .some(({ arguments: values, address }) => {
            const isHere = node.subnets.some(({ networkInterfaces }) =>
              networkInterfaces.some((nic) => nic.address === address),
            );
            return isHere && values.isSet("dns_servers");
          });
        if (!asked.includes(firewall.address) && !hasSame && !hasOwn) {
          const others = setting.servers.map(({ ip, text }) => ip ?? text).join(", ");
          yield {
            resource: setting.origin,
            message: {
              en: `${node.name} leaves through firewall ${nameOf(firewall)}, whose DNS proxy is on, but asks ${others || "Azure's own DNS"}: rules by name may see other addresses than its machines.`,
              ja: `${node.name} は DNS プロキシが有効なファイアウォール ${nameOf(firewall)} を経由しますが、名前解決には ${others || "Azure 既定の DNS"} を使います。FQDN を使うルールと仮想マシンで、解決されるアドレスが異なる可能性があります。`,
            },
            fix: {
              en: `Set dns_servers of ${node.name} to the private address of ${nameOf(firewall)}.`,
              ja: `${node.name} の dns_servers に ${nameOf(firewall)} のプライベート IP アドレスを指定してください。`,
            },
          };
        }
      }
    },
  },
];

function* networksWithServers({
  checked,
  context,
}: RoutedNetwork): Iterable<{ readonly node: VirtualNetworkNode; readonly setting: NetworkDnsServers }> {
  for (const setting of checked.model.dns.servers) {
    const node = context.network.virtualNetwork(setting.virtualNetwork);
    if (node !== undefined && checked.isOne(node.address)) {
      yield { node, setting };
    }
  }
}

/** Subnets whose machines ask, one of those that routes and rules treat alike. */
function subnetsOf({ subnets }: VirtualNetworkNode): readonly SubnetNode[] {
  const asking = subnets.filter(
    ({ model, prefixes, reserved }) =>
      !reserved &&
      prefixes.length > 0 &&
      !model.delegations.some((service) => service.toLowerCase() === RESOLVER),
  );
  const kinds = asking.map(({ model, networkSecurityGroup, routeTable }) =>
    [
      routeTable?.address,
      networkSecurityGroup?.address,
      JSON.stringify([model.uncertainRouteTables, model.uncertainSecurityGroups, model.serviceEndpoints]),
    ].join(" "),
  );
  return asking.filter((_, i) => kinds.indexOf(kinds[i]) === i);
}

/** Whether a subnet surely gets no answer from a DNS server. */
export function isLost(
  network: RoutedNetwork,
  subnet: SubnetNode,
  server: IpReference,
  sites: readonly EndpointNode[],
): boolean {
  const { context, checked } = network;
  const [own] = subnet.prefixes;
  const given = server.ip === undefined ? undefined : parseIpv4(server.ip);
  const owner = context.nextHops.candidates(server).map((one) => one.subnet);
  const endpoint = context.network.subnet(answererOf(checked, server).endpoint?.subnet);
  const home = endpoint ?? owner[0] ?? (given === undefined ? undefined : subnetWith(context, subnet, given));
  const address = given ?? (home?.prefixes[0] && firstUsable(home!.prefixes[0]));
  if (own === undefined || address === undefined || home === subnet || server.ip === PLATFORM_ADDRESS) {
    return false;
  }
  const from = subnetEndpoint(subnet);
  const source = firstUsable(own);
  const site = home === undefined ? siteWith(sites, address) : undefined;
  const target = home === undefined ? site : subnetEndpoint(home);
  if (target !== undefined) {
    const to = given === undefined ? target : { ...target, ...only(given) };
    const answer = judgeAnswer(context, from, to, (end) => [end === from ? source : address]);
    return UNANSWERED.includes(answer.verdict);
  }
  return isNowhere(network, subnet, address) && isDropped(context, from, address);
}

/** The subnet that has an address, as seen from another: its own network first, then those that are peered. */
function subnetWith({ network }: AnalysisContext, from: SubnetNode, address: number): SubnetNode | undefined {
  const own = from.virtualNetwork;
  const near = [own, ...own.links.keys()].find(({ space }) => space.contains(address));
  const all = network.virtualNetworks.filter(({ space }) => space.contains(address));
  const home = near ?? (all.length === 1 ? all[0] : undefined);
  return home?.subnets.find(({ region }) => region.contains(address));
}

function siteWith(sites: readonly EndpointNode[], address: number): EndpointNode | undefined {
  const having = sites.filter(({ parsedPrefixes }) =>
    parsedPrefixes.some((prefix) => prefix.containsAddress(address)),
  );
  return having.length === 1 ? having[0] : undefined;
}

function only(address: number): Pick<EndpointNode, "parsedPrefixes" | "prefixes" | "region"> {
  const prefix = Ipv4Prefix.containing(address, 32);
  return {
    prefixes: [prefix.toString()],
    parsedPrefixes: [prefix],
    region: AddressSet.ofPrefixes([prefix]),
  };
}

/** Whether nothing that the input knows or leaves open has a private address. */
function isNowhere(
  { checked, context }: RoutedNetwork,
  { virtualNetwork }: SubnetNode,
  address: number,
): boolean {
  const near = [virtualNetwork, ...virtualNetwork.links.keys()];
  const all = context.network.virtualNetworks;
  return (
    !checked.hasGaps &&
    PRIVATE_PREFIXES.some((prefix) => prefix.containsAddress(address)) &&
    // What exists already may have other subnets and peers than this input holds.
    all.every(
      ({ model, space }) =>
        !space.contains(address) && model.external !== true && model.addressSpaceUnknown === undefined,
    ) &&
    context.tables.gateways.sites.every(
      ({ addressSpaceUnknown, undeclared }) => addressSpaceUnknown === undefined && undeclared.size === 0,
    ) &&
    !near.some((one) => isPartlyElsewhere(one) || awaitsGateway(checked, one))
  );
}

/** Whether a network has the subnet of a gateway that this input doesn't hold. */
function awaitsGateway(checked: CheckedNetwork, { address, subnets }: VirtualNetworkNode): boolean {
  return (
    subnets.some(({ name }) => name.toLowerCase() === GATEWAY_SUBNET) &&
    checked.gatewaysIn(address).length === 0
  );
}

/** Whether every way on which a subnet sends to an address ends with its loss. */
function isDropped(context: AnalysisContext, from: EndpointNode, address: number): boolean {
  const place = only(address);
  const to: EndpointNode = {
    id: formatIpv4(address),
    address: formatIpv4(address),
    kind: "subnet",
    reserved: false,
    ...place,
  };
  const packets = PacketSet.of(from.region, to.region, "udp", context.options.port);
  const ends = trace(context, { from, to, address, packets, inWords: false });
  return ends.every(({ outcome, state }) => outcome === "DROPPED" && !state.conditional && !state.uncertain);
}

/** The firewall to which a network's subnets send what leaves Azure, if all that send it anywhere do. */
export function firewallOutwards(
  context: AnalysisContext,
  { subnets }: VirtualNetworkNode,
): Firewall | undefined {
  const receivers = subnets
    .filter(({ reserved }) => !reserved)
    .flatMap((subnet) => {
      const [row] = userDefaultRoutes(context.tables.tableOf(subnet));
      return row === undefined ? [] : [receiverOf(context, subnet, row)];
    });
  const [first] = receivers;
  const isSame = receivers.every(
    (one) => one?.kind === "firewall" && first?.kind === "firewall" && one.firewall === first.firewall,
  );
  return isSame && first?.kind === "firewall" ? first.firewall : undefined;
}
