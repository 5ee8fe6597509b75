import { Analysis, analyze, findingsOf, NetworkModel, readConfiguration } from "../../../lib/analysis";
import { PairResult } from "../../../lib/analysis/result";

type Body = Record<string, unknown>;

const HERE = { resource_group_name: "rg", location: "westeurope" };
const OPEN = { dynamic: { ip_configuration: [{ for_each: "${var.places}", content: [{ name: "a" }] }] } };
const UNKNOWN_SUBNET = { ip_configuration: [{ name: "a", subnet_id: "${var.place}" }] };

function network(name: string, number: number, ...reserved: string[]): Record<string, Record<string, Body>> {
  const subnets = ["work", ...reserved].map((subnet, i): [string, Body] => [
    `${name}_${subnet}`,
    {
      name: subnet,
      resource_group_name: "rg",
      virtual_network_name: `\${azurerm_virtual_network.${name}.name}`,
      address_prefixes: [`10.${number}.${i}.0/24`],
    },
  ]);
  return {
    azurerm_virtual_network: { [name]: { ...HERE, name, address_space: [`10.${number}.0.0/16`] } },
    azurerm_subnet: Object.fromEntries(subnets),
  };
}

function ask(from: string, to: string, ...parts: Record<string, Record<string, Body>>[]): PairResult {
  return analyzed(...parts).explain(from, to);
}

function analyzed(...parts: Record<string, Record<string, Body>>[]): Analysis {
  return analyze(modelOf(...parts));
}

function modelOf(...parts: Record<string, Record<string, Body>>[]): NetworkModel {
  const resource: Record<string, Record<string, Body>> = {};
  for (const [type, bodies] of parts.flatMap((part) => Object.entries(part))) {
    resource[type] = { ...resource[type], ...bodies };
  }
  return readConfiguration({ variable: { places: {}, place: {} }, resource });
}

function site(place: Body): Record<string, Record<string, Body>> {
  return {
    azurerm_virtual_network_gateway: { g: { ...HERE, name: "g", type: "Vpn", sku: "VpnGw2AZ", ...place } },
    azurerm_local_network_gateway: {
      office: { ...HERE, name: "office", gateway_address: "203.0.113.9", address_space: ["192.168.0.0/24"] },
    },
    azurerm_virtual_network_gateway_connection: {
      c: {
        ...HERE,
        name: "c",
        type: "IPsec",
        virtual_network_gateway_id: "${azurerm_virtual_network_gateway.g.id}",
        local_network_gateway_id: "${azurerm_local_network_gateway.office.id}",
      },
    },
  };
}

function firewall(place: Body): Record<string, Record<string, Body>> {
  return {
    azurerm_firewall: { f: { ...HERE, name: "f", sku_name: "AZFW_VNet", sku_tier: "Standard", ...place } },
    azurerm_route_table: {
      t: {
        ...HERE,
        name: "t",
        route: [
          {
            name: "all",
            address_prefix: "0.0.0.0/0",
            next_hop_type: "VirtualAppliance",
            next_hop_in_ip_address: "10.0.1.4",
          },
        ],
      },
    },
    azurerm_subnet_route_table_association: {
      t: { subnet_id: "${azurerm_subnet.hub_work.id}", route_table_id: "${azurerm_route_table.t.id}" },
    },
  };
}

