import { TerraformNetwork } from "../support/terraform-network";
import { repairsOf } from "./support/ask";

const base = { location: "eastasia", resource_group_name: "rg" };

/** A table with 0.0.0.0/0 to the appliance, which has no public address; spoke 2 has it, spoke 1 forgot it. */
const forgotten = (): TerraformNetwork =>
  new TerraformNetwork().routes("spoke2_default", { "0.0.0.0/0": "10.0.1.4" });

it("says that binding a table takes a subnet its way to the Internet", () => {
  const { repairs } = repairsOf({
    document: forgotten().configuration,
    from: "vnet-spoke1/default",
    to: "vnet-spoke2/default",
    all: true,
  });
  const bound = repairs.find(({ edits }) =>
    JSON.stringify(edits).includes("azurerm_route_table.spoke2_default.id"),
  );
  expect(bound?.alsoOnInternet).toMatchObject([
    {
      direction: "outbound",
      from: "vnet-spoke1/default",
      to: "internet",
      before: { verdict: "REACHABLE", through: [] },
      after: { through: ["nic-nva"] },
    },
  ]);
});

it("says nothing of the Internet where what is written is about the network alone", () => {
  const { repairs } = repairsOf({
    document: forgotten().configuration,
    from: "vnet-spoke1/default",
    to: "vnet-spoke2/default",
    all: true,
  });
  const peered = repairs.find(({ edits }) =>
    edits.every((edit) => "type" in edit && edit.type === "azurerm_virtual_network_peering"),
  );
  expect(peered?.alsoOnInternet).toEqual([]);
});

it("says that a first security group closes what the Internet reached", () => {
  const network = new TerraformNetwork()
    .peer("spoke1", "spoke2")
    .add("azurerm_public_ip", "vm", { ...base, name: "pip", sku: "Basic", allocation_method: "Static" })
    .add("azurerm_network_interface", "vm", {
      ...base,
      name: "nic-vm",
      ip_configuration: [
        {
          name: "ipconfig",
          subnet_id: "${azurerm_subnet.spoke2_default.id}",
          public_ip_address_id: "${azurerm_public_ip.vm.id}",
        },
      ],
    });
  const [{ alsoOnInternet }] = repairsOf({
    document: network.configuration,
    from: "vnet-spoke1/default",
    to: "vnet-spoke2/default",
    wish: { kind: "blocked" },
  }).repairs;
  expect(alsoOnInternet).toEqual([
    {
      direction: "inbound",
      from: "internet",
      to: "vnet-spoke2/default",
      before: { verdict: "REACHABLE", through: ["pip"], exposures: [""] },
      after: { verdict: "BLOCKED", through: ["pip"], exposures: [] },
    },
  ]);
});
