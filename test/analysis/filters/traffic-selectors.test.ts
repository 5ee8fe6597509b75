import { analyze } from "../../../lib/analysis";
import { readConfiguration } from "../../../lib/analysis/readers";
import { document, networkWithGateway, resource, Resources, subnet } from "../findings/cases/terraform";

function verdicts(policy: object): { readonly verdict: string; readonly codes: string[] }[] {
  const parts: Resources[] = [
    ...networkWithGateway("hub", "10.0.0.0/16", "10.0.200.0/27"),
    subnet("hub", "app", "10.0.1.0/24"),
    resource("local_network_gateway", "dc", {
      address_space: ["172.16.0.0/24"],
      gateway_address: "203.0.113.1",
    }),
    resource("virtual_network_gateway_connection", "dc", {
      type: "IPsec",
      virtual_network_gateway_id: "${azurerm_virtual_network_gateway.gw_hub.id}",
      local_network_gateway_id: "${azurerm_local_network_gateway.dc.id}",
      shared_key: "${var.key}",
      ...policy,
    }),
  ];
  const variable = { key: { sensitive: true }, prefix: {} };
  const analysis = analyze(readConfiguration({ ...document(parts), variable }));
  return [
    ["hub/app", "on-premises/dc"],
    ["on-premises/dc", "hub/app"],
  ].map(([from, to]) => {
    const { verdict, reasons } = analysis.explain(from, to);
    expect(analysis.verdict(from, to)).toBe(verdict);
    return { verdict, codes: reasons.map(({ code }) => code).filter((code) => code !== "ASSUMED") };
  });
}

function selecting(local: string, remote: string, isInForce = true): object {
  return {
    ...(isInForce && { use_policy_based_traffic_selectors: true }),
    traffic_selector_policy: [{ local_address_cidrs: [local], remote_address_cidrs: [remote] }],
  };
}

test.each([
  ["none", {}, "REACHABLE", []],
  ["both networks", selecting("10.0.0.0/16", "172.16.0.0/12"), "REACHABLE", []],
  ["another subnet", selecting("10.0.2.0/24", "172.16.0.0/24"), "BLOCKED", ["TRAFFIC_SELECTORS"]],
  ["a part of the site", selecting("10.0.0.0/16", "172.16.0.0/25"), "CONDITIONAL", ["FILTERED_PARTLY"]],
  [
    "what only apply tells",
    selecting("${var.prefix}", "172.16.0.0/24"),
    "CONDITIONAL",
    ["TRAFFIC_SELECTORS"],
  ],
  [
    "another subnet, without the switch",
    selecting("10.0.2.0/24", "172.16.0.0/24", false),
    "CONDITIONAL",
    ["TRAFFIC_SELECTORS"],
  ],
])("a tunnel with selectors for %s", (_, policy, verdict, codes) => {
  for (const found of verdicts(policy)) {
    expect(found).toEqual({ verdict, codes });
  }
});
