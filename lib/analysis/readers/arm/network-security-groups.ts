import { ArmArguments, ArmShape, blocks } from "./shape";

const RULE_ARGUMENTS: ArmArguments = {
  priority: "priority",
  direction: "direction",
  access: "access",
  protocol: "protocol",
  source_address_prefix: "sourceAddressPrefix",
  source_address_prefixes: "sourceAddressPrefixes",
  source_port_range: "sourcePortRange",
  source_port_ranges: "sourcePortRanges",
  source_application_security_group_ids: "sourceApplicationSecurityGroups[].id",
  destination_address_prefix: "destinationAddressPrefix",
  destination_address_prefixes: "destinationAddressPrefixes",
  destination_port_range: "destinationPortRange",
  destination_port_ranges: "destinationPortRanges",
  destination_application_security_group_ids: "destinationApplicationSecurityGroups[].id",
};

export const SECURITY_RULE: ArmShape = {
  type: "azurerm_network_security_rule",
  parent: "network_security_group_name",
  arguments: RULE_ARGUMENTS,
};

export const NETWORK_SECURITY_GROUP: ArmShape = {
  type: "azurerm_network_security_group",
  arguments: { security_rule: blocks("securityRules", RULE_ARGUMENTS) },
};

export const APPLICATION_SECURITY_GROUP: ArmShape = {
  type: "azurerm_application_security_group",
  arguments: {},
};
