import fc from "fast-check";
import { codes, through } from "../support/answers";
import { TerraformNetwork } from "../support/terraform-network";

const SPOKE1 = "vnet-spoke1/default";

type Block = { readonly [argument: string]: unknown };

const base = { location: "eastasia", resource_group_name: "rg" };

/** The subnet of spoke 1, with what makes it private or not. */
const subnet = (network: TerraformNetwork, more: Block): TerraformNetwork =>
  network.add("azurerm_subnet", "spoke1_default", {
    name: "default",
    resource_group_name: "rg",
    virtual_network_name: "${azurerm_virtual_network.spoke1.name}",
    address_prefixes: ["10.10.0.0/24"],
    ...more,
  });

const isPrivate = (network = new TerraformNetwork()): TerraformNetwork =>
  subnet(network, { default_outbound_access_enabled: false });

const publicIp = (network: TerraformNetwork, name: string, more: Block = {}): TerraformNetwork =>
  network.add("azurerm_public_ip", name, { ...base, name: `pip-${name}`, sku: "Standard", ...more });

const natGateway = (network: TerraformNetwork, at = "spoke1_default", more: Block = {}): TerraformNetwork =>
  publicIp(network, "nat", { ip_address: "20.1.1.1" })
    .add("azurerm_nat_gateway", "nat", { ...base, name: "ng", ...more })
    .add("azurerm_nat_gateway_public_ip_association", "nat", {
      nat_gateway_id: "${azurerm_nat_gateway.nat.id}",
      public_ip_address_id: "${azurerm_public_ip.nat.id}",
    })
    .add("azurerm_subnet_nat_gateway_association", "nat", {
      subnet_id: `\${azurerm_subnet.${at}.id}`,
      nat_gateway_id: "${azurerm_nat_gateway.nat.id}",
    });

const nic = (network: TerraformNetwork, name: string, more: Block = {}): TerraformNetwork =>
  network.add("azurerm_network_interface", name, {
    ...base,
    name: `nic-${name}`,
    ip_configuration: [{ name: "ipconfig", subnet_id: "${azurerm_subnet.spoke1_default.id}", ...more }],
  });

const withAddress = (network: TerraformNetwork): TerraformNetwork =>
  nic(publicIp(network, "vm"), "vm", { public_ip_address_id: "${azurerm_public_ip.vm.id}" });

const balancer = (network: TerraformNetwork, outbound: boolean): TerraformNetwork => {
  publicIp(network, "lb")
    .add("azurerm_lb", "lb", {
      ...base,
      name: "lb",
      sku: "Standard",
      frontend_ip_configuration: [{ name: "fe", public_ip_address_id: "${azurerm_public_ip.lb.id}" }],
    })
    .add("azurerm_lb_backend_address_pool", "lb", { name: "pool", loadbalancer_id: "${azurerm_lb.lb.id}" })
    .add("azurerm_network_interface_backend_address_pool_association", "lb", {
      network_interface_id: "${azurerm_network_interface.vm.id}",
      ip_configuration_name: "ipconfig",
      backend_address_pool_id: "${azurerm_lb_backend_address_pool.lb.id}",
    });
  return outbound
    ? network.add("azurerm_lb_outbound_rule", "lb", {
        name: "out",
        loadbalancer_id: "${azurerm_lb.lb.id}",
        protocol: "All",
        backend_address_pool_id: "${azurerm_lb_backend_address_pool.lb.id}",
        frontend_ip_configuration: [{ name: "fe" }],
      })
    : network;
};

const firewall = (
  network: TerraformNetwork,
  rules: { readonly network?: Block; readonly application?: Block },
  policy: Block = {},
  own: Block = {},
): TerraformNetwork =>
  publicIp(network, "afw", { ip_address: "20.9.9.9" })
    .add("azurerm_firewall_policy", "hub", { ...base, name: "afwp", ...policy })
    .add("azurerm_firewall_policy_rule_collection_group", "hub", {
      name: "rules",
      firewall_policy_id: "${azurerm_firewall_policy.hub.id}",
      priority: 100,
      ...(rules.network && {
        network_rule_collection: [{ name: "net", priority: 100, action: "Allow", rule: [rules.network] }],
      }),
      ...(rules.application && {
        application_rule_collection: [
          { name: "app", priority: 200, action: "Allow", rule: [rules.application] },
        ],
      }),
    })
    .add("azurerm_firewall", "hub", {
      ...base,
      name: "afw",
      sku_name: "AZFW_VNet",
      sku_tier: "Standard",
      firewall_policy_id: "${azurerm_firewall_policy.hub.id}",
      ...own,
      ip_configuration: [
        {
          name: "ipconfig",
          subnet_id: "${azurerm_subnet.hub_AzureFirewallSubnet.id}",
          public_ip_address_id: "${azurerm_public_ip.afw.id}",
        },
      ],
    });

