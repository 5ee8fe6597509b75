import { FIREWALL_RULE_NAME } from "../azure/names";
import { parseIpv4 } from "../cidr";
import { isDeferred, isReference, nameProblem, quote } from "../core/azure-names";
import { literalText } from "../core/text";
import { fqdnProblem, portProblem } from "./address-texts";
import { FirewallAddresses, ResolvedAddresses } from "./firewall-addresses";
import { FirewallProtocol } from "./firewall-protocol";
import {
  ApplicationProtocol,
  ApplicationRuleProps,
  DnatRuleProps,
  NetworkRuleProps,
} from "./firewall-rule-props";
import { FirewallSku } from "./firewall-sku";
import { IFirewallNetwork } from "./i-firewall-network";

/** What is known of a rule's policy: what is undefined isn't known. */
export interface RuleSurroundings {
  /** What its names stand for */
  readonly network?: IFirewallNetwork;
  /** Tier of the policy */
  readonly sku?: FirewallSku;
  /** Whether the policy answers DNS */
  readonly dnsProxy?: boolean;
  /** Whether the policy can decrypt TLS */
  readonly tlsInspection?: boolean;
}

/** A rule in Terraform's words, and what is wrong with it. */
export interface WrittenRule {
  /** The block */
  readonly rule: { readonly [argument: string]: unknown };
  /** IP groups that it names */
  readonly ipGroupIds: readonly string[];
  /** What is wrong, each as a sentence */
  readonly problems: readonly string[];
  /** It would match nothing: a name in it stands for no prefix yet. */
  readonly isEmpty: boolean;
}

/** What azurerm takes as the last port of an application or DNAT rule (its validation of azurerm_firewall_policy_rule_collection_group). */
const LAST_RULE_PORT = 64000;

const RULE_NAME = { ...FIREWALL_RULE_NAME, what: "firewall rule" };

/** A rule by addresses and ports. */
export function writeNetworkRule(
  props: NetworkRuleProps,
  { network, dnsProxy }: RuleSurroundings,
): WrittenRule {
  const what = `network rule ${quote(props.name)}`;
  const { name, description, protocols = [FirewallProtocol.ANY], ports = ["*"] } = props;
  const [from, to] = [props.from, props.to].map((end) => FirewallAddresses._resolve(end, network, what));
  return {
    rule: {
      name,
      ...optional({ description: description && literalText(description) }),
      protocols,
      ...sourcesOf(from),
      ...optional({
        destination_addresses: some(to.addresses),
        destination_ip_groups: some(to.ipGroupIds),
        destination_fqdns: some(to.fqdns),
      }),
      destination_ports: ports,
    },
    ipGroupIds: [...from.ipGroupIds, ...to.ipGroupIds],
    isEmpty: isNothing(from) || isNothing(to),
    problems: texts([
      nameProblem(RULE_NAME, name),
      ...sourceProblems(what, props.from, from),
      props.to.length === 0
        ? `${what} has no destination: give to, FirewallAddresses.any() for all`
        : undefined,
      ...to.problems,
      to.fqdns.length > 0 && dnsProxy === false
        ? `${what} has names as destination, which needs the policy's dnsProxy: without it the firewall and its clients may ` +
          "get other addresses for a name; an application rule takes names without it"
        : undefined,
      protocols.length === 0 ? `${what} has no protocol; leave protocols out for all` : undefined,
      ...ports.map((port) => portProblem(what, port)),
      protocols.includes(FirewallProtocol.ICMP) && ports.some((port) => port !== "*")
        ? `${what} has ports, but ICMP has none; give ICMP a rule of its own`
        : undefined,
    ]),
  };
}

