import { join } from "node:path";
import { analyze, findingsOf, NetworkModel, readInputs } from "../../../../lib/analysis";
import { folderOf } from "../support/files";

const SUBSCRIPTION = "/subscriptions/11111111-1111-1111-1111-111111111111";
const networkId = (name: string): string =>
  `${SUBSCRIPTION}/resourceGroups/rg-${name}/providers/Microsoft.Network/virtualNetworks/vnet-${name}`;

/** A row of Azure's: a network with a subnet and its halves of peerings. */
function row(name: string, second: number, halves: readonly object[] = []): object {
  const id = networkId(name);
  return {
    id,
    name: `vnet-${name}`,
    type: "microsoft.network/virtualnetworks",
    location: "eastasia",
    properties: {
      addressSpace: { addressPrefixes: [`10.${second}.0.0/16`] },
      subnets: [{ id: `${id}/subnets/s`, name: "s", properties: { addressPrefix: `10.${second}.0.0/24` } }],
      virtualNetworkPeerings: halves,
    },
  };
}

function half(from: string, to: string, second: number, peeringState: string): object {
  return {
    id: `${networkId(from)}/virtualNetworkPeerings/${from}-to-${to}`,
    name: `${from}-to-${to}`,
    properties: {
      peeringState,
      peeringSyncLevel: "FullyInSync",
      allowVirtualNetworkAccess: true,
      allowForwardedTraffic: false,
      allowGatewayTransit: false,
      useRemoteGateways: false,
      remoteVirtualNetwork: { id: networkId(to) },
      remoteAddressSpace: { addressPrefixes: [`10.${second}.0.0/16`] },
    },
  };
}

/** A network in Terraform JSON; `more` are further resources. */
function configuration(name: string, second: number, more: object = {}): object {
  return {
    resource: {
      azurerm_virtual_network: {
        v: {
          name: `vnet-${name}`,
          location: "eastasia",
          resource_group_name: `rg-${name}`,
          address_space: [`10.${second}.0.0/16`],
        },
      },
      azurerm_subnet: {
        s: {
          name: "s",
          resource_group_name: `rg-${name}`,
          virtual_network_name: "${azurerm_virtual_network.v.name}",
          address_prefixes: [`10.${second}.0.0/24`],
        },
      },
      ...more,
    },
  };
}

const toHub = {
  azurerm_virtual_network_peering: {
    to_hub: {
      name: "out",
      resource_group_name: "rg-spoke",
      virtual_network_name: "${azurerm_virtual_network.v.name}",
      remote_virtual_network_id: networkId("hub"),
    },
  },
};

function joined(files: { readonly [name: string]: object }, order = Object.keys(files)): NetworkModel {
  const folder = folderOf(files);
  const networks = readInputs(order.map((name) => join(folder, name)));
  expect(networks).toHaveLength(1);
  return networks[0].model;
}

const verdictOf = (model: NetworkModel): string => analyze(model).verdict("vnet-spoke/s", "vnet-hub/s");

describe("a deployed hub and what a spoke's configuration says", () => {
  test.each(["Connected", "Initiated"])("are connected where the hub's half is %s", (state) => {
    const live = [row("hub", 0, [half("hub", "spoke", 1, state)])];
    const spoke = configuration("spoke", 1, toHub);
    expect(verdictOf(joined({ "live.json": live, "spoke.tf.json": spoke }))).toBe("REACHABLE");
    expect(
      verdictOf(joined({ "live.json": live, "spoke.tf.json": spoke }, ["spoke.tf.json", "live.json"])),
    ).toBe("REACHABLE");
  });

  test("are not where the hub has no half, or a disconnected one", () => {
    const spoke = configuration("spoke", 1, toHub);
    expect(verdictOf(joined({ "live.json": [row("hub", 0)], "spoke.tf.json": spoke }))).toBe("BLOCKED");
    const live = [row("hub", 0, [half("hub", "spoke", 1, "Disconnected")])];
    expect(verdictOf(joined({ "live.json": live, "spoke.tf.json": spoke }))).toBe("BLOCKED");
  });

  test("leave open how a half is set that is there and that nobody describes", () => {
    const live = [row("hub", 0, [half("hub", "spoke", 1, "Connected")])];
    const model = joined({ "live.json": live, "spoke.tf.json": configuration("spoke", 1) });
    expect(model.peerings).toHaveLength(2);
    expect(model.peerings.map(({ allowForwardedTrafficUnknown }) => allowForwardedTrafficUnknown)).toContain(
      true,
    );
  });

  test("can't refer to each other: a repair takes what is deployed by its id", () => {
    const folder = folderOf({
      "live.json": [row("hub", 0)],
      "spoke.tf.json": configuration("spoke", 1, toHub),
    });
    const [{ input }] = readInputs(["live.json", "spoke.tf.json"].map((name) => join(folder, name)));
    expect(input.canReferTo("azurerm_virtual_network.v")).toBe(true);
    expect(input.canReferTo("virtualNetworks/vnet-hub")).toBe(false);
  });
});

