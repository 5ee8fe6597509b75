import { regionAbbreviation } from "../azure/region-abbreviations";
import { regionId } from "../azure/regions";
import { isDeferred } from "./azure-names";
import { checked } from "./input-check";
import { INamingStrategy, NameRequest, ResourceKind } from "./naming";

/** Options of {@link CafNaming}. */
export interface CafNamingOptions {
  /**
   * What stands after the subject of each name, such as the environment: `["prod"]`.
   * @default - nothing
   */
  readonly suffixes?: string[];

  /**
   * Short names of regions, by region as azurerm writes it (`japaneast`).
   * @default - the codes that Azure uses itself: `jpe`, `ea`
   */
  readonly regionAbbreviations?: { [region: string]: string };

  /**
   * Whether the region is part of the names.
   * @default true
   */
  readonly region?: boolean;
}

/** Abbreviations of the Cloud Adoption Framework, where the article uses others. */
const CAF_ABBREVIATIONS: { readonly [kind: string]: string } = {
  [ResourceKind.VPN_GATEWAY]: "vpng",
  [ResourceKind.BASTION]: "bas",
  [ResourceKind.PEERING]: "peer",
  [ResourceKind.CONNECTION]: "con",
  [ResourceKind.ROUTE_SERVER]: "rtserv",
};

/** Resources of which a network has one: they are named after the network. */
const ONE_FOR_NETWORK: ReadonlySet<ResourceKind> = new Set([
  ResourceKind.VPN_GATEWAY,
  ResourceKind.EXPRESS_ROUTE_GATEWAY,
  ResourceKind.BASTION,
]);

/**
 * Names as the Cloud Adoption Framework recommends them: abbreviation, subject, suffixes, region, and a number where
 * there are several: `vnet-hub01-prod-jpe`, `vpng-hub01-prod-jpe`, `pip-vpng-hub01-prod-jpe-001`. What belongs to a
 * resource is named after that resource's name, without repeating suffixes and region. Peerings, which have no region
 * of their own, are `peer-hub01-to-spoke01`.
 *
 * @see https://learn.microsoft.com/azure/cloud-adoption-framework/ready/azure-best-practices/resource-naming
 */
export class CafNaming implements INamingStrategy {
  private readonly options: CafNamingOptions;
  private readonly abbreviations: ReadonlyMap<string, string>;

  public constructor(options: CafNamingOptions = {}) {
    this.options = checked("CafNaming", "CafNamingOptions", options);
    this.abbreviations = new Map(
      Object.entries(options.regionAbbreviations ?? {}).map(([region, short]) => [regionId(region), short]),
    );
  }

  public nameOf(request: NameRequest): string {
    const { kind, member, ordinal } = request;
    const subject = ONE_FOR_NETWORK.has(kind) ? (member ?? request.subject) : request.subject;
    const tail = [...(this.options.suffixes ?? []), ...this.regionOf(request)].join("-");
    const named = tail === "" ? subject : `${withoutTail(subject, tail)}-${tail}`;
    const number = ordinal === undefined ? [] : [String(ordinal).padStart(3, "0")];
    return [CAF_ABBREVIATIONS[kind] ?? kind, named, ...number].join("-");
  }

  private regionOf({ location }: NameRequest): string[] {
    return location === undefined || this.options.region === false
      ? []
      : [
          isDeferred(location)
            ? location
            : (this.abbreviations.get(regionId(location)) ?? regionAbbreviation(location)),
        ];
  }
}

/** What belongs to something is called after it: the tail of its name comes last once, not in the middle too. */
function withoutTail(subject: string, tail: string): string {
  return `${subject}-`.replaceAll(`-${tail}-`, "-").replace(/-$/, "");
}
