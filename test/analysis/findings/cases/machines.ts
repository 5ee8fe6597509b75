import { rsaKey } from "../../../support/ssh-keys";
import { Body, Case, HUB, id, network, nic, resource, Resources, subnet, subnetId } from "./terraform";

const ED25519 = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ3VfyXzRzVtCSMTYmSKSdQpPqVvAw9rCKqEiAbXKtYx";

function windows(body: Body = {}): Resources {
  return resource("windows_virtual_machine", "vm", {
    name: "vm-hub01",
    size: "Standard_D2s_v5",
    admin_username: "azureuser",
    admin_password: "${var.password}",
    network_interface_ids: [id("network_interface", "nic")],
    ...body,
  });
}

function linux(body: Body = {}): Resources {
  return resource("linux_virtual_machine", "vm", {
    admin_username: "azureuser",
    admin_ssh_key: { username: "azureuser", public_key: ED25519 },
    network_interface_ids: [id("network_interface", "nic")],
    ...body,
  });
}

function schedule(body: Body = {}): Resources {
  return {
    azurerm_dev_test_global_vm_shutdown_schedule: {
      daily: {
        virtual_machine_id: id("windows_virtual_machine", "vm"),
        location: "eastasia",
        daily_recurrence_time: "1900",
        timezone: "Tokyo Standard Time",
        enabled: true,
        ...body,
      },
    },
  };
}

const WINDOWS_AT = "azurerm_windows_virtual_machine.vm";
const LINUX_AT = "azurerm_linux_virtual_machine.vm";
const SCHEDULE_AT = "azurerm_dev_test_global_vm_shutdown_schedule.daily";
const VENDOR_IMAGE = { publisher: "Cisco", offer: "cisco-c8000v", sku: "17_15", version: "latest" };

function agreement(name: string, plan: string): Resources {
  return { azurerm_marketplace_agreement: { [name]: { publisher: "cisco", offer: "cisco-c8000v", plan } } };
}

function windowsImage(sku: string): Body {
  return { publisher: "MicrosoftWindowsServer", offer: "WindowsServer", sku, version: "latest" };
}

function twoConfigurations(first: Body): Resources {
  return nic("nic", "hub", {
    ip_configuration: [
      {
        name: "a",
        subnet_id: subnetId("hub", "default"),
        private_ip_address_allocation: "Dynamic",
        ...first,
      },
      { name: "b", subnet_id: subnetId("hub", "default"), private_ip_address_allocation: "Dynamic" },
    ],
  });
}

function machineWith(name: string, ...nics: string[]): Resources {
  return resource("linux_virtual_machine", name, {
    size: "Standard_B2s",
    network_interface_ids: nics.map((one) => `\${azurerm_network_interface.${one}.id}`),
  });
}

