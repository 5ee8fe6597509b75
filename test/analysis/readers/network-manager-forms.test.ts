import { Analysis, analyze, findingsOf, readConfiguration } from "../../../lib/analysis";

const NAMES = ["hub", "a", "b", "c"];
const MANAGER = "Microsoft.Network/networkManagers";
const ROOT =
  "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers/Microsoft.Network";
const GROUP = { resource_group_name: "rg", location: "eastasia" };

/** Of a Network Manager, in Azure's words: kind below the manager, names from the manager's on, properties. */
type Part = readonly [kind: string, names: readonly string[], properties: object];

const MEMBERS: readonly Part[] = [
  ["networkGroups", ["g"], {}],
  ...["a", "b"].map((name): Part => {
    const resourceId = `${ROOT}/virtualNetworks/${name}`;
    return ["networkGroups/staticMembers", ["g", name], { resourceId }];
  }),
];
const groupId = `${ROOT}/networkManagers/nm/networkGroups/g`;
const appliesTo = [{ networkGroupId: groupId }];

const MESH: readonly Part[] = [
  ...MEMBERS,
  [
    "connectivityConfigurations",
    ["mesh"],
    {
      connectivityTopology: "Mesh",
      isGlobal: "False",
      appliesToGroups: [
        { networkGroupId: groupId, groupConnectivity: "DirectlyConnected", isGlobal: "False" },
      ],
    },
  ],
];
const STAR: readonly Part[] = [
  ...MEMBERS,
  [
    "connectivityConfigurations",
    ["star"],
    {
      connectivityTopology: "HubAndSpoke",
      hubs: [
        { resourceId: `${ROOT}/virtualNetworks/hub`, resourceType: "Microsoft.Network/virtualNetworks" },
      ],
      appliesToGroups: [{ networkGroupId: groupId, groupConnectivity: "None", useHubGateway: "False" }],
    },
  ],
];
const rule = (properties: object, kind = "Custom"): readonly Part[] => [
  ...MEMBERS,
  ["securityAdminConfigurations", ["deny"], {}],
  ["securityAdminConfigurations/ruleCollections", ["deny", "all"], { appliesToGroups: appliesTo }],
  ["securityAdminConfigurations/ruleCollections/rules", ["deny", "all", "one"], { ...properties, kind }],
];
const DENY = rule({
  access: "Deny",
  direction: "Inbound",
  priority: 100,
  protocol: "Any",
  sources: [{ addressPrefix: "*", addressPrefixType: "IPPrefix" }],
  sourcePortRanges: ["0-65535"],
  destinations: [{ addressPrefix: "*", addressPrefixType: "IPPrefix" }],
  destinationPortRanges: ["0-65535"],
});
const routes = (more: object = {}): readonly Part[] => [
  ...MEMBERS,
  ["routingConfigurations", ["r"], {}],
  ["routingConfigurations/ruleCollections", ["r", "all"], { appliesTo, ...more }],
  [
    "routingConfigurations/ruleCollections/rules",
    ["r", "all", "none"],
    {
      destination: { type: "AddressPrefix", destinationAddress: "10.0.0.0/16" },
      nextHop: { nextHopType: "NoNextHop" },
    },
  ],
];

/** Networks, of which a, b and c are peered with the hub. */
const NETWORKS = {
  azurerm_virtual_network: Object.fromEntries(
    NAMES.map((name, index) => [name, { name, ...GROUP, address_space: [`10.${index}.0.0/16`] }]),
  ),
  azurerm_subnet: Object.fromEntries(
    NAMES.map((name, index) => [
      name,
      {
        name: "s",
        resource_group_name: "rg",
        virtual_network_name: `\${azurerm_virtual_network.${name}.name}`,
        address_prefixes: [`10.${index}.0.0/24`],
      },
    ]),
  ),
};
const PEERINGS = Object.fromEntries(
  NAMES.slice(1).flatMap((name) =>
    [
      [name, "hub"],
      ["hub", name],
    ].map(([from, to]) => [
      `${from}-${to}`,
      {
        name: `${from}-${to}`,
        resource_group_name: "rg",
        virtual_network_name: from,
        remote_virtual_network_id: `\${azurerm_virtual_network.${to}.id}`,
      },
    ]),
  ),
);

const label = (names: readonly string[]): string => names.join("_");
const idOf = ([kind, names]: Part): string =>
  [ROOT, "networkManagers", "nm", ...kind.split("/").flatMap((step, index) => [step, names[index]])].join(
    "/",
  );

