import { ArmShape, blocks, not, top } from "./shape";

export const PUBLIC_IP: ArmShape = {
  type: "azurerm_public_ip",
  arguments: {
    sku: top("sku.name"),
    allocation_method: "publicIPAllocationMethod",
    zones: top("zones"),
    ip_address: "ipAddress",
  },
};

export const NAT_GATEWAY: ArmShape = {
  type: "azurerm_nat_gateway",
  arguments: {
    public_ip_address_ids: "publicIpAddresses[].id",
    public_ip_prefix_ids: "publicIpPrefixes[].id",
    sku_name: top("sku.name"),
  },
};

export const BASTION_HOST: ArmShape = {
  type: "azurerm_bastion_host",
  arguments: {
    sku: top("sku.name"),
    scale_units: "scaleUnits",
    ip_configuration: blocks("ipConfigurations", {
      subnet_id: "subnet.id",
      public_ip_address_id: "publicIPAddress.id",
    }),
    virtual_network_id: "virtualNetwork.id",
    copy_paste_enabled: not("disableCopyPaste"),
    file_copy_enabled: "enableFileCopy",
    ip_connect_enabled: "enableIpConnect",
    kerberos_enabled: "enableKerberos",
    session_recording_enabled: "enableSessionRecording",
    shareable_link_enabled: "enableShareableLink",
    tunneling_enabled: "enableTunneling",
  },
};
