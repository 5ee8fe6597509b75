import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { Testing, TerraformStack, TerraformVariable } from "cdktf";
import { Construct } from "constructs";
import * as api from "../lib";
import { StructName } from "../lib/core/input-check";
import { ENUMS, STRUCTS } from "../lib/core/input-types";

/** What a program has made before the call that goes wrong. */
interface World {
  readonly stack: TerraformStack;
  readonly provider: AzurermProvider;
  readonly network: api.VirtualNetwork;
  readonly subnet: api.Subnet;
  readonly gateway: api.ActiveActiveVpnGateway;
  readonly expressRoute: api.IExpressRouteGateway;
  readonly nic: api.NetworkInterface;
  readonly hubSpoke: api.HubSpokeConstruct;
  readonly routeServer: api.IRouteServer;
  readonly policy: api.FirewallPolicy;
  readonly resolver: api.PrivateResolver;
  readonly ipGroup: api.IpGroup;
  readonly manager: api.NetworkManager;
  readonly group: api.NetworkGroup;
  readonly list: string[];
  readonly numberLater: number;
}

const place = { location: "eastasia", resourceGroupName: "rg" };
const space = ["10.0.0.0/16"];

function makeWorld(): World {
  const stack = new TerraformStack(Testing.app(), "stack");
  const provider = new AzurermProvider(stack, "azurerm", { features: [{}] });
  const network = new api.VirtualNetwork(stack, "Net", { ...place, name: "net", addressSpace: space });
  const subnet = network.addSubnet("apps", { addressPrefix: "10.0.0.0/24" });
  const variable = new TerraformVariable(stack, "variable", {});
  const manager = new api.NetworkManager(stack, "Manager", { ...place, name: "corp" });
  return {
    stack,
    provider,
    network,
    subnet,
    gateway: new api.ActiveActiveVpnGateway(stack, "Gateway", {
      ...place,
      subnet: network.addSubnet("GatewaySubnet", { addressPrefix: "10.0.200.0/27" }),
    }),
    expressRoute: api.ExpressRouteGateway.fromExpressRouteGatewayAttributes(stack, "Ergw", {
      expressRouteGatewayId:
        "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworkGateways/ergw",
    }),
    nic: new api.NetworkInterface(stack, "Nic", { ...place, networkInterfaceName: "nic", subnet }),
    hubSpoke: new api.HubSpokeConstruct(stack, "Network", {
      location: "eastasia",
      hub: {
        name: "hub01",
        addressSpace: ["10.1.0.0/16"],
        subnets: [{ name: "apps", addressPrefix: "10.1.0.0/24" }],
      },
    }),
    routeServer: api.RouteServer.fromRouteServerAttributes(stack, "Ars", {
      routeServerId: "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualHubs/ars",
      virtualRouterIps: ["10.0.9.4", "10.0.9.5"],
    }),
    policy: new api.TransitFirewallPolicy(stack, "Policy", {
      ...place,
      network: new api.HubSpokeConstruct(stack, "Firewalled", {
        location: "eastasia",
        hub: { name: "hub02", addressSpace: ["10.2.0.0/16"] },
      })._network,
    }),
    resolver: new api.PrivateResolver(stack, "Resolver", {
      ...place,
      name: "net",
      virtualNetwork: network,
      outboundSubnet: network.addSubnet("dns", { addressPrefix: "10.0.7.0/28" }),
    }),
    ipGroup: new api.IpGroup(stack, "IpGroup", { ...place, name: "g", prefixes: space }),
    manager,
    group: manager.addGroup("group"),
    list: variable.listValue,
    numberLater: variable.numberValue,
  };
}

