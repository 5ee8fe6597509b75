import { CheckedNetwork } from "../../findings/checked-network";
import { zonesWanted } from "../../findings/private-names";
import { Edit } from "../../model";
import { Candidate } from "../candidate";
import { routesCounting } from "../candidates/private-endpoints";
import { toCreate } from "../writing/edits";
import { freeName } from "../writing/names";
import { attributeOf } from "../writing/references";
import { setting } from "./arguments";
import { FindingDraft } from "./finding-cure";

const ZONE = "azurerm_private_dns_zone";

/** Routes count for the private endpoints of a subnet. */
export function* countingRoutes(draft: FindingDraft): Iterable<Candidate> {
  const { model } = draft.context.network;
  const endpoint = model.privateEndpoints.find(({ address }) => address === draft.finding.resource);
  const subnet = draft.context.network.subnet(endpoint?.subnet);
  if (subnet !== undefined) {
    yield* routesCounting(draft, subnet);
  }
}

/** The endpoint's name stands in the zone in which it is looked for; where the input has no such zone, it is made. */
export function* zoneOfService(draft: FindingDraft): Iterable<Candidate> {
  const { resource = "" } = draft.finding;
  const { model } = draft.context.network;
  const endpoint = model.privateEndpoints.find(({ address }) => address === resource);
  const [other] = endpoint?.dnsZones ?? [];
  const group = other === undefined ? undefined : attributeOf(draft, other, "resource_group_name");
  if (endpoint === undefined || group === undefined) {
    return;
  }
  const made: Edit[] = [];
  const ids = zonesWanted(CheckedNetwork.of(draft.context.network), endpoint).map((wanted) => {
    const there = model.dns.zones.find(({ name }) => name?.toLowerCase() === wanted);
    if (there !== undefined) {
      return attributeOf(draft, there.address, "id");
    }
    const name = freeName(draft, ZONE, wanted.replace(/^privatelink\./, "").replace(/\W/g, "_"));
    made.push(toCreate(ZONE, name, { name: wanted, resource_group_name: group }));
    return `\${${ZONE}.${name}.id}`;
  });
  const known = ids.filter((id) => id !== undefined);
  if (known.length === ids.length) {
    for (const candidate of setting(draft, resource, [
      ["private_dns_zone_group[0].private_dns_zone_ids", known],
    ])) {
      yield { ...candidate, edits: [...made, ...candidate.edits] };
    }
  }
}
