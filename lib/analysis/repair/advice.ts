import { REPAIR_ADVICE } from "../messages/repair-advice";
import { Reason } from "../result";
import { distinct, LocalizedText } from "../text";
import { firewallsNear } from "./candidates/translations";
import { Trial } from "./trial";

/** What to do where no edit helps: it is somebody's choice, or the question or the input doesn't say enough. */
export function adviceOn(trial: Trial): readonly LocalizedText[] {
  if (trial.wish.kind === "blocked") {
    return [];
  }
  return distinct(trial.result.reasons.flatMap((reason) => adviceOnReason(reason, trial) ?? []));
}

function adviceOnReason(reason: Reason, trial: Trial): LocalizedText | undefined {
  switch (reason.code) {
    case "INGRESS_NONE":
      return toPublish(trial);
    case "BGP_UNDECLARED":
      return REPAIR_ADVICE.DECLARE_BGP({
        speaker: reason.params.speaker,
        written: JSON.stringify({
          version: 1,
          bgp: [{ speaker: reason.params.speaker, announces: ["192.168.0.0/16"] }],
        }),
      });
    case "SITES_NEED_BGP":
    case "CLIENTS_BESIDE_BGP":
    case "CLIENTS_NEED_BGP":
      return REPAIR_ADVICE.BGP_BOTH({ gateway: reason.params.gateway });
    case "PEERING_HALF_REPLACED":
      return REPAIR_ADVICE.REPLACED({
        half: reason.resource ?? reason.params.peering,
        other: reason.params.other,
      });
    case "UNDELIVERABLE": {
      const { subnet } = reason.direction === "return" ? trial.from : trial.to;
      const { network } = reason.params;
      return subnet === undefined || subnet.virtualNetwork.name === network
        ? undefined
        : REPAIR_ADVICE.OTHER_ADDRESSES({ networks: `${network}, ${subnet.virtualNetwork.name}` });
    }
    case "DENIED_IN":
    case "DENIED_OUT":
      return ruleBefore(reason, trial);
    case "SUBNET_OUTBOUND_ONLY":
      return REPAIR_ADVICE.PRIVATE_ENDPOINT({ at: reason.params.at, service: reason.params.service });
    case "NETWORKS_OVERLAP":
      return REPAIR_ADVICE.OTHER_ADDRESSES({ networks: `${reason.params.a}, ${reason.params.b}` });
    case "PREFIX_AT_BOTH_SITES":
      return REPAIR_ADVICE.OTHER_ADDRESSES({ networks: `${reason.params.at}, ${reason.params.to}` });
    case "ADDRESS_OVERLAP":
      return REPAIR_ADVICE.OTHER_ADDRESSES({ networks: reason.params.networks });
    default:
      return undefined;
  }
}

/** A group whose rules come from where no edit can be written, such as a file that the configuration reads. */
function ruleBefore({ params, direction }: Reason, { from, to }: Trial): LocalizedText {
  const [source, target] = direction === "return" ? [to, from] : [from, to];
  return REPAIR_ADVICE.RULE_BEFORE({
    group: params.group,
    rule: params.rule,
    from: source.id,
    to: target.id,
  });
}

/** Nothing publishes it: by what, is to be chosen; a rule of a firewall needs to know the port. */
function toPublish(trial: Trial): LocalizedText {
  const [firewall] = firewallsNear(trial);
  return firewall === undefined || trial.question.options.port !== undefined
    ? REPAIR_ADVICE.PUBLISH({ at: trial.to.id })
    : REPAIR_ADVICE.DNAT_PORT({ firewall: firewall.name ?? firewall.address });
}
