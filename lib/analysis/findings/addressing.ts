import * as ipaddr from "ipaddr.js";
import { FORBIDDEN_RANGES, LARGEST_NETWORK, SMALLEST_NETWORK } from "../../azure/address-ranges";
import { Ipv4Prefix, overlappingPrefixes, Owned, PrefixSyntaxError, roomFor } from "../../cidr";
import { isUnknown, Subnet, VirtualNetwork } from "../model";
import { mayHoldMore } from "../network/unread-parts";
import { LocalizedText } from "../result";
import { Check, Problem, problemAt } from "./check";
import { CheckedNetwork } from "./checked-network";
import { SOURCES } from "./sources";
import { nameOf, quote } from "./words";

const OVERLAP_FIX: LocalizedText = {
  en: "Give one of the two networks another address space.",
  ja: "どちらかの仮想ネットワークのアドレス空間を変更してください。",
};

/** Prefixes of networks and subnets: what the provider passes on unread. */
export const ADDRESSING_CHECKS: readonly Check[] = [
  {
    code: "ADDRESS_SYNTAX",
    severity: "error",
    what: {
      en: "An address prefix of a virtual network or subnet is not in CIDR notation, or has host bits set",
      ja: "仮想ネットワークまたはサブネットのアドレス プレフィックスが CIDR 表記ではないか、ホスト部のビットが 0 ではありません",
    },
    source: SOURCES.virtualNetworkFaq,
    fix: {
      en: "Write it in CIDR notation, such as 10.0.0.0/16.",
      ja: "10.0.0.0/16 のような CIDR 表記で指定してください。",
    },
    *find(network) {
      for (const virtualNetwork of network.model.virtualNetworks) {
        yield* syntaxProblems(network, virtualNetwork, virtualNetwork.addressSpace, {
          en: `virtual network ${nameOf(virtualNetwork)}`,
          ja: `仮想ネットワーク ${nameOf(virtualNetwork)}`,
        });
      }
      for (const subnet of network.model.subnets) {
        yield* syntaxProblems(network, subnet, subnet.prefixes, {
          en: `subnet ${nameOf(subnet)}`,
          ja: `サブネット ${nameOf(subnet)}`,
        });
      }
    },
  },
  {
    code: "VNET_PREFIX_LENGTH",
    severity: "error",
    what: {
      en: "A prefix of a virtual network's address space is larger than /2 or smaller than /29",
      ja: "仮想ネットワークのアドレス空間のプレフィックスが /2 より大きいか、/29 より小さくなっています",
    },
    source: SOURCES.virtualNetworkFaq,
    fix: { en: "Use a prefix between /2 and /29.", ja: "/2 から /29 の範囲で指定してください。" },
    *find(network) {
      for (const virtualNetwork of network.model.virtualNetworks) {
        for (const prefix of network.prefixesIn(virtualNetwork.addressSpace)) {
          if (prefix.length < LARGEST_NETWORK || prefix.length > SMALLEST_NETWORK) {
            yield problemAt(virtualNetwork.address, {
              en: `The address space of virtual network ${nameOf(virtualNetwork)} holds ${prefix}; Azure allows /2 to /29.`,
              ja: `仮想ネットワーク ${nameOf(virtualNetwork)} のアドレス空間 ${prefix} は使えません。Azure が許すのは /2 から /29 です。`,
            });
          }
        }
      }
    },
  },
  {
    code: "VNET_FORBIDDEN_RANGE",
    severity: "error",
    what: {
      en: "A virtual network uses multicast, loopback, link-local or Azure's own addresses",
      ja: "仮想ネットワークがマルチキャスト、ループバック、リンク ローカル、または Azure 自身のアドレスを使っています",
    },
    source: SOURCES.virtualNetworkFaq,
    fix: {
      en: "Use private addresses: 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16.",
      ja: "プライベート アドレス（10.0.0.0/8、172.16.0.0/12、192.168.0.0/16）を使ってください。",
    },
    *find(network) {
      for (const virtualNetwork of network.model.virtualNetworks) {
        for (const prefix of network.prefixesIn(virtualNetwork.addressSpace)) {
          const range = FORBIDDEN_RANGES.find((forbidden) => forbidden.prefix.overlaps(prefix));
          // A prefix that is too large as a whole is told once, by its length.
          if (range && prefix.length >= LARGEST_NETWORK) {
            yield problemAt(virtualNetwork.address, {
              en: `Virtual network ${nameOf(virtualNetwork)} uses ${prefix}, which overlaps ${range.prefix}; Azure reserves that range for ${range.use.en}.`,
              ja: `仮想ネットワーク ${nameOf(virtualNetwork)} の ${prefix} は Azure が予約している ${range.prefix}（${range.use.ja}）と重なっています。`,
            });
          }
        }
      }
    },
  },
  {
    code: "VNET_ENCRYPTION_ENFORCED",
    severity: "warning",
    what: {
      en: "A virtual network drops what isn't encrypted (DropUnencrypted), which Azure refuses outside of a preview: AllowUnencrypted alone is generally available",
      ja: "仮想ネットワークの暗号化に DropUnencrypted が指定されています。一般提供されているのは AllowUnencrypted だけで、プレビュー以外では Azure に拒否されます",
    },
    source: SOURCES.networkEncryption,
    fix: {
      en: "Write enforcement = AllowUnencrypted.",
      ja: "enforcement = AllowUnencrypted としてください。",
    },
    *find(network) {
      for (const { address, arguments: values } of network.resourcesOf("azurerm_virtual_network")) {
        const enforced = values.blocks("encryption").map((block) => block.text("enforcement"));
        if (enforced.includes("DropUnencrypted")) {
          yield problemAt(address, {
            en: `encryption of ${address} has enforcement = DropUnencrypted, for which a subscription has to be in a preview.`,
            ja: `${address} の encryption に enforcement = DropUnencrypted が指定されています。プレビューに登録されたサブスクリプションでしか使えません。`,
          });
        }
      }
    },
  },
  {
    code: "VNET_SPACE_OVERLAPS_ITSELF",
    severity: "error",
    what: {
      en: "Two prefixes of one virtual network's address space overlap",
      ja: "1 つの仮想ネットワークのアドレス空間で、2 つのプレフィックスが重なっています",
    },
    source: SOURCES.virtualNetworkFaq,
    fix: { en: "Keep the larger prefix only.", ja: "大きい方のプレフィックスだけを残してください。" },
    *find(network) {
      for (const virtualNetwork of network.model.virtualNetworks) {
        for (const [a, b] of overlappingPrefixes(
          owned(network, virtualNetwork.addressSpace, virtualNetwork),
        )) {
          yield problemAt(virtualNetwork.address, {
            en: `Virtual network ${nameOf(virtualNetwork)} lists ${a.prefix} and ${b.prefix}, which overlap.`,
            ja: `仮想ネットワーク ${nameOf(virtualNetwork)} のアドレス空間 ${a.prefix} と ${b.prefix} が重なっています。`,
          });
        }
      }
    },
  },
  {
    code: "SUBNET_PREFIX_LENGTH",
    severity: "error",
    what: { en: "A subnet is smaller than /29", ja: "サブネットが /29 より小さくなっています" },
    source: SOURCES.virtualNetworkFaq,
    fix: { en: "Make it /29 or larger.", ja: "/29 以上の大きさにしてください。" },
    *find(network) {
      for (const subnet of network.model.subnets) {
        for (const prefix of network.prefixesIn(subnet.prefixes)) {
          if (prefix.length > SMALLEST_NETWORK) {
            yield {
              resource: subnet.address,
              message: {
                en: `Subnet ${nameOf(subnet)} is ${prefix}; Azure keeps five addresses of each subnet and creates none smaller than /29.`,
                ja: `サブネット ${nameOf(subnet)} は ${prefix} です。Azure は各サブネットで 5 個のアドレスを予約するため、/29 より小さいサブネットは作れません。`,
              },
              fix: freeFix(network, subnet, SMALLEST_NETWORK),
            };
          }
        }
      }
    },
  },
  {
    code: "SUBNET_OUTSIDE_VNET",
    severity: "error",
    what: {
      en: "A subnet lies outside the address space of its virtual network",
      ja: "サブネットが仮想ネットワークのアドレス空間に含まれていません",
    },
    source: SOURCES.virtualNetworkFaq,
    fix: {
      en: "Take the subnet from the address space of its virtual network, or extend that.",
      ja: "仮想ネットワークのアドレス空間内から選ぶか、アドレス空間を広げてください。",
    },
    *find(network) {
      for (const subnet of network.model.subnets) {
        const parent = network.virtualNetworks.get(subnet.virtualNetwork);
        if (!parent || parent.addressSpaceUnknown !== undefined || parent.addressSpace.length === 0) {
          continue;
        }
        const spaces = network.prefixesIn(parent.addressSpace);
        for (const prefix of network.prefixesIn(subnet.prefixes)) {
          if (
            spaces.length === parent.addressSpace.filter((text) => !text.includes(":")).length &&
            !spaces.some((space) => space.contains(prefix))
          ) {
            yield {
              resource: subnet.address,
              message: {
                en: `Subnet ${nameOf(subnet)} is ${prefix}, outside the address space of virtual network ${nameOf(parent)} (${parent.addressSpace.join(", ")}).`,
                ja: `サブネット ${nameOf(subnet)} の ${prefix} は仮想ネットワーク ${nameOf(parent)} のアドレス空間（${parent.addressSpace.join("、")}）に含まれていません。`,
              },
              fix: freeFix(network, subnet, prefix.length),
            };
          }
        }
      }
    },
  },
  {
    code: "SUBNET_OVERLAP",
    severity: "error",
    what: {
      en: "Two subnets of one virtual network overlap",
      ja: "1 つの仮想ネットワークの 2 つのサブネットが重なっています",
    },
    source: SOURCES.virtualNetworkFaq,
    fix: { en: "Give one of them another prefix.", ja: "どちらかのプレフィックスを変更してください。" },
    *find(network) {
      for (const virtualNetwork of network.model.virtualNetworks) {
        if (!network.isOne(virtualNetwork.address)) {
          continue;
        }
        const prefixes = network
          .subnetsOf(virtualNetwork.address)
          .flatMap((subnet) => owned(network, subnet.prefixes, subnet));
        for (const [a, b] of overlappingPrefixes(prefixes)) {
          yield {
            resource: b.owner.address,
            message: {
              en: `Subnet ${nameOf(b.owner)} (${b.prefix}) overlaps subnet ${nameOf(a.owner)} (${a.prefix}) in virtual network ${nameOf(virtualNetwork)}.`,
              ja: `仮想ネットワーク ${nameOf(virtualNetwork)} のサブネット ${nameOf(b.owner)}（${b.prefix}）と ${nameOf(a.owner)}（${a.prefix}）が重なっています。`,
            },
            fix: freeFix(network, b.owner, b.prefix.length),
          };
        }
      }
    },
  },
  {
    code: "VNET_OVERLAP_PEERED",
    severity: "error",
    what: {
      en: "Two virtual networks that are peered overlap (R5e)",
      ja: "ピアリングした 2 つの仮想ネットワークのアドレス空間が重なっています（R5e）",
    },
    source: SOURCES.peering,
    fix: OVERLAP_FIX,
    *find(network) {
      for (const { hub, first, second } of peeredOverlaps(network)) {
        if (first.owner === hub || second.owner === hub) {
          yield overlapProblem(first, second, {
            en: "the two are peered",
            ja: "ピアリングする仮想ネットワークは重なってはいけません",
          });
        }
      }
    },
  },
  {
    code: "VNET_OVERLAP_SISTERS",
    severity: "error",
    what: {
      en: "Two virtual networks that are peered with the same one overlap (R5e, T81)",
      ja: "同じ仮想ネットワークとピアリングした 2 つの仮想ネットワークのアドレス空間が重なっています（R5e、T81）",
    },
    source: SOURCES.peeredOverlap,
    fix: OVERLAP_FIX,
    *find(network) {
      for (const { hub, first, second } of peeredOverlaps(network)) {
        if (first.owner !== hub && second.owner !== hub) {
          yield overlapProblem(first, second, {
            en: `both are peered with ${nameOf(hub)}`,
            ja: `両方とも ${nameOf(hub)} とピアリングしています`,
          });
        }
      }
    },
  },
  {
    code: "VNET_OVERLAP_CONNECTED",
    severity: "error",
    what: {
      en: "Two virtual networks that a VNet-to-VNet connection joins overlap",
      ja: "VNet 間接続で結んだ 2 つの仮想ネットワークのアドレス空間が重なっています",
    },
    source: SOURCES.gatewayFaq,
    fix: OVERLAP_FIX,
    *find(network) {
      for (const connection of network.model.gatewayConnections) {
        const ends = [connection.gateway, connection.peerGateway].map((gateway) =>
          network.networkOf(gateway === undefined ? undefined : network.gateways.get(gateway)?.subnet),
        );
        const [one, other] = ends;
        if (connection.type === "Vnet2Vnet" && one && other && one !== other && one.address < other.address) {
          for (const [a, b] of overlapsBetween(network, [one, other])) {
            yield overlapProblem(a, b, {
              en: "a VNet-to-VNet connection joins them",
              ja: "VNet 間接続で結ばれています",
            });
          }
        }
      }
    },
  },
];

