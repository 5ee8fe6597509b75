import { Firewall, NetworkInterface } from "../model";
import { EndpointNode } from "../network/endpoints";
import { GatewayNode } from "../network/gateway-node";
import { SubnetNode, VirtualNetworkNode } from "../network/virtual-network-node";
import { Forwarder, Hop, Reason, TraceOutcome, UsedAssumption } from "../result";
import { AddressSet } from "../sets/address-set";
import { PacketMatch, PacketSet } from "../sets/packet-set";

/** Which packets go where. */
export interface TraceQuestion {
  readonly from: EndpointNode;
  readonly to: EndpointNode;
  /** The destination address that is looked up. */
  readonly address: number;
  readonly packets: PacketSet;
  /** Where the first decision is taken, when it is not the source's own subnet. */
  readonly start?: SubnetNode;
  /** Explanations are wanted too. */
  readonly inWords: boolean;
  /** Is told what every filter on the way compares packets with, in the order in which they are met. */
  readonly onFilter?: (matches: () => readonly PacketMatch[]) => void;
  /** These are replies of a flow whose request passed these places (D3). */
  readonly replyTo?: {
    readonly seen: ReadonlySet<string>;
    /** By what the request went to the Internet, or came from there. */
    readonly outlet?: Forwarder;
  };
}

/** Where a packet is on its way, and what it met so far. */
export interface TraceState {
  readonly question: TraceQuestion;
  /** Where the next routing decision is taken. */
  readonly subnet: SubnetNode;
  readonly packets: PacketSet;
  /** The network in which the packet's source address lives; undefined on-premises. */
  readonly sourceNetwork: VirtualNetworkNode | undefined;
  /** An Azure gateway sent it: forwarded traffic needs no flag (R31c). */
  readonly fromGateway: boolean;
  /** The gateway out of whose tunnel it came, while it is there. */
  readonly insideGateway?: GatewayNode;
  /** Who passes it on; undefined while it is where it began. */
  readonly holder?: Holder;
  /** By what it went to the Internet, or came from there. */
  readonly outlet?: Forwarder;
  readonly hops: readonly Hop[];
  readonly reasons: readonly Reason[];
  /** Stateful devices passed, in order (R81). */
  readonly devices: readonly string[];
  /** Places whose filters let it pass: they know the flow now. */
  readonly seen: readonly string[];
  readonly visited: readonly string[];
  readonly assumptions: readonly UsedAssumption[];
  readonly conditional: boolean;
  /** Who on the Internet may send it, where a device hides that. */
  readonly cameFrom?: AddressSet;
  /** The public address that the answer is for, where that isn't who asked first. */
  readonly answersTo?: number;
  /** Something that the input doesn't tell decides whether it ever was here. */
  readonly uncertain: boolean;
  /** Whose addresses alone come this way: those of service tags that routes are for (R15). */
  readonly serviceTags: readonly string[];
  /** Where devices put their own address as source (R31b), in order. */
  readonly translations: readonly Translation[];
}

/** What has a packet that isn't its own. */
export type Holder =
  | { readonly kind: "nics"; readonly nics: readonly NetworkInterface[] }
  | { readonly kind: "firewall"; readonly firewall: Firewall }
  | { readonly kind: "other"; readonly name: string; readonly isKnown: boolean };

/** A device that put its own address as source. */
export interface Translation {
  readonly at: SubnetNode;
  readonly device: string;
  readonly forwarder: Forwarder;
}

/** How one branch ends. */
export interface TraceEnd {
  readonly outcome: TraceOutcome;
  readonly state: TraceState;
  /** A filter held all of it. */
  readonly denied?: boolean;
}

/** What comes next: another routing decision, or the end. */
export type TraceStep = TraceState | TraceEnd;

/** Whether a branch ends with this step. */
export function isEnd(step: TraceStep): step is TraceEnd {
  return "outcome" in step;
}
