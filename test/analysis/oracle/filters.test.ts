import { runCases } from "./support/cases";
import { lab, viaAppliance, viaFirewall } from "./support/lab";
import { Block, Terraform } from "./support/terraform";

const admin = (rule: Block, network = viaAppliance(), deployed = true): Terraform => {
  network
    .networkManager(["spoke1", "spoke2"])
    .add("azurerm_network_manager_security_admin_configuration", "a", {
      name: "a",
      network_manager_id: "${azurerm_network_manager.nm.id}",
    })
    .add("azurerm_network_manager_admin_rule_collection", "a", {
      name: "a",
      security_admin_configuration_id: "${azurerm_network_manager_security_admin_configuration.a.id}",
      network_group_ids: ["${azurerm_network_manager_network_group.spokes.id}"],
    })
    .add("azurerm_network_manager_admin_rule", "a", {
      name: "a",
      admin_rule_collection_id: "${azurerm_network_manager_admin_rule_collection.a.id}",
      action: "Deny",
      direction: "Inbound",
      priority: 1,
      protocol: "Any",
      source_port_ranges: ["0-65535"],
      destination_port_ranges: ["0-65535"],
      source: [{ address_prefix_type: "IPPrefix", address_prefix: "10.10.0.0/16" }],
      destination: [{ address_prefix_type: "IPPrefix", address_prefix: "*" }],
      ...rule,
    });
  return deployed
    ? network.deployment("SecurityAdmin", "azurerm_network_manager_security_admin_configuration.a")
    : network;
};

const allow = (rule: Block): Block => ({ access: "Allow", ...rule });

