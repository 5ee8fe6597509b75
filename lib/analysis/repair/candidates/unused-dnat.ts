import { REPAIR_STEPS } from "../../messages/repairs";
import { Edit, EditValue, Firewall } from "../../model";
import { Candidate } from "../candidate";
import { Trial } from "../trial";
import { indexOfBlock } from "../writing/inline-blocks";
import { argumentOf, attributeOf, editable, shown } from "../writing/references";

/** Another of the firewall's public addresses for a DNAT rule that no packet comes to: it names none of them, or earlier rules take all. */
export function* unusedTranslations(trial: Trial): Iterable<Candidate> {
  if (trial.wish.kind === "blocked") {
    return;
  }
  const { firewalls } = trial.context.network.model;
  for (const { resource = "", params } of trial.reasons("INGRESS_DNAT_UNUSED")) {
    const firewall = firewalls.find(({ address, name }) => [address, name].includes(params.firewall));
    const place = placeOf(trial, resource, params.rule);
    if (firewall === undefined || place === undefined) {
      continue;
    }
    const { address, argument, destination } = place;
    for (const value of addressesOf(trial, firewall).filter((one) => one !== destination)) {
      const edit: Edit = { op: "set", address, argument: `${argument}.destination_address`, value };
      yield {
        edits: [edit],
        what: REPAIR_STEPS.DNAT_ADDRESS({ rule: params.rule, to: shown(value) }),
      };
    }
  }
}

function addressesOf(trial: Trial, { publicIps }: Firewall): readonly EditValue[] {
  return publicIps.flatMap((address) => attributeOf(trial, address, "ip_address") ?? []);
}

interface WrittenRule {
  readonly address: string;
  readonly argument: string;
  readonly destination: unknown;
}

/** Where a rule `collection/rule` is written. */
function placeOf(trial: Trial, origin: string, named: string): WrittenRule | undefined {
  const address = editable(trial, origin);
  const [collection, rule] = named.split("/");
  const collections = [argumentOf(trial, origin, "nat_rule_collection") ?? []].flat() as {
    readonly rule?: unknown;
  }[];
  const index = indexOfBlock(collections, collection);
  const rules = [collections[index]?.rule ?? []].flat() as { readonly destination_address?: unknown }[];
  const at = indexOfBlock(rules, rule);
  return address === undefined || index < 0 || at < 0
    ? undefined
    : {
        address,
        argument: `nat_rule_collection[${index}].rule[${at}]`,
        destination: rules[at].destination_address,
      };
}
