import { FORBIDDEN_RANGES, PLATFORM_ADDRESS, PRIVATE_RANGES } from "../../azure/address-ranges";
import {
  NetworkInterface,
  NetworkSecurityGroup,
  SecurityAdminRule,
  SecurityRule,
  UncertainBinding,
} from "../model";
import { SubnetNode } from "../network/network";
import { RouteTables } from "../routes/route-tables";
import { AddressSet } from "../sets/address-set";
import { ANY_PORT, PacketSet, portRanges, protocolRanges } from "../sets/packet-set";
import { applyRules, FilterResult, FilterRule } from "./filter-rules";

export type Direction = "Inbound" | "Outbound";

/** Azure's own address is part of the VirtualNetwork tag. */
const PLATFORM = AddressSet.of([PLATFORM_ADDRESS]);

/** What the Internet tag leaves out besides the VirtualNetwork tag. */
const NOT_INTERNET = AddressSet.of([
  ...PRIVATE_RANGES,
  ...FORBIDDEN_RANGES.map(({ prefix }) => prefix.toString()),
  "224.0.0.0/3",
]);

/** A decision about packets at one place: admin rules first (R68), then NSGs (R65). */
export interface SecurityResult {
  readonly passed: PacketSet;
  readonly denied: PacketSet;
  readonly group?: string;
  readonly rule?: string;
  readonly origin?: string;
  /** Some but not all NICs of the subnet pass: one that does not. */
  readonly nic?: string;
  /** What one NIC of the subnet lets pass, where others let more. */
  readonly part?: PacketSet;
  readonly dependsOn?: FilterRule;
  /** A group that may be bound here, and on which the answer depends. */
  readonly unknownGroup?: UncertainBinding;
}

/** NSGs and admin rules, compiled once per subnet and direction. */
export class SecurityFilters {
  private readonly compiled = new Map<string, readonly FilterRule[]>();
  private readonly tags = new Map<SubnetNode, AddressSet>();
  private readonly asgs: ReadonlyMap<string, AddressSet>;

  public constructor(private readonly tables: RouteTables) {
    this.asgs = applicationSecurityGroups(tables);
  }

  /** At a NIC of an appliance: both its subnet's and its own group decide. */
  public atNic(
    subnet: SubnetNode,
    nic: NetworkInterface | undefined,
    direction: Direction,
    packets: PacketSet,
  ): SecurityResult {
    const admin = this.applyAdminRules(subnet, direction, packets);
    const groups = [
      subnet.networkSecurityGroup,
      this.tables.network.networkSecurityGroups.get(nic?.networkSecurityGroup ?? ""),
    ].filter((group) => group !== undefined);
    if (direction === "Outbound") {
      groups.reverse();
    }
    let passed = admin.continued;
    let denied = admin.denied;
    let result: SecurityResult = {
      passed,
      denied,
      ...(admin.deniedBy === undefined ? {} : deniedBy(admin.deniedBy, undefined)),
      dependsOn: admin.dependsOn,
    };
    for (const group of groups) {
      const step = applyRules(this.rulesOf(group, subnet, direction), passed);
      passed = step.passed;
      denied = denied.concat(step.denied);
      result = {
        passed,
        denied,
        group: result.group,
        rule: result.rule,
        origin: result.origin,
        ...(step.deniedBy === undefined || result.rule !== undefined ? {} : deniedBy(step.deniedBy, group)),
        dependsOn: result.dependsOn ?? step.dependsOn,
      };
    }
    const open = [...(subnet.model.uncertainSecurityGroups ?? []), ...(nic?.uncertainSecurityGroups ?? [])];
    const unknownGroup = open.find((binding) => this.decides(binding, subnet, direction, passed));
    // AlwaysAllow ends the evaluation before any NSG.
    return { ...result, passed: passed.concat(admin.passed), ...(unknownGroup && { unknownGroup }) };
  }

  /** Whether a group that may be bound would stop any of these packets. */
  private decides(
    binding: UncertainBinding,
    subnet: SubnetNode,
    direction: Direction,
    packets: PacketSet,
  ): boolean {
    if (packets.isEmpty) {
      return false;
    }
    const { networkSecurityGroups } = this.tables.network;
    const groups = binding.candidates.map((address) => networkSecurityGroups.get(address));
    return (
      groups.length === 0 ||
      groups.some((group) => {
        const step = group && applyRules(this.rulesOf(group, subnet, direction), packets);
        return step === undefined || !step.denied.isEmpty || step.dependsOn !== undefined;
      })
    );
  }

