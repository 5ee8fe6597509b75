/** Data disks of today's families by their vCPUs: D and E of version 3 to 5, Fsv2 and Bv2 alike. */
const BY_CORES: readonly (readonly [cores: number, disks: number])[] = [
  [16, 32],
  [8, 16],
  [4, 8],
  [2, 4],
];

const FAMILIES = /^Standard_(?:[DE](\d+)[a-z]*_v[345]|F(\d+)s_v2|B(\d+)[a-z]*_v2)$/i;

/** Old burstable sizes. */
const OLD: { readonly [size: string]: number } = {
  standard_b1ls: 2,
  standard_b1s: 2,
  standard_b1ms: 2,
  standard_b2s: 4,
  standard_b2ms: 4,
  standard_b4ms: 8,
  standard_b8ms: 16,
};

/** How many data disks a machine of a size takes, if that is known here. Source: "Sizes for virtual machines in Azure". */
export function mostDataDisks(size: string): number | undefined {
  const cores = FAMILIES.exec(size)
    ?.slice(1)
    .find((each) => each !== undefined);
  return cores === undefined
    ? OLD[size.toLowerCase()]
    : BY_CORES.find(([least]) => Number(cores) >= least)?.[1];
}

/** Gigabytes up to which Azure caches a disk. Source: "Azure premium storage: design for high performance", disk caching. */
export const LARGEST_CACHED_DISK = 4095;
