import { NetworkManagerRoutingConfiguration } from "@cdktf/provider-azurerm/lib/network-manager-routing-configuration";
import { NetworkManagerRoutingRule } from "@cdktf/provider-azurerm/lib/network-manager-routing-rule";
import { NetworkManagerRoutingRuleCollection } from "@cdktf/provider-azurerm/lib/network-manager-routing-rule-collection";
import { TerraformResource } from "cdktf";
import { Construct } from "constructs";
import { isAtLeast } from "../azure/azurerm-versions";
import { NAME_RULES } from "../azure/names";
import { parseIpv4 } from "../cidr";
import { isDeferred, isReference, nameProblem, quote } from "../core/azure-names";
import { azurermOf } from "../core/azurerm-version";
import { checkAtSynth } from "../core/checks";
import { childId } from "../core/child-id";
import { prefixProblem } from "../network/addressing";
import { contentsOf, isSameNetwork } from "../network/network-contents";
import { isTag } from "./admin-rules";
import { ScopeAccess } from "./deployments";
import { GroupRules, GroupRulesSettings } from "./group-rules";
import { NetworkGroup } from "./network-group";

/** Where a managed route leads, if not to an appliance. */
export enum ManagedNextHop {
  /** The VPN gateway that the network uses */
  GATEWAY = "VirtualNetworkGateway",
  /** The Internet */
  INTERNET = "Internet",
  /** Nowhere: packets are dropped */
  NONE = "NoNextHop",
  /** The network itself */
  NETWORK = "VnetLocal",
}

/** A route that a network manager writes. */
export interface ManagedRoute {
  /** Its name. */
  readonly name: string;

  /** Prefix in CIDR notation, or a service tag. */
  readonly destination: string;

  /**
   * Private address of an appliance that it leads to.
   * @default - `nextHop` says where
   */
  readonly nextHopAddress?: string;

  /**
   * Where it leads, if not to an appliance.
   * @default - `nextHopAddress` says where
   */
  readonly nextHop?: ManagedNextHop;
}

/** Routes for all subnets of groups' networks. */
export interface ManagedRoutesOptions {
  /** The groups. */
  readonly groups: NetworkGroup[];

  /** The routes. */
  readonly routes: ManagedRoute[];

  /**
   * Whether the tables keep what a gateway or Route Server learns. Azure sets it for the whole table.
   * @default true
   */
  readonly keepsGatewayRoutes?: boolean;
}

/** Since this version azurerm can leave the tables of subnets where they are. */
const USE_EXISTING_SINCE = "4.58";

interface RoutingSettings extends ManagedRoutesOptions, GroupRulesSettings {}

/** Routes in the tables that subnets have (`azurerm_network_manager_routing_configuration`, R71). */
export class RoutingConfiguration extends GroupRules {
  public readonly access = ScopeAccess.ROUTING;

  protected readonly resource: NetworkManagerRoutingConfiguration;
  protected readonly ruleResources: TerraformResource[];

  public constructor(
    scope: Construct,
    id: string,
    private readonly settings: RoutingSettings,
  ) {
    super(scope, id, settings);
    const { name, networkManagerId, provider, groups, routes, keepsGatewayRoutes = true } = settings;
    this.resource = new NetworkManagerRoutingConfiguration(this, "Resource", {
      name,
      networkManagerId,
      provider,
    });
    // Azure's own tables would replace the associations of this program at each deployment, and Terraform back (W27).
    this.resource.addOverride("route_table_usage_mode", "UseExisting");
    const collection = new NetworkManagerRoutingRuleCollection(this, "Collection", {
      name,
      routingConfigurationId: this.configurationId,
      networkGroupIds: groups.map((group) => group.networkGroupId),
      bgpRoutePropagationEnabled: keepsGatewayRoutes,
      provider,
    });
    this.ruleResources = routes.map(
      (route) =>
        new NetworkManagerRoutingRule(this, childId(this, "Route", route.name), {
          name: route.name,
          ruleCollectionId: collection.id,
          destination: {
            address: route.destination,
            type: isTag(route.destination) ? "ServiceTag" : "AddressPrefix",
          },
          nextHop: { type: route.nextHop ?? "VirtualAppliance", address: route.nextHopAddress },
          provider,
        }),
    );
    checkAtSynth(this, () => [this.versionProblem(), ...partProblems(routes), ...this.tableProblems()]);
  }

