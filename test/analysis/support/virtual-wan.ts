export type Block = { [argument: string]: unknown };
export type Resources = { [type: string]: { [name: string]: Block } };

const base = { location: "westeurope", resource_group_name: "rg" };

/** The id of a resource: `azurerm_virtual_hub.h1`. */
export const idOf = (address: string): string => `\${${address}.id}`;

/** A WAN with hubs; `h1` has 10.101.0.0/23. */
export function hubs(count: number, wan: Block = {}): Resources {
  const each = Array.from({ length: count }, (_, i): [string, Block] => [
    `h${i + 1}`,
    {
      ...base,
      name: `hub${i + 1}`,
      virtual_wan_id: idOf("azurerm_virtual_wan.w"),
      address_prefix: `10.10${i + 1}.0.0/23`,
    },
  ]);
  return {
    azurerm_virtual_wan: { w: { ...base, name: "wan", ...wan } },
    azurerm_virtual_hub: Object.fromEntries(each),
  };
}

/** A network `vnet-<name>` with a subnet `w`, and its connection where it has a hub. */
export function spoke(name: string, prefix: string, hub?: string, connection: Block = {}): Resources {
  return {
    azurerm_virtual_network: { [name]: { ...base, name: `vnet-${name}`, address_space: [prefix] } },
    azurerm_subnet: {
      [name]: {
        name: "w",
        resource_group_name: "rg",
        virtual_network_name: `\${azurerm_virtual_network.${name}.name}`,
        address_prefixes: [prefix.replace(/\/\d+$/, "/24")],
      },
    },
    ...(hub !== undefined && {
      azurerm_virtual_hub_connection: {
        [name]: {
          name,
          virtual_hub_id: idOf(`azurerm_virtual_hub.${hub}`),
          remote_virtual_network_id: idOf(`azurerm_virtual_network.${name}`),
          ...connection,
        },
      },
    }),
  };
}

/** A firewall `fw-<hub>` in a hub, with a policy that allows some networks or all. */
export function hubFirewall(hub: string, allowed: readonly string[] = ["*"]): Resources {
  return {
    azurerm_firewall: {
      [hub]: {
        ...base,
        name: `fw-${hub}`,
        sku_name: "AZFW_Hub",
        sku_tier: "Standard",
        firewall_policy_id: idOf(`azurerm_firewall_policy.${hub}`),
        virtual_hub: { virtual_hub_id: idOf(`azurerm_virtual_hub.${hub}`) },
      },
    },
    azurerm_firewall_policy: { [hub]: { ...base, name: `policy-${hub}` } },
    azurerm_firewall_policy_rule_collection_group: {
      [hub]: {
        name: "rules",
        firewall_policy_id: idOf(`azurerm_firewall_policy.${hub}`),
        priority: 100,
        network_rule_collection: [
          {
            name: "allow",
            priority: 100,
            action: "Allow",
            rule: [
              {
                name: "some",
                protocols: ["Any"],
                source_addresses: allowed,
                destination_addresses: allowed,
                destination_ports: ["*"],
              },
            ],
          },
        ],
      },
    },
  };
}

export function intent(hub: string, ...destinations: readonly string[]): Resources {
  return {
    azurerm_virtual_hub_routing_intent: {
      [hub]: {
        name: "intent",
        virtual_hub_id: idOf(`azurerm_virtual_hub.${hub}`),
        routing_policy: destinations.map((destination) => ({
          name: destination,
          destinations: [destination],
          next_hop: idOf(`azurerm_firewall.${hub}`),
        })),
      },
    },
  };
}

export function routeTable(name: string, hub: string, more: Block = {}): Resources {
  return {
    azurerm_virtual_hub_route_table: {
      [name]: { name, virtual_hub_id: idOf(`azurerm_virtual_hub.${hub}`), ...more },
    },
  };
}

/** A VPN site `on-premises/<name>` behind a hub's gateway. */
export function vpnSite(name: string, prefix: string, hub: string, connection: Block = {}): Resources {
  return {
    azurerm_vpn_gateway: {
      [hub]: { ...base, name: `vpn-${hub}`, virtual_hub_id: idOf(`azurerm_virtual_hub.${hub}`) },
    },
    azurerm_vpn_site: {
      [name]: { ...base, name, virtual_wan_id: idOf("azurerm_virtual_wan.w"), address_cidrs: [prefix] },
    },
    azurerm_vpn_gateway_connection: {
      [name]: {
        name,
        vpn_gateway_id: idOf(`azurerm_vpn_gateway.${hub}`),
        remote_vpn_site_id: idOf(`azurerm_vpn_site.${name}`),
        vpn_link: [{ name: "link" }],
        ...connection,
      },
    },
  };
}

/** All of them in one document of Terraform JSON. */
export function together(...parts: readonly Resources[]): { readonly resource: Resources } {
  const resource: Resources = {};
  for (const part of parts) {
    for (const [type, blocks] of Object.entries(part)) {
      resource[type] = { ...resource[type], ...blocks };
    }
  }
  return { resource };
}