/** A value of each type that the public API takes: all that isn't of the type must be refused. */
function sample(type: string, world: World): unknown {
  const item = /^(.*)\[\]$|^\{(.*)\}$/.exec(type);
  if (item) {
    return item[1] === undefined ? { name: sample(item[2], world) } : [sample(item[1], world)];
  }
  if (ENUMS[type]) {
    return Object.values(ENUMS[type])[0];
  }
  if (type in STRUCTS) {
    return Object.fromEntries(
      Object.entries<string>(STRUCTS[type as StructName]).map(([key, each]) => [
        key.replace(/\?$/, ""),
        sample(each, world),
      ]),
    );
  }
  const known: { readonly [type: string]: () => unknown } = {
    string: () => "a",
    number: () => 1,
    boolean: () => true,
    TerraformProvider: () => world.provider,
    IConstruct: () => world.network,
    INamingStrategy: () => new api.ArticleNaming(),
    ITransitNetwork: () => world.hubSpoke,
    ITransitRouting: () => api.TransitRouting.none(),
    IVirtualNetwork: () => world.network,
    ISubnet: () => world.subnet,
    IVpnGateway: () => world.gateway,
    IExpressRouteGateway: () => world.expressRoute,
    VirtualMachine: () =>
      new api.LinuxServer(world.stack, `Machine${count++}`, {
        ...place,
        name: "a",
        subnet: world.subnet,
      }),
    DdosProtection: () => api.DdosProtection.perAddress(),
    ClientAuthentication: () => api.ClientAuthentication.entra({ tenantId: "a" }),
    IRouteServer: () => world.routeServer,
    IFirewallPolicy: () => world.policy,
    IFirewallNetwork: () => world.policy.network,
    IIpGroup: () => world.ipGroup,
    FirewallAddresses: () => api.FirewallAddresses.any(),
    FirewallRule: () =>
      api.FirewallRule.network({
        name: "r",
        from: [api.FirewallAddresses.any()],
        to: [api.FirewallAddresses.any()],
      }),
    ApplicationProtocol: () => api.ApplicationProtocol.https(),
    ForcedTunnelling: () => api.ForcedTunnelling.throughGateway(),
    Hub: () => world.hubSpoke.hub,
    NetworkManager: () => world.manager,
    NetworkGroup: () => world.group,
    AddressPool: () => world.manager.addAddressPool(`pool${count++}`, { addressPrefixes: space }),
    HubSpokeConstruct: () => world.hubSpoke,
    NextHop: () => api.NextHop.virtualNetworkGateway(),
    DailyShutdown: () => api.DailyShutdown.never(),
    TransitRoutes: () => api.TransitRoutes.perPrefix(),
    SpokeToSpokeRules: () => api.SpokeToSpokeRules.allowAll(),
    Egress: () => api.Egress.none(),
    SecurityGroup: () => api.SecurityGroup.closed(),
    TrafficSource: () => api.TrafficSource.network(),
    AttachableHub: () =>
      api.AttachableHub.fromAttributes({
        name: "h",
        addressSpace: space,
        spokeAddressSpace: ["10.0.0.0/8"],
        virtualNetworkId: "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/h",
        virtualNetworkName: "h",
        resourceGroupName: "g",
      }),
    FirewallIpGroups: () =>
      new api.FirewallIpGroups(world.stack, `IpGroups${count++}`, {
        ...place,
        network: world.hubSpoke as never,
      }),
    PublicIpAddress: () =>
      new api.PublicIpAddress(world.stack, `Ip${count++}`, { ...place, publicIpName: "pip" }),
  };
  if (!(type in known)) {
    throw new Error(`no sample of ${type}`);
  }
  return known[type]();
}

let count = 0;

type Call = (world: World, id: string, given: never) => unknown;

