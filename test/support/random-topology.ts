import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { TerraformStack } from "cdktf";
import { Construct } from "constructs";
import fc from "fast-check";
import {
  ApplianceImages,
  BastionSku,
  ClientAuthentication,
  DailyShutdown,
  DdosProtection,
  Egress,
  ExpressRouteSku,
  FirewallAddresses,
  FirewallRule,
  FirewallSku,
  ForcedTunnelling,
  Guardrails,
  HubSpokeConstruct,
  HubSpokeMesh,
  HubSpokeProps,
  InternetEgress,
  ITransit,
  ITransitNetwork,
  ITransitRouting,
  NamedFirewallRuleGroupOptions,
  NetworkManager,
  NextHop,
  OperatingSystem,
  RouteServerTopology,
  SecurityGroup,
  Subnet,
  ThreatIntelligenceMode,
  TransitRoutes,
  TransitRouting,
  UserDefinedRoutes,
  VirtualNetwork,
  VnetPeering,
  VpnMeshTopology,
} from "../../lib";
import { additions, add } from "./random-additions";

/** Text that wants to be run, to break out or to be cut off, marked so that it can be found in the output. */
export const hostileText = fc.oneof(
  fc.constantFrom(
    "${HOSTILE}",
    '${file("HOSTILE")}',
    "%{if HOSTILE}",
    'HOSTILE"',
    "HOSTILE\n#",
    "HOSTILE'; rm -rf /",
    "スポークHOSTILE",
    "../HOSTILE",
    "</script>HOSTILE",
    "",
    " ",
    "-",
    ".",
    "constructor",
    "__proto__",
    "HOSTILE".repeat(1500),
  ),
  fc.string({ unit: "grapheme", maxLength: 12 }),
);

/** Of so many chances in a program some come true: times this, more than a quarter of all programs have no mistake. */
const RARELY = 3;

/** Mostly `good`, now and then something else. */
function mostly<T, U>(good: fc.Arbitrary<T>, bad: fc.Arbitrary<U>, rate = 120): fc.Arbitrary<T | U> {
  return fc.oneof({ arbitrary: good, weight: RARELY * rate }, { arbitrary: bad, weight: 1 });
}

const badPrefix = fc.constantFrom(
  "hello",
  "10.0.0.0",
  "10.0.0.1/16",
  "10.0.0.0/33",
  "${HOSTILE}",
  "fd00::/48",
  "169.254.0.0/16",
  "224.0.0.0/16",
  "",
);
const network = (n: number): string => `10.${n * 10}.0.0/16`;
const inside = (n: number, third: number, length = 24): string => `10.${n * 10}.${third}.0/${length}`;
const name = (good: string): fc.Arbitrary<string> => mostly(fc.constant(good), hostileText);

/** Whether a list that should be without repetitions is. */
const distinct = mostly(fc.constant(true), fc.constant(false), 20);

const subnets = (n: number) =>
  distinct.chain((isDistinct) =>
    fc
      .uniqueArray(
        fc.record({
          name: fc.oneof(
            { arbitrary: name("default"), weight: 8 },
            { arbitrary: fc.constantFrom("apps", "data"), weight: 8 },
            { arbitrary: fc.constantFrom("GatewaySubnet", "RouteServerSubnet"), weight: 1 },
          ),
          third: fc.integer({ min: 0, max: 6 }),
          length: mostly(fc.constantFrom(24, 25, 26), fc.constantFrom(29, 30), 12),
          defaultOutboundAccess: fc.option(fc.boolean(), { nil: undefined }),
          serviceEndpoints: mostly(
            fc.constantFrom<(string[] | undefined)[]>(undefined, ["Microsoft.Storage"]),
            fc.constant<string[]>(["Microsoft.Storge"]),
            40,
          ),
          delegation: mostly(
            fc.constant(undefined),
            fc.constantFrom("Microsoft.Web/serverFarms", "Microsoft.Netapp/volumes", "HOSTILE"),
            30,
          ).map((service) => service && { service }),
          wrong: mostly(fc.constant(undefined), badPrefix),
        }),
        { maxLength: 3, selector: (each) => (isDistinct ? each.name : {}) },
      )
      .map((list) =>
        list.map(({ third, length, wrong, ...rest }, index) => ({
          ...rest,
          addressPrefix: wrong ?? inside(n, isDistinct ? index : third, length),
        })),
      ),
  );

