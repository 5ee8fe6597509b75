import { ACTIVATION_PREFIXES, WINDOWS_ACTIVATION } from "../../../azure/windows-activation";
import { receiverOf } from "../../findings/routed-network";
import { REPAIR_STEPS } from "../../messages/repair-steps";
import { EditArguments } from "../../model";
import { Candidate } from "../candidate";
import { ruleEdits } from "../candidates/firewall-rules";
import { policiesOf } from "../writing/firewall-collections";
import { FindingDraft } from "./finding-cure";
import { routesToInternet, subnetsNamed } from "./routes";

/** Requests for activation go straight to the Internet, past a gateway or a firewall. */
export function* activationToInternet(draft: FindingDraft): Iterable<Candidate> {
  for (const subnet of subnetsNamed(draft)) {
    const prefixes = ACTIVATION_PREFIXES.map(String);
    const edits = routesToInternet(draft, subnet, prefixes);
    if (edits !== undefined) {
      const params = { at: subnet.id, prefix: prefixes.join(", "), target: "Internet" };
      yield { edits, what: REPAIR_STEPS.ROUTE(params) };
    }
  }
}

/** The firewall that refuses them lets them pass. */
export function* activationAllowed(draft: FindingDraft): Iterable<Candidate> {
  const { network, tables } = draft.context;
  for (const subnet of subnetsNamed(draft)) {
    const [row] = tables.tableOf(subnet).select(ACTIVATION_PREFIXES[0].first)?.entries ?? [];
    const owner = row && receiverOf(draft.context, subnet, row);
    if (owner?.kind !== "firewall") {
      continue;
    }
    const { firewall } = owner;
    const [rulesOwner] = policiesOf(firewall, network.model.firewallPolicies);
    const rule: EditArguments = {
      name: "allow-windows-activation",
      protocols: ["TCP"],
      source_addresses: subnet.model.prefixes,
      destination_addresses: WINDOWS_ACTIVATION.addresses,
      destination_ports: [String(WINDOWS_ACTIVATION.port)],
    };
    for (const edits of ruleEdits(draft, firewall, rulesOwner, undefined, rule)) {
      yield {
        edits,
        what: REPAIR_STEPS.FIREWALL_RULE({
          firewall: firewall.name ?? firewall.address,
          from: subnet.model.prefixes.join(", "),
          to: WINDOWS_ACTIVATION.addresses.join(", "),
          ports: `TCP ${WINDOWS_ACTIVATION.port}`,
        }),
      };
    }
  }
}
