import { Ipv4Prefix } from "../../../cidr";
import { REPAIR_CAUTIONS } from "../../messages/repair-cautions";
import { REPAIR_STEPS } from "../../messages/repair-steps";
import { AddressSet } from "../../sets/address-set";
import { prefixesOfRange } from "../../sets/prefixes-of-range";
import { Candidate } from "../candidate";
import { toSet } from "../writing/edits";
import { argumentOf, editable } from "../writing/references";
import { FindingDraft } from "./finding-cure";

/** A site claims what is in Azure: the same prefixes without the virtual networks. */
export function* withoutNetworks(draft: FindingDraft): Iterable<Candidate> {
  const { network } = draft.context;
  const site = network.model.localNetworkGateways.find(({ address }) => address === draft.finding.resource);
  const address = site && editable(draft, site.address);
  const claimed = site?.addressSpace.flatMap((text) => Ipv4Prefix.tryParse(text) ?? []) ?? [];
  const isKnown = site?.addressSpaceUnknown === undefined && claimed.length === site?.addressSpace.length;
  if (site === undefined || address === undefined || !isKnown) {
    return;
  }
  const inAzure = AddressSet.ofPrefixes(network.virtualNetworks.flatMap(({ prefixes }) => prefixes));
  const left = claimed.flatMap((prefix) => {
    const kept = inAzure.complement().clip(prefix.first, prefix.last);
    return kept.flatMap(prefixesOfRange);
  });
  if (left.length > 0) {
    const name = site.name ?? site.address;
    const isWritten = Array.isArray(argumentOf(draft, site.address, "address_space"));
    yield {
      edits: [toSet(address, "address_space", left.map(String))],
      what: REPAIR_STEPS.SITE_PREFIXES({ site: name, prefixes: left.join(", ") }),
      ...(isWritten && { caution: REPAIR_CAUTIONS.SITE_PREFIXES({ site: name }) }),
    };
  }
}
