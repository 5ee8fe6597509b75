import {
  ConnectivityConfiguration,
  DEPLOYED_ELSEWHERE,
  NetworkGroup,
  NetworkManager,
  NetworkManagerDeployment,
  NetworkManagerRoutingRule,
  DELETES_PEERINGS,
  SecurityAdminRule,
} from "../../model";
import { Block } from "../terraform/block";
import { printValue, scalarOf, TerraformResource } from "../terraform/value";
import { ModelContext } from "./context";
import { policiesOf } from "./group-policies";
import { InForce } from "./network-manager-in-force";
import { any, Told } from "./policy-condition";

const PREFIX = "azurerm_network_manager_";
const GROUP = `${PREFIX}network_group`;
const CONNECTIVITY = `${PREFIX}connectivity_configuration`;
const ADMIN = `${PREFIX}security_admin_configuration`;
const ROUTING = `${PREFIX}routing_configuration`;

/** Reads Azure Virtual Network Manager: groups, configurations and what is deployed (R70, R71). */
export function readNetworkManager(context: ModelContext): NetworkManager {
  const inForce = new InForce(context);
  const manager = {
    connectivityConfigurations: context.resources
      .managed(CONNECTIVITY)
      .map((resource) => inForce.groupOf(resource) ?? connectivityConfiguration(context, resource)),
    securityAdminRules: context.resources
      .managed(`${PREFIX}admin_rule`)
      .flatMap((rule) => adminRule(context, rule, inForce)),
    routingRules: context.resources
      .managed(`${PREFIX}routing_rule`)
      .flatMap((rule) => routingRule(context, rule)),
    deployments: context.resources
      .managed(`${PREFIX}deployment`)
      .map((resource) => deployment(context, resource)),
  };
  openExistence(context);
  const isMaybeDeployed = openDeployment(context, manager.deployments);
  if (manager.deployments.length > 0 || isMaybeDeployed) {
    openPlaces(context);
  }
  const used = new Set([
    ...manager.connectivityConfigurations.flatMap(({ groups }) => groups.map((one) => one.networkGroup)),
    ...[...manager.securityAdminRules, ...manager.routingRules].flatMap((rule) => rule.networkGroups),
    ...perhapsUsed(context),
  ]);
  const isDeployed = (group: string): boolean =>
    (manager.deployments.length > 0 || isMaybeDeployed) && used.has(group);
  const groups = networkGroups(context).map(({ group, isPopulated }) =>
    isDeployed(group.address) ? withDynamicMembers(context, group, isPopulated) : group,
  );
  openPropagation(context, manager.routingRules, groups);
  return {
    ...manager,
    deployments: [...manager.deployments, ...inForce.deployments],
    networkGroups: [...groups, ...groupsElsewhere(context), ...inForce.groups],
  };
}

/** Members, rules, configurations and deployments that may not be there. */
function openExistence(context: ModelContext): void {
  for (const type of RESTED_ON) {
    for (const resource of context.resources.managed(`${PREFIX}${type}`)) {
      context.unknownArguments.push(...[context.existence(resource) ?? []].flat());
    }
  }
}

/**
 * Azure has no resource for a deployment: a template can't make one, and what is written in Azure's words may be deployed by
 * a script. Says whether anything may be.
 */
function openDeployment(context: ModelContext, deployments: readonly NetworkManagerDeployment[]): boolean {
  const deployed = new Set(deployments.flatMap(({ configurations }) => configurations));
  const open = context.resources
    .managed(CONNECTIVITY, ADMIN, ROUTING)
    .filter(
      (one) =>
        !one.identity.type.startsWith("azurerm_") &&
        !deployed.has(one.address) &&
        !Block.of(one).has("in_force_at"),
    );
  for (const { address } of open) {
    context.unknownArguments.push({
      resource: address,
      argument: DEPLOYED_ELSEWHERE,
      text: "",
      candidates: [],
    });
  }
  return open.length > 0;
}

