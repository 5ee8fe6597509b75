import { analyze, messageOf, readConfiguration } from "../../../lib/analysis";
import { Design, OpenFact, openNetwork, openValue, withFacts } from "../support/unknown-facts";

const PLAIN: Design = {
  hops: ["router", "balancer", "firewall"],
  prefixes: ["10.0.0.0/8", "10.0.0.0/8", "10.0.0.0/8"],
  propagation: true,
  forwarded: true,
  access: true,
  rule: { access: "Deny", direction: "Inbound", end: "10.3.0.0/16" },
  denyAll: false,
  firewall: "*",
  twoRouters: false,
  site: "none",
  transit: false,
  server: false,
  mesh: false,
  endpoint: false,
};

/** What an open fact makes of a pair, and by which argument of which resource. */
function asked(
  change: Partial<Design>,
  place: string,
  pair: string,
  value: (fact: OpenFact) => unknown = (fact) => openValue(fact, 0, false),
) {
  const network = openNetwork({ ...PLAIN, ...change });
  const [, type, name, argument] = /^(\w+)\.(\w+)\.(.+)$/.exec(place)!;
  const fact = network.facts.find(
    (one) => one.type === `azurerm_${type}` && one.name === name && one.argument === argument,
  )!;
  const [from, to] = pair.split(" ");
  const ask = (document: object) => analyze(readConfiguration(document)).explain(from, to);
  const open = ask(withFacts(network, [{ fact, value: value(fact) }]));
  const last = argument.split(".").at(-1);
  return {
    before: ask(network.document).verdict,
    open: open.verdict,
    isNamed: open.reasons.some(
      ({ resource, params }) =>
        resource === `azurerm_${type}.${name}` &&
        (params.argument ?? params.rule ?? "").includes(last!.slice(0, 6)),
    ),
    inWords: open.reasons.flatMap((reason) => [messageOf(reason, "en"), messageOf(reason, "ja")]).join(" "),
  };
}

/** A value that is there only if apply says so. */
function maybe(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(maybe);
  }
  const text = String(value);
  const plain = text.startsWith("${") ? text.slice(2, -1) : JSON.stringify(text);
  return `\${random_integer.u.result > 3 ? ${plain} : null}`;
}

