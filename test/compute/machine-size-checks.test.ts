import { TerraformResource } from "cdktf";
import {
  ApplianceImages,
  LinuxImages,
  LinuxServer,
  VirtualMachineImage,
  VirtualNetwork,
  WindowsImages,
} from "../../lib";
import { sizeProblems, windowsSizeProblem } from "../../lib/compute/machine-size-checks";
import { refusals } from "../support/synth";

const ubuntu = (sku: string, offer = "0001-com-ubuntu-server-jammy"): VirtualMachineImage => ({
  publisher: "Canonical",
  offer,
  sku,
});
const server = (sku: string): VirtualMachineImage => ({
  publisher: "MicrosoftWindowsServer",
  offer: "WindowsServer",
  sku,
});

function said(size: string, image: VirtualMachineImage, trustedLaunch?: boolean): string[] {
  return sizeProblems(size, image, { trustedLaunch }).filter((each) => each !== undefined);
}

test.each<[string, VirtualMachineImage, string]>([
  ["Standard_D2ps_v5", LinuxImages.ubuntu2404(), "have an Arm64 processor"],
  ["Standard_B2pts_v2", WindowsImages.server2022(), "have an Arm64 processor"],
  ["Standard_E4pds_v6", LinuxImages.debian12(), "have an Arm64 processor"],
  ["Standard_D2s_v5", ubuntu("server-arm64", "ubuntu-24_04-lts"), "have an x64 processor"],
  ["Standard_D2_v3", LinuxImages.ubuntu2404(), "start images of generation 1 only"],
  ["Standard_D2_v2", WindowsImages.server2025(), "start images of generation 1 only"],
  ["Standard_A2m_v2", WindowsImages.server2019(), "start images of generation 1 only"],
  ["Standard_F4", ApplianceImages.fortinetFortiGate(), ""],
  ["Standard_D8s_v6", ubuntu("22_04-lts"), "start images of generation 2 only"],
  ["Standard_DC2s_v3", server("2019-datacenter"), "start images of generation 2 only"],
])("%s doesn't start %j", (size, image, words) => {
  const problems = said(size, image);
  expect(problems).toHaveLength(words === "" ? 0 : 1);
  expect(problems.join()).toContain(words);
});

test.each(["Standard_", "D2s_v5", "standard_d2s_v5", "Standard D2s v5", "large"])("%s is no size", (size) => {
  expect(said(size, LinuxImages.ubuntu2404())).toEqual([expect.stringContaining("is not one of Azure's")]);
});

test("sizes and images whose names tell nothing for sure are left alone", () => {
  const images = [
    ubuntu("server", "ubuntu-24_04-lts"),
    server("2022-datacenter-g2"),
    { publisher: "myself", offer: "appliance", sku: "arm-chair" },
    { publisher: "cisco", offer: "cisco-c8000v-byol", sku: "17_15_01a-byol" },
    ubuntu("${var.sku}"),
  ];
  const sizes = [
    "Standard_B2ms",
    "Standard_D2s_v3",
    "Standard_DS2_v2",
    "Standard_D4_v4",
    "Standard_D4d_v5",
    "Standard_E96-24s_v5",
    "Standard_F4s_v2",
    "Standard_L8s_v3",
    "Standard_M128ms",
    "Standard_NV6ads_A10_v5",
    "Standard_HB120rs_v3",
  ];
  for (const size of sizes) {
    for (const image of images.filter(({ sku }) => sku !== "arm-chair")) {
      expect([size, ...said(size, image)]).toEqual([size]);
    }
  }
});

test("a size that starts no image of the kind is said once, whatever else it lacks", () => {
  expect(said("Standard_D2_v3", LinuxImages.ubuntu2404(), true)).toHaveLength(1);
  expect(said("Standard_D2s_v5", ubuntu("22_04-lts"), true)).toEqual([
    expect.stringContaining("generation 1, which has no Trusted Launch"),
  ]);
});

test.each<[string, (machine: TerraformResource) => void]>([
  ["sets", (machine) => Object.assign(machine, { size: "Standard_D2ps_v5" })],
  ["overrides", (machine) => machine.addOverride("size", "Standard_D2ps_v5")],
])(
  "a size that a program %s on the resource, in an Aspect say, is judged as one of the machine's own",
  (_, change) => {
    const found = refusals((stack) => {
      const place = { location: "eastasia", resourceGroupName: "rg" };
      const network = new VirtualNetwork(stack, "Net", {
        ...place,
        name: "net",
        addressSpace: ["10.0.0.0/16"],
      });
      const subnet = network.addSubnet("default", { addressPrefix: "10.0.0.0/24" });
      const machine = new LinuxServer(stack, "Machine", { ...place, name: "vm", subnet });
      change(machine.node.defaultChild as TerraformResource);
    });
    expect(found).toEqual([expect.stringContaining('"Standard_D2ps_v5" have an Arm64 processor')]);
  },
);

test("knows the size that runs Linux only", () => {
  expect(windowsSizeProblem("Standard_B1ls")).toMatch(/run Linux only: take another size for Windows/);
  expect(windowsSizeProblem("Standard_B1s")).toBeUndefined();
  expect(windowsSizeProblem("${var.size}")).toBeUndefined();
});
