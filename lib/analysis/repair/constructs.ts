import { Edit, EditableInput } from "../model";
import { ruleGroupsOf } from "./firewall-properties";

/** Where a program of CDK for Terraform says what edits change: whoever edits the synthesized JSON loses it. */
export interface ConstructEdit {
  /** Path of a construct within its stack: `Network/Spoke-spoke01/Peering`. */
  readonly construct: string;
  /** What to write there, where a property of our constructs does it. */
  readonly property?: string;
  /** Whether that counts for all spokes of the network, also for those that the edit leaves alone. */
  readonly allSpokes?: boolean;
}

/** The constructs that make what edits change; a property of ours in their place where one does the same. */
export function constructsOf(input: EditableInput, edits: readonly Edit[]): readonly ConstructEdit[] {
  const whole =
    peeredSpokes(input, edits) ?? routedSpokes(input, edits) ?? networkWithNatGateway(input, edits);
  if (whole !== undefined) {
    return [whole];
  }
  const found = edits.flatMap((edit) => {
    const routes = transitRoutes(input, edit) ?? allowedTraffic(input, edit);
    return routes === undefined
      ? placesOf(edit).flatMap((address) => constructAt(input, address, edit) ?? [])
      : [routes];
  });
  return [...new Map(found.map((one) => [`${one.construct} ${one.property}`, one])).values()];
}

/** Two halves between two spokes of one network of ours. */
function peeredSpokes(input: EditableInput, edits: readonly Edit[]): ConstructEdit | undefined {
  const isPeering = (edit: Edit): boolean =>
    edit.op === "create" && edit.type === "azurerm_virtual_network_peering";
  if (edits.length !== 2 || !edits.every(isPeering)) {
    return undefined;
  }
  const networks = [...new Set(placesOf(edits[0]))].map((address) => spokeAt(input, address));
  const [first, second, ...others] = networks;
  if (first === undefined || second === undefined || others.length > 0 || first.owner !== second.owner) {
    return undefined;
  }
  const pair = `{ first: ${JSON.stringify(first.spoke)}, second: ${JSON.stringify(second.spoke)} }`;
  const pairs = [...peeredPairs(input, first.owner), pair].join(", ");
  return {
    construct: first.owner,
    property: `transit: TransitRouting.directPeering({ pairs: [${pairs}] })`,
  };
}

/** Pairs that a network of ours peers already: whoever writes the option anew would lose them. */
function peeredPairs(input: EditableInput, owner: string): readonly string[] {
  const ends = [...input.addresses].flatMap((address) => {
    const [, network, names] =
      /^[^/]+\/(.*)\/Transit\/Peering-([^/]+)\/Local$/.exec(input.constructOf(address) ?? "") ?? [];
    return network === owner ? [names.split("+")] : [];
  });
  return ends.map(
    ([first, second]) => `{ first: ${JSON.stringify(first)}, second: ${JSON.stringify(second)} }`,
  );
}

/** A NAT gateway for a subnet of a spoke of ours, which has it for all of its subnets. */
function networkWithNatGateway(input: EditableInput, edits: readonly Edit[]): ConstructEdit | undefined {
  const created = edits.flatMap((edit) => (edit.op === "create" ? [edit] : []));
  const isNew = created.some(({ type }) => type === "azurerm_nat_gateway");
  const bindings = created.filter(({ type }) => type === "azurerm_subnet_nat_gateway_association");
  if (
    !isNew ||
    bindings.length !== 1 ||
    edits.some((edit) => edit.op !== "create" || !/nat_gateway|public_ip/.test(edit.type))
  ) {
    return undefined;
  }
  const [spoke] = placesOf(bindings[0]).flatMap((address) => spokeAt(input, address) ?? []);
  return (
    spoke && {
      construct: spoke.owner,
      property: `spokes: [{ name: ${JSON.stringify(spoke.spoke)}, egress: Egress.natGateway() }]`,
    }
  );
}

/** The spoke of ours in which a resource stands. */
function spokeAt(
  input: EditableInput,
  address: string,
): { readonly owner: string; readonly spoke: string } | undefined {
  const path = input.constructOf(address) ?? "";
  const [, owner, spoke] = /^[^/]+\/(.*)\/Spoke-([^/]+)\/VirtualNetwork\//.exec(path) ?? [];
  return owner === undefined ? undefined : { owner, spoke };
}

