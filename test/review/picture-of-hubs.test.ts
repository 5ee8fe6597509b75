import { analyze, readConfiguration } from "../../lib/analysis";
import { buildPicture } from "../../lib/review/build-picture";
import { hubFirewall, hubs, spoke, together, vpnSite } from "../analysis/support/virtual-wan";

test("hubs of Virtual WAN are drawn with what stands in them, and what is connected", () => {
  const { networks, links } = buildPicture(
    analyze(
      readConfiguration(
        together(
          hubs(2),
          spoke("a", "10.1.0.0/16", "h1"),
          hubFirewall("h1"),
          vpnSite("dc", "192.168.0.0/16", "h1"),
        ),
      ),
    ),
  );
  expect(networks.find(({ id }) => id === "azurerm_virtual_hub.h1")).toMatchObject({
    name: "hub1",
    prefixes: ["10.101.0.0/23"],
    subnets: [
      {
        id: "hub1",
        parts: [
          { kind: "firewall", name: "fw-h1" },
          { kind: "gateway", name: "vpn-h1" },
        ],
      },
    ],
  });
  expect(links.map(({ from, to, kind }) => [from, to, kind])).toEqual([
    ["azurerm_virtual_network.a", "azurerm_virtual_hub.h1", "peering"],
    ["azurerm_virtual_hub.h1", "azurerm_virtual_hub.h2", "peering"],
    ["on-premises/dc", "azurerm_virtual_hub.h1", "connection"],
  ]);
});
