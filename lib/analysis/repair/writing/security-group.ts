import { Edit, EditArguments, EditValue, NetworkSecurityGroup, SecurityRule, SetArgument } from "../../model";
import { SubnetNode } from "../../network/virtual-network-node";
import { Draft } from "./draft";
import { newResource, toCreate, toSet } from "./edits";
import { indexOfBlock, inlineBlock } from "./inline-blocks";
import { freeAzureName, freeName, localName } from "./names";
import { placeOf } from "./place";
import { argumentOf, attributeOf, editable } from "./references";

/** A security group of one rule, or with Azure's own alone, for a subnet that has none. */
export function newGroup(
  draft: Draft,
  subnet: SubnetNode,
  rule?: EditArguments,
): readonly Edit[] | undefined {
  const type = "azurerm_network_security_group";
  const place = placeOf(draft, subnet);
  const subnetId = attributeOf(draft, subnet.address, "id");
  const inline = inlineBlock(draft, subnet.address, "subnet");
  if (place === undefined || (subnetId === undefined && inline === undefined)) {
    return undefined;
  }
  const known = draft.context.network.model.networkSecurityGroups.map(({ name = "" }) => name);
  const name = freeName(draft, type, localName(subnet.address));
  return [
    toCreate(type, name, {
      name: freeAzureName(`nsg-${subnet.id.replace("/", "-")}`, known),
      ...place,
      ...(rule && { security_rule: [rule] }),
    }),
    inline !== undefined
      ? toSet(inline.address, `${inline.argument}.security_group`, `\${${type}.${name}.id}`)
      : newResource(draft, "azurerm_subnet_network_security_group_association", localName(subnet.address), {
          subnet_id: subnetId!,
          network_security_group_id: `\${${type}.${name}.id}`,
        }),
  ];
}

/** Where a rule is written: as a resource, or as a block of its group. */
export interface WrittenRule {
  /** The resource that edits name. */
  readonly address: string;
  /** `security_rule[2]`; none of a rule that is a resource. */
  readonly block?: string;
  /** Sets one of its arguments. */
  readonly set: (argument: string, value: EditValue) => SetArgument;
  /** Whether an argument is written. */
  readonly has: (argument: string) => boolean;
}

/** Where a rule is written, if an edit can name it. */
export function writtenRule(
  draft: Draft,
  group: NetworkSecurityGroup,
  { name, origin }: SecurityRule,
): WrittenRule | undefined {
  const address = editable(draft, origin);
  if (address === undefined) {
    return undefined;
  }
  if (origin !== group.address) {
    return {
      address,
      set: (argument, value) => toSet(address, argument, value),
      has: (argument) => argumentOf(draft, origin, argument) !== undefined,
    };
  }
  const blocks = argumentOf(draft, origin, "security_rule");
  const index = indexOfBlock(blocks, name);
  const block = `security_rule[${index}]`;
  const body = [blocks].flat()[index] as { readonly [argument: string]: unknown } | undefined;
  return index < 0
    ? undefined
    : {
        address,
        block,
        set: (argument, value) => toSet(address, `${block}.${argument}`, value),
        has: (argument) => body?.[argument] !== undefined,
      };
}

/** Another priority for a rule, wherever it is written. */
export function priorityOf(
  draft: Draft,
  group: NetworkSecurityGroup,
  rule: SecurityRule,
  value: number,
): SetArgument | undefined {
  return writtenRule(draft, group, rule)?.set("priority", value);
}
