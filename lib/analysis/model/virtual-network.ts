import { ModelResource, PlannedChange, UncertainBinding, UnknownArgument } from "./resource";

export interface VirtualNetwork extends ModelResource {
  /** Prefixes that are known. */
  readonly addressSpace: readonly string[];
  /** Set when (some of) the address space is known only after apply: the expression as written. */
  readonly addressSpaceUnknown?: string;
  /** A data source: it exists already and only partly shows here. */
  readonly external?: boolean;
  /** `private_endpoint_vnet_policies`: `Basic`, or what it says instead; unset is `Disabled`. */
  readonly endpointPolicies?: string;
  /** Address of its DDoS protection plan, or that as written where the input doesn't hold it. */
  readonly ddosPlan?: string;
}

export interface Subnet extends ModelResource {
  /** Address of its virtual network. */
  readonly virtualNetwork: string;
  readonly prefixes: readonly string[];
  /** Set when (some of) the prefixes are known only after apply: the expression as written. */
  readonly prefixesUnknown?: string;
  /**
   * Address of the route table bound to it.
   * @see https://github.com/cdktf-azure-hub-spoke/cdktf-azure-hub-spoke/blob/main/docs/routing-rules.md#r20
   */
  readonly routeTable?: string;
  /** What binds the table: the association's address, or the subnet's own. */
  readonly routeTableAssociation?: string;
  /** Route tables that may be bound to it; where there are some, `routeTable` is only one of several. */
  readonly uncertainRouteTables?: readonly UncertainBinding[];
  readonly networkSecurityGroup?: string;
  readonly uncertainSecurityGroups?: readonly UncertainBinding[];
  readonly natGateway?: string;
  /** NAT gateways that may be bound to it, where `natGateway` doesn't say which is. */
  readonly uncertainNatGateways?: readonly UncertainBinding[];
  /** Default true. */
  readonly defaultOutboundAccess?: boolean;
  /** Only apply tells whether it has that. */
  readonly uncertainOutbound?: UnknownArgument;
  /** `Microsoft.Storage`, … */
  readonly serviceEndpoints: readonly string[];
  /** Default `Disabled`. */
  readonly privateEndpointNetworkPolicies?: PrivateEndpointNetworkPolicies;
  /** Only apply tells the policies. */
  readonly uncertainPolicies?: UnknownArgument;
  /** Delegations, `Microsoft.Web/serverFarms`. */
  readonly delegations: readonly string[];
  /** What would settle whether it is delegated, and to what. */
  readonly uncertainDelegations?: UnknownArgument;
  /** A data source. */
  readonly external?: boolean;
}

export type PrivateEndpointNetworkPolicies =
  "Disabled" | "Enabled" | "NetworkSecurityGroupEnabled" | "RouteTableEnabled";

/** One half of a peering: defined on one virtual network, pointing at another. */
export interface VirtualNetworkPeering extends ModelResource {
  /** The network it is defined on; undefined when that could not be resolved. */
  readonly virtualNetwork?: string;
  /** The network it points at; undefined when that is not in the configuration. */
  readonly remoteVirtualNetwork?: string;
  /** `remote_virtual_network_id` as written. */
  readonly remoteText: string;
  readonly allowVirtualNetworkAccess: boolean;
  readonly allowForwardedTraffic: boolean;
  /** `allow_forwarded_traffic` is known only after apply. */
  readonly allowForwardedTrafficUnknown?: boolean;
  readonly allowGatewayTransit: boolean;
  readonly useRemoteGateways: boolean;
  /**
   * Subnet peering: only these subnets take part.
   * @see https://github.com/cdktf-azure-hub-spoke/cdktf-azure-hub-spoke/blob/main/docs/routing-rules.md#r9
   */
  readonly subnetPeering?: SubnetPeering;
  /** Whether it is of whole networks, or which subnets take part, only apply tells. */
  readonly subnetsUnknown?: boolean;
  /**
   * Whether both halves work together, where that is deployed: `Connected`, `Initiated` or `Disconnected`.
   * @see https://github.com/cdktf-azure-hub-spoke/cdktf-azure-hub-spoke/blob/main/docs/routing-rules.md#r5c
   */
  readonly state?: string;
  /**
   * What this half knows of the remote network's address space, where that isn't what the network has now.
   * @see https://github.com/cdktf-azure-hub-spoke/cdktf-azure-hub-spoke/blob/main/docs/routing-rules.md#r5d
   */
  readonly remoteAddressSpace?: readonly string[];
  /**
   * Whether `triggers` follow the remote address space; undefined where the provider has no such argument.
   * @see https://github.com/cdktf-azure-hub-spoke/cdktf-azure-hub-spoke/blob/main/docs/routing-rules.md#r5d
   */
  readonly hasTriggers?: boolean;
}

