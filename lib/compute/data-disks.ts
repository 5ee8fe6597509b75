import { ManagedDisk } from "@cdktf/provider-azurerm/lib/managed-disk";
import { VirtualMachineDataDiskAttachment } from "@cdktf/provider-azurerm/lib/virtual-machine-data-disk-attachment";
import { TerraformResource } from "cdktf";
import { Construct } from "constructs";
import { LARGEST_CACHED_DISK, mostDataDisks } from "../azure/data-disks";
import { lacksPremiumDisks } from "../azure/machine-sizes";
import { NAME_RULES } from "../azure/names";
import { quote } from "../core/azure-names";
import { childId } from "../core/child-id";
import { checkName } from "../core/name-check";
import { ResourceKind } from "../core/naming";
import { commonArguments, namingOf, PlacementProps } from "../core/placement";
import { addressOf } from "../core/references";

/** Kinds of disk. */
export enum DiskStorage {
  /** Hard disks */
  STANDARD_HDD = "Standard_LRS",
  /** Solid state, as the machine's own disk */
  STANDARD_SSD = "StandardSSD_LRS",
  /** Fast solid state, for sizes that take it, such as those with an `s` */
  PREMIUM_SSD = "Premium_LRS",
  /** Solid state in all zones of the region */
  STANDARD_SSD_ZRS = "StandardSSD_ZRS",
  /** Fast solid state in all zones of the region */
  PREMIUM_SSD_ZRS = "Premium_ZRS",
}

/** What the machine's host keeps in memory of a disk. */
export enum DiskCaching {
  /** Nothing, for what is mostly written, such as logs */
  NONE = "None",
  /** What is read */
  READ_ONLY = "ReadOnly",
  /** What is read and written */
  READ_WRITE = "ReadWrite",
}

/** A disk beside the machine's own. */
export interface DataDisk {
  /** What it is for, such as `logs`: its Azure name and Terraform address are made of it. */
  readonly name: string;

  /** Gigabytes, 1 to 32,767. It can grow later, and not shrink. */
  readonly sizeGb: number;

  /** Number under which the machine sees it, 0 to 63, each once. Another one later detaches and attaches it anew. */
  readonly lun: number;

  /**
   * Kind.
   * @default DiskStorage.STANDARD_SSD
   */
  readonly storage?: DiskStorage;

  /**
   * Caching.
   * @default DiskCaching.NONE
   */
  readonly caching?: DiskCaching;
}

/** Where the disks of a machine go. */
interface DiskPlace extends PlacementProps {
  /** Azure name of the machine. */
  readonly machineName: string;
  /** Its zone, which its disks share. */
  readonly zone?: string;
}

/** Creates the disks of a machine, empty (`azurerm_managed_disk`), and returns what attaches them. */
export function addDataDisks(
  machine: Construct,
  resource: TerraformResource,
  disks: readonly DataDisk[],
  place: DiskPlace,
): TerraformResource[] {
  return disks.map(({ name, ...disk }) => {
    const id = childId(machine, "Disk", name);
    const diskName = namingOf(place).nameOf({
      kind: ResourceKind.DISK,
      subject: `${place.machineName}-${name}`,
    });
    checkName(machine, NAME_RULES.disk, diskName, name);
    const storage = disk.storage ?? DiskStorage.STANDARD_SSD;
    const created = new ManagedDisk(machine, id, {
      name: diskName,
      createOption: "Empty",
      diskSizeGb: disk.sizeGb,
      storageAccountType: storage,
      zone: storage.endsWith("_ZRS") ? undefined : place.zone,
      ...commonArguments(place),
    });
    return new VirtualMachineDataDiskAttachment(machine, `${id}Attachment`, {
      virtualMachineId: `\${${addressOf(resource)}.id}`,
      managedDiskId: `\${${addressOf(created)}.id}`,
      lun: disk.lun,
      caching: disk.caching ?? DiskCaching.NONE,
      provider: place.provider,
    });
  });
}

/** What Azure would refuse of disks at a machine of a size. */
export function dataDiskProblems(disks: readonly DataDisk[], size: string): (string | undefined)[] {
  const luns = disks.map(({ lun }) => lun);
  const most = mostDataDisks(size);
  return [
    most !== undefined && disks.length > most
      ? `the machine has ${disks.length} data disks, and its size ${size} takes ${most}: use fewer, larger disks, or a larger size`
      : undefined,
    ...disks
      .filter(({ storage }) => storage?.startsWith("Premium") && lacksPremiumDisks(size))
      .map(
        ({ name, storage }) =>
          `the data disk ${quote(name)} is ${storage}, which the size ${size} doesn't take: use DiskStorage.STANDARD_SSD, or a ` +
          "size with an s, such as Standard_D2s_v5",
      ),
    ...disks.flatMap(({ name, sizeGb, lun, caching = DiskCaching.NONE }) => [
      Number.isInteger(sizeGb) && sizeGb >= 1 && sizeGb <= 32_767
        ? undefined
        : `sizeGb of the data disk ${quote(name)} is ${sizeGb}; give whole gigabytes, 1 to 32767`,
      sizeGb > LARGEST_CACHED_DISK && caching !== DiskCaching.NONE
        ? `the data disk ${quote(name)} has ${sizeGb} GB and the caching ${caching}; Azure caches disks up to ${LARGEST_CACHED_DISK} GB: ` +
          "leave caching out"
        : undefined,
      Number.isInteger(lun) && lun >= 0 && lun <= 63
        ? undefined
        : `lun of the data disk ${quote(name)} is ${lun}; give a number from 0 to 63`,
    ]),
    ...[...new Set(luns.filter((lun, index) => luns.indexOf(lun) !== index))].map(
      (lun) => `two data disks have the lun ${lun}; give one another`,
    ),
  ];
}