describe("network security groups", () => {
  runCases([
    {
      name: "T75 R67: the sister spoke is in the tag through the subnet's own UDR",
      network: () => viaAppliance().securityGroup("spoke2/default"),
      verdict: "REACHABLE",
    },
    {
      name: "R67: and in that of the sender",
      network: () => viaAppliance().securityGroup("spoke1/default"),
      verdict: "REACHABLE",
    },
    {
      name: "R67: a default route puts everything into the tag",
      network: () =>
        viaFirewall([["*", "*"]])
          .securityGroup("spoke1/default")
          .securityGroup("spoke2/default"),
      verdict: "REACHABLE",
    },
    {
      name: "R67: a default route to the Internet only might be in the tag",
      network: () =>
        viaAppliance()
          .table("spoke2/default", [["0.0.0.0/0", "Internet"]])
          .securityGroup("spoke2/default"),
      verdict: "CONDITIONAL",
      codes: ["TAG_DEFAULT_ROUTE"],
    },
    {
      name: "R67 R66: without a UDR for it the sister is not in the tag",
      network: () =>
        viaAppliance()
          .remove("azurerm_subnet_route_table_association", "spoke2_default")
          .securityGroup("spoke2/default"),
      verdict: "BLOCKED",
      codes: ["DENIED_IN"],
    },
    {
      name: "R67: after SNAT the firewall's own address is in the tag",
      network: () =>
        viaFirewall([["*", "*"]], { private_ip_ranges: ["255.255.255.255/32"] })
          .remove("azurerm_subnet_route_table_association", "spoke2_default")
          .securityGroup("spoke2/default"),
      verdict: "REACHABLE",
    },
    {
      name: "R67: on-premises is in the tag",
      network: () =>
        lab()
          .gateway("hub")
          .transit("hub", "spoke1")
          .site("hub", "dc1", ["172.16.50.0/24"])
          .securityGroup("spoke1/default"),
      pair: ["on-premises/dc1", "spoke1"],
      verdict: "REACHABLE",
    },
    {
      name: "T76 R65: a rule at the destination",
      network: () =>
        viaAppliance().securityGroup("spoke2/default", [
          { protocol: "Tcp", source_address_prefix: "10.10.0.0/16" },
        ]),
      verdict: "BLOCKED",
      codes: ["DENIED_IN"],
    },
    {
      name: "T76: denies TCP, not UDP",
      network: () =>
        viaAppliance().securityGroup("spoke2/default", [
          { protocol: "Tcp", source_address_prefix: "10.10.0.0/16" },
        ]),
      options: { protocol: "udp" },
      verdict: "REACHABLE",
    },
    {
      name: "R65: a rule at the source",
      network: () =>
        viaAppliance().securityGroup("spoke1/default", [
          { direction: "Outbound", destination_address_prefix: "10.20.0.0/16" },
        ]),
      verdict: "BLOCKED",
      codes: ["DENIED_OUT"],
    },
    {
      name: "R65 D3: groups are stateful: what may not enter answers nevertheless",
      network: () => viaAppliance().securityGroup("spoke1/default", [{}]),
      verdict: "REACHABLE",
    },
    {
      name: "R65: what may not enter",
      network: () => viaAppliance().securityGroup("spoke1/default", [{}]),
      pair: ["spoke2", "spoke1"],
      verdict: "BLOCKED",
      codes: ["DENIED_IN"],
    },
    {
      name: "R65: at the appliance's subnet",
      network: () => viaAppliance().securityGroup("hub/nva", [{ source_address_prefix: "10.10.0.0/16" }]),
      verdict: "BLOCKED",
      codes: ["DENIED_IN"],
    },
    {
      name: "R65: at the appliance's NIC, outbound",
      network: () =>
        viaAppliance().securityGroup("nic:nva", [
          { direction: "Outbound", destination_address_prefix: "10.20.0.0/16" },
        ]),
      verdict: "BLOCKED",
      codes: ["DENIED_OUT"],
    },
    {
      name: "R66: default rules at the appliance pass peered networks",
      network: () => viaAppliance().securityGroup("hub/nva").securityGroup("nic:nva"),
      verdict: "REACHABLE",
    },
    {
      name: "R66: priorities: an allow before a deny",
      network: () =>
        viaAppliance().securityGroup("spoke2/default", [
          { priority: 200 },
          allow({ priority: 150, source_address_prefix: "10.10.0.0/16" }),
        ]),
      verdict: "REACHABLE",
    },
    {
      name: "R66: a deny before an allow",
      network: () =>
        viaAppliance().securityGroup("spoke2/default", [
          { priority: 100 },
          allow({ priority: 150, source_address_prefix: "10.10.0.0/16" }),
        ]),
      verdict: "BLOCKED",
      codes: ["DENIED_IN"],
    },
    {
      name: "D2: one port of all",
      network: () =>
        viaAppliance().securityGroup("spoke2/default", [
          allow({ protocol: "Tcp", destination_port_range: "443" }),
          { priority: 4000 },
        ]),
      verdict: "CONDITIONAL",
      codes: ["FILTERED_PARTLY"],
    },
    {
      name: "D2: that port",
      network: () =>
        viaAppliance().securityGroup("spoke2/default", [
          allow({
            protocol: "Tcp",
            destination_port_range: null,
            destination_port_ranges: ["80", "440-450"],
          }),
          { priority: 4000 },
        ]),
      options: { port: 443 },
      verdict: "REACHABLE",
    },
    {
      name: "R66: the Internet tag holds no spoke",
      network: () => viaAppliance().securityGroup("spoke2/default", [{ source_address_prefix: "Internet" }]),
      verdict: "REACHABLE",
    },
    {
      name: "R67: denying the tag denies what the subnet's UDR put into it",
      network: () =>
        viaAppliance().securityGroup("spoke2/default", [{ source_address_prefix: "VirtualNetwork" }]),
      verdict: "BLOCKED",
      codes: ["DENIED_IN"],
    },
    {
      name: "R65: rules of their own resource",
      network: () =>
        viaAppliance()
          .securityGroup("spoke2/default")
          .add("azurerm_network_security_rule", "deny", {
            name: "deny",
            resource_group_name: "rg",
            network_security_group_name: "${azurerm_network_security_group.spoke2_default.name}",
            priority: 100,
            direction: "Inbound",
            access: "Deny",
            protocol: "*",
            source_port_range: "*",
            destination_port_range: "*",
            source_address_prefixes: ["10.10.0.0/24", "10.30.0.0/24"],
            destination_address_prefix: "*",
          }),
      verdict: "BLOCKED",
      codes: ["DENIED_IN"],
    },
    {
      name: "R65: within one subnet's network groups count too",
      network: () => lab().securityGroup("hub/nva", [{ source_address_prefix: "10.0.0.0/24" }]),
      pair: ["hub", "hub/nva"],
      verdict: "BLOCKED",
      codes: ["DENIED_IN"],
    },
    {
      name: "R65: an application security group holds its NICs' addresses",
      network: () =>
        viaAppliance()
          .nic("web", "spoke2/default", "10.20.0.4", false)
          .nic("db", "spoke2/default", "10.20.0.5", false)
          .add("azurerm_application_security_group", "web", {
            name: "web",
            location: "eastasia",
            resource_group_name: "rg",
          })
          .add("azurerm_network_interface_application_security_group_association", "web", {
            network_interface_id: "${azurerm_network_interface.web.id}",
            application_security_group_id: "${azurerm_application_security_group.web.id}",
          })
          .securityGroup("spoke2/default", [
            allow({
              destination_address_prefix: null,
              destination_application_security_group_ids: ["${azurerm_application_security_group.web.id}"],
            }),
            { priority: 4000 },
          ]),
      verdict: "CONDITIONAL",
      codes: ["FILTERED_PARTLY"],
    },
    {
      name: "R65: a group inline in the network",
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
                security_group: "${azurerm_network_security_group.g.id}",
              },
            ],
          })
          .add("azurerm_network_security_group", "g", {
            name: "g",
            security_rule: [
              {
                name: "deny",
                priority: 100,
                direction: "Inbound",
                access: "Deny",
                protocol: "*",
                source_port_range: "*",
                destination_port_range: "*",
                source_address_prefix: "10.10.0.0/16",
                destination_address_prefix: "*",
              },
            ],
          }),
      verdict: "BLOCKED",
      codes: ["DENIED_IN"],
    },
  ]);
});

