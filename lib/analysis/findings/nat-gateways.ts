import { MOST_NAT_ADDRESSES, takesNatGateway } from "../../azure/nat-gateways";
import { ReservedSubnet } from "../../azure/reserved-subnets";
import { NatGateway } from "../model";
import { Check, problemAt } from "./check";
import { CheckedNetwork } from "./checked-network";
import { skuOf } from "./public-ips";
import { reservedNameOf } from "./reserved-subnets";
import { SOURCES } from "./sources";
import { nameOf } from "./words";

/** NAT gateways: where they may be, and which addresses they take. */
export const NAT_GATEWAY_CHECKS: readonly Check[] = [
  {
    code: "NAT_GATEWAY_SUBNET",
    severity: "error",
    what: {
      en: "A NAT gateway is bound to GatewaySubnet, or to a subnet of a service that takes none (W46, W48)",
      ja: "NAT ゲートウェイが、GatewaySubnet または NAT ゲートウェイを使えないサービスのサブネットに関連付けられています（W46、W48）",
    },
    source: SOURCES.natGateway,
    fix: {
      en: "Take the NAT gateway off the subnet.",
      ja: "サブネットから NAT ゲートウェイを外してください。",
    },
    *find(network) {
      const gateways = new Map(network.model.natGateways.map((gateway) => [gateway.address, gateway]));
      for (const subnet of network.model.subnets) {
        const gateway = gateways.get(subnet.natGateway ?? "");
        if (!gateway) {
          continue;
        }
        const isV2 = tierOf(network, gateway) === "standardv2";
        const service = subnet.delegations.find((each) => !takesNatGateway(each, isV2));
        const user = reservedNameOf(subnet) === ReservedSubnet.GATEWAY ? ReservedSubnet.GATEWAY : service;
        if (user !== undefined) {
          yield problemAt(subnet.address, {
            en: `Subnet ${nameOf(subnet)} has NAT gateway ${nameOf(gateway)}, which a subnet of ${user} does not take.`,
            ja: `サブネット ${nameOf(subnet)} に NAT ゲートウェイ ${nameOf(gateway)} が関連付けられていますが、${user} のサブネットでは使えません。`,
          });
        }
      }
    },
  },
  {
    code: "NAT_GATEWAY_BESIDE_BASIC",
    severity: "error",
    what: {
      en: "A NAT gateway is bound to a subnet in which something has a Basic public address or stands behind a Basic load balancer: Azure refuses the one beside the other",
      ja: "NAT ゲートウェイのあるサブネットに、Basic のパブリック IP や Basic のロード バランサーを使うリソースがあります。併用は Azure に拒否されます",
    },
    source: SOURCES.natGateway,
    fix: {
      en: "Make the address or load balancer Standard.",
      ja: "パブリック IP またはロード バランサーを Standard にしてください。",
    },
    *find(network) {
      for (const nic of network.model.networkInterfaces) {
        for (const { subnet: place, publicIp } of nic.ipConfigurations) {
          const subnet = network.subnets.get(place ?? "");
          const address = network.publicIps.get(publicIp ?? "");
          const balancer = network.balancersOf(nic.address).find(({ sku }) => sku.toLowerCase() === "basic");
          const basic = address !== undefined && skuOf(network, address) === "basic" ? address : balancer;
          if (subnet?.natGateway !== undefined && basic !== undefined) {
            yield problemAt(basic.address, {
              en: `${nameOf(basic)} of ${nameOf(nic)} is Basic, and subnet ${nameOf(subnet)} has a NAT gateway: Azure refuses the one beside the other.`,
              ja: `${nameOf(nic)} の ${nameOf(basic)} は Basic ですが、サブネット ${nameOf(subnet)} には NAT ゲートウェイがあり、併用は Azure に拒否されます。`,
            });
          }
        }
      }
    },
  },
  {
    code: "NAT_GATEWAY_ZONES",
    severity: "error",
    what: {
      en: "A NAT gateway of tier StandardV2 has zones, or a Standard one has several (W47)",
      ja: "SKU が StandardV2 の NAT ゲートウェイに可用性ゾーンが指定されているか、Standard の NAT ゲートウェイに複数指定されています（W47）",
    },
    source: SOURCES.natGateway,
    fix: {
      en: "Leave zones out for StandardV2, and give Standard one zone or none.",
      ja: "StandardV2 では zones を外し、Standard では 1 つだけにするか外してください。",
    },
    *find(network) {
      for (const gateway of network.model.natGateways) {
        const count = network.argumentsOf(gateway.address).items("zones").length;
        const tier = tierOf(network, gateway);
        if ((tier === "standardv2" && count > 0) || (tier === "standard" && count > 1)) {
          yield problemAt(gateway.address, {
            en: `NAT gateway ${nameOf(gateway)} of tier ${tier === "standard" ? "Standard" : "StandardV2"} has ${count} zones.`,
            ja: `SKU が ${tier === "standard" ? "Standard" : "StandardV2"} の NAT ゲートウェイ ${nameOf(gateway)} に可用性ゾーンが ${count} 個指定されています。`,
          });
        }
      }
    },
  },
  {
    code: "NAT_GATEWAY_ADDRESS",
    severity: "error",
    what: {
      en: "A NAT gateway has an address of another tier or zone, or more than 16 (W47)",
      ja: "NAT ゲートウェイのアドレスの SKU または可用性ゾーンが異なるか、アドレスが 16 個を超えています（W47）",
    },
    source: SOURCES.natGateway,
    fix: {
      en: "StandardV2 takes StandardV2 addresses, Standard takes Standard ones of its zone or of all zones.",
      ja: "StandardV2 には StandardV2 のアドレス、Standard には Standard で同じゾーン（またはゾーン冗長）のアドレスを使ってください。",
    },
    *find(network) {
      for (const gateway of network.model.natGateways) {
        const tier = tierOf(network, gateway);
        const zones = network.argumentsOf(gateway.address).texts("zones").known;
        for (const publicIp of gateway.publicIps.map((address) => network.publicIps.get(address))) {
          const sku = publicIp && skuOf(network, publicIp);
          const isOtherTier = sku !== undefined && sku !== "basic" && tier !== undefined && sku !== tier;
          const isElsewhere =
            publicIp !== undefined &&
            zones.length === 1 &&
            publicIp.zones.length > 0 &&
            !publicIp.zones.includes(zones[0]);
          if (publicIp && (isOtherTier || isElsewhere)) {
            yield problemAt(publicIp.address, {
              en: `NAT gateway ${nameOf(gateway)} does not take public IP ${nameOf(publicIp)}: ${isOtherTier ? "its tier is another" : "it is in another zone"}.`,
              ja: `NAT ゲートウェイ ${nameOf(gateway)} ではパブリック IP ${nameOf(publicIp)} を使えません（${isOtherTier ? "SKU が異なります" : "可用性ゾーンが異なります"}）。`,
            });
          }
        }
        if (gateway.publicIps.length > MOST_NAT_ADDRESSES) {
          yield {
            resource: gateway.address,
            message: {
              en: `NAT gateway ${nameOf(gateway)} has ${gateway.publicIps.length} addresses; it takes ${MOST_NAT_ADDRESSES}.`,
              ja: `NAT ゲートウェイ ${nameOf(gateway)} にアドレスが ${gateway.publicIps.length} 個あります。上限は ${MOST_NAT_ADDRESSES} 個です。`,
            },
            fix: {
              en: `Keep ${MOST_NAT_ADDRESSES} addresses.`,
              ja: `アドレスを ${MOST_NAT_ADDRESSES} 個までにしてください。`,
            },
          };
        }
      }
    },
  },
];

/** In lower case; the provider's default is Standard. Undefined where only apply can tell. */
function tierOf(network: CheckedNetwork, { address }: NatGateway): string | undefined {
  const values = network.argumentsOf(address);
  const isDefault = network.isManaged(address) && !values.isSet("sku_name");
  return values.text("sku_name")?.toLowerCase() ?? (isDefault ? "standard" : undefined);
}
