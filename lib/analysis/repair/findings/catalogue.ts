import { eitherOf, settingOf, settingOfOpposite, settingsOf, takenOut } from "./arguments";
import { withoutAssociation } from "./associations";
import { asksFirewall, proxyOn } from "./dns";
import { FindingCure } from "./finding-cure";
import { countingRoutes } from "./private-endpoints";
import {
  apartFromDefault,
  controlPlaneToInternet,
  defaultToInternet,
  peersInstead,
  turnedToInternet,
  withoutRoute,
  withoutTable,
  workloadsInstead,
} from "./routes";
import {
  applicationGatewayRule,
  bastionRules,
  endpointsAtAppliance,
  managementNic,
  natGateway,
} from "./services";
import { withoutNetworks } from "./sites";
import { bgpOfBoth, keyOfOther, otherDirection } from "./tunnels";

/** The table takes the routes of the gateway again, whatever the provider's version calls that. */
const propagation = eitherOf(
  settingOf("bgp_route_propagation_enabled", true),
  settingOf("disable_bgp_route_propagation", false),
);

/** What is written against a finding, beside what its pair suggests (finding-question.ts). */
export const FINDING_CURES: ReadonlyMap<string, FindingCure> = new Map<string, FindingCure>([
  ["SITE_COVERS_NETWORKS", withoutNetworks],
  ["RESERVED_SUBNET_ROUTE_TABLE", withoutTable],
  ["RESERVED_SUBNET_SECURITY_GROUP", withoutAssociation("azurerm_subnet_network_security_group_association")],
  ["PEERING_SELF", takenOut],
  ["PEERING_DUPLICATE", takenOut],
  [
    "PEERING_BOTH_GATEWAY_FLAGS",
    eitherOf(settingOf("use_remote_gateways", false), settingOf("allow_gateway_transit", false)),
  ],
  ["PEERING_REMOTE_HAS_NO_GATEWAY", settingOf("use_remote_gateways", false)],
  [
    "PEERING_TRANSIT_NOT_ALLOWED",
    eitherOf(settingOfOpposite("allow_gateway_transit", true), settingOf("use_remote_gateways", false)),
  ],
  ["PEERING_OWN_GATEWAY", settingOf("use_remote_gateways", false)],
  ["PEERING_SEVERAL_REMOTE_GATEWAYS", settingOf("use_remote_gateways", false)],
  ["PEERING_DROPS_FORWARDED_TRAFFIC", settingOf("allow_forwarded_traffic", true)],
  ["ROUTE_PREFIX_DUPLICATE", withoutRoute],
  ["ROUTE_NEXT_HOP_NOT_FORWARDING", settingOf("ip_forwarding_enabled", true, "enable_ip_forwarding")],
  ["ROUTE_NEXT_HOP_IN_OWN_SUBNET", withoutRoute],
  ["ROUTE_DEFAULT_WITHOUT_EGRESS", natGateway],
  ["ROUTE_TO_EXPRESSROUTE_GATEWAY", withoutRoute],
  ["ROUTE_TO_MISSING_GATEWAY", withoutRoute],
  ["GATEWAY_SUBNET_DEFAULT_ROUTE", peersInstead],
  ["GATEWAY_SUBNET_WITHOUT_PROPAGATION", propagation],
  ["VPN_CLIENTS_UNANSWERED", propagation],
  ["FIREWALL_SUBNET_DEFAULT_ROUTE", eitherOf(turnedToInternet, managementNic)],
  ["FIREWALL_SUBNET_WITHOUT_DEFAULT_ROUTE", eitherOf(defaultToInternet, withoutTable)],
  ["FIREWALL_SUBNET_HALF_DEFAULT_ROUTES", managementNic],
  ["FIREWALL_MANAGEMENT_SUBNET_DEFAULT_ROUTE", turnedToInternet],
  ["CONNECTION_BGP_DIFFERS", bgpOfBoth],
  ["CONNECTION_HALF_MISSING", otherDirection],
  ["VNET_CONNECTION_WITHOUT_KEY", keyOfOther],
  ["CONNECTION_KEYS_DIFFER", keyOfOther],
  [
    "LB_HA_PORTS",
    settingsOf([
      ["protocol", "All"],
      ["frontend_port", 0],
      ["backend_port", 0],
    ]),
  ],
  ["LB_BASIC_RETIRED", settingOf("sku", "Standard")],
  ["BASTION_SECURITY_GROUP", bastionRules],
  ["DNS_PROXY_NOT_ASKED", asksFirewall],
  ["DNS_SERVER_WITHOUT_PROXY", proxyOn],
  ["PRIVATE_ENDPOINT_BYPASS", countingRoutes],
  ["SERVICE_ENDPOINT_BYPASS", endpointsAtAppliance],
  ["FIREWALL_LEARNS_DEFAULT_ROUTE", eitherOf(defaultToInternet, managementNic)],
  ["DEFAULT_ROUTE_RETURNS_TO_APPLIANCE", defaultToInternet],
  ["NAT_GATEWAY_UNUSED", withoutAssociation("azurerm_subnet_nat_gateway_association")],
  ["APPLICATION_GATEWAY_DEFAULT_ROUTE", eitherOf(apartFromDefault, turnedToInternet)],
  ["APPLICATION_GATEWAY_SECURITY_GROUP", applicationGatewayRule],
  ["API_MANAGEMENT_DEFAULT_ROUTE", controlPlaneToInternet],
  ["SERVICE_LEARNS_DEFAULT_ROUTE", defaultToInternet],
  ["ROUTE_COVERS_BASTION", workloadsInstead],
  ["ROUTE_COVERS_FIREWALL", workloadsInstead],
  ["GATEWAY_SUBNET_ROUTE_TOO_WIDE", workloadsInstead],
  [
    "PLAN_REPLACES_TRUSTED_MACHINE",
    settingsOf([
      ["secure_boot_enabled", true],
      ["vtpm_enabled", true],
    ]),
  ],
  ["VIRTUAL_HUB_DEFAULT_ROUTE_TO_SERVICE", settingOf("internet_security_enabled", false)],
]);

