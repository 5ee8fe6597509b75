import { LIMITS } from "../azure/limits";
import { parseIpv4 } from "../cidr";
import { isDeferred, isReference, quote } from "../core/azure-names";
import { addressesProblem, fqdnProblem } from "./address-texts";
import { FirewallSku } from "./firewall-sku";
import { IFirewallPolicy } from "./i-firewall-policy";

/** What a firewall does with known malicious addresses and names. */
export enum ThreatIntelligenceMode {
  /** Nothing */
  OFF = "Off",
  /** It logs them. */
  ALERT = "Alert",
  /** It logs and drops them. */
  DENY = "Deny",
}

/** What intrusion detection does with what its signatures match. */
export enum IntrusionDetectionMode {
  /** Nothing */
  OFF = "Off",
  /** It logs it. */
  ALERT = "Alert",
  /** It logs and drops it. */
  DENY = "Deny",
}

/** What threat intelligence lets through. */
export interface ThreatIntelligenceAllowlist {
  /**
   * Names, such as `*.example.com`.
   * @default - none
   */
  readonly fqdns?: string[];

  /**
   * Addresses or prefixes.
   * @default - none
   */
  readonly ipAddresses?: string[];
}

/** DNS proxy: the firewall answers DNS for its clients, so that both see the same address for a name. */
export interface FirewallDnsProxyOptions {
  /**
   * Addresses of the DNS servers that the firewall asks, such as a private resolver's inbound endpoint.
   * @default - the hub's private resolver, if it has one; else Azure's own, which knows the private zones that are linked to the hub
   */
  readonly servers?: string[];
}

/** A signature of intrusion detection that is treated otherwise. */
export interface SignatureOverride {
  /** Number of the signature, such as `2024897`. */
  readonly id: string;

  /** What is done with what it matches. */
  readonly mode: IntrusionDetectionMode;
}

/** Intrusion detection and prevention: Premium. */
export interface IntrusionDetectionOptions {
  /**
   * What is done with what signatures match.
   * @default IntrusionDetectionMode.ALERT
   */
  readonly mode?: IntrusionDetectionMode;

  /**
   * Prefixes that count as inside.
   * @default - private address space
   */
  readonly privateRanges?: string[];

  /**
   * Signatures that are treated otherwise.
   * @default - none
   */
  readonly signatureOverrides?: SignatureOverride[];
}

/** A certificate authority that the firewall signs with what it decrypts: Premium. */
export interface TlsInspectionOptions {
  /** Azure's name for the certificate. */
  readonly certificateName: string;

  /** Id of the secret in Key Vault that holds the intermediate certificate authority and its key. */
  readonly keyVaultSecretId: string;

  /** Azure id of a user-assigned identity that may read it. */
  readonly identityId: string;
}

/** Explicit proxy: clients name the firewall as their web proxy, and need no route to it. */
export interface ExplicitProxyOptions {
  /** Port for HTTP. */
  readonly httpPort: number;

  /**
   * Port for HTTPS.
   * @default - HTTP alone
   */
  readonly httpsPort?: number;

  /**
   * URL, with a signature that lets the firewall read it, of a file that tells clients what to send to the proxy.
   * @default - none
   */
  readonly pacFile?: string;

  /**
   * Port on which the firewall serves that file.
   * @default - none
   */
  readonly pacFilePort?: number;
}

/** What a firewall's policy is made of, apart from its rules, name and tier. */
export interface FirewallPolicyOptions {
  /**
   * Azure name, 2 to 80 characters.
   * @default - chosen by the naming strategy: `afwp-<name>`
   */
  readonly policyName?: string;

  /**
   * A policy whose rules come first, and whose settings hold where this one has none: one of a central team. Its tier is no higher.
   * @default - none
   */
  readonly basePolicy?: IFirewallPolicy;

  /**
   * What is done with known malicious addresses and names.
   * @default - Azure's: ThreatIntelligenceMode.ALERT
   */
  readonly threatIntelligence?: ThreatIntelligenceMode;

  /**
   * What threat intelligence lets through.
   * @default - nothing
   */
  readonly threatIntelligenceAllowlist?: ThreatIntelligenceAllowlist;

  /**
   * DNS proxy. Network rules with names need it; Basic has none. As part of a transit, spokes without DNS servers of their own ask the
   * firewall.
   * @default - off
   */
  readonly dnsProxy?: FirewallDnsProxyOptions;

  /**
   * Intrusion detection and prevention: Premium.
   * @default - off
   */
  readonly intrusionDetection?: IntrusionDetectionOptions;

