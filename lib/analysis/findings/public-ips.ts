import { ZONES } from "../../azure/regions";
import { groupBy } from "../../collections/group-by";
import { isUnknown, PublicIp } from "../model";
import { Check, problemAt } from "./check";
import { CheckedNetwork } from "./checked-network";
import { SOURCES } from "./sources";
import { listOf, nameOf } from "./words";

/** Public IP addresses: SKU, allocation, and who uses them. */
export const PUBLIC_IP_CHECKS: readonly Check[] = [
  {
    code: "PUBLIC_IP_DYNAMIC",
    severity: "error",
    what: {
      en: "A Standard public IP is allocated dynamically",
      ja: "Standard のパブリック IP の割り当てが Dynamic です",
    },
    source: SOURCES.publicIp,
    fix: { en: "Use Static.", ja: "Static にしてください。" },
    *find(network) {
      for (const publicIp of network.model.publicIps) {
        const { allocation } = publicIp;
        if (skuOf(network, publicIp) === "standard" && allocation?.toLowerCase() === "dynamic") {
          yield problemAt(publicIp.address, {
            en: `Public IP ${nameOf(publicIp)} is Standard and Dynamic; Standard is always Static.`,
            ja: `パブリック IP ${nameOf(publicIp)} は Standard なのに Dynamic です。Standard では Static だけが使えます。`,
          });
        }
      }
    },
  },
  {
    code: "PUBLIC_IP_BASIC_RETIRED",
    severity: "warning",
    what: {
      en: "A public IP is Basic, which Azure retired on 2025-09-30",
      ja: "パブリック IP が Basic です。Basic は 2025 年 9 月 30 日に廃止されました",
    },
    source: SOURCES.basicPublicIps,
    fix: { en: "Use Standard.", ja: "Standard を使ってください。" },
    *find(network) {
      for (const publicIp of network.model.publicIps) {
        if (skuOf(network, publicIp) === "basic") {
          yield problemAt(publicIp.address, {
            en: `Public IP ${nameOf(publicIp)} is Basic, which Azure retired on 2025-09-30.`,
            ja: `パブリック IP ${nameOf(publicIp)} は Basic です。Basic は 2025 年 9 月 30 日に廃止されました。`,
          });
        }
      }
    },
  },
  {
    code: "PUBLIC_IP_BASIC_ZONES",
    severity: "error",
    what: { en: "A Basic public IP has zones", ja: "Basic のパブリック IP に可用性ゾーンが指定されています" },
    source: SOURCES.publicIps,
    fix: { en: "Use Standard, or remove zones.", ja: "Standard を使うか、zones を外してください。" },
    *find(network) {
      for (const publicIp of network.model.publicIps) {
        if (skuOf(network, publicIp) === "basic" && publicIp.zones.length > 0) {
          yield problemAt(publicIp.address, {
            en: `Public IP ${nameOf(publicIp)} is Basic and has zones, which only Standard takes.`,
            ja: `パブリック IP ${nameOf(publicIp)} は Basic なので可用性ゾーンを指定できません。`,
          });
        }
      }
    },
  },
  {
    code: "PUBLIC_IP_ZONES_IN_PART",
    severity: "warning",
    what: {
      en: "A public IP asks for two zones, and is in one or in all",
      ja: "パブリック IP に 2 つの可用性ゾーンが指定されていますが、入れるのは 1 つかすべてです",
    },
    source: SOURCES.publicIpZones,
    fix: { en: "List one zone, or all three.", ja: "1 つだけか、3 つすべてを指定してください。" },
    *find(network) {
      for (const publicIp of network.model.publicIps) {
        const { address, zones } = publicIp;
        if (zones.length > 1 && ZONES.some((zone) => !zones.includes(zone))) {
          yield problemAt(address, {
            en: `Public IP ${nameOf(publicIp)} asks for zones ${zones.join(", ")}; Azure puts it into all, and every plan would replace it.`,
            ja: `パブリック IP ${nameOf(publicIp)} は可用性ゾーン ${zones.join("、")} を指定していますが、Azure はすべてのゾーンに置くため、plan のたびに置き換えになります。`,
          });
        }
      }
    },
  },
  {
    code: "PUBLIC_IP_OTHER_ZONE",
    severity: "error",
    what: {
      en: "A machine in one availability zone has a public IP of another (ComputeResourceZoneConstraintDoesNotMatchPublicIPAddressZoneConstraint)",
      ja: "可用性ゾーンを指定した仮想マシンのパブリック IP が、別の可用性ゾーンにあります（ComputeResourceZoneConstraintDoesNotMatchPublicIPAddressZoneConstraint）",
    },
    source: SOURCES.publicIpZones,
    fix: {
      en: "Put the address into the machine's zone, or into all three.",
      ja: "パブリック IP を仮想マシンと同じゾーンに置くか、3 つすべてを指定してください。",
    },
    *find(network) {
      for (const { virtualMachine, ipConfigurations } of network.model.networkInterfaces) {
        const zone = network.argumentsOf(virtualMachine ?? "").text("zone");
        for (const { publicIp: address } of zone === undefined ? [] : ipConfigurations) {
          const publicIp = network.publicIps.get(address ?? "");
          const zones = publicIp?.zones ?? [];
          if (publicIp && zones.length > 0 && !zones.some((one) => one === zone || isUnknown(one))) {
            yield problemAt(publicIp.address, {
              en: `Public IP ${nameOf(publicIp)} is in zone ${zones.join(", ")}, and ${virtualMachine!} that has it in zone ${zone!}.`,
              ja: `パブリック IP ${nameOf(publicIp)} は可用性ゾーン ${zones.join("、")} にありますが、それを使う ${virtualMachine!} はゾーン ${zone!} にあります。`,
            });
          }
        }
      }
    },
  },
  {
    code: "PUBLIC_IP_SHARED",
    severity: "error",
    what: {
      en: "Two resources, or two configurations of one, use the same public IP",
      ja: "2 つのリソース、または 1 つのリソースの 2 つの構成が、同じパブリック IP を使っています",
    },
    source: SOURCES.publicIps,
    fix: { en: "Give each its own address.", ja: "それぞれに別のパブリック IP を割り当ててください。" },
    *find(network) {
      for (const [address, uses] of groupBy(usesOfPublicIps(network), (use) => use.publicIp)) {
        const publicIp = network.publicIps.get(address);
        if (publicIp && uses.length > 1 && network.isOne(address)) {
          const names = listOf(uses.map(({ user }) => nameOf(user)));
          yield problemAt(publicIp.address, {
            en: `Public IP ${nameOf(publicIp)} is used ${uses.length} times: by ${names.en}.`,
            ja: `パブリック IP ${nameOf(publicIp)} が ${uses.length} か所で使われています（${names.ja}）。`,
          });
        }
      }
    },
  },
  {
    code: "PUBLIC_IP_SKU",
    severity: "error",
    what: {
      en: "A Bastion, firewall, Route Server, NAT gateway or virtual network gateway other than Basic uses a Basic public IP",
      ja: "Bastion、ファイアウォール、Route Server、NAT ゲートウェイ、または Basic 以外の仮想ネットワーク ゲートウェイが、Basic のパブリック IP を使っています",
    },
    source: SOURCES.publicIps,
    fix: { en: "Use Standard and Static.", ja: "SKU を Standard、割り当てを Static にしてください。" },
    *find(network) {
      for (const { user, publicIp: address, needsStandard } of usesOfPublicIps(network)) {
        const publicIp = network.publicIps.get(address ?? "");
        if (publicIp && needsStandard && skuOf(network, publicIp) === "basic") {
          yield problemAt(publicIp.address, {
            en: `Public IP ${nameOf(publicIp)} is Basic, but ${nameOf(user)} needs a Standard, static address.`,
            ja: `パブリック IP ${nameOf(publicIp)} は Basic ですが、${nameOf(user)} には Standard が必要です。`,
          });
        }
      }
    },
  },
];

