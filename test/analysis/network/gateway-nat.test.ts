import { analyze } from "../../../lib/analysis";
import { readConfiguration } from "../../../lib/analysis/readers";
import {
  document,
  half,
  network,
  networkWithGateway,
  resource,
  Resources,
} from "../findings/cases/terraform";

const GATEWAY = "azurerm_virtual_network_gateway.gw_hub";
const RULE = "azurerm_virtual_network_gateway_nat_rule.branch";

const site: Resources[] = [
  resource("local_network_gateway", "dc", {
    name: "dc",
    address_space: ["172.16.0.0/24"],
    gateway_address: "203.0.113.1",
  }),
  resource("virtual_network_gateway_connection", "dc", {
    name: "dc",
    type: "IPsec",
    virtual_network_gateway_id: `\${${GATEWAY}.id}`,
    local_network_gateway_id: "${azurerm_local_network_gateway.dc.id}",
    shared_key: "${var.key}",
  }),
];

function nat(gateway: string): Resources {
  return resource("virtual_network_gateway_nat_rule", "branch", {
    name: "branch",
    virtual_network_gateway_id: gateway,
    mode: "EgressSnat",
    external_mapping: { address_space: "192.168.0.0/24" },
    internal_mapping: { address_space: "10.0.0.0/24" },
  });
}

function verdicts(...more: Resources[]): { verdict: string; codes: string[]; left: string[] }[] {
  const parts = [...networkWithGateway("hub", "10.0.0.0/16", "10.0.200.0/27"), ...SUBNET, ...site, ...more];
  const model = readConfiguration({
    ...document(parts),
    variable: { key: { sensitive: true }, gateway: {} },
  });
  const analysis = analyze(model);
  const [inside, outside] = ["hub/app", "on-premises/dc"];
  return [
    [inside, outside],
    [outside, inside],
  ].map(([from, to]) => {
    const { verdict, reasons } = analysis.explain(from, to);
    return {
      verdict,
      codes: reasons.map(({ code }) => code),
      left: model.problems.filter(({ code }) => code === "KIND_NOT_READ").map((problem) => problem.resource),
    };
  });
}

const SUBNET: Resources[] = [
  resource("subnet", "app", {
    name: "app",
    virtual_network_name: "${azurerm_virtual_network.hub.name}",
    address_prefixes: ["10.0.1.0/24"],
  }),
];

describe("a gateway that translates addresses", () => {
  test("without a rule the site is reached", () => {
    expect(verdicts().map(({ verdict }) => verdict)).toEqual(["REACHABLE", "REACHABLE"]);
  });

  test.each([
    ["its own rule", nat(`\${${GATEWAY}.id}`)],
    ["a rule of a gateway that only apply tells", nat("${var.gateway}")],
  ])("%s leaves open what passes it, both ways, and is named", (_, rule) => {
    for (const { verdict, codes, left } of verdicts(rule)) {
      expect(verdict).toBe("CONDITIONAL");
      expect(codes).toContain("GATEWAY_TRANSLATES");
      expect(left).toEqual([RULE]);
    }
  });

  test("a rule is of its own kind: it hides no missing half of a peering", () => {
    const parts = [
      ...networkWithGateway("hub", "10.0.0.0/16", "10.0.200.0/27"),
      network("spoke", "10.1.0.0/16"),
      half("hub", "spoke"),
      nat(`\${${GATEWAY}.id}`),
    ];
    const { findings } = analyze(readConfiguration(document(parts)));
    expect(findings.map(({ code }) => code)).toContain("PEERING_HALF_MISSING");
  });

  test("a rule of another gateway changes nothing", () => {
    const other = networkWithGateway("other", "10.8.0.0/16", "10.8.200.0/27");
    const found = verdicts(...other, nat("${azurerm_virtual_network_gateway.gw_other.id}"));
    expect(found.map(({ verdict }) => verdict)).toEqual(["REACHABLE", "REACHABLE"]);
  });
});
