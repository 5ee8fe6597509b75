import { parseIpv4 } from "../../cidr";
import { messageOf } from "../messages";
import { GatewayNode } from "../network/gateway-node";
import { SubnetNode, VirtualNetworkNode } from "../network/network";
import { Analysis, Finding, LocalizedText, PairGroup, Reason } from "../result";
import { RouteEntry } from "../routes/route-entry";
import { DEFAULT_PREFIX } from "../routes/system-routes";
import { AnalysisContext } from "../trace/context";

/** Findings that need routes or traces; what the model alone tells is in `findings/`. */
export function routingFindings(context: AnalysisContext, analysis: Analysis): readonly Finding[] {
  return [
    ...missingHalves(context),
    ...shadowedUserRoutes(context),
    ...gatewaySubnetBypasses(context),
    ...firewallsWithoutInternet(context),
    ...lopsidedPairs(analysis),
  ];
}

/** R5c. */
function missingHalves({ network }: AnalysisContext): Finding[] {
  return network.virtualNetworks.flatMap((node) =>
    [...node.halfPeerings]
      .filter(([, half]) => half.virtualNetwork === node.address)
      .map(([other, half]): Finding => ({
        code: "PEERING_HALF_MISSING",
        severity: "error",
        resource: half.address,
        message: {
          en: `Only ${node.name} is peered with ${other.name}: without the half on ${other.name} the peering stays "Initiated" and carries nothing.`,
          ja: `ピアリングが ${node.name} から ${other.name} への片方向しかありません。${other.name} 側がなければ状態は Initiated のままで、通信できません。`,
        },
      })),
  );
}

/** R83: a UDR that a longer peering or gateway row beats for an address that it is meant to catch. */
function shadowedUserRoutes(context: AnalysisContext): Finding[] {
  const findings = new Map<string, Finding>();
  for (const subnet of context.network.subnets) {
    const { layers } = context.tables.tableOf(subnet);
    const rows = [layers.peering, layers.gateway].flatMap(
      (layer) => layer?.entries.flatMap(({ values }) => values) ?? [],
    );
    for (const { values } of layers.user.layer.entries) {
      const [udr] = values;
      const key = `${udr.origin} ${udr.name}`;
      if (udr.prefix.length === 0 || udr.target.kind !== "address" || findings.has(key)) {
        continue;
      }
      const winners = rows.filter((row) => isLongerInside(context, subnet, row, udr));
      if (winners.length > 0) {
        findings.set(key, shadowedFinding(subnet, udr, winners));
      }
    }
  }
  return [...findings.values()];
}

function shadowedFinding(subnet: SubnetNode, udr: RouteEntry, winners: readonly RouteEntry[]): Finding {
  const shown = winners.slice(0, 3).map(({ prefix, nextHopType }) => `${nextHopType} ${prefix}`);
  const rows = shown.join(", ") + (winners.length > shown.length ? ", …" : "");
  const route = `${udr.name ?? ""} (${udr.prefix} → ${udr.nextHopTexts.join(", ")})`;
  return {
    code: "UDR_SHADOWED",
    severity: "warning",
    resource: udr.origin,
    message: {
      en: `Route ${route} is never used at ${subnet.id} where longer routes match: ${rows}.`,
      ja: `ルート ${route} は、${subnet.id} ではより長い経路（${rows}）に一致する宛先には使われません。`,
    },
  };
}

/** Rows towards the next hop's own network are how a spoke reaches its hub: they are meant to be longer. */
function isLongerInside(
  context: AnalysisContext,
  subnet: SubnetNode,
  row: RouteEntry,
  udr: RouteEntry,
): boolean {
  return (
    row.prefix.length > udr.prefix.length &&
    udr.prefix.contains(row.prefix) &&
    context.tables.tableOf(subnet).layers.user.layer.get(row.prefix).length === 0 &&
    !leadsToNextHop(context, subnet, row, udr)
  );
}

function leadsToNextHop(
  context: AnalysisContext,
  subnet: SubnetNode,
  row: RouteEntry,
  udr: RouteEntry,
): boolean {
  const { target } = udr;
  if (target.kind !== "address") {
    return false;
  }
  return target.addresses.some((reference) => {
    const ip = reference.ip === undefined ? undefined : parseIpv4(reference.ip);
    const resolution = context.nextHops.resolve(subnet, reference);
    return (
      (ip !== undefined && row.prefix.containsAddress(ip)) ||
      (resolution.kind === "owned" &&
        row.target.kind === "network" &&
        row.target.network === resolution.owner.subnet.virtualNetwork)
    );
  });
}

