import { analyze, Edit, findingsOf, readConfiguration, readNetwork } from "../../../lib/analysis";
import { FindingSearch } from "../../../lib/analysis/repair/finding-repairs";
import { toTheLetter } from "./support/letter";

/** The first repair of a finding, which the document written to the letter no longer has. */
function cureOf(code: string, resource: object): readonly Edit[] {
  const { model, input } = readNetwork({ resource });
  const search = new FindingSearch(input, analyze(model));
  const finding = search.findings.find((one) => one.code === code)!;
  const [{ edits }] = search.repairsOf(finding)!.repairs;
  const changed = readConfiguration(toTheLetter({ resource }, edits));
  expect([...findingsOf(changed), ...analyze(changed).findings].map((one) => one.code)).not.toContain(code);
  return edits;
}

const place = { resource_group_name: "rg", location: "eastasia" };

function subnet(name: string, prefix: string, more: object = {}): object {
  return {
    name,
    resource_group_name: "rg",
    virtual_network_name: "${azurerm_virtual_network.v.name}",
    address_prefixes: [prefix],
    ...more,
  };
}

describe("service endpoints that pass an appliance", () => {
  const network = (app: object, firewall: object = {}) => ({
    azurerm_virtual_network: { v: { name: "v", address_space: ["10.0.0.0/16"], ...place } },
    azurerm_subnet: {
      fw: subnet("AzureFirewallSubnet", "10.0.0.0/26", firewall),
      app: subnet("app", "10.0.1.0/24", app),
    },
    azurerm_public_ip: { p: { name: "p", allocation_method: "Static", sku: "Standard", ...place } },
    azurerm_firewall: {
      fw: {
        name: "fw",
        sku_name: "AZFW_VNet",
        sku_tier: "Standard",
        ...place,
        ip_configuration: {
          name: "c",
          subnet_id: "${azurerm_subnet.fw.id}",
          public_ip_address_id: "${azurerm_public_ip.p.id}",
        },
      },
    },
    azurerm_route_table: {
      t: {
        name: "t",
        ...place,
        route: {
          name: "d",
          address_prefix: "0.0.0.0/0",
          next_hop_type: "VirtualAppliance",
          next_hop_in_ip_address: "${azurerm_firewall.fw.ip_configuration[0].private_ip_address}",
        },
      },
    },
    azurerm_subnet_route_table_association: {
      a: { subnet_id: "${azurerm_subnet.app.id}", route_table_id: "${azurerm_route_table.t.id}" },
    },
  });

  test("are moved as a list in azurerm 4", () => {
    expect(
      cureOf("SERVICE_ENDPOINT_BYPASS", network({ service_endpoints: ["Microsoft.Storage"] })),
    ).toMatchObject([
      { address: "azurerm_subnet.app", argument: "service_endpoints", value: [] },
      { address: "azurerm_subnet.fw", argument: "service_endpoints", value: ["Microsoft.Storage"] },
    ]);
  });

  test("are moved as blocks in azurerm 5, which has no such list, and only those that the appliance lacks", () => {
    const [storage, sql] = [{ service: "Microsoft.Storage" }, { service: "Microsoft.Sql" }];
    const taken = { op: "remove", address: "azurerm_subnet.app" };
    const resource = network({ service_endpoint: [storage, sql] }, { service_endpoint: storage });
    expect(cureOf("SERVICE_ENDPOINT_BYPASS", resource)).toEqual([
      { ...taken, block: "service_endpoint[1]", within: ["service_endpoint[1]"] },
      { ...taken, block: "service_endpoint[0]", within: ["service_endpoint"] },
      { op: "append", address: "azurerm_subnet.fw", block: "service_endpoint", value: sql },
    ]);
  });
});

test.each(["enable_bgp", "bgp_enabled"])(
  "a connection is made to speak BGP by %s, as the other one is",
  (spelling) => {
    const gateway = (name: string, asn: number) => ({
      name,
      ...place,
      type: "Vpn",
      sku: "VpnGw1",
      [spelling]: true,
      bgp_settings: { asn },
      ip_configuration: { subnet_id: `\${azurerm_subnet.${name}.id}` },
    });
    const connection = (own: string, peer: string, more: object) => ({
      name: own,
      ...place,
      type: "Vnet2Vnet",
      virtual_network_gateway_id: `\${azurerm_virtual_network_gateway.${own}.id}`,
      peer_virtual_network_gateway_id: `\${azurerm_virtual_network_gateway.${peer}.id}`,
      ...more,
    });
    const resource = {
      azurerm_virtual_network: {
        v: { name: "v", address_space: ["10.0.0.0/16"], ...place },
        w: { name: "w", address_space: ["10.1.0.0/16"], ...place },
      },
      azurerm_subnet: {
        a: subnet("GatewaySubnet", "10.0.0.0/27"),
        b: {
          ...subnet("GatewaySubnet", "10.1.0.0/27"),
          virtual_network_name: "${azurerm_virtual_network.w.name}",
        },
      },
      azurerm_virtual_network_gateway: { a: gateway("a", 65001), b: gateway("b", 65002) },
      azurerm_virtual_network_gateway_connection: {
        ab: connection("a", "b", { [spelling]: true }),
        ba: connection("b", "a", {}),
      },
    };
    expect(cureOf("CONNECTION_BGP_DIFFERS", resource)).toEqual([
      {
        op: "set",
        address: "azurerm_virtual_network_gateway_connection.ba",
        argument: spelling,
        value: true,
      },
    ]);
  },
);

test.each([
  [
    "name and group",
    { private_dns_zone_name: "${azurerm_private_dns_zone.z.name}", resource_group_name: "rg" },
  ],
  ["id, which azurerm 5 demands,", { private_dns_zone_id: "${azurerm_private_dns_zone.z.id}" }],
])("a zone is linked by its %s where the links that there are do so", (_, named) => {
  const network = (name: string, space: string) => ({ name, address_space: [space], ...place });
  const peering = (own: string, other: string) => ({
    name: `${own}-${other}`,
    resource_group_name: "rg",
    virtual_network_name: `\${azurerm_virtual_network.${own}.name}`,
    remote_virtual_network_id: `\${azurerm_virtual_network.${other}.id}`,
  });
  const [edit] = cureOf("PRIVATE_ENDPOINT_NAME_PUBLIC", {
    azurerm_virtual_network: { v: network("v", "10.0.0.0/16"), w: network("w", "10.1.0.0/16") },
    azurerm_virtual_network_peering: { there: peering("v", "w"), back: peering("w", "v") },
    azurerm_subnet: { app: subnet("app", "10.0.1.0/24") },
    azurerm_private_dns_zone: { z: { name: "privatelink.blob.core.windows.net", resource_group_name: "rg" } },
    azurerm_private_dns_zone_virtual_network_link: {
      w: { name: "w", ...named, virtual_network_id: "${azurerm_virtual_network.w.id}" },
    },
    azurerm_private_endpoint: {
      e: {
        name: "e",
        ...place,
        subnet_id: "${azurerm_subnet.app.id}",
        private_service_connection: {
          name: "e",
          is_manual_connection: false,
          private_connection_resource_id: "${azurerm_storage_account.s.id}",
          subresource_names: ["blob"],
        },
        private_dns_zone_group: { name: "g", private_dns_zone_ids: ["${azurerm_private_dns_zone.z.id}"] },
      },
    },
    azurerm_storage_account: { s: { name: "s", ...place } },
  });
  expect(Object.keys((edit as Extract<Edit, { op: "create" }>).arguments).sort()).toEqual(
    ["name", "virtual_network_id", ...Object.keys(named)].sort(),
  );
});
