import { analyze, messageOf, readConfiguration } from "../../../lib/analysis";
import { repairsOf } from "../repair/support/ask";

type Body = Record<string, unknown>;

const HERE = { resource_group_name: "rg", location: "westeurope" };

function network(name: string, number: number): Body {
  const subnet = ["a", "b"].map((one, i) => ({ name: one, address_prefixes: [`10.${number}.${i}.0/24`] }));
  return { ...HERE, name, address_space: [`10.${number}.0.0/16`], subnet };
}

function half(from: string, to: string, more: Body): Body {
  return {
    name: `${from}-${to}`,
    resource_group_name: "rg",
    virtual_network_name: `\${azurerm_virtual_network.${from}.name}`,
    remote_virtual_network_id: `\${azurerm_virtual_network.${to}.id}`,
    peer_complete_virtual_networks_enabled: false,
    local_subnet_names: ["a"],
    remote_subnet_names: ["a"],
    ...more,
  };
}

function peered(more: Body = {}, back: Body = {}): object {
  return {
    variable: { open: {} },
    resource: {
      azurerm_virtual_network: { left: network("left", 0), right: network("right", 1) },
      azurerm_virtual_network_peering: {
        there: half("left", "right", more),
        back: half("right", "left", back),
      },
    },
  };
}

test("R9: what both halves would have to name is told, instead of a second peering", () => {
  const { reasons } = analyze(readConfiguration(peered())).explain("left/a", "right/b");
  expect(reasons.map(({ code }) => code)).toEqual(["ROUTE_NONE", "SUBNET_NOT_PEERED"]);
  const text = messageOf(reasons[1]);
  expect(text).toContain('"b" → azurerm_virtual_network_peering.there.remote_subnet_names');
  expect(text).toContain('"b" → azurerm_virtual_network_peering.back.local_subnet_names');
  expect(text).not.toContain('"a"');
});

test("R8, R9: whether a private endpoint's row crosses a peering that doesn't name its subnet is open, where it matters", () => {
  const input = peered() as { resource: Record<string, Record<string, Body>> };
  const id = (name: string, subnet: string): string =>
    `\${azurerm_virtual_network.${name}.id}/subnets/${subnet}`;
  const verdict = (address: string): string =>
    analyze(readConfiguration(input)).explain("left/a", address).verdict;
  input.resource.azurerm_private_endpoint = {
    e: {
      ...HERE,
      name: "e",
      subnet_id: id("right", "b"),
      private_service_connection: [{ name: "c" }],
      ip_configuration: [{ name: "i", private_ip_address: "10.1.1.9" }],
    },
  };
  // Without the row nothing else leads there.
  expect(verdict("10.1.1.9")).toBe("BLOCKED");
  input.resource.azurerm_network_interface = {
    nva: {
      ...HERE,
      name: "nva",
      ip_forwarding_enabled: true,
      ip_configuration: [
        {
          name: "i",
          subnet_id: id("right", "a"),
          private_ip_address_allocation: "Static",
          private_ip_address: "10.1.0.4",
        },
      ],
    },
  };
  input.resource.azurerm_route_table = {
    t: {
      ...HERE,
      name: "t",
      route: [
        {
          name: "all",
          address_prefix: "0.0.0.0/0",
          next_hop_type: "VirtualAppliance",
          next_hop_in_ip_address: "10.1.0.4",
        },
      ],
    },
  };
  input.resource.azurerm_subnet_route_table_association = {
    a: { subnet_id: id("left", "a"), route_table_id: "${azurerm_route_table.t.id}" },
  };
  const { verdict: open, reasons } = analyze(readConfiguration(input)).explain("left/a", "10.1.1.9");
  expect(open).toBe("CONDITIONAL");
  expect(reasons.map(({ code }) => code)).toContain("ENDPOINT_BESIDE_PEERING");
  // The other route may be of a table that the subnet perhaps has.
  input.resource.azurerm_subnet_route_table_association.a.subnet_id = "${var.open}";
  expect(verdict("10.1.1.9")).toBe("CONDITIONAL");
});

test("R9: a subnet whose name nobody tells may be one that the peering names, if no other is", () => {
  const input = peered() as { resource: Record<string, Record<string, Body>> };
  const subnets = input.resource.azurerm_virtual_network.left.subnet as Body[];
  const verdict = (from: string): string => {
    const analysis = analyze(readConfiguration(input));
    const { id } = analysis.endpoints.find(({ address }) => address.endsWith(`.left.subnet[${from}]`))!;
    return analysis.verdict(id, "right/a");
  };
  expect([verdict('"a"'), verdict('"b"')]).toEqual(["REACHABLE", "BLOCKED"]);
  subnets[0].name = "${var.open}";
  expect(verdict("0")).toBe("CONDITIONAL");
  subnets[0].name = "a";
  subnets[1].name = "${var.open}";
  expect([verdict('"a"'), verdict("1")]).toEqual(["REACHABLE", "BLOCKED"]);
});

test("R9: one half of whole networks and one of subnets carry nothing", () => {
  const input = peered({}, { peer_complete_virtual_networks_enabled: true });
  const { verdict, reasons } = analyze(readConfiguration(input)).explain("left/a", "right/a");
  expect(verdict).toBe("BLOCKED");
  expect(reasons.map((reason) => messageOf(reason)).join()).toContain(
    "the same peer_complete_virtual_networks_enabled on both halves",
  );
});

test("R9: a peering of IPv6 alone lacks no names: it is for the other addresses", () => {
  const ofIpv6 = { only_ipv6_peering_enabled: true };
  const { reasons } = analyze(readConfiguration(peered(ofIpv6, ofIpv6))).explain("left/a", "right/a");
  const told = reasons.map((reason) => messageOf(reason)).join();
  expect(told).toContain(
    "only_ipv6_peering_enabled = false (azurerm_virtual_network_peering.there, azurerm_virtual_network_peering.back)",
  );
  expect(told).not.toContain("remote_subnet_names");
});

it.each([
  [{ peer_complete_virtual_networks_enabled: "${var.open}" }],
  [{ local_subnet_names: "${var.open}" }],
  [{ remote_subnet_names: ["${var.open}"] }],
])("leaves open whom a half includes of which only apply tells: %j", (more) => {
  const analysis = analyze(readConfiguration(peered(more)));
  expect(analysis.explain("left/a", "right/a").verdict).toBe("CONDITIONAL");
  expect(analysis.explain("left/b", "right/b").verdict).toBe("CONDITIONAL");
});

test("the names are added to both halves, and open what they say", () => {
  const { repairs } = repairsOf({ document: peered(), from: "left/a", to: "right/b" });
  const peering = "azurerm_virtual_network_peering";
  expect(repairs).toHaveLength(1);
  expect(repairs[0]).toMatchObject({
    edits: [
      { op: "set", address: `${peering}.there`, argument: "remote_subnet_names", value: ["a", "b"] },
      { op: "set", address: `${peering}.back`, argument: "local_subnet_names", value: ["a", "b"] },
    ],
    makes: { verdict: "REACHABLE" },
    provenBy: "configuration",
  });
});