/** A deployment is for a region, as a connected group may be: of networks whose region isn't told, both are open. */
function openPlaces(context: ModelContext): void {
  const networks = context.ofType("azurerm_virtual_network");
  const places = new Map(
    networks.map((network) => {
      const unread = `\${${network.address}.location}`;
      return [network, Block.of(network).printed("location") ?? unread];
    }),
  );
  for (const [network, text] of new Set(places.values()).size > 1 ? places : []) {
    if (Block.of(network).text("location") === undefined) {
      const resource = network.address;
      context.unknownArguments.push({ resource, argument: "location", text, candidates: [] });
    }
  }
}

const RESTED_ON = [
  "network_group",
  "static_member",
  "connectivity_configuration",
  "security_admin_configuration",
  "admin_rule_collection",
  "admin_rule",
  "routing_configuration",
  "routing_rule_collection",
  "routing_rule",
  "deployment",
];

/** Groups of which only apply chooses one; all, where the input doesn't tell among which, or what a rule belongs to. */
function perhapsUsed(context: ModelContext): readonly string[] {
  const all = context.ofType(GROUP).map(({ address }) => address);
  return context.unknownArguments.flatMap(({ argument, candidates }) => {
    if (OF_RULES.test(argument)) {
      return all;
    }
    const isGroup = /^network_group_ids?$/.test(argument);
    return isGroup ? (candidates.length > 0 ? candidates : all) : [];
  });
}

/** What a rule belongs to, which says for which groups it is. */
const OF_RULES = /^((admin_)?rule_collection|(security_admin|routing)_configuration)_id$/;

/** W20: which of two rule collections decides about propagation in the tables of one network, Azure doesn't say. */
function openPropagation(
  context: ModelContext,
  rules: readonly NetworkManagerRoutingRule[],
  groups: readonly NetworkGroup[],
): void {
  const collections = new Map(rules.map((rule) => [rule.collection, rule]));
  const membersOf = ({ networkGroups: names }: NetworkManagerRoutingRule): string[] =>
    groups
      .filter(({ address }) => names.includes(address))
      .flatMap(({ virtualNetworks, subnets }) => [...virtualNetworks, ...subnets]);
  const refused = new Set(
    [...collections.values()].filter(({ bgpRoutePropagation }) => !bgpRoutePropagation).flatMap(membersOf),
  );
  for (const [resource, rule] of collections) {
    if (rule.bgpRoutePropagation && membersOf(rule).some((member) => refused.has(member))) {
      const argument = "bgp_route_propagation_enabled";
      context.unknownArguments.push({ resource, argument, text: "true, false", candidates: [] });
    }
  }
}

/** Azure Policy puts networks into a group by conditions on tags, names and the like (R70). */
function withDynamicMembers(context: ModelContext, group: NetworkGroup, isPopulated: boolean): NetworkGroup {
  const policies = policiesOf(context, context.resources.byAddress(group.address)!);
  const networks = context.ofType("azurerm_virtual_network");
  const possible = group.possibleVirtualNetworks ?? [];
  if (policies.length === 0) {
    // A group that may have no members of its own has them from a policy that the input doesn't hold.
    const all = networks.map(({ address }) => address);
    return isPopulated ? group : withPossible(context, group, all, "azurerm_policy_definition");
  }
  const others = networks.filter(({ address }) => !group.virtualNetworks.includes(address));
  const told = others.map((network) => ({
    address: network.address,
    isPut: any(policies.map(({ puts }) => puts(network))),
  }));
  const addressesOf = (answer: Told): string[] =>
    told.flatMap(({ address, isPut }) => (isPut === answer ? address : []));
  const known = { ...group, virtualNetworks: [...group.virtualNetworks, ...addressesOf(true)] };
  const open = addressesOf(undefined);
  const names = policies.map(({ address }) => address).join(", ");
  return open.length === 0 ? known : withPossible(context, known, [...possible, ...open], names);
}

function withPossible(
  context: ModelContext,
  group: NetworkGroup,
  possibleVirtualNetworks: readonly string[],
  text: string,
): NetworkGroup {
  context.unknownArguments.push({ resource: group.address, argument: "members", text, candidates: [] });
  return { ...group, possibleVirtualNetworks };
}

