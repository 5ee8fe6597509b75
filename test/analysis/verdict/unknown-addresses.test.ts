import { Analysis, analyze, readConfiguration } from "../../../lib/analysis";

type Json = ReturnType<typeof JSON.parse>;
const AT = { resource_group_name: "rg", location: "westeurope" };
const UNTOLD = "${var.not_told}";
const id = (address: string): string => `\${azurerm_${address}.id}`;

/** Prefixes of the site: what the machines' table drops, and what no route of it is for. */
const [STEERED, BESIDE] = ["172.16.0.0/16", "192.168.0.0/16"];

const subnet = (name: string, home: string, ...prefixes: readonly string[]): Json => ({
  resource_group_name: "rg",
  name,
  virtual_network_name: `\${azurerm_virtual_network.${home}.name}`,
  address_prefixes: prefixes,
});

/** Machines beside a gateway, and a peered network; the prefixes of the site and of the peered subnet as given. */
function network(site: readonly string[], far: readonly string[], more: Json = {}): Analysis {
  const resource = {
    azurerm_virtual_network: {
      hub: { ...AT, name: "hub", address_space: ["10.0.0.0/16"] },
      far: { ...AT, name: "far", address_space: ["10.1.0.0/16"] },
    },
    azurerm_subnet: {
      machines: subnet("machines", "hub", "10.0.0.0/24"),
      gateway: subnet("GatewaySubnet", "hub", "10.0.1.0/24"),
      far: subnet("far", "far", ...far),
    },
    azurerm_virtual_network_peering: {
      there: {
        name: "there",
        resource_group_name: "rg",
        virtual_network_name: "${azurerm_virtual_network.hub.name}",
        remote_virtual_network_id: id("virtual_network.far"),
      },
      back: {
        name: "back",
        resource_group_name: "rg",
        virtual_network_name: "${azurerm_virtual_network.far.name}",
        remote_virtual_network_id: id("virtual_network.hub"),
      },
    },
    azurerm_public_ip: { ip: { ...AT, name: "ip", allocation_method: "Static", sku: "Standard" } },
    azurerm_virtual_network_gateway: {
      gateway: {
        ...AT,
        name: "gateway",
        type: "Vpn",
        sku: "VpnGw1AZ",
        ip_configuration: { subnet_id: id("subnet.gateway"), public_ip_address_id: id("public_ip.ip") },
      },
    },
    azurerm_local_network_gateway: {
      site: { ...AT, name: "site", gateway_address: "203.0.113.1", address_space: site },
    },
    azurerm_virtual_network_gateway_connection: {
      tunnel: {
        ...AT,
        name: "tunnel",
        type: "IPsec",
        virtual_network_gateway_id: id("virtual_network_gateway.gateway"),
        local_network_gateway_id: id("local_network_gateway.site"),
        shared_key: "${var.key}",
      },
    },
    ...more,
  };
  return analyze(readConfiguration({ resource, variable: { not_told: {}, key: { sensitive: true } } }));
}

const steeredTo = (prefix: string): Json => ({
  azurerm_route_table: {
    t: {
      ...AT,
      name: "t",
      route: [{ name: "r", address_prefix: prefix, next_hop_type: "None" }],
    },
  },
  azurerm_subnet_route_table_association: {
    a: { subnet_id: id("subnet.machines"), route_table_id: id("route_table.t") },
  },
});

function denying(destination: string): Json {
  const rule = {
    name: "no",
    priority: 100,
    direction: "Outbound",
    access: "Deny",
    protocol: "*",
    source_port_range: "*",
    destination_port_range: "*",
    source_address_prefix: "*",
    destination_address_prefix: destination,
  };
  return {
    azurerm_network_security_group: { g: { ...AT, name: "g", security_rule: [rule] } },
    azurerm_subnet_network_security_group_association: {
      a: { subnet_id: id("subnet.machines"), network_security_group_id: id("network_security_group.g") },
    },
  };
}

const [FROM, SITE, FAR] = ["hub/machines", "on-premises/site", "far/far"];
const KNOWN = ["10.1.0.0/24"];

test.each([
  ["the one that a route takes away", [UNTOLD, BESIDE], "CONDITIONAL", "REACHABLE"],
  ["none", [STEERED, BESIDE], "BLOCKED", "REACHABLE"],
  ["all", [UNTOLD], "CONDITIONAL", "CONDITIONAL"],
])("the known prefixes of a site answer for themselves alone: unknown is %s", (_, site, worst, best) => {
  const analysis = network(site, KNOWN, steeredTo(STEERED));
  const { verdict, reasons } = analysis.explain(FROM, SITE);
  expect([verdict, analysis.verdict(FROM, SITE), analysis.mildestVerdict(FROM, SITE)]).toEqual([
    worst,
    worst,
    best,
  ]);
  expect(
    reasons.some(
      ({ code, params }) => code === "ADDRESS_UNKNOWN" && "what" in params && params.what === UNTOLD,
    ),
  ).toBe(worst === "CONDITIONAL");
});

test("so do those of a subnet, in both directions", () => {
  const analysis = network([BESIDE], [...KNOWN, UNTOLD]);
  for (const [from, to] of [
    [FROM, FAR],
    [FAR, FROM],
  ]) {
    expect(analysis.explain(from, to)).toMatchObject({
      verdict: "CONDITIONAL",
      reasons: [{ code: "ADDRESS_UNKNOWN", params: { at: FAR, what: UNTOLD } }],
    });
    expect(analysis.answer(from, to).verdict).toBe("CONDITIONAL");
    expect(analysis.mildestVerdict(from, to)).toBe("REACHABLE");
  }
});

test("what is lost surely makes the worst, and others may fare better", () => {
  const analysis = network([BESIDE], [...KNOWN, UNTOLD], steeredTo(KNOWN[0]));
  expect([
    analysis.explain(FROM, FAR).verdict,
    analysis.verdict(FROM, FAR),
    analysis.mildestVerdict(FROM, FAR),
  ]).toEqual(["BLOCKED", "BLOCKED", "CONDITIONAL"]);
});

test("a filter that holds the known prefixes may let the others pass", () => {
  const analysis = network([BESIDE], [...KNOWN, UNTOLD], denying(KNOWN[0]));
  expect([analysis.explain(FROM, FAR).verdict, analysis.verdict(FROM, FAR)]).toEqual([
    "CONDITIONAL",
    "CONDITIONAL",
  ]);
  expect(network([BESIDE], KNOWN, denying(KNOWN[0])).verdict(FROM, FAR)).toBe("BLOCKED");
});

test("what is asked of one known address is answered for that", () => {
  const analysis = network([BESIDE], [...KNOWN, UNTOLD]);
  const [part] = analysis.partsOf(FROM, FAR);
  expect(analysis.explain(FROM, FAR, part).verdict).toBe("REACHABLE");
  expect(analysis.explain(FROM, "10.1.0.9").verdict).toBe("REACHABLE");
});
