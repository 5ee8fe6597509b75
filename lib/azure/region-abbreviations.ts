import { regionId } from "./regions";

/**
 * Short names of regions: the geo-codes that Azure Backup uses in the names of its private endpoints, which most naming
 * conventions took over. Source: learn.microsoft.com, "Create and use private endpoints for Azure Backup", geo-code
 * list. Regions that aren't in it stay as they are.
 */
const ABBREVIATIONS: { readonly [region: string]: string } = {
  australiacentral: "acl",
  australiacentral2: "acl2",
  australiaeast: "ae",
  australiasoutheast: "ase",
  brazilsouth: "brs",
  brazilsoutheast: "bse",
  canadacentral: "cnc",
  canadaeast: "cne",
  centralindia: "inc",
  centralus: "cus",
  chinaeast: "sha",
  chinaeast2: "sha2",
  chinanorth: "bjb",
  chinanorth2: "bjb2",
  eastasia: "ea",
  eastus: "eus",
  eastus2: "eus2",
  francecentral: "frc",
  francesouth: "frs",
  germanynorth: "gn",
  germanywestcentral: "gwc",
  italynorth: "itn",
  japaneast: "jpe",
  japanwest: "jpw",
  koreacentral: "krc",
  koreasouth: "krs",
  northcentralus: "ncus",
  northeurope: "ne",
  norwayeast: "nwe",
  norwaywest: "nww",
  polandcentral: "plc",
  qatarcentral: "qac",
  southafricanorth: "san",
  southafricawest: "saw",
  southcentralus: "scus",
  southeastasia: "sea",
  southindia: "ins",
  swedencentral: "sdc",
  switzerlandnorth: "szn",
  switzerlandwest: "szw",
  uaecentral: "uac",
  uaenorth: "uan",
  uksouth: "uks",
  ukwest: "ukw",
  westcentralus: "wcus",
  westeurope: "we",
  westindia: "inw",
  westus: "wus",
  westus2: "wus2",
  westus3: "wus3",
};

/** `jpe` for `japaneast` or `Japan East`; the region itself where Azure has no short name. */
export function regionAbbreviation(location: string): string {
  const region = regionId(location);
  return ABBREVIATIONS[region] ?? region;
}
