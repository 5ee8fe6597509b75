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

/** Arguments that say nothing of the network, and those by which a network or subnet is told from others. */
const PLAIN = new Set([
  "connection",
  "count",
  "depends_on",
  "for_each",
  "lifecycle",
  "location",
  "name",
  "provider",
  "tags",
]);

function pathsOf(value: Json, path: Path = []): Path[] {
  return value === null || typeof value !== "object"
    ? [path]
    : [path, ...Object.entries(value).flatMap(([key, one]) => pathsOf(one, [...path, key]))];
}

/** Of each resource each argument, block and element of a list. */
function argumentsOf(document: Json): Path[] {
  return Object.entries<Json>(document.resource ?? {}).flatMap(([type, named]) =>
    Object.entries<Json>(named).flatMap(([name, resource]) =>
      Object.keys(resource)
        .filter((argument) => !PLAIN.has(argument))
        .flatMap((argument) => pathsOf(resource[argument], ["resource", type, name, argument])),
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

describe("an argument that nobody tells makes what depends on it CONDITIONAL, never another sure verdict", () => {
  // Each was another sure verdict once.
  test.each([
    ["routing/advice-two-hubs", "azurerm_subnet hub-sdc-AzureFirewallSubnet virtual_network_name"],
    ["routing/diff-cause/A", "azurerm_network_interface nic_nva_0_0 ip_configuration 0 subnet_id"],
    ["routing/nested-sites", "azurerm_virtual_network_gateway_connection b enable_bgp"],
    ["routing/snat-twice", "azurerm_subnet vnet_hub0_azurefirewallsubnet address_prefixes"],
    ["answers/09-firewall-without-remote-gateways", "azurerm_firewall core ip_configuration"],
    ["answers/47-udr-to-appliance-across-vpn", "azurerm_subnet core_GatewaySubnet virtual_network_name"],
    ["answers/47-udr-to-appliance-across-vpn", "azurerm_virtual_network_gateway web bgp_settings 0 asn"],
    ["answers/47-udr-to-appliance-across-vpn", "azurerm_virtual_network_gateway_connection db_core type"],
    [
      "answers/N4-traffic-selectors-without-spokes",
      "azurerm_virtual_network_gateway_connection hq traffic_selector_policy",
    ],
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
  ])("%s: %s", (folder, path) => {
    const document = JSON.parse(readFileSync(join(CASES, folder, "main.tf.json"), "utf8"));
    expect(wrongWithout(document, ["resource", ...path.split(" ")])).toEqual([]);
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
