import { nearestNames } from "../nearest";
import { regionId } from "./checked-network";

/**
 * Regions without availability zones as of 2025-03-21. The list shrinks, so what rests on it is a warning, or an
 * error that is not raised.
 */
const ZONELESS_REGIONS: ReadonlySet<string> = new Set([
  "australiacentral",
  "australiacentral2",
  "australiasoutheast",
  "brazilsoutheast",
  "canadaeast",
  "francesouth",
  "germanynorth",
  "koreasouth",
  "northcentralus",
  "norwaywest",
  "southafricawest",
  "southindia",
  "switzerlandwest",
  "uaecentral",
  "ukwest",
  "westcentralus",
  "westindia",
  "westus",
]);

/** Regions of the public cloud that have zones. */
const ZONE_REGIONS: ReadonlySet<string> = new Set([
  "australiaeast",
  "austriaeast",
  "belgiumcentral",
  "brazilsouth",
  "canadacentral",
  "centralindia",
  "centralus",
  "chilecentral",
  "denmarkeast",
  "eastasia",
  "eastus",
  "eastus2",
  "francecentral",
  "germanywestcentral",
  "indonesiacentral",
  "israelcentral",
  "italynorth",
  "japaneast",
  "japanwest",
  "koreacentral",
  "malaysiawest",
  "mexicocentral",
  "newzealandnorth",
  "northeurope",
  "norwayeast",
  "polandcentral",
  "qatarcentral",
  "southafricanorth",
  "southcentralus",
  "southeastasia",
  "spaincentral",
  "swedencentral",
  "swedensouth",
  "switzerlandnorth",
  "taiwannorth",
  "uaenorth",
  "uksouth",
  "westeurope",
  "westus2",
  "westus3",
]);

/** Sovereign and special clouds name their regions by these patterns; some services have none but `global`. */
const OTHER_CLOUDS = /^(global|us(gov|dod|nat|sec)|china|jioindia|.*(euap|stg|stage)$)/;

/** Whether a region has no availability zones, as far as we know. */
export function isZonelessRegion(region: string): boolean {
  return ZONELESS_REGIONS.has(regionId(region));
}

/** Whether a region is one that we know. */
export function isKnownRegion(region: string): boolean {
  const id = regionId(region);
  return ZONELESS_REGIONS.has(id) || ZONE_REGIONS.has(id) || OTHER_CLOUDS.test(id);
}

/** Every region of the public cloud that we know. */
const KNOWN_REGIONS: readonly string[] = [...ZONE_REGIONS, ...ZONELESS_REGIONS].sort();

/** The region whose name is one or two letters away. */
export function nearestRegion(region: string): string | undefined {
  return nearestNames(regionId(region), KNOWN_REGIONS).at(0);
}
