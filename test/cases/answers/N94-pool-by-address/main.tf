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
resource "azurerm_network_interface" "one" {
  name                = "nic-one"
  location            = "westeurope"
  resource_group_name = azurerm_resource_group.net.name

  ip_configuration {
    name                          = "c"
    subnet_id                     = azurerm_subnet.a_app.id
    private_ip_address_allocation = "Static"
    private_ip_address            = "10.1.1.10"

  }
}
resource "azurerm_linux_virtual_machine" "one" {
  name                  = "vm-one"
  location              = "westeurope"
  resource_group_name   = azurerm_resource_group.net.name
  size                  = "Standard_D2s_v5"
  admin_username        = "azadmin"
  network_interface_ids = [azurerm_network_interface.one.id]
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
resource "azurerm_network_interface" "two" {
  name                = "nic-two"
  location            = "westeurope"
  resource_group_name = azurerm_resource_group.net.name

  ip_configuration {
    name                          = "c"
    subnet_id                     = azurerm_subnet.a_app.id
    private_ip_address_allocation = "Static"
    private_ip_address            = "10.1.1.11"

  }
}
resource "azurerm_linux_virtual_machine" "two" {
  name                  = "vm-two"
  location              = "westeurope"
  resource_group_name   = azurerm_resource_group.net.name
  size                  = "Standard_D2s_v5"
  admin_username        = "azadmin"
  network_interface_ids = [azurerm_network_interface.two.id]
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
resource "azurerm_lb" "i" {
  name                = "lbi"
  location            = "westeurope"
  resource_group_name = azurerm_resource_group.net.name
  sku                 = "Standard"
  frontend_ip_configuration {
    name                          = "f"
    subnet_id                     = azurerm_subnet.a_app.id
    private_ip_address            = "10.1.1.100"
    private_ip_address_allocation = "Static"
  }
}
resource "azurerm_lb_backend_address_pool" "p" {
  name            = "pool"
  loadbalancer_id = azurerm_lb.i.id
}
resource "azurerm_network_interface_backend_address_pool_association" "one" {
  network_interface_id    = azurerm_network_interface.one.id
  ip_configuration_name   = "c"
  backend_address_pool_id = azurerm_lb_backend_address_pool.p.id
}
resource "azurerm_lb_backend_address_pool" "q" {
  name            = "ips"
  loadbalancer_id = azurerm_lb.i.id
}
resource "azurerm_lb_backend_address_pool_address" "two" {
  name                    = "two"
  backend_address_pool_id = azurerm_lb_backend_address_pool.q.id
  virtual_network_id      = azurerm_virtual_network.a.id
  ip_address              = "10.1.1.11"
}
variable "ssh" {}
