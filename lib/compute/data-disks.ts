import { ManagedDisk } from "@cdktf/provider-azurerm/lib/managed-disk";
import { VirtualMachineDataDiskAttachment } from "@cdktf/provider-azurerm/lib/virtual-machine-data-disk-attachment";
import { TerraformResource } from "cdktf";
import { Construct } from "constructs";
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

/** Creates the disks of a machine, empty, and attaches them (`azurerm_managed_disk`). */
export function addDataDisks(
  machine: Construct,
  resource: TerraformResource,
  disks: readonly DataDisk[],
  place: DiskPlace,
): void {
  for (const { name, ...disk } of disks) {
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
    new VirtualMachineDataDiskAttachment(machine, `${id}Attachment`, {
      virtualMachineId: `\${${addressOf(resource)}.id}`,
      managedDiskId: `\${${addressOf(created)}.id}`,
      lun: disk.lun,
      caching: disk.caching ?? DiskCaching.NONE,
      provider: place.provider,
    });
  }
}

/** What Azure would refuse of disks. */
export function dataDiskProblems(disks: readonly DataDisk[]): (string | undefined)[] {
  const luns = disks.map(({ lun }) => lun);
  return [
    ...disks.flatMap(({ name, sizeGb, lun }) => [
      Number.isInteger(sizeGb) && sizeGb >= 1 && sizeGb <= 32_767
        ? undefined
        : `sizeGb of the data disk ${quote(name)} is ${sizeGb}; give whole gigabytes, 1 to 32767`,
      Number.isInteger(lun) && lun >= 0 && lun <= 63
        ? undefined
        : `lun of the data disk ${quote(name)} is ${lun}; give a number from 0 to 63`,
    ]),
    ...[...new Set(luns.filter((lun, index) => luns.indexOf(lun) !== index))].map(
      (lun) => `two data disks have the lun ${lun}; give one another`,
    ),
  ];
}
