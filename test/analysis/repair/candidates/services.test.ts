import { Edit } from "../../../../lib/analysis";
import { TerraformNetwork } from "../../support/terraform-network";
import { repairsOf } from "../support/ask";

const SPOKES = { from: "vnet-spoke1/default", to: "vnet-spoke2/default" };

describe("a firewall without policy", () => {
  const collection = (name: string, priority: number, action: string): object => ({
    name,
    priority,
    action,
    azure_firewall_name: "${azurerm_firewall.fw.name}",
    resource_group_name: "rg",
    rule: [
      {
        name: "all",
        protocols: ["Any"],
        source_addresses: ["*"],
        destination_addresses: ["*"],
        destination_ports: ["*"],
      },
    ],
  });
  const network = (collections: { readonly [name: string]: object } = {}): TerraformNetwork => {
    const made = new TerraformNetwork()
      .add("azurerm_firewall", "fw", {
        name: "afw",
        resource_group_name: "rg",
        location: "eastasia",
        sku_name: "AZFW_VNet",
        sku_tier: "Standard",
        ip_configuration: [{ name: "c", subnet_id: "${azurerm_subnet.hub_AzureFirewallSubnet.id}" }],
      })
      .routes("spoke1_default", { "10.0.0.0/8": "10.0.3.4" })
      .routes("spoke2_default", { "10.0.0.0/8": "10.0.3.4" });
    Object.entries(collections).forEach(([name, block]) =>
      made.add("azurerm_firewall_network_rule_collection", name, { ...block }),
    );
    return made;
  };
  const first = (made: TerraformNetwork): object =>
    repairsOf({ document: made.configuration, ...SPOKES }).repairs[0];

  it("gets a collection with the rule, as one resource", () => {
    expect(first(network())).toMatchObject({
      edits: [
        {
          op: "create",
          type: "azurerm_firewall_network_rule_collection",
          arguments: {
            azure_firewall_name: "${azurerm_firewall.fw.name}",
            resource_group_name: "${azurerm_firewall.fw.resource_group_name}",
            priority: 65000,
            action: "Allow",
            rule: [
              {
                protocols: ["TCP"],
                source_addresses: ["10.10.0.0/24"],
                destination_addresses: ["10.20.0.0/24"],
                destination_ports: ["*"],
              },
            ],
          },
        },
      ],
      makes: { verdict: "REACHABLE", through: ["afw"] },
    });
  });

  it("gets it before the collection that denies, and where no other has its priority", () => {
    const made = network({ deny: collection("deny", 201, "Deny"), other: collection("other", 200, "Deny") });
    expect(first(made)).toMatchObject({
      edits: [{ op: "create", arguments: { priority: 199 } }],
      cautions: [{ en: expect.stringContaining("all") }],
    });
  });
});

describe("a firewall's policies", () => {
  const group = (policy: string, action: string, more: object = {}): object => ({
    name: policy,
    firewall_policy_id: `\${azurerm_firewall_policy.${policy}.id}`,
    priority: 500,
    network_rule_collection: [
      {
        name: "net",
        priority: 500,
        action,
        rule: [
          {
            name: "all",
            protocols: ["Any"],
            source_addresses: ["*"],
            destination_addresses: ["*"],
            destination_ports: ["*"],
          },
        ],
      },
    ],
    ...more,
  });
  const place = { resource_group_name: "rg", location: "eastasia" };
  const network = (base: object, own: object): object =>
    new TerraformNetwork()
      .add("azurerm_firewall_policy", "base", { ...place, name: "afwp-base" })
      .add("azurerm_firewall_policy", "own", {
        ...place,
        name: "afwp",
        base_policy_id: "${azurerm_firewall_policy.base.id}",
      })
      .add("azurerm_firewall_policy_rule_collection_group", "base", { ...base })
      .add("azurerm_firewall_policy_rule_collection_group", "own", { ...own })
      .add("azurerm_firewall", "fw", {
        ...place,
        name: "afw",
        sku_name: "AZFW_VNet",
        sku_tier: "Standard",
        firewall_policy_id: "${azurerm_firewall_policy.own.id}",
        ip_configuration: [{ name: "c", subnet_id: "${azurerm_subnet.hub_AzureFirewallSubnet.id}" }],
      })
      .routes("spoke1_default", { "10.0.0.0/8": "10.0.3.4" })
      .routes("spoke2_default", { "10.0.0.0/8": "10.0.3.4" }).configuration;

  it("get the rule in the base policy where that denies, since its rules come first", () => {
    const [first] = repairsOf({
      document: network(group("base", "Deny"), group("own", "Allow")),
      ...SPOKES,
    }).repairs;
    expect(first).toMatchObject({
      edits: [{ op: "create", arguments: { firewall_policy_id: "${azurerm_firewall_policy.base.id}" } }],
      cautions: [{ en: expect.stringContaining("net/all") }],
      makes: { verdict: "REACHABLE", through: ["afw"] },
    });
  });

  it("get a collection before the one that denies, where its group comes before all groups", () => {
    const document = network(group("base", "Deny", { priority: 100 }), group("own", "Allow"));
    expect(repairsOf({ document, ...SPOKES }).repairs[0]).toMatchObject({
      edits: [{ op: "append", block: "network_rule_collection", value: { action: "Allow", priority: 499 } }],
      makes: { verdict: "REACHABLE", through: ["afw"] },
    });
  });

  it("get it as a network rule where an application rule denies, before which all network rules come", () => {
    const denied = {
      network_rule_collection: [],
      application_rule_collection: [
        {
          name: "web",
          priority: 100,
          action: "Deny",
          rule: [
            {
              name: "none",
              source_addresses: ["*"],
              destination_fqdns: ["*"],
              protocols: [{ type: "Https", port: 443 }],
            },
          ],
        },
      ],
    };
    const [first] = repairsOf({
      document: network(group("base", "Allow", denied), group("own", "Allow", denied)),
      ...SPOKES,
      options: { port: 443 },
    }).repairs;
    expect(first).toMatchObject({
      edits: [{ op: "create", arguments: { network_rule_collection: [{ action: "Allow" }] } }],
      makes: { verdict: "REACHABLE" },
    });
  });
});

