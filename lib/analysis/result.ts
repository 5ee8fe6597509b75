import type { ReservedSubnet } from "../azure/reserved-subnets";
import type { AssumptionKind } from "./messages/assumptions";
import type { ReasonCode, ReasonParams } from "./messages/reasons";
import { NetworkModel } from "./model";
import type { LocalizedText } from "./text";

export type { Language, LocalizedText } from "./text";

/** What is asked about: the packet, and how to read what Azure's documentation leaves open. */
export interface AnalysisOptions {
  /**
   * `tcp` (default), `udp`, `icmp`, `any`.
   * @see https://github.com/cdktf-azure-hub-spoke/cdktf-azure-hub-spoke/blob/main/docs/routing-rules.md#d2
   */
  readonly protocol?: Protocol;
  /**
   * Destination port; undefined = any port.
   * @see https://github.com/cdktf-azure-hub-spoke/cdktf-azure-hub-spoke/blob/main/docs/routing-rules.md#d2
   */
  readonly port?: number;
  /**
   * An undeclared fact makes a verdict CONDITIONAL. Default false.
   * @see https://github.com/cdktf-azure-hub-spoke/cdktf-azure-hub-spoke/blob/main/docs/routing-rules.md#d1
   */
  readonly strict?: boolean;
  /**
   * How `allow_forwarded_traffic=false` is read. Default `strict`: BLOCKED.
   * @see https://github.com/cdktf-azure-hub-spoke/cdktf-azure-hub-spoke/blob/main/docs/routing-rules.md#r31d
   * @see https://github.com/cdktf-azure-hub-spoke/cdktf-azure-hub-spoke/blob/main/docs/routing-rules.md#d12
   */
  readonly forwardedTraffic?: "strict" | "permissive";
  /** Subnets with reserved names (GatewaySubnet, …) are endpoints too. Default false. */
  readonly all?: boolean;
  /**
   * List the None rows that Azure does not document among effective routes. Default false.
   * @see https://github.com/cdktf-azure-hub-spoke/cdktf-azure-hub-spoke/blob/main/docs/routing-rules.md#r3b
   */
  readonly includePlatformNone?: boolean;
}

export type Protocol = "tcp" | "udp" | "icmp" | "any";

/**
 * The answer about a pair.
 * @see https://github.com/cdktf-azure-hub-spoke/cdktf-azure-hub-spoke/blob/main/docs/routing-rules.md#r80
 */
export type Verdict = "REACHABLE" | "ASYMMETRIC" | "ONE_WAY" | "BLOCKED" | "CONDITIONAL";

/** All verdicts, best first. */
export const VERDICTS: readonly Verdict[] = ["REACHABLE", "CONDITIONAL", "ASYMMETRIC", "ONE_WAY", "BLOCKED"];

/**
 * Why; messages/reasons.ts has them all.
 * @see https://github.com/cdktf-azure-hub-spoke/cdktf-azure-hub-spoke/blob/main/docs/routing-rules.md#d11
 */
export type { ReasonCode } from "./messages/reasons";

/** One reason of a verdict: {@link messageOf} puts its code and its parameters into words. */
export type Reason = { readonly [Code in ReasonCode]: ReasonOf<Code> }[ReasonCode];

/** A reason with a known code, and so with known parameters. */
export interface ReasonOf<Code extends ReasonCode> {
  readonly code: Code;
  /** What the message is made of, and the question's ends. */
  readonly params: ReasonParams<Code> & { readonly [name: string]: string };
  /** Terraform address of the resource that is to blame, or to change. */
  readonly resource?: string;
  /** The direction in which it was met. */
  readonly direction?: "forward" | "return";
}

/**
 * A declared fact (or one taken for granted) that a verdict rests on.
 * @see https://github.com/cdktf-azure-hub-spoke/cdktf-azure-hub-spoke/blob/main/docs/routing-rules.md#d1
 */
