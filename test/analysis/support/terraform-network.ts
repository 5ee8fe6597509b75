import { analyze, AnalysisOptions, PairResult, readConfiguration } from "../../../lib/analysis";

type Block = { [argument: string]: unknown };

/** The cases' baseline as Terraform JSON, the way people write it: by reference, with separate and inline forms mixed. */
export class TerraformNetwork {
  private readonly resource: { [type: string]: { [name: string]: Block } } = {};
  private assumptions: object | undefined;

  public constructor() {
    this.network("hub", "10.0.0.0/16", { "snet-nva": "10.0.1.0/24", GatewaySubnet: "10.0.200.0/24" });
    this.add("azurerm_subnet", "hub_AzureFirewallSubnet", {
      name: "AzureFirewallSubnet",
      resource_group_name: "rg",
      virtual_network_name: "${azurerm_virtual_network.hub.name}",
      address_prefixes: ["10.0.3.0/26"],
    });
    this.network("spoke1", "10.10.0.0/16", { default: "10.10.0.0/24" });
    this.network("spoke2", "10.20.0.0/16", { default: "10.20.0.0/24" });
    this.add("azurerm_network_interface", "nva", {
      name: "nic-nva",
      location: "eastasia",
      resource_group_name: "rg",
      ip_forwarding_enabled: true,
      ip_configuration: [
        {
          name: "ipconfig1",
          subnet_id: "${azurerm_subnet.hub_snet-nva.id}",
          private_ip_address: "10.0.1.4",
          private_ip_address_allocation: "Static",
        },
      ],
    });
    this.peer("hub", "spoke1").peer("hub", "spoke2");
  }

  public network(name: string, prefix: string, subnets: { readonly [name: string]: string }): this {
    this.add("azurerm_virtual_network", name, {
      name: `vnet-${name}`,
      location: "eastasia",
      resource_group_name: "rg",
      address_space: [prefix],
    });
    for (const [subnet, subnetPrefix] of Object.entries(subnets)) {
      this.add("azurerm_subnet", `${name}_${subnet}`, {
        name: subnet,
        resource_group_name: "rg",
        virtual_network_name: `\${azurerm_virtual_network.${name}.name}`,
        address_prefixes: [subnetPrefix],
      });
    }
    return this;
  }

  public peer(hub: string, spoke: string, hubFlags: Block = {}, spokeFlags: Block = {}): this {
    const half = (from: string, to: string, flags: Block): void => {
      this.add("azurerm_virtual_network_peering", `${from}_to_${to}`, {
        name: `${from}-to-${to}`,
        resource_group_name: "rg",
        virtual_network_name: `\${azurerm_virtual_network.${from}.name}`,
        remote_virtual_network_id: `\${azurerm_virtual_network.${to}.id}`,
        ...flags,
      });
    };
    half(hub, spoke, hubFlags);
    half(spoke, hub, { allow_forwarded_traffic: true, ...spokeFlags });
    return this;
  }

  /** Inline routes with `next_hop_in_ip_address`, or a next hop type. */
  public routes(subnet: string, routes: { readonly [prefix: string]: string }, propagation = true): this {
    this.add("azurerm_route_table", subnet, {
      name: `rt-${subnet}`,
      location: "eastasia",
      resource_group_name: "rg",
      bgp_route_propagation_enabled: propagation,
      route: Object.entries(routes).map(([prefix, nextHop], i) => ({
        name: `route${i}`,
        address_prefix: prefix,
        ...(/^(VirtualNetworkGateway|VnetLocal|Internet|None)$/.test(nextHop)
          ? { next_hop_type: nextHop }
          : { next_hop_type: "VirtualAppliance", next_hop_in_ip_address: nextHop }),
      })),
    });
    return this.add("azurerm_subnet_route_table_association", subnet, {
      subnet_id: `\${azurerm_subnet.${subnet}.id}`,
      route_table_id: `\${azurerm_route_table.${subnet}.id}`,
    });
  }

  public add(type: string, name: string, block: Block): this {
    this.resource[type] = { ...this.resource[type], [name]: block };
    return this;
  }

  public assume(assumptions: object): this {
    this.assumptions = { version: 1, ...assumptions };
    return this;
  }

  public get configuration(): object {
    return { resource: this.resource };
  }

  public ask(from: string, to: string, options?: AnalysisOptions): PairResult {
    const model = readConfiguration(this.configuration, this.assumptions);
    return analyze(model, options).explain(from, to);
  }
}
