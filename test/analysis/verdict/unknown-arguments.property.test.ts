import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { analyze, readConfiguration, Verdict } from "../../../lib/analysis";
import { runs } from "../../support/runs";

const CASES = join(__dirname, "../../cases");

/** Every input of the cases that is one file of Terraform's JSON, of networks small enough to ask about each pair. */
const inputs = ["answers", "reports", "routing"].flatMap((kind) => {
  const folder = join(CASES, kind);
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith("main.tf.json"))
    .map((file) => join(folder, file));
});

type Json = ReturnType<typeof JSON.parse>;
type Path = readonly string[];

/** Arguments that say nothing of the network. */
const PLAIN = new Set([
  "connection",
  "count",
  "depends_on",
  "for_each",
  "lifecycle",
  "location",
  "provider",
  "tags",
]);

function pathsOf(value: Json, path: Path = []): Path[] {
  return value === null || typeof value !== "object"
    ? [path]
    : [path, ...Object.entries(value).flatMap(([key, one]) => pathsOf(one, [...path, key]))];
}

/** Of each resource each argument, block and element of a list. */
function argumentsOf({ resource = {} }: Json): Path[] {
  // Terraform's JSON may have a list of objects for one.
  const written: [Path, Json][] = Array.isArray(resource)
    ? resource.map((one, index) => [["resource", `${index}`], one])
    : [[["resource"], resource]];
  return written.flatMap(([at, types]) =>
    Object.entries<Json>(types).flatMap(([type, named]) =>
      Object.entries<Json>(named).flatMap(([name, values]) =>
        Object.keys(values)
          .filter((argument) => !PLAIN.has(argument))
          .flatMap((argument) => pathsOf(values[argument], [...at, type, name, argument])),
      ),
    ),
  );
}

function withUnknown(document: Json, path: Path): Json {
  const copy = structuredClone(document);
  const owner = path.slice(0, -1).reduce((value, key) => value[key], copy);
  owner[path.at(-1)!] = "${var.not_told}";
  return { ...copy, variable: { ...copy.variable, not_told: {} } };
}

function verdicts(document: object): Map<string, Verdict> {
  const analysis = analyze(readConfiguration(document));
  const ids = [...analysis.endpoints, analysis.internet].map(({ id }) => id);
  const pairs = ids.length > 12 ? [] : ids.flatMap((from) => ids.map((to) => [from, to] as const));
  return new Map(
    pairs
      .filter(([from, to]) => from !== to)
      .map(([from, to]) => [`${from} → ${to}`, analysis.explain(from, to).verdict]),
  );
}

/** The pairs of which the answer is another that is as sure, with an argument that nobody tells. */
function wrongWithout(document: Json, path: Path): [string, Verdict][] {
  const told = verdicts(document);
  return [...verdicts(withUnknown(document, path))].filter(([pair, verdict]) => {
    const before = told.get(pair) ?? "CONDITIONAL";
    return verdict !== "CONDITIONAL" && before !== "CONDITIONAL" && before !== verdict;
  });
}

const AT = { resource_group_name: "rg", location: "westeurope" };

const inNetwork = (name: string, prefix: string): Json => ({
  resource_group_name: "rg",
  name,
  virtual_network_name: "${azurerm_virtual_network.v.name}",
  address_prefixes: [prefix],
});

const machineIn = (subnet: string, publicIp?: string): Json => ({
  ...AT,
  ip_configuration: [
    {
      name: "i",
      subnet_id: subnet,
      private_ip_address_allocation: "Dynamic",
      public_ip_address_id: publicIp,
    },
  ],
});

const anyPorts = { protocol: "*", source_port_range: "*", destination_port_range: "*" };

