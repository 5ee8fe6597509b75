import { ReservedSubnet } from "../../azure/reserved-subnets";
import { groupBy } from "../../collections/group-by";
import { VirtualNetworkPeering } from "../model";
import { LocalizedText } from "../result";
import { Check, problemAt } from "./check";
import { CheckedNetwork } from "./checked-network";
import { CIRCUIT_ORDER_CHECKS, circuitRaces } from "./circuit-order";
import { areMadeAtOnce, awaiting, created, given, isUnordered, placeOf, Race, written } from "./races";
import { reservedNameOf } from "./reserved-subnets";
import { DEFAULT_ROUTE } from "./routes";
import { ruleRaces, SERVICE_ORDER_CHECKS, serviceRaces } from "./service-order";
import { SOURCES } from "./sources";
import { nameOf } from "./words";

const ASSOCIATIONS = [
  "azurerm_subnet_route_table_association",
  "azurerm_subnet_network_security_group_association",
  "azurerm_subnet_nat_gateway_association",
];

/** What Terraform may create too early, since nothing in the configuration makes it wait (E3, E4). */
export const CREATION_ORDER_CHECKS: readonly Check[] = [
  {
    code: "PEERING_RACES_SUBNETS",
    severity: "warning",
    what: {
      en: "A peering is created while subnets of its networks, or their associations, are: apply fails at random (E3)",
      ja: "ピアリングが、両方の仮想ネットワークのサブネットやその関連付けと同時に作成されます。apply が不規則に失敗します（E3）",
    },
    source: SOURCES.virtualNetworkPeering,
    fix: {
      en: "Add depends_on with the subnets and associations of both networks to the peering; or apply again.",
      ja: "ピアリングの depends_on に両方の仮想ネットワークのサブネットと関連付けを指定してください（失敗したら再度 apply してください）。",
    },
    *find(network) {
      const races = subnetRaces(network);
      // One line for all, as for triggers.
      if (races.length > 0) {
        const [{ later: peering, earlier: beside }] = races;
        yield {
          resource: peering.address,
          message: {
            en: `${races.length === 1 ? "1 peering does" : `${races.length} peerings do`} not wait for the subnets of the two networks, such as ${nameOf(peering)} for ${beside[0]}: Azure refuses one while the other runs (ReferencedResourceNotProvisioned).`,
            ja: `両方の仮想ネットワークのサブネットを待たないピアリングが ${races.length} 件あります（例: ${nameOf(peering)} は ${beside[0]} を待ちません）。同時に作成すると Azure が拒否することがあります（ReferencedResourceNotProvisioned）。`,
          },
          fix: awaiting(peering.address, beside, {
            en: "; or apply again",
            ja: "（失敗したら再度 apply してください）",
          }),
        };
      }
    },
  },
  {
    code: "SUBNETS_AT_ONCE",
    severity: "warning",
    what: {
      en: "Subnets of one network are created at once by azapi, which doesn't let one wait for the other as azurerm does (AnotherOperationInProgress)",
      ja: "1 つの仮想ネットワークの複数のサブネットを azapi が同時に作成します。azurerm と違い、azapi は順番を待ちません（AnotherOperationInProgress）",
    },
    source: SOURCES.azapiSubnets,
    fix: {
      en: "Give each of them locks with the id of the network, or a retry for AnotherOperationInProgress.",
      ja: "それぞれの locks に仮想ネットワークの ID を指定するか、AnotherOperationInProgress に対する retry を設定してください。",
    },
    *find(network) {
      for (const [first, second] of azapiSubnetRaces(network)) {
        yield problemAt(first, {
          en: `${first} and ${second} are subnets of one network, and neither waits for the other: Azure changes a network once at a time and refuses one of them (AnotherOperationInProgress).`,
          ja: `${first} と ${second} は同じ仮想ネットワークのサブネットですが、互いを待ちません。Azure は仮想ネットワークへの変更を 1 つずつしか受け付けないため、一方が拒否されます（AnotherOperationInProgress）。`,
        });
      }
    },
  },
  {
    code: "PEERING_BEFORE_GATEWAY",
    severity: "warning",
    what: {
      en: "A peering with use_remote_gateways does not wait for the gateway: it is refused while the gateway is created (E4, RemoteVnetHasNoGateways)",
      ja: "use_remote_gateways を使うピアリングが、ゲートウェイの作成を待ちません。ゲートウェイの作成中は Azure に拒否されます（E4、RemoteVnetHasNoGateways）",
    },
    source: SOURCES.peeringTroubleshooting,
    fix: {
      en: "Add the gateway to depends_on of the peering.",
      ja: "ピアリングの depends_on にゲートウェイを指定してください。",
    },
    *find(network) {
      for (const { later: peering, gateway, earlier } of gatewayRaces(network)) {
        yield {
          resource: peering.address,
          message: {
            en: `Peering ${nameOf(peering)} uses ${nameOf(gateway)}, but does not wait for it: the peering is created in seconds, a gateway in half an hour, and Azure refuses (RemoteVnetHasNoGateways).`,
            ja: `ピアリング ${nameOf(peering)} は ${nameOf(gateway)} を使いますが、その作成を待ちません。ゲートウェイの作成には約 30 分かかるため、Azure が拒否します（RemoteVnetHasNoGateways）。`,
          },
          fix: awaiting(peering.address, earlier),
        };
      }
    },
  },
  {
    code: "PEERING_BEFORE_OPPOSITE",
    severity: "warning",
    what: {
      en: "A peering with use_remote_gateways does not wait for the half that allows gateway transit (E4)",
      ja: "use_remote_gateways を使うピアリングが、ゲートウェイ転送を許可する反対側のピアリングの作成を待ちません（E4）",
    },
    source: SOURCES.peering,
    fix: {
      en: "Add the opposite half to depends_on of the peering.",
      ja: "ピアリングの depends_on に反対側のピアリングを指定してください。",
    },
    *find(network) {
      for (const { later: peering, opposite, earlier } of oppositeRaces(network)) {
        yield {
          resource: peering.address,
          message: {
            en: `Peering ${nameOf(peering)} uses the remote gateway, but does not wait for ${nameOf(opposite)}, which allows that: Azure refuses it where it comes first.`,
            ja: `ピアリング ${nameOf(peering)} はリモート ゲートウェイを使いますが、それを許可する ${nameOf(opposite)} の作成を待ちません。先に作成されると Azure が拒否します。`,
          },
          fix: orderOf(network, peering.address, opposite.address) ?? awaiting(peering.address, earlier),
        };
      }
    },
  },
  {
    code: "FIREWALL_SUBNET_ROUTE_NOT_AWAITED",
    severity: "warning",
    what: {
      en: "A table is bound to AzureFirewallSubnet without waiting for its route 0.0.0.0/0 (AzureFirewallSubnetRouteTableMustHaveDefaultRouteToInternet)",
      ja: "ルート テーブルが、0.0.0.0/0 のルートの作成を待たずに AzureFirewallSubnet に関連付けられます（AzureFirewallSubnetRouteTableMustHaveDefaultRouteToInternet）",
    },
    source: SOURCES.firewallForcedTunneling,
    fix: {
      en: "Write the route inline, or add it to depends_on of the association.",
      ja: "ルートをインラインで書くか、関連付けの depends_on に指定してください。",
    },
    *find(network) {
      for (const { later, earlier } of firewallRouteRaces(network)) {
        yield {
          resource: later.address,
          message: {
            en: `${later.address} does not wait for ${earlier[0]}: Azure refuses the table while it has no default route to the Internet.`,
            ja: `${later.address} は ${earlier[0]} の作成を待ちません。既定のルート（Internet）のないルート テーブルの関連付けは Azure に拒否されます。`,
          },
          fix: awaiting(later.address, earlier, {
            en: "; or write the route inline in the table",
            ja: "またはルートをテーブルにインラインで書いてください。",
          }),
        };
      }
    },
  },
  ...SERVICE_ORDER_CHECKS,
  ...CIRCUIT_ORDER_CHECKS,
];