it("gives a load balancer without any rule one for all ports", () => {
  const { configuration } = new TerraformNetwork()
    .add("azurerm_lb", "nva", {
      name: "lb-nva",
      resource_group_name: "rg",
      location: "eastasia",
      sku: "Standard",
      frontend_ip_configuration: [
        {
          name: "front",
          subnet_id: "${azurerm_subnet.hub_snet-nva.id}",
          private_ip_address: "10.0.1.10",
          private_ip_address_allocation: "Static",
        },
      ],
    })
    .add("azurerm_lb_backend_address_pool", "nva", { name: "pool", loadbalancer_id: "${azurerm_lb.nva.id}" })
    .add("azurerm_network_interface_backend_address_pool_association", "nva", {
      network_interface_id: "${azurerm_network_interface.nva.id}",
      ip_configuration_name: "ipconfig1",
      backend_address_pool_id: "${azurerm_lb_backend_address_pool.nva.id}",
    })
    .routes("spoke1_default", { "10.0.0.0/8": "10.0.1.10" })
    .routes("spoke2_default", { "10.0.0.0/8": "10.0.1.10" });
  const { repairs } = repairsOf({
    document: configuration,
    assume: { version: 1, forwards: ["nic-nva"] },
    ...SPOKES,
  });
  expect(repairs[0]).toMatchObject({
    edits: [
      {
        op: "create",
        type: "azurerm_lb_rule",
        arguments: {
          loadbalancer_id: "${azurerm_lb.nva.id}",
          frontend_ip_configuration_name: "front",
          backend_address_pool_ids: ["${azurerm_lb_backend_address_pool.nva.id}"],
          protocol: "All",
        },
      },
    ],
  });
});

describe("a network that Network Manager peers", () => {
  const manager = "azurerm_network_manager";
  const managed = (): TerraformNetwork =>
    new TerraformNetwork()
      .network("spoke3", "10.30.0.0/16", { default: "10.30.0.0/24" })
      .add("azurerm_virtual_network_gateway", "gw", {
        name: "gw",
        resource_group_name: "rg",
        location: "eastasia",
        type: "Vpn",
        sku: "VpnGw1AZ",
        ip_configuration: [{ name: "c", subnet_id: "${azurerm_subnet.hub_GatewaySubnet.id}" }],
      })
      .add("azurerm_local_network_gateway", "hq", {
        name: "hq",
        resource_group_name: "rg",
        location: "eastasia",
        gateway_address: "203.0.113.7",
        address_space: ["172.16.0.0/16"],
      })
      .add("azurerm_virtual_network_gateway_connection", "hq", {
        name: "con",
        resource_group_name: "rg",
        location: "eastasia",
        type: "IPsec",
        virtual_network_gateway_id: "${azurerm_virtual_network_gateway.gw.id}",
        local_network_gateway_id: "${azurerm_local_network_gateway.hq.id}",
      })
      .add(`${manager}_network_group`, "g", { name: "g", network_manager_id: "/nm" })
      .add(`${manager}_static_member`, "spoke3", {
        name: "spoke3",
        network_group_id: `\${${manager}_network_group.g.id}`,
        target_virtual_network_id: "${azurerm_virtual_network.spoke3.id}",
      })
      .add(`${manager}_connectivity_configuration`, "c", {
        name: "c",
        network_manager_id: "/nm",
        connectivity_topology: "HubAndSpoke",
        applies_to_group: [
          { group_connectivity: "None", network_group_id: `\${${manager}_network_group.g.id}` },
        ],
        hub: [
          {
            resource_id: "${azurerm_virtual_network.hub.id}",
            resource_type: "Microsoft.Network/virtualNetworks",
          },
        ],
      })
      .add(`${manager}_deployment`, "d", {
        network_manager_id: "/nm",
        location: "eastasia",
        scope_access: "Connectivity",
        configuration_ids: [`\${${manager}_connectivity_configuration.c.id}`],
      });
  const first = ({ configuration }: TerraformNetwork): readonly Edit[] =>
    repairsOf({ document: configuration, from: "vnet-spoke3/default", to: "on-premises/hq" }).repairs[0]
      .edits;

  it("uses the hub's gateway by its configuration", () => {
    expect(first(managed())).toEqual([
      {
        op: "set",
        address: `${manager}_connectivity_configuration.c`,
        argument: "applies_to_group[0].use_hub_gateway",
        value: true,
        within: ["applies_to_group"],
      },
    ]);
  });

  it("keeps the half of a written peering that uses the gateway already", () => {
    const peered = managed().peer("hub", "spoke3", {}, { use_remote_gateways: true });
    expect(first(peered)).toEqual([
      {
        op: "set",
        address: "azurerm_virtual_network_peering.hub_to_spoke3",
        argument: "allow_gateway_transit",
        value: true,
      },
    ]);
  });
});