  public content(): object {
    const { routes, keepsGatewayRoutes = true } = this.settings;
    return {
      groups: this.groups.map(({ groupName }) => groupName),
      routes: routes.map(({ name, destination, nextHop = null, nextHopAddress = null }) => ({
        name,
        destination,
        nextHop,
        nextHopAddress,
      })),
      keepsGatewayRoutes,
    };
  }

  public values(): string[] {
    return this.settings.routes.flatMap(({ nextHopAddress = "" }) =>
      isDeferred(nextHopAddress) ? [nextHopAddress] : [],
    );
  }

  /** W28: what both route for one network, of which Azure picks one at random. */
  public clashesWith(other: RoutingConfiguration): string[] {
    const members = other.groups.flatMap((group) => group.members);
    const shared = this.groups
      .flatMap((group) => group.members)
      .find((network) => members.some((each) => isSameNetwork(each, network)));
    return shared === undefined
      ? []
      : this.settings.routes.flatMap((route) =>
          other.settings.routes
            .filter(({ destination }) => destination.toLowerCase() === route.destination.toLowerCase())
            .map(
              ({ name }) =>
                `${quote(route.name)} and ${quote(name)} of ${quote(other.configurationName)} both lead from ${quote(shared.name)} to ` +
                `${route.destination}, of which Azure takes one at random; leave one out`,
            ),
        );
  }

  private versionProblem(): string | undefined {
    const version = azurermOf(this.resource);
    return isAtLeast(version, USE_EXISTING_SINCE)
      ? undefined
      : `routes of a network manager need azurerm ${USE_EXISTING_SINCE} or newer, and the stack has ${version}: before, Azure replaces ` +
          `the route tables of subnets, and Terraform would put them back at each apply. Say AzurermVersion.use(stack, "~> ${USE_EXISTING_SINCE}")`;
  }

  /** Inline routes are all that a table may have, so Terraform would take out again what the manager writes. */
  private tableProblems(): string[] {
    return this.groups
      .flatMap((group) => group.members)
      .flatMap((network) =>
        contentsOf(network)
          .inlineRouteTables.slice(0, 1)
          .map((table) => ({ network, table })),
      )
      .map(
        ({ network, table }) =>
          `${quote(network.name)} has a route table with routes of its own, ${table.node.path}, and each apply would remove what the ` +
          "network manager adds to it: let one of the two route its subnets",
      );
  }
}

function partProblems(routes: readonly ManagedRoute[]): (string | undefined)[] {
  const destinations = routes.map(({ destination }) => destination.toLowerCase());
  return [
    routes.length === 0 ? "there are no routes: give one" : undefined,
    ...routes.flatMap(({ name, destination, nextHop, nextHopAddress }, index) => [
      nameProblem(NAME_RULES.networkManagerPart, name),
      isTag(destination)
        ? undefined
        : prefixProblem(`the destination of the route ${quote(name)}`, destination),
      // W28: Azure picks one at random.
      destinations.indexOf(destination.toLowerCase()) < index
        ? `the routes ${quote(routes[destinations.indexOf(destination.toLowerCase())].name)} and ${quote(name)} both lead to ` +
          `${destination}, of which Azure takes one at random; leave one out`
        : undefined,
      (nextHop === undefined) === (nextHopAddress === undefined)
        ? `the route ${quote(name)} leads ${nextHop === undefined ? "nowhere" : "to two places"}: give nextHopAddress or nextHop`
        : undefined,
      nextHopAddress !== undefined &&
      !isDeferred(nextHopAddress) &&
      !isReference(nextHopAddress) &&
      parseIpv4(nextHopAddress) === undefined
        ? `the route ${quote(name)} leads to ${quote(nextHopAddress)}, which is no IPv4 address such as "10.0.1.4"`
        : undefined,
    ]),
  ];
}