export interface UsedAssumption {
  readonly kind: AssumptionKind;
  /** Terraform address (or IP) that it is about. */
  readonly resource: string;
  /** The prefix announced, where it is about one. */
  readonly prefix?: string;
  /**
   * Where it was declared; undefined = taken for granted.
   * @see https://github.com/cdktf-azure-hub-spoke/cdktf-azure-hub-spoke/blob/main/docs/routing-rules.md#d1
   */
  readonly declaredIn?: string;
}

/**
 * Something that can be a source and a destination: a subnet, prefixes on-premises, or the Internet.
 * @see https://github.com/cdktf-azure-hub-spoke/cdktf-azure-hub-spoke/blob/main/docs/routing-rules.md#d9
 */
export interface Endpoint {
  /** `vnet-hub01/default`, `on-premises/dc1`, `clients/vpngw01`, `bastion/bast01`, `internet`. */
  readonly id: string;
  /**
   * Terraform address of the subnet, of the local network gateway, or of the gateway of VPN clients; the id of what no
   * resource stands for.
   */
  readonly address: string;
  readonly kind: "subnet" | "on-premises" | "clients" | "bastion" | "internet";
  readonly prefixes: readonly string[];
  /** Terraform address of the virtual network (of the gateway's, on-premises). */
  readonly virtualNetwork?: string;
  /** A subnet with a reserved name. */
  readonly reserved: boolean;
}

/** A row of `az network nic show-effective-route-table -o json`; keys in the CLI's order. */
export interface EffectiveRouteRow {
  readonly addressPrefix: readonly string[];
  readonly destinationServiceTags: readonly string[];
  readonly disableBgpRoutePropagation: boolean;
  readonly hasBgpOverride: boolean;
  readonly name: string | null;
  readonly nextHopIpAddress: readonly string[];
  readonly nextHopType: NextHopType;
  readonly source: RouteSource;
  readonly state: "Active" | "Invalid";
  readonly tagMap: { readonly [tag: string]: readonly string[] };
}

export type RouteSource = "Default" | "User" | "VirtualNetworkGateway" | "Unknown";

export type NextHopType =
  | "VnetLocal"
  | "VNetPeering"
  | "VNetGlobalPeering"
  | "ConnectedGroup"
  | "VirtualNetworkGateway"
  | "VirtualAppliance"
  | "Internet"
  | "None"
  | "VirtualNetworkServiceEndpoint"
  | "InterfaceEndpoint"
  /** Of a user-defined route of which only apply tells the type, or whose type Azure doesn't have. */
  | "Unknown";

/** A row with what Azure does not print: where it comes from. */
export interface EffectiveRoute {
  readonly row: EffectiveRouteRow;
  /** Terraform address of what makes the row: the route, peering, gateway connection, endpoint … */
  readonly origin?: string;
  /** Terraform address of what owns the next hop, where it is a resource. */
  readonly nextHopResource?: string;
  /** A caveat about the row (an UNCONFIRMED point, an assumption). */
  readonly note?: LocalizedText;
}

/** A route as a hop of a trace shows it. */
export interface HopRoute {
  readonly addressPrefix: string;
  readonly nextHopType: NextHopType;
  readonly source: RouteSource;
  /** Next hop addresses, or what they refer to. */
  readonly nextHopIp?: string;
  /** The UDR's name. */
  readonly name?: string;
  /** Terraform address of what makes the row. */
  readonly origin?: string;
}

/** One step of a trace: where the packet was, which row was chosen there, and who takes it next. */
export interface Hop {
  /** Endpoint or subnet id where the decision was taken; `on-premises/…` outside Azure. */
  readonly at: string;
  /** Terraform address of that subnet. */
  readonly resource?: string;
  /** The row chosen; undefined where no routing happens (the destination, on-premises). */
  readonly route?: HopRoute;
  /** The forwarder that receives the packet by this row. */
  readonly via?: Forwarder;
}

