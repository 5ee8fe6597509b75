import { groupBy } from "../../collections/group-by";
import { Check, problemAt } from "./check";
import { placed } from "./placed-services";
import { tenantsOf } from "./reserved-subnets";
import { SOURCES } from "./sources";
import { nameOf } from "./words";

/** Application gateways as such, and who shares their subnets. */
export const APPLICATION_GATEWAY_CHECKS: readonly Check[] = [
  {
    code: "APPLICATION_GATEWAY_V1_RETIRED",
    severity: "warning",
    what: {
      en: "An application gateway is of version 1 (Standard, WAF), which Azure retired on 2026-04-28",
      ja: "アプリケーション ゲートウェイが v1（Standard、WAF）です。v1 は 2026 年 4 月 28 日に廃止されました",
    },
    source: SOURCES.applicationGatewayRetired,
    fix: {
      en: "Make a gateway of Standard_v2 or WAF_v2 in a subnet of its own, and move what leads to the old one.",
      ja: "専用のサブネットに Standard_v2 または WAF_v2 のゲートウェイを作成し、旧ゲートウェイへの経路や名前解決を移行してください。",
    },
    *find(network) {
      for (const { address, arguments: values } of network.resourcesOf("azurerm_application_gateway")) {
        const tier = values.blocks("sku")[0]?.text("tier");
        if (/^(Standard|WAF)$/i.test(tier ?? "")) {
          yield problemAt(address, {
            en: `${address} is of tier ${tier}, version 1: Azure creates no more of these since 2024-09-01, and retired them on 2026-04-28.`,
            ja: `${address} のレベルは ${tier}（v1）です。2024 年 9 月 1 日から新規に作成できず、2026 年 4 月 28 日に廃止されました。`,
          });
        }
      }
    },
  },
  {
    code: "APPLICATION_GATEWAY_SUBNET_SHARED",
    severity: "error",
    what: {
      en: "Something else than application gateways of one version stands in an application gateway's subnet",
      ja: "アプリケーション ゲートウェイのサブネットに、他のリソースまたは別バージョンのゲートウェイがあります",
    },
    source: SOURCES.applicationGatewaySubnet,
    fix: {
      en: "Give the application gateway a subnet of its own.",
      ja: "アプリケーション ゲートウェイ専用のサブネットを用意してください。",
    },
    *find(network) {
      const gateways = [...placed(network, "application-gateway")];
      for (const [, same] of groupBy(gateways, (one) => one.subnet.address)) {
        const [{ service, subnet }] = same;
        const versions = same.map(({ service: one }) => /v2$|^Basic$/i.test(one.sku ?? ""));
        const isMixed = same.every(({ service: one }) => one.sku !== undefined) && new Set(versions).size > 1;
        const other = isMixed
          ? same.find((_, index) => versions[index] !== versions[0])?.service
          : tenantsOf(network.model).find(({ subnets }) => subnets.includes(subnet.address))?.tenant;
        if (other !== undefined) {
          yield problemAt(other.address, {
            en: `${nameOf(other)} stands in subnet ${nameOf(subnet)}, which application gateway ${nameOf(service)} has for itself.`,
            ja: `${nameOf(other)} が、アプリケーション ゲートウェイ ${nameOf(service)} 専用のサブネット ${nameOf(subnet)} にあります。`,
          });
        }
      }
    },
  },
];
