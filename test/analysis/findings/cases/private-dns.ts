import { Body, Case, half, id, network, nic, resource, Resources, subnet, subnetId } from "./terraform";

const RESOLVER = [
  network("hub", "10.0.0.0/16"),
  network("spoke", "10.1.0.0/16"),
  subnet("hub", "in", "10.0.1.0/28"),
  subnet("hub", "out", "10.0.1.16/28"),
  resource("private_dns_resolver", "r", { virtual_network_id: id("virtual_network", "hub") }),
  resource("private_dns_resolver_inbound_endpoint", "in", {
    private_dns_resolver_id: id("private_dns_resolver", "r"),
    ip_configurations: { subnet_id: subnetId("hub", "in"), private_ip_address: "10.0.1.4" },
  }),
  resource("private_dns_resolver_outbound_endpoint", "out", {
    private_dns_resolver_id: id("private_dns_resolver", "r"),
    subnet_id: subnetId("hub", "out"),
  }),
  resource("private_dns_resolver_dns_forwarding_ruleset", "set", {
    private_dns_resolver_outbound_endpoint_ids: [id("private_dns_resolver_outbound_endpoint", "out")],
  }),
];

function rule(name: string, server: string, body: Body = {}): Resources {
  return resource("private_dns_resolver_forwarding_rule", name, {
    dns_forwarding_ruleset_id: id("private_dns_resolver_dns_forwarding_ruleset", "set"),
    domain_name: "azure.contoso.com.",
    target_dns_servers: [{ ip_address: server, port: 53 }],
    ...body,
  });
}

function rulesIn(home: string): Resources {
  return resource("private_dns_resolver_virtual_network_link", home, {
    dns_forwarding_ruleset_id: id("private_dns_resolver_dns_forwarding_ruleset", "set"),
    virtual_network_id: id("virtual_network", home),
  });
}

function zone(key: string, name: string, home: string, body: Body = {}): Resources[] {
  return [
    resource("private_dns_zone", key, { name, resource_group_name: `rg-${key}` }),
    resource("private_dns_zone_virtual_network_link", key, {
      private_dns_zone_name: `\${azurerm_private_dns_zone.${key}.name}`,
      resource_group_name: `rg-${key}`,
      virtual_network_id: id("virtual_network", home),
      ...body,
    }),
  ];
}

/** A private AKS cluster in the spoke, whose machines ask the hub's resolver. */
function privateCluster(body: Body): Resources[] {
  return [
    ...RESOLVER,
    { azurerm_virtual_network: { spoke: { dns_servers: ["10.0.1.4"] } } },
    subnet("spoke", "nodes", "10.1.1.0/24"),
    ...zone("aks", "privatelink.westeurope.azmk8s.io", "spoke"),
    resource("kubernetes_cluster", "aks", {
      default_node_pool: { name: "p", vnet_subnet_id: subnetId("spoke", "nodes") },
      private_cluster_enabled: true,
      ...body,
    }),
  ];
}

/** The same beside a peered hub, where everybody asks Azure. */
function administered(): Resources[] {
  return [
    ...privateCluster({}),
    { azurerm_virtual_network: { spoke: { dns_servers: [] } } },
    half("hub", "spoke"),
    half("spoke", "hub"),
    subnet("hub", "default", "10.0.2.0/24"),
    nic("admin", "hub"),
  ];
}

function machineInHub(): Resources[] {
  return [
    resource("linux_virtual_machine", "admin", { network_interface_ids: [id("network_interface", "admin")] }),
  ];
}

/** A private endpoint of a storage account's blobs, in the hub. */
function blob(body: Body = {}): Resources[] {
  return [
    network("hub", "10.0.0.0/16"),
    subnet("hub", "endpoints", "10.0.4.0/24"),
    ...zone("blob", "privatelink.blob.core.windows.net", "hub"),
    ...zone("vault", "privatelink.vaultcore.azure.net", "hub"),
    resource("private_endpoint", "pe", {
      subnet_id: subnetId("hub", "endpoints"),
      private_service_connection: { name: "c", is_manual_connection: false, subresource_names: ["blob"] },
      ip_configuration: { name: "a", private_ip_address: "10.0.4.20" },
      ...body,
    }),
  ];
}

const named = (...zones: string[]): Body => ({
  private_dns_zone_group: {
    name: "g",
    private_dns_zone_ids: zones.map((key) => id("private_dns_zone", key)),
  },
});

function record(ip: string, key = "blob"): Resources {
  return {
    azurerm_private_dns_a_record: {
      account: {
        name: "account",
        resource_group_name: "rg-blob",
        zone_name: `\${azurerm_private_dns_zone.${key}.name}`,
        ttl: 300,
        records: [ip],
      },
    },
  };
}

const AT_RULE = "azurerm_private_dns_resolver_forwarding_rule.a";

