import fc from "fast-check";
import { Resources } from "../../support/azure-shapes";
import { randomResources } from "./random-resources";

type Body = { readonly [argument: string]: unknown };

const edges = fc.record({
  natGateway: fc.boolean(),
  isPrivate: fc.boolean(),
  publicAddress: fc.constantFrom(undefined, "Standard", "Basic"),
  balancer: fc.constantFrom(undefined, "rule", "inbound", "outbound"),
  firewallAddress: fc.boolean(),
  dnat: fc.boolean(),
  ranges: fc.constantFrom(undefined, ["IANAPrivateRanges"], ["0.0.0.0/0"]),
  ownRanges: fc.constantFrom(undefined, ["0.0.0.0/0"]),
  hasPolicy: fc.boolean(),
  proxy: fc.constantFrom(undefined, true, false),
  dnsProxy: fc.constantFrom(undefined, true, false),
  pool: fc.boolean(),
  bastion: fc.constantFrom(undefined, "Basic", "Standard"),
  ipConnect: fc.boolean(),
  servers: fc.constantFrom([], ["10.0.2.4"], ["10.0.5.4"], ["10.99.0.4"]),
  resolver: fc.constantFrom(undefined, "rule", "disabled"),
  links: fc.constantFrom([], ["hub"], ["hub", "spoke0"]),
  registers: fc.boolean(),
  zoneGroup: fc.boolean(),
  service: fc.constantFrom(
    undefined,
    "cluster",
    "routedCluster",
    "apps",
    "internalApps",
    "database",
    "gateway",
  ),
});

