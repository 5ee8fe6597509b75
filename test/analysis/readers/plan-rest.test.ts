import { analyze, readConfiguration } from "../../../lib/analysis";

const GROUP =
  "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers/Microsoft.Network";
const networkId = (name: string): string => `${GROUP}/virtualNetworks/vnet-${name}`;

interface Shown {
  readonly address: string;
  readonly mode: "managed";
  readonly type: string;
  readonly name: string;
  readonly values: object;
  readonly deposed_key?: string;
}

function shown(type: string, name: string, values: object, more: object = {}): Shown {
  return {
    address: `azurerm_${type}.${name}`,
    mode: "managed",
    type: `azurerm_${type}`,
    name,
    values,
    ...more,
  };
}

/** Half of a peering between two networks. */
function half(from: string, to: string, more: object = {}): Shown {
  const values = {
    id: `${networkId(from)}/virtualNetworkPeerings/${to}`,
    name: to,
    resource_group_name: "rg",
    virtual_network_name: `vnet-${from}`,
    remote_virtual_network_id: networkId(to),
    allow_virtual_network_access: true,
  };
  return shown("virtual_network_peering", `${from}_${to}`, values, more);
}

function network(name: string, octet: number): Shown[] {
  const place = { resource_group_name: "rg", location: "eastasia" };
  return [
    shown("virtual_network", name, {
      ...place,
      id: networkId(name),
      name: `vnet-${name}`,
      address_space: [`10.${octet}.0.0/16`],
    }),
    shown("subnet", name, {
      id: `${networkId(name)}/subnets/s`,
      name: "s",
      resource_group_name: "rg",
      virtual_network_name: `vnet-${name}`,
      address_prefixes: [`10.${octet}.0.0/24`],
    }),
  ];
}

const DEPLOYED = [...network("a", 1), ...network("b", 2), half("a", "b"), half("b", "a")];
const HALF = "azurerm_virtual_network_peering.a_b";

const root = (resources: readonly object[]): object => ({ root_module: { resources } });

/** What is deployed, and a plan that does something to what it touches: to all of it, unless told otherwise. */
function plan(
  actions: { readonly [address: string]: readonly string[] },
  {
    touches = () => true,
    ...more
  }: { readonly touches?: (one: Shown) => boolean; readonly [more: string]: unknown } = {},
): object {
  const touched = DEPLOYED.filter(touches);
  const actionsOf = ({ address }: Shown): readonly string[] => actions[address] ?? ["no-op"];
  const planned = touched
    .filter((one) => !actionsOf(one).includes("delete"))
    // Terraform lists what it forgets without any value.
    .map((one) => (actionsOf(one).includes("forget") ? { ...one, values: undefined } : one));
  return {
    format_version: "1.2",
    terraform_version: "1.11.4",
    planned_values: root(planned),
    resource_changes: touched.map((one) => ({
      ...one,
      change: { actions: actionsOf(one), before: one.values, after_unknown: {} },
    })),
    prior_state: { format_version: "1.0", values: root(DEPLOYED) },
    configuration: { root_module: {} },
    ...more,
  };
}

function answer(document: object) {
  const { verdict, reasons } = analyze(readConfiguration(document)).explain("vnet-a/s", "vnet-b/s");
  return { verdict, codes: reasons.map(({ code }) => code) };
}

