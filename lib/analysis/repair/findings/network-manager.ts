import { routesCount } from "../../../azure/private-endpoint-policies";
import { regionId } from "../../../azure/regions";
import { REPAIR_CAUTIONS } from "../../messages/repair-cautions";
import { REPAIR_STEPS } from "../../messages/repair-steps";
import { Edit, EditValue } from "../../model";
import { Candidate } from "../candidate";
import { toSet } from "../writing/edits";
import { deployments } from "../writing/manager-deployments";
import { argumentOf, editable } from "../writing/references";
import { FindingDraft } from "./finding-cure";

/** A configuration is deployed to every region where networks of its groups are, and where it isn't. */
export function deployedEverywhere(draft: FindingDraft): Iterable<Candidate> {
  return deployments(draft, draft.finding.resource ?? "");
}

/** Of two deployments of one kind in one region, the other one has the configurations of this too. */
export function* oneDeployment(draft: FindingDraft): Iterable<Candidate> {
  const { resource = "" } = draft.finding;
  const keyOf = (address: string): string =>
    JSON.stringify([
      argumentOf(draft, address, "network_manager_id"),
      regionId(String(argumentOf(draft, address, "location"))),
      argumentOf(draft, address, "scope_access"),
    ]);
  const { deployments: all } = draft.context.network.model.networkManager;
  const other = all.find(({ address }) => address !== resource && keyOf(address) === keyOf(resource));
  const [here, there] = [resource, other?.address ?? ""].map((address) => editable(draft, address));
  const [own, others] = [resource, other?.address ?? ""].map((address) =>
    argumentOf(draft, address, "configuration_ids"),
  );
  if (here !== undefined && there !== undefined && Array.isArray(own) && Array.isArray(others)) {
    const value = [...new Set([...others, ...own] as EditValue[])];
    yield {
      edits: [toSet(there, "configuration_ids", value), { op: "remove", address: here }],
      what: REPAIR_STEPS.POLICIES_JOINED({ from: here, to: there }),
    };
  }
}

/** Spokes take no gateway that their hub doesn't have. */
export function* withoutHubGateway(draft: FindingDraft): Iterable<Candidate> {
  const { resource = "" } = draft.finding;
  const address = editable(draft, resource);
  const groups = [argumentOf(draft, resource, "applies_to_group") ?? []].flat();
  const edits = groups.flatMap((group, index): Edit[] =>
    address === undefined || (group as { readonly use_hub_gateway?: unknown }).use_hub_gateway !== true
      ? []
      : [toSet(address, `applies_to_group[${index}].use_hub_gateway`, false)],
  );
  if (edits.length > 0) {
    yield { edits, what: REPAIR_STEPS.SETTING({ resource: address!, written: "use_hub_gateway = false" }) };
  }
}

/** The hub and the members of the configuration that a finding is about. */
function connectedBy({ context, finding }: FindingDraft): {
  readonly hub: string | undefined;
  readonly members: readonly string[];
} {
  const { connectivityConfigurations, networkGroups } = context.network.model.networkManager;
  const configuration = connectivityConfigurations.find(({ address }) => address === finding.resource);
  const members = networkGroups
    .filter(({ address }) => configuration?.groups.some(({ networkGroup }) => networkGroup === address))
    .flatMap(({ virtualNetworks }) => virtualNetworks);
  return { hub: configuration?.hub, members };
}

/** Peerings that the network manager makes too are left to it. */
export function* withoutTheirPeerings(draft: FindingDraft): Iterable<Candidate> {
  const { hub, members } = connectedBy(draft);
  const halves = draft.context.network.model.peerings.filter(
    ({ address, virtualNetwork = "", remoteVirtualNetwork = "" }) =>
      /azurerm_virtual_network_peering\./.test(address) &&
      [virtualNetwork, remoteVirtualNetwork].some((one) => one === hub) &&
      [virtualNetwork, remoteVirtualNetwork].some((one) => members.includes(one)),
  );
  const addresses = halves.map(({ address }) => editable(draft, address));
  if (addresses.length > 0 && addresses.every((address) => address !== undefined)) {
    yield {
      edits: addresses.map((address) => ({ op: "remove", address })),
      what: REPAIR_STEPS.TAKEN_OUT({ resource: addresses.join(", ") }),
      caution: REPAIR_CAUTIONS.PEERINGS_LEFT({ configuration: draft.finding.resource ?? "" }),
    };
  }
}

/** Private endpoints of the members' subnets follow routes, which a group of that scale asks for. */
export function* policiesOfMembers(draft: FindingDraft): Iterable<Candidate> {
  const { members } = connectedBy(draft);
  const subnets = draft.context.network.subnets.filter(
    ({ virtualNetwork, reserved, model: { privateEndpointNetworkPolicies: policies } }) =>
      members.includes(virtualNetwork.address) && !reserved && !routesCount(policies),
  );
  const addresses = subnets.map(({ address }) => editable(draft, address));
  if (addresses.length > 0 && addresses.every((address) => address !== undefined)) {
    yield {
      edits: addresses.map((address) =>
        toSet(address, "private_endpoint_network_policies", "RouteTableEnabled"),
      ),
      what: REPAIR_STEPS.ENDPOINT_POLICY({ at: subnets.map(({ id }) => id).join(", ") }),
    };
  }
}