describe.each([
  ["blocks that only apply makes", OPEN, "ip_configuration"],
  ["a subnet that a variable gives", UNKNOWN_SUBNET, "subnet_id"],
])("a place told by %s", (_, place, argument) => {
  const openness = { resource: expect.stringMatching(/^azurerm_(firewall|virtual_network_gateway)/) };

  test("is perhaps the only subnet of the gateway's name, and its sites are asked about", () => {
    const { verdict, reasons } = ask(
      "hub/work",
      "on-premises/office",
      network("hub", 0, "GatewaySubnet"),
      site(place),
    );
    expect(verdict).toBe("CONDITIONAL");
    expect(reasons).toContainEqual(
      expect.objectContaining({
        code: "ARGUMENT_UNKNOWN",
        ...openness,
        params: expect.objectContaining({ argument }),
      }),
    );
  });

  test("decides nothing surely where a firewall that may stand elsewhere would deny", () => {
    const { verdict, reasons } = ask(
      "hub/work",
      "internet",
      network("hub", 0, "AzureFirewallSubnet"),
      firewall(place),
    );
    expect(verdict).toBe("CONDITIONAL");
    expect(reasons).toContainEqual(expect.objectContaining({ code: "ARGUMENT_UNKNOWN", ...openness }));
  });

  test("is perhaps either of two subnets of the gateway's name, and whoever is near one may get to its site", () => {
    const networks = [
      network("hub", 0, "GatewaySubnet"),
      network("other", 1, "GatewaySubnet"),
      network("lone", 2),
    ];
    for (const name of ["hub", "other"]) {
      for (const ends of [
        [`${name}/work`, "on-premises/office"],
        ["on-premises/office", `${name}/work`],
      ]) {
        const { verdict, reasons } = ask(ends[0], ends[1], ...networks, site(place));
        expect([...ends, verdict]).toEqual([...ends, "CONDITIONAL"]);
        expect(reasons).toContainEqual(expect.objectContaining({ code: "ARGUMENT_UNKNOWN", ...openness }));
      }
    }
    expect(ask("lone/work", "on-premises/office", ...networks, site(place)).verdict).toBe("BLOCKED");
    const analysis = analyzed(...networks, site(place));
    for (const from of analysis.endpoints) {
      for (const to of analysis.endpoints.filter((one) => one !== from)) {
        const { verdict } = analysis.explain(from.id, to.id);
        expect([from.id, to.id, analysis.verdict(from.id, to.id)]).toEqual([from.id, to.id, verdict]);
      }
    }
  });

  test("leaves open what a Bastion reaches, also where no subnet of its name is here", () => {
    const bastion = { azurerm_bastion_host: { b: { ...HERE, name: "b", ...place } } };
    const [hub, other, lone] = [
      network("hub", 0, "AzureBastionSubnet"),
      network("other", 1),
      network("lone", 2),
    ];
    expect(ask("bastion/b", "hub/work", hub, other, bastion)).toMatchObject({
      verdict: "CONDITIONAL",
      reasons: [{ code: "ARGUMENT_UNKNOWN", resource: "azurerm_bastion_host.b" }],
    });
    const second = network("other", 1, "AzureBastionSubnet");
    expect(ask("bastion/b", "lone/work", hub, second, lone, bastion).verdict).toBe("CONDITIONAL");
    expect(() => ask("bastion/b", "other/work", other, bastion)).toThrow(
      expect.objectContaining({ code: "PLACE_UNKNOWN" }),
    );
  });

  test("isn't where checks look", () => {
    const far = { ...HERE, location: "eastus", resource_group_name: "elsewhere" };
    const parts = {
      azurerm_bastion_host: { b: { ...far, name: "b", sku: "Standard", ...place } },
      azurerm_firewall: { f: { ...far, name: "f", sku_name: "AZFW_VNet", sku_tier: "Standard", ...place } },
    };
    const hub = network("hub", 0, "AzureBastionSubnet", "AzureFirewallSubnet");
    const codes = findingsOf(modelOf(hub, parts)).map(({ code }) => code);
    expect(codes).not.toContain("REGION_DIFFERS");
    expect(codes).not.toContain("FIREWALL_RESOURCE_GROUP");
  });

  test("is none of two subnets of that name", () => {
    const { verdict, reasons } = ask(
      "hub/work",
      "internet",
      network("hub", 0, "AzureFirewallSubnet"),
      network("other", 1, "AzureFirewallSubnet"),
      firewall(place),
    );
    expect(verdict).toBe("CONDITIONAL");
    expect(reasons.map(({ code }) => code)).not.toContain("FIREWALL_DENY");
  });
});

