import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { Testing, TerraformStack, TerraformVariable } from "cdktf";
import {
  DdosProtection,
  Diagnostics,
  Egress,
  FlowLogs,
  HubSpokeConstruct,
  HubSpokeProps,
  PublicIpAddress,
  ResourceLocks,
  TransitRouting,
  VirtualNetwork,
} from "../../lib";
import { DependencyGraph } from "../support/dependency-graph";
import {
  Block,
  refusals,
  resourceNamed,
  resourcesOf,
  synthesize,
  synthesizeStacks,
  TerraformJson,
} from "../support/synth";

const GROUP = "/subscriptions/s/resourceGroups/g/providers";
const WORKSPACE = `${GROUP}/Microsoft.OperationalInsights/workspaces/log`;
const STORAGE = `${GROUP}/Microsoft.Storage/storageAccounts/st`;
const PLAN = `${GROUP}/Microsoft.Network/ddosProtectionPlans/plan`;

function network(props: Partial<HubSpokeProps>) {
  return (stack: TerraformStack): HubSpokeConstruct =>
    new HubSpokeConstruct(stack, "Network", {
      location: "japaneast",
      hub: {
        name: "hub01",
        addressSpace: ["10.0.0.0/16"],
        vpnGateway: { subnetPrefix: "10.0.200.0/27" },
        bastion: { subnetPrefix: "10.0.100.0/26" },
      },
      spokes: [
        {
          name: "spoke01",
          addressSpace: ["10.10.0.0/16"],
          subnets: [{ name: "default", addressPrefix: "10.10.0.0/24" }],
          egress: Egress.natGateway(),
        },
      ],
      transit: TransitRouting.azureFirewall({ subnetPrefix: "10.0.1.0/26" }),
      ...props,
    });
}

function all(json: TerraformJson, type: string): Block[] {
  return Object.values(resourcesOf(json, type));
}

