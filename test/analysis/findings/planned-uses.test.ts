import { findingsOf } from "../../../lib/analysis/findings";
import { PLANNED_USE_CHECKS } from "../../../lib/analysis/findings/planned-uses";
import { PlannedChange } from "../../../lib/analysis/model";
import { readConfiguration } from "../../../lib/analysis/readers";
import { Finding } from "../../../lib/analysis/result";
import { document, HUB } from "./cases/terraform";

const CODES = new Set(PLANNED_USE_CHECKS.map(({ code }) => code));
const FIREWALL = "azurerm_firewall.fw";

function found(change: Partial<PlannedChange>): Finding[] {
  const address = change.address ?? "azurerm_public_ip.old";
  const full: PlannedChange = {
    type: address.split(".")[0],
    action: "delete",
    because: [],
    ...change,
    address,
  };
  return findingsOf({ ...readConfiguration(document(HUB)), changes: [full] }).filter(({ code }) =>
    CODES.has(code),
  );
}

const LEAVES = [{ address: FIREWALL, keeps: false }];
const KEEPS = [{ address: FIREWALL, keeps: true }];

describe("what a plan takes away while something uses it", () => {
  test("a warning where only the state tells the order, and two applies are the cure", () => {
    const [finding, ...more] = found({ users: LEAVES });
    expect(more).toEqual([]);
    expect(finding).toMatchObject({ code: "PLAN_DESTROYS_BEFORE_UPDATE", severity: "warning" });
    expect(finding.message.en).toContain(FIREWALL);
    expect(finding.message.en).toContain("create_before_destroy");
    expect(finding.fix!.en).toContain(`-target='${FIREWALL}'`);
  });

  test("no -target for an instance that a smaller count leaves over: that destroys it as well", () => {
    const [{ fix }] = found({ address: "azurerm_public_ip.more[2]", users: LEAVES });
    expect(fix!.en).not.toContain("-target");
    expect(fix!.en).toContain("keep it in the configuration");
  });

  test.each([LEAVES, KEEPS])("an error where the old one goes first: %j", (...users) => {
    const [finding, ...more] = found({ action: "replace", because: ["sku"], users });
    expect(more).toEqual([]);
    expect(finding).toMatchObject({ code: "PLAN_DESTROYS_USED", severity: "error" });
    expect(finding.message.en).toContain("because of sku");
    expect(finding.fix!.en).toContain("create_before_destroy = true");
  });

  test("an error where one goes on using it", () => {
    const users = [...LEAVES, { address: "azurerm_lb.lb", keeps: true }];
    const [finding, ...more] = found({ users });
    expect(more).toEqual([]);
    expect(finding).toMatchObject({ code: "PLAN_DESTROYS_USED", severity: "error" });
    expect(finding.message.en).toContain("azurerm_lb.lb goes on using it");
    expect(finding.message.en).not.toContain(FIREWALL);
  });

  test("nothing where nobody uses it, or where another finding says so", () => {
    expect(found({})).toEqual([]);
    expect(found({ action: "replace", address: "azurerm_subnet.s", users: LEAVES })).toEqual([]);
  });
});
