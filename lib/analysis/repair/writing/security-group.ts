import { Edit, EditArguments } from "../../model";
import { SubnetNode } from "../../network/network";
import { Draft } from "./draft";
import { freeAzureName, freeName, localName } from "./names";
import { placeOf } from "./place";
import { attributeOf } from "./references";

/** A security group of one rule, for a subnet that has none. */
export function newGroup(draft: Draft, subnet: SubnetNode, rule: EditArguments): readonly Edit[] | undefined {
  const type = "azurerm_network_security_group";
  const place = placeOf(draft, subnet);
  const subnetId = attributeOf(draft, subnet.address, "id");
  if (place === undefined || subnetId === undefined) {
    return undefined;
  }
  const known = draft.context.network.model.networkSecurityGroups.map(({ name = "" }) => name);
  const name = freeName(draft, type, localName(subnet.address));
  const association = "azurerm_subnet_network_security_group_association";
  return [
    {
      op: "create",
      type,
      name,
      arguments: {
        name: freeAzureName(`nsg-${subnet.id.replace("/", "-")}`, known),
        ...place,
        security_rule: [rule],
      },
    },
    {
      op: "create",
      type: association,
      name: freeName(draft, association, localName(subnet.address)),
      arguments: { subnet_id: subnetId, network_security_group_id: `\${${type}.${name}.id}` },
    },
  ];
}
