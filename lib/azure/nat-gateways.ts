/** Most public IPv4 addresses of a NAT gateway. Source: "What is Azure NAT Gateway?" of 2026-04-14. */
export const MOST_NAT_ADDRESSES = 16;

/** Minutes after which an idle connection may be forgotten. Source: azurerm_nat_gateway. */
export const NAT_IDLE_MINUTES = { least: 4, most: 120 };

/** The first azurerm that has StandardV2. Source: azurerm's changelog of 2026-04-02. */
export const STANDARD_V2_SINCE = "4.67";

/** Regions without StandardV2. Source: "What is Azure NAT Gateway?" of 2026-04-14. */
export const WITHOUT_STANDARD_V2: readonly string[] = [
  "canadaeast",
  "chilecentral",
  "indonesiacentral",
  "israelnorthwest",
  "malaysiawest",
  "qatarcentral",
  "swedensouth",
  "westcentralus",
  "westindia",
];

/** Services whose delegated subnets take no StandardV2, in lower case. The same source. */
const REFUSE_STANDARD_V2: readonly string[] = [
  "microsoft.sql/managedinstances",
  "microsoft.containerinstance/containergroups",
  "microsoft.dbforpostgresql/flexibleservers",
  "microsoft.dbformysql/flexibleservers",
  "microsoft.datafactory/networks",
  "microsoft.powerplatform/vnetaccesslinks",
  "microsoft.powerplatform/enterprisepolicies",
  "microsoft.streamanalytics/streamingjobs",
  "microsoft.web/serverfarms",
  "microsoft.web/hostingenvironments",
  "microsoft.app/environments",
  "microsoft.network/dnsresolvers",
];

/** Whether a subnet that is delegated to a service takes a NAT gateway of a tier. */
export function takesNatGateway(service: string, isStandardV2: boolean): boolean {
  const name = service.toLowerCase();
  return isStandardV2 ? !REFUSE_STANDARD_V2.includes(name) : name !== "microsoft.sql/managedinstances";
}
