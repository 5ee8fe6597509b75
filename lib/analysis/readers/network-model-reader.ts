import { Arguments, Assumptions, ConfiguredResource, NetworkModel } from "../model";
import { applyUpdates, nameUnreadOfAzapi } from "./families/azapi";
import { readCircuitLinks } from "./families/circuits";
import { ModelContext } from "./families/context";
import { openPlacesOfData } from "./families/data-places";
import { readDns } from "./families/dns";
import { readFirewallPolicies } from "./families/firewall-policies";
import { readFirewalls } from "./families/firewalls";
import { readFlowLogs } from "./families/flow-logs";
import { readGatewayConnections, readLocalNetworkGateways } from "./families/gateway-connections";
import { readVirtualNetworkGateways } from "./families/gateways";
import { readLoadBalancers } from "./families/load-balancers";
import { readNetworkInterfaces } from "./families/network-interfaces";
import { readNetworkManager } from "./families/network-manager";
import { readNetworkSecurityGroups } from "./families/network-security-groups";
import { readPeerings } from "./families/peerings";
import { readPrivateEndpoints } from "./families/private-endpoints";
import { readBastionHosts, readNatGateways, readPublicIps } from "./families/public-addresses";
import { readRouteServerBgpConnections, readRouteServers } from "./families/route-servers";
import { readRouteTables } from "./families/route-tables";
import { readRoutingAppliances } from "./families/routing-appliances";
import { readSubnetServices } from "./families/subnet-services";
import { nameTemplateDeployments, openFirewalls, unreadParts } from "./families/unread";
import { readVirtualMachines } from "./families/virtual-machines";
import { readVirtualNetworks } from "./families/virtual-networks";
import { readVirtualWan } from "./families/virtual-wan";
import { learnedAssumptions } from "./learned-routes";
import { Block } from "./terraform/block";
import { ResourceSet } from "./terraform/resource-set";
import { plainValue, TerraformResource } from "./terraform/value";
import { TerraformInput } from "./terraform-input";
import { unreadBalancer, UnreadModule, unreadResource } from "./unread-module";

/**
 * What carries or filters traffic by rules that the analysis doesn't know: appliances that Azure runs for somebody else,
 * private clouds, and clusters, which write routes of their own.
 */
const NOT_READ =
  /^azurerm_(managed_application|palo_alto_(next_generation_firewall_virtual_(hub|network)_\w+|virtual_network_appliance)|virtual_hub_security_partner_provider|virtual_network_gateway_nat_rule|vmware_(private_cloud|express_route_authorization))$/;

/** Of these, appliances that stand in a virtual network or a hub, and decide about all that passes there. */
const APPLIANCES = /^azurerm_(managed_application|palo_alto_)/;

/** What puts machines behind load balancers and application gateways, and the arguments that name what they are behind. */
const MEMBERS = /^azurerm_(network_interface_.*_association|\w*virtual_machine_scale_set)$/;
const BEHIND = /^(nat_rule_id|(load_balancer_)?(backend_address_pool|inbound_nat_rules)_ids?)$/;

