import { NAME_RULES, nameFault } from "../../azure/names";
import { groupBy } from "../../collections/group-by";
import { Check, problemAt } from "./check";
import { CheckedNetwork } from "./checked-network";
import { SOURCES } from "./sources";
import { nameOf, quote } from "./words";

const WINDOWS = "azurerm_windows_virtual_machine";
const LINUX = "azurerm_linux_virtual_machine";

/** Publishers whose appliances are sold by plan. */
const PLAN_PUBLISHERS: ReadonlySet<string> = new Set([
  "cisco",
  "juniper-networks",
  "fortinet",
  "paloaltonetworks",
  "checkpoint",
  "barracudanetworks",
  "vmware-inc",
  "netgate",
]);

/** Computer names, images, start scripts and shutdown of machines. */
export const MACHINE_CHECKS: readonly Check[] = [
  {
    code: "COMPUTER_NAME_WINDOWS",
    severity: "error",
    what: {
      en: "A Windows computer name, given or taken from the machine's name, is longer than 15 characters or not allowed",
      ja: "Windows のコンピューター名（指定がなければ仮想マシンの名前）が 15 文字を超えているか、使えない名前です",
    },
    source: SOURCES.windowsVirtualMachine,
    fix: {
      en: "Give computer_name: 1 to 15 letters, digits and '-', not digits alone.",
      ja: "computer_name に 15 文字以内の英数字とハイフン（数字だけは不可）を指定してください。",
    },
    *find(network) {
      for (const resource of network.resourcesOf(WINDOWS)) {
        const name = computerName(network, resource.address);
        if (name !== undefined && nameFault(NAME_RULES.windowsComputer, name)) {
          yield problemAt(resource.address, {
            en: `Windows virtual machine ${nameOf(resource)} would get the computer name ${quote(name)} (${name.length} characters); Windows allows 15.`,
            ja: `Windows 仮想マシン ${nameOf(resource)} のコンピューター名が ${quote(name)}（${name.length} 文字）になります。使えるのは 15 文字までの英数字とハイフンです。`,
          });
        }
      }
    },
  },
  {
    code: "COMPUTER_NAME_LINUX",
    severity: "error",
    what: {
      en: "A Linux host name, given or taken from the machine's name, is longer than 64 characters or not allowed",
      ja: "Linux のホスト名（指定がなければ仮想マシンの名前）が 64 文字を超えているか、使えない名前です",
    },
    source: SOURCES.linuxVirtualMachine,
    fix: {
      en: "Give computer_name: 1 to 64 letters, digits, '.' and '-'.",
      ja: "computer_name に 64 文字以内の英数字・ピリオド・ハイフンを指定してください。",
    },
    *find(network) {
      for (const resource of network.resourcesOf(LINUX)) {
        const name = computerName(network, resource.address);
        if (name !== undefined && nameFault(NAME_RULES.linuxComputer, name)) {
          yield problemAt(resource.address, {
            en: `Linux virtual machine ${nameOf(resource)} would get the host name ${quote(name)}, which is not allowed.`,
            ja: `Linux 仮想マシン ${nameOf(resource)} のホスト名が ${quote(name)} になりますが、使えない名前です。`,
          });
        }
      }
    },
  },
  {
    code: "CUSTOM_DATA_ENCODING",
    severity: "error",
    what: { en: "custom_data is not base64", ja: "custom_data が base64 ではありません" },
    source: SOURCES.linuxVirtualMachine,
    fix: { en: "Encode it, for example with base64encode().", ja: "base64encode()などで変換してください。" },
    *find(network) {
      for (const resource of network.resourcesOf(WINDOWS, LINUX)) {
        const data = network.argumentsOf(resource.address).text("custom_data");
        if (
          data !== undefined &&
          (!/^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(data) || data.replace(/\s/g, "").length % 4 !== 0)
        ) {
          yield problemAt(resource.address, {
            en: `The custom_data of virtual machine ${nameOf(resource)} is not base64.`,
            ja: `仮想マシン ${nameOf(resource)} の custom_data が base64 ではありません。`,
          });
        }
      }
    },
  },
  {
    code: "IMAGE_PLAN_UNEXPECTED",
    severity: "error",
    what: {
      en: "A machine with an image of Windows Server or Windows has a marketplace plan",
      ja: "Windows Server または Windows のイメージの仮想マシンに、Marketplace のプランがあります",
    },
    source: SOURCES.marketplaceTerms,
    fix: { en: "Remove the plan block.", ja: "plan ブロックを削除してください。" },
    *find(network) {
      for (const resource of network.resourcesOf(WINDOWS, LINUX)) {
        const values = network.argumentsOf(resource.address);
        const publisher = values.blocks("source_image_reference")[0]?.text("publisher");
        if (
          publisher !== undefined &&
          /^MicrosoftWindows(Server|Desktop)$/i.test(publisher) &&
          values.isSet("plan")
        ) {
          yield problemAt(resource.address, {
            en: `Virtual machine ${nameOf(resource)} has an image of ${publisher} and a plan; images of Windows have none.`,
            ja: `仮想マシン ${nameOf(resource)} は ${publisher} のイメージなのに plan があります。Windows のイメージにプランはありません。`,
          });
        }
      }
    },
  },
  {
    code: "IMAGE_PLAN_MISSING",
    severity: "error",
    what: {
      en: "A machine with an appliance vendor's image has no marketplace plan",
      ja: "アプライアンスのベンダーのイメージの仮想マシンに、Marketplace のプランがありません",
    },
    source: SOURCES.marketplaceTerms,
    fix: {
      en: "Add plan with the image's publisher, product (offer) and name (sku).",
      ja: "イメージの publisher、product（offer）、name（sku）を持つ plan ブロックを追加してください。",
    },
    *find(network) {
      for (const resource of network.resourcesOf(WINDOWS, LINUX)) {
        const values = network.argumentsOf(resource.address);
        const publisher = values.blocks("source_image_reference")[0]?.text("publisher");
        if (
          publisher !== undefined &&
          PLAN_PUBLISHERS.has(publisher.toLowerCase()) &&
          !values.isSet("plan")
        ) {
          yield problemAt(resource.address, {
            en: `Virtual machine ${nameOf(resource)} has a marketplace image of ${publisher}, which is sold by plan, and no plan.`,
            ja: `仮想マシン ${nameOf(resource)} は ${publisher} の Marketplace イメージですが、必要な plan がありません。`,
          });
        }
      }
    },
  },
  {
    code: "MARKETPLACE_AGREEMENT_TWICE",
    severity: "error",
    what: {
      en: "Two resources accept the same marketplace terms: the second fails",
      ja: "2 つのリソースが同じ Marketplace の条件に同意しています。後の方は失敗します",
    },
    source: SOURCES.marketplaceAgreement,
    fix: {
      en: "Keep one per publisher, offer and plan of a subscription.",
      ja: "サブスクリプションごとに、同じ publisher・offer・plan の同意は 1 つにしてください。",
    },
    *find(network) {
      const agreements = groupBy(network.resourcesOf("azurerm_marketplace_agreement"), (resource) => {
        const values = network.argumentsOf(resource.address);
        const terms = ["publisher", "offer", "plan"].map((argument) => values.text(argument));
        return terms.includes(undefined)
          ? undefined
          : [resource.subscription, ...terms].join(" / ").toLowerCase();
      });
      for (const [first, second] of agreements.values()) {
        if (second) {
          yield problemAt(second.address, {
            en: `${second.address} accepts the same marketplace terms as ${first.address}.`,
            ja: `${second.address} は ${first.address} と同じ Marketplace の条件に同意しようとしています。`,
          });
        }
      }
    },
  },
  {
    code: "SHUTDOWN_TIME",
    severity: "error",
    what: {
      en: "The time of a daily shutdown is not HHmm",
      ja: "毎日のシャットダウンの時刻が HHmm 形式ではありません",
    },
    source: SOURCES.globalShutdownSchedule,
    fix: { en: 'Write it as "1900".', ja: '"1900" のように指定してください。' },
    *find(network) {
      for (const { resource, values } of schedules(network)) {
        const time = values.text("daily_recurrence_time");
        if (time !== undefined && !/^([01]?\d|2[0-3])[0-5]\d$/.test(time)) {
          yield problemAt(resource.address, {
            en: `The shutdown time ${quote(time)} of ${resource.address} is not a time of day as HHmm.`,
            ja: `${resource.address} のシャットダウン時刻 ${quote(time)} は HHmm 形式ではありません。`,
          });
        }
      }
    },
  },
  {
    code: "SHUTDOWN_TIME_ZONE",
    severity: "error",
    what: {
      en: "The time zone of a daily shutdown is an IANA name, where Azure takes Windows names",
      ja: "毎日のシャットダウンのタイム ゾーンが IANA の名前です。Azure では Windows の名前を使います",
    },
    source: SOURCES.globalShutdownSchedule,
    fix: {
      en: 'Use the Windows name, such as "Tokyo Standard Time".',
      ja: '"Tokyo Standard Time" のような Windows のタイム ゾーン名を使ってください。',
    },
    *find(network) {
      for (const { resource, values } of schedules(network)) {
        const zone = values.text("timezone");
        if (zone !== undefined && /^[A-Za-z_]+\/[\w/+-]+$/.test(zone)) {
          yield problemAt(resource.address, {
            en: `The time zone ${quote(zone)} of ${resource.address} is an IANA name; Azure takes Windows names.`,
            ja: `${resource.address} のタイム ゾーン ${quote(zone)} は IANA の名前です。Azure では Windows の名前を使います。`,
          });
        }
      }
    },
  },
  {
    code: "SHUTDOWN_OF_APPLIANCE",
    severity: "warning",
    what: {
      en: "A machine that forwards packets is shut down daily: the path is gone with it",
      ja: "通信を転送する仮想マシンが毎日シャットダウンされます。経路も失われます",
    },
    source: SOURCES.networkAppliances,
    fix: {
      en: "Remove the schedule of the appliance.",
      ja: "アプライアンスの自動シャットダウンを外してください。",
    },
    *find(network) {
      const machines = new Map(network.model.virtualMachines.map((machine) => [machine.address, machine]));
      for (const { resource, values } of schedules(network)) {
        const machine = machines.get(network.referred(values.printed("virtual_machine_id"))?.address ?? "");
        const isForwarder = machine?.networkInterfaces.some(
          (nic) => network.networkInterfaces.get(nic)?.ipForwarding,
        );
        if (machine && isForwarder && values.boolean("enabled") !== false) {
          yield problemAt(resource.address, {
            en: `Virtual machine ${nameOf(machine)} forwards packets for others and is shut down daily.`,
            ja: `他の通信を転送する仮想マシン ${nameOf(machine)} が毎日シャットダウンされます。`,
          });
        }
      }
    },
  },
];

/** Given, else the machine's name; undefined where only apply can tell. */
function computerName(network: CheckedNetwork, address: string): string | undefined {
  const values = network.argumentsOf(address);
  if (values.isSet("os_managed_disk_id")) {
    return undefined;
  }
  return values.isSet("computer_name") ? values.text("computer_name") : values.text("name");
}

function schedules(network: CheckedNetwork) {
  return network
    .resourcesOf("azurerm_dev_test_global_vm_shutdown_schedule")
    .map((resource) => ({ resource, values: network.argumentsOf(resource.address) }));
}
