import { X509Certificate } from "node:crypto";
import { Construct } from "constructs";
import { FORBIDDEN_RANGES, LARGEST_NETWORK } from "../azure/address-ranges";
import { longestClientPool } from "../azure/gateway-addresses";
import { Ipv4Prefix, parseIpv4 } from "../cidr";
import { isDeferred, isReference, quote } from "../core/azure-names";
import { checked } from "../core/input-check";
import { requireSecretReference, sensitiveVariable } from "../core/secrets";
import { overlappingPairs, OwnedPrefix, prefixProblem } from "../network/addressing";

/** Protocols that VPN clients connect with. */
export enum VpnClientProtocol {
  /** OpenVPN: on every platform, and the only one with Entra ID */
  OPEN_VPN = "OpenVPN",
  /** IKEv2: built into Windows and macOS */
  IKE_V2 = "IkeV2",
}

/** A certificate authority whose clients are let in. */
export interface ClientRootCertificate {
  /** Name of the certificate in Azure. */
  readonly name: string;

  /** The public certificate, as PEM or in base64. Never the private key. */
  readonly certificate: string;
}

/** A client that is no longer let in. */
export interface RevokedClientCertificate {
  /** Name of the certificate in Azure. */
  readonly name: string;

  /** SHA-1 thumbprint of its certificate: 40 hexadecimal digits. */
  readonly thumbprint: string;
}

/** How clients log in by certificates. */
export interface CertificateAuthenticationOptions {
  /** Authorities that sign clients' certificates: at least one. */
  readonly roots: ClientRootCertificate[];

  /**
   * Clients that are no longer let in.
   * @default - none
   */
  readonly revoked?: RevokedClientCertificate[];
}

/** How clients log in by Microsoft Entra ID. */
export interface EntraAuthenticationOptions {
  /** Id of the tenant, such as `azurerm`'s data source `client_config` gives it. */
  readonly tenantId: string;

  /**
   * Id of the application that clients ask to be let in to.
   * @default "c632b3df-fb67-4d84-bdcf-b95ad541b5c8", which Microsoft has registered for Azure VPN Client
   */
  readonly audience?: string;
}

/** A RADIUS server that says who is let in: in the hub, in a spoke that uses its gateway, or on-premises. */
export interface RadiusServer {
  /** Its private address. */
  readonly address: string;

  /**
   * What it and the gateway know each other by: the value of a sensitive `TerraformVariable`. A literal is refused.
   * @default - the stack's variable `radius_secret`, which is declared
   */
  readonly secret?: string;

  /**
   * The largest is asked first, 1 to 30.
   * @default 30
   */
  readonly score?: number;
}

/** How clients log in by RADIUS. */
export interface RadiusAuthenticationOptions {
  /** Servers: at least one. */
  readonly servers: RadiusServer[];
}

/** How VPN clients log in. */
export class ClientAuthentication {
  /** By Microsoft Entra ID; clients use Azure VPN Client, which speaks OpenVPN. */
  public static entra(options: EntraAuthenticationOptions): ClientAuthentication {
    return new ClientAuthentication(
      checked("ClientAuthentication.entra", "EntraAuthenticationOptions", options),
      undefined,
      undefined,
    );
  }

  /** By certificates. */
  public static certificates(options: CertificateAuthenticationOptions): ClientAuthentication {
    return new ClientAuthentication(
      undefined,
      checked("ClientAuthentication.certificates", "CertificateAuthenticationOptions", options),
      undefined,
    );
  }

  /** By a RADIUS server, and so by whatever that asks, such as Active Directory. */
  public static radius(options: RadiusAuthenticationOptions): ClientAuthentication {
    return new ClientAuthentication(
      undefined,
      undefined,
      checked("ClientAuthentication.radius", "RadiusAuthenticationOptions", options),
    );
  }

  private constructor(
    /** The tenant, if it is Entra ID. */
    public readonly entraOptions: EntraAuthenticationOptions | undefined,
    /** The authorities, if it is certificates. */
    public readonly certificateOptions: CertificateAuthenticationOptions | undefined,
    /** The servers, if it is RADIUS. */
    public readonly radiusOptions: RadiusAuthenticationOptions | undefined,
  ) {}
}

/** VPN clients: single machines that connect to the network from anywhere. */
export interface PointToSiteOptions {
  /** Prefixes that clients get their addresses from, apart from those of all networks and sites. */
  readonly addressPool: string[];

  /** How clients log in: one way, or several. */
  readonly authentication: ClientAuthentication[];

  /**
   * Protocols.
   * @default - OpenVPN
   */
  readonly protocols?: VpnClientProtocol[];

  /**
   * Prefixes that clients send through the tunnel besides those of the hub, of spokes that use the gateway, and of sites
   * with BGP, which they know by themselves.
   * @default - none
   */
  readonly routes?: string[];
}

