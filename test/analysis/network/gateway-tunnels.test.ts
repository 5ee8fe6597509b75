import { analyze, readConfiguration } from "../../../lib/analysis";

const HERE = { resource_group_name: "rg", location: "westeurope" };
const SPACES = { hub: "10.0.0.0/16", site: "192.168.0.0/16" };
type Name = keyof typeof SPACES;
const NAMES: readonly Name[] = ["hub", "site"];

const each = (make: (name: Name, other: Name) => object): object =>
  Object.fromEntries(NAMES.map((name) => [name, make(name, name === "hub" ? "site" : "hub")]));

/** Two gateways that know each other by what this makes of the other's BGP settings. */
function tunnel(addressOf: (settings: string) => string): object {
  const subnet = (network: Name, name: string, part: string): object => ({
    name,
    resource_group_name: "rg",
    virtual_network_name: `\${azurerm_virtual_network.${network}.name}`,
    address_prefixes: [SPACES[network].replace("0.0/16", part)],
  });
  return {
    variable: { elsewhere: {} },
    resource: {
      azurerm_virtual_network: each((name) => ({ ...HERE, name, address_space: [SPACES[name]] })),
      azurerm_subnet: {
        ...each((name) => subnet(name, "vm", "1.0/24")),
        hub_gateway: subnet("hub", "GatewaySubnet", "255.0/27"),
        site_gateway: subnet("site", "GatewaySubnet", "255.0/27"),
      },
      azurerm_public_ip: each((name) => ({ ...HERE, name, allocation_method: "Static", sku: "Standard" })),
      azurerm_virtual_network_gateway: each((name) => ({
        ...HERE,
        name,
        type: "Vpn",
        sku: "VpnGw1AZ",
        bgp_enabled: true,
        bgp_settings: { asn: name === "hub" ? 65001 : 65002 },
        ip_configuration: {
          subnet_id: `\${azurerm_subnet.${name}_gateway.id}`,
          public_ip_address_id: `\${azurerm_public_ip.${name}.id}`,
        },
      })),
      azurerm_local_network_gateway: each((name, other) => ({
        ...HERE,
        name: `to-${other}`,
        gateway_address: `\${${addressOf(`azurerm_virtual_network_gateway.${other}.bgp_settings[0]`)}}`,
        address_space: [SPACES[other]],
        bgp_settings: { asn: name === "hub" ? 65002 : 65001, bgp_peering_address: "10.9.9.9" },
      })),
      azurerm_virtual_network_gateway_connection: each((name) => ({
        ...HERE,
        name,
        type: "IPsec",
        bgp_enabled: true,
        virtual_network_gateway_id: `\${azurerm_virtual_network_gateway.${name}.id}`,
        local_network_gateway_id: `\${azurerm_local_network_gateway.${name}.id}`,
        shared_key: "${var.elsewhere}",
      })),
    },
  };
}

test.each([
  ["an index", (at: string) => `${at}.peering_addresses[0].tunnel_ip_addresses[0]`],
  ["tolist", (at: string) => `tolist(${at}.peering_addresses[0].tunnel_ip_addresses)[0]`],
  ["element", (at: string) => `element(${at}.peering_addresses[1].tunnel_ip_addresses, 0)`],
])("a local network gateway stands for the gateway whose tunnel address it has, by %s", (_, addressOf) => {
  const analysis = analyze(readConfiguration(tunnel(addressOf)));
  expect(analysis.endpoints.map(({ kind }) => kind)).toEqual(["subnet", "subnet"]);
  expect(analysis.verdict("hub/vm", "site/vm")).toBe("REACHABLE");
});

test("one whose address may be that or another leaves open whom it stands for", () => {
  const perhaps = (at: string): string =>
    `var.elsewhere == "x" ? "203.0.113.9" : ${at}.peering_addresses[0].tunnel_ip_addresses[0]`;
  expect(analyze(readConfiguration(tunnel(perhaps))).verdict("hub/vm", "site/vm")).toBe("CONDITIONAL");
});
