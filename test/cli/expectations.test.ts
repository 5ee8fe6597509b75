import { labConfiguration } from "./support/lab-configuration";
import { Folder, run } from "./support/run";

const folder = new Folder();
const none = folder.write("none.tf.json", labConfiguration());
const firewall = folder.write("firewall.tf.json", labConfiguration({ firewall: true }));
afterAll(() => folder.remove());

const expectation = (pair: object) => folder.write("expect.json", { version: 1, pairs: [pair] });
const spokes = { from: "vnet-spoke*/default", to: "vnet-spoke*/default" };

describe("expectations as a gate", () => {
  it.each([
    [none, "connected", 1],
    [none, "isolated", 0],
    [firewall, "connected", 0],
    [firewall, "isolated", 1],
  ])("holds %s to --require %s", (input, state, code) => {
    const result = run(["reach", input, "--require", state]);
    expect(result.code).toBe(code);
    expect(result.err === "").toBe(code === 0);
  });

  it.each(["connected", "isolated"])("takes no input for %s of which everything was left out", (state) => {
    const type = "Microsoft.Network/networkVirtualAppliances@2024-07-01";
    const nva = folder.write("nva.tf.json", { resource: { azapi_resource: { nva: { type, name: "nva" } } } });
    const { code, out, err } = run(["reach", nva, "--require", state]);
    expect(code).toBe(1);
    expect(out).toContain("azapi_resource.nva (Microsoft.Network/networkVirtualAppliances) is of a kind");
    expect(err).toBe(
      "Expectation failed: there is no pair to judge, and the input has resources that were left out.\n",
    );
  });

  it("says on stderr which pair is not as expected, and leaves stdout to the answer", () => {
    const file = expectation({ ...spokes, reachable: true });
    const { code, out, err } = run(["reach", none, "--expect", file, "--json"]);
    expect(code).toBe(1);
    expect(JSON.parse(out).version).toBe(1);
    expect(err).toContain(
      "Expectation failed: vnet-spoke01/default → vnet-spoke02/default: expected REACHABLE, found BLOCKED.",
    );
  });

  it("checks the way, not only the verdict", () => {
    const through = (name: string) => expectation({ ...spokes, through: [name] });
    expect(run(["reach", firewall, "--expect", through("afw-hub01")]).code).toBe(0);
    const { code, err } = run(["reach", firewall, "--expect", through("afw-other")]);
    expect(code).toBe(1);
    expect(err).toContain("expected through afw-other, found REACHABLE through afw-hub01.");
  });

  it.each([
    [{ from: "vnet-nowhere/default", to: "vnet-hub01/default", reachable: true }, /vnet-nowhere/],
    [{ from: "a", to: "b", verdict: "FINE" }, /verdict "FINE"/],
    [{ from: "a", to: "b" }, /expects nothing/],
    [
      { from: "vnet-spoke01/*", to: "vnet-spoke01/default", reachable: false },
      /from "vnet-spoke01\/\*" to "vnet-spoke01\/default".*there is no pair/,
    ],
    [{ from: "a", to: "b", through: [] }, /expects nothing/],
    [
      { from: "a", to: "b", verdict: "BLOCKED", reachable: true },
      /BLOCKED and "reachable": true, which can't both be/,
    ],
    [
      { from: "a", to: "b", verdict: "ONE_WAY", reachable: false },
      /ONE_WAY and "reachable": false, which can't both/,
    ],
  ])("refuses %j in one sentence that names the file", (pair, message) => {
    const { code, err } = run([
      "review",
      firewall,
      "--expect",
      expectation(pair),
      "--out",
      folder.file("x.txt"),
    ]);
    expect(code).toBe(2);
    const sentence = err.trim().split("\n").pop() ?? "";
    expect(sentence).toMatch(/^hub-spoke: .*expect\.json /);
    expect(sentence).toMatch(message);
  });

  it("counts what it doesn't list", () => {
    const many = folder.write("many.tf.json", labConfiguration({ spokes: 20 }));
    const { err } = run(["reach", many, "--require", "connected"]);
    expect(err.trim().split("\n")).toHaveLength(21);
    expect(err).toContain("360 more expectations failed.");
  });
});

describe("a file of expectations that can't be used", () => {
  it("is one without pairs, which any network would meet", () => {
    const { code, err } = run([
      "reach",
      none,
      "--expect",
      folder.write("empty.json", { version: 1, pairs: [] }),
    ]);
    expect(code).toBe(2);
    expect(err).toMatch(/empty\.json expects nothing: its list of pairs is empty/);
  });

  const unusable = folder.write("unusable.json", { version: 1, pairs: "all" });
  it.each([["reach"], ["routes"], ["review"]])("is all that %s says", (command) => {
    const { code, out, err } = run([command, none, "--expect", unusable]);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain("unusable.json");
  });
});
