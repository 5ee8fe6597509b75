export type Block = { [argument: string]: unknown };

export const PLACE = { location: "eastasia", resource_group_name: "rg" };

/** The prefix of a spoke's network. */
export const prefixOf = (index: number): string => `10.${10 + index}.0.0/16`;

/** A Terraform document in the making, with the shapes that random networks share. */
export class RandomDocument {
  public readonly resource: { [type: string]: { [name: string]: Block } } = {};

  public add(type: string, name: string, block: Block): void {
    this.resource[type] = { ...this.resource[type], [name]: block };
  }

  public network(name: string, prefix: string): void {
    this.add("azurerm_virtual_network", name, { name, ...PLACE, address_space: [prefix] });
  }

  public subnet(of: string, name: string, prefix: string, more: Block = {}): void {
    this.add("azurerm_subnet", `${of}_${name}`, {
      name,
      resource_group_name: "rg",
      virtual_network_name: `\${azurerm_virtual_network.${of}.name}`,
      address_prefixes: [prefix],
      ...more,
    });
  }

  public nic(name: string, ip: string, forwards: boolean, subnet = "hub_nva"): void {
    this.add("azurerm_network_interface", name, {
      name,
      ...PLACE,
      ip_forwarding_enabled: forwards,
      ip_configuration: [
        {
          name: "c",
          subnet_id: `\${azurerm_subnet.${subnet}.id}`,
          private_ip_address_allocation: "Static",
          private_ip_address: ip,
        },
      ],
    });
  }

  /** A table with routes (prefix, and next hop's address or type), bound to a subnet. */
  public table(of: string, routes: [string, string][], { separate = false, propagation = true } = {}): void {
    const blocks = routes.map(([prefix, hop], index) => ({
      name: `r${index}`,
      address_prefix: prefix,
      ...(/^[A-Z]/.test(hop)
        ? { next_hop_type: hop }
        : { next_hop_type: "VirtualAppliance", next_hop_in_ip_address: hop }),
    }));
    this.add("azurerm_route_table", of, {
      name: `rt-${of}`,
      ...PLACE,
      bgp_route_propagation_enabled: propagation,
      ...(separate ? {} : { route: blocks }),
    });
    if (separate) {
      blocks.forEach((block) =>
        this.add("azurerm_route", `${of}_${block.name}`, {
          ...block,
          resource_group_name: "rg",
          route_table_name: `\${azurerm_route_table.${of}.name}`,
        }),
      );
    }
    this.add("azurerm_subnet_route_table_association", of, {
      subnet_id: `\${azurerm_subnet.${of}.id}`,
      route_table_id: `\${azurerm_route_table.${of}.id}`,
    });
  }

  public half(from: string, to: string, flags: Block): void {
    this.add("azurerm_virtual_network_peering", `${from}_to_${to}`, {
      name: `${from}-to-${to}`,
      resource_group_name: "rg",
      virtual_network_name: `\${azurerm_virtual_network.${from}.name}`,
      remote_virtual_network_id: `\${azurerm_virtual_network.${to}.id}`,
      ...flags,
    });
  }

  /** A security group with one rule, bound to a spoke's subnet `app`. */
  public filter(spoke: string, rule: Block): void {
    this.add("azurerm_network_security_group", spoke, {
      name: `nsg-${spoke}`,
      ...PLACE,
      security_rule: [
        {
          name: "rule",
          priority: 200,
          direction: "Inbound",
          access: "Deny",
          protocol: "*",
          source_port_range: "*",
          destination_port_range: "*",
          ...rule,
        },
      ],
    });
    this.add("azurerm_subnet_network_security_group_association", spoke, {
      subnet_id: `\${azurerm_subnet.${spoke}_app.id}`,
      network_security_group_id: `\${azurerm_network_security_group.${spoke}.id}`,
    });
  }

  /** A VPN gateway in the hub with a site behind it. */
  public gateway(
    more: { readonly gateway?: Block; readonly site?: Block; readonly connection?: Block } = {},
  ): void {
    this.subnet("hub", "GatewaySubnet", "10.0.200.0/27");
    this.add("azurerm_virtual_network_gateway", "gw", {
      name: "gw",
      ...PLACE,
      type: "Vpn",
      sku: "VpnGw1AZ",
      ip_configuration: [{ name: "c", subnet_id: "${azurerm_subnet.hub_GatewaySubnet.id}" }],
      ...more.gateway,
    });
    this.add("azurerm_local_network_gateway", "hq", {
      name: "hq",
      ...PLACE,
      gateway_address: "203.0.113.7",
      address_space: ["172.16.0.0/16"],
      ...more.site,
    });
    this.add("azurerm_virtual_network_gateway_connection", "hq", {
      name: "con",
      ...PLACE,
      type: "IPsec",
      virtual_network_gateway_id: "${azurerm_virtual_network_gateway.gw.id}",
      local_network_gateway_id: "${azurerm_local_network_gateway.hq.id}",
      shared_key: "${var.psk}",
      ...more.connection,
    });
  }

  /** A firewall in the hub, without rules and without policy. */
  public firewall(more: Block): void {
    this.subnet("hub", "AzureFirewallSubnet", "10.0.3.0/26");
    this.add("azurerm_public_ip", "fw", {
      name: "pip-fw",
      ...PLACE,
      allocation_method: "Static",
      sku: "Standard",
    });
    this.add("azurerm_firewall", "fw", {
      name: "fw",
      ...PLACE,
      sku_name: "AZFW_VNet",
      sku_tier: "Standard",
      ip_configuration: [
        {
          name: "c",
          subnet_id: "${azurerm_subnet.hub_AzureFirewallSubnet.id}",
          public_ip_address_id: "${azurerm_public_ip.fw.id}",
        },
      ],
      ...more,
    });
  }
}

/** Network rules of a firewall, each in a collection of its own. */
export function firewallCollections(rules: "any" | "443" | "one way" | "deny"): readonly {
  readonly name: string;
  readonly priority: number;
  readonly action: string;
  readonly rule: Block[];
}[] {
  const collection = (name: string, priority: number, action: string, rule: Block) => ({
    name,
    priority,
    action,
    rule: [
      {
        name,
        protocols: ["Any"],
        source_addresses: ["*"],
        destination_addresses: ["*"],
        destination_ports: ["*"],
        ...rule,
      },
    ],
  });
  const allow = collection("allow", 500, "Allow", {
    ...(rules === "443" && { protocols: ["TCP"], destination_ports: ["443"] }),
    ...(rules === "one way" && { source_addresses: [prefixOf(0)] }),
  });
  const deny = collection("deny", 400, "Deny", { source_addresses: [prefixOf(1)] });
  return rules === "deny" ? [deny, allow] : [allow];
}
