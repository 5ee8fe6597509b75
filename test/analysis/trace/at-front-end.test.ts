import { readFileSync } from "node:fs";
import { join } from "node:path";
import { analyze, readConfiguration } from "../../../lib/analysis";
import { PairResult } from "../../../lib/analysis/result";

const FILE = join(__dirname, "../../cases/answers/N67-rule-for-a-front-end/main.tf.json");

type Body = Record<string, unknown>;
type Resources = Record<string, Record<string, Body>>;

/** The case with other rules in its group, asked about a port of its front end. */
function ask(rules: readonly Body[], port?: number, from = "vnet-web/app", to = "lb-sql"): PairResult {
  const input = JSON.parse(readFileSync(FILE, "utf8")) as { readonly resource: Resources };
  const group = input.resource.azurerm_network_security_group.db;
  const [first] = group.security_rule as readonly Body[];
  group.security_rule = rules.map((rule, i) => ({ ...first, name: `r${i}`, priority: 100 + i, ...rule }));
  return analyze(readConfiguration(input), { ...(port !== undefined && { port }) }).explain(from, to);
}

const codes = ({ reasons }: PairResult): string[] => reasons.map(({ code }) => code);

const MEMBERS = { destination_address_prefix: "10.62.1.0/24", destination_port_range: "11433" };
const PROBE = {
  source_address_prefix: "AzureLoadBalancer",
  destination_address_prefix: "*",
  destination_port_range: "*",
};
const DENY = {
  access: "Deny",
  protocol: "*",
  source_address_prefix: "*",
  destination_address_prefix: "*",
  destination_port_range: "*",
};

describe("a front end as destination (R61)", () => {
  test("passes what rules let in at the members, on the members' port", () => {
    expect(ask([MEMBERS, PROBE, DENY], 1433).verdict).toBe("REACHABLE");
    expect(codes(ask([{ ...MEMBERS, destination_port_range: "1433" }, PROBE, DENY], 1433))).toEqual([
      "DENIED_IN",
    ]);
  });

  test("a rule for its own address lets nobody in", () => {
    const own = { destination_address_prefix: "10.62.2.100/32", destination_port_range: "*" };
    expect(ask([own, PROBE, DENY], 1433).verdict).toBe("BLOCKED");
  });

  test("has no other ports than those of its rules", () => {
    const other = ask([MEMBERS, PROBE, DENY], 22);
    expect([other.verdict, codes(other)]).toEqual(["BLOCKED", ["LB_NO_RULE"]]);
    const any = ask([MEMBERS, PROBE, DENY]);
    expect([any.verdict, codes(any)]).toEqual(["CONDITIONAL", ["FILTERED_PARTLY"]]);
  });

  test("leads nowhere while the members are taken for dead", () => {
    expect(codes(ask([MEMBERS, DENY], 1433))).toEqual(["LB_PROBE_DENIED"]);
  });

  test("may give a member's flow back to the member itself", () => {
    const own = ask([{ ...MEMBERS, source_address_prefix: "*" }, PROBE], 1433, "nic-a");
    expect([own.verdict, codes(own)]).toEqual(["CONDITIONAL", ["LB_OWN_FRONTEND"]]);
  });
});