export const MACHINE_CASES: readonly Case[] = [
  {
    code: "COMPUTER_NAME_WINDOWS",
    bad: [windows({ name: "vm-hub-production" })],
    good: [windows({ name: "vm-hub-production", computer_name: "hubprod" })],
    at: WINDOWS_AT,
    says: ["vm-hub-production"],
  },
  {
    code: "COMPUTER_NAME_WINDOWS",
    bad: [windows({ computer_name: "12345" })],
    good: [windows({ computer_name: "${var.name}" })],
    at: WINDOWS_AT,
  },
  {
    code: "COMPUTER_NAME_LINUX",
    bad: [linux({ name: "vm_router" })],
    good: [linux({ name: "vm-router" })],
    at: LINUX_AT,
  },
  {
    code: "CUSTOM_DATA_ENCODING",
    bad: [linux({ custom_data: "#cloud-config" })],
    good: [linux({ custom_data: Buffer.from("#cloud-config").toString("base64") })],
    at: LINUX_AT,
  },
  {
    code: "IMAGE_PLAN_UNEXPECTED",
    bad: [windows({ source_image_reference: { publisher: "MicrosoftWindowsServer" }, plan: { name: "x" } })],
    good: [windows({ source_image_reference: { publisher: "MicrosoftWindowsServer" } })],
    at: WINDOWS_AT,
  },
  {
    code: "IMAGE_PLAN_MISSING",
    bad: [linux({ source_image_reference: VENDOR_IMAGE })],
    good: [linux({ source_image_reference: VENDOR_IMAGE, plan: { name: "17_15" } })],
    at: LINUX_AT,
  },
  {
    code: "MARKETPLACE_AGREEMENT_TWICE",
    bad: [agreement("a", "byol"), agreement("b", "byol")],
    good: [agreement("a", "byol"), agreement("b", "payg")],
    at: "azurerm_marketplace_agreement.b",
  },
  {
    code: "SHUTDOWN_TIME",
    bad: [windows(), schedule({ daily_recurrence_time: "19:00" })],
    good: [windows(), schedule()],
    at: SCHEDULE_AT,
  },
  {
    code: "SHUTDOWN_TIME_ZONE",
    bad: [windows(), schedule({ timezone: "Asia/Tokyo" })],
    good: [windows(), schedule({ timezone: "UTC" })],
    at: SCHEDULE_AT,
  },
  {
    code: "SHUTDOWN_OF_APPLIANCE",
    bad: [...HUB, nic("nic", "hub", { ip_forwarding_enabled: true }), windows(), schedule()],
    good: [...HUB, nic("nic", "hub"), windows(), schedule()],
    at: SCHEDULE_AT,
  },
  {
    code: "ADMIN_USERNAME",
    bad: [windows({ admin_username: "Admin" })],
    good: [windows()],
    at: WINDOWS_AT,
  },
  {
    code: "ADMIN_USERNAME",
    bad: [windows({ admin_username: "a-name-of-21-characte" })],
    good: [linux({ admin_username: "a-name-of-21-characte" })],
    at: WINDOWS_AT,
  },
  {
    code: "ADMIN_PASSWORD_WEAK",
    bad: [windows({ admin_password: "alllowercase1" })],
    good: [windows({ admin_password: "Longer-than-8" })],
    at: WINDOWS_AT,
  },
  {
    code: "ADMIN_PASSWORD_WEAK",
    bad: [windows({ admin_password: "P@ssw0rd" })],
    good: [windows()],
    at: WINDOWS_AT,
  },
  {
    code: "SECRET_IN_CONFIGURATION",
    bad: [windows({ admin_password: "Longer-than-8" })],
    good: [windows()],
    at: WINDOWS_AT,
  },
  {
    code: "LINUX_WITHOUT_CREDENTIALS",
    bad: [linux({ admin_ssh_key: null })],
    good: [
      linux({ admin_ssh_key: null, admin_password: "${var.p}", disable_password_authentication: false }),
    ],
    at: LINUX_AT,
  },
  {
    code: "LINUX_PASSWORD_DISABLED",
    bad: [linux({ admin_password: "${var.p}", admin_ssh_key: [] })],
    good: [linux({ admin_password: "${var.p}", admin_ssh_key: [], disable_password_authentication: false })],
    at: LINUX_AT,
  },
  {
    code: "SSH_KEY",
    bad: [linux({ admin_ssh_key: { username: "azureuser", public_key: "ecdsa-sha2-nistp256 AAAA" } })],
    good: [linux()],
    at: LINUX_AT,
  },
  {
    code: "SSH_KEY",
    bad: [linux({ admin_ssh_key: { username: "azureuser", public_key: rsaKey(1024) } })],
    good: [linux({ admin_ssh_key: { username: "azureuser", public_key: rsaKey(2048) } })],
    at: LINUX_AT,
    says: ["1024 bits"],
  },
  {
    code: "NIC_WITHOUT_PRIMARY",
    bad: [...HUB, twoConfigurations({})],
    good: [...HUB, twoConfigurations({ primary: true })],
    at: "azurerm_network_interface.nic",
  },
  {
    code: "NIC_WITHOUT_SUBNET",
    bad: [resource("network_interface", "nic", { ip_configuration: { name: "ip" } })],
    good: [...HUB, nic("nic", "hub")],
    at: "azurerm_network_interface.nic",
  },
  {
    code: "MACHINE_SEVERAL_NETWORKS",
    bad: [
      ...HUB,
      network("spoke", "10.9.0.0/16"),
      subnet("spoke", "default", "10.9.0.0/24"),
      nic("one", "hub"),
      nic("two", "spoke"),
      machineWith("m", "one", "two"),
    ],
    good: [...HUB, nic("one", "hub"), nic("two", "hub"), machineWith("m", "one", "two")],
    at: "azurerm_linux_virtual_machine.m",
  },
  {
    code: "NIC_OF_SEVERAL_MACHINES",
    bad: [...HUB, nic("one", "hub"), machineWith("m", "one"), machineWith("n", "one")],
    good: [...HUB, nic("one", "hub"), nic("two", "hub"), machineWith("m", "one"), machineWith("n", "two")],
    at: "azurerm_linux_virtual_machine.n",
  },
  {
    code: "NIC_ACCELERATION_SIZE",
    bad: [
      ...HUB,
      nic("nic", "hub", { accelerated_networking_enabled: true }),
      windows({ size: "Standard_B2ms" }),
    ],
    good: [...HUB, nic("nic", "hub", { accelerated_networking_enabled: true }), windows()],
    at: "azurerm_network_interface.nic",
  },
  {
    code: "MACHINE_SIZE_IMAGE",
    bad: [windows({ size: "Standard_D2_v3", source_image_reference: windowsImage("2022-datacenter-g2") })],
    good: [windows({ size: "Standard_D2_v3", source_image_reference: windowsImage("2022-datacenter") })],
    at: WINDOWS_AT,
    says: ["starts images of generation 1 only"],
  },
  {
    code: "MACHINE_SIZE_IMAGE",
    bad: [
      linux({
        size: "Standard_D2pls_v6",
        source_image_reference: { publisher: "Canonical", offer: "ubuntu-24_04-lts", sku: "server" },
      }),
    ],
    good: [
      linux({
        size: "Standard_D2pls_v6",
        source_image_reference: { publisher: "Canonical", offer: "ubuntu-24_04-lts", sku: "server-arm64" },
      }),
      windows({ size: "${var.size}", source_image_reference: windowsImage("2022-datacenter-g2") }),
    ],
    at: "azurerm_linux_virtual_machine.vm",
    says: ["has an Arm64 processor", "is for x64"],
  },
  {
    code: "MACHINE_SIZE_IMAGE",
    bad: [windows({ size: "Standard_B1ls" })],
    good: [linux({ size: "Standard_B1ls" }), windows({ size: "Standard_B1s" })],
    at: WINDOWS_AT,
    says: ["starts Linux only"],
  },
  {
    code: "MACHINE_SIZE_DISK",
    bad: [windows({ size: "Standard_D2_v3", os_disk: { storage_account_type: "Premium_LRS" } })],
    good: [windows({ size: "Standard_D2s_v3", os_disk: { storage_account_type: "Premium_LRS" } })],
    at: WINDOWS_AT,
    says: ["Premium_LRS", "Standard_D2_v3"],
  },
  {
    code: "MACHINE_SIZE_INTERFACES",
    bad: [
      ...HUB,
      ...["a", "b", "c"].map((name) => nic(name, "hub")),
      windows({ network_interface_ids: ["a", "b", "c"].map((name) => id("network_interface", name)) }),
    ],
    good: [
      ...HUB,
      ...["a", "b", "c"].map((name) => nic(name, "hub")),
      windows({
        size: "Standard_D8s_v5",
        network_interface_ids: ["a", "b", "c"].map((name) => id("network_interface", name)),
      }),
    ],
    at: WINDOWS_AT,
    says: ["3 network interfaces", "takes 2"],
  },
  {
    code: "IMAGE_SUPPORT_ENDS",
    bad: [windows({ source_image_reference: windowsImage("2012-R2-Datacenter") })],
    good: [windows({ source_image_reference: windowsImage("2025-datacenter-azure-edition") })],
    at: WINDOWS_AT,
    says: ["Windows Server 2012", "ended on 2023-10-10"],
  },
  {
    code: "IMAGE_SUPPORT_ENDS",
    bad: [
      linux({
        source_image_reference: {
          publisher: "Canonical",
          offer: "0001-com-ubuntu-server-focal",
          sku: "20_04-lts-gen2",
        },
      }),
    ],
    good: [
      linux({ source_image_reference: { publisher: "debian", offer: "debian-13", sku: "13-gen2" } }),
      windows({ source_image_reference: { ...windowsImage("2012-R2-Datacenter"), offer: "${var.offer}" } }),
    ],
    at: LINUX_AT,
    says: ["Ubuntu 20.04"],
  },
  {
    code: "PASSWORD_READ_FROM_VAULT",
    bad: [windows({ admin_password: "${data.azurerm_key_vault_secret.admin.value}" })],
    good: [windows()],
    at: WINDOWS_AT,
    says: ["state"],
  },
];