const spokes = distinct
  .chain((isDistinct) =>
    fc
      .uniqueArray(fc.integer({ min: 0, max: 12 }), {
        maxLength: 4,
        selector: (n) => (isDistinct ? n : {}),
      })
      .map((numbers) => (isDistinct ? numbers.map((n) => n + 1) : numbers)),
  )
  .chain((numbers) =>
    fc.tuple(
      ...numbers.map((n, index) =>
        fc.record({
          name: name(`spoke${index}`),
          addressSpace: mostly(fc.constant<string[]>([network(n)]), fc.array(badPrefix, { maxLength: 2 })),
          subnets: subnets(n),
          location: fc.option(fc.constantFrom("japaneast", "East Asia"), { nil: undefined }),
          egress: fc.oneof(
            { arbitrary: fc.constantFrom(undefined, Egress.none(), Egress.natGateway()), weight: 12 },
            {
              arbitrary: fc.constantFrom(Egress.throughTransit(), Egress.natGateway({ addresses: 0 })),
              weight: 1,
            },
          ),
          securityGroup: fc.constantFrom(
            undefined,
            SecurityGroup.allowNetwork(),
            SecurityGroup.allowNetwork({ ports: ["443"] }),
            SecurityGroup.closed(),
          ),
        }),
      ),
    ),
  );

const routes = fc.option(
  fc.oneof(
    fc.constant(TransitRoutes.perPrefix()),
    fc
      .constantFrom(...Object.values(InternetEgress))
      .map((internetEgress) => TransitRoutes.defaultRoute({ internetEgress })),
    mostly(fc.constant("172.16.0.0/12"), badPrefix, 4).map((prefix) =>
      TransitRoutes.perPrefix({ destinations: [prefix] }),
    ),
  ),
  { nil: undefined },
);

const hubPrefix = (third: number, length: number): fc.Arbitrary<string> =>
  mostly(fc.constant(inside(0, third, length)), badPrefix, 20);

/** Rules of each kind, from a spoke that may not be there. */
function firewallGroup(group: string, spoke: string): NamedFirewallRuleGroupOptions {
  const from = [FirewallAddresses.spoke(spoke)];
  return {
    name: group,
    collections: [
      { name: "net", rules: [FirewallRule.network({ name: "r", from, to: [FirewallAddresses.spokes()] })] },
      { name: "app", rules: [FirewallRule.application({ name: "r", from, fqdns: ["*.example.com"] })] },
      { name: "in", rules: [FirewallRule.dnat({ name: "r", port: 443, translatedAddress: "10.1.0.4" })] },
    ],
  };
}

