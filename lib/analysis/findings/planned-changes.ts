import { groupPairs } from "../../collections/group-by";
import { replacedTogether } from "../messages/hints";
import { goingWithNetworks, replacedAlone } from "../model";
import { Check, problemAt } from "./check";
import { CheckedNetwork } from "./checked-network";
import { hubGateways, replacedHubConnections } from "./planned-hub-outages";
import { PLANNED_OUTAGE_CHECKS } from "./planned-outages";
import { changesOf, eachOf, gone, ownerOf, reasonOf, verb } from "./planned-removals";
import { PLANNED_SERVICE_OUTAGE_CHECKS } from "./planned-service-outages";
import { PLANNED_USE_CHECKS } from "./planned-uses";
import { SOURCES } from "./sources";
import { listOf, nameOf, namesOf } from "./words";

/** What a plan interrupts: the end state alone hides it. */
export const PLANNED_CHANGE_CHECKS: readonly Check[] = [
  {
    code: "PLAN_REPLACES_PEERING_HALF",
    severity: "error",
    what: {
      en: "A plan replaces one half of a peering and leaves the other: that one is Disconnected, and the new half is refused (RemotePeeringIsDisconnected)",
      ja: "プランがピアリングの片側だけを置き換えます。反対側は Disconnected になり、新しい側の作成は拒否されます（RemotePeeringIsDisconnected）",
    },
    source: SOURCES.peeringTroubleshooting,
    fix: {
      en: "Replace both halves in one apply: lifecycle { replace_triggered_by } on the other half; or keep what forces the replacement.",
      ja: "反対側に lifecycle { replace_triggered_by } を指定して両方を同時に置き換えるか、置き換えの原因となる変更を取り消してください。",
    },
    *find(network) {
      const changes = changesOf(network);
      for (const half of network.model.peerings) {
        const opposite = network.oppositeOf(half);
        if (opposite && replacedAlone(network.model.changes, [half, opposite]) === half) {
          const change = changes.get(half.address)!;
          const why = change.recreates
            ? { en: " (somebody deleted it outside of Terraform)", ja: "（Terraform の外で削除されたため）" }
            : reasonOf(change);
          const cure = replacedTogether({ half: half.address, other: opposite.address });
          yield {
            resource: half.address,
            message: {
              en: `The plan ${change.recreates ? "creates peering" : "replaces peering"} ${nameOf(half)}${why.en}, but not its other half ${nameOf(opposite)}: that becomes Disconnected, Azure refuses the new half (RemotePeeringIsDisconnected), and the two networks are apart.`,
              ja: `このプランはピアリング ${nameOf(half)} を${change.recreates ? "再作成します" : "置き換えます"}が${why.ja}、反対側の ${nameOf(opposite)} はそのままです。反対側は Disconnected になり、新しい側の作成は RemotePeeringIsDisconnected で拒否され、2 つの仮想ネットワークは切断されます。`,
            },
            fix: {
              en: `${cure.en}${change.recreates ? "" : "; or keep what forces the replacement"}.`,
              ja: `${cure.ja}${change.recreates ? "" : "または、置き換えの原因となる変更を取り消してください。"}`,
            },
          };
        }
      }
    },
  },
  {
    code: "PLAN_REPLACES_PEERING",
    severity: "info",
    what: {
      en: "A plan replaces both halves of a peering, or a virtual hub's connection: the two networks, or network and hub, are apart until that is back",
      ja: "プランがピアリングの両側、または仮想ハブ接続を置き換えます。再作成されるまで、2 つの仮想ネットワーク、または仮想ネットワークと仮想ハブは切断されます",
    },
    source: SOURCES.peeringTroubleshooting,
    fix: {
      en: "Keep what forces the replacement, or plan a short outage.",
      ja: "置き換えの原因となる変更を取り消すか、短い停止時間を計画してください。",
    },
    find: eachOf(replacedPeerings, replacedHubConnections),
  },
  {
    code: "PLAN_REPLACES_NETWORK",
    severity: "error",
    what: {
      en: "A plan destroys or replaces a virtual network and leaves its subnets or peerings as they are, which Azure deletes with it",
      ja: "プランが仮想ネットワークだけを削除または置き換えます。サブネットとピアリングは仮想ネットワークと一緒に削除されます",
    },
    source: SOURCES.virtualNetwork,
    fix: {
      en: "Keep what forces the replacement; or have the plan replace the subnets, what stands in them and both halves of its peerings too (replace_triggered_by, or -replace for each), and plan an outage.",
      ja: "置き換えの原因となる変更を取り消してください。またはサブネット、その中のリソース、ピアリングの両側も置き換え（replace_triggered_by または -replace）、停止時間を計画してください。",
    },
    *find(network) {
      const { changes, subnets, peerings, resources } = network.model;
      const parts = [...subnets, ...peerings];
      const left = goingWithNetworks(changes, parts, resources);
      for (const { change, owner } of gone(network, "azurerm_virtual_network")) {
        const kept = parts.filter(({ address }) => left.get(address) === change.address);
        if (kept.length > 0) {
          const [why, names] = [reasonOf(change), namesOf(kept)];
          yield problemAt(change.address, {
            en: `The plan ${verb(change).en} virtual network ${owner}${why.en} and leaves ${names.en} as it was: Azure refuses to delete the network while anything stands in a subnet, and deletes its subnets and peerings with it, which only the next plan creates again.`,
            ja: `このプランは仮想ネットワーク ${owner} を${verb(change).ja}${why.ja}。${names.ja} はそのままです。サブネットにリソースがある間は仮想ネットワークの削除が拒否されます。削除されるとサブネットとピアリングも一緒に削除され、次のプランまで再作成されません。`,
          });
        }
      }
    },
  },
  {
    code: "PLAN_REPLACES_SUBNET",
    severity: "warning",
    what: {
      en: "A plan replaces a subnet: Azure refuses that while anything stands in it, and what stands in it must be replaced too",
      ja: "プランがサブネットを置き換えます。中にリソースがある間は Azure に拒否され、中のリソースも置き換える必要があります",
    },
    source: SOURCES.subnet,
    fix: {
      en: "Keep its name and network, which force the replacement; or create a new subnet beside it, and move what stands in it.",
      ja: "置き換えの原因となる名前と仮想ネットワークを変えないでください。または新しいサブネットを別に作成し、中のリソースを移してください。",
    },
    *find(network) {
      const changes = changesOf(network);
      const stays = ({ address }: { readonly address: string }): boolean =>
        (changes.get(address)?.action ?? "update") === "update";
      const inSubnet = groupPairs(
        network.model.networkInterfaces
          .filter(stays)
          .flatMap((nic) => nic.ipConfigurations.map(({ subnet }) => [subnet, nic] as const)),
      );
      for (const { change, owner } of gone(network, "azurerm_subnet")) {
        if (change.action === "replace") {
          const why = reasonOf(change);
          const kept = [...new Set(inSubnet.get(change.address))];
          const { en, ja } = namesOf(kept);
          yield problemAt(change.address, {
            en: `The plan replaces subnet ${owner}${why.en}: ${kept.length === 0 ? "what stands in it is cut off meanwhile" : `Azure refuses to delete it while ${en}, which the plan keeps, stands in it (InUseSubnetCannotBeDeleted)`}.`,
            ja: `このプランはサブネット ${owner} を置き換えます${why.ja}。${kept.length === 0 ? "その間、中のリソースは通信できません。" : `プランで置き換えられない ${ja} が中にあるため、削除は InUseSubnetCannotBeDeleted で拒否されます。`}`,
          });
        }
      }
    },
  },
  {
    code: "PLAN_REPLACES_GATEWAY",
    severity: "warning",
    what: {
      en: "A plan destroys or replaces a gateway of a network or a virtual hub: on-premises is out of reach for 30 to 45 minutes and more",
      ja: "プランが仮想ネットワークまたは仮想ハブのゲートウェイを削除または置き換えます。30～45 分以上、オンプレミスに接続できません",
    },
    source: SOURCES.gatewaySettings,
    fix: {
      en: "Keep what forces the replacement, or plan an outage.",
      ja: "置き換えの原因となる変更を取り消すか、停止時間を計画してください。",
    },
    find: eachOf(replacedGateways, hubGateways),
  },
  ...PLANNED_OUTAGE_CHECKS,
  ...PLANNED_SERVICE_OUTAGE_CHECKS,
  ...PLANNED_USE_CHECKS,
  {
    code: "PLAN_REPLACES_TRUSTED_MACHINE",
    severity: "error",
    what: {
      en: "A plan replaces a machine that Azure made with Trusted Launch, since the configuration leaves Secure Boot and vTPM out (W106)",
      ja: "Azure がトラステッド起動で作成した仮想マシンをプランが置き換えます。構成にセキュア ブートと vTPM がないためです（W106）",
    },
    source: SOURCES.trustedLaunch,
    fix: {
      en: "Set secure_boot_enabled = true and vtpm_enabled = true, as the machine has them.",
      ja: "既存の仮想マシンに合わせて secure_boot_enabled = true と vtpm_enabled = true を指定してください。",
    },
    *find(network) {
      for (const type of ["azurerm_windows_virtual_machine", "azurerm_linux_virtual_machine"]) {
        for (const { change, owner } of gone(network, type)) {
          const values = network.argumentsOf(change.address);
          const left = change.because.filter((name) => TRUSTED_LAUNCH.includes(name) && !values.isSet(name));
          if (change.action === "replace" && left.length > 0) {
            const { en, ja } = listOf(left);
            yield problemAt(change.address, {
              en: `The plan replaces virtual machine ${owner}, which Azure made with Trusted Launch by default, since the configuration leaves ${en} out: its disk is lost.`,
              ja: `このプランは仮想マシン ${owner} を置き換えます。Azure が既定のトラステッド起動で作成したのに、構成に ${ja} がないためです。ディスクの内容は失われます。`,
            });
          }
        }
      }
    },
  },
  {
    code: "PLAN_UNDOES_DRIFT",
    severity: "warning",
    what: {
      en: "A plan changes back, or creates again, what somebody changed or deleted outside of Terraform: what works thanks to that stops",
      ja: "Terraform の外で変更または削除されたリソースを、プランが元に戻すか再作成します。その変更に頼る通信は止まります",
    },
    source: SOURCES.terraformDrift,
    fix: {
      en: "Write what is meant to stay into the configuration, and plan again; hub-spoke diff of a plan with -refresh-only and this one tells who is affected.",
      ja: "残したい変更は構成に反映し、プランを作り直してください。影響範囲は、-refresh-only のプランとこのプランの hub-spoke diff で確認できます。",
    },
    *find(network) {
      for (const change of network.model.changes ?? []) {
        const owner = ownerOf(network, change);
        const { en, ja } = listOf(change.undoes ?? []);
        if (change.recreates === true) {
          yield problemAt(change.address, {
            en: `Somebody deleted ${owner} outside of Terraform; the plan creates it again.`,
            ja: `${owner} は Terraform の外で削除されていますが、このプランは再作成します。`,
          });
        } else if (change.undoes !== undefined) {
          yield problemAt(change.address, {
            en: `Somebody changed ${en} of ${owner} outside of Terraform; the plan changes that back.`,
            ja: `${owner} の ${ja} は Terraform の外で変更されていますが、このプランは元に戻します。`,
          });
        }
      }
    },
  },
  {
    code: "PLAN_CHANGES_IMPORT",
    severity: "warning",
    what: {
      en: "A plan imports a resource and changes it at once: what its owner set is overwritten",
      ja: "プランがリソースをインポートすると同時に変更します。元の所有者の設定は上書きされます",
    },
    source: SOURCES.terraformImport,
    fix: {
      en: "Write the values that it has today into the configuration, so that the plan only imports it; change them in a plan of their own.",
      ja: "現在の値を構成に反映し、インポートだけを行うプランにしてください。変更は別のプランで行ってください。",
    },
    *find(network) {
      for (const change of network.model.changes ?? []) {
        if (change.overwrites !== undefined) {
          const { en, ja } = listOf(change.overwrites);
          const owner = ownerOf(network, change);
          yield problemAt(change.address, {
            en: `The plan imports ${owner}, which exists already, and changes ${en} in the same apply.`,
            ja: `このプランは既存の ${owner} をインポートし、同じ適用で ${ja} を変更します。`,
          });
        }
      }
    },
  },
];

