import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { DataTerraformRemoteStateLocal, TerraformStack, TerraformVariable } from "cdktf";
import {
  AttachableHub,
  HubAttachment,
  HubAttachmentProps,
  HubSpokeConstruct,
  HubSpokeProps,
  InternetEgress,
  NetworkManager,
  SecurityGroup,
  TransitRouting,
  TransitRoutes,
  WarningCode,
} from "../lib";
import { analyze, findingsOf, readConfiguration } from "../lib/analysis";
import { DependencyGraph } from "./support/dependency-graph";
import {
  Block,
  refusals,
  resourceNamed,
  resourcesOf,
  stackWith,
  synthesizeStack,
  TerraformJson,
  warnings,
} from "./support/synth";

const GROUP = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-platform";

/** A hub with a router at 10.0.2.4, a gateway with a site, and a spoke of its own. */
function platform(
  stack: TerraformStack,
  overrides: Partial<HubSpokeProps> = {},
): { readonly network: HubSpokeConstruct } {
  const network = new HubSpokeConstruct(stack, "Network", {
    location: "eastasia",
    resourceGroupName: "rg-platform",
    hub: {
      name: "hub01",
      addressSpace: ["10.0.0.0/16"],
      vpnGateway: { subnetPrefix: "10.0.200.0/24" },
      attachments: { addressSpace: ["10.0.0.0/8"] },
    },
    spokes: [
      {
        name: "shared",
        addressSpace: ["10.1.0.0/16"],
        subnets: [{ name: "default", addressPrefix: "10.1.0.0/24" }],
      },
    ],
    transit: TransitRouting.virtualMachineRouter({ subnetPrefix: "10.0.2.0/27" }),
    ...overrides,
  });
  network.hub.addSiteToSite("dc", { gatewayAddress: "203.0.113.7", addressSpace: ["192.168.0.0/24"] });
  return { network };
}

/** The same hub, as another program knows it. */
function known(overrides: object = {}): AttachableHub {
  return AttachableHub.fromAttributes({
    name: "hub01",
    virtualNetworkId: `${GROUP}/providers/Microsoft.Network/virtualNetworks/vnet-hub01`,
    virtualNetworkName: "vnet-hub01",
    resourceGroupName: "rg-platform",
    addressSpace: ["10.0.0.0/16"],
    spokeAddressSpace: ["10.0.0.0/8"],
    nextHopAddress: "10.0.2.4",
    sharesGateway: true,
    onPremisesPrefixes: ["192.168.0.0/24"],
    gatewayRouteTableName: "rt-hub01-gateway",
    ...overrides,
  });
}

/** What a landing zone's program writes; `hubSide` gives it a provider of the hub's subscription. */
function attach(
  stack: TerraformStack,
  name: string,
  second: number,
  overrides: Partial<HubAttachmentProps> = {},
  hubSide = true,
): HubAttachment {
  const hubProvider = hubSide
    ? new AzurermProvider(stack, `hub-${name}`, { features: [{}], alias: "hub" })
    : undefined;
  return new HubAttachment(stack, name, {
    name,
    location: "eastasia",
    resourceGroupName: `rg-${name}`,
    hub: known(),
    hubProvider,
    addressSpace: [`10.${second}.0.0/16`],
    subnets: [{ name: "default", addressPrefix: `10.${second}.0.0/24` }],
    ...overrides,
  });
}

function landingZone(
  name: string,
  second: number,
  overrides: Partial<HubAttachmentProps> = {},
  hubSide = true,
): TerraformJson {
  return synthesizeStack(stackWith((stack) => void attach(stack, name, second, overrides, hubSide)));
}

/** Several stacks as one configuration: construct ids are apart. */
function together(...stacks: readonly TerraformJson[]): Block {
  const resource: Record<string, Record<string, Block>> = {};
  for (const stack of stacks) {
    for (const [type, byId] of Object.entries(stack.resource)) {
      resource[type] = { ...resource[type], ...byId };
    }
  }
  return { "//": stacks[0]["//"], resource };
}

function half(json: TerraformJson, name: string): Block {
  return resourceNamed(json, "azurerm_virtual_network_peering", name);
}

