import { analyze } from "../../../lib/analysis";
import { readConfiguration } from "../../../lib/analysis/readers";
import { INTERNET, NONE, runCases } from "./support/cases";
import { lab, viaAppliance, withGateway } from "./support/lab";
import { Block, subnetId, Terraform } from "./support/terraform";

const HUB_ID = "/subscriptions/0/resourceGroups/rg-hub/providers/Microsoft.Network/virtualNetworks/hub";

const managed = (address: string, values: Block, index?: string | number): Block => {
  const local = address.replace(/^(module\.\w+(\["\w+"\])?\.)*/, "").replace(/\[.*\]$/, "");
  const [type, name] = local.split(".");
  return { address, mode: "managed", type, name, ...(index === undefined ? {} : { index }), values };
};
const declared = (address: string, expressions: Block, more: Block = {}): Block => {
  const [type, name] = address.split(".");
  return { address, mode: "managed", type, name, expressions, ...more };
};
const refs = (...references: string[]): Block => ({ references });
const is = (value: unknown): Block => ({ constant_value: value });

/** Adds the changes of a plan that creates everything: what an instance doesn't know is what only apply tells. */
const creating = (plan: Block): Block => {
  const all = (module: Block): Block[] => [
    ...((module.resources ?? []) as Block[]),
    ...((module.child_modules ?? []) as Block[]).flatMap(all),
  ];
  const { root_module: root } = plan.planned_values as { root_module: Block };
  return {
    ...plan,
    resource_changes: all(root).map(({ values, ...it }) => ({
      ...it,
      change: {
        actions: ["create"],
        before: null,
        after: values,
        after_unknown: { id: true, ...unknownOf(String(it.type), values as Block) },
      },
    })),
  };
};
const unknownOf = (type: string, values: Block): Block =>
  Object.fromEntries(
    Object.entries(UNKNOWN[type] ?? {}).filter(
      ([name]) =>
        values[name] === undefined || !JSON.stringify(values[name]).includes("next_hop_in_ip_address"),
    ),
  );
const UNKNOWN: { readonly [type: string]: Block } = {
  azurerm_virtual_network_peering: { remote_virtual_network_id: true },
  azurerm_subnet_route_table_association: { subnet_id: true, route_table_id: true },
  azurerm_network_interface: { ip_configuration: [{ subnet_id: true }], private_ip_address: true },
  azurerm_firewall: {
    ip_configuration: [{ subnet_id: true, private_ip_address: true, public_ip_address_id: true }],
  },
  azurerm_route_table: { route: [{ next_hop_in_ip_address: true }] },
};

