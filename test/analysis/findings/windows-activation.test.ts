import { analyze, FindingSearch, readNetwork } from "../../../lib/analysis";
import { toTheLetter } from "../repair/support/letter";
import { TerraformNetwork } from "../support/terraform-network";

const CODE = "WINDOWS_NOT_ACTIVATED";
const base = { location: "westeurope", resource_group_name: "rg" };
const KMS = ["20.118.99.224", "40.83.235.53", "23.102.135.246"];

function machine(network: TerraformNetwork, system: "windows" | "linux", location = "westeurope") {
  return network
    .add("azurerm_network_interface", "vm", {
      ...base,
      name: "nic-vm",
      ip_configuration: [{ name: "c", subnet_id: "${azurerm_subnet.spoke1_default.id}" }],
    })
    .add(`azurerm_${system}_virtual_machine`, "vm", {
      ...base,
      name: "vm",
      location,
      network_interface_ids: ["${azurerm_network_interface.vm.id}"],
    });
}

const table = (nextHop: object, ...more: readonly object[]): TerraformNetwork =>
  new TerraformNetwork()
    .add("azurerm_route_table", "spoke1", {
      ...base,
      name: "rt-spoke1",
      route: [{ name: "default", address_prefix: "0.0.0.0/0", ...nextHop }, ...more],
    })
    .add("azurerm_subnet_route_table_association", "spoke1", {
      subnet_id: "${azurerm_subnet.spoke1_default.id}",
      route_table_id: "${azurerm_route_table.spoke1.id}",
    });

/** Spoke 1 sends everything to on-premises. */
function tunnelled(...more: readonly object[]): TerraformNetwork {
  const network = table({ next_hop_type: "VirtualNetworkGateway" }, ...more)
    .add("azurerm_public_ip", "gw", { ...base, name: "pip-gw", sku: "Standard", allocation_method: "Static" })
    .add("azurerm_virtual_network_gateway", "gw", {
      ...base,
      name: "vpngw",
      type: "Vpn",
      sku: "VpnGw1AZ",
      default_local_network_gateway_id: "${azurerm_local_network_gateway.dc.id}",
      ip_configuration: [
        {
          subnet_id: "${azurerm_subnet.hub_GatewaySubnet.id}",
          public_ip_address_id: "${azurerm_public_ip.gw.id}",
        },
      ],
    })
    .add("azurerm_local_network_gateway", "dc", { ...base, name: "dc", address_space: ["172.16.0.0/16"] })
    .add("azurerm_virtual_network_gateway_connection", "dc", {
      ...base,
      name: "dc",
      type: "IPsec",
      virtual_network_gateway_id: "${azurerm_virtual_network_gateway.gw.id}",
      local_network_gateway_id: "${azurerm_local_network_gateway.dc.id}",
    });
  return network.peer("hub", "spoke1", { allow_gateway_transit: true }, { use_remote_gateways: true });
}

/** Spoke 1 sends everything to a firewall with these network rules. */
function guarded(...rules: readonly object[]): TerraformNetwork {
  const network = table({
    next_hop_type: "VirtualAppliance",
    next_hop_in_ip_address: "${azurerm_firewall.fw.ip_configuration[0].private_ip_address}",
  })
    .add("azurerm_public_ip", "fw", { ...base, name: "pip-fw", sku: "Standard", allocation_method: "Static" })
    .add("azurerm_firewall", "fw", {
      ...base,
      name: "afw",
      sku_name: "AZFW_VNet",
      sku_tier: "Standard",
      ip_configuration: [
        {
          name: "c",
          subnet_id: "${azurerm_subnet.hub_AzureFirewallSubnet.id}",
          public_ip_address_id: "${azurerm_public_ip.fw.id}",
        },
      ],
    });
  rules.forEach((rule, index) =>
    network.add("azurerm_firewall_network_rule_collection", `r${index}`, {
      name: `r${index}`,
      azure_firewall_name: "${azurerm_firewall.fw.name}",
      resource_group_name: "rg",
      priority: 100 + index,
      action: "Allow",
      rule: [{ name: "r", protocols: ["TCP"], source_addresses: ["10.0.0.0/8"], ...rule }],
    }),
  );
  return network;
}

const isFound = ({ configuration }: TerraformNetwork): boolean =>
  analyze(readNetwork(configuration).model).findings.some(({ code }) => code === CODE);

const toInternet = KMS.map((address, index) => ({
  name: `kms-${index}`,
  address_prefix: `${address}/32`,
  next_hop_type: "Internet",
}));

describe("Windows whose requests for activation are lost (W50)", () => {
  it.each([
    ["leave for on-premises", machine(tunnelled(), "windows")],
    ["end at a firewall without a rule", machine(guarded(), "windows")],
    [
      "end at a firewall with a rule for other ports",
      machine(guarded({ destination_addresses: ["*"], destination_ports: ["443"] }), "windows"),
    ],
  ])("is found where they %s", (_, network) => {
    expect(isFound(network)).toBe(true);
  });

  it.each([
    ["Linux", machine(tunnelled(), "linux")],
    ["a cloud of its own", machine(tunnelled(), "windows", "usgovvirginia")],
    ["routes to the Internet", machine(tunnelled(...toInternet), "windows")],
    [
      "a firewall that passes one of them",
      machine(guarded({ destination_addresses: KMS.slice(0, 1), destination_ports: ["1688"] }), "windows"),
    ],
    [
      "a firewall's rule by name",
      machine(
        guarded({ destination_fqdns: ["azkms.core.windows.net"], destination_ports: ["1688"] }),
        "windows",
      ),
    ],
    [
      "an appliance of which nobody knows",
      machine(table({ next_hop_type: "VirtualAppliance", next_hop_in_ip_address: "10.0.1.4" }), "windows"),
    ],
  ])("isn't found with %s", (_, network) => {
    expect(isFound(network)).toBe(false);
  });

  it.each([
    [
      "routes past the gateway",
      machine(tunnelled(), "windows"),
      toInternet.map(({ address_prefix }) => ({
        op: "append",
        block: "route",
        value: { address_prefix, next_hop_type: "Internet" },
      })),
    ],
    [
      "a rule in the firewall",
      machine(guarded(), "windows"),
      [{ op: "create", arguments: { rule: [{ destination_addresses: KMS, destination_ports: ["1688"] }] } }],
    ],
  ])("is cured by %s", (_, { configuration }, edits) => {
    const { model, input } = readNetwork(configuration);
    const search = new FindingSearch(input, analyze(model));
    const finding = search.findings.find(({ code }) => code === CODE)!;
    const [repair] = search.repairsOf(finding)!.repairs;
    expect(repair.edits).toMatchObject(edits);
    const after = analyze(readNetwork(toTheLetter(configuration, repair.edits)).model);
    expect(after.findings.filter(({ code }) => code === CODE)).toEqual([]);
  });
});