  /** At an endpoint: its subnet, and where NICs have groups of their own, each of those. */
  public atEndpoint(subnet: SubnetNode, direction: Direction, packets: PacketSet): SecurityResult {
    const nics = new Map(subnet.networkInterfaces.map((nic) => [groupsOf(nic), nic]));
    if (nics.size === 0 || (nics.size === 1 && nics.has(""))) {
      return this.atNic(subnet, undefined, direction, packets);
    }
    const results = [...nics.values()].map((nic) => ({
      nic,
      result: this.atNic(subnet, nic, direction, packets),
    }));
    const unsettled = results.find(({ result }) => result.unknownGroup !== undefined);
    if (unsettled !== undefined) {
      return unsettled.result;
    }
    const blocked = results.find(({ result }) => result.passed.isEmpty);
    const passed = results.map(({ result }) => result.passed).reduce((a, b) => a.union(b));
    if (blocked !== undefined && !passed.isEmpty) {
      return { ...blocked.result, passed, nic: blocked.nic.name ?? blocked.nic.address };
    }
    const partial = results.find(({ result }) => !result.denied.isEmpty);
    return partial === undefined
      ? results[0].result
      : { ...partial.result, passed, part: partial.result.passed };
  }

  /** R67: what `VirtualNetwork` means at a subnet. */
  public virtualNetworkTag(subnet: SubnetNode): AddressSet {
    let tag = this.tags.get(subnet);
    if (tag === undefined) {
      tag = this.computeTag(subnet);
      this.tags.set(subnet, tag);
    }
    return tag;
  }

  /** Every list of addresses that a rule compares with: tells which endpoints filters can tell apart. */
  public get addressLists(): readonly AddressSet[] {
    const { model } = this.tables.network;
    const rules = [
      ...model.networkSecurityGroups.flatMap((group) => group.rules),
      ...model.networkManager.securityAdminRules,
    ];
    return [
      ...rules.flatMap((rule) => [AddressSet.of(rule.sources), AddressSet.of(rule.destinations)]),
      ...this.asgs.values(),
    ];
  }

  private computeTag(subnet: SubnetNode): AddressSet {
    const { virtualNetwork } = subnet;
    let tag = virtualNetwork.space.union(PLATFORM);
    for (const link of virtualNetwork.links.values()) {
      // R30: the flag on this network's half decides.
      if (link.local.allowVirtualNetworkAccess) {
        tag = tag.union(link.to.space);
      }
    }
    for (const group of virtualNetwork.connectedGroups) {
      for (const member of group.members) {
        tag = tag.union(this.tables.network.virtualNetwork(member)?.space ?? AddressSet.NONE);
      }
    }
    const learned = this.tables.gatewayRoutesOffered(virtualNetwork)?.entries ?? [];
    tag = tag.union(AddressSet.ofPrefixes(learned.map(({ prefix }) => prefix)));
    return tag.union(AddressSet.of(subnet.routes.map((route) => route.addressPrefix)));
  }

  private applyAdminRules(subnet: SubnetNode, direction: Direction, packets: PacketSet): FilterResult {
    const rules = this.tables.network.networkManager
      .adminRulesOf(subnet.virtualNetwork.address)
      .filter((rule) => rule.direction === direction);
    if (rules.length === 0) {
      return { passed: PacketSet.NONE, denied: PacketSet.NONE, continued: packets, allowedBy: [] };
    }
    const key = `${subnet.index} ${direction}`;
    let compiled = this.compiled.get(key);
    if (compiled === undefined) {
      compiled = rules.map((rule) => this.compile(rule, subnet, adminAction(rule)));
      this.compiled.set(key, compiled);
    }
    return applyRules(compiled, packets);
  }

  private rulesOf(
    group: NetworkSecurityGroup,
    subnet: SubnetNode,
    direction: Direction,
  ): readonly FilterRule[] {
    const key = `${subnet.index} ${direction} ${group.address}`;
    let compiled = this.compiled.get(key);
    if (compiled === undefined) {
      compiled = [
        ...group.rules
          .filter((rule) => rule.direction === direction)
          .sort((a, b) => a.priority - b.priority)
          .map((rule) => this.compile(rule, subnet, rule.access === "Allow" ? "allow" : "deny")),
        ...this.defaultRules(group, subnet, direction),
      ];
      this.compiled.set(key, compiled);
    }
    return compiled;
  }

