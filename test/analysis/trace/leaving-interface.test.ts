import { analyze } from "../../../lib/analysis";
import { readConfiguration } from "../../../lib/analysis/readers";

const PLACE = { location: "eastasia", resource_group_name: "rg" };
const SUBNETS: { readonly [name: string]: string } = {
  front: "10.0.1.0/24",
  back: "10.0.2.0/24",
  side: "10.0.3.0/24",
};

/** A machine with an interface in front and one in back, to which three subnets send what isn't theirs. */
function network(
  hops: { readonly [subnet: string]: string },
  back: { readonly group?: boolean; readonly forwards?: boolean } = {},
): object {
  const resource: { [type: string]: { [name: string]: object } } = {};
  const add = (type: string, name: string, block: object): void => {
    resource[type] = { ...resource[type], [name]: { name, ...PLACE, ...block } };
  };
  add("azurerm_virtual_network", "v", { address_space: ["10.0.0.0/16"] });
  for (const [name, prefix] of Object.entries(SUBNETS)) {
    const subnet_id = `\${azurerm_subnet.${name}.id}`;
    add("azurerm_subnet", name, {
      virtual_network_name: "${azurerm_virtual_network.v.name}",
      address_prefixes: [prefix],
    });
    if (hops[name] !== undefined) {
      const route = Object.entries(SUBNETS)
        .filter(([other]) => other !== name)
        .map(([other, address_prefix]) => ({
          name: other,
          address_prefix,
          next_hop_type: "VirtualAppliance",
          next_hop_in_ip_address: hops[name],
        }));
      add("azurerm_route_table", name, { route });
      add("azurerm_subnet_route_table_association", name, {
        subnet_id,
        route_table_id: `\${azurerm_route_table.${name}.id}`,
      });
    }
  }
  for (const [name, private_ip_address] of [
    ["front", "10.0.1.10"],
    ["back", "10.0.2.10"],
  ]) {
    add("azurerm_network_interface", name, {
      ip_forwarding_enabled: name === "front" || (back.forwards ?? true),
      ip_configuration: [
        {
          name: "ip",
          subnet_id: `\${azurerm_subnet.${name}.id}`,
          private_ip_address_allocation: "Static",
          private_ip_address,
        },
      ],
    });
  }
  add("azurerm_linux_virtual_machine", "nva", {
    network_interface_ids: ["${azurerm_network_interface.front.id}", "${azurerm_network_interface.back.id}"],
  });
  if (back.group === true) {
    add("azurerm_network_security_group", "closed", {
      security_rule: [
        {
          name: "none",
          priority: 100,
          direction: "Outbound",
          access: "Deny",
          protocol: "*",
          source_port_range: "*",
          destination_port_range: "*",
          source_address_prefix: "*",
          destination_address_prefix: "*",
        },
      ],
    });
    add("azurerm_network_interface_security_group_association", "closed", {
      network_interface_id: "${azurerm_network_interface.back.id}",
      network_security_group_id: "${azurerm_network_security_group.closed.id}",
    });
  }
  return { resource };
}

function answer(configuration: object, from: string, to: string): readonly [string, readonly string[]] {
  const analysis = analyze(readConfiguration(configuration));
  const { verdict, reasons } = analysis.explain(`v/${from}`, `v/${to}`);
  expect(analysis.verdict(`v/${from}`, `v/${to}`)).toBe(verdict);
  return [verdict, reasons.map(({ code }) => code).filter((code) => code !== "ASSUMED")];
}

describe("by which interface a machine sends on (R22)", () => {
  const each = { front: "10.0.1.10", back: "10.0.2.10" };

  it("is the one in whose subnet the destination is: no loop between clients of either interface", () => {
    expect(answer(network(each), "front", "back")).toEqual(["REACHABLE", []]);
    expect(answer(network(each), "back", "front")).toEqual(["REACHABLE", []]);
  });

  it("loses for sure what every interface loses", () => {
    const both = { ...each, side: "10.0.1.10" };
    // The request gets to the interface in back; the reply comes back to the machine, whichever it leaves by.
    expect(answer(network(both), "side", "back")[0]).toBe("ONE_WAY");
    expect(answer(network(both), "front", "side")[0]).toBe("BLOCKED");
  });

  it("filters where it leaves", () => {
    const [verdict, codes] = answer(network(each, { group: true }), "front", "back");
    expect([verdict, codes[0]]).toEqual(["BLOCKED", "DENIED_OUT"]);
  });

  it("is open for other destinations, which counts where the interfaces treat them otherwise", () => {
    const side = { side: "10.0.1.10", front: "10.0.1.10" };
    // Out of front the packet comes back by its route; out of back it arrives.
    const [verdict, codes] = answer(network(side), "front", "side");
    expect(verdict).toBe("CONDITIONAL");
    expect(codes).toEqual(expect.arrayContaining(["LOOP", "LEAVES_BY_ANY_INTERFACE"]));
  });

  it("isn't one that doesn't forward", () => {
    const side = { side: "10.0.1.10", front: "10.0.1.10" };
    expect(answer(network(side, { forwards: false }), "front", "side")).toEqual(["BLOCKED", ["LOOP"]]);
  });
});
