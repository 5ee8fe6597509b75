import { analyze } from "../../../lib/analysis";
import { readConfiguration } from "../../../lib/analysis/readers";
import { Body, document, HUB, id, nic, resource, Resources } from "./cases/terraform";

const WINDOWS = "WINDOWS_WITHOUT_EGRESS";
const SCRIPT = "SCRIPT_WITHOUT_EGRESS";

/** The codes that are found about a machine of a private subnet. */
function found(...parts: readonly Resources[]): string[] {
  const subnet = { azurerm_subnet: { hub_default: { default_outbound_access_enabled: false } } };
  const json = document([...HUB, subnet, nic("nic", "hub"), ...parts]);
  return analyze(readConfiguration(json))
    .findings.map(({ code }) => code)
    .filter((code) => [WINDOWS, SCRIPT].includes(code));
}

function machine(system: "windows" | "linux", body: Body = {}): Resources {
  return resource(`${system}_virtual_machine`, "vm", {
    network_interface_ids: [id("network_interface", "nic")],
    ...body,
  });
}

function script(text: string): Body {
  return { custom_data: Buffer.from(text).toString("base64") };
}

function extension(body: Body): Resources {
  return {
    azurerm_virtual_machine_extension: {
      one: { virtual_machine_id: id("linux_virtual_machine", "vm"), name: "one", ...body },
    },
  };
}

const OPEN = { azurerm_subnet: { hub_default: { default_outbound_access_enabled: true } } };
const NAT: readonly Resources[] = [
  resource("nat_gateway", "nat"),
  resource("public_ip", "out", { allocation_method: "Static" }),
  {
    azurerm_nat_gateway_public_ip_association: {
      out: { nat_gateway_id: id("nat_gateway", "nat"), public_ip_address_id: id("public_ip", "out") },
    },
    azurerm_subnet_nat_gateway_association: {
      home: { nat_gateway_id: id("nat_gateway", "nat"), subnet_id: id("subnet", "hub_default") },
    },
  },
];

test("W50: Windows in a private subnet without a way out isn't activated", () => {
  expect(found(machine("windows"))).toEqual([WINDOWS]);
  expect(found(machine("windows"), OPEN)).toEqual([]);
  expect(found(machine("windows"), ...NAT)).toEqual([]);
  expect(found(machine("linux"))).toEqual([]);
});

test.each([
  ["packages of cloud-init", machine("linux", script("#cloud-config\npackages:\n  - frr\n"))],
  ["a package manager", machine("linux", script("#!/bin/sh\napt-get -y install nginx\n"))],
  ["a download", machine("linux", script("#!/bin/sh\ncurl -fsSL example.com | sh\n"))],
])("W105: %s needs a way out", (_, part) => {
  expect(found(part)).toEqual([SCRIPT]);
  expect(found(part, OPEN)).toEqual([]);
  expect(found(part, ...NAT)).toEqual([]);
});

test.each([
  [
    "a script of an extension",
    { type: "CustomScript", settings: '{"fileUris":["https://example.com/a.sh"]}' },
    1,
  ],
  ["Entra login", { type: "AADSSHLoginForLinux" }, 1],
  ["the monitoring agent", { type: "AzureMonitorLinuxAgent" }, 1],
  [
    "a command of the machine's own",
    { type: "CustomScript", settings: '{"commandToExecute":"sysctl -w a=1"}' },
    0,
  ],
  ["an extension of another machine", { type: "AADSSHLoginForLinux", virtual_machine_id: "${var.vm}" }, 0],
])("W105: %s", (_, body, count) => {
  expect(found(machine("linux"), extension(body))).toEqual(Array.from({ length: count }, () => SCRIPT));
});

test("W105: a script that asks nobody needs none", () => {
  expect(found(machine("linux", script("#cloud-config\nwrite_files: []\n")))).toEqual([]);
});
