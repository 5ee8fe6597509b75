import { Construct } from "constructs";
import { declareAppliance } from "../core/declarations";
import { IBgpAppliance } from "./bgp-appliance";
import { IRouteServer } from "./route-server/i-route-server";

/** An appliance in the hub that speaks BGP already. */
export interface ExistingBgpApplianceOptions {
  /** Its private address, which it forwards packets at. */
  readonly address: string;

  /** Its autonomous system number: 16-bit, not reserved, and not 65515. */
  readonly asn: number;

  /**
   * What the Route Servers' connections to it are called.
   * @default "appliance"
   */
  readonly name?: string;
}

/**
 * An appliance that somebody else configures. It is taken to announce what our own speaker would and to
 * forward packets, which is declared as an assumption, so that the analysis names it.
 */
export class ExistingBgpAppliance implements IBgpAppliance {
  private readonly networks = new Set<string>();

  public constructor(
    scope: Construct,
    private readonly options: ExistingBgpApplianceOptions,
  ) {
    declareAppliance(scope, options.address, () => this.announcedPrefixes);
  }

  public get announcedPrefixes(): string[] {
    return [...this.networks].sort();
  }

  public announce(prefixes: string[]): void {
    prefixes.forEach((prefix) => this.networks.add(prefix));
  }

  public peerWith(_name: string, routeServer: IRouteServer): void {
    const { name, asn, address } = this.options;
    routeServer.addPeer(name ?? "appliance", { asn, address });
  }
}
