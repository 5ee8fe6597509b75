import { TerraformNetwork } from "../support/terraform-network";

/** The two spokes, one of which must not send to the other by a rule that somebody wrote. */
function denying(direction: "Inbound" | "Outbound"): TerraformNetwork {
  const subnet = direction === "Outbound" ? "spoke1_default" : "spoke2_default";
  return new TerraformNetwork()
    .add("azurerm_network_security_group", "g", {
      name: "nsg",
      location: "eastasia",
      resource_group_name: "rg",
      security_rule: [
        {
          name: "no-spoke2",
          priority: 100,
          direction,
          access: "Deny",
          protocol: "*",
          source_port_range: "*",
          destination_port_range: "*",
          source_address_prefix: "*",
          destination_address_prefix: "10.20.0.0/16",
        },
      ],
    })
    .add("azurerm_subnet_network_security_group_association", "g", {
      subnet_id: `\${azurerm_subnet.${subnet}.id}`,
      network_security_group_id: "${azurerm_network_security_group.g.id}",
    });
}

const codes = (network: TerraformNetwork): string[] =>
  network.ask("vnet-spoke1/default", "vnet-spoke2/default").reasons.map(({ code }) => code);

test("a rule that denies doesn't hide that there is no route either: the missing route comes first", () => {
  expect(codes(denying("Outbound"))).toEqual([
    "ROUTE_NONE",
    "DENIED_OUT",
    "PEERING_NOT_TRANSITIVE",
    "ROUTE_WOULD_HELP",
  ]);
});

test("where there is a route, the rule alone is told", () => {
  const network = denying("Outbound").peer("spoke1", "spoke2");
  expect(codes(network)).toEqual(["DENIED_OUT"]);
});

test("a rule at the destination is told of packets that get there", () => {
  expect(codes(denying("Inbound").peer("spoke1", "spoke2"))).toEqual(["DENIED_IN"]);
});
