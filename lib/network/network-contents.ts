import { IConstruct } from "constructs";
import { CreationOrder } from "./creation-order";
import { ISubnet } from "./i-subnet";
import { IVirtualNetwork } from "./i-virtual-network";

/** A peering, as one of its two networks sees it. */
export interface PeeringOfNetwork {
  /** The peering. */
  readonly owner: IConstruct;
  /** The network at the other end. */
  readonly peer: IVirtualNetwork;
  /** Whether this network uses a gateway of the peer. */
  readonly usesGateway: () => boolean;
}

/** What this program has in one virtual network, whoever creates it: for checks that compare. */
export interface NetworkContents {
  /** Subnets created in the network. */
  readonly subnets: ISubnet[];
  /** Subnets of the network that the program says exist already. */
  readonly existingSubnets: ISubnet[];
  /** Static private addresses given out in the network, and what has each. */
  readonly staticAddresses: {
    readonly address: string;
    readonly subnet: ISubnet;
    readonly owner: IConstruct;
  }[];
  /** How many addresses this program takes of each subnet, by its name in lower case. */
  readonly addressCounts: Map<string, number>;
  /** Services created in the network, of kinds that it takes one of. */
  readonly services: { readonly service: string; readonly owner: IConstruct }[];
  /** Subnets with a NAT gateway. */
  readonly natGateways: { readonly subnet: ISubnet; readonly owner: IConstruct }[];
  /** Subnets with a security group, and what binds it. */
  readonly securityGroups: { readonly subnet: ISubnet; readonly owner: IConstruct }[];
  /** Route tables of its subnets whose routes are all that they may have. */
  readonly inlineRouteTables: IConstruct[];
  /** What gives its machines DNS servers, and which. */
  readonly dnsServers: { readonly owner: IConstruct; readonly servers: readonly string[] }[];
  /** Private DNS zones that it is linked to. */
  readonly zones: { readonly zoneName: string; readonly registration: boolean }[];
  /** Rulesets of a private resolver that it is linked to. */
  readonly rulesets: IConstruct[];
  /** Its peerings. */
  readonly peerings: PeeringOfNetwork[];
  /** Spokes that a hub-and-spoke compares with each other and its hub itself: those of a hub, or of the hub of a spoke. */
  readonly families: Set<CreationOrder>[];
}

/** Two constructs that stand for one network share its order, and by it its contents. */
const contents = new WeakMap<CreationOrder, NetworkContents>();

/** What this program has in a network, created here or existing already. */
export function contentsOf({ creationOrder }: IVirtualNetwork): NetworkContents {
  const known = contents.get(creationOrder) ?? {
    subnets: [],
    existingSubnets: [],
    staticAddresses: [],
    addressCounts: new Map(),
    services: [],
    natGateways: [],
    securityGroups: [],
    inlineRouteTables: [],
    dnsServers: [],
    zones: [],
    rulesets: [],
    peerings: [],
    families: [],
  };
  contents.set(creationOrder, known);
  return known;
}

/** Whether two networks are of one hub-and-spoke, which compares them itself. */
export function areOfOneFamily(one: IVirtualNetwork, other: IVirtualNetwork): boolean {
  const { families } = contentsOf(other);
  return contentsOf(one).families.some((family) => families.includes(family));
}

/** Whether two constructs stand for one network. */
export function isSameNetwork(one: IVirtualNetwork, other: IVirtualNetwork): boolean {
  return one.creationOrder === other.creationOrder;
}