/** Rulesets of resolvers, and links of private zones. */
export const PRIVATE_DNS_CASES: readonly Case[] = [
  {
    code: "PRIVATE_ENDPOINT_WITHOUT_NAME",
    bad: blob(),
    good: blob(named("blob")),
    at: "azurerm_private_endpoint.pe",
  },
  {
    code: "PRIVATE_ENDPOINT_WITHOUT_NAME",
    bad: [...blob(), record("10.0.4.9")],
    good: [
      ...blob(),
      record("${azurerm_private_endpoint.pe.private_service_connection[0].private_ip_address}"),
    ],
    at: "azurerm_private_endpoint.pe",
  },
  {
    code: "PRIVATE_ENDPOINT_WITHOUT_NAME",
    bad: blob(),
    // A Private Link service of one's own has no parts, and no zone of Azure's.
    good: blob({ private_service_connection: { name: "c", is_manual_connection: false } }),
    at: "azurerm_private_endpoint.pe",
  },
  {
    code: "PRIVATE_ENDPOINT_WITHOUT_NAME",
    bad: blob({ lifecycle: { ignore_changes: ["tags"] } }),
    good: blob({ lifecycle: { ignore_changes: ["private_dns_zone_group"] } }),
    at: "azurerm_private_endpoint.pe",
  },
  {
    code: "PRIVATE_ENDPOINT_OTHER_ZONE",
    bad: blob(named("vault")),
    good: blob({
      ...named("vault"),
      private_service_connection: { subresource_names: ["blob", "${var.x}"] },
    }),
    at: "azurerm_private_endpoint.pe",
  },
  {
    code: "PRIVATE_ENDPOINT_OTHER_ZONE",
    bad: blob(named("vault")),
    good: blob(named("vault", "blob")),
    at: "azurerm_private_endpoint.pe",
    says: ["privatelink.vaultcore.azure.net", "privatelink.blob.core.windows.net"],
  },
  {
    code: "PRIVATE_ENDPOINT_OTHER_ZONE",
    bad: blob(named("vault")),
    good: blob({ ...named("vault"), private_service_connection: { subresource_names: ["newService"] } }),
    at: "azurerm_private_endpoint.pe",
  },
  {
    code: "PRIVATE_LINK_ZONE_NAME",
    bad: zone("z", "privatelink.blob.windows.net", "hub"),
    good: zone("z", "privatelink.blob.core.windows.net", "hub"),
    at: "azurerm_private_dns_zone.z",
    says: ["privatelink.blob.core.windows.net"],
  },
  {
    code: "PRIVATE_LINK_ZONE_NAME",
    bad: zone("z", "privatelink.vault.azure.net", "hub"),
    good: zone("z", "privatelink.japaneast.azmk8s.io", "hub"),
    at: "azurerm_private_dns_zone.z",
    says: ["privatelink.vaultcore.azure.net"],
  },
  {
    code: "PRIVATE_LINK_RECORD_ELSEWHERE",
    bad: [...blob(), record("10.0.4.9")],
    good: [...blob(), record("10.0.4.20")],
    at: "azurerm_private_dns_a_record.account",
    says: ["10.0.4.9", "10.0.4.20"],
  },
  {
    code: "PRIVATE_LINK_RECORD_ELSEWHERE",
    bad: [...blob(), record("10.0.4.9")],
    good: [...blob(), record("10.9.4.9")],
    at: "azurerm_private_dns_a_record.account",
  },
  {
    code: "PRIVATE_LINK_RECORD_ELSEWHERE",
    bad: [...blob(), record("10.0.4.9")],
    // A proxy before the service.
    good: [
      ...blob(),
      record("10.0.4.9"),
      resource("network_interface", "proxy", {
        ip_configuration: {
          name: "c",
          subnet_id: subnetId("hub", "endpoints"),
          private_ip_address: "10.0.4.9",
          private_ip_address_allocation: "Static",
        },
      }),
    ],
    at: "azurerm_private_dns_a_record.account",
  },
  {
    code: "PRIVATE_LINK_RECORD_ELSEWHERE",
    bad: [...blob(), record("10.0.4.9")],
    good: [
      ...blob({
        ip_configuration: [
          { name: "a", private_ip_address: "10.0.4.20" },
          { name: "b", private_ip_address: "${var.second}" },
        ],
      }),
      record("10.0.4.9"),
    ],
    at: "azurerm_private_dns_a_record.account",
  },
  {
    code: "DNS_RULE_LOOP",
    bad: [...RESOLVER, rule("a", "10.0.1.4"), rulesIn("hub")],
    good: [...RESOLVER, rule("a", "10.0.1.4"), rulesIn("spoke")],
    at: AT_RULE,
    says: ['"azure.contoso.com."', '"in"', '"hub"'],
  },
  {
    code: "DNS_RULE_LOOP",
    bad: [...RESOLVER, rule("a", "10.0.1.4"), rulesIn("hub"), ...zone("z", "lab.contoso.com", "hub")],
    good: [...RESOLVER, rule("a", "10.0.1.4", { enabled: false }), rulesIn("hub")],
    at: AT_RULE,
  },
  {
    code: "DNS_RULE_HIDDEN",
    bad: [...RESOLVER, rule("a", "192.168.0.4"), rulesIn("hub"), ...zone("z", "Contoso.com", "hub")],
    good: [...RESOLVER, rule("a", "192.168.0.4"), rulesIn("hub"), ...zone("z", "contoso.com", "spoke")],
    at: AT_RULE,
    says: ['"hub"', '"Contoso.com"'],
  },
  {
    code: "DNS_RULE_HIDDEN",
    bad: [...RESOLVER, rule("a", "192.168.0.4"), rulesIn("hub"), ...zone("z", "azure.contoso.com", "hub")],
    // A zone for a part of the names leaves the rest to the rule.
    good: [...RESOLVER, rule("a", "192.168.0.4"), rulesIn("hub"), ...zone("z", "x.azure.contoso.com", "hub")],
    at: AT_RULE,
  },
  {
    code: "DNS_RULE_TWICE",
    bad: [...RESOLVER, rule("b", "10.9.0.4"), rule("a", "10.9.0.5", { domain_name: "Azure.contoso.com" })],
    good: [...RESOLVER, rule("b", "10.9.0.4"), rule("a", "10.9.0.5", { domain_name: "." })],
    at: AT_RULE,
  },
  {
    code: "DNS_RULE_TO_AZURE",
    bad: [...RESOLVER, rule("a", "168.63.129.16")],
    good: [...RESOLVER, rule("a", "10.0.1.4")],
    at: AT_RULE,
  },
  {
    code: "DNS_ZONE_LINKED_TWICE",
    bad: [
      network("hub", "10.0.0.0/16"),
      ...zone("a", "contoso.com", "hub"),
      ...zone("b", "Contoso.com", "hub"),
    ],
    good: [
      network("hub", "10.0.0.0/16"),
      ...zone("a", "contoso.com", "hub"),
      ...zone("b", "b.contoso.com", "hub"),
    ],
    at: "azurerm_private_dns_zone.b",
  },
  {
    code: "DNS_ZONE_LINKED_TWICE",
    bad: [
      network("hub", "10.0.0.0/16"),
      ...zone("a", "contoso.com", "hub"),
      resource("private_dns_zone_virtual_network_link", "again", {
        private_dns_zone_name: "${azurerm_private_dns_zone.a.name}",
        resource_group_name: "rg-a",
        virtual_network_id: id("virtual_network", "hub"),
      }),
    ],
    good: [network("hub", "10.0.0.0/16"), ...zone("a", "contoso.com", "hub")],
    at: "azurerm_private_dns_zone.a",
    says: ["twice"],
  },
  {
    code: "DNS_REGISTRATION_TWICE",
    bad: [
      network("hub", "10.0.0.0/16"),
      ...zone("a", "a.contoso.com", "hub", { registration_enabled: true }),
      ...zone("b", "b.contoso.com", "hub", { registration_enabled: true }),
    ],
    good: [
      network("hub", "10.0.0.0/16"),
      ...zone("a", "a.contoso.com", "hub", { registration_enabled: true }),
      ...zone("b", "b.contoso.com", "hub"),
    ],
    at: "azurerm_private_dns_zone_virtual_network_link.b",
  },
  {
    code: "KUBERNETES_NAME_UNKNOWN",
    at: "azurerm_kubernetes_cluster.aks",
    says: ["the nodes of", 'the DNS in "hub"', "Link azurerm_private_dns_zone.aks"],
    bad: privateCluster({ private_dns_zone_id: id("private_dns_zone", "aks") }),
    good: [
      ...privateCluster({ private_dns_zone_id: id("private_dns_zone", "aks") }),
      resource("private_dns_zone_virtual_network_link", "hub", {
        private_dns_zone_name: "${azurerm_private_dns_zone.aks.name}",
        resource_group_name: "rg-aks",
        virtual_network_id: id("virtual_network", "hub"),
      }),
    ],
  },
  {
    // Azure makes the zone, and links it to the cluster's network.
    code: "KUBERNETES_NAME_UNKNOWN",
    at: "azurerm_kubernetes_cluster.aks",
    says: ['to "spoke" alone'],
    bad: privateCluster({}),
    good: [...privateCluster({}), { azurerm_virtual_network: { spoke: { dns_servers: [] } } }],
  },
  {
    code: "KUBERNETES_NAME_UNKNOWN",
    at: "azurerm_kubernetes_cluster.aks",
    bad: privateCluster({}),
    good: privateCluster({ private_cluster_public_fqdn_enabled: true }),
  },
  {
    // Who administers it from a machine in the hub.
    code: "KUBERNETES_NAME_UNKNOWN",
    at: "azurerm_kubernetes_cluster.aks",
    says: ['machines in "hub"'],
    bad: [...administered(), ...machineInHub()],
    good: administered(),
  },
  {
    code: "DNS_SERVER_OUTBOUND_ENDPOINT",
    at: "azurerm_virtual_network.spoke",
    says: ["10.0.1.20", "answers nobody"],
    bad: [...RESOLVER, { azurerm_virtual_network: { spoke: { dns_servers: ["10.0.1.20"] } } }],
    good: [...RESOLVER, { azurerm_virtual_network: { spoke: { dns_servers: ["10.0.1.4"] } } }],
  },
];
