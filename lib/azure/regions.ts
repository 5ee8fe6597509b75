/**
 * Regions with availability zones. Source: "Azure regions list" of 2026-09-23, and its pages for Azure Government
 * and Azure operated by 21Vianet. Regions come and zones are added, so what follows from these lists is a warning.
 */
const WITH_ZONES =
  "australiaeast austriaeast belgiumcentral brazilsouth canadacentral centralindia centralus chilecentral " +
  "chinanorth3 denmarkeast eastasia eastus eastus2 francecentral germanywestcentral indiasouthcentral " +
  "indonesiacentral israelcentral italynorth japaneast japanwest koreacentral malaysiawest mexicocentral " +
  "newzealandnorth northcentralus northeurope norwayeast polandcentral qatarcentral southafricanorth " +
  "southcentralus southeastasia spaincentral swedencentral switzerlandnorth uaenorth uksouth usgovvirginia " +
  "westeurope westus2 westus3";

const WITHOUT_ZONES =
  "australiacentral australiacentral2 australiasoutheast brazilsoutheast canadaeast chinaeast chinaeast2 " +
  "chinaeast3 chinanorth chinanorth2 francesouth germanynorth koreasouth norwaywest southafricawest southindia " +
  "switzerlandwest uaecentral ukwest usdodcentral usdodeast usgovarizona usgovtexas westcentralus westindia westus";

/** They exist, for some subscriptions only; whether they have zones isn't published. */
const ZONES_NOT_PUBLISHED =
  "brazilus centraluseuap eastus2euap jioindiacentral jioindiawest saudiarabiaeast swedensouth taiwannorth " +
  "taiwannorthwest usnateast usnatwest usseceast ussecwest ussecwestcentral";

/** When somebody last compared the lists with Azure's own. */
export const REGIONS_READ_ON = "2026-11-26";

const ZONAL: ReadonlySet<string> = new Set(WITH_ZONES.split(" "));
const ZONELESS: ReadonlySet<string> = new Set(WITHOUT_ZONES.split(" "));

/** Every region known here, as azurerm writes it. */
export const REGIONS: readonly string[] = [WITH_ZONES, WITHOUT_ZONES, ZONES_NOT_PUBLISHED]
  .flatMap((list) => list.split(" "))
  .sort();

const KNOWN: ReadonlySet<string> = new Set(REGIONS);

/** Location of services that stand in no region, such as DNS zones. No network or machine can. */
export const GLOBAL_LOCATION = "global";

/** Whether a text can be the name of a region, known here or not. */
export function isRegionName(text: string): boolean {
  return /^[A-Za-z][A-Za-z0-9 ]{2,}$/.test(text);
}

/** `eastasia` for `East Asia`, as azurerm does it: both are the same region. */
export function regionId(location: string): string {
  return location.toLowerCase().replace(/ /g, "");
}

/** Whether a location is a region that is known here. */
export function isKnownRegion(location: string): boolean {
  return KNOWN.has(regionId(location));
}

/** Whether a region is known to have availability zones. */
export function hasZones(location: string): boolean {
  return ZONAL.has(regionId(location));
}

/** Whether a region is known to have no availability zones. */
export function isZoneless(location: string): boolean {
  return ZONELESS.has(regionId(location));
}

/** Clouds beside the global one, by the names of their regions. */
const CLOUDS: readonly (readonly [RegExp, string])[] = [
  [/^china/, "Azure operated by 21Vianet"],
  [/^us(gov|dod)/, "Azure Government"],
  [/^usnat/, "Azure Government Secret"],
  [/^ussec/, "Azure Government Top Secret"],
];

/** The cloud that a region is of; undefined where nobody here knows the region. */
export function cloudOf(location: string): string | undefined {
  const region = regionId(location);
  if (!KNOWN.has(region)) {
    return undefined;
  }
  return CLOUDS.find(([pattern]) => pattern.test(region))?.[1] ?? "Azure's global cloud";
}

/** The zones of a region that has zones, and the names that any zone can have. */
export const ZONES: readonly string[] = ["1", "2", "3"];

/** Where regions are, for those who name the place: the column "Physical location" of "Azure regions list", and the countries of one region. */
const PLACES: { readonly [region: string]: string } = {
  australiaeast: "sydney newsouthwales",
  australiasoutheast: "melbourne victoria",
  australiacentral: "canberra",
  austriaeast: "vienna wien austria",
  belgiumcentral: "brussels belgium",
  brazilsouth: "saopaulo",
  canadacentral: "toronto",
  canadaeast: "quebec",
  centralindia: "pune",
  centralus: "iowa",
  chilecentral: "santiago chile",
  denmarkeast: "copenhagen denmark",
  eastasia: "hongkong hongkongsar",
  eastus: "virginia",
  francecentral: "paris",
  germanywestcentral: "frankfurt",
  germanynorth: "berlin",
  indonesiacentral: "jakarta indonesia",
  israelcentral: "israel telaviv",
  italynorth: "milan milano italy",
  japaneast: "tokyo saitama kanto",
  japanwest: "osaka kansai",
  koreacentral: "seoul",
  koreasouth: "busan",
  malaysiawest: "kualalumpur malaysia",
  mexicocentral: "queretaro mexico",
  newzealandnorth: "auckland newzealand",
  northcentralus: "illinois chicago",
  northeurope: "ireland dublin",
  norwayeast: "oslo",
  norwaywest: "stavanger",
  polandcentral: "warsaw poland",
  qatarcentral: "doha qatar",
  southafricanorth: "johannesburg",
  southafricawest: "capetown",
  southcentralus: "texas sanantonio",
  southeastasia: "singapore",
  southindia: "chennai",
  spaincentral: "madrid spain",
  swedencentral: "gavle stockholm",
  switzerlandnorth: "zurich",
  switzerlandwest: "geneva",
  uaecentral: "abudhabi",
  uaenorth: "dubai",
  uksouth: "london",
  ukwest: "cardiff",
  westcentralus: "wyoming",
  westeurope: "netherlands amsterdam",
  westindia: "mumbai",
  westus: "california",
  westus2: "washington seattle",
  westus3: "phoenix arizona",
};

const REGION_OF_PLACE: ReadonlyMap<string, string> = new Map(
  Object.entries(PLACES).flatMap(([region, places]) => places.split(" ").map((place) => [place, region])),
);

/** The region that is meant by a text which is none for sure: a place where one is, or a region's name with other signs in it. */
export function regionMeantBy(location: string): string | undefined {
  const letters = location.toLowerCase().replace(/[^a-z0-9]/g, "");
  return isKnownRegion(location)
    ? undefined
    : (REGION_OF_PLACE.get(letters) ?? (KNOWN.has(letters) ? letters : undefined));
}