/** Whether a half may carry something: one that is only planned will, once both exist. */
export function isConnected({ state }: VirtualNetworkPeering): boolean {
  return state === undefined || /^connected$/i.test(state);
}

/** Whether a half that isn't connected takes more than its counterpart: that is gone, or there and doesn't know this one. */
export function isBroken(half: VirtualNetworkPeering, all: readonly VirtualNetworkPeering[]): boolean {
  const { virtualNetwork, remoteVirtualNetwork, state } = half;
  return (
    !isConnected(half) &&
    (/^disconnected$/i.test(state ?? "") ||
      all.some(
        (other) =>
          other.virtualNetwork === remoteVirtualNetwork && other.remoteVirtualNetwork === virtualNetwork,
      ))
  );
}

/**
 * Which half of a peering a plan replaces, or creates again since somebody deleted it, while it leaves the other as it is:
 * that one is Disconnected then, and the new one is refused. One that is updated is synchronised with the new one.
 */
export function replacedAlone(
  changes: readonly PlannedChange[] | undefined,
  halves: readonly VirtualNetworkPeering[],
): VirtualNetworkPeering | undefined {
  const changed = halves.flatMap(
    ({ address }) => changes?.filter((change) => change.address === address) ?? [],
  );
  const [change] = changed;
  return changed.length === 1 && (change.action === "replace" || change.recreates === true)
    ? halves.find(({ address }) => address === change.address)
    : undefined;
}

/**
 * The subnets and peerings that a plan leaves as they are while it deletes or replaces their network, with which Azure deletes them, by
 * address: that network. One that names the network in letters still has the id that the network had, when that gets
 * another name. What is written inside of a network, which is no resource of its own, comes anew with it.
 */
export function goingWithNetworks(
  changes: readonly PlannedChange[] | undefined,
  parts: readonly { readonly address: string; readonly virtualNetwork?: string }[],
  resources: readonly { readonly address: string; readonly values: { readonly id?: unknown } }[],
): ReadonlyMap<string, string> {
  const gone = changes?.filter(({ action }) => action === "replace" || action === "delete") ?? [];
  if (gone.length === 0) {
    return new Map();
  }
  const actions = new Map(changes?.map(({ address, action }) => [address, action]));
  const byId = new Map(gone.flatMap(({ id, address }) => (id === undefined ? [] : [[id, address]])));
  const own = new Map(resources.map(({ address, values }) => [address, values.id]));
  return new Map(
    parts.flatMap(({ address, virtualNetwork = "" }) => {
      const id = own.get(address);
      const before = typeof id === "string" ? id.toLowerCase().split("/").slice(0, -2).join("/") : "";
      const network = actions.get(virtualNetwork) === "replace" ? virtualNetwork : byId.get(before);
      const isLeft = actions.get(address) !== "create" && actions.get(address) !== "replace";
      return network !== undefined && isLeft && own.has(address) ? [[address, network]] : [];
    }),
  );
}

export interface SubnetPeering {
  /** Names of subnets of the network it is defined on. */
  readonly localSubnetNames: readonly string[];
  /** Names of subnets of the remote network. */
  readonly remoteSubnetNames: readonly string[];
  /** Prefixes of IPv6 alone are exchanged: no subnet takes part with others. */
  readonly isOfIpv6?: boolean;
}
