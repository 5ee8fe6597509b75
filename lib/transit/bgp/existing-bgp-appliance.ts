import { Construct } from "constructs";
import { isDeferred, isReference } from "../../core/azure-names";
import { checkAtSynth } from "../../core/checks";
import { declareAppliance } from "../../core/declarations";
import { IRouteServer } from "../route-server/i-route-server";
import { announcementProblems } from "./announcement-problems";
import { IBgpAppliance } from "./bgp-appliance";

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
    checkAtSynth(scope, () => [
      isDeferred(options.address) || isReference(options.address)
        ? "the address of the appliance is known only at apply, but what it announces and forwards is declared of it " +
          'at synth: give it as text, such as "10.0.2.4"'
        : undefined,
      ...announcementProblems("the appliance", this.announcedPrefixes),
    ]);
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
