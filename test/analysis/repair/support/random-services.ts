import fc from "fast-check";
import { Block, firewallCollections, PLACE, prefixOf, RandomDocument } from "./random-document";
import { addFilter, addSpoke, Drawn, RandomNetwork, randomSpoke } from "./random-network";

const spoke = {
  ...randomSpoke,
  nextHop: fc.constantFrom("forwarder", "forwarder", "forwarder", "nobody", "idle"),
  filter: fc.constantFrom(
    undefined,
    undefined,
    undefined,
    "deny in",
    "deny out",
    "deny group",
    "allow group",
  ),
  endpoint: fc.constantFrom(undefined, undefined, "Disabled", "Enabled"),
  inGroup: fc.boolean(),
};

const parts = {
  forwarder: fc.constantFrom("classic", "balanced", "router", "nva"),
  rules: fc.constantFrom("none", "any", "443", "one way", "deny"),
  balancerRule: fc.constantFrom("all", "all", "443", "none"),
  forwarding: fc.constantFrom(true, true, false),
  gateway: fc.constantFrom(undefined, "static", "declared"),
  gatewayRoutes: fc.constantFrom(undefined, "summary", "first"),
  routeServer: fc.constantFrom(undefined, undefined, "default", "summary", "silent"),
  branches: fc.boolean(),
  connectedGroup: fc.constantFrom(undefined, undefined, "Mesh", "HubAndSpoke", "DirectlyConnected"),
};

type Case = Drawn<typeof parts> & { readonly spokes: readonly Drawn<typeof spoke>[] };

/** Hub and spokes with the services that a network may have besides, each right or with a mistake. */
export function randomServices(spokes: {
  readonly min: number;
  readonly max: number;
}): fc.Arbitrary<RandomNetwork> {
  return fc
    .record({
      ...parts,
      spokes: fc.array(fc.record(spoke), { minLength: spokes.min, maxLength: spokes.max }),
    })
    .map(build);
}

function build(input: Case): RandomNetwork {
  const document = new RandomDocument();
  document.network("hub", "10.0.0.0/16");
  document.subnet("hub", "app", "10.0.0.0/24");
  document.subnet("hub", "nva", "10.0.1.0/24");
  document.nic("nva", "10.0.1.4", input.forwarding);
  document.nic("idle", "10.0.1.5", false);
  const forwarder = addForwarder(document, input);
  if (input.routeServer !== undefined) {
    addRouteServer(document, input.branches);
  }
  if (input.gateway !== undefined) {
    addGateway(document, input.gateway);
    if (input.gatewayRoutes !== undefined) {
      document.table("hub_GatewaySubnet", [
        [input.gatewayRoutes === "summary" ? "10.0.0.0/8" : prefixOf(0), forwarder],
      ]);
    }
  }
  input.spokes.forEach((one, index) => {
    const name = `spoke${index}`;
    const neighbour = prefixOf((index + 1) % input.spokes.length);
    addSpoke(document, index, one, {
      hop: { forwarder, nobody: "10.0.1.99", idle: "10.0.1.5" }[one.nextHop],
      neighbour,
      shares: input.gateway !== undefined || input.routeServer !== undefined,
    });
    if (one.filter?.endsWith("group")) {
      addGroupFilter(document, name, `10.${10 + index}.0.4`, one.filter === "allow group");
    } else if (one.filter !== undefined) {
      addFilter(document, name, one.filter, neighbour);
    }
    if (one.endpoint !== undefined) {
      addEndpoint(document, name, `10.${10 + index}.1`, one.endpoint);
    }
  });
  if (input.connectedGroup !== undefined) {
    addConnectedGroup(document, input.connectedGroup, input.spokes);
  }
  return { document: { resource: document.resource }, assume: assumptionsOf(input) };
}

function assumptionsOf({ gateway, routeServer }: Case): object {
  return {
    version: 1,
    forwards: ["nva"],
    bgp: [
      ...(gateway === "declared" ? [{ speaker: "gw", announces: ["172.16.0.0/16"] }] : []),
      ...(routeServer === undefined || routeServer === "silent"
        ? []
        : [{ speaker: "nva", announces: [routeServer === "default" ? "0.0.0.0/0" : "10.0.0.0/8"] }]),
    ],
  };
}

/** What spokes' routes lead to, and how a route writes its address. */
function addForwarder(document: RandomDocument, { forwarder, rules, balancerRule }: Case): string {
  switch (forwarder) {
    case "nva":
      return "10.0.1.4";
    case "classic":
      document.firewall({});
      (rules === "none" ? [] : firewallCollections(rules)).forEach((collection) =>
        document.add("azurerm_firewall_network_rule_collection", collection.name, {
          azure_firewall_name: "${azurerm_firewall.fw.name}",
          resource_group_name: "rg",
          ...collection,
        }),
      );
      return "${azurerm_firewall.fw.ip_configuration[0].private_ip_address}";
    case "balanced":
      addBalancer(document, balancerRule);
      return "10.0.1.10";
    case "router":
      document.subnet("hub", "VirtualNetworkApplianceSubnet", "10.0.4.0/27");
      document.add("azurerm_virtual_network_routing_appliance", "router", {
        name: "router",
        ...PLACE,
        subnet_id: "${azurerm_subnet.hub_VirtualNetworkApplianceSubnet.id}",
        bandwidth_in_gbps: 50,
      });
      return "${azurerm_virtual_network_routing_appliance.router.ip_configuration[0].private_ip_address}";
  }
}