/** A hub module with a firewall, and a spoke module used twice. */
const modules = (): Block => ({
  format_version: "1.2",
  planned_values: {
    root_module: {
      child_modules: [
        {
          address: "module.hub",
          resources: [
            managed("module.hub.azurerm_virtual_network.this", {
              name: "hub",
              location: "eastasia",
              address_space: ["10.0.0.0/16"],
            }),
            managed("module.hub.azurerm_subnet.fw", {
              name: "AzureFirewallSubnet",
              virtual_network_name: "hub",
              resource_group_name: "rg",
              address_prefixes: ["10.0.2.0/24"],
            }),
            managed("module.hub.azurerm_firewall.this", {
              name: "fw",
              sku_tier: "Standard",
              ip_configuration: [{ name: "c" }],
            }),
            managed("module.hub.azurerm_firewall_network_rule_collection.this", {
              name: "c",
              azure_firewall_name: "fw",
              priority: 100,
              action: "Allow",
              rule: [
                {
                  name: "r",
                  source_addresses: ["*"],
                  destination_addresses: ["*"],
                  protocols: ["Any"],
                  destination_ports: ["*"],
                },
              ],
            }),
          ],
        },
        ...["spoke1", "spoke2"].map((key, i) => ({
          address: `module.spoke["${key}"]`,
          resources: [
            managed(`module.spoke["${key}"].azurerm_virtual_network.this`, {
              name: key,
              location: "eastasia",
              address_space: [`10.${i + 1}0.0.0/16`],
            }),
            managed(`module.spoke["${key}"].azurerm_subnet.this`, {
              name: "default",
              virtual_network_name: key,
              resource_group_name: "rg",
              address_prefixes: [`10.${i + 1}0.0.0/24`],
            }),
            managed(`module.spoke["${key}"].azurerm_virtual_network_peering.out`, {
              name: "out",
              virtual_network_name: key,
              resource_group_name: "rg",
              allow_forwarded_traffic: true,
              allow_virtual_network_access: true,
            }),
            managed(`module.spoke["${key}"].azurerm_virtual_network_peering.back`, {
              name: `to-${key}`,
              virtual_network_name: "hub",
              resource_group_name: "rg",
              allow_virtual_network_access: true,
            }),
            managed(`module.spoke["${key}"].azurerm_route_table.this`, {
              name: `rt-${key}`,
              route: [{ name: "default", address_prefix: "0.0.0.0/0", next_hop_type: "VirtualAppliance" }],
            }),
            managed(`module.spoke["${key}"].azurerm_subnet_route_table_association.this`, {}),
          ],
        })),
      ],
    },
  },
  configuration: {
    root_module: {
      module_calls: {
        hub: {
          source: "./hub",
          module: {
            outputs: {
              id: { expression: refs("azurerm_virtual_network.this.id", "azurerm_virtual_network.this") },
              firewall: {
                expression: refs(
                  "azurerm_firewall.this.ip_configuration[0].private_ip_address",
                  "azurerm_firewall.this.ip_configuration[0]",
                  "azurerm_firewall.this.ip_configuration",
                  "azurerm_firewall.this",
                ),
              },
            },
            resources: [
              declared("azurerm_virtual_network.this", {
                name: is("hub"),
                address_space: is(["10.0.0.0/16"]),
              }),
              declared("azurerm_subnet.fw", {
                name: is("AzureFirewallSubnet"),
                virtual_network_name: refs(
                  "azurerm_virtual_network.this.name",
                  "azurerm_virtual_network.this",
                ),
              }),
              declared("azurerm_firewall.this", {
                ip_configuration: [{ subnet_id: refs("azurerm_subnet.fw.id", "azurerm_subnet.fw") }],
              }),
              declared("azurerm_firewall_network_rule_collection.this", {
                azure_firewall_name: refs("azurerm_firewall.this.name", "azurerm_firewall.this"),
              }),
            ],
          },
        },
        spoke: {
          source: "./spoke",
          for_each_expression: refs("var.spokes"),
          expressions: {
            hub_id: refs("module.hub.id", "module.hub"),
            firewall: refs("module.hub.firewall", "module.hub"),
          },
          module: {
            variables: { hub_id: {}, firewall: {} },
            resources: [
              declared("azurerm_virtual_network.this", { name: refs("each.key") }),
              declared("azurerm_subnet.this", {
                virtual_network_name: refs(
                  "azurerm_virtual_network.this.name",
                  "azurerm_virtual_network.this",
                ),
              }),
              declared("azurerm_virtual_network_peering.out", {
                virtual_network_name: refs(
                  "azurerm_virtual_network.this.name",
                  "azurerm_virtual_network.this",
                ),
                remote_virtual_network_id: refs("var.hub_id"),
              }),
              declared("azurerm_virtual_network_peering.back", {
                virtual_network_name: is("hub"),
                remote_virtual_network_id: refs(
                  "azurerm_virtual_network.this.id",
                  "azurerm_virtual_network.this",
                ),
              }),
              declared("azurerm_route_table.this", { route: refs("var.firewall") }),
              declared("azurerm_subnet_route_table_association.this", {
                subnet_id: refs("azurerm_subnet.this.id", "azurerm_subnet.this"),
                route_table_id: refs("azurerm_route_table.this.id", "azurerm_route_table.this"),
              }),
            ],
          },
        },
      },
    },
  },
});