const throughFirewall = (network: TerraformNetwork): TerraformNetwork =>
  network.routes("spoke1_default", {
    "0.0.0.0/0": "${azurerm_firewall.hub.ip_configuration[0].private_ip_address}",
  });

const ANYWHERE = {
  name: "any",
  protocols: ["Any"],
  source_addresses: ["10.0.0.0/8"],
  destination_addresses: ["*"],
  destination_ports: ["*"],
};

describe("what leaves for the Internet (W44)", () => {
  const ask = (network: TerraformNetwork, options = {}) => network.ask(SPOKE1, "internet", options);

  test("through a firewall by an FQDN tag is open on the ports of the web, whose protocols need not be written", () => {
    const tagged = {
      name: "aks",
      source_addresses: ["*"],
      destination_fqdn_tags: ["AzureKubernetesService"],
    };
    const network = throughFirewall(firewall(new TerraformNetwork(), { application: tagged }));
    const verdictOn = (port: number) => ask(network, { port }).verdict;
    expect([verdictOn(443), verdictOn(80), verdictOn(22)]).toEqual(["CONDITIONAL", "CONDITIONAL", "BLOCKED"]);
  });

  test("R67: what a default route leaves open of the tags is in one of both, which default rules let out", () => {
    const group = (rules: Block[]): TerraformNetwork =>
      natGateway(new TerraformNetwork())
        .routes("spoke1_default", { "0.0.0.0/0": "Internet" })
        .add("azurerm_network_security_group", "s", { ...base, name: "nsg", security_rule: rules })
        .add("azurerm_subnet_network_security_group_association", "s", {
          subnet_id: "${azurerm_subnet.spoke1_default.id}",
          network_security_group_id: "${azurerm_network_security_group.s.id}",
        });
    const deny = (tag: string): Block => ({
      name: "deny",
      priority: 100,
      direction: "Outbound",
      access: "Deny",
      protocol: "*",
      source_port_range: "*",
      destination_port_range: "*",
      source_address_prefix: "*",
      destination_address_prefix: tag,
    });
    expect(ask(group([])).verdict).toBe("REACHABLE");
    for (const tag of ["Internet", "VirtualNetwork"]) {
      const result = ask(group([deny(tag)]));
      expect([result.verdict, codes(result)]).toEqual([
        "CONDITIONAL",
        expect.arrayContaining(["TAG_DEFAULT_ROUTE"]),
      ]);
    }
  });

  test("goes by default outbound access where nothing else is there, and not out of a private subnet", () => {
    const open = ask(new TerraformNetwork());
    expect([open.verdict, codes(open)]).toEqual(["REACHABLE", ["EGRESS_DEFAULT"]]);
    const closed = ask(isPrivate());
    expect([closed.verdict, codes(closed)]).toEqual(["BLOCKED", ["EGRESS_NONE"]]);
  });

  test("a public address is a part of the Internet, a private one of its subnet", () => {
    expect(isPrivate().ask(SPOKE1, "8.8.8.8").reasons[0].code).toBe("EGRESS_NONE");
    expect(new TerraformNetwork().ask(SPOKE1, "8.8.8.0/24").verdict).toBe("REACHABLE");
    expect(new TerraformNetwork().ask("10.10.0.4", "10.20.0.4").verdict).toBe("BLOCKED");
    expect(() => new TerraformNetwork().ask(SPOKE1, "10.99.0.4")).toThrow("10.99.0.4");
  });

  test("of NAT gateway, public address, outbound rule and default access, the first that is there counts", () => {
    fc.assert(
      fc.property(fc.tuple(fc.boolean(), fc.boolean(), fc.boolean(), fc.boolean()), (facts) => {
        const [hasNat, hasAddress, hasRule, isOpen] = facts;
        const network = subnet(new TerraformNetwork(), { default_outbound_access_enabled: isOpen });
        (hasAddress ? withAddress : (one: TerraformNetwork) => nic(one, "vm"))(network);
        if (hasRule) {
          balancer(network, true);
        }
        if (hasNat) {
          natGateway(network);
        }
        const way = hasNat
          ? "EGRESS_NAT_GATEWAY"
          : hasAddress
            ? "EGRESS_PUBLIC_ADDRESS"
            : hasRule
              ? "EGRESS_LOAD_BALANCER"
              : isOpen
                ? "EGRESS_DEFAULT"
                : "EGRESS_NONE";
        const result = ask(network);
        expect(codes(result)).toEqual([way]);
        expect(result.verdict).toBe(way === "EGRESS_NONE" ? "BLOCKED" : "REACHABLE");
      }),
      { numRuns: 16 },
    );
  });

  test("names the NAT gateway on both ways, and its addresses", () => {
    const result = ask(natGateway(isPrivate()));
    expect(through(result)).toBe("ng | ng");
    expect(result.reasons[0].params.addresses).toBe("20.1.1.1");
  });

  test("behind a Standard load balancer without outbound rule there is no default address", () => {
    const result = ask(balancer(nic(new TerraformNetwork(), "vm"), false));
    expect([result.verdict, result.reasons[0].params.why]).toEqual(["BLOCKED", "balancer"]);
  });

  test("of machines of which only some have a way out, the verdict is about some", () => {
    const result = ask(nic(withAddress(isPrivate()), "other"));
    expect(result.verdict).toBe("CONDITIONAL");
    expect(codes(result).sort()).toEqual(["EGRESS_NONE", "EGRESS_PUBLIC_ADDRESS"]);
  });

  test("a Standard NAT gateway carries no ICMP, and one without address nothing for sure", () => {
    expect(ask(natGateway(isPrivate()), { protocol: "icmp" }).verdict).toBe("BLOCKED");
    const v2 = natGateway(isPrivate(), "spoke1_default", { sku_name: "StandardV2" });
    expect(ask(v2, { protocol: "icmp" }).verdict).toBe("REACHABLE");
    const without = isPrivate()
      .add("azurerm_nat_gateway", "nat", { ...base, name: "ng" })
      .add("azurerm_subnet_nat_gateway_association", "nat", {
        subnet_id: "${azurerm_subnet.spoke1_default.id}",
        nat_gateway_id: "${azurerm_nat_gateway.nat.id}",
      });
    expect([ask(without).verdict, ...codes(ask(without))]).toEqual(["CONDITIONAL", "NAT_GATEWAY_NO_ADDRESS"]);
  });

  test("security groups decide with their Internet tag, and by service tags nobody knows", () => {
    const denied = (rule: Block): TerraformNetwork =>
      new TerraformNetwork()
        .add("azurerm_network_security_group", "s", {
          ...base,
          name: "nsg",
          security_rule: [
            rule,
            {
              name: "no-internet",
              priority: 4000,
              direction: "Outbound",
              access: "Deny",
              protocol: "*",
              source_address_prefix: "*",
              source_port_range: "*",
              destination_address_prefix: "Internet",
              destination_port_range: "*",
            },
          ],
        })
        .add("azurerm_subnet_network_security_group_association", "s", {
          subnet_id: "${azurerm_subnet.spoke1_default.id}",
          network_security_group_id: "${azurerm_network_security_group.s.id}",
        });
    const allow = (destination: string, port: string): Block => ({
      name: "allow",
      priority: 100,
      direction: "Outbound",
      access: "Allow",
      protocol: "Tcp",
      source_address_prefix: "*",
      source_port_range: "*",
      destination_address_prefix: destination,
      destination_port_range: port,
    });
    expect(ask(denied(allow("10.0.0.0/8", "*"))).verdict).toBe("BLOCKED");
    const partly = ask(denied(allow("Internet", "443")));
    expect([partly.verdict, partly.reasons[0].params.part]).toEqual(["CONDITIONAL", "TCP 443"]);
    expect(ask(denied(allow("Internet", "443")), { port: 443 }).verdict).toBe("REACHABLE");
    const byTag = ask(denied(allow("AzureMonitor", "443")));
    expect([byTag.verdict, byTag.reasons[0].code]).toEqual(["CONDITIONAL", "FILTER_BY_NAME"]);
  });

  test("existing subnets and open bindings leave the way open", () => {
    const open = natGateway(isPrivate(), "spoke1_default").add(
      "azurerm_subnet_nat_gateway_association",
      "nat",
      {
        subnet_id: "${azurerm_subnet.spoke1_default.id}",
        nat_gateway_id: "${var.with_nat ? azurerm_nat_gateway.nat.id : null}",
      },
    );
    expect(ask(open).verdict).toBe("CONDITIONAL");
    expect(
      ask(subnet(new TerraformNetwork(), { default_outbound_access_enabled: "${var.open}" })).verdict,
    ).toBe("CONDITIONAL");
  });

  test("a route drops it, or leads to the firewall that then decides", () => {
    const dropped = isPrivate().routes("spoke1_default", { "0.0.0.0/0": "None" });
    expect(codes(ask(dropped))[0]).toBe("ROUTE_NONE");
    const allowed = ask(throughFirewall(firewall(isPrivate(), { network: ANYWHERE })));
    expect([allowed.verdict, through(allowed)]).toEqual(["REACHABLE", "afw | afw"]);
    expect(allowed.reasons.find(({ code }) => code === "EGRESS_FIREWALL")?.params.addresses).toBe("20.9.9.9");
    const silent = ask(throughFirewall(firewall(isPrivate(), {})));
    expect([silent.verdict, silent.reasons[0].code]).toEqual(["BLOCKED", "FIREWALL_DENY"]);
  });

  describe("an explicit proxy has out whoever is told to ask it", () => {
    const RULE = {
      name: "web",
      source_addresses: ["10.0.0.0/8"],
      destination_fqdns: ["*.ubuntu.com"],
      protocols: [{ type: "Https", port: 443 }],
    };
    const PROXY = { explicit_proxy: [{ enabled: true, http_port: 8081, https_port: 8443 }] };
    const proxied = (policy: Block, rules: Parameters<typeof firewall>[1] = { application: RULE }) =>
      firewall(isPrivate(), rules, policy);

    test("which the input doesn't tell", () => {
      const result = ask(proxied(PROXY));
      expect([result.verdict, codes(result)]).toEqual(["CONDITIONAL", ["EGRESS_BY_PROXY", "EGRESS_NONE"]]);
      expect(result.reasons[0].params.ports).toBe("8081, 8443");
      expect(ask(proxied({ explicit_proxy: [{ enabled: "${var.proxy}", http_port: 8081 }] })).verdict).toBe(
        "CONDITIONAL",
      );
      const dropped = proxied(PROXY).routes("spoke1_default", { "0.0.0.0/0": "None" });
      expect(
        ask(dropped)
          .reasons.slice(0, 2)
          .map(({ code }) => code),
      ).toEqual(["EGRESS_BY_PROXY", "ROUTE_NONE"]);
    });

    test("and nobody where it is off, allows nothing or can't be reached", () => {
      expect(ask(proxied({ explicit_proxy: [{ enabled: false, http_port: 8081 }] })).verdict).toBe("BLOCKED");
      expect(
        ask(proxied(PROXY, { network: { ...ANYWHERE, destination_addresses: ["10.0.0.0/8"] } })).verdict,
      ).toBe("BLOCKED");
      expect(ask(proxied(PROXY), { port: 22 }).verdict).toBe("BLOCKED");
      expect(ask(proxied(PROXY), { protocol: "udp" }).verdict).toBe("BLOCKED");
      expect(ask(proxied(PROXY).routes("spoke1_default", { "10.0.3.0/26": "None" })).verdict).toBe("BLOCKED");
    });
  });

  test("names of application rules are as good as their names (W94)", () => {
    const byName = (target: string): TerraformNetwork =>
      throughFirewall(
        firewall(isPrivate(), {
          application: {
            name: "web",
            source_addresses: ["10.0.0.0/8"],
            destination_fqdns: [target],
            protocols: [{ type: "Https", port: 443 }],
          },
        }),
      );
    const named = ask(byName("*.ubuntu.com"), { port: 443 });
    expect(named.verdict).toBe("CONDITIONAL");
    expect(named.reasons[0].params.rule).toContain("*.ubuntu.com");
    expect(ask(byName("*"), { port: 443 }).verdict).toBe("REACHABLE");
    expect(ask(byName("*"), { port: 22 }).verdict).toBe("BLOCKED");
  });

  test("a firewall that keeps sources, or has no address, sends nothing out", () => {
    const kept = throughFirewall(
      firewall(isPrivate(), { network: ANYWHERE }, { private_ip_ranges: ["0.0.0.0/0"] }),
    );
    expect([ask(kept).verdict, codes(ask(kept))[0]]).toEqual(["BLOCKED", "EGRESS_NOT_TRANSLATED"]);
  });

  test("ranges of a firewall beside its policy leave open whether it translates, where they decide", () => {
    const beside = (own: string[], policy?: string[]) =>
      ask(
        throughFirewall(
          firewall(isPrivate(), { network: ANYWHERE }, policy && { private_ip_ranges: policy }, {
            private_ip_ranges: own,
          }),
        ),
      );
    const open = beside(["0.0.0.0/0"]);
    expect([open.verdict, codes(open).includes("FIREWALL_RANGES_DISPUTED")]).toEqual(["CONDITIONAL", true]);
    expect(beside(["IANAPrivateRanges"]).verdict).toBe("REACHABLE");
    expect(beside(["0.0.0.0/0"], ["0.0.0.0/0"]).verdict).toBe("BLOCKED");
  });

  test("an appliance sends by what it has itself, and is taken to translate", () => {
    const routed = isPrivate().routes("spoke1_default", { "0.0.0.0/0": "10.0.1.4" });
    const result = ask(routed);
    expect([result.verdict, through(result)]).toEqual(["REACHABLE", "nic-nva | nic-nva"]);
    expect(result.assumptions.map(({ kind }) => kind)).toEqual(["forwards", "translates"]);
    expect(ask(routed, { strict: true }).verdict).toBe("CONDITIONAL");
  });

  test("a part of the Internet that takes another way is told apart", () => {
    const split = throughFirewall(firewall(isPrivate(), { network: ANYWHERE })).routes("spoke1_default", {
      "0.0.0.0/0": "${azurerm_firewall.hub.ip_configuration[0].private_ip_address}",
      "23.102.135.246/32": "Internet",
    });
    const result = ask(split);
    expect([result.verdict, codes(result)]).toEqual(["BLOCKED", ["EGRESS_NONE", "PREFIXES_DIFFER"]]);
    expect(split.ask(SPOKE1, "1.1.1.1").verdict).toBe("REACHABLE");
  });

  describe("a route for a service tag is a way of its own for addresses that nobody knows (R15)", () => {
    const FIREWALL = "${azurerm_firewall.hub.ip_configuration[0].private_ip_address}";
    const routed = (routes: { [prefix: string]: string }, network = isPrivate()): TerraformNetwork =>
      firewall(network, { network: ANYWHERE }).routes("spoke1_default", routes);

    test("out of a subnet that has no other way", () => {
      const result = ask(routed({ AzureCloud: FIREWALL }));
      expect(result.verdict).toBe("CONDITIONAL");
      expect(codes(result).sort()).toEqual(["EGRESS_FIREWALL", "EGRESS_NONE", "EGRESS_OF_TAG"]);
      expect(result.reasons[0].params.tag).toBe("AzureCloud");
      expect(result.forwardBranches?.at(-1)?.hops[0].route?.addressPrefix).toBe("AzureCloud");
      const dropped = ask(routed({ "0.0.0.0/0": "None", Storage: FIREWALL }));
      expect([dropped.verdict, codes(dropped)]).toEqual([
        "CONDITIONAL",
        ["EGRESS_OF_TAG", "ROUTE_NONE", "EGRESS_FIREWALL"],
      ]);
    });

    test("past the firewall, where a private subnet has nothing that leads out", () => {
      const routes = { "0.0.0.0/0": FIREWALL, AzureMonitor: "Internet" };
      const broken = ask(routed(routes));
      expect([broken.verdict, broken.reasons[0].code]).toEqual(["CONDITIONAL", "EGRESS_OF_TAG"]);
      const open = ask(routed(routes, natGateway(isPrivate())));
      expect(open.verdict).toBe("REACHABLE");
      expect(codes(open)).toContain("EGRESS_OF_TAG");
      expect(codes(open)).toContain("EGRESS_NAT_GATEWAY");
    });

    test("which says nothing where all leads the same way, or nowhere", () => {
      expect(codes(ask(routed({ "0.0.0.0/0": FIREWALL, AzureMonitor: FIREWALL })))).toEqual([
        "EGRESS_FIREWALL",
      ]);
      expect(ask(routed({ Storage: "None" })).verdict).toBe("BLOCKED");
    });
  });
});

