import { REPAIR_CAUTIONS } from "../../messages/repair-cautions";
import { REPAIR_STEPS } from "../../messages/repair-steps";
import { SecurityAdminRule } from "../../model";
import { Candidate } from "../candidate";
import { Trial } from "../trial";
import { newResource } from "../writing/edits";
import { freeAzureName, localName } from "../writing/names";
import { packetsOf } from "../writing/packets";
import { argumentOf } from "../writing/references";

/** A security admin rule denies, before any group is asked: one before it leaves these packets to the groups (R68). */
export function* adminRules(trial: Trial): Iterable<Candidate> {
  const { securityAdminRules: all } = trial.context.network.model.networkManager;
  for (const { resource, params } of trial.reasons("DENIED_IN", "DENIED_OUT", "FILTERED_PARTLY")) {
    const denying = all.find(({ address, action }) => address === resource && action === "Deny");
    const priority = denying && priorityBefore(all, denying);
    const collection = denying && argumentOf(trial, denying.address, "admin_rule_collection_id");
    if (denying === undefined || priority === undefined || typeof collection !== "string") {
      continue;
    }
    const packets = packetsOf(trial);
    const label = `allow-${packets.label}`;
    const ends = (prefixes: readonly string[]) =>
      prefixes.map((prefix) => ({ address_prefix_type: "IPPrefix", address_prefix: prefix }));
    yield {
      edits: [
        newResource(trial, "azurerm_network_manager_admin_rule", `${localName(denying.address)}_${label}`, {
          name: freeAzureName(
            label,
            all.map(({ name = "" }) => name),
          ),
          admin_rule_collection_id: collection,
          action: "Allow",
          direction: denying.direction,
          priority,
          protocol: packets.securityProtocol === "*" ? "Any" : packets.securityProtocol,
          source_port_ranges: ["0-65535"],
          destination_port_ranges: [packets.port === "*" ? "0-65535" : packets.port],
          source: ends(packets.sources),
          destination: ends(packets.destinations),
        }),
      ],
      what: REPAIR_STEPS.ADMIN_RULE({
        from: packets.sources.join(", "),
        to: packets.destinations.join(", "),
        ports: packets.text,
        rule: denying.name ?? denying.address,
      }),
      caution: REPAIR_CAUTIONS.DENIAL_OVERRIDDEN({
        rule: params.rule ?? denying.name ?? denying.address,
        group: params.group ?? denying.configuration,
      }),
    };
  }
}

/** The nearest priority before a rule that none of its configuration's rules has. */
function priorityBefore(
  all: readonly SecurityAdminRule[],
  { configuration, priority }: SecurityAdminRule,
): number | undefined {
  const taken = new Set(all.filter((one) => one.configuration === configuration).map((one) => one.priority));
  for (let next = priority - 1; next >= 1; next--) {
    if (!taken.has(next)) {
      return next;
    }
  }
  return undefined;
}
