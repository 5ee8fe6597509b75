import { Firewall, FirewallRule, LoadBalancer, LoadBalancerBackend, NetworkInterface } from "../model";
import { NEVER_PUBLIC } from "../network/internet";
import { SubnetNode } from "../network/network";
import { Forwarder, Reason } from "../result";
import { AddressSet } from "../sets/address-set";
import { ANY_PORT, PacketMatch, PacketSet, portRanges, protocolRanges } from "../sets/packet-set";
import { forwarderOf } from "./forwarder";
import { publicAddresses } from "./outlets";
import { FirewallOwner, PublicProxy } from "./publishers";
import { isEnd, TraceEnd, TraceState, TraceStep } from "./question";
import { ofItsOwn } from "./to-internet";
import { TraceSteps } from "./trace-steps";

/**
 * Every way from the Internet to a destination, each on its own: by a public address of a machine, by a rule of a load
 * balancer, by a DNAT rule of a firewall. What asks is about ports of the destination, whatever they are outside.
 */
export function fromInternet(steps: TraceSteps): TraceStep[] {
  const { to } = steps.question;
  const ways = [
    ...toMachines(steps),
    ...throughBalancers(steps),
    ...throughFirewalls(steps),
    ...perhapsPublished(steps),
  ];
  if (ways.length > 0) {
    return ways;
  }
  if (to.site !== undefined) {
    return [ofItsOwn(steps)];
  }
  return [
    steps.lost(
      steps.withHop(start(steps), { at: steps.question.from.id }),
      steps.reason("INGRESS_NONE", { at: to.id }, to.subnet?.address),
    ),
  ];
}

function start(steps: TraceSteps): TraceState {
  const { to } = steps.question;
  const [gateway] = [...(to.site?.gateways.keys() ?? [])];
  return steps.initialState(to.subnet ?? gateway.subnet, undefined);
}

function toMachines(steps: TraceSteps): TraceStep[] {
  const { subnet, networkInterfaces = subnet?.networkInterfaces ?? [] } = steps.question.to;
  return networkInterfaces.flatMap((nic) =>
    nic.ipConfigurations
      .filter((configuration) => configuration.subnet === subnet!.address)
      .flatMap(({ publicIp, privateIp }): TraceStep[] => {
        const unknown =
          publicIp === undefined
            ? steps.context.network.unknown(nic.scaleSet ?? nic.address, "public_ip_address_id")
            : undefined;
        if (publicIp === undefined && unknown === undefined) {
          return [];
        }
        const addresses = publicAddresses(steps, publicIp === undefined ? [] : [publicIp]);
        const inlet: Forwarder = {
          kind: "public-address",
          resource: publicIp ?? nic.address,
          name: addresses[0] ?? unknown!.text,
          at: subnet!.id,
          publicAddresses: addresses,
        };
        const entered = enter(steps, inlet, {
          ...ANYTHING,
          destinations: privateIp === undefined ? AddressSet.ALL : AddressSet.of([privateIp]),
        });
        const surely =
          unknown === undefined
            ? entered
            : steps.uncertainly(entered, steps.argumentUnknown(subnet!.id, unknown));
        const reason = steps.reason(
          "INGRESS_PUBLIC_ADDRESS",
          { at: subnet!.id, nic: nic.name ?? nic.address, address: inlet.name },
          inlet.resource,
        );
        const known = steps.context.network.publicIps.get(publicIp ?? "");
        return [
          reachNic(steps, steps.withReason(surely, reason), subnet!, nic, {
            ...(known ?? { skuUnknown: true }),
            name: inlet.name,
          }),
        ];
      }),
  );
}

const ANYTHING: PacketMatch = {
  sources: AddressSet.ALL,
  destinations: AddressSet.ALL,
  protocols: protocolRanges(["*"]),
  sourcePorts: ANY_PORT,
  destinationPorts: ANY_PORT,
};

/** What comes in by something, of all that was asked about. */
function enter(steps: TraceSteps, inlet: Forwarder, match: PacketMatch): TraceState {
  const state = start(steps);
  return steps.withHop(
    { ...state, packets: state.packets.split(match).matched, outlet: inlet },
    { at: steps.question.from.id, via: inlet },
  );
}

/** By what something comes in, as far as it decides whether that is open by itself. */
interface Inlet {
  readonly name: string;
  readonly sku?: string;
  readonly skuUnknown?: boolean;
}

