import { regionAbbreviation } from "./region-abbreviations";
import { regionId } from "./regions";

/** The document that the list is from, and when somebody last compared them. A test fails when that is 18 months ago. */
export const PRIVATE_LINK_ZONES = {
  source: "Azure Private Endpoint private DNS zone values, commercial cloud",
  readOn: "2026-11-26",
  /** Zones by service; `{region}` and `{code}` stand for the region and Azure's short name of it. */
  zones: {
    blob: "privatelink.blob.core.windows.net",
    table: "privatelink.table.core.windows.net",
    queue: "privatelink.queue.core.windows.net",
    file: "privatelink.file.core.windows.net",
    web: "privatelink.web.core.windows.net",
    dfs: "privatelink.dfs.core.windows.net",
    fileSync: "privatelink.afs.azure.net",
    sqlServer: "privatelink.database.windows.net",
    mySql: "privatelink.mysql.database.azure.com",
    postgreSql: "privatelink.postgres.database.azure.com",
    mariaDb: "privatelink.mariadb.database.azure.com",
    cosmosSql: "privatelink.documents.azure.com",
    cosmosMongo: "privatelink.mongo.cosmos.azure.com",
    cosmosCassandra: "privatelink.cassandra.cosmos.azure.com",
    cosmosGremlin: "privatelink.gremlin.cosmos.azure.com",
    cosmosTable: "privatelink.table.cosmos.azure.com",
    redis: "privatelink.redis.cache.windows.net",
    redisEnterprise: "privatelink.redisenterprise.cache.azure.net",
    synapse: "privatelink.azuresynapse.net",
    synapseSql: "privatelink.sql.azuresynapse.net",
    synapseDev: "privatelink.dev.azuresynapse.net",
    dataFactory: "privatelink.datafactory.azure.net",
    dataFactoryPortal: "privatelink.adf.azure.com",
    databricks: "privatelink.azuredatabricks.net",
    serviceBus: "privatelink.servicebus.windows.net",
    eventGrid: "privatelink.eventgrid.azure.net",
    keyVault: "privatelink.vaultcore.azure.net",
    managedHsm: "privatelink.managedhsm.azure.net",
    appConfiguration: "privatelink.azconfig.io",
    webApps: "privatelink.azurewebsites.net",
    containerRegistry: "privatelink.azurecr.io",
    cognitiveServices: "privatelink.cognitiveservices.azure.com",
    openAi: "privatelink.openai.azure.com",
    search: "privatelink.search.windows.net",
    machineLearning: "privatelink.api.azureml.ms",
    notebooks: "privatelink.notebooks.azure.net",
    signalR: "privatelink.service.signalr.net",
    iotHub: "privatelink.azure-devices.net",
    monitor: "privatelink.monitor.azure.com",
    logAnalyticsOms: "privatelink.oms.opinsights.azure.com",
    logAnalyticsOds: "privatelink.ods.opinsights.azure.com",
    automation: "privatelink.azure-automation.net",
    automationAgent: "privatelink.agentsvc.azure-automation.net",
    siteRecovery: "privatelink.siterecovery.windowsazure.com",
    virtualDesktop: "privatelink.wvd.microsoft.com",
    backup: "privatelink.{code}.backup.windowsazure.com",
    kubernetes: "privatelink.{region}.azmk8s.io",
    dataExplorer: "privatelink.{region}.kusto.windows.net",
    batch: "privatelink.batch.azure.com",
    containerApps: "privatelink.{region}.azurecontainerapps.io",
  },
} as const;

/** The names of the services that the list has. */
export const PRIVATE_LINK_SERVICES: readonly string[] = Object.keys(PRIVATE_LINK_ZONES.zones);

/** The zone of a service in a region, or `undefined` for one that the list doesn't have. */
export function privateLinkZone(service: string, location: string): string | undefined {
  const zones: { readonly [service: string]: string } = PRIVATE_LINK_ZONES.zones;
  return Object.hasOwn(zones, service)
    ? zones[service].replace("{region}", regionId(location)).replace("{code}", regionAbbreviation(location))
    : undefined;
}

/** The zone in which the name of a part of a service is looked for, of parts that have one zone alone. */
export const ZONE_OF_SUBRESOURCE: ReadonlyMap<string, string> = new Map<string, string>(
  Object.entries({
    blob: "blob",
    blob_secondary: "blob",
    table: "table",
    table_secondary: "table",
    queue: "queue",
    queue_secondary: "queue",
    file: "file",
    web: "web",
    web_secondary: "web",
    dfs: "dfs",
    dfs_secondary: "dfs",
    vault: "keyVault",
    managedhsm: "managedHsm",
    sqlserver: "sqlServer",
    mysqlserver: "mySql",
    postgresqlserver: "postgreSql",
    rediscache: "redis",
    registry: "containerRegistry",
    sites: "webApps",
    searchservice: "search",
    configurationstores: "appConfiguration",
  } as const).map(([part, service]) => [part, PRIVATE_LINK_ZONES.zones[service]]),
);

/** The zones that are the same in every region. */
export const ZONES_OF_ALL_REGIONS: readonly string[] = Object.values(PRIVATE_LINK_ZONES.zones).filter(
  (zone) => !zone.includes("{"),
);

/** Whether the list has a zone, of any region. */
export function isPrivateLinkZone(name: string): boolean {
  return Object.values(PRIVATE_LINK_ZONES.zones).some((zone) => patternOf(zone).test(name));
}

function patternOf(zone: string): RegExp {
  return new RegExp(`^${zone.replaceAll(".", "\\.").replace(/\{\w+\}/, "[a-z0-9-]+")}$`, "i");
}
