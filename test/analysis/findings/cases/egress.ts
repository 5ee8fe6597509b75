import { bind, Body, Case, HUB, id, publicIp, resource, Resources, subnet, subnetId } from "./terraform";

/** A NAT gateway on a subnet of the hub, with one address. */
function nat(body: Body, address: Body = {}, home = "default", subnetBody: Body = {}): Resources[] {
  return [
    ...HUB,
    { azurerm_subnet: { [`hub_${home}`]: subnetBody } },
    resource("nat_gateway", "nat", body),
    publicIp("out", address),
    {
      azurerm_nat_gateway_public_ip_association: {
        out: { nat_gateway_id: id("nat_gateway", "nat"), public_ip_address_id: id("public_ip", "out") },
      },
      azurerm_subnet_nat_gateway_association: {
        home: { nat_gateway_id: id("nat_gateway", "nat"), subnet_id: subnetId("hub", home) },
      },
    },
  ];
}

const WEB = { delegation: { name: "d", service_delegation: { name: "Microsoft.Web/serverFarms" } } };
const V2 = { sku_name: "StandardV2" };
const V2_ADDRESS = { sku: "StandardV2", zones: null };
const bastion = (sku: string, address: object): Resources =>
  resource("bastion_host", "bas", {
    sku,
    ip_configuration: { name: "c", subnet_id: subnetId("hub", "AzureBastionSubnet"), ...address },
  });
const BASTION_HOME = [...HUB, subnet("hub", "AzureBastionSubnet", "10.0.9.0/26"), publicIp("out")];

/** A machine in a private subnet whose table sends a service of Azure to the Internet. */
function exception(ipConfiguration: Body = {}, more: readonly Resources[] = []): Resources[] {
  const nic = {
    ip_configuration: {
      ...{ name: "c", subnet_id: subnetId("hub", "default"), private_ip_address_allocation: "Dynamic" },
      ...ipConfiguration,
    },
  };
  return [
    ...HUB,
    { azurerm_subnet: { hub_default: { default_outbound_access_enabled: false } } },
    resource("network_interface", "nic", nic),
    resource("linux_virtual_machine", "vm", { network_interface_ids: [id("network_interface", "nic")] }),
    resource("route_table", "rt", {
      route: { name: "monitor", address_prefix: "AzureMonitor", next_hop_type: "Internet" },
    }),
    bind("hub", "default", "rt"),
    ...more,
  ];
}

/** NAT gateways, routes to the Internet, and Bastion without address. */
export const EGRESS_CASES: readonly Case[] = [
  {
    code: "NAT_GATEWAY_SUBNET",
    bad: [subnet("hub", "GatewaySubnet", "10.0.8.0/27"), ...nat({}, {}, "GatewaySubnet")],
    good: nat({}),
    at: "azurerm_subnet.hub_GatewaySubnet",
    says: ["GatewaySubnet"],
  },
  {
    code: "NAT_GATEWAY_SUBNET",
    bad: nat(V2, V2_ADDRESS, "default", WEB),
    good: nat({}, {}, "default", WEB),
    at: "azurerm_subnet.hub_default",
    says: ["Microsoft.Web/serverFarms"],
  },
  {
    code: "NAT_GATEWAY_ZONES",
    bad: nat({ ...V2, zones: ["1"] }, V2_ADDRESS),
    good: nat(V2, V2_ADDRESS),
    at: "azurerm_nat_gateway.nat",
  },
  {
    code: "NAT_GATEWAY_ZONES",
    bad: nat({ zones: ["1", "2"] }),
    good: nat({ zones: ["1"] }),
    at: "azurerm_nat_gateway.nat",
    says: ["2 zones"],
  },
  {
    code: "NAT_GATEWAY_ADDRESS",
    bad: nat(V2),
    good: nat(V2, V2_ADDRESS),
    at: "azurerm_public_ip.out",
    says: ["its tier is another"],
  },
  {
    code: "NAT_GATEWAY_ADDRESS",
    bad: nat({ zones: ["1"] }, { zones: ["2"] }),
    good: nat({ zones: ["1"] }, { zones: ["1", "2", "3"] }),
    at: "azurerm_public_ip.out",
    says: ["another zone"],
  },
  {
    code: "ROUTE_INTERNET_WITHOUT_EGRESS",
    bad: exception(),
    good: exception({}, nat({})),
    at: "azurerm_route_table.rt",
    says: ["monitor", "AzureMonitor", '"nic"'],
  },
  {
    code: "ROUTE_INTERNET_WITHOUT_EGRESS",
    bad: exception(),
    good: exception({ public_ip_address_id: id("public_ip", "own") }, [publicIp("own")]),
    at: "azurerm_route_table.rt",
  },
  {
    code: "BASTION_WITHOUT_ADDRESS",
    bad: [...BASTION_HOME, bastion("Standard", {})],
    good: [...BASTION_HOME, bastion("Premium", {})],
    at: "azurerm_bastion_host.bas",
  },
];
