variable "table" {
  type    = string
  default = null
}
resource "azurerm_subnet" "s" {
  name                 = "s"
  resource_group_name  = "rg"
  virtual_network_name = "vnet-a"
  address_prefixes     = ["10.0.1.0/24"]
}
resource "azurerm_subnet_route_table_association" "s" {
  count          = var.table != null ? 1 : 0
  subnet_id      = azurerm_subnet.s.id
  route_table_id = var.table
}