  /**
   * Certificate to inspect TLS with: Premium. Rules with `terminateTls` use it.
   * @default - none
   */
  readonly tlsInspection?: TlsInspectionOptions;

  /**
   * Explicit proxy.
   * @default - off
   */
  readonly explicitProxy?: ExplicitProxyOptions;

  /**
   * Prefixes to which the firewall keeps the sender's address, in place of private address space (`IANAPrivateRanges`).
   * As part of a transit, those of hub, spokes and sites are added where they look public.
   * @default - private address space
   */
  readonly privateRanges?: string[];
}

/** The options in the words of `azurerm_firewall_policy`. */
export function policyArguments(options: FirewallPolicyOptions) {
  const { threatIntelligenceAllowlist: allowed, intrusionDetection: idps, tlsInspection: tls } = options;
  const { dnsProxy, explicitProxy: proxy } = options;
  return {
    basePolicyId: options.basePolicy?.firewallPolicyId,
    threatIntelligenceMode: options.threatIntelligence,
    threatIntelligenceAllowlist: allowed && { fqdns: allowed.fqdns, ipAddresses: allowed.ipAddresses },
    dns: dnsProxy && { proxyEnabled: true, servers: dnsProxy.servers },
    intrusionDetection: idps && {
      mode: idps.mode ?? IntrusionDetectionMode.ALERT,
      privateRanges: idps.privateRanges,
      signatureOverrides: idps.signatureOverrides?.map(({ id, mode }) => ({ id, state: mode })),
    },
    tlsCertificate: tls && { name: tls.certificateName, keyVaultSecretId: tls.keyVaultSecretId },
    identity: tls && { type: "UserAssigned", identityIds: [tls.identityId] },
    explicitProxy: proxy && {
      enabled: true,
      httpPort: proxy.httpPort,
      httpsPort: proxy.httpsPort,
      enablePacFile: proxy.pacFile === undefined ? undefined : true,
      pacFile: proxy.pacFile,
      pacFilePort: proxy.pacFilePort,
    },
  };
}

const TIERS = [FirewallSku.BASIC, FirewallSku.STANDARD, FirewallSku.PREMIUM];

/** What Azure would refuse about them in a policy of a tier. */
export function policyProblems(options: FirewallPolicyOptions, sku: FirewallSku): (string | undefined)[] {
  const { privateRanges } = options;
  return [
    ...tierProblems(options, sku),
    ...(options.dnsProxy?.servers ?? []).map((server) =>
      isDeferred(server) || isReference(server) || parseIpv4(server) !== undefined
        ? undefined
        : `the DNS server ${quote(server)} is not an IPv4 address such as "10.0.0.4"`,
    ),
    ...allowlistProblems(options.threatIntelligenceAllowlist),
    ...intrusionProblems(options.intrusionDetection),
    ...(options.tlsInspection ? inspectionProblems(options.tlsInspection) : []),
    ...proxyProblems(options.explicitProxy),
    privateRanges?.length === 0
      ? "privateRanges is empty, and azurerm takes at least one: leave it out for private address space"
      : undefined,
    ...(privateRanges ?? [])
      .filter((text) => text !== PRIVATE_SPACE)
      .map((text) => prefixOrAddressProblem("privateRanges", text)),
  ];
}

function tierProblems(options: FirewallPolicyOptions, sku: FirewallSku): (string | undefined)[] {
  const { basePolicy, dnsProxy, threatIntelligence } = options;
  const isPremium = sku === FirewallSku.PREMIUM;
  return [
    basePolicy?.sku !== undefined && TIERS.indexOf(basePolicy.sku) > TIERS.indexOf(sku)
      ? `the policy has tier ${sku} and inherits from one of tier ${basePolicy.sku}, which is higher: set sku to ${basePolicy.sku}`
      : undefined,
    ...["intrusionDetection", "tlsInspection"].map((property) =>
      options[property as "tlsInspection"] && !isPremium
        ? `${property} needs the tier Premium, and the policy is ${sku}: use FirewallSku.PREMIUM, or leave it out`
        : undefined,
    ),
    dnsProxy && sku === FirewallSku.BASIC
      ? "the tier Basic has no DNS proxy: use FirewallSku.STANDARD, or leave dnsProxy out"
      : undefined,
    sku === FirewallSku.BASIC && threatIntelligence === ThreatIntelligenceMode.DENY
      ? "threat intelligence of the tier Basic only alerts: use ThreatIntelligenceMode.ALERT, or FirewallSku.STANDARD"
      : undefined,
  ];
}

