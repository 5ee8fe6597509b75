import { SPACE_TRIGGER } from "../../../azure/managed-networks";
import { Ipv4Prefix } from "../../../cidr";
import { groupPairs } from "../../../collections/group-by";
import { PrivateEndpointNetworkPolicies, Subnet, TextList, VirtualNetwork } from "../../model";
import { parseAzureId } from "../terraform/azure-id";
import { Block } from "../terraform/block";
import { isObject, printValue, referencesOf, scalarOf, TerraformResource } from "../terraform/value";
import { readBasicVolumes } from "./basic-volumes";
import { ownBinding, readBindings } from "./bindings";
import { ModelContext } from "./context";
import { occupiedSubnets } from "./occupied-subnets";

/** Virtual networks and their subnets, inline and separate. */
export interface VirtualNetworksAndSubnets {
  readonly virtualNetworks: readonly VirtualNetwork[];
  readonly subnets: readonly Subnet[];
}

/** Reads virtual networks and subnets, and makes them known to the other readers. */
export function readVirtualNetworks(context: ModelContext): VirtualNetworksAndSubnets {
  const directory = context.subnets;
  const virtualNetworks = context
    .ofType("azurerm_virtual_network")
    .map((resource) => network(context, resource));
  const spaces = spacesThatPeeringsTell(context);
  addPeeredNetworks(context, virtualNetworks, spaces);
  const found: { resource: TerraformResource; block: Block; subnet: Identified }[] = [];
  const addSeparate = (resource: TerraformResource): void => {
    const owner = networkOfSubnet(context, resource, virtualNetworks, spaces);
    const common = context.resource(resource);
    const inline = resource.isData && owner !== undefined ? directory.find(owner, common.name) : undefined;
    if (inline !== undefined) {
      directory.addAlias(resource.address, inline);
    } else if (owner !== undefined) {
      directory.add(resource.address, owner, common.name);
      found.push({
        resource,
        block: Block.of(resource),
        subnet: { virtualNetwork: owner, external: resource.isData || undefined, ...common },
      });
    }
  };
  const separate = context.ofType("azurerm_subnet");
  separate.filter(({ isData }) => !isData).forEach(addSeparate);
  for (const resource of context.ofType("azurerm_virtual_network")) {
    context.blocks(resource, Block.of(resource), "subnet").forEach((block, index) => {
      const name = block.text("name");
      const address = `${resource.address}.subnet[${JSON.stringify(name ?? index)}]`;
      const known = directory.find(resource.address, name);
      // A plan or a state shows a separate subnet in its network too.
      directory.add(known ?? address, resource.address, name, index);
      if (known === undefined) {
        const common = { ...context.resource(resource), address, name };
        found.push({ resource, block, subnet: { ...common, virtualNetwork: resource.address } });
      }
    });
  }
  // What a data source reads may be one of these.
  separate.filter(({ isData }) => isData).forEach(addSeparate);
  const bindings = readBindings(context);
  const volumes = readBasicVolumes(context);
  const subnets = found.map(({ resource, block, subnet }) => {
    const own = subnetArguments(context, resource, block);
    // Not spread together: see `References.resource`.
    const bound = Object.assign(own, bindings(subnet.address, own), subnet);
    return Object.assign(bound, volumes(subnet.address, bound));
  });
  const all = [...subnets, ...occupiedSubnets(context, virtualNetworks)];
  return { virtualNetworks: withSpaceOfSubnets(virtualNetworks, all), subnets: all };
}

/**
 * Where (a part of) an address space is unknown, at least its subnets are in it: peers have routes to them, whatever else
 * they have.
 */
function withSpaceOfSubnets(
  networks: readonly VirtualNetwork[],
  subnets: readonly Subnet[],
): VirtualNetwork[] {
  const byNetwork = groupPairs(subnets.map((subnet) => [subnet.virtualNetwork, subnet] as const));
  return networks.map((each) =>
    each.addressSpaceUnknown === undefined
      ? each
      : {
          ...each,
          addressSpace: [
            ...each.addressSpace,
            ...outside(
              each.addressSpace,
              (byNetwork.get(each.address) ?? []).flatMap(({ prefixes }) => prefixes),
            ),
          ],
        },
  );
}