/** Every option, with what it may be given. */
const transit: fc.Arbitrary<ITransitRouting | undefined> = fc.oneof(
  fc.constant(undefined),
  fc.constant(TransitRouting.none()),
  fc
    .record({
      subnetPrefix: mostly(hubPrefix(10, 26), hubPrefix(10, 27), 8),
      sku: fc.option(fc.constantFrom(...Object.values(FirewallSku)), { nil: undefined }),
      managementSubnetPrefix: fc.option(hubPrefix(11, 26), { nil: undefined, freq: 8 }),
      publicIpCount: mostly(fc.constantFrom(undefined, 1, 3), fc.constantFrom(0, -1, 0.5), 12),
      publicIpPrefixLength: mostly(fc.constantFrom(undefined, 30), fc.constant(32), 12),
      ipGroups: fc.constantFrom(undefined, true),
      natGateway: mostly(fc.constant(undefined), fc.constant({ natGatewayName: "ng-firewall" }), 6),
      policy: fc.constantFrom(
        undefined,
        {},
        { dnsProxy: {} },
        { threatIntelligence: ThreatIntelligenceMode.DENY },
        { explicitProxy: { httpPort: 8080 } },
      ),
      ruleGroups: fc.option(
        fc
          .tuple(name("web"), mostly(fc.constant("spoke0"), fc.constant("nobody"), 8))
          .map(([group, from]) => [firewallGroup(group, from)]),
        { nil: undefined, freq: 3 },
      ),
      forcedTunnelling: mostly(
        fc.constant(undefined),
        fc.constantFrom(ForcedTunnelling.toAppliance("10.0.0.4"), ForcedTunnelling.throughGateway()),
        8,
      ),
      routes,
    })
    .map((options) => TransitRouting.azureFirewall(options)),
  fc
    .record({
      image: fc.constantFrom(ApplianceImages.fortinetFortiGate(), ApplianceImages.ciscoCatalyst8000v()),
      subnetPrefix: mostly(hubPrefix(12, 24), hubPrefix(12, 29), 8),
      instances: mostly(fc.constantFrom(undefined, 1, 2, 3), fc.constantFrom(0, -1, 1.5), 12),
      name: name("nva"),
      routes,
    })
    .map((options) => TransitRouting.networkVirtualAppliance(options)),
  fc
    .record({
      nextHopAddress: mostly(
        fc.constant("10.0.12.4"),
        fc.constantFrom("10.99.0.4", "hello", "8.8.8.8", "${HOSTILE}", "${HOSTILE.a}x"),
        4,
      ),
      routes,
    })
    .map((options) => TransitRouting.networkVirtualAppliance(options)),
  fc
    .record({
      subnetPrefix: hubPrefix(13, 28),
      operatingSystem: fc.option(fc.constantFrom(...Object.values(OperatingSystem)), { nil: undefined }),
      privateIpAddress: fc.option(fc.constantFrom("10.0.13.5", "10.0.13.1", "10.9.9.9", "x"), {
        nil: undefined,
      }),
      adminUsername: mostly(fc.constant(undefined), hostileText, 8),
      routes,
    })
    .map((options) => TransitRouting.virtualMachineRouter(options)),
  fc.record({ routes }).map((options) => TransitRouting.vpnGatewayNextHop(options)),
  fc
    .record({ subnetPrefix: hubPrefix(15, 27), routes })
    .map((options) => TransitRouting.routingAppliance(options)),
  fc
    .record({
      topology: fc.option(fc.constantFrom(...Object.values(VpnMeshTopology)), { nil: undefined }),
      spokes: fc.option(
        fc.dictionary(
          fc.constantFrom("spoke0", "spoke1"),
          fc.record({
            asn: mostly(fc.constantFrom(65001, 65002), fc.constantFrom(65515, 23456, 0, 70000), 5),
          }),
        ),
        { nil: undefined },
      ),
    })
    .map((options) => TransitRouting.vpnMesh(options)),
  fc
    .record({
      topology: fc.constantFrom(...Object.values(RouteServerTopology)),
      speaker: fc.record({
        subnetPrefix: hubPrefix(14, 28),
        asn: mostly(fc.constant(65001), fc.constantFrom(65515, 65535, 0), 8),
      }),
    })
    .map((options) => TransitRouting.routeServer(options)),
  fc
    .array(fc.constantFrom("spoke0", "spoke1", "spoke2", "nobody"), { minLength: 2, maxLength: 2 })
    .map(([first, second]) => TransitRouting.directPeering({ pairs: [{ first, second }] })),
  fc
    .record({ global: fc.option(fc.boolean(), { nil: undefined }) })
    .map((options) => TransitRouting.connectedGroup(options)),
);

/** A program of a user: props, and what is added after construction. */
export interface Program {
  readonly props: HubSpokeProps;
  readonly machine?: { readonly name: string; readonly privateIpAddress?: string; readonly time: string };
  readonly site?: { readonly name: string; readonly prefix: string };
  /** What peers the spokes, if not the network itself. */
  readonly manager?: { readonly name: string; readonly guards: boolean };
  /** A spoke that exists already, by its third octet, with a subnet that the program names or doesn't. */
  readonly existing?: { readonly octet: number; readonly hasSubnet: boolean };
  /** What else is asked for after construction. */
  readonly additions: readonly string[];
  /** A second hub, joined with the first. */
  readonly other?: { readonly octet: number; readonly isMember: boolean };
}