const TRUSTED_LAUNCH: readonly string[] = ["secure_boot_enabled", "vtpm_enabled"];

const PEERING = "azurerm_virtual_network_peering";

function* replacedPeerings(network: CheckedNetwork): ReturnType<Check["find"]> {
  const replaced = new Map([...gone(network, PEERING)].map(({ change }) => [change.address, change]));
  for (const half of network.model.peerings) {
    const change = replaced.get(half.address);
    const opposite = network.oppositeOf(half);
    const isBoth = opposite !== undefined && replaced.get(opposite.address)?.action === "replace";
    if (change?.action === "replace" && isBoth && half.address < opposite.address) {
      const [why, both] = [reasonOf(change), namesOf([half, opposite])];
      yield problemAt(half.address, {
        en: `The plan replaces both halves of a peering, ${both.en}${why.en}: until both are back, their networks are apart, and what spokes reach through the hub is too.`,
        ja: `このプランはピアリングの両側（${both.ja}）を置き換えます${why.ja}。両方が再作成されるまで 2 つの仮想ネットワークは切断され、ハブ経由の通信も途切れます。`,
      });
    }
  }
}

function* replacedGateways(network: CheckedNetwork): ReturnType<Check["find"]> {
  for (const { change, owner } of gone(network, "azurerm_virtual_network_gateway")) {
    const home = network.networkOf(network.gateways.get(change.address)?.subnet);
    const users = network.model.peerings.filter(
      ({ useRemoteGateways, remoteVirtualNetwork }) =>
        useRemoteGateways && home !== undefined && remoteVirtualNetwork === home.address,
    );
    const { en, ja } = namesOf(users);
    const why = reasonOf(change);
    yield {
      resource: change.address,
      message: {
        en: `The plan ${verb(change).en} gateway ${owner}${why.en}: its network and all spokes that use it are without on-premises, for 30 to 45 minutes where it is created anew.`,
        ja: `このプランはゲートウェイ ${owner} を${verb(change).ja}${why.ja}。再作成する場合でも 30～45 分間、その仮想ネットワークとこれを使うすべての Spoke がオンプレミスに接続できません。`,
      },
      fix: {
        en: `Keep what forces it, or plan an outage${users.length === 0 ? "" : `, set use_remote_gateways = false on ${en} first (Azure refuses to delete a gateway in use)`}, and tell the other side the new public address.`,
        ja: `原因となる変更を取り消してください。または停止時間を計画し、${users.length === 0 ? "" : `先に ${ja} の use_remote_gateways を false にして（使用中のゲートウェイは削除できません）、`}新しいパブリック IP を接続先に伝えてください。`,
      },
    };
  }
}
