import { TranslatingCollection } from "../filters/azure-firewall";
import { applyRules, FilterRule } from "../filters/filter-rules";
import { Firewall, FirewallRule, isPlaceOpen, isUnknown, ModelResource } from "../model";
import { NEVER_PUBLIC } from "../network/internet";
import { Forwarder, Reason } from "../result";
import { AddressSet } from "../sets/address-set";
import { ANY_PACKET, ANY_PORT, PacketMatch, PacketSet, portRanges, protocolRanges } from "../sets/packet-set";
import { balancedPorts } from "./balanced-ports";
import { publicFrontends, throughPublicFrontend, translatedPorts } from "./dnat-to-balancer";
import { forwarderOf } from "./forwarder";
import { publicAddresses } from "./internet-egress";
import { enter, isNear, partly, placesIn } from "./internet-ingress";
import { FirewallOwner } from "./publishers";
import { TraceState, TraceStep } from "./question";
import { TraceSteps } from "./trace-steps";

/** R62: DNAT comes first of all rules, and allows what it translates. */
export function throughFirewalls(steps: TraceSteps): TraceStep[] {
  return steps.context.publishers.firewalls.flatMap((owner): TraceStep[] => {
    const { collections, rulesUnknown } = steps.context.firewalls.translations(owner.firewall);
    const unread =
      rulesUnknown !== undefined && isNear(steps, owner.subnet)
        ? [
            steps.undecided(
              enter(steps, firewallInlet(steps, owner), ANY_PACKET),
              steps.reason(
                "FIREWALL_RULES_UNKNOWN",
                { firewall: nameOf(owner.firewall), policy: rulesUnknown },
                owner.firewall.address,
              ),
            ),
          ]
        : [];
    return [
      ...takenInOrder(steps, owner.firewall, collections).flatMap((taken) => translated(steps, owner, taken)),
      ...unread,
    ];
  });
}

const nameOf = ({ name, address }: ModelResource): string => name ?? address;

/** A DNAT rule with what is left for it by those that come before. */
interface TakenRule {
  readonly collection: TranslatingCollection;
  readonly rule: FirewallRule;
  /** As they come from the Internet. */
  readonly packets: PacketSet;
  /** Why none are left: an earlier rule takes them all, or its address isn't the firewall's. */
  readonly never?: "address" | "order";
  /** Whether only apply tells that one of its addresses is the firewall's. */
  readonly addressOpen: boolean;
  /** An earlier rule that may take them instead. */
  readonly dependsOn?: FilterRule;
}

/** The first rule that matches translates. One for an address that isn't the firewall's matches nothing. */
function takenInOrder(
  steps: TraceSteps,
  firewall: Firewall,
  collections: readonly TranslatingCollection[],
): TakenRule[] {
  const addressOf = publicAddressSpace();
  const earlier: FilterRule[] = [];
  const taken: TakenRule[] = [];
  for (const collection of collections) {
    for (const rule of collection.rules) {
      const asked = rule.destinations.length === 0 ? ["*"] : rule.destinations;
      const chances = asked.map((text) => ({ text, own: isOwn(steps, firewall, text) }));
      const own = chances.flatMap((each) => (each.own === "never" ? [] : each.text));
      const addressOpen = chances.every((each) => each.own !== "surely");
      const match: PacketMatch = {
        sources: AddressSet.of(rule.sources),
        destinations: AddressSet.ofRanges(own.flatMap((text) => addressOf(text).ranges)),
        protocols: protocolRanges(rule.protocols),
        sourcePorts: ANY_PORT,
        destinationPorts: portRanges(rule.destinationPorts),
      };
      const { matched } = EVERYTHING.split(match);
      const { continued, dependsOn } = applyRules(earlier, matched);
      if (!continued.isEmpty) {
        taken.push({ collection, rule, packets: continued, addressOpen, ...(dependsOn && { dependsOn }) });
      } else if (!asked.every(isPrivate)) {
        // A private address of the firewall's is nothing that the Internet asks for.
        const never = matched.isEmpty ? "address" : "order";
        taken.push({ collection, rule, packets: continued, addressOpen, never });
      }
      earlier.push({
        name: `${collection.name}/${rule.name}`,
        origin: collection.origin,
        action: "allow",
        matches: [match],
        unknown:
          collection.perhaps !== undefined ||
          rule.unknown !== undefined ||
          collection.base !== undefined ||
          addressOpen,
        ...(collection.perhaps && { perhaps: collection.perhaps }),
      });
    }
  }
  return taken;
}

const EVERYTHING = PacketSet.of(AddressSet.ALL, AddressSet.ALL, "any", undefined);

/** Addresses that only apply gives are told apart by their names: each stands for one that nobody has. */
function publicAddressSpace(): (text: string) => AddressSet {
  const known = new Map<string, AddressSet>();
  return (text) => {
    const literal = AddressSet.of([text]);
    const found = literal.ranges.length > 0 ? literal : known.get(text);
    const address = found ?? AddressSet.of([`240.0.${known.size >> 8}.${known.size & 255}`]);
    known.set(text, address);
    return address;
  };
}

