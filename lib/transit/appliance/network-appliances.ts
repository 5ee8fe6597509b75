import { LinuxVirtualMachine } from "@cdktf/provider-azurerm/lib/linux-virtual-machine";
import { MarketplaceAgreement } from "@cdktf/provider-azurerm/lib/marketplace-agreement";
import { TerraformResource } from "cdktf";
import { Construct } from "constructs";
import { DailyShutdown } from "../../compute/daily-shutdown";
import { LinuxServer } from "../../compute/linux-server";
import { LinuxMachineOptions } from "../../compute/machine-options";
import { NetworkInterface } from "../../compute/network-interface";
import { quote } from "../../core/azure-names";
import { checkAtSynth, tellOnceWithin } from "../../core/checks";
import { checked } from "../../core/input-check";
import { waitFor } from "../../core/late";
import { ResourceKind } from "../../core/naming";
import { namingOf, placementOf, PlacementProps } from "../../core/placement";
import { reference } from "../../core/references";
import { firstAddresses } from "../../network/addressing";
import { ISubnet } from "../../network/i-subnet";
import { isSameNetwork } from "../../network/network-contents";
import { DeclaredFacts } from "../declared-facts";
import { ApplianceImage } from "./appliance-images";
import { HighAvailabilityPortsLoadBalancer } from "./high-availability-ports";

/** What appliances from the marketplace are made of, apart from image and place. */
export interface NetworkAppliancesOptions extends LinuxMachineOptions {
  /**
   * What the appliances are called: `nva` gives `vm-nva01`, `vm-nva02` and `lbi-nva`.
   * @default "nva"
   */
  readonly name?: string;

  /**
   * How many there are.
   * @default 2
   */
  readonly instances?: number;

  /**
   * Whether a load balancer stands before them. A single one may do without.
   * @default true
   */
  readonly loadBalancer?: boolean;

  /**
   * Address that routes point at: that of the load balancer, or of the only appliance without one.
   * @default - the first of the subnet that Azure gives away, such as 10.0.1.4
   */
  readonly privateIpAddress?: string;

  /**
   * Availability zones that the appliances are spread over. Changing them replaces machines.
   * @default - none
   */
  readonly zones?: string[];

  /**
   * Configuration that the appliance loads at its first start (custom data), in the vendor's own format. It may
   * hold values that are known only at apply, such as that of a sensitive variable. Changing it replaces the
   * machines. It is in Terraform's state in clear text.
   * @default - none: you configure them over the management interface
   */
  readonly bootstrap?: string;

  /**
   * The same for each instance, in their order, where they differ: by a name, an address or a part in a pair.
   * @default - all load `bootstrap`
   */
  readonly bootstraps?: string[];

  /**
   * Whether they forward as configured, which is declared as an assumption of the analysis. Say so of appliances
   * that you configure in another way than by `bootstrap`.
   * @default - true if they are given a `bootstrap` or `bootstraps`; otherwise of an image that filters nothing, if no load balancer
   * asks it first: none answers as it comes
   */
  readonly forwards?: boolean;

  /**
   * Accept the vendor's terms for the whole subscription (`azurerm_marketplace_agreement`). Fails if they
   * have been accepted already.
   * @default false
   */
  readonly acceptMarketplaceTerms?: boolean;
}

/** Props of {@link NetworkAppliances}. */
export interface NetworkAppliancesProps extends NetworkAppliancesOptions, PlacementProps {
  /** Image of the appliances: one of `ApplianceImages`, or your own. */
  readonly image: ApplianceImage;

  /** Subnet of the interfaces that forward. */
  readonly subnet: ISubnet;

  /**
   * Subnet of the interfaces for management, which images such as Juniper's need.
   * @default - appliances have one interface
   */
  readonly managementSubnet?: ISubnet;

  /**
   * Whether each appliance gets a public address.
   * @default false
   */
  readonly publicIp?: boolean;
}

/** More are possible, but nobody needs them before one load balancer. */
const MOST_INSTANCES = 32;

/**
 * Appliances from the marketplace behind an internal load balancer with HA ports. Each has one interface that
 * forwards, with a static address, and is never shut down.
 */
export class NetworkAppliances extends Construct {
  /** Address that routes point at. */
  public readonly privateIpAddress: string;

  public constructor(scope: Construct, id: string, props: NetworkAppliancesProps) {
    super(scope, id);
    checked(this, "NetworkAppliancesProps", props);
    tellOnceWithin(this);
    const { image, subnet } = props;
    const instances = props.instances ?? 2;
    const count = Math.max(1, Math.min(Number.isInteger(instances) ? instances : 1, MOST_INSTANCES));
    const balanced = props.loadBalancer ?? true;
    const candidates = firstAddresses(subnet.addressPrefix, count + 2);
    this.privateIpAddress = props.privateIpAddress ?? candidates[0] ?? "";
    const addresses = balanced
      ? candidates.filter((address) => address !== this.privateIpAddress)
      : [this.privateIpAddress];

    const balancer = balanced
      ? new HighAvailabilityPortsLoadBalancer(this, "LoadBalancer", {
          ...placementOf(props),
          name: props.name ?? "nva",
          subnet,
          privateIpAddress: this.privateIpAddress,
          // Refused below if there is none; any port will do until then.
          probePort: image.probePort ?? 1,
          zones: props.zones,
        })
      : undefined;
    const agreement = this.acceptTerms(props);
    // Those for which the subnet has no room are refused below, once.
    const created = balanced ? Math.min(count, Math.max(1, addresses.length)) : count;
    for (let index = 0; index < created; index++) {
      this.addAppliance(index + 1, addresses[index], props, balancer, agreement);
    }
    checkAtSynth(this, () => problems(props, instances, balanced, addresses.length));
  }

