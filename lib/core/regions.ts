import { hasZones, isKnownRegion, isZoneless, regionId, REGIONS, ZONES } from "../azure/regions";
import { didYouMean } from "../text/nearest";
import { isDeferred, quote } from "./azure-names";

/** A warning about a region that is not on the list, or `undefined`. */
export function unknownRegion(location: string): string | undefined {
  return isDeferred(location) || isKnownRegion(location)
    ? undefined
    : `the location ${quote(location)} is not a region of Azure known here` +
        didYouMean(regionId(location), REGIONS);
}

/** A warning about zones asked for where there are none, or `undefined`. */
export function zonesMissing(
  location: string,
  what: string,
  zones: readonly string[],
  remedy = "give an empty list of zones there",
): string | undefined {
  return zones.length > 0 && !isDeferred(location) && isZoneless(location)
    ? `${what} asks for zones ${zones.join(", ")}, and the region ${quote(location)} had none when our list was ` +
        `made; ${remedy}`
    : undefined;
}

/** Why something that must have zones where there are any can't do without, or `undefined`. */
export function zonesLeftOut(
  location: string,
  what: string,
  zones: readonly string[] | undefined,
  remedy = "leave zones out for all three, or list some",
): string | undefined {
  return zones?.length === 0 && !isDeferred(location) && hasZones(location)
    ? `${what} has an empty list of zones, and Azure wants zones for its addresses where there are any, as in ` +
        `${quote(location)}: ${remedy}`
    : undefined;
}

/** The zones that a service is spread over: all of them unless told otherwise; an empty list means none. */
export function zonesOrNone(zones: string[] = [...ZONES]): string[] | undefined {
  return zones.length > 0 ? zones : undefined;
}

/** What is wrong with a list of zones: what is none, and what is there twice. */
export function zoneListProblems(zones: readonly string[]): (string | undefined)[] {
  return [
    ...zones.map(zoneProblem),
    ...zones
      .filter((zone, index) => zones.indexOf(zone) < index)
      .map((zone) => `the availability zone ${quote(zone)} is listed twice; name each zone once`),
  ];
}

/**
 * Zones of a public or balanced address for which these were asked: it is in one zone or in all. Azure itself puts one of two zones into
 * all, and every plan would replace what is written otherwise (azurerm#18741).
 */
export function zonesOfAddress(zones: string[] | undefined): string[] | undefined {
  return zones && zones.length > 1 && zones.every((zone) => ZONES.includes(zone)) ? [...ZONES] : zones;
}

/** Why a text names no zone, or `undefined`. */
export function zoneProblem(zone: string): string | undefined {
  return isDeferred(zone) || ZONES.includes(zone)
    ? undefined
    : `the availability zone ${quote(String(zone))} doesn't exist; zones are "1", "2" and "3"`;
}
