import { BastionHost } from "@cdktf/provider-azurerm/lib/bastion-host";
import { Construct } from "constructs";
import { NAME_RULES } from "../azure/names";
import { ReservedSubnet } from "../azure/reserved-subnets";
import { nameProblem, quote } from "../core/azure-names";
import { checkAtSynth } from "../core/checks";
import { checked } from "../core/input-check";
import { ResourceKind } from "../core/naming";
import { checkPlacement, commonArguments, namingOf, placementOf, PlacementProps } from "../core/placement";
import { reference } from "../core/references";
import { ISubnet } from "../network/i-subnet";
import { PublicIpAddress } from "../network/public-ip-address";
import { claimService, SingleService } from "../network/single-services";

/** Sizes of Bastion that can live in a subnet of their own. */
export enum BastionSku {
  /** Connects from the portal; two instances, no more */
  BASIC = "Basic",
  /** Also native clients, file copy and more instances */
  STANDARD = "Standard",
  /** Also session recording */
  PREMIUM = "Premium",
}

/** What a Bastion host is made of, apart from its place. */
export interface BastionOptions {
  /**
   * Azure name, 3 to 80 characters.
   * @default - chosen by the naming strategy: `bast01` for a hub
   */
  readonly bastionName?: string;

  /**
   * Size.
   * @default BastionSku.STANDARD
   */
  readonly sku?: BastionSku;

  /**
   * Number of instances, 2 to 50; more than 2 needs Standard or Premium.
   * @default 2
   */
  readonly scaleUnits?: number;

  /**
   * Whether native clients (`az network bastion rdp`) may connect; needs Standard or Premium.
   * @default false
   */
  readonly tunneling?: boolean;

  /**
   * Whether to connect to machines by address, also in peered networks; needs Standard or Premium.
   * @default false
   */
  readonly ipConnect?: boolean;
}

/** Props of a {@link Bastion}. */
export interface BastionProps extends BastionOptions, PlacementProps {
  /** The `AzureBastionSubnet` of the network, /26 or larger. */
  readonly subnet: ISubnet;
}

/**
 * Azure Bastion: RDP and SSH to the machines of the network and its peers without a public address on
 * them. An `azurerm_bastion_host` and its `azurerm_public_ip`. It costs money as long as it exists.
 */
export class Bastion extends Construct {
  private readonly resource: BastionHost;

  public constructor(scope: Construct, id: string, props: BastionProps) {
    super(scope, id);
    checked(this, "BastionProps", props);
    checkPlacement(this, props);
    const naming = namingOf(props);
    const name =
      props.bastionName ??
      naming.nameOf({
        kind: ResourceKind.BASTION,
        subject: "bast01",
        member: props.subnet.virtualNetwork.name,
      });
    const sku = props.sku ?? BastionSku.STANDARD;
    const address = new PublicIpAddress(this, "PublicIp", {
      ...placementOf(props),
      publicIpName: naming.nameOf({ kind: ResourceKind.PUBLIC_IP, subject: name }),
    });
    this.resource = new BastionHost(this, "Resource", {
      name,
      sku,
      scaleUnits: props.scaleUnits ?? 2,
      tunnelingEnabled: props.tunneling,
      ipConnectEnabled: props.ipConnect,
      ipConfiguration: {
        name: "ipconfig1",
        subnetId: reference(props.subnet, "id", () => props.subnet.subnetId, this),
        publicIpAddressId: reference(address, "id", () => address.publicIpAddressId, this),
      },
      ...commonArguments(props),
    });
    claimService(this, SingleService.BASTION, props.subnet.virtualNetwork);
    checkAtSynth(this, () => [
      nameProblem(NAME_RULES.bastion, name),
      ...skuProblems(props, sku),
      props.subnet.subnetName === ReservedSubnet.BASTION
        ? undefined
        : `Bastion goes into the subnet "${ReservedSubnet.BASTION}"; it got ${quote(props.subnet.subnetName)}`,
    ]);
  }

  /** Azure resource id. */
  public get bastionId(): string {
    return this.resource.id;
  }
}

/** Source: azurerm_bastion_host, which says so only during apply; and "Bastion configuration settings". */
function skuProblems(props: BastionOptions, sku: BastionSku): (string | undefined)[] {
  const units = props.scaleUnits ?? 2;
  const needsStandard = (feature: string): string =>
    `${feature} needs Bastion Standard or Premium; the SKU is ${sku}`;
  return [
    Number.isInteger(units) && units >= 2 && units <= 50
      ? undefined
      : `scaleUnits is ${units}; Bastion takes 2 to 50`,
    ...(sku === BastionSku.BASIC
      ? [
          units > 2 ? needsStandard(`scaleUnits ${units}`) : undefined,
          props.tunneling ? needsStandard("tunneling") : undefined,
          props.ipConnect ? needsStandard("ipConnect") : undefined,
        ]
      : []),
  ];
}
