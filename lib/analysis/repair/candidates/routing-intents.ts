import { REPAIR_STEPS } from "../../messages/repair-steps";
import { Edit } from "../../model";
import { HubNode } from "../../network/virtual-wan";
import { Candidate } from "../candidate";
import { Trial } from "../trial";
import { newResource, toAppend } from "../writing/edits";
import { localName } from "../writing/names";
import { attributeOf, editable } from "../writing/references";
import { hubsOf, wantedHub } from "./virtual-hubs";

/**
 * The pair should pass the firewall of a hub, to which nothing but the hub's own routes lead: a routing intent of the hub,
 * and of the other's where they are on two (W79).
 */
export function* routingIntents(trial: Trial): Iterable<Candidate> {
  const { firewalls } = trial.context.network.model;
  const hubs = new Set(hubsOf(trial));
  const wanted = wantedHub(trial);
  for (const hub of wanted !== undefined && hubs.has(wanted) ? hubs : []) {
    const firewall = firewalls.find(({ virtualHub }) => virtualHub === hub.address);
    const edit = firewall && policyFor(trial, hub, firewall.address);
    if (edit !== undefined) {
      const what = REPAIR_STEPS.HUB_INTENT({ hub: hub.name, firewall: firewall!.name ?? firewall!.address });
      yield { edits: [edit], what };
    }
  }
}

/** Private traffic goes to a firewall, by the intent that a hub has or by a new one (W82). */
function policyFor(trial: Trial, { address: hub, intent }: HubNode, firewall: string): Edit | undefined {
  const [hubId, firewallId] = [hub, firewall].map((address) => attributeOf(trial, address, "id"));
  if (intent?.privateTraffic !== undefined || hubId === undefined || firewallId === undefined) {
    return undefined;
  }
  const value = { name: "private-traffic", destinations: ["PrivateTraffic"], next_hop: firewallId };
  if (intent !== undefined) {
    const address = editable(trial, intent.address);
    return address === undefined ? undefined : toAppend(address, "routing_policy", value);
  }
  return newResource(trial, "azurerm_virtual_hub_routing_intent", localName(hub), {
    name: "routing-intent",
    virtual_hub_id: hubId,
    routing_policy: [value],
  });
}
