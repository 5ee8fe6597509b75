/** Kinds of resource that a {@link INamingStrategy} names. */
export enum ResourceKind {
  /** `rg-hub01` */
  RESOURCE_GROUP = "rg",
  /** `vnet-hub01` */
  VIRTUAL_NETWORK = "vnet",
  /** `hub01-to-spoke01` */
  PEERING = "peering",
  /** `vpngw01` */
  VPN_GATEWAY = "vpngw",
  /** `ergw01` */
  EXPRESS_ROUTE_GATEWAY = "ergw",
  /** `bast01` */
  BASTION = "bast",
  /** `pip-bast01`, `pip01-vpngw01` */
  PUBLIC_IP = "pip",
  /** `nic-hub01` */
  NETWORK_INTERFACE = "nic",
  /** `vm-hub01` */
  VIRTUAL_MACHINE = "vm",
  /** `nsg-nva` */
  NETWORK_SECURITY_GROUP = "nsg",
  /** `rt-spoke01` */
  ROUTE_TABLE = "rt",
  /** `lgw-tokyo` */
  LOCAL_NETWORK_GATEWAY = "lgw",
  /** `con-tokyo` */
  CONNECTION = "con",
  /** `afw-hub01` */
  FIREWALL = "afw",
  /** `afwp-hub01` */
  FIREWALL_POLICY = "afwp",
  /** `rcg-spoke-to-spoke` */
  RULE_COLLECTION_GROUP = "rcg",
  /** `ipg-spoke01` */
  IP_GROUP = "ipg",
  /** `ippre-afw-hub01` */
  PUBLIC_IP_PREFIX = "ippre",
  /** `dnspr-hub01` */
  PRIVATE_RESOLVER = "dnspr",
  /** `dnsfrs-corp` */
  FORWARDING_RULESET = "dnsfrs",
  /** `ng-spoke01` */
  NAT_GATEWAY = "ng",
  /** `lbi-nva` */
  LOAD_BALANCER = "lbi",
  /** `ars-spoke01` */
  ROUTE_SERVER = "ars",
  /** `disk-vm-hub01-logs` */
  DISK = "disk",
  /** `fl-vnet-hub01` */
  FLOW_LOG = "fl",
  /** `aa-office` */
  AUTOMATION_ACCOUNT = "aa",
  /** `vnra-hub01` */
  ROUTING_APPLIANCE = "vnra",
  /** `vnm-corp` */
  NETWORK_MANAGER = "vnm",
}

/** A resource that wants a name. */
export interface NameRequest {
  /** What kind of resource it is. */
  readonly kind: ResourceKind;

  /**
   * What it is for: the name that the user gave to the hub, spoke or machine (`hub01`), the name of the
   * resource that it belongs to (`vpngw01` for a gateway's address), or `hub01-to-spoke01` for a peering.
   */
  readonly subject: string;

  /**
   * Which one of several it is, counted from 1.
   * @default - the only one of its kind for its subject
   */
  readonly ordinal?: number;

  /**
   * Name that the user gave to the hub or spoke that it is in.
   * @default - not told: the resource is in none, or its subject is that name
   */
  readonly member?: string;

  /**
   * Azure region of the resource, as given (`eastasia`).
   * @default - it has none of its own: a peering, a rule collection group
   */
  readonly location?: string;

  /**
   * Name of its resource group.
   * @default - it is in none: a resource group
   */
  readonly resourceGroupName?: string;

  /**
   * Tags of the resource.
   * @default - none
   */
  readonly tags?: { [key: string]: string };
}

/**
 * Chooses the Azure names of all resources at once.
 *
 * A name given to a single resource (`virtualNetworkName`, for instance) wins over the strategy. Names are
 * not construct ids: a strategy changes what Azure shows and never a Terraform address.
 */
export interface INamingStrategy {
  /** The Azure name of a resource. Must give the same name for the same request. */
  nameOf(request: NameRequest): string;
}

/** The names of the article: `vnet-hub01`, `hub01-to-spoke01`, `pip01-vpngw01`, `nic-hub01`, `vm-hub01`. */
export class ArticleNaming implements INamingStrategy {
  public nameOf(request: NameRequest): string {
    const ordinal = request.ordinal === undefined ? "" : String(request.ordinal).padStart(2, "0");
    switch (request.kind) {
      case ResourceKind.PEERING:
      case ResourceKind.VPN_GATEWAY:
      case ResourceKind.EXPRESS_ROUTE_GATEWAY:
      case ResourceKind.BASTION:
        return `${request.subject}${ordinal}`;
      default:
        return `${request.kind}${ordinal}-${request.subject}`;
    }
  }
}