describe("security admin rules", () => {
  runCases([
    {
      name: "R68: all ports are written 0-65535, and ICMP is among them",
      network: () => admin({}),
      options: { protocol: "icmp" },
      verdict: "BLOCKED",
      codes: ["DENIED_IN"],
    },
    {
      name: "R68: deny before any group",
      network: () => admin({}, viaAppliance().securityGroup("spoke2/default", [allow({})])),
      verdict: "BLOCKED",
      codes: ["DENIED_IN"],
    },
    {
      name: "R68: nothing until deployed",
      network: () => admin({}, viaAppliance(), false),
      verdict: "REACHABLE",
    },
    {
      name: "R68: always allow before a group's deny",
      network: () => admin({ action: "AlwaysAllow" }, viaAppliance().securityGroup("spoke2/default", [{}])),
      verdict: "REACHABLE",
    },
    {
      name: "R68: allow leaves it to the group",
      network: () => admin({ action: "Allow" }, viaAppliance().securityGroup("spoke2/default", [{}])),
      verdict: "BLOCKED",
      codes: ["DENIED_IN"],
    },
    {
      name: "R68: outbound",
      network: () => admin({ direction: "Outbound" }),
      verdict: "BLOCKED",
      codes: ["DENIED_OUT"],
    },
    {
      name: "R68: for networks of the group alone",
      network: () => admin({ source: [{ address_prefix_type: "IPPrefix", address_prefix: "*" }] }),
      pair: ["spoke1", "hub"],
      verdict: "REACHABLE",
    },
    {
      name: "R68: one port is a part",
      network: () => admin({ protocol: "Tcp", destination_port_ranges: ["22"] }),
      verdict: "CONDITIONAL",
      codes: ["FILTERED_PARTLY"],
    },
  ]);
});