/** What should wait for what, by the code of the finding. */
export const RACES: ReadonlyMap<string, (network: CheckedNetwork) => readonly Race[]> = new Map<
  string,
  (network: CheckedNetwork) => readonly Race[]
>([
  ["PEERING_RACES_SUBNETS", subnetRaces],
  ["PEERING_BEFORE_GATEWAY", gatewayRaces],
  ["PEERING_BEFORE_OPPOSITE", oppositeRaces],
  ["FIREWALL_SUBNET_ROUTE_NOT_AWAITED", firewallRouteRaces],
  ["SERVICE_BEFORE_BINDING", serviceRaces],
  ["GROUP_BEFORE_RULES", ruleRaces],
  ["CIRCUITS_CONNECTED_AT_ONCE", circuitRaces],
]);

/** Peerings with subnets of their networks, and associations of those. */
function subnetRaces(network: CheckedNetwork): Race<VirtualNetworkPeering>[] {
  const writes = subnetWrites(network);
  // With azapi's locks one waits for the other without a word in the configuration.
  const free = written(network, network.model.peerings).filter(
    ({ address }) => !network.argumentsOf(address).isSet("locks"),
  );
  return free.flatMap((later) => {
    const near = [later.virtualNetwork, later.remoteVirtualNetwork].flatMap(
      (end) => writes.get(end ?? "") ?? [],
    );
    const earlier = near.filter((write) => isUnordered(network, later.address, write));
    return earlier.length === 0 ? [] : [{ later, earlier }];
  });
}

