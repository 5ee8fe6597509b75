import { Subnet } from "@cdktf/provider-azurerm/lib/subnet";
import { VirtualNetwork } from "@cdktf/provider-azurerm/lib/virtual-network";
import { VirtualNetworkPeering } from "@cdktf/provider-azurerm/lib/virtual-network-peering";
import { App, TerraformStack, Testing } from "cdktf";
import { analyze } from "../../lib/analysis";
import { reachMatchers, ToReachOptions } from "../../lib/analysis/jest";
import { baseline, throughAppliance } from "./support/network-builder";

expect.extend(reachMatchers);

/** Two peered networks, in cdktf. */
function peeredStack(): TerraformStack {
  const stack = new TerraformStack(Testing.stubVersion(new App({ stackTraces: false })), "peered");
  const networks = ["a", "b"].map((name, i) => {
    const network = new VirtualNetwork(stack, name, {
      name: `vnet-${name}`,
      location: "eastasia",
      resourceGroupName: "rg",
      addressSpace: [`10.${i}.0.0/16`],
    });
    new Subnet(stack, `${name}-default`, {
      name: "default",
      resourceGroupName: "rg",
      virtualNetworkName: network.name,
      addressPrefixes: [`10.${i}.0.0/24`],
    });
    return network;
  });
  [networks, [...networks].reverse()].forEach(([from, to], i) => {
    new VirtualNetworkPeering(stack, `peering${i}`, {
      name: `peering${i}`,
      resourceGroupName: "rg",
      virtualNetworkName: from.name,
      remoteVirtualNetworkId: to.id,
    });
  });
  return stack;
}

function failureOf(assertion: () => void): string {
  try {
    assertion();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error("the assertion was expected to fail");
}

describe("toReach", () => {
  test("takes a cdktf stack", () => {
    expect(peeredStack()).toReach("vnet-a/default", "vnet-b/default", { bothWays: true });
  });

  test("takes Terraform JSON as a text and as an object", () => {
    const json = Testing.synth(peeredStack());
    expect(json).toReach("vnet-a/default", "vnet-b/default");
    expect(JSON.parse(json)).toReach("vnet-b/default", "vnet-a/default");
  });

  test("takes an analysis, and names what must be passed", () => {
    const analysis = analyze(throughAppliance().build());
    expect(analysis).toReach("spoke1/default", "spoke2/default", { through: "vm-nva", bothWays: true });
    expect(analysis).toReach("spoke1/default", "spoke2/default", {
      through: ["azurerm_network_interface.nva"],
    });
    expect(analysis).not.toReach("spoke1/default", "spoke2/default", { through: "afw-hub" });
  });

  test("fails with the verdict, the reasons and both traces in words", () => {
    const message = failureOf(() =>
      expect(analyze(baseline().build())).toReach("spoke1/default", "spoke2/default"),
    );
    expect(message).toContain("Expected spoke1/default to reach spoke2/default, but the verdict is BLOCKED.");
    expect(message).toContain("the system route 10.0.0.0/8 → None matches");
    expect(message).toContain("spoke1/default: 10.0.0.0/8 → None (Default)");
  });

  test("fails when the path is another", () => {
    const analysis = analyze(throughAppliance().build());
    const message = failureOf(() =>
      expect(analysis).toReach("spoke1/default", "spoke2/default", { through: "afw" }),
    );
    expect(message).toContain("through afw; it does, another way");
    expect(message).toContain("taken by vm-nva");
  });

  test(".not fails with the path that exists, in either direction", () => {
    const analysis = analyze(throughAppliance().build());
    const message = failureOf(() =>
      expect(analysis).not.toReach("spoke1/default", "spoke2/default", { bothWays: true }),
    );
    expect(message).toContain("Expected spoke1/default not to reach spoke2/default, but it does.");
    expect(message).toContain("Expected spoke2/default not to reach spoke1/default, but it does.");
    expect(analyze(baseline().build())).not.toReach("spoke1/default", "spoke2/default", { bothWays: true });
  });

  test("refuses an endpoint that does not exist, rather than calling it unreachable", () => {
    expect(() => expect(analyze(baseline().build())).not.toReach("spoke1/default", "spoke9/default")).toThrow(
      'The network has no endpoint "spoke9/default"; among those that it has are: spoke1/default, spoke2/default.',
    );
  });

  test("answers the question that is asked, whatever the analysis was made for", () => {
    const analysis = analyze(throughAppliance().build(), { protocol: "udp", port: 53 });
    const asked = jest.spyOn(analysis, "explain");
    expect(analysis).toReach("spoke1/default", "spoke2/default", { protocol: "udp", port: 53 });
    expect(asked).toHaveBeenCalledTimes(1);
    expect(analysis).toReach("spoke1/default", "spoke2/default", { protocol: "tcp" });
    expect(asked).toHaveBeenCalledTimes(1);
    asked.mockRestore();
  });

  test.each([
    [{ trough: "afw" }, 'There is no option "trough"; you can give through.'],
    [{ port: 99999 }, '"port" is 99999; it has to be one of 1 … 65535.'],
    [{ port: "443" }, '"port" is "443"; it has to be one of 1 … 65535.'],
    [{ protocol: "TCP" }, '"protocol" is "TCP"; it has to be one of tcp, udp, icmp, any.'],
    [{ strict: "yes" }, '"strict" is "yes"; it has to be one of true, false.'],
    [{ forwardedTraffic: "lax" }, '"forwardedTraffic" is "lax"; it has to be one of strict, permissive.'],
  ])("refuses %j, which would be answered as another question", (options, sentence) => {
    const analysis = analyze(baseline().build());
    expect(() =>
      expect(analysis).not.toReach("spoke1/default", "spoke2/default", options as ToReachOptions),
    ).toThrow(sentence);
  });

  test("refuses a text that is no JSON, such as a file's name", () => {
    expect(() => expect("cdktf.out").toReach("spoke1/default", "spoke2/default")).toThrow(
      'toReach expects a stack, an analysis or Terraform JSON, not the text "cdktf.out"; a file is read by readInput.',
    );
  });
});
