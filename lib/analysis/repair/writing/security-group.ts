import { Edit, EditArguments, NetworkSecurityGroup, SecurityRule, SetArgument } from "../../model";
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

/** Another priority for a rule, wherever it is written. */
export function priorityOf(
  draft: Draft,
  group: NetworkSecurityGroup,
  { name, origin }: SecurityRule,
  value: number,
): SetArgument | undefined {
  const address = editable(draft, origin);
  if (address === undefined) {
    return undefined;
  }
  if (origin !== group.address) {
    return toSet(address, "priority", value);
  }
  const index = indexOfBlock(argumentOf(draft, group.address, "security_rule"), name);
  return index < 0 ? undefined : toSet(address, `security_rule[${index}].priority`, value);
}
