import { VirtualNetwork } from "../model";
import { Check, problemAt } from "./check";
import { CheckedNetwork } from "./checked-network";
import { SOURCES } from "./sources";
import { nameOf } from "./words";

const PLAN = "azurerm_network_ddos_protection_plan";
/** From about so many addresses on a plan is cheaper than protection of each. */
const ADDRESSES_WORTH_A_PLAN = 15;

/** DDoS protection plans, and what they leave out. */
export const DDOS_PROTECTION_CHECKS: readonly Check[] = [
  {
    code: "DDOS_PLAN_SEVERAL",
    severity: "warning",
    what: {
      en: "Two DDoS protection plans are created, and one serves all networks of a tenant (W52)",
      ja: "DDoS 保護プランが 2 つ作成されます。1 つをテナントのすべての仮想ネットワークで共有できます（W52）",
    },
    source: SOURCES.ddosProtection,
    fix: { en: "Keep one for all networks.", ja: "1 つにして、すべての仮想ネットワークで使ってください。" },
    *find(network) {
      const [first, ...more] = network.resourcesOf(PLAN);
      for (const plan of more) {
        yield problemAt(plan.address, {
          en: `DDoS protection plans ${nameOf(first)} and ${nameOf(plan)} are both created; each costs some thousand US dollars a month, and one serves all networks and subscriptions of a tenant.`,
          ja: `DDoS 保護プラン ${nameOf(first)} と ${nameOf(plan)} が両方作成されます。1 つにつき月額数千米ドルかかりますが、テナント内のすべてのサブスクリプションと仮想ネットワークで 1 つを共有できます。`,
        });
      }
    },
  },
  {
    code: "DDOS_PLAN_FEW_ADDRESSES",
    severity: "warning",
    what: {
      en: "A DDoS protection plan is created for fewer than 15 public addresses: protecting each is cheaper (W52, W54)",
      ja: "15 個未満のパブリック IP のために DDoS 保護プランが作成されます。IP ごとの保護のほうが安価です（W52、W54）",
    },
    source: SOURCES.ddosProtection,
    fix: {
      en: 'Set ddos_protection_mode = "Enabled" on each address, or name a plan that the tenant has already.',
      ja: '各パブリック IP で ddos_protection_mode = "Enabled" にするか、テナントに既にあるプランを指定してください。',
    },
    *find(network) {
      const { publicIps, virtualNetworks } = network.model;
      const hasMore =
        network.hasGaps ||
        network.resourcesOf("azurerm_public_ip_prefix").length > 0 ||
        publicIps.some(({ address }) => !network.isOne(address)) ||
        virtualNetworks.some(({ external }) => external);
      const [plan, second] = network.resourcesOf(PLAN);
      if (plan && !second && !hasMore && publicIps.length < ADDRESSES_WORTH_A_PLAN) {
        yield problemAt(plan.address, {
          en: `DDoS protection plan ${nameOf(plan)} costs some thousand US dollars a month, and this input has ${publicIps.length} public addresses; below ${ADDRESSES_WORTH_A_PLAN}, protecting each is cheaper, unless the plan serves others too.`,
          ja: `DDoS 保護プラン ${nameOf(plan)} には月額数千米ドルかかりますが、この入力のパブリック IP は ${publicIps.length} 個です。他でもプランを使う場合を除き、${ADDRESSES_WORTH_A_PLAN} 個未満なら IP ごとの保護のほうが安価です。`,
        });
      }
    },
  },
  {
    code: "DDOS_NETWORK_UNPROTECTED",
    severity: "info",
    what: {
      en: "Some networks or addresses have DDoS protection, and a network with public addresses has none (W53)",
      ja: "DDoS 保護のある仮想ネットワークやパブリック IP がある一方で、パブリック IP があるのに保護のない仮想ネットワークがあります（W53）",
    },
    source: SOURCES.ddosProtection,
    fix: {
      en: "Give the network the plan, or its addresses protection of their own.",
      ja: "仮想ネットワークにプランを設定するか、パブリック IP ごとの保護を有効にしてください。",
    },
    *find(network) {
      const { publicIps, virtualNetworks } = network.model;
      // Who protects nothing at all decided so.
      const isOptedIn =
        virtualNetworks.some(({ ddosPlan }) => ddosPlan !== undefined) ||
        publicIps.some(({ address }) => modeOf(network, address) === "Enabled");
      for (const one of isOptedIn ? virtualNetworks : []) {
        const bare = publicAddressesIn(network, one).filter(
          (address) => network.publicIps.has(address) && modeOf(network, address) === undefined,
        );
        if (one.ddosPlan === undefined && !one.external && bare.length > 0) {
          yield problemAt(one.address, {
            en: `${nameOf(one)} has the public address ${bare[0]}, and neither a DDoS protection plan nor protection of that address, which others have.`,
            ja: `${nameOf(one)} にはパブリック IP ${bare[0]} がありますが、DDoS 保護プランも IP ごとの保護もありません（他では有効です）。`,
          });
        }
      }
    },
  },
];

/** Undefined where it is what the network has. */
function modeOf(network: CheckedNetwork, publicIp: string): string | undefined {
  const mode = network.argumentsOf(publicIp).printed("ddos_protection_mode");
  return mode === "VirtualNetworkInherited" ? undefined : mode;
}

/** Addresses of what stands in a network: gateways, firewalls and Bastion. */
function publicAddressesIn(network: CheckedNetwork, { address }: VirtualNetwork): string[] {
  const { model } = network;
  const isHere = (subnet: string | undefined): boolean =>
    network.subnets.get(subnet ?? "")?.virtualNetwork === address;
  const found = [
    ...model.virtualNetworkGateways
      .filter(({ subnet }) => isHere(subnet))
      .flatMap(({ ipConfigurations }) => ipConfigurations.map(({ publicIp }) => publicIp)),
    ...model.firewalls.filter(({ subnet }) => isHere(subnet)).flatMap(({ publicIps }) => publicIps),
    ...model.bastionHosts.filter(({ subnet }) => isHere(subnet)).map(({ publicIp }) => publicIp),
  ];
  return found.filter((publicIp) => publicIp !== undefined);
}