describe("network manager", () => {
  const mesh = (group: Block = {}, body: Block = {}): Terraform =>
    lab()
      .networkManager(["spoke1", "spoke2"])
      .connectivity("Mesh", { group_connectivity: "DirectlyConnected", ...group }, body);
  const C = "azurerm_network_manager_connectivity_configuration.c";
  const hubAndSpoke = (group: Block = {}): Terraform => {
    const network = lab();
    for (const spoke of ["spoke1", "spoke2"]) {
      network
        .remove("azurerm_virtual_network_peering", `hub_to_${spoke}`)
        .remove("azurerm_virtual_network_peering", `${spoke}_to_hub`);
    }
    return network
      .networkManager(["spoke1", "spoke2"])
      .connectivity("HubAndSpoke", group, {
        hub: [
          {
            resource_id: "${azurerm_virtual_network.hub.id}",
            resource_type: "Microsoft.Network/virtualNetworks",
          },
        ],
      })
      .deployment("Connectivity", C);
  };
  runCases([
    {
      name: "T73 R70: a mesh joins its members directly",
      network: () => mesh().deployment("Connectivity", C),
      verdict: "REACHABLE",
      via: "|",
      has: { spoke1: ["10.20.0.0/16 ConnectedGroup"] },
      lacks: { hub: ["!10.20.0.0/16 ConnectedGroup"] },
    },
    { name: "R70: nothing until deployed", network: () => mesh(), verdict: "BLOCKED", codes: ["ROUTE_NONE"] },
    {
      name: "R70: nor where it is deployed in another region",
      network: () => mesh().deployment("Connectivity", C, "japaneast"),
      verdict: "BLOCKED",
      codes: ["ROUTE_NONE"],
    },
    {
      name: "R70: a mesh is regional by default",
      network: () =>
        mesh()
          .change("azurerm_virtual_network", "spoke2", { location: "japaneast" })
          .deployment("Connectivity", C)
          .deployment("Connectivity", C, "japaneast"),
      verdict: "BLOCKED",
    },
    {
      name: "R70: and global when asked for",
      network: () =>
        mesh({ global_mesh_enabled: true })
          .change("azurerm_virtual_network", "spoke2", { location: "japaneast" })
          .deployment("Connectivity", C)
          .deployment("Connectivity", C, "japaneast"),
      verdict: "REACHABLE",
    },
    {
      name: "T74 R71: hub and spoke makes peerings, which are not transitive",
      network: () => hubAndSpoke(),
      verdict: "BLOCKED",
      codes: ["ROUTE_NONE"],
      has: { spoke1: ["10.0.0.0/16 VNetPeering"], hub: ["10.20.0.0/16 VNetPeering"] },
    },
    {
      name: "R70: with direct connectivity spokes reach each other",
      network: () => hubAndSpoke({ group_connectivity: "DirectlyConnected" }),
      verdict: "REACHABLE",
      has: { spoke1: ["10.20.0.0/16 ConnectedGroup"] },
    },
    {
      name: "R71 R32: the hub as gateway",
      network: () =>
        hubAndSpoke({ use_hub_gateway: true }).gateway("hub").site("hub", "dc1", ["172.16.50.0/24"]),
      has: { spoke1: ["VirtualNetworkGateway 172.16.50.0/24 VirtualNetworkGateway gw-hub"] },
      pair: ["spoke1", "on-premises/dc1"],
      verdict: "REACHABLE",
    },
    {
      name: "R71: the hub's gateway only where asked for",
      network: () => hubAndSpoke().gateway("hub").site("hub", "dc1", ["172.16.50.0/24"]),
      lacks: { spoke1: ["172.16.50.0/24"] },
    },
    {
      name: "R71: routing rules are ordinary UDRs",
      network: () =>
        lab()
          .networkManager(["spoke1", "spoke2"])
          .add("azurerm_network_manager_routing_configuration", "r", {
            name: "r",
            network_manager_id: "${azurerm_network_manager.nm.id}",
          })
          .add("azurerm_network_manager_routing_rule_collection", "r", {
            name: "r",
            routing_configuration_id: "${azurerm_network_manager_routing_configuration.r.id}",
            network_group_ids: ["${azurerm_network_manager_network_group.spokes.id}"],
          })
          .add("azurerm_network_manager_routing_rule", "r", {
            name: "r",
            rule_collection_id: "${azurerm_network_manager_routing_rule_collection.r.id}",
            destination: [{ address: "10.0.0.0/8", type: "AddressPrefix" }],
            next_hop: [{ address: "10.0.1.4", type: "VirtualAppliance" }],
          })
          .deployment("Routing", "azurerm_network_manager_routing_configuration.r"),
      verdict: "REACHABLE",
      via: "appliance | appliance",
      has: { spoke1: ["User 10.0.0.0/8 VirtualAppliance 10.0.1.4"] },
    },
  ]);
});
