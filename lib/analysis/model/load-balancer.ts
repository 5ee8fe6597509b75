import { Belonging, ModelResource, UnknownArgument } from "./resource";

export interface LoadBalancer extends ModelResource {
  /** `Standard` (default), `Basic`, `Gateway`. */
  readonly sku: string;
  /** The input shows that it has one, but not which. */
  readonly skuUnknown?: boolean;
  readonly frontends: readonly LoadBalancerFrontend[];
  readonly rules: readonly LoadBalancerRule[];
  readonly backendPools: readonly LoadBalancerBackendPool[];
  readonly natRules?: readonly LoadBalancerNatRule[];
  readonly outboundRules?: readonly LoadBalancerOutboundRule[];
}

/** A port of a front end that leads to one machine. */
export interface LoadBalancerNatRule extends Belonging {
  readonly address: string;
  readonly name?: string;
  /** `All`, `Tcp`, `Udp`. */
  readonly protocol: string;
  /** `50001`, or `50001-50100` of a rule for a whole pool. */
  readonly frontendPorts: string;
  /** Undefined where only apply tells, which {@link portUnknown} says. */
  readonly backendPort?: number;
  readonly portUnknown?: UnknownArgument;
  /** Name of the front end. */
  readonly frontend: string;
  readonly members: readonly LoadBalancerBackend[];
}

/** How the members of a pool reach the Internet. */
export interface LoadBalancerOutboundRule extends Belonging {
  readonly address: string;
  readonly name?: string;
  /** `All`, `Tcp`, `Udp`. */
  readonly protocol: string;
  /** Names of the front ends. */
  readonly frontends: readonly string[];
  /** Address of the pool. */
  readonly backendPool?: string;
}

export interface LoadBalancerFrontend {
  readonly name: string;
  /** Set for an internal front end. */
  readonly subnet?: string;
  readonly privateIp?: string;
  /** Address of the public IP; what names it, or a prefix of addresses, where the input doesn't hold that. */
  readonly publicIp?: string;
}

export interface LoadBalancerRule extends Belonging {
  readonly address: string;
  readonly name?: string;
  /** `All`, `Tcp`, `Udp`. */
  readonly protocol: string;
  /**
   * 0 with protocol `All` = HA ports.
   * @see https://github.com/cdktf-azure-hub-spoke/cdktf-azure-hub-spoke/blob/main/docs/routing-rules.md#r61
   *
   * Undefined where only apply tells: then the rule only perhaps takes what comes to any port.
   */
  readonly frontendPort?: number;
  /** Undefined where only apply tells, which {@link portUnknown} says. */
  readonly backendPort?: number;
  /** What would settle which port members are asked at, and by which address. */
  readonly portUnknown?: UnknownArgument;
  /** Name of the front end. */
  readonly frontend: string;
  readonly floatingIp: boolean;
  /** `disable_outbound_snat`: members of its pools don't leave by its front end. */
  readonly withoutOutbound?: boolean;
  /** What would settle that. */
  readonly outboundUnknown?: UnknownArgument;
  /** Addresses of the pools. */
  readonly backendPools: readonly string[];
  /** What asks members whether they live; those that it doesn't hear from get nothing. */
  readonly probe?: LoadBalancerProbe;
  /** It has pools of which the input doesn't tell which. */
  readonly poolsUnknown?: UnknownArgument;
}

export interface LoadBalancerProbe {
  /** Undefined where the input doesn't tell which probe it is, or whether there is one. */
  readonly address?: string;
  /** Undefined where only apply tells. */
  readonly port?: number;
  /** What would settle either. */
  readonly perhaps?: UnknownArgument;
}

export interface LoadBalancerBackendPool {
  readonly address: string;
  readonly name?: string;
  readonly members: readonly LoadBalancerBackend[];
}

/** A member of a backend pool: a NIC's IP configuration, or a bare address. */
export interface LoadBalancerBackend extends Belonging {
  readonly networkInterface?: string;
  readonly ipConfiguration?: string;
  readonly ip?: string;
  /** The network of a bare address, where that is told. */
  readonly virtualNetwork?: string;
  /** The association (or scale set) that puts it there. */
  readonly origin: string;
}

/** A front end of a balancer whose front ends only apply tells: it may be public. */
export function isFrontendOpen({ perhaps }: Belonging): boolean {
  return perhaps?.argument === "frontend_ip_configuration";
}
