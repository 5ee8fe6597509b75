import { mkdtempSync } from "fs";
import { tmpdir } from "os";
import { join } from "path";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { App, TerraformLocal, TerraformStack } from "cdktf";
import { HubAttachment, HubSpokeConstruct, HubSpokeError, Synthesis, TransitRouting } from "../../lib";

function stackIn(app: App, id: string): TerraformStack {
  const stack = new TerraformStack(app, id);
  new AzurermProvider(stack, "azurerm", { features: [{}] });
  return stack;
}

/** What a program ends with that has an app of two stacks. */
function endOf(build: (platform: TerraformStack, zone: TerraformStack) => void): unknown {
  const app = new App({ outdir: mkdtempSync(join(tmpdir(), "circle-")) });
  try {
    build(stackIn(app, "platform"), stackIn(app, "zone"));
    Synthesis.run(app);
    return undefined;
  } catch (error) {
    return error;
  }
}

test("a network of another stack, linked to a zone of the hub's, is a sentence that names both places", () => {
  const end = endOf((platform, zone) => {
    const network = new HubSpokeConstruct(platform, "Network", {
      location: "japaneast",
      hub: { name: "hub01", addressSpace: ["10.0.0.0/16"], attachments: { addressSpace: ["10.0.0.0/8"] } },
      transit: TransitRouting.azureFirewall({ subnetPrefix: "10.0.2.0/26" }),
    });
    const { spoke } = new HubAttachment(zone, "Attachment", {
      name: "alpha",
      location: "japaneast",
      resourceGroupName: "rg-alpha",
      addressSpace: ["10.10.0.0/16"],
      hub: network.attachableHub,
    });
    network.hub.addPrivateDnsZone("corp.internal").addLink("alpha", spoke.virtualNetwork);
  });
  expect(HubSpokeError.isHubSpokeError(end)).toBe(true);
  expect((end as Error).message).toMatch(
    /^\[zone\] the stacks "platform" and "zone" need each other.*: platform\/Network\/Hub\/Zone-corp\.internal\/Link-alpha takes something of "zone", zone\/Attachment\/\S+ (\(and \d+ more\) )?takes something of "platform"\. Create what needs both/,
  );
});

test("what goes round by a third stack is told by the two that meet", () => {
  const end = endOf((platform, zone) => {
    const third = stackIn(App.of(platform) as App, "third");
    const local = (stack: TerraformStack, id: string, of: TerraformStack): void =>
      void new TerraformLocal(stack, id, (of.node.findChild("value") as TerraformLocal).asString);
    [platform, zone, third].forEach((stack) => new TerraformLocal(stack, "value", "a"));
    local(platform, "a", zone);
    local(zone, "b", third);
    local(third, "c", platform);
  });
  expect((end as Error).message).toMatch(/^\[third\] the stacks "platform" and "third" need each other/);
});

test("any other fault of a program stays what it is", () => {
  const fault = new Error("out of paper");
  const end = endOf((platform) => {
    platform.prepareStack = () => {
      throw fault;
    };
  });
  expect(end).toBe(fault);
});
