import { ADDRESS_CASES } from "./addresses";
import { APPLICATION_GROUP_CASES } from "./application-groups";
import { EGRESS_CASES } from "./egress";
import { EXPRESS_ROUTE_CASES } from "./express-route";
import { FIREWALL_POLICY_CASES } from "./firewall-policies";
import { GATEWAY_CASES } from "./gateways";
import { MACHINE_CASES } from "./machines";
import { NETWORK_MANAGER_CASES } from "./network-manager";
import { NETWORK_CASES } from "./networks";
import { PRIVATE_DNS_CASES } from "./private-dns";
import { PROTECTION_CASES } from "./protection";
import { ROUTE_CASES } from "./routes";
import { SERVICE_SUBNET_CASES } from "./service-subnets";
import { SERVICE_CASES } from "./services";
import { Case } from "./terraform";
import { VIRTUAL_WAN_CASES } from "./virtual-wan";

/** What is found and what isn't, of each check. */
export const CASES: readonly Case[] = [
  ...ADDRESS_CASES,
  ...EGRESS_CASES,
  ...NETWORK_CASES,
  ...ROUTE_CASES,
  ...GATEWAY_CASES,
  ...EXPRESS_ROUTE_CASES,
  ...SERVICE_CASES,
  ...SERVICE_SUBNET_CASES,
  ...FIREWALL_POLICY_CASES,
  ...APPLICATION_GROUP_CASES,
  ...MACHINE_CASES,
  ...NETWORK_MANAGER_CASES,
  ...PRIVATE_DNS_CASES,
  ...PROTECTION_CASES,
  ...VIRTUAL_WAN_CASES,
];
