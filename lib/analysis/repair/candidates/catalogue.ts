import { CandidateSource } from "../candidate";
import { joinedWays } from "./asymmetry";
import { firewallRules } from "./firewall-rules";
import { forwardingNics, misleadingRoutes } from "./next-hops";
import { forwardedTraffic, networkAccess, unsharedGateways } from "./peering-flags";
import { missingHalves, missingPeerings } from "./peerings";
import { refusedRoutes, unwantedRoutes } from "./propagation";
import { missingRoutes } from "./routes";
import { securityRules } from "./security-rules";
import { unboundTables } from "./tables";

/** Everything that may be the cure of what a pair met; those that say most surely what is wrong come first. */
export const CANDIDATE_SOURCES: readonly CandidateSource[] = [
  missingHalves,
  forwardedTraffic,
  securityRules,
  firewallRules,
  networkAccess,
  forwardingNics,
  refusedRoutes,
  joinedWays,
  unwantedRoutes,
  unsharedGateways,
  unboundTables,
  missingRoutes,
  misleadingRoutes,
  missingPeerings,
];
