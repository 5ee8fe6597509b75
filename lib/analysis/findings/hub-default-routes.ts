import { Check, problemAt } from "./check";
import { CheckedNetwork } from "./checked-network";
import { DEFAULT_ROUTE } from "./routes";
import { SOURCES } from "./sources";
import { connectionsOf, hubsWithIntent, servicesIn } from "./virtual-hub-parts";
import { listOf, nameOf, namesOf } from "./words";

/** Which networks take the default route of their hub, and which should. */
export const HUB_DEFAULT_ROUTE_CHECKS: readonly Check[] = [
  {
    code: "VIRTUAL_HUB_DEFAULT_ROUTE_TO_SERVICE",
    severity: "warning",
    what: {
      en: "A network with Bastion or a gateway takes the hub's default route (W83)",
      ja: "Bastion またはゲートウェイのある仮想ネットワークが、ハブの既定のルートを受け取ります（W83）",
    },
    source: SOURCES.routingIntent,
    fix: {
      en: "Set internet_security_enabled = false on its connection.",
      ja: "その接続で internet_security_enabled = false にしてください。",
    },
    *find(network) {
      for (const connection of network.model.virtualWan.connections) {
        const services = connection.internetSecurity ? servicesIn(network, connection) : [];
        if (services.length > 0) {
          yield problemAt(connection.address, {
            en: `Connection ${nameOf(connection)} has internet_security_enabled = true, so that its network takes the hub's default route once there is one; ${listOf(services).en} there needs the Internet itself.`,
            ja: `接続 ${nameOf(connection)} は internet_security_enabled = true のため、ハブに既定のルートがあれば受け取ります。その仮想ネットワークの ${listOf(services).ja} は直接インターネットに接続する必要があります。`,
          });
        }
      }
    },
  },
  {
    code: "VIRTUAL_HUB_DEFAULT_ROUTE_NOT_TAKEN",
    severity: "warning",
    what: {
      en: "A hub's routing intent inspects what goes to the Internet, and a connection doesn't set internet_security_enabled: azurerm's default refuses the default route, and the network goes out past the firewall (W80)",
      ja: "ハブのルーティング インテントがインターネット トラフィックを検査しますが、接続に internet_security_enabled がありません。azurerm の既定値では既定のルートを受け取らず、ファイアウォールを通らずに出ます（W80）",
    },
    source: SOURCES.routingIntent,
    fix: {
      en: "Set internet_security_enabled = true on the connection; false, if its network should go out by itself.",
      ja: "接続で internet_security_enabled = true にしてください（仮想ネットワークから直接出すつもりなら false と明記してください）。",
    },
    *find(network) {
      for (const { hub, intents } of hubsWithIntent(network)) {
        const inspected = intents.some(({ policies }) =>
          policies.some(({ destinations }) => destinations.some((one) => /^internet$/i.test(one))),
        );
        for (const { connection, node } of inspected ? connectionsOf(network, hub) : []) {
          const isChosen =
            connection.internetSecurity ||
            network.argumentsOf(connection.address).isSet("internet_security_enabled");
          const past = network.model.subnets.filter(
            ({ virtualNetwork, routeTable, natGateway, defaultOutboundAccess }) =>
              virtualNetwork === node.address &&
              natGateway === undefined &&
              defaultOutboundAccess !== false &&
              !hasDefaultRoute(network, routeTable),
          );
          if (!isChosen && past.length > 0 && servicesIn(network, connection).length === 0) {
            yield problemAt(connection.address, {
              en: `Hub ${nameOf(hub)} leads what goes to the Internet to what inspects it, but connection ${nameOf(connection)} doesn't set internet_security_enabled, and azurerm's default is false: ${nameOf(node)} doesn't get the default route, so that ${namesOf(past).en} there goes out past it.`,
              ja: `ハブ ${nameOf(hub)} はインターネット トラフィックを検査しますが、接続 ${nameOf(connection)} に internet_security_enabled がありません（azurerm の既定値は false）。${nameOf(node)} は既定のルートを受け取らないため、${namesOf(past).ja} は検査を通らずに出ます。`,
            });
          }
        }
      }
    },
  },
];

/** A default route of its own, or a table of which the input doesn't tell the routes. */
function hasDefaultRoute(network: CheckedNetwork, table: string | undefined): boolean {
  const known = network.routeTables.get(table ?? "");
  return (
    table !== undefined &&
    known?.routes.every(({ addressPrefix }) => addressPrefix !== DEFAULT_ROUTE) !== true
  );
}
