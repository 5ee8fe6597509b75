import { BastionHost } from "../model";
import { bastionEndpoints, EndpointNode, onPremisesEndpoints, subnetEndpoint } from "../network/endpoints";
import { Verdict } from "../result";
import { askingAbout } from "../trace/context";
import { Representatives } from "../verdict/representatives";
import { judgeAnswer } from "../verdict/verdict";
import { problemAt } from "./check";
import { isPartlyElsewhere, RoutedCheck, RoutedNetwork } from "./routed-network";
import { SOURCES } from "./sources";
import { nameOf } from "./words";

const PORTAL_PORT = 443;
/** Verdicts with which no session comes about. */
const USELESS: readonly Verdict[] = ["BLOCKED", "ONE_WAY"];

/** Whether Bastion gets to machines, and its users to a private one. */
export const BASTION_REACH_CHECKS: readonly RoutedCheck[] = [
  {
    code: "BASTION_REACHES_NOTHING",
    severity: "warning",
    what: {
      en: "A Bastion reaches no machine on TCP 22 or 3389: it is paid for and of no use (W72)",
      ja: "Bastion が TCP 22 と 3389 でどの仮想マシンにも到達できません。料金だけがかかり、役に立ちません（W72）",
    },
    source: SOURCES.bastionSettings,
    fix: {
      en: "Peer its network with those of the machines, and let their security groups take TCP 22 and 3389 from AzureBastionSubnet.",
      ja: "仮想マシンの仮想ネットワークとピアリングし、NSG で AzureBastionSubnet からの TCP 22 と 3389 を許可してください。",
    },
    *find(network) {
      const { context, checked } = network;
      const homes = context.network.subnets.filter(
        ({ networkInterfaces, reserved }) =>
          !reserved && networkInterfaces.some((nic) => (nic.virtualMachine ?? nic.scaleSet) !== undefined),
      );
      // Peers that aren't here may have machines.
      const bastions = bastionEndpoints(context.network).filter(
        ({ subnet }) => !isPartlyElsewhere(subnet!.virtualNetwork),
      );
      if (homes.length === 0 || bastions.length === 0 || checked.hasGaps) {
        return;
      }
      const representatives = new Representatives(context);
      const verdictOn = (from: EndpointNode, to: EndpointNode): Verdict =>
        judgeAnswer(askingAbout(context, "tcp", undefined), from, to, (end) => representatives.of(end))
          .verdict;
      for (const from of bastions) {
        if (homes.every((home) => USELESS.includes(verdictOn(from, subnetEndpoint(home))))) {
          yield {
            resource: from.address,
            message: {
              en: `Bastion ${nameOf(from.bastion!)} reaches none of the machines, for example in ${homes[0].id}, on TCP 22 or 3389.`,
              ja: `Bastion ${nameOf(from.bastion!)} は、TCP 22 と 3389 でどの仮想マシン（例: ${homes[0].id}）にも到達できません。`,
            },
            fix: {
              en: `Open the way from ${from.id} to ${homes[0].id} (reach and fix with --from ${from.id} tell how), or remove the Bastion.`,
              ja: `${from.id} から ${homes[0].id} への経路を確保するか（reach と fix に --from ${from.id} を付けると方法が分かります）、Bastion を削除してください。`,
            },
          };
        }
      }
    },
  },
  {
    code: "BASTION_PRIVATE_UNREACHED",
    severity: "warning",
    what: {
      en: "A private Bastion is in reach of no site and no VPN client on TCP 443: nobody can use it from outside Azure (W69)",
      ja: "プライベート専用の Bastion に、どのサイトからも VPN クライアントからも TCP 443 で到達できません。Azure の外からは誰も使えません（W69）",
    },
    source: SOURCES.bastionPrivate,
    fix: {
      en: "Connect its network by VPN or ExpressRoute, or let VPN clients in.",
      ja: "VPN か ExpressRoute で接続するか、ポイント対サイト接続を用意してください。",
    },
    *find(network) {
      const { context } = network;
      const users = onPremisesEndpoints(context.tables.gateways);
      const representatives = new Representatives(context);
      for (const { bastion, address, subnet } of privateBastions(network)) {
        const to = subnetEndpoint(subnet!);
        const isReached = users.some((user) => {
          const answer = judgeAnswer(askingAbout(context, "tcp", PORTAL_PORT), user, to, (end) =>
            representatives.of(end),
          );
          return !USELESS.includes(answer.verdict);
        });
        if (!isReached) {
          yield problemAt(address, {
            en: `Bastion ${nameOf(bastion)} is private, and no site and no VPN client reaches its subnet on TCP 443.`,
            ja: `Bastion ${nameOf(bastion)} はプライベート専用ですが、どのサイトからも VPN クライアントからも、そのサブネットに TCP 443 で到達できません。`,
          });
        }
      }
    },
  },
  {
    code: "BASTION_PRIVATE_BY_PORTAL",
    severity: "warning",
    what: {
      en: "A private Bastion whose users are on-premises doesn't connect by address (W70)",
      ja: "オンプレミスの利用者がいるプライベート専用の Bastion で、IP アドレスによる接続が有効ではありません（W70）",
    },
    source: SOURCES.bastionPrivate,
    fix: { en: "Set ip_connect_enabled = true.", ja: "ip_connect_enabled = true にしてください。" },
    *find(network) {
      const { context, checked } = network;
      const isUsed = context.tables.gateways.sites.length > 0;
      for (const { bastion, address } of isUsed ? privateBastions(network) : []) {
        const values = checked.argumentsOf(address);
        if (
          checked.isManaged(address) &&
          !values.isUnknown("ip_connect_enabled") &&
          bastion.ipConnect !== true
        ) {
          yield problemAt(address, {
            en: `Bastion ${nameOf(bastion)} is private and its users come from on-premises, but ip_connect_enabled is not true.`,
            ja: `Bastion ${nameOf(bastion)} はプライベート専用でオンプレミスから利用しますが、ip_connect_enabled が true ではありません。`,
          });
        }
      }
    },
  },
];

type Placed = EndpointNode & { readonly bastion: BastionHost };

/** Premium without a public address, where the input says so and holds all that may lead to it. */
function* privateBastions({ checked, context }: RoutedNetwork): Iterable<Placed> {
  for (const endpoint of checked.hasUnplacedGateway ? [] : bastionEndpoints(context.network)) {
    const { bastion, subnet } = endpoint;
    const [configuration] = checked.argumentsOf(endpoint.address).blocks("ip_configuration");
    const isPrivate =
      bastion?.sku?.toLowerCase() === "premium" &&
      configuration !== undefined &&
      !configuration.isSet("public_ip_address_id");
    // Peers that aren't here, and hubs of Virtual WAN, may lead to whoever uses it.
    if (isPrivate && !isPartlyElsewhere(subnet!.virtualNetwork)) {
      yield { ...endpoint, bastion };
    }
  }
}
