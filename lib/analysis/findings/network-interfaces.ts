import { lacksAcceleration } from "../../azure/machine-sizes";
import { VirtualMachine } from "../model";
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
    code: "MACHINE_SEVERAL_NETWORKS",
    severity: "error",
    what: {
      en: "Network interfaces of one machine stand in different virtual networks",
      ja: "1 台の仮想マシンのネットワーク インターフェイスが、異なる仮想ネットワークにあります",
    },
    source: SOURCES.machineInterfaces,
    fix: {
      en: "Put all of a machine's interfaces into subnets of one virtual network, and peer it with the other.",
      ja: "すべてのインターフェイスを 1 つの仮想ネットワークのサブネットに置き、もう一方とはピアリングで接続してください。",
    },
    *find(network) {
      for (const machine of network.model.virtualMachines) {
        const homes = network
          .networkInterfacesOf(machine.address)
          .map((nic) => [nic, network.networkOf(nic.ipConfigurations[0]?.subnet)] as const)
          .filter(([, home]) => home !== undefined && network.isOne(home.address));
        const other = homes.find(([, home]) => home !== homes[0][1]);
        if (other !== undefined && network.isOne(machine.address)) {
          yield problemAt(machine.address, {
            en: `Machine ${nameOf(machine)} has ${nameOf(homes[0][0])} in ${nameOf(homes[0][1]!)} and ${nameOf(other[0])} in ${nameOf(other[1]!)}: Azure wants all of them in one virtual network.`,
            ja: `仮想マシン ${nameOf(machine)} の ${nameOf(homes[0][0])} は ${nameOf(homes[0][1]!)}、${nameOf(other[0])} は ${nameOf(other[1]!)} にあります。すべて同じ仮想ネットワークに置く必要があります。`,
          });
        }
      }
    },
  },
  {
    code: "NIC_OF_SEVERAL_MACHINES",
    severity: "error",
    what: {
      en: "Two machines have the same network interface",
      ja: "2 台の仮想マシンが同じネットワーク インターフェイスを使っています",
    },
    source: SOURCES.machineInterfaces,
    fix: {
      en: "Give each machine an interface of its own.",
      ja: "仮想マシンごとに別のネットワーク インターフェイスを用意してください。",
    },
    *find(network) {
      const taken = new Map<string, VirtualMachine>();
      for (const machine of network.model.virtualMachines.filter(({ address }) => network.isOne(address))) {
        for (const nic of machine.networkInterfaces) {
          const first = taken.get(nic);
          if (first !== undefined && network.isOne(nic)) {
            yield problemAt(machine.address, {
              en: `Machines ${nameOf(first)} and ${nameOf(machine)} both have ${nic}, which Azure attaches to one.`,
              ja: `仮想マシン ${nameOf(first)} と ${nameOf(machine)} の両方に ${nic} が指定されています。接続できるのは 1 台だけです。`,
            });
          }
          taken.set(nic, first ?? machine);
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
