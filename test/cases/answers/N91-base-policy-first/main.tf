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
resource "azurerm_virtual_network" "a" {
  name                = "vnet-a"
  location            = "westeurope"
  resource_group_name = azurerm_resource_group.net.name
  address_space       = ["10.1.0.0/16"]
}
resource "azurerm_virtual_network" "b" {
  name                = "vnet-b"
  location            = "westeurope"
  resource_group_name = azurerm_resource_group.net.name
  address_space       = ["10.2.0.0/16"]
}
resource "azurerm_subnet" "a_app" {
  name                 = "app"
  resource_group_name  = azurerm_resource_group.net.name
  virtual_network_name = azurerm_virtual_network.a.name
  address_prefixes     = ["10.1.1.0/24"]
}
resource "azurerm_subnet" "b_app" {
  name                 = "app"
  resource_group_name  = azurerm_resource_group.net.name
  virtual_network_name = azurerm_virtual_network.b.name
  address_prefixes     = ["10.2.1.0/24"]
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
resource "azurerm_subnet" "hub_AzureFirewallSubnet" {
  name                 = "AzureFirewallSubnet"
  resource_group_name  = azurerm_resource_group.net.name
  virtual_network_name = azurerm_virtual_network.hub.name
  address_prefixes     = ["10.0.0.0/26"]
}
resource "azurerm_public_ip" "afw" {
  name                = "pip-afw"
  location            = "westeurope"
  resource_group_name = azurerm_resource_group.net.name
  allocation_method   = "Static"
  sku                 = "Standard"
  zones               = ["1", "2", "3"]
}
resource "azurerm_firewall_policy" "base" {
  name                = "base"
  location            = "westeurope"
  resource_group_name = azurerm_resource_group.net.name
}
resource "azurerm_firewall_policy_rule_collection_group" "base" {
  name               = "base"
  firewall_policy_id = azurerm_firewall_policy.base.id
  priority           = 60000
  network_rule_collection {
    name     = "denyall"
    priority = 60000
    action   = "Deny"
    rule {
      name                  = "all"
      protocols             = ["Any"]
      source_addresses      = ["*"]
      destination_addresses = ["*"]
      destination_ports     = ["*"]
    }
  }
}
resource "azurerm_firewall_policy" "child" {
  name                = "child"
  location            = "westeurope"
  resource_group_name = azurerm_resource_group.net.name
  base_policy_id      = azurerm_firewall_policy.base.id
}
resource "azurerm_firewall_policy_rule_collection_group" "child" {
  name               = "child"
  firewall_policy_id = azurerm_firewall_policy.child.id
  priority           = 100
  network_rule_collection {
    name     = "allow"
    priority = 100
    action   = "Allow"
    rule {
      name                  = "a-b"
      protocols             = ["TCP"]
      source_addresses      = ["10.1.0.0/16"]
      destination_addresses = ["10.2.0.0/16"]
      destination_ports     = ["*"]
    }
  }
}
resource "azurerm_firewall" "hub" {
  name                = "afw-hub"
  location            = "westeurope"
  resource_group_name = azurerm_resource_group.net.name
  sku_name            = "AZFW_VNet"
  sku_tier            = "Standard"
  firewall_policy_id  = azurerm_firewall_policy.child.id
  ip_configuration {
    name                 = "c"
    subnet_id            = azurerm_subnet.hub_AzureFirewallSubnet.id
    public_ip_address_id = azurerm_public_ip.afw.id
  }
}
resource "azurerm_route_table" "s" {
  name                = "rt-s"
  location            = "westeurope"
  resource_group_name = azurerm_resource_group.net.name
  route {
    name                   = "0-0-0-0-0"
    address_prefix         = "0.0.0.0/0"
    next_hop_type          = "VirtualAppliance"
    next_hop_in_ip_address = azurerm_firewall.hub.ip_configuration[0].private_ip_address
  }
}
resource "azurerm_subnet_route_table_association" "a_app" {
  subnet_id      = azurerm_subnet.a_app.id
  route_table_id = azurerm_route_table.s.id
}
resource "azurerm_subnet_route_table_association" "b_app" {
  subnet_id      = azurerm_subnet.b_app.id
  route_table_id = azurerm_route_table.s.id
}
