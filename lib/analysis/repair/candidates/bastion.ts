import { REPAIR_STEPS } from "../../messages/repair-steps";
import { Candidate } from "../candidate";
import { Trial } from "../trial";
import { toSet } from "../writing/edits";
import { editable } from "../writing/references";

/** Bastion reaches by address what is in no peered network, in the SKUs that can. */
export function* connectionsByAddress(trial: Trial): Iterable<Candidate> {
  for (const { resource = "", params } of trial.reasons("BASTION_BEYOND")) {
    const address = editable(trial, resource);
    const sku = params.sku.toLowerCase();
    if (address !== undefined && sku !== "developer") {
      const isEnough = sku === "standard" || sku === "premium";
      yield {
        edits: [
          ...(isEnough ? [] : [toSet(address, "sku", "Standard")]),
          toSet(address, "ip_connect_enabled", true),
        ],
        what: REPAIR_STEPS.BASTION_BY_ADDRESS({ bastion: params.bastion, sku: isEnough ? "" : "Standard" }),
      };
    }
  }
}
