import { REPAIR_CAUTIONS } from "../../messages/repair-cautions";
import { REPAIR_STEPS } from "../../messages/repair-steps";
import { Edit, EditArguments, EditValue, Firewall, FirewallPolicy, NetworkInterface } from "../../model";
import { AddressSet } from "../../sets/address-set";
import { portRanges } from "../../sets/packet-set";
import { Candidate } from "../candidate";
import { Trial } from "../trial";
import { newResource, toAppend, toCreate, toSet } from "../writing/edits";
import { lastPriority, policiesOf } from "../writing/firewall-collections";
import { indexOfBlock, inlineRule } from "../writing/inline-blocks";
import { freeAzureName, freeName, localName } from "../writing/names";
import { packetsOf } from "../writing/packets";
import { argumentOf, attributeOf, editable, shown } from "../writing/references";

/**
 * Nothing publishes it, or other ports of it, or what should is never used: a firewall of its own or of a peered network
 * does by one more DNAT rule. That translates one port, so the question has to be about one.
 */
export function* newTranslations(trial: Trial): Iterable<Candidate> {
  const codes = ["INGRESS_NONE", "INGRESS_OTHER_PORTS", "INGRESS_DNAT_UNUSED", "INGRESS_WOULD_JOIN"];
  const { port, firewallProtocol } = packetsOf(trial);
  const isTranslatable = port !== "*" && /^(TCP|UDP)$/.test(firewallProtocol);
  if (trial.wish.kind === "blocked" || !isTranslatable || trial.reasons(...codes).length === 0) {
    return;
  }
  const target = targetOf(trial);
  const instead = publishedOtherwise(trial);
  for (const firewall of target === undefined ? [] : firewallsNear(trial)) {
    const [owner] = policiesOf(firewall, trial.context.network.model.firewallPolicies);
    const place = placeOf(trial, firewall, owner, port);
    if (place !== undefined) {
      const rule: EditArguments = {
        name: freeAzureName(`publish-${trial.to.id}`, namesOf(owner)),
        protocols: [firewallProtocol],
        source_addresses: ["*"],
        destination_ports: [place.port],
        translated_address: target!,
        translated_port: port,
      };
      const said = {
        firewall: firewall.name ?? firewall.address,
        address: `${shown(place.address)}:${place.port}`,
        target: `${shown(target!)}:${port}`,
      };
      for (const edits of inOwner(trial, firewall, owner, rule, place.address)) {
        yield {
          edits: [...edits, ...(instead?.edits ?? [])],
          ...(instead && { caution: REPAIR_CAUTIONS.PUBLISHED_ELSEWHERE({ instead: instead.address }) }),
          what:
            instead === undefined
              ? REPAIR_STEPS.DNAT_RULE(said)
              : REPAIR_STEPS.DNAT_RULE_INSTEAD({ ...said, instead: instead.address }),
        };
      }
    }
  }
}

/**
 * By what else it is published where the reply passes a firewall: a rule of a load balancer, or a public address. That
 * goes, or who asks there gets no answer all the same.
 */
function publishedOtherwise(
  trial: Trial,
): { readonly edits: readonly Edit[]; readonly address: string } | undefined {
  const [joined] = trial.reasons("INGRESS_WOULD_JOIN");
  const [way] = joined === undefined ? [] : trial.reasons("INGRESS_LOAD_BALANCER", "INGRESS_PUBLIC_ADDRESS");
  const { networkInterfaces = [] } = trial.to.subnet ?? {};
  const nic = networkInterfaces.find(({ name, address }) => [name, address].includes(way?.params.nic));
  const address = way && editable(trial, nic?.address ?? way.resource ?? "");
  if (way === undefined || address === undefined) {
    return undefined;
  }
  const index = nic?.ipConfigurations.findIndex(({ publicIp }) => publicIp !== undefined) ?? 0;
  const argument = `ip_configuration[${index}].public_ip_address_id`;
  return {
    edits: [nic === undefined ? { op: "remove", address } : toSet(address, argument, null)],
    address: way.params.address,
  };
}

/**
 * A rule for the port leads to an address that nobody in the input has, or to a public one, by which answers find no way
 * back: the one that is asked for was meant.
 */
