import { App as CdktnApp, TerraformStack as CdktnStack } from "cdktn";
import { Construct } from "constructs";
import { HubSpokeConstruct, HubSpokeError, VirtualNetwork } from "../../lib";

/** A stack of the other core, as a program makes that mixes the two. */
function cdktnStack(): Construct {
  return new CdktnStack(new CdktnApp({ outdir: "/tmp/cdktf-azure-hub-spoke-test" }), "stack");
}

function errorOf(build: () => void): unknown {
  try {
    build();
  } catch (error) {
    return error;
  }
  return undefined;
}

const place = { location: "eastasia", resourceGroupName: "rg", addressSpace: ["10.0.0.0/16"] };

test("refuses a stack of cdktn at construction, with the import that would work", () => {
  const error = errorOf(() => new VirtualNetwork(cdktnStack(), "Net", { ...place, name: "n1" })) as Error;
  expect(HubSpokeError.isHubSpokeError(error)).toBe(true);
  expect(error.message).toBe(
    "[stack] this stack comes from cdktn, but these constructs are the ones for cdktf; " +
      'import them from "cdktf-azure-hub-spoke/cdktn" instead of "cdktf-azure-hub-spoke"',
  );
});

test("refuses it for the whole network too", () => {
  const error = errorOf(
    () =>
      new HubSpokeConstruct(cdktnStack(), "Network", {
        location: "eastasia",
        hub: { name: "hub01", addressSpace: ["10.0.0.0/16"] },
      }),
  );
  expect(String(error)).toContain("this stack comes from cdktn");
});
