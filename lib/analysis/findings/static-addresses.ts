import { usableRange } from "../../azure/address-ranges";
import { formatIpv4, Ipv4Prefix, parseIpv4 } from "../../cidr";
import { groupBy } from "../../collections/group-by";
import { Subnet } from "../model";
import { LocalizedText } from "../result";
import { Check, problemAt } from "./check";
import { CheckedNetwork } from "./checked-network";
import { SOURCES } from "./sources";
import { listOf, nameOf, quote } from "./words";

/** An address that the configuration gives to something in a subnet. */
interface StaticAddress {
  /** Who gets it. */
  readonly owner: { readonly address: string; readonly name?: string };
  readonly subnet: Subnet;
  readonly text: string;
  /** Azure chooses the address: what is written beside that, as exports have it, is the one of another deployment. */
  readonly isDynamic?: boolean;
}

/** Addresses given to NICs, internal front ends, private endpoints and Private Link services. */
export const STATIC_ADDRESS_CHECKS: readonly Check[] = [
  {
    code: "STATIC_IP_SYNTAX",
    severity: "error",
    what: {
      en: "A static private address is not an IPv4 address",
      ja: "静的なプライベート アドレスが IPv4 アドレスではありません",
    },
    source: SOURCES.privateIps,
    fix: {
      en: "Give an address such as 10.0.0.4.",
      ja: "10.0.0.4 のような IPv4 アドレスを指定してください。",
    },
    *find(network) {
      for (const { owner, text } of staticAddresses(network)) {
        if (parseIpv4(text) === undefined && !text.includes(":")) {
          yield problemAt(owner.address, {
            en: `The private address ${quote(text)} of ${nameOf(owner)} is not an IPv4 address.`,
            ja: `${nameOf(owner)} のプライベート アドレス ${quote(text)} は IPv4 アドレスではありません。`,
          });
        }
      }
    },
  },
  {
    code: "STATIC_IP_OUTSIDE_SUBNET",
    severity: "error",
    what: {
      en: "A static private address is not in its subnet",
      ja: "静的なプライベート アドレスがサブネットに含まれていません",
    },
    source: SOURCES.privateIps,
    fix: { en: "Give an address of its subnet.", ja: "サブネット内のアドレスを指定してください。" },
    *find(network) {
      for (const { owner, subnet, text, isDynamic } of staticAddresses(network)) {
        const value = isDynamic === true ? undefined : parseIpv4(text);
        const prefixes = network.prefixesIn(subnet.prefixes);
        if (
          value !== undefined &&
          prefixes.length > 0 &&
          subnet.prefixesUnknown === undefined &&
          !prefixes.some((prefix) => prefix.containsAddress(value))
        ) {
          yield {
            resource: owner.address,
            message: {
              en: `${nameOf(owner)} has the address ${text}, which is not in subnet ${nameOf(subnet)} (${prefixes.join(", ")}).`,
              ja: `${nameOf(owner)} のアドレス ${text} はサブネット ${nameOf(subnet)}（${prefixes.join("、")}）に含まれていません。`,
            },
            fix: rangeFix(prefixes[0]),
          };
        }
      }
    },
  },
  {
    code: "STATIC_IP_RESERVED",
    severity: "error",
    what: {
      en: "A static private address is one of the five that Azure keeps in each subnet",
      ja: "静的なプライベート アドレスが、Azure が各サブネットで予約する 5 個のアドレスの 1 つです",
    },
    source: SOURCES.virtualNetworkFaq,
    fix: {
      en: "Use neither the first four addresses of the subnet nor the last.",
      ja: "サブネットの先頭 4 個と末尾 1 個以外のアドレスを指定してください。",
    },
    *find(network) {
      for (const { owner, subnet, text, isDynamic } of staticAddresses(network)) {
        const value = isDynamic === true ? undefined : parseIpv4(text);
        const prefix =
          value === undefined
            ? undefined
            : network.prefixesIn(subnet.prefixes).find((candidate) => candidate.containsAddress(value));
        const usable = prefix && usableRange(prefix);
        if (prefix && usable && (value! < usable.first || value! > usable.last)) {
          yield {
            resource: owner.address,
            message: {
              en: `${nameOf(owner)} has the address ${text}, which Azure keeps for itself in ${prefix}.`,
              ja: `${nameOf(owner)} のアドレス ${text} は Azure が ${prefix} で予約しているアドレスです。`,
            },
            fix: rangeFix(prefix),
          };
        }
      }
    },
  },
  {
    code: "STATIC_IP_DUPLICATE",
    severity: "error",
    what: {
      en: "Two resources claim the same private address in one subnet",
      ja: "1 つのサブネットの 2 つのリソースが、同じプライベート アドレスを指定しています",
    },
    source: SOURCES.privateIps,
    fix: { en: "Give each its own address.", ja: "それぞれに別のアドレスを指定してください。" },
    *find(network) {
      const groups = groupBy(staticAddresses(network), ({ subnet, text }) =>
        parseIpv4(text) === undefined || !network.isOne(subnet.address)
          ? undefined
          : `${subnet.address} ${text}`,
      );
      for (const claims of groups.values()) {
        if (claims.length > 1) {
          const names = listOf(claims.map(({ owner }) => nameOf(owner)));
          yield problemAt(claims[1].owner.address, {
            en: `${names.en} claim the same address ${claims[0].text} in subnet ${nameOf(claims[0].subnet)}.`,
            ja: `サブネット ${nameOf(claims[0].subnet)} のアドレス ${claims[0].text} が重複しています（${names.ja}）。`,
          });
        }
      }
    },
  },
  {
    code: "STATIC_IP_MISSING",
    severity: "error",
    what: {
      en: "A private address is allocated statically, but none is given",
      ja: "プライベート アドレスの割り当てが静的ですが、アドレスが指定されていません",
    },
    source: SOURCES.networkInterface,
    fix: {
      en: "Give private_ip_address, or allocate it dynamically.",
      ja: "private_ip_address を指定するか、割り当てを Dynamic にしてください。",
    },
    *find(network) {
      for (const [type, block] of [
        ["azurerm_network_interface", "ip_configuration"],
        ["azurerm_lb", "frontend_ip_configuration"],
      ]) {
        for (const resource of network.resourcesOf(type)) {
          for (const configuration of network.argumentsOf(resource.address).blocks(block)) {
            if (
              configuration.text("private_ip_address_allocation")?.toLowerCase() === "static" &&
              !configuration.isSet("private_ip_address")
            ) {
              yield problemAt(resource.address, {
                en: `${nameOf(resource)} allocates a private address statically, but gives none.`,
                ja: `${nameOf(resource)} はプライベート アドレスを静的に割り当てていますが、アドレスが指定されていません。`,
              });
            }
          }
        }
      }
    },
  },
];

