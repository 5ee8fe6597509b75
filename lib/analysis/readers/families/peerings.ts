import { SubnetPeering, UnknownArgument, VirtualNetworkPeering } from "../../model";
import { Block } from "../terraform/block";
import { TerraformResource } from "../terraform/value";
import { ModelContext } from "./context";

const SUBNET_ARGUMENTS = [
  "peer_complete_virtual_networks_enabled",
  "local_subnet_names",
  "remote_subnet_names",
  "only_ipv6_peering_enabled",
];

/** Reads peerings: each resource is one half (R5c). */
export function readPeerings(context: ModelContext): VirtualNetworkPeering[] {
  return context.resources.managed("azurerm_virtual_network_peering").map((resource) => {
    const block = Block.of(resource);
    // No network is peered with itself.
    const other = context.subnets.networkOf(block.value("remote_virtual_network_id"));
    const network = context.subnets.virtualNetwork(resource, block, "virtual_network_name", other);
    const remote = context.subnets.virtualNetwork(resource, block, "remote_virtual_network_id", network);
    const complete = block.boolean("peer_complete_virtual_networks_enabled") ?? true;
    // Which subnets take part only apply tells: it may be one between the two in question.
    const [open] = [
      ...SUBNET_ARGUMENTS.slice(0, complete ? 1 : undefined).flatMap(
        (argument) => context.open(resource, block, argument) ?? [],
      ),
      ...(complete ? [] : chosenPrefixes(resource, block)),
      ...(complete ? [] : unnamedSubnets(context, block, network, remote)),
    ];
    return {
      virtualNetwork: network,
      remoteVirtualNetwork: remote,
      remoteText: block.printed("remote_virtual_network_id") ?? "",
      allowVirtualNetworkAccess: context.flag(resource, block, "allow_virtual_network_access", true),
      allowForwardedTraffic: block.boolean("allow_forwarded_traffic") ?? false,
      allowGatewayTransit: context.flag(resource, block, "allow_gateway_transit", false),
      useRemoteGateways: context.flag(resource, block, "use_remote_gateways", false),
      subnetPeering: complete || open !== undefined ? undefined : subnetPeering(block),
      // A provider of another type has no such argument.
      hasTriggers: resource.type === resource.identity.type ? block.has("triggers") : undefined,
      // Spread last: see `References.resource`.
      ...(block.isUnknown("allow_forwarded_traffic") ? { allowForwardedTrafficUnknown: true } : {}),
      ...deployed(block),
      ...(open && { subnetsUnknown: true, perhaps: { ...open, optional: true } }),
      ...context.resource(resource, network, remote),
    };
  });
}

/** A peering of prefixes that are chosen, rather than of subnets: whose addresses take part isn't told from them. */
function chosenPrefixes(resource: TerraformResource, block: Block): UnknownArgument[] {
  const argument = "local_address_space";
  const { known } = block.texts(argument);
  return known.length === 0 || block.texts("local_subnet_names").known.length > 0
    ? []
    : [{ resource: resource.address, argument, text: known.join(", "), candidates: [] }];
}

/** Names of subnets that those may have whose names nobody tells. */
function unnamedSubnets(
  context: ModelContext,
  block: Block,
  network: string | undefined,
  remote: string | undefined,
): UnknownArgument[] {
  const addresses = [
    context.subnets.unnamed(network, block.texts("local_subnet_names").known),
    context.subnets.unnamed(remote, block.texts("remote_subnet_names").known),
  ];
  return addresses.flatMap((resource) => {
    const own = resource === undefined ? undefined : context.resources.byAddress(resource);
    const text = own === undefined ? undefined : Block.of(own).printed("name");
    return resource === undefined
      ? []
      : [{ resource, argument: "name", text: text ?? resource, candidates: [] }];
  });
}

/** What Azure reports of a half that exists (R5c, R5d). */
function deployed(block: Block): Pick<VirtualNetworkPeering, "state" | "remoteAddressSpace"> {
  const state = block.text("peering_state");
  const isInSync = /^fullyinsync$/i.test(block.text("peering_sync_level") ?? "FullyInSync");
  const space = block.texts("remote_address_space").known;
  return {
    ...(state !== undefined && { state }),
    ...(!isInSync && space.length > 0 && { remoteAddressSpace: space }),
  };
}

/** R9; a peering of IPv6 prefixes alone exchanges none of the others. */
function subnetPeering(block: Block): SubnetPeering {
  return block.boolean("only_ipv6_peering_enabled") === true
    ? { localSubnetNames: [], remoteSubnetNames: [], isOfIpv6: true }
    : {
        localSubnetNames: block.texts("local_subnet_names").known,
        remoteSubnetNames: block.texts("remote_subnet_names").known,
      };
}
