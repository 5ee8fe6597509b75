import { regionId } from "../../azure/regions";
import { VirtualNetwork } from "../model";
import { Check, problemAt } from "./check";
import { CheckedNetwork } from "./checked-network";
import { SOURCES } from "./sources";
import { nameOf } from "./words";

/** Records of the connections of networks. */
export const FLOW_LOG_CHECKS: readonly Check[] = [
  {
    code: "FLOW_LOG_OF_SECURITY_GROUP",
    severity: "error",
    what: {
      en: "A flow log records a security group, which Azure creates no more (W73)",
      ja: "フロー ログの対象がネットワーク セキュリティ グループです。Azure では新規に作成できません（W73）",
    },
    source: SOURCES.flowLogs,
    fix: {
      en: "Record the virtual network: target_resource_id = its id.",
      ja: "target_resource_id に仮想ネットワークの ID を指定してください。",
    },
    *find(network) {
      for (const { address, targetText = "" } of network.model.flowLogs) {
        if (/azurerm_network_security_group\.|\/networkSecurityGroups\//i.test(targetText)) {
          yield problemAt(address, {
            en: "The flow log records a network security group; Azure has created none of these since June 2025.",
            ja: "フロー ログの対象がネットワーク セキュリティ グループです。2025 年 6 月以降、新規に作成できません。",
          });
        }
      }
    },
  },
  {
    code: "FLOW_LOG_TWICE",
    severity: "warning",
    what: {
      en: "A virtual network and one of its subnets have flow logs, so that the subnet's records are paid twice (W75)",
      ja: "仮想ネットワークとそのサブネットの両方にフロー ログがあります。サブネットの記録に二重の料金がかかります（W75）",
    },
    source: SOURCES.flowLogs,
    fix: {
      en: "Keep the one of the virtual network.",
      ja: "仮想ネットワークのフロー ログだけにしてください。",
    },
    *find(network) {
      const { flowLogs } = network.model;
      const recorded = new Set(flowLogs.map(({ target }) => target));
      for (const { address, target } of flowLogs) {
        const subnet = network.subnets.get(target ?? "");
        if (subnet && network.isOne(subnet.address) && recorded.has(subnet.virtualNetwork)) {
          yield problemAt(address, {
            en: `The flow log records subnet ${subnet.address}, and another one all of ${subnet.virtualNetwork}.`,
            ja: `フロー ログの対象はサブネット ${subnet.address} ですが、別のフロー ログが ${subnet.virtualNetwork} 全体を対象にしています。`,
          });
        }
      }
    },
  },
  {
    code: "FLOW_LOG_STORAGE",
    severity: "error",
    what: {
      en: "The storage account of a flow log is in another region than what it records, or is Premium (W74)",
      ja: "フロー ログのストレージ アカウントが、記録の対象とは別のリージョンにあるか、Premium です（W74）",
    },
    source: SOURCES.flowLogs,
    fix: {
      en: "Use a storage account of tier Standard in the region of the network.",
      ja: "仮想ネットワークと同じリージョンにある Standard のストレージ アカウントを使ってください。",
    },
    *find(network) {
      for (const { address, storageAccount, target } of network.model.flowLogs) {
        const home = homeOf(network, target);
        const isElsewhere =
          home?.region !== undefined &&
          storageAccount?.region !== undefined &&
          regionId(home.region) !== regionId(storageAccount.region);
        const isPremium = storageAccount?.tier?.toLowerCase() === "premium";
        if (storageAccount && (isElsewhere || isPremium)) {
          yield problemAt(address, {
            en: isElsewhere
              ? `The flow log's storage account ${storageAccount.address} is in ${storageAccount.region}, but ${nameOf(home!)} is in ${home!.region}.`
              : `The flow log's storage account ${storageAccount.address} is of tier Premium.`,
            ja: isElsewhere
              ? `フロー ログのストレージ アカウント ${storageAccount.address} は ${storageAccount.region} にありますが、${nameOf(home!)} は ${home!.region} にあります。`
              : `フロー ログのストレージ アカウント ${storageAccount.address} は Premium です。`,
          });
        }
      }
    },
  },
  {
    code: "FLOW_LOG_MISSING",
    severity: "info",
    what: {
      en: "Some networks have flow logs, and one has none, nor all of its subnets (W76)",
      ja: "他の仮想ネットワークにはフロー ログがありますが、全体（すべてのサブネット）がフロー ログの対象になっていない仮想ネットワークがあります（W76）",
    },
    source: SOURCES.flowLogs,
    fix: {
      en: "Give it a flow log too, so that verify --flow-logs can compare.",
      ja: "verify --flow-logs で比較できるように、フロー ログを設定してください。",
    },
    *find(network) {
      const { flowLogs, virtualNetworks } = network.model;
      const targets = new Set(flowLogs.map(({ target }) => target));
      // Who records nothing at all decided so; a target that isn't here may be any.
      const isOptedIn = virtualNetworks.some(({ address }) => targets.has(address));
      if (!isOptedIn || targets.has(undefined) || network.hasGaps) {
        return;
      }
      for (const one of virtualNetworks) {
        const subnets = network.subnetsOf(one.address);
        const isRecorded =
          targets.has(one.address) ||
          (subnets.length > 0 && subnets.every(({ address }) => targets.has(address)));
        if (!isRecorded && !one.external && network.isOne(one.address) && network.isManaged(one.address)) {
          yield problemAt(one.address, {
            en: `${nameOf(one)} has no flow log, and other networks have.`,
            ja: `他の仮想ネットワークにはフロー ログがありますが、${nameOf(one)} にはありません。`,
          });
        }
      }
    },
  },
];

/** The network of what a flow log records. */
function homeOf(network: CheckedNetwork, target: string | undefined): VirtualNetwork | undefined {
  const nic = network.networkInterfaces.get(target ?? "");
  const subnet = nic?.ipConfigurations.find((one) => one.subnet !== undefined)?.subnet ?? target;
  return network.virtualNetworks.get(target ?? "") ?? network.networkOf(subnet);
}
