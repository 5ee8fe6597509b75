import { existsSync } from "node:fs";
import { join } from "node:path";
import { Folder, run } from "../../cli/support/run";

const CASES = join(__dirname, "../../cases");
const folder = new Folder();
afterAll(() => folder.remove());

describe("where only a person decides, or knows what Terraform doesn't hold, fix says what", () => {
  it.each([
    [
      "reports/41-overlap-with-sister",
      "vnet-web/app",
      "vnet-db/app",
      "Give all but one of these addresses of its own",
    ],
    ["routing/matrix-overlap", "s1/app", "on-premises/dc", "its owner's choice: s2, on-premises/dc."],
    [
      "answers/N123-clients-to-site-without-bgp",
      "on-premises/lgw-hq",
      "clients/gw-core",
      "Use BGP on gw-core",
    ],
    [
      "answers/N123-clients-to-site-without-bgp",
      "clients/gw-core",
      "on-premises/lgw-hq",
      "Use BGP on gw-core",
    ],
    [
      "reports/P1-one-half-replaced",
      "vnet-core/shared",
      "vnet-web/app",
      "Replace azurerm_virtual_network_peering.core_to_web in the same apply",
    ],
    [
      "answers/09b-bgp-without-remote-gateways",
      "on-premises/hq",
      "on-premises/vpngw-core",
      "its owner's choice: on-premises/hq, on-premises/vpngw-core.",
    ],
    [
      "plans/museum-isolated-nat",
      "vnet-museum-house/tools",
      "vnet-museum-depot/vault",
      "Where the rules of nsg-museum-depot-vault are written, put one that allows packets from vnet-museum-house/tools to vnet-museum-depot/vault",
    ],
  ])("%s: %s to %s", (name, from, to, advice) => {
    const plan = join(CASES, name, "plan.json");
    const input = existsSync(plan) ? plan : join(CASES, name, "main.tf.json");
    const declared = join(CASES, name, "assume.json");
    const assume = existsSync(declared) ? ["--assume", declared] : [];
    const { code, out } = run(["fix", input, ...assume, "--from", from, "--to", to]);
    expect(code).toBe(1);
    const [told] = out.replace(/\s+/g, " ").split(" Why ");
    expect(told).toContain(advice);
    expect(told).not.toContain("Nothing in this input suggests");
  });

  it("declares what an ExpressRoute circuit announces as it is told to, and has a repair then", () => {
    const input = join(CASES, "answers/N80-fast-path-past-firewall/main.tf.json");
    const ends = ["--from", "vnet-core/app", "--to", "on-premises/ergw"];
    const { advice } = JSON.parse(run(["fix", input, ...ends, "--format", "json"]).out);
    const [, written] = /such as (\{.*\}\]\}), or/.exec(advice[0])!;
    const assume = folder.write("assume.json", JSON.parse(written));
    expect(run(["fix", input, ...ends, "--assume", assume]).code).toBe(0);
    // The matrix says so of a pair that stands for it.
    const { cures } = JSON.parse(run(["fix", input, "--format", "json"]).out);
    expect(cures.incurable.advice).toEqual(advice);
    expect(run(["fix", input, "--lang", "ja"]).out).toContain("--assume で渡すか");
  });
});
