import { NetworkModel, readConfiguration } from "../../../lib/analysis";

type Bodies = Record<string, Record<string, Record<string, unknown>>>;

const GROUP = "${azurerm_resource_group.g.name}";
const MADE: Bodies = {
  azurerm_resource_group: { g: { name: "rg", location: "westeurope" } },
  azurerm_virtual_network: {
    n: { name: "core", resource_group_name: GROUP, location: "westeurope", address_space: ["10.4.0.0/16"] },
  },
  azurerm_subnet: {
    s: {
      name: "inside",
      resource_group_name: GROUP,
      virtual_network_name: "${azurerm_virtual_network.n.name}",
      address_prefixes: ["10.4.7.0/24"],
    },
  },
};

function addressOf(data: Bodies, address: string, more: Bodies = {}, resource = MADE): string | undefined {
  const nic = {
    name: "nic",
    resource_group_name: "rg",
    location: "westeurope",
    ip_configuration: {
      name: "a",
      subnet_id: "${azurerm_subnet.s.id}",
      private_ip_address_allocation: "Static",
      private_ip_address: address,
    },
  };
  const model: NetworkModel = readConfiguration({
    variable: { given: {} },
    data,
    resource: { ...resource, ...more, azurerm_network_interface: { n: nic } },
  });
  return model.networkInterfaces[0].ipConfigurations[0].privateIp;
}

const subnet = (body: Record<string, unknown> = {}): Bodies => ({
  azurerm_subnet: {
    d: { name: "inside", resource_group_name: "rg", virtual_network_name: "core", ...body },
  },
});

describe("a data source that reads what its module makes", () => {
  test.each([
    [
      "a subnet's prefixes",
      subnet(),
      "${cidrhost(data.azurerm_subnet.d.address_prefixes[0], 9)}",
      "10.4.7.9",
    ],
    ["its only prefix", subnet(), "${cidrhost(data.azurerm_subnet.d.address_prefix, 4)}", "10.4.7.4"],
    [
      "a network's address space",
      { azurerm_virtual_network: { d: { name: "CORE", resource_group_name: GROUP } } },
      "${cidrhost(data.azurerm_virtual_network.d.address_space[0], 1796)}",
      "10.4.7.4",
    ],
  ])("tells %s", (_, data, address, expected) => {
    expect(addressOf(data, address)).toBe(expected);
  });

  test.each([
    ["of another name", subnet({ name: "outside" })],
    ["of another network", subnet({ virtual_network_name: "edge" })],
    ["of a group that only apply tells", subnet({ resource_group_name: "${var.given}" })],
    ["of another provider", subnet({ provider: "azurerm.far" })],
  ])("tells nothing %s", (_, data) => {
    expect(addressOf(data, "${cidrhost(data.azurerm_subnet.d.address_prefix, 4)}")).toBeUndefined();
  });

  test("tells nothing where two resources are called so, or none surely is there", () => {
    const address = "${cidrhost(data.azurerm_subnet.d.address_prefix, 4)}";
    const { s } = MADE.azurerm_subnet;
    expect(addressOf(subnet(), address, { azurerm_subnet: { s, t: s } })).toBeUndefined();
    const twice = { ...MADE.azurerm_subnet.s, count: "${var.given}" };
    const open = { azurerm_subnet: { s: { ...s, name: "other" }, t: twice } };
    expect(addressOf(subnet(), address, open)).toBeUndefined();
  });

  test("ends a circle of names", () => {
    const circle = { s: { ...MADE.azurerm_subnet.s, name: "${data.azurerm_subnet.d.address_prefix}" } };
    expect(
      addressOf(subnet(), "${data.azurerm_subnet.d.address_prefix}", { azurerm_subnet: circle }),
    ).toBeUndefined();
  });
});
