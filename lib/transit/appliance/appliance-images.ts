import { MarketplacePlan, VirtualMachineImage } from "../../compute/marketplace-image";

/** An appliance of the marketplace: its image, and what it needs to run. */
export interface ApplianceImage extends VirtualMachineImage {
  /**
   * Purchase plan.
   * @default - none
   */
  readonly plan?: MarketplacePlan;

  /**
   * Size of the machine that the vendor supports.
   * @default "Standard_D2s_v5"
   */
  readonly size?: string;

  /**
   * TCP port that answers on the forwarding interface while the appliance forwards; the load balancer asks it.
   * SSH is none: it answers while nothing is forwarded, and its access lists and rate limits stop the probe.
   * @default - none: an appliance behind a load balancer needs one
   */
  readonly probePort?: number;

  /**
   * Whether the first interface is for management only, so that a second one forwards.
   * @default false
   */
  readonly hasManagementInterface?: boolean;

  /**
   * Whether it drops what no policy allows, as a firewall does: it is not taken to forward before it is configured.
   * @default true
   */
  readonly filters?: boolean;
}

/**
 * Vendors' appliances, each with a license of your own (BYOL). They are data: take one and change what you
 * need, as in `{ ...ApplianceImages.fortinetFortiGate(), version: "7.6.3" }`. Publishers withdraw versions
 * and SKUs; `az vm image list --all --publisher <publisher>` shows those of today.
 */
export class ApplianceImages {
  /**
   * Cisco Catalyst 8000V, a router. It forwards as it is, but a load balancer sends it nothing before it answers on
   * port 443: give `bootstrap` (IOS XE commands) with `ip http secure-server`.
   *
   * `az vm image list --all --publisher cisco --offer cisco-c8000v-byol`
   */
  public static ciscoCatalyst8000v(): ApplianceImage {
    return withPlan(
      { publisher: "cisco", offer: "cisco-c8000v-byol", sku: "17_15_01a-byol" },
      { size: "Standard_D2s_v5", probePort: 443, filters: false },
    );
  }

  /**
   * Juniper vSRX, a firewall. Its first interface, fxp0, is for management only, and it drops what no policy
   * allows: give `bootstrap` (Junos configuration) that puts ge-0/0/0 into a zone, allows traffic within it
   * and answers HTTPS there (`system services web-management https`), which the load balancer asks on port 443.
   *
   * `az vm image list --all --publisher juniper-networks --offer vsrx-next-generation-firewall-payg`
   */
  public static juniperVsrx(): ApplianceImage {
    return withPlan(
      {
        publisher: "juniper-networks",
        offer: "vsrx-next-generation-firewall-payg",
        sku: "vsrx-azure-image-byol",
      },
      { size: "Standard_DS3_v2", hasManagementInterface: true, probePort: 443 },
    );
  }

  /**
   * Fortinet FortiGate, a firewall, on a machine of the second generation. It drops what no policy allows:
   * give `bootstrap` (FortiOS commands) with a policy from port1 to port1, which is the interface that
   * forwards whether or not there is one for management (port2 then), and with `config system probe-response`, which answers the load balancer on port 8008.
   *
   * `az vm image list --all --publisher fortinet --offer fortinet_fortigate-vm_v5`
   */
  public static fortinetFortiGate(): ApplianceImage {
    return withPlan(
      { publisher: "fortinet", offer: "fortinet_fortigate-vm_v5", sku: "fortinet_fg-vm_g2" },
      { size: "Standard_F4s_v2", probePort: 8008 },
    );
  }

  private constructor() {}
}

/** A plan is spelled by the image itself: its SKU, offer and publisher. */
function withPlan(image: VirtualMachineImage, rest: Partial<ApplianceImage>): ApplianceImage {
  return {
    ...image,
    ...rest,
    plan: { name: image.sku, product: image.offer, publisher: image.publisher },
  };
}