test("a hub whose own spokes a network manager peers takes attached ones by peerings", () => {
  const hub = synthesizeStack(
    stackWith((stack) => {
      const place = { location: "eastasia", resourceGroupName: "rg-platform" };
      platform(stack, { connectBy: new NetworkManager(stack, "Manager", { ...place, name: "corp" }) });
    }),
  );
  const model = readConfiguration(together(hub, landingZone("alpha", 10), landingZone("beta", 11)));
  const analysis = analyze(model);
  const ends = ["vnet-alpha/default", "vnet-beta/default", "vnet-shared/default", "on-premises/lgw-dc"];
  for (const from of ends) {
    for (const to of ends.filter((end) => end !== from)) {
      expect([from, to, analysis.verdict(from, to)]).toEqual([from, to, "REACHABLE"]);
    }
  }
  expect(findingsOf(model).flatMap(({ code }) => (code.startsWith("NETWORK_MANAGER") ? code : []))).toEqual(
    [],
  );
});

describe("spokes of other states", () => {
  const hub = synthesizeStack(stackWith((stack) => void platform(stack)));
  const alpha = landingZone("alpha", 10);
  const beta = landingZone("beta", 11);
  const merged = together(hub, alpha, beta);

  test("reach each other, the hub's own spokes and the site, through what forwards", () => {
    const analysis = analyze(readConfiguration(merged));
    const ends = ["vnet-alpha/default", "vnet-beta/default", "vnet-shared/default", "on-premises/lgw-dc"];
    for (const from of ends) {
      for (const to of ends.filter((end) => end !== from)) {
        const { verdict, forward } = analysis.explain(from, to);
        expect(`${from} ${to} ${verdict}`).toBe(`${from} ${to} REACHABLE`);
        expect(forward.flatMap((hop) => (hop.via ? [hop.via.name] : []))).toContain("vm-router01");
      }
    }
  });

  test("have no finding of ours about errors", () => {
    expect(
      findingsOf(readConfiguration(merged))
        .filter(({ severity }) => severity === "error")
        .map(({ code, resource }) => `${code} ${resource}`),
    ).toEqual([]);
  });

  test("name no other spoke, so that one that comes changes no state of others", () => {
    expect(JSON.stringify(alpha)).not.toMatch(/beta|10\.11\.|shared|10\.1\.0/);
    expect(Object.values(resourcesOf(alpha, "azurerm_route_table"))[0].route).toEqual([
      expect.objectContaining({ address_prefix: "10.0.0.0/8", next_hop_in_ip_address: "10.0.2.4" }),
      expect.objectContaining({ address_prefix: "192.168.0.0/24", next_hop_in_ip_address: "10.0.2.4" }),
    ]);
  });

  test("write their route into the table of GatewaySubnet, whose own routes are resources apart", () => {
    const table = resourceNamed(hub, "azurerm_route_table", "rt-hub01-gateway");
    expect(table).not.toHaveProperty("route");
    expect(Object.values(resourcesOf(hub, "azurerm_route"))).toEqual([
      expect.objectContaining({
        name: "${each.key}",
        for_each: {
          "to-shared_10.1.0.0-16": {
            address_prefix: "10.1.0.0/16",
            next_hop_in_ip_address: "10.0.2.4",
            next_hop_type: "VirtualAppliance",
          },
        },
      }),
    ]);
    expect(Object.values(resourcesOf(alpha, "azurerm_route"))).toEqual([
      expect.objectContaining({
        name: "to-alpha_10.10.0.0-16",
        address_prefix: "10.10.0.0/16",
        route_table_name: "rt-hub01-gateway",
        resource_group_name: "rg-platform",
        provider: "azurerm.hub",
      }),
    ]);
  });

  test("have the hub's half written with the hub's provider, and wait for it before they use its gateway", () => {
    const [local, remote] = [half(alpha, "hub01-to-alpha"), half(alpha, "alpha-to-hub01")];
    expect(local).toMatchObject({ provider: "azurerm.hub", allow_gateway_transit: true });
    expect(remote).toMatchObject({ provider: "azurerm", use_remote_gateways: true });
    const [address] = Object.keys(resourcesOf(alpha, "azurerm_virtual_network_peering"));
    expect(remote.depends_on).toContain(`azurerm_virtual_network_peering.${address}`);
  });
});

test("without the hub's provider, only the spoke's side is written, which doesn't use the gateway yet", () => {
  const json = landingZone("alpha", 10, {}, false);
  expect(Object.values(resourcesOf(json, "azurerm_virtual_network_peering"))).toEqual([
    expect.objectContaining({ name: "alpha-to-hub01", use_remote_gateways: false }),
  ]);
  expect(resourcesOf(json, "azurerm_route")).toEqual({});
  // Nothing leads back through the router from the gateway, so nothing leads there.
  const [{ route }] = Object.values(resourcesOf(json, "azurerm_route_table"));
  expect(route.map((each: Block) => each.address_prefix)).toEqual(["10.0.0.0/8"]);
  expect(
    half(landingZone("alpha", 10, { useHubGateway: true }, false), "alpha-to-hub01").use_remote_gateways,
  ).toBe(true);
});

