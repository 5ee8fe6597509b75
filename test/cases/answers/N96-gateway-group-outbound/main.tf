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
resource "azurerm_subnet" "a_agw" {
  name                 = "agw"
  resource_group_name  = azurerm_resource_group.net.name
  virtual_network_name = azurerm_virtual_network.a.name
  address_prefixes     = ["10.1.1.0/24"]
}
resource "azurerm_network_security_group" "agw" {
  name                = "nsg-agw"
  location            = "westeurope"
  resource_group_name = azurerm_resource_group.net.name
  security_rule {
    name                       = "r0"
    priority                   = 100
    direction                  = "Inbound"
    access                     = "Allow"
    protocol                   = "Tcp"
    source_port_range          = "*"
    destination_port_range     = "65200-65535"
    source_address_prefix      = "GatewayManager"
    destination_address_prefix = "*"
  }
  security_rule {
    name                       = "r1"
    priority                   = 110
    direction                  = "Inbound"
    access                     = "Allow"
    protocol                   = "Tcp"
    source_port_range          = "*"
    destination_port_range     = "443"
    source_address_prefix      = "Internet"
    destination_address_prefix = "*"
  }
  security_rule {
    name                       = "r2"
    priority                   = 120
    direction                  = "Inbound"
    access                     = "Deny"
    protocol                   = "*"
    source_port_range          = "*"
    destination_port_range     = "*"
    source_address_prefix      = "*"
    destination_address_prefix = "*"
  }
  security_rule {
    name                       = "r3"
    priority                   = 130
    direction                  = "Outbound"
    access                     = "Deny"
    protocol                   = "*"
    source_port_range          = "*"
    destination_port_range     = "*"
    source_address_prefix      = "*"
    destination_address_prefix = "Internet"
  }
}
resource "azurerm_subnet_network_security_group_association" "a_agw" {
  subnet_id                 = azurerm_subnet.a_agw.id
  network_security_group_id = azurerm_network_security_group.agw.id
}
resource "azurerm_public_ip" "agw" {
  name                = "pip-agw"
  location            = "westeurope"
  resource_group_name = azurerm_resource_group.net.name
  allocation_method   = "Static"
  sku                 = "Standard"
  zones               = ["1", "2", "3"]
}
resource "azurerm_application_gateway" "agw" {
  name                = "agw"
  location            = "westeurope"
  resource_group_name = azurerm_resource_group.net.name
  sku {
    name     = "Standard_v2"
    tier     = "Standard_v2"
    capacity = 2
  }
  gateway_ip_configuration {
    name      = "c"
    subnet_id = azurerm_subnet.a_agw.id
  }
  frontend_ip_configuration {
    name                 = "f"
    public_ip_address_id = azurerm_public_ip.agw.id
  }
  frontend_port {
    name = "p"
    port = 443
  }
  backend_address_pool {
    name = "b"
  }
  backend_http_settings {
    name                  = "h"
    cookie_based_affinity = "Disabled"
    port                  = 80
    protocol              = "Http"
  }
  http_listener {
    name                           = "l"
    frontend_ip_configuration_name = "f"
    frontend_port_name             = "p"
    protocol                       = "Http"
  }
  request_routing_rule {
    name                       = "r"
    rule_type                  = "Basic"
    http_listener_name         = "l"
    backend_address_pool_name  = "b"
    backend_http_settings_name = "h"
    priority                   = 100
  }
}
