import { groupPairs } from "../../collections/group-by";
import { isUnknown, LoadBalancer, LoadBalancerOutboundRule, LoadBalancerRule } from "../model";
import { Check } from "./check";
import { SOURCES } from "./sources";
import { nameOf, quote } from "./words";

/** Rules of one load balancer that Azure refuses beside each other. */
export const BALANCING_CONFLICT_CHECKS: readonly Check[] = [
  {
    code: "LB_BACKEND_PORT_TWICE",
    severity: "error",
    what: {
      en: "Two rules of a load balancer without floating IP lead to one port of one backend pool (RulesUseSameBackendPortProtocolAndPool)",
      ja: "フローティング IP を使わないロード バランサーの 2 つの規則が、同じバックエンド プールの同じポートに向いています（RulesUseSameBackendPortProtocolAndPool）",
    },
    source: SOURCES.loadBalancerFrontends,
    fix: {
      en: "Give one of them another backend port or pool; or turn floating IP on for both, and let the machines answer at the addresses of the front ends.",
      ja: "片方のバックエンド ポートまたはプールを変えるか、両方でフローティング IP を有効にして、仮想マシンがフロントエンドのアドレスで応答するようにしてください。",
    },
    *find({ model }) {
      for (const balancer of model.loadBalancers) {
        for (const [first, second] of byBackendPort(balancer)) {
          // Two for all ports of one front end are LB_HA_PORTS_TWICE.
          if (second !== undefined && (first.backendPort !== 0 || first.frontend !== second.frontend)) {
            yield {
              resource: second.address,
              message: {
                en: `Rules ${nameOf(first)} and ${nameOf(second)} of load balancer ${nameOf(balancer)} both lead to ${portOf(second).en} of one backend pool, and neither has floating IP.`,
                ja: `ロード バランサー ${nameOf(balancer)} の規則 ${nameOf(first)} と ${nameOf(second)} は、どちらもフローティング IP を使わず、同じバックエンド プールの${portOf(second).ja}に向いています。`,
              },
            };
          }
        }
      }
    },
  },
  {
    code: "LB_RULE_BESIDE_OUTBOUND_RULE",
    severity: "error",
    what: {
      en: "A rule of a load balancer gives outbound connections the front end of an outbound rule (LoadBalancingRuleMustDisableSNATSinceSameFrontendIPConfigurationIsReferencedByOutboundRule)",
      ja: "ロード バランサーの規則が、送信規則のフロントエンドを送信接続にも使っています（LoadBalancingRuleMustDisableSNATSinceSameFrontendIPConfigurationIsReferencedByOutboundRule）",
    },
    source: SOURCES.outboundRules,
    fix: {
      en: "Set disable_outbound_snat = true in the rule.",
      ja: "規則に disable_outbound_snat = true を指定してください。",
    },
    *find({ model }) {
      for (const balancer of model.loadBalancers) {
        const outbound = outboundByFrontend(balancer);
        for (const rule of balancer.rules) {
          const [other] = outbound.get(rule.frontend) ?? [];
          if (other !== undefined && rule.withoutOutbound !== true && rule.outboundUnknown === undefined) {
            yield {
              resource: rule.address,
              message: {
                en: `Rule ${nameOf(rule)} of load balancer ${nameOf(balancer)} has the front end ${quote(rule.frontend)} of outbound rule ${nameOf(other)}, and doesn't leave outbound connections to that.`,
                ja: `ロード バランサー ${nameOf(balancer)} の規則 ${nameOf(rule)} は送信規則 ${nameOf(other)} と同じフロントエンド ${quote(rule.frontend)} を使いますが、送信接続を送信規則に任せていません。`,
              },
            };
          }
        }
      }
    },
  },
  {
    code: "LB_OUTBOUND_RULES_SHARE_FRONTEND",
    severity: "error",
    what: {
      en: "Two outbound rules of a load balancer share a front end and a protocol (MoreThanOneOutboundRuleUsingSameFrontendIPConfigurationAndProtocolIsNotSupported)",
      ja: "ロード バランサーの 2 つの送信規則のフロントエンドとプロトコルが同じです（MoreThanOneOutboundRuleUsingSameFrontendIPConfigurationAndProtocolIsNotSupported）",
    },
    source: SOURCES.outboundRules,
    fix: {
      en: "Give each a front end of its own, or one backend pool to both.",
      ja: "それぞれに別のフロントエンドを使うか、バックエンド プールを 1 つにまとめてください。",
    },
    *find({ model }) {
      for (const balancer of model.loadBalancers) {
        for (const [frontend, rules] of outboundByFrontend(balancer)) {
          const [first, second] = overlapping(rules);
          if (first !== undefined) {
            yield {
              resource: second!.address,
              message: {
                en: `Outbound rules ${nameOf(first)} (${first.protocol}) and ${nameOf(second!)} (${second!.protocol}) of load balancer ${nameOf(balancer)} share the front end ${quote(frontend)}.`,
                ja: `ロード バランサー ${nameOf(balancer)} の送信規則 ${nameOf(first)}（${first.protocol}）と ${nameOf(second!)}（${second!.protocol}）が同じフロントエンド ${quote(frontend)} を使っています。`,
              },
            };
          }
        }
      }
    },
  },
];

/** Rules without floating IP by pool, protocol and backend port. */
function byBackendPort({ rules }: LoadBalancer): Iterable<readonly LoadBalancerRule[]> {
  const plain = rules.filter(
    ({ floatingIp, backendPort, portUnknown, poolsUnknown }) =>
      !floatingIp && backendPort !== undefined && portUnknown === undefined && poolsUnknown === undefined,
  );
  return groupPairs(
    plain.flatMap((rule) =>
      rule.backendPools.map((pool): [string, LoadBalancerRule] => [
        `${pool} ${rule.protocol.toLowerCase()} ${rule.backendPort}`,
        rule,
      ]),
    ),
  ).values();
}

function portOf({ backendPort, protocol }: LoadBalancerRule): { readonly en: string; readonly ja: string } {
  return backendPort === 0
    ? { en: "all ports", ja: "すべてのポート" }
    : { en: `${protocol} port ${backendPort}`, ja: ` ${protocol} ポート ${backendPort} ` };
}

function outboundByFrontend({
  outboundRules = [],
}: LoadBalancer): ReadonlyMap<string, readonly LoadBalancerOutboundRule[]> {
  // Those that only perhaps are there, or stand once for each pool that they may be about, count for nothing.
  const each = outboundRules.filter(({ perhaps }) => perhaps === undefined);
  return groupPairs(
    each.flatMap((rule) =>
      rule.frontends
        .filter((frontend) => !isUnknown(frontend))
        .map((frontend): [string, LoadBalancerOutboundRule] => [frontend, rule]),
    ),
  );
}

/** The first two rules of which a protocol is both's. */
function overlapping(
  rules: readonly LoadBalancerOutboundRule[],
): readonly [LoadBalancerOutboundRule, LoadBalancerOutboundRule] | readonly [] {
  const seen = new Map<string, LoadBalancerOutboundRule>();
  for (const rule of rules) {
    const protocol = rule.protocol.toLowerCase();
    const other = protocol === "all" ? rules.find((one) => seen.has(one.protocol.toLowerCase())) : undefined;
    const first = other ?? seen.get(protocol) ?? seen.get("all");
    if (first !== undefined) {
      return [first, rule];
    }
    seen.set(protocol, rule);
  }
  return [];
}
