import { CONTAINER_APPS } from "../../../azure/subnet-demands";
import { CheckedNetwork } from "../../findings/checked-network";
import { undelegated } from "../../findings/subnet-delegations";
import { REPAIR_CAUTIONS } from "../../messages/repair-cautions";
import { REPAIR_STEPS } from "../../messages/repair-steps";
import { Edit } from "../../model";
import { Candidate } from "../candidate";
import { toAppend, toSet } from "../writing/edits";
import { argumentOf, editable, referredSubnet } from "../writing/references";
import { FindingDraft } from "./finding-cure";

/** A resolver's endpoint stands in a subnet that is delegated to it. */
export function* delegatedToResolver(draft: FindingDraft): Iterable<Candidate> {
  const { resource = "" } = draft.finding;
  const [configuration] = [argumentOf(draft, resource, "ip_configurations") ?? []].flat();
  const id = argumentOf(draft, resource, "subnet_id") ?? (configuration as WithSubnet | undefined)?.subnet_id;
  const subnet = referredSubnet(draft, id)?.address;
  if (subnet !== undefined && argumentOf(draft, subnet, "delegation") === undefined) {
    yield* delegatedTo(draft, subnet, "Microsoft.Network/dnsResolvers");
  }
}

/** A service stands in a subnet that is delegated to it. */
export function* delegatedSubnet(draft: FindingDraft): Iterable<Candidate> {
  const { resource, about } = draft.finding;
  const demand = undelegated(CheckedNetwork.of(draft.context.network)).find(
    (one) => one.resource.address === resource && one.subnet.address === about?.subnet,
  );
  if (demand !== undefined) {
    yield* delegatedTo(draft, demand.subnet.address, demand.service);
  }
}

/** An environment of Container Apps gets the profile that goes with a delegated subnet. */
export function* consumptionProfile(draft: FindingDraft): Iterable<Candidate> {
  const { resource = "", about } = draft.finding;
  const address = editable(draft, resource);
  const { service } = CONTAINER_APPS;
  const { subnet } = about ?? {};
  const isDelegated = argumentOf(draft, subnet ?? "", "delegation") !== undefined;
  const delegation = isDelegated ? [] : delegationEdits(draft, subnet, service);
  if (address !== undefined && delegation !== undefined) {
    const profile = { name: "Consumption", workload_profile_type: "Consumption" };
    yield {
      edits: [toAppend(address, "workload_profile", profile), ...delegation],
      what: REPAIR_STEPS.WORKLOAD_PROFILE({ environment: address, subnet: subnet ?? "", service }),
      caution: REPAIR_CAUTIONS.REPLACED({ what: address }),
    };
  }
}

function* delegatedTo(draft: FindingDraft, subnet: string | undefined, service: string): Iterable<Candidate> {
  const edits = delegationEdits(draft, subnet, service);
  if (edits !== undefined) {
    yield { edits, what: REPAIR_STEPS.DELEGATED({ subnet: edits[0].address, service }) };
  }
}

/** A subnet takes one delegation: another one gives way only where it is the same block that says so. */
export function delegationEdits(
  draft: FindingDraft,
  subnet: string | undefined,
  service: string,
): (Edit & { readonly address: string })[] | undefined {
  const address = subnet && editable(draft, subnet);
  if (address === undefined || address === "") {
    return undefined;
  }
  if (argumentOf(draft, subnet!, "delegation") === undefined) {
    const actions = ["Microsoft.Network/virtualNetworks/subnets/join/action"];
    const value = {
      name: service.split("/")[1].toLowerCase(),
      service_delegation: [{ name: service, actions }],
    };
    return [toAppend(address, "delegation", value)];
  }
  return [toSet(address, "delegation[0].service_delegation[0].name", service)];
}

interface WithSubnet {
  readonly subnet_id?: unknown;
}
