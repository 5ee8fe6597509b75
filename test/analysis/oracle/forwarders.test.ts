import { runCases } from "./support/cases";
import { FIREWALL, lab, viaAppliance, viaFirewall, withGateway } from "./support/lab";
import { subnetId, Terraform } from "./support/terraform";

const TEN: [[string, string]] = [["10.0.0.0/8", "10.0.0.0/8"]];

const twoNics = (second = true): Terraform =>
  lab()
    .change("azurerm_virtual_network", "hub", { address_space: ["10.0.0.0/16"] })
    .nic("inside", "hub/default", "10.0.0.4", second, "nva")
    .table("spoke1/default", [["10.20.0.0/16", "10.0.1.4"]])
    .table("spoke2/default", [["10.10.0.0/16", "10.0.0.4"]]);

const balanced = (rule = {}, nics = ["nva", "nva2"], second = true): Terraform =>
  viaAppliance("10.0.1.10")
    .nic("nva2", "hub/nva", "10.0.1.5", second)
    .loadBalancer("lb", "hub/nva", "10.0.1.10", nics, rule);

describe("appliances", () => {
  runCases([
    {
      name: "T31: exact routes through an appliance",
      network: viaAppliance,
      verdict: "REACHABLE",
      via: "appliance | appliance",
    },
    {
      name: "R21: a route to the appliance for the appliance itself delivers, and asks nothing of its NIC",
      network: () =>
        lab()
          .table("spoke1/default", [["10.0.0.0/16", "10.0.1.4"]])
          .change("azurerm_network_interface", "nva", { ip_forwarding_enabled: false }),
      pair: ["spoke1", "10.0.1.4"],
      verdict: "REACHABLE",
      via: "|",
    },
    {
      name: "R21: so does one that brings a reply back to it",
      network: () => lab().table("spoke1/default", [["10.0.0.0/16", "10.0.1.4"]]),
      pair: ["10.0.1.4", "spoke1"],
      verdict: "REACHABLE",
      via: "|",
    },
    {
      name: "R21: its neighbours get the packet from it",
      network: () => lab().table("spoke1/default", [["10.0.0.0/16", "10.0.1.4"]]),
      pair: ["spoke1", "10.0.1.5"],
      verdict: "ASYMMETRIC",
      via: "appliance |",
    },
    {
      name: "R61: a member that a data source reads may forward",
      network: () => {
        const network = balanced({}, ["nva"]).source("azurerm_network_interface", "nva", {
          name: "nic-nva",
          resource_group_name: "rg",
        });
        const type = "azurerm_network_interface_backend_address_pool_association";
        for (const association of Object.values(network.resource[type])) {
          association.network_interface_id = "${data.azurerm_network_interface.nva.id}";
        }
        return network
          .remove("azurerm_network_interface", "nva")
          .remove("azurerm_linux_virtual_machine", "nva").json;
      },
      verdict: "CONDITIONAL",
      not: ["LB_NO_BACKEND"],
    },
    {
      name: "D1: that its system forwards is assumed, and doubted when strict",
      network: viaAppliance,
      options: { strict: true },
      verdict: "CONDITIONAL",
      codes: ["ASSUMED"],
    },
    {
      name: "D1 R0.2: a declared forwarder is not doubted",
      network: viaAppliance,
      assume: { forwards: ["nic-nva"] },
      options: { strict: true },
      verdict: "REACHABLE",
    },
    {
      name: "T33: default routes through an appliance",
      network: () =>
        lab()
          .table("spoke1/default", [["0.0.0.0/0", "10.0.1.4"]])
          .table("spoke2/default", [["0.0.0.0/0", "10.0.1.4"]]),
      verdict: "REACHABLE",
      via: "appliance | appliance",
    },
    {
      name: "T34 R22: a NIC that does not forward",
      network: () =>
        viaAppliance().change("azurerm_network_interface", "nva", { ip_forwarding_enabled: false }),
      verdict: "BLOCKED",
      codes: ["IP_FORWARDING_DISABLED"],
    },
    {
      name: "T34 R22: nor does one that says nothing",
      network: () => {
        const network = viaAppliance();
        delete network.resource.azurerm_network_interface.nva.ip_forwarding_enabled;
        return network;
      },
      verdict: "BLOCKED",
      codes: ["IP_FORWARDING_DISABLED"],
    },
    {
      name: "R22: the azurerm 3 spelling",
      network: () => {
        const network = viaAppliance();
        delete network.resource.azurerm_network_interface.nva.ip_forwarding_enabled;
        return network.change("azurerm_network_interface", "nva", { enable_ip_forwarding: true });
      },
      verdict: "REACHABLE",
    },
    {
      name: "T39 R21: nobody owns the next hop",
      network: () => viaAppliance("10.0.1.99"),
      verdict: "BLOCKED",
      codes: ["NEXT_HOP_NOT_FOUND"],
    },
    {
      name: "R64: an address declared to forward",
      network: () => viaAppliance("10.0.1.99"),
      assume: { forwards: ["10.0.1.99"] },
      verdict: "REACHABLE",
      via: "declared | declared",
    },
    {
      name: "R0.1: a next hop by reference to the NIC",
      network: () => viaAppliance("${azurerm_network_interface.nva.private_ip_address}"),
      verdict: "REACHABLE",
      via: "appliance | appliance",
    },
    {
      name: "R0.1: by reference to a NIC whose address is known only after apply",
      beforeApply: true,
      network: () =>
        viaAppliance("${azurerm_network_interface.nva.ip_configuration[0].private_ip_address}").change(
          "azurerm_network_interface",
          "nva",
          {
            ip_configuration: [
              { name: "ipconfig1", subnet_id: subnetId("hub/nva"), private_ip_address_allocation: "Dynamic" },
            ],
          },
        ),
      verdict: "REACHABLE",
      via: "appliance | appliance",
    },
    {
      name: "R0.1: by reference to the machine",
      beforeApply: true,
      network: () => viaAppliance("${azurerm_linux_virtual_machine.nva.private_ip_address}"),
      verdict: "REACHABLE",
      via: "appliance | appliance",
    },
    {
      name: "R23: an appliance whose subnet sends it its own packets is a loop",
      network: () => viaAppliance().table("hub/nva", [["10.20.0.0/16", "10.0.1.4"]]),
      verdict: "BLOCKED",
      codes: ["LOOP"],
    },
    {
      name: "R23: two appliances that send each other packets are a loop",
      network: () =>
        viaAppliance()
          .nic("nva2", "hub/default", "10.0.0.4")
          .table("hub/nva", [["10.20.0.0/16", "10.0.0.4"]])
          .table("hub/default", [["10.20.0.0/16", "10.0.1.4"]]),
      verdict: "BLOCKED",
      codes: ["LOOP"],
    },
    {
      name: "R22 R81: two NICs of one machine are one stateful device",
      network: () => twoNics(),
      verdict: "REACHABLE",
    },
    {
      name: "R22: the second NIC must forward too",
      network: () => twoNics(false),
      pair: ["spoke2", "spoke1"],
      verdict: "BLOCKED",
      codes: ["IP_FORWARDING_DISABLED"],
    },
    {
      name: "R81: different appliances there and back",
      network: () =>
        viaAppliance()
          .nic("nva2", "hub/nva", "10.0.1.5")
          .table("spoke2/default", [["10.10.0.0/16", "10.0.1.5"]]),
      verdict: "ASYMMETRIC",
      codes: ["ASYMMETRIC_STATEFUL"],
    },
    {
      name: "R60: a chain of two appliances in the hub",
      network: () =>
        viaAppliance()
          .nic("nva2", "hub/default", "10.0.0.4")
          .table("hub/nva", [["10.20.0.0/16", "10.0.0.4"]])
          .table("hub/default", [["10.10.0.0/16", "10.0.1.4"]])
          .table("spoke2/default", [["10.10.0.0/16", "10.0.0.4"]]),
      verdict: "REACHABLE",
      via: "appliance appliance | appliance appliance",
    },
  ]);
});

