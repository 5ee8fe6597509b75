import { labConfiguration } from "./support/lab-configuration";
import { Folder, run } from "./support/run";

const folder = new Folder();
const firewall = folder.write("firewall.tf.json", labConfiguration({ firewall: true }));
afterAll(() => folder.remove());

describe("hub-spoke routes", () => {
  it("prints the portal's blade for every subnet, reserved ones included", () => {
    const { code, out } = run(["routes", firewall]);
    expect(code).toBe(0);
    expect(out).toContain("vnet-hub01/AzureFirewallSubnet\nSource ");
    expect(out).toMatch(/Default +Invalid +0\.0\.0\.0\/0 +Internet/);
    expect(out).toMatch(/User +Active +0\.0\.0\.0\/0 +Virtual appliance +afw-hub01/);
  });

  it("prints rows in the Azure CLI's format with --json", () => {
    const tables = JSON.parse(run(["routes", firewall, "--subnet", "vnet-spoke01/default", "--json"]).out);
    expect(Object.keys(tables)).toEqual(["vnet-spoke01/default"]);
    expect(Object.keys(tables["vnet-spoke01/default"])).toEqual(["value"]);
    expect(tables["vnet-spoke01/default"].value[0]).toEqual({
      addressPrefix: ["10.10.0.0/16"],
      destinationServiceTags: [],
      disableBgpRoutePropagation: false,
      hasBgpOverride: false,
      name: null,
      nextHopIpAddress: [],
      nextHopType: "VnetLocal",
      source: "Default",
      state: "Active",
      tagMap: {},
    });
  });

  it.each([
    ["--subnet", "vnet-spoke1/default", /There is no subnet "vnet-spoke1\/default"; did you mean/],
    ["--nic", "nic-nowhere", /There is no network interface "nic-nowhere"/],
  ])("answers a mistyped %s in one sentence", (flag, name, message) => {
    const { code, out, err } = run(["routes", firewall, flag, name]);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toMatch(message);
  });

  it("refuses --subnet together with --nic", () => {
    const { code, err } = run(["routes", firewall, "--subnet", "a/b", "--nic", "c"]);
    expect(code).toBe(2);
    expect(err).toContain("cannot be used with");
  });
});