/** Findings about who reaches whom that have none, and why: whoever writes it has to know what no input holds. */
export const WITHOUT_CURE: ReadonlyMap<string, string> = new Map([
  ["VNET_OVERLAP_PEERED", "other addresses for a network are its owner's choice, and move everything in it"],
  ["VNET_OVERLAP_SISTERS", "other addresses for a network are its owner's choice, and move everything in it"],
  [
    "VNET_OVERLAP_CONNECTED",
    "other addresses for a network are its owner's choice, and move everything in it",
  ],
  ["ONPREMISES_OVERLAPS_VNET", "which of the two has the addresses, no input tells"],
  ["CLIENT_POOL_OVERLAP", "a pool that nothing else has, on-premises included, no input tells"],
  [
    "ANNOUNCEMENT_IGNORED",
    "which pairs should pass the appliance, nobody wrote: `fix --from … --to … --want through:…` routes one",
  ],
  ["SITES_OVERLAP", "which of the sites has the addresses, no input tells"],
  [
    "BASTION_REACHES_NOTHING",
    "what is in the way is a pair's, whose repair `fix --from bastion/… --to …` writes; a smaller network of it, nobody",
  ],
  ["FIREWALL_TRANSLATES_NETWORK", "whether its machines should see the firewall or who asks, no input tells"],
  ["BASTION_PRIVATE_UNREACHED", "from where its users come, no input tells"],
  ["BASTION_PRIVATE_BY_PORTAL", "whether its users have a native client, no input tells"],
  [
    "DNS_SERVER_UNREACHABLE",
    "the way to a DNS server is a pair's on UDP 53, whose repair `fix --from … --to … --protocol udp --port 53` writes",
  ],
  ["PEERING_HALF_OUTSIDE", "the other network is managed elsewhere"],
  ["PEERING_WITHOUT_TRIGGERS", "it changes when a later edit arrives, not who reaches whom"],
  ["PEERING_NOT_CONNECTED", "a deployed peering is made anew, which no argument says"],
  ["PEERING_OUT_OF_SYNC", "a deployed peering is synchronised, which no argument says"],
  ["ROUTE_PREFIX_SYNTAX", "what was meant, no input tells"],
  ["ROUTE_NEXT_HOP_TYPE", "what was meant, no input tells"],
  ["ROUTE_WITHOUT_NEXT_HOP", "what was meant, no input tells"],
  ["ROUTE_UNEXPECTED_NEXT_HOP", "whether the type or the address was meant, no input tells"],
  ["ROUTE_NEXT_HOP_SYNTAX", "what was meant, no input tells"],
  ["ROUTE_NEXT_HOP_PUBLIC", "what was meant, no input tells"],
  ["ROUTE_TABLE_ELSEWHERE", "a table is moved by making it anew in another region or subscription"],
  ["ROUTE_INTERNET_WITHOUT_EGRESS", "whether its machines should reach the Internet, no input tells"],
  ["CONNECTION_WITHOUT_PEER", "what it should connect to, no input tells"],
  [
    "CONNECTION_BGP_WITHOUT_GATEWAY",
    "it needs the other end's autonomous system number, which no input tells",
  ],
  ["ASN_SAME_AT_BOTH_ENDS", "another number is agreed with whoever is at the other end"],
  ["ROUTE_SERVER_GATEWAY_MODE", "a second address and another number interrupt a gateway that is in use"],
  ["LB_HA_PORTS_SKU", "what the public front end is for, no input tells"],
  ["LB_FRONTEND_UNKNOWN", "which front end was meant, no input tells"],
  ["LB_BACKEND_ELSEWHERE", "whether the machine or the load balancer should move, no input tells"],
  ["LB_BACKEND_IP_CONFIGURATION", "which configuration was meant, no input tells"],
  ["LB_HA_PORTS_TWICE", "which of the two rules should stay, no input tells"],
  ["LB_WITHOUT_PROBE", "on which port the appliance answers, no input tells"],
  ["LB_PROBE_ON_MANAGEMENT_PORT", "on which port the appliance answers, no input tells"],
  ["SECURITY_RULE_PRIORITY_TWICE", "which of the two rules should come first, no input tells"],
  ["SECURITY_RULE_PRIORITY", "where among the others it should come, no input tells"],
  ["SECURITY_RULE_INCOMPLETE", "which addresses were meant, no input tells"],
  ["VIRTUAL_NETWORK_TAG_IS_EVERYTHING", "whether the rule should allow what the tag holds, no input tells"],
  ["VIRTUAL_HUB_INTENT_WITH_ROUTES", "whether the routes or the intent should stay, no input tells"],
  ["VIRTUAL_HUB_INTENT_TWICE", "which policies should stay, no input tells"],
  ["VIRTUAL_HUB_INTENT_NEXT_HOP", "which firewall was meant, no input tells"],
  ["VIRTUAL_HUB_PREFIX_NOT_PRIVATE", "no argument of azurerm adds private prefixes to a routing intent"],
  ["VIRTUAL_HUB_OVERLAP", "other addresses for a network are its owner's choice, and move everything in it"],
  ["VIRTUAL_WAN_BASIC", "a WAN of type Standard costs more, which its owner decides"],
  ["NETWORK_MANAGER_NOT_DEPLOYED", "nothing is proposed for Virtual Network Manager (docs/repairs.md)"],
  [
    "NETWORK_MANAGER_REGION_NOT_DEPLOYED",
    "nothing is proposed for Virtual Network Manager (docs/repairs.md)",
  ],
  ["CONNECTED_GROUP_ENDPOINT_POLICIES", "nothing is proposed for Virtual Network Manager (docs/repairs.md)"],
  ["NETWORK_MANAGER_WITH_PEERINGS", "nothing is proposed for Virtual Network Manager (docs/repairs.md)"],
  ["CONNECTED_GROUP_OVERLAP", "nothing is proposed for Virtual Network Manager (docs/repairs.md)"],
  ["CONNECTED_GROUP_LIMIT", "nothing is proposed for Virtual Network Manager (docs/repairs.md)"],
  ["CONNECTED_GROUP_FULL", "nothing is proposed for Virtual Network Manager (docs/repairs.md)"],
  ["CONNECTED_GROUPS_OF_NETWORK", "nothing is proposed for Virtual Network Manager (docs/repairs.md)"],
  [
    "NETWORK_MANAGER_HUB_WITHOUT_GATEWAY",
    "nothing is proposed for Virtual Network Manager (docs/repairs.md)",
  ],
  ["NETWORK_MANAGER_DELETES_PEERINGS", "nothing is proposed for Virtual Network Manager (docs/repairs.md)"],
  [
    "NETWORK_MANAGER_REPLACES_ROUTE_TABLE",
    "nothing is proposed for Virtual Network Manager (docs/repairs.md)",
  ],
  ["NETWORK_MANAGER_ROUTE_CLASH", "nothing is proposed for Virtual Network Manager (docs/repairs.md)"],
  ["NETWORK_MANAGER_DEPLOYED_TWICE", "nothing is proposed for Virtual Network Manager (docs/repairs.md)"],
  ["NETWORK_MANAGER_ADMIN_RULE_LIMIT", "nothing is proposed for Virtual Network Manager (docs/repairs.md)"],
]);