export function* mistakenTranslations(trial: Trial): Iterable<Candidate> {
  const { port } = packetsOf(trial);
  const outside = new Set(trial.reasons("INGRESS_DNAT_PUBLIC").map(({ params }) => params.rule));
  const isAsked = outside.size > 0 || trial.reasons("INGRESS_NONE").length > 0;
  if (trial.wish.kind === "blocked" || !isAsked) {
    return;
  }
  const { context } = trial;
  const target = targetOf(trial);
  const home = trial.to.subnet?.region;
  for (const firewall of target === undefined ? [] : firewallsNear(trial)) {
    const [{ ruleCollections }] = policiesOf(firewall, context.network.model.firewallPolicies);
    for (const { kind, name: collection, origin, rules } of ruleCollections) {
      for (const { name, translatedAddress, translatedPort = port } of kind === "nat" ? rules : []) {
        const ip = translatedAddress?.ip;
        const isNobodys =
          ip !== undefined &&
          translatedPort === port &&
          home?.intersects(AddressSet.of([ip])) === true &&
          context.nextHops.candidates({ text: ip, ip }).length === 0;
        const isMistaken = isNobodys || outside.has(`${collection}/${name}`);
        const place = isMistaken ? placedRule(trial, origin, collection, name) : undefined;
        if (place !== undefined) {
          yield {
            edits: [{ op: "set", ...place, value: target! }],
            what: REPAIR_STEPS.DNAT_TARGET({
              rule: `${collection}/${name}`,
              from: ip ?? shown(translatedAddress!.text),
              isPublic: String(!isNobodys),
              to: shown(target!),
            }),
          };
        }
      }
    }
  }
}

/** Where it says to whom a rule translates. */
function placedRule(
  trial: Trial,
  origin: string,
  collection: string,
  name: string,
): { readonly address: string; readonly argument: string } | undefined {
  const inline = inlineRule(trial, origin, "nat_rule_collection", { collection, name });
  if (inline !== undefined) {
    return { address: inline.address, argument: `${inline.argument}.translated_address` };
  }
  const address = editable(trial, origin);
  const index = indexOfBlock(argumentOf(trial, origin, "rule"), name);
  return address === undefined || index < 0
    ? undefined
    : { address, argument: `rule[${index}].translated_address` };
}

/** The address of the first machine that is asked for, or the one that is asked for itself. */
function targetOf(trial: Trial): EditValue | undefined {
  const { subnet, networkInterfaces = subnet?.networkInterfaces ?? [], region } = trial.to;
  const [single, ...others] = region.ranges;
  const literal = others.length === 0 && single?.[0] === single?.[1] ? trial.to.prefixes[0] : undefined;
  const isHere = ({ ipConfigurations }: NetworkInterface): boolean =>
    ipConfigurations[0]?.subnet === subnet?.address;
  for (const nic of networkInterfaces.filter((one) => one.scaleSet === undefined && isHere(one))) {
    const value = attributeOf(trial, nic.address, "private_ip_address");
    if (value !== undefined) {
      return value;
    }
  }
  return literal?.replace(/\/32$/, "");
}

/** Firewalls of the destination's network and of those that are peered with it. */
export function firewallsNear({ context, to }: Trial): readonly Firewall[] {
  const home = to.subnet?.virtualNetwork;
  return context.publishers.firewalls
    .filter(({ subnet: { virtualNetwork } }) => home === virtualNetwork || home?.links.has(virtualNetwork))
    .map(({ firewall }) => firewall);
}