/** For each network two subnets that azapi creates at once: neither locks the network nor tries again. */
function azapiSubnetRaces(network: CheckedNetwork): [first: string, second: string][] {
  const free = written(network, network.model.subnets).filter(
    ({ address }) =>
      /(^|\.)azapi_resource\./.test(address) &&
      network.resource(address) !== undefined &&
      !network.argumentsOf(address).isSet("locks", "retry"),
  );
  return [...groupBy(free, ({ virtualNetwork }) => virtualNetwork).values()].flatMap(([first, ...others]) => {
    const second = others.find(({ address }) => areMadeAtOnce(network, address, first.address));
    return second === undefined ? [] : [[first.address, second.address] satisfies [string, string]];
  });
}

/** Peerings with the gateway that they use. */
function gatewayRaces(network: CheckedNetwork) {
  return given(network, users(network), "use_remote_gateways").flatMap((later) => {
    const remote = later.remoteVirtualNetwork ?? "";
    const served = [...network.gatewaysIn(remote), ...network.routeServersIn(remote)];
    const [gateway] = created(network, served);
    const isEarly =
      gateway !== undefined &&
      served.every(({ address }) => network.waitsFor(later.address, address) === false);
    return isEarly ? [{ later, gateway, earlier: [gateway.address] }] : [];
  });
}

/** Peerings with the half that lets them use its gateway. */
function oppositeRaces(network: CheckedNetwork) {
  return given(network, users(network), "use_remote_gateways").flatMap((later) => {
    const opposite = network.oppositeOf(later);
    const isEarly =
      opposite !== undefined &&
      given(network, [opposite], "allow_gateway_transit").length > 0 &&
      network.waitsFor(later.address, opposite.address) === false;
    return isEarly ? [{ later, opposite, earlier: [opposite.address] }] : [];
  });
}

/** What binds a table to the firewall's subnet, with the route that has to be in it. */
function firewallRouteRaces(network: CheckedNetwork): Race[] {
  return network.model.subnets.flatMap((subnet) => {
    const table = network.routeTables.get(subnet.routeTable ?? "");
    const route = table?.routes.find(({ addressPrefix }) => addressPrefix === DEFAULT_ROUTE);
    const association = subnet.routeTableAssociation;
    const isEarly =
      reservedNameOf(subnet) === ReservedSubnet.FIREWALL &&
      association !== undefined &&
      route !== undefined &&
      route.origin !== table!.address &&
      created(network, [{ address: association }, { address: route.origin }]).length === 2 &&
      network.waitsFor(association, route.origin) === false;
    return isEarly ? [{ later: { address: association }, earlier: [route.origin] }] : [];
  });
}

function users({ model }: CheckedNetwork): VirtualNetworkPeering[] {
  return model.peerings.filter(({ useRemoteGateways }) => useRemoteGateways);
}

/** Subnets and associations that an apply writes, by virtual network. */
function subnetWrites(network: CheckedNetwork): ReadonlyMap<string, readonly string[]> {
  const writes = new Map<string, string[]>();
  const add = (virtualNetwork: string | undefined, address: string): void => {
    const known = writes.get(virtualNetwork ?? "");
    if (known) {
      known.push(address);
    } else if (virtualNetwork !== undefined) {
      writes.set(virtualNetwork, [address]);
    }
  };
  for (const { address, virtualNetwork } of written(network, network.model.subnets)) {
    add(virtualNetwork, address);
  }
  for (const { address } of written(network, network.resourcesOf(...ASSOCIATIONS))) {
    const subnet = network.referred(network.argumentsOf(address).printed("subnet_id"));
    add(network.networkOf(subnet?.address)?.address, address);
  }
  return writes;
}

/** What to do where one can't simply wait for the other: one block makes both, or the other waits for it. */
function orderOf(network: CheckedNetwork, later: string, earlier: string): LocalizedText | undefined {
  const { place, name } = placeOf(later, earlier);
  if (place === name) {
    return {
      en: `${place} makes both: write the halves that use the gateway as a block of their own, which names it in depends_on; or apply again.`,
      ja: `両方とも ${place} が作成します。ゲートウェイを使う側を別のブロックに分け、その depends_on に指定するか、もう一度適用してください。`,
    };
  }
  return network.waitsFor(earlier, later) === true
    ? {
        en: `Let ${name} no longer wait for ${place}, and ${place} wait for ${name}.`,
        ja: `${name} が ${place} を待たないようにし、${place} の depends_on に ${name} を追加してください。`,
      }
    : undefined;
}
