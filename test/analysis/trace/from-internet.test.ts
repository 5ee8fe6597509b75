import { analyze, readConfiguration } from "../../../lib/analysis";
import { codes, through } from "../support/answers";
import { TerraformNetwork } from "../support/terraform-network";

const SPOKE1 = "vnet-spoke1/default";

type Block = { readonly [argument: string]: unknown };

const base = { location: "eastasia", resource_group_name: "rg" };

const machine = (network: TerraformNetwork, more: Block = {}, sku = "Standard"): TerraformNetwork =>
  network
    .add("azurerm_public_ip", "vm", { ...base, name: "pip-vm", sku, ip_address: "20.5.5.5" })
    .add("azurerm_network_interface", "vm", {
      ...base,
      name: "nic-vm",
      ip_configuration: [
        {
          name: "ipconfig",
          subnet_id: "${azurerm_subnet.spoke1_default.id}",
          private_ip_address: "10.10.0.4",
          private_ip_address_allocation: "Static",
          public_ip_address_id: "${azurerm_public_ip.vm.id}",
          ...more,
        },
      ],
    });

const allowing = (
  network: TerraformNetwork,
  port: string,
  source = "Internet",
  subnet = "spoke1_default",
): TerraformNetwork =>
  network
    .add("azurerm_network_security_group", "s", {
      ...base,
      name: "nsg",
      security_rule: [
        {
          name: "in",
          priority: 100,
          direction: "Inbound",
          access: "Allow",
          protocol: "Tcp",
          source_address_prefix: source,
          source_port_range: "*",
          destination_address_prefix: "*",
          destination_port_range: port,
        },
      ],
    })
    .add("azurerm_subnet_network_security_group_association", "s", {
      subnet_id: `\${azurerm_subnet.${subnet}.id}`,
      network_security_group_id: "${azurerm_network_security_group.s.id}",
    });

const balancer = (
  network: TerraformNetwork,
  frontend: Block = { public_ip_address_id: "${azurerm_public_ip.lb.id}" },
): TerraformNetwork =>
  network
    .add("azurerm_public_ip", "lb", { ...base, name: "pip-lb", sku: "Standard", ip_address: "20.7.7.7" })
    .add("azurerm_lb", "lb", {
      ...base,
      name: "lb",
      sku: "Standard",
      frontend_ip_configuration: [{ name: "fe", ...frontend }],
    })
    .add("azurerm_lb_backend_address_pool", "lb", { name: "pool", loadbalancer_id: "${azurerm_lb.lb.id}" })
    .add("azurerm_network_interface_backend_address_pool_association", "lb", {
      network_interface_id: "${azurerm_network_interface.vm.id}",
      ip_configuration_name: "ipconfig",
      backend_address_pool_id: "${azurerm_lb_backend_address_pool.lb.id}",
    });

const rule = (network: TerraformNetwork): TerraformNetwork =>
  network.add("azurerm_lb_rule", "lb", {
    name: "web",
    loadbalancer_id: "${azurerm_lb.lb.id}",
    protocol: "Tcp",
    frontend_port: 443,
    backend_port: 8443,
    frontend_ip_configuration_name: "fe",
    backend_address_pool_ids: ["${azurerm_lb_backend_address_pool.lb.id}"],
  });

const natRule = (network: TerraformNetwork): TerraformNetwork =>
  network
    .add("azurerm_lb_nat_rule", "rdp", {
      name: "rdp",
      resource_group_name: "rg",
      loadbalancer_id: "${azurerm_lb.lb.id}",
      protocol: "Tcp",
      frontend_port: 50001,
      backend_port: 3389,
      frontend_ip_configuration_name: "fe",
    })
    .add("azurerm_network_interface_nat_rule_association", "rdp", {
      network_interface_id: "${azurerm_network_interface.vm.id}",
      ip_configuration_name: "ipconfig",
      nat_rule_id: "${azurerm_lb_nat_rule.rdp.id}",
    });