/** A public address of the firewall's and a port of it that no rule has; the port that is asked for, if one has it free. */
function placeOf(
  trial: Trial,
  { publicIps }: Firewall,
  { ruleCollections }: Firewall | FirewallPolicy,
  port: string,
): { readonly address: EditValue; readonly port: string } | undefined {
  const rules = ruleCollections.flatMap(({ kind, rules: all }) => (kind === "nat" ? all : []));
  const isTaken = (address: string, wanted: number): boolean =>
    rules.some(
      ({ destinations, destinationPorts }) =>
        (destinations.length === 0 || destinations.some((one) => isAddressOf(trial, one, address))) &&
        portRanges(destinationPorts).some(([first, last]) => first <= wanted && wanted <= last),
    );
  const ownPorts = publicIps.map((address) => ({ address, wanted: Number(port) }));
  const otherPorts = publicIps.slice(0, 1).flatMap((address) =>
    // Beyond what services are known by, and easily recognized.
    Array.from({ length: 100 }, (_, index) => ({ address, wanted: 50000 + (Number(port) % 10000) + index })),
  );
  for (const { address, wanted } of [...ownPorts, ...otherPorts]) {
    const value = isTaken(address, wanted) ? undefined : attributeOf(trial, address, "ip_address");
    if (value !== undefined) {
      return { address: value, port: String(wanted) };
    }
  }
  return undefined;
}

/** Whether a destination of a rule is, or may be, a public address. */
function isAddressOf({ context }: Trial, destination: string, address: string): boolean {
  const { ip, name } = context.network.publicIps.get(address) ?? {};
  return ["*", ip, name, address].includes(destination) || destination.includes(`${address}.`);
}

function namesOf({ ruleCollections }: Firewall | FirewallPolicy): readonly string[] {
  return ruleCollections.flatMap(({ rules }) => rules.map(({ name }) => name));
}

/** In a collection that translates already, else in one of its own. */
function* inOwner(
  trial: Trial,
  firewall: Firewall,
  owner: Firewall | FirewallPolicy,
  rule: EditArguments,
  destination: EditValue,
): Iterable<readonly Edit[]> {
  const isClassic = owner === firewall;
  const written = {
    ...rule,
    ...(isClassic ? { destination_addresses: [destination] } : { destination_address: destination }),
  };
  const collections = owner.ruleCollections.filter(({ kind }) => kind === "nat");
  for (const { origin, name } of collections) {
    const address = editable(trial, origin);
    const index = isClassic ? 0 : indexOfBlock(argumentOf(trial, origin, "nat_rule_collection"), name);
    if (address !== undefined && index >= 0) {
      const block = isClassic ? "rule" : `nat_rule_collection[${index}].rule`;
      yield [toAppend(address, block, written)];
      return;
    }
  }
  const label = String(rule.name);
  yield* isClassic
    ? newCollection(trial, firewall, label, written)
    : newCollectionGroup(trial, owner, label, written);
}

/** A collection group of a policy, with one rule. */
function* newCollectionGroup(
  trial: Trial,
  policy: Firewall | FirewallPolicy,
  label: string,
  rule: EditArguments,
): Iterable<readonly Edit[]> {
  const id = attributeOf(trial, policy.address, "id");
  const priority = lastPriority(policy.ruleCollections.map(({ groupPriority }) => groupPriority));
  const type = "azurerm_firewall_policy_rule_collection_group";
  const collection: EditArguments = { name: label, priority: 100, action: "Dnat", rule: [rule] };
  if (id !== undefined && priority !== undefined) {
    const name = freeName(trial, type, `${localName(policy.address)}_${label}`);
    const values = {
      name: label,
      firewall_policy_id: id,
      priority,
      nat_rule_collection: [collection],
    };
    yield [toCreate(type, name, values)];
  }
}

/** A collection of a firewall that has its rules itself, with one rule. */
function* newCollection(
  trial: Trial,
  firewall: Firewall,
  label: string,
  rule: EditArguments,
): Iterable<readonly Edit[]> {
  const name = attributeOf(trial, firewall.address, "name");
  const group = attributeOf(trial, firewall.address, "resource_group_name");
  const isOwn = firewall.policy === undefined && firewall.rulesUnknown === undefined;
  const collections = firewall.ruleCollections.filter(({ kind }) => kind === "nat");
  const priority = lastPriority(collections.map((one) => one.priority));
  if (isOwn && name !== undefined && group !== undefined && priority !== undefined) {
    const type = "azurerm_firewall_nat_rule_collection";
    const values = {
      name: label,
      azure_firewall_name: name,
      resource_group_name: group,
      priority,
      action: "Dnat",
      rule: [rule],
    };
    yield [newResource(trial, type, `${localName(firewall.address)}_${label}`, values)];
  }
}
