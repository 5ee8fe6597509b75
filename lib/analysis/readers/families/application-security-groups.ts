import { Belonging, UnknownArgument } from "../../model";
import { Block } from "../terraform/block";
import { TerraformResource } from "../terraform/value";
import { ModelContext } from "./context";

const APPLICATION_GROUP = "azurerm_application_security_group";

/** An association with application security groups: with one of them, where it is open which. */
export type Membership = { readonly owners: readonly string[] } & Belonging;

/** In which application security groups something is. */
export interface GroupMember {
  readonly applicationSecurityGroups: readonly string[];
  /** Those of which it may be a member: their addresses are the candidates. */
  readonly uncertainGroups?: readonly UnknownArgument[];
}

/** What associations of a type put into groups, by the address of what they put there. */
export function readMemberships(
  context: ModelContext,
  association: string,
  argument: string,
  type: string,
): ReadonlyMap<string, readonly Membership[]> {
  return context.belonging(context.resources.managed(association), argument, type, (resource) => [
    context.owners(resource, Block.of(resource), "application_security_group_id", [APPLICATION_GROUP]),
  ]);
}

/** By associations, and by what a block says itself. */
export function groupMember(
  context: ModelContext,
  resource: TerraformResource,
  block: Block,
  memberships: readonly Membership[],
): GroupMember {
  const own = context.listed(resource, block, "application_security_group_ids", APPLICATION_GROUP);
  const all = context.ofType(APPLICATION_GROUP).map(({ address }) => address);
  const open = [
    ...(own.open === undefined ? [] : [{ ...own.open, candidates: all }]),
    ...memberships.flatMap(({ owners, perhaps }) =>
      perhaps === undefined ? [] : [{ ...perhaps, candidates: owners }],
    ),
  ];
  const sure = memberships.filter(({ perhaps }) => perhaps === undefined).flatMap(({ owners }) => owners);
  return {
    applicationSecurityGroups: [...new Set([...own.found, ...sure])],
    ...(open.length > 0 ? { uncertainGroups: open } : {}),
  };
}
