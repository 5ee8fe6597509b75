import { sizeWithZones } from "../../../azure/vpn-gateway-sizes";
import { CheckedNetwork } from "../../findings/checked-network";
import { REPAIR_CAUTIONS } from "../../messages/repair-cautions";
import { REPAIR_STEPS } from "../../messages/repair-steps";
import { Edit, PublicIp, VirtualNetworkGateway } from "../../model";
import { Candidate } from "../candidate";
import { Draft } from "./draft";
import { toSet } from "./edits";
import { argumentOf, editable } from "./references";

export const ZONES = ["1", "2", "3"];

/** A gateway's SKU with AZ, and addresses as that needs them: Standard, static, with zones. */
export function withZones(draft: Draft, gateway: VirtualNetworkGateway): readonly Candidate[] {
  const address = editable(draft, gateway.address);
  const sku = sizeWithZones(gateway.sku ?? "");
  const edits = addressesOf(draft, gateway).flatMap((publicIp) => addressEdits(draft, publicIp, true));
  return address === undefined
    ? []
    : [
        {
          edits: [
            ...(sku === gateway.sku ? [] : [toSet(address, "sku", sku)]),
            ...(gateway.vpnType === "PolicyBased" ? [toSet(address, "vpn_type", "RouteBased")] : []),
            ...edits,
          ],
          what: REPAIR_STEPS.GATEWAY_SKU({ gateway: gateway.name ?? gateway.address, sku }),
          caution: REPAIR_CAUTIONS.GATEWAY_INTERRUPTED({ gateway: gateway.name ?? gateway.address }),
        },
      ];
}

export function addressesOf(
  { context }: Draft,
  { ipConfigurations }: VirtualNetworkGateway,
): readonly PublicIp[] {
  const { publicIps } = context.network.model;
  return ipConfigurations.flatMap(
    ({ publicIp }) => publicIps.find(({ address }) => address === publicIp) ?? [],
  );
}

export function addressEdits(draft: Draft, publicIp: PublicIp, isZonal: boolean): Edit[] {
  const address = editable(draft, publicIp.address);
  const checked = CheckedNetwork.of(draft.context.network);
  if (address === undefined || !checked.isManaged(publicIp.address)) {
    return [];
  }
  const isDynamic = argumentOf(draft, publicIp.address, "allocation_method") !== "Static";
  return [
    ...(publicIp.sku?.toLowerCase() === "basic" ? [toSet(address, "sku", "Standard")] : []),
    ...(isDynamic ? [toSet(address, "allocation_method", "Static")] : []),
    ...(isZonal && publicIp.zones.length === 0 ? [toSet(address, "zones", ZONES)] : []),
  ];
}
