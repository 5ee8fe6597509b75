/**
 * Sizes of VPN gateways that Azure creates, each in every region. It no longer creates those without AZ. Source: "VPN Gateway
 * SKU consolidation and migration".
 */
export const VPN_GATEWAY_SIZES: readonly string[] = [
  "VpnGw1AZ",
  "VpnGw2AZ",
  "VpnGw3AZ",
  "VpnGw4AZ",
  "VpnGw5AZ",
];

/** Whether Azure creates no more VPN gateways of a size; the same source. */
export function isRetiredSize(sku: string): boolean {
  return /^(VpnGw[1-5]|Standard|HighPerformance)$/i.test(sku);
}

/** The size that a gateway of an older one becomes: `VpnGw2AZ` for `VpnGw2` and `HighPerformance`; the same source. */
export function sizeWithZones(sku: string): string {
  if (/AZ$/i.test(sku)) {
    return sku;
  }
  return /^VpnGw[1-5]$/i.test(sku) ? `${sku}AZ` : /^HighPerformance$/i.test(sku) ? "VpnGw2AZ" : "VpnGw1AZ";
}

const OF_GENERATION: { readonly [generation: string]: RegExp } = {
  Generation1: /^(Basic|Standard|HighPerformance|VpnGw[1-3](AZ)?)$/i,
  Generation2: /^VpnGw[2-5](AZ)?$/i,
};

/** Whether a generation has a size; one that isn't known may. Source: "About gateway SKUs", SKUs by generation. */
export function hasSize(generation: string, sku: string): boolean {
  return OF_GENERATION[generation]?.test(sku) ?? true;
}

/** Whether a gateway translates addresses (W135). Source: "About NAT on Azure VPN Gateway". */
export function translatesAddresses(sku: string): boolean {
  return /^VpnGw[2-5](AZ)?$/i.test(sku);
}
