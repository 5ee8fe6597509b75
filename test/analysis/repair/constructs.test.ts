import { App } from "cdktf";
import { HubSpokeStack } from "../../../apps/hub-spoke";
import { HubSpokeAzureFirewallStack } from "../../../apps/hub-spoke-azure-firewall";
import { findRepairs, readNetwork } from "../../../lib/analysis";

const SPOKES = { from: "vnet-spoke01/default", to: "vnet-spoke02/default" };

function repairsOf(
  document: object,
  wish: "reachable" | "blocked",
): ReturnType<typeof findRepairs>["repairs"] {
  const { input } = readNetwork(document);
  return findRepairs({ input, options: {}, ...SPOKES, wish: { kind: wish } }).repairs;
}

it("says which option of ours peers two spokes", () => {
  const { repairs } = { repairs: repairsOf(new HubSpokeStack(new App()).toTerraform(), "reachable") };
  expect(repairs[0].constructs).toEqual([
    {
      construct: "Network",
      property: 'transit: TransitRouting.directPeering({ pairs: [{ first: "spoke01", second: "spoke02" }] })',
    },
  ]);
});

it("names the construct that makes what is changed, where no property is known", () => {
  const repairs = repairsOf(new HubSpokeAzureFirewallStack(new App()).toTerraform(), "blocked");
  expect(repairs.map(({ constructs }) => constructs)).toContainEqual([
    { construct: "Network/Spoke-spoke02/VirtualNetwork" },
    { construct: "Network/Spoke-spoke02/VirtualNetwork/Subnet-default" },
  ]);
});

it("has none for what no program made", () => {
  const document = new HubSpokeStack(new App()).toTerraform();
  const plain = JSON.parse(JSON.stringify(document, (key, value) => (key === "//" ? undefined : value)));
  expect(repairsOf(plain, "reachable")[0].constructs).toEqual([]);
});