const dnat = (network: TerraformNetwork, more: Block = {}): TerraformNetwork =>
  network
    .add("azurerm_public_ip", "afw", { ...base, name: "pip-afw", sku: "Standard" })
    .add("azurerm_firewall_policy", "hub", { ...base, name: "afwp" })
    .add("azurerm_firewall_policy_rule_collection_group", "hub", {
      name: "rules",
      firewall_policy_id: "${azurerm_firewall_policy.hub.id}",
      priority: 100,
      nat_rule_collection: [
        {
          name: "in",
          priority: 100,
          action: "Dnat",
          rule: [
            {
              name: "rdp",
              protocols: ["TCP"],
              source_addresses: ["*"],
              destination_address: "${azurerm_public_ip.afw.ip_address}",
              destination_ports: ["50001"],
              translated_address: "10.10.0.4",
              translated_port: 3389,
              ...more,
            },
          ],
        },
      ],
    })
    .add("azurerm_firewall", "hub", {
      ...base,
      name: "afw",
      sku_name: "AZFW_VNet",
      sku_tier: "Standard",
      firewall_policy_id: "${azurerm_firewall_policy.hub.id}",
      ip_configuration: [
        {
          name: "ipconfig",
          subnet_id: "${azurerm_subnet.hub_AzureFirewallSubnet.id}",
          public_ip_address_id: "${azurerm_public_ip.afw.id}",
        },
      ],
    });

const toFirewall = (network: TerraformNetwork): TerraformNetwork =>
  network.routes("spoke1_default", {
    "0.0.0.0/0": "${azurerm_firewall.hub.ip_configuration[0].private_ip_address}",
  });

const ask = (network: TerraformNetwork, port?: number) =>
  network.ask("internet", SPOKE1, port === undefined ? {} : { port });

const exposures = (network: TerraformNetwork) =>
  analyze(readConfiguration(network.configuration)).answer("internet", SPOKE1).exposures ?? [];

