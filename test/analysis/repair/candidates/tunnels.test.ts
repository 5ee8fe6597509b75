import { analyze, Edit, findingsOf, readConfiguration, readNetwork } from "../../../../lib/analysis";
import { FindingSearch } from "../../../../lib/analysis/repair/finding-repairs";
import { TerraformNetwork } from "../../support/terraform-network";
import { repairsOf } from "../support/ask";
import { toTheLetter } from "../support/letter";

const base = { location: "eastasia", resource_group_name: "rg" };
const SITE = { from: "vnet-far/app", to: "on-premises/hq" };
const CONNECTION = "azurerm_virtual_network_gateway_connection";

/** A hub with a site behind its gateway, whose gateway is connected with that of a network that is no spoke. */
function connected(gateway: object, connections: { readonly [name: string]: object }): TerraformNetwork {
  const network = new TerraformNetwork()
    .network("far", "10.60.0.0/16", { app: "10.60.0.0/24", GatewaySubnet: "10.60.200.0/27" })
    .add("azurerm_local_network_gateway", "hq", {
      ...base,
      name: "hq",
      gateway_address: "203.0.113.7",
      address_space: ["172.16.0.0/16"],
    });
  const asn = { hub: 65515, far: 65060 };
  for (const name of ["hub", "far"] as const) {
    network.add("azurerm_virtual_network_gateway", name, {
      ...base,
      name: `gw-${name}`,
      type: "Vpn",
      sku: "VpnGw1AZ",
      bgp_settings: [{ asn: asn[name] }],
      ip_configuration: [{ name: "c", subnet_id: `\${azurerm_subnet.${name}_GatewaySubnet.id}` }],
      ...gateway,
    });
  }
  const gatewayId = (name: string): string => `\${azurerm_virtual_network_gateway.${name}.id}`;
  network.add(CONNECTION, "hq", {
    ...base,
    name: "con-hq",
    type: "IPsec",
    virtual_network_gateway_id: gatewayId("hub"),
    local_network_gateway_id: "${azurerm_local_network_gateway.hq.id}",
    shared_key: "${var.psk}",
  });
  for (const [name, more] of Object.entries(connections)) {
    const [from, to] = name.split("_to_");
    network.add(CONNECTION, name, {
      ...base,
      name: `con-${name}`,
      type: "Vnet2Vnet",
      virtual_network_gateway_id: gatewayId(from),
      peer_virtual_network_gateway_id: gatewayId(to),
      shared_key: "${var.psk}",
      ...more,
    });
  }
  return network;
}

const set = (address: string, argument: string) => ({ op: "set", address, argument, value: true });

it("lets both directions of a tunnel speak BGP, so that a site behind it is known", () => {
  const { configuration } = connected({ bgp_enabled: true }, { hub_to_far: {}, far_to_hub: {} });
  const [repair] = repairsOf({ document: configuration, ...SITE }).repairs;
  expect(repair.edits).toEqual([
    set(`${CONNECTION}.hub_to_far`, "bgp_enabled"),
    set(`${CONNECTION}.far_to_hub`, "bgp_enabled"),
  ]);
  expect(repair.makes.verdict).toBe("REACHABLE");
});

it("turns BGP on at the gateways too, by the name that the provider has", () => {
  const { configuration } = connected({ enable_bgp: false }, { hub_to_far: {}, far_to_hub: {} });
  const [repair] = repairsOf({ document: configuration, ...SITE }).repairs;
  expect(repair.edits).toEqual([
    set("azurerm_virtual_network_gateway.hub", "enable_bgp"),
    set("azurerm_virtual_network_gateway.far", "enable_bgp"),
    set(`${CONNECTION}.hub_to_far`, "enable_bgp"),
    set(`${CONNECTION}.far_to_hub`, "enable_bgp"),
  ]);
});

