import { REPAIR_CAUTIONS } from "../../messages/repair-cautions";
import { REPAIR_STEPS } from "../../messages/repair-steps";
import { Edit, NetworkSecurityGroup } from "../../model";
import { SubnetNode } from "../../network/virtual-network-node";
import { Candidate } from "../candidate";
import { Trial } from "../trial";
import { indexOfBlock } from "../writing/inline-blocks";
import { packetsOf, withoutTags, WrittenPackets } from "../writing/packets";
import { argumentOf, editable } from "../writing/references";
import { newGroup } from "../writing/security-group";
import { countingRules } from "./private-endpoints";
import { ruleFor, written } from "./security-rules";

/** The pair should be blocked: a rule that denies it where it arrives, else where it starts. */
export function* blockingRules(trial: Trial): Iterable<Candidate> {
  if (trial.wish.kind !== "blocked") {
    return;
  }
  for (const [endpoint, direction] of [
    [trial.to, "Inbound"],
    [trial.from, "Outbound"],
  ] as const) {
    const { subnet } = endpoint;
    const { networkSecurityGroup: group } = subnet ?? {};
    if (group !== undefined) {
      yield* withoutFirstRule(trial, group, direction);
    }
    // Without a policy the private endpoints of the subnet would still be reached.
    const policy = subnet && (direction === "Inbound" ? countingRules(trial, subnet) : []);
    const packets = packetsOf(trial);
    for (const meant of [packets, withoutTags(trial, packets)]) {
      const rules = subnet && meant && denied(trial, subnet, direction, meant);
      if (rules !== undefined && policy !== undefined) {
        yield {
          edits: [...rules, ...policy],
          what: REPAIR_STEPS.SECURITY_RULE({
            access: "Deny",
            from: packets.sources.join(", "),
            to: packets.destinations.join(", "),
            ports: packets.text,
            group: subnet!.networkSecurityGroup?.name ?? subnet!.id,
          }),
        };
      }
    }
  }
}

/** Nothing fits before a rule of the first priority that allows: it goes itself. */
function* withoutFirstRule(
  trial: Trial,
  group: NetworkSecurityGroup,
  direction: "Inbound" | "Outbound",
): Iterable<Candidate> {
  const first = group.rules.find((rule) => rule.direction === direction && rule.priority === 100);
  const address = first?.access === "Allow" ? editable(trial, first.origin) : undefined;
  if (first === undefined || address === undefined) {
    return;
  }
  const names = { rule: first.name, group: group.name ?? group.address };
  const inline =
    first.origin === group.address ? argumentOf(trial, group.address, "security_rule") : undefined;
  const index = indexOfBlock(inline, first.name);
  if (first.origin !== group.address || index >= 0) {
    yield {
      edits: [{ op: "remove", address, ...(index >= 0 && { block: `security_rule[${index}]` }) }],
      what: REPAIR_STEPS.SECURITY_RULE_TAKEN_OUT(names),
      caution: REPAIR_CAUTIONS.WRITTEN_ALLOW(names),
    };
  }
}

function denied(
  trial: Trial,
  subnet: SubnetNode,
  direction: "Inbound" | "Outbound",
  packets: WrittenPackets,
): readonly Edit[] | undefined {
  const group = subnet.networkSecurityGroup;
  const priority = group === undefined ? 100 : firstPriority(group, direction);
  const rule = ruleFor(packets, "Deny", direction, priority, group);
  if (group !== undefined) {
    const edit = priority === 0 ? undefined : written(trial, group, rule, packets.label);
    return edit && [edit];
  }
  return newGroup(trial, subnet, rule);
}

/** Before every rule that allows. */
function firstPriority(group: NetworkSecurityGroup, direction: string): number {
  const own = group.rules.filter((rule) => rule.direction === direction).map(({ priority }) => priority);
  const first = Math.min(1001, ...own) - 1;
  return first >= 100 ? first : 0;
}