/** Every call of the public API that takes plain data, by the name of its type. */
const CALLS: { readonly [type: string]: Call } = {
  ...Object.fromEntries(
    Object.entries(api)
      .filter(([name]) => `${name}Props` in STRUCTS && !["VirtualMachine", "NetworkMember"].includes(name))
      .map(([name, construct]): [string, Call] => [
        `${name}Props`,
        ({ stack }, id, given) =>
          new (construct as unknown as new (scope: Construct, id: string, props: never) => unknown)(
            stack,
            id,
            given,
          ),
      ]),
  ),
  HubSpokeProps: ({ stack }, id, given) => new api.HubSpokeConstruct(stack, id, given),
  SpokeOptions: ({ hubSpoke }, id, given) => hubSpoke.addSpoke(id, given),
  SubnetOptions: ({ hubSpoke }, id, given) => hubSpoke.hub.addSubnet(id, given),
  HubVpnGatewayOptions: ({ hubSpoke }, _, given) => hubSpoke.hub.addVpnGateway(given),
  DiagnosticsOptions: ({ hubSpoke }, _, given) => hubSpoke.addDiagnostics(given),
  DiagnosticsTarget: ({ stack }, id, given) =>
    new api.Diagnostics(stack, id, { workspaceId: "a" }).addResource("a", given),
  FlowLogsOptions: ({ hubSpoke }, _, given) => hubSpoke.addFlowLogs(given),
  ResourceLocksOptions: ({ stack }, id, given) => new api.ResourceLocks(stack, id, given),
  HubExpressRouteGatewayOptions: ({ hubSpoke }, _, given) => hubSpoke.hub.addExpressRouteGateway(given),
  ExpressRouteCircuitOptions: ({ stack, expressRoute }, id, given) =>
    new api.Hub(stack, id, {
      ...place,
      name: "h",
      addressSpace: space,
      existingExpressRouteGateway: expressRoute,
    }).addCircuit("circuit", given),
  RadiusAuthenticationOptions: (_, __, given) => api.ClientAuthentication.radius(given),
  EntraAuthenticationOptions: (_, __, given) => api.ClientAuthentication.entra(given),
  CertificateAuthenticationOptions: (_, __, given) => api.ClientAuthentication.certificates(given),
  HubBastionOptions: ({ hubSpoke }, _, given) => hubSpoke.hub.addBastion(given),
  SiteToSiteOptions: ({ stack }, id, given) =>
    new api.Hub(stack, id, {
      ...place,
      name: "h",
      addressSpace: space,
      vpnGateway: { subnetPrefix: "10.0.200.0/27" },
    }).addSiteToSite("site", given),
  MemberWindowsServerOptions: ({ hubSpoke }, id, given) => hubSpoke.hub.addWindowsServer(id, given),
  MemberLinuxServerOptions: ({ hubSpoke }, id, given) => hubSpoke.hub.addLinuxServer(id, given),
  MemberNatGatewayOptions: ({ hubSpoke }, _, given) => hubSpoke.hub.addNatGateway(given),
  MemberSecurityGroupOptions: ({ hubSpoke }, id, given) => hubSpoke.hub.addSecurityGroup(id, given),
  NatGatewayOptions: (_, __, given) => api.Egress.natGateway(given),
  AllowNetworkOptions: (_, __, given) => api.SecurityGroup.allowNetwork(given),
  ClosedGroupOptions: (_, __, given) => api.SecurityGroup.closed(given),
  AttachableHubAttributes: (_, __, given) => api.AttachableHub.fromAttributes(given),
  HubOutputOptions: (_, __, given) => api.AttachableHub.fromOutput("${var.hub}", given),
  CafNamingOptions: (_, __, given) => new api.CafNaming(given),
  VirtualNetworkAttributes: ({ stack }, id, given) =>
    api.VirtualNetwork.fromVirtualNetworkAttributes(stack, id, given),
  SubnetAttributes: ({ stack }, id, given) => api.Subnet.fromSubnetAttributes(stack, id, given),
  VpnGatewayAttributes: ({ stack }, id, given) =>
    api.ActiveActiveVpnGateway.fromVpnGatewayAttributes(stack, id, given),
  ExpressRouteGatewayAttributes: ({ stack }, id, given) =>
    api.ExpressRouteGateway.fromExpressRouteGatewayAttributes(stack, id, given),
  RouteServerAttributes: ({ stack }, id, given) =>
    api.RouteServer.fromRouteServerAttributes(stack, id, given),
  RouteServerPeer: ({ routeServer }, id, given) => routeServer.addPeer(id, given),
  AddressSlotOptions: ({ stack }, id, given) =>
    new api.AddressPlan(stack, id, { addressSpace: "10.0.0.0/8" }).addSlot("slot", given),
  PerPrefixRoutesOptions: (_, __, given) => api.TransitRoutes.perPrefix(given),
  DefaultRouteOptions: (_, __, given) => api.TransitRoutes.defaultRoute(given),
  VirtualApplianceHopOptions: (_, __, given) => api.NextHop.virtualAppliance("10.0.0.4", given),
  FirewallPolicyAttributes: ({ stack }, id, given) =>
    api.FirewallPolicy.fromFirewallPolicyAttributes(stack, id, given),
  FirewallRuleGroupOptions: ({ policy }, id, given) => policy.addRuleGroup(id, given),
  FirewallRuleCollectionOptions: ({ policy }, id, given) =>
    policy.addRuleGroup(id, {}).addCollection("rules", given),
  HubPrivateResolverOptions: ({ hubSpoke }, _, given) => hubSpoke.hub.addPrivateResolver(given),
  HubPrivateDnsZoneOptions: ({ hubSpoke }, id, given) =>
    hubSpoke.hub.addPrivateDnsZone(`${id}.example.com`, given),
  HubPrivateLinkZonesOptions: ({ hubSpoke }, _, given) => hubSpoke.hub.addPrivateLinkZones(given),
  PrivateDnsLinkOptions: ({ stack, network }, id, given) => zoneIn(stack, id).addLink("net", network, given),
  PrivateDnsCnameRecordOptions: ({ stack }, id, given) => zoneIn(stack, id).addCnameRecord("www", given),
  PrivateDnsTxtRecordOptions: ({ stack }, id, given) => zoneIn(stack, id).addTxtRecord("txt", given),
  PrivateDnsPtrRecordOptions: ({ stack }, id, given) => zoneIn(stack, id).addPtrRecord("4", given),
  PrivateDnsMxRecordOptions: ({ stack }, id, given) => zoneIn(stack, id).addMxRecord("mail", given),
  PrivateDnsSrvRecordOptions: ({ stack }, id, given) => zoneIn(stack, id).addSrvRecord("_ldap._tcp", given),
  PrivateDnsRecordOptions: ({ stack }, id, given) => zoneIn(stack, id).addARecord("db01", given),
  ForwardingRulesetOptions: ({ resolver }, id, given) => resolver.addForwardingRuleset(id, given),
  ForwardingRuleOptions: ({ resolver }, id, given) =>
    resolver.addForwardingRuleset(id, {}).addRule("rule", given),
  NetworkRuleProps: (_, __, given) => api.FirewallRule.network(given),
  ApplicationRuleProps: (_, __, given) => api.FirewallRule.application(given),
  DnatRuleProps: (_, __, given) => api.FirewallRule.dnat(given),
  SpokeRule: (_, __, given) => api.SpokeToSpokeRules.only([given]),
  AzureFirewallTransitOptions: bound(api.TransitRouting.azureFirewall),
  NetworkVirtualApplianceTransitOptions: bound(api.TransitRouting.networkVirtualAppliance),
  VirtualMachineRouterTransitOptions: bound(api.TransitRouting.virtualMachineRouter),
  VpnGatewayNextHopTransitOptions: bound(api.TransitRouting.vpnGatewayNextHop),
  VpnMeshOptions: bound(api.TransitRouting.vpnMesh),
  RoutingApplianceTransitOptions: bound(api.TransitRouting.routingAppliance),
  RouteServerTransitOptions: bound(api.TransitRouting.routeServer),
  ConnectedGroupTransitOptions: bound(api.TransitRouting.connectedGroup),
  ManagedHubAndSpokeOptions: ({ manager }, id, given) => manager.addHubAndSpoke(id, given),
  ManagedMeshOptions: ({ manager }, id, given) => manager.addMesh(id, given),
  AdminRulesOptions: ({ manager }, id, given) => manager.addAdminRules(id, given),
  ManagedRoutesOptions: ({ manager }, id, given) => manager.addRoutes(id, given),
  AddressPoolOptions: ({ manager }, id, given) => manager.addAddressPool(id, given),
  DirectPeeringTransitOptions: bound(api.TransitRouting.directPeering),
};