function* syntaxProblems(
  network: CheckedNetwork,
  part: { readonly address: string },
  texts: readonly string[],
  what: LocalizedText,
): Iterable<Problem> {
  for (const text of texts) {
    if (network.prefix(text) || isUnknown(text) || (text.includes(":") && ipaddr.IPv6.isValidCIDR(text))) {
      continue;
    }
    const error = Ipv4Prefix.mistakeIn(text);
    if (error !== undefined) {
      yield {
        resource: part.address,
        message: {
          en: `The address prefix ${quote(text)} of ${what.en} ${error.reason}.`,
          ja: `${what.ja} のアドレス プレフィックス ${quote(text)} は正しい CIDR 表記ではありません。`,
        },
        fix: nearestFix(error),
      };
    }
  }
}

/** What was meant by a text that is almost a prefix. */
export function nearestFix(error: PrefixSyntaxError | undefined): LocalizedText | undefined {
  const prefix = error?.nearest;
  return prefix === undefined ? undefined : { en: `Write ${prefix}.`, ja: `${prefix} と指定してください。` };
}

/** Names a prefix of the length that is surely free for a subnet in its virtual network, if there is one: as its cure does. */
export function freeFix(network: CheckedNetwork, subnet: Subnet, length: number): LocalizedText | undefined {
  const parent = network.virtualNetworks.get(subnet.virtualNetwork);
  const siblings = network.subnetsOf(subnet.virtualNetwork).filter((sibling) => sibling !== subnet);
  const free =
    parent &&
    !mayHoldMore(network.model, parent.address) &&
    siblings.every((sibling) => sibling.prefixesUnknown === undefined)
      ? roomFor(
          network.prefixesIn(subnet.prefixes).at(0),
          network.prefixesIn(parent.addressSpace),
          siblings.flatMap((sibling) => network.prefixesIn(sibling.prefixes)),
          length,
        )
      : undefined;
  return free && { en: `${free} is free.`, ja: `${free} が空いています。` };
}

