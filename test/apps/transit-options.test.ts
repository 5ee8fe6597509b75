import { appStacks } from "../support/apps";
import { DependencyGraph } from "../support/dependency-graph";
import { Block } from "../support/synth";
import { addedBy } from "../transit/transit-network";

const base = appStacks().get("hub-spoke")!;
const options = [
  "hub-spoke-azure-firewall",
  "hub-spoke-network-virtual-appliance",
  "hub-spoke-virtual-machine-router",
  "hub-spoke-vpn-gateway-next-hop",
  "hub-spoke-vpn-mesh",
  "hub-spoke-route-server",
  "hub-spoke-route-server-hub",
  "hub-spoke-direct-peering",
  "hub-spoke-custom-transit",
  "hub-spoke-connected-group",
];

/** User data and scripts as the text that the machine reads. */
function readable(block: Block): Block {
  if (block.source?.script) {
    return { ...block, source: { script: block.source.script.split("\n") } };
  }
  return block.custom_data
    ? { ...block, custom_data: Buffer.from(block.custom_data, "base64").toString().split("\n") }
    : block;
}

test.each(options)("what %s adds to the lab is as reviewed", (name) => {
  const added = Object.entries(addedBy(appStacks().get(name)!, base));
  expect(Object.fromEntries(added.map(([address, block]) => [address, readable(block)]))).toMatchSnapshot();
});

test.each(options)("%s: nothing waits for itself", (name) => {
  expect(new DependencyGraph(appStacks().get(name)!).onCircle()).toEqual([]);
});