describe("load balancers", () => {
  runCases([
    {
      name: "T63 R61: HA ports carry both ways",
      network: () => balanced(),
      verdict: "REACHABLE",
      via: "load-balancer | load-balancer",
    },
    {
      name: "R61: UDP over HA ports",
      network: () => balanced(),
      options: { protocol: "udp", port: 53 },
      verdict: "REACHABLE",
    },
    {
      name: "U8: ICMP over HA ports is not documented",
      network: () => balanced(),
      options: { protocol: "icmp" },
      verdict: "CONDITIONAL",
      codes: ["LB_ICMP_UNCONFIRMED"],
    },
    {
      name: "R61 D4: a rule for one port does not carry the replies",
      network: () => balanced({ protocol: "Tcp", frontend_port: 443, backend_port: 443 }),
      options: { port: 443 },
      verdict: "ONE_WAY",
      codes: ["LB_NO_RULE"],
    },
    {
      name: "R61: nor other ports",
      network: () => balanced({ protocol: "Tcp", frontend_port: 443, backend_port: 443 }),
      options: { port: 22 },
      verdict: "BLOCKED",
      codes: ["LB_NO_RULE"],
    },
    {
      name: "R61: no machine behind it",
      network: () => balanced({}, []),
      verdict: "BLOCKED",
      codes: ["LB_NO_BACKEND"],
    },
    {
      name: "R61: no rule",
      network: () => balanced().remove("azurerm_lb_rule", "lb"),
      verdict: "BLOCKED",
      codes: ["LB_NO_RULE"],
    },
    {
      name: "R22 R61: machines behind it must forward",
      network: () => balanced({}, ["nva2"], false),
      verdict: "BLOCKED",
      codes: ["IP_FORWARDING_DISABLED"],
    },
    {
      name: "R22 R61: one of two does not",
      network: () => balanced({}, ["nva", "nva2"], false),
      verdict: "CONDITIONAL",
      codes: ["IP_FORWARDING_DISABLED"],
    },
    {
      name: "R0.1: a next hop by reference to the front end",
      network: () =>
        balanced()
          .table("spoke1/default", [["10.20.0.0/16", "${azurerm_lb.lb.private_ip_address}"]])
          .table("spoke2/default", [
            ["10.10.0.0/16", "${azurerm_lb.lb.frontend_ip_configuration[0].private_ip_address}"],
          ]),
      verdict: "REACHABLE",
      via: "load-balancer | load-balancer",
    },
    ...[true, false].map((forwarding) => ({
      name: `R61: a scale set ${forwarding ? "that forwards" : "that does not"} behind it`,
      network: () =>
        balanced({}, []).add("azurerm_linux_virtual_machine_scale_set", "nvas", {
          name: "nvas",
          network_interface: [
            {
              name: "nic",
              primary: true,
              ...(forwarding ? { ip_forwarding_enabled: true } : {}),
              ip_configuration: [
                {
                  name: "ipconfig1",
                  primary: true,
                  subnet_id: subnetId("hub/nva"),
                  load_balancer_backend_address_pool_ids: ["${azurerm_lb_backend_address_pool.lb.id}"],
                },
              ],
            },
          ],
        }),
      verdict: forwarding ? ("REACHABLE" as const) : ("BLOCKED" as const),
      codes: forwarding ? [] : (["IP_FORWARDING_DISABLED"] as const),
    })),
    {
      name: "R61: machines behind it by address",
      network: () =>
        balanced({}, []).add("azurerm_lb_backend_address_pool_address", "nva", {
          name: "nva",
          backend_address_pool_id: "${azurerm_lb_backend_address_pool.lb.id}",
          virtual_network_id: "${azurerm_virtual_network.hub.id}",
          ip_address: "10.0.1.4",
        }),
      verdict: "REACHABLE",
    },
    {
      name: "R61 R81: two load balancers in front of the same machines are asymmetric",
      network: () =>
        balanced()
          .add("azurerm_lb", "lb2", {
            name: "lb2",
            sku: "Standard",
            frontend_ip_configuration: [
              {
                name: "front",
                subnet_id: subnetId("hub/default"),
                private_ip_address_allocation: "Static",
                private_ip_address: "10.0.0.10",
              },
            ],
          })
          .add("azurerm_lb_backend_address_pool", "lb2", {
            name: "pool",
            loadbalancer_id: "${azurerm_lb.lb2.id}",
          })
          .add("azurerm_lb_rule", "lb2", {
            name: "rule",
            loadbalancer_id: "${azurerm_lb.lb2.id}",
            protocol: "All",
            frontend_port: 0,
            backend_port: 0,
            frontend_ip_configuration_name: "front",
            backend_address_pool_ids: ["${azurerm_lb_backend_address_pool.lb2.id}"],
          })
          .nic("inside", "hub/default", "10.0.0.4", true, "nva")
          .nic("inside2", "hub/default", "10.0.0.5", true, "nva2")
          .add("azurerm_network_interface_backend_address_pool_association", "inside", {
            network_interface_id: "${azurerm_network_interface.inside.id}",
            ip_configuration_name: "ipconfig1",
            backend_address_pool_id: "${azurerm_lb_backend_address_pool.lb2.id}",
          })
          .add("azurerm_network_interface_backend_address_pool_association", "inside2", {
            network_interface_id: "${azurerm_network_interface.inside2.id}",
            ip_configuration_name: "ipconfig1",
            backend_address_pool_id: "${azurerm_lb_backend_address_pool.lb2.id}",
          })
          .table("spoke2/default", [["10.10.0.0/16", "10.0.0.10"]]),
      verdict: "ASYMMETRIC",
      codes: ["ASYMMETRIC_STATEFUL"],
    },
  ]);
});