function owned<T>(network: CheckedNetwork, texts: readonly string[], owner: T): Owned<T>[] {
  return network.prefixesIn(texts).map((prefix) => ({ prefix, owner }));
}

function overlapsBetween(
  network: CheckedNetwork,
  networks: readonly VirtualNetwork[],
): (readonly [Owned<VirtualNetwork>, Owned<VirtualNetwork>])[] {
  const prefixes = networks.flatMap((member) => owned(network, member.addressSpace, member));
  return overlappingPrefixes(prefixes).filter(([a, b]) => a.owner !== b.owner);
}

interface PeeredOverlap {
  /** The network with which the two are peered; it may be one of them. */
  readonly hub: VirtualNetwork;
  readonly first: Owned<VirtualNetwork>;
  readonly second: Owned<VirtualNetwork>;
}

/** Overlaps among a network and those with which it is peered, each pair once. */
function* peeredOverlaps(network: CheckedNetwork): Iterable<PeeredOverlap> {
  const told = new Set<string>();
  for (const hub of network.model.virtualNetworks.filter(({ address }) => network.isOne(address))) {
    const remotes = network
      .peeringsOf(hub.address)
      // Subnet peering (R9) exchanges the named subnets only.
      .filter((peering) => peering.subnetPeering === undefined)
      .map((peering) => network.remoteOf(peering))
      .filter((remote) => remote !== undefined && remote !== hub);
    const members = [hub, ...new Set(remotes as VirtualNetwork[])];
    for (const [first, second] of overlapsBetween(network, members)) {
      const pair = [first.owner.address, second.owner.address].sort().join(" ");
      if (!told.has(pair)) {
        told.add(pair);
        yield { hub, first, second };
      }
    }
  }
}

function overlapProblem(
  one: Owned<VirtualNetwork>,
  other: Owned<VirtualNetwork>,
  why: LocalizedText,
): Problem {
  // Said about the one that sorts last, so that the answer does not depend on the order of resources.
  const [a, b] = [one, other].sort((x, y) => (x.owner.address < y.owner.address ? -1 : 1));
  return problemAt(b.owner.address, {
    en: `${b.prefix} of virtual network ${nameOf(b.owner)} overlaps ${a.prefix} of ${nameOf(a.owner)}; ${why.en}.`,
    ja: `仮想ネットワーク ${nameOf(b.owner)} の ${b.prefix} と ${nameOf(a.owner)} の ${a.prefix} が重なっています。${why.ja}。`,
  });
}
