import { LIMITS } from "../azure/limits";
import { WarningCode } from "./warning-code";

/** A warning of the constructs: what may be wrong, and where that comes from. */
export interface WarningEntry {
  /** What it says, without the names of the case. */
  readonly what: string;
  /** Document that it follows from. */
  readonly source: string;
}

const LEARN = "https://learn.microsoft.com/azure";
const NETWORK_MANAGER_LIMITS = `${LEARN}/virtual-network-manager/concept-limitations`;

/** Every warning by its code, which acknowledges it. A finding about the same situation has the same code. */
export const WARNING_CATALOGUE = {
  [WarningCode.REGION_UNKNOWN]: {
    what: "The location is not on our list of regions, which may be older than the region",
    source: `${LEARN}/reliability/regions-list`,
  },
  [WarningCode.ZONES_WITHOUT_REGION_ZONES]: {
    what: "Availability zones are asked for in a region that had none when our list was made",
    source: `${LEARN}/reliability/regions-list`,
  },
  [WarningCode.RESOURCE_PROVIDERS_NOT_REGISTERED]: {
    what: "azurerm 5 registers no resource providers of Azure unless told, and the stack's provider isn't told to",
    source: "https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/guides/5.0-upgrade-guide",
  },
  [WarningCode.PEERING_LIMIT]: {
    what: `A virtual network has more than ${LIMITS.peeringsOfNetwork.value} peerings`,
    source: `${LEARN}/azure-resource-manager/management/azure-subscription-service-limits`,
  },
  [WarningCode.ROUTE_TABLE_LARGE]: {
    what: `A route table has more than ${LIMITS.routesOfTableBefore2026.value} routes, the limit before May 2026; more than ${LIMITS.routesOfTable.value} are refused`,
    source: `${LEARN}/azure-resource-manager/management/azure-subscription-service-limits`,
  },
  [WarningCode.GATEWAYSUBNET_BYPASS]: {
    what: "Packets to on-premises go through the transit and those from there don't: GatewaySubnet is not known",
    source: `${LEARN}/firewall/firewall-multi-hub-spoke`,
  },
  [WarningCode.SITE_GATEWAY_PRIVATE]: {
    what: "A site's VPN device has a private address, which a gateway doesn't find on the Internet",
    source: `${LEARN}/vpn-gateway/vpn-gateway-about-vpn-devices`,
  },
  [WarningCode.ONPREMISES_OVERLAPS_VNET]: {
    what: "A site or circuit claims addresses of a virtual network, where Azure keeps what goes to them",
    source: `${LEARN}/vpn-gateway/vpn-gateway-vpn-faq`,
  },
  [WarningCode.SITE_COVERS_NETWORKS]: {
    what: "A site claims a prefix that contains virtual networks: their unused addresses go into the tunnel",
    source: `${LEARN}/vpn-gateway/vpn-gateway-vpn-faq`,
  },
  [WarningCode.SITES_OVERLAP]: {
    what: "Two sites claim the same addresses, so one of them doesn't get its packets",
    source: `${LEARN}/vpn-gateway/vpn-gateway-vpn-faq`,
  },
  [WarningCode.ON_PREMISES_PREFIXES_UNKNOWN]: {
    what: "A site announces its prefixes by BGP alone, so packets to it go past the transit",
    source: `${LEARN}/firewall/firewall-multi-hub-spoke`,
  },
  [WarningCode.SPOKE_NOT_ROUTED]: {
    what: "A spoke whose network exists already has no subnet that uses its route table",
    source: `${LEARN}/virtual-network/virtual-networks-udr-overview`,
  },
  [WarningCode.SPOKE_WITHOUT_EGRESS]: {
    what: "A spoke has machines and no way to the Internet, so Windows isn't activated and nothing can be downloaded",
    source: `${LEARN}/virtual-network/ip-services/default-outbound-access`,
  },
  [WarningCode.NAT_GATEWAY_TIER_IN_REGION]: {
    what: "A NAT gateway of tier StandardV2 is asked for in a region that had none when our list was made",
    source: `${LEARN}/nat-gateway/nat-overview`,
  },
  [WarningCode.BASTION_PRIVATE_UNREACHED]: {
    what: "A Bastion without public address, and no gateway leads to its network",
    source: `${LEARN}/bastion/private-only-deployment`,
  },
  [WarningCode.BASTION_PRIVATE_BY_PORTAL]: {
    what: "A Bastion without public address, whose users come from on-premises, doesn't connect by address",
    source: `${LEARN}/bastion/private-only-deployment`,
  },
  [WarningCode.VPN_GATEWAY_TRANSIT_NOT_RECOMMENDED]: {
    what: "Spokes talk through the VPN gateway",
    source: `${LEARN}/architecture/networking/guide/spoke-to-spoke-networking`,
  },
  [WarningCode.CONNECTION_LIMIT]: {
    what: "The hub's gateway has more connections than its smaller sizes take",
    source: `${LEARN}/vpn-gateway/about-gateway-skus`,
  },
  [WarningCode.ROUTE_SERVER_GATEWAY_OUTAGE]: {
    what: "A Route Server is created beside a VPN gateway that is in use, which interrupts it",
    source: `${LEARN}/route-server/route-server-faq`,
  },
  [WarningCode.ROUTE_SERVER_NO_ON_PREMISES]: {
    what: "Spokes with a Route Server of their own can't use the hub's gateway and don't reach its sites",
    source: `${LEARN}/route-server/route-server-faq`,
  },
  [WarningCode.ROUTE_SERVER_SAME_PREFIX_ON_PREMISES]: {
    what: "A site has a prefix that the BGP speaker announces too",
    source: `${LEARN}/route-server/route-server-faq`,
  },
  [WarningCode.CONNECTED_GROUP_LIMIT]: {
    what: `A connected group has more than ${LIMITS.networksOfConnectedGroup.value} virtual networks, which takes a preview feature`,
    source: NETWORK_MANAGER_LIMITS,
  },
  [WarningCode.CONNECTED_GROUP_OVERLAP]: {
    what: "Networks of a connected group overlap: Azure drops what goes to the addresses that they share",
    source: NETWORK_MANAGER_LIMITS,
  },
  [WarningCode.MESH_ALONE]: {
    what: "A mesh has fewer than two networks, so it connects nothing",
    source: `${LEARN}/firewall/firewall-multi-hub-spoke`,
  },
  [WarningCode.NETWORK_GROUP_EMPTY]: {
    what: "A network manager has no groups and no pools, or a group has no networks, so nothing is managed",
    source: `${LEARN}/virtual-network-manager/concept-network-groups`,
  },
  [WarningCode.NETWORK_MANAGER_ADMIN_RULE_LIMIT]: {
    what: `A network manager has more than ${LIMITS.adminRulesOfManager.value} admin rules, or ${LIMITS.prefixesOfAdminRules.value} prefixes in them`,
    source: NETWORK_MANAGER_LIMITS,
  },
} as const satisfies { readonly [code in WarningCode]: WarningEntry };