/** The type of the resource that an id leads to. */
function typeOf(id: string): string {
  return /^\$\{(\w+)\./.exec(id)![1];
}

test("everything is off unless asked for", () => {
  const json = synthesize(network({}));
  const text = JSON.stringify(json);
  expect(text).not.toMatch(/diagnostic_setting|flow_log|management_lock|ddos/);
});

test("all categories of gateways, firewall and Bastion go to the workspace, of what comes later too", () => {
  const json = synthesize((stack) => {
    const built = network({ diagnostics: { workspaceId: WORKSPACE } })(stack);
    built.hub.addExpressRouteGateway({});
  });
  const settings = all(json, "azurerm_monitor_diagnostic_setting");
  expect(settings.map((each) => typeOf(each.target_resource_id)).sort()).toEqual([
    "azurerm_bastion_host",
    "azurerm_firewall",
    "azurerm_virtual_network_gateway",
    "azurerm_virtual_network_gateway",
  ]);
  for (const setting of settings) {
    expect(setting).toMatchObject({
      log_analytics_workspace_id: WORKSPACE,
      enabled_log: [{ category_group: "allLogs" }],
    });
    expect(setting.log_analytics_destination_type).toBe(
      typeOf(setting.target_resource_id) === "azurerm_firewall" ? "Dedicated" : undefined,
    );
  }
});

test("any other resource has its logs sent, by its id", () => {
  const json = synthesize((stack) => {
    const diagnostics = new Diagnostics(stack, "Diagnostics", { storageAccountId: STORAGE, metrics: true });
    diagnostics.addResource("vault", { resourceId: `${GROUP}/Microsoft.KeyVault/vaults/kv` });
  });
  expect(all(json, "azurerm_monitor_diagnostic_setting")).toEqual([
    expect.objectContaining({ storage_account_id: STORAGE, enabled_metric: [{ category: "AllMetrics" }] }),
  ]);
});

test("each network is recorded by the Network Watcher of its region", () => {
  const json = synthesize((stack) => {
    network({
      flowLogs: { storageAccountIds: { "Japan East": STORAGE, westeurope: `${STORAGE}eu` } },
    })(stack).addSpoke("far", { addressSpace: ["10.20.0.0/16"], location: "westeurope" });
  });
  expect(
    all(json, "azurerm_network_watcher_flow_log")
      .map(({ name }) => name)
      .sort(),
  ).toEqual(["fl-vnet-far", "fl-vnet-hub01", "fl-vnet-spoke01"]);
  expect(resourceNamed(json, "azurerm_network_watcher_flow_log", "fl-vnet-far")).toMatchObject({
    network_watcher_name: "NetworkWatcher_westeurope",
    resource_group_name: "NetworkWatcherRG",
    storage_account_id: `${STORAGE}eu`,
    version: 2,
    retention_policy: { enabled: true, days: 30 },
  });
});

test("addresses are protected each, but for those of NAT gateways, which can't be", () => {
  const json = synthesize(network({ ddosProtection: DdosProtection.perAddress() }));
  const modes = new Map(all(json, "azurerm_public_ip").map((each) => [each.name, each.ddos_protection_mode]));
  expect(modes.get("pip01-ng-spoke01")).toBeUndefined();
  modes.delete("pip01-ng-spoke01");
  expect([...modes.values()]).toEqual([...modes.keys()].map(() => "Enabled"));
  expect(modes.size).toBe(4);
});

test("a plan protects networks", () => {
  const json = synthesize(network({ ddosProtection: DdosProtection.plan(PLAN) }));
  expect(all(json, "azurerm_virtual_network").map((each) => each.ddos_protection_plan)).toEqual([
    { id: PLAN, enable: true },
    { id: PLAN, enable: true },
  ]);
  expect(all(json, "azurerm_public_ip").filter((each) => each.ddos_protection_mode)).toEqual([]);
});

test("locks are gone before anything that they would keep", () => {
  const json = synthesize((stack) => {
    network({ locks: {} })(stack).hub.addSubnet("later", { addressPrefix: "10.0.9.0/24" });
  });
  const graph = new DependencyGraph(json);
  expect(graph.onCircle()).toEqual([]);
  const networkLocks = Object.entries(resourcesOf(json, "azurerm_management_lock")).filter(
    ([, each]) => typeOf(each.scope) === "azurerm_virtual_network",
  );
  expect(networkLocks).toHaveLength(2);
  for (const [key, lock] of networkLocks) {
    expect(lock).toMatchObject({ lock_level: "CanNotDelete", name: "do-not-delete" });
    const before = graph.allBefore(`azurerm_management_lock.${key}`);
    const [, id] = /^\$\{(.*)\.id\}$/.exec(lock.scope)!;
    const inside = Object.entries(resourcesOf(json, "azurerm_subnet"))
      .filter(([, subnet]) => subnet.virtual_network_name.includes(id))
      .map(([subnet]) => `azurerm_subnet.${subnet}`);
    expect(inside.length).toBeGreaterThan(0);
    expect(inside.filter((subnet) => !before.has(subnet))).toEqual([]);
    const peerings = Object.keys(resourcesOf(json, "azurerm_virtual_network_peering"));
    expect(peerings.filter((each) => !before.has(`azurerm_virtual_network_peering.${each}`))).toEqual([]);
  }
});

test("locks are gone before settings of the logs of what they lock, which Azure takes for a part of it", () => {
  const json = synthesize(network({ locks: {}, diagnostics: { workspaceId: WORKSPACE } }));
  const graph = new DependencyGraph(json);
  const settings = Object.entries(resourcesOf(json, "azurerm_monitor_diagnostic_setting"));
  expect(settings).toHaveLength(3);
  for (const [key, setting] of settings) {
    const [lock] = Object.entries(resourcesOf(json, "azurerm_management_lock")).find(
      ([, each]) => each.scope === setting.target_resource_id,
    )!;
    expect(graph.waits(`azurerm_management_lock.${lock}`, `azurerm_monitor_diagnostic_setting.${key}`)).toBe(
      true,
    );
  }
});

test("nothing else writes to a network while its flow log is created", () => {
  const json = synthesize((stack) => {
    network({
      flowLogs: { storageAccountIds: { japaneast: STORAGE } },
      transit: TransitRouting.azureFirewall({ subnetPrefix: "10.0.1.0/26", policy: { dnsProxy: {} } }),
    })(stack).hub.addSubnet("later", { addressPrefix: "10.0.9.0/24" });
  });
  const graph = new DependencyGraph(json);
  expect(graph.onCircle()).toEqual([]);
  const [hub, spoke] = ["Network-Hub", "Network-Spoke"].map((owner) =>
    graph.allBefore(graph.one("azurerm_network_watcher_flow_log", owner)),
  );
  const writes = graph.find("azurerm_subnet").concat(graph.find("azurerm_virtual_network_peering"));
  expect(writes.filter((each) => !hub.has(each) && !spoke.has(each))).toEqual([]);
  expect([...spoke].filter((each) => each.startsWith("azurerm_virtual_network_dns_servers"))).toHaveLength(1);
});

test("a watcher of several scopes sees what is in two of them once", () => {
  const json = synthesize((stack) => {
    const built = network({})(stack);
    const diagnostics = new Diagnostics(stack, "Diagnostics", { workspaceId: WORKSPACE });
    diagnostics.watch(built.hub);
    diagnostics.watch(stack);
  });
  expect(all(json, "azurerm_monitor_diagnostic_setting")).toHaveLength(3);
});

test("stacks that are built alike are watched from a third", () => {
  const app = Testing.app();
  const stacks = ["one", "two", "three"].map((name) => {
    const stack = new TerraformStack(app, name);
    new AzurermProvider(stack, "azurerm", { features: [{}] });
    return stack;
  });
  const [one, two, three] = stacks;
  [one, two].forEach((stack) => network({})(stack));
  new ResourceLocks(three, "Locks", {}).watch(app);
  const locks = all(synthesizeStacks(stacks)[2], "azurerm_management_lock");
  expect(new Set(locks.map(({ scope }) => scope)).size).toBe(locks.length);
  expect(locks.length % 2).toBe(0);
  expect(locks.length).toBeGreaterThan(4);
});

test("an address of one's own that a NAT gateway gets is not protected by itself either", () => {
  const json = synthesize((stack) => {
    const built = network({ ddosProtection: DdosProtection.perAddress() })(stack);
    const address = new PublicIpAddress(built, "Own", {
      location: "japaneast",
      resourceGroupName: "rg",
      publicIpName: "pip-own",
    });
    built.hub.addNatGateway({ publicIpAddresses: [address], subnetNames: ["AzureFirewallSubnet"] });
  });
  expect(resourceNamed(json, "azurerm_public_ip", "pip-own").ddos_protection_mode).toBeUndefined();
});

/** A network with `props`, and the same once more for the whole stack. */
function andAgain(props: Partial<HubSpokeProps>, watch: (stack: TerraformStack) => void) {
  return (stack: TerraformStack): void => {
    network(props)(stack);
    watch(stack);
  };
}

const ANALYTICS = { workspaceResourceId: WORKSPACE, workspaceId: "log", workspaceRegion: "japaneast" };

test.each<[string, (stack: TerraformStack) => void, RegExp]>([
  ["logs that go nowhere", network({ diagnostics: {} }), /diagnostics go nowhere/],
  [
    "no workspace's id",
    network({ diagnostics: { workspaceId: "log" } }),
    /workspaceId is "log".*workspaces\/<name>/,
  ],
  [
    "a region without storage account",
    network({ flowLogs: { storageAccountIds: { westeurope: STORAGE } } }),
    /add "japaneast" to storageAccountIds, which has "westeurope"/,
  ],
  [
    "a storage account of no region",
    network({ flowLogs: { storageAccountIds: { japaneast: STORAGE, osaka: STORAGE } } }),
    /the region in storageAccountIds, "osaka" is not an Azure region; write "japanwest"/,
  ],
  [
    "days that aren't whole",
    (stack) => {
      new FlowLogs(stack, "Logs", { storageAccountIds: {}, retentionDays: 1.5 });
    },
    /retentionDays is 1\.5/,
  ],
  [
    "a workspace's Azure id instead of its own",
    (stack) => {
      new FlowLogs(stack, "Logs", { storageAccountIds: {}, trafficAnalytics: ANALYTICS });
    },
    /trafficAnalytics\.workspaceId is "log"; it is the workspace's own id, a GUID/,
  ],
  [
    "no plan's id",
    network({ ddosProtection: DdosProtection.plan("plan") }),
    /DdosProtection\.plan is "plan"/,
  ],
  ["a lock's name", network({ locks: { lockName: "a b" } }), /lockName is "a b"/],
  [
    "two settings of a name, or that send logs to one place",
    andAgain({ diagnostics: { workspaceId: WORKSPACE } }, (stack) =>
      new Diagnostics(stack, "More", { workspaceId: WORKSPACE }).watch(stack),
    ),
    /has a diagnostic setting "diagnostics" already, by stack\/Network\/Diagnostics|go to the same place already/,
  ],
  [
    "two locks of a name on a resource",
    andAgain({ locks: {} }, (stack) => new ResourceLocks(stack, "More", {}).watch(stack)),
    /has a lock "do-not-delete" already, by stack\/Network\/Locks/,
  ],
  [
    "two flow logs of a network",
    andAgain({ flowLogs: { storageAccountIds: { japaneast: STORAGE } } }, (stack) =>
      new FlowLogs(stack, "More", {
        storageAccountIds: { japaneast: STORAGE },
        networkWatcherResourceGroupName: "other",
      }).watch(stack),
    ),
    /has a flow log already, by stack\/Network\/FlowLogs/,
  ],
  [
    "the same twice",
    (stack) => {
      network({ diagnostics: { workspaceId: WORKSPACE } })(stack).addDiagnostics({ workspaceId: WORKSPACE });
    },
    /has diagnostics already/,
  ],
])("refuses %s", (_, build, message) => {
  const found = refusals(build);
  expect(found.length).toBeGreaterThan(0);
  expect(found.filter((each) => !message.test(each))).toEqual([]);
});

test("flow logs of a network whose region only apply tells are refused in words", () => {
  const found = refusals((stack) => {
    const location = new TerraformVariable(stack, "location", { type: "string" }).stringValue;
    new VirtualNetwork(stack, "Late", {
      location,
      resourceGroupName: "rg",
      name: "late",
      addressSpace: ["10.9.0.0/16"],
    });
    new FlowLogs(stack, "Logs", { storageAccountIds: { japaneast: STORAGE } }).watch(stack);
  });
  expect(found).toEqual([
    expect.stringMatching(
      /the location of "vnet-late" is known only at apply, and flow logs.*give it as text/,
    ),
  ]);
});
