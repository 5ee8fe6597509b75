import { ADDRESSING_CHECKS } from "./addressing";
import { APPLICATION_GATEWAY_CHECKS } from "./application-gateways";
import { APPLICATION_GROUP_CHECKS } from "./application-groups";
import { AUTONOMOUS_SYSTEM_CHECKS } from "./autonomous-systems";
import { BALANCING_CONFLICT_CHECKS } from "./balancing-conflicts";
import { BASTION_CHECKS } from "./bastion-hosts";
import { Check, CheckFamily } from "./check";
import { CheckedNetwork } from "./checked-network";
import { CREATION_ORDER_CHECKS } from "./creation-order";
import { CREDENTIAL_CHECKS } from "./credentials";
import { DDOS_PROTECTION_CHECKS } from "./ddos-protection";
import { DEFEATED_TRANSIT_CHECKS } from "./defeated-transit";
import { DEPLOYED_PEERING_CHECKS } from "./deployed-peerings";
import { DNS_FORWARDING_CHECKS } from "./dns-forwarding";
import { DNS_LINK_CHECKS } from "./dns-links";
import { DNS_OUTBOUND_ENDPOINT_CHECKS } from "./dns-outbound-endpoints";
import { EGRESS_CHECKS } from "./egress";
import { ENDPOINT_ACL_CHECKS } from "./endpoint-acls";
import { EXPRESS_ROUTE_CHECKS } from "./express-route";
import { FIREWALL_POLICY_CHECKS } from "./firewall-policies";
import { FIREWALL_RULE_CHECKS } from "./firewall-rules";
import { FIREWALL_CHECKS } from "./firewalls";
import { FLOW_LOG_CHECKS } from "./flow-logs";
import { GATEWAY_CONNECTION_CHECKS } from "./gateway-connections";
import { GATEWAY_NAT_RULE_CHECKS } from "./gateway-nat-rules";
import { GATEWAY_CHECKS } from "./gateways";
import { IP_GROUP_CHECKS } from "./ip-groups";
import { KUBERNETES_ADDRESS_CHECKS } from "./kubernetes-addresses";
import { KUBERNETES_CLUSTER_CHECKS } from "./kubernetes-clusters";
import { KUBERNETES_NAME_CHECKS } from "./kubernetes-names";
import { KUBERNETES_TABLE_CHECKS } from "./kubernetes-tables";
import { LIMIT_CHECKS } from "./limits";
import { LOAD_BALANCER_CHECKS } from "./load-balancers";
import { MACHINE_SIZE_CHECKS } from "./machine-sizes";
import { MACHINE_SUPPORT_CHECKS } from "./machine-support";
import { MACHINE_CHECKS } from "./machines";
import { MISTAKEN_REFERENCE_CHECKS } from "./mistaken-references";
import { NAME_CHECKS } from "./names";
import { NAT_GATEWAY_CHECKS } from "./nat-gateways";
import { NETWORK_INTERFACE_CHECKS } from "./network-interfaces";
import { NETWORK_MANAGER_CHECKS } from "./network-manager";
import { NETWORK_MANAGER_CONFLICTS } from "./network-manager-conflicts";
import { NETWORK_MANAGER_DEPLOYMENTS } from "./network-manager-deployments";
import { NEXT_HOP_CHECKS } from "./next-hops";
import { PEERING_CHECKS } from "./peerings";
import { PLACEMENT_CHECKS } from "./placement";
import { PLANNED_CHANGE_CHECKS } from "./planned-changes";
import { PRIVATE_DNS_CHECKS } from "./private-dns";
import { PRIVATE_NAME_CHECKS } from "./private-names";
import { PUBLIC_IP_CHECKS } from "./public-ips";
import { RESERVED_SUBNET_CHECKS } from "./reserved-subnets";
import { ROUTE_SERVER_CHECKS } from "./route-servers";
import { ROUTE_TABLE_BINDING_CHECKS } from "./route-table-bindings";
import { ROUTE_CHECKS } from "./routes";
import { ROUTING_APPLIANCE_CHECKS } from "./routing-appliances";
import { SECURITY_GROUP_CHECKS } from "./security-groups";
import { SECURITY_RULE_CHECKS } from "./security-rules";
import { SERVICE_SUBNET_CHECKS } from "./service-subnets";
import { SERVICE_TAG_CHECKS } from "./service-tags";
import { SITE_PREFIX_CHECKS } from "./site-prefixes";
import { STATIC_ADDRESS_CHECKS } from "./static-addresses";
import { SUBNET_DELEGATION_CHECKS } from "./subnet-delegations";
import { UNPLANNABLE_CHECKS } from "./unplannable";
import { VIRTUAL_WAN_CHECKS } from "./virtual-wan";
import { VPN_CLIENT_CHECKS } from "./vpn-clients";
import { WRITTEN_TWICE_CHECKS } from "./written-twice";