describe("an open end makes CONDITIONAL what depends on it, and is named", () => {
  test.each<[string, Partial<Design>, string, string]>([
    ["a route's table", {}, "route.one.route_table_name", "one/s two/s"],
    ["a rule's security group", {}, "network_security_rule.r.network_security_group_name", "three/s one/s"],
    ["a rule's action", {}, "network_security_rule.r.access", "three/s one/s"],
    ["a rule's priority", { denyAll: true }, "network_security_rule.all.priority", "two/s one/s"],
    [
      "a rule collection group's policy",
      {},
      "firewall_policy_rule_collection_group.g.firewall_policy_id",
      "three/s two/s",
    ],
    ["a load balancer rule's pool", {}, "lb_rule.r.backend_address_pool_ids", "two/s three/s"],
    ["a load balancer rule's balancer", {}, "lb_rule.r.loadbalancer_id", "two/s three/s"],
    [
      "a pool's member",
      {},
      "network_interface_backend_address_pool_association.router.network_interface_id",
      "two/s three/s",
    ],
    [
      "an application security group's member",
      { rule: { access: "Deny", direction: "Inbound", end: "group" } },
      "network_interface_application_security_group_association.vm2.network_interface_id",
      "two/s one/s",
    ],
    [
      "a network group's member",
      { mesh: true, prefixes: ["none", "none", "none"] },
      "network_manager_static_member.two.target_virtual_network_id",
      "one/s two/s",
    ],
    [
      "a deployment's configurations",
      { mesh: true, prefixes: ["none", "none", "none"] },
      "network_manager_deployment.d.configuration_ids",
      "one/s two/s",
    ],
    [
      "whether a connection exchanges routes",
      { site: "static", transit: true },
      "virtual_network_gateway_connection.c.enable_bgp",
      "one/s on-premises/l",
    ],
    [
      "a Route Server's peer",
      { server: true, transit: true, prefixes: ["none", "none", "none"] },
      "route_server_bgp_connection.p.route_server_id",
      "one/s two/s",
    ],
    [
      "whether a gateway's prefixes are in the tag",
      {
        server: true,
        transit: true,
        propagation: false,
        access: false,
        prefixes: ["none", "none", "none"],
        rule: { access: "Allow", direction: "Inbound", end: "*" },
      },
      "virtual_network_peering.hub_one.allow_gateway_transit",
      "one/s hub/routers",
    ],
    [
      "whether a peering's prefixes are in the tag",
      { prefixes: ["none", "none", "none"] },
      "virtual_network_peering.one_hub.allow_virtual_network_access",
      "hub/routers one/s",
    ],
  ])("%s", (_what, change, place, pair) => {
    const answer = asked(change, place, pair);
    expect(answer.before).not.toBe("CONDITIONAL");
    expect(answer).toMatchObject({ open: "CONDITIONAL", isNamed: true });
    expect(answer.inWords).not.toContain("undefined");
  });

  test("one that names all that it may be concerns these alone", () => {
    const place = "subnet_route_table_association.three.route_table_id";
    const table = asked({}, place, "one/s two/s", (fact) => openValue(fact, 0, true));
    expect(table).toMatchObject({ open: table.before });
  });

  test.each<[string, Partial<Design>, string, string]>([
    [
      "a next hop",
      { hops: ["firewall", "router", "router"] },
      "route.one.next_hop_in_ip_address",
      "one/s two/s",
    ],
    ["a subnet's table", {}, "subnet_route_table_association.one.route_table_id", "one/s two/s"],
    ["whose a group is", {}, "subnet_network_security_group_association.one.subnet_id", "three/s one/s"],
    [
      "a subnet's group",
      {},
      "subnet_network_security_group_association.one.network_security_group_id",
      "three/s one/s",
    ],
    ["a route's table", {}, "route.one.route_table_name", "one/s two/s"],
    [
      "a peering's other side",
      {},
      "virtual_network_peering.one_hub.remote_virtual_network_id",
      "one/s hub/routers",
    ],
    ["a load balancer rule's pool", {}, "lb_rule.r.backend_address_pool_ids", "two/s three/s"],
    ["a firewall's policy", {}, "firewall.f.firewall_policy_id", "three/s two/s"],
    [
      "a pool's member",
      {},
      "network_interface_backend_address_pool_association.router.network_interface_id",
      "two/s three/s",
    ],
    [
      "a network group's member",
      { mesh: true, prefixes: ["none", "none", "none"] },
      "network_manager_static_member.two.target_virtual_network_id",
      "one/s two/s",
    ],
    [
      "a Route Server's peer",
      { server: true, transit: true, prefixes: ["none", "none", "none"] },
      "route_server_bgp_connection.p.route_server_id",
      "one/s two/s",
    ],
  ])("what an open condition may leave out: %s", (_what, change, place, pair) => {
    const answer = asked(change, place, pair, ({ values }) => maybe(values.at(-1)));
    expect(answer.before).not.toBe("CONDITIONAL");
    expect(answer.open).toBe("CONDITIONAL");
    expect(answer.inWords).toContain("random_integer.u");
  });
});

test.each<[string, Partial<Design>, readonly string[], string]>([
  [
    "a peering of which neither the network nor the use of its gateways is told",
    {
      hops: ["router", "router", "None"],
      prefixes: ["none", "none", "0.0.0.0/0"],
      mesh: true,
      endpoint: true,
    },
    [
      "virtual_network_peering.two_hub.use_remote_gateways",
      "virtual_network_peering.two_hub.remote_virtual_network_id",
    ],
    "two/s three/s",
  ],
  [
    "a network that perhaps uses a Route Server of which perhaps a peer tells more",
    {
      hops: ["router", "router", "gateway"],
      prefixes: ["none", "0.0.0.0/0", "0.0.0.0/0"],
      propagation: false,
      access: false,
      rule: { access: "Allow", direction: "Inbound", end: "*" },
      denyAll: true,
      site: "static",
      transit: true,
      server: true,
      mesh: true,
    },
    ["virtual_network_peering.one_hub.use_remote_gateways", "route_server_bgp_connection.p.route_server_id"],
    "one/s hub/routers",
  ],
])("two open ends together leave open what neither does alone: %s", (_, change, places, pair) => {
  const network = openNetwork({ ...PLAIN, ...change });
  const open = places.map((place, i) => {
    const fact = network.facts.find(
      ({ type, name, argument }) => `${type}.${name}.${argument}` === `azurerm_${place}`,
    )!;
    return { fact, value: openValue(fact, i, false) };
  });
  const [from, to] = pair.split(" ");
  expect(analyze(readConfiguration(withFacts(network, open))).explain(from, to).verdict).toBe("CONDITIONAL");
});