/** Standard addresses are closed until a security group opens them. */
function reachNic(
  steps: TraceSteps,
  state: TraceState,
  subnet: SubnetNode,
  nic: NetworkInterface | undefined,
  { name, sku = "Standard", skuUnknown = false }: Inlet,
): TraceStep {
  const { filters, network } = steps.context;
  const { to } = steps.question;
  const place = nic?.name ?? nic?.address ?? subnet.id;
  const hasGroup =
    subnet.networkSecurityGroup !== undefined ||
    nic?.networkSecurityGroup !== undefined ||
    filters.isOpenAt(subnet);
  if (!hasGroup && skuUnknown) {
    return steps.undecided(
      state,
      steps.reason("INGRESS_SKU_UNKNOWN", { at: place, address: name }, nic?.address ?? subnet.address),
    );
  }
  if (!hasGroup && !/^basic$/i.test(sku)) {
    return steps.lost(state, steps.reason("INGRESS_CLOSED", { at: place }, nic?.address ?? subnet.address));
  }
  const result =
    nic === undefined
      ? filters.atEndpoint(subnet, "Inbound", state.packets, to.networkInterfaces)
      : filters.atNic(subnet, nic, "Inbound", state.packets);
  const perhaps = network.perhapsThere.get(nic?.address ?? "");
  const filtered = steps.filtered(state, result, {
    code: "DENIED_IN",
    params: { at: place, group: result.group ?? "", rule: result.rule ?? "" },
    resource: result.origin,
  });
  if (isEnd(filtered)) {
    return filtered;
  }
  const certain =
    perhaps === undefined ? filtered : steps.uncertainly(filtered, steps.argumentUnknown(subnet.id, perhaps));
  return {
    outcome: "DELIVERED",
    state: partly(steps, steps.withHop(certain, { at: to.id, resource: to.address }), state.packets),
  };
}

/** D2: where less than what was asked about enters, the verdict is about a part. */
function partly(steps: TraceSteps, state: TraceState, entered: PacketSet): TraceState {
  const { packets } = steps.question;
  const destinations = AddressSet.ofRanges(entered.destinations);
  const part = entered.describe(packets.split({ ...ANYTHING, destinations }).matched);
  const isTold = state.reasons.some(({ code }) => code === "FILTERED_PARTLY");
  return part === "" || isTold
    ? state
    : steps.conditionally(state, steps.reason("INGRESS_PARTLY", { at: steps.question.to.id, part }));
}

function throughBalancers(steps: TraceSteps): TraceStep[] {
  return steps.context.network.model.loadBalancers.flatMap((balancer) => {
    const rules = balancer.rules.map((rule) => {
      const isAll = /^all$/i.test(rule.protocol) && rule.frontendPort === 0;
      const port = rule.floatingIp ? rule.frontendPort : rule.backendPort;
      return {
        ...rule,
        outside: isAll ? "*" : String(rule.frontendPort),
        inside: isAll ? "*" : String(port),
        members: balancer.backendPools
          .filter(
            ({ address }) =>
              rule.backendPools.includes(address) || rule.poolsUnknown?.candidates.includes(address) === true,
          )
          .flatMap(({ members }) => members),
      };
    });
    const natRules = (balancer.natRules ?? []).map((rule) => ({
      ...rule,
      outside: rule.frontendPorts,
      inside: String(rule.backendPort),
      poolsUnknown: undefined,
    }));
    return [...rules, ...natRules].flatMap((rule): TraceStep[] => {
      const frontend = balancer.frontends.find(({ name }) => name === rule.frontend);
      if (frontend?.publicIp === undefined) {
        return [];
      }
      const places = placesIn(steps, rule.members);
      const unknown = rule.perhaps ?? rule.poolsUnknown;
      const [address] = publicAddresses(steps, [frontend.publicIp]);
      const inlet = balancerInlet(steps, balancer, address);
      const reason = steps.reason(
        "INGRESS_LOAD_BALANCER",
        {
          at: steps.question.to.id,
          balancer: inlet.name,
          rule: rule.name ?? rule.address,
          address: rule.outside === "*" ? address : `${address}:${rule.outside}`,
          port: rule.inside,
        },
        rule.address,
      );
      return places.map(({ nic, perhaps = unknown }) => {
        const entered = steps.withReason(
          enter(steps, inlet, {
            ...ANYTHING,
            protocols: protocolRanges([rule.protocol]),
            destinationPorts: portRanges([rule.inside]),
          }),
          reason,
        );
        const surely =
          perhaps === undefined
            ? entered
            : steps.uncertainly(entered, steps.argumentUnknown(inlet.name, perhaps));
        const { subnet } = steps.question.to;
        return surely.packets.isEmpty
          ? steps.lost(
              surely,
              steps.reason("INGRESS_OTHER_PORTS", { at: steps.question.to.id, by: inlet.name }),
            )
          : reachNic(steps, surely, subnet!, nic, { ...balancer, name: inlet.name });
      });
    });
  });
}

