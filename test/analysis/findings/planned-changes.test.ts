import { findingsOf } from "../../../lib/analysis/findings";
import { PLANNED_CHANGE_CHECKS } from "../../../lib/analysis/findings/planned-changes";
import { PlannedChange } from "../../../lib/analysis/model";
import { readConfiguration } from "../../../lib/analysis/readers";
import { Finding } from "../../../lib/analysis/result";
import {
  document,
  half,
  HUB,
  network,
  networkWithGateway,
  publicIp,
  resource,
  Resources,
  SPOKE,
} from "./cases/terraform";

const CODES = new Set(PLANNED_CHANGE_CHECKS.map(({ code }) => code));

function found(parts: readonly Resources[], ...changes: readonly Partial<PlannedChange>[]): Finding[] {
  const model = readConfiguration(document(parts));
  const full = changes.map((change): PlannedChange => {
    const address = change.address!;
    return { type: address.split(".")[0], action: "replace", because: [], ...change, address };
  });
  return findingsOf({ ...model, changes: full }).filter(({ code }) => CODES.has(code));
}

const HALF = "azurerm_virtual_network_peering.spoke_hub";
const OTHER_HALF = "azurerm_virtual_network_peering.hub_spoke";

describe("what a plan interrupts", () => {
  test("one half of a peering is replaced", () => {
    const [finding, ...more] = found([...HUB, ...SPOKE], { address: HALF, because: ["name"] });
    expect(more).toEqual([]);
    expect(finding).toMatchObject({ code: "PLAN_REPLACES_PEERING_HALF", severity: "error", resource: HALF });
    expect(finding.message.en).toContain("because of name");
    expect(finding.fix!.en).toContain(OTHER_HALF);
  });

  test.each(["update", "create"] as const)("not if the other half is there for it: %s", (action) => {
    expect(found([...HUB, ...SPOKE], { address: HALF }, { address: OTHER_HALF, action })).toEqual([]);
  });

  test("a machine that Azure made with Trusted Launch, and the configuration doesn't say so (W106)", () => {
    const address = "azurerm_windows_virtual_machine.vm";
    const machine = (body: object) => resource("windows_virtual_machine", "vm", { name: "vm-app", ...body });
    const because = ["secure_boot_enabled", "vtpm_enabled"];
    const [finding, ...more] = found([machine({})], { address, because });
    expect(more).toEqual([]);
    expect(finding).toMatchObject({
      code: "PLAN_REPLACES_TRUSTED_MACHINE",
      severity: "error",
      resource: address,
    });
    expect(finding.fix!.en).toContain("secure_boot_enabled = true");
    const written = machine({ secure_boot_enabled: true, vtpm_enabled: true });
    for (const [body, change] of [
      [machine({}), { because: ["admin_password"] }],
      [machine({}), { because, action: "create" }],
      [written, { because }],
    ] as const) {
      expect(found([body], { address, ...change })).toEqual([]);
    }
  });

  test.each([
    ["tainted", "terraform untaint 'azurerm_public_ip.old'"],
    ["requested", "-replace asks for it"],
  ] as const)("says what keeps a resource that is replaced since that is %s", (reason, cure) => {
    const [{ message }] = found([publicIp("old")], { address: "azurerm_public_ip.old", reason });
    expect(message.en).toContain(cure);
    expect(message.ja).toMatch(/untaint|-replace/);
  });

  test("what somebody did outside of Terraform, and the plan undoes", () => {
    const changes = [
      { address: HALF, action: "update", undoes: ["allow_forwarded_traffic"] },
      { address: OTHER_HALF, action: "update" },
    ] as const;
    const [finding, ...more] = found([...HUB, ...SPOKE], ...changes);
    expect(more).toEqual([]);
    expect(finding).toMatchObject({ code: "PLAN_UNDOES_DRIFT", resource: HALF });
    expect(finding.message.en).toContain("changed allow_forwarded_traffic of");
  });

  test("one half of a peering that somebody deleted: the other is Disconnected, and refuses the new one", () => {
    const codes = found([...HUB, ...SPOKE], { address: HALF, action: "create", recreates: true });
    expect(codes.map(({ code }) => code).sort()).toEqual(["PLAN_REPLACES_PEERING_HALF", "PLAN_UNDOES_DRIFT"]);
  });

  test("what it imports and changes at once", () => {
    const address = "azurerm_public_ip.old";
    const [finding, ...more] = found([publicIp("old")], { address, action: "update", overwrites: ["zones"] });
    expect(more).toEqual([]);
    expect(finding).toMatchObject({ code: "PLAN_CHANGES_IMPORT", resource: address });
    expect(finding.message.en).toContain("changes zones in the same apply");
  });

  test.each(["replace", "delete"] as const)("a gateway: %s", (action) => {
    const parts = networkWithGateway("hub", "10.0.0.0/16", "10.0.200.0/27");
    const address = "azurerm_virtual_network_gateway.gw_hub";
    expect(found(parts, { address, action })).toMatchObject([
      { code: "PLAN_REPLACES_GATEWAY", resource: address },
    ]);
    expect(found(parts, { address, action: "update" })).toEqual([]);
  });

  describe("of a virtual hub", () => {
    const hub = { virtual_hub_id: "${azurerm_virtual_hub.h.id}" };
    const circuit = { express_route_circuit_name: "${azurerm_express_route_circuit.c.name}" };
    const parts = [
      resource("virtual_hub", "h", { name: "vhub", address_prefix: "10.0.0.0/23" }),
      resource("vpn_gateway", "v", { name: "vpn", ...hub }),
      resource("express_route_gateway", "e", { name: "er", ...hub }),
      resource("point_to_site_vpn_gateway", "p", { name: "p2s", ...hub }),
      resource("vpn_gateway_connection", "s", {
        name: "site",
        vpn_gateway_id: "${azurerm_vpn_gateway.v.id}",
      }),
      resource("virtual_hub_connection", "n", { name: "spoke", ...hub }),
      resource("virtual_hub_routing_intent", "i", { name: "intent", ...hub }),
      resource("express_route_circuit", "c", { name: "circuit" }),
      resource("express_route_circuit_peering", "private", circuit),
    ];

    test.each([
      ["azurerm_vpn_gateway.v", "PLAN_REPLACES_GATEWAY", "VPN sites"],
      ["azurerm_express_route_gateway.e", "PLAN_REPLACES_GATEWAY", "ExpressRoute"],
      ["azurerm_point_to_site_vpn_gateway.p", "PLAN_REPLACES_GATEWAY", "VPN clients"],
      ["azurerm_virtual_hub_connection.n", "PLAN_REPLACES_PEERING", "apart from hub"],
      ["azurerm_virtual_hub_routing_intent.i", "PLAN_REPLACES_ROUTE_TABLE", "past what inspects"],
      ["azurerm_express_route_circuit_peering.private", "PLAN_REPLACES_CIRCUIT", "BGP sessions end"],
      ["azurerm_vpn_gateway_connection.s", "PLAN_REPLACES_CONNECTION", "out of reach"],
    ])("%s: %s", (address, code, told) => {
      const [finding, ...more] = found(parts, { address, because: ["name"] });
      expect(more).toEqual([]);
      expect(finding).toMatchObject({ code, resource: address });
      expect(finding.message.en).toContain(told);
      expect(finding.message.en).toContain("because of name");
      expect(found(parts, { address, action: "update" })).toEqual([]);
    });

    test("what goes with it is told once", () => {
      const codes = (...addresses: string[]): string[] =>
        found(parts, ...addresses.map((address) => ({ address }))).map(({ code }) => code);
      expect(codes("azurerm_vpn_gateway.v", "azurerm_vpn_gateway_connection.s")).toEqual([
        "PLAN_REPLACES_GATEWAY",
      ]);
      expect(
        codes("azurerm_express_route_circuit.c", "azurerm_express_route_circuit_peering.private"),
      ).toEqual(["PLAN_REPLACES_CIRCUIT"]);
    });
  });

  test("a routing appliance", () => {
    const address = "azurerm_virtual_network_routing_appliance.router";
    const parts = [resource("virtual_network_routing_appliance", "router")];
    expect(found(parts, { address, because: ["bandwidth_in_gbps"] })).toMatchObject([
      { code: "PLAN_REPLACES_ROUTING_APPLIANCE", resource: address },
    ]);
  });

  test.each(["replace", "delete"] as const)("a Route Server: %s", (action) => {
    const address = "azurerm_route_server.rs";
    const parts = [resource("route_server", "rs", { name: "rs" })];
    expect(found(parts, { address, action })).toMatchObject([{ code: "PLAN_REPLACES_ROUTE_SERVER" }]);
    expect(found(parts, { address, action: "update" })).toEqual([]);
  });

  test("a firewall and an address, also one that is gone from the configuration", () => {
    const parts = [resource("firewall", "fw"), publicIp("pip")];
    expect(
      found(
        parts,
        { address: "azurerm_firewall.fw" },
        { address: "azurerm_public_ip.old", action: "delete" },
      ),
    ).toMatchObject([
      { code: "PLAN_REPLACES_FIREWALL", resource: "azurerm_firewall.fw" },
      { code: "PLAN_REPLACES_ADDRESS", resource: "azurerm_public_ip.old" },
    ]);
  });

  test("both halves of a peering, once", () => {
    expect(found([...HUB, ...SPOKE], { address: HALF }, { address: OTHER_HALF })).toMatchObject([
      { code: "PLAN_REPLACES_PEERING", severity: "info" },
    ]);
  });

  test.each([
    ["route_table", "PLAN_REPLACES_ROUTE_TABLE", /without its routes meanwhile/],
    ["network_security_group", "PLAN_REPLACES_SECURITY_GROUP", /unfiltered meanwhile/],
    ["subnet", "PLAN_REPLACES_SUBNET", /cut off meanwhile/],
    ["network_interface", "PLAN_REPLACES_NETWORK_INTERFACE", /must be stopped/],
  ])("a replaced %s, not one whose tags change or that goes for good", (type, code, message) => {
    const address = `azurerm_${type}.x`;
    const parts = [resource(type, "x", { name: "x" })];
    const [finding, ...more] = found(parts, { address, because: ["name"] });
    expect(more).toEqual([]);
    expect(finding).toMatchObject({ code, resource: address });
    expect(finding.message.en).toMatch(message);
    expect(finding.message.en).toContain("because of name");
    expect(
      found(parts, { address, action: "update" }, { address: `azurerm_${type}.y`, action: "delete" }),
    ).toEqual([]);
  });

  const SERVICE: readonly Resources[] = [
    ...HUB,
    ...SPOKE,
    resource("local_network_gateway", "hq", { name: "lng-hq" }),
    resource("virtual_network_gateway_connection", "hq", {
      name: "cn-hq",
      type: "IPsec",
      virtual_network_gateway_id: "${azurerm_virtual_network_gateway.gw.id}",
      local_network_gateway_id: "${azurerm_local_network_gateway.hq.id}",
    }),
    resource("virtual_network_gateway", "gw", { name: "gw", type: "Vpn" }),
    resource("firewall", "fw", { name: "fw", firewall_policy_id: "${azurerm_firewall_policy.p.id}" }),
    resource("firewall_policy", "p", { name: "p" }),
    resource("firewall_policy_rule_collection_group", "g", {
      name: "g",
      firewall_policy_id: "${azurerm_firewall_policy.p.id}",
    }),
    resource("public_ip_prefix", "x", { name: "prefix" }),
    resource("nat_gateway", "n", { name: "ng" }),
    resource("bastion_host", "b", { name: "bas" }),
    resource("lb", "l", { name: "lb" }),
    resource("lb_rule", "r", { name: "ha", loadbalancer_id: "${azurerm_lb.l.id}" }),
    resource("lb_backend_address_pool", "p", { name: "pool", loadbalancer_id: "${azurerm_lb.l.id}" }),
    resource("application_gateway", "agw", { name: "agw" }),
    resource("route_table", "rt", { name: "rt" }),
    resource("network_security_group", "nsg", { name: "nsg" }),
    ...(["nat_gateway.n", "route_table.rt", "network_security_group.nsg"] as const).map((bound) => {
      const [type, name] = bound.split(".");
      return resource(`subnet_${type}_association`, name, {
        subnet_id: "${azurerm_subnet.spoke_default.id}",
        [`${type}_id`]: `\${azurerm_${bound}.id}`,
      });
    }),
  ];

  test.each([
    ["virtual_network_gateway_connection.hq", "PLAN_REPLACES_CONNECTION", "out of reach until the new one"],
    ["local_network_gateway.hq", "PLAN_REPLACES_CONNECTION", 'refuses to delete it while "cn-hq"'],
    ["firewall_policy.p", "PLAN_REPLACES_FIREWALL_RULES", 'refuses to delete it while "fw"'],
    ["firewall_policy_rule_collection_group.g", "PLAN_REPLACES_FIREWALL_RULES", "what they allow is denied"],
    ["public_ip_prefix.x", "PLAN_REPLACES_ADDRESS", "its addresses change"],
    ["nat_gateway.n", "PLAN_REPLACES_NAT_GATEWAY", '"default" reaches'],
    ["subnet_nat_gateway_association.n", "PLAN_REPLACES_NAT_GATEWAY", '"ng" with subnet "default"'],
    ["bastion_host.b", "PLAN_REPLACES_BASTION", "sessions end"],
    ["lb.l", "PLAN_REPLACES_LOAD_BALANCER", "front ends"],
    ["lb_rule.r", "PLAN_REPLACES_LOAD_BALANCER", '"ha" of load balancer "lb"'],
    ["lb_backend_address_pool.p", "PLAN_REPLACES_LOAD_BALANCER", '"pool" of load balancer "lb"'],
    ["application_gateway.agw", "PLAN_REPLACES_APPLICATION_GATEWAY", "out of reach"],
    ["subnet_route_table_association.rt", "PLAN_REPLACES_ROUTE_TABLE", "Azure's own routes only"],
    ["subnet_network_security_group_association.nsg", "PLAN_REPLACES_SECURITY_GROUP", "doesn't filter"],
  ])("replaces only %s, and doesn't just change, make or remove it", (name, code, message) => {
    const address = `azurerm_${name}`;
    const [finding, ...more] = found(SERVICE, { address, because: ["name"] });
    expect(more).toEqual([]);
    expect(finding).toMatchObject({ code, severity: "warning", resource: address });
    expect(finding.message.en).toContain(message);
    expect(finding.message.en).toContain("because of name");
    expect(finding.message.ja).toContain("原因: name");
    for (const action of ["update", "create", "delete"] as const) {
      expect(found(SERVICE, { address, action })).toEqual([]);
    }
  });

  test.each([
    ["PLAN_REPLACES_ROUTE_TABLE", ["route_table.rt", "subnet_route_table_association.rt"]],
    ["PLAN_REPLACES_SUBNET", ["subnet.spoke_default", "subnet_network_security_group_association.nsg"]],
    ["PLAN_REPLACES_NAT_GATEWAY", ["nat_gateway.n", "subnet_nat_gateway_association.n"]],
    ["PLAN_REPLACES_LOAD_BALANCER", ["lb.l", "lb_rule.r", "lb_backend_address_pool.p"]],
    ["PLAN_REPLACES_CONNECTION", ["local_network_gateway.hq", "virtual_network_gateway_connection.hq"]],
    ["PLAN_REPLACES_GATEWAY", ["virtual_network_gateway.gw", "virtual_network_gateway_connection.hq"]],
    ["PLAN_REPLACES_FIREWALL_RULES", ["firewall_policy.p", "firewall_policy_rule_collection_group.g"]],
  ])("says %s once, of the first of %s", (code, names) => {
    const changes = names.map((name) => ({ address: `azurerm_${name}` }));
    expect(found(SERVICE, ...changes)).toMatchObject([{ code, resource: changes[0].address }]);
  });

  test.each([
    "virtual_network_gateway_connection.hq",
    "firewall_policy.p",
    "firewall_policy_rule_collection_group.g",
  ])("interrupts nothing if the new %s is there first", (name) => {
    expect(found(SERVICE, { address: `azurerm_${name}`, createsFirst: true })).toEqual([]);
  });

  test.each(["replace", "delete"] as const)("the service key of a circuit is lost: %s", (action) => {
    const circuit = resource("express_route_circuit", "c", { name: "erc" });
    const [finding, ...more] = found([circuit], { address: "azurerm_express_route_circuit.c", action });
    expect(more).toEqual([]);
    expect(finding).toMatchObject({ code: "PLAN_REPLACES_CIRCUIT", severity: "warning" });
    expect(finding.message.en).toContain("another service key");
  });

  describe("an association under another address", () => {
    const SUBNET =
      "/subscriptions/s/resourcegroups/rg/providers/microsoft.network/virtualnetworks/v/subnets/work";
    const TYPE = "azurerm_subnet_route_table_association";
    const association = resource("subnet_route_table_association", "new", {
      subnet_id: SUBNET,
      route_table_id: "${azurerm_route_table.rt.id}",
    });
    const both = (holder: string): Finding[] =>
      found(
        [...SERVICE, association],
        { address: `${TYPE}.old`, action: "delete", holder: SUBNET },
        { address: `${TYPE}.new`, action: "create", holder },
      );

    test("is refused while the old one is there, or leaves the subnet without: moved says that it is the same", () => {
      const [finding, ...more] = both(SUBNET);
      expect(more).toEqual([]);
      expect(finding).toMatchObject({ code: "PLAN_REPLACES_ROUTE_TABLE", resource: `${TYPE}.new` });
      expect(finding.message.en).toContain('binds "rt" to "work"');
      expect(finding.fix!.en).toContain(`moved { from = ${TYPE}.old, to = ${TYPE}.new }`);
      expect(finding.fix!.ja).toContain("moved {");
    });

    test("of another subnet is another one", () => {
      expect(both(`${SUBNET}2`)).toEqual([]);
    });
  });

  test("a network without its subnets and peerings, which are deleted with it", () => {
    const parts = [...HUB, ...SPOKE];
    const replaced = { address: "azurerm_virtual_network.spoke" };
    const codes = (...changes: Parameters<typeof found>[1][]): string[] =>
      found(parts, ...changes)
        .map(({ code }) => code)
        .filter((code) => code === "PLAN_REPLACES_NETWORK");
    expect(codes(replaced)).toEqual(["PLAN_REPLACES_NETWORK"]);
    const subnet = { address: "azurerm_subnet.spoke_default" };
    const [own, opposite] = ["spoke_hub", "hub_spoke"].map((name) => ({
      address: `azurerm_virtual_network_peering.${name}`,
    }));
    expect(codes(replaced, subnet, own, opposite)).toEqual([]);
    // Its half of a peering is deleted with it as well.
    expect(codes(replaced, subnet)).toEqual(["PLAN_REPLACES_NETWORK"]);
    expect(codes({ ...replaced, action: "delete" })).toEqual([]);
  });

  test("a network goes or gets another name, and its subnet names the old one in letters", () => {
    const id = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/old";
    const parts = [
      network("spoke", "10.10.0.0/16"),
      resource("subnet", "kept", {
        id: `${id}/subnets/kept`,
        name: "kept",
        virtual_network_name: "old",
        resource_group_name: "rg",
        address_prefixes: ["10.10.1.0/24"],
      }),
    ];
    const renamed = { address: "azurerm_virtual_network.spoke", because: ["name"], id: id.toLowerCase() };
    expect(found(parts, renamed)).toMatchObject([
      { code: "PLAN_REPLACES_NETWORK", resource: renamed.address },
    ]);
    expect(found(parts, renamed)[0].message.en).toContain("kept");
    expect(found(parts, { ...renamed, action: "delete" })).toMatchObject([{ code: "PLAN_REPLACES_NETWORK" }]);
    expect(found(parts, { ...renamed, id: `${renamed.id}er` })).toEqual([]);
    expect(found(parts, renamed, { address: "azurerm_subnet.kept" }).map(({ code }) => code)).toEqual([
      "PLAN_REPLACES_SUBNET",
    ]);
  });

  test("a subnet in which an interface stays is refused", () => {
    const nic = { ip_configuration: { subnet_id: "${azurerm_subnet.spoke_default.id}" } };
    const parts = [...HUB, ...SPOKE, resource("network_interface", "n", nic)];
    const address = "azurerm_subnet.spoke_default";
    const [finding] = found(parts, { address });
    expect(finding.message.en).toContain("InUseSubnetCannotBeDeleted");
    const both = found(parts, { address }, { address: "azurerm_network_interface.n" });
    expect(both.map(({ message }) => message.en).join()).not.toContain("InUseSubnetCannotBeDeleted");
  });
});

