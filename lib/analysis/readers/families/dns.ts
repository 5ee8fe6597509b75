import { groupPairs } from "../../../collections/group-by";
import {
  Dns,
  DnsForwardingRuleset,
  DnsResolver,
  DnsResolverEndpoint,
  NetworkDnsServers,
  PrivateDnsZone,
} from "../../model";
import { Block } from "../terraform/block";
import { TerraformResource } from "../terraform/value";
import { ModelContext } from "./context";

/** Where the input says no other. */
const DNS_PORT = 53;
const ZONE = "azurerm_private_dns_zone";
const RESOLVER = "azurerm_private_dns_resolver";
const ENDPOINTS = {
  inbound: `${RESOLVER}_inbound_endpoint`,
  outbound: `${RESOLVER}_outbound_endpoint`,
} as const;
const RULESET = `${RESOLVER}_dns_forwarding_ruleset`;

/** Reads DNS servers of networks, private zones and resolvers. What isn't found is no problem: no packet depends on it. */
export function readDns(context: ModelContext): Dns {
  return {
    servers: servers(context),
    resolvers: managed(context, RESOLVER).map((resource): DnsResolver => ({
      ...context.resource(resource),
      virtualNetwork: context.subnets.networkOf(Block.of(resource).value("virtual_network_id")),
    })),
    resolverEndpoints: [...endpoints(context, "inbound"), ...endpoints(context, "outbound")],
    rulesets: rulesets(context),
    zones: zones(context),
  };
}

function managed(context: ModelContext, type: string): TerraformResource[] {
  return context.resources.managed(type);
}

function servers(context: ModelContext): NetworkDnsServers[] {
  const separate = managed(context, "azurerm_virtual_network_dns_servers").map((resource) => ({
    resource,
    home: context.subnets.networkOf(Block.of(resource).value("virtual_network_id")),
  }));
  const hasUnplaced = separate.some(({ home }) => home === undefined);
  const byNetwork = new Map(separate.map(({ home, resource }) => [home, resource]));
  return managed(context, "azurerm_virtual_network").map((network) => {
    const origin = byNetwork.get(network.address) ?? network;
    const block = Block.of(origin);
    const given = block.items("dns_servers");
    const found = given.map((value) => context.addressNamed(value)).filter(({ text }) => text !== "null");
    const isNamed = found.every(({ ip, resource }) => ip !== undefined || resource !== undefined);
    return {
      virtualNetwork: network.address,
      origin: origin.address,
      servers: found,
      isOpen: !isNamed || (origin === network && given.length === 0 && hasUnplaced),
    };
  });
}

function endpoints(context: ModelContext, direction: keyof typeof ENDPOINTS): DnsResolverEndpoint[] {
  return managed(context, ENDPOINTS[direction]).map((resource) => {
    const block = Block.of(resource);
    const place = block.block("ip_configurations") ?? block;
    return {
      ...context.resource(resource),
      direction,
      resolver: context.find(block.value("private_dns_resolver_id"), [RESOLVER])?.address,
      subnet: context.subnets.subnetOf(place.value("subnet_id")),
      privateIp: place.text("private_ip_address"),
    };
  });
}

function rulesets(context: ModelContext): DnsForwardingRuleset[] {
  const partsOf = <T>(type: string, read: (block: Block, part: TerraformResource) => T) =>
    groupPairs(
      managed(context, type)
        .map((part) => ({ part, block: Block.of(part) }))
        .filter(({ block }) => block.boolean("enabled") !== false)
        .map(({ part, block }) => {
          const owner = context.find(block.value("dns_forwarding_ruleset_id"), [RULESET])?.address;
          return [owner, read(block, part)] as const;
        }),
    );
  const rules = partsOf(`${RESOLVER}_forwarding_rule`, (block, { address }) => ({
    address,
    domain: block.text("domain_name"),
    servers: block.blocks("target_dns_servers").flatMap((server) => {
      const ip = server.value("ip_address");
      const port = server.has("port") ? server.number("port") : DNS_PORT;
      return ip === undefined ? [] : [{ ...context.addressNamed(ip), port }];
    }),
  }));
  const links = partsOf(`${RESOLVER}_virtual_network_link`, (block) =>
    context.subnets.networkOf(block.value("virtual_network_id")),
  );
  return managed(context, RULESET).map((resource) => ({
    ...context.resource(resource),
    outboundEndpoints: Block.of(resource)
      .items("private_dns_resolver_outbound_endpoint_ids")
      .flatMap((id) => context.find(id, [ENDPOINTS.outbound])?.address ?? []),
    rules: rules.get(resource.address) ?? [],
    networks: (links.get(resource.address) ?? []).filter((network) => network !== undefined),
  }));
}

function zones(context: ModelContext): PrivateDnsZone[] {
  const named = new Map(
    managed(context, ZONE).map((zone) => [nameIn(Block.of(zone).text("name") ?? ""), zone]),
  );
  const links = managed(context, `${ZONE}_virtual_network_link`).map((resource) => {
    const block = Block.of(resource);
    const group = block.text("resource_group_name");
    const given = block.value("private_dns_zone_id", "private_dns_zone_name");
    const text = block.text("private_dns_zone_id", "private_dns_zone_name");
    // What is written out and isn't here is elsewhere.
    const zone = context.find(given, [ZONE], group) ?? (text && named.get(nameIn(text)));
    const isOpen = zone === undefined && text === undefined;
    return {
      address: resource.address,
      zone: zone ? zone.address : undefined,
      registers: block.boolean("registration_enabled") === true,
      isOpen,
      network: context.subnets.networkOf(block.value("virtual_network_id")),
    };
  });
  return managed(context, ZONE).map((resource) => {
    const own = links.filter(({ zone }) => zone === resource.address);
    const networks = own.map(({ network }) => network).filter((network) => network !== undefined);
    return {
      ...context.resource(resource),
      networks,
      registrations: own.flatMap(({ address, network, registers }) =>
        registers && network !== undefined ? [{ address, network }] : [],
      ),
      hasOpenLinks:
        networks.length < (linksOf(resource) ?? own.length) ||
        networks.length < own.length ||
        links.some(({ isOpen }) => isOpen),
    };
  });
}

/** How many links Azure says that a zone has. */
function linksOf(zone: TerraformResource): number | undefined {
  return Block.of(zone).number("number_of_virtual_network_links");
}

/** The name of a zone, or that in its id. */
function nameIn(text: string): string {
  return text.split("/").at(-1)!.toLowerCase();
}
