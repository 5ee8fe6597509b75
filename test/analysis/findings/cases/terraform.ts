/** Arguments of a resource. */
export interface Body {
  readonly [argument: string]: unknown;
}

/** Resources as Terraform JSON has them: by type, then by local name. */
export interface Resources {
  readonly [type: string]: { readonly [name: string]: Body };
}

/** One row of docs/checks.md: a configuration in which it is found, and the same one put right. */
export interface Case {
  readonly code: string;
  readonly bad: readonly Resources[];
  readonly good: readonly Resources[];
  /** Address of the resource that is to blame. */
  readonly at: string;
  /** What the message or fix must name. */
  readonly says?: readonly string[];
}

/** A whole configuration; later parts win argument by argument. */
export function document(parts: readonly Resources[]): object {
  const byType: Record<string, Record<string, Body>> = {};
  for (const part of parts) {
    for (const [type, bodies] of Object.entries(part)) {
      byType[type] ??= {};
      for (const [name, body] of Object.entries(bodies)) {
        byType[type][name] = { ...byType[type][name], ...body };
      }
    }
  }
  return { resource: byType };
}

const PLACE = { location: "eastasia", resource_group_name: "rg" };

export function resource(type: string, name: string, body: Body = {}): Resources {
  return { [`azurerm_${type}`]: { [name]: { name, ...PLACE, ...body } } };
}

export function network(name: string, ...prefixes: string[]): Resources {
  return resource("virtual_network", name, { address_space: prefixes });
}

/** A subnet, whose local name is `<network>_<name>`. */
export function subnet(of: string, name: string, ...prefixes: string[]): Resources {
  const local = `${of}_${name}`;
  return {
    azurerm_subnet: {
      [local]: {
        name,
        resource_group_name: "rg",
        virtual_network_name: `\${azurerm_virtual_network.${of}.name}`,
        address_prefixes: prefixes,
      },
    },
  };
}

/** One half of a peering, `<from>_<to>`. */
export function half(from: string, to: string, body: Body = {}): Resources {
  return {
    azurerm_virtual_network_peering: {
      [`${from}_${to}`]: {
        name: `${from}-to-${to}`,
        resource_group_name: "rg",
        virtual_network_name: `\${azurerm_virtual_network.${from}.name}`,
        remote_virtual_network_id: id("virtual_network", to),
        triggers: { remote: "x" },
        ...body,
      },
    },
  };
}

export function id(type: string, name: string): string {
  return `\${azurerm_${type}.${name}.id}`;
}

export function subnetId(of: string, name: string): string {
  return id("subnet", `${of}_${name}`);
}

export function publicIp(name: string, body: Body = {}): Resources {
  return resource("public_ip", name, { allocation_method: "Static", zones: ["1", "2", "3"], ...body });
}

/** A VPN gateway in the hub with as many addresses as given. */
export function gateway(
  name: string,
  home: string,
  addresses: readonly string[],
  body: Body = {},
): Resources {
  return resource("virtual_network_gateway", name, {
    type: "Vpn",
    sku: "VpnGw1AZ",
    active_active: addresses.length > 1,
    ip_configuration: addresses.map((address, index) => ({
      name: `config${index}`,
      subnet_id: subnetId(home, "GatewaySubnet"),
      public_ip_address_id: id("public_ip", address),
    })),
    ...body,
  });
}

/** A network with a gateway of its own: `<name>`, `gw_<name>`, `pip_<name>`. */
export function networkWithGateway(
  name: string,
  prefix: string,
  gatewayPrefix: string,
  body: Body = {},
): Resources[] {
  return [
    network(name, prefix),
    subnet(name, "GatewaySubnet", gatewayPrefix),
    publicIp(`pip_${name}`),
    gateway(`gw_${name}`, name, [`pip_${name}`], body),
  ];
}

/** A NIC with one address, in subnet `default` unless said otherwise. */
export function nic(name: string, home: string, body: Body = {}, subnetName = "default"): Resources {
  return resource("network_interface", name, {
    ip_configuration: {
      name: "ip",
      subnet_id: subnetId(home, subnetName),
      private_ip_address_allocation: "Dynamic",
    },
    ...body,
  });
}

export function routeTable(name: string, ...routes: Body[]): Resources {
  return resource("route_table", name, {
    route: routes.map((route, index) => ({
      name: `route${index}`,
      next_hop_type: "VirtualAppliance",
      ...route,
    })),
  });
}

export function bind(home: string, subnetName: string, table: string): Resources {
  return {
    azurerm_subnet_route_table_association: {
      [`${home}_${subnetName}`]: {
        subnet_id: subnetId(home, subnetName),
        route_table_id: id("route_table", table),
      },
    },
  };
}

/** The hub of most cases: 10.0.0.0/16 with a subnet `default`. */
export const HUB: readonly Resources[] = [
  network("hub", "10.0.0.0/16"),
  subnet("hub", "default", "10.0.0.0/24"),
];

/** A spoke, 10.10.0.0/16, peered with the hub in both directions. */
export const SPOKE: readonly Resources[] = [
  network("spoke", "10.10.0.0/16"),
  subnet("spoke", "default", "10.10.0.0/24"),
  half("hub", "spoke"),
  half("spoke", "hub", { allow_forwarded_traffic: true }),
];