function isPrivate(text: string): boolean {
  const literal = AddressSet.of([text]);
  return literal.ranges.length > 0 && NEVER_PUBLIC.containsAll(literal);
}

/** Whether a firewall has a public address. */
function isOwn(steps: TraceSteps, firewall: Firewall, text: string): "surely" | "perhaps" | "never" {
  if (isPrivate(text)) {
    return "never";
  }
  if (text === "*") {
    return "surely";
  }
  const literal = AddressSet.of([text]);
  const { network } = steps.context;
  const own = publicAddresses(steps, firewall.publicIps);
  const isTold =
    firewall.virtualHub === undefined &&
    firewall.publicIps.every((address) => network.publicIps.has(address)) &&
    network.unknown(firewall.address, "public_ip_address_id") === undefined;
  if (own.includes(text)) {
    return "surely";
  }
  if (literal.ranges.length > 0) {
    const addresses = firewall.publicIps.map((address) => network.publicIps.get(address)?.ip);
    const isAmong = addresses.some((ip) => ip !== undefined && literal.intersects(AddressSet.of([ip])));
    return isAmong ? "surely" : !isTold || addresses.includes(undefined) ? "perhaps" : "never";
  }
  const others = [...network.publicIps.values()].filter(
    ({ address }) => !firewall.publicIps.includes(address),
  );
  const isOther = publicAddresses(
    steps,
    others.map(({ address }) => address),
  ).includes(text);
  return isOther && isTold ? "never" : "perhaps";
}

function firewallInlet(steps: TraceSteps, { firewall, subnet }: FirewallOwner): Forwarder {
  return {
    ...forwarderOf(steps.context.network, { kind: "firewall", firewall, subnet, guessed: false }),
    publicAddresses: publicAddresses(steps, firewall.publicIps),
  };
}

/** Where packets of a rule end: at an address, or at machines behind the load balancer that has it. */
interface Landing {
  readonly destinations: AddressSet;
  readonly protocols: readonly string[];
  readonly ports: readonly string[];
  readonly open?: Reason;
}

function translated(steps: TraceSteps, owner: FirewallOwner, taken: TakenRule): TraceStep[] {
  const { firewall } = owner;
  const { question } = steps;
  const { rule, collection, packets, never } = taken;
  const name = ruleName(taken);
  const inlet = firewallInlet(steps, owner);
  const { translatedAddress: target } = rule;
  const port = rule.translatedPort ?? rule.destinationPorts.join(", ");
  const reason = steps.reason(
    "INGRESS_DNAT",
    {
      at: question.to.id,
      firewall: inlet.name,
      rule: name,
      address: `${rule.destinations.join(", ")}:${rule.destinationPorts.join(", ")}`,
      translated: `${target?.ip ?? target?.resource ?? target?.text ?? ""}:${port}`,
    },
    collection.origin,
  );
  if (never !== undefined) {
    const params = { at: question.to.id, firewall: inlet.name, rule: name, why: never };
    const unused = steps.reason("INGRESS_DNAT_UNUSED", params, collection.origin);
    return landings(steps, owner, taken)
      .slice(0, 1)
      .map(() => steps.lost(enter(steps, inlet, ANY_PACKET), unused));
  }
  const unsure = openFactOf(steps, firewall, inlet, taken);
  const outside = publicFrontends(steps, rule);
  if (outside.length > 0) {
    const out = { owner, inlet, rule, packets, reason, unsure };
    return outside.flatMap((one) => throughPublicFrontend(steps, one, out));
  }
  return landings(steps, owner, taken).map((landing) =>
    landed(steps, { owner, inlet, taken, reason, unsure }, landing),
  );
}

function ruleName({ collection, rule }: Pick<TakenRule, "collection" | "rule">): string {
  return `${collection.name}/${rule.name}`;
}

/** The first fact that leaves open whether a rule translates. */
function openFactOf(
  steps: TraceSteps,
  firewall: Firewall,
  inlet: Forwarder,
  { rule, collection, dependsOn, addressOpen }: TakenRule,
): Reason | undefined {
  const at = steps.question.to.id;
  const name = ruleName({ collection, rule });
  const place = isPlaceOpen(firewall) ? firewall.perhaps : undefined;
  return [
    place && steps.argumentUnknown(at, place),
    collection.perhaps && steps.argumentUnknown(inlet.name, collection.perhaps),
    dependsOn && unknownRule(steps, inlet, dependsOn),
    ...[rule.unknown, isUnknown(rule.translatedPort) ? rule.translatedPort : undefined].map((given) =>
      given === undefined ? undefined : unknownRule(steps, inlet, { name, origin: collection.origin, given }),
    ),
    addressOpen
      ? steps.reason(
          "ADDRESS_UNKNOWN",
          {
            at: inlet.name,
            what: inlet.publicAddresses?.join(", ") ?? inlet.name,
            settle: steps.settlement(firewall.address),
          },
          collection.origin,
        )
      : undefined,
    collection.base &&
      steps.reason(
        "INGRESS_DNAT_INHERITED",
        { at, firewall: inlet.name, rule: name, policy: nameOf(collection.base) },
        collection.origin,
      ),
  ].find((one) => one !== undefined);
}

