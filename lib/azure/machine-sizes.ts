import { Generation, MachineImageFacts } from "./machine-images";

/**
 * What the name of a size surely says. Everything here answers for what is known and keeps silent about other sizes.
 *
 * Sources: "Azure virtual machine sizes naming conventions" (`p` is an Arm processor, `s` premium disks); "Support for
 * generation 2 VMs on Azure", table of series; for version 6 what Azure answered: "The selected VM size 'Standard_D8s_v6'
 * cannot boot Hypervisor Generation '1'". Read on 2026-11-27.
 */
interface SizeName {
  readonly family: string;
  readonly cores: number;
  readonly features: string;
  readonly version: number;
}

const NAME =
  /^(?:Standard|Basic)_([A-Z]+)(\d+)(?:-\d+)?([a-z]*)(?:_[A-Z]+\d+\w*?)??(?:_v(\d+))?(?:_Promo)?$/i;

function nameOf(size: string): SizeName | undefined {
  const [, family, cores, features, version = "1"] = NAME.exec(size) ?? [];
  return family === undefined
    ? undefined
    : {
        family: family.toUpperCase(),
        cores: Number(cores),
        features: features.toLowerCase(),
        version: Number(version),
      };
}

/** Whether machines of a size have an Arm processor; `undefined` where the name doesn't follow the convention. */
function isArm(size: string): boolean | undefined {
  const name = nameOf(size);
  return name && name.version > 1 && /^[BDE]$/.test(name.family) && name.features.includes("p");
}

/** The only generation of machines that a size boots, if it is known to boot but one. */
function onlyGeneration(size: string): Generation | undefined {
  const name = nameOf(size);
  if (name === undefined) {
    return undefined;
  }
  const { family, features, version } = name;
  const isFirst =
    family === "A" ||
    (family === "D" && version <= 3 && features === "") ||
    (family === "E" && version === 3 && /^i?$/.test(features));
  const isSecond = isArm(size) || /^[DE]C$/.test(family) || (/^[DEF]$/.test(family) && version >= 6);
  return isFirst ? 1 : isSecond ? 2 : undefined;
}

/** Why a machine of a size can't start an image: what each of the two is. */
export type ImageMisfit =
  | { readonly kind: "architecture"; readonly size: "Arm64" | "x64"; readonly image: "Arm64" | "x64" }
  | { readonly kind: "generation"; readonly size: Generation; readonly image: Generation };

/** Why a machine of a size surely can't start an image, or `undefined`. */
export function imageMisfit(size: string, image: MachineImageFacts): ImageMisfit | undefined {
  const arm = isArm(size);
  if (arm !== undefined && image.architecture !== undefined && arm !== (image.architecture === "Arm64")) {
    return { kind: "architecture", size: arm ? "Arm64" : "x64", image: image.architecture };
  }
  const generation = onlyGeneration(size);
  return generation !== undefined && image.generation !== undefined && generation !== image.generation
    ? { kind: "generation", size: generation, image: image.generation }
    : undefined;
}

/** Whether machines of a size are known to take no premium disks: those whose name has no `s` for it. */
export function lacksPremiumDisks(size: string): boolean {
  const name = nameOf(size);
  return (
    name !== undefined &&
    (name.family === "A" || (/^[DEF]$/.test(name.family) && !name.features.includes("s")))
  );
}

/**
 * Sizes without machines of generation 2, which Trusted Launch needs, and Arm machines of version 5. Source: "Trusted Launch for
 * Azure virtual machines", sizes that are not supported.
 */
const WITHOUT_TRUSTED_LAUNCH =
  /^((Basic|Standard)_A\d+m?(_v2)?|Standard_DS?\d+|Standard_D\d+_v[23]|Standard_E\d+i?_v3|Standard_N[CV]\d+r?|Standard_[DE]\d+p[ld]*s_v5)$/i;

/** Whether machines of a size are known to have no Trusted Launch. */
export function lacksTrustedLaunch(size: string): boolean {
  return WITHOUT_TRUSTED_LAUNCH.test(size);
}

/** Old burstable sizes, which have no accelerated networking below 12 cores. */
const WITHOUT_ACCELERATION = /^Standard_(B1ls|B1s|B1ms|B2s|B2ms|B4ms|B8ms|A\d+m?_v2)$/i;

/** Whether machines of a size are known to have no accelerated networking. */
export function lacksAcceleration(size: string): boolean {
  return WITHOUT_ACCELERATION.test(size);
}

/** How many network interfaces a machine of a size takes, if that is known. Source: "Sizes for virtual machines in Azure". */
export function mostInterfaces(size: string): number | undefined {
  const name = nameOf(size);
  if (name === undefined || !/^[DE]$/.test(name.family) || ![3, 4, 5].includes(name.version)) {
    return undefined;
  }
  return name.cores <= 4 ? 2 : name.cores <= 8 ? 4 : 8;
}

/** Whether machines of a size start Linux only. Source: "B-series burstable virtual machine sizes", note 2; read on 2026-11-28. */
export function startsLinuxOnly(size: string): boolean {
  return /^Standard_B1ls$/i.test(size);
}
