import { analyze, FindingSearch, readNetwork } from "../../../../lib/analysis";

const place = { location: "westeurope", resource_group_name: "rg-mill" };

/** The edits of the first cure of a finding. */
function cureOf(code: string, subnet: object, network: object = {}, more: object = {}) {
  const { search, finding } = searchOf(code, subnet, network, more);
  return search.repairsOf(finding)!.repairs[0]?.edits;
}

function searchOf(code: string, subnet: object, network: object = {}, more: object = {}) {
  const document = {
    ...more,
    resource: {
      azurerm_virtual_network: {
        mill: { ...place, name: "mill", address_space: ["10.0.0.0/16"], ...network },
      },
      ...(Object.keys(subnet).length > 0 && {
        azurerm_subnet: {
          s: {
            name: "looms",
            resource_group_name: "rg-mill",
            virtual_network_name: "${azurerm_virtual_network.mill.name}",
            ...subnet,
          },
        },
      }),
    },
  };
  const { model, input } = readNetwork(document);
  const search = new FindingSearch(input, analyze(model));
  return { search, finding: search.findings.find((one) => one.code === code)! };
}

test("advice names the prefix that the cure writes", () => {
  const bastion = { name: "AzureBastionSubnet", address_prefixes: ["10.0.2.0/27"] };
  expect(searchOf("RESERVED_SUBNET_TOO_SMALL", bastion).finding.fix!.en).toBe("10.0.2.0/26 is free.");
  expect(cureOf("RESERVED_SUBNET_TOO_SMALL", bastion)).toMatchObject([{ value: ["10.0.2.0/26"] }]);
});

test("a subnet inside of its network is called by its own name, not by the network's", () => {
  const inline = { subnet: [{ name: "AzureBastionSubnet", address_prefixes: ["10.0.2.0/27"] }] };
  const { search, finding } = searchOf("RESERVED_SUBNET_TOO_SMALL", {}, inline);
  const [repair] = search.repairsOf(finding)!.repairs;
  expect(repair.why.map(({ en }) => en)).toEqual([
    "Let mill/AzureBastionSubnet have the prefixes 10.0.2.0/26.",
  ]);
  expect(repair.edits).toMatchObject([{ address: "azurerm_virtual_network.mill" }]);
});

test("no prefix is free in a network where a module that isn't there may have made subnets", () => {
  const subnet = { name: "GatewaySubnet", address_prefixes: ["10.0.1.0/30"] };
  const module = { m: { source: "Azure/looms/azurerm", network: "${azurerm_virtual_network.mill.name}" } };
  expect(cureOf("RESERVED_SUBNET_TOO_SMALL", subnet, {}, { module })).toBeUndefined();
});

test("of two gateway flags the one stays that is true: the hub's half offers, the spoke's uses", () => {
  const half = (here: string, there: string) => ({
    name: `${here}-${there}`,
    resource_group_name: "rg-mill",
    virtual_network_name: `\${azurerm_virtual_network.${here}.name}`,
    remote_virtual_network_id: `\${azurerm_virtual_network.${there}.id}`,
    allow_gateway_transit: true,
  });
  const document = {
    resource: {
      azurerm_virtual_network: {
        mill: { ...place, name: "mill", address_space: ["10.0.0.0/16"] },
        press: { ...place, name: "press", address_space: ["10.1.0.0/16"] },
      },
      azurerm_subnet: {
        g: {
          name: "GatewaySubnet",
          resource_group_name: "rg-mill",
          virtual_network_name: "${azurerm_virtual_network.mill.name}",
          address_prefixes: ["10.0.0.0/27"],
        },
      },
      azurerm_virtual_network_gateway: {
        g: {
          ...place,
          name: "gw",
          type: "Vpn",
          sku: "VpnGw1AZ",
          ip_configuration: { subnet_id: "${azurerm_subnet.g.id}" },
        },
      },
      azurerm_virtual_network_peering: {
        there: half("mill", "press"),
        back: { ...half("press", "mill"), use_remote_gateways: true },
      },
    },
  };
  const { model, input } = readNetwork(document);
  const search = new FindingSearch(input, analyze(model));
  const finding = search.findings.find(({ code }) => code === "PEERING_BOTH_GATEWAY_FLAGS")!;
  expect(search.repairsOf(finding)!.repairs[0].edits).toEqual([
    {
      op: "set",
      address: "azurerm_virtual_network_peering.back",
      argument: "allow_gateway_transit",
      value: false,
    },
  ]);
});

describe("a cure writes the argument that is there", () => {
  const address = "azurerm_subnet.s";

  test.each([
    [{ address_prefix: "10.0.1s.0/24" }, "address_prefix", "10.0.1.0/24"],
    [{ address_prefixes: ["10.0.1s.0/24"] }, "address_prefixes", ["10.0.1.0/24"]],
  ])("of a subnet with %j", (subnet, argument, value) => {
    expect(cureOf("ADDRESS_SYNTAX", subnet)).toEqual([{ op: "set", address, argument, value }]);
  });

  test.each([
    [{ address_prefix: "10.0.1.0/30" }, "address_prefix", "10.0.1.0/27"],
    [{ address_prefixes: ["10.0.1.0/30"] }, "address_prefixes", ["10.0.1.0/27"]],
  ])("also where it takes a longer prefix: %j", (subnet, argument, value) => {
    expect(cureOf("RESERVED_SUBNET_TOO_SMALL", { ...subnet, name: "GatewaySubnet" })).toEqual([
      { op: "set", address, argument, value },
    ]);
  });

  test("of a subnet inside of its network", () => {
    const inside = { subnet: [{ name: "looms", address_prefix: "10.0.1.7/24" }] };
    expect(cureOf("ADDRESS_SYNTAX", {}, inside)).toEqual([
      {
        op: "set",
        address: "azurerm_virtual_network.mill",
        argument: "subnet[0].address_prefix",
        value: "10.0.1.0/24",
        within: ['subnet "looms"'],
      },
    ]);
  });
});
