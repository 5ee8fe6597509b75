import { NetworkSecurityGroup } from "@cdktf/provider-azurerm/lib/network-security-group";
import { TerraformResource } from "cdktf";
import { Construct } from "constructs";
import { BASTION_RULES, BastionRule } from "../azure/bastion-rules";
import { SECURITY_RULE_PRIORITIES } from "../azure/priorities";
import { ResourceKind } from "../core/naming";
import { commonArguments, namingOf, PlacementProps } from "../core/placement";
import { reference } from "../core/references";
import { ISubnet } from "../network/i-subnet";
import { InlineRule, inlineRule } from "../network/inline-security-rules";
import { attachToSubnet } from "../network/security-group-association";
import { SecurityProtocol } from "../network/security-rules";

/** Props of a {@link BastionSecurityGroup}. */
export interface BastionSecurityGroupProps extends PlacementProps {
  /** Name of the Bastion host. */
  readonly name: string;

  /** Its `AzureBastionSubnet`. */
  readonly subnet: ISubnet;

  /** Whether it has no public address, so that its users come from the network. */
  readonly isPrivate: boolean;
}

/** The security group of `AzureBastionSubnet`, with every rule that Azure demands and no other way in. */
export class BastionSecurityGroup extends Construct {
  /** What binds it to the subnet; Bastion itself waits for that. */
  public readonly association: TerraformResource;

  public constructor(scope: Construct, id: string, props: BastionSecurityGroupProps) {
    super(scope, id);
    const group = new NetworkSecurityGroup(this, "Resource", {
      name: namingOf(props).nameOf({ kind: ResourceKind.NETWORK_SECURITY_GROUP, subject: props.name }),
      ...commonArguments(props),
    });
    group.addOverride("security_rule", [...rulesFor(props.isPrivate), DENY_INBOUND].map(inlineRule));
    this.association = attachToSubnet(
      this,
      "Association",
      props.subnet,
      reference(this, "id", () => group.id, this),
      props,
    );
  }
}

/** Azure's list, numbered in both directions. */
function rulesFor(isPrivate: boolean): InlineRule[] {
  const next = { Inbound: 100, Outbound: 100 };
  return BASTION_RULES.map((rule) => ({
    name: nameOf(rule),
    direction: rule.direction,
    priority: (next[rule.direction] += 10) - 10,
    access: "Allow",
    protocol: SecurityProtocol.TCP,
    sources: [isPrivate && rule.source === "Internet" ? "VirtualNetwork" : rule.source],
    destinations: [rule.destination],
    ports: rule.ports.map(String),
  }));
}

/** Without it the default rule would let in whatever the network sends. */
const DENY_INBOUND: InlineRule = {
  name: "DenyAllInBound",
  direction: "Inbound",
  priority: SECURITY_RULE_PRIORITIES.last,
  access: "Deny",
  protocol: SecurityProtocol.ANY,
  sources: ["*"],
  destinations: ["*"],
  ports: ["*"],
};

/** `AllowInternet443InBound`, `AllowVirtualNetwork22-3389OutBound`. */
function nameOf({ direction, source, destination, ports }: BastionRule): string {
  const other = direction === "Inbound" ? source : destination;
  return `Allow${other}${ports.join("-")}${direction === "Inbound" ? "InBound" : "OutBound"}`;
}