function rangeFix(prefix: Ipv4Prefix): LocalizedText {
  const { first, last } = usableRange(prefix);
  const [from, to] = [formatIpv4(first), formatIpv4(last)];
  return { en: `Use ${from} to ${to}.`, ja: `${from} から ${to} の範囲で指定してください。` };
}

/** Every address that something in a subnet surely has. */
export function* staticAddresses(network: CheckedNetwork): Iterable<StaticAddress> {
  const { model } = network;
  for (const owner of model.networkInterfaces) {
    // The instances of a scale set share one description.
    for (const { subnet, privateIp, allocation } of owner.scaleSet === undefined
      ? owner.ipConfigurations
      : []) {
      const isDynamic = allocation?.toLowerCase() === "dynamic";
      for (const claim of staticAddress(network, owner, subnet, privateIp)) {
        yield { ...claim, isDynamic };
      }
    }
  }
  for (const owner of model.loadBalancers) {
    for (const { subnet, privateIp } of owner.frontends) {
      yield* staticAddress(network, owner, subnet, privateIp);
    }
  }
  for (const owner of model.privateEndpoints) {
    for (const privateIp of owner.privateIps) {
      yield* staticAddress(network, owner, owner.subnet, privateIp);
    }
  }
  for (const owner of model.subnetServices.filter(({ kind }) => kind === "private-link-service")) {
    const blocks = network.argumentsOf(owner.address).blocks("nat_ip_configuration");
    // Which of several subnets one is of, nobody has read.
    const isOne = new Set(blocks.map((block) => block.printed("subnet_id"))).size === 1;
    for (const block of isOne ? blocks : []) {
      yield* staticAddress(network, owner, owner.subnet, block.text("private_ip_address"));
    }
  }
}

function* staticAddress(
  network: CheckedNetwork,
  owner: StaticAddress["owner"],
  subnetAddress: string | undefined,
  text: string | undefined,
): Iterable<StaticAddress> {
  const subnet = subnetAddress === undefined ? undefined : network.subnets.get(subnetAddress);
  if (subnet && text !== undefined) {
    yield { owner, subnet, text };
  }
}
