import { Check } from "./check";
import { CheckedNetwork } from "./checked-network";
import { SOURCES } from "./sources";

/** What a flow log records, as written. */
const TARGETS = ["target_resource_id", "network_security_group_id"] as const;

/** Records of the connections of networks. */
export const FLOW_LOG_CHECKS: readonly Check[] = [
  {
    code: "FLOW_LOG_OF_SECURITY_GROUP",
    severity: "error",
    what: "A flow log records a security group, which Azure creates no more (W73)",
    source: SOURCES.flowLogs,
    fix: {
      en: "Record the virtual network: target_resource_id = its id.",
      ja: "target_resource_id に仮想ネットワークの ID を指定してください。",
    },
    *find(network) {
      for (const { address, target } of flowLogs(network)) {
        if (/azurerm_network_security_group\.|\/networkSecurityGroups\//i.test(target)) {
          yield {
            resource: address,
            message: {
              en: "The flow log records a network security group; Azure has created none of these since June 2025.",
              ja: "フロー ログの対象がネットワーク セキュリティ グループです。2025 年 6 月以降、新規に作成できません。",
            },
          };
        }
      }
    },
  },
  {
    code: "FLOW_LOG_TWICE",
    severity: "warning",
    what: "A virtual network and one of its subnets have flow logs, so that the subnet's records are paid twice (W75)",
    source: SOURCES.flowLogs,
    fix: {
      en: "Keep the one of the virtual network.",
      ja: "仮想ネットワークのフロー ログだけにしてください。",
    },
    *find(network) {
      const logs = [...flowLogs(network)];
      const recorded = new Set(logs.map(({ target }) => addressIn(target)));
      for (const { address, target } of logs) {
        const subnet = network.subnets.get(addressIn(target) ?? "");
        if (subnet && network.isOne(subnet.address) && recorded.has(subnet.virtualNetwork)) {
          yield {
            resource: address,
            message: {
              en: `The flow log records subnet ${subnet.address}, and another one all of ${subnet.virtualNetwork}.`,
              ja: `フロー ログの対象はサブネット ${subnet.address} ですが、別のフロー ログが ${subnet.virtualNetwork} 全体を対象にしています。`,
            },
          };
        }
      }
    },
  },
];

function* flowLogs(
  network: CheckedNetwork,
): Generator<{ readonly address: string; readonly target: string }> {
  for (const { address } of network.resourcesOf("azurerm_network_watcher_flow_log")) {
    const target = network.argumentsOf(address).printed(...TARGETS);
    if (target !== undefined) {
      yield { address, target };
    }
  }
}

/** The resource that a written id refers to. */
function addressIn(target: string): string | undefined {
  return /^\$\{(.+)\.id\}$/.exec(target)?.[1];
}
