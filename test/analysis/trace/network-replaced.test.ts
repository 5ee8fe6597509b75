import { analyze, Analysis, readConfiguration } from "../../../lib/analysis";
import { PlannedChange } from "../../../lib/analysis/model";

const HERE = { resource_group_name: "rg", location: "westeurope" };
const WEB = { name: "web", address_prefixes: ["10.1.1.0/24"] };
const APP = { name: "app", address_prefixes: ["10.1.2.0/24"] };
const NETWORK = { ...HERE, name: "vnet", address_space: ["10.1.0.0/16"] };

function separate(body: object): object {
  return { ...body, resource_group_name: "rg", virtual_network_name: "${azurerm_virtual_network.v.name}" };
}

const SEPARATE = {
  azurerm_virtual_network: { v: NETWORK },
  azurerm_subnet: { web: separate(WEB), app: separate(APP) },
};

function planned(resource: object, ...replaced: string[]): Analysis {
  const changes = replaced.map((address): PlannedChange => {
    return { address, type: address.split(".")[0], action: "replace", because: ["location"] };
  });
  return analyze({ ...readConfiguration({ resource }), changes });
}

test("whether subnets outlast the network that a plan replaces without them is open", () => {
  const analysis = planned(SEPARATE, "azurerm_virtual_network.v");
  const { verdict, reasons } = analysis.explain("vnet/web", "vnet/app");
  expect(verdict).toBe("CONDITIONAL");
  expect(reasons).toContainEqual(
    expect.objectContaining({ code: "SUBNET_GOES_WITH_NETWORK", resource: "azurerm_subnet.web" }),
  );
  expect(analysis.verdict("vnet/app", "vnet/web")).toBe("CONDITIONAL");
});

test("whether a peering outlasts a network that a plan replaces without it is open", () => {
  const half = (from: string, to: string): object => ({
    name: `${from}-${to}`,
    resource_group_name: "rg",
    virtual_network_name: `\${azurerm_virtual_network.${from}.name}`,
    remote_virtual_network_id: `\${azurerm_virtual_network.${to}.id}`,
  });
  const other = { ...HERE, name: "other", address_space: ["10.2.0.0/16"] };
  const inside = {
    v: { ...NETWORK, subnet: [WEB] },
    o: { ...other, subnet: [{ name: "db", address_prefixes: ["10.2.1.0/24"] }] },
  };
  const resources = {
    azurerm_virtual_network: inside,
    azurerm_virtual_network_peering: { there: half("v", "o"), back: half("o", "v") },
  };
  const ends = ["vnet/web", "other/db"] as const;
  const analysis = planned(resources, "azurerm_virtual_network.v");
  const { verdict, reasons } = analysis.explain(...ends);
  expect(verdict).toBe("CONDITIONAL");
  expect(reasons).toContainEqual(
    expect.objectContaining({
      code: "PEERING_GOES_WITH_NETWORK",
      resource: "azurerm_virtual_network_peering.there",
    }),
  );
  const halves = ["there", "back"].map((name) => `azurerm_virtual_network_peering.${name}`);
  expect(planned(resources, "azurerm_virtual_network.v", ...halves).verdict(...ends)).toBe("REACHABLE");
});

test("those that come anew with it, or are written inside of it, are there", () => {
  const both = ["azurerm_subnet.web", "azurerm_subnet.app"];
  const inside = { azurerm_virtual_network: { v: { ...NETWORK, subnet: [WEB, APP] } } };
  for (const analysis of [
    planned(SEPARATE, "azurerm_virtual_network.v", ...both),
    planned(inside, "azurerm_virtual_network.v"),
    planned(SEPARATE),
  ]) {
    expect(analysis.verdict("vnet/web", "vnet/app")).toBe("REACHABLE");
  }
});
