/**
 * Facts that Terraform does not hold, declared by a construct or a user; verdicts name those they used.
 * @see https://github.com/cdktf-azure-hub-spoke/cdktf-azure-hub-spoke/blob/main/docs/routing-rules.md#r0.2
 */
export interface Assumptions {
  readonly bgp: readonly BgpAssumption[];
  readonly onPremises: readonly OnPremisesAssumption[];
  readonly forwards: readonly ForwardAssumption[];
}

/** What a VPN/ExpressRoute gateway learns, or what an appliance announces to the Route Servers that peer with it. */
export interface BgpAssumption {
  /** Address of the gateway, NIC, VM, load balancer or firewall; undefined when only an IP is given. */
  readonly speaker?: string;
  /** The speaker as an address, for an appliance that is not in the configuration. */
  readonly ip?: string;
  readonly announces: readonly string[];
  readonly declaredIn: string;
}

/**
 * Prefixes behind a gateway, as an endpoint of its own.
 * @see https://github.com/cdktf-azure-hub-spoke/cdktf-azure-hub-spoke/blob/main/docs/routing-rules.md#d9
 */
export interface OnPremisesAssumption {
  readonly name: string;
  /** Address of the gateway. */
  readonly gateway: string;
  readonly prefixes: readonly string[];
  readonly declaredIn: string;
}

/**
 * This appliance's guest system forwards packets; with an IP, a forwarder that the configuration does not hold.
 * @see https://github.com/cdktf-azure-hub-spoke/cdktf-azure-hub-spoke/blob/main/docs/routing-rules.md#d1
 * @see https://github.com/cdktf-azure-hub-spoke/cdktf-azure-hub-spoke/blob/main/docs/routing-rules.md#r64
 */
export interface ForwardAssumption {
  /** Address of a NIC, a VM or a load balancer. */
  readonly resource?: string;
  readonly ip?: string;
  readonly declaredIn: string;
}
