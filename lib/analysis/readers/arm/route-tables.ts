import { ArmArguments, ArmShape, blocks, either, not } from "./shape";

const ROUTE_ARGUMENTS: ArmArguments = {
  address_prefix: "addressPrefix",
  next_hop_type: "nextHopType",
  next_hop_in_ip_address: either("nextHopIpAddress", "nextHop.nextHopIpAddresses"),
};

export const ROUTE: ArmShape = {
  type: "azurerm_route",
  parent: "route_table_name",
  arguments: ROUTE_ARGUMENTS,
};

export const ROUTE_TABLE: ArmShape = {
  type: "azurerm_route_table",
  arguments: {
    bgp_route_propagation_enabled: not("disableBgpRoutePropagation"),
    route: blocks("routes", ROUTE_ARGUMENTS),
  },
};
