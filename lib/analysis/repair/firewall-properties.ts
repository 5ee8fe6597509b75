import { Edit, EditValue } from "../model";

/** The rule groups of a transit of ours that let through what an edit does; as much of them as is certain. */
export function ruleGroupsOf(edit: Edit): string {
  const rules = rulesOf(edit).map(networkRule);
  const [name] = rules.flatMap((rule) => rule?.name ?? []);
  const written = rules.flatMap((rule) => rule?.text ?? []);
  return name === undefined || written.length < rules.length
    ? "ruleGroups: [...]"
    : `ruleGroups: [{ name: ${name}, collections: [{ name: ${name}, rules: [${written.join(", ")}] }] }]`;
}

/** Rules that an edit adds to what lets through. */
function rulesOf(edit: Edit): readonly EditValue[] {
  if (edit.op === "append" && /(^|\.)network_rule_collection\b.*\.rule$/.test(edit.block)) {
    return [edit.value];
  }
  const collections =
    edit.op === "create"
      ? listOf(edit.arguments.network_rule_collection)
      : edit.op === "append" && edit.block === "network_rule_collection"
        ? [edit.value]
        : [];
  return collections.flatMap((one) =>
    member(one, "action") === "Allow" ? listOf(member(one, "rule")) : [null],
  );
}

/** Nothing where a rule says more than addresses, protocols and ports. */
function networkRule(rule: EditValue): { readonly name: string; readonly text: string } | undefined {
  const [name, protocols, from, to, ports] = [
    "name",
    "protocols",
    "source_addresses",
    "destination_addresses",
    "destination_ports",
  ].map((argument) => listOf(member(rule, argument)));
  const isPlain = [name, protocols, from, to, ports].every(
    (list) => list.length > 0 && list.every((one) => typeof one === "string" && !one.includes("${")),
  );
  if (!isPlain) {
    return undefined;
  }
  const ends = [from, to].map((prefixes) => `[FirewallAddresses.prefixes(${JSON.stringify(prefixes)})]`);
  const kinds = protocols.map((protocol) => `FirewallProtocol.${String(protocol).toUpperCase()}`).join(", ");
  const limit = ports.includes("*") ? "" : `, ports: ${JSON.stringify(ports)}`;
  const quoted = JSON.stringify(name[0]);
  return {
    name: quoted,
    text: `FirewallRule.network({ name: ${quoted}, from: ${ends[0]}, to: ${ends[1]}, protocols: [${kinds}]${limit} })`,
  };
}

function member(value: EditValue | undefined, name: string): EditValue | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as { readonly [name: string]: EditValue })[name]
    : undefined;
}

function listOf(value: EditValue | undefined): readonly EditValue[] {
  return value === undefined || value === null ? [] : ([value].flat() as EditValue[]);
}
