/** The firmware that a machine starts with: BIOS or UEFI. */
export type Generation = 1 | 2;

/** What the name of an image surely says of the machines that start it. */
export interface MachineImageFacts {
  /** Its processor. */
  readonly architecture?: "Arm64" | "x64";
  /** Its firmware. */
  readonly generation?: Generation;
}

/** Publishers that say so in offer or SKU if an image is for Arm. */
const TELLS_ARM = /^(canonical|debian|redhat|suse|openlogic|microsoftwindowsserver)$/i;
const ARM = /arm64|aarch64|(^|[-_])arm([-_]|$)/i;
const SECOND = /[-_](g|gen)2(?![0-9a-z])|[-_]gensecond|azure-edition/i;

/**
 * Images of the first generation: their twins of the second say so in the SKU. Ubuntu tells the first from 24.04 on.
 *
 * Source: `az vm image list` of these publishers; "Support for generation 2 VMs on Azure".
 */
const FIRST = [
  /[-_]gen1(?![0-9a-z])/i,
  /^MicrosoftWindowsServer WindowsServer 20(12-r2|16|19|22)-datacenter(-smalldisk)?$/i,
  /^Canonical (UbuntuServer 1[68][._]04-lts|0001-com-ubuntu-server-(focal|jammy) 2[02]_04-lts)$/i,
  /^Debian debian-1[0-3] 1[0-3]$/i,
];
const UBUNTU_SINCE_2404 = /^Canonical ubuntu-2[4-9]_(04|10)(-lts)? (server|minimal)$/i;

/** What an image of the marketplace is, as far as its names tell. */
export function imageFacts(publisher: string, offer: string, sku: string): MachineImageFacts {
  const text = `${publisher} ${offer} ${sku}`;
  const isArm = ARM.test(offer) || ARM.test(sku);
  return {
    architecture: isArm ? "Arm64" : TELLS_ARM.test(publisher) ? "x64" : undefined,
    generation:
      isArm || SECOND.test(sku) || UBUNTU_SINCE_2404.test(text)
        ? 2
        : FIRST.some((each) => each.test(text))
          ? 1
          : undefined,
  };
}
