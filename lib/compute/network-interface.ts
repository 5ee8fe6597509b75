import { NetworkInterface as AzurermNetworkInterface } from "@cdktf/provider-azurerm/lib/network-interface";
import { Construct } from "constructs";
import { NAME_RULES } from "../azure/names";
import { quote } from "../core/azure-names";
import { checkAtSynth } from "../core/checks";
import { checked } from "../core/input-check";
import { checkName } from "../core/name-check";
import { commonArguments, PlacementProps } from "../core/placement";
import { reference } from "../core/references";
import { noteLocation, otherRegionProblem } from "../core/same-region";
import { ISubnet } from "../network/i-subnet";
import { PublicIpAddress } from "../network/public-ip-address";
import { claimStaticAddress, takeAnyAddress } from "../network/static-addresses";
import { occupiedSubnetProblem } from "../network/subnet-features";

/** Props of a {@link NetworkInterface}. */
export interface NetworkInterfaceProps extends PlacementProps {
  /** Azure name of the interface. */
  readonly networkInterfaceName: string;

  /** Subnet that it is in: not one that Azure reserves. */
  readonly subnet: ISubnet;

  /**
   * Static private address, inside the subnet and not one of the five that Azure keeps.
   * @default - Azure chooses one and keeps it while the machine exists
   */
  readonly privateIpAddress?: string;

  /**
   * Whether it may receive and send packets of other machines: every appliance that forwards needs it.
   * @default false
   */
  readonly ipForwarding?: boolean;

  /**
   * Whether packets go past the host's switch, which is faster. Small sizes don't have it.
   * @default false
   */
  readonly acceleratedNetworking?: boolean;

  /**
   * Public address.
   * @default - none
   */
  readonly publicIpAddress?: PublicIpAddress;
}

/** A network interface with one IP configuration, `ipconfig1` (`azurerm_network_interface`). */
export class NetworkInterface extends Construct {
  /** Name of its only IP configuration. */
  public static readonly IP_CONFIGURATION = "ipconfig1";

  /**
   * Whether it passes on packets of others.
   * @internal
   */
  public readonly _forwards: boolean;

  /**
   * Subnet that it is in.
   * @internal
   */
  public readonly _subnet: ISubnet;

  private readonly resource: AzurermNetworkInterface;

  public constructor(scope: Construct, id: string, props: NetworkInterfaceProps) {
    super(scope, id);
    checked(this, "NetworkInterfaceProps", props);
    noteLocation(this, props.location);
    const { subnet, privateIpAddress, publicIpAddress } = props;
    this._subnet = subnet;
    this._forwards = props.ipForwarding ?? false;
    this.resource = new AzurermNetworkInterface(this, "Resource", {
      name: props.networkInterfaceName,
      ipForwardingEnabled: props.ipForwarding,
      acceleratedNetworkingEnabled: props.acceleratedNetworking,
      ipConfiguration: [
        {
          name: NetworkInterface.IP_CONFIGURATION,
          subnetId: reference(subnet, "id", () => subnet.subnetId, this),
          privateIpAddressAllocation: privateIpAddress === undefined ? "Dynamic" : "Static",
          privateIpAddress,
          publicIpAddressId:
            publicIpAddress &&
            reference(publicIpAddress, "id", () => publicIpAddress.publicIpAddressId, this),
        },
      ],
      ...commonArguments(props),
    });
    subnet.virtualNetwork.creationOrder.writesInterface(this.resource);
    if (privateIpAddress === undefined) {
      takeAnyAddress(this.resource, subnet);
    } else {
      claimStaticAddress(this, "the private address", privateIpAddress, subnet);
    }
    checkName(this, NAME_RULES.networkInterface, props.networkInterfaceName);
    const { virtualNetwork } = subnet;
    checkAtSynth(this, () => [
      otherRegionProblem(
        "the machine",
        this,
        `virtual network ${quote(virtualNetwork.name)}`,
        virtualNetwork,
      ),
      occupiedSubnetProblem("machine", subnet),
    ]);
  }

  /** Azure resource id. */
  public get networkInterfaceId(): string {
    return this.resource.id;
  }

  /** Its private address: known at synth if static, else after apply. */
  public get privateIpAddress(): string {
    return this.resource.privateIpAddress;
  }
}
