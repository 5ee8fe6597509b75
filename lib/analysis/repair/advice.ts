import { REPAIR_ADVICE } from "../messages/repair-advice";
import { LocalizedText } from "../text";
import { firewallsNear } from "./candidates/translations";
import { Trial } from "./trial";

/** What to do where no edit helps: it is somebody's choice, or the question doesn't say enough. */
export function adviceOn(trial: Trial): readonly LocalizedText[] {
  if (trial.wish.kind === "blocked" || trial.reasons("INGRESS_NONE").length === 0) {
    return [];
  }
  const [firewall] = firewallsNear(trial);
  return firewall === undefined || trial.question.options.port !== undefined
    ? [REPAIR_ADVICE.PUBLISH({ at: trial.to.id })]
    : [REPAIR_ADVICE.DNAT_PORT({ firewall: firewall.name ?? firewall.address })];
}
