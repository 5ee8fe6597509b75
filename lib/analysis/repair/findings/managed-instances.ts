import { CheckedNetwork } from "../../findings/checked-network";
import { placed } from "../../findings/placed-services";
import { REPAIR_STEPS } from "../../messages/repair-steps";
import { Edit } from "../../model";
import { Candidate } from "../candidate";
import { toSet } from "../writing/edits";
import { argumentOf, editable } from "../writing/references";
import { newTable } from "../writing/routes";
import { newGroup } from "../writing/security-group";
import { delegationEdits } from "./delegations";
import { FindingDraft } from "./finding-cure";

/**
 * The subnet of a SQL Managed Instance is delegated to it and has a group and a table, empty as they are: Azure writes the
 * rules and routes that the instance needs into them.
 */
export function* subnetOfInstance(draft: FindingDraft): Iterable<Candidate> {
  const { resource = "" } = draft.finding;
  const instance = editable(draft, resource);
  const checked = CheckedNetwork.of(draft.context.network);
  const home = [...placed(checked, "sql-managed-instance")].find(
    ({ service }) => service.address === resource,
  );
  const subnet = draft.context.network.subnet(home?.subnet.address);
  if (instance === undefined || subnet === undefined) {
    return;
  }
  const service = "Microsoft.Sql/managedInstances";
  const { delegations, networkSecurityGroup, routeTable } = subnet.model;
  const parts: readonly (readonly Edit[] | undefined)[] = [
    delegations.includes(service) ? [] : delegationEdits(draft, subnet.address, service),
    networkSecurityGroup === undefined ? newGroup(draft, subnet) : [],
    routeTable === undefined ? newTable(draft, subnet, []) : [],
  ];
  if (parts.every((part) => part !== undefined)) {
    const edits = parts.flat();
    const bound = edits.flatMap((edit) =>
      edit.op === "create" && edit.type.endsWith("_association") ? [`${edit.type}.${edit.name}`] : [],
    );
    const named = [argumentOf(draft, resource, "depends_on") ?? []].flat().map(String);
    yield {
      edits: [...edits, ...(bound.length === 0 ? [] : [toSet(instance, "depends_on", [...named, ...bound])])],
      what: REPAIR_STEPS.SUBNET_OF_INSTANCE({ instance, subnet: subnet.id }),
    };
  }
}
