variable "spokes" {
  type    = list(string)
  default = ["s0", "s1"]
}
resource "azurerm_resource_group" "net" {
  name     = "rg-net"
  location = "westeurope"
}
resource "azurerm_virtual_network" "hub" {
  name                = "vnet-hub"
  location            = "westeurope"
  resource_group_name = azurerm_resource_group.net.name
  address_space       = ["10.0.0.0/16"]
}
resource "azurerm_subnet" "shared" {
  name                 = "shared"
  resource_group_name  = azurerm_resource_group.net.name
  virtual_network_name = azurerm_virtual_network.hub.name
  address_prefixes     = ["10.0.2.0/24"]
}
resource "azurerm_virtual_network" "spoke" {
  count               = length(var.spokes)
  name                = "vnet-${var.spokes[count.index]}"
  location            = "westeurope"
  resource_group_name = azurerm_resource_group.net.name
  address_space       = [cidrsubnet("10.1.0.0/8", 8, count.index + 1)]
}
resource "azurerm_subnet" "app" {
  count                = length(var.spokes)
  name                 = "app"
  resource_group_name  = azurerm_resource_group.net.name
  virtual_network_name = azurerm_virtual_network.spoke[count.index].name
  address_prefixes     = [cidrsubnet(azurerm_virtual_network.spoke[count.index].address_space[0], 8, 1)]
}
resource "azurerm_virtual_network_peering" "to_hub" {
  count                     = length(var.spokes)
  name                      = "to-hub"
  resource_group_name       = azurerm_resource_group.net.name
  virtual_network_name      = azurerm_virtual_network.spoke[count.index].name
  remote_virtual_network_id = azurerm_virtual_network.hub.id
}
resource "azurerm_virtual_network_peering" "from_hub" {
  count                     = length(var.spokes)
  name                      = "to-spoke"
  resource_group_name       = azurerm_resource_group.net.name
  virtual_network_name      = azurerm_virtual_network.hub.name
  remote_virtual_network_id = azurerm_virtual_network.spoke[count.index].id
}
