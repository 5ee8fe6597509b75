import { Arguments, ConfiguredResource } from "../model";
import { LocalizedText } from "../result";
import { Problem, problemAt } from "./check";
import { RoutedCheck, RoutedNetwork } from "./routed-network";
import { SOURCES } from "./sources";
import { listOf, nameOf } from "./words";

/** Machines that need the Internet and have no way there. */
export const MACHINES_WITHOUT_EGRESS_CHECKS: readonly RoutedCheck[] = [
  {
    code: "WINDOWS_WITHOUT_EGRESS",
    severity: "warning",
    what: {
      en: "Windows machines in a subnet without any way to the Internet: Windows is neither activated nor updated (W50)",
      ja: "インターネットへの送信手段がないサブネットに Windows 仮想マシンがあります。ライセンス認証も更新もできません（W50）",
    },
    source: SOURCES.defaultOutbound,
    fix: {
      en: "Give the subnet a NAT gateway, or a default route to a firewall that lets Windows activation and updates through.",
      ja: "NAT ゲートウェイを関連付けるか、Windows のライセンス認証と更新を許可するファイアウォールへの既定のルートを設定してください。",
    },
    find: (network) =>
      eachShutIn(network, (machine, subnet) =>
        machine.type.includes("_windows_")
          ? {
              en: `Windows virtual machine ${nameOf(machine)} in ${subnet} has no way to the Internet: Windows is neither activated nor updated.`,
              ja: `${subnet} の Windows 仮想マシン ${nameOf(machine)} にはインターネットへの送信手段がなく、Windows のライセンス認証も更新もできません。`,
            }
          : undefined,
      ),
  },
  {
    code: "SCRIPT_WITHOUT_EGRESS",
    severity: "warning",
    what: {
      en: "A start script or extension downloads something, and its machine has no way to the Internet (W105)",
      ja: "起動スクリプトまたは拡張機能が何かをダウンロードしますが、その仮想マシンにはインターネットへの送信手段がありません（W105）",
    },
    source: SOURCES.defaultOutbound,
    fix: {
      en: "Give the subnet a NAT gateway or a default route to a firewall before the machine starts, or an image that has everything already.",
      ja: "仮想マシンの起動前に NAT ゲートウェイまたはファイアウォールへの既定のルートを用意するか、必要なものを含むイメージを使ってください。",
    },
    find: (network) =>
      eachShutIn(network, (machine, subnet) => {
        const what = downloaders(network, machine);
        const { en, ja } = listOf(what);
        return what.length === 0
          ? undefined
          : {
              en: `Virtual machine ${nameOf(machine)} in ${subnet} has no way to the Internet, and ${en} ${what.length === 1 ? "downloads" : "download"} from there.`,
              ja: `${subnet} の仮想マシン ${nameOf(machine)} にはインターネットへの送信手段がないのに、${ja} がインターネットからダウンロードします。`,
            };
      }),
  },
];

/** Machines of subnets from which surely nothing gets to the Internet, for want of a way rather than by a rule. */
function* eachShutIn(
  { analysis, context, checked }: RoutedNetwork,
  message: (machine: ConfiguredResource, subnet: string) => LocalizedText | undefined,
): Iterable<Problem> {
  for (const subnet of context.network.subnets) {
    const machines = subnet.networkInterfaces
      .flatMap(({ virtualMachine }) => virtualMachine ?? [])
      .flatMap((address) => checked.resource(address) ?? []);
    const told = [...new Set(machines)].flatMap((machine) => {
      const words = message(machine, subnet.id);
      return words === undefined ? [] : [problemAt(machine.address, words)];
    });
    if (told.length > 0) {
      const { verdict, reasons } = analysis.explain(subnet.id, analysis.internet.id);
      if (verdict === "BLOCKED" && reasons.some(({ code }) => code === "EGRESS_NONE")) {
        yield* told;
      }
    }
  }
}

const EXTENSIONS = ["azurerm_virtual_machine_extension", "azurerm_virtual_machine_run_command"];

/** What runs on a machine and surely asks the Internet: start scripts, commands, Azure's own agents. */
function downloaders({ checked }: RoutedNetwork, machine: ConfiguredResource): string[] {
  const script = checked.argumentsOf(machine.address).text("custom_data", "user_data");
  const own = script !== undefined && downloads(decoded(script)) ? ["custom_data"] : [];
  const extensions = checked.resourcesOf(...EXTENSIONS).filter(({ address }) => {
    const values = checked.argumentsOf(address);
    return (
      checked.referred(values.printed("virtual_machine_id"))?.address === machine.address &&
      (AGENTS.test(values.text("type") ?? "") || downloads(textOf(values)))
    );
  });
  return [...own, ...extensions.map(({ address }) => address)];
}

/** Extensions that talk to services of Azure by public addresses. */
const AGENTS = /^(AADLogin|AADSSHLogin|AzureMonitor|OmsAgent|MicrosoftMonitoringAgent)/i;

function textOf(values: Arguments): string {
  const [source] = values.blocks("source");
  return [values.text("settings"), source?.text("script"), source?.text("script_uri")].join("\n");
}

/** Package managers and downloads, as cloud-init and shells write them. */
function downloads(script: string): boolean {
  return /^packages:|\b(apt|apt-get|dnf|yum|zypper|pip3?) (-\S+ )*install\b|\b(curl|wget|Invoke-WebRequest|iwr)\b|https?:\/\//m.test(
    script,
  );
}

function decoded(base64: string): string {
  return Buffer.from(base64, "base64").toString("utf8");
}
