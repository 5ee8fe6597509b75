import { REPAIR_CAUTIONS } from "../../messages/repair-cautions";
import { REPAIR_STEPS } from "../../messages/repair-steps";
import { Candidate } from "../candidate";
import { Trial } from "../trial";
import { toSet } from "../writing/edits";
import { editable } from "../writing/references";

const BYPASS = "express_route_gateway_bypass";

/** W142: packets that pass the gateway follow the routes of its subnet for certain. */
export function* gatewaysPassed(trial: Trial): Iterable<Candidate> {
  for (const { resource = "", params } of trial.reasons("FAST_PATH")) {
    const address = editable(trial, resource);
    if (address !== undefined) {
      yield {
        edits: [toSet(address, BYPASS, false)],
        what: REPAIR_STEPS.SETTING({ resource: address, written: `${BYPASS} = false` }),
        caution: REPAIR_CAUTIONS.FAST_PATH_OFF({ connection: params.connection }),
      };
    }
  }
}
