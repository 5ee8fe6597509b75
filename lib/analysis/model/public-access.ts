import { IpReference, ModelResource } from "./resource";

export interface BastionHost extends ModelResource {
  readonly sku?: string;
  readonly scaleUnits?: number;
  /** It connects to any address that it has a way to. */
  readonly ipConnect?: boolean;
  readonly subnet?: string;
  readonly publicIp?: string;
  /** Developer SKU: the virtual network itself. */
  readonly virtualNetwork?: string;
}

export interface PublicIp extends ModelResource {
  readonly sku?: string;
  /** The input shows that it has one, but not which. */
  readonly skuUnknown?: boolean;
  readonly allocation?: string;
  readonly zones: readonly string[];
  /** Known from a state only. */
  readonly ip?: string;
}

export interface NatGateway extends ModelResource {
  readonly publicIps: readonly string[];
  /** Addresses of public IP prefixes of which it takes its own. */
  readonly publicIpPrefixes?: readonly string[];
  /** It has addresses that the input doesn't hold: a prefix, or whatever one that is only read here has. */
  readonly hasMoreAddresses?: boolean;
  /** `Standard` (default), `StandardV2`. */
  readonly sku?: string;
}

/**
 * Whether an address is that of a public address, which is no next hop whatever its value.
 * @see https://github.com/cdktf-azure-hub-spoke/cdktf-azure-hub-spoke/blob/main/docs/routing-rules.md#r21
 */
export function isPublicAddress(
  { publicIps }: { readonly publicIps: readonly PublicIp[] },
  { resource, attribute = "" }: IpReference,
): boolean {
  return (
    /^public_ip_address(es)?\b/.test(attribute) ||
    (attribute === "ip_address" && publicIps.some(({ address }) => address === resource))
  );
}
