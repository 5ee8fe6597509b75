import { REPAIR_STEPS } from "../../messages/repair-steps";
import { Edit, EditArguments } from "../../model";
import { Candidate } from "../candidate";
import { toAppend, toSet } from "../writing/edits";
import { argumentOf, attributeOf, editable } from "../writing/references";
import { setting } from "./arguments";
import { FindingDraft } from "./finding-cure";

/** The type of WAN that has what stands in the hub. */
export function* standardWan(draft: FindingDraft): Iterable<Candidate> {
  const { model } = draft.context.network;
  const { gateways, routingIntents, hubs } = model.virtualWan;
  const part = [...gateways, ...routingIntents].find(({ address }) => address === draft.finding.resource);
  const hub = hubs.find(({ address }) => address === part?.hub);
  const wan = referred(hub && argumentOf(draft, hub.address, "virtual_wan_id"));
  yield* wan === undefined ? [] : setting(draft, wan, [["type", "Standard"]]);
}

/** The routing intent of a hub whose routes it allows none of goes, if the routes should stay. */
export function* withoutIntent(draft: FindingDraft): Iterable<Candidate> {
  const { routeTables, routingIntents } = draft.context.network.model.virtualWan;
  const { resource } = draft.finding;
  const table = routeTables.find(
    ({ address, routes }) => address === resource || routes.some(({ origin }) => origin === resource),
  );
  for (const intent of routingIntents.filter(({ hub }) => hub === table?.hub)) {
    const address = editable(draft, intent.address);
    if (address !== undefined) {
      yield { edits: [{ op: "remove", address }], what: REPAIR_STEPS.TAKEN_OUT({ resource: address }) };
    }
  }
}

/** Of two intents of a hub the first gets the policies of the other, for what it has none for. */
export function* intentsJoined(draft: FindingDraft): Iterable<Candidate> {
  const { resource = "" } = draft.finding;
  const { routingIntents } = draft.context.network.model.virtualWan;
  const other = routingIntents.find(({ address }) => address === resource);
  const first = routingIntents.find(({ hub }) => hub === other?.hub);
  const [from, to] = [resource, first?.address ?? ""].map((address) => editable(draft, address));
  if (from !== undefined && to !== undefined && from !== to) {
    const known = new Set(first!.policies.flatMap(({ destinations }) => destinations));
    const policies = [argumentOf(draft, resource, "routing_policy") ?? []].flat() as EditArguments[];
    const more = policies.filter(({ destinations }) =>
      [destinations].flat().every((destination) => !known.has(String(destination))),
    );
    yield {
      edits: [
        ...more.map((value): Edit => toAppend(to, "routing_policy", value)),
        { op: "remove", address: from },
      ],
      what: REPAIR_STEPS.POLICIES_JOINED({ from, to }),
    };
  }
}

/** Policies of an intent lead to the firewall of their own hub. */
export function* firewallOfHub(draft: FindingDraft): Iterable<Candidate> {
  const { resource = "" } = draft.finding;
  const { firewalls, virtualWan } = draft.context.network.model;
  const intent = virtualWan.routingIntents.find(({ address }) => address === resource);
  const address = editable(draft, resource);
  for (const firewall of firewalls.filter(({ virtualHub }) => virtualHub !== undefined)) {
    const id = attributeOf(draft, firewall.address, "id");
    if (
      intent !== undefined &&
      firewall.virtualHub === intent.hub &&
      address !== undefined &&
      id !== undefined
    ) {
      yield {
        edits: intent.policies.flatMap(({ firewall: next }, index): Edit[] =>
          next === firewall.address ? [] : [toSet(address, `routing_policy[${index}].next_hop`, id)],
        ),
        what: REPAIR_STEPS.SETTING({ resource: address, written: `next_hop = ${firewall.address}.id` }),
      };
    }
  }
}

function referred(id: unknown): string | undefined {
  return /^\$\{(.+)\.id\}$/.exec(String(id))?.[1];
}
