import { reservedSubnetOf } from "../../azure/reserved-subnets";
import { quote } from "../../core/azure-names";
import { checked } from "../../core/input-check";
import { knownPrefix, prefixProblem } from "../../network/addressing";

/** How machines in spokes with a default route to the transit reach the Internet. */
export enum InternetEgress {
  /** Not at all: the transit drops what goes to the Internet. */
  NONE = "none",
  /** Through the transit, which translates their addresses to its own public address. */
  THROUGH_TRANSIT = "throughTransit",
}

/** Routes for each prefix of each other spoke. */
export interface PerPrefixRoutesOptions {
  /**
   * More prefixes to send through the transit, in CIDR notation. To reach the hub's machines that way,
   * list the hub's exact prefix; they answer directly all the same, which a stateful appliance drops.
   * @default - none
   */
  readonly destinations?: string[];

  /**
   * Names of the subnets that are routed, the same in all spokes that have them.
   * @default - all subnets of spokes that Azure doesn't reserve
   */
  readonly subnetNames?: string[];
}

/** A default route to the transit. */
export interface DefaultRouteOptions {
  /** How machines in the spokes reach the Internet, which the default route takes away from them. */
  readonly internetEgress: InternetEgress;

  /**
   * More prefixes to send through the transit, in CIDR notation: those for which Azure has a longer route
   * than 0.0.0.0/0, such as a peered network.
   * @default - none
   */
  readonly destinations?: string[];

  /**
   * Names of the subnets that are routed, the same in all spokes that have them.
   * @default - all subnets of spokes that Azure doesn't reserve
   */
  readonly subnetNames?: string[];
}

/** Which packets of the spokes go through the transit. */
export class TransitRoutes {
  /**
   * Only what goes to other spokes and to on-premises: one route for each prefix. The Internet and all else
   * stay as they are.
   */
  public static perPrefix(options: PerPrefixRoutesOptions = {}): TransitRoutes {
    checked("TransitRoutes.perPrefix", "PerPrefixRoutesOptions", options);
    return new TransitRoutes(false, InternetEgress.NONE, options.destinations ?? [], options.subnetNames);
  }

  /**
   * Everything that leaves a spoke, except what goes to the hub: 0.0.0.0/0. Routes that a gateway learns
   * are kept out of the spokes, or packets to on-premises would go past the transit.
   *
   * Without egress through the transit, machines in the spokes have no way to the Internet.
   * @see https://github.com/cdktf-azure-hub-spoke/cdktf-azure-hub-spoke/blob/main/docs/routing-rules.md#r13
   * @see https://github.com/cdktf-azure-hub-spoke/cdktf-azure-hub-spoke/blob/main/docs/routing-rules.md#r46
   */
  public static defaultRoute(options: DefaultRouteOptions): TransitRoutes {
    checked("TransitRoutes.defaultRoute", "DefaultRouteOptions", options);
    return new TransitRoutes(true, options.internetEgress, options.destinations ?? [], options.subnetNames);
  }

  private constructor(
    /** Whether spokes send everything through the transit: one route for 0.0.0.0/0 instead of one for each prefix. */
    public readonly isDefaultRoute: boolean,
    /** How the Internet is reached, if the default route takes it away. */
    public readonly internetEgress: InternetEgress,
    /** Further prefixes that go through the transit. */
    public readonly destinations: string[],
    /** Names of the routed subnets; `undefined` for all that Azure doesn't reserve. */
    public readonly subnetNames?: string[],
  ) {}

  /** Whether the transit has to translate addresses for the Internet. */
  public get translatesInternet(): boolean {
    return this.isDefaultRoute && this.internetEgress === InternetEgress.THROUGH_TRANSIT;
  }

  /** Whether a subnet of a spoke is routed. */
  public appliesTo(subnetName: string): boolean {
    checked("TransitRoutes.appliesTo", "string", subnetName, "the subnet's name");
    return (
      reservedSubnetOf(subnetName) === undefined &&
      (this.subnetNames === undefined ||
        this.subnetNames.some((name) => name.toLowerCase() === subnetName.toLowerCase()))
    );
  }

  /**
   * What is wrong with them whatever the network, each as a sentence.
   * @internal
   */
  public _problems(): string[] {
    const reserved = (this.subnetNames ?? [])
      .filter((name) => reservedSubnetOf(name) !== undefined)
      .map(
        (name) =>
          `subnetNames lists ${quote(name)}, which Azure reserves; list subnets with machines of yours`,
      );
    const syntax = this.destinations
      .map((text) => prefixProblem("a destination of the routes", text))
      .filter((problem): problem is string => problem !== undefined);
    const everything = this.destinations
      .filter((text) => knownPrefix(text)?.length === 0)
      .map(
        () =>
          "the destinations list 0.0.0.0/0; use TransitRoutes.defaultRoute, which also says how the Internet is reached",
      );
    return [...reserved, ...syntax, ...everything];
  }
}
