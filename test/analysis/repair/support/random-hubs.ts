import fc from "fast-check";
import {
  Block,
  hubFirewall,
  hubs,
  idOf,
  intent,
  Resources,
  routeTable,
  spoke,
  together,
  vpnSite,
} from "../../support/virtual-wan";
import { prefixOf, RandomDocument } from "./random-document";
import { addFilter, Drawn, RandomNetwork } from "./random-network";

const table = fc.constantFrom(undefined, undefined, "default", "own", "none");

/** A network on a hub, right or with a mistake of its own. */
const network = {
  hub: fc.constantFrom("h1", "h1", "h1", "h2", undefined),
  associated: table,
  /** What it propagates to: tables, and labels. */
  propagated: fc.constantFrom(undefined, undefined, "default", "own", "both", "none", "nothing"),
  labels: fc.constantFrom(undefined, undefined, "default", "own", "none"),
  refuses: fc.constantFrom(false, false, false, false, true),
  filter: fc.constantFrom(undefined, undefined, undefined, "deny in", "deny out", "deny neighbour"),
};

const parts = {
  hubs: fc.constantFrom(1, 2),
  wan: fc.constantFrom("Standard", "Standard", "Standard", "Standard", "Basic"),
  branches: fc.constantFrom(true, false),
  /** What the networks' own table is known by. */
  label: fc.boolean(),
  intent: fc.constantFrom(undefined, undefined, undefined, "all", "some"),
  /** An appliance in a network of the hub, with what leads to it and on from there. */
  appliance: fc.constantFrom(undefined, undefined, "both", "hub", "network", "dead"),
  site: fc.constantFrom(undefined, undefined, "default", "own"),
};

type Case = Drawn<typeof parts> & { readonly networks: readonly Drawn<typeof network>[] };

/** Networks on hubs of a Virtual WAN with the mistakes that people make. */
export function randomHubs(spokes: {
  readonly min: number;
  readonly max: number;
}): fc.Arbitrary<RandomNetwork> {
  return fc
    .record({
      ...parts,
      networks: fc.array(fc.record(network), { minLength: spokes.min, maxLength: spokes.max }),
    })
    .map(build);
}

function build(input: Case): RandomNetwork {
  const all = ["h1", "h2"].slice(0, input.hubs);
  const hubOf = (hub: string | undefined): string | undefined =>
    hub === undefined || all.includes(hub) ? hub : "h1";
  const document = new RandomDocument();
  const add = (more: Resources): void => {
    for (const [type, blocks] of Object.entries(more)) {
      Object.entries(blocks).forEach(([name, block]) => document.add(type, name, block));
    }
  };
  add(hubs(input.hubs, { type: input.wan, allow_branch_to_branch_traffic: input.branches }));
  all.forEach((hub) => add(routeTable(`own_${hub}`, hub, { labels: input.label ? ["own"] : [] })));
  if (input.intent !== undefined) {
    add(hubFirewall("h1", input.intent === "all" ? ["*"] : [prefixOf(0), prefixOf(1)]));
    add(intent("h1", "PrivateTraffic"));
  }
  input.networks.forEach((one, index) => {
    const [name, hub] = [`spoke${index}`, hubOf(one.hub)];
    add(spoke(name, prefixOf(index), hub, hub === undefined ? {} : routingOf(one, hub)));
    if (one.refuses) {
      document.table(name, [], { propagation: false });
    }
    if (one.filter !== undefined) {
      addFilter(document, name, one.filter, prefixOf((index + 1) % input.networks.length));
    }
  });
  // Filters are bound to the subnets that networks of hubs have.
  const bound = document.resource.azurerm_subnet_network_security_group_association ?? {};
  Object.entries(bound).forEach(([name, block]) => (block.subnet_id = idOf(`azurerm_subnet.${name}`)));
  if (input.appliance !== undefined) {
    addAppliance(add, document, input.appliance);
  }
  if (input.site !== undefined) {
    add(vpnSite("dc", "172.16.0.0/16", "h1", input.site === "own" ? isolated("h1") : {}));
  }
  // Networks are called as their blocks are, as in other random networks.
  Object.entries(document.resource.azurerm_virtual_network).forEach(([name, block]) => (block.name = name));
  const forwards = input.appliance === undefined ? [] : ["nva"];
  return { document: together(document.resource), assume: { version: 1, forwards } };
}

/** The `routing` of a connection, as far as it has one. */
function routingOf(one: Case["networks"][number], hub: string): Block {
  const ids: { readonly [name: string]: string } = {
    default: `\${azurerm_virtual_hub.${hub}.default_route_table_id}`,
    own: idOf(`azurerm_virtual_hub_route_table.own_${hub}`),
    none: `${idOf(`azurerm_virtual_hub.${hub}`)}/hubRouteTables/noneRouteTable`,
  };
  const tables: { readonly [name: string]: readonly string[] } = {
    ...Object.fromEntries(Object.entries(ids).map(([name, id]) => [name, [id]])),
    both: [ids.default, ids.own],
    nothing: [],
  };
  const { associated, propagated, labels } = one;
  const learning = {
    ...(propagated !== undefined && { route_table_ids: tables[propagated] }),
    ...(labels !== undefined && { labels: [labels] }),
  };
  const routing = {
    ...(associated !== undefined && { associated_route_table_id: ids[associated] }),
    ...(Object.keys(learning).length > 0 && { propagated_route_table: [learning] }),
  };
  return Object.keys(routing).length > 0 ? { routing: [routing] } : {};
}

/** A site that sends and is learned by its own table alone. */
function isolated(hub: string): Block {
  const id = idOf(`azurerm_virtual_hub_route_table.own_${hub}`);
  return {
    routing: [{ associated_route_table: id, propagated_route_table: [{ route_table_ids: [id] }] }],
  };
}

/** An appliance on the way to a network that is peered with its own and with no hub. */
function addAppliance(add: (more: Resources) => void, document: RandomDocument, kind: string): void {
  const behind = "10.60.0.0/16";
  const hop = kind === "dead" ? "10.50.0.99" : "10.50.0.4";
  const further = { name: "behind", address_prefixes: [behind], next_hop_ip_address: hop };
  add(
    spoke("nva", "10.50.0.0/16", "h1", kind === "hub" ? {} : { routing: [{ static_vnet_route: [further] }] }),
  );
  document.nic("nva", "10.50.0.4", true, "nva");
  add(spoke("behind", behind));
  document.half("nva", "behind", { allow_forwarded_traffic: true });
  document.half("behind", "nva", { allow_forwarded_traffic: true });
  document.table("behind", [["10.0.0.0/8", "10.50.0.4"]]);
  if (kind !== "network") {
    add({
      azurerm_virtual_hub_route_table_route: {
        behind: {
          name: "behind",
          route_table_id: "${azurerm_virtual_hub.h1.default_route_table_id}",
          destinations_type: "CIDR",
          destinations: [behind],
          next_hop_type: "ResourceId",
          next_hop: idOf("azurerm_virtual_hub_connection.nva"),
        },
      },
    });
  }
}
