import { groupBy } from "../../../collections/group-by";
import { Subnet, UncertainBinding, UnknownArgument } from "../../model";
import { Block } from "../terraform/block";
import { printValue, TerraformResource } from "../terraform/value";
import { ModelContext } from "./context";

/** What is bound to one resource: surely, or as far as the input tells. */
export interface Bound {
  readonly sure?: { readonly bound: string; readonly by: string };
  readonly uncertain: readonly UncertainBinding[];
}

/** One association, with everything that its two ends may be. */
interface Association {
  readonly resource: TerraformResource;
  readonly owners: readonly string[];
  readonly bound: readonly string[];
  /** Its owner may be any, also one that isn't here. */
  readonly isAny: boolean;
  /** What it binds may be something that isn't here. */
  readonly isBoundOpen: boolean;
  /** The argument that leaves something open. */
  readonly argument: string;
  readonly text: string;
}

/** The end of associations that something is bound to. */
interface OwnerEnd {
  readonly argument: string;
  readonly types: readonly string[];
  readonly find: (resource: TerraformResource) => readonly string[];
  readonly all: () => readonly string[];
}

/** The end that is bound. */
interface BoundEnd {
  readonly argument: string;
  readonly type: string;
}

/** Reads associations of one kind, by what they bind something to. */
export function readAssociations(
  context: ModelContext,
  type: string,
  owner: OwnerEnd,
  bound: BoundEnd,
): (owner: string) => Bound {
  const read = context.resources
    .managed(type)
    .map((resource) => readAssociation(context, resource, owner, bound));
  const { sure, open } = settled(withoutOrder(read));
  const uncertain = uncertainBindings(open);
  return (one) => ({ sure: sure.get(one), uncertain: sure.has(one) ? [] : (uncertain.get(one) ?? []) });
}

function readAssociation(
  context: ModelContext,
  resource: TerraformResource,
  owner: OwnerEnd,
  bound: BoundEnd,
): Association {
  const block = Block.of(resource);
  const found = owner.find(resource);
  const isNone = found.length === 0 && block.isUnknown(owner.argument);
  const owners = isNone ? owner.all() : found;
  const perhaps = context.existence(resource, ...(owners.length === 1 ? owners : []));
  const isAny =
    isNone || perhaps !== undefined || context.isOptional(block.value(owner.argument), owner.types);
  const possible = context.possible(resource, block, bound.argument, bound.type);
  const argument = owners.length === 1 && !isAny ? bound.argument : owner.argument;
  return {
    resource,
    owners,
    isAny,
    bound: possible,
    isBoundOpen: context.isOptional(block.value(bound.argument), [bound.type]),
    argument: perhaps?.argument ?? argument,
    text: perhaps?.text ?? printValue(block.value(argument) ?? ""),
  };
}

/** What is surely bound, and the associations that leave something open. */
function settled(associations: readonly Association[]): {
  readonly sure: ReadonlyMap<string, NonNullable<Bound["sure"]>>;
  readonly open: readonly Association[];
} {
  const sure = new Map<string, NonNullable<Bound["sure"]>>();
  let open = associations;
  // Azure binds at most one to each, so that what has one already isn't what another association means.
  for (let before = -1; before !== open.length;) {
    before = open.length;
    const left = open.map((one) =>
      one.owners.length === 1 ? one : { ...one, owners: one.owners.filter((each) => !sure.has(each)) },
    );
    const whole = left.filter(
      ({ owners, isAny, isBoundOpen, bound: possible }) =>
        owners.length > 0 && possible.length === 1 && !isAny && !isBoundOpen,
    );
    const told = [...groupBy(whole, keyOf).values()].filter(isOneForEach);
    for (const group of told) {
      const [{ owners, bound: possible }] = group;
      owners.forEach((one, index) => {
        const { resource } = group.at(index - owners.length)!;
        sure.set(one, { bound: possible[0], by: resource.address });
      });
    }
    const done = new Set(told.flat());
    open = left.filter((one) => !done.has(one));
  }
  return { sure, open };
}

/** What each owner may have bound, by the associations that leave something open. */
function uncertainBindings(open: readonly Association[]): ReadonlyMap<string, readonly UncertainBinding[]> {
  const uncertain = new Map<string, UncertainBinding[]>();
  for (const { resource, owners, isAny, isBoundOpen, bound: possible, argument, text } of open) {
    // Anything may be in what isn't here.
    const candidates = isBoundOpen ? [] : possible;
    for (const one of owners) {
      uncertain.set(one, [
        ...(uncertain.get(one) ?? []),
        { resource: resource.address, argument, text, candidates, optional: owners.length > 1 || isAny },
      ]);
    }
  }
  return uncertain;
}