/** In lower case; the provider's default is Standard. Undefined where only apply can tell. */
export function skuOf(network: CheckedNetwork, publicIp: PublicIp): string | undefined {
  if (publicIp.sku !== undefined) {
    return publicIp.sku.toLowerCase();
  }
  const isDefault =
    network.isManaged(publicIp.address) && !network.argumentsOf(publicIp.address).isSet("sku");
  return isDefault ? "standard" : undefined;
}

interface PublicIpUse {
  readonly user: { readonly address: string; readonly name?: string };
  readonly publicIp: string | undefined;
  readonly needsStandard: boolean;
}

function* usesOfPublicIps(network: CheckedNetwork): Iterable<PublicIpUse> {
  const { model } = network;
  for (const user of model.virtualNetworkGateways) {
    // Since December 2023: PublicIpWithBasicSkuNotAllowedOnVPNGateways.
    const needsStandard = user.sku !== undefined && user.sku.toLowerCase() !== "basic";
    yield* user.ipConfigurations.map(({ publicIp }) => ({ user, publicIp, needsStandard }));
  }
  for (const user of model.bastionHosts) {
    yield { user, publicIp: user.publicIp, needsStandard: true };
  }
  for (const user of model.firewalls) {
    yield* user.publicIps.map((publicIp) => ({ user, publicIp, needsStandard: true }));
  }
  for (const user of model.natGateways) {
    yield* user.publicIps.map((publicIp) => ({ user, publicIp, needsStandard: true }));
  }
  for (const user of model.routeServers) {
    const written = network.argumentsOf(user.address).printed("public_ip_address_id");
    yield { user, publicIp: network.referred(written)?.address, needsStandard: true };
  }
  for (const user of model.networkInterfaces) {
    if (user.scaleSet === undefined) {
      yield* user.ipConfigurations.map(({ publicIp }) => ({ user, publicIp, needsStandard: false }));
    }
  }
  for (const user of model.loadBalancers) {
    yield* user.frontends.map(({ publicIp }) => ({ user, publicIp, needsStandard: false }));
  }
}
