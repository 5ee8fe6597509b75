import { regionId } from "../../../azure/regions";
import { Edit, NatGateway } from "../../model";
import { SubnetNode, VirtualNetworkNode } from "../../network/virtual-network-node";
import { Draft } from "./draft";
import { toCreate } from "./edits";
import { freeName, localName } from "./names";
import { placeOf } from "./place";
import { attributeOf } from "./references";

/** A NAT gateway with an address of its own, bound to a subnet that has none. */
export function natGatewayAt(draft: Draft, subnet: SubnetNode): readonly Edit[] | undefined {
  const place = placeOf(draft, subnet);
  const subnetId = attributeOf(draft, subnet.address, "id");
  if (place === undefined || subnetId === undefined || subnet.model.natGateway !== undefined) {
    return undefined;
  }
  const wanted = `nat_${localName(subnet.address)}`;
  const azureName = (kind: string) => `${kind}-${subnet.id.replace("/", "-")}`;
  const [address, gateway, first, second] = [
    "azurerm_public_ip",
    "azurerm_nat_gateway",
    "azurerm_nat_gateway_public_ip_association",
    "azurerm_subnet_nat_gateway_association",
  ].map((type) => ({ type, name: freeName(draft, type, wanted) }));
  const idOf = ({ type, name }: typeof address) => `\${${type}.${name}.id}`;
  return [
    {
      op: "create",
      ...address,
      arguments: { name: azureName("pip-ng"), ...place, allocation_method: "Static", sku: "Standard" },
    },
    { op: "create", ...gateway, arguments: { name: azureName("ng"), ...place, sku_name: "Standard" } },
    {
      op: "create",
      ...first,
      arguments: { nat_gateway_id: idOf(gateway), public_ip_address_id: idOf(address) },
    },
    { op: "create", ...second, arguments: { subnet_id: subnetId, nat_gateway_id: idOf(gateway) } },
  ];
}

/** A NAT gateway that serves another subnet of the same network, or none at all yet, bound to one more. */
export function sharedNatGateway(
  draft: Draft,
  subnet: SubnetNode,
): { readonly gateway: string; readonly edits: readonly Edit[] } | undefined {
  const { network } = draft.context;
  const [gateway = unboundIn(draft, subnet.virtualNetwork)] = subnet.virtualNetwork.subnets.flatMap(
    ({ model }) => network.natGateways.get(model.natGateway ?? "") ?? [],
  );
  const id = gateway && attributeOf(draft, gateway.address, "id");
  const subnetId = attributeOf(draft, subnet.address, "id");
  if (
    gateway === undefined ||
    id === undefined ||
    subnetId === undefined ||
    subnet.model.natGateway !== undefined
  ) {
    return undefined;
  }
  const type = "azurerm_subnet_nat_gateway_association";
  const name = freeName(draft, type, `nat_${localName(subnet.address)}`);
  return {
    gateway: gateway.name ?? gateway.address,
    edits: [toCreate(type, name, { subnet_id: subnetId, nat_gateway_id: id })],
  };
}

/** The only one that no subnet has and that isn't surely in another region: somebody forgot to bind it. */
function unboundIn({ context }: Draft, { region }: VirtualNetworkNode): NatGateway | undefined {
  const { natGateways, subnets, model } = context.network;
  const bound = new Set(subnets.map((subnet) => subnet.model.natGateway));
  const elsewhere = new Set(
    model.resources
      .filter(
        ({ type, values: { location } }) => type === "azurerm_nat_gateway" && isElsewhere(location, region),
      )
      .map(({ address }) => address),
  );
  const [one, ...others] = [...natGateways.values()].filter(
    ({ address }) => !bound.has(address) && !elsewhere.has(address),
  );
  return others.length === 0 ? one : undefined;
}

function isElsewhere(location: unknown, region: string): boolean {
  return (
    typeof location === "string" && !location.includes("${") && regionId(location) !== region && region !== ""
  );
}

/** A public address for a NAT gateway that has none. */
export function addressFor(draft: Draft, subnet: SubnetNode, gateway: string): readonly Edit[] | undefined {
  const place = placeOf(draft, subnet);
  const id = attributeOf(draft, gateway, "id");
  if (place === undefined || id === undefined) {
    return undefined;
  }
  const [address, association] = ["azurerm_public_ip", "azurerm_nat_gateway_public_ip_association"].map(
    (type) => ({ type, name: freeName(draft, type, localName(gateway)) }),
  );
  return [
    {
      op: "create",
      ...address,
      arguments: {
        name: `pip-${localName(gateway)}`,
        ...place,
        allocation_method: "Static",
        sku: "Standard",
      },
    },
    {
      op: "create",
      ...association,
      arguments: { nat_gateway_id: id, public_ip_address_id: `\${${address.type}.${address.name}.id}` },
    },
  ];
}