test("a Route Server of which only apply tells the subnet may give routes to networks near any of its name", () => {
  const server = {
    azurerm_route_server: { r: { ...HERE, name: "r", sku: "Standard", subnet_id: "${var.place}" } },
    azurerm_route_server_bgp_connection: {
      c: { name: "c", route_server_id: "${azurerm_route_server.r.id}", peer_asn: 65010, peer_ip: "10.0.0.4" },
    },
  };
  for (const reserved of [["RouteServerSubnet"], []]) {
    const networks = [network("hub", 0, ...reserved), network("other", 1, ...reserved)];
    for (const to of ["hub/work", "internet"]) {
      const { verdict, reasons } = ask("other/work", to, ...networks, server);
      expect([to, verdict]).toEqual([to, "CONDITIONAL"]);
      expect(reasons).toContainEqual(
        expect.objectContaining({ code: "ARGUMENT_UNKNOWN", resource: "azurerm_route_server.r" }),
      );
    }
  }
});

test("an interface that forwards, of a machine that isn't here, may have another one's way out", () => {
  const appliance = (machine: Record<string, Record<string, Body>>): PairResult => {
    const nic = {
      ...HERE,
      name: "inside",
      ip_forwarding_enabled: true,
      ip_configuration: [
        {
          name: "a",
          subnet_id: "${azurerm_subnet.hub_inside.id}",
          private_ip_address_allocation: "Static",
          private_ip_address: "10.0.1.4",
        },
      ],
    };
    const routes = firewall({});
    delete routes.azurerm_firewall;
    const base = network("hub", 0, "inside");
    base.azurerm_subnet.hub_inside.default_outbound_access_enabled = false;
    return ask("hub/work", "internet", base, routes, { azurerm_network_interface: { inside: nic } }, machine);
  };
  const elsewhere = appliance({});
  expect(elsewhere.verdict).toBe("CONDITIONAL");
  expect(elsewhere.reasons.map(({ code }) => code)).toContain("EGRESS_OF_MACHINE");
  const here = appliance({
    azurerm_linux_virtual_machine: {
      m: { ...HERE, name: "m", network_interface_ids: ["${azurerm_network_interface.inside.id}"] },
    },
  });
  expect(here.verdict).toBe("BLOCKED");
  expect(here.reasons.map(({ code }) => code)).toContain("EGRESS_NONE");
});

test("an appliance without a way out by one interface may have Azure's default one by another", () => {
  const interfaces = ["inside", "outside"].map((name, i): [string, Body] => [
    name,
    {
      ...HERE,
      name,
      ip_forwarding_enabled: true,
      ip_configuration: [
        {
          name: "a",
          subnet_id: `\${azurerm_subnet.hub_${name}.id}`,
          private_ip_address_allocation: "Static",
          private_ip_address: `10.0.${i + 1}.4`,
        },
      ],
    },
  ]);
  const machine = {
    m: {
      ...HERE,
      name: "m",
      network_interface_ids: interfaces.map(([name]) => `\${azurerm_network_interface.${name}.id}`),
    },
  };
  const verdict = (isPrivate: boolean): string => {
    const routes = firewall({});
    delete routes.azurerm_firewall;
    const base = network("hub", 0, "inside", "outside");
    base.azurerm_subnet.hub_inside.default_outbound_access_enabled = false;
    base.azurerm_subnet.hub_outside.default_outbound_access_enabled = !isPrivate;
    return ask("hub/work", "internet", base, routes, {
      azurerm_network_interface: Object.fromEntries(interfaces),
      azurerm_linux_virtual_machine: machine,
    }).verdict;
  };
  expect(verdict(false)).toBe("CONDITIONAL");
  expect(verdict(true)).toBe("BLOCKED");
});
