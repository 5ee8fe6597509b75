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

/** What the marketplace takes as a word. */
const WORD = /^[A-Za-z0-9][\w.-]*$/;

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
  const isForeign =
    plan !== undefined &&
    [publisher, plan.publisher].every((word) => !isDeferred(word) && WORD.test(word)) &&
    plan.publisher.toLowerCase() !== publisher.toLowerCase();
  return [
    ...Object.entries(words)
      .filter(([, word]) => word !== undefined && !isDeferred(word) && !WORD.test(word))
      .map(
        ([role, word]) =>
          `the ${role} of the image is ${quote(String(word))}; the marketplace uses letters, digits, '.', '_' and '-'`,
      ),
    ...(isForeign
      ? [
          `the plan is of the publisher ${quote(plan.publisher)} and the image of ${quote(publisher)}, which Azure refuses: give the ` +
            "plan of that image",
        ]
      : []),
  ];
}

const WINDOWS_PUBLISHER = /^MicrosoftWindows(Server|Desktop)$/i;
const LINUX_PUBLISHER =
  /^(canonical|debian|redhat|suse|resf|almalinux|oracle|kinvolk|microsoftcblmariner|azurelinux)$/i;

/** Why an image is of the other operating system, as far as its publisher tells: azurerm would wait for it in vain. */
export function imageSystemProblem(
  { publisher, offer }: VirtualMachineImage,
  system: "Linux" | "Windows",
): string | undefined {
  const isOther = (system === "Linux" ? WINDOWS_PUBLISHER : LINUX_PUBLISHER).test(publisher);
  const other = system === "Linux" ? "Windows" : "Linux";
  return isOther
    ? `the image ${quote(`${publisher} ${offer}`)} is one of ${other}, and the machine a ${system}Server: take one of ${system}Images, or ` +
        `add${other}Server`
    : undefined;
}