/** What passes packets on. */
export interface Forwarder {
  readonly kind:
    | "appliance"
    | "load-balancer"
    | "firewall"
    | "routing-appliance"
    | "virtual-hub"
    | "vpn-gateway"
    | "expressroute-gateway"
    | "nat-gateway"
    | "public-address"
    | "declared";
  /** Terraform address, or the IP of a declared forwarder. */
  readonly resource: string;
  /** Azure name where known, else the address. */
  readonly name: string;
  /** Subnet id where it stands. */
  readonly at?: string;
  /** Instances behind a load balancer: Terraform addresses of NICs. */
  readonly instances?: readonly string[];
  /** Between a network and the Internet: public addresses, by name where they are known after apply only. */
  readonly publicAddresses?: readonly string[];
}

export type TraceOutcome = "DELIVERED" | "EXITS_TO_ONPREM" | "DROPPED" | "UNKNOWN";

/**
 * One branch of a trace; several exist only under ECMP.
 * @see https://github.com/cdktf-azure-hub-spoke/cdktf-azure-hub-spoke/blob/main/docs/routing-rules.md#r14
 */
export interface TraceBranch {
  readonly outcome: TraceOutcome;
  readonly hops: readonly Hop[];
  readonly reasons: readonly Reason[];
}

/** The whole answer for an ordered pair. */
export interface PairResult {
  readonly from: string;
  readonly to: string;
  readonly verdict: Verdict;
  readonly reasons: readonly Reason[];
  /** Hops of the way there (of the failing branch, when branches differ). */
  readonly forward: readonly Hop[];
  /** Hops of the way back; empty when the request does not arrive. */
  readonly return: readonly Hop[];
  readonly forwardOutcome: TraceOutcome;
  readonly returnOutcome?: TraceOutcome;
  /** All branches, when there is more than one. */
  readonly forwardBranches?: readonly TraceBranch[];
  readonly returnBranches?: readonly TraceBranch[];
  readonly assumptions: readonly UsedAssumption[];
}

/** A verdict and what is passed, without words. */
export interface PairAnswer {
  readonly verdict: Verdict;
  /** Terraform addresses (or IPs) of what passes the request on, as {@link PairResult.forward} shows it. */
  readonly forward: readonly string[];
  /** The same of the reply. */
  readonly return: readonly string[];
  /** The answer for each part of the addresses of the two ends, where not all behave alike: this one is the gravest. */
  readonly parts?: readonly PartAnswer[];
  /** From the Internet: by what, and to which ports. */
  readonly exposures?: readonly Exposure[];
}

/** A way from the Internet to an endpoint. */
export interface Exposure {
  /** Terraform address of the public address, load balancer or firewall. */
  readonly by: string;
  /** What arrives: `TCP 443`; empty for everything that was asked about. */
  readonly packets: string;
}

/** Addresses of two ends from which and to which all packets fare alike, as numbers; each part begins at its own. */
export interface PairPart {
  readonly from: number;
  readonly to: number;
}

/** The answer for a part of the addresses of two ends. */
export interface PartAnswer extends PairPart {
  readonly answer: PairAnswer;
}

/** Something that deserves attention, from the model alone or from traces. */
export interface Finding {
  readonly code: string;
  readonly severity: "error" | "warning" | "info";
  readonly message: LocalizedText;
  /** The nearest fix, where there is one to name. */
  readonly fix?: LocalizedText;
  /** Terraform address. */
  readonly resource?: string;
  /** What else it is about. */
  readonly about?: FindingSubject;
}

/** What a finding is about beside its resource, for who cures it: addresses are Terraform's, names Azure's. */
export interface FindingSubject {
  /** Address of the virtual network in which it was seen, or which has to change. */
  readonly virtualNetwork?: string;
  /** Address of the subnet in which it was seen. */
  readonly subnet?: string;
  /** The subnet that the resource needs. */
  readonly reservedSubnet?: ReservedSubnet;
  /** The longest prefix that is large enough: 26. */
  readonly longestPrefix?: number;
  /** Prefixes that the resource lacks. */
  readonly prefixes?: readonly string[];
  /** Names of routes or rules that the resource writes. */
  readonly parts?: readonly string[];
  /** Names of a rule that the resource writes, and of its collection. */
  readonly rule?: { readonly collection: string; readonly name: string; readonly by?: OtherRule };
  /** Address of another association of the same kind. */
  readonly association?: string;
  /** Address of a private DNS zone. */
  readonly zone?: string;
  /** An argument of the resource. */
  readonly argument?: string;
}

