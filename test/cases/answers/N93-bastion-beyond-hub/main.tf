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
resource "azurerm_virtual_network" "shared" {
  name                = "vnet-shared"
  location            = "westeurope"
  resource_group_name = azurerm_resource_group.net.name
  address_space       = ["10.1.0.0/16"]
}
resource "azurerm_subnet" "shared_AzureBastionSubnet" {
  name                 = "AzureBastionSubnet"
  resource_group_name  = azurerm_resource_group.net.name
  virtual_network_name = azurerm_virtual_network.shared.name
  address_prefixes     = ["10.1.0.0/26"]
}
resource "azurerm_virtual_network" "app" {
  name                = "vnet-app"
  location            = "westeurope"
  resource_group_name = azurerm_resource_group.net.name
  address_space       = ["10.2.0.0/16"]
}
resource "azurerm_subnet" "app_vm" {
  name                 = "vm"
  resource_group_name  = azurerm_resource_group.net.name
  virtual_network_name = azurerm_virtual_network.app.name
  address_prefixes     = ["10.2.1.0/24"]
}
resource "azurerm_network_interface" "web" {
  name                = "nic-web"
  location            = "westeurope"
  resource_group_name = azurerm_resource_group.net.name

  ip_configuration {
    name                          = "c"
    subnet_id                     = azurerm_subnet.app_vm.id
    private_ip_address_allocation = "Static"
    private_ip_address            = "10.2.1.10"

  }
}
resource "azurerm_linux_virtual_machine" "web" {
  name                  = "vm-web"
  location              = "westeurope"
  resource_group_name   = azurerm_resource_group.net.name
  size                  = "Standard_D2s_v5"
  admin_username        = "azadmin"
  network_interface_ids = [azurerm_network_interface.web.id]
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
resource "azurerm_public_ip" "bas" {
  name                = "pip-bas"
  location            = "westeurope"
  resource_group_name = azurerm_resource_group.net.name
  allocation_method   = "Static"
  sku                 = "Standard"
  zones               = ["1", "2", "3"]
}
resource "azurerm_bastion_host" "b" {
  name                = "bas"
  location            = "westeurope"
  resource_group_name = azurerm_resource_group.net.name
  sku                 = "Basic"
  ip_configuration {
    name                 = "c"
    subnet_id            = azurerm_subnet.shared_AzureBastionSubnet.id
    public_ip_address_id = azurerm_public_ip.bas.id
  }
}
resource "azurerm_virtual_hub_connection" "shared" {
  name                      = "shared"
  virtual_hub_id            = azurerm_virtual_hub.h.id
  remote_virtual_network_id = azurerm_virtual_network.shared.id
}
resource "azurerm_virtual_hub_connection" "app" {
  name                      = "app"
  virtual_hub_id            = azurerm_virtual_hub.h.id
  remote_virtual_network_id = azurerm_virtual_network.app.id
}
variable "ssh" {}
