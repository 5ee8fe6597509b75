import { scalarOf } from "../terraform/value";
import { ArmArguments, ArmShape, blocks, top, valueOf } from "./shape";

const LINK: ArmArguments = { virtual_network_id: "virtualNetwork.id" };

export const PRIVATE_DNS_ZONE: ArmShape = {
  type: "azurerm_private_dns_zone",
  arguments: { number_of_virtual_network_links: "numberOfVirtualNetworkLinks" },
};

export const PRIVATE_DNS_ZONE_LINK: ArmShape = {
  type: "azurerm_private_dns_zone_virtual_network_link",
  parent: "private_dns_zone_id",
  arguments: { ...LINK, registration_enabled: "registrationEnabled" },
};

/** Which zones have the names of a private endpoint: a block in the provider, a resource inside the endpoint in Azure. */
export const PRIVATE_DNS_ZONE_GROUP: ArmShape = {
  type: "azurerm_private_endpoint_dns_zone_group",
  parent: "private_endpoint_id",
  arguments: { private_dns_zone_ids: "privateDnsZoneConfigs[].properties.privateDnsZoneId" },
};

export const DNS_RESOLVER: ArmShape = { type: "azurerm_private_dns_resolver", arguments: LINK };

export const DNS_INBOUND_ENDPOINT: ArmShape = {
  type: "azurerm_private_dns_resolver_inbound_endpoint",
  parent: "private_dns_resolver_id",
  arguments: {
    ip_configurations: blocks("ipConfigurations", {
      subnet_id: "subnet.id",
      private_ip_address: "privateIpAddress",
    }),
  },
};

export const DNS_OUTBOUND_ENDPOINT: ArmShape = {
  type: "azurerm_private_dns_resolver_outbound_endpoint",
  parent: "private_dns_resolver_id",
  arguments: { subnet_id: "subnet.id" },
};

export const DNS_FORWARDING_RULESET: ArmShape = {
  type: "azurerm_private_dns_resolver_dns_forwarding_ruleset",
  arguments: { private_dns_resolver_outbound_endpoint_ids: "dnsResolverOutboundEndpoints[].id" },
};

export const DNS_FORWARDING_RULE: ArmShape = {
  type: "azurerm_private_dns_resolver_forwarding_rule",
  parent: "dns_forwarding_ruleset_id",
  arguments: {
    domain_name: "domainName",
    enabled: (rule) => {
      const state = valueOf("forwardingRuleState", rule);
      const known = scalarOf(state);
      return typeof known === "string" ? known.toLowerCase() === "enabled" : state;
    },
    target_dns_servers: blocks("targetDnsServers", { ip_address: top("ipAddress") }),
  },
};

export const DNS_RULESET_LINK: ArmShape = {
  type: "azurerm_private_dns_resolver_virtual_network_link",
  parent: "dns_forwarding_ruleset_id",
  arguments: LINK,
};