/** Groups with their static members, and whether each surely has one, be it a network or subnet that only apply tells. */
function networkGroups(
  context: ModelContext,
): { readonly group: NetworkGroup; readonly isPopulated: boolean }[] {
  const members = context.belonging(
    context.resources.managed(`${PREFIX}static_member`),
    "network_group_id",
    GROUP,
    (resource) => [{ resource }],
  );
  return context.ofType(GROUP).map((resource) => {
    const virtualNetworks: string[] = [];
    const subnets: string[] = [];
    const possible: string[] = [];
    const own = members.get(resource.address) ?? [];
    for (const { resource: member, perhaps } of own) {
      const target = Block.of(member).value("target_virtual_network_id");
      const network = context.subnets.networkOf(target);
      // Groups of subnets name a subnet in the same argument.
      const subnet = network === undefined ? context.subnets.subnetOf(target) : undefined;
      const some = context.subnets.networksNamed(target);
      if (perhaps !== undefined || some.length > 1 || context.subnets.isOptional(target)) {
        possible.push(...some);
      } else if (network !== undefined) {
        virtualNetworks.push(network);
      } else if (subnet !== undefined) {
        subnets.push(subnet);
      } else {
        possible.push(...some);
      }
      if (network === undefined && subnet === undefined) {
        context.unresolved(member, "target_virtual_network_id", target ?? "", some);
      }
    }
    return {
      group: { ...context.resource(resource), virtualNetworks, subnets, possibleVirtualNetworks: possible },
      isPopulated: own.some(({ perhaps }) => perhaps === undefined),
    };
  });
}

/** Groups that the input doesn't hold and makes something a member of: what applies to them is open. */
function groupsElsewhere(context: ModelContext): NetworkGroup[] {
  return context.resources.managed(`${PREFIX}static_member`).flatMap((member) => {
    const block = Block.of(member);
    const groups = context.candidates(block.value("network_group_id"), [GROUP]);
    if (groups.some(({ isData }) => !isData)) {
      return [];
    }
    if (groups.length > 0) {
      context.unresolved(member, "network_group_id", block.value("network_group_id")!, []);
    }
    const target = block.value("target_virtual_network_id");
    const network = context.subnets.networkOf(target);
    const subnet = network === undefined ? context.subnets.subnetOf(target) : undefined;
    return [
      {
        ...context.resource(member),
        virtualNetworks: network === undefined ? [] : [network],
        subnets: subnet === undefined ? [] : [subnet],
      },
    ];
  });
}

function connectivityConfiguration(
  context: ModelContext,
  resource: TerraformResource,
): ConnectivityConfiguration {
  const block = Block.of(resource);
  const hub = context.blocks(resource, block, "hub").at(0);
  context.open(resource, block, "connectivity_topology");
  return {
    ...context.resource(resource),
    topology: block.text("connectivity_topology") === "Mesh" ? "Mesh" : "HubAndSpoke",
    hub: hub && context.subnets.virtualNetwork(resource, hub, "resource_id"),
    groups: context.blocks(resource, block, "applies_to_group").flatMap((group) => {
      context.open(resource, group, "group_connectivity");
      const networkGroup = context.address(resource, group, "network_group_id", GROUP);
      const connectivity =
        group.text("group_connectivity") === "DirectlyConnected" ? "DirectlyConnected" : "None";
      return networkGroup === undefined
        ? []
        : [
            {
              networkGroup,
              connectivity,
              useHubGateway: context.flag(resource, group, "use_hub_gateway", false),
              globalMesh: context.flag(resource, group, "global_mesh_enabled", false),
            },
          ];
    }),
    globalMesh: context.flag(resource, block, "global_mesh_enabled", false),
    deletesPeerings: block.boolean(DELETES_PEERINGS) ?? block.isUnknown(DELETES_PEERINGS),
  };
}

/** The collection of a rule, the configuration of that, and the groups to which both apply. */
function collectionOf(
  context: ModelContext,
  rule: TerraformResource,
  argument: string,
  collectionType: string,
  configurationArgument: string,
  configurationType: string,
): { configuration: string; networkGroups: readonly string[]; collection: TerraformResource } | undefined {
  const collection = context.resolve(rule, Block.of(rule), argument, collectionType);
  if (collection === undefined) {
    return undefined;
  }
  const block = Block.of(collection);
  const configuration = context.address(collection, block, configurationArgument, configurationType);
  return configuration === undefined
    ? undefined
    : {
        configuration,
        collection,
        networkGroups: context.addresses(collection, block, "network_group_ids", GROUP),
      };
}

