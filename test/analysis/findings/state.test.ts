import { findingsOf } from "../../../lib/analysis/findings";
import { readConfiguration } from "../../../lib/analysis/readers";

const PROVIDER =
  "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg/providers/Microsoft.Network";
const SUBNET = `${PROVIDER}/virtualNetworks/hub/subnets/default`;
const APPLIANCES = `${PROVIDER}/virtualNetworks/hub/subnets/appliances`;

function resource(type: string, name: string, values: object): object {
  return {
    address: `azurerm_${type}.${name}`,
    mode: "managed",
    type: `azurerm_${type}`,
    name,
    provider_name: "registry.terraform.io/hashicorp/azurerm",
    schema_version: 0,
    values: { name, resource_group_name: "rg", location: "eastasia", ...values },
    sensitive_values: {},
  };
}

const ROUTE = {
  name: "to-spokes",
  address_prefix: "10.0.0.0/8",
  next_hop_type: "VirtualAppliance",
  next_hop_in_ip_address: "10.0.1.4",
};

const RULE = {
  name: "any",
  priority: 100,
  direction: "Inbound",
  access: "Allow",
  protocol: "*",
  ...Object.fromEntries(
    ["source", "destination"].flatMap((end) => [
      [`${end}_address_prefix`, "*"],
      [`${end}_address_prefixes`, []],
      [`${end}_application_security_group_ids`, []],
      [`${end}_port_range`, "*"],
    ]),
  ),
};

/** What a provider reads back: separate parts listed in their owners too, empty texts and lists for what is absent. */
const RESOURCES = [
  resource("virtual_network", "hub", {
    id: `${PROVIDER}/virtualNetworks/hub`,
    address_space: ["10.0.0.0/16"],
    subnet: [
      {
        name: "default",
        address_prefixes: ["10.0.0.0/24"],
        id: SUBNET,
        security_group: "",
        route_table_id: "",
      },
      { name: "appliances", address_prefixes: ["10.0.1.0/24"], id: APPLIANCES, security_group: "" },
    ],
  }),
  resource("subnet", "default", {
    virtual_network_name: "hub",
    address_prefixes: ["10.0.0.0/24"],
    id: SUBNET,
  }),
  resource("subnet", "appliances", {
    virtual_network_name: "hub",
    address_prefixes: ["10.0.1.0/24"],
    id: APPLIANCES,
  }),
  resource("route_table", "rt", {
    id: `${PROVIDER}/routeTables/rt`,
    route: [ROUTE],
    bgp_route_propagation_enabled: true,
  }),
  resource("route", "to_spokes", { ...ROUTE, route_table_name: "rt", location: null }),
  resource("subnet_route_table_association", "default", {
    name: null,
    subnet_id: SUBNET,
    route_table_id: `${PROVIDER}/routeTables/rt`,
  }),
  resource("network_interface", "nic", {
    id: `${PROVIDER}/networkInterfaces/nic`,
    ip_forwarding_enabled: true,
    ip_configuration: [
      {
        name: "ip",
        subnet_id: APPLIANCES,
        private_ip_address: "10.0.1.4",
        private_ip_address_allocation: "Dynamic",
        private_ip_address_version: "IPv4",
        primary: true,
        public_ip_address_id: "",
      },
    ],
  }),
  resource("firewall_policy", "policy", {
    sku: "Basic",
    dns: [],
    intrusion_detection: [],
    tls_certificate: [],
  }),
  resource("network_security_group", "nsg", { security_rule: [RULE] }),
  resource("bastion_host", "bas", {
    sku: "Developer",
    virtual_network_id: `${PROVIDER}/virtualNetworks/hub`,
    ip_configuration: [],
    scale_units: 2,
    tunneling_enabled: false,
  }),
];

test("what a state lists twice or leaves empty is not blamed", () => {
  const state = {
    format_version: "1.0",
    terraform_version: "1.9.0",
    values: { root_module: { resources: RESOURCES } },
  };
  expect(findingsOf(readConfiguration(state))).toEqual([]);
});

test("what is wrong in a state is found", () => {
  const nic = RESOURCES.map((each) =>
    JSON.parse(JSON.stringify(each).replace('"ip_forwarding_enabled":true', '"ip_forwarding_enabled":false')),
  );
  const state = {
    format_version: "1.0",
    terraform_version: "1.9.0",
    values: { root_module: { resources: nic } },
  };
  expect(findingsOf(readConfiguration(state)).map(({ code }) => code)).toEqual([
    "ROUTE_NEXT_HOP_NOT_FORWARDING",
  ]);
});