test("a plan tells what an id comes from and not which attribute, which is no mistake", () => {
  const parts = [
    ...HUB,
    ...SPOKE,
    resource("route_table", "rt", { name: "rt" }),
    resource("subnet_route_table_association", "a", {
      subnet_id: "${azurerm_subnet.spoke_default}",
      route_table_id: "${azurerm_route_table.rt}",
    }),
  ];
  const model = readConfiguration(document(parts));
  const mistaken = (changes?: readonly PlannedChange[]): (string | undefined)[] =>
    findingsOf({ ...model, changes })
      .filter(({ code }) => code === "REFERENCE_MISTAKEN")
      .map(({ resource: address }) => address);
  expect(mistaken([])).toEqual([]);
  // Of `split("/subnets/", azurerm_subnet.spoke_default.id)[0]` it shows the id only, and a peering may take that.
  const peering = resource("virtual_network_peering", "p", {
    remote_virtual_network_id: "${azurerm_subnet.spoke_default.id}",
  });
  const peered = { ...readConfiguration(document([...parts, peering])), changes: [] };
  expect(findingsOf(peered).filter(({ code }) => code === "REFERENCE_MISTAKEN")).toEqual([]);
  expect(new Set(mistaken())).toEqual(new Set(["azurerm_subnet_route_table_association.a"]));
});