function zoneIn(stack: TerraformStack, id: string): api.PrivateDnsZone {
  return new api.PrivateDnsZone(stack, id, { zoneName: `${id}.example.com`, resourceGroupName: "rg" });
}

function bound(factory: (options: never) => api.ITransitRouting): Call {
  return ({ stack }, id, given) =>
    new api.HubSpokeConstruct(stack, id, {
      location: "eastasia",
      hub: { name: "hub01", addressSpace: space },
      transit: factory(given),
    });
}

/** What a program without types may hold where something else belongs, and the names of the types it is right for. */
const WRONG: readonly (readonly [value: unknown, right: RegExp])[] = [
  [undefined, /^$/],
  [null, /^$/],
  [7, /^number$/],
  ["text", /^string$/],
  [true, /^boolean$/],
  [["text"], /^string\[\]$/],
  [[null], /^$/],
  [{}, /^\{.*\}$/],
  [{ key: null }, /^$/],
  [() => 1, /^$/],
  [new Map([["key", "text"]]), /^$/],
  [new Date(0), /^$/],
];

interface Mutant {
  readonly where: string;
  readonly given: unknown;
}

/** Every way to spoil one value of a whole: itself, or one inside of it; what lies deeper in a few ways only. */
function* mutants(
  type: string,
  whole: unknown,
  world: World,
  path: string,
  optional: boolean,
): Generator<Mutant> {
  const depth = path.split(".").length;
  const members = type in STRUCTS ? Object.entries<string>(STRUCTS[type as StructName]) : [];
  const isRight = (value: unknown, right: RegExp): boolean =>
    right.test(type) ||
    (value === undefined && optional) ||
    (type in STRUCTS && JSON.stringify(value) === "{}" && members.every(([key]) => key.endsWith("?")));
  const all = [...WRONG, [world.list, /^$/], [world.numberLater, /^$/]] as const;
  const wrong = all.filter(([value, right]) => !isRight(value, right)).map(([value]) => value);
  for (const given of depth > 2 ? wrong.slice(0, 1) : wrong) {
    yield { where: path, given };
  }
  if (members.length === 0 || depth > 3) {
    return;
  }
  const given = whole as { readonly [name: string]: unknown };
  yield { where: `${path}.nonsense`, given: { ...given, nonsense: 1 } };
  for (const [key, memberType] of members) {
    const name = key.replace(/\?$/, "");
    for (const mutant of mutants(memberType, given[name], world, `${path}.${name}`, name !== key)) {
      yield { where: mutant.where, given: { ...given, [name]: mutant.given } };
    }
  }
}