  private addAppliance(
    ordinal: number,
    address: string | undefined,
    props: NetworkAppliancesProps,
    balancer: HighAvailabilityPortsLoadBalancer | undefined,
    agreement: TerraformResource | undefined,
  ): void {
    const { image, zones = [] } = props;
    const server = new LinuxServer(this, `Appliance${ordinal}`, {
      ...placementOf(props),
      name: `${props.name ?? "nva"}${String(ordinal).padStart(2, "0")}`,
      subnet: props.subnet,
      privateIpAddress: address,
      ipForwarding: true,
      publicIp: props.publicIp,
      image: {
        publisher: image.publisher,
        offer: image.offer,
        sku: image.sku,
        version: image.version,
      },
      plan: image.plan,
      size: props.size ?? image.size ?? "Standard_D2s_v5",
      cloudInit: props.bootstraps?.[ordinal - 1] ?? props.bootstrap,
      adminUsername: props.adminUsername,
      adminPassword: props.adminPassword,
      adminSshPublicKey: props.adminSshPublicKey,
      zone: zones.length > 0 ? zones[(ordinal - 1) % zones.length] : undefined,
      dailyShutdown: DailyShutdown.never(),
    });
    const isConfigured = props.bootstrap !== undefined || props.bootstraps !== undefined;
    if (props.forwards ?? (isConfigured || (image.filters === false && !balancer))) {
      DeclaredFacts.forwards(server.networkInterface);
    }
    const machine = server.node.defaultChild as LinuxVirtualMachine;
    if (props.managementSubnet) {
      this.addManagementInterface(server, machine, `${machine.nameInput}-mgmt`, props);
    }
    // E8: nothing refers to the accepted terms.
    waitFor(machine, () => (agreement ? [agreement] : []));
    balancer?.addBackend(server, "Backend", server.networkInterface);
  }

  private addManagementInterface(
    server: LinuxServer,
    machine: LinuxVirtualMachine,
    subject: string,
    props: NetworkAppliancesProps,
  ): void {
    const management = new NetworkInterface(server, "ManagementInterface", {
      ...placementOf(props),
      networkInterfaceName: namingOf(props).nameOf({ kind: ResourceKind.NETWORK_INTERFACE, subject }),
      subnet: props.managementSubnet!,
    });
    // Vendors number interfaces in this order, and the first is the machine's primary one.
    const forwarding = server.networkInterface;
    const order = props.image.hasManagementInterface ? [management, forwarding] : [forwarding, management];
    machine.networkInterfaceIds = order.map((each) =>
      reference(each, "id", () => each.networkInterfaceId, server),
    );
  }

  private acceptTerms(props: NetworkAppliancesProps): TerraformResource | undefined {
    const { plan } = props.image;
    return props.acceptMarketplaceTerms && plan
      ? new MarketplaceAgreement(this, "Terms", {
          publisher: plan.publisher,
          offer: plan.product,
          plan: plan.name,
          provider: props.provider,
        })
      : undefined;
  }
}

function problems(
  props: NetworkAppliancesProps,
  instances: number,
  balanced: boolean,
  addresses: number,
): (string | undefined)[] {
  const { image } = props;
  return [
    Number.isInteger(instances) && instances >= 1 && instances <= MOST_INSTANCES
      ? undefined
      : `instances is ${instances}; give a whole number from 1 to ${MOST_INSTANCES}`,
    props.bootstraps && props.bootstrap !== undefined
      ? "bootstrap is for all appliances and bootstraps for each; give one of the two"
      : undefined,
    props.bootstraps && props.bootstraps.length !== instances
      ? `bootstraps has ${props.bootstraps.length} configurations for ${instances} instances; give one for each`
      : undefined,
    instances > 1 && !balanced
      ? `${instances} appliances need a load balancer, since a route points at one address; leave loadBalancer out`
      : undefined,
    instances > addresses && instances <= MOST_INSTANCES && balanced
      ? `subnet ${props.subnet.addressPrefix} has no room for ${instances} appliances and their load balancer; ` +
        "give it a larger prefix"
      : undefined,
    balanced && image.probePort === undefined
      ? `the load balancer asks appliances whether they forward, but ${image.publisher} ${image.offer} has no port ` +
        "for it; give image.probePort, the TCP port that your configuration opens on the forwarding interface"
      : undefined,
    props.managementSubnet &&
    !isSameNetwork(props.managementSubnet.virtualNetwork, props.subnet.virtualNetwork)
      ? `the management subnet is in virtual network ${quote(props.managementSubnet.virtualNetwork.name)} and the appliances' in ` +
        `${quote(props.subnet.virtualNetwork.name)}: interfaces of one machine are in one network`
      : undefined,
    image.hasManagementInterface && !props.managementSubnet
      ? `the first interface of ${image.publisher} ${image.offer} is for management only; give managementSubnetPrefix`
      : undefined,
    props.acceptMarketplaceTerms && !image.plan
      ? "acceptMarketplaceTerms needs the plan of the image; give image.plan"
      : undefined,
  ];
}
