import { BillableKind, BillableResource } from "../analysis";
import { ReviewBillable } from "./document";

const JAPANESE: Readonly<Record<BillableKind, string>> = {
  "VPN gateway": "VPN ゲートウェイ",
  "ExpressRoute gateway": "ExpressRoute ゲートウェイ",
  "ExpressRoute circuit": "ExpressRoute 回線",
  "Azure Firewall": "Azure Firewall",
  "Virtual Network Routing Appliance": "Virtual Network Routing Appliance",
  Bastion: "Bastion",
  "Route Server": "Route Server",
  "Virtual machine": "仮想マシン",
  "Virtual machine scale set": "仮想マシン スケール セット",
  "Managed disk": "マネージド ディスク",
  "Load balancer": "ロード バランサー",
  "NAT gateway": "NAT ゲートウェイ",
  "Public IP address": "パブリック IP アドレス",
  "Public IP prefix": "パブリック IP プレフィックス",
  "Private resolver endpoint": "プライベート リゾルバーのエンドポイント",
  "Private endpoint": "プライベート エンドポイント",
  "Virtual WAN hub": "Virtual WAN ハブ",
  "Application Gateway": "Application Gateway",
  "DDoS protection plan": "DDoS 保護プラン",
};

export function billableInWords({ kind, name, address, sku }: BillableResource): ReviewBillable {
  return {
    kind: { en: kind, ja: JAPANESE[kind] },
    name: name ?? address,
    address,
    ...(sku !== undefined && { sku }),
  };
}