test("every interface of plain data belongs to a call that is tried here", () => {
  const reached = new Set<string>();
  const visit = (type: string): void => {
    const name = type.replace(/[[\]{}]/g, "");
    if (name in STRUCTS && !reached.has(name)) {
      reached.add(name);
      Object.values<string>(STRUCTS[name as StructName]).forEach(visit);
    }
  };
  Object.keys(CALLS).forEach(visit);
  const unreached = Object.keys(STRUCTS).filter((name) => !reached.has(name));
  // Only what others extend, property by property; and what we give to a naming strategy, or a firewall's network to rules.
  const isPartOfOthers = (name: string): boolean =>
    [...reached].some((other) =>
      Object.keys(STRUCTS[name as StructName]).every((key) => key in STRUCTS[other as StructName]),
    );
  expect(unreached.filter((name) => !isPartOfOthers(name))).toEqual([
    "FirewallSpoke",
    "NameRequest",
    "NamedPrefixes",
  ]);
});

test.each(Object.keys(CALLS))("%s: whatever is of another type is refused in a sentence", (type) => {
  const world = makeWorld();
  const whole = sample(type, world);
  const optional =
    /^(?:PerPrefixRoutes|VirtualApplianceHop|AddressSlot|VpnGatewayNextHopTransit|VpnMesh|DirectPeeringTransit|ConnectedGroupTransit|MemberNatGateway|NatGateway|HubPrivateDnsZone|HubPrivateLinkZones|PrivateDnsLink|AllowNetwork|ClosedGroup|CafNaming)Options$|^HubSpokeMeshProps$/.test(
      type,
    );
  const faults = [...mutants(type, whole, world, type, optional)].flatMap(({ where, given }) => {
    const call = () => CALLS[type](world, `Id${count++}`, given as never);
    return faultsOf(call, /^\[[^\]]+\] \S/).map((fault) => ({ where, given, fault }));
  });
  expect(faults).toEqual([]);
});

