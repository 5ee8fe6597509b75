import fc from "fast-check";
import { firewallCollections, PLACE, prefixOf, RandomDocument } from "./random-document";
import { addFilter, addSpoke, Drawn, RandomNetwork, randomSpoke } from "./random-network";

const spoke = {
  ...randomSpoke,
  nextHop: fc.constantFrom("own", "own", "own", "own", "other", "nobody"),
};

const parts = {
  firewalls: fc.boolean(),
  rules: fc.constantFrom("any", "any", "443", "one way", "none"),
  hubs: fc.constantFrom(2, 2, 3),
  /** Of hubs with each other. */
  halves: fc.constantFrom("both", "both", "both", "one", "neither"),
  forwarded: fc.constantFrom(true, true, true, false),
  /** What the appliance of a hub knows of the spokes of another. */
  tables: fc.array(fc.constantFrom("right", "right", "right", "own hub", "unbound", undefined), {
    minLength: 3,
    maxLength: 3,
  }),
};

type Case = Drawn<typeof parts> & { readonly spokes: readonly Drawn<typeof spoke>[] };

/** Hubs that are peered with each other, and pass on packets for the spokes of all. */
export function randomMeshes(spokes: {
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
  const hubs = Array.from({ length: input.hubs }, (_, index) => index);
  hubs.forEach((hub) => addHub(document, hub, input));
  const hops = hubs.map((hub) => hopOf(hub, input));
  const homeOf = (index: number): number => index % hubs.length;
  hubs.forEach((hub) => {
    hubs.filter((other) => other !== hub).forEach((other) => joinHubs(document, hub, other, input));
    const others = input.spokes.flatMap((_, index) => (homeOf(index) === hub ? [] : [index]));
    addHubTable(
      document,
      hub,
      input,
      others.map((index) => [prefixOf(index), hops[input.tables[hub] === "own hub" ? hub : homeOf(index)]]),
    );
  });
  input.spokes.forEach((one, index) => {
    const home = homeOf(index);
    const other = (home + 1) % hubs.length;
    const neighbour = prefixOf((index + 1) % input.spokes.length);
    addSpoke(document, index, one, {
      hop: { own: hops[home], other: hops[other], nobody: `10.${home}.1.99` }[one.nextHop],
      neighbour,
      shares: false,
      hub: `hub${home}`,
    });
    if (one.filter !== undefined) {
      addFilter(document, `spoke${index}`, one.filter, neighbour);
    }
  });
  const forwards = input.firewalls ? [] : hubs.map((hub) => `nva${hub}`);
  return { document: { resource: document.resource }, assume: { version: 1, forwards } };
}

function hopOf(hub: number, { firewalls }: Case): string {
  return firewalls ? `\${azurerm_firewall.fw${hub}.ip_configuration[0].private_ip_address}` : `10.${hub}.1.4`;
}

function addHub(document: RandomDocument, hub: number, { firewalls, rules }: Case): void {
  const name = `hub${hub}`;
  document.network(name, `10.${hub}.0.0/16`);
  if (!firewalls) {
    document.subnet(name, "nva", `10.${hub}.1.0/24`);
    document.nic(`nva${hub}`, `10.${hub}.1.4`, true, `${name}_nva`);
    return;
  }
  document.subnet(name, "AzureFirewallSubnet", `10.${hub}.1.0/26`);
  document.add("azurerm_firewall_policy", `fw${hub}`, { name: `fwp${hub}`, ...PLACE });
  document.add("azurerm_public_ip", `fw${hub}`, {
    name: `pip-fw${hub}`,
    ...PLACE,
    allocation_method: "Static",
    sku: "Standard",
  });
  document.add("azurerm_firewall", `fw${hub}`, {
    name: `fw${hub}`,
    ...PLACE,
    sku_name: "AZFW_VNet",
    sku_tier: "Standard",
    firewall_policy_id: `\${azurerm_firewall_policy.fw${hub}.id}`,
    ip_configuration: [
      {
        name: "c",
        subnet_id: `\${azurerm_subnet.${name}_AzureFirewallSubnet.id}`,
        public_ip_address_id: `\${azurerm_public_ip.fw${hub}.id}`,
      },
    ],
  });
  if (rules !== "none") {
    document.add("azurerm_firewall_policy_rule_collection_group", `fw${hub}`, {
      name: "g",
      firewall_policy_id: `\${azurerm_firewall_policy.fw${hub}.id}`,
      priority: 500,
      network_rule_collection: firewallCollections(rules),
    });
  }
}

function joinHubs(document: RandomDocument, hub: number, other: number, { halves, forwarded }: Case): void {
  if (halves === "both" || (halves === "one" && hub < other)) {
    document.half(`hub${hub}`, `hub${other}`, { allow_forwarded_traffic: forwarded || hub < other });
  }
}

function addHubTable(
  document: RandomDocument,
  hub: number,
  { firewalls, tables }: Case,
  routes: [string, string][],
): void {
  const table = tables[hub];
  const subnet = `hub${hub}_${firewalls ? "AzureFirewallSubnet" : "nva"}`;
  if (table !== undefined && routes.length > 0) {
    document.table(subnet, firewalls ? [...routes, ["0.0.0.0/0", "Internet"]] : routes);
    if (table === "unbound") {
      delete document.resource.azurerm_subnet_route_table_association[subnet];
    }
  }
}