/** Spokes by `count` or `for_each`, as a plan numbers them. */
const instances = (keys: readonly (string | number)[]): Block => {
  const at = (key: string | number): string => (typeof key === "number" ? `[${key}]` : `["${key}"]`);
  const by = typeof keys[0] === "number" ? "count.index" : "each.key";
  const network = (i: number): string => `10.${(i + 1) * 10}.0.0`;
  return {
    format_version: "1.2",
    planned_values: {
      root_module: {
        resources: [
          managed("azurerm_virtual_network.hub", {
            name: "hub",
            location: "eastasia",
            address_space: ["10.0.0.0/16"],
          }),
          managed("azurerm_subnet.hub", {
            name: "default",
            virtual_network_name: "hub",
            resource_group_name: "rg",
            address_prefixes: ["10.0.0.0/24"],
          }),
          managed("azurerm_network_interface.nva", {
            name: "nic-nva",
            ip_forwarding_enabled: true,
            ip_configuration: [
              { name: "c", private_ip_address: "10.0.0.4", private_ip_address_allocation: "Static" },
            ],
          }),
          ...keys.flatMap((key, i) => [
            managed(
              `azurerm_virtual_network.spoke${at(key)}`,
              { name: `spoke${i + 1}`, location: "eastasia", address_space: [`${network(i)}/16`] },
              key,
            ),
            managed(
              `azurerm_subnet.spoke${at(key)}`,
              {
                name: "default",
                virtual_network_name: `spoke${i + 1}`,
                resource_group_name: "rg",
                address_prefixes: [`${network(i)}/24`],
              },
              key,
            ),
            managed(
              `azurerm_virtual_network_peering.out${at(key)}`,
              {
                name: "out",
                virtual_network_name: `spoke${i + 1}`,
                resource_group_name: "rg",
                allow_forwarded_traffic: true,
              },
              key,
            ),
            managed(
              `azurerm_virtual_network_peering.back${at(key)}`,
              { name: `back${i}`, virtual_network_name: "hub", resource_group_name: "rg" },
              key,
            ),
            managed(`azurerm_route_table.spoke${at(key)}`, { name: `rt${i}`, route: [] }, key),
            managed(
              `azurerm_route.spoke${at(key)}`,
              {
                name: "all",
                resource_group_name: "rg",
                route_table_name: `rt${i}`,
                address_prefix: "10.0.0.0/8",
                next_hop_type: "VirtualAppliance",
                next_hop_in_ip_address: "10.0.0.4",
              },
              key,
            ),
            managed(`azurerm_subnet_route_table_association.spoke${at(key)}`, {}, key),
          ]),
        ],
      },
    },
    configuration: {
      root_module: {
        resources: [
          declared("azurerm_virtual_network.hub", { name: is("hub") }),
          declared("azurerm_subnet.hub", {
            virtual_network_name: refs("azurerm_virtual_network.hub.name", "azurerm_virtual_network.hub"),
          }),
          declared("azurerm_network_interface.nva", {
            ip_configuration: [{ subnet_id: refs("azurerm_subnet.hub.id", "azurerm_subnet.hub") }],
          }),
          declared("azurerm_virtual_network.spoke", { name: refs(by) }),
          declared("azurerm_subnet.spoke", {
            virtual_network_name: refs("azurerm_virtual_network.spoke", by),
          }),
          declared("azurerm_virtual_network_peering.out", {
            virtual_network_name: refs("azurerm_virtual_network.spoke", by),
            remote_virtual_network_id: refs("azurerm_virtual_network.hub.id", "azurerm_virtual_network.hub"),
          }),
          declared("azurerm_virtual_network_peering.back", {
            virtual_network_name: refs("azurerm_virtual_network.hub.name", "azurerm_virtual_network.hub"),
            remote_virtual_network_id: refs("azurerm_virtual_network.spoke", by),
          }),
          declared("azurerm_route_table.spoke", {}),
          declared("azurerm_route.spoke", { route_table_name: refs("azurerm_route_table.spoke", by) }),
          declared("azurerm_subnet_route_table_association.spoke", {
            subnet_id: refs("azurerm_subnet.spoke", by),
            route_table_id: refs("azurerm_route_table.spoke", by),
          }),
        ],
      },
    },
  };
};

/** The lab without its hub, which stands elsewhere. */
const spokesOf = (reference: string): Terraform => {
  const network = viaAppliance();
  for (const [type, named] of Object.entries(network.resource)) {
    for (const name of Object.keys(named)) {
      if (name === "hub" || name === "nva" || (type === "azurerm_subnet" && name.startsWith("hub_"))) {
        delete named[name];
      }
    }
  }
  for (const spoke of ["spoke1", "spoke2"]) {
    network
      .changeHalf(spoke, "hub", { remote_virtual_network_id: reference })
      .changeHalf("hub", spoke, { virtual_network_name: "hub", resource_group_name: "rg-hub" });
  }
  return network;
};

