resource "azurerm_resource_group" "r" {
  name     = "rg"
  location = "westeurope"
}
module "spoke" {
  source = "./spoke"
  table  = azurerm_route_table.t.id
}
resource "azurerm_virtual_network" "v" {
  name                = "vnet-a"
  resource_group_name = "rg"
  location            = "westeurope"
  address_space       = ["10.0.0.0/16"]
}
resource "azurerm_route_table" "t" {
  name                = "rt"
  resource_group_name = "rg"
  location            = "westeurope"
}