/** Instances of a scale set behind a load balancer; machines in application groups, one of them with a closed address. */
const SCALE_SET_AND_GROUPS: Json = {
  resource: {
    azurerm_virtual_network: { v: { ...AT, name: "v", address_space: ["10.0.0.0/16"] } },
    azurerm_subnet: {
      nva: inNetwork("nva", "10.0.0.0/24"),
      app: inNetwork("app", "10.0.1.0/24"),
      db: inNetwork("db", "10.0.2.0/24"),
      dmz: inNetwork("dmz", "10.0.3.0/24"),
    },
    azurerm_public_ip: { dmz: { ...AT, name: "dmz", allocation_method: "Static", sku: "Standard" } },
    azurerm_network_interface: {
      app: machineIn("${azurerm_subnet.app.id}"),
      db: machineIn("${azurerm_subnet.db.id}"),
      dmz: machineIn("${azurerm_subnet.dmz.id}", "${azurerm_public_ip.dmz.id}"),
    },
    azurerm_application_security_group: { app: { ...AT, name: "app" }, db: { ...AT, name: "db" } },
    azurerm_network_interface_application_security_group_association: Object.fromEntries(
      ["app", "db"].map((name) => [
        name,
        {
          network_interface_id: `\${azurerm_network_interface.${name}.id}`,
          application_security_group_id: `\${azurerm_application_security_group.${name}.id}`,
        },
      ]),
    ),
    azurerm_network_security_group: {
      db: {
        ...AT,
        name: "db",
        security_rule: [
          {
            ...anyPorts,
            name: "app",
            priority: 100,
            direction: "Inbound",
            access: "Allow",
            source_application_security_group_ids: ["${azurerm_application_security_group.app.id}"],
            destination_application_security_group_ids: ["${azurerm_application_security_group.db.id}"],
          },
          {
            ...anyPorts,
            name: "others",
            priority: 200,
            direction: "Inbound",
            access: "Deny",
            source_address_prefix: "VirtualNetwork",
            destination_address_prefix: "*",
          },
        ],
      },
    },
    azurerm_subnet_network_security_group_association: {
      db: {
        subnet_id: "${azurerm_subnet.db.id}",
        network_security_group_id: "${azurerm_network_security_group.db.id}",
      },
    },
    azurerm_lb: {
      b: {
        ...AT,
        name: "b",
        sku: "Standard",
        frontend_ip_configuration: [
          { name: "f", subnet_id: "${azurerm_subnet.nva.id}", private_ip_address: "10.0.0.100" },
        ],
      },
    },
    azurerm_lb_backend_address_pool: { p: { name: "p", loadbalancer_id: "${azurerm_lb.b.id}" } },
    azurerm_lb_rule: {
      r: {
        name: "r",
        loadbalancer_id: "${azurerm_lb.b.id}",
        protocol: "All",
        frontend_port: 0,
        backend_port: 0,
        frontend_ip_configuration_name: "f",
        backend_address_pool_ids: ["${azurerm_lb_backend_address_pool.p.id}"],
      },
    },
    azurerm_linux_virtual_machine_scale_set: {
      nva: {
        ...AT,
        name: "nva",
        network_interface: [
          {
            name: "n",
            ip_forwarding_enabled: true,
            ip_configuration: [
              {
                name: "i",
                subnet_id: "${azurerm_subnet.nva.id}",
                load_balancer_backend_address_pool_ids: ["${azurerm_lb_backend_address_pool.p.id}"],
              },
            ],
          },
        ],
      },
    },
    azurerm_route_table: {
      app: {
        ...AT,
        name: "app",
        route: [
          {
            name: "dmz",
            address_prefix: "10.0.3.0/24",
            next_hop_type: "VirtualAppliance",
            next_hop_in_ip_address: "10.0.0.100",
          },
          {
            name: "all",
            address_prefix: "0.0.0.0/0",
            next_hop_type: "VirtualAppliance",
            next_hop_in_ip_address: "10.0.0.100",
          },
        ],
      },
    },
    azurerm_subnet_route_table_association: Object.fromEntries(
      ["app", "dmz"].map((name) => [
        name,
        {
          subnet_id: `\${azurerm_subnet.${name}.id}`,
          route_table_id: "${azurerm_route_table.app.id}",
        },
      ]),
    ),
  },
};

