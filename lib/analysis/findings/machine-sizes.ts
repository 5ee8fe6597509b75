import { imageFacts } from "../../azure/machine-images";
import {
  imageMisfit,
  ImageMisfit,
  lacksPremiumDisks,
  mostInterfaces,
  startsLinuxOnly,
} from "../../azure/machine-sizes";
import { Check, problemAt } from "./check";
import { SOURCES } from "./sources";
import { nameOf } from "./words";

/** What a machine has that its size doesn't take, as far as the size's name tells: Azure refuses the machine at apply. */
export const MACHINE_SIZE_CHECKS: readonly Check[] = [
  {
    code: "MACHINE_SIZE_IMAGE",
    severity: "error",
    what: {
      en: "A machine of a size that does not start its image: another processor, another generation, or Windows on a size for Linux",
      ja: "仮想マシンのサイズがイメージに対応していません（プロセッサまたは世代の不一致、Linux 専用サイズでの Windows）",
    },
    source: SOURCES.machineGenerations,
    fix: {
      en: "Take another size, or the image's SKU for this one (-gen2, -arm64).",
      ja: "別のサイズを使うか、サイズに合うイメージの SKU（-gen2、-arm64）を使ってください。",
    },
    *find(network) {
      for (const machine of network.model.virtualMachines) {
        const [image] = network.argumentsOf(machine.address).blocks("source_image_reference");
        const [publisher, offer, sku] = ["publisher", "offer", "sku"].map((name) => image?.text(name));
        const misfit =
          machine.size && publisher && offer && sku
            ? imageMisfit(machine.size, imageFacts(publisher, offer, sku))
            : undefined;
        if (misfit !== undefined) {
          const [en, ja] = wordsOf(misfit);
          yield problemAt(machine.address, {
            en: `Virtual machine ${nameOf(machine)} has the size ${machine.size}, which ${en.size}, and the image ${offer} ${sku}, which ${en.image}.`,
            ja: `仮想マシン ${nameOf(machine)} のサイズ ${machine.size} は${ja.size}ですが、イメージ ${offer} ${sku} は${ja.image}です。`,
          });
        } else if (
          network.resource(machine.address)?.type === "azurerm_windows_virtual_machine" &&
          startsLinuxOnly(machine.size ?? "")
        ) {
          yield {
            resource: machine.address,
            message: {
              en: `Virtual machine ${nameOf(machine)} has the size ${machine.size}, which starts Linux only, and runs Windows.`,
              ja: `仮想マシン ${nameOf(machine)} のサイズ ${machine.size} は Linux 専用ですが、OS は Windows です。`,
            },
            fix: {
              en: "Take a larger size, such as Standard_B2s.",
              ja: "Standard_B2s など、より大きなサイズを使ってください。",
            },
          };
        }
      }
    },
  },
  {
    code: "MACHINE_SIZE_DISK",
    severity: "error",
    what: {
      en: "A premium system disk on a machine whose size takes no premium disks",
      ja: "Premium ディスクに対応していないサイズの仮想マシンで、OS ディスクが Premium です",
    },
    source: SOURCES.machineSizeNames,
    fix: {
      en: "Take StandardSSD_LRS, or a size with an s, such as Standard_D2s_v5.",
      ja: "StandardSSD_LRS を使うか、Standard_D2s_v5 のように s の付くサイズを使ってください。",
    },
    *find(network) {
      for (const machine of network.model.virtualMachines) {
        const [disk] = network.argumentsOf(machine.address).blocks("os_disk");
        const storage = disk?.text("storage_account_type");
        if (machine.size && storage && /^Premium/i.test(storage) && lacksPremiumDisks(machine.size)) {
          yield problemAt(machine.address, {
            en: `Virtual machine ${nameOf(machine)} has a system disk of ${storage}, which its size ${machine.size} does not take.`,
            ja: `仮想マシン ${nameOf(machine)} の OS ディスクは ${storage} ですが、サイズ ${machine.size} は対応していません。`,
          });
        }
      }
    },
  },
  {
    code: "MACHINE_SIZE_INTERFACES",
    severity: "error",
    what: {
      en: "A machine with more network interfaces than its size takes",
      ja: "仮想マシンのネットワーク インターフェイスの数が、サイズの上限を超えています",
    },
    source: SOURCES.machineSizes,
    fix: {
      en: "Take a larger size, or fewer network interfaces.",
      ja: "より大きなサイズを使うか、ネットワーク インターフェイスを減らしてください。",
    },
    *find(network) {
      for (const machine of network.model.virtualMachines) {
        const most = mostInterfaces(machine.size ?? "");
        const count = new Set(machine.networkInterfaces).size;
        if (most !== undefined && count > most) {
          yield problemAt(machine.address, {
            en: `Virtual machine ${nameOf(machine)} has ${count} network interfaces, and its size ${machine.size} takes ${most}.`,
            ja: `仮想マシン ${nameOf(machine)} にネットワーク インターフェイスが ${count} 個ありますが、サイズ ${machine.size} の上限は ${most} 個です。`,
          });
        }
      }
    },
  },
];

interface Words {
  readonly size: string;
  readonly image: string;
}

function wordsOf(misfit: ImageMisfit): readonly [en: Words, ja: Words] {
  return misfit.kind === "architecture"
    ? [
        { size: `has an ${misfit.size} processor`, image: `is for ${misfit.image}` },
        { size: ` ${misfit.size} プロセッサ`, image: ` ${misfit.image} 用` },
      ]
    : [
        {
          size: `starts images of generation ${misfit.size} only`,
          image: `is one of generation ${misfit.image}`,
        },
        { size: `第 ${misfit.size} 世代のイメージ専用`, image: `第 ${misfit.image} 世代` },
      ];
}