/** Every check of the configuration alone, by family; `routing.ts` has those that need routes. */
export const CHECK_FAMILIES: readonly CheckFamily<CheckedNetwork>[] = [
  { title: "Addresses", checks: [...ADDRESSING_CHECKS, ...STATIC_ADDRESS_CHECKS, ...SITE_PREFIX_CHECKS] },
  { title: "Names", checks: [...NAME_CHECKS, ...MISTAKEN_REFERENCE_CHECKS] },
  { title: "Regions and zones", checks: PLACEMENT_CHECKS },
  { title: "Reserved subnets", checks: RESERVED_SUBNET_CHECKS },
  { title: "Peerings", checks: PEERING_CHECKS },
  { title: "Peerings as deployed", checks: DEPLOYED_PEERING_CHECKS },
  { title: "Routes", checks: [...ROUTE_CHECKS, ...NEXT_HOP_CHECKS, ...ROUTE_TABLE_BINDING_CHECKS] },
  { title: "Gateways", checks: [...GATEWAY_CHECKS, ...GATEWAY_NAT_RULE_CHECKS] },
  { title: "ExpressRoute", checks: EXPRESS_ROUTE_CHECKS },
  { title: "VPN clients", checks: VPN_CLIENT_CHECKS },
  { title: "Connections", checks: GATEWAY_CONNECTION_CHECKS },
  { title: "Autonomous systems", checks: AUTONOMOUS_SYSTEM_CHECKS },
  { title: "Route Servers", checks: ROUTE_SERVER_CHECKS },
  {
    title: "Firewalls",
    checks: [...FIREWALL_CHECKS, ...FIREWALL_POLICY_CHECKS, ...FIREWALL_RULE_CHECKS, ...IP_GROUP_CHECKS],
  },
  {
    title: "Private DNS",
    checks: [
      ...PRIVATE_DNS_CHECKS,
      ...PRIVATE_NAME_CHECKS,
      ...DNS_FORWARDING_CHECKS,
      ...DNS_LINK_CHECKS,
      ...DNS_OUTBOUND_ENDPOINT_CHECKS,
    ],
  },
  { title: "Routing appliances", checks: ROUTING_APPLIANCE_CHECKS },
  { title: "Load balancers", checks: [...LOAD_BALANCER_CHECKS, ...BALANCING_CONFLICT_CHECKS] },
  {
    title: "Network security groups",
    checks: [
      ...SECURITY_GROUP_CHECKS,
      ...SECURITY_RULE_CHECKS,
      ...SERVICE_TAG_CHECKS,
      ...APPLICATION_GROUP_CHECKS,
      ...DEFEATED_TRANSIT_CHECKS,
    ],
  },
  {
    title: "Services in subnets",
    checks: [
      ...SUBNET_DELEGATION_CHECKS,
      ...SERVICE_SUBNET_CHECKS,
      ...ENDPOINT_ACL_CHECKS,
      ...APPLICATION_GATEWAY_CHECKS,
      ...KUBERNETES_CLUSTER_CHECKS,
      ...KUBERNETES_ADDRESS_CHECKS,
      ...KUBERNETES_TABLE_CHECKS,
      ...KUBERNETES_NAME_CHECKS,
    ],
  },
  { title: "Public IP addresses", checks: PUBLIC_IP_CHECKS },
  { title: "DDoS protection", checks: DDOS_PROTECTION_CHECKS },
  { title: "Egress", checks: [...NAT_GATEWAY_CHECKS, ...EGRESS_CHECKS] },
  { title: "Bastion", checks: BASTION_CHECKS },
  { title: "Network interfaces", checks: NETWORK_INTERFACE_CHECKS },
  {
    title: "Machines",
    checks: [...MACHINE_CHECKS, ...MACHINE_SIZE_CHECKS, ...MACHINE_SUPPORT_CHECKS, ...CREDENTIAL_CHECKS],
  },
  {
    title: "Virtual Network Manager",
    checks: [...NETWORK_MANAGER_DEPLOYMENTS, ...NETWORK_MANAGER_CHECKS, ...NETWORK_MANAGER_CONFLICTS],
  },
  { title: "Virtual WAN", checks: VIRTUAL_WAN_CHECKS },
  { title: "Flow logs", checks: FLOW_LOG_CHECKS },
  { title: "Limits", checks: LIMIT_CHECKS },
  { title: "Order of creation", checks: [...UNPLANNABLE_CHECKS, ...CREATION_ORDER_CHECKS] },
  { title: "Changes of a plan", checks: PLANNED_CHANGE_CHECKS },
  { title: "Written twice", checks: WRITTEN_TWICE_CHECKS },
];

export const CHECKS: readonly Check[] = CHECK_FAMILIES.flatMap(({ checks }) => checks);