/** Microsoft's own application for Azure VPN Client, in the public cloud. */
const AUDIENCE = "c632b3df-fb67-4d84-bdcf-b95ad541b5c8";

/** Point-to-site as azurerm takes it. */
export function pointToSiteArguments(
  scope: Construct,
  { addressPool, authentication, protocols }: PointToSiteOptions,
) {
  const radius = authentication.find(({ radiusOptions }) => radiusOptions)?.radiusOptions;
  const entra = authentication.find(({ entraOptions }) => entraOptions)?.entraOptions;
  const certificates = authentication.find(
    ({ certificateOptions }) => certificateOptions,
  )?.certificateOptions;
  return {
    addressSpace: addressPool,
    vpnClientProtocols: protocols ?? [VpnClientProtocol.OPEN_VPN],
    vpnAuthTypes: [
      ...(entra ? ["AAD"] : []),
      ...(certificates ? ["Certificate"] : []),
      ...(radius ? ["Radius"] : []),
    ],
    ...(entra && {
      aadTenant: `https://login.microsoftonline.com/${entra.tenantId}`,
      aadAudience: entra.audience ?? AUDIENCE,
      // Azure compares it with what a token says, which ends so.
      aadIssuer: `https://sts.windows.net/${entra.tenantId}/`,
    }),
    rootCertificate: certificates?.roots.map(({ name, certificate }) => ({
      name,
      publicCertData: isDeferred(certificate) ? certificate : base64Of(certificate),
    })),
    radiusServer: radius?.servers.map(({ address, secret, score = 30 }) => ({
      address,
      secret: radiusSecret(scope, secret),
      score,
    })),
    revokedCertificate: certificates?.revoked?.map(({ name, thumbprint }) => ({ name, thumbprint })),
  };
}

function radiusSecret(scope: Construct, secret: string | undefined): string {
  if (secret !== undefined) {
    requireSecretReference(scope, "the secret of a RADIUS server", secret);
    return secret;
  }
  return sensitiveVariable(scope, {
    name: "radius_secret",
    description: "Secret that the VPN gateway and its RADIUS servers share.",
  });
}

/** What Azure or the provider would refuse of point-to-site itself. */
export function pointToSiteProblems(
  options: PointToSiteOptions,
  activeActive: boolean,
): (string | undefined)[] {
  const { addressPool, authentication, routes = [] } = options;
  const protocols = options.protocols ?? [VpnClientProtocol.OPEN_VPN];
  const entra = authentication.filter(({ entraOptions }) => entraOptions);
  const certificates = authentication.filter(({ certificateOptions }) => certificateOptions);
  const radius = authentication.filter(({ radiusOptions }) => radiusOptions);
  const twice = Object.entries({ entra, certificates, radius }).find(([, each]) => each.length > 1);
  return [
    addressPool.length === 0
      ? 'pointToSite.addressPool is empty; give clients a prefix, such as "172.31.0.0/24"'
      : undefined,
    ...addressPool.map((prefix) => prefixProblem("the address pool of VPN clients", prefix)),
    ...addressPool
      .filter((prefix) => Ipv4Prefix.tryParse(prefix)?.length === 0)
      .map(
        () =>
          'the address pool of VPN clients can\'t be 0.0.0.0/0; give them a prefix, such as "172.31.0.0/24"',
      ),
    ...addressPool.map(forbiddenPoolProblem),
    ...addressPool
      .filter((prefix) => (Ipv4Prefix.tryParse(prefix)?.length ?? 0) > longestClientPool(activeActive))
      .map(
        (prefix) =>
          `the address pool of VPN clients, ${quote(prefix)}, is too small: ${activeActive ? "an active-active gateway" : "a gateway"} ` +
          `needs /${longestClientPool(activeActive)} or larger`,
      ),
    ...overlappingPairs(addressPool.map((text) => ({ owner: "clients", text }))).map(
      ({ first, second }) =>
        `the address pool of VPN clients lists "${first.text}" and "${second.text}", which overlap; keep the larger`,
    ),
    ...routes.map((prefix) => prefixProblem("pointToSite.routes", prefix)),
    authentication.length === 0
      ? "pointToSite.authentication is empty; give it ClientAuthentication.entra, certificates or radius"
      : undefined,
    twice &&
      `pointToSite.authentication has ClientAuthentication.${twice[0]} twice; a gateway takes one of each: list all roots or ` +
        "servers in one",
    protocols.length === 0 ? "pointToSite.protocols is empty; leave it out for OpenVPN" : undefined,
    entra.length > 0 && protocols.some((protocol) => protocol !== VpnClientProtocol.OPEN_VPN)
      ? `clients that log in by Entra ID speak OpenVPN alone, and protocols has ${protocols.join(", ")}: leave protocols out`
      : undefined,
    ...entra.flatMap(({ entraOptions }) => entraProblems(entraOptions!)),
    ...certificates.flatMap(({ certificateOptions }) => certificateProblems(certificateOptions!)),
    ...radius.flatMap(({ radiusOptions }) => radiusProblems(radiusOptions!)),
  ];
}

