import { REPAIR_STEPS } from "../../messages/repair-steps";
import { Edit, EditValue, FirewallRule } from "../../model";
import { AddressSet } from "../../sets/address-set";
import { Candidate } from "../candidate";
import { withEdits } from "../edit-set";
import { Trial } from "../trial";
import { toCreate, toSet } from "../writing/edits";
import { freeName, localName } from "../writing/names";
import { packetsOf } from "../writing/packets";
import { argumentOf, attributeOf, editable } from "../writing/references";
import { isBefore, overridden, Refusal, refusals } from "./firewall-rules";

const GROUP = "azurerm_ip_group";

/** A rule would allow this if an end were in the IP group that the rule names there (W101). */
export function* ipGroupMembers(trial: Trial): Iterable<Candidate> {
  for (const refusal of refusals(trial)) {
    for (const collection of refusal.owner.ruleCollections) {
      if (
        collection.kind === "network" &&
        collection.action === "Allow" &&
        isBefore(refusal.denying, collection)
      ) {
        for (const rule of collection.rules) {
          yield* joined(trial, refusal, rule);
        }
      }
    }
  }
}

function* joined(trial: Trial, refusal: Refusal, rule: FirewallRule): Iterable<Candidate> {
  const { sources, destinations } = packetsOf(trial);
  const missing = [
    { prefixes: sources, has: rule.sources, groups: rule.sourceIpGroups ?? [] },
    {
      prefixes: destinations,
      has: rule.destinations,
      // A group that is everything would open what is between networks too.
      groups: trial.to.kind === "internet" ? [] : (rule.destinationIpGroups ?? []),
    },
  ].filter(({ prefixes, has }) => !AddressSet.of(has).containsAll(AddressSet.of(prefixes)));
  // Each missing end by each of its groups.
  const choices = missing.reduce<readonly (readonly Member[])[]>(
    (before, { prefixes, groups }) =>
      before.flatMap((chosen) => groups.map((group) => [...chosen, { group, prefixes }])),
    missing.length === 0 ? [] : [[]],
  );
  for (const members of choices) {
    const edits = members.reduce<readonly Edit[] | undefined>((before, member) => {
      const more = before && added(trial, before, member);
      return more && withEdits(before, more);
    }, []);
    if (edits !== undefined) {
      const said = members.map(({ group, prefixes }) => `${prefixes.join(", ")} → ${nameOf(trial, group)}`);
      yield {
        edits,
        what: REPAIR_STEPS.IP_GROUP({ members: said.join("; "), rule: rule.name }),
        ...overridden(refusal),
      };
    }
  }
}

interface Member {
  readonly group: string;
  readonly prefixes: readonly string[];
}

/** In the list of the group, or as resources of their own where its others are. */
function added(
  trial: Trial,
  before: readonly Edit[],
  { group, prefixes }: Member,
): readonly Edit[] | undefined {
  const address = editable(trial, group);
  const written = argumentOf(trial, group, "cidrs");
  if (address === undefined) {
    return undefined;
  }
  if (Array.isArray(written) && written.length > 0) {
    const edited = before.find((edit) => edit.op === "set" && edit.address === address);
    const list = (edited?.op === "set" ? edited.value : written) as readonly EditValue[];
    const value = [...new Set([...list, ...prefixes])];
    return [toSet(address, "cidrs", value)];
  }
  const id = attributeOf(trial, group, "id");
  // Something that isn't a list is an expression, and a group with both kinds of entries never settles.
  return id === undefined || (written !== undefined && !Array.isArray(written))
    ? undefined
    : prefixes.map((cidr): Edit => {
        const name = freeName(trial, `${GROUP}_cidr`, `${localName(group)}_${cidr.replace(/\W/g, "_")}`);
        return toCreate(`${GROUP}_cidr`, name, { ip_group_id: id, cidr });
      });
}

function nameOf(trial: Trial, group: string): string {
  const name = argumentOf(trial, group, "name");
  return typeof name === "string" && !name.includes("${") ? name : group;
}