  private compile(
    rule: SecurityRule | SecurityAdminRule,
    subnet: SubnetNode,
    action: FilterRule["action"],
  ): FilterRule {
    const unknown = rule.unknown !== undefined;
    // An admin rule without sources is about all of them; an NSG rule always names some.
    const emptyMeansAny = unknown || !("access" in rule);
    const sourceGroups = "access" in rule ? rule.sourceApplicationSecurityGroups : [];
    const destinationGroups = "access" in rule ? rule.destinationApplicationSecurityGroups : [];
    return {
      name: "access" in rule ? rule.name : (rule.name ?? rule.address),
      origin: "access" in rule ? rule.origin : rule.address,
      action,
      unknown,
      matches: [
        {
          sources: this.addresses(rule.sources, sourceGroups, subnet, emptyMeansAny),
          destinations: this.addresses(rule.destinations, destinationGroups, subnet, emptyMeansAny),
          protocols: protocolRanges([rule.protocol]),
          sourcePorts: rule.sourcePorts.length === 0 ? ANY_PORT : portRanges(rule.sourcePorts),
          destinationPorts: rule.destinationPorts.length === 0 ? ANY_PORT : portRanges(rule.destinationPorts),
        },
      ],
    };
  }

  private addresses(
    texts: readonly string[],
    groups: readonly string[],
    subnet: SubnetNode,
    emptyMeansAny: boolean,
  ): AddressSet {
    if (texts.length === 0 && groups.length === 0 && emptyMeansAny) {
      return AddressSet.ALL;
    }
    let set = AddressSet.of(texts);
    for (const text of texts) {
      if (/^virtualnetwork$/i.test(text)) {
        set = set.union(this.virtualNetworkTag(subnet));
      } else if (/^internet$/i.test(text)) {
        set = set.union(this.virtualNetworkTag(subnet).union(NOT_INTERNET).complement());
      } else if (/^azureloadbalancer$/i.test(text)) {
        set = set.union(PLATFORM);
      }
    }
    for (const group of groups) {
      set = set.union(this.asgs.get(group) ?? AddressSet.NONE);
    }
    return set;
  }

  /** R66. */
  private defaultRules(group: NetworkSecurityGroup, subnet: SubnetNode, direction: Direction): FilterRule[] {
    const rule = (
      name: string,
      action: "allow" | "deny",
      source: string,
      destination: string,
    ): FilterRule => ({
      name,
      origin: group.address,
      action,
      unknown: false,
      matches: [
        {
          sources: this.addresses([source], [], subnet, false),
          destinations: this.addresses([destination], [], subnet, false),
          protocols: protocolRanges(["*"]),
          sourcePorts: ANY_PORT,
          destinationPorts: ANY_PORT,
        },
      ],
    });
    return direction === "Inbound"
      ? [
          rule("AllowVnetInBound", "allow", "VirtualNetwork", "VirtualNetwork"),
          rule("AllowAzureLoadBalancerInBound", "allow", "AzureLoadBalancer", "*"),
          rule("DenyAllInBound", "deny", "*", "*"),
        ]
      : [
          rule("AllowVnetOutBound", "allow", "VirtualNetwork", "VirtualNetwork"),
          rule("AllowInternetOutBound", "allow", "*", "Internet"),
          rule("DenyAllOutBound", "deny", "*", "*"),
        ];
  }
}

/** Which groups decide at a NIC, besides its subnet's. */
function groupsOf(nic: NetworkInterface): string {
  const open = nic.uncertainSecurityGroups?.map(({ resource, text }) => `${resource} ${text}`) ?? [];
  return [nic.networkSecurityGroup ?? "", ...open].join("\n");
}

function adminAction(rule: SecurityAdminRule): FilterRule["action"] {
  return rule.action === "Deny" ? "deny" : rule.action === "AlwaysAllow" ? "allow" : "continue";
}

function deniedBy(rule: FilterRule, group: NetworkSecurityGroup | undefined): Partial<SecurityResult> {
  return { group: group?.name ?? group?.address ?? rule.origin, rule: rule.name, origin: rule.origin };
}

/** Addresses of application security groups: whole subnets whose NICs are all members, else the known addresses. */
function applicationSecurityGroups(tables: RouteTables): ReadonlyMap<string, AddressSet> {
  const groups = new Map<string, AddressSet>();
  const add = (group: string, set: AddressSet): void => {
    groups.set(group, (groups.get(group) ?? AddressSet.NONE).union(set));
  };
  for (const subnet of tables.network.subnets) {
    const configurations = subnet.networkInterfaces.flatMap((nic) =>
      nic.ipConfigurations.filter((configuration) => configuration.subnet === subnet.address),
    );
    const names = new Set(configurations.flatMap((configuration) => configuration.applicationSecurityGroups));
    for (const name of names) {
      const members = configurations.filter((it) => it.applicationSecurityGroups.includes(name));
      add(
        name,
        members.length === configurations.length
          ? subnet.region
          : AddressSet.of(members.flatMap(({ privateIp }) => (privateIp === undefined ? [] : [privateIp]))),
      );
    }
  }
  return groups;
}
