import { routesCount, securityRulesCount } from "../../../azure/private-endpoint-policies";
import { REPAIR_STEPS } from "../../messages/repair-steps";
import { Edit } from "../../model";
import { SubnetNode } from "../../network/virtual-network-node";
import { Candidate } from "../candidate";
import { Trial } from "../trial";
import { Draft } from "../writing/draft";
import { toSet } from "../writing/edits";
import { argumentOf, editable } from "../writing/references";

/** A /32 that beats the routes which its subnet could let count (R8). */
export function* endpointPolicies(trial: Trial): Iterable<Candidate> {
  for (const { decisions, target } of trial.ways) {
    const passesBy = decisions.some(({ hop }) => hop.route?.nextHopType === "InterfaceEndpoint");
    const subnet = passesBy ? target.subnet : undefined;
    if (subnet !== undefined) {
      yield* routesCounting(trial, subnet);
    }
  }
}

/** Private endpoints to which branches of a hub come past the firewall of its intent (W168). */
export function* endpointsBesideIntent(trial: Trial): Iterable<Candidate> {
  for (const { resource } of trial.reasons("HUB_ENDPOINT_BYPASS")) {
    const subnet = trial.context.network.subnet(resource);
    if (subnet !== undefined) {
      yield* routesCounting(trial, subnet);
    }
  }
}

/** Routes VnetLocal that lead to private endpoints only where the network says so (W160). */
export function* endpointNetworkPolicies(trial: Trial): Iterable<Candidate> {
  for (const { resource, params } of trial.reasons("ENDPOINT_ROUTE_LOCAL")) {
    const block = resource === undefined ? undefined : editable(trial, resource);
    if (block !== undefined) {
      yield {
        edits: [toSet(block, "private_endpoint_vnet_policies", "Basic")],
        what: REPAIR_STEPS.ENDPOINT_NETWORK_POLICY({ network: params.network ?? "" }),
      };
    }
  }
}

/** Routes count for the private endpoints of a subnet, and its security group no less than before. */
export function* routesCounting(draft: Draft, { id, address, model }: SubnetNode): Iterable<Candidate> {
  const { privateEndpointNetworkPolicies: policy = "Disabled" } = model;
  const block = editable(draft, address);
  const isOlder = OLDER_SWITCHES.some((one) => argumentOf(draft, address, one) !== undefined);
  if (block !== undefined && !isOlder && !routesCount(policy)) {
    const value = policy === "NetworkSecurityGroupEnabled" ? "Enabled" : "RouteTableEnabled";
    yield {
      edits: [toSet(block, "private_endpoint_network_policies", value)],
      what: REPAIR_STEPS.ENDPOINT_POLICY({ at: id }),
    };
  }
}

/** What a rule of a subnet's group needs to count for its private endpoints too; `undefined` where that can't be written. */
export function countingRules(trial: Trial, { address, model }: SubnetNode): readonly Edit[] | undefined {
  const { privateEndpointNetworkPolicies: policy = "Disabled", uncertainPolicies } = model;
  const hasEndpoints = trial.context.tables.privateEndpointAddresses.has(address);
  if (!hasEndpoints || (uncertainPolicies === undefined && securityRulesCount(policy))) {
    return [];
  }
  const block = editable(trial, address);
  const isOlder = OLDER_SWITCHES.some((one) => argumentOf(trial, address, one) !== undefined);
  if (block === undefined || isOlder || uncertainPolicies !== undefined) {
    return undefined;
  }
  const value = policy === "RouteTableEnabled" ? "Enabled" : "NetworkSecurityGroupEnabled";
  return [toSet(block, "private_endpoint_network_policies", value)];
}

const OLDER_SWITCHES: readonly string[] = [
  "private_endpoint_network_policies_enabled",
  "enforce_private_link_endpoint_network_policies",
];
