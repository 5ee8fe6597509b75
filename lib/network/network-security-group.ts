import { NetworkSecurityGroup as AzurermGroup } from "@cdktf/provider-azurerm/lib/network-security-group";
import { TerraformResource } from "cdktf";
import { Construct } from "constructs";
import { isAtLeast } from "../azure/azurerm-versions";
import { LIMITS } from "../azure/limits";
import { NAME_RULES } from "../azure/names";
import { RESERVED_SUBNET_RULES, ReservedSubnet, reservedSubnetOf } from "../azure/reserved-subnets";
import { quote } from "../core/azure-names";
import { azurermOf } from "../core/azurerm-version";
import { checkAtSynth } from "../core/checks";
import { childId } from "../core/child-id";
import { checked } from "../core/input-check";
import { late } from "../core/late";
import { checkName } from "../core/name-check";
import { ResourceKind } from "../core/naming";
import { checkPlacement, commonArguments, namingOf, PlacementProps } from "../core/placement";
import { reference, resourceOf } from "../core/references";
import { otherRegionProblem } from "../core/same-region";
import { ISubnet } from "./i-subnet";
import { InlineRule, inlineRule, ruleProblems, rulesOf } from "./inline-security-rules";
import { attachToSubnet, claimSubnet } from "./security-group-association";
import { NetworkPrefixes, SecurityGroup } from "./security-rules";

/** Props of a {@link NetworkSecurityGroup}. */
export interface NetworkSecurityGroupProps extends PlacementProps {
  /** What it is for, such as `spoke01`: the naming strategy makes `nsg-spoke01` of it. */
  readonly name: string;

  /** What it lets in. */
  readonly rules: SecurityGroup;

  /**
   * The network that it is part of, whose prefixes the rules name.
   * @default - none: only rules with prefixes and service tags let something in
   */
  readonly network?: NetworkPrefixes;

  /**
   * Azure name.
   * @default - chosen by the naming strategy: `nsg-<name>`
   */
  readonly securityGroupName?: string;
}

/** A network security group with its rules inline (`azurerm_network_security_group`), and its subnets. */
export class NetworkSecurityGroup extends Construct {
  private readonly resource: AzurermGroup;
  private readonly props: NetworkSecurityGroupProps;

  public constructor(scope: Construct, id: string, props: NetworkSecurityGroupProps) {
    super(scope, id);
    checked(this, "NetworkSecurityGroupProps", props);
    checkPlacement(this, props);
    this.props = props;
    const name =
      props.securityGroupName ??
      namingOf(props).nameOf({ kind: ResourceKind.NETWORK_SECURITY_GROUP, subject: props.name });
    checkName(this, NAME_RULES.networkSecurityGroup, name, props.name);
    const rules = (): InlineRule[] => rulesOf(props.rules, props.network ?? {});
    this.resource = new AzurermGroup(this, "Resource", {
      name,
      securityRule: late(() => rules().map(inlineRule)),
      ...commonArguments(props),
    });
    checkAtSynth(this, () => [
      ...ruleProblems(props.rules),
      ...rules()
        .filter(({ sources }) => sources.length > LIMITS.addressesAndPortsOfSecurityRule.value)
        .map(
          (rule) =>
            `the rule ${quote(rule.name)} names ${rule.sources.length} prefixes; Azure takes ` +
            `${LIMITS.addressesAndPortsOfSecurityRule.value}: give the network fewer, larger prefixes`,
        ),
    ]);
  }

  /** Azure resource id. */
  public get networkSecurityGroupId(): string {
    return this.resource.id;
  }

  /** Gives it to a subnet. */
  public attach(subnet: ISubnet): void {
    checked(this, "ISubnet", subnet, "the subnet");
    const id = childId(this, "Subnet", subnet.subnetName);
    const own = reference(this, "id", () => this.networkSecurityGroupId, this);
    const subnetResource = resourceOf(subnet);
    const { atCreation } = this.props.rules;
    if (atCreation && subnetResource) {
      claimSubnet(this, subnet);
      writeAtCreation(subnetResource, own);
    } else {
      attachToSubnet(this, id, subnet, own, this.props);
    }
    const reserved = reservedSubnetOf(subnet.subnetName);
    const { virtualNetwork } = subnet;
    checkAtSynth(this, () => [
      reserved === ReservedSubnet.BASTION
        ? // Default rules don't count, and these groups have none that let Bastion out.
          `Azure refuses a security group on ${reserved} without rules of its own for all that Bastion needs: give ` +
          "Bastion securityGroup: true instead, which brings them"
        : undefined,
      otherRegionProblem(
        "the security group",
        this,
        `virtual network ${quote(virtualNetwork.name)}`,
        virtualNetwork,
      ),
      reserved && !RESERVED_SUBNET_RULES[reserved].networkSecurityGroupAllowed
        ? `Azure allows no network security group on ${reserved}; leave it out`
        : undefined,
      atCreation && subnetResource && !isAtLeast(azurermOf(subnetResource), "5.0")
        ? `a subnet with a security group from its creation on needs azurerm 5, and the stack has ` +
          `${azurermOf(subnetResource)}: call AzurermVersion.use(stack, "~> 5.2"), or leave atCreation out`
        : undefined,
      atCreation && !subnetResource
        ? `subnet ${quote(subnet.subnetName)} exists already, so it can't have a group from its creation on; leave atCreation out`
        : undefined,
    ]);
  }
}

/** The provider sends it with the subnet; it sends it anew when the number changes, so that follows the id. */
function writeAtCreation(subnet: TerraformResource, networkSecurityGroupId: string): void {
  const id = networkSecurityGroupId.replace(/^\$\{|\}$/g, "");
  subnet.addOverride("network_security_group_id_wo", networkSecurityGroupId);
  subnet.addOverride("network_security_group_id_wo_version", `\${parseint(substr(sha256(${id}), 0, 6), 16)}`);
}