/** A rule by names, tags, categories or URLs of what is reached. */
export function writeApplicationRule(props: ApplicationRuleProps, around: RuleSurroundings): WrittenRule {
  const what = `application rule ${quote(props.name)}`;
  const { name, description, fqdns = [], fqdnTags = [], webCategories = [], urls = [], terminateTls } = props;
  const protocols = props.protocols ?? [ApplicationProtocol.http(), ApplicationProtocol.https()];
  const from = FirewallAddresses._resolve(props.from, around.network, what);
  return {
    rule: {
      name,
      ...optional({ description: description && literalText(description) }),
      ...sourcesOf(from),
      ...optional({
        destination_fqdns: some(fqdns),
        destination_fqdn_tags: some(fqdnTags),
        web_categories: some(webCategories),
        destination_urls: some(urls.map(literalText)),
        terminate_tls: terminateTls,
      }),
      protocols: protocols.map(({ type, port }) => ({ type, port })),
    },
    ipGroupIds: from.ipGroupIds,
    isEmpty: isNothing(from),
    problems: texts([
      nameProblem(RULE_NAME, name),
      ...sourceProblems(what, props.from, from),
      ...destinationProblems(what, props, protocols),
      ...tierProblems(what, props, protocols, around),
    ]),
  };
}

function destinationProblems(
  what: string,
  { fqdns = [], fqdnTags = [], webCategories = [], urls = [] }: ApplicationRuleProps,
  protocols: readonly ApplicationProtocol[],
): (string | undefined)[] {
  const kinds = [fqdns, fqdnTags, webCategories, urls].filter((list) => list.length > 0).length;
  return [
    kinds === 0 ? `${what} has no destination: give fqdns, fqdnTags, webCategories or urls` : undefined,
    kinds > 1 && fqdnTags.length > 0
      ? `${what} has fqdnTags beside other destinations, and Azure takes them alone: make two rules of it`
      : undefined,
    protocols.length === 0 ? `${what} has no protocol; leave protocols out for HTTP and HTTPS` : undefined,
    ...fqdns.map((text) => fqdnProblem(what, text, true)),
    ...[...fqdnTags, ...webCategories]
      .filter((text) => !/^[A-Za-z][A-Za-z0-9.]*$/.test(text))
      .map(
        (text) => `${what} has ${quote(text)}, which is no tag or category; write one like "WindowsUpdate"`,
      ),
    ...urls
      .filter((text) => !/^[A-Za-z0-9*._-]+(\/[A-Za-z0-9*._~!$&'()+,;=:@%/-]*)?$/.test(text))
      .map(
        (text) =>
          `${what} has the URL ${quote(text)}; write one like "www.example.com/docs/*", without "https://"`,
      ),
    ...protocols.map(({ port }) =>
      isPort(port, LAST_RULE_PORT)
        ? undefined
        : `${what} has the port ${port}; an application rule takes 1 to ${LAST_RULE_PORT}`,
    ),
    fqdnTags.length > 0 && protocols.some(({ type }) => type === "Mssql")
      ? `${what} has fqdnTags, which are for HTTP and HTTPS: leave SQL Server to another rule`
      : undefined,
  ];
}

/** What the policy's tier lacks, or what only a tier has and the policy doesn't make use of. */
function tierProblems(
  what: string,
  { webCategories = [], urls = [], terminateTls }: ApplicationRuleProps,
  protocols: readonly ApplicationProtocol[],
  { sku, tlsInspection }: RuleSurroundings,
): (string | undefined)[] {
  const isPremium = sku === undefined || sku === FirewallSku.PREMIUM;
  const takesHttps = protocols.some(({ type }) => type === "Https");
  return [
    webCategories.length > 0 && sku === FirewallSku.BASIC
      ? `${what} has webCategories, which the tier Basic lacks: use FirewallSku.STANDARD, or fqdns`
      : undefined,
    urls.length > 0 && !isPremium
      ? `${what} has urls, which the tier ${sku} lacks: use FirewallSku.PREMIUM, or fqdns`
      : undefined,
    urls.length > 0 && takesHttps && isPremium && !terminateTls
      ? `${what} has urls for HTTPS, which the firewall sees only inside TLS: set terminateTls, or take HTTP alone`
      : undefined,
    terminateTls && !isPremium
      ? `${what} terminates TLS, which the tier ${sku} can't: use FirewallSku.PREMIUM`
      : undefined,
    terminateTls && isPremium && tlsInspection === false
      ? `${what} terminates TLS, and the policy has no certificate for that: give it tlsInspection`
      : undefined,
  ];
}

/** A rule that leads what arrives at a public address to something inside. */
export function writeDnatRule(props: DnatRuleProps, { network, dnsProxy }: RuleSurroundings): WrittenRule {
  const what = `DNAT rule ${quote(props.name)}`;
  const {
    name,
    description,
    protocols = [FirewallProtocol.TCP],
    port,
    translatedAddress,
    translatedFqdn,
  } = props;
  const ends = props.from ?? [FirewallAddresses.any()];
  const from = FirewallAddresses._resolve(ends, network, what);
  const publicIpAddress = props.publicIpAddress ?? network?.publicIpAddresses.at(0);
  const translatedPort = props.translatedPort ?? port;
  return {
    rule: {
      name,
      ...optional({ description: description && literalText(description) }),
      protocols,
      ...sourcesOf(from),
      destination_address: publicIpAddress ?? "",
      destination_ports: [String(port)],
      ...optional({ translated_address: translatedAddress, translated_fqdn: translatedFqdn }),
      translated_port: translatedPort,
    },
    ipGroupIds: from.ipGroupIds,
    isEmpty: isNothing(from),
    problems: texts([
      nameProblem(RULE_NAME, name),
      ...sourceProblems(what, ends, from),
      publicIpAddress === undefined
        ? `${what} needs publicIpAddress: its policy is not that of a hub-and-spoke's firewall, whose address it would be`
        : addressProblem(`publicIpAddress of ${what}`, publicIpAddress),
      isPort(port, LAST_RULE_PORT)
        ? undefined
        : `${what} has the port ${port}; a DNAT rule takes 1 to ${LAST_RULE_PORT}`,
      protocols.length === 0 || protocols.some((one) => !DNAT_PROTOCOLS.includes(one))
        ? `${what} takes FirewallProtocol.TCP, UDP or both; it got ${protocols.map(quote).join(", ") || "none"}`
        : undefined,
      (translatedAddress === undefined) === (translatedFqdn === undefined)
        ? `${what} needs one of translatedAddress and translatedFqdn`
        : undefined,
      translatedAddress === undefined
        ? undefined
        : addressProblem(`translatedAddress of ${what}`, translatedAddress),
      translatedFqdn === undefined ? undefined : fqdnProblem(what, translatedFqdn, false),
      translatedFqdn !== undefined && translatedAddress === undefined && dnsProxy === false
        ? `${what} sends packets to a name, which needs the policy's dnsProxy`
        : undefined,
      isPort(translatedPort, 65535) || props.translatedPort === undefined
        ? undefined
        : `${what} has the translatedPort ${translatedPort}; give 1 to 65535`,
    ]),
  };
}

const DNAT_PROTOCOLS: readonly FirewallProtocol[] = [FirewallProtocol.TCP, FirewallProtocol.UDP];

function addressProblem(what: string, text: string): string | undefined {
  return isDeferred(text) || isReference(text) || parseIpv4(text) !== undefined
    ? undefined
    : `${what} is ${quote(text)}, which is no IPv4 address such as "10.0.0.4"`;
}

function sourceProblems(
  what: string,
  given: readonly FirewallAddresses[],
  { fqdns, problems }: ResolvedAddresses,
): (string | undefined)[] {
  return [
    given.length === 0 ? `${what} has no source: give from, FirewallAddresses.any() for all` : undefined,
    fqdns.length > 0
      ? `${what} has names as source, of which a firewall sees none: give prefixes`
      : undefined,
    ...problems,
  ];
}

function sourcesOf({ addresses, ipGroupIds }: ResolvedAddresses): { readonly [argument: string]: unknown } {
  return optional({ source_addresses: some(addresses), source_ip_groups: some(ipGroupIds) });
}

function isNothing({ addresses, ipGroupIds, fqdns }: ResolvedAddresses): boolean {
  return addresses.length + ipGroupIds.length + fqdns.length === 0;
}

function isPort(port: number, last: number): boolean {
  return Number.isInteger(port) && port >= 1 && port <= last;
}

function some(list: readonly string[]): readonly string[] | undefined {
  return list.length > 0 ? list : undefined;
}

function optional(given: { readonly [argument: string]: unknown }): { readonly [argument: string]: unknown } {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

function texts(all: readonly (string | undefined)[]): string[] {
  return all.filter((text): text is string => text !== undefined);
}
