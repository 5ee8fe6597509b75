import fc from "fast-check";
import { Block, firewallCollections, PLACE, prefixOf, RandomDocument } from "./random-document";

/** A Terraform document with what has to be declared of it. */
export interface RandomNetwork {
  readonly document: { readonly resource: { readonly [type: string]: { readonly [name: string]: Block } } };
  readonly assume: object;
}

/** A spoke, right or with a mistake of its own. */
export const randomSpoke = {
  /** What its table says; `undefined`: it has none. */
  table: fc.constantFrom(undefined, "default", "default", "summary", "neighbour", "other", "none"),
  separate: fc.boolean(),
  nextHop: fc.constantFrom("nva", "nva", "firewall", "firewall", "nobody", "idle", "far"),
  propagation: fc.boolean(),
  halves: fc.constantFrom("both", "both", "both", "both", "hub", "spoke", "neither"),
  forwarded: fc.constantFrom(true, true, false),
  access: fc.constantFrom(true, true, true, false),
  transit: fc.constantFrom("both", "both", "allow", "use", "neither"),
  filter: fc.constantFrom(
    undefined,
    undefined,
    undefined,
    "deny in",
    "deny out",
    "allow 443",
    "deny neighbour",
  ),
};

const spoke = fc.record(randomSpoke);

const parts = {
  firewall: fc.constantFrom(undefined, "none", "any", "443", "one way", "deny"),
  gateway: fc.constantFrom(undefined, "static", "static"),
  gatewayRoutes: fc.constantFrom(undefined, "summary", "first"),
  hubTable: fc.constantFrom(undefined, "neighbour", "loop"),
  forwarding: fc.constantFrom(true, true, false),
};

/** Hub and spokes with the mistakes that people make. */
export function randomNetworks(spokes: {
  readonly min: number;
  readonly max: number;
}): fc.Arbitrary<RandomNetwork> {
  return fc
    .record({ ...parts, spokes: fc.array(spoke, { minLength: spokes.min, maxLength: spokes.max }) })
    .map(build);
}

export type Drawn<P> = { readonly [K in keyof P]: P[K] extends fc.Arbitrary<infer T> ? T : never };
type RandomSpoke = Drawn<typeof randomSpoke>;
type Case = Drawn<typeof parts> & { readonly spokes: readonly RandomSpoke[] };

function build(input: Case): RandomNetwork {
  const document = new RandomDocument();
  document.network("hub", "10.0.0.0/16");
  document.subnet("hub", "app", "10.0.0.0/24");
  document.subnet("hub", "nva", "10.0.1.0/24");
  document.nic("nva", "10.0.1.4", input.forwarding);
  document.nic("idle", "10.0.1.5", false);
  if (input.firewall !== undefined) {
    addFirewall(document, input.firewall);
  }
  if (input.hubTable !== undefined) {
    document.table("hub_nva", [[prefixOf(0), input.hubTable === "loop" ? "10.0.1.4" : "None"]]);
  }
  if (input.gateway !== undefined) {
    document.gateway();
    if (input.gatewayRoutes !== undefined) {
      document.table("hub_GatewaySubnet", [
        [input.gatewayRoutes === "summary" ? "10.0.0.0/8" : prefixOf(0), "10.0.1.4"],
      ]);
    }
  }
  const hops = {
    nva: "10.0.1.4",
    firewall:
      input.firewall === undefined
        ? "10.0.1.4"
        : "${azurerm_firewall.fw.ip_configuration[0].private_ip_address}",
    nobody: "10.0.1.99",
    idle: "10.0.1.5",
    far: "10.200.0.4",
  };
  input.spokes.forEach((one, index) => {
    addSpoke(document, index, one, {
      hop: hops[one.nextHop],
      neighbour: prefixOf((index + 1) % input.spokes.length),
      shares: input.gateway !== undefined,
    });
    if (one.filter !== undefined) {
      addFilter(document, `spoke${index}`, one.filter, prefixOf((index + 1) % input.spokes.length));
    }
  });
  return { document: { resource: document.resource }, assume: { version: 1, forwards: ["nva"] } };
}

/** A spoke's network with its subnet `app`, its table and both halves of its peering, as far as it has them. */
export function addSpoke(
  document: RandomDocument,
  index: number,
  one: Omit<RandomSpoke, "nextHop" | "filter">,
  given: {
    readonly hop: string;
    readonly neighbour: string;
    readonly shares: boolean;
    readonly hub?: string;
  },
): void {
  const { hop, neighbour, shares, hub = "hub" } = given;
  const name = `spoke${index}`;
  document.network(name, prefixOf(index));
  document.subnet(name, "app", `10.${10 + index}.0.0/24`);
  if (one.table !== undefined) {
    const routes: { [kind: string]: [string, string][] } = {
      default: [["0.0.0.0/0", hop]],
      summary: [["10.0.0.0/8", hop]],
      neighbour: [[neighbour, hop]],
      other: [["10.99.0.0/16", hop]],
      none: [[neighbour, "None"]],
    };
    document.table(`${name}_app`, routes[one.table], one);
  }
  if (one.halves === "both" || one.halves === "hub") {
    document.half(hub, name, {
      allow_forwarded_traffic: true,
      ...(shares && { allow_gateway_transit: ["both", "allow"].includes(one.transit) }),
    });
  }
  if (one.halves === "both" || one.halves === "spoke") {
    document.half(name, hub, {
      allow_forwarded_traffic: one.forwarded,
      allow_virtual_network_access: one.access,
      ...(shares && { use_remote_gateways: ["both", "use"].includes(one.transit) }),
    });
  }
}

/** A firewall with a policy. */
function addFirewall(document: RandomDocument, rules: Exclude<Case["firewall"], undefined>): void {
  document.add("azurerm_firewall_policy", "fw", { name: "fwp", ...PLACE });
  document.firewall({ firewall_policy_id: "${azurerm_firewall_policy.fw.id}" });
  if (rules !== "none") {
    document.add("azurerm_firewall_policy_rule_collection_group", "fw", {
      name: "g",
      firewall_policy_id: "${azurerm_firewall_policy.fw.id}",
      priority: 500,
      network_rule_collection: firewallCollections(rules),
    });
  }
}

export function addFilter(
  document: RandomDocument,
  spokeName: string,
  filter: string,
  neighbour: string,
): void {
  const allows = filter === "allow 443";
  document.filter(spokeName, {
    direction: filter === "deny out" ? "Outbound" : "Inbound",
    access: allows ? "Allow" : "Deny",
    protocol: allows ? "Tcp" : "*",
    destination_port_range: allows ? "443" : "*",
    source_address_prefix: filter === "deny neighbour" ? neighbour : "*",
    destination_address_prefix: "*",
  });
}
