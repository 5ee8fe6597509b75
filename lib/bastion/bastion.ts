import { BastionHost, BastionHostIpConfiguration } from "@cdktf/provider-azurerm/lib/bastion-host";
import { Construct } from "constructs";
import { isAtLeast } from "../azure/azurerm-versions";
import { PRIVATE_BASTION_SINCE } from "../azure/bastion-rules";
import { NAME_RULES } from "../azure/names";
import { ReservedSubnet } from "../azure/reserved-subnets";
import { quote } from "../core/azure-names";
import { azurermOf } from "../core/azurerm-version";
import { checkAtSynth } from "../core/checks";
import { checked } from "../core/input-check";
import { waitFor } from "../core/late";
import { checkName } from "../core/name-check";
import { ResourceKind } from "../core/naming";
import { checkPlacement, commonArguments, namingOf, placementOf, PlacementProps } from "../core/placement";
import { reference } from "../core/references";
import { HubSpokeError } from "../core/validation-error";
import { WarningCode } from "../core/warning-code";
import { warnAtSynth } from "../core/warnings";
import { showToWatchers, WatchedKind } from "../core/watched-resources";
import { ISubnet } from "../network/i-subnet";
import { IVirtualNetwork } from "../network/i-virtual-network";
import { PublicIpAddress } from "../network/public-ip-address";
import { claimService, SingleService } from "../network/single-services";
import { BastionSecurityGroup } from "./bastion-security-group";
import { BastionOptions, BastionSku, featureArguments, tierProblems } from "./bastion-tiers";

/** Props of a {@link Bastion}. */
export interface BastionProps extends BastionOptions, PlacementProps {
  /**
   * The `AzureBastionSubnet` of the network, /26 or larger.
   * @default - none, for Developer alone
   */
  readonly subnet?: ISubnet;

  /**
   * The network itself, for Developer.
   * @default - that of the subnet
   */
  readonly virtualNetwork?: IVirtualNetwork;
}

/**
 * Azure Bastion: RDP and SSH to the machines of the network and its peers without a public address on
 * them. An `azurerm_bastion_host`, and its `azurerm_public_ip` if it has one. All tiers but Developer cost money as long as
 * they exist.
 */
export class Bastion extends Construct {
  /** Its tier. */
  public readonly sku: BastionSku;

  private readonly resource: BastionHost;

  public constructor(scope: Construct, id: string, props: BastionProps) {
    super(scope, id);
    checked(this, "BastionProps", props);
    checkPlacement(this, props);
    const sku = props.sku ?? BastionSku.STANDARD;
    const { subnet } = props;
    const network = props.virtualNetwork ?? subnet?.virtualNetwork;
    if (!network || (!subnet && sku !== BastionSku.DEVELOPER)) {
      throw new HubSpokeError(
        this,
        sku === BastionSku.DEVELOPER
          ? "Bastion Developer needs the network that it is for: give virtualNetwork"
          : `Bastion ${sku} needs a subnet ${ReservedSubnet.BASTION} of /26 or larger: give subnet`,
      );
    }
    const name =
      props.bastionName ??
      namingOf(props).nameOf({ kind: ResourceKind.BASTION, subject: "bast01", member: network.name });
    this.sku = sku;
    checkName(this, NAME_RULES.bastion, name);
    this.resource = new BastionHost(this, "Resource", {
      name,
      sku,
      ...featureArguments(props),
      ...(sku === BastionSku.DEVELOPER
        ? { virtualNetworkId: reference(network, "id", () => network.virtualNetworkId, this) }
        : { scaleUnits: props.scaleUnits ?? 2, ipConfiguration: this.place(subnet!, name, props) }),
      ...commonArguments(props),
    });
    if (props.securityGroup && subnet) {
      const group = new BastionSecurityGroup(this, "SecurityGroup", {
        ...placementOf(props),
        name,
        subnet,
        isPrivate: props.privateOnly ?? false,
      });
      // Azure refuses a change of the subnet while Bastion is being created in it.
      waitFor(this.resource, () => [group.association]);
    }
    showToWatchers({
      kind: WatchedKind.BASTION,
      owner: this,
      resource: this.resource,
      name,
      placement: props,
    });
    network.creationOrder.standsInSubnet(this);
    claimService(this, SingleService.BASTION, network);
    warnAtSynth(this, WarningCode.BASTION_SESSIONS_UNRECORDED, () =>
      sku === BastionSku.PREMIUM && props.sessionRecording && props.tunneling
        ? `Bastion ${quote(name)} records sessions in the browser, and tunneling lets in native clients, whose sessions it can't ` +
          "record: leave one of the two out"
        : undefined,
    );
    checkAtSynth(this, () => [
      ...tierProblems(props, sku),
      this.versionProblem(props),
      subnetProblem(subnet),
    ]);
  }

  /** Azure resource id. */
  public get bastionId(): string {
    return this.resource.id;
  }

  private versionProblem({ privateOnly }: BastionProps): string | undefined {
    const version = azurermOf(this.resource);
    return privateOnly && !isAtLeast(version, PRIVATE_BASTION_SINCE)
      ? `a Bastion without public address needs azurerm ${PRIVATE_BASTION_SINCE} or later, and the stack has ` +
          `${version}: call AzurermVersion.use(stack, "~> ${PRIVATE_BASTION_SINCE}"), or leave privateOnly out`
      : undefined;
  }

  private place(subnet: ISubnet, name: string, props: BastionProps): BastionHostIpConfiguration {
    const place = { name: "ipconfig1", subnetId: reference(subnet, "id", () => subnet.subnetId, this) };
    if (props.privateOnly) {
      // The provider package was made for an azurerm that demanded an address.
      return place as BastionHostIpConfiguration;
    }
    const address = new PublicIpAddress(this, "PublicIp", {
      ...placementOf(props),
      publicIpName: namingOf(props).nameOf({ kind: ResourceKind.PUBLIC_IP, subject: name }),
    });
    return {
      ...place,
      publicIpAddressId: reference(address, "id", () => address.publicIpAddressId, this),
    };
  }
}

function subnetProblem(subnet: ISubnet | undefined): string | undefined {
  return subnet === undefined || subnet.subnetName === ReservedSubnet.BASTION
    ? undefined
    : `Bastion goes into the subnet "${ReservedSubnet.BASTION}"; it got ${quote(subnet.subnetName)}`;
}