test("subnets that are added later are routed, and security groups know all spokes and the sites", () => {
  const json = synthesizeStack(
    stackWith((stack) => {
      const { spoke } = attach(stack, "alpha", 10, {
        securityGroup: SecurityGroup.allowNetwork(),
      });
      spoke.addSubnet("late", { addressPrefix: "10.10.7.0/24" });
    }),
  );
  expect(Object.keys(resourcesOf(json, "azurerm_subnet_route_table_association"))).toHaveLength(2);
  const [{ security_rule: rules }] = Object.values(resourcesOf(json, "azurerm_network_security_group"));
  expect(JSON.stringify(rules)).toContain("10.0.0.0/8");
  expect(JSON.stringify(rules)).toContain("192.168.0.0/24");
});

test("a hub that forwards nothing gives no route table, and one without gateway no gateway", () => {
  const json = landingZone("alpha", 10, {
    hub: known({ nextHopAddress: undefined, sharesGateway: undefined, gatewayRouteTableName: undefined }),
  });
  expect(resourcesOf(json, "azurerm_route_table")).toEqual({});
  expect(half(json, "hub01-to-alpha").allow_gateway_transit).toBe(false);
});

test("a default route past which the gateway answers is warned about", () => {
  const routes = TransitRoutes.defaultRoute({ internetEgress: InternetEgress.NONE });
  const messages = (overrides: Partial<HubAttachmentProps>): string[] =>
    warnings(stackWith((stack) => void attach(stack, "alpha", 10, { routes, ...overrides })));
  const code = new RegExp(WarningCode.GATEWAYSUBNET_BYPASS);
  expect(messages({ hub: known({ gatewayRouteTableName: undefined }) })).toEqual([
    expect.stringMatching(code),
  ]);
  expect(messages({})).toEqual([]);
});

describe("what a hub's output says", () => {
  const options = {
    name: "hub01",
    addressSpace: ["10.0.0.0/16"],
    spokeAddressSpace: ["10.0.0.0/8"],
    sharesGateway: true,
    onPremisesPrefixes: ["192.168.0.0/24"],
  };

  test("is what an attachment reads, held to what the program was computed from", () => {
    const output = synthesizeStack(
      stackWith((stack) => void platform(stack).network.exportHub("hub01")),
    ).output;
    const json = synthesizeStack(
      stackWith((stack) => {
        const state = new DataTerraformRemoteStateLocal(stack, "Platform", { path: "hub.tfstate" });
        attach(stack, "alpha", 10, {
          hub: AttachableHub.fromOutput(state.getString("hub01"), options),
        });
      }),
    );
    const read = [...JSON.stringify(json).matchAll(/outputs\.hub01\.(\w+)/g)].map(([, name]) => name);
    expect(new Set(read)).toEqual(
      new Set([
        "address_space",
        "gateway_route_table_name",
        "next_hop_address",
        "on_premises_prefixes",
        "resource_group_name",
        "shares_gateway",
        "spoke_address_space",
        "virtual_network_id",
        "virtual_network_name",
      ]),
    );
    expect(Object.keys(output.hub01.value)).toEqual(expect.arrayContaining([...new Set(read)]));
    expect(output.hub01.value).toMatchObject({
      address_space: options.addressSpace,
      spoke_address_space: options.spokeAddressSpace,
      shares_gateway: true,
      on_premises_prefixes: options.onPremisesPrefixes,
      next_hop_address: "10.0.2.4",
    });
    const { precondition } = half(json, "alpha-to-hub01").lifecycle;
    expect(precondition.map(({ condition }: Block) => condition)).toEqual([
      '${sort(data.terraform_remote_state.Platform.outputs.hub01.address_space) == sort(["10.0.0.0/16"])}',
      '${sort(data.terraform_remote_state.Platform.outputs.hub01.spoke_address_space) == sort(["10.0.0.0/8"])}',
      '${sort(data.terraform_remote_state.Platform.outputs.hub01.on_premises_prefixes) == sort(["192.168.0.0/24"])}',
      "${data.terraform_remote_state.Platform.outputs.hub01.shares_gateway == true}",
    ]);
  });

  test("read twice is one hub, whose network two provider configurations write one after the other", () => {
    const json = synthesizeStack(
      stackWith((stack) => {
        const state = new DataTerraformRemoteStateLocal(stack, "Platform", { path: "hub.tfstate" });
        const hubProvider = new AzurermProvider(stack, "hub", { features: [{}], alias: "hub" });
        for (const [name, second] of [["alpha", 10] as const, ["beta", 11] as const]) {
          const hub = AttachableHub.fromOutput(state.getString("hub01"), options);
          attach(stack, name, second, { hub, hubProvider }, false);
        }
      }),
    );
    const graph = new DependencyGraph(json);
    const halves = (name: string): string[] => graph.find("azurerm_virtual_network_peering", name);
    const [alpha, beta] = [halves("alpha"), halves("beta")];
    expect([alpha, beta].map(({ length }) => length)).toEqual([2, 2]);
    const byOthers = alpha.flatMap((one) =>
      beta
        .filter((other) => one.includes("Local") !== other.includes("Local"))
        .map((other) => graph.waits(one, other) || graph.waits(other, one)),
    );
    expect(byOthers).toEqual([true, true]);
  });

  test("has a name that Terraform takes", () => {
    expect(() => stackWith((stack) => void platform(stack).network.exportHub("hub 01"))).toThrow(
      /"hub 01" can't name an output/,
    );
  });

  test("is refused as a plain text", () => {
    expect(() => AttachableHub.fromOutput("hub01", options)).toThrow(/give an expression such as/);
  });
});

