import { readdirSync, readFileSync } from "fs";
import { join } from "path";
import { DevTestGlobalVmShutdownSchedule } from "@cdktf/provider-azurerm/lib/dev-test-global-vm-shutdown-schedule";
import { NetworkInterface } from "@cdktf/provider-azurerm/lib/network-interface";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { ResourceGroup } from "@cdktf/provider-azurerm/lib/resource-group";
import { RouteTable } from "@cdktf/provider-azurerm/lib/route-table";
import { Subnet } from "@cdktf/provider-azurerm/lib/subnet";
import { SubnetRouteTableAssociation } from "@cdktf/provider-azurerm/lib/subnet-route-table-association";
import { VirtualNetwork } from "@cdktf/provider-azurerm/lib/virtual-network";
import { VirtualNetworkPeering } from "@cdktf/provider-azurerm/lib/virtual-network-peering";
import { WindowsVirtualMachine } from "@cdktf/provider-azurerm/lib/windows-virtual-machine";
import { App, TerraformStack, TerraformVariable } from "cdktf";
import { DISALLOWED_PASSWORDS } from "../lib/azure/credentials";
import { octets } from "./addresses";

/** What a password must have, as this package writes it for each machine. */
const PRECONDITIONS = [
  {
    condition: "${length(var.admin_password) >= 8 && length(var.admin_password) <= 123}",
    errorMessage: "The password must have 8 to 123 characters for Windows machines.",
  },
  {
    condition: `\${length([for kind in [${["[a-z]", "[A-Z]", "[0-9]", "[^A-Za-z0-9_]"]
      .map((kind) => `length(regexall("${kind}", var.admin_password)) > 0`)
      .join(", ")}] : kind if kind]) >= 3}`,
    errorMessage:
      "The password needs three of these: lower case, upper case, digits, special characters ('_' is not one).",
  },
  {
    condition: `\${!contains(${JSON.stringify(DISALLOWED_PASSWORDS)}, var.admin_password)}`,
    errorMessage: "Azure refuses this password because it is well known.",
  },
];

/**
 * The same network as a cdktf user writes it without this package: resources, references, nothing checked.
 *
 * @param everyArgument whether also the arguments that this package adds are written, for the same JSON but names and addresses
 */
export function handWritten(app: App, spokes: number, everyArgument = false): void {
  const lifecycle = everyArgument ? { precondition: PRECONDITIONS } : undefined;
  const half = (peerSpace: string): object =>
    everyArgument
      ? {
          allowGatewayTransit: false,
          useRemoteGateways: false,
          triggers: { remote_address_space: peerSpace },
        }
      : {};
  const stack = new TerraformStack(app, "by-hand");
  new AzurermProvider(stack, "azurerm", { features: [{}] });
  const password = new TerraformVariable(stack, "admin_password", { type: "string", sensitive: true });
  const group = new ResourceGroup(stack, "rg", { name: "rg-hub01", location: "eastasia" });
  const location = everyArgument ? "eastasia" : group.location;
  const place = { location, resourceGroupName: group.name };
  const hub = new VirtualNetwork(stack, "hub", {
    ...place,
    name: "vnet-hub01",
    addressSpace: ["10.0.0.0/16"],
  });
  const hubSubnet = new Subnet(stack, "hub-default", {
    name: "default",
    resourceGroupName: group.name,
    virtualNetworkName: hub.name,
    addressPrefixes: ["10.0.0.0/24"],
    defaultOutboundAccessEnabled: false,
  });
  for (let index = 0; index < spokes; index++) {
    const name = `spoke${index}`;
    const spokePlace = { location, resourceGroupName: `rg-spoke${index}` };
    const network = new VirtualNetwork(stack, name, {
      ...spokePlace,
      name: `vnet-${name}`,
      addressSpace: [`${octets(index)}.0/24`],
    });
    const subnet = new Subnet(stack, `${name}-default`, {
      name: "default",
      resourceGroupName: spokePlace.resourceGroupName,
      virtualNetworkName: network.name,
      addressPrefixes: [`${octets(index)}.0/25`],
      defaultOutboundAccessEnabled: false,
    });
    const table = new RouteTable(stack, `${name}-routes`, {
      ...spokePlace,
      name: `rt-${name}`,
      bgpRoutePropagationEnabled: false,
      route: [
        {
          name: "default",
          addressPrefix: "0.0.0.0/0",
          nextHopType: "VirtualAppliance",
          nextHopInIpAddress: "10.0.0.4",
        },
      ],
    });
    const association = new SubnetRouteTableAssociation(stack, `${name}-association`, {
      subnetId: subnet.id,
      routeTableId: table.id,
    });
    const toSpoke = new VirtualNetworkPeering(stack, `hub-to-${name}`, {
      name: `hub01-to-${name}`,
      resourceGroupName: group.name,
      virtualNetworkName: hub.name,
      remoteVirtualNetworkId: network.id,
      allowVirtualNetworkAccess: true,
      allowForwardedTraffic: true,
      ...half(`${octets(index)}.0/24`),
      dependsOn: [hubSubnet, subnet, association],
    });
    new VirtualNetworkPeering(stack, `${name}-to-hub`, {
      name: `${name}-to-hub01`,
      resourceGroupName: spokePlace.resourceGroupName,
      virtualNetworkName: network.name,
      remoteVirtualNetworkId: hub.id,
      allowVirtualNetworkAccess: true,
      allowForwardedTraffic: true,
      ...half("10.0.0.0/16"),
      dependsOn: [toSpoke],
    });
    const nic = new NetworkInterface(stack, `${name}-nic`, {
      ...spokePlace,
      name: `nic-${name}`,
      ipConfiguration: [{ name: "ipconfig1", subnetId: subnet.id, privateIpAddressAllocation: "Dynamic" }],
    });
    const machine = new WindowsVirtualMachine(stack, `${name}-vm`, {
      ...spokePlace,
      name: `vm-${name}`,
      computerName: name,
      size: "Standard_B2ms",
      adminUsername: "azureadmin",
      adminPassword: password.stringValue,
      networkInterfaceIds: [nic.id],
      osDisk: { caching: "ReadWrite", storageAccountType: "StandardSSD_LRS" },
      sourceImageReference: {
        publisher: "MicrosoftWindowsServer",
        offer: "WindowsServer",
        sku: "2019-datacenter-smalldisk-g2",
        version: "latest",
      },
      patchMode: "AutomaticByOS",
      patchAssessmentMode: "ImageDefault",
      bootDiagnostics: {},
      lifecycle,
    });
    new DevTestGlobalVmShutdownSchedule(stack, `${name}-shutdown`, {
      virtualMachineId: machine.id,
      location,
      enabled: true,
      dailyRecurrenceTime: "0000",
      timezone: "Tokyo Standard Time",
      notificationSettings: { enabled: false },
    });
  }
}

/** Number of resources that were written. */
export function countResources(outdir: string): number {
  return readdirSync(join(outdir, "stacks")).reduce((sum, name) => {
    const json = JSON.parse(readFileSync(join(outdir, "stacks", name, "cdk.tf.json"), "utf8"));
    return (
      sum + Object.values<object>(json.resource).reduce((count, byId) => count + Object.keys(byId).length, 0)
    );
  }, 0);
}
