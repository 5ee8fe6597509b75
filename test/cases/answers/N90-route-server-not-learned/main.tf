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
resource "azurerm_virtual_network" "hub" {
  name                = "vnet-hub"
  location            = "westeurope"
  resource_group_name = azurerm_resource_group.net.name
  address_space       = ["10.0.0.0/16"]
}
resource "azurerm_subnet" "hub_RouteServerSubnet" {
  name                 = "RouteServerSubnet"
  resource_group_name  = azurerm_resource_group.net.name
  virtual_network_name = azurerm_virtual_network.hub.name
  address_prefixes     = ["10.0.1.0/26"]
}
resource "azurerm_subnet" "hub_nva" {
  name                 = "nva"
  resource_group_name  = azurerm_resource_group.net.name
  virtual_network_name = azurerm_virtual_network.hub.name
  address_prefixes     = ["10.0.2.0/24"]
}
resource "azurerm_network_interface" "nva" {
  name                  = "nic-nva"
  location              = "westeurope"
  resource_group_name   = azurerm_resource_group.net.name
  ip_forwarding_enabled = true
  ip_configuration {
    name                          = "c"
    subnet_id                     = azurerm_subnet.hub_nva.id
    private_ip_address_allocation = "Static"
    private_ip_address            = "10.0.2.4"

  }
}
resource "azurerm_linux_virtual_machine" "nva" {
  name                  = "vm-nva"
  location              = "westeurope"
  resource_group_name   = azurerm_resource_group.net.name
  size                  = "Standard_D2s_v5"
  admin_username        = "azadmin"
  network_interface_ids = [azurerm_network_interface.nva.id]
  admin_ssh_key {
    username   = "azadmin"
    public_key = var.ssh
  }
  os_disk {
    caching              = "ReadWrite"
    storage_account_type = "Standard_LRS"
  }
  source_image_reference {
    publisher = "Canonical"
    offer     = "ubuntu-24_04-lts"
    sku       = "server"
    version   = "latest"
  }
}
resource "azurerm_public_ip" "rs" {
  name                = "pip-rs"
  location            = "westeurope"
  resource_group_name = azurerm_resource_group.net.name
  allocation_method   = "Static"
  sku                 = "Standard"
  zones               = ["1", "2", "3"]
}
resource "azurerm_route_server" "rs" {
  name                 = "rs"
  location             = "westeurope"
  resource_group_name  = azurerm_resource_group.net.name
  sku                  = "Standard"
  public_ip_address_id = azurerm_public_ip.rs.id
  subnet_id            = azurerm_subnet.hub_RouteServerSubnet.id
}
resource "azurerm_route_server_bgp_connection" "nva" {
  name            = "nva"
  route_server_id = azurerm_route_server.rs.id
  peer_asn        = 65001
  peer_ip         = "10.0.2.4"
}
resource "azurerm_virtual_network" "a" {
  name                = "vnet-a"
  location            = "westeurope"
  resource_group_name = azurerm_resource_group.net.name
  address_space       = ["10.1.0.0/16"]
}
resource "azurerm_subnet" "a_app" {
  name                 = "app"
  resource_group_name  = azurerm_resource_group.net.name
  virtual_network_name = azurerm_virtual_network.a.name
  address_prefixes     = ["10.1.1.0/24"]
}
resource "azurerm_virtual_network_peering" "hub_to_a" {
  name                      = "hub-to-a"
  resource_group_name       = azurerm_resource_group.net.name
  virtual_network_name      = azurerm_virtual_network.hub.name
  remote_virtual_network_id = azurerm_virtual_network.a.id
  allow_forwarded_traffic   = true
}
resource "azurerm_virtual_network_peering" "a_to_hub" {
  name                      = "a-to-hub"
  resource_group_name       = azurerm_resource_group.net.name
  virtual_network_name      = azurerm_virtual_network.a.name
  remote_virtual_network_id = azurerm_virtual_network.hub.id
  allow_forwarded_traffic   = true
}
resource "azurerm_virtual_network" "b" {
  name                = "vnet-b"
  location            = "westeurope"
  resource_group_name = azurerm_resource_group.net.name
  address_space       = ["10.2.0.0/16"]
}
resource "azurerm_subnet" "b_app" {
  name                 = "app"
  resource_group_name  = azurerm_resource_group.net.name
  virtual_network_name = azurerm_virtual_network.b.name
  address_prefixes     = ["10.2.1.0/24"]
}
resource "azurerm_virtual_network_peering" "hub_to_b" {
  name                      = "hub-to-b"
  resource_group_name       = azurerm_resource_group.net.name
  virtual_network_name      = azurerm_virtual_network.hub.name
  remote_virtual_network_id = azurerm_virtual_network.b.id
  allow_forwarded_traffic   = true
}
resource "azurerm_virtual_network_peering" "b_to_hub" {
  name                      = "b-to-hub"
  resource_group_name       = azurerm_resource_group.net.name
  virtual_network_name      = azurerm_virtual_network.b.name
  remote_virtual_network_id = azurerm_virtual_network.hub.id
  allow_forwarded_traffic   = true
}
variable "ssh" {}