function adminRule(
  context: ModelContext,
  resource: TerraformResource,
  inForce: InForce,
): SecurityAdminRule[] {
  const owner =
    inForce.ownerOf(resource) ??
    collectionOf(
      context,
      resource,
      "admin_rule_collection_id",
      `${PREFIX}admin_rule_collection`,
      "security_admin_configuration_id",
      ADMIN,
    );
  if (!owner) {
    return [];
  }
  const block = Block.of(resource);
  ["direction", "action", "protocol", "priority", "source_port_ranges", "destination_port_ranges"].forEach(
    (argument) => context.open(resource, block, argument),
  );
  ["source", "destination"].forEach((end) =>
    context.blocks(resource, block, end).forEach((one) => context.open(resource, one, "address_prefix")),
  );
  const ends = (end: string): string[] =>
    block.blocks(end).flatMap((one) => one.printed("address_prefix") ?? []);
  const ports = (end: string): string[] => [...block.texts(`${end}_port_ranges`).known];
  const action = block.text("action");
  return [
    {
      ...context.resource(resource),
      configuration: owner.configuration,
      networkGroups: owner.networkGroups,
      priority: block.number("priority") ?? 0,
      direction: block.text("direction") === "Outbound" ? "Outbound" : "Inbound",
      action: action === "AlwaysAllow" || action === "Deny" ? action : "Allow",
      protocol: block.text("protocol") ?? "Any",
      sources: ends("source"),
      sourcePorts: ports("source"),
      destinations: ends("destination"),
      destinationPorts: ports("destination"),
    },
  ];
}

function routingRule(context: ModelContext, resource: TerraformResource): NetworkManagerRoutingRule[] {
  const owner = collectionOf(
    context,
    resource,
    "rule_collection_id",
    `${PREFIX}routing_rule_collection`,
    "routing_configuration_id",
    ROUTING,
  );
  const block = Block.of(resource);
  if (owner !== undefined) {
    openPeeringRoutes(context, owner.collection);
  }
  const target = context.blocks(resource, block, "destination").at(0);
  const hop = context.blocks(resource, block, "next_hop").at(0);
  const destination = target?.printed("address");
  if (!owner || !target || destination === undefined || !hop) {
    return [];
  }
  context.open(resource, target, "address");
  context.open(resource, hop, "type");
  const address = hop.value("address");
  return [
    {
      ...context.resource(resource),
      configuration: owner.configuration,
      networkGroups: owner.networkGroups,
      collection: owner.collection.address,
      destination,
      nextHopType: hop.text("type") ?? "",
      nextHop: address === undefined ? undefined : context.ipReference(resource, "next_hop", address),
      bgpRoutePropagation: context.flag(
        owner.collection,
        Block.of(owner.collection),
        "bgp_route_propagation_enabled",
        false,
      ),
    },
  ];
}

/** A collection may keep routes of peerings out of its tables, which Azure has in a preview: which, its page doesn't say. */
function openPeeringRoutes(context: ModelContext, collection: TerraformResource): void {
  const argument = "peering_route_propagation";
  const options = Block.of(collection).items(argument);
  if (options.some((option) => scalarOf(option) !== "Default")) {
    const text = options.map(printValue).join(", ");
    context.unknownArguments.push({ resource: collection.address, argument, text, candidates: [] });
  }
}

function deployment(context: ModelContext, resource: TerraformResource): NetworkManagerDeployment {
  const block = Block.of(resource);
  const place = block.printed("location");
  const isTheirs = context
    .ofType("azurerm_virtual_network")
    .every((network) => Block.of(network).printed("location") === place);
  if (!isTheirs) {
    context.open(resource, block, "location");
  }
  return {
    ...context.resource(resource),
    scopeAccess: block.text("scope_access") ?? "",
    configurations: context.addresses(resource, block, "configuration_ids", [CONNECTIVITY, ADMIN, ROUTING]),
  };
}