/** A rule that comes before another: names, and the address of what writes it. */
export interface OtherRule {
  readonly origin: string;
  readonly collection: string;
  readonly name: string;
}

/** All ordered pairs of different endpoints, by kinds of endpoints. */
export interface ReachabilityMatrix {
  /** Rows and columns, in order. */
  readonly endpoints: readonly Endpoint[];
  /** The verdict of row `from`, column `to`; undefined on the diagonal. */
  verdictAt(from: number, to: number): Verdict | undefined;
  readonly counts: VerdictCounts;
  /** Endpoints that behave alike. */
  readonly classes: readonly EndpointClass[];
  /** Every pair of classes (and exceptions), each with one example. */
  readonly groups: readonly PairGroup[];
}

export interface VerdictCounts {
  readonly REACHABLE: number;
  readonly ASYMMETRIC: number;
  readonly ONE_WAY: number;
  readonly BLOCKED: number;
  readonly CONDITIONAL: number;
}

export interface EndpointClass {
  /** Indexes into the matrix's endpoints. */
  readonly members: readonly number[];
}

/** Pairs of one class with another that share verdict and first reason. */
export interface PairGroup {
  readonly fromClass: number;
  readonly toClass: number;
  readonly verdict: Verdict;
  readonly count: number;
  /** Ids of one such pair, for `explain`. */
  readonly exampleFrom: string;
  readonly exampleTo: string;
}

/** The analysis of one network; everything is computed when first asked for. */
export interface Analysis {
  readonly model: NetworkModel;
  readonly options: AnalysisOptions;
  /** What the matrix is about: subnets (reserved ones with `all`), then on-premises. */
  readonly endpoints: readonly Endpoint[];
  /** The Internet: not part of the matrix, and asked about as any endpoint is. */
  readonly internet: Endpoint;
  /**
   * Every subnet, reserved ones included, in the model's order.
   * @see https://github.com/cdktf-azure-hub-spoke/cdktf-azure-hub-spoke/blob/main/docs/routing-rules.md#d10
   */
  readonly subnets: readonly Endpoint[];
  /**
   * Effective routes of a subnet, by id or Terraform address; undefined when there is no such subnet.
   * @see https://github.com/cdktf-azure-hub-spoke/cdktf-azure-hub-spoke/blob/main/docs/routing-rules.md#r0.3
   */
  routesOf(subnet: string): readonly EffectiveRoute[] | undefined;
  /** The subnet (id) of a NIC, by Azure name, Terraform address or VM name; undefined when there is none. */
  subnetOfNic(nic: string): string | undefined;
  /**
   * An endpoint by its id or Terraform address, or by an address, a prefix, or the name of a NIC or machine in it;
   * undefined when there is none. Public addresses are part of `internet`.
   */
  endpointOf(name: string): Endpoint | undefined;
  /** Verdict alone: cheap. Endpoints by id or Terraform address; unknown ones throw an UnknownEndpointError. */
  verdict(from: string, to: string): Verdict;

  /**
   * The verdict for those addresses of the two ends that fare best, where not all behave alike; `verdict` is that for
   * those that fare worst. Whoever wants a pair to be cut off asks for this one.
   */
  mildestVerdict(from: string, to: string): Verdict;
  /** Verdict and way, cheap as well: all that a comparison needs. Of equal answers, most are the same object. */
  answer(from: string, to: string): PairAnswer;
  /** A number that pairs share which `explain` tells the same of, but for names; undefined where it has to be asked. */
  kindOf(from: string, to: string): number | undefined;
  /** Both traces, reasons and assumptions; of one part of the addresses where that is given. */
  explain(from: string, to: string, part?: PairPart): PairResult;
  /** The parts of the addresses of two ends that routes may treat each on its own: whoever wants all of them to go one way asks of each. */
  partsOf(from: string, to: string): readonly PairPart[];
  readonly matrix: ReachabilityMatrix;
  /** Findings that need routes or traces. */
  readonly findings: readonly Finding[];
}
