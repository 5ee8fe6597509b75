import { EffectiveRouteRow } from "../../lib/analysis/result";
import { labConfiguration } from "./support/lab-configuration";
import { Folder, run } from "./support/run";

const folder = new Folder();
const configuration = labConfiguration({ firewall: true }) as { resource: Record<string, object> };
configuration.resource.azurerm_network_interface = {
  vm: {
    name: "nic-spoke01",
    location: "eastasia",
    resource_group_name: "rg-lab",
    ip_configuration: [{ name: "main", subnet_id: "${azurerm_subnet.spoke01_default.id}" }],
  },
};
const lab = folder.write("lab.tf.json", configuration);
const hub = {
  name: "nic-hub01",
  location: "eastasia",
  resource_group_name: "rg-lab",
  ip_configuration: [{ name: "main", subnet_id: "${azurerm_subnet.hub01_default.id}" }],
};
const nics = { ...configuration.resource.azurerm_network_interface, hub };
const both = folder.write("both.tf.json", {
  resource: { ...configuration.resource, azurerm_network_interface: nics },
});
afterAll(() => folder.remove());

const predicted = (): { value: EffectiveRouteRow[] } =>
  JSON.parse(run(["routes", lab, "--nic", "nic-spoke01", "--json"]).out)["vnet-spoke01/default"];

const verify = (actual: object | string, ...more: string[]) =>
  run(["verify", lab, "--nic", "nic-spoke01", "--actual", folder.write("actual.json", actual), ...more]);

describe("hub-spoke verify", () => {
  it("agrees with an Azure that does what was predicted, whatever the order, address and platform rows", () => {
    const { value } = predicted();
    const live = value
      .map((row) =>
        row.nextHopType === "VirtualAppliance" ? { ...row, nextHopIpAddress: ["10.0.1.4"] } : row,
      )
      .reverse();
    const platform = { ...value[0], addressPrefix: ["25.48.0.0/12"], nextHopType: "None" };
    const { code, out } = verify({ nextLink: null, value: [...live, platform] });
    expect(out).toContain("The prediction for vnet-spoke01/default agrees with Azure: 4 routes.");
    expect(out).toContain("left out: 1.");
    expect(code).toBe(0);
  });

  it("shows each row that differs, is missing or unexpected, and exits 1", () => {
    const { value } = predicted();
    const rows = value
      .filter(({ nextHopType }) => nextHopType !== "VNetPeering")
      .map((row) => (row.nextHopType === "VirtualAppliance" ? { ...row, nextHopType: "Internet" } : row));
    const extra = { ...value[0], addressPrefix: ["10.99.0.0/16"], nextHopType: "VNetPeering" };
    const { code, out } = verify([...rows, extra]);
    expect(code).toBe(1);
    expect(out).toMatch(/the same: 2, different: 1, missing: 1,\s+unexpected: 1\./);
    expect(out).toMatch(/predicted +User +Active +0\.0\.0\.0\/0 +Virtual appliance/);
    expect(out).toMatch(/actual +User +Active +0\.0\.0\.0\/0 +Internet/);
    expect(out).toMatch(/In Azure, but not predicted\nDefault +Active +10\.99\.0\.0\/16/);
  });

  it.each([
    ["{}", /actual\.json holds neither .*\.$/],
    ["[", /actual\.json is cut off/],
    ['[{"source": 1}]', /actual\.json has no nextHopType/],
  ])("refuses %s as Azure's output in one sentence", (content, message) => {
    const { code, out, err } = verify(content);
    expect([code, out]).toEqual([2, ""]);
    expect(err.trim()).toMatch(message);
    expect(err.trim().split("\n")).toHaveLength(1);
  });

  it("needs both the NIC and Azure's output", () => {
    const { code, err } = run(["verify", lab, "--nic", "nic-spoke01"]);
    expect(code).toBe(2);
    expect(err).toContain("required option '--actual <file>' not specified");
  });

  it("compares every NIC of which a folder has a file, and shows those that differ", () => {
    const right = predicted();
    folder.writeIn("nics", "nic-spoke01.json", right);
    const files = folder.writeIn("nics", "nic-hub01.json", right);
    const one = run(["verify", lab, "--actual", files, "--nic", "nic-spoke01"]);
    expect([one.code, one.out]).toEqual([0, expect.stringContaining("agrees with Azure")]);
    const all = run(["verify", both, "--actual", files]);
    expect(all.code).toBe(1);
    expect(all.out).toContain("== nic-hub01 ==");
    expect(all.out).not.toContain("== nic-spoke01 ==");
    expect(all.out).toContain("1 of 2 network interfaces have the routes that are predicted.");
    expect(run(["verify", lab, "--actual", files]).err).toContain('no network interface "nic-hub01"');
    expect(run(["verify", lab, "--actual", folder.writeIn("none", "x.txt", {})]).err).toContain(
      "has no file",
    );
    expect(run(["verify", lab, "--actual", "x.json"])).toMatchObject({
      code: 2,
      err: expect.stringContaining("--nic"),
    });
  });
});