/** Random programs: most of what they say is good, so that every check is reached. */
export const programs: fc.Arbitrary<Program> = fc.record({
  props: fc.record({
    location: mostly(fc.constant("eastasia"), hostileText),
    resourceGroupName: fc.option(name("rg-net"), { nil: undefined }),
    hub: fc.record({
      name: name("hub01"),
      addressSpace: mostly(fc.constant<string[]>([network(0)]), fc.array(badPrefix, { maxLength: 2 })),
      subnets: fc.constant([{ name: "default", addressPrefix: "10.0.0.0/24" }]),
      attachments: fc.constantFrom(undefined, undefined, { addressSpace: ["10.0.0.0/8"] }),
      vpnGateway: fc.option(
        fc.record({
          subnetPrefix: hubPrefix(200, 27),
          bgp: fc.boolean(),
          asn: mostly(fc.constantFrom(undefined, 65515), fc.constantFrom(65010, 8074), 8),
          activeActive: fc.option(fc.boolean(), { nil: undefined }),
          pointToSite: fc.option(
            fc.record({
              addressPool: mostly(fc.constant<string[]>(["172.30.0.0/24"]), fc.array(badPrefix), 12),
              authentication: fc.constant([
                ClientAuthentication.entra({ tenantId: "00000000-0000-0000-0000-000000000000" }),
              ]),
              routes: fc.option(fc.constant<string[]>(["192.168.0.0/16"]), { nil: undefined }),
            }),
            { nil: undefined, freq: 2 },
          ),
        }),
        { nil: undefined },
      ),
      expressRouteGateway: fc.option(
        fc.record({
          subnetPrefix: mostly(
            fc.constantFrom(undefined, undefined, "10.0.200.0/27"),
            fc.constant("10.0.9.0/28"),
            8,
          ),
          sku: fc.option(fc.constantFrom(...Object.values(ExpressRouteSku)), { nil: undefined, freq: 1 }),
          circuits: fc
            .option(
              fc.record({
                name: name("tokyo"),
                circuitId: mostly(
                  fc.constant(
                    "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/expressRouteCircuits/c",
                  ),
                  hostileText,
                ),
                authorized: fc.boolean(),
                addressSpace: fc.option(fc.constant<string[]>(["172.20.0.0/16"]), { nil: undefined }),
              }),
            )
            .map((circuit) => (circuit ? [circuit] : [])),
        }),
        { nil: undefined, freq: 2 },
      ),
      bastion: fc.option(
        fc.record({
          subnetPrefix: mostly(hubPrefix(100, 26), hubPrefix(100, 27), 12),
          bastionName: name("bast01"),
          sku: fc.constantFrom(undefined, BastionSku.BASIC, BastionSku.STANDARD, BastionSku.PREMIUM),
          securityGroup: fc.boolean(),
        }),
        { nil: undefined },
      ),
    }),
    spokes,
    transit,
    diagnostics: fc.option(
      fc.record({
        workspaceId: mostly(
          fc.constant(
            "/subscriptions/s/resourceGroups/g/providers/Microsoft.OperationalInsights/workspaces/w",
          ),
          hostileText,
          20,
        ),
        metrics: fc.boolean(),
      }),
      { nil: undefined, freq: 1 },
    ),
    ddosProtection: fc.constantFrom(undefined, DdosProtection.perAddress()),
    locks: fc.option(fc.record({ notes: fc.constantFrom(undefined, "kept") }), { nil: undefined, freq: 1 }),
    tags: fc.option(
      mostly(
        fc.dictionary(fc.constantFrom("owner", "cost"), hostileText, { maxKeys: 2 }),
        fc.dictionary(hostileText, hostileText, { maxKeys: 2 }),
        8,
      ),
      { nil: undefined },
    ),
  }),
  additions,
  machine: fc.option(
    fc.record({
      name: name("vm01"),
      privateIpAddress: mostly(
        fc.constantFrom(undefined, "10.0.0.4"),
        fc.constantFrom("10.0.0.3", "10.1.0.4", "${HOSTILE}"),
        12,
      ),
      time: mostly(fc.constant("00:00"), fc.constantFrom("7:00", "HOSTILE"), 12),
    }),
    { nil: undefined },
  ),
  existing: mostly(
    fc.constant(undefined),
    fc.record({ octet: mostly(fc.constant(250), fc.constantFrom(0, 10), 40), hasSubnet: fc.boolean() }),
    2,
  ),
  other: mostly(
    fc.constant(undefined),
    fc.record({
      octet: mostly(fc.constant(240), fc.constantFrom(0, 10), 40),
      isMember: mostly(fc.constant(false), fc.constant(true), 5),
    }),
    2,
  ),
  manager: fc.option(fc.record({ name: name("corp"), guards: fc.boolean() }), { nil: undefined, freq: 1 }),
  site: fc.option(
    fc.record({ name: name("dc"), prefix: mostly(fc.constant("192.168.0.0/16"), badPrefix, 6) }),
    {
      nil: undefined,
    },
  ),
});