function outside(space: readonly string[], prefixes: readonly string[]): string[] {
  const known = space.flatMap((text) => Ipv4Prefix.tryParse(text) ?? []);
  return prefixes.filter((text) => {
    const prefix = Ipv4Prefix.tryParse(text);
    return prefix === undefined || !known.some((own) => own.contains(prefix));
  });
}

type Identified = Pick<Subnet, "address" | "name" | "virtualNetwork" | "external">;

function network(context: ModelContext, resource: TerraformResource): VirtualNetwork {
  const block = Block.of(resource);
  const space = prefixesOf(block, "address_space", "address_spaces");
  // What a data source reads is known to a plan or a state only.
  const unread =
    resource.isData && space.known.length === 0 ? `\${${resource.address}.address_space}` : undefined;
  if (space.known.length === 0 && space.unknown !== undefined) {
    context.problem(
      "UNKNOWN_VALUE",
      resource,
      "address_space",
      block.value("address_space") ?? space.unknown,
    );
  }
  return {
    addressSpace: space.known,
    addressSpaceUnknown: space.unknown ?? unread,
    external: resource.isData || undefined,
    endpointPolicies: block.printed("private_endpoint_vnet_policies"),
    ddosPlan: ddosPlan(context, block),
    ...context.resource(resource),
  };
}

function ddosPlan(context: ModelContext, block: Block): string | undefined {
  const plan = block.block("ddos_protection_plan");
  return plan === undefined || plan.boolean("enable") === false
    ? block.unknownBlocks("ddos_protection_plan")
    : (context.find(plan.value("id"), ["azurerm_network_ddos_protection_plan"])?.address ??
        plan.printed("id"));
}

/** Prefixes that are given, or that an IPAM pool allocates at apply. */
function prefixesOf(block: Block, ...names: string[]): TextList {
  const given = block.texts(...names);
  if (given.known.length > 0 || given.unknown !== undefined) {
    return given;
  }
  const pools = block.blocks("ip_address_pool");
  const allocated = pools.map((pool) => pool.texts("allocated_ip_address_prefixes"));
  const known = allocated.flatMap((list) => list.known);
  const unallocated = pools.length > 0 && known.length === 0 ? pools[0].printed("id") : undefined;
  return { known, unknown: unallocated };
}

/**
 * Address spaces of existing networks, by name in lower case: a peering's `triggers.remote_address_space`, as azurerm's
 * documentation has it and as our constructs write it, says what the network that it points at has (R5d).
 */
function spacesThatPeeringsTell(context: ModelContext): ReadonlyMap<string, readonly string[]> {
  const spaces = new Map<string, readonly string[]>();
  for (const resource of context.resources.managed("azurerm_virtual_network_peering")) {
    const block = Block.of(resource);
    const space = block.block("triggers")?.text("remote_address_space");
    const id = space === undefined ? undefined : block.text("remote_virtual_network_id");
    const remote = parseAzureId(id ?? "");
    if (remote !== undefined && space !== undefined) {
      spaces.set(
        remote.names[0].toLowerCase(),
        space.split(",").map((prefix) => prefix.trim()),
      );
    }
  }
  const triggers = context.resources
    .managed("azurerm_network_manager_deployment")
    .flatMap((resource) => Block.of(resource).block("triggers") ?? []);
  // Several of one name are told apart by their ids.
  for (const { name, id } of managedNetworks(context)) {
    for (const one of [name, id].map((text) => text.toLowerCase())) {
      const key = `${SPACE_TRIGGER}${one}`;
      const space = triggers.map((block) => block.text(key)).find((text) => text !== undefined);
      if (space !== undefined) {
        spaces.set(one, space.split(","));
      }
    }
  }
  return spaces;
}

/** Networks that Virtual Network Manager is told of by their ids. */
function managedNetworks(
  context: ModelContext,
): { readonly name: string; readonly id: string; readonly resource: TerraformResource }[] {
  const members = context.resources
    .managed("azurerm_network_manager_static_member")
    .map((resource) => ({ resource, id: Block.of(resource).text("target_virtual_network_id") }));
  const hubs = context.resources
    .managed("azurerm_network_manager_connectivity_configuration")
    .map((resource) => ({ resource, id: Block.of(resource).block("hub")?.text("resource_id") }));
  return [...members, ...hubs].flatMap(({ resource, id }) => {
    const parsed = parseAzureId(id ?? "");
    return id !== undefined && parsed?.kind === "virtualnetworks"
      ? [{ resource, name: parsed.names[0], id }]
      : [];
  });
}