describe("what a plan has to wait for", () => {
  const GATEWAY = "azurerm_virtual_network_gateway.gw_hub";
  const parts = [
    ...networkWithGateway("hub", "10.0.0.0/16", "10.0.200.0/27"),
    network("spoke", "10.10.0.0/16"),
    half("hub", "spoke", { allow_gateway_transit: true }),
    half("spoke", "hub", { use_remote_gateways: true }),
  ];
  const late = (...changes: readonly Partial<PlannedChange>[]): string[] => {
    const full = changes.map((change): PlannedChange => ({
      address: "",
      type: change.address!.split(".")[0],
      action: "create",
      because: [],
      ...change,
    }));
    return findingsOf({ ...readConfiguration(document(parts)), changes: full })
      .map(({ code }) => code)
      .filter((code) => /^PEERING_BEFORE_/.test(code));
  };
  const user = { address: HALF };
  const switched = { ...user, action: "update", updates: ["use_remote_gateways"] } as const;
  const opposite = { address: OTHER_HALF, action: "update" } as const;

  test("a peering that comes to use a gateway waits for one that is created", () => {
    expect(late(user, { address: GATEWAY })).toEqual(["PEERING_BEFORE_GATEWAY"]);
    expect(late(switched, { address: GATEWAY })).toEqual(["PEERING_BEFORE_GATEWAY"]);
  });

  test("not for one that gets tags, and not if it uses it already", () => {
    expect(late(user, { address: GATEWAY, action: "update", updates: ["tags"] })).toEqual([]);
    expect(late({ ...user, action: "update", updates: ["triggers"] }, { address: GATEWAY })).toEqual([]);
  });

  test("it waits for the half that comes to allow it, not for one whose other flags change", () => {
    const allows = { ...opposite, updates: ["allow_gateway_transit"] };
    expect(late(switched, allows)).toEqual(["PEERING_BEFORE_OPPOSITE"]);
    expect(late(user, { ...opposite, updates: ["allow_forwarded_traffic"] })).toEqual([]);
  });
});
