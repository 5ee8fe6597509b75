import { groupBy } from "../../collections/group-by";
import { isUnknown, LoadBalancer, LoadBalancerRule } from "../model";
import { Check, problemAt } from "./check";
import { CheckedNetwork } from "./checked-network";
import { SOURCES } from "./sources";
import { nameOf, quote } from "./words";

/** SSH and RDP: they answer as soon as the guest has booted. */
const MANAGEMENT_PORTS: ReadonlySet<number> = new Set([22, 3389]);

/** Load balancers in front of appliances (R61). */
export const LOAD_BALANCER_CHECKS: readonly Check[] = [
  {
    code: "LB_HA_PORTS",
    severity: "error",
    what: {
      en: "A load balancer rule has protocol All with a port other than 0, or port 0 with another protocol (R61)",
      ja: "ロード バランサーの規則で、protocol が All なのにポートが 0 ではないか、ポートが 0 なのに protocol が All ではありません（R61）",
    },
    source: SOURCES.lbRule,
    fix: {
      en: "For HA ports use protocol All with both ports 0.",
      ja: "HA ポートにするには protocol を All、両方のポートを 0 にしてください。",
    },
    *find(network) {
      for (const [balancer, rule] of rules(network)) {
        const values = network.argumentsOf(rule.address);
        const ports = [values.number("frontend_port"), values.number("backend_port")];
        if (ports.includes(undefined) || values.text("protocol") === undefined) {
          continue;
        }
        const all = rule.protocol.toLowerCase() === "all";
        if (all ? ports.some((port) => port !== 0) : ports.includes(0)) {
          yield problemAt(rule.address, {
            en: `Rule ${nameOf(rule)} of load balancer ${nameOf(balancer)} has protocol ${rule.protocol} and ports ${ports.join(" and ")}; port 0 goes with All only, and All with port 0 only.`,
            ja: `ロード バランサー ${nameOf(balancer)} の規則 ${nameOf(rule)} は protocol が ${rule.protocol}、ポートが ${ports.join(" と ")} です。ポート 0 と All は必ず組で使います。`,
          });
        }
      }
    },
  },
  {
    code: "LB_HA_PORTS_SKU",
    severity: "error",
    what: {
      en: "HA ports on a Basic or public load balancer (R61)",
      ja: "Basic またはパブリックのロード バランサーで HA ポートを使っています（R61）",
    },
    source: SOURCES.loadBalancerHaPorts,
    fix: {
      en: "Use an internal load balancer of SKU Standard.",
      ja: "SKU が Standard の内部ロード バランサーを使ってください。",
    },
    *find(network) {
      for (const [balancer, rule] of rules(network)) {
        if (!isHaPorts(network, rule)) {
          continue;
        }
        const frontend = balancer.frontends.find(({ name }) => name === rule.frontend);
        const isBasic = balancer.sku.toLowerCase() === "basic";
        if (isBasic || frontend?.publicIp !== undefined) {
          yield problemAt(rule.address, {
            en: `Rule ${nameOf(rule)} has HA ports, but load balancer ${nameOf(balancer)} is ${isBasic ? "Basic" : "public there"}.`,
            ja: `規則 ${nameOf(rule)} は HA ポートですが、ロード バランサー ${nameOf(balancer)} は${isBasic ? " Basic " : "パブリック"}です。`,
          });
        }
      }
    },
  },
  {
    code: "LB_BASIC_RETIRED",
    severity: "warning",
    what: {
      en: "A load balancer is Basic, which Azure retired on 2025-09-30",
      ja: "ロード バランサーが Basic です。Basic は 2025 年 9 月 30 日に廃止されました",
    },
    source: SOURCES.loadBalancerSkus,
    fix: { en: "Use Standard.", ja: "Standard を使ってください。" },
    *find({ model }) {
      for (const balancer of model.loadBalancers) {
        if (balancer.sku.toLowerCase() === "basic") {
          yield problemAt(balancer.address, {
            en: `Load balancer ${nameOf(balancer)} is Basic, which Azure retired on 2025-09-30.`,
            ja: `ロード バランサー ${nameOf(balancer)} は Basic です。Basic は 2025 年 9 月 30 日に廃止されました。`,
          });
        }
      }
    },
  },
  {
    code: "LB_FRONTEND_UNKNOWN",
    severity: "error",
    what: {
      en: "A load balancer rule names a front end that its load balancer doesn't have",
      ja: "ロード バランサーの規則が、そのロード バランサーにないフロントエンドを指定しています",
    },
    source: SOURCES.lbRule,
    fix: {
      en: "Name one of its frontend_ip_configuration blocks.",
      ja: "frontend_ip_configuration の名前を指定してください。",
    },
    *find(network) {
      for (const [balancer, rule] of rules(network)) {
        const names = balancer.frontends.map(({ name }) => name);
        if (
          rule.frontend !== "" &&
          ![rule.frontend, ...names].some(isUnknown) &&
          !names.includes(rule.frontend) &&
          network.isManaged(balancer.address)
        ) {
          yield problemAt(rule.address, {
            en: `Rule ${nameOf(rule)} names the front end ${quote(rule.frontend)}; load balancer ${nameOf(balancer)} has ${names.map(quote).join(", ") || "none"}.`,
            ja: `規則 ${nameOf(rule)} のフロントエンド ${quote(rule.frontend)} はロード バランサー ${nameOf(balancer)} にありません（あるのは ${names.map(quote).join("、") || "なし"}）。`,
          });
        }
      }
    },
  },
  {
    code: "LB_BACKEND_ELSEWHERE",
    severity: "error",
    what: {
      en: "An internal load balancer and a member of its backend pool are in different virtual networks",
      ja: "内部ロード バランサーとバックエンド プールのメンバーが、別々の仮想ネットワークにあります",
    },
    source: SOURCES.loadBalancerSkus,
    fix: {
      en: "Put both into one virtual network.",
      ja: "同じ仮想ネットワークに置いてください。",
    },
    *find(network) {
      for (const balancer of network.model.loadBalancers) {
        const home = balancer.frontends
          .map(({ subnet }) => network.networkOf(subnet))
          .find((candidate) => candidate !== undefined);
        for (const { networkInterface, origin } of home ? members(balancer) : []) {
          const nic = network.networkInterfaces.get(networkInterface ?? "");
          const nicHome = nic?.ipConfigurations
            .map(({ subnet }) => network.networkOf(subnet))
            .find((candidate) => candidate !== undefined);
          if (nic && nicHome && nicHome !== home) {
            yield problemAt(origin, {
              en: `Load balancer ${nameOf(balancer)} stands in ${nameOf(home!)}, its member ${nameOf(nic)} in ${nameOf(nicHome)}.`,
              ja: `ロード バランサー ${nameOf(balancer)} は ${nameOf(home!)}、メンバーの ${nameOf(nic)} は ${nameOf(nicHome)} にあります。`,
            });
          }
        }
      }
    },
  },
  {
    code: "LB_BACKEND_IP_CONFIGURATION",
    severity: "error",
    what: {
      en: "A backend pool association names an IP configuration that the network interface doesn't have",
      ja: "バックエンド プールの関連付けが、ネットワーク インターフェイスにない IP 構成を指定しています",
    },
    source: SOURCES.networkInterfaceBackendAssociation,
    fix: {
      en: "Name one of the interface's ip_configuration blocks.",
      ja: "NIC の ip_configuration の名前を指定してください。",
    },
    *find(network) {
      for (const balancer of network.model.loadBalancers) {
        for (const { networkInterface, ipConfiguration, origin } of members(balancer)) {
          const nic = network.networkInterfaces.get(networkInterface ?? "");
          const names = nic?.ipConfigurations.map(({ name }) => name) ?? [];
          if (
            nic &&
            ipConfiguration !== undefined &&
            names.length > 0 &&
            !names.some(isUnknown) &&
            !names.includes(ipConfiguration)
          ) {
            yield problemAt(origin, {
              en: `The association names the IP configuration ${quote(ipConfiguration)}; ${nameOf(nic)} has ${names.map(quote).join(", ")}.`,
              ja: `関連付けの IP 構成 ${quote(ipConfiguration)} は ${nameOf(nic)} にありません（あるのは ${names.map(quote).join("、")}）。`,
            });
          }
        }
      }
    },
  },
  {
    code: "LB_RULE_POOLS",
    severity: "error",
    what: {
      en: "A rule of a Standard load balancer has several backend pools",
      ja: "Standard ロード バランサーの規則に、バックエンド プールが複数あります",
    },
    source: SOURCES.lbRule,
    fix: { en: "Use one pool.", ja: "バックエンド プールは 1 つにしてください。" },
    *find(network) {
      for (const [balancer, rule] of rules(network)) {
        if (balancer.sku.toLowerCase() !== "gateway" && rule.backendPools.length > 1) {
          yield problemAt(rule.address, {
            en: `Rule ${nameOf(rule)} of load balancer ${nameOf(balancer)} has ${rule.backendPools.length} backend pools; a ${balancer.sku} one takes one.`,
            ja: `ロード バランサー ${nameOf(balancer)} の規則 ${nameOf(rule)} にバックエンド プールが ${rule.backendPools.length} 個あります。${balancer.sku} では 1 個だけです。`,
          });
        }
      }
    },
  },
  {
    code: "LB_HA_PORTS_TWICE",
    severity: "error",
    what: {
      en: "Two HA-ports rules without floating IP use one front end",
      ja: "フローティング IP を使わない 2 つの HA ポートの規則が、同じフロントエンドを使っています",
    },
    source: SOURCES.loadBalancerHaPorts,
    fix: {
      en: "Keep one, or give the other a front end of its own.",
      ja: "片方を削除するか、別のフロントエンドを使ってください。",
    },
    *find(network) {
      for (const balancer of network.model.loadBalancers) {
        const plain = balancer.rules.filter((rule) => isHaPorts(network, rule) && !rule.floatingIp);
        for (const [first, second] of groupBy(plain, (rule) => rule.frontend).values()) {
          if (second) {
            yield problemAt(second.address, {
              en: `Rules ${nameOf(first)} and ${nameOf(second)} both have HA ports on front end ${quote(second.frontend)} of ${nameOf(balancer)}.`,
              ja: `規則 ${nameOf(first)} と ${nameOf(second)} がどちらも ${nameOf(balancer)} のフロントエンド ${quote(second.frontend)} で HA ポートを使っています。`,
            });
          }
        }
      }
    },
  },
  {
    code: "LB_WITHOUT_PROBE",
    severity: "warning",
    what: {
      en: "An HA-ports rule has no health probe: a dead appliance keeps getting flows",
      ja: "HA ポートの規則に正常性プローブがありません。停止したアプライアンスにも通信が振り分けられます",
    },
    source: SOURCES.networkAppliances,
    fix: {
      en: "Add azurerm_lb_probe on a port that the appliance answers, and name it in probe_id.",
      ja: "アプライアンスが応答するポートの azurerm_lb_probe を追加し、probe_id に指定してください。",
    },
    *find(network) {
      for (const [balancer, rule] of rules(network)) {
        if (isHaPorts(network, rule) && !network.argumentsOf(rule.address).isSet("probe_id")) {
          yield problemAt(rule.address, {
            en: `Rule ${nameOf(rule)} of load balancer ${nameOf(balancer)} has no probe: flows go to members that don't answer.`,
            ja: `ロード バランサー ${nameOf(balancer)} の規則 ${nameOf(rule)} に正常性プローブがないため、応答しないメンバーにも通信が振り分けられます。`,
          });
        }
      }
    },
  },
  {
    code: "LB_PROBE_ON_MANAGEMENT_PORT",
    severity: "warning",
    what: {
      en: "The probe of an HA-ports rule asks a management port (SSH, RDP): it answers while nothing is forwarded",
      ja: "HA ポートの規則の正常性プローブが管理用のポート（SSH、RDP）を使っています。転送できない間も応答します",
    },
    source: SOURCES.loadBalancerProbes,
    fix: {
      en: "Probe a port that answers only while the appliance forwards.",
      ja: "アプライアンスが転送できるときだけ応答するポートを使ってください。",
    },
    *find(network) {
      for (const [balancer, rule] of rules(network)) {
        const probe = network.referred(network.argumentsOf(rule.address).printed("probe_id"));
        const port = network.argumentsOf(probe?.address ?? "").number("port");
        if (isHaPorts(network, rule) && probe && MANAGEMENT_PORTS.has(port ?? 0)) {
          yield problemAt(probe.address, {
            en: `The probe of load balancer ${nameOf(balancer)} asks port ${port}: an appliance that is half booted or hung answers there and keeps getting flows, and an access list or rate limit takes a sound one out.`,
            ja: `ロード バランサー ${nameOf(balancer)} の正常性プローブはポート ${port} を使います。起動途中や停止しかけのアプライアンスも応答して通信が振り分けられ、アクセス制限があれば正常なものまで外されます。`,
          });
        }
      }
    },
  },
  {
    code: "LB_SINGLE_MEMBER",
    severity: "info",
    what: {
      en: "An HA-ports load balancer has one member only: no high availability",
      ja: "HA ポートのロード バランサーにメンバーが 1 つしかありません。高可用性になりません",
    },
    source: SOURCES.networkAppliances,
    fix: { en: "Run two or more appliances.", ja: "アプライアンスを 2 台以上にしてください。" },
    *find(network) {
      for (const [balancer, rule] of rules(network)) {
        const pool = balancer.backendPools.find(({ address }) => rule.backendPools.includes(address));
        const [member] = pool?.members ?? [];
        const scaleSet = network.networkInterfaces.get(member?.networkInterface ?? "")?.scaleSet;
        if (isHaPorts(network, rule) && pool?.members.length === 1 && scaleSet === undefined) {
          yield problemAt(pool.address, {
            en: `Load balancer ${nameOf(balancer)} has one appliance behind it: when that fails, so does the path.`,
            ja: `ロード バランサー ${nameOf(balancer)} の背後のアプライアンスが 1 台だけです。停止すると経路も失われます。`,
          });
        }
      }
    },
  },
];

function* rules({ model }: CheckedNetwork): Iterable<[LoadBalancer, LoadBalancerRule]> {
  for (const balancer of model.loadBalancers) {
    for (const rule of balancer.rules) {
      yield [balancer, rule];
    }
  }
}

function members(balancer: LoadBalancer) {
  return balancer.backendPools.flatMap((pool) => pool.members);
}

function isHaPorts(network: CheckedNetwork, rule: LoadBalancerRule): boolean {
  return (
    rule.protocol.toLowerCase() === "all" && network.argumentsOf(rule.address).number("frontend_port") === 0
  );
}
