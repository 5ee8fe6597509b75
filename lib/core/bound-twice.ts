import { TerraformResource, TerraformStack } from "cdktf";
import { IConstruct } from "constructs";
import { addressOf, identityOf } from "./references";

/** What each kind of association binds to a subnet, which takes one. */
const BOUND: Readonly<Record<string, string>> = {
  azurerm_subnet_network_security_group_association: "security group",
  azurerm_subnet_route_table_association: "route table",
  azurerm_subnet_nat_gateway_association: "NAT gateway",
};

interface SubnetAssociation extends TerraformResource {
  readonly subnetIdInput: string;
}

/** Associations of this package's constructs, which compare their subnets as they claim them. */
const own = new WeakSet<IConstruct>();

/** Notes an association that a construct of this package creates. */
export function bindsSubnet(association: TerraformResource): void {
  own.add(association);
}

/**
 * Subnets that an association of the program's own binds beside one of this package: azurerm refuses the second at apply, since the
 * subnet has one by then. An association with count or for_each may be there or not.
 */
export function boundTwice(stack: TerraformStack): string[] {
  const all = stack.node
    .findAll()
    .filter(TerraformResource.isTerraformResource)
    .filter((each): each is SubnetAssociation => each.terraformResourceType in BOUND);
  const theirs = all.filter((each) => !own.has(each) && each.count === undefined && !each.forEach);
  if (theirs.length === 0) {
    return [];
  }
  const ours = new Map(all.filter((each) => own.has(each)).map((each) => [bindingOf(each), each]));
  return theirs.flatMap((each) => {
    const other = ours.get(bindingOf(each));
    return other
      ? [
          `${addressOf(each)} [${each.node.path}] gives a subnet a ${BOUND[each.terraformResourceType]}, and it takes one, which it ` +
            `has from ${other.node.path}: leave one of the two out`,
        ]
      : [];
  });
}

function bindingOf(association: SubnetAssociation): string {
  return `${association.terraformResourceType} ${identityOf(association, association.subnetIdInput)}`;
}
