import { SECURITY_RULE_PRIORITIES } from "../../../azure/priorities";
import { REPAIR_CAUTIONS } from "../../messages/repair-cautions";
import { REPAIR_STEPS } from "../../messages/repair-steps";
import { Edit, EditArguments, NetworkSecurityGroup, SecurityRule, SetArgument } from "../../model";
import { Reason } from "../../result";
import { Candidate } from "../candidate";
import { Trial } from "../trial";
import { Draft } from "../writing/draft";
import { newResource, toAppend } from "../writing/edits";
import { freeAzureName, localName } from "../writing/names";
import { packetsOf, withoutTags, WrittenPackets } from "../writing/packets";
import { argumentOf, attributeOf, editable } from "../writing/references";
import { priorityOf } from "../writing/security-group";

/** A group that denies: a rule for this question alone, before the one that denied (R65). */
export function* securityRules(trial: Trial): Iterable<Candidate> {
  const reasons = trial.reasons("DENIED_IN", "DENIED_OUT", "FILTERED_PARTLY", "LB_PROBE_DENIED");
  for (const { code, resource = "", params } of reasons) {
    const groups = trial.context.network.model.networkSecurityGroups;
    const group = groups.find(
      ({ address, rules }) => address === resource || rules.some(({ origin }) => origin === resource),
    );
    const directions =
      code === "FILTERED_PARTLY"
        ? (["Inbound", "Outbound"] as const)
        : ([code === "DENIED_OUT" ? "Outbound" : "Inbound"] as const);
    const packets = code === "LB_PROBE_DENIED" ? probeOn(params.port) : seenBy(params, packetsOf(trial));
    for (const direction of group === undefined ? [] : directions) {
      // Names that are sensitive are all masked alike.
      const named = group!.rules.filter((rule) => rule.name === params.rule && rule.direction === direction);
      const denying = named.find(({ access }) => access === "Deny") ?? named[0];
      if (code === "FILTERED_PARTLY" && denying === undefined && direction === "Outbound") {
        continue;
      }
      yield* allowed(trial, group!, direction, denying, packets);
    }
  }
}

function* allowed(
  trial: Trial,
  group: NetworkSecurityGroup,
  direction: SecurityRule["direction"],
  denying: SecurityRule | undefined,
  packets: WrittenPackets,
): Iterable<Candidate> {
  const free = freePriority(group, direction, denying);
  const moved = free === undefined && denying !== undefined ? movedBehind(trial, group, denying) : undefined;
  const priority = moved === undefined ? free : denying?.priority;
  if (priority === undefined) {
    return;
  }
  for (const meant of [packets, withoutTags(trial, packets)]) {
    const rule = meant && ruleFor(meant, "Allow", direction, priority, group);
    const edit = rule && written(trial, group, rule, packets.label);
    if (edit === undefined) {
      continue;
    }
    const said = {
      from: packets.sources.join(", "),
      to: packets.destinations.join(", "),
      ports: packets.text,
      group: group.name ?? group.address,
    };
    yield {
      edits: moved === undefined ? [edit] : [moved, edit],
      what:
        moved === undefined
          ? REPAIR_STEPS.SECURITY_RULE({ ...said, access: "Allow" })
          : REPAIR_STEPS.SECURITY_RULE_IN_PLACE({
              ...said,
              rule: denying!.name,
              priority: `${moved.value}`,
            }),
      ...(denying !== undefined && {
        caution: REPAIR_CAUTIONS.DENIAL_OVERRIDDEN({
          rule: denying.name,
          group: group.name ?? group.address,
        }),
      }),
    };
  }
}

/** Behind a device that translates, rules see its addresses; behind a load balancer, the member's own and its port. */
function seenBy({ source, target, targetPort }: Reason["params"], asked: WrittenPackets): WrittenPackets {
  return {
    ...asked,
    ...(source !== undefined && { sources: source.split(", ") }),
    ...(target !== undefined && { destinations: target.split(", ") }),
    ...(targetPort !== undefined && { port: targetPort, text: `${asked.firewallProtocol} ${targetPort}` }),
  };
}