describe("DNS servers of the hub", () => {
  const servers = (json: TerraformJson): Block[] =>
    Object.values(resourcesOf(json, "azurerm_virtual_network_dns_servers"));

  test("are those of an attached spoke that has none", () => {
    const json = (dnsServers?: string[]): TerraformJson =>
      synthesizeStack(
        stackWith((stack) =>
          attach(stack, "alpha", 10, { hub: known({ dnsServers: ["10.0.1.4"] }), dnsServers }),
        ),
      );
    expect(servers(json())).toMatchObject([{ dns_servers: ["10.0.1.4"] }]);
    expect(servers(json(["10.10.0.4"]))).toEqual([]);
  });

  test.each([
    [
      "the firewall, which answers",
      TransitRouting.azureFirewall({ subnetPrefix: "10.0.3.0/26", policy: { dnsProxy: {} } }),
      "azurerm_firewall",
    ],
    ["the resolver, where nothing else does", undefined, "azurerm_private_dns_resolver_inbound_endpoint"],
  ])("are put out: %s", (_, transit, type) => {
    const build = (stack: TerraformStack): void => {
      const { network } = platform(stack, {
        ...(transit && { transit }),
        hub: {
          name: "hub01",
          addressSpace: ["10.0.0.0/16"],
          attachments: { addressSpace: ["10.0.0.0/8"] },
          vpnGateway: { subnetPrefix: "10.0.200.0/24" },
          privateResolver: { inboundSubnetPrefix: "10.0.4.0/28" },
        },
      });
      network.exportHub("hub01");
    };
    const { output } = synthesizeStack(stackWith(build));
    expect(output.hub01.value.dns_servers).toEqual([expect.stringContaining(`\${${type}.`)]);
  });

  test("are read from the output, if the program says that there are some", () => {
    const read = (answersDns?: boolean): Block[] =>
      servers(
        synthesizeStack(
          stackWith((stack) => {
            const state = new DataTerraformRemoteStateLocal(stack, "Platform", { path: "hub.tfstate" });
            const hub = AttachableHub.fromOutput(state.getString("hub01"), {
              name: "hub01",
              addressSpace: ["10.0.0.0/16"],
              spokeAddressSpace: ["10.0.0.0/8"],
              answersDns,
            });
            attach(stack, "alpha", 10, { hub });
          }),
        ),
      );
    expect(read(true)).toMatchObject([
      { dns_servers: ["${data.terraform_remote_state.Platform.outputs.hub01.dns_servers.0}"] },
    ]);
    expect(read()).toEqual([]);
  });

  test("that come after the export are refused", () => {
    const build = (stack: TerraformStack): void => {
      const { network } = platform(stack);
      network.exportHub("hub01");
      network.hub.addPrivateResolver({ inboundSubnetPrefix: "10.0.4.0/28" });
    };
    expect(refusals(build)).toEqual([expect.stringMatching(/DNS servers after attachableHub or exportHub/)]);
  });
});