/** What an association binds, and to which it may. */
function keyOf({ owners, bound }: Association): string {
  return JSON.stringify([[...owners].sort(), bound]);
}

/** One owner; or as many associations of one thing as there may be owners: each has one, whichever is whose. */
function isOneForEach(associations: readonly Association[]): boolean {
  const [{ owners }] = associations;
  return owners.length === 1 || owners.length === associations.length;
}

/** Of an association and an update of azapi that binds something else to the same, the later one counts: open. */
function withoutOrder(associations: readonly Association[]): readonly Association[] {
  const isUpdate = ({ resource }: Association): boolean => resource.address.includes(UPDATE);
  const updates = associations.filter(isUpdate);
  const isContested = (one: Association): boolean =>
    (isUpdate(one) ? associations : updates).some(
      (other) =>
        other !== one &&
        other.owners.some((owner) => one.owners.includes(owner)) &&
        !(other.bound.length === 1 && one.bound.length === 1 && other.bound[0] === one.bound[0]),
    );
  return updates.length === 0
    ? associations
    : associations.map((one) => (isContested(one) ? { ...one, isBoundOpen: true } : one));
}

const UPDATE = "azapi_update_resource.";

/** What separate association resources bind to subnets. */
export function readBindings(
  context: ModelContext,
): (subnet: string, own: Partial<Subnet>) => Partial<Subnet> {
  const owner = {
    argument: "subnet_id",
    types: ["azurerm_subnet", "azurerm_virtual_network"],
    find: (resource: TerraformResource) =>
      context.subnets.possible(resource, Block.of(resource), "subnet_id"),
    all: () => context.subnets.all,
  };
  const associations = (type: string, argument: string, bound: string): ((subnet: string) => Bound) =>
    readAssociations(context, `azurerm_subnet_${type}_association`, owner, { argument, type: bound });
  const tables = associations("route_table", "route_table_id", "azurerm_route_table");
  const groups = associations(
    "network_security_group",
    "network_security_group_id",
    "azurerm_network_security_group",
  );
  const gateways = associations("nat_gateway", "nat_gateway_id", "azurerm_nat_gateway");
  return (subnet, own) => {
    const table = tables(subnet);
    const group = groups(subnet);
    const gateway = gateways(subnet);
    const openTables = table.sure ? [] : [...(own.uncertainRouteTables ?? []), ...table.uncertain];
    const openGateways = gateway.sure ? [] : [...(own.uncertainNatGateways ?? []), ...gateway.uncertain];
    const openGroups = group.sure ? [] : [...(own.uncertainSecurityGroups ?? []), ...group.uncertain];
    return {
      routeTable: table.sure ? table.sure.bound : own.routeTable,
      routeTableAssociation: table.sure ? table.sure.by : own.routeTableAssociation,
      networkSecurityGroup: group.sure ? group.sure.bound : own.networkSecurityGroup,
      natGateway: gateway.sure ? gateway.sure.bound : own.natGateway,
      uncertainNatGateways: openGateways.length > 0 ? openGateways : undefined,
      uncertainRouteTables: openTables.length > 0 ? openTables : undefined,
      uncertainSecurityGroups: openGroups.length > 0 ? openGroups : undefined,
    };
  };
}

/**
 * What an argument of the resource itself binds, where that is open. A write-only argument comes before what is exported:
 * it says what will be, the other what was.
 */
export function ownBinding(
  context: ModelContext,
  resource: TerraformResource,
  block: Block,
  names: readonly string[],
  type: string,
): { readonly bound?: string; readonly uncertain?: readonly UncertainBinding[] } {
  if (!block.isSet(...names)) {
    return {};
  }
  const candidates = context.possible(resource, block, names, type);
  const value = block.value(...names)!;
  const optional = context.isOptional(value, [type]);
  const open = candidates.length === 1 ? orElsewhere(context, resource, candidates[0]) : undefined;
  if (open !== undefined) {
    return { uncertain: [{ ...open, candidates: [], optional: false }] };
  }
  return candidates.length === 1 && !optional
    ? { bound: candidates[0] }
    : {
        uncertain: [
          {
            resource: resource.address,
            argument: block.written(...names),
            text: printValue(value),
            candidates: optional ? [] : candidates,
            optional,
          },
        ],
      };
}

/** What a template names without creating it, since its condition isn't met, is there already, and holds anything. */
function orElsewhere(
  context: ModelContext,
  owner: TerraformResource,
  bound: string,
): UnknownArgument | undefined {
  const resource = context.resources.byAddress(bound);
  const open = resource && context.existence(resource, owner.address);
  return open?.argument === "condition" ? open : undefined;
}
