import { checked } from "../core/input-check";
import { FirewallAddresses } from "./firewall-addresses";
import { FirewallProtocol } from "./firewall-protocol";

/** What every rule of a firewall has. */
export interface FirewallRuleOptions {
  /** Name of the rule, the only one in its collection. */
  readonly name: string;

  /**
   * What it is for, in words.
   * @default - none
   */
  readonly description?: string;
}

/** A rule by addresses, protocols and ports. */
export interface NetworkRuleProps extends FirewallRuleOptions {
  /** Where packets come from. */
  readonly from: FirewallAddresses[];

  /** Where they go to. */
  readonly to: FirewallAddresses[];

  /**
   * Protocols.
   * @default [FirewallProtocol.ANY]
   */
  readonly protocols?: FirewallProtocol[];

  /**
   * Destination ports, such as `443` or `8000-8999`.
   * @default ["*"]
   */
  readonly ports?: string[];
}

/** A rule by names, for HTTP, HTTPS and SQL Server. */
export interface ApplicationRuleProps extends FirewallRuleOptions {
  /** Where requests come from. */
  readonly from: FirewallAddresses[];

  /**
   * Names that they may go to: `www.example.com`, `*.example.com`, or `*` for all.
   * @default - none
   */
  readonly fqdns?: string[];

  /**
   * Tags that stand for names of Microsoft's services, such as `WindowsUpdate` or `AzureKubernetesService`.
   * @default - none
   */
  readonly fqdnTags?: string[];

  /**
   * Kinds of public sites, such as `SocialNetworking`.
   * @default - none
   */
  readonly webCategories?: string[];

  /**
   * Addresses of pages, such as `www.example.com/docs/*`. The policy is Premium; for HTTPS it inspects TLS, and so does the rule.
   * @default - none
   */
  readonly urls?: string[];

  /**
   * Protocols and ports.
   * @default [ApplicationProtocol.http(), ApplicationProtocol.https()]
   */
  readonly protocols?: ApplicationProtocol[];

  /**
   * Whether TLS is decrypted and inspected. The policy is Premium, with `tlsInspection`.
   * @default false
   */
  readonly terminateTls?: boolean;
}

/** A rule that lets the Internet reach something inside by a public address of the firewall. */
export interface DnatRuleProps extends FirewallRuleOptions {
  /**
   * Where packets come from.
   * @default [FirewallAddresses.any()]
   */
  readonly from?: FirewallAddresses[];

  /**
   * Public address of the firewall that they go to.
   * @default - its first one, if the policy is that of a hub-and-spoke's firewall
   */
  readonly publicIpAddress?: string;

  /** Port that they go to, 1 to 64000. */
  readonly port: number;

  /**
   * Protocols: TCP, UDP or both.
   * @default [FirewallProtocol.TCP]
   */
  readonly protocols?: FirewallProtocol[];

  /**
   * Private address that they are sent to.
   * @default - `translatedFqdn` says where
   */
  readonly translatedAddress?: string;

  /**
   * Name that they are sent to, which the firewall asks DNS for.
   * @default - `translatedAddress` says where
   */
  readonly translatedFqdn?: string;

  /**
   * Port that they are sent to.
   * @default - `port`
   */
  readonly translatedPort?: number;
}

/** A protocol that application rules understand, and its port. */
export class ApplicationProtocol {
  /** HTTP. */
  public static http(port = 80): ApplicationProtocol {
    return new ApplicationProtocol("Http", checked("ApplicationProtocol.http", "number", port, "the port"));
  }

  /** HTTPS. */
  public static https(port = 443): ApplicationProtocol {
    return new ApplicationProtocol("Https", checked("ApplicationProtocol.https", "number", port, "the port"));
  }

  /** SQL Server. */
  public static mssql(port = 1433): ApplicationProtocol {
    return new ApplicationProtocol("Mssql", checked("ApplicationProtocol.mssql", "number", port, "the port"));
  }

  private constructor(
    /** Azure's word: `Http`, `Https`, `Mssql`. */
    public readonly type: string,
    /** 1 to 64000. */
    public readonly port: number,
  ) {}
}
