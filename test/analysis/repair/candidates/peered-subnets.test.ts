import { TerraformNetwork } from "../../support/terraform-network";
import { repairsOf } from "../support/ask";

const FORWARDS = { version: 1, forwards: ["nic-nva"] };
const SOME = { peer_complete_virtual_networks_enabled: false };

it("mirrors the subnets of the half that is there in the one that is missing", () => {
  const { azurerm_virtual_network_peering: halves, ...rest } = (
    new TerraformNetwork().peer("hub", "spoke1", {
      ...SOME,
      local_subnet_names: ["snet-nva"],
      remote_subnet_names: ["default"],
    }).configuration as {
      readonly resource: { readonly [type: string]: { readonly [name: string]: object } };
    }
  ).resource;
  const { hub_to_spoke1 } = halves;
  const document = { resource: { ...rest, azurerm_virtual_network_peering: { hub_to_spoke1 } } };
  const ends = { from: "vnet-hub/snet-nva", to: "vnet-spoke1/default" };
  const [{ edits }] = repairsOf({ document, assume: FORWARDS, ...ends }).repairs;
  expect(edits).toEqual([
    expect.objectContaining({
      op: "create",
      arguments: expect.objectContaining({
        ...SOME,
        local_subnet_names: ["default"],
        remote_subnet_names: ["snet-nva"],
      }) as object,
    }),
  ]);
});

it("lets a peering name the subnet from which a route leads to what forwards", () => {
  const network = new TerraformNetwork()
    .network("spoke1", "10.10.0.0/16", { default: "10.10.0.0/24", data: "10.10.1.0/24" })
    .peer(
      "hub",
      "spoke1",
      { ...SOME, local_subnet_names: ["snet-nva"], remote_subnet_names: ["data"] },
      { ...SOME, local_subnet_names: ["data"], remote_subnet_names: ["snet-nva"] },
    )
    .routes("spoke1_default", { "10.0.0.0/8": "10.0.1.4" })
    .routes("spoke2_default", { "10.0.0.0/8": "10.0.1.4" });
  const ends = { from: "vnet-spoke1/default", to: "vnet-spoke2/default" };
  const [{ edits, makes }] = repairsOf({
    document: network.configuration,
    assume: FORWARDS,
    ...ends,
  }).repairs;
  expect(makes).toEqual({ verdict: "REACHABLE", through: ["nic-nva"] });
  expect(edits).toEqual([
    expect.objectContaining({ argument: "local_subnet_names", value: ["data", "default"] }),
    expect.objectContaining({ argument: "remote_subnet_names", value: ["data", "default"] }),
  ]);
});

describe("where one half is of whole networks", () => {
  const ends = { from: "vnet-hub/snet-nva", to: "vnet-spoke1/default" };
  const named = (
    local: readonly string[],
    remote: readonly string[],
  ): { readonly [argument: string]: unknown } => ({
    ...SOME,
    local_subnet_names: local,
    remote_subnet_names: remote,
  });
  const set = (argument: string, value: unknown, address: string): unknown =>
    expect.objectContaining({ op: "set", address, argument, value });

  it("names there what the other half names, and with it the subnets that neither has", () => {
    const { configuration: document } = new TerraformNetwork().peer(
      "hub",
      "spoke1",
      {},
      named([], ["snet-nva"]),
    );
    const [{ edits, makes }] = repairsOf({ document, assume: FORWARDS, ...ends }).repairs;
    const [hub, spoke] = ["hub_to_spoke1", "spoke1_to_hub"].map(
      (one) => `azurerm_virtual_network_peering.${one}`,
    );
    expect(makes.verdict).toBe("REACHABLE");
    expect(edits).toEqual([
      set("local_subnet_names", ["default"], spoke),
      set("peer_complete_virtual_networks_enabled", false, hub),
      set("local_subnet_names", ["snet-nva"], hub),
      set("remote_subnet_names", ["default"], hub),
    ]);
  });

  it("opens no other subnet", () => {
    const { configuration: document } = new TerraformNetwork()
      .network("spoke1", "10.10.0.0/16", { default: "10.10.0.0/24", data: "10.10.1.0/24" })
      .peer("hub", "spoke1", named(["snet-nva"], ["default"]), {});
    const [{ alsoChanges }] = repairsOf({ document, assume: FORWARDS, ...ends }).repairs;
    expect(alsoChanges.filter(({ from, to }) => `${from} ${to}`.includes("data"))).toEqual([]);
  });
});