function addBalancer(document: RandomDocument, rule: Case["balancerRule"]): void {
  document.add("azurerm_lb", "nva", {
    name: "lb-nva",
    ...PLACE,
    sku: "Standard",
    frontend_ip_configuration: [
      {
        name: "front",
        subnet_id: "${azurerm_subnet.hub_nva.id}",
        private_ip_address_allocation: "Static",
        private_ip_address: "10.0.1.10",
      },
    ],
  });
  document.add("azurerm_lb_backend_address_pool", "nva", {
    name: "pool",
    loadbalancer_id: "${azurerm_lb.nva.id}",
  });
  document.add("azurerm_network_interface_backend_address_pool_association", "nva", {
    network_interface_id: "${azurerm_network_interface.nva.id}",
    ip_configuration_name: "c",
    backend_address_pool_id: "${azurerm_lb_backend_address_pool.nva.id}",
  });
  if (rule !== "none") {
    const port = rule === "all" ? 0 : 443;
    document.add("azurerm_lb_rule", "nva", {
      name: "rule",
      loadbalancer_id: "${azurerm_lb.nva.id}",
      frontend_ip_configuration_name: "front",
      backend_address_pool_ids: ["${azurerm_lb_backend_address_pool.nva.id}"],
      protocol: rule === "all" ? "All" : "Tcp",
      frontend_port: port,
      backend_port: port,
    });
  }
}

function addRouteServer(document: RandomDocument, branches: boolean): void {
  document.subnet("hub", "RouteServerSubnet", "10.0.5.0/26");
  document.add("azurerm_route_server", "rs", {
    name: "rs",
    ...PLACE,
    sku: "Standard",
    subnet_id: "${azurerm_subnet.hub_RouteServerSubnet.id}",
    branch_to_branch_traffic_enabled: branches,
  });
  document.add("azurerm_route_server_bgp_connection", "nva", {
    name: "nva",
    route_server_id: "${azurerm_route_server.rs.id}",
    peer_asn: 65010,
    peer_ip: "10.0.1.4",
  });
}

function addGateway(document: RandomDocument, kind: Exclude<Case["gateway"], undefined>): void {
  const speaks = kind !== "static";
  document.gateway({
    ...(speaks && {
      gateway: { bgp_enabled: true, active_active: true, bgp_settings: [{ asn: 65515 }] },
      site: {
        address_space: [],
        bgp_settings: [{ asn: 65050, bgp_peering_address: "172.16.0.1" }],
      },
      connection: { bgp_enabled: true },
    }),
  });
}

/** A rule about machines of an application security group. */
function addGroupFilter(document: RandomDocument, owner: string, ip: string, allows: boolean): void {
  document.add("azurerm_application_security_group", owner, { name: `asg-${owner}`, ...PLACE });
  document.nic(`vm_${owner}`, ip, false, `${owner}_app`);
  document.add("azurerm_network_interface_application_security_group_association", owner, {
    network_interface_id: `\${azurerm_network_interface.vm_${owner}.id}`,
    application_security_group_id: `\${azurerm_application_security_group.${owner}.id}`,
  });
  document.filter(owner, {
    access: allows ? "Allow" : "Deny",
    source_address_prefix: "*",
    destination_application_security_group_ids: [`\${azurerm_application_security_group.${owner}.id}`],
  });
}

function addEndpoint(document: RandomDocument, owner: string, net: string, policies: string): void {
  document.subnet(owner, "pe", `${net}.0/24`, { private_endpoint_network_policies: policies });
  document.add("azurerm_private_endpoint", owner, {
    name: `pe-${owner}`,
    ...PLACE,
    subnet_id: `\${azurerm_subnet.${owner}_pe.id}`,
    ip_configuration: [{ name: "c", private_ip_address: `${net}.4` }],
    private_service_connection: [
      {
        name: "c",
        is_manual_connection: false,
        private_connection_resource_id: "/x",
        subresource_names: ["blob"],
      },
    ],
  });
}

function addConnectedGroup(
  document: RandomDocument,
  topology: Exclude<Case["connectedGroup"], undefined>,
  spokes: Case["spokes"],
): void {
  const manager = "azurerm_network_manager";
  document.add(`${manager}_network_group`, "g", { name: "g", network_manager_id: "/nm" });
  spokes.forEach(({ inGroup }, index) => {
    // Without any, Azure Policy may put every network into it.
    if (inGroup || index === 0) {
      document.add(`${manager}_static_member`, `spoke${index}`, {
        name: `spoke${index}`,
        network_group_id: `\${${manager}_network_group.g.id}`,
        target_virtual_network_id: `\${azurerm_virtual_network.spoke${index}.id}`,
      });
    }
  });
  const group: Block = {
    group_connectivity: topology === "DirectlyConnected" ? "DirectlyConnected" : "None",
    network_group_id: `\${${manager}_network_group.g.id}`,
  };
  document.add(`${manager}_connectivity_configuration`, "m", {
    name: "m",
    network_manager_id: "/nm",
    connectivity_topology: topology === "Mesh" ? "Mesh" : "HubAndSpoke",
    applies_to_group: [group],
    ...(topology !== "Mesh" && {
      hub: [
        {
          resource_id: "${azurerm_virtual_network.hub.id}",
          resource_type: "Microsoft.Network/virtualNetworks",
        },
      ],
    }),
  });
  document.add(`${manager}_deployment`, "d", {
    network_manager_id: "/nm",
    location: "eastasia",
    scope_access: "Connectivity",
    configuration_ids: [`\${${manager}_connectivity_configuration.m.id}`],
  });
}
