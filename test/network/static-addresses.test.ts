import fc from "fast-check";
import { LinuxServer, NetworkAppliances, ApplianceImages, VirtualNetwork } from "../../lib";
import { refusals } from "../support/synth";

const PLACE = { location: "eastasia", resourceGroupName: "rg" };

/** What is said of so many machines in a subnet, the first of them with static addresses. */
function said(length: number, machines: number, fixed: number): string[] {
  return refusals((stack) => {
    const network = new VirtualNetwork(stack, "Net", {
      ...PLACE,
      name: "hub",
      addressSpace: ["10.0.0.0/16"],
    });
    const subnet = network.addSubnet("small", { addressPrefix: `10.0.0.0/${length}` });
    for (let index = 0; index < machines; index++) {
      new LinuxServer(stack, `Vm${index}`, {
        ...PLACE,
        name: `vm${index}`,
        subnet,
        privateIpAddress: index < fixed ? `10.0.0.${4 + index}` : undefined,
      });
    }
  });
}

test("a subnet gives no more addresses than it has, however they are chosen: said once", () => {
  fc.assert(
    fc.property(fc.constantFrom(29, 28), fc.nat(14), fc.nat(3), (length, machines, fixed) => {
      const room = 2 ** (32 - length) - 5;
      const messages = said(length, machines, Math.min(fixed, machines));
      expect(messages).toEqual(
        machines <= room
          ? []
          : [expect.stringContaining(`has ${room} addresses to give, and ${machines} are asked for`)],
      );
    }),
    { numRuns: 12 },
  );
});

test("appliances for which a subnet has no room are told once, by what creates them", () => {
  const messages = refusals((stack) => {
    const network = new VirtualNetwork(stack, "Net", {
      ...PLACE,
      name: "hub",
      addressSpace: ["10.0.0.0/16"],
    });
    new NetworkAppliances(stack, "Nva", {
      ...PLACE,
      image: ApplianceImages.ciscoCatalyst8000v(),
      bootstrap: "ip http secure-server",
      instances: 5,
      subnet: network.addSubnet("nva", { addressPrefix: "10.0.1.0/29" }),
    });
  });
  expect(messages).toEqual([expect.stringContaining("has no room for 5 appliances")]);
});
