terraform {
  required_providers {
    azurerm = { source = "hashicorp/azurerm", version = "4.55.0" }
  }
}
provider "azurerm" {
  features {}
}
resource "azurerm_resource_group" "net" {
  name     = "rg-net"
  location = "westeurope"
}
resource "azurerm_virtual_wan" "w" {
  name                = "wan"
  location            = "westeurope"
  resource_group_name = azurerm_resource_group.net.name
}
resource "azurerm_virtual_hub" "h" {
  name                = "hub"
  location            = "westeurope"
  resource_group_name = azurerm_resource_group.net.name
  virtual_wan_id      = azurerm_virtual_wan.w.id
  address_prefix      = "10.100.0.0/23"
}
resource "azurerm_virtual_network" "red" {
  name                = "vnet-red"
  location            = "westeurope"
  resource_group_name = azurerm_resource_group.net.name
  address_space       = ["10.1.0.0/16"]
}
resource "azurerm_subnet" "red_app" {
  name                 = "app"
  resource_group_name  = azurerm_resource_group.net.name
  virtual_network_name = azurerm_virtual_network.red.name
  address_prefixes     = ["10.1.1.0/24"]
}
resource "azurerm_virtual_network" "blue" {
  name                = "vnet-blue"
  location            = "westeurope"
  resource_group_name = azurerm_resource_group.net.name
  address_space       = ["10.2.0.0/16"]
}
resource "azurerm_subnet" "blue_app" {
  name                 = "app"
  resource_group_name  = azurerm_resource_group.net.name
  virtual_network_name = azurerm_virtual_network.blue.name
  address_prefixes     = ["10.2.1.0/24"]
}
resource "azurerm_virtual_network" "shared" {
  name                = "vnet-shared"
  location            = "westeurope"
  resource_group_name = azurerm_resource_group.net.name
  address_space       = ["10.3.0.0/16"]
}
resource "azurerm_subnet" "shared_app" {
  name                 = "app"
  resource_group_name  = azurerm_resource_group.net.name
  virtual_network_name = azurerm_virtual_network.shared.name
  address_prefixes     = ["10.3.1.0/24"]
}
resource "azurerm_virtual_hub_route_table" "red" {
  name           = "red"
  virtual_hub_id = azurerm_virtual_hub.h.id
  labels         = ["red"]
}
resource "azurerm_virtual_hub_connection" "red" {
  name                      = "red"
  virtual_hub_id            = azurerm_virtual_hub.h.id
  remote_virtual_network_id = azurerm_virtual_network.red.id
  routing {
    associated_route_table_id = azurerm_virtual_hub_route_table.red.id
    propagated_route_table {
      labels          = ["red"]
      route_table_ids = [azurerm_virtual_hub_route_table.red.id]
    }
  }
}
resource "azurerm_virtual_hub_connection" "blue" {
  name                      = "blue"
  virtual_hub_id            = azurerm_virtual_hub.h.id
  remote_virtual_network_id = azurerm_virtual_network.blue.id
}
resource "azurerm_virtual_hub_connection" "shared" {
  name                      = "shared"
  virtual_hub_id            = azurerm_virtual_hub.h.id
  remote_virtual_network_id = azurerm_virtual_network.shared.id
  routing {
    associated_route_table_id = azurerm_virtual_hub.h.default_route_table_id
    propagated_route_table {
      labels = ["default", "red"]
    }
  }
}
