import { CandidateSource } from "../candidate";
import { joinedWays } from "./asymmetry";
import { blockingRules } from "./blocking-rules";
import { firewallRules } from "./firewall-rules";
import { natGateways, translatedSources } from "./internet";
import { ipGroupMembers } from "./ip-groups";
import { balancerMembers, balancerRules, basicLoadBalancers } from "./load-balancers";
import { narrowerRoutes } from "./narrower-routes";
import { forwardingNics, misleadingRoutes } from "./next-hops";
import { forwardedTraffic, networkAccess, unsharedGateways } from "./peering-flags";
import { missingHalves, missingPeerings } from "./peerings";
import { endpointPolicies } from "./private-endpoints";
import { refusedRoutes, unwantedRoutes } from "./propagation";
import { publishingRules } from "./published";
import { endedSessions, exchangedBranches, routesToGateway } from "./route-servers";
import { missingRoutes } from "./routes";
import { securityRules } from "./security-rules";
import { unboundTables } from "./tables";
import { trafficSelectors } from "./traffic-selectors";
import { missingDirections, silentTunnels } from "./tunnels";
import { missingConnections, missingPropagation, refusedDefaultRoutes, wanSettings } from "./virtual-hubs";
import { wantedWay } from "./wanted-way";

/** Everything that may be the cure of what a pair met; those that say most surely what is wrong come first. */
export const CANDIDATE_SOURCES: readonly CandidateSource[] = [
  publishingRules,
  blockingRules,
  missingHalves,
  missingPropagation,
  missingConnections,
  wanSettings,
  missingDirections,
  silentTunnels,
  refusedDefaultRoutes,
  forwardedTraffic,
  securityRules,
  ipGroupMembers,
  firewallRules,
  trafficSelectors,
  networkAccess,
  forwardingNics,
  basicLoadBalancers,
  balancerRules,
  balancerMembers,
  refusedRoutes,
  endpointPolicies,
  unwantedRoutes,
  wantedWay,
  joinedWays,
  translatedSources,
  natGateways,
  routesToGateway,
  exchangedBranches,
  unsharedGateways,
  unboundTables,
  missingRoutes,
  narrowerRoutes,
  misleadingRoutes,
  endedSessions,
  missingPeerings,
];