test("a firewall's address crosses from the stack of the hub to that of a spoke", () => {
  const json = synthesizeStack(
    stackWith((stack) => {
      const other = new TerraformStack(stack.node.root, "other");
      new AzurermProvider(other, "azurerm", { features: [{}] });
      const { network } = platform(other, {
        transit: TransitRouting.azureFirewall({ subnetPrefix: "10.0.1.0/26" }),
      });
      attach(stack, "alpha", 10, { hub: network.attachableHub });
    }),
  );
  const [{ route }] = Object.values(resourcesOf(json, "azurerm_route_table"));
  expect(route[0].next_hop_in_ip_address).toMatch(
    /^\$\{data\.terraform_remote_state\..*private_ip_address\}$/,
  );
  expect(JSON.stringify(json)).not.toContain("${azurerm_firewall.");
});

describe("refused", () => {
  test("a spoke outside of what the hub's routes stand for", () => {
    expect(
      refusals(
        (stack) => void attach(stack, "alpha", 10, { hub: known({ spokeAddressSpace: ["10.64.0.0/10"] }) }),
      ),
    ).toEqual([
      expect.stringContaining("10.10.0.0/16, which isn't in spokeAddressSpace of the hub (10.64.0.0/10)"),
    ]);
    expect(
      refusals(
        (stack) => void platform(stack, { spokes: [{ name: "far", addressSpace: ["172.16.0.0/16"] }] }),
      ),
    ).toEqual([expect.stringContaining('spoke "far" has 172.16.0.0/16')]);
  });

  test("a prefix that is known only at apply, as that and not as one outside", () => {
    const late = (stack: TerraformStack): string[] => [new TerraformVariable(stack, "space", {}).stringValue];
    const sentence = expect.stringContaining("is known only at apply");
    expect(
      refusals((stack) => void platform(stack, { spokes: [{ name: "far", addressSpace: late(stack) }] })),
    ).toEqual([sentence]);
    expect(
      refusals((stack) => void attach(stack, "alpha", 10, { addressSpace: late(stack), subnets: [] })),
    ).toEqual([sentence]);
  });

  test("the hub of the same stack, whose spokes are added with addSpoke", () => {
    expect(() =>
      stackWith((stack) => {
        const { network } = platform(stack);
        attach(stack, "alpha", 10, { hub: network.attachableHub });
      }),
    ).toThrow(/add the spoke with addSpoke/);
  });

  test("a gateway that the hub doesn't share, and prefixes that are none", () => {
    expect(
      refusals(
        (stack) =>
          void attach(stack, "alpha", 10, {
            useHubGateway: true,
            hub: known({ sharesGateway: false }),
          }),
      ),
    ).toEqual([expect.stringContaining("the hub shares no gateway")]);
    expect(() => known({ spokeAddressSpace: ["10.0.0.0/8", "10.0.0/8"], addressSpace: [] })).toThrow(
      /addressSpace of the hub is empty.*spokeAddressSpace of the hub, "10.0.0\/8"/s,
    );
  });

  test("an export before the gateway is there, or of a hub that lets nobody attach", () => {
    expect(
      refusals((stack) => {
        const network = new HubSpokeConstruct(stack, "Network", {
          location: "eastasia",
          hub: {
            name: "hub01",
            addressSpace: ["10.0.0.0/16"],
            attachments: { addressSpace: ["10.0.0.0/8"] },
          },
          transit: TransitRouting.virtualMachineRouter({ subnetPrefix: "10.0.2.0/27" }),
        });
        network.exportHub("hub01");
        network.hub.addVpnGateway({ subnetPrefix: "10.0.200.0/24" });
      }),
    ).toEqual([expect.stringContaining("call them last")]);
    expect(() =>
      stackWith(
        (stack) =>
          void new HubSpokeConstruct(stack, "Network", {
            location: "eastasia",
            hub: { name: "hub01", addressSpace: ["10.0.0.0/16"] },
          }).attachableHub,
      ),
    ).toThrow(/give the hub attachments/);
  });

  test("attachments in the hub's own addresses", () => {
    const hub = {
      name: "hub01",
      addressSpace: ["10.0.0.0/16"],
      attachments: { addressSpace: ["10.0.0.0/16"] },
    };
    expect(
      refusals((stack) => void new HubSpokeConstruct(stack, "Network", { location: "eastasia", hub })),
    ).toEqual([expect.stringContaining("which is the hub's own")]);
  });
});
