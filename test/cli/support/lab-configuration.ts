/** The article's lab as Terraform JSON written by hand, small enough to read beside a test. */
export interface LabConfigurationOptions {
  /** At most 25: 10.10.0.0/16, 10.20.0.0/16, … */
  readonly spokes?: number;
  /** UDRs 0.0.0.0/0 to a firewall in the hub, with a rule that lets 10.0.0.0/8 talk to itself. */
  readonly firewall?: boolean;
  /** Name of a second subnet in each spoke, with the same routes. */
  readonly secondSubnet?: string;
  /** A half of a peering to leave out: `hub_to_spoke02`. */
  readonly without?: string;
}

export function labConfiguration(options: LabConfigurationOptions = {}): object {
  const { spokes = 2, firewall = false, secondSubnet, without } = options;
  const resource: Record<string, Record<string, object>> = {};
  const add = (type: string, name: string, values: object) => {
    resource[type] = { ...resource[type], [name]: values };
  };
  const place = { location: "eastasia", resource_group_name: "rg-lab" };
  const network = (name: string, second: number) => {
    add("azurerm_virtual_network", name, {
      name: `vnet-${name}`,
      ...place,
      address_space: [`10.${second}.0.0/16`],
    });
    subnet(name, "default", `10.${second}.0.0/24`);
  };
  const subnet = (on: string, name: string, prefix: string) =>
    add("azurerm_subnet", `${on}_${name}`, {
      name,
      resource_group_name: "rg-lab",
      virtual_network_name: `\${azurerm_virtual_network.${on}.name}`,
      address_prefixes: [prefix],
    });
  const half = (from: string, to: string, forwarded: boolean) => {
    const name = `${from}_to_${to}`;
    if (name === without) {
      return;
    }
    add("azurerm_virtual_network_peering", name, {
      name: `${from}-to-${to}`,
      resource_group_name: "rg-lab",
      virtual_network_name: `\${azurerm_virtual_network.${from}.name}`,
      remote_virtual_network_id: `\${azurerm_virtual_network.${to}.id}`,
      allow_forwarded_traffic: forwarded,
    });
  };
  network("hub01", 0);
  if (firewall) {
    addFirewall(add, subnet, place);
  }
  for (let spoke = 1; spoke <= spokes; spoke++) {
    const name = `spoke${String(spoke).padStart(2, "0")}`;
    network(name, spoke * 10);
    if (secondSubnet !== undefined) {
      subnet(name, secondSubnet, `10.${spoke * 10}.1.0/24`);
    }
    half("hub01", name, false);
    half(name, "hub01", true);
    if (firewall) {
      add("azurerm_route_table", name, {
        name: `rt-${name}`,
        ...place,
        route: [
          {
            name: "default-to-firewall",
            address_prefix: "0.0.0.0/0",
            next_hop_type: "VirtualAppliance",
            next_hop_in_ip_address: "${azurerm_firewall.hub01.ip_configuration[0].private_ip_address}",
          },
        ],
      });
      for (const each of ["default", ...(secondSubnet === undefined ? [] : [secondSubnet])]) {
        add("azurerm_subnet_route_table_association", `${name}_${each}`, {
          subnet_id: `\${azurerm_subnet.${name}_${each}.id}`,
          route_table_id: `\${azurerm_route_table.${name}.id}`,
        });
      }
    }
  }
  return { terraform: { required_providers: { azurerm: { source: "azurerm" } } }, resource };
}

function addFirewall(
  add: (type: string, name: string, values: object) => void,
  subnet: (on: string, name: string, prefix: string) => void,
  place: object,
): void {
  subnet("hub01", "AzureFirewallSubnet", "10.0.1.0/26");
  add("azurerm_firewall", "hub01", {
    name: "afw-hub01",
    ...place,
    sku_name: "AZFW_VNet",
    sku_tier: "Standard",
    firewall_policy_id: "${azurerm_firewall_policy.hub01.id}",
    ip_configuration: [{ name: "main", subnet_id: "${azurerm_subnet.hub01_AzureFirewallSubnet.id}" }],
  });
  add("azurerm_firewall_policy", "hub01", { name: "afwp-hub01", ...place });
  add("azurerm_firewall_policy_rule_collection_group", "hub01", {
    name: "spokes",
    firewall_policy_id: "${azurerm_firewall_policy.hub01.id}",
    priority: 100,
    network_rule_collection: [
      {
        name: "spokes",
        priority: 100,
        action: "Allow",
        rule: [
          {
            name: "any",
            protocols: ["Any"],
            source_addresses: ["10.0.0.0/8"],
            destination_addresses: ["10.0.0.0/8"],
            destination_ports: ["*"],
          },
        ],
      },
    ],
  });
}
