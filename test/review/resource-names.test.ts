import { analyze, readConfiguration } from "../../lib/analysis";
import { pairInWords } from "../../lib/review";
import { resourceNames, withNames, withNamesOfNextHops } from "../../lib/review/resource-names";

const names = new Map([
  ["azurerm_firewall.hub", "afw-hub01"],
  ['module.hub["a"].azurerm_lb.nva[0]', "lbi-nva"],
]);
const same = (text: string) => ({ en: text, ja: text });

test.each([
  [
    "10.0.0.0/8 → ${azurerm_firewall.hub.ip_configuration[0].private_ip_address} (u)",
    "10.0.0.0/8 → afw-hub01 (u)",
  ],
  ['${module.hub["a"].azurerm_lb.nva[0].private_ip_address}', "lbi-nva"],
  ["${azurerm_firewall.other.private_ip_address}", "${azurerm_firewall.other.private_ip_address}"],
  ["${var.hop}", "${var.hop}"],
  ["azurerm_firewall.hub", "azurerm_firewall.hub"],
])("a next hop %s is called %s", (text, named) => {
  expect(withNamesOfNextHops(same(text), names)).toEqual(same(named));
});

test("a prefix made of an address that only apply tells isn't called what the resource is", () => {
  expect(
    withNamesOfNextHops(same("address_space (${azurerm_firewall.hub.private_ip_address}/32)"), names),
  ).toEqual({
    en: "address_space (an address of afw-hub01, /32)",
    ja: "address_space (afw-hub01 のアドレス /32)",
  });
});

test.each([
  ["The guest system of azurerm_firewall.hub forwards.", "The guest system of afw-hub01 forwards."],
  ['module.hub["a"].azurerm_lb.nva[0] forwards.', "lbi-nva forwards."],
  ["azurerm_firewall.hub2 forwards to 10.0.0.4.", "azurerm_firewall.hub2 forwards to 10.0.0.4."],
])("%s: %s", (text, named) => {
  expect(withNames(same(text), names)).toEqual(same(named));
});

test("an explained pair calls what passes packets on by its name, and keeps addresses where edits begin", () => {
  const place = { location: "eastasia", resource_group_name: "rg" };
  const network = (name: string, octet: number) => ({
    name,
    ...place,
    address_space: [`10.${octet}.0.0/16`],
  });
  const subnet = (of: string, octet: number) => ({
    name: "apps",
    resource_group_name: "rg",
    virtual_network_name: `\${azurerm_virtual_network.${of}.name}`,
    address_prefixes: [`10.${octet}.0.0/24`],
  });
  const model = readConfiguration({
    resource: {
      azurerm_virtual_network: { hub: network("hub", 0), spoke: network("spoke", 1) },
      azurerm_subnet: { hub: subnet("hub", 0), spoke: subnet("spoke", 1) },
      azurerm_network_interface: {
        nva: {
          name: "nic-nva",
          ...place,
          ip_configuration: [{ name: "i", subnet_id: "${azurerm_subnet.hub.id}" }],
        },
      },
      azurerm_route_table: {
        rt: {
          name: "rt",
          ...place,
          route: [
            {
              name: "out",
              address_prefix: "0.0.0.0/0",
              next_hop_type: "VirtualAppliance",
              next_hop_in_ip_address: "${azurerm_network_interface.nva.private_ip_address}",
            },
          ],
        },
      },
      azurerm_subnet_route_table_association: {
        a: { subnet_id: "${azurerm_subnet.spoke.id}", route_table_id: "${azurerm_route_table.rt.id}" },
      },
    },
  });
  const { reasons, forward } = pairInWords(
    analyze(model).explain("spoke/apps", "hub/apps"),
    resourceNames(model),
  );
  const said = [...reasons.map(({ message }) => message), ...forward.hops.map(({ text }) => text)];
  expect(said.map(({ en }) => en).join("\n")).toMatch(/nic-nva/);
  expect(said.map(({ en, ja }) => en + ja).join("\n")).not.toMatch(/azurerm_network_interface/);
  expect(forward.hops[0].origin).toContain("azurerm_");
});

test("a site of Virtual WAN is called by its name, as one of a network's gateway", () => {
  const model = readConfiguration({
    resource: { azurerm_vpn_site: { tokyo: { name: "tokyo-office", address_cidrs: ["192.168.0.0/16"] } } },
  });
  const said = withNames(same("azurerm_vpn_site.tokyo routes it."), resourceNames(model));
  expect(said).toEqual(same("tokyo-office routes it."));
});
