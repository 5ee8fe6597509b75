import { analyze, readConfiguration } from "../../../lib/analysis";
import { UNKNOWN } from "../../support/pulumi-shapes";

const urn = (type: string, name: string): string => `urn:pulumi:dev::net::${type}::${name}`;
const step = (token: string, name: string, inputs: object, more: object = {}): object => {
  const type = `azure-native:network:${token}`;
  const newState = { urn: urn(type, name), type, custom: true, inputs, ...more };
  return { op: "create", urn: urn(type, name), newState };
};
const network = (name: string, prefix: string): object =>
  step("VirtualNetwork", name, {
    virtualNetworkName: `vnet-${name}`,
    resourceGroupName: "rg",
    addressSpace: { addressPrefixes: [prefix] },
    subnets: [{ name: "s", addressPrefix: prefix }],
  });
const half = (from: string, to: string): object =>
  step(
    "VirtualNetworkPeering",
    `${from}-${to}`,
    {
      virtualNetworkName: `vnet-${from}`,
      resourceGroupName: "rg",
      virtualNetworkPeeringName: `to-${to}`,
      allowVirtualNetworkAccess: true,
      remoteVirtualNetwork: { id: UNKNOWN },
    },
    { propertyDependencies: { remoteVirtualNetwork: [urn("azure-native:network:VirtualNetwork", to)] } },
  );

test("what a preview doesn't know leads to what the input was made of", () => {
  const steps = [network("a", "10.0.0.0/16"), network("b", "10.1.0.0/16"), half("a", "b"), half("b", "a")];
  const model = readConfiguration({ steps, changeSummary: {} });
  expect(model.problems).toEqual([]);
  expect(analyze(model).verdict("vnet-a/s", "vnet-b/s")).toBe("REACHABLE");
});

test("what is deleted is gone, kinds that nobody reads are named, and secrets aren't kept", () => {
  const gone = { op: "delete", urn: "urn:x", oldState: { type: "azure-native:network:VirtualNetwork" } };
  const secret = {
    "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
    plaintext: "s3cret",
  };
  const connection = step("VirtualNetworkGatewayConnection", "c", { sharedKey: secret });
  const model = readConfiguration({ steps: [gone, step("NetworkManager", "m", {}), connection] });
  expect(model.virtualNetworks).toEqual([]);
  expect(model.problems).toEqual([
    expect.objectContaining({ code: "KIND_NOT_READ", text: "Microsoft.Network/NetworkManager" }),
  ]);
  expect(model.gatewayConnections[0].hasSharedKey).toBe(true);
  expect(JSON.stringify(model.resources.map(({ values }) => values))).not.toContain("s3cret");
});
