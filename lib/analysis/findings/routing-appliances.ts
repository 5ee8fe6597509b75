import { LIMITS } from "../../azure/limits";
import { regionId } from "../../azure/regions";
import { ReservedSubnet } from "../../azure/reserved-subnets";
import { groupBy } from "../../collections/group-by";
import { RouteTable, RoutingAppliance } from "../model";
import { Check, problemAt } from "./check";
import { CheckedNetwork } from "./checked-network";
import { reservedNameOf } from "./reserved-subnets";
import { DEFAULT_ROUTE } from "./routes";
import { SOURCES } from "./sources";
import { nameOf } from "./words";

const MOST = LIMITS.routingAppliancesOfRegion.value;

/** Virtual Network Routing Appliances: where they stand, and what may be sent to them. */
export const ROUTING_APPLIANCE_CHECKS: readonly Check[] = [
  {
    code: "ROUTING_APPLIANCE_SUBNET",
    severity: "error",
    what: {
      en: "A Virtual Network Routing Appliance stands in another subnet than VirtualNetworkApplianceSubnet (W8)",
      ja: "Virtual Network Routing Appliance が VirtualNetworkApplianceSubnet 以外のサブネットにあります（W8）",
    },
    source: SOURCES.routingAppliance,
    fix: {
      en: "Put it into VirtualNetworkApplianceSubnet, /28 or larger, with nothing else in it.",
      ja: "他に何もない /28 以上の VirtualNetworkApplianceSubnet に配置してください。",
    },
    *find(network) {
      for (const appliance of network.model.routingAppliances) {
        const subnet = network.subnets.get(appliance.subnet ?? "");
        if (subnet?.name !== undefined && reservedNameOf(subnet) !== ReservedSubnet.ROUTING_APPLIANCE) {
          yield {
            resource: appliance.address,
            about: { reservedSubnet: ReservedSubnet.ROUTING_APPLIANCE },
            message: {
              en: `Routing appliance ${nameOf(appliance)} stands in subnet ${nameOf(subnet)}; Azure takes VirtualNetworkApplianceSubnet alone.`,
              ja: `ルーティング アプライアンス ${nameOf(appliance)} がサブネット ${nameOf(subnet)} にあります。配置できるのは VirtualNetworkApplianceSubnet だけです。`,
            },
          };
        }
      }
    },
  },
  {
    code: "ROUTING_APPLIANCE_DEFAULT_ROUTE",
    severity: "error",
    what: {
      en: "A default route leads to a Virtual Network Routing Appliance, which carries packets for private addresses only; a NAT gateway doesn't help, since the route wins (W7)",
      ja: "既定のルートが Virtual Network Routing Appliance に向いています。転送されるのはプライベート アドレス宛てのパケットだけです。ルートが優先されるため、NAT ゲートウェイがあっても変わりません（W7）",
    },
    source: SOURCES.routingAppliance,
    fix: {
      en: "Send private ranges alone to it, and 0.0.0.0/0 to a firewall, or leave the default route out.",
      ja: "プライベート範囲だけをそこへ送り、0.0.0.0/0 はファイアウォールへ送るか、既定のルートを外してください。",
    },
    *find(network) {
      for (const table of network.model.routeTables) {
        for (const appliance of defaultRouteTo(network, table)) {
          yield problemAt(table.address, {
            en: `Route table ${nameOf(table)} sends 0.0.0.0/0 to routing appliance ${nameOf(appliance)}, which drops what goes to the Internet.`,
            ja: `ルート テーブル ${nameOf(table)} は 0.0.0.0/0 をルーティング アプライアンス ${nameOf(appliance)} へ送りますが、インターネット宛てのパケットは破棄されます。`,
          });
        }
      }
    },
  },
  {
    code: "ROUTING_APPLIANCE_LIMIT",
    severity: "error",
    what: {
      en: `A subscription has more than ${MOST} Virtual Network Routing Appliances in a region (W8)`,
      ja: `1 つのサブスクリプションの Virtual Network Routing Appliance が、リージョンあたり ${MOST} 個を超えています（W8）`,
    },
    source: SOURCES.routingAppliance,
    fix: {
      en: "Use another way to forward, or another region.",
      ja: "別の転送方式または別のリージョンを使ってください。",
    },
    *find(network) {
      const placed = network.model.routingAppliances.filter(({ region }) => region !== undefined);
      const byPlace = groupBy(placed, ({ subscription, region }) => `${subscription} ${regionId(region!)}`);
      for (const appliances of byPlace.values()) {
        if (appliances.length > MOST) {
          yield problemAt(appliances[MOST].address, {
            en: `${appliances.length} routing appliances of a subscription are in ${appliances[0].region}; Azure allows ${MOST}.`,
            ja: `1 つのサブスクリプションの ${appliances[0].region} にルーティング アプライアンスが ${appliances.length} 個あります。上限は ${MOST} です。`,
          });
        }
      }
    },
  },
];

function defaultRouteTo({ model }: CheckedNetwork, { routes }: RouteTable): RoutingAppliance[] {
  const hops = routes
    .filter(({ addressPrefix }) => addressPrefix === DEFAULT_ROUTE)
    .flatMap(({ nextHops }) => nextHops);
  return model.routingAppliances.filter(({ address, privateIp }) =>
    hops.some(({ resource, ip }) => resource === address || (ip !== undefined && ip === privateIp)),
  );
}
