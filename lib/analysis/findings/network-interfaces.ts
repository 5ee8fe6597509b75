import { lacksAcceleration } from "../../azure/machine-sizes";
import { Check, problemAt } from "./check";
import { SOURCES } from "./sources";
import { nameOf, quote } from "./words";

/** Network interfaces. */
export const NETWORK_INTERFACE_CHECKS: readonly Check[] = [
  {
    code: "NIC_WITHOUT_PRIMARY",
    severity: "error",
    what: {
      en: "None of several IP configurations of a network interface is the primary one",
      ja: "ネットワーク インターフェイスに複数の IP 構成がありますが、プライマリがありません",
    },
    source: SOURCES.networkInterface,
    fix: {
      en: "Set primary = true in the first ip_configuration.",
      ja: "最初の ip_configuration に primary = true を指定してください。",
    },
    *find(network) {
      for (const nic of network.model.networkInterfaces) {
        const blocks = network.argumentsOf(nic.address).blocks("ip_configuration");
        const unknown = blocks.some((block) => block.isUnknown("primary"));
        if (blocks.length > 1 && !unknown && !blocks.some((block) => block.boolean("primary") === true)) {
          yield problemAt(nic.address, {
            en: `Network interface ${nameOf(nic)} has ${blocks.length} IP configurations, and none is primary.`,
            ja: `ネットワーク インターフェイス ${nameOf(nic)} に IP 構成が ${blocks.length} 個ありますが、プライマリがありません。`,
          });
        }
      }
    },
  },
  {
    code: "NIC_WITHOUT_SUBNET",
    severity: "error",
    what: {
      en: "An IPv4 configuration of a network interface names no subnet",
      ja: "ネットワーク インターフェイスの IPv4 の構成にサブネットが指定されていません",
    },
    source: SOURCES.networkInterface,
    fix: { en: "Give subnet_id.", ja: "subnet_id を指定してください。" },
    *find(network) {
      for (const nic of network.resourcesOf("azurerm_network_interface")) {
        for (const block of network.argumentsOf(nic.address).blocks("ip_configuration")) {
          const version = block.text("private_ip_address_version");
          const isVersion4 =
            version === "IPv4" || (version === undefined && !block.isSet("private_ip_address_version"));
          if (isVersion4 && !block.isSet("subnet_id")) {
            yield problemAt(nic.address, {
              en: `IP configuration ${quote(block.text("name") ?? "")} of network interface ${nameOf(nic)} names no subnet.`,
              ja: `ネットワーク インターフェイス ${nameOf(nic)} の IP 構成 ${quote(block.text("name") ?? "")} にサブネットがありません。`,
            });
          }
        }
      }
    },
  },
  {
    code: "NIC_ACCELERATION_SIZE",
    severity: "error",
    what: {
      en: "Accelerated networking on a machine whose size does not have it",
      ja: "高速ネットワークに対応していないサイズの仮想マシンで、高速ネットワークが有効です",
    },
    source: SOURCES.acceleratedNetworking,
    fix: {
      en: "Turn accelerated_networking_enabled off, or take another size.",
      ja: "accelerated_networking_enabled を無効にするか、別のサイズを使ってください。",
    },
    *find(network) {
      for (const machine of network.model.virtualMachines) {
        for (const nic of machine.networkInterfaces) {
          const isAccelerated = network
            .argumentsOf(nic)
            .boolean("accelerated_networking_enabled", "enable_accelerated_networking");
          if (isAccelerated === true && lacksAcceleration(machine.size ?? "")) {
            yield problemAt(nic, {
              en: `${nic} has accelerated networking, but virtual machine ${nameOf(machine)} has the size ${machine.size}, which does not support it.`,
              ja: `${nic} で高速ネットワークが有効ですが、仮想マシン ${nameOf(machine)} のサイズ ${machine.size} は対応していません。`,
            });
          }
        }
      }
    },
  },
];
