import { isDeferred, quote } from "../core/azure-names";

/** A marketplace or platform image. */
export interface VirtualMachineImage {
  /** Publisher, such as `MicrosoftWindowsServer`. */
  readonly publisher: string;

  /** Offer, such as `WindowsServer`. */
  readonly offer: string;

  /** SKU, such as `2019-datacenter-smalldisk-g2`. */
  readonly sku: string;

  /**
   * Version.
   * @default "latest"
   */
  readonly version?: string;
}

/** Purchase plan of a marketplace image. */
export interface MarketplacePlan {
  /** Name of the plan: usually the image's SKU. */
  readonly name: string;

  /** Product: usually the image's offer. */
  readonly product: string;

  /** Publisher. */
  readonly publisher: string;
}

/** What the marketplace has no word for in an image and its purchase plan, each as a sentence. */
export function imageProblems(image: VirtualMachineImage, plan?: MarketplacePlan): string[] {
  const { publisher, offer, sku, version } = image;
  const words = {
    publisher,
    offer,
    sku,
    version,
    "plan name": plan?.name,
    "plan product": plan?.product,
    "plan publisher": plan?.publisher,
  };
  return Object.entries(words)
    .filter(([, word]) => word !== undefined && !isDeferred(word) && !/^[A-Za-z0-9][\w.-]*$/.test(word))
    .map(
      ([role, word]) =>
        `the ${role} of the image is ${quote(String(word))}; the marketplace uses letters, digits, '.', '_' and '-'`,
    );
}
