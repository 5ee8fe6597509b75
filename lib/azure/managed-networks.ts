/**
 * Start of a trigger of `azurerm_network_manager_deployment`, before a network's name in lower case: the address space of a
 * network that exists already. Our constructs write it, and the analysis reads it.
 */
export const SPACE_TRIGGER = "remote_address_space_of_";