/** What a rule makes of packets on their way to where it leads. */
interface Translation {
  readonly owner: FirewallOwner;
  readonly inlet: Forwarder;
  readonly taken: TakenRule;
  readonly reason: Reason;
  readonly unsure: Reason | undefined;
}

/** R31b: the destination sees an address of the firewall's, which the route of its reply leads back to. */
function landed(
  steps: TraceSteps,
  { owner: { firewall, subnet }, inlet, taken: { packets, collection }, reason, unsure }: Translation,
  landing: Landing,
): TraceStep {
  const entered = steps.withReason(
    enter(steps, inlet, {
      sources: AddressSet.ofRanges(packets.sources),
      destinations: landing.destinations,
      protocols: protocolRanges(landing.protocols),
      sourcePorts: ANY_PORT,
      destinationPorts: portRanges(landing.ports),
    }),
    reason,
  );
  if (entered.packets.isEmpty) {
    const params = { at: steps.question.to.id, by: inlet.name };
    return steps.lost(entered, steps.reason("INGRESS_OTHER_PORTS", params, collection.origin));
  }
  const open = unsure ?? landing.open;
  const told = partly(
    steps,
    open === undefined ? entered : steps.uncertainly(entered, open),
    entered.packets,
  );
  const device = `device ${firewall.address}`;
  return {
    ...told,
    subnet,
    cameFrom: AddressSet.ofRanges(told.packets.sources),
    packets: told.packets.withSources(subnet.region),
    sourceNetwork: subnet.virtualNetwork,
    holder: { kind: "firewall", firewall },
    devices: [device],
    visited: [device],
    translations: [{ at: subnet, device, forwarder: inlet }],
  } satisfies TraceState;
}

function unknownRule(
  steps: TraceSteps,
  inlet: Forwarder,
  { name, origin, given = name, perhaps }: Pick<FilterRule, "given" | "name" | "origin" | "perhaps">,
): Reason {
  return perhaps === undefined
    ? steps.reason(
        "FILTER_UNKNOWN",
        { at: inlet.name, rule: name, settle: steps.settlement(origin, given) },
        origin,
      )
    : steps.argumentUnknown(inlet.name, perhaps);
}

/** Those of a rule's packets that end in the destination. */
function landings(
  steps: TraceSteps,
  owner: FirewallOwner,
  { rule, collection: { name: collection, origin }, packets }: TakenRule,
): Landing[] {
  const { context } = steps;
  const { to } = steps.question;
  const { translatedAddress: target, protocols } = rule;
  const owners = target === undefined ? [] : context.nextHops.candidates(target);
  const literal = AddressSet.of(target?.ip === undefined ? [] : [target.ip]);
  const ports = translatedPorts(rule, packets);
  // What comes to a front end goes to its members at their ports, which stands below.
  const isBalanced = to.frontend === undefined && owners.some(({ kind }) => kind === "load-balancer");
  const isHere =
    !isBalanced && (to.region.intersects(literal) || owners.some((one) => one.subnet === to.subnet));
  if (literal.ranges.length === 0 && owners.length === 0) {
    const inlet = firewallInlet(steps, owner);
    const name = target?.text ?? "";
    const open = name.includes("${")
      ? unknownRule(steps, inlet, { name: `${collection}/${rule.name}`, origin })
      : steps.reason("INGRESS_DNAT_NAME", { at: to.id, firewall: inlet.name, name }, origin);
    return isNear(steps, owner.subnet) ? [{ destinations: AddressSet.ALL, protocols, ports, open }] : [];
  }
  const direct: Landing[] = isHere
    ? [{ destinations: literal.ranges.length > 0 ? literal : AddressSet.ALL, protocols, ports }]
    : [];
  const balanced = owners.flatMap((one): Landing[] =>
    one.kind !== "load-balancer"
      ? []
      : balancedPorts(one.loadBalancer)
          .filter(({ rule: { frontend } }) => frontend === one.frontend.name)
          .filter(({ outside }) => outside === "*" || overlap(portRanges(ports), portRanges([outside])))
          .flatMap(({ rule: balancing, inside, members }) =>
            placesIn(steps, members).map(({ nic, perhaps }): Landing => {
              const own = nic?.ipConfigurations.flatMap(({ privateIp }) => privateIp ?? []) ?? [];
              return {
                destinations: own.length === 0 ? AddressSet.ALL : AddressSet.of(own),
                protocols: /^all$/i.test(balancing.protocol) ? protocols : [balancing.protocol],
                ports: inside === "*" ? ports : [inside],
                ...(perhaps && { open: steps.argumentUnknown(nameOf(one.loadBalancer), perhaps) }),
              };
            }),
          ),
  );
  return [...direct, ...balanced];
}

type Ranges = ReturnType<typeof portRanges>;

function overlap(some: Ranges, others: Ranges): boolean {
  return some.some(([first, last]) => others.some(([from, until]) => first <= until && from <= last));
}
