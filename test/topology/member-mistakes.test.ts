import { TerraformStack } from "cdktf";
import { DiskCaching, HubSpokeConstruct, LinuxImages, WindowsImages } from "../../lib";
import { refusals, stackWith } from "../support/synth";

function network(stack: TerraformStack): HubSpokeConstruct {
  return new HubSpokeConstruct(stack, "Network", {
    location: "eastasia",
    hub: {
      name: "hub01",
      addressSpace: ["10.0.0.0/16"],
      subnets: [{ name: "default", addressPrefix: "10.0.0.0/24" }],
    },
    spokes: [
      {
        name: "spoke01",
        addressSpace: ["10.1.0.0/16"],
        subnets: [{ name: "apps", addressPrefix: "10.1.0.0/24" }],
      },
    ],
  });
}

const vm = { name: "vm01", subnetName: "default" };

test.each<[string, (network: HubSpokeConstruct) => unknown, RegExp]>([
  [
    "a machine of the hub in a spoke",
    ({ hub, spokes }) => hub.addLinuxServer("Vm", { name: "vm01", subnet: spokes[0].subnet("apps") }),
    /"apps" of virtual network "spoke01": add it to what has that network, not to "hub01"/,
  ],
  [
    "an image of Windows for a Linux machine",
    ({ hub }) => hub.addLinuxServer("Vm", { ...vm, image: WindowsImages.server2022() }),
    /is one of Windows, and the machine a LinuxServer/,
  ],
  [
    "an image of Linux for a Windows machine",
    ({ hub }) => hub.addWindowsServer("Vm", { ...vm, image: LinuxImages.ubuntu2404() }),
    /is one of Linux, and the machine a WindowsServer/,
  ],
  [
    "a cached disk that is too large for that",
    ({ hub }) =>
      hub.addLinuxServer("Vm", {
        ...vm,
        dataDisks: [{ name: "data", sizeGb: 8192, lun: 0, caching: DiskCaching.READ_ONLY }],
      }),
    /has 8192 GB and the caching ReadOnly; Azure caches disks up to 4095 GB/,
  ],
  [
    "a NAT gateway for no subnet",
    ({ hub }) => hub.addNatGateway({ subnetNames: [] }),
    /subnetNames is empty/,
  ],
  [
    "a service in singular",
    ({ hub }) =>
      hub.addSubnet("web", {
        addressPrefix: "10.0.1.0/24",
        delegation: { service: "Microsoft.Web/serverFarm" },
      }),
    /write "Microsoft.Web\/serverFarms"/,
  ],
])("refuses %s", (_, mistake, message) => {
  expect(refusals((stack) => void mistake(network(stack)))).toEqual([expect.stringMatching(message)]);
});

test.each<[string, (network: HubSpokeConstruct) => unknown, RegExp]>([
  [
    "a network that is a spoke already",
    (made) => made.addSpoke("again", { virtualNetwork: made.spokes[0].virtualNetwork }),
    /the network of spoke "again" is that of "spoke01" already/,
  ],
  [
    "the hub as its own spoke",
    (made) => made.addSpoke("self", { virtualNetwork: made.hub.virtualNetwork }),
    /is that of "hub01" already/,
  ],
  [
    "a subnet that is created as one that exists",
    ({ hub }) => hub.addExistingSubnet(hub.subnet("default")),
    /is created here, and is a subnet of "hub01" already/,
  ],
])("refuses %s", (_, mistake, message) => {
  expect(() => stackWith((stack) => void mistake(network(stack)))).toThrow(message);
});