describe("what a plan leaves in Azure", () => {
  test.each([
    [["no-op"], "REACHABLE", undefined],
    [["delete"], "BLOCKED", undefined],
    [["forget"], "CONDITIONAL", "FORGOTTEN"],
  ])("a half of a peering: %j", (actions, verdict, code) => {
    const found = answer(plan({ [HALF]: actions }));
    expect(found.verdict).toBe(verdict);
    expect(code === undefined || found.codes.includes(code as never)).toBe(true);
  });

  test.each([
    [["delete"], ["PEERING_HALF_MISSING"]],
    [["forget"], []],
  ])("a half of which the other is planned %j is alone: %j", (actions, expected) => {
    const { findings } = analyze(readConfiguration(plan({ [HALF]: actions })));
    expect(findings.flatMap(({ code }) => (code === "PEERING_HALF_MISSING" ? [code] : []))).toEqual(expected);
  });

  test("a plan that only refreshes is of what is deployed", () => {
    const document = plan({}, { touches: () => false });
    expect(answer(document)).toMatchObject({ verdict: "REACHABLE" });
    expect(readConfiguration(document).problems).toMatchObject([{ code: "PLAN_REFRESHES" }]);
  });

  test.each([
    ["said so", { complete: false }],
    ["of Terraform before 1.8", {}],
  ])("a plan of a part keeps the rest, and everything is open: %s", (_, more) => {
    const configuration = {
      root_module: { resources: [{ mode: "managed", address: "azurerm_subnet.more" }] },
    };
    const touches = ({ type }: Shown): boolean => type !== "azurerm_virtual_network_peering";
    const document = plan({}, { touches, configuration, ...more });
    const model = readConfiguration(document);
    expect(model.peerings).toHaveLength(2);
    expect(model.problems).toMatchObject([
      { code: "PLAN_TARGETED", text: `azurerm_subnet.more, ${HALF}, azurerm_virtual_network_peering.b_a` },
    ]);
    expect(answer(document)).toMatchObject({ verdict: "CONDITIONAL", codes: ["PLAN_IN_PART"] });
  });

  test("what is deferred is named", () => {
    const address = 'azurerm_virtual_network_peering.more["*"]';
    const deferred_changes = [{ reason: "instance_count_unknown", resource_change: { address } }];
    const document = plan({}, { complete: false, deferred_changes });
    expect(readConfiguration(document).problems).toEqual([
      { code: "PLAN_DEFERS", resource: address, text: "instance_count_unknown" },
    ]);
    expect(answer(document)).toMatchObject({ verdict: "CONDITIONAL", codes: ["PLAN_IN_PART"] });
  });

  test("a deposed object's end is not that of its successor", () => {
    const document = plan({}) as { resource_changes: object[] };
    const [deposed] = DEPLOYED.filter(({ address }) => address === HALF);
    document.resource_changes.push({ ...deposed, deposed: "1a", change: { actions: ["delete"] } });
    expect(readConfiguration(document).changes).toEqual([]);
    expect(answer(document)).toMatchObject({ verdict: "REACHABLE" });
  });
});

describe("deposed objects in a state", () => {
  const state = (...more: readonly Shown[]): object => ({
    format_version: "1.0",
    values: root([...DEPLOYED, ...more]),
  });

  test("are still there, under an address of their own", () => {
    const { values } = DEPLOYED.find(({ type }) => type === "azurerm_subnet")!;
    const old = {
      ...values,
      id: `${networkId("a")}/subnets/old`,
      name: "old",
      address_prefixes: ["10.1.9.0/24"],
    };
    const { subnets } = readConfiguration(state(shown("subnet", "a", old, { deposed_key: "1a" })));
    expect(subnets.map(({ address }) => address)).toEqual([
      "azurerm_subnet.a",
      "azurerm_subnet.b",
      "azurerm_subnet.a (deposed object 1a)",
    ]);
  });

  test("are one with the successor where that has their id", () => {
    expect(readConfiguration(state(half("a", "b", { deposed_key: "1a" }))).peerings).toHaveLength(2);
  });
});

describe("what a configuration removes without destroying it", () => {
  const written = (type: string, name: string): object => {
    const own = DEPLOYED.filter((one) => one.type === `azurerm_${type}`);
    return Object.fromEntries(own.filter((one) => one.name !== name).map((one) => [one.name, one.values]));
  };
  const configuration = (from: string, destroy: boolean): object => ({
    resource: {
      azurerm_virtual_network: written("virtual_network", ""),
      azurerm_subnet: written("subnet", ""),
      azurerm_virtual_network_peering: written("virtual_network_peering", "a_b"),
    },
    removed: [{ from, lifecycle: { destroy } }],
  });

  test.each([
    [HALF, false, "CONDITIONAL"],
    [`\${${HALF}}`, false, "CONDITIONAL"],
    ["module.spoke", false, "CONDITIONAL"],
    [HALF, true, "BLOCKED"],
    ["azurerm_storage_account.s", false, "BLOCKED"],
    ["azurerm_subnet_route_table_association.s", false, "CONDITIONAL"],
    ["azurerm_route.r", false, "CONDITIONAL"],
    ["azurerm_network_security_group.g", false, "BLOCKED"],
    ["azurerm_route_table.t", false, "BLOCKED"],
  ])("%s, destroy = %p: %s", (from, destroy, verdict) => {
    const found = answer(configuration(from, destroy));
    expect(found.verdict).toBe(verdict);
    expect(found.codes.includes("FORGOTTEN")).toBe(verdict === "CONDITIONAL");
  });
});
