import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { analyze, readInput } from "../../../lib/analysis";
import { PairResult } from "../../../lib/analysis/result";

const FILE = join(__dirname, "../../cases/answers/N15-probe-denied/main.tf.json");

type Resources = Record<string, Record<string, Record<string, unknown>>>;

/** The pair through the load balancer, in the case with something else in it. */
function ask(change: (resources: Resources) => void): PairResult {
  const input = JSON.parse(readFileSync(FILE, "utf8")) as { readonly resource: Resources };
  change(input.resource);
  const file = join(mkdtempSync(join(tmpdir(), "probe-")), "main.tf.json");
  writeFileSync(file, JSON.stringify(input));
  const [{ model }] = readInput(file);
  return analyze(model).explain("vnet-web/app", "vnet-db/data");
}

const codes = ({ reasons }: PairResult): string[] => reasons.map(({ code }) => code);

/** The case's group at one NIC alone, instead of at the subnet. */
function onlyAt(nic: string): (resources: Resources) => void {
  return (resources) => {
    resources.azurerm_subnet_network_security_group_association = {};
    resources.azurerm_network_interface_security_group_association = {
      one: {
        network_interface_id: `\${azurerm_network_interface.${nic}.id}`,
        network_security_group_id: "${azurerm_network_security_group.nva.id}",
      },
    };
  };
}

function withRule(rule: Record<string, unknown>): (resources: Resources) => void {
  return ({ azurerm_network_security_group: { nva } }) => {
    const [first] = nva.security_rule as Record<string, unknown>[];
    const more = { ...first, name: "more", priority: 200, protocol: "Tcp", ...rule };
    nva.security_rule = [more, ...(nva.security_rule as object[])];
  };
}

describe("a health probe that security groups deny (R61, R66)", () => {
  test("leaves a load balancer with no living member", () => {
    const result = ask(() => undefined);
    expect([result.verdict, codes(result)]).toEqual(["BLOCKED", ["LB_PROBE_DENIED"]]);
    expect(result.reasons[0].params).toMatchObject({ port: "8008", group: "nsg-nva", rule: "rule2" });
  });

  test.each(["a", "b"])("takes %s out of the pool, and the other gets everything", (nic) => {
    const result = ask(onlyAt(nic));
    expect([result.verdict, codes(result)]).toEqual([
      "REACHABLE",
      expect.not.arrayContaining(["LB_PROBE_DENIED"]),
    ]);
  });

  test.each([
    { source_address_prefix: "AzureLoadBalancer", destination_port_range: "8008" },
    { source_address_prefix: "168.63.129.16" },
    // The tag holds Azure's own address.
    { source_address_prefix: "VirtualNetwork" },
  ])("is let in by %p", (rule) => {
    expect(ask(withRule(rule)).verdict).toBe("REACHABLE");
  });

  test.each([{ destination_port_range: "443" }, { protocol: "Udp" }, { direction: "Outbound" }])(
    "isn't let in by AzureLoadBalancer with %p",
    (rule) => {
      expect(codes(ask(withRule({ source_address_prefix: "AzureLoadBalancer", ...rule })))).toEqual([
        "LB_PROBE_DENIED",
      ]);
    },
  );

  test("is let in by the default rules", () => {
    const result = ask(({ azurerm_network_security_group: { nva } }) => {
      nva.security_rule = (nva.security_rule as object[]).slice(0, 1);
    });
    expect(result.verdict).toBe("REACHABLE");
  });

  test("decides nothing where a rule has no probe", () => {
    expect(ask(({ azurerm_lb_rule: { nva } }) => void delete nva.probe_id).verdict).toBe("REACHABLE");
  });

  test("may be denied by a rule of which the input doesn't tell what it matches", () => {
    const result = ask((resources) => {
      withRule({ source_address_prefix: "${data.azurerm_ip_group.x.id}" })(resources);
    });
    expect(result.verdict).toBe("CONDITIONAL");
  });
});