function balancerInlet(steps: TraceSteps, balancer: LoadBalancer, address: string): Forwarder {
  return {
    kind: "load-balancer",
    resource: balancer.address,
    name: balancer.name ?? balancer.address,
    at: steps.question.to.id,
    publicAddresses: [address],
  };
}

/** Those of some members that are in the destination. */
function placesIn(
  { context: { network }, question: { to } }: TraceSteps,
  members: readonly LoadBalancerBackend[],
): { readonly nic?: NetworkInterface; readonly perhaps?: LoadBalancerBackend["perhaps"] }[] {
  const seen = new Set<string>();
  return members.flatMap(({ networkInterface = "", ipConfiguration, ip, perhaps }) => {
    const nic = network.networkInterfaces.get(networkInterface);
    const configuration =
      nic?.ipConfigurations.find(({ name }) => name === ipConfiguration) ?? nic?.ipConfigurations[0];
    const isHere =
      configuration === undefined
        ? ip !== undefined && to.subnet !== undefined && to.region.intersects(AddressSet.of([ip]))
        : configuration.subnet === to.subnet?.address &&
          (to.networkInterfaces === undefined || to.networkInterfaces.includes(nic!));
    const key = nic?.address ?? ip ?? "";
    if (!isHere || seen.has(key)) {
      return [];
    }
    seen.add(key);
    return [{ nic, ...(perhaps && { perhaps }) }];
  });
}

/** R62: DNAT comes first of all rules, and allows what it translates. */
function throughFirewalls(steps: TraceSteps): TraceStep[] {
  return steps.context.publishers.firewalls.flatMap((owner): TraceStep[] => {
    const { collections, rulesUnknown } = steps.context.firewalls.translations(owner.firewall);
    const unread =
      rulesUnknown !== undefined && isNear(steps, owner.subnet)
        ? [
            steps.undecided(
              enter(steps, firewallInlet(steps, owner), ANYTHING),
              steps.reason(
                "FIREWALL_RULES_UNKNOWN",
                { firewall: nameOf(owner.firewall), policy: rulesUnknown },
                owner.firewall.address,
              ),
            ),
          ]
        : [];
    return [
      ...collections.flatMap(({ rules, perhaps, origin, name }) =>
        rules.flatMap((rule) =>
          translated(steps, owner, rule, {
            name: `${name}/${rule.name}`,
            origin,
            ...(perhaps && { perhaps: steps.argumentUnknown(nameOf(owner.firewall), perhaps) }),
          }),
        ),
      ),
      ...unread,
    ];
  });
}

const nameOf = ({ name, address }: Firewall): string => name ?? address;

/** The destination's own network, one that is peered with it, or its hub of Virtual WAN. */
function isNear({ context, question: { to } }: TraceSteps, { virtualNetwork }: SubnetNode): boolean {
  const there = to.subnet?.virtualNetwork;
  return (
    there === undefined ||
    there === virtualNetwork ||
    there.links.has(virtualNetwork) ||
    context.tables.virtualWans.connectionsOf(there).some(({ hub }) => hub.network === virtualNetwork)
  );
}

function firewallInlet(steps: TraceSteps, { firewall, subnet }: FirewallOwner): Forwarder {
  return {
    ...forwarderOf(steps.context.network, { kind: "firewall", firewall, subnet, guessed: false }),
    publicAddresses: publicAddresses(steps, firewall.publicIps),
  };
}

