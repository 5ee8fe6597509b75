import { Command, InvalidArgumentError, Option } from "commander";
import { nextPageToken, joinPages } from "../../analysis";
import { Language } from "../../analysis/text";
import { runAzureCli } from "../azure-cli";
import { CliContext } from "../context";
import { UsageError } from "../exit-code";
import { harmlessJson } from "../harmless";
import { writeFile } from "../output-file";
import { asking, Row, rowsOf } from "../snapshot/asking";
import { bgpAnswers } from "../snapshot/bgp";
import { withNetworkManager } from "../snapshot/network-manager";
import { WORDS } from "../words";

interface SnapshotOptions {
  readonly out: string;
  readonly subscription?: readonly string[];
  readonly managementGroup?: readonly string[];
  readonly bgp: boolean;
}

const COLUMNS = "id, name, type, location, resourceGroup, subscriptionId, sku, zones";

/**
 * What is asked of Resource Graph, table by table. Of machines only what belongs to their network is asked for: their
 * profiles may hold what nobody else should read.
 */
const QUERIES: readonly string[] = [
  `resources | where type startswith 'microsoft.network/' | project ${COLUMNS}, properties | order by id asc`,
  `resources | where type in~ ('microsoft.compute/virtualmachines', 'microsoft.compute/virtualmachinescalesets') | project ${COLUMNS}, properties = pack('hardwareProfile', properties.hardwareProfile, 'networkProfile', properties.networkProfile, 'virtualMachineProfile', pack('networkProfile', properties.virtualMachineProfile.networkProfile)) | order by id asc`,
  "networkresources | project id, name, type, location, resourceGroup, subscriptionId, properties | order by id asc",
];

/** What Resource Graph doesn't show of a hub of Virtual WAN, and of a Route Server, which Azure keeps as a hub, too. */
const HUB_PARTS = ["hubVirtualNetworkConnections", "hubRouteTables", "routingIntent", "bgpConnections"];
const ROUTE_SERVER_PARTS = ["bgpConnections"];
const HUB_API = "2024-05-01";

/** Rows of one answer: as many as Resource Graph gives. */
const PAGE = "1000";

/** Never written, wherever Azure may have them. */
const SECRETS =
  /^(adminPassword|sharedKey|protectedSettings|customData|authorizationKey|password|secrets?|radiusServerSecret|.*(secret|password)s?|certificateData|userData)$/i;

export function snapshotCommand(context: CliContext): Command {
  const { language } = context;
  const several = (given: string, before: string[] = []): string[] => [...before, scope(given, language)];
  return new Command("snapshot")
    .description(WORDS.snapshot[language])
    .addOption(new Option("--out <file>", WORDS.snapshotOut[language]).makeOptionMandatory())
    .addOption(new Option("--subscription <id>", WORDS.subscription[language]).argParser(several))
    .addOption(new Option("--management-group <name>", WORDS.managementGroup[language]).argParser(several))
    .addOption(new Option("--no-bgp", WORDS.noBgp[language]))
    .addOption(new Option("--lang <language>", WORDS.lang[language]).choices(["en", "ja"]).default("en"))
    .action((options: SnapshotOptions) => takeSnapshot(options, context));
}

function takeSnapshot(options: SnapshotOptions, context: CliContext): void {
  const scopes = [
    ...(options.subscription === undefined ? [] : ["--subscriptions", ...options.subscription]),
    ...(options.managementGroup === undefined ? [] : ["--management-groups", ...options.managementGroup]),
  ];
  const found = { rows: 0 };
  const pages = QUERIES.flatMap((query) => answersTo(query, scopes, found, context));
  const rows: readonly object[] = joinPages(pages, "az graph query");
  const known = new Set(rows.map(idOf));
  const parts = rowsOf(rows, "virtualHubs").flatMap((hub) => partsOf(hub, context));
  const all = withNetworkManager([...rows, ...parts.filter((part) => !known.has(idOf(part)))], context);
  const bgp = options.bgp ? bgpAnswers(all, context).map(withoutSecrets) : [];
  context.progress.done();
  const data = all.map(withoutSecrets);
  const snapshot = {
    takenBy: "hub-spoke snapshot",
    count: data.length,
    total_records: data.length,
    data,
    ...(bgp.length > 0 && { bgp }),
  };
  const text = `${harmlessJson(JSON.stringify(snapshot, null, 1))}\n`;
  if (options.out === "-") {
    context.terminal.out(text);
  } else {
    writeFile(options.out, text, context);
  }
}

/** All pages of one answer. */
function answersTo(
  query: string,
  scopes: readonly string[],
  found: { rows: number },
  { progress, language }: CliContext,
): object[] {
  const pages: object[] = [];
  const tokens = new Set<string>();
  for (let token: string | undefined = ""; token !== undefined;) {
    progress.say(WORDS.asking({ count: found.rows.toLocaleString(language) })[language]);
    const next: readonly string[] = token === "" ? [] : ["--skip-token", token];
    const page = runAzureCli(["graph", "query", "--first", PAGE, "-q", query, ...scopes, ...next]);
    const rows = (page as { data?: unknown } | null)?.data;
    if (!Array.isArray(rows)) {
      throw new UsageError(WORDS.azNoJson);
    }
    pages.push(page as object);
    found.rows += rows.length;
    token = nextPageToken(page as object);
    if (token !== undefined && (tokens.has(token) || rows.length === 0)) {
      throw new UsageError(WORDS.azSamePage);
    }
    tokens.add(token ?? "");
  }
  return pages;
}

function idOf(row: object): string | undefined {
  const { id } = row as { id?: unknown };
  return typeof id === "string" ? id.toLowerCase() : undefined;
}

/** All parts of a hub, or none: half of them would look like a hub without the rest. */
function partsOf({ id, properties }: Row, context: CliContext): object[] {
  const kinds = properties?.virtualWan === undefined ? ROUTE_SERVER_PARTS : HUB_PARTS;
  const ask = (): object[] => kinds.flatMap((kind) => listOf(`${id}/${kind}?api-version=${HUB_API}`));
  return asking(id, ask, WORDS.hubUnread, context) ?? [];
}

/** Every page of what Azure Resource Manager lists. */
function listOf(path: string): object[] {
  const found: object[] = [];
  const asked = new Set<string>();
  for (let next: string | undefined = path; next !== undefined;) {
    asked.add(next);
    const { value, nextLink } = (runAzureCli(["rest", "--method", "get", "--url", next]) ?? {}) as {
      readonly value?: unknown;
      readonly nextLink?: unknown;
    };
    if (!Array.isArray(value)) {
      throw new UsageError(WORDS.azNoJson);
    }
    found.push(...(value as object[]));
    // Its path alone: whose host it is, the Azure CLI knows.
    const link = typeof nextLink === "string" && URL.canParse(nextLink) ? new URL(nextLink) : undefined;
    next = link && `${link.pathname}${link.search}`;
    if (next !== undefined && asked.has(next)) {
      throw new UsageError(WORDS.azSamePage);
    }
  }
  return found;
}

/** The rest of a value, whatever it is. */
function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(withoutSecrets);
  }
  if (typeof value !== "object" || value === null) {
    return value;
  }
  const kept = Object.entries(value).filter(([key]) => !SECRETS.test(key));
  return Object.fromEntries(kept.map(([key, member]) => [key, withoutSecrets(member)]));
}

/** A name that the Azure CLI would take for an option is none. */
function scope(given: string, language: Language): string {
  if (!/^[\w(][\w.() -]*$/.test(given)) {
    throw new InvalidArgumentError(WORDS.scopeName[language]);
  }
  return given;
}