describe("an argument that nobody tells makes what depends on it CONDITIONAL, never another sure verdict", () => {
  // Each was another sure verdict once.
  test.each([
    ["routing/advice-two-hubs", "azurerm_subnet hub-sdc-AzureFirewallSubnet virtual_network_name"],
    ["routing/diff-cause/A", "azurerm_network_interface nic_nva_0_0 ip_configuration 0 subnet_id"],
    ["routing/lb-one-backend-filtered", "azurerm_virtual_network vnet_hub2 name"],
    ["routing/lb-one-backend-filtered", "azurerm_virtual_network vnet_spoke3 name"],
    ["routing/subscription-id", "azurerm_route_table apps_rt name"],
    ["routing/nested-sites", "azurerm_virtual_network_gateway_connection b enable_bgp"],
    ["routing/peering-and-tunnel", "azurerm_virtual_network_peering h1 allow_gateway_transit"],
    ["routing/peering-and-tunnel", "azurerm_virtual_network_peering 1h use_remote_gateways"],
    ["routing/snat-return-udr", "azurerm_firewall_policy afwp_afw_0 private_ip_ranges"],
    ["routing/snat-twice", "azurerm_subnet vnet_hub0_azurefirewallsubnet address_prefixes"],
    ["answers/09-firewall-without-remote-gateways", "azurerm_firewall core ip_configuration"],
    ["answers/47-udr-to-appliance-across-vpn", "azurerm_subnet core_GatewaySubnet virtual_network_name"],
    ["answers/47-udr-to-appliance-across-vpn", "azurerm_virtual_network_gateway web bgp_settings 0 asn"],
    ["answers/47-udr-to-appliance-across-vpn", "azurerm_virtual_network_gateway_connection db_core type"],
    [
      "answers/N4-traffic-selectors-without-spokes",
      "azurerm_virtual_network_gateway_connection hq traffic_selector_policy",
    ],
    ["answers/N148-app-past-default-route", "azurerm_subnet web_app delegation"],
    ["answers/N148-app-past-default-route", "azurerm_subnet web_app delegation 0 service_delegation 0 name"],
    ["answers/N19-tunnel-forgets-a-spoke", "azurerm_local_network_gateway west gateway_address"],
    [
      "answers/N19-tunnel-forgets-a-spoke",
      "azurerm_virtual_network_gateway east ip_configuration 0 public_ip_address_id",
    ],
    ["answers/N82-hub-route-into-network", "azurerm_virtual_hub_connection h1app1 virtual_hub_id"],
    ["answers/N82-hub-route-into-network", "azurerm_virtual_hub_route_table_route a destinations"],
    ["answers/N82-hub-route-into-network", "azurerm_virtual_hub_route_table_route a destinations 1"],
    ["answers/N82-hub-route-into-network", "azurerm_virtual_hub_route_table_route a next_hop"],
    ["answers/N82-hub-route-into-network", "azurerm_virtual_hub_route_table_route a route_table_id"],
    ["answers/N142-clients-of-hub-and-peered-network", "azurerm_virtual_hub_connection hub virtual_hub_id"],
    [
      "answers/N142-clients-of-hub-and-peered-network",
      "azurerm_virtual_hub_connection hub remote_virtual_network_id",
    ],
    [
      "answers/N144-static-routes-kept",
      "azurerm_virtual_hub_connection nva routing 0 static_vnet_propagate_static_routes_enabled",
    ],
    ["answers/N198-internet-through-spokes-appliance", "azurerm_virtual_hub_connection nva virtual_hub_id"],
    [
      "answers/N198-internet-through-spokes-appliance",
      "azurerm_virtual_hub_connection web remote_virtual_network_id",
    ],
    ["answers/N65-firewall-translates-every-source", "azurerm_firewall_policy main private_ip_ranges"],
    ["answers/34-basic-lb-global-peering", "azurerm_lb edge sku"],
    ["answers/34-basic-lb-global-peering", "azurerm_lb edge frontend_ip_configuration 0 name"],
    ["answers/34-basic-lb-global-peering", "azurerm_lb_rule edge frontend_port"],
    ["answers/65-two-load-balancers-two-nics", "azurerm_lb t frontend_ip_configuration 0 name"],
    ["answers/N15-probe-denied", "azurerm_lb_probe nva port"],
    ["answers/N15-probe-denied", "azurerm_lb_rule nva probe_id"],
    ["answers/N27-balancer-forwards-one-port", "azurerm_lb_rule r0 frontend_port"],
    ["answers/N140-published-past-firewall", "azurerm_lb pub frontend_ip_configuration"],
    ["answers/N140-published-past-firewall", "azurerm_lb_rule r backend_port"],
    ["answers/N140-published-past-firewall", "azurerm_lb_rule r backend_address_pool_ids"],
    ["answers/N165-dnat-to-public-balancer", "azurerm_lb_rule r frontend_ip_configuration_name"],
    ["answers/N192-rule-without-outbound", "azurerm_lb_rule r disable_outbound_snat"],
    ["answers/N140-published-past-firewall", "azurerm_network_interface web ip_configuration"],
    ["answers/N165-dnat-to-public-balancer", "azurerm_network_interface web ip_configuration"],
    ["answers/N25-public-address-behind-default-route", "azurerm_network_interface web ip_configuration"],
    ["answers/N8-appliance-with-two-nics", "azurerm_linux_virtual_machine nva network_interface_ids"],
  ])("%s: %s", (folder, path) => {
    const document = JSON.parse(readFileSync(join(CASES, folder, "main.tf.json"), "utf8"));
    expect(wrongWithout(document, ["resource", ...path.split(" ")])).toEqual([]);
  });

  test.each([
    ["azurerm_linux_virtual_machine_scale_set nva network_interface"],
    ["azurerm_linux_virtual_machine_scale_set nva network_interface 0 ip_configuration"],
    ["azurerm_linux_virtual_machine_scale_set nva network_interface 0 ip_configuration 0 subnet_id"],
    ["azurerm_network_interface app ip_configuration"],
    ["azurerm_network_interface db ip_configuration"],
    ["azurerm_network_interface db ip_configuration 0 subnet_id"],
  ])("what nobody tells of an interface: %s", (path) => {
    expect(wrongWithout(SCALE_SET_AND_GROUPS, ["resource", ...path.split(" ")])).toEqual([]);
  });

  test("the place of a machine with a public address", () => {
    const private_ = { ...inNetwork("app", "10.0.1.0/24"), default_outbound_access_enabled: false };
    const address = { ...AT, name: "web", allocation_method: "Static", sku: "Standard" };
    const document = {
      resource: {
        azurerm_virtual_network: { v: { ...AT, name: "v", address_space: ["10.0.0.0/16"] } },
        azurerm_subnet: { app: private_ },
        azurerm_public_ip: { web: address },
        azurerm_network_interface: {
          web: machineIn("${azurerm_subnet.app.id}", "${azurerm_public_ip.web.id}"),
        },
      },
    };
    expect(verdicts(document).get("v/app → internet")).toBe("REACHABLE");
    const place = "resource azurerm_network_interface web ip_configuration 0 subnet_id";
    expect(wrongWithout(document, place.split(" "))).toEqual([]);
  });

  test("whichever it is", () => {
    const documents = new Map<string, Json>();
    fc.assert(
      fc.property(fc.nat(), fc.nat(), (one, other) => {
        const file = inputs[one % inputs.length];
        const document = documents.get(file) ?? JSON.parse(readFileSync(file, "utf8"));
        documents.set(file, document);
        const paths = argumentsOf(document);
        fc.pre(paths.length > 0);
        const path = paths[other % paths.length];
        expect({ file, path, wrong: wrongWithout(document, path) }).toEqual({ file, path, wrong: [] });
      }),
      { numRuns: runs(10) },
    );
  });
});
