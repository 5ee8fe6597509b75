import { remember } from "../../collections/remember";
import {
  NetworkInterface,
  NetworkSecurityGroup,
  SecurityAdminRule,
  SecurityRule,
  UncertainBinding,
} from "../model";
import { NEVER_PUBLIC } from "../network/internet";
import { groupsOf } from "../network/unplaced-interfaces";
import { SubnetNode } from "../network/virtual-network-node";
import { Alternatives } from "../routes/alternatives";
import { RouteTables } from "../routes/route-tables";
import { AddressSet } from "../sets/address-set";
import { ANY_PORT, PacketMatch, PacketSet, portRanges, protocolRanges } from "../sets/packet-set";
import { applicationSecurityGroups } from "./application-security-groups";
import { BY_NAME, Extent, settled, union } from "./extent";
import { applyRules, FilterResult, FilterRule } from "./filter-rules";
import { PLATFORM, VirtualNetworkTags } from "./virtual-network-tag";

const PUBLIC = settled(NEVER_PUBLIC.complement());

export type Direction = "Inbound" | "Outbound";

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
  private readonly matches = new Map<string, readonly PacketMatch[]>();
  private readonly tags: VirtualNetworkTags;
  private readonly defaults = new Map<Extent, Map<Direction, FilterRule[]>>();
  private readonly asgs: ReadonlyMap<string, Extent>;

  public constructor(
    private readonly tables: RouteTables,
    alternatives: Alternatives,
  ) {
    this.tags = new VirtualNetworkTags(tables, alternatives);
    this.asgs = applicationSecurityGroups(tables);
  }

  /** At a NIC of an appliance: both its subnet's and its own group decide. */
  public atNic(
    subnet: SubnetNode,
    nic: NetworkInterface | undefined,
    direction: Direction,
    packets: PacketSet,
  ): SecurityResult {
    const openRules = this.tables.network.networkManager.openRulesAt(subnet.virtualNetwork.address);
    if (openRules !== undefined) {
      // Admin rules come before every group, and may allow always.
      return { passed: packets, denied: PacketSet.NONE, unknownGroup: { ...openRules, optional: false } };
    }
    const admin = this.applyAdminRules(subnet, direction, packets);
    const own = this.throughGroups(subnet, nic, direction, admin.continued);
    return {
      ...own,
      // AlwaysAllow ends the evaluation before any NSG.
      passed: own.passed.union(admin.passed),
      denied: admin.denied.concat(own.denied),
      ...(admin.deniedBy && deniedBy(admin.deniedBy, undefined)),
      dependsOn: admin.dependsOn ?? own.dependsOn,
    };
  }

  /** At a private endpoint: no NIC's group is about it, and no admin rule (D-AVNM-SEC). */
  public atPrivateEndpoint(subnet: SubnetNode, packets: PacketSet): SecurityResult {
    return this.throughGroups(subnet, undefined, "Inbound", packets);
  }

  private throughGroups(
    subnet: SubnetNode,
    nic: NetworkInterface | undefined,
    direction: Direction,
    packets: PacketSet,
  ): SecurityResult {
    const groups = [
      subnet.networkSecurityGroup,
      this.tables.network.networkSecurityGroups.get(nic?.networkSecurityGroup ?? ""),
    ].filter((group) => group !== undefined);
    if (direction === "Outbound") {
      groups.reverse();
    }
    let result: SecurityResult = { passed: packets, denied: PacketSet.NONE };
    for (const group of groups) {
      const step = applyRules(this.rulesOf(group, subnet, direction), result.passed);
      result = {
        ...result,
        passed: step.passed,
        denied: result.denied.concat(step.denied),
        ...(step.deniedBy === undefined || result.rule !== undefined ? {} : deniedBy(step.deniedBy, group)),
        dependsOn: result.dependsOn ?? step.dependsOn,
      };
    }
    const open = [...(subnet.model.uncertainSecurityGroups ?? []), ...(nic?.uncertainSecurityGroups ?? [])];
    const unknownGroup = open.find((binding) => this.decides(binding, subnet, direction, result.passed));
    return { ...result, ...(unknownGroup && { unknownGroup }) };
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

  /** At an endpoint: what the NICs there let pass; what one may do that the input has no place for makes it open. */
  public atEndpoint(
    subnet: SubnetNode,
    direction: Direction,
    packets: PacketSet,
    meant: readonly NetworkInterface[] = subnet.networkInterfaces,
  ): SecurityResult {
    const result = this.atInterfaces(subnet, direction, packets, meant);
    if (result.unknownGroup !== undefined || subnet.perhapsHere.length === 0 || packets.isEmpty) {
      return result;
    }
    const known = new Set(meant.length === 0 ? [""] : meant.map(groupsOf));
    const deciding = subnet.perhapsHere.find(({ nic }) => {
      const other = known.has(groupsOf(nic)) ? undefined : this.atNic(subnet, nic, direction, packets);
      return (
        other !== undefined &&
        (other.passed.isEmpty !== result.passed.isEmpty ||
          !this.atNic(subnet, nic, direction, result.passed).denied.isEmpty ||
          other.unknownGroup !== undefined ||
          other.dependsOn !== undefined)
      );
    });
    return deciding === undefined
      ? result
      : { ...result, unknownGroup: { ...deciding.unknown, candidates: [], optional: false } };
  }

  /** A subnet's group, and where NICs that may be meant have groups of their own, each of those. */
  private atInterfaces(
    subnet: SubnetNode,
    direction: Direction,
    packets: PacketSet,
    meant: readonly NetworkInterface[],
  ): SecurityResult {
    const nics = new Map(meant.map((nic) => [groupsOf(nic), nic]));
    if (nics.size === 0 || (nics.size === 1 && nics.has(""))) {
      return this.atNic(subnet, undefined, direction, packets);
    }
    const results = [...nics.values()].map((nic) => ({
      nic,
      result: this.atNic(subnet, nic, direction, packets),
    }));
    const blocked = results.find(({ result }) => result.passed.isEmpty);
    const passed = results.map(({ result }) => result.passed).reduce((a, b) => a.union(b));
    const unsettled = results.find(
      ({ result }) => result.unknownGroup !== undefined || (result.dependsOn && !result.passed.isEmpty),
    );
    if (unsettled !== undefined) {
      return { ...unsettled.result, passed };
    }
    if (blocked !== undefined && !passed.isEmpty) {
      return { ...blocked.result, passed, nic: blocked.nic.name ?? blocked.nic.address };
    }
    const partial = results.find(({ result }) => !result.denied.isEmpty);
    return partial === undefined
      ? results[0].result
      : { ...partial.result, passed, part: partial.result.passed };
  }

  /** What any rule compares packets with at a NIC; at all NICs of a subnet that have groups, where none is given. */
  public matchesAt(
    subnet: SubnetNode,
    nic: NetworkInterface | undefined,
    direction: Direction,
  ): readonly PacketMatch[] {
    const key = `${subnet.index} ${direction} ${nic?.address ?? ""}`;
    let matches = this.matches.get(key);
    if (matches === undefined) {
      const { networkSecurityGroups } = this.tables.network;
      const others = subnet.perhapsHere.map((unplaced) => unplaced.nic);
      const nics = nic === undefined ? [...subnet.networkInterfaces, ...others] : [nic];
      const open = [subnet.model, ...nics].flatMap(({ uncertainSecurityGroups = [] }) =>
        uncertainSecurityGroups.flatMap(({ candidates }) => candidates),
      );
      const bound = nics.map(({ networkSecurityGroup }) => networkSecurityGroup ?? "");
      const groups = [...new Set([...bound, ...open])].map((address) => networkSecurityGroups.get(address));
      const rules = [subnet.networkSecurityGroup, ...groups]
        .filter((group) => group !== undefined)
        .flatMap((group) => this.rulesOf(group, subnet, direction));
      matches = [...this.adminRules(subnet, direction), ...rules].flatMap((rule) => rule.matches);
      this.matches.set(key, matches);
    }
    return matches;
  }

  /** Whether the input leaves open which groups are bound somewhere in a subnet. */
  public isOpenAt({
    model,
    networkInterfaces,
    perhapsHere,
  }: Pick<SubnetNode, "model" | "networkInterfaces" | "perhapsHere">): boolean {
    return (
      perhapsHere.length > 0 ||
      [model, ...networkInterfaces].some(
        ({ uncertainSecurityGroups = [] }) => uncertainSecurityGroups.length > 0,
      )
    );
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
      ...[...this.asgs.values()].flatMap(({ sure, most }) => [sure, most]),
    ];
  }

  private applyAdminRules(subnet: SubnetNode, direction: Direction, packets: PacketSet): FilterResult {
    const rules = this.adminRules(subnet, direction);
    return rules.length === 0
      ? {
          passed: PacketSet.NONE,
          denied: PacketSet.NONE,
          continued: packets,
          allowedBy: [],
          allowedByName: [],
        }
      : applyRules(rules, packets);
  }

  private adminRules(subnet: SubnetNode, direction: Direction): readonly FilterRule[] {
    const key = `${subnet.index} ${direction}`;
    let compiled = this.compiled.get(key);
    if (compiled === undefined) {
      compiled = this.tables.network.networkManager
        .adminRulesOf(subnet.virtualNetwork.address)
        .filter((rule) => rule.direction === direction)
        .flatMap((rule) => this.compile(rule, subnet, adminAction(rule)));
      this.compiled.set(key, compiled);
    }
    return compiled;
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
          .flatMap((rule) => this.compile(rule, subnet, rule.access === "Allow" ? "allow" : "deny")),
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
  ): FilterRule[] {
    const perhaps = "access" in rule ? rule.perhaps : undefined;
    // An admin rule without sources is about all of them; an NSG rule always names some.
    const emptyMeansAny = rule.unknown !== undefined || !("access" in rule);
    const sourceGroups = "access" in rule ? rule.sourceApplicationSecurityGroups : [];
    const destinationGroups = "access" in rule ? rule.destinationApplicationSecurityGroups : [];
    return rulesFor(
      {
        name: "access" in rule ? rule.name : (rule.name ?? rule.address),
        origin: "access" in rule ? rule.origin : rule.address,
        action,
        unknown: rule.unknown !== undefined || perhaps !== undefined,
        given: rule.unknown,
        perhaps,
      },
      this.addresses(rule.sources, sourceGroups, subnet, emptyMeansAny),
      this.addresses(rule.destinations, destinationGroups, subnet, emptyMeansAny),
      {
        protocols: protocolRanges([rule.protocol]),
        sourcePorts: rule.sourcePorts.length === 0 ? ANY_PORT : portRanges(rule.sourcePorts),
        destinationPorts: rule.destinationPorts.length === 0 ? ANY_PORT : portRanges(rule.destinationPorts),
      },
    );
  }

  private addresses(
    texts: readonly string[],
    groups: readonly string[],
    subnet: SubnetNode,
    emptyMeansAny: boolean,
  ): Extent {
    if (texts.length === 0 && groups.length === 0 && emptyMeansAny) {
      return settled(AddressSet.ALL);
    }
    const parts = [settled(AddressSet.of(texts))];
    for (const text of texts) {
      if (/^virtualnetwork$/i.test(text)) {
        parts.push(this.tags.of(subnet));
      } else if (/^internet$/i.test(text)) {
        parts.push(this.tags.internetAt(subnet));
      } else if (/^azureloadbalancer$/i.test(text)) {
        parts.push(settled(PLATFORM));
      } else if (/^[a-z]/i.test(text) && !text.includes(":")) {
        parts.push({ sure: AddressSet.NONE, most: this.tables.gateways.internet, open: BY_NAME });
      }
    }
    return union([...parts, ...groups.flatMap((group) => this.asgs.get(group) ?? [])]);
  }

  /** R66: the same in all groups, but for whose they are; most subnets mean the same by the tags. */
  private defaultRules(
    { address }: NetworkSecurityGroup,
    subnet: SubnetNode,
    direction: Direction,
  ): FilterRule[] {
    const known = remember(this.defaults, this.tags.of(subnet), () => new Map<Direction, FilterRule[]>());
    const rules = remember(known, direction, () => this.defaultRulesAt(subnet, direction));
    return rules.map((rule) => ({ ...rule, origin: address }));
  }

  private defaultRulesAt(subnet: SubnetNode, direction: Direction): FilterRule[] {
    const rule = (
      name: string,
      action: "allow" | "deny",
      source: string,
      destination: string,
    ): FilterRule[] =>
      rulesFor(
        { name, origin: "", action, unknown: false },
        this.addresses([source], [], subnet, false),
        this.addresses([destination], [], subnet, false),
        { protocols: protocolRanges(["*"]), sourcePorts: ANY_PORT, destinationPorts: ANY_PORT },
      );
    return direction === "Inbound"
      ? [
          ...rule("AllowVnetInBound", "allow", "VirtualNetwork", "VirtualNetwork"),
          ...rule("AllowAzureLoadBalancerInBound", "allow", "AzureLoadBalancer", "*"),
          ...rule("DenyAllInBound", "deny", "*", "*"),
        ]
      : [
          ...rule("AllowVnetOutBound", "allow", "VirtualNetwork", "VirtualNetwork"),
          ...rule("AllowInternetOutBound", "allow", "*", "Internet"),
          ...this.outByEitherTag(subnet),
          ...rule("DenyAllOutBound", "deny", "*", "*"),
        ];
  }

  /** What is public is in one of both tags: from the network itself, the default rules let it out in any case. */
  private outByEitherTag(subnet: SubnetNode): FilterRule[] {
    const { sure, open } = this.tags.of(subnet);
    const any = { protocols: protocolRanges(["*"]), sourcePorts: ANY_PORT, destinationPorts: ANY_PORT };
    const rule = { name: "AllowInternetOutBound", origin: "", action: "allow", unknown: false } as const;
    return open === undefined ? [] : rulesFor(rule, settled(sure), PUBLIC, any);
  }
}

/** A rule for what its ends surely are, and one that may match for what they may be beyond that. */
function rulesFor(
  rule: Omit<FilterRule, "matches">,
  sources: Extent,
  destinations: Extent,
  match: Omit<PacketMatch, "sources" | "destinations">,
): FilterRule[] {
  const open = sources.open ?? destinations.open;
  const sure = { ...rule, matches: [{ sources: sources.sure, destinations: destinations.sure, ...match }] };
  const most = { sources: sources.most, destinations: destinations.most, ...match };
  const why = open === BY_NAME ? { byName: true } : { perhaps: open };
  return open === undefined ? [sure] : [sure, { ...rule, unknown: true, ...why, matches: [most] }];
}

function adminAction(rule: SecurityAdminRule): FilterRule["action"] {
  return rule.action === "Deny" ? "deny" : rule.action === "AlwaysAllow" ? "allow" : "continue";
}

function deniedBy(rule: FilterRule, group: NetworkSecurityGroup | undefined): Partial<SecurityResult> {
  return { group: group?.name ?? group?.address ?? rule.origin, rule: rule.name, origin: rule.origin };
}