describe("the reply keeps the Internet's address as its source (R31b, U4, T89)", () => {
  test.each([
    [true, true, "REACHABLE"],
    [true, false, "REACHABLE"],
    [false, true, "CONDITIONAL"],
    [false, false, "CONDITIONAL"],
  ])("forwarded traffic into the spoke %s, into the hub %s: %s", (intoSpoke, intoHub, verdict) => {
    const network = throughFirewall(firewall(isPrivate(), { network: ANYWHERE })).peer(
      "hub",
      "spoke1",
      { allow_forwarded_traffic: intoHub },
      { allow_forwarded_traffic: intoSpoke },
    );
    const result = network.ask(SPOKE1, "internet");
    expect(result.verdict).toBe(verdict);
    expect(codes(result).includes("FORWARDED_TRAFFIC_REPLY")).toBe(!intoSpoke);
  });
});

describe("a default route that a gateway brings comes before Azure's own (R40c, D5)", () => {
  /** The hub's gateway with the site dc1, which spoke 1 uses; the NAT gateway of spoke 1 gives way as well. */
  const tunnelled = (
    gateway: Block,
    site: Block = { address_space: ["192.168.0.0/16"] },
    start = natGateway(new TerraformNetwork()),
  ): TerraformNetwork =>
    start
      .peer("hub", "spoke1", { allow_gateway_transit: true }, { use_remote_gateways: true })
      .add("azurerm_virtual_network_gateway", "hub", {
        ...base,
        name: "vpngw",
        type: "Vpn",
        sku: "VpnGw1AZ",
        ip_configuration: [{ subnet_id: "${azurerm_subnet.hub_GatewaySubnet.id}" }],
        ...gateway,
      })
      .add("azurerm_local_network_gateway", "dc1", {
        ...base,
        name: "dc1",
        gateway_address: "203.0.113.1",
        ...site,
      })
      .add("azurerm_virtual_network_gateway_connection", "dc1", {
        ...base,
        name: "cn-dc1",
        type: "IPsec",
        bgp_enabled: site.bgp_settings !== undefined,
        virtual_network_gateway_id: "${azurerm_virtual_network_gateway.hub.id}",
        local_network_gateway_id: "${azurerm_local_network_gateway.dc1.id}",
      });
  const answer = (network: TerraformNetwork): unknown[] => {
    const result = network.ask(SPOKE1, "internet");
    return [result.verdict, codes(result)[0]];
  };
  const DC1 = { default_local_network_gateway_id: "${azurerm_local_network_gateway.dc1.id}" };
  const BGP = { bgp_settings: [{ asn: 65010, bgp_peering_address: "192.168.0.1" }] };

  test("a default site has everything, with and without a route of one's own to the gateway", () => {
    const forced = ["CONDITIONAL", "EXITS_TO_ONPREM"];
    expect(answer(tunnelled(DC1))).toEqual(forced);
    expect(answer(tunnelled(DC1).routes("spoke1_default", { "0.0.0.0/0": "VirtualNetworkGateway" }))).toEqual(
      forced,
    );
    // It is a route, not an address of the site.
    expect(tunnelled(DC1).ask("on-premises/dc1", "8.8.8.8").verdict).toBe("CONDITIONAL");
  });

  test("a route of one's own to the Internet, or a table that takes no gateway's routes, keeps a subnet out", () => {
    const direct = ["REACHABLE", "EGRESS_NAT_GATEWAY"];
    expect(answer(tunnelled(DC1).routes("spoke1_default", { "0.0.0.0/0": "Internet" }))).toEqual(direct);
    expect(answer(tunnelled(DC1).routes("spoke1_default", {}, false))).toEqual(direct);
    expect(answer(tunnelled({}))).toEqual(direct);
  });

  test.each([
    ["a variable", "${var.site}"],
    ["an id", "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/localNetworkGateways/hq"],
  ])("a default site of which the input has only %s leaves the way open", (_, site) => {
    const open = tunnelled({ default_local_network_gateway_id: site });
    expect(answer(open)).toEqual(["CONDITIONAL", "ARGUMENT_UNKNOWN"]);
    expect(answer(open.routes("spoke1_default", { "0.0.0.0/0": "Internet" }))[0]).toBe("REACHABLE");
  });

  test("so does a BGP peer of which nobody says what it announces", () => {
    const silent = (): TerraformNetwork => tunnelled({ bgp_enabled: true }, BGP);
    expect(answer(silent())).toEqual(["CONDITIONAL", "BGP_UNDECLARED"]);
    const told = (announces: string[]): unknown[] =>
      answer(silent().assume({ bgp: [{ speaker: "dc1", announces }] }));
    expect(told(["192.168.0.0/16"])).toEqual(["REACHABLE", "EGRESS_NAT_GATEWAY"]);
    expect(told(["0.0.0.0/0"])).toEqual(["CONDITIONAL", "EXITS_TO_ONPREM"]);
  });

  test("nor is it certain then that a private subnet gets nowhere", () => {
    const silent = (): TerraformNetwork => tunnelled({ bgp_enabled: true }, BGP, isPrivate());
    const told = (announces: string[]): unknown[] =>
      answer(silent().assume({ bgp: [{ speaker: "dc1", announces }] }));
    expect(silent().ask(SPOKE1, "internet")).toMatchObject({
      verdict: "CONDITIONAL",
      reasons: [{ code: "EGRESS_NONE" }, { code: "BGP_UNDECLARED" }],
    });
    expect(told(["192.168.0.0/16"])).toEqual(["BLOCKED", "EGRESS_NONE"]);
    expect(told(["0.0.0.0/0"])).toEqual(["CONDITIONAL", "EXITS_TO_ONPREM"]);
  });

  test("a route of one's own to the gateway counts on a peer of which nobody says that it has no default route", () => {
    const sent = (network: TerraformNetwork): unknown[] =>
      answer(network.routes("spoke1_default", { "0.0.0.0/0": "VirtualNetworkGateway" }));
    const speaking = (more: Block = {}): TerraformNetwork =>
      tunnelled({ bgp_enabled: true }, { ...BGP, ...more });
    expect(sent(speaking())).toEqual(["CONDITIONAL", "BGP_UNDECLARED"]);
    expect(sent(speaking({ address_space: ["192.168.0.0/16"] }))).toEqual(["CONDITIONAL", "BGP_UNDECLARED"]);
    expect(sent(speaking().assume({ bgp: [{ speaker: "dc1", announces: ["192.168.0.0/16"] }] }))).toEqual([
      "BLOCKED",
      "NO_ROUTE",
    ]);
    expect(sent(tunnelled({}))).toEqual(["BLOCKED", "NO_ROUTE"]);
  });
});