/**
 * Networks that exist elsewhere and that nothing but both halves of a peering, or Virtual Network Manager, name: what `triggers` say
 * of one is known.
 * Where its own half isn't here either, that half may exist all the same, and the peering stays unresolved.
 */
function addPeeredNetworks(
  context: ModelContext,
  virtualNetworks: VirtualNetwork[],
  spaces: ReadonlyMap<string, readonly string[]>,
): void {
  for (const resource of context.resources.managed("azurerm_virtual_network_peering")) {
    const block = Block.of(resource);
    const name = block.text("virtual_network_name");
    const addressSpace = spaces.get(name?.toLowerCase() ?? "");
    if (
      name !== undefined &&
      addressSpace !== undefined &&
      !context.resources.hasName("azurerm_virtual_network", name) &&
      context.subnets.networkOf(block.value("virtual_network_name")) === undefined
    ) {
      virtualNetworks.push(existingNetwork(context, resource, name, addressSpace));
    }
  }
  for (const { name, id, resource } of managedNetworks(context)) {
    const byId = spaces.get(id.toLowerCase());
    if (byId !== undefined && context.subnets.networkOf(id) === undefined) {
      virtualNetworks.push(existingNetwork(context, resource, name, byId, id));
    }
    const addressSpace = byId ?? spaces.get(name.toLowerCase());
    if (
      addressSpace !== undefined &&
      !context.resources.hasName("azurerm_virtual_network", name) &&
      !virtualNetworks.some((each) => each.name?.toLowerCase() === name.toLowerCase())
    ) {
      virtualNetworks.push(existingNetwork(context, resource, name, addressSpace));
    }
  }
}

/** The network of a subnet; of an existing one that only its subnets name, at most the address space is known. */
function networkOfSubnet(
  context: ModelContext,
  resource: TerraformResource,
  virtualNetworks: VirtualNetwork[],
  spaces: ReadonlyMap<string, readonly string[]>,
): string | undefined {
  const block = Block.of(resource);
  const name = block.text("virtual_network_name");
  const found =
    context.resources.parent(resource, ["azurerm_virtual_network"])?.address ??
    context.subnets.networkOf(block.value("virtual_network_name"), block.text("resource_group_name"));
  if (found !== undefined) {
    return found;
  }
  const around = networkAround(context, block, virtualNetworks);
  if (around !== undefined) {
    return around;
  }
  const perhaps = context.possible(resource, block, "virtual_network_name", "azurerm_virtual_network");
  if (
    name === undefined ||
    context.resources.hasName("azurerm_virtual_network", name) ||
    perhaps.length > 0
  ) {
    context.unresolved(resource, "virtual_network_name", block.value("virtual_network_name") ?? "", perhaps);
    return undefined;
  }
  const existing = existingNetwork(context, resource, name, spaces.get(name.toLowerCase()));
  virtualNetworks.push(existing);
  return existing.address;
}

/**
 * Of several networks that may be meant, the only one in which a subnet's prefixes fit: Azure refuses a subnet outside of
 * its network's address space. None, where one of them has a space that the input doesn't tell.
 */
function networkAround(
  context: ModelContext,
  block: Block,
  virtualNetworks: readonly VirtualNetwork[],
): string | undefined {
  const value = block.value("virtual_network_name");
  const prefixes = prefixesOf(block, "address_prefixes", "address_prefix");
  const named = scalarOf(value) === undefined ? referencesOf(value) : [];
  const addresses = new Set(named.map(({ resource }) => context.resources.canonical(resource).address));
  const possible = virtualNetworks.filter(({ address }) => addresses.has(address));
  const isTold = possible.every(
    ({ addressSpace, addressSpaceUnknown }) => addressSpace.length > 0 && addressSpaceUnknown === undefined,
  );
  const fitting = possible.filter(({ addressSpace }) => outside(addressSpace, prefixes.known).length === 0);
  return isTold && prefixes.known.length > 0 && prefixes.unknown === undefined && fitting.length === 1
    ? fitting[0].address
    : undefined;
}

