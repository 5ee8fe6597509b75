import { NetworkModel } from "../model";
import { Network } from "../network/network";
import { Finding } from "../result";
import { CHECKS } from "./catalogue";
import { Check, foundBy } from "./check";
import { CheckedNetwork } from "./checked-network";
import { PLANNED_CHANGE_CHECKS } from "./planned-changes";

const SEVERITIES: readonly Finding["severity"][] = ["error", "warning", "info"];
/** Where nothing is planned, what a plan interrupts isn't asked. */
const UNPLANNED_CHECKS = CHECKS.filter((check) => !PLANNED_CHANGE_CHECKS.includes(check));
const ERROR_CHECKS = CHECKS.filter(({ severity }) => severity === "error");

/**
 * What Azure or the provider would refuse, and what would silently not work, from the configuration alone: worst
 * first, then by Terraform address.
 */
export function findingsOf(model: NetworkModel): Finding[] {
  return foundIn(model, isPlan(model) ? CHECKS : UNPLANNED_CHECKS);
}

/** Those of them that are errors, in no order: who asks for nothing else waits for no other check. */
export function errorsOf(model: NetworkModel): Finding[] {
  return foundBy(ERROR_CHECKS, CheckedNetwork.of(Network.of(model)));
}

/** What a plan interrupts on its way to what it leads to. */
export function plannedFindingsOf(model: NetworkModel): Finding[] {
  return isPlan(model) ? foundIn(model, PLANNED_CHANGE_CHECKS) : [];
}

function isPlan({ changes = [] }: NetworkModel): boolean {
  return changes.length > 0;
}

function foundIn(model: NetworkModel, checks: readonly Check[]): Finding[] {
  return foundBy(checks, CheckedNetwork.of(Network.of(model))).sort(compare);
}

function compare(a: Finding, b: Finding): number {
  return (
    SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
    order(a.resource ?? "", b.resource ?? "") ||
    order(a.code, b.code) ||
    order(a.message.en, b.message.en)
  );
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
