/** Since this version azurerm takes the scale units of an ExpressRoute gateway, without which ErGwScale can't be created. */
export const SCALE_UNITS_SINCE = "4.79";

/** The size that grows by scale units. */
export const SCALABLE_SIZE = "ErGwScale";

/** Scale units that ErGwScale takes. */
export const SCALE_UNITS = { least: 1, most: 40 } as const;

/** Longest prefix of a GatewaySubnet with an ExpressRoute gateway, and of one whose gateway has as many circuits as it can. */
export const EXPRESS_ROUTE_SUBNET = {
  longestPrefix: 27,
  longestPrefixWithMostCircuits: 26,
  mostCircuits: 16,
} as const;

/** From this number of scale units on, FastPath works. */
const FAST_PATH_UNITS = 10;

/** Most circuits by size, in lower case. Source: "About ExpressRoute virtual network gateways". */
const CIRCUITS: { readonly [sku: string]: number } = {
  standard: 4,
  ergw1az: 4,
  highperformance: 8,
  ergw2az: 8,
  ultraperformance: 16,
  ergw3az: 16,
};

/** Most circuits of a gateway of a size; `undefined` where that isn't known. */
export function mostCircuits(sku: string, leastUnits?: number): number | undefined {
  if (isScalable(sku)) {
    return leastUnits === undefined ? undefined : leastUnits >= 10 ? 16 : leastUnits >= 2 ? 8 : 4;
  }
  return CIRCUITS[sku.toLowerCase()];
}

/** Whether packets can go past a gateway of a size (FastPath). */
export function takesFastPath(sku: string, leastUnits = 0): boolean {
  return isScalable(sku)
    ? leastUnits >= FAST_PATH_UNITS
    : ["ultraperformance", "ergw3az"].includes(sku.toLowerCase());
}

/** Whether a size is the one that grows by scale units. */
export function isScalable(sku: string): boolean {
  return sku.toLowerCase() === SCALABLE_SIZE.toLowerCase();
}
