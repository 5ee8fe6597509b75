import { Arguments } from "../model";
import { SubnetNode } from "../network/virtual-network-node";
import { problemAt } from "./check";
import { learnedDefaults } from "./default-routes";
import { RoutedCheck, RoutedNetwork, userDefaultRoutes } from "./routed-network";
import { SOURCES } from "./sources";
import { APPS_WITH_SUBNET } from "./written-twice";

/** Apps that are integrated with a subnet, and what of their traffic comes there. */
export const APP_EGRESS_CHECKS: readonly RoutedCheck[] = [
  {
    code: "APP_EGRESS_PAST_SUBNET",
    severity: "warning",
    what: {
      en: "An app in a subnet with a default route or a NAT gateway sends only private addresses there: what goes to the Internet leaves past these",
      ja: "既定のルートまたは NAT ゲートウェイのあるサブネットに統合されたアプリが、プライベート アドレス宛ての通信しかサブネットに送りません。インターネット宛ての通信はこれらを経由しません",
    },
    source: SOURCES.appIntegration,
    fix: {
      en: "Set vnet_route_all_enabled = true in site_config.",
      ja: "site_config に vnet_route_all_enabled = true を設定してください。",
    },
    *find(network) {
      for (const app of network.checked.resourcesOf(...APPS_WITH_SUBNET)) {
        const values = network.checked.argumentsOf(app.address);
        const home = network.checked.referred(values.printed("virtual_network_subnet_id"))?.address;
        const subnet = network.context.network.subnet(home);
        const way = subnet === undefined || !sendsPrivateOnly(values) ? undefined : wayOut(network, subnet);
        if (subnet !== undefined && way !== undefined) {
          yield problemAt(app.address, {
            en: `${app.address} sends only what is for private addresses into ${subnet.id} (vnet_route_all_enabled is off): the rest leaves by addresses of App Service, past ${way.en}.`,
            ja: `${app.address} は vnet_route_all_enabled が無効なため、プライベート アドレス宛ての通信だけを ${subnet.id} に送ります。それ以外は App Service のアドレスから出ていき、${way.ja}を経由しません。`,
          });
        }
      }
    },
  },
];

/** Of apps whose settings are all told. */
function sendsPrivateOnly(values: Arguments): boolean {
  const [site] = values.blocks("site_config");
  if (values.isUnknown("site_config", "app_settings") || site === undefined) {
    return false;
  }
  const isOpen = site.isUnknown("vnet_route_all_enabled");
  const isAll = site.boolean("vnet_route_all_enabled") === true || routesAllByName(values);
  return !isOpen && !isAll;
}

/** What did the same before there was an argument. */
function routesAllByName(values: Arguments): boolean {
  const [settings] = values.blocks("app_settings");
  return settings !== undefined && (settings.isUnknown(OLD_SETTING) || settings.text(OLD_SETTING) === "1");
}

const OLD_SETTING = "WEBSITE_VNET_ROUTE_ALL";

function wayOut({ context }: RoutedNetwork, subnet: SubnetNode): { en: string; ja: string } | undefined {
  const table = context.tables.tableOf(subnet);
  const [route] = userDefaultRoutes(table);
  const [learned] = learnedDefaults(table);
  if (route?.target.kind === "address" || route?.target.kind === "own-gateway") {
    return { en: `its route ${route.prefix}`, ja: `ルート ${route.prefix} ` };
  }
  if (route === undefined && learned !== undefined) {
    return { en: `the route ${learned} that it learns`, ja: `学習したルート ${learned} ` };
  }
  return subnet.model.natGateway === undefined
    ? undefined
    : { en: "its NAT gateway", ja: " NAT ゲートウェイ" };
}