function allowlistProblems(
  allowed: FirewallPolicyOptions["threatIntelligenceAllowlist"],
): (string | undefined)[] {
  return [
    ...(allowed?.fqdns ?? []).map((name) => fqdnProblem("threatIntelligenceAllowlist", name, true)),
    allowed && !allowed.fqdns?.length && !allowed.ipAddresses?.length
      ? "threatIntelligenceAllowlist is empty: give fqdns or ipAddresses, or leave it out"
      : undefined,
    ...(allowed?.ipAddresses ?? []).map((text) =>
      prefixOrAddressProblem("threatIntelligenceAllowlist", text),
    ),
  ];
}

function intrusionProblems(detection: FirewallPolicyOptions["intrusionDetection"]): (string | undefined)[] {
  const { privateRanges = [], signatureOverrides = [] } = detection ?? {};
  return [
    ...privateRanges.map((text) => addressesProblem("a range of intrusionDetection", text)),
    ...signatureOverrides
      .filter(({ id }) => !/^\d{1,10}$/.test(id))
      .map(({ id }) => `${quote(id)} is no number of a signature; write one like "2024897"`),
    ...signatureOverrides
      .filter(({ id }, index, all) => all.findIndex((other) => other.id === id) < index)
      .map(({ id }) => `signatureOverrides lists the signature ${quote(id)} twice; leave one out`),
  ];
}

function inspectionProblems(
  inspection: NonNullable<FirewallPolicyOptions["tlsInspection"]>,
): (string | undefined)[] {
  const { keyVaultSecretId, identityId, certificateName } = inspection;
  const isOther = (id: string, known: RegExp): boolean =>
    !isDeferred(id) && !isReference(id) && !known.test(id);
  return [
    isOther(keyVaultSecretId, SECRET_ID)
      ? `keyVaultSecretId is ${quote(keyVaultSecretId)}; write an id like "https://<vault>.vault.azure.net/secrets/<name>"`
      : undefined,
    isOther(identityId, IDENTITY_ID)
      ? `identityId is ${quote(identityId)}, which is no Azure id of a user-assigned identity`
      : undefined,
    /^[A-Za-z0-9][\w.-]*$/.test(certificateName)
      ? undefined
      : `certificateName is ${quote(certificateName)}; use letters, digits, ".", "_" and "-"`,
  ];
}

/** Azure's word for private address space among prefixes that a firewall doesn't translate. */
const PRIVATE_SPACE = "IANAPrivateRanges";

/** azurerm takes no ranges here. */
function prefixOrAddressProblem(what: string, text: string): string | undefined {
  return text.includes("-") && !isDeferred(text)
    ? `${what} lists ${quote(text)}; give a prefix such as "203.0.113.0/24"`
    : addressesProblem(`an entry of ${what}`, text);
}

function proxyProblems(proxy: ExplicitProxyOptions | undefined): (string | undefined)[] {
  const ports = [proxy?.httpPort, proxy?.httpsPort, proxy?.pacFilePort].filter((port) => port !== undefined);
  const most = LIMITS.portOfExplicitProxy.value;
  return [
    ...ports
      .filter((port) => !(Number.isInteger(port) && port >= 1 && port <= most))
      .map((port) => `explicitProxy has the port ${port}; azurerm takes 1 to ${most}`),
    new Set(ports).size < ports.length
      ? `explicitProxy has ports ${ports.join(", ")}; give each a number of its own`
      : undefined,
    (proxy?.pacFile === undefined) !== (proxy?.pacFilePort === undefined)
      ? "explicitProxy needs both pacFile and pacFilePort, or none of them"
      : undefined,
    proxy?.pacFile !== undefined &&
    !isDeferred(proxy.pacFile) &&
    !/^https:\/\/[^\s"?${}]+$/.test(proxy.pacFile)
      ? "pacFile must be the https URL of the file; where it holds a signature (after a question mark), which is a secret, take it from a " +
        "sensitive variable of the stack"
      : undefined,
  ];
}

const SECRET_ID =
  /^https:\/\/[A-Za-z0-9-]+\.vault\.[a-z.]+\/(secrets|certificates)\/[A-Za-z0-9-]+(\/[0-9a-f]+)?$/i;
const IDENTITY_ID =
  /^\/subscriptions\/[^/${}]+\/resourceGroups\/[^/${}]+\/providers\/Microsoft\.ManagedIdentity\/userAssignedIdentities\/[^/${}]+$/i;