describe("Azure Firewall", () => {
  runCases([
    {
      name: "T51 R62: a network rule for both spokes",
      network: () => viaFirewall(TEN),
      verdict: "REACHABLE",
      via: "firewall | firewall",
    },
    {
      name: "T52 R62: without a rule it denies",
      network: () => viaFirewall([]),
      verdict: "BLOCKED",
      codes: ["FIREWALL_DENY"],
    },
    {
      name: "R62 D3: a rule for one direction passes that one and its replies",
      network: () => viaFirewall([["10.10.0.0/16", "10.20.0.0/16"]]),
      verdict: "REACHABLE",
    },
    {
      name: "R62 D3: and not the other",
      network: () => viaFirewall([["10.10.0.0/16", "10.20.0.0/16"]]),
      pair: ["spoke2", "spoke1"],
      verdict: "BLOCKED",
      codes: ["FIREWALL_DENY"],
    },
    {
      name: "D2: a rule for one port is a part",
      network: () => viaFirewall([["*", "*", "TCP", "443"]]),
      verdict: "CONDITIONAL",
      codes: ["FILTERED_PARTLY"],
    },
    {
      name: "D2: that port passes",
      network: () => viaFirewall([["*", "*", "TCP", "443"]]),
      options: { port: 443 },
      verdict: "REACHABLE",
    },
    {
      name: "D2: another does not",
      network: () => viaFirewall([["*", "*", "TCP", "443"]]),
      options: { port: 22 },
      verdict: "BLOCKED",
      codes: ["FIREWALL_DENY"],
    },
    {
      name: "D2: nor the same port of another protocol",
      network: () => viaFirewall([["*", "*", "TCP", "443"]]),
      options: { protocol: "udp", port: 443 },
      verdict: "BLOCKED",
      codes: ["FIREWALL_DENY"],
    },
    {
      name: "D2: ICMP by its own protocol",
      network: () => viaFirewall([["*", "*", "ICMP", "*"]]),
      options: { protocol: "icmp" },
      verdict: "REACHABLE",
    },
    {
      name: "D2: any protocol is more than TCP",
      network: () => viaFirewall([["*", "*", "TCP", "*"]]),
      options: { protocol: "any" },
      verdict: "CONDITIONAL",
      codes: ["FILTERED_PARTLY"],
    },
    {
      name: "D2: a range of ports",
      network: () => viaFirewall([["*", "*", "TCP", "8000-9000"]]),
      options: { port: 8443 },
      verdict: "REACHABLE",
    },
    {
      name: "R62: a rule that covers a part of the destination",
      network: () => viaFirewall([["*", "10.20.0.0/25"]]),
      verdict: "CONDITIONAL",
      codes: ["FILTERED_PARTLY"],
    },
    {
      name: "R62: two rules that cover it together",
      network: () =>
        viaFirewall([
          ["*", "10.20.0.0/25"],
          ["*", "10.20.0.128/25"],
        ]),
      verdict: "REACHABLE",
    },
    {
      name: "R62: addresses written as a range",
      network: () => viaFirewall([["10.10.0.0-10.10.0.255", "10.20.0.0-10.20.255.255"]]),
      verdict: "REACHABLE",
    },
    {
      name: "R62: a deny of a lower priority number comes first",
      network: () =>
        viaFirewall(TEN).firewallGroup("deny", "hub", 90, {
          rules: [["10.10.0.0/16", "10.20.0.0/16"]],
          action: "Deny",
        }),
      verdict: "BLOCKED",
      codes: ["FIREWALL_DENY"],
    },
    {
      name: "R62: a deny of a higher one does not",
      network: () =>
        viaFirewall(TEN).firewallGroup("deny", "hub", 200, { rules: [["*", "*"]], action: "Deny" }),
      verdict: "REACHABLE",
    },
    {
      name: "R62: rules of a base policy come before its child's",
      network: () =>
        viaFirewall(TEN, { base_policy_id: "${azurerm_firewall_policy.base.id}" })
          .add("azurerm_firewall_policy", "base", {
            name: "base",
            location: "eastasia",
            resource_group_name: "rg",
          })
          .firewallGroup("base", "base", 5000, { rules: [["*", "10.20.0.0/16"]], action: "Deny" }),
      verdict: "BLOCKED",
      codes: ["FIREWALL_DENY"],
    },
    {
      name: "R62: a base policy's rules allow as well",
      network: () =>
        viaFirewall([], { base_policy_id: "${azurerm_firewall_policy.base.id}" })
          .add("azurerm_firewall_policy", "base", {
            name: "base",
            location: "eastasia",
            resource_group_name: "rg",
          })
          .firewallGroup("base", "base", 500, { rules: [["*", "*"]] }),
      verdict: "REACHABLE",
    },
    {
      name: "R62: addresses in IP groups",
      network: () => {
        const network = viaFirewall([["*", "*"]])
          .add("azurerm_ip_group", "a", {
            name: "a",
            location: "eastasia",
            resource_group_name: "rg",
            cidrs: ["10.10.0.0/16"],
          })
          .add("azurerm_ip_group", "b", {
            name: "b",
            location: "eastasia",
            resource_group_name: "rg",
            cidrs: ["10.20.0.0/16"],
          });
        return network.change("azurerm_firewall_policy_rule_collection_group", "hub", {
          network_rule_collection: [
            {
              name: "c",
              priority: 100,
              action: "Allow",
              rule: [
                {
                  name: "r",
                  source_ip_groups: ["${azurerm_ip_group.a.id}"],
                  destination_ip_groups: ["${azurerm_ip_group.b.id}"],
                  protocols: ["Any"],
                  destination_ports: ["*"],
                },
              ],
            },
          ],
        });
      },
      verdict: "REACHABLE",
    },
    {
      name: "R62: classic rule collections",
      network: () => {
        const network = viaFirewall([]).add("azurerm_firewall_network_rule_collection", "c", {
          name: "c",
          azure_firewall_name: "${azurerm_firewall.hub.name}",
          resource_group_name: "rg",
          priority: 100,
          action: "Allow",
          rule: [
            {
              name: "r",
              source_addresses: ["10.0.0.0/8"],
              destination_addresses: ["10.0.0.0/8"],
              protocols: ["Any"],
              destination_ports: ["*"],
            },
          ],
        });
        delete network.resource.azurerm_firewall.hub.firewall_policy_id;
        return network;
      },
      verdict: "REACHABLE",
    },
    {
      name: "R62: a policy that is not in the configuration",
      network: () =>
        viaFirewall([]).change("azurerm_firewall", "hub", {
          firewall_policy_id:
            "/subscriptions/0/resourceGroups/rg/providers/Microsoft.Network/firewallPolicies/elsewhere",
        }),
      verdict: "CONDITIONAL",
      codes: ["FIREWALL_RULES_UNKNOWN"],
    },
    {
      name: "R81 R31b: SNAT makes the way back symmetric without a table in the destination",
      network: () =>
        viaFirewall(TEN, { private_ip_ranges: ["255.255.255.255/32"] }).remove(
          "azurerm_subnet_route_table_association",
          "spoke2_default",
        ),
      verdict: "REACHABLE",
    },
    {
      name: "R62: a list of private ranges replaces the default: what is not in it is translated",
      network: () =>
        viaFirewall(TEN, { private_ip_ranges: ["192.168.0.0/16"] }).remove(
          "azurerm_subnet_route_table_association",
          "spoke2_default",
        ),
      verdict: "REACHABLE",
    },
    {
      name: "R62: what is in it is not",
      network: () =>
        viaFirewall(TEN, { private_ip_ranges: ["10.0.0.0/8"] }).remove(
          "azurerm_subnet_route_table_association",
          "spoke2_default",
        ),
      verdict: "ONE_WAY",
      codes: ["RETURN_ROUTE_MISSING"],
    },
    {
      name: "R62: 0.0.0.0/0 translates nothing",
      network: () =>
        viaFirewall(TEN, { private_ip_ranges: ["0.0.0.0/0"] }).remove(
          "azurerm_subnet_route_table_association",
          "spoke2_default",
        ),
      verdict: "ONE_WAY",
      codes: ["RETURN_ROUTE_MISSING"],
    },
    {
      name: "R62: the default translates nothing private",
      network: () => viaFirewall(TEN).remove("azurerm_subnet_route_table_association", "spoke2_default"),
      verdict: "ONE_WAY",
      codes: ["RETURN_ROUTE_MISSING"],
    },
    {
      name: "R62: public addresses in a spoke are translated by default",
      network: () =>
        viaFirewall([["*", "*"]])
          .network("spoke3", "51.10.0.0/16", { default: "51.10.0.0/24" })
          .peer("hub", "spoke3"),
      pair: ["spoke1", "spoke3"],
      verdict: "REACHABLE",
    },
    {
      name: "R81: a firewall there and the direct way back",
      network: () =>
        viaFirewall(TEN)
          .peer("spoke1", "spoke2")
          .table("spoke1/default", [["10.20.0.0/16", FIREWALL]]),
      verdict: "ASYMMETRIC",
      codes: ["ASYMMETRIC_STATEFUL"],
    },
    {
      name: "U16: a literal next hop at the firewall's usual address",
      beforeApply: true,
      network: () => viaAppliance("10.0.2.4").firewall("hub", TEN),
      verdict: "REACHABLE",
      codes: ["FIREWALL_ADDRESS_GUESSED"],
    },
    {
      name: "R47 R62: from on-premises through the firewall, denied there",
      network: () =>
        withGateway(viaFirewall([["10.0.0.0/8", "*"]]))
          .table("hub/GatewaySubnet", [["10.10.0.0/16", FIREWALL]])
          .table("spoke1/default", [["0.0.0.0/0", FIREWALL]], false),
      pair: ["on-premises/dc1", "spoke1"],
      verdict: "BLOCKED",
      codes: ["FIREWALL_DENY"],
    },
    {
      name: "R47 R62 D3: and passed in the other direction",
      network: () =>
        withGateway(viaFirewall([["10.0.0.0/8", "*"]]))
          .table("hub/GatewaySubnet", [["10.10.0.0/16", FIREWALL]])
          .table("spoke1/default", [["0.0.0.0/0", FIREWALL]], false),
      pair: ["spoke1", "on-premises/dc1"],
      verdict: "REACHABLE",
    },
  ]);
});