/** R31b: the destination sees an address of the firewall's, which the route of its reply leads back to. */
function translated(
  steps: TraceSteps,
  owner: FirewallOwner,
  rule: FirewallRule,
  named: { readonly name: string; readonly origin: string; readonly perhaps?: Reason },
): TraceStep[] {
  const { firewall, subnet } = owner;
  const { question, context } = steps;
  const { translatedAddress: target } = rule;
  const owners = target === undefined ? [] : context.nextHops.candidates(target);
  const literal = AddressSet.of(target?.ip === undefined ? [] : [target.ip]);
  const isHere =
    question.to.region.intersects(literal) || owners.some((one) => one.subnet === question.to.subnet);
  const isKnown = literal.ranges.length > 0 || owners.length > 0;
  const asked = AddressSet.of(rule.destinations);
  if (asked.ranges.length > 0 && NEVER_PUBLIC.containsAll(asked)) {
    // A private address of the firewall's: nothing that the Internet asks for.
    return [];
  }
  if (!isHere && (isKnown || !isNear(steps, subnet))) {
    return [];
  }
  const inlet = firewallInlet(steps, owner);
  const port = rule.translatedPort ?? rule.destinationPorts.join(", ");
  const entered = enter(steps, inlet, {
    sources: AddressSet.of(rule.sources),
    destinations: literal.ranges.length > 0 ? literal : AddressSet.ALL,
    protocols: protocolRanges(rule.protocols),
    sourcePorts: ANY_PORT,
    destinationPorts: portRanges(rule.translatedPort === undefined ? rule.destinationPorts : [port]),
  });
  const reason = steps.reason(
    "INGRESS_DNAT",
    {
      at: question.to.id,
      firewall: inlet.name,
      rule: named.name,
      address: `${rule.destinations.join(", ")}:${rule.destinationPorts.join(", ")}`,
      translated: `${target?.ip ?? target?.text ?? ""}:${port}`,
    },
    named.origin,
  );
  const open =
    named.perhaps ??
    (rule.unknown !== undefined || !isKnown
      ? steps.reason(
          "FILTER_UNKNOWN",
          { at: inlet.name, rule: named.name, settle: steps.settlement(named.origin) },
          named.origin,
        )
      : undefined);
  const explained = steps.withReason(entered, reason);
  if (explained.packets.isEmpty) {
    const none = steps.reason("INGRESS_OTHER_PORTS", { at: question.to.id, by: inlet.name }, named.origin);
    return [steps.lost(explained, none)];
  }
  const device = `device ${firewall.address}`;
  const told = partly(
    steps,
    open === undefined ? explained : steps.uncertainly(explained, open),
    explained.packets,
  );
  return [
    {
      ...told,
      subnet,
      cameFrom: AddressSet.ofRanges(told.packets.sources),
      packets: told.packets.withSources(subnet.region),
      sourceNetwork: subnet.virtualNetwork,
      holder: { kind: "firewall", firewall },
      devices: [device],
      visited: [device],
      translations: [{ at: subnet, device, forwarder: inlet }],
    },
  ];
}

/** What the input shows to exist, and that may publish the destination in a way that it doesn't hold. */
function perhapsPublished(steps: TraceSteps): TraceEnd[] {
  const { question, context } = steps;
  const { subnet } = question.to;
  if (subnet === undefined) {
    return [];
  }
  const end = (reason: Reason): TraceEnd =>
    steps.undecided(steps.withHop(start(steps), { at: question.from.id }), reason);
  const unread = context.network.networkManager.openBetween(
    subnet.virtualNetwork.address,
    subnet.virtualNetwork.address,
  );
  const { proxies, appliances } = context.publishers;
  const serving = proxies.filter((proxy) => mayServe(steps, proxy));
  const near = appliances.filter(({ places }) =>
    places.some((place) => place !== subnet && isNear(steps, place)),
  );
  return [
    ...(subnet.model.external === true
      ? [end(steps.reason("INGRESS_EXISTING_SUBNET", { at: subnet.id }, subnet.address))]
      : []),
    ...(unread === undefined ? [] : [end(steps.argumentUnknown(subnet.id, unread))]),
    ...serving.map(({ resource: { address, name } }) =>
      end(steps.reason("INGRESS_BY_PROXY", { at: subnet.id, proxy: name ?? address }, address)),
    ),
    ...near.map(({ nic }) =>
      end(steps.reason("INGRESS_BY_APPLIANCE", { at: subnet.id, nic: nic.name ?? nic.address }, nic.address)),
    ),
  ];
}

/** Whether it stands in the destination, or may have it as a backend. */
function mayServe(steps: TraceSteps, { home, backends, isTold }: PublicProxy): boolean {
  const { subnet, region } = steps.question.to;
  return (
    home === subnet ||
    ((home === undefined || isNear(steps, home)) && (!isTold || region.intersects(backends)))
  );
}