/** What a program with azapi says; ids are those of its resources, as programs write them. */
function asAzapi(parts: readonly Part[], isPeered: boolean, more: object = {}): object {
  const byId = new Map(
    parts.map((part) => [
      idOf(part),
      `\${azapi_resource.${label([part[0].replaceAll("/", "_"), ...part[1]])}.id}`,
    ]),
  );
  const referring = (value: unknown): unknown =>
    JSON.parse(
      JSON.stringify(value, (_, one: unknown) =>
        typeof one === "string" ? (byId.get(one) ?? networkOf(one)) : one,
      ),
    );
  const networkOf = (id: string): string =>
    id.startsWith(`${ROOT}/virtualNetworks/`) ? `\${azurerm_virtual_network.${id.split("/").at(-1)}.id}` : id;
  const made = parts.map((part) => {
    const [kind, names, properties] = part;
    const parent = idOf(part).replace(/\/[^/]+\/[^/]+$/, "");
    const { kind: ruleKind, ...own } = properties as { kind?: string };
    return [
      label([kind.replaceAll("/", "_"), ...names]),
      {
        type: `${MANAGER}/${kind}@2024-05-01`,
        name: names.at(-1),
        parent_id: byId.get(parent) ?? "${azapi_resource.nm.id}",
        body: { ...(ruleKind && { kind: ruleKind }), properties: referring(own) },
      },
    ];
  });
  const nm = { type: `${MANAGER}@2024-05-01`, name: "nm", parent_id: "/subscriptions/x/resourceGroups/rg" };
  return {
    variable: { where: {} },
    resource: {
      ...NETWORKS,
      ...(isPeered && { azurerm_virtual_network_peering: PEERINGS }),
      azapi_resource: { nm: { ...nm, location: "eastasia" }, ...Object.fromEntries(made) },
      ...more,
    },
  };
}

const commit = (of: string, targetLocations: unknown = ["eastasia"], more: object = {}): object => ({
  azapi_resource_action: {
    commit: {
      type: `${MANAGER}@2024-05-01`,
      resource_id: "${azapi_resource.nm.id}",
      action: "commit",
      body: {
        commitType: "Connectivity",
        configurationIds: [`\${azapi_resource.${of}.id}`],
        targetLocations,
      },
      ...more,
    },
  },
});

/** An id as templates write it. */
function asExpression(id: string): string {
  const steps = id.slice(ROOT.length + 2, -1).split("/");
  const kinds = steps.filter((step, index) => index % 2 === 0 && step);
  const names = steps.filter((step, index) => index % 2 === 1 && step);
  return `"[resourceId('Microsoft.Network/${kinds.join("/")}', ${names.map((name) => `'${name}'`).join(", ")})]"`;
}

/** What a template says. */
function asTemplate(parts: readonly Part[], isPeered: boolean): object {
  const resources = [
    ...NAMES.map((name, index) => ({
      type: "Microsoft.Network/virtualNetworks",
      name,
      location: "eastasia",
      properties: {
        addressSpace: { addressPrefixes: [`10.${index}.0.0/16`] },
        subnets: [{ name: "s", properties: { addressPrefix: `10.${index}.0.0/24` } }],
        virtualNetworkPeerings: (!isPeered ? [] : name === "hub" ? NAMES.slice(1) : ["hub"]).map((to) => ({
          name: to,
          properties: {
            remoteVirtualNetwork: { id: `[resourceId('Microsoft.Network/virtualNetworks', '${to}')]` },
            allowVirtualNetworkAccess: true,
          },
        })),
      },
    })),
    { type: MANAGER, name: "nm", location: "eastasia", properties: {} },
    ...parts.map(([kind, names, properties]) => {
      const { kind: ruleKind, ...own } = properties as { kind?: string };
      return {
        type: `${MANAGER}/${kind}`,
        name: ["nm", ...names].join("/"),
        ...(ruleKind && { kind: ruleKind }),
        properties: JSON.parse(
          JSON.stringify(own).replaceAll(new RegExp(`"${ROOT}/([^"]+)"`, "g"), asExpression),
        ) as object,
      };
    }),
  ];
  return {
    $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
    resources,
  };
}

const PAIRS = ["a b", "a hub", "hub a", "c hub", "a c"];
const verdicts = (analysis: Analysis): string =>
  PAIRS.map((pair) => {
    const [from, to] = pair.split(" ");
    const { verdict } = analysis.explain(`${from}/s`, `${to}/s`);
    expect(analysis.verdict(`${from}/s`, `${to}/s`)).toBe(verdict);
    return verdict[0];
  }).join("");
const answer = (document: object): string => verdicts(analyze(readConfiguration(document)));

