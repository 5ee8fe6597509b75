import { PRIVATE_LINK_SERVICES, privateLinkZone } from "../azure/privatelink-zones";
import { quote } from "../core/azure-names";
import { checked } from "../core/input-check";
import { HubSpokeError } from "../core/validation-error";
import { didYouMean } from "../text/nearest";

/** Services whose private zones are meant. */
export interface PrivateLinkZoneSelection {
  /**
   * Services, such as `blob`, `keyVault` or `sqlServer`: see `PrivateLinkZones.services`.
   * @default - all of the list
   */
  readonly services?: string[];
}

/**
 * The private zones that Azure's services use for private endpoints, from a list with its date: Azure adds some.
 * @see https://learn.microsoft.com/azure/private-link/private-endpoint-dns
 */
export class PrivateLinkZones {
  /** Services that the list has. */
  public static services(): string[] {
    return [...PRIVATE_LINK_SERVICES];
  }

  /**
   * Names of their zones in a region, such as `privatelink.blob.core.windows.net`.
   *
   * @param location region, which some zones are named after
   * @param selection which services
   * @throws a `HubSpokeError` for a service that isn't in the list
   */
  public static names(location: string, selection: PrivateLinkZoneSelection = {}): string[] {
    checked("PrivateLinkZones.names", "string", location, "the location");
    checked("PrivateLinkZones.names", "PrivateLinkZoneSelection", selection);
    const services = selection.services ?? PRIVATE_LINK_SERVICES;
    const unknown = services.filter((service) => privateLinkZone(service, location) === undefined);
    if (unknown.length > 0) {
      throw HubSpokeError._at(
        "PrivateLinkZones.names",
        unknown.map(
          (service) =>
            `${quote(service)} is no service of our list${
              didYouMean(service, PRIVATE_LINK_SERVICES) || `; there is ${PRIVATE_LINK_SERVICES.join(", ")}`
            }; create a PrivateDnsZone for one that isn't in it`,
        ),
      );
    }
    return [...new Set(services.map((service) => privateLinkZone(service, location)!))];
  }

  private constructor() {}
}