describe("what is created before what", () => {
  const ordered = (awaited: readonly string[]): object => ({
    azurerm_virtual_network_peering: {
      to_hub: { ...toHub.azurerm_virtual_network_peering.to_hub, depends_on: awaited },
    },
  });
  const racing = (files: { readonly [name: string]: object }): string[] =>
    findingsOf(joined(files)).flatMap(({ code, resource }) =>
      code === "PEERING_RACES_SUBNETS" ? [String(resource)] : [],
    );

  test("is asked within an input: depends_on can't name what another state has, or what is deployed", () => {
    const spoke = configuration("spoke", 1, ordered(["azurerm_subnet.s"]));
    expect(racing({ "hub.tf.json": configuration("hub", 0), "spoke.tf.json": spoke })).toEqual([]);
    expect(racing({ "live.json": [row("hub", 0)], "spoke.tf.json": spoke })).toEqual([]);
  });

  test("is told where an input's own subnets aren't awaited, also if the other has the same addresses", () => {
    const files = {
      "hub.tf.json": configuration("hub", 0),
      "spoke.tf.json": configuration("spoke", 1, ordered([])),
    };
    expect(racing(files)).toEqual(["azurerm_virtual_network_peering.to_hub"]);
  });
});

describe("a resource in two inputs", () => {
  const live = [row("hub", 0, [half("hub", "spoke", 1, "Connected")]), row("spoke", 1)];

  test("is one, as it is declared, and that is said", () => {
    const model = joined({ "spoke.tf.json": configuration("spoke", 2, toHub), "live.json": live });
    expect(model.virtualNetworks.map(({ addressSpace }) => addressSpace)).toEqual([
      ["10.2.0.0/16"],
      ["10.0.0.0/16"],
    ]);
    expect(model.problems).toContainEqual(
      expect.objectContaining({
        code: "IN_TWO_INPUTS",
        resource: expect.stringContaining("spoke.tf.json") as string,
        text: "azurerm_virtual_network.v, azurerm_subnet.s",
      }),
    );
  });

  test("keeps the bindings that others make", () => {
    const tableId = `${SUBSCRIPTION}/resourceGroups/rg-spoke/providers/Microsoft.Network/routeTables/rt`;
    const spoke = row("spoke", 1) as { properties: { subnets: { properties: object }[] } };
    spoke.properties.subnets[0].properties = {
      addressPrefix: "10.1.0.0/24",
      routeTable: { id: tableId },
    };
    const table = {
      id: tableId,
      name: "rt",
      type: "microsoft.network/routetables",
      location: "eastasia",
      properties: { routes: [] },
    };
    const model = joined({
      "live.json": [spoke, table],
      "spoke.tf.json": configuration("spoke", 1),
    });
    expect(model.subnets).toMatchObject([{ address: "azurerm_subnet.s", routeTable: "routeTables/rt" }]);
  });

  test("has what others have put into it", () => {
    const spoke = row("spoke", 1) as { properties: { subnets: object[] } };
    spoke.properties.subnets.push({ name: "by-hand", properties: { addressPrefix: "10.1.9.0/24" } });
    const model = joined({ "live.json": [spoke], "spoke.tf.json": configuration("spoke", 1) });
    expect(model.subnets.map(({ name, virtualNetwork }) => [name, virtualNetwork]).sort()).toEqual([
      ["by-hand", "azurerm_virtual_network.v"],
      ["s", "azurerm_virtual_network.v"],
    ]);
  });

  test("is gone where a plan deletes it", () => {
    const plan = {
      format_version: "1.2",
      planned_values: { root_module: {} },
      resource_changes: [
        {
          address: "azurerm_virtual_network.v",
          mode: "managed",
          type: "azurerm_virtual_network",
          change: { actions: ["delete"], before: { id: networkId("spoke") } },
        },
      ],
    };
    const model = joined({ "live.json": live, "plan.json": plan });
    expect(model.virtualNetworks.filter(({ external }) => !external).map(({ name }) => name)).toEqual([
      "vnet-hub",
    ]);
  });

  test("is two where its ids or groups differ", () => {
    const other = configuration("spoke", 3) as {
      resource: { azurerm_virtual_network: { v: { resource_group_name: string } } };
    };
    other.resource.azurerm_virtual_network.v.resource_group_name = "rg-other";
    const model = joined({ "a.tf.json": configuration("spoke", 1), "b.tf.json": other });
    expect(model.virtualNetworks).toHaveLength(2);
  });
});

