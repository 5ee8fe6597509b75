import { analyze, FindingSearch, readNetwork } from "../../../../lib/analysis";

const PEERINGS = "azurerm_virtual_network_peering";
const place = { location: "westeurope", resource_group_name: "rg-paper" };
const ends = (here: string, there: string) => ({
  name: `${here}-${there}`,
  resource_group_name: "rg-paper",
  virtual_network_name: `\${azurerm_virtual_network.${here}.name}`,
  remote_virtual_network_id: `\${azurerm_virtual_network.${there}.id}`,
});

function cureOf(peerings: Record<string, object>) {
  const document = {
    resource: {
      azurerm_virtual_network: {
        mill: { ...place, name: "mill", address_space: ["10.0.0.0/16"] },
        press: { ...place, name: "press", address_space: ["10.1.0.0/16"] },
      },
      azurerm_subnet: {
        gateway: {
          name: "GatewaySubnet",
          resource_group_name: "rg-paper",
          virtual_network_name: "${azurerm_virtual_network.mill.name}",
          address_prefixes: ["10.0.9.0/27"],
        },
      },
      azurerm_virtual_network_gateway: {
        g: {
          ...place,
          name: "ergw",
          type: "ExpressRoute",
          sku: "ErGw1AZ",
          ip_configuration: { subnet_id: "${azurerm_subnet.gateway.id}" },
        },
      },
      [PEERINGS]: peerings,
    },
  };
  const { model, input } = readNetwork(document);
  const search = new FindingSearch(input, analyze(model));
  const finding = search.findings.find(({ code }) => code === "PEERING_BEFORE_OPPOSITE")!;
  const [repair] = search.repairsOf(finding)!.repairs;
  return { advice: finding.fix!.en, edits: repair?.edits };
}

describe("a peering that comes before the half that lets it use a gateway", () => {
  const uses = { ...ends("press", "mill"), use_remote_gateways: true };
  const allows = { ...ends("mill", "press"), allow_gateway_transit: true };

  test("waits for it", () => {
    expect(cureOf({ uses, allows })).toMatchObject({
      advice: `Add ${PEERINGS}.allows to depends_on of ${PEERINGS}.uses.`,
      edits: [{ address: `${PEERINGS}.uses`, argument: "depends_on", value: [`${PEERINGS}.allows`] }],
    });
  });

  test("is no longer waited for by it", () => {
    const late = { ...allows, depends_on: [`${PEERINGS}.uses`, "azurerm_subnet.gateway"] };
    const { advice, edits } = cureOf({ uses, allows: late });
    expect(advice).toBe(
      `Let ${PEERINGS}.allows no longer wait for ${PEERINGS}.uses, and ${PEERINGS}.uses wait for ${PEERINGS}.allows.`,
    );
    expect(edits).toEqual([
      { op: "set", address: `${PEERINGS}.allows`, argument: "depends_on", value: ["azurerm_subnet.gateway"] },
      { op: "set", address: `${PEERINGS}.uses`, argument: "depends_on", value: [`${PEERINGS}.allows`] },
    ]);
  });

  test("can't wait for what the same block makes", () => {
    const both = {
      for_each: { out: ["mill", "press", true, false], back: ["press", "mill", false, true] },
      name: "${each.key}",
      resource_group_name: "rg-paper",
      virtual_network_name: "${each.value[0]}",
      remote_virtual_network_id:
        "${{ mill = azurerm_virtual_network.mill.id, press = azurerm_virtual_network.press.id }[each.value[1]]}",
      allow_gateway_transit: "${each.value[2]}",
      use_remote_gateways: "${each.value[3]}",
    };
    const { advice, edits } = cureOf({ both });
    expect(advice).toMatch(`${PEERINGS}.both makes both: write the halves that use the gateway as a block`);
    expect(edits).toBeUndefined();
  });
});