describe("a Network Manager that azapi writes", () => {
  test.each([
    ["mesh", MESH, "connectivityConfigurations_mesh", false, "RBBBB"],
    ["star", STAR, "connectivityConfigurations_star", false, "BRRBB"],
    ["admin rule", DENY, "securityAdminConfigurations_deny", true, "BRBRB"],
    ["routes", routes(), "routingConfigurations_r", true, "BBORB"],
  ])("does what it does with azurerm, once it is deployed: %s", (_, parts, of, isPeered, expected) => {
    expect(answer(asAzapi(parts, isPeered, commit(of)))).toBe(expected);
    const byProvider = {
      azurerm_network_manager_deployment: {
        d: {
          network_manager_id: "${azapi_resource.nm.id}",
          location: "eastasia",
          scope_access: "Connectivity",
          configuration_ids: [`\${azapi_resource.${of}.id}`],
        },
      },
    };
    expect(answer(asAzapi(parts, isPeered, byProvider))).toBe(expected);
  });

  test.each([
    ["another region", commit("connectivityConfigurations_mesh", ["westus"]), "BBBBB"],
    ["two regions", commit("connectivityConfigurations_mesh", ["westus", "East Asia"]), "RBBBB"],
    ["a region that apply tells", commit("connectivityConfigurations_mesh", ["${var.where}"]), "CBBBB"],
    [
      "on destroy only",
      commit("connectivityConfigurations_mesh", ["eastasia"], { when: "destroy" }),
      "CBBBB",
    ],
    ["not at all", {}, "CBBBB"],
    ["perhaps", commit("connectivityConfigurations_mesh", ["eastasia"], { count: "${var.where}" }), "CBBBB"],
  ])("counts where it is deployed: %s", (_, more, expected) => {
    expect(answer(asAzapi(MESH, false, more))).toBe(expected);
  });

  test("counts as deployed by a data source that acts", () => {
    const { azapi_resource_action: data } = commit("connectivityConfigurations_mesh") as {
      azapi_resource_action: object;
    };
    expect(answer({ ...asAzapi(MESH, false), data: { azapi_resource_action: data } })).toBe("RBBBB");
  });

  test("is open where another action than a commit may deploy, and not where it lists", () => {
    const act = (action: string): object =>
      commit("connectivityConfigurations_mesh", ["eastasia"], { action });
    expect(answer(asAzapi([], true, act("listDeploymentStatus")))).toBe("BRRRB");
    expect(answer(asAzapi([], true, act("${var.where}")))).toBe("CCCCC");
  });

  test("is open in a member that only apply tells", () => {
    const parts = MESH.map(([kind, names, properties]): Part =>
      names[1] === "b" ? [kind, names, { resourceId: "${var.where}" }] : [kind, names, properties],
    );
    expect(answer(asAzapi(parts, false, commit("connectivityConfigurations_mesh")))).toBe("CCCCC");
  });

  test("is open where a rule is one of Azure's own, or routes of peerings may be kept out", () => {
    const ready = rule({ flag: "AllowVnetInbound" }, "Default");
    expect(answer(asAzapi(ready, true, commit("securityAdminConfigurations_deny")))).toBe("CCCRC");
    const kept = (propagationOption: string): string =>
      answer(
        asAzapi(
          routes({ peeringRoutePropagationRules: [{ propagationOption }] }),
          true,
          commit("routingConfigurations_r"),
        ),
      );
    expect(kept("Default")).toBe("BBORB");
    expect(kept("DisableAllPeeringPrefixes")).toBe("CCCRC");
  });

  test("isn't called undeployed, since a script may deploy it", () => {
    const codes = findingsOf(readConfiguration(asAzapi(MESH, false))).map(({ code }) => code);
    expect(codes).not.toContain("NETWORK_MANAGER_NOT_DEPLOYED");
  });
});

describe("a Network Manager in a template, which can't deploy", () => {
  test.each([
    ["mesh", MESH, false, "CBBBB"],
    ["star", STAR, false, "CCCBB"],
    ["admin rule", DENY, true, "CCCRC"],
    ["routes", routes(), true, "CCCRC"],
  ])("leaves open what concerns its members, and nothing else: %s", (_, parts, isPeered, expected) => {
    expect(answer(asTemplate(parts, isPeered))).toBe(expected);
  });

  test("says so", () => {
    const { reasons } = analyze(readConfiguration(asTemplate(MESH, false))).explain("a/s", "b/s");
    expect(reasons.map(({ code }) => code)).toContain("DEPLOYMENT_UNKNOWN");
  });

  test("decides nothing alone", () => {
    expect(answer(asTemplate([], true))).toBe("BRRRB");
  });
});
