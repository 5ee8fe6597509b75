import { Analysis, Finding } from "../result";
import { AnalysisContext } from "../trace/context";
import { APP_EGRESS_CHECKS } from "./app-egress";
import { BASTION_REACH_CHECKS } from "./bastion-reach";
import { BYPASS_CHECKS } from "./bypasses";
import { CheckFamily, foundBy } from "./check";
import { CheckedNetwork } from "./checked-network";
import { DEFAULT_ROUTE_CHECKS } from "./default-routes";
import { DNS_ASKER_CHECKS } from "./dns-askers";
import { DNS_SERVER_CHECKS } from "./dns-servers";
import { HALF_PEERING_CHECKS } from "./half-peerings";
import { LOPSIDED_PAIR_CHECKS } from "./lopsided-pairs";
import { MACHINES_WITHOUT_EGRESS_CHECKS } from "./machines-without-egress";
import { OVERLAPPING_SITE_CHECKS } from "./overlapping-sites";
import { RESERVED_SUBNET_ROUTE_CHECKS } from "./reserved-subnet-routes";
import { RoutedNetwork } from "./routed-network";
import { SUBNET_SERVICE_CHECKS } from "./subnet-services";
import { TRANSLATED_NETWORK_CHECKS } from "./translated-networks";
import { UNANSWERED_CLIENT_CHECKS } from "./unanswered-clients";
import { WINDOWS_ACTIVATION_CHECKS } from "./windows-activation";

/** Every check that needs routes or traces, by family; `catalogue.ts` has those that the model alone answers. */
export const ROUTED_CHECK_FAMILIES: readonly CheckFamily<RoutedNetwork>[] = [
  { title: "Halves of peerings", checks: HALF_PEERING_CHECKS },
  { title: "Bypassed appliances", checks: BYPASS_CHECKS },
  { title: "Sites", checks: OVERLAPPING_SITE_CHECKS },
  { title: "VPN clients", checks: UNANSWERED_CLIENT_CHECKS },
  { title: "Bastion and machines", checks: BASTION_REACH_CHECKS },
  { title: "DNS servers", checks: [...DNS_SERVER_CHECKS, ...DNS_ASKER_CHECKS] },
  { title: "Translated sources", checks: TRANSLATED_NETWORK_CHECKS },
  {
    title: "Machines without a way out",
    checks: [...MACHINES_WITHOUT_EGRESS_CHECKS, ...WINDOWS_ACTIVATION_CHECKS],
  },
  { title: "Default routes", checks: DEFAULT_ROUTE_CHECKS },
  { title: "Services in subnets", checks: [...SUBNET_SERVICE_CHECKS, ...APP_EGRESS_CHECKS] },
  { title: "Routes that cover reserved subnets", checks: RESERVED_SUBNET_ROUTE_CHECKS },
  { title: "Two directions", checks: LOPSIDED_PAIR_CHECKS },
];

/** Findings that need routes or traces. */
export function routingFindings(context: AnalysisContext, analysis: Analysis): readonly Finding[] {
  const network = { context, analysis, checked: CheckedNetwork.of(context.network) };
  return foundBy(
    ROUTED_CHECK_FAMILIES.flatMap(({ checks }) => checks),
    network,
  );
}