/** Addresses that no machine on a network has, no client has either. */
function forbiddenPoolProblem(text: string): string | undefined {
  const pool = Ipv4Prefix.tryParse(text);
  // What is larger than a network may be overlaps all of them.
  const range = FORBIDDEN_RANGES.find(
    ({ prefix }) => pool !== undefined && pool.length >= LARGEST_NETWORK && prefix.overlaps(pool),
  );
  return (
    range &&
    `the address pool of VPN clients, ${quote(text)}, overlaps ${range.prefix}, which is for ${range.use.en}; use a part of ` +
      "10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16 that nothing else has"
  );
}

/** Prefixes of networks and sites that clients' addresses would be taken for. */
export function poolOverlaps(addressPool: readonly string[], others: readonly OwnedPrefix[]): string[] {
  const pool = addressPool.map((text) => ({ owner: "", text }));
  return overlappingPairs([...pool, ...others])
    .filter(({ first, second }) => (first.owner === "") !== (second.owner === ""))
    .map(({ first, second }) =>
      first.owner === "" ? { own: first, other: second } : { own: second, other: first },
    )
    .map(
      ({ own, other }) =>
        `the address pool of VPN clients, "${own.text}", overlaps ${other.text} of ${other.owner}; take a prefix that ` +
        "nothing else has",
    );
}

const GUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

function entraProblems({ tenantId, audience }: EntraAuthenticationOptions): (string | undefined)[] {
  return Object.entries({ tenantId, audience })
    .filter(([, id]) => id !== undefined && !isDeferred(id) && !isReference(id) && !GUID.test(id))
    .map(
      ([name, id]) =>
        `${name} of ClientAuthentication.entra is ${quote(String(id))}; it is an id such as ` +
        '"00000000-0000-0000-0000-000000000000"',
    );
}

function radiusProblems({ servers }: RadiusAuthenticationOptions): (string | undefined)[] {
  return [
    servers.length === 0
      ? "ClientAuthentication.radius has no servers; give it the private address of at least one"
      : undefined,
    ...servers.flatMap(({ address, score = 30 }) => [
      isDeferred(address) || isReference(address) || parseIpv4(address) !== undefined
        ? undefined
        : `the RADIUS server ${quote(address)} is not an IPv4 address such as "10.0.0.4"`,
      Number.isInteger(score) && score >= 1 && score <= 30
        ? undefined
        : `the score of RADIUS server ${quote(address)} is ${score}; give 1 to 30`,
    ]),
  ];
}

function certificateProblems({
  roots,
  revoked = [],
}: CertificateAuthenticationOptions): (string | undefined)[] {
  const named = [...roots, ...revoked].map(({ name }) => name);
  return [
    roots.length === 0
      ? "ClientAuthentication.certificates has no roots; give the certificate of the authority that signs clients'"
      : undefined,
    ...roots.map(({ name, certificate }) => certificateProblem(name, certificate)),
    ...revoked
      .filter(({ thumbprint }) => !isDeferred(thumbprint) && !/^[\da-f]{40}$/i.test(thumbprint))
      .map(
        ({ name, thumbprint }) =>
          `the thumbprint of the revoked certificate ${quote(name)} is ${quote(thumbprint)}; it has 40 hexadecimal digits`,
      ),
    ...[...new Set(named.filter((name, index) => named.indexOf(name) !== index))].map(
      (name) => `two certificates of VPN clients are named ${quote(name)}; rename one`,
    ),
    ...named
      .filter((name) => !isDeferred(name) && !/^[A-Za-z0-9][\w.-]{0,79}$/.test(name))
      .map(
        (name) =>
          `the certificate name ${quote(name)} isn't one that Azure takes; use letters, digits, '.', '_' and '-'`,
      ),
  ];
}

function certificateProblem(name: string, certificate: string): string | undefined {
  if (isDeferred(certificate)) {
    return undefined;
  }
  return isOneCertificate(base64Of(certificate))
    ? undefined
    : `the root certificate ${quote(name)} is not one X.509 certificate and nothing else; give the public certificate as ` +
        "PEM or in base64, such as the text of a .cer file";
}

/** Exactly one: with a key or another certificate behind it, that would get into the synthesized JSON. */
function isOneCertificate(base64: string): boolean {
  const bytes = Buffer.from(base64, "base64");
  try {
    return /^[A-Za-z0-9+/]+=*$/.test(base64) && new X509Certificate(bytes).raw.length === bytes.length;
  } catch {
    return false;
  }
}

/** The certificate in base64 without the lines around it and without line breaks, as Azure takes it. */
function base64Of(certificate: string): string {
  return certificate.replace(/-----(BEGIN|END) CERTIFICATE-----/g, "").replace(/\s+/g, "");
}
