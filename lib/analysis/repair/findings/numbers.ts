import { REPAIR_CAUTIONS } from "../../messages/repair-cautions";
import { REPAIR_STEPS } from "../../messages/repair-steps";
import { Candidate } from "../candidate";
import { freeNumber, numberedAs } from "../writing/numbers";
import { FindingDraft } from "./finding-cure";

/** A number that nothing in the input has, for a gateway: of a connection, at either end that may have one. */
export function* otherNumber(draft: FindingDraft): Iterable<Candidate> {
  const { resource } = draft.finding;
  const { virtualNetworkGateways, gatewayConnections } = draft.context.network.model;
  const connection = gatewayConnections.find(({ address }) => address === resource);
  const ends = [resource, connection?.gateway, connection?.peerGateway];
  const number = freeNumber(draft);
  for (const gateway of virtualNetworkGateways.filter(({ address }) => ends.includes(address))) {
    const edit = numberedAs(draft, gateway, number);
    if (edit !== undefined) {
      const name = gateway.name ?? gateway.address;
      yield {
        edits: [edit],
        what: REPAIR_STEPS.NUMBER({ gateway: name, number: String(number) }),
        caution: REPAIR_CAUTIONS.NUMBER_CHANGED({ gateway: name }),
      };
    }
  }
}
