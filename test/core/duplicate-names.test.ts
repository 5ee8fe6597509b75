import { TerraformStack } from "cdktf";
import {
  ApplianceImages,
  HubSpokeConstruct,
  KeyVaultPassword,
  NetworkAppliances,
  VirtualNetwork,
} from "../../lib";
import { refusals } from "../support/synth";

function hub(stack: TerraformStack): HubSpokeConstruct["hub"] {
  return new HubSpokeConstruct(stack, "Network", {
    location: "eastasia",
    resourceGroupName: "rg",
    hub: {
      name: "hub01",
      addressSpace: ["10.0.0.0/16"],
      subnets: [{ name: "default", addressPrefix: "10.0.0.0/24" }],
    },
  }).hub;
}

test("refuses two machines of one name, naming both constructs", () => {
  const found = refusals((stack) => {
    const own = hub(stack);
    own.addWindowsServer("A", { name: "vm1", subnetName: "default" });
    own.addWindowsServer("B", { name: "VM1", subnetName: "default" });
  });
  // Their interfaces are named after them: one mistake is one message.
  expect(found).toEqual([expect.stringMatching(/stack\/Network\/Hub\/A.*stack\/Network\/Hub\/B.*"vm-VM1"/)]);
});

test("says once that two constructs make several resources of the same names", () => {
  const place = { location: "eastasia", resourceGroupName: "rg" };
  const found = refusals((stack) => {
    const network = new VirtualNetwork(stack, "Net", {
      ...place,
      name: "net",
      addressSpace: ["10.0.0.0/16"],
    });
    ["10.0.1.0/27", "10.0.2.0/27"].forEach(
      (addressPrefix, index) =>
        new NetworkAppliances(stack, `Nva${index}`, {
          ...place,
          image: ApplianceImages.fortinetFortiGate(),
          bootstrap: "config",
          subnet: network.addSubnet(`nva${index}`, { addressPrefix }),
        }),
    );
  });
  expect(found).toEqual([
    expect.stringMatching(
      /stack\/Nva0\/.*stack\/Nva1\/.*"lbi-nva", in the same place \(with 4 more that the two make\); rename one of them$/,
    ),
  ]);
});

test("compares the names of what has no place", () => {
  const keyVaultId = "/subscriptions/s/resourceGroups/g/providers/Microsoft.KeyVault/vaults/kv";
  const found = refusals((stack) => {
    new KeyVaultPassword(stack, "A", { keyVaultId, secretName: "admin" });
    new KeyVaultPassword(stack, "B", { keyVaultId, secretName: "Admin" });
  });
  expect(found).toEqual([expect.stringMatching(/stack\/A.*stack\/B.*"Admin"/)]);
});

test("allows one name in two resource groups and in two networks", () => {
  const found = refusals((stack) => {
    hub(stack);
    new VirtualNetwork(stack, "Other", {
      location: "eastasia",
      resourceGroupName: "rg-other",
      name: "hub01",
      addressSpace: ["10.1.0.0/16"],
      subnets: [{ name: "default", addressPrefix: "10.1.0.0/24" }],
    });
  });
  expect(found).toEqual([]);
});

test("refuses one static address for two machines", () => {
  const found = refusals((stack) => {
    const own = hub(stack);
    own.addWindowsServer("A", { name: "a", subnetName: "default", privateIpAddress: "10.0.0.10" });
    own.addWindowsServer("B", { name: "b", subnetName: "default", privateIpAddress: "10.0.0.10" });
  });
  expect(found).toEqual([
    expect.stringMatching(/10\.0\.0\.10, is the address of stack\/Network\/Hub\/A\/NetworkInterface already/),
  ]);
});