/** Calls that a program makes once, and one that takes no plain data. */
const NOT_AGAIN = ["DiagnosticsOptions", "FlowLogsOptions", "FirewallNetworkProps"];

test.each(Object.keys(CALLS).filter((type) => !NOT_AGAIN.includes(type)))(
  "%s: a misspelt property is one mistake, and isn't missing as well",
  (type) => {
    const world = makeWorld();
    const whole = sample(type, world) as { readonly [name: string]: unknown };
    const names = Object.keys(STRUCTS[type as StructName]).map((key) => key.replace(/\?$/, ""));
    const misspelt = names
      .map((name) => [name, `${name}z`] as const)
      .filter(([name, wrong]) => !names.includes(wrong) && whole[name] !== undefined);
    for (const [name, wrong] of misspelt) {
      const { [name]: value, ...rest } = whole;
      const said = messageOf(() => CALLS[type](world, `Id${count++}`, { ...rest, [wrong]: value } as never));
      expect(said).toMatch(
        new RegExp(`^\\[[^\\]\n]+\\] there is no "[^"\n]*${wrong}"; did you mean "[^\n]*${name}"[^\n]*$`),
      );
    }
  },
);

function messageOf(call: () => unknown): string {
  try {
    call();
    return "accepted";
  } catch (error) {
    return (error as Error).message;
  }
}

