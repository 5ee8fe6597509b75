import { Ipv4Prefix } from "../../cidr";
import { Firewall } from "../model";
import { SubnetNode, VirtualNetworkNode } from "../network/virtual-network-node";
import { AddressSet } from "../sets/address-set";
import { chainOf } from "./firewall-rules";
import { receiverOf, RoutedCheck, RoutedNetwork } from "./routed-network";
import { SOURCES } from "./sources";
import { listOf, nameOf } from "./words";

/** Networks whose addresses a firewall takes for public ones. */
export const TRANSLATED_NETWORK_CHECKS: readonly RoutedCheck[] = [
  {
    code: "FIREWALL_TRANSLATES_NETWORK",
    severity: "warning",
    what: {
      en: "A firewall on the way to a network doesn't count its prefix among private ranges, and puts its own address as source (W99)",
      ja: "ネットワークへの途中にあるファイアウォールが、そのプレフィックスをプライベート範囲に含めず、送信元を自身のアドレスに変換します（W99）",
    },
    source: SOURCES.firewallSnat,
    fix: {
      en: "Add the prefix to private_ip_ranges, beside IANAPrivateRanges.",
      ja: "private_ip_ranges に、IANAPrivateRanges と並べてプレフィックスを追加してください。",
    },
    *find(network) {
      const { context } = network;
      const told = context.network.model.firewalls.filter(({ address, policy }) =>
        isTold(network, address, policy),
      );
      for (const firewall of told) {
        const untranslated = context.firewalls.untranslatedBy(firewall);
        for (const there of placesBehind(network, firewall)) {
          const lacking = there.prefixes.filter(
            (prefix) =>
              prefix.length >= SHORTEST && !untranslated.containsAll(AddressSet.ofPrefixes([prefix])),
          );
          const sender = lacking.length === 0 ? undefined : senderTo(network, firewall, there, lacking);
          if (sender !== undefined) {
            const { en, ja } = listOf(lacking.map(String));
            yield {
              resource: firewall.policy ?? firewall.address,
              about: { prefixes: lacking.map(String) },
              message: {
                en: `Firewall ${nameOf(firewall)} takes ${en} of ${there.name} for public: what ${sender.id} sends there arrives with the firewall's address, which is what security groups and devices see.`,
                ja: `ファイアウォール ${nameOf(firewall)} は ${there.name} の ${ja} をパブリックとして扱います。${sender.id} からの通信は送信元がファイアウォールのアドレスに変換され、NSG や機器にもそのアドレスが見えます。`,
              },
              fix: {
                en: `Add ${en} to private_ip_ranges, beside IANAPrivateRanges.`,
                ja: `private_ip_ranges に、IANAPrivateRanges と並べて ${ja} を追加してください。`,
              },
            };
          }
        }
      }
    },
  },
];

/** A shorter one is a site's default route, for what isn't its own. */
const SHORTEST = 8;

interface Place {
  readonly name: string;
  readonly prefixes: readonly Ipv4Prefix[];
  readonly virtualNetwork?: VirtualNetworkNode;
}

/** Networks of the input, and sites to which the firewall hands packets by a gateway. */
function placesBehind({ context }: RoutedNetwork, firewall: Firewall): readonly Place[] {
  const { virtualNetworks } = context.network;
  const home = context.network.subnet(firewall.subnet);
  const isHanded = (prefix: Ipv4Prefix): boolean =>
    home !== undefined &&
    context.tables
      .tableOf(home)
      .select(prefix.first)
      ?.entries.every(({ target }) => target.kind === "gateway") === true;
  return [
    ...virtualNetworks
      .filter(({ model }) => model.external !== true)
      .map((virtualNetwork) => ({
        name: virtualNetwork.name,
        prefixes: virtualNetwork.prefixes,
        virtualNetwork,
      })),
    ...context.tables.gateways.sites
      .filter(({ isClients }) => isClients !== true)
      .map(({ name, configured, assumed }) => ({
        name,
        prefixes: [...configured, ...assumed.map(({ prefix }) => prefix)].filter(isHanded),
      })),
  ];
}

/** A subnet elsewhere that sends to one of these prefixes through the firewall. */
function senderTo(
  { context }: RoutedNetwork,
  firewall: Firewall,
  there: Place,
  prefixes: readonly Ipv4Prefix[],
): SubnetNode | undefined {
  const isSent = (subnet: SubnetNode, { first }: Ipv4Prefix): boolean =>
    context.tables
      .tableOf(subnet)
      .select(first)
      ?.entries.some((row) => {
        const receiver = receiverOf(context, subnet, row);
        return receiver?.kind === "firewall" && receiver.firewall === firewall;
      }) === true;
  return context.network.subnets.find(
    (subnet) =>
      !subnet.reserved &&
      subnet.virtualNetwork !== there.virtualNetwork &&
      prefixes.some((prefix) => isSent(subnet, prefix)),
  );
}

/** The range by which a firewall is told to translate everything: whoever writes it means it. */
const EVERYTHING = "255.255.255.255/32";

/** Whether the input tells which ranges are private, rather than apply or what the firewall learns. */
function isTold({ checked }: RoutedNetwork, firewall: string, policy: string | undefined): boolean {
  const chain = chainOf(checked, policy);
  const owners = policy === undefined ? [firewall] : chain.map(({ address }) => address);
  return owners.every((address) => {
    const values = checked.argumentsOf(address);
    return (
      checked.isManaged(address) &&
      !values.isUnknown("private_ip_ranges", "auto_learn_private_ranges_enabled") &&
      values.boolean("auto_learn_private_ranges_enabled") !== true &&
      !values.texts("private_ip_ranges").known.includes(EVERYTHING)
    );
  });
}
