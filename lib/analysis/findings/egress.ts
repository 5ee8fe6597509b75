import { Check, problemAt } from "./check";
import { mayHaveEgress } from "./next-hops";
import { reservedNameOf } from "./reserved-subnets";
import { SOURCES } from "./sources";
import { nameOf, namesOf } from "./words";

/** Ways to the Internet. */
export const EGRESS_CHECKS: readonly Check[] = [
  {
    code: "ROUTE_INTERNET_WITHOUT_EGRESS",
    severity: "warning",
    what: {
      en: "A route leads packets of a private subnet to the Internet, and its machines have no way there (W45)",
      ja: "ルートがプライベート サブネットの通信をインターネットに向けていますが、その仮想マシンにはインターネットへの送信手段がありません（W45）",
    },
    source: SOURCES.defaultOutbound,
    fix: {
      en: "Give the subnet a NAT gateway, or remove the route.",
      ja: "サブネットに NAT ゲートウェイを関連付けるか、ルートを削除してください。",
    },
    *find(network) {
      for (const table of network.model.routeTables) {
        const route = table.routes.find(({ nextHopType }) => nextHopType === "Internet");
        for (const subnet of route ? network.subnetsRoutedBy(table.address) : []) {
          if (
            subnet.defaultOutboundAccess !== false ||
            subnet.delegations.length > 0 ||
            reservedNameOf(subnet) !== undefined
          ) {
            continue;
          }
          const shut = network.model.networkInterfaces.filter(
            ({ address, ipConfigurations }) =>
              ipConfigurations.some((each) => each.subnet === subnet.address) &&
              mayHaveEgress(network, address) === false,
          );
          if (shut.length > 0) {
            const names = namesOf(shut);
            yield problemAt(table.address, {
              en: `Route ${route!.name} (${route!.addressPrefix}) leads to the Internet, but subnet ${nameOf(subnet)} is private and ${names.en} have no way there: the packets are dropped.`,
              ja: `ルート ${route!.name}（${route!.addressPrefix}）はインターネットに向いていますが、サブネット ${nameOf(subnet)} はプライベート サブネットで、${names.ja} には送信手段がありません。通信は破棄されます。`,
            });
          }
        }
      }
    },
  },
];