/** A network that the input only names: by a peering, or by a subnet that is created in it. */
function existingNetwork(
  context: ModelContext,
  resource: TerraformResource,
  name: string,
  addressSpace: readonly string[] | undefined,
  called = name,
): VirtualNetwork {
  const address = `existing virtual network ${called}`;
  context.subnets.addImpliedNetwork(called, address);
  return {
    address,
    name,
    resourceGroup: Block.of(resource).text("resource_group_name"),
    subscription: resource.identity.provider,
    addressSpace: addressSpace ?? [],
    addressSpaceUnknown: addressSpace === undefined ? name : undefined,
    external: true,
  };
}

function subnetArguments(
  context: ModelContext,
  resource: TerraformResource,
  block: Block,
): Omit<Subnet, "address" | "virtualNetwork"> {
  const prefixes = prefixesOf(block, "address_prefixes", "address_prefix");
  const unread = resource.isData && prefixes.known.length === 0;
  const table = ownBinding(
    context,
    resource,
    block,
    ["route_table_id_wo", "route_table_id"],
    "azurerm_route_table",
  );
  const group = ownBinding(
    context,
    resource,
    block,
    ["security_group", "network_security_group_id_wo", "network_security_group_id"],
    "azurerm_network_security_group",
  );
  const gateway = ownBinding(
    context,
    resource,
    block,
    ["nat_gateway_id", "nat_gateway_id_wo"],
    "azurerm_nat_gateway",
  );
  return {
    prefixes: prefixes.known,
    prefixesUnknown: prefixes.unknown ?? (unread ? `\${${resource.address}.address_prefixes}` : undefined),
    routeTable: table.bound,
    routeTableAssociation: table.bound && resource.address,
    uncertainRouteTables: table.uncertain,
    networkSecurityGroup: group.bound,
    uncertainSecurityGroups: group.uncertain,
    natGateway: gateway.bound,
    uncertainNatGateways: gateway.uncertain,
    defaultOutboundAccess: block.boolean("default_outbound_access_enabled"),
    uncertainOutbound: context.open(resource, block, "default_outbound_access_enabled"),
    serviceEndpoints: serviceEndpoints(block),
    privateEndpointNetworkPolicies: privateEndpointPolicies(block),
    uncertainPolicies: ENDPOINT_POLICIES.map((name) => context.open(resource, block, name)).find(
      (open) => open !== undefined,
    ),
    ...delegationsOf(context, resource, block),
  };
}

function delegationsOf(
  context: ModelContext,
  resource: TerraformResource,
  block: Block,
): Pick<Subnet, "delegations" | "uncertainDelegations"> {
  const blocks = context.blocks(resource, block, "delegation");
  const services = blocks.flatMap((delegation) => delegation.blocks("service_delegation"));
  const text =
    block.unknownBlocks("delegation") ??
    blocks.map((delegation) => delegation.unknownBlocks("service_delegation")).find((one) => one) ??
    services.find((service) => service.isUnknown("name"))?.printed("name");
  return {
    delegations: services.flatMap((service) => service.text("name") ?? []),
    ...(text !== undefined && {
      uncertainDelegations: { resource: resource.address, argument: "delegation", text, candidates: [] },
    }),
  };
}

/** A list of names until version 4, a block for each from version 5. */
function serviceEndpoints(block: Block): string[] {
  return block.items("service_endpoints", "service_endpoint").flatMap((item) => {
    const service = isObject(item) ? (item.service ?? item.name) : item;
    const name = scalarOf(service);
    return name === null || service === undefined
      ? []
      : [name === undefined ? printValue(service) : String(name)];
  });
}

/** One argument of four values, and the two older switches. */
const ENDPOINT_POLICIES = [
  "private_endpoint_network_policies",
  "private_endpoint_network_policies_enabled",
  "enforce_private_link_endpoint_network_policies",
];

/** One argument of four values, or one of the two older switches. */
function privateEndpointPolicies(block: Block): PrivateEndpointNetworkPolicies | undefined {
  const enabled = block.boolean("private_endpoint_network_policies_enabled");
  const enforced = block.boolean("enforce_private_link_endpoint_network_policies");
  const switched = enabled ?? (enforced === undefined ? undefined : !enforced);
  const older = switched === undefined ? undefined : switched ? "Enabled" : "Disabled";
  return (
    (block.text("private_endpoint_network_policies") as PrivateEndpointNetworkPolicies | undefined) ?? older
  );
}