/** R47: on-premises traffic into a spoke skips the appliance to which the spoke sends. */
function gatewaySubnetBypasses(context: AnalysisContext): Finding[] {
  return context.tables.gateways.gateways.flatMap((gateway) => {
    const spokes = [...gateway.virtualNetwork.links.keys()].filter((spoke) =>
      spoke.subnets.some((subnet) => !subnet.reserved && sendsOutThroughAppliance(context, subnet, gateway)),
    );
    return spokes.flatMap((spoke) => bypassOf(context, gateway, spoke));
  });
}

function sendsOutThroughAppliance(
  context: AnalysisContext,
  subnet: SubnetNode,
  gateway: GatewayNode,
): boolean {
  const table = context.tables.tableOf(subnet);
  const outside = gateway.learned.entries.find(({ prefix }) => prefix.length > 0)?.prefix.first;
  const rows = [
    table.layers.user.layer.get(DEFAULT_PREFIX)[0],
    outside === undefined ? undefined : table.select(outside)?.entries[0],
  ];
  return rows.some((row) => row?.source === "User" && row.target.kind === "address");
}

function bypassOf(context: AnalysisContext, gateway: GatewayNode, spoke: VirtualNetworkNode): Finding[] {
  const table = context.tables.tableOf(gateway.subnet);
  const prefix = spoke.prefixes.find(
    ({ first }) => table.select(first)?.entries.some(({ target }) => target.kind === "network") === true,
  );
  if (prefix === undefined) {
    return [];
  }
  return [
    {
      code: "GATEWAYSUBNET_BYPASS",
      severity: "warning",
      resource: gateway.subnet.routeTable?.address ?? gateway.subnet.address,
      message: {
        en: `Traffic from on-premises to ${spoke.name} skips the appliance to which ${spoke.name} sends: ${gateway.subnet.id} has the peering route ${prefix} and no user-defined route at least that long.`,
        ja: `オンプレミスから ${spoke.name} への通信は、${spoke.name} の経路が指す機器を経由しません。${gateway.subnet.id} にはピアリング経路 ${prefix} があり、それと同じ長さ以上のユーザー定義ルートがありません。`,
      },
    },
  ];
}

/** R62: a firewall that learns a default route over BGP loses its own way to the Internet. */
function firewallsWithoutInternet({ network, tables }: AnalysisContext): Finding[] {
  return network.model.firewalls.flatMap((firewall): Finding[] => {
    const subnet = network.subnet(firewall.subnet);
    if (subnet === undefined || firewall.managementIpConfiguration) {
      return [];
    }
    const { user, gateway } = tables.tableOf(subnet).layers;
    if (user.layer.get(DEFAULT_PREFIX).length > 0 || (gateway?.get(DEFAULT_PREFIX).length ?? 0) === 0) {
      return [];
    }
    const name = firewall.name ?? firewall.address;
    return [
      {
        code: "FIREWALL_LEARNS_DEFAULT_ROUTE",
        severity: "error",
        resource: firewall.address,
        message: {
          en: `${subnet.id} learns 0.0.0.0/0 over BGP, but the firewall ${name} needs the Internet directly: give the subnet a route 0.0.0.0/0 → Internet, or the firewall a management NIC.`,
          ja: `${subnet.id} は BGP で 0.0.0.0/0 を学習しますが、ファイアウォール ${name} にはインターネットへの直接の経路が必要です。サブネットに 0.0.0.0/0 → Internet の経路を設定するか、管理 NIC を付けてください。`,
        },
      },
    ];
  });
}

/** Pairs whose two directions do not fit: one finding per cause, with an example and how many there are. */
function lopsidedPairs(analysis: Analysis): Finding[] {
  const causes = new Map<string, { readonly group: PairGroup; readonly reason: Reason; count: number }>();
  for (const group of analysis.matrix.groups) {
    if (group.verdict !== "ASYMMETRIC" && group.verdict !== "ONE_WAY") {
      continue;
    }
    const [reason] = analysis.explain(group.exampleFrom, group.exampleTo).reasons;
    const key = [group.verdict, reason.code, reason.resource].join(" ");
    const known = causes.get(key);
    if (known === undefined) {
      causes.set(key, { group, reason, count: group.count });
    } else {
      known.count += group.count;
    }
  }
  return [...causes.values()].map(({ group, reason, count }): Finding => ({
    code: group.verdict === "ASYMMETRIC" ? "ASYMMETRIC_STATEFUL" : "RETURN_LOST",
    severity: "warning",
    resource: reason.resource,
    message: lopsidedMessage(group, reason, count),
  }));
}

function lopsidedMessage(
  { exampleFrom, exampleTo }: PairGroup,
  reason: Reason,
  count: number,
): LocalizedText {
  return {
    en: `${count === 1 ? "One pair is" : `${count} pairs are`} lopsided, for example ${exampleFrom} to ${exampleTo}: ${messageOf(reason, "en")}`,
    ja: `往路と復路が合わない組が ${count} 件あります（例: ${exampleFrom} → ${exampleTo}）。${messageOf(reason, "ja")}`,
  };
}
