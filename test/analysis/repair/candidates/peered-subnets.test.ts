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