describe("what people write in Terraform", () => {
  runCases([
    {
      name: "R0.1: a plan with modules, their inputs and outputs",
      network: () => creating(modules()),
      verdict: "REACHABLE",
      via: "firewall | firewall",
    },
    {
      name: "R0.1: the same plan without its list of changes",
      network: modules,
      verdict: "REACHABLE",
      via: "firewall | firewall",
    },
    {
      name: "R0.1: a plan with count, without its list of changes",
      network: () => instances([0, 1]),
      verdict: "REACHABLE",
      via: "appliance | appliance",
    },
    {
      name: "R0.1: a plan with count",
      network: () => creating(instances([0, 1])),
      verdict: "REACHABLE",
      via: "appliance | appliance",
    },
    {
      name: "R0.1: a plan with for_each",
      network: () => creating(instances(["a", "b"])),
      verdict: "REACHABLE",
      via: "appliance | appliance",
    },
    {
      name: "R0.1: a hub by its Azure id",
      network: () => {
        const network = viaAppliance();
        for (const spoke of ["spoke1", "spoke2"]) {
          network.changeHalf(spoke, "hub", {
            remote_virtual_network_id:
              "/subscriptions/0/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/hub",
          });
        }
        return network.json;
      },
      verdict: "REACHABLE",
      via: "appliance | appliance",
    },
    {
      name: "R0.2: a hub that stands elsewhere: nothing is known of its appliance",
      network: () =>
        spokesOf("${data.azurerm_virtual_network.hub.id}").source("azurerm_virtual_network", "hub", {
          name: "hub",
          resource_group_name: "rg-hub",
        }).json,
      verdict: "CONDITIONAL",
    },
    {
      name: "R0.2: a hub known by its id alone",
      network: () => spokesOf(HUB_ID).json,
      verdict: "CONDITIONAL",
    },
    {
      name: "R64 R0.2: a declared appliance in a hub that a data source of a plan knows",
      network: () =>
        creating({
          format_version: "1.2",
          planned_values: {
            root_module: {
              resources: ["spoke1", "spoke2"].flatMap((name, i) => [
                managed(`azurerm_virtual_network.${name}`, {
                  name,
                  location: "eastasia",
                  address_space: [`10.${i + 1}0.0.0/16`],
                }),
                managed(`azurerm_subnet.${name}`, {
                  name: "default",
                  virtual_network_name: name,
                  resource_group_name: "rg",
                  address_prefixes: [`10.${i + 1}0.0.0/24`],
                }),
                managed(`azurerm_virtual_network_peering.${name}_out`, {
                  name: "out",
                  virtual_network_name: name,
                  resource_group_name: "rg",
                  allow_forwarded_traffic: true,
                }),
                managed(`azurerm_virtual_network_peering.${name}_back`, {
                  name: `to-${name}`,
                  virtual_network_name: "hub",
                  resource_group_name: "rg-hub",
                }),
                managed(`azurerm_route_table.${name}`, {
                  name: `rt-${name}`,
                  route: [
                    {
                      name: "all",
                      address_prefix: "10.0.0.0/8",
                      next_hop_type: "VirtualAppliance",
                      next_hop_in_ip_address: "10.0.1.4",
                    },
                  ],
                }),
                managed(`azurerm_subnet_route_table_association.${name}`, {}),
              ]),
            },
          },
          prior_state: {
            values: {
              root_module: {
                resources: [
                  {
                    address: "data.azurerm_virtual_network.hub",
                    mode: "data",
                    type: "azurerm_virtual_network",
                    name: "hub",
                    values: {
                      id: HUB_ID,
                      name: "hub",
                      resource_group_name: "rg-hub",
                      location: "eastasia",
                      address_space: ["10.0.0.0/16"],
                      subnets: ["nva"],
                    },
                  },
                ],
              },
            },
          },
          configuration: {
            root_module: {
              resources: [
                {
                  address: "data.azurerm_virtual_network.hub",
                  mode: "data",
                  type: "azurerm_virtual_network",
                  name: "hub",
                  expressions: { name: is("hub") },
                },
                ...["spoke1", "spoke2"].flatMap((name) => [
                  declared(`azurerm_virtual_network.${name}`, { name: is(name) }),
                  declared(`azurerm_subnet.${name}`, {
                    virtual_network_name: refs(
                      `azurerm_virtual_network.${name}.name`,
                      `azurerm_virtual_network.${name}`,
                    ),
                  }),
                  declared(`azurerm_virtual_network_peering.${name}_out`, {
                    virtual_network_name: refs(
                      `azurerm_virtual_network.${name}.name`,
                      `azurerm_virtual_network.${name}`,
                    ),
                    remote_virtual_network_id: refs(
                      "data.azurerm_virtual_network.hub.id",
                      "data.azurerm_virtual_network.hub",
                    ),
                  }),
                  declared(`azurerm_virtual_network_peering.${name}_back`, {
                    virtual_network_name: refs(
                      "data.azurerm_virtual_network.hub.name",
                      "data.azurerm_virtual_network.hub",
                    ),
                    remote_virtual_network_id: refs(
                      `azurerm_virtual_network.${name}.id`,
                      `azurerm_virtual_network.${name}`,
                    ),
                  }),
                  declared(`azurerm_route_table.${name}`, { name: is("rt") }),
                  declared(`azurerm_subnet_route_table_association.${name}`, {
                    subnet_id: refs(`azurerm_subnet.${name}.id`, `azurerm_subnet.${name}`),
                    route_table_id: refs(`azurerm_route_table.${name}.id`, `azurerm_route_table.${name}`),
                  }),
                ]),
              ],
            },
          },
        }),
      assume: { forwards: ["10.0.1.4"] },
      verdict: "REACHABLE",
      via: "declared | declared",
      has: { spoke1: ["10.0.0.0/16 VNetPeering"] },
    },
    {
      name: "R0.2: an existing table, of whose routes nothing is known",
      network: () =>
        viaAppliance()
          .source("azurerm_route_table", "platform", {
            name: "rt-platform",
            resource_group_name: "rg-platform",
          })
          .change("azurerm_subnet_route_table_association", "spoke1_default", {
            route_table_id: "${data.azurerm_route_table.platform.id}",
          }).json,
      verdict: "CONDITIONAL",
      codes: ["ROUTES_UNKNOWN"],
    },
    {
      name: "R0.2: an existing security group, of whose rules nothing is known",
      network: () =>
        viaAppliance()
          .securityGroup("spoke2/default")
          .source("azurerm_network_security_group", "platform", {
            name: "nsg",
            resource_group_name: "rg-platform",
          })
          .change("azurerm_subnet_network_security_group_association", "spoke2_default", {
            network_security_group_id: "${data.azurerm_network_security_group.platform.id}",
          }).json,
      verdict: "CONDITIONAL",
      codes: ["FILTER_UNKNOWN"],
    },
    {
      name: "routes of their own resource, beside none inline",
      network: () =>
        lab()
          .table("spoke1/default", [])
          .table("spoke2/default", [])
          .add("azurerm_route", "a", {
            name: "a",
            resource_group_name: "rg",
            route_table_name: "${azurerm_route_table.spoke1_default.name}",
            address_prefix: "10.20.0.0/16",
            next_hop_type: "VirtualAppliance",
            next_hop_in_ip_address: "10.0.1.4",
          })
          .add("azurerm_route", "b", {
            name: "b",
            resource_group_name: "rg",
            route_table_name: "${azurerm_route_table.spoke2_default.name}",
            address_prefix: "10.10.0.0/16",
            next_hop_type: "VirtualAppliance",
            next_hop_in_ip_address: "10.0.1.4",
          }),
      verdict: "REACHABLE",
      has: { spoke1: ["User 10.20.0.0/16 VirtualAppliance 10.0.1.4"] },
    },
    {
      name: "azurerm 3 writes one prefix for a subnet",
      network: () => {
        const network = viaAppliance();
        delete network.resource.azurerm_subnet.spoke2_default.address_prefixes;
        return network.change("azurerm_subnet", "spoke2_default", { address_prefix: "10.20.0.0/24" });
      },
      verdict: "REACHABLE",
    },
    {
      name: "azurerm 5 binds a table in the subnet",
      network: () =>
        viaAppliance()
          .remove("azurerm_subnet_route_table_association", "spoke2_default")
          .change("azurerm_subnet", "spoke2_default", {
            route_table_id_wo: "${azurerm_route_table.spoke2_default.id}",
            route_table_id_wo_version: 1,
          }).json,
      verdict: "REACHABLE",
    },
    {
      name: "subnets inline in the network",
      network: () =>
        viaAppliance()
          .remove("azurerm_subnet", "spoke2_default")
          .remove("azurerm_subnet_route_table_association", "spoke2_default")
          .change("azurerm_virtual_network", "spoke2", {
            subnet: [
              {
                name: "default",
                address_prefixes: ["10.20.0.0/24"],
                route_table_id: "${azurerm_route_table.spoke2_default.id}",
              },
            ],
          }),
      verdict: "REACHABLE",
    },
    {
      name: "variables with defaults and locals",
      network: () => {
        const network = viaAppliance("${local.nva}");
        Object.assign(network.more, {
          variable: { prefix: { default: "10.0.1" } },
          locals: { nva: '${format("%s.4", var.prefix)}' },
        });
        return network.json;
      },
      verdict: "REACHABLE",
      via: "appliance | appliance",
    },
    {
      name: "IPv6 prefixes beside IPv4 change nothing",
      network: () =>
        viaAppliance()
          .change("azurerm_virtual_network", "spoke1", { address_space: ["fd00:10::/48", "10.10.0.0/16"] })
          .change("azurerm_virtual_network", "spoke2", { address_space: ["10.20.0.0/16", "fd00:20::/48"] })
          .change("azurerm_subnet", "spoke1_default", { address_prefixes: ["fd00:10::/64", "10.10.0.0/24"] })
          .table("spoke1/default", [
            ["10.20.0.0/16", "10.0.1.4"],
            ["::/0", "None"],
          ]),
      verdict: "REACHABLE",
      has: { spoke2: ["10.20.0.0/16 VnetLocal", INTERNET, ...NONE.slice(1)] },
    },
    {
      name: "prefixes of an address pool are unknown",
      network: () => {
        const network = viaAppliance();
        delete network.resource.azurerm_virtual_network.spoke2.address_space;
        delete network.resource.azurerm_subnet.spoke2_default.address_prefixes;
        return network
          .change("azurerm_virtual_network", "spoke2", {
            ip_address_pool: [{ id: "/pools/p", number_of_ip_addresses: "256" }],
          })
          .change("azurerm_subnet", "spoke2_default", {
            ip_address_pool: [{ id: "/pools/p", number_of_ip_addresses: "256" }],
          }).json;
      },
      verdict: "CONDITIONAL",
      codes: ["ADDRESS_UNKNOWN"],
    },
    {
      name: "a gateway's BGP in azurerm 4.55's spelling",
      network: () =>
        withGateway(lab(), { enable_bgp: true, bgp_settings: [{ asn: 65001 }] })
          .change("azurerm_local_network_gateway", "dc1", {
            bgp_settings: [{ asn: 65100, bgp_peering_address: "172.16.60.1" }],
          })
          .change("azurerm_virtual_network_gateway_connection", "dc1", { enable_bgp: true }),
      has: { spoke1: ["VirtualNetworkGateway 172.16.60.1/32 VirtualNetworkGateway gw-hub"] },
    },
    {
      name: "R8: azurerm 3 enforces endpoint policies by the opposite of a flag",
      network: () =>
        lab()
          .add("azurerm_private_endpoint", "pe", {
            name: "pe",
            location: "eastasia",
            resource_group_name: "rg",
            subnet_id: subnetId("spoke1/default"),
            private_service_connection: [{ name: "c", is_manual_connection: false }],
            ip_configuration: [{ name: "ip", private_ip_address: "10.10.0.5" }],
          })
          .change("azurerm_subnet", "spoke1_default", {
            enforce_private_link_endpoint_network_policies: false,
          })
          .table("hub/default", [["10.10.0.0/16", "10.0.1.4"]]),
      has: { hub: ["Invalid 10.10.0.5/32 InterfaceEndpoint"] },
    },
    {
      name: "names are compared as Azure does, whatever their case",
      network: () =>
        viaAppliance().change("azurerm_subnet", "spoke2_default", { virtual_network_name: "Spoke2" }).json,
      pair: ["spoke1/default", "spoke2/default"],
      verdict: "REACHABLE",
    },
    {
      name: "route words are compared whatever their case",
      network: () => viaAppliance().table("spoke1/default", [["10.20.0.0/16", "none"]]).json,
      verdict: "BLOCKED",
      codes: ["ROUTE_NONE"],
    },
  ]);

  it("R20: two resources that bind a subnet are one binding", () => {
    const network = viaAppliance().json;
    const analysis = analyze(readConfiguration(network));
    expect(analysis.endpoints.map(({ id }) => id)).toEqual([
      "hub/default",
      "hub/nva",
      "spoke1/default",
      "spoke2/default",
    ]);
  });
});
