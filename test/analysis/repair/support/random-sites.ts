import fc from "fast-check";
import { Block, PLACE, prefixOf, RandomDocument } from "./random-document";
import { addFilter, addSpoke, Drawn, RandomNetwork, randomSpoke } from "./random-network";

/** What is behind the hub's gateway. */
const SITES: { readonly [name: string]: string } = { hq: "172.16.0.0/16", branch: "172.17.0.0/16" };

const spoke = {
  ...randomSpoke,
  // Where routes come by BGP, most subnets have no table.
  table: fc.constantFrom(undefined, undefined, undefined, "default", "summary", "neighbour", "none"),
  nextHop: fc.constantFrom("first", "first", "second", "nobody"),
};

const announced = fc.constantFrom(undefined, "default", "summary", "summary", "spoke", "site");

const parts = {
  first: announced,
  second: announced,
  peers: fc.constantFrom("first", "second", "both", "both"),
  forwarding: fc.constantFrom("both", "both", "first", "neither"),
  routeServer: fc.constantFrom(true, true, true, false),
  branches: fc.boolean(),
  hq: fc.constantFrom(undefined, "bgp", "bgp", "static"),
  branch: fc.constantFrom(undefined, "bgp", "bgp", "static", "unconnected"),
  far: fc.constantFrom(undefined, "bgp", "bgp", "static", "one way"),
};

type Case = Drawn<typeof parts> & { readonly spokes: readonly Drawn<typeof spoke>[] };

/** Networks in which several speak BGP: two appliances beside a route server, two sites, a network with its own gateway. */
export function randomSites(spokes: {
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
  document.nic("nva", "10.0.1.4", input.forwarding !== "neither");
  document.nic("second", "10.0.1.5", input.forwarding === "both");
  if (input.routeServer) {
    addRouteServer(document, input);
  }
  const hasGateway = [input.hq, input.branch, input.far].some((one) => one !== undefined);
  if (hasGateway) {
    addGateway(document, "hub", 65515);
    addSite(document, "hq", input.hq);
    addSite(document, "branch", input.branch);
  }
  if (input.far !== undefined) {
    addFarNetwork(document, input.far);
  }
  const hops = { first: "10.0.1.4", second: "10.0.1.5", nobody: "10.0.1.99" };
  input.spokes.forEach((one, index) => {
    const neighbour = prefixOf((index + 1) % input.spokes.length);
    addSpoke(document, index, one, {
      hop: hops[one.nextHop],
      neighbour,
      shares: hasGateway || input.routeServer,
    });
    if (one.filter !== undefined) {
      addFilter(document, `spoke${index}`, one.filter, neighbour);
    }
  });
  return { document: { resource: document.resource }, assume: assumptionsOf(input) };
}

function assumptionsOf({ first, second, routeServer, hq, branch }: Case): object {
  const prefixes = { default: "0.0.0.0/0", summary: "10.0.0.0/8", spoke: prefixOf(0), site: "172.16.0.0/16" };
  const speakers = routeServer ? Object.entries({ nva: first, second }) : [];
  return {
    version: 1,
    forwards: ["nva", "second"],
    onPremises: Object.entries({ hq, branch }).flatMap(([name, kind]) =>
      kind === "bgp" ? [{ name, gateway: "gw-hub", prefixes: [SITES[name]] }] : [],
    ),
    bgp: [
      ...speakers.flatMap(([speaker, kind]) =>
        kind === undefined ? [] : [{ speaker, announces: [prefixes[kind]] }],
      ),
    ],
  };
}

function addRouteServer(document: RandomDocument, { branches, peers }: Case): void {
  document.subnet("hub", "RouteServerSubnet", "10.0.5.0/26");
  document.add("azurerm_route_server", "rs", {
    name: "rs",
    ...PLACE,
    sku: "Standard",
    subnet_id: "${azurerm_subnet.hub_RouteServerSubnet.id}",
    branch_to_branch_traffic_enabled: branches,
  });
  const addresses = { first: ["10.0.1.4"], second: ["10.0.1.5"], both: ["10.0.1.4", "10.0.1.5"] };
  addresses[peers].forEach((ip, index) =>
    document.add("azurerm_route_server_bgp_connection", `peer${index}`, {
      name: `peer${index}`,
      route_server_id: "${azurerm_route_server.rs.id}",
      peer_asn: 65010 + index,
      peer_ip: ip,
    }),
  );
}

function addGateway(document: RandomDocument, of: string, asn: number): void {
  document.subnet(of, "GatewaySubnet", of === "hub" ? "10.0.200.0/27" : "10.60.200.0/27");
  document.add("azurerm_virtual_network_gateway", of, {
    name: `gw-${of}`,
    ...PLACE,
    type: "Vpn",
    sku: "VpnGw1AZ",
    active_active: true,
    bgp_enabled: true,
    bgp_settings: [{ asn }],
    ip_configuration: [{ name: "c", subnet_id: `\${azurerm_subnet.${of}_GatewaySubnet.id}` }],
  });
}

function addSite(document: RandomDocument, name: string, kind: string | undefined): void {
  if (kind === undefined) {
    return;
  }
  const prefix = SITES[name];
  const speaks = kind === "bgp";
  document.add("azurerm_local_network_gateway", name, {
    name,
    ...PLACE,
    gateway_address: "203.0.113.7",
    address_space: speaks ? [] : [prefix],
    ...(speaks && { bgp_settings: [{ asn: 65050, bgp_peering_address: prefix.replace("0.0/16", "0.1") }] }),
  });
  if (kind !== "unconnected") {
    addConnection(document, name, "hub", {
      type: "IPsec",
      local_network_gateway_id: `\${azurerm_local_network_gateway.${name}.id}`,
      bgp_enabled: speaks,
    });
  }
}

/** A network that is no spoke: its own gateway is connected with the hub's. */
function addFarNetwork(document: RandomDocument, kind: Exclude<Case["far"], undefined>): void {
  document.network("far", "10.60.0.0/16");
  document.subnet("far", "app", "10.60.0.0/24");
  addGateway(document, "far", 65060);
  for (const [from, to] of kind === "one way"
    ? [["hub", "far"]]
    : [
        ["hub", "far"],
        ["far", "hub"],
      ]) {
    addConnection(document, `${from}_to_${to}`, from, {
      type: "Vnet2Vnet",
      peer_virtual_network_gateway_id: `\${azurerm_virtual_network_gateway.${to}.id}`,
      bgp_enabled: kind !== "static",
    });
  }
}

function addConnection(document: RandomDocument, name: string, of: string, more: Block): void {
  document.add("azurerm_virtual_network_gateway_connection", name, {
    name: `con-${name}`,
    ...PLACE,
    virtual_network_gateway_id: `\${azurerm_virtual_network_gateway.${of}.id}`,
    shared_key: "${var.psk}",
    ...more,
  });
}