/** Runs a program in a stack. */
export function run(stack: TerraformStack, program: Program): void {
  const { props, machine, site, manager, existing, other } = program;
  const place = { location: props.location, resourceGroupName: "rg-manager" };
  const connectBy = manager && new NetworkManager(stack, "Manager", { ...place, name: manager.name });
  const built = new HubSpokeConstruct(stack, "Network", { ...props, connectBy });
  const { hub } = built;
  if (connectBy && manager.guards) {
    const everything = connectBy.addGroup("everything", [hub.virtualNetwork]);
    connectBy.addAdminRules("guardrails", { groups: [everything], rules: Guardrails.denyHighRiskPorts() });
  }
  if (existing) {
    addExisting(stack, built, existing);
  }
  if (other) {
    joinOther(stack, built, other);
  }
  if (machine) {
    hub.addWindowsServer("Vm", {
      name: machine.name,
      subnetName: "default",
      privateIpAddress: machine.privateIpAddress,
      dailyShutdown: DailyShutdown.at(machine.time, "UTC"),
    });
  }
  if (site && hub.vpnGateway) {
    hub.addSiteToSite(site.name, { gatewayAddress: "203.0.113.1", addressSpace: [site.prefix] });
  }
  add(program.additions, built, stack);
}

function addExisting(
  stack: TerraformStack,
  joined: HubSpokeConstruct,
  { octet, hasSubnet }: NonNullable<Program["existing"]>,
): void {
  const id = "/subscriptions/s/resourceGroups/rg-old/providers/Microsoft.Network/virtualNetworks/vnet-old";
  const virtualNetwork = VirtualNetwork.fromVirtualNetworkAttributes(stack, "Old", {
    virtualNetworkId: id,
    virtualNetworkName: "vnet-old",
    resourceGroupName: "rg-old",
    addressSpace: [`10.${octet}.0.0/16`],
  });
  const subnet = Subnet.fromSubnetAttributes(stack, "OldSubnet", {
    subnetId: `${id}/subnets/default`,
    subnetName: "default",
    addressPrefix: `10.${octet}.0.0/24`,
    virtualNetwork,
  });
  joined.addSpoke("old", { virtualNetwork, existingSubnets: hasSubnet ? [subnet] : [] });
}

function joinOther(
  stack: TerraformStack,
  joined: HubSpokeConstruct,
  { octet, isMember }: NonNullable<Program["other"]>,
): void {
  const other = new HubSpokeConstruct(stack, "Other", {
    location: "japaneast",
    hub: {
      name: "hub02",
      addressSpace: [`10.${octet}.0.0/16`],
      subnets: [{ name: "nva", addressPrefix: `10.${octet}.0.0/24` }],
    },
    spokes: [{ name: "far", addressSpace: [`10.${octet + 1}.0.0/16`] }],
    transit: TransitRouting.networkVirtualAppliance({ nextHopAddress: `10.${octet}.0.4` }),
  });
  if (isMember) {
    new HubSpokeMesh(stack, "Mesh", { members: [{ network: joined }, { network: other }] });
  }
}

/** Two hubs that are peered, with spokes of which some are in a second subscription: a program without mistakes. */
export interface PeeredNetworks {
  readonly hubs: readonly {
    readonly gateway: boolean;
    readonly gatewayIsLate: boolean;
    readonly transit: "none" | "firewall" | "appliance" | "direct" | "group" | "routeServer" | "nested";
    /** Whether each spoke is in the second subscription. */
    readonly foreign: readonly boolean[];
  }[];
  readonly secondSubscription: boolean;
  readonly hubIsRemote: boolean;
  /** How many of the hubs one network manager peers with their spokes. */
  readonly managed: number;
}