describe("what the Internet reaches", () => {
  test("is nothing, where nothing has a public address", () => {
    const result = ask(new TerraformNetwork());
    expect([result.verdict, codes(result)]).toEqual(["BLOCKED", ["INGRESS_NONE"]]);
    expect(exposures(new TerraformNetwork())).toEqual([]);
  });

  test("a Standard address is closed until a security group opens it; a Basic one is open", () => {
    const closed = ask(machine(new TerraformNetwork()));
    expect([closed.verdict, codes(closed)[0]]).toEqual(["BLOCKED", "INGRESS_CLOSED"]);
    expect(ask(machine(new TerraformNetwork(), {}, "Basic")).verdict).toBe("REACHABLE");
    expect(ask(allowing(machine(new TerraformNetwork()), "*")).verdict).toBe("REACHABLE");
  });

  test.each([
    ["an address whose SKU only apply tells", machine(new TerraformNetwork(), {}, "${var.sku}")],
    [
      "an address of which only the id is known",
      machine(new TerraformNetwork(), { public_ip_address_id: "${var.address}" }),
    ],
  ])("%s may be Basic, and so open without a security group", (_, network) => {
    const open = ask(network);
    expect([open.verdict, codes(open)]).toEqual([
      "CONDITIONAL",
      expect.arrayContaining(["INGRESS_SKU_UNKNOWN"]) as unknown,
    ]);
    expect(codes(ask(allowing(network, "*")))).not.toContain("INGRESS_SKU_UNKNOWN");
  });

  test("security groups say which ports, and to whom", () => {
    const network = allowing(machine(new TerraformNetwork()), "22", "203.0.113.0/24");
    expect(ask(network).verdict).toBe("CONDITIONAL");
    expect(ask(network).reasons.find(({ code }) => code === "FILTERED_PARTLY")?.params.part).toBe(
      "TCP 22 ← 203.0.113.0/24",
    );
    expect([ask(network, 3389).verdict, codes(ask(network, 3389))[0]]).toEqual(["BLOCKED", "DENIED_IN"]);
    expect(exposures(network)).toEqual([
      { by: "azurerm_public_ip.vm", packets: "TCP 22 ← 203.0.113.0/24 → 10.10.0.4" },
    ]);
    expect(codes(ask(allowing(machine(new TerraformNetwork()), "443", "AzureFrontDoor.Backend")))).toContain(
      "FILTER_BY_NAME",
    );
  });

  test("the reply of a machine with an address of its own gets lost in a firewall that never saw the request", () => {
    const network = toFirewall(
      dnat(allowing(machine(new TerraformNetwork()), "*"), { translated_address: "10.20.0.4" }),
    );
    const result = ask(network);
    expect([result.verdict, through(result)]).toEqual(["ASYMMETRIC", "20.5.5.5 | afw"]);
    expect(codes(result)).toContain("ASYMMETRIC_STATEFUL");
  });

  test("load balancers publish the port behind, and security groups are asked about that one", () => {
    const network = rule(balancer(machine(new TerraformNetwork(), { public_ip_address_id: undefined })));
    expect(codes(ask(network, 8443))[0]).toBe("INGRESS_CLOSED");
    const open = allowing(network, "8443");
    expect(ask(open, 8443).verdict).toBe("REACHABLE");
    expect(ask(open, 8443).reasons[0].params).toMatchObject({ address: "20.7.7.7:443", port: "8443" });
    expect([ask(open, 443).verdict, codes(ask(open, 443))[0]]).toEqual(["BLOCKED", "INGRESS_OTHER_PORTS"]);
    expect(ask(open).verdict).toBe("CONDITIONAL");
  });

  const idOf = (kind: string): string =>
    `/subscriptions/s/resourceGroups/r/providers/Microsoft.Network/${kind}/p`;

  test.each<[string, Block, string]>([
    ["the id of an address", { public_ip_address_id: idOf("publicIPAddresses") }, "REACHABLE"],
    ["an address that only apply tells", { public_ip_address_id: "${var.address}" }, "REACHABLE"],
    ["a prefix", { public_ip_prefix_id: idOf("publicIPPrefixes") }, "REACHABLE"],
    [
      "an address or a subnet",
      {
        public_ip_address_id: '${var.open ? azurerm_public_ip.lb.id : ""}',
        subnet_id: "${var.open ? null : azurerm_subnet.spoke1_default.id}",
      },
      "CONDITIONAL",
    ],
    ["a subnet", { subnet_id: "${azurerm_subnet.spoke1_default.id}" }, "BLOCKED"],
  ])("a front end with %s that the input doesn't hold is as public", (_, frontend, verdict) => {
    const behind = balancer(machine(new TerraformNetwork(), { public_ip_address_id: undefined }), frontend);
    const network = allowing(rule(behind), "8443");
    expect(ask(network, 8443).verdict).toBe(verdict);
    expect(network.ask("vnet-spoke1/default", "internet").verdict).toBe(verdict);
  });

  test.each<[string, Block]>([
    ["backend_address_pool", { backend_address_pool_id: `${idOf("loadBalancers")}/backendAddressPools/p` }],
    ["nat_rule", { nat_rule_id: "${var.rule}" }],
  ])("a balancer elsewhere may publish whom a %s association puts behind it", (kind, behind) => {
    const network = machine(new TerraformNetwork(), { public_ip_address_id: undefined }).add(
      `azurerm_network_interface_${kind}_association`,
      "x",
      {
        network_interface_id: "${azurerm_network_interface.vm.id}",
        ip_configuration_name: "ipconfig",
        ...behind,
      },
    );
    expect([ask(network).verdict, codes(ask(network))]).toEqual(["CONDITIONAL", ["ARGUMENT_UNKNOWN"]]);
    expect(network.ask("internet", "vnet-spoke2/default").verdict).toBe("BLOCKED");
  });

  test("a NAT rule leads to one machine", () => {
    const network = natRule(balancer(machine(new TerraformNetwork(), { public_ip_address_id: undefined })));
    expect(ask(allowing(network, "3389"), 3389).verdict).toBe("REACHABLE");
  });

  test("DNAT lets in what it translates, and the answer goes back through the firewall by itself", () => {
    const network = dnat(new TerraformNetwork());
    const result = ask(network, 3389);
    expect([result.verdict, through(result)]).toEqual(["REACHABLE", "afw | afw"]);
    expect(result.reasons[0].params).toMatchObject({
      address: "pip-afw:50001",
      translated: "10.10.0.4:3389",
    });
    expect(ask(network, 443).verdict).toBe("BLOCKED");
    expect(network.ask("internet", "vnet-spoke2/default").verdict).toBe("BLOCKED");
    expect(exposures(network)).toEqual([{ by: "azurerm_firewall.hub", packets: "TCP 3389 → 10.10.0.4" }]);
  });

  test("DNAT to a reference, to a private address of the firewall, and to what only apply tells", () => {
    const referred = machine(
      dnat(new TerraformNetwork(), {
        translated_address: "${azurerm_network_interface.vm.private_ip_address}",
      }),
      { public_ip_address_id: undefined },
    );
    expect(ask(referred, 3389).verdict).toBe("REACHABLE");
    const inside = dnat(new TerraformNetwork(), { destination_address: "10.0.3.4" });
    expect(ask(inside, 3389).verdict).toBe("BLOCKED");
    expect(ask(dnat(new TerraformNetwork(), { translated_address: "${var.server}" }), 3389).verdict).toBe(
      "CONDITIONAL",
    );
  });

  test("forced tunnelling sends the answer elsewhere", () => {
    const network = dnat(new TerraformNetwork()).routes("hub_AzureFirewallSubnet", { "0.0.0.0/0": "None" });
    expect(ask(network, 3389).verdict).toBe("ONE_WAY");
  });

  test("one way that is open is enough, whatever the others are", () => {
    const both = dnat(machine(new TerraformNetwork()));
    expect(ask(both, 3389).verdict).toBe("REACHABLE");
  });

  test("what may publish something and isn't in the input leaves it open", () => {
    const unknown = machine(new TerraformNetwork(), {
      public_ip_address_id: "${var.public ? azurerm_public_ip.vm.id : null}",
    });
    expect(ask(allowing(unknown, "*")).verdict).toBe("CONDITIONAL");
    const appliance = new TerraformNetwork()
      .add("azurerm_public_ip", "nva", { ...base, name: "pip-nva", sku: "Standard" })
      .add("azurerm_network_interface", "nva", {
        ...base,
        name: "nic-nva",
        ip_forwarding_enabled: true,
        ip_configuration: [
          {
            name: "ipconfig",
            subnet_id: "${azurerm_subnet.hub_snet-nva.id}",
            public_ip_address_id: "${azurerm_public_ip.nva.id}",
          },
        ],
      });
    expect([ask(appliance).verdict, codes(ask(appliance))]).toEqual([
      "CONDITIONAL",
      ["INGRESS_BY_APPLIANCE"],
    ]);
  });

  test("an application gateway publishes what its backends are, in ways that aren't followed", () => {
    const gateway = (pool: Block): TerraformNetwork =>
      new TerraformNetwork()
        .add("azurerm_subnet", "hub_agw", {
          name: "snet-agw",
          resource_group_name: "rg",
          virtual_network_name: "${azurerm_virtual_network.hub.name}",
          address_prefixes: ["10.0.9.0/24"],
        })
        .add("azurerm_application_gateway", "agw", {
          ...base,
          name: "agw",
          frontend_ip_configuration: [{ name: "fe", public_ip_address_id: "${azurerm_public_ip.agw.id}" }],
          gateway_ip_configuration: [{ name: "gw", subnet_id: "${azurerm_subnet.hub_agw.id}" }],
          backend_address_pool: [{ name: "pool", ...pool }],
        });
    const known = gateway({ ip_addresses: ["10.10.0.4"] });
    expect([ask(known).verdict, codes(ask(known))]).toEqual(["CONDITIONAL", ["INGRESS_BY_PROXY"]]);
    expect(known.ask("internet", "vnet-spoke2/default").verdict).toBe("BLOCKED");
    expect(known.ask("internet", "vnet-hub/snet-agw").verdict).toBe("CONDITIONAL");
    expect(gateway({ fqdns: ["app.contoso.com"] }).ask("internet", "vnet-spoke2/default").verdict).toBe(
      "CONDITIONAL",
    );
    const managed = (port: string, source: string): TerraformNetwork =>
      allowing(gateway({ ip_addresses: ["10.10.0.4"] }), port, source, "hub_agw");
    const shut = ask(managed("65200-65535", "GatewayManager"));
    expect([shut.verdict, codes(shut)]).toEqual(["BLOCKED", ["DENIED_IN"]]);
    expect(shut.reasons[0].params).toMatchObject({ at: "vnet-hub/snet-agw", group: "nsg" });
    expect(ask(managed("65200-65535", "*")).verdict).toBe("BLOCKED");
    expect(codes(ask(managed("443", "Internet")))).toEqual(["INGRESS_BY_PROXY"]);
    expect(codes(ask(managed("443", "203.0.113.0/24")))).toEqual(["INGRESS_BY_PROXY"]);
  });

  const rules = (written: Block): TerraformNetwork =>
    dnat(new TerraformNetwork()).add("azurerm_firewall_policy_rule_collection_group", "later", {
      name: "later",
      firewall_policy_id: "${azurerm_firewall_policy.hub.id}",
      priority: 200,
      nat_rule_collection: [
        {
          name: "more",
          priority: 100,
          action: "Dnat",
          rule: [written].map((one) => ({
            name: "again",
            protocols: ["TCP"],
            source_addresses: ["*"],
            destination_address: "${azurerm_public_ip.afw.ip_address}",
            destination_ports: ["50001"],
            translated_address: "10.20.0.4",
            translated_port: 22,
            ...one,
          })),
        },
      ],
    });

  test("of DNAT rules for one address and port the first counts, whatever later ones say", () => {
    const later = (more: Block): readonly unknown[] => {
      const result = rules(more).ask("internet", "vnet-spoke2/default");
      return [result.verdict, result.reasons[0].code, result.reasons[0].params.why];
    };
    expect(later({})).toEqual(["BLOCKED", "INGRESS_DNAT_UNUSED", "order"]);
    expect(later({ destination_ports: ["50000-50002"] })[0]).toBe("CONDITIONAL");
    expect(later({ destination_ports: ["22"] })[0]).toBe("CONDITIONAL");
    // The rule before is for some sources only.
    const open = dnat(rules({}), { source_addresses: ["203.0.113.0/24"] });
    expect(open.ask("internet", "vnet-spoke2/default").verdict).toBe("CONDITIONAL");
    // Which sources that are, only apply tells.
    const unknown = dnat(rules({}), { source_addresses: "${var.partners}" });
    expect(unknown.ask("internet", "vnet-spoke2/default", { port: 22 }).verdict).toBe("CONDITIONAL");
  });

  test("a DNAT rule for an address that the firewall doesn't have lets nothing in", () => {
    const known = { ...base, name: "pip-afw", sku: "Standard", ip_address: "20.6.6.6" };
    const of = (destination: string): TerraformNetwork =>
      dnat(new TerraformNetwork(), { destination_address: destination })
        .add("azurerm_public_ip", "afw", known)
        .add("azurerm_public_ip", "other", { ...base, name: "pip-other", sku: "Standard" });
    expect(ask(of("20.6.6.6"), 3389).verdict).toBe("REACHABLE");
    expect(ask(of("*"), 3389).verdict).toBe("REACHABLE");
    for (const foreign of ["20.6.6.7", "${azurerm_public_ip.other.ip_address}"]) {
      const result = ask(of(foreign), 3389);
      expect([result.verdict, result.reasons[0].params.why]).toEqual(["BLOCKED", "address"]);
    }
    // As long as only apply tells the firewall's address, any may be it.
    const open = ask(dnat(new TerraformNetwork(), { destination_address: "20.6.6.7" }), 3389);
    expect([open.verdict, codes(open)]).toEqual(["CONDITIONAL", ["INGRESS_DNAT", "ADDRESS_UNKNOWN"]]);
  });

  test("DNAT to an internal load balancer leads to the machines behind it, at their port", () => {
    const inside = (port: number): TerraformNetwork =>
      rule(
        balancer(
          machine(dnat(new TerraformNetwork(), { translated_address: "10.10.9.9", translated_port: port }), {
            public_ip_address_id: undefined,
          }),
        ),
      )
        .add("azurerm_subnet", "spoke1_front", {
          name: "front",
          resource_group_name: "rg",
          virtual_network_name: "${azurerm_virtual_network.spoke1.name}",
          address_prefixes: ["10.10.9.0/24"],
        })
        .add("azurerm_lb", "lb", {
          ...base,
          name: "lb",
          sku: "Standard",
          frontend_ip_configuration: [
            { name: "fe", subnet_id: "${azurerm_subnet.spoke1_front.id}", private_ip_address: "10.10.9.9" },
          ],
        });
    expect(ask(inside(443), 8443).verdict).toBe("REACHABLE");
    expect(exposures(inside(443))).toEqual([{ by: "azurerm_firewall.hub", packets: "TCP 8443 → 10.10.0.4" }]);
    expect(ask(inside(80)).verdict).toBe("BLOCKED");
  });

  test("of DNAT to a name only DNS tells where it leads", () => {
    const named = ask(
      dnat(new TerraformNetwork(), { translated_address: undefined, translated_fqdn: "app.contoso.com" }),
    );
    expect([named.verdict, codes(named)]).toEqual([
      "CONDITIONAL",
      ["INGRESS_DNAT", "INGRESS_DNAT_NAME", "INGRESS_PARTLY"],
    ]);
  });

  test("an appliance behind a public load balancer may publish anything near it", () => {
    const network = rule(balancer(new TerraformNetwork())).add("azurerm_network_interface", "vm", {
      ...base,
      name: "nic-nva",
      ip_forwarding_enabled: true,
      ip_configuration: [{ name: "ipconfig", subnet_id: "${azurerm_subnet.hub_snet-nva.id}" }],
    });
    expect([ask(network).verdict, codes(ask(network))]).toEqual(["CONDITIONAL", ["INGRESS_BY_APPLIANCE"]]);
  });

  test("an application gateway behind the firewall publishes as one with a public front end", () => {
    const gateway = (target: string): TerraformNetwork =>
      dnat(new TerraformNetwork(), { translated_address: target })
        .add("azurerm_subnet", "hub_agw", {
          name: "snet-agw",
          resource_group_name: "rg",
          virtual_network_name: "${azurerm_virtual_network.hub.name}",
          address_prefixes: ["10.0.9.0/24"],
        })
        .add("azurerm_application_gateway", "agw", {
          ...base,
          name: "agw",
          frontend_ip_configuration: [{ name: "fe", private_ip_address: "10.0.9.10" }],
          gateway_ip_configuration: [{ name: "gw", subnet_id: "${azurerm_subnet.hub_agw.id}" }],
          backend_address_pool: [{ name: "pool", ip_addresses: ["10.20.0.4"] }],
        });
    expect(gateway("10.0.9.10").ask("internet", "vnet-spoke2/default").verdict).toBe("CONDITIONAL");
    expect(gateway("10.10.0.4").ask("internet", "vnet-spoke2/default").verdict).toBe("BLOCKED");
  });

  test.each([
    [
      "azurerm_kubernetes_cluster",
      { default_node_pool: [{ vnet_subnet_id: "${azurerm_subnet.spoke1_default.id}" }] },
    ],
    [
      "azurerm_container_app_environment",
      { infrastructure_subnet_id: "${azurerm_subnet.spoke1_default.id}" },
    ],
    ["azurerm_app_service_environment_v3", { subnet_id: "${azurerm_subnet.spoke1_default.id}" }],
    [
      "azurerm_redhat_openshift_cluster",
      {
        ingress_profile: [{ visibility: "Public" }],
        worker_profile: [{ subnet_id: "${azurerm_subnet.spoke1_default.id}" }],
      },
    ],
    [
      "azurerm_nginx_deployment",
      {
        frontend_public: [{ ip_address: ["${azurerm_public_ip.n.id}"] }],
        network_interface: [{ subnet_id: "${azurerm_subnet.spoke1_default.id}" }],
      },
    ],
    [
      "azurerm_api_management",
      {
        virtual_network_type: "External",
        virtual_network_configuration: [{ subnet_id: "${azurerm_subnet.spoke1_default.id}" }],
      },
    ],
  ])("what %s publishes by itself is open", (type, values) => {
    const network = new TerraformNetwork().add(type, "service", { ...base, name: "service", ...values });
    expect([ask(network).verdict, codes(ask(network))]).toEqual(["CONDITIONAL", ["INGRESS_BY_SERVICE"]]);
    expect(network.ask("internet", "vnet-spoke2/default").verdict).toBe("BLOCKED");
  });

  test.each([
    [
      "azurerm_app_service_environment_v3",
      {
        internal_load_balancing_mode: "Web, Publishing",
        subnet_id: "${azurerm_subnet.spoke1_default.id}",
      },
    ],
    [
      "azurerm_redhat_openshift_cluster",
      {
        ingress_profile: [{ visibility: "Private" }],
        worker_profile: [{ subnet_id: "${azurerm_subnet.spoke1_default.id}" }],
      },
    ],
  ])("a private %s publishes nothing", (type, values) => {
    const network = new TerraformNetwork().add(type, "service", { ...base, name: "service", ...values });
    expect(ask(network).verdict).toBe("BLOCKED");
  });

  test("Front Door asks what a private link service has behind it", () => {
    const network = rule(balancer(machine(new TerraformNetwork(), { public_ip_address_id: undefined })))
      .add("azurerm_lb", "lb", {
        ...base,
        name: "lb",
        sku: "Standard",
        frontend_ip_configuration: [{ name: "fe", subnet_id: "${azurerm_subnet.spoke1_default.id}" }],
      })
      .add("azurerm_private_link_service", "pls", {
        ...base,
        name: "pls",
        load_balancer_frontend_ip_configuration_ids: ["${azurerm_lb.lb.frontend_ip_configuration[0].id}"],
      });
    expect(ask(network).verdict).toBe("BLOCKED");
    network.add("azurerm_cdn_frontdoor_origin", "origin", {
      name: "origin",
      private_link: [{ private_link_target_id: "${azurerm_private_link_service.pls.id}" }],
    });
    expect([ask(network).verdict, codes(ask(network))]).toEqual(["CONDITIONAL", ["INGRESS_BY_PRIVATE_LINK"]]);
  });

  const placedSomewhere = (network: TerraformNetwork, more: Block = {}): TerraformNetwork =>
    network.add("azurerm_firewall", "hub", {
      ...base,
      name: "afw",
      sku_name: "AZFW_VNet",
      sku_tier: "Standard",
      firewall_policy_id: "${azurerm_firewall_policy.hub.id}",
      ip_configuration: [
        {
          name: "c",
          subnet_id: "${var.place}",
          public_ip_address_id: "${azurerm_public_ip.afw.id}",
        },
      ],
      ...more,
    });

  test.each([
    [
      "a machine's public address",
      machine(new TerraformNetwork(), { subnet_id: "${var.place}" }, "Basic"),
      "ARGUMENT_UNKNOWN",
    ],
    [
      "a machine behind a public load balancer",
      rule(
        balancer(
          machine(new TerraformNetwork(), { public_ip_address_id: undefined, subnet_id: "${var.place}" }),
        ),
      ),
      "ARGUMENT_UNKNOWN",
    ],
  ])("nobody can say that nothing leads in where the place of %s isn't told", (_, network, code) => {
    const result = ask(network);
    expect([result.verdict, codes(result)]).toEqual(["CONDITIONAL", [code]]);
  });

  test("a firewall in a place that isn't told publishes what its rules name, and only that", () => {
    expect(ask(placedSomewhere(dnat(new TerraformNetwork())), 3389).verdict).toBe("CONDITIONAL");
    const elsewhere = placedSomewhere(dnat(new TerraformNetwork(), { translated_address: "10.20.0.4" }));
    expect([ask(elsewhere).verdict, codes(ask(elsewhere))]).toEqual(["BLOCKED", ["INGRESS_NONE"]]);
  });

  test.each([
    ["subnet_id", {}],
    [
      "ip_configuration",
      {
        ip_configuration: undefined,
        dynamic: { ip_configuration: [{ for_each: "${var.places}", content: [{ name: "c" }] }] },
      },
    ],
  ])(
    "a firewall that may stand in two places, by %s, publishes what its rules name all the same",
    (argument, more) => {
      const network = placedSomewhere(dnat(new TerraformNetwork()), more).network("other", "10.90.0.0/16", {
        AzureFirewallSubnet: "10.90.0.0/26",
      });
      const result = ask(network, 3389);
      expect(result.verdict).toBe("CONDITIONAL");
      expect(result.reasons).toMatchObject([
        { code: "ARGUMENT_UNKNOWN", resource: "azurerm_firewall.hub", params: { argument } },
      ]);
    },
  );

  test("a firewall that is only read may publish anything", () => {
    const configuration = {
      ...new TerraformNetwork().configuration,
      data: { azurerm_firewall: { hub: { name: "afw", resource_group_name: "rg" } } },
    };
    const result = analyze(readConfiguration(configuration)).explain("internet", SPOKE1);
    expect([result.verdict, codes(result)]).toEqual(["CONDITIONAL", ["FIREWALL_RULES_UNKNOWN"]]);
  });
});