/** New tables for spokes of one network of ours without transit, all of whose routes lead to one address. */
function routedSpokes(input: EditableInput, edits: readonly Edit[]): ConstructEdit | undefined {
  const created = edits.flatMap((edit) => (edit.op === "create" ? [edit] : []));
  const tables = created.filter(({ type }) => type === "azurerm_route_table");
  const bindings = created.filter(({ type }) => type === "azurerm_subnet_route_table_association");
  const hops = new Set(
    tables.flatMap((table) =>
      [table.arguments.route].flat().map((route) => argumentOf(route, "next_hop_in_ip_address")),
    ),
  );
  const owners = new Set(
    bindings.map((binding) => {
      const [address] = placesOf({ ...binding, arguments: { subnet_id: binding.arguments.subnet_id } });
      return address === undefined ? undefined : spokeAt(input, address)?.owner;
    }),
  );
  const [hop] = hops;
  const [owner] = owners;
  const isWhole = tables.length > 0 && tables.length + bindings.length === edits.length;
  if (!isWhole || hops.size > 1 || hop === undefined || owners.size > 1 || owner === undefined) {
    return undefined;
  }
  const hasTransit = [...input.addresses].some((address) =>
    input.constructOf(address)?.includes(`/${owner}/Transit/`),
  );
  const [, resource] = /^\$\{([a-z0-9_]+\.[A-Za-z0-9_-]+)\./.exec(hop) ?? [];
  const maker = resource === undefined ? undefined : constructAt(input, resource)?.construct;
  // What no construct of the program makes is written as it is in Terraform.
  const address = maker === undefined ? JSON.stringify(hop) : `/* the address of ${maker} */`;
  return hasTransit
    ? undefined
    : {
        construct: owner,
        property: `transit: TransitRouting.networkVirtualAppliance({ nextHopAddress: ${address} })`,
      };
}

/** One more route in a table that a transit of ours keeps for its spokes. */
function transitRoutes(input: EditableInput, edit: Edit): ConstructEdit | undefined {
  const prefix =
    edit.op === "append" && edit.block === "route"
      ? edit.value.address_prefix
      : edit.op === "create" && edit.type === "azurerm_route"
        ? edit.arguments.address_prefix
        : undefined;
  const owner = placesOf(edit)
    .map((address) =>
      /^[^/]+\/(.*)\/Transit\/Routes\/(Spoke-[^/]+\/Table|SharedTable)\b/.exec(
        input.constructOf(address) ?? "",
      ),
    )
    .find((path) => path !== null)?.[1];
  return typeof prefix !== "string" || owner === undefined
    ? undefined
    : {
        construct: owner,
        property: `transit: TransitRouting.…({ routes: ${routesTo(prefix, hasDefaultRoute(input, placesOf(edit)))} })`,
        allSpokes: true,
      };
}

/** `perPrefix` refuses 0.0.0.0/0, which the other kind of routes is for. */
function routesTo(prefix: string, isDefaultRoute: boolean): string {
  if (prefix === "0.0.0.0/0") {
    return "TransitRoutes.defaultRoute({ internetEgress: InternetEgress.THROUGH_TRANSIT })";
  }
  const destinations = `destinations: [${JSON.stringify(prefix)}]`;
  return isDefaultRoute
    ? `TransitRoutes.defaultRoute({ internetEgress: …, ${destinations} })`
    : `TransitRoutes.perPrefix({ ${destinations} })`;
}

function hasDefaultRoute(input: EditableInput, tables: readonly string[]): boolean {
  return tables
    .flatMap((table) => [input.written(table, "route")].flat())
    .some((route) => argumentOf(route, "address_prefix") === "0.0.0.0/0");
}

function argumentOf(block: unknown, argument: string): string | undefined {
  const value = (block as { readonly [name: string]: unknown } | null | undefined)?.[argument];
  return typeof value === "string" ? value : undefined;
}

/** Resources that an edit changes, or that a new one refers to. */
function placesOf(edit: Edit): readonly string[] {
  if (edit.op !== "create") {
    return [edit.address];
  }
  const references = JSON.stringify(edit.arguments).matchAll(/\$\{([a-z0-9_]+\.[A-Za-z0-9_-]+)\./g);
  return Array.from(references, ([, address]) => address);
}

function constructAt(input: EditableInput, address: string, edit?: Edit): ConstructEdit | undefined {
  const path = input.constructOf(address);
  if (path === undefined) {
    return undefined;
  }
  const construct = path
    .split("/")
    .slice(1)
    .join("/")
    .replace(/\/(Resource|Default|Local|Remote)$/, "");
  return propertyOf(construct, edit) ?? { construct };
}

/** What the group of a spoke of ours lets in as well; what it denies, and lets out, no property of it says. */
function allowedTraffic(input: EditableInput, edit: Edit): ConstructEdit | undefined {
  const [, construct, spoke] =
    edit.op === "append" && edit.block === "security_rule"
      ? (/^[^/]+\/(.*)\/Spoke-([^/]+)\/SecurityGroup-\2\//.exec(input.constructOf(edit.address) ?? "") ?? [])
      : [];
  if (edit.op !== "append" || construct === undefined) {
    return undefined;
  }
  const {
    name,
    access,
    direction,
    protocol,
    source_address_prefix: one,
    source_address_prefixes: all,
  } = edit.value;
  const { destination_port_range: port, destination_port_ranges: ports } = edit.value;
  const prefixes = [all ?? one].flat();
  // Of Azure's tags there is another factory.
  const isPlain = prefixes.every((prefix) => typeof prefix === "string" && /^[\d./]+$/.test(prefix));
  if (access !== "Allow" || direction !== "Inbound" || protocol !== "Tcp" || !isPlain) {
    return undefined;
  }
  const given = [ports ?? port].flat();
  const limit = given.includes("*") ? "" : `, ports: ${JSON.stringify(given)}`;
  const traffic = `{ name: ${JSON.stringify(name)}, from: [TrafficSource.prefixes(${JSON.stringify(prefixes)})]${limit} }`;
  return {
    construct,
    property: `spokes: [{ name: ${JSON.stringify(spoke)}, securityGroup: SecurityGroup.closed({ allow: [${traffic}] }) }]`,
  };
}

/** Properties of our constructs, told by how they lay out what they make: `…/Transit/Policy`. */
function propertyOf(construct: string, edit: Edit | undefined): ConstructEdit | undefined {
  const [, owner] = /^(.*)\/Transit\/(Policy|Rules)\b/.exec(construct) ?? [];
  return owner === undefined || edit === undefined
    ? undefined
    : { construct: owner, property: `transit: TransitRouting.azureFirewall({ ${ruleGroupsOf(edit)} })` };
}