/** Builds the model from what an input says; `assumptions` are declared for it. */
export function readNetworkModel(
  input: TerraformInput,
  resources: ResourceSet,
  assumptions: Assumptions,
): NetworkModel {
  const context = new ModelContext(resources);
  const unreadUpdates = applyUpdates(context);
  // First, since every other family names networks and subnets.
  const { virtualNetworks, subnets } = readVirtualNetworks(context);
  const model = {
    virtualNetworks,
    subnets,
    peerings: readPeerings(context),
    routeTables: readRouteTables(context),
    networkInterfaces: readNetworkInterfaces(context),
    virtualMachines: readVirtualMachines(context),
    loadBalancers: readLoadBalancers(context),
    firewalls: readFirewalls(context),
    firewallPolicies: readFirewallPolicies(context),
    routingAppliances: readRoutingAppliances(context),
    virtualNetworkGateways: readVirtualNetworkGateways(context),
    gatewayConnections: readGatewayConnections(context),
    circuitLinks: readCircuitLinks(context),
    localNetworkGateways: readLocalNetworkGateways(context),
    routeServers: readRouteServers(context),
    routeServerBgpConnections: readRouteServerBgpConnections(context),
    virtualWan: readVirtualWan(context),
    networkSecurityGroups: readNetworkSecurityGroups(context),
    privateEndpoints: readPrivateEndpoints(context),
    networkManager: readNetworkManager(context),
    bastionHosts: readBastionHosts(context),
    publicIps: readPublicIps(context),
    natGateways: readNatGateways(context),
    subnetServices: readSubnetServices(context),
    dns: readDns(context),
    flowLogs: readFlowLogs(context),
    assumptions,
  };
  const notRead = resources.all.filter(({ isData, type }) => !isData && NOT_READ.test(type));
  for (const resource of notRead) {
    context.problem("KIND_NOT_READ", resource);
  }
  const learned = learnedAssumptions(model, input.learned ?? []);
  openPlacesOfData(context);
  nameUnreadOfAzapi(context);
  nameTemplateDeployments(context);
  const problems = withoutRepeats([...input.problems, ...context.problems, ...learned.problems]);
  const unread = unreadParts({ ...model, problems }, [
    ...(input.unreadModules ?? []),
    ...unreadUpdates,
    ...notRead.filter(({ type }) => APPLIANCES.test(type)).map(unreadResource),
    ...unreadBalancers(context),
  ]);
  return {
    ...model,
    firewalls: openFirewalls(model, unread),
    assumptions: { ...assumptions, bgp: [...assumptions.bgp, ...learned.bgp] },
    unread,
    unknownArguments: withoutRepeats(context.unknownArguments),
    problems,
    ...(input.changes && { changes: input.changes }),
    resources: resources.all
      .filter((resource) => !resource.isData)
      .map((resource) => new Configured(resource)),
  };
}

/** Of machines behind load balancers of which the input doesn't tell which they are. */
function unreadBalancers({ resources, unknownArguments }: ModelContext): readonly UnreadModule[] {
  return unknownArguments.flatMap((open) => {
    const member = BEHIND.test(open.argument) ? resources.byAddress(open.resource) : undefined;
    return member !== undefined && MEMBERS.test(member.type) ? [unreadBalancer(member, open)] : [];
  });
}

/** A resource whose arguments are read when somebody asks. */
class Configured implements ConfiguredResource {
  public readonly arguments: Arguments;
  private plain?: { readonly [argument: string]: unknown };

  public constructor(private readonly resource: TerraformResource) {
    this.arguments = Block.withoutSecrets(resource);
  }

  public get address(): string {
    return this.resource.address;
  }

  public get type(): string {
    return this.resource.type;
  }

  public get name(): string | undefined {
    const name = plainValue(this.resource.attribute("name"));
    return typeof name === "string" && !name.includes("${") ? name : undefined;
  }

  public get subscription(): string {
    return this.resource.identity.provider;
  }

  public get input(): object | undefined {
    return this.resource.input;
  }

  public get waitsFor(): readonly string[] | undefined {
    return this.resource.waitsFor;
  }

  public hasBlocks(name: string): boolean {
    return this.resource.hasBlocks(name);
  }

  public ignores(name: string): boolean | undefined {
    return this.resource.ignores(name);
  }

  public get values(): { readonly [argument: string]: unknown } {
    if (!this.plain) {
      const names = this.resource.attributeNames();
      const entries = names.map((name) => [name, plainValue(this.resource.attribute(name))]);
      this.plain = Object.assign(Object.create(null), Object.fromEntries(entries)) as Record<string, unknown>;
    }
    return this.plain;
  }
}

function withoutRepeats<T>(items: readonly T[]): T[] {
  const seen = new Map(items.map((item) => [JSON.stringify(item), item]));
  return [...seen.values()];
}
