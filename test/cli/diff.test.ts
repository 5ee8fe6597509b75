import { join } from "node:path";
import { labConfiguration } from "./support/lab-configuration";
import { Folder, run } from "./support/run";

const folder = new Folder();
const none = folder.write("none.tf.json", labConfiguration());
const firewall = folder.write("firewall.tf.json", labConfiguration({ firewall: true }));
const half = folder.write("half.tf.json", labConfiguration({ firewall: true, without: "hub01_to_spoke02" }));
const three = folder.write("three.tf.json", labConfiguration({ firewall: true, spokes: 3 }));
afterAll(() => folder.remove());

describe("hub-spoke diff", () => {
  it("says that nothing changes where nothing does", () => {
    const { code, out } = run(["diff", firewall, firewall]);
    expect([code, out]).toEqual([0, "Nothing changes in who can talk to whom.\n"]);
  });

  it("names the one resource that breaks pairs, and what it was before", () => {
    const { code, out } = run(["diff", firewall, half]);
    expect(code).toBe(0);
    expect(out).toMatch(/^4 pairs change\./);
    const causes = [...out.matchAll(/Because of:\n((?: {4}- .*\n)+)/g)].map((match) => match[1].trim());
    expect(new Set(causes)).toEqual(new Set(["- azurerm_virtual_network_peering.hub01_to_spoke02"]));
    expect(out).toContain("Before: through afw-hub01");
    expect(out).toContain("[PEERING_HALF_MISSING, azurerm_virtual_network_peering.spoke02_to_hub01]");
  });

  it("shows what a firewall opens", () => {
    const { out } = run(["diff", none, firewall]);
    expect(out).toContain("✗ BLOCKED → ✓ REACHABLE\n  - vnet-spoke01/default → vnet-spoke02/default");
    expect(out).toContain("After: through afw-hub01");
  });

  it("tells pairs that only go another way from pairs that break", () => {
    const direct = labConfiguration({ firewall: true }) as {
      resource: Record<string, Record<string, object>>;
    };
    const peering = (from: string, to: string) => ({
      name: `${from}-to-${to}`,
      resource_group_name: "rg-lab",
      virtual_network_name: `\${azurerm_virtual_network.${from}.name}`,
      remote_virtual_network_id: `\${azurerm_virtual_network.${to}.id}`,
    });
    direct.resource.azurerm_virtual_network_peering.one = peering("spoke01", "spoke02");
    direct.resource.azurerm_virtual_network_peering.two = peering("spoke02", "spoke01");
    const { out } = run(["diff", firewall, folder.write("direct.tf.json", direct)]);
    expect(out).toContain("✓ REACHABLE, another way\n");
    expect(out).toContain("Before: through afw-hub01\n  After: directly");
    expect(out).toContain("    - azurerm_virtual_network_peering.one\n");
  });

  it("lists new endpoints, and in the other direction those that go away", () => {
    expect(run(["diff", firewall, three]).out).toMatch(/^New endpoints\n {2}- vnet-spoke03\/default\n/);
    expect(run(["diff", three, firewall, "--lang", "ja"]).out).toMatch(
      /^なくなるエンドポイント\n {2}- vnet-spoke03\/default\n/,
    );
  });

  describe("of a state and a plan", () => {
    const mill = (file: string): string => join(__dirname, "../cases/plans/mill-moved-and-replaced", file);
    const replaced = /PLAN_REPLACES_PEERING, module\.site\["dry"\]\.azurerm_virtual_network_peering\.plot\]/;

    it("says before the verdicts what the plan interrupts on its way", () => {
      const { out } = run(["diff", mill("state.json"), mill("plan-change.json")]);
      expect(out).toMatch(replaced);
      expect(out.indexOf("While the plan is applied:")).toBeLessThan(out.search(/pairs change\./));
      const markdown = run([
        "diff",
        mill("state.json"),
        mill("plan-change.json"),
        "--format",
        "markdown",
      ]).out;
      expect(markdown).toContain(
        "**While the plan is applied:**\n\n- **Note:** The plan replaces both halves",
      );
      const { whileApplied } = JSON.parse(
        run(["diff", mill("state.json"), mill("plan-change.json"), "--json", "--lang", "ja"]).out,
      );
      expect(whileApplied[0]).toMatchObject({ code: "PLAN_REPLACES_PEERING", severity: "info" });
      expect(whileApplied[0].message).toContain("このプランはピアリングの両側");
    });

    it("says nothing of that where the plan replaces nothing", () => {
      expect(run(["diff", mill("plan.json"), mill("plan.json")]).out).not.toContain("While the plan");
    });
  });

  it("prints changes with causes and an example for scripts", () => {
    const answer = JSON.parse(run(["diff", firewall, half, "--json"]).out);
    expect(answer).toMatchObject({ version: 1, addedEndpoints: [], removedEndpoints: [] });
    const change = answer.changes.find(({ beforePath }: { beforePath: string[] }) => beforePath.length > 0);
    expect(change).toMatchObject({
      before: "REACHABLE",
      after: "BLOCKED",
      beforePath: ["afw-hub01"],
      causes: ["azurerm_virtual_network_peering.hub01_to_spoke02"],
    });
    expect(change.example.before.verdict).toBe("REACHABLE");
    expect(change.example.after.reasons[0].code).toBe("PEERING_HALF_MISSING");
  });

  it("writes a comment for a pull request", () => {
    const { out } = run(["diff", firewall, half, "--format", "markdown"]);
    expect(out).toMatch(/^## Reachability changes: half\.tf\.json\n\n4 pairs change\./);
    expect(out).toContain("| ✓ Reachable → ✗ Blocked | 2 |");
    expect(out).toContain("`azurerm_virtual_network_peering.hub01_to_spoke02`");
  });

  it("holds the head to what is required of it", () => {
    expect(run(["diff", firewall, half, "--require", "connected"]).code).toBe(1);
    expect(run(["diff", none, firewall, "--require", "connected"]).code).toBe(0);
  });

  it("pairs the stacks of two cdktf.outs by name", () => {
    const outs = [
      { lab: "none.tf.json", gone: "none.tf.json" },
      { lab: "firewall.tf.json", fresh: "none.tf.json" },
    ].map((stacks, index) => {
      const entries = Object.entries(stacks).map(([name, file]) => [
        name,
        { name, synthesizedStackPath: `../${file}` },
      ]);
      return folder.writeIn(`out${index}`, "manifest.json", { stacks: Object.fromEntries(entries) });
    });
    const { out } = run(["diff", ...outs]);
    expect(out).toMatch(/== lab ==\n\n4 pairs change\./);
    // The firewall that joins the spokes lets none of them out.
    expect(out).toMatch(/✓ REACHABLE → ✗ BLOCKED\n {2}- vnet-spoke01\/default → internet\n/);
    expect(out).toMatch(/== fresh ==\n\nThe stack is new\./);
    expect(out).toMatch(/== gone ==\n\nThe stack goes away\./);
  });
});