test("a machine in a public load balancer's pool by its address has perhaps a way out", () => {
  const network = new TerraformNetwork()
    .add("azurerm_public_ip", "ip_lb", {
      location: "eastasia",
      resource_group_name: "rg",
      name: "pip",
      sku: "Standard",
    })
    .add("azurerm_lb", "by_ip", {
      location: "eastasia",
      resource_group_name: "rg",
      name: "lb",
      frontend_ip_configuration: [{ name: "fe", public_ip_address_id: "${azurerm_public_ip.ip_lb.id}" }],
    })
    .add("azurerm_lb_backend_address_pool", "by_ip", { name: "p", loadbalancer_id: "${azurerm_lb.by_ip.id}" })
    .add("azurerm_lb_backend_address_pool_address", "by_ip", {
      name: "a",
      backend_address_pool_id: "${azurerm_lb_backend_address_pool.by_ip.id}",
      virtual_network_id: "${azurerm_virtual_network.spoke1.id}",
      ip_address: "10.10.0.4",
    })
    .add("azurerm_network_interface", "by_ip", {
      location: "eastasia",
      resource_group_name: "rg",
      name: "nic",
      ip_configuration: [
        {
          name: "c",
          subnet_id: "${azurerm_subnet.spoke1_default.id}",
          private_ip_address_allocation: "Static",
          private_ip_address: "10.10.0.4",
        },
      ],
    });
  const result = network.ask("vnet-spoke1/default", "internet");
  expect([result.verdict, result.reasons[0].code]).toEqual(["CONDITIONAL", "EGRESS_OF_ADDRESS_POOL"]);
});
