import { REPAIR_CAUTIONS } from "../../messages/repair-cautions";
import { REPAIR_STEPS } from "../../messages/repair-steps";
import { Edit } from "../../model";
import { Candidate } from "../candidate";
import { Trial } from "../trial";
import { toSet } from "../writing/edits";
import { argumentOf, editable, typeOf } from "../writing/references";

/** What a rule of a firewall or a load balancer publishes should be closed: the rule goes. */
export function* publishingRules(trial: Trial): Iterable<Candidate> {
  if (trial.wish.kind !== "blocked") {
    return;
  }
  for (const { code, resource = "", params } of trial.reasons("INGRESS_DNAT", "INGRESS_LOAD_BALANCER")) {
    const address = editable(trial, resource);
    const edit =
      address === undefined
        ? undefined
        : code === "INGRESS_DNAT"
          ? translationTakenOut(trial, address, params.rule)
          : ({ op: "remove", address } as const);
    if (edit !== undefined) {
      const names = { rule: params.rule, by: params.firewall ?? params.balancer };
      yield {
        edits: [edit],
        what: REPAIR_STEPS.PUBLISHING_RULE_TAKEN_OUT(names),
        caution: REPAIR_CAUTIONS.WRITTEN_PUBLICATION(names),
        cause: true,
      };
    }
  }
}

/** Machines that find no way out may ask a firewall's explicit proxy, and shouldn't: it is turned off. */
export function* openProxies(trial: Trial): Iterable<Candidate> {
  for (const { resource = "", params } of trial.wish.kind === "blocked"
    ? trial.reasons("EGRESS_BY_PROXY")
    : []) {
    const address = editable(trial, resource);
    if (address !== undefined && argumentOf(trial, resource, "explicit_proxy") !== undefined) {
      yield {
        edits: [toSet(address, "explicit_proxy[0].enabled", false)],
        what: REPAIR_STEPS.PROXY_OFF({ firewall: params.firewall }),
        caution: REPAIR_CAUTIONS.PROXY_OFF({ firewall: params.firewall }),
        cause: true,
      };
    }
  }
}

/** The rule, by its collection's name and its own; with it whatever would be left empty, which Azure takes nowhere. */
function translationTakenOut(trial: Trial, address: string, named: string): Edit | undefined {
  const isClassic = typeOf(trial, address) === "azurerm_firewall_nat_rule_collection";
  const collections = blocks(argumentOf(trial, address, "nat_rule_collection"));
  const index = collections.findIndex(({ name }) => named.startsWith(`${String(name)}/`));
  const prefix = isClassic ? "" : `nat_rule_collection[${index}]`;
  const rules = blocks(isClassic ? argumentOf(trial, address, "rule") : collections[index]?.rule);
  const at = rules.findIndex(({ name }) => named.endsWith(`/${String(name)}`));
  if (at < 0) {
    return undefined;
  }
  if (rules.length > 1) {
    return { op: "remove", address, block: `${isClassic ? "" : `${prefix}.`}rule[${at}]` };
  }
  const others = ["network_rule_collection", "application_rule_collection"].flatMap((block) =>
    blocks(argumentOf(trial, address, block)),
  );
  return isClassic || collections.length + others.length === 1
    ? { op: "remove", address }
    : { op: "remove", address, block: prefix };
}

interface WrittenBlock {
  readonly [argument: string]: unknown;
}

function blocks(value: unknown): readonly WrittenBlock[] {
  return [value].flat().filter((one): one is WrittenBlock => typeof one === "object" && one !== null);
}