/** What a call does other than to refuse in a sentence that begins so. */
function faultsOf(call: () => unknown, beginning = /^/): unknown[] {
  try {
    return [{ accepted: call() }];
  } catch (error) {
    const { message } = error as Error;
    const isSentence =
      api.HubSpokeError.isHubSpokeError(error) &&
      beginning.test(message) &&
      !/TfToken|\[object/.test(message);
    return isSentence ? [] : [error];
  }
}

/** Calls whose arguments are no plain data, each with one argument after the other left to what is given. */
const ARGUMENTS: { readonly [call: string]: (world: World, given: never) => unknown } = {
  "addSubnet(name)": ({ network }, given) => network.addSubnet(given, { addressPrefix: "10.0.1.0/24" }),
  "Hub.addSubnet(name)": ({ hubSpoke }, given) =>
    hubSpoke.hub.addSubnet(given, { addressPrefix: "10.1.9.0/24" }),
  "addSpoke(name)": ({ hubSpoke }, given) => hubSpoke.addSpoke(given, { addressSpace: ["10.9.0.0/16"] }),
  "addSiteToSite(name)": ({ hubSpoke }, given) => hubSpoke.hub.addSiteToSite(given, {}),
  "addLinuxServer(id)": ({ hubSpoke }, given) =>
    hubSpoke.hub.addLinuxServer(given, { name: "a", subnetName: "apps" }),
  "addWindowsServer(id)": ({ hubSpoke }, given) =>
    hubSpoke.hub.addWindowsServer(given, { name: "a", subnetName: "apps" }),
  "addGroup(name)": ({ manager }, given) => manager.addGroup(given),
  "addMember(network)": ({ group }, given) => group.addMember(given),
  "reserve(name)": ({ manager }, given) =>
    manager.addAddressPool(`reserve${count++}`, { addressPrefixes: space }).reserve(given, space),
  "reserve(prefixes)": ({ manager }, given) =>
    manager.addAddressPool(`reserve${count++}`, { addressPrefixes: space }).reserve("a", given),
  "subnet(name)": ({ hubSpoke }, given) => hubSpoke.hub.subnet(given),
  "shareGateway(gateway)": ({ hubSpoke }, given) => hubSpoke.hub.shareGateway(given),
  "addPeer(name)": ({ routeServer }, given) =>
    routeServer.addPeer(given, { asn: 65001, address: "10.0.1.4" }),
  "firstAddresses(count)": ({ subnet }, given) => subnet.firstAddresses(given),
  "DailyShutdown.at(time)": (_, given) => api.DailyShutdown.at(given, "Tokyo Standard Time"),
  "DailyShutdown.at(zone)": (_, given) => api.DailyShutdown.at("00:00", given),
  "NextHop.virtualAppliance(address)": (_, given) => api.NextHop.virtualAppliance(given),
  "DeclaredFacts.forwards(nic)": (_, given) => api.DeclaredFacts.forwards(given),
  "DeclaredFacts.announces(nic)": (_, given) => api.DeclaredFacts.announces(given, []),
  "DeclaredFacts.announces(prefixes)": ({ nic }, given) => api.DeclaredFacts.announces(nic, given),
  "Warnings.add(code)": ({ stack }, given) => api.Warnings.add(stack, given, { validate: () => [] }),
  "Warnings.add(warning)": ({ stack }, given) => api.Warnings.add(stack, "CODE", given),
  "creationOrder.writesSubnet(resource)": ({ network }, given) => network.creationOrder.writesSubnet(given),
  "creationOrder.writesInterface(resource)": ({ network }, given) =>
    network.creationOrder.writesInterface(given),
  "creationOrder.createsGateway(gateway)": ({ network }, given) =>
    network.creationOrder.createsGateway(given),
  "creationOrder.afterSubnets(resource)": ({ network }, given) => network.creationOrder.afterSubnets(given),
  "creationOrder.afterGateways(resource)": ({ network }, given) => network.creationOrder.afterGateways(given),
  "creationOrder.afterPeerings(resource)": ({ network }, given) => network.creationOrder.afterPeerings(given),
  "AzurermVersion.use(stack)": (_, given) => api.AzurermVersion.use(given, "5.2.0"),
  "AzurermVersion.registerResourceProviders(provider)": (_, given) =>
    api.AzurermVersion.registerResourceProviders(given),
  "NatGateway.addSubnet(subnet)": ({ stack }, given) =>
    new api.NatGateway(stack, `Nat${count++}`, { ...place, name: "nat" }).addSubnet(given),
  "NetworkSecurityGroup.attach(subnet)": ({ stack }, given) =>
    new api.NetworkSecurityGroup(stack, `Group${count++}`, {
      ...place,
      name: "group",
      rules: api.SecurityGroup.closed(),
    }).attach(given),
  "FirewallIpGroups.addSpoke(spoke)": ({ stack, hubSpoke }, given) =>
    new api.FirewallIpGroups(stack, `IpGroups${count++}`, { ...place, network: hubSpoke as never }).addSpoke(
      given,
    ),
  "TransitRoutes.appliesTo(name)": (_, given) => api.TransitRoutes.perPrefix().appliesTo(given),
  "UserDefinedRoutes.addSpoke(spoke)": ({ hubSpoke }, given) => routesIn(hubSpoke).addSpoke(given),
  "UserDefinedRoutes.useGateway(gateway)": ({ hubSpoke }, given) => routesIn(hubSpoke).useGateway(given),
};

function routesIn({ hub }: api.HubSpokeConstruct): api.UserDefinedRoutes {
  return new api.UserDefinedRoutes(hub, `Routes${count++}`, {
    hub,
    nextHop: api.NextHop.virtualAppliance("10.1.0.4"),
  });
}

test.each(Object.keys(ARGUMENTS))("%s: what is of another type is refused in a sentence", (call) => {
  const world = makeWorld();
  const faults = [undefined, null, 42.5, "", {}, [], () => 1].flatMap((given) => {
    const isCount = call === "firstAddresses(count)" && given === 42.5;
    const isEmpty = call === "DeclaredFacts.announces(prefixes)" && Array.isArray(given);
    const isLater = /^(?:DailyShutdown|NextHop|TransitRoutes)/.test(call) && given === "";
    return isCount || isEmpty || isLater
      ? []
      : faultsOf(() => ARGUMENTS[call](world, given as never)).map((fault) => ({ given, fault }));
  });
  expect(faults).toEqual([]);
});