/** What a load balancer asks its members (R66). */
function probeOn(port: string): WrittenPackets {
  return {
    sources: ["AzureLoadBalancer"],
    destinations: ["*"],
    securityProtocol: "Tcp",
    firewallProtocol: "TCP",
    port,
    text: `TCP ${port}`,
    label: "health-probe",
  };
}

/** The rule that denies, further back, where it passes only rules that deny too: nothing fits before the first. */
function movedBehind(trial: Trial, group: NetworkSecurityGroup, rule: SecurityRule): SetArgument | undefined {
  const after = group.rules.filter(({ direction }) => direction === rule.direction);
  let value = rule.priority + 1;
  while (after.some((one) => one.priority === value && one.access === rule.access)) {
    value++;
  }
  const isTaken = after.some((one) => one.priority === value);
  return isTaken || value > SECURITY_RULE_PRIORITIES.last ? undefined : priorityOf(trial, group, rule, value);
}

/** One more rule, written as the group's others are. */
export function written(
  trial: Draft,
  group: NetworkSecurityGroup,
  rule: EditArguments,
  label: string,
): Edit | undefined {
  const address = editable(trial, group.address);
  const inline = argumentOf(trial, group.address, "security_rule");
  const separate = group.rules.some(({ origin }) => origin !== group.address);
  const others = trial.context.network.model.networkSecurityGroups;
  const separateIsUsual = others.some(({ rules, address: one }) =>
    rules.some(({ origin }) => origin !== one),
  );
  const isInline = Array.isArray(inline) && inline.length > 0;
  if (address === undefined) {
    return undefined;
  }
  if (!separate && (isInline || !separateIsUsual)) {
    return toAppend(address, "security_rule", rule);
  }
  const name = attributeOf(trial, group.address, "name");
  const resourceGroup = attributeOf(trial, group.address, "resource_group_name");
  return name === undefined || resourceGroup === undefined
    ? undefined
    : newResource(trial, "azurerm_network_security_rule", `${localName(group.address)}_${label}`, {
        ...rule,
        network_security_group_name: name,
        resource_group_name: resourceGroup,
      });
}

/** The nearest priority before the rule that denied that no other rule of this direction has. */
export function freePriority(
  group: { readonly rules: readonly Pick<SecurityRule, "direction" | "priority">[] },
  direction: SecurityRule["direction"],
  before: Pick<SecurityRule, "priority"> | undefined,
): number | undefined {
  const taken = new Set(
    group.rules.filter((rule) => rule.direction === direction).map(({ priority }) => priority),
  );
  const { first, last } = SECURITY_RULE_PRIORITIES;
  const from = before === undefined ? last : before.priority - 1;
  for (let priority = from; priority >= first; priority--) {
    if (!taken.has(priority)) {
      return priority;
    }
  }
  return undefined;
}

/** A rule about the packets of the question, under a name that its group has free. */
export function ruleFor(
  packets: WrittenPackets,
  access: "Allow" | "Deny",
  direction: "Inbound" | "Outbound",
  priority: number,
  group?: NetworkSecurityGroup,
): EditArguments {
  const taken = group?.rules.map(({ name }) => name) ?? [];
  return {
    name: freeAzureName(`${access.toLowerCase()}-${packets.label}`, taken),
    priority,
    direction,
    access,
    protocol: packets.securityProtocol,
    source_port_range: "*",
    destination_port_range: packets.port,
    ...ends("source", packets.sources),
    ...ends("destination", packets.destinations),
  };
}

function ends(end: "source" | "destination", prefixes: readonly string[]): EditArguments {
  // All of the Internet: every address would be the network's own too.
  const [only] = prefixes.map((prefix) => (prefix === "0.0.0.0/0" ? "Internet" : prefix));
  return prefixes.length === 1
    ? { [`${end}_address_prefix`]: only }
    : { [`${end}_address_prefixes`]: prefixes };
}