export const peeredNetworks: fc.Arbitrary<PeeredNetworks> = fc.record({
  hubs: fc.array(
    fc.record({
      gateway: fc.boolean(),
      gatewayIsLate: fc.boolean(),
      transit: fc.constantFrom("none", "firewall", "appliance", "direct", "group", "routeServer", "nested"),
      foreign: fc.array(fc.boolean(), { minLength: 1, maxLength: 3 }),
    }),
    { minLength: 2, maxLength: 2 },
  ),
  secondSubscription: fc.boolean(),
  hubIsRemote: fc.boolean(),
  managed: fc.integer({ min: 0, max: 2 }),
});

/** A user's option that passes on nothing but spokes to its part. */
class NestedRoutes implements ITransitRouting {
  public constructor(private readonly address: string) {}

  public bind(scope: Construct, { hub }: ITransitNetwork): ITransit {
    const nextHop = NextHop.virtualAppliance(this.address, { knownAfterCreation: true });
    const tables = new UserDefinedRoutes(scope, "Routes", { hub, nextHop });
    return { peersSpokes: true, sharesGateway: true, addSpoke: (spoke) => tables.addSpoke(spoke) };
  }
}

/** Runs such a program in a stack. */
export function buildPeered(stack: TerraformStack, program: PeeredNetworks): void {
  const provider = new AzurermProvider(stack, "second", {
    alias: "second",
    features: [{}],
    subscriptionId: "s2",
  });
  const manager =
    program.managed > 0
      ? new NetworkManager(stack, "Manager", {
          name: "corp",
          location: "eastasia",
          resourceGroupName: "rg",
          subscriptionIds: ["/subscriptions/s1", "/subscriptions/s2"],
        })
      : undefined;
  // Azure takes one manager for a subscription.
  const shared = (): NetworkManager =>
    (own ??=
      manager ??
      new NetworkManager(stack, "Own", {
        name: "own",
        location: "eastasia",
        resourceGroupName: "rg",
        subscriptionIds: ["/subscriptions/s1", "/subscriptions/s2"],
      }));
  let own: NetworkManager | undefined;
  const networks = program.hubs.map(({ gateway, gatewayIsLate, transit: kind, foreign }, index) => {
    const base = index * 100;
    const options = {
      none: () => TransitRouting.none(),
      firewall: () => TransitRouting.azureFirewall({ subnetPrefix: `10.${base}.1.0/26` }),
      appliance: () => TransitRouting.networkVirtualAppliance({ nextHopAddress: `10.${base}.0.4` }),
      direct: () => TransitRouting.directPeering(),
      group: () => TransitRouting.connectedGroup({ networkManager: shared() }),
      routeServer: () =>
        TransitRouting.routeServer({
          topology: RouteServerTopology.HUB,
          speaker: { subnetPrefix: `10.${base}.2.0/27` },
        }),
      nested: () => new NestedRoutes(`10.${base}.0.4`),
    };
    const vpnGateway = { subnetPrefix: `10.${base}.200.0/24` };
    const built = new HubSpokeConstruct(stack, `Network${index}`, {
      location: "eastasia",
      hub: {
        name: `hub${index}`,
        addressSpace: [`10.${base}.0.0/16`],
        subnets: [{ name: "default", addressPrefix: `10.${base}.0.0/24` }],
        vpnGateway: gateway && !gatewayIsLate ? vpnGateway : undefined,
      },
      transit: options[kind](),
      connectBy: index < program.managed ? manager : undefined,
    });
    foreign.forEach((isForeign, n) => {
      const octet = base + n + 1;
      const elsewhere =
        isForeign && program.secondSubscription ? { provider, resourceGroupName: "rg-second" } : {};
      const added = built.addSpoke(`spoke${index}${n}`, {
        addressSpace: [`10.${octet}.0.0/16`],
        subnets: [{ name: "default", addressPrefix: `10.${octet}.0.0/24` }],
        ...elsewhere,
      });
      added.addSubnet("later", {
        addressPrefix: `10.${octet}.1.0/24`,
        networkSecurityGroupId:
          "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/networkSecurityGroups/nsg",
      });
    });
    if (gateway && gatewayIsLate) {
      built.hub.addVpnGateway(vpnGateway);
    }
    return built.hub.virtualNetwork;
  });
  const [one, other] = program.hubIsRemote ? [...networks].reverse() : networks;
  new VnetPeering(stack, "HubToHub", { virtualNetwork: one, remoteVirtualNetwork: other });
}