it("gives one of two gateways of one number another, that which fewer speak with, and says who has to know", () => {
  const gateway = { bgp_enabled: true, bgp_settings: [{ asn: 65515 }] };
  const { configuration: document } = connected(gateway, { hub_to_far: {}, far_to_hub: {} })
    .add("azurerm_local_network_gateway", "branch", {
      ...base,
      name: "branch",
      gateway_address: "203.0.113.8",
      bgp_settings: [{ asn: 65050, bgp_peering_address: "172.17.0.1" }],
    })
    .add(CONNECTION, "branch", {
      ...base,
      name: "con-branch",
      type: "IPsec",
      virtual_network_gateway_id: "${azurerm_virtual_network_gateway.hub.id}",
      local_network_gateway_id: "${azurerm_local_network_gateway.branch.id}",
      shared_key: "${var.psk}",
      bgp_enabled: true,
    });
  const { repairs } = repairsOf({ document, ...SITE });
  const [repair] = repairs.filter(({ edits }) => JSON.stringify(edits).includes("asn"));
  expect(repair.edits.at(-1)).toMatchObject({
    op: "set",
    address: "azurerm_virtual_network_gateway.far",
    argument: "bgp_settings[0].asn",
    value: 65001,
  });
  expect(repair.cautions.map(({ en }) => en)).toEqual([
    "Whoever speaks BGP with gw-far has to know its new number.",
  ]);
});

it("leaves Azure's number where a Route Server stands beside the gateway", () => {
  const gateway = { bgp_enabled: true, bgp_settings: [{ asn: 65515 }] };
  const { configuration } = connected(gateway, { hub_to_far: {}, far_to_hub: {} })
    .add("azurerm_subnet", "far_RouteServerSubnet", {
      name: "RouteServerSubnet",
      resource_group_name: "rg",
      virtual_network_name: "${azurerm_virtual_network.far.name}",
      address_prefixes: ["10.60.201.0/26"],
    })
    .add("azurerm_route_server", "far", {
      ...base,
      name: "rs",
      sku: "Standard",
      subnet_id: "${azurerm_subnet.far_RouteServerSubnet.id}",
    });
  const { repairs } = repairsOf({ document: configuration, ...SITE });
  const numbers = repairs.flatMap(({ edits }) =>
    edits.flatMap((edit) => (edit.op === "set" && edit.argument.endsWith("asn") ? [edit.address] : [])),
  );
  expect(new Set(numbers)).toEqual(new Set(["azurerm_virtual_network_gateway.hub"]));
});

it("makes the missing direction with the key of the other by reference, never by value", () => {
  const one = { bgp_enabled: true, shared_key: "not-for-anybody" };
  const { configuration } = connected({ bgp_enabled: true }, { hub_to_far: one });
  const { repairs } = repairsOf({ document: configuration, from: "vnet-far/app", to: "on-premises/hq" });
  const made = repairs.find(({ edits }) =>
    edits.some((edit) => edit.op === "create" && edit.type === CONNECTION),
  );
  expect(made?.edits).toMatchObject([
    {
      op: "create",
      name: "far_to_hub",
      arguments: {
        virtual_network_gateway_id: "${azurerm_virtual_network_gateway.far.id}",
        peer_virtual_network_gateway_id: "${azurerm_virtual_network_gateway.hub.id}",
        shared_key: `\${${CONNECTION}.hub_to_far.shared_key}`,
        bgp_enabled: true,
      },
    },
  ]);
  expect(JSON.stringify(repairs)).not.toContain("not-for-anybody");
});

describe("findings about the two directions", () => {
  const cureOf = (code: string, document: { readonly resource?: unknown }): readonly Edit[] => {
    const { model, input } = readNetwork(document);
    const search = new FindingSearch(input, analyze(model));
    const finding = search.findings.find((one) => one.code === code)!;
    const [{ edits }] = search.repairsOf(finding)!.repairs;
    const after = findingsOf(readConfiguration(toTheLetter(document, edits))).map((one) => one.code);
    expect(after).not.toContain(code);
    return edits;
  };

  it.each([
    ["CONNECTION_HALF_MISSING", { hub_to_far: {} }],
    ["VNET_CONNECTION_WITHOUT_KEY", { hub_to_far: {}, far_to_hub: { shared_key: null } }],
    ["CONNECTION_KEYS_DIFFER", { hub_to_far: {}, far_to_hub: { shared_key: "${var.other}" } }],
  ])("cures %s by a reference to the key of the other", (code, connections) => {
    const { configuration } = connected({ bgp_enabled: true }, connections);
    expect(JSON.stringify(cureOf(code, configuration))).toMatch(
      /"\$\{azurerm_virtual_network_gateway_connection\.(hub_to_far|far_to_hub)\.shared_key\}"/,
    );
  });
});
