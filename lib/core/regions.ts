import { isDeferred, quote } from "./azure-names";

/**
 * Azure regions, and whether they have availability zones. Source: "Azure regions list" and "Availability
 * zones service and regional support", read 2025-03. Regions come and zones are added, so what follows from
 * this list is a warning and never an error.
 */
const WITH_ZONES =
  "australiaeast austriaeast belgiumcentral brazilsouth canadacentral centralindia centralus chilecentral " +
  "chinanorth3 denmarkeast eastasia eastus eastus2 francecentral germanywestcentral indiasouthcentral " +
  "indonesiacentral israelcentral italynorth japaneast japanwest koreacentral malaysiawest mexicocentral " +
  "newzealandnorth northeurope norwayeast polandcentral qatarcentral saudiarabiaeast southafricanorth " +
  "southcentralus southeastasia spaincentral swedencentral switzerlandnorth uaenorth uksouth usgovvirginia " +
  "westeurope westus2 westus3";

const WITHOUT_ZONES =
  "australiacentral australiacentral2 australiasoutheast brazilsoutheast brazilus canadaeast chinaeast " +
  "chinaeast2 chinaeast3 chinanorth chinanorth2 eastus2euap centraluseuap francesouth germanynorth jioindiacentral " +
  "jioindiawest koreasouth northcentralus norwaywest southafricawest southindia swedensouth switzerlandwest " +
  "uaecentral ukwest usdodcentral usdodeast usgovarizona usgovtexas westcentralus westindia westus";

const ZONAL = new Set(WITH_ZONES.split(" "));
const ZONELESS = new Set(WITHOUT_ZONES.split(" "));

/** A warning about a region that is not on the list, or `undefined`. */
export function unknownRegion(location: string): string | undefined {
  const region = regionId(location);
  if (isDeferred(location) || ZONAL.has(region) || ZONELESS.has(region)) {
    return undefined;
  }
  const nearest = [...ZONAL, ...ZONELESS]
    .map((known) => ({ known, distance: distance(region, known) }))
    .sort((a, b) => a.distance - b.distance)[0];
  return (
    `the location ${quote(location)} is not a region of Azure known here` +
    (nearest.distance <= 3 ? `; did you mean "${nearest.known}"?` : "")
  );
}

/** A warning about zones asked for where there are none, or `undefined`. */
export function zonesMissing(location: string, what: string, zones: readonly string[]): string | undefined {
  return zones.length > 0 && !isDeferred(location) && ZONELESS.has(regionId(location))
    ? `${what} asks for zones ${zones.join(", ")}, and the region ${quote(location)} had none when our list was ` +
        "made; give an empty list of zones there"
    : undefined;
}

/** All zones of a region that has zones. */
const ALL_ZONES = ["1", "2", "3"];

/** The zones that a service is spread over: all of them unless told otherwise; an empty list means none. */
export function zonesOrNone(zones: string[] = ALL_ZONES): string[] | undefined {
  return zones.length > 0 ? zones : undefined;
}

/** Why a text names no zone, or `undefined`. */
export function zoneProblem(zone: string): string | undefined {
  return isDeferred(zone) || /^[123]$/.test(zone)
    ? undefined
    : `the availability zone ${quote(String(zone))} doesn't exist; zones are "1", "2" and "3"`;
}

/** `eastasia` for `East Asia`. */
export function regionId(location: string): string {
  return location.toLowerCase().replace(/ /g, "");
}

/** Levenshtein distance. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
    }
    row = next;
  }
  return row[b.length];
}
