import { CandidateSource } from "../candidate";
import { adminRules } from "./admin-rules";
import { joinedWays } from "./asymmetry";
import { frontendPorts } from "./balancer-ports";
import { largerGateways } from "./basic-gateways";
import { connectionsByAddress } from "./bastion";
import { blockingRules } from "./blocking-rules";
import { connectedGroups, keptPeerings } from "./connected-groups";
import { defaultSites } from "./default-sites";
import { denialsBeforeNames } from "./denials-before-names";
import { gatewaysPassed } from "./fast-path";
import { firewallRules } from "./firewall-rules";
import { answersOfFirewalls } from "./forced-tunnels";
import {
  indirectNetworks,
  keptStaticRoutes,
  staticNetworkRoutes,
  strayHubRoutes,
  turnedStaticRoutes,
  writtenLabels,
} from "./hub-static-routes";
import {
  natGatewayAddresses,
  natGateways,
  openedAddresses,
  straightToInternet,
  translatedSources,
} from "./internet";
import { ipGroupMembers } from "./ip-groups";
import { balancerMembers, balancerPools, balancerRules, basicLoadBalancers } from "./load-balancers";
import { missingMembers, undeployedConfigurations } from "./managed-networks";
import { narrowerRoutes } from "./narrower-routes";
import { newRouteServers } from "./new-route-server";
import { forwardingNics, guessedFirewalls, misleadingRoutes } from "./next-hops";
import { peeredSubnets } from "./peered-subnets";
import { forwardedTraffic, networkAccess, unsharedGateways } from "./peering-flags";
import { missingHalves, missingPeerings } from "./peerings";
import { endpointNetworkPolicies, endpointPolicies, endpointsBesideIntent } from "./private-endpoints";
import { refusedRoutes, unwantedRoutes } from "./propagation";
import { openProxies, publishingRules } from "./published";
import { endedSessions, exchangedBranches, missingSessions, routesToGateway } from "./route-servers";
import { missingRoutes } from "./routes";
import { routingIntents } from "./routing-intents";
import { securityRules } from "./security-rules";
import { mistakenTables, unboundTables } from "./tables";
import { routeBasedTunnels, trafficSelectors } from "./traffic-selectors";
import { mistakenTranslations, newTranslations } from "./translations";
import { missingDirections, silentTunnels } from "./tunnels";
import { translatedFirst, unusedTranslations } from "./unused-dnat";
import {
  missingConnections,
  missingPropagation,
  otherAssociations,
  refusedDefaultRoutes,
  wanSettings,
} from "./virtual-hubs";
import { wantedWay } from "./wanted-way";

/** Everything that may be the cure of what a pair met; those that say most surely what is wrong come first. */
export const CANDIDATE_SOURCES: readonly CandidateSource[] = [
  publishingRules,
  openProxies,
  blockingRules,
  missingHalves,
  peeredSubnets,
  missingPropagation,
  keptStaticRoutes,
  indirectNetworks,
  otherAssociations,
  missingConnections,
  wanSettings,
  staticNetworkRoutes,
  turnedStaticRoutes,
  strayHubRoutes,
  writtenLabels,
  missingDirections,
  silentTunnels,
  refusedDefaultRoutes,
  routingIntents,
  forwardedTraffic,
  securityRules,
  adminRules,
  openedAddresses,
  connectionsByAddress,
  ipGroupMembers,
  denialsBeforeNames,
  firewallRules,
  trafficSelectors,
  routeBasedTunnels,
  gatewaysPassed,
  largerGateways,
  networkAccess,
  forwardingNics,
  basicLoadBalancers,
  frontendPorts,
  balancerRules,
  balancerPools,
  balancerMembers,
  refusedRoutes,
  endpointPolicies,
  endpointsBesideIntent,
  endpointNetworkPolicies,
  unwantedRoutes,
  wantedWay,
  joinedWays,
  translatedSources,
  straightToInternet,
  natGateways,
  natGatewayAddresses,
  answersOfFirewalls,
  unusedTranslations,
  translatedFirst,
  mistakenTranslations,
  newTranslations,
  missingSessions,
  routesToGateway,
  exchangedBranches,
  newRouteServers,
  defaultSites,
  unsharedGateways,
  unboundTables,
  mistakenTables,
  missingRoutes,
  narrowerRoutes,
  guessedFirewalls,
  misleadingRoutes,
  endedSessions,
  undeployedConfigurations,
  missingMembers,
  connectedGroups,
  keptPeerings,
  missingPeerings,
];
