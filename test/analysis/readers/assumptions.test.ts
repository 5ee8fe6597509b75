import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { InputError, readConfiguration, readInput } from "../../../lib/analysis/readers";

const configuration = {
  resource: {
    azurerm_virtual_network_gateway: { gw: { name: "vpngw01" } },
    azurerm_network_interface: { nva: { name: "nic-nva" }, other: { name: "nic-other" } },
    azurerm_linux_virtual_machine: { vm: { name: "vm-nva" } },
    azurerm_subnet: { s: { name: "nic-subnet" } },
  },
};

const read = (assume: object) => readConfiguration(configuration, { version: 1, ...assume }).assumptions;

function errorOf(attempt: () => unknown): string {
  try {
    attempt();
  } catch (error) {
    expect(error).toBeInstanceOf(InputError);
    return (error as Error).message;
  }
  throw new Error("nothing was refused");
}

test("names are Azure names in any case, Terraform addresses, references or addresses of something outside", () => {
  const declaredIn = "the assumptions";
  expect(
    read({
      bgp: [
        { speaker: "VPNGW01", announces: ["10.0.0.0/8"] },
        { speaker: "10.0.1.9", announces: [] },
      ],
      onPremises: [
        { name: "dc1", gateway: "azurerm_virtual_network_gateway.gw", prefixes: ["192.168.0.0/16"] },
      ],
      forwards: ["nic-nva", "${azurerm_network_interface.other.id}", "vm-nva", "10.9.0.4"],
    }),
  ).toEqual({
    bgp: [
      { speaker: "azurerm_virtual_network_gateway.gw", announces: ["10.0.0.0/8"], declaredIn },
      { ip: "10.0.1.9", announces: [], declaredIn },
    ],
    onPremises: [
      {
        name: "dc1",
        gateway: "azurerm_virtual_network_gateway.gw",
        prefixes: ["192.168.0.0/16"],
        declaredIn,
      },
    ],
    forwards: [
      { resource: "azurerm_network_interface.nva", declaredIn },
      { resource: "azurerm_network_interface.other", declaredIn },
      { resource: "azurerm_linux_virtual_machine.vm", declaredIn },
      { ip: "10.9.0.4", declaredIn },
    ],
  });
});

test("a configuration declares its own in the comment at its top", () => {
  const model = readConfiguration({
    ...configuration,
    "//": {
      metadata: { version: "0.21.0" },
      "cdktf-azure-hub-spoke": { version: 1, forwards: ["azurerm_network_interface.nva"] },
    },
  });
  expect(model.assumptions.forwards).toEqual([
    { resource: "azurerm_network_interface.nva", declaredIn: "the configuration" },
  ]);
});

describe("refuses", () => {
  test.each<[string, object, RegExp]>([
    [
      "an unknown name",
      { forwards: ["nic-nav"] },
      /names "nic-nav", which is no resource.*did you mean "nic-nva"/,
    ],
    ["a name of something that can't forward", { forwards: ["nic-subnet"] }, /no resource/],
    ["an address of something that can't forward", { forwards: ["azurerm_subnet.s"] }, /no resource/],
    [
      "a NIC as gateway",
      { onPremises: [{ name: "a", gateway: "nic-nva", prefixes: [] }] },
      /"nic-nva".*known: "vpngw01"/,
    ],
    ["a misspelt key", { forward: ["nic-nva"] }, /unknown key "forward"; did you mean "forwards"/],
    [
      "a misspelt key of an entry",
      { bgp: [{ speaker: "vpngw01", anounces: [] }] },
      /bgp\[0\].*"anounces"; did you mean "announces"/,
    ],
    ["a missing name", { bgp: [{ announces: [] }] }, /bgp\[0\]\.speaker is missing, but must be a name/],
    [
      "a prefix that is none",
      { bgp: [{ speaker: "vpngw01", announces: ["10.0.0.1/8"] }] },
      /announces\[0\] "10\.0\.0\.1\/8" has host bits set/,
    ],
    [
      "prefixes that are no list",
      { onPremises: [{ name: "a", gateway: "vpngw01", prefixes: "10.0.0.0/8" }] },
      /must be a list/,
    ],
    ["an object for a list", { bgp: {} }, /bgp is \{\}, but must be a list/],
    ["another version", { version: 2 }, /has version 2; assumptions need "version": 1/],
    ["no version", { version: undefined }, /has no version/],
  ])("%s", (_, assume, expected) => {
    expect(errorOf(() => read(assume))).toMatch(expected);
  });

  test("a name that two resources have", () => {
    const two = { resource: { azurerm_network_interface: { a: { name: "nic" }, b: { name: "NIC" } } } };
    expect(errorOf(() => readConfiguration(two, { version: 1, forwards: ["nic"] }))).toMatch(
      /azurerm_network_interface\.a and azurerm_network_interface\.b; give the Terraform address/,
    );
  });
});

describe("a file for several stacks", () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "hub-spoke-"));
    const stack = (name: string) => ({ synthesizedStackPath: `${name}.tf.json` });
    writeFileSync(
      join(directory, "manifest.json"),
      JSON.stringify({ stacks: { a: stack("a"), b: stack("b") } }),
    );
    writeFileSync(join(directory, "a.tf.json"), JSON.stringify(configuration));
    writeFileSync(join(directory, "b.tf.json"), JSON.stringify({ resource: {} }));
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  test("applies where its names are, and is refused where no stack has one", () => {
    const assume = join(directory, "assume.json");
    writeFileSync(assume, JSON.stringify({ version: 1, forwards: ["nic-nva"] }));
    expect(readInput(directory, { assume }).map(({ model }) => model.assumptions.forwards)).toEqual([
      [{ resource: "azurerm_network_interface.nva", declaredIn: assume }],
      [],
    ]);
    writeFileSync(assume, JSON.stringify({ version: 1, forwards: ["nic-nowhere", "nic-nva"] }));
    expect(errorOf(() => readInput(directory, { assume }))).toContain(`${assume} names "nic-nowhere"`);
  });
});