/** The same networks with ways out and in, a Bastion, VPN clients, and names: what lies at the edges of a network. */
export const randomEdges: fc.Arbitrary<Resources> = fc
  .record({ resources: randomResources, edge: edges })
  .map(({ resources, edge }) => {
    const all: { [type: string]: { [name: string]: Body } } = structuredClone(resources);
    const add = (type: string, name: string, body: object): void => {
      all[`azurerm_${type}`] = { ...all[`azurerm_${type}`], [name]: { ...body } };
    };
    const change = (type: string, name: string, body: object | undefined): void => {
      if (body) {
        add(type, name, { ...all[`azurerm_${type}`][name], ...body });
      }
    };
    const id = (type: string, name: string): string => `\${azurerm_${type}.${name}.id}`;
    const subnet = (name: string, prefix: string, network = "hub"): string => {
      add("subnet", `${network}_${name}`, {
        name,
        resource_group_name: "rg",
        virtual_network_name: `\${azurerm_virtual_network.${network}.name}`,
        address_prefixes: [prefix],
      });
      return id("subnet", `${network}_${name}`);
    };
    const address = (name: string, sku: string): string => {
      add("public_ip", name, { ...common(`pip-${name}`), allocation_method: "Static", sku });
      return id("public_ip", name);
    };
    const workload = id("subnet", "spoke0_default");

    add("network_interface", "web", {
      ...common("nic-web"),
      ip_configuration: [
        {
          name: "ipconfig1",
          subnet_id: workload,
          private_ip_address: "10.10.0.10",
          private_ip_address_allocation: "Static",
          ...(edge.publicAddress && { public_ip_address_id: address("web", edge.publicAddress) }),
        },
      ],
    });
    add("linux_virtual_machine", "web", {
      ...common("vm-web"),
      size: "Standard_B2s",
      network_interface_ids: [id("network_interface", "web")],
    });
    change("subnet", "spoke0_default", { default_outbound_access_enabled: !edge.isPrivate });
    if (edge.natGateway) {
      add("nat_gateway", "ng", { ...common("ng"), sku_name: "Standard" });
      add("nat_gateway_public_ip_association", "ng", {
        nat_gateway_id: id("nat_gateway", "ng"),
        public_ip_address_id: address("ng", "Standard"),
      });
      add("subnet_nat_gateway_association", "ng", {
        subnet_id: workload,
        nat_gateway_id: id("nat_gateway", "ng"),
      });
    }
    if (edge.balancer) {
      const own = { loadbalancer_id: id("lb", "front") };
      const pool = id("lb_backend_address_pool", "front");
      add("lb", "front", {
        ...common("lb-front"),
        sku: "Standard",
        frontend_ip_configuration: [{ name: "fe", public_ip_address_id: address("front", "Standard") }],
      });
      add("lb_backend_address_pool", "front", { name: "web", ...own });
      add("network_interface_backend_address_pool_association", "front", {
        network_interface_id: id("network_interface", "web"),
        ip_configuration_name: "ipconfig1",
        backend_address_pool_id: pool,
      });
      const ports = { protocol: "Tcp", frontend_ip_configuration_name: "fe" };
      if (edge.balancer === "rule") {
        add("lb_rule", "front", {
          name: "web",
          ...own,
          ...ports,
          frontend_port: 443,
          backend_port: 443,
          disable_outbound_snat: true,
          backend_address_pool_ids: [pool],
        });
      } else if (edge.balancer === "inbound") {
        add("lb_nat_rule", "front", {
          name: "ssh",
          ...own,
          ...ports,
          frontend_port_start: 2200,
          frontend_port_end: 2210,
          backend_port: 22,
          backend_address_pool_id: pool,
        });
      } else {
        add("lb_outbound_rule", "front", {
          name: "out",
          ...own,
          protocol: "All",
          frontend_ip_configuration: [{ name: "fe" }],
          backend_address_pool_id: pool,
        });
      }
    }
    const [place] = all.azurerm_firewall.fw.ip_configuration as Body[];
    change("firewall", "fw", {
      private_ip_ranges: edge.ownRanges,
      ip_configuration: [
        { ...place, ...(edge.firewallAddress && { public_ip_address_id: address("fw", "Standard") }) },
      ],
    });
    if (!edge.hasPolicy) {
      change("firewall", "fw", {
        firewall_policy_id: undefined,
        ...(edge.dnsProxy !== undefined && { dns_proxy_enabled: edge.dnsProxy }),
      });
    }
    change("firewall_policy", "fw", {
      private_ip_ranges: edge.ranges,
      ...(edge.proxy !== undefined && { explicit_proxy: [{ enabled: edge.proxy, http_port: 8080 }] }),
      ...(edge.dnsProxy !== undefined && { dns: [{ proxy_enabled: edge.dnsProxy }] }),
    });
    if (edge.dnat && edge.firewallAddress) {
      const group = all.azurerm_firewall_policy_rule_collection_group.fw;
      change("firewall_policy_rule_collection_group", "fw", {
        ...group,
        nat_rule_collection: [
          {
            name: "in",
            priority: 200,
            action: "Dnat",
            rule: [
              {
                name: "web",
                protocols: ["TCP"],
                source_addresses: ["*"],
                destination_address: "203.0.113.20",
                destination_ports: ["443"],
                translated_address: "10.10.0.10",
                translated_port: 443,
              },
            ],
          },
        ],
      });
      change("public_ip", "fw", { ip_address: "203.0.113.20" });
    }
    change(
      "virtual_network_gateway",
      "gw",
      edge.pool ? { vpn_client_configuration: [{ address_space: ["172.30.0.0/24"] }] } : undefined,
    );
    if (edge.bastion) {
      add("bastion_host", "b", {
        ...common("bast"),
        sku: edge.bastion,
        ip_connect_enabled: edge.bastion === "Standard" && edge.ipConnect,
        ip_configuration: [
          {
            name: "a",
            subnet_id: subnet("AzureBastionSubnet", "10.0.4.0/26"),
            public_ip_address_id: address("b", "Standard"),
          },
        ],
      });
    }
    if (edge.servers.length > 0) {
      change("virtual_network", "spoke0", { dns_servers: edge.servers });
    }
    if (edge.resolver) {
      const delegation = [
        { name: "d", service_delegation: [{ name: "Microsoft.Network/dnsResolvers", actions: [] }] },
      ];
      const [inbound, outbound] = [subnet("dns-in", "10.0.5.0/28"), subnet("dns-out", "10.0.5.16/28")];
      change("subnet", "hub_dns-in", { delegation });
      change("subnet", "hub_dns-out", { delegation });
      add("private_dns_resolver", "r", {
        ...common("dnspr"),
        virtual_network_id: id("virtual_network", "hub"),
      });
      const resolver = { location: "eastasia", private_dns_resolver_id: id("private_dns_resolver", "r") };
      add("private_dns_resolver_inbound_endpoint", "in", {
        name: "in",
        ...resolver,
        ip_configurations: [
          { subnet_id: inbound, private_ip_address: "10.0.5.4", private_ip_allocation_method: "Static" },
        ],
      });
      add("private_dns_resolver_outbound_endpoint", "out", { name: "out", ...resolver, subnet_id: outbound });
      add("private_dns_resolver_dns_forwarding_ruleset", "s", {
        ...common("dnsfrs"),
        private_dns_resolver_outbound_endpoint_ids: [id("private_dns_resolver_outbound_endpoint", "out")],
      });
      const ruleset = { dns_forwarding_ruleset_id: id("private_dns_resolver_dns_forwarding_ruleset", "s") };
      add("private_dns_resolver_forwarding_rule", "loop", {
        name: "loop",
        ...ruleset,
        domain_name: "corp.example.com.",
        enabled: edge.resolver === "rule",
        target_dns_servers: [{ ip_address: "10.0.5.4", port: 53 }],
      });
      add("private_dns_resolver_virtual_network_link", "hub", {
        name: "hub",
        ...ruleset,
        virtual_network_id: id("virtual_network", "hub"),
      });
    }
    add("private_dns_zone", "blob", {
      name: "privatelink.blob.core.windows.net",
      resource_group_name: "rg",
    });
    edge.links.forEach((network) =>
      add("private_dns_zone_virtual_network_link", network, {
        name: network,
        resource_group_name: "rg",
        private_dns_zone_name: "${azurerm_private_dns_zone.blob.name}",
        virtual_network_id: id("virtual_network", network),
        registration_enabled: edge.registers,
      }),
    );
    add("private_endpoint", "blob", {
      ...common("pe-blob"),
      subnet_id: id("subnet", "hub_nva"),
      private_service_connection: [
        { name: "c", is_manual_connection: false, private_connection_resource_id: "/x" },
      ],
      ip_configuration: [{ name: "a", private_ip_address: "10.0.1.20" }],
      ...(edge.zoneGroup && {
        private_dns_zone_group: [{ name: "g", private_dns_zone_ids: [id("private_dns_zone", "blob")] }],
      }),
    });
    const own = edge.service && subnet("services", "10.10.5.0/24", "spoke0");
    switch (edge.service) {
      case "cluster":
      case "routedCluster":
        add("kubernetes_cluster", "s", {
          ...common("aks"),
          default_node_pool: [{ name: "a", vnet_subnet_id: own }],
          network_profile: [
            {
              outbound_type: edge.service === "cluster" ? "loadBalancer" : "userDefinedRouting",
              service_cidr: "172.20.0.0/16",
            },
          ],
        });
        break;
      case "apps":
      case "internalApps":
        add("container_app_environment", "s", {
          ...common("cae"),
          infrastructure_subnet_id: own,
          internal_load_balancer_enabled: edge.service === "internalApps",
        });
        break;
      case "database":
        add("mssql_managed_instance", "s", {
          ...common("sqlmi"),
          subnet_id: own,
          public_data_endpoint_enabled: edge.isPrivate,
        });
        break;
      case "gateway":
        add("application_gateway", "s", {
          ...common("agw"),
          sku: [{ name: "Standard_v2", tier: "Standard_v2" }],
          gateway_ip_configuration: [{ name: "g", subnet_id: own }],
          frontend_ip_configuration: [
            edge.isPrivate
              ? { name: "f", subnet_id: own, private_ip_address: "10.10.5.10" }
              : { name: "f", public_ip_address_id: address("agw", "Standard") },
          ],
          backend_address_pool: [{ name: "p", ip_addresses: ["10.10.0.10"] }],
        });
    }
    return JSON.parse(JSON.stringify(all)) as Resources;
  });

function common(name: string): object {
  return { name, resource_group_name: "rg", location: "eastasia" };
}
