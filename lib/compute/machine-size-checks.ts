import { imageFacts } from "../azure/machine-images";
import { imageMisfit, lacksAcceleration, lacksTrustedLaunch, startsLinuxOnly } from "../azure/machine-sizes";
import { isDeferred, quote } from "../core/azure-names";
import { VirtualMachineImage } from "./marketplace-image";

/** What a machine asks of its size beside starting its image. */
interface SizeDemands {
  readonly acceleratedNetworking?: boolean;
  readonly trustedLaunch?: boolean;
}

/** Why Azure refuses a machine of a size, each as a sentence: only what the size's and the image's names surely say. */
export function sizeProblems(
  size: string,
  image: VirtualMachineImage,
  { acceleratedNetworking, trustedLaunch }: SizeDemands,
): (string | undefined)[] {
  if (isDeferred(size)) {
    return [];
  }
  const startProblem = imageProblem(size, image);
  return [
    /^(Standard|Basic)_[A-Z]+\d[A-Za-z0-9_-]*$/.test(size)
      ? undefined
      : `the machine size ${quote(size)} is not one of Azure's; write it like "Standard_B2ms"`,
    acceleratedNetworking && lacksAcceleration(size)
      ? `acceleratedNetworking needs a larger size than ${size}, such as "Standard_D2s_v5"`
      : undefined,
    startProblem,
    trustedLaunch && startProblem === undefined ? trustedLaunchProblem(size, image) : undefined,
  ];
}

function imageProblem(size: string, image: VirtualMachineImage): string | undefined {
  const misfit = imageMisfit(size, factsOf(image));
  const called = quote(`${image.publisher} ${image.offer} ${image.sku}`);
  switch (misfit?.kind) {
    case "architecture":
      return misfit.size === "Arm64"
        ? `machines of the size ${quote(size)} have an Arm64 processor, and the image ${called} is for x64: take a size without a p, ` +
            'such as "Standard_D2s_v5", or an Arm64 image, such as Canonical\'s "ubuntu-24_04-lts" "server-arm64"'
        : `machines of the size ${quote(size)} have an x64 processor, and the image ${called} is for Arm64: take a size with a p, ` +
            'such as "Standard_D2ps_v5", or an image for x64';
    case "generation":
      return (
        `machines of the size ${quote(size)} start images of generation ${misfit.size} only, and ${called} is one of generation ` +
        `${misfit.image}: take another size, such as "Standard_D2s_v5", or the image's SKU of generation ${misfit.size}`
      );
    case undefined:
      return undefined;
  }
}

function trustedLaunchProblem(size: string, image: VirtualMachineImage): string | undefined {
  if (lacksTrustedLaunch(size)) {
    return (
      `machines of the size ${quote(size)} have no Trusted Launch: leave trustedLaunch out, or take another size, such as ` +
      '"Standard_D2s_v5"'
    );
  }
  return factsOf(image).generation === 1
    ? `the image ${quote(`${image.publisher} ${image.offer} ${image.sku}`)} is one of generation 1, which has no Trusted Launch: leave ` +
        "trustedLaunch out, or take the image's SKU of generation 2"
    : undefined;
}

/** Why Azure refuses a Windows machine of a size, or `undefined`. */
export function windowsSizeProblem(size: string): string | undefined {
  return !isDeferred(size) && startsLinuxOnly(size)
    ? `machines of the size ${quote(size)} run Linux only: take another size for Windows, such as "Standard_B2ms"`
    : undefined;
}

/** Names that are known only at apply say nothing. */
function factsOf({ publisher, offer, sku }: VirtualMachineImage) {
  return [publisher, offer, sku].some(isDeferred) ? {} : imageFacts(publisher, offer, sku);
}