test("what is secret in one of them is secret", () => {
  const secret = {
    variable: { space: { sensitive: true, default: "10.77.0.0/16" } },
    resource: { azurerm_virtual_network: { v: { name: "v", address_space: ["${var.space}"] } } },
  };
  const folder = folderOf({ "a.tf.json": secret, "b.tf.json": configuration("b", 2) });
  const [{ secrets }] = readInputs(["a.tf.json", "b.tf.json"].map((name) => join(folder, name)));
  expect(secrets.flatMap((some) => [...some])).toContain("10.77.0.0/16");
});

test("addresses that two inputs have get the input's name before them", () => {
  const model = joined({ "a.tf.json": configuration("a", 1), "b.tf.json": configuration("b", 2) });
  expect(model.subnets.map(({ address, virtualNetwork }) => [address, virtualNetwork])).toEqual([
    ["a.tf.json:azurerm_subnet.s", "a.tf.json:azurerm_virtual_network.v"],
    ["b.tf.json:azurerm_subnet.s", "b.tf.json:azurerm_virtual_network.v"],
  ]);
});

describe("a folder", () => {
  const read = (files: { readonly [name: string]: string | object }) => readInputs([folderOf(files)]);
  const tf = (name: string, space: string): string =>
    `resource "azurerm_virtual_network" "v" {\n  name = "${name}"\n  address_space = ["${space}"]\n}\n`;

  test("of root modules is all of them, without the modules that they call", () => {
    const [{ model }] = read({
      "hub/main.tf": tf("vnet-hub", "10.0.0.0/16"),
      "spoke/main.tf": 'module "v" {\n  source = "../modules/v"\n}\n',
      "modules/v/main.tf": tf("vnet-spoke", "10.1.0.0/16"),
      "package.json": "{}",
    });
    expect(model.virtualNetworks.map(({ name }) => name)).toEqual(["vnet-hub", "vnet-spoke"]);
    expect(model.inputs?.map(({ kind }) => kind)).toEqual(["configuration", "configuration"]);
  });

  test("of files in several forms is one network", () => {
    const [{ model }] = read({
      "live.json": [row("hub", 0, [half("hub", "spoke", 1, "Connected")])],
      "spoke.json": configuration("spoke", 1, toHub),
    });
    expect(model.inputs?.map(({ kind }) => kind)).toEqual(["azure", "configuration"]);
    expect(verdictOf(model)).toBe("REACHABLE");
  });
});

test("values are for whichever input declares the variable, and a name that none has is refused", () => {
  const folder = folderOf({
    "a/main.tf": 'variable "a" {}\nresource "azurerm_virtual_network" "a" {\n  address_space = [var.a]\n}\n',
    "b/main.tf": 'variable "b" {}\nresource "azurerm_virtual_network" "b" {\n  address_space = [var.b]\n}\n',
  });
  const read = (variables: { readonly [name: string]: string }) =>
    readInputs([join(folder, "a"), join(folder, "b")], { variables });
  const [{ model }] = read({ a: "10.1.0.0/16", b: "10.2.0.0/16" });
  expect(model.virtualNetworks.map(({ addressSpace }) => addressSpace)).toEqual([
    ["10.1.0.0/16"],
    ["10.2.0.0/16"],
  ]);
  expect(() => read({ c: "x" })).toThrow('no variable "c"');
});
