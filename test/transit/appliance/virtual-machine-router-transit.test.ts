import { mkdtempSync, readFileSync } from "fs";
import { tmpdir } from "os";
import { join } from "path";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { App, TerraformStack } from "cdktf";
import {
  DailyShutdown,
  InternetEgress,
  OperatingSystem,
  TransitRouting,
  TransitRoutes,
  VirtualMachineRouterTransitOptions,
} from "../../../lib";
import { DependencyGraph } from "../../support/dependency-graph";
import { refusals, resourceNamed, resourcesOf, synthesize } from "../../support/synth";
import { routesOf, transitNetwork } from "../transit-network";

const EGRESS = TransitRoutes.defaultRoute({ internetEgress: InternetEgress.THROUGH_TRANSIT });

function router(options: Partial<VirtualMachineRouterTransitOptions> = {}) {
  return transitNetwork(TransitRouting.virtualMachineRouter({ subnetPrefix: "10.0.1.0/24", ...options }));
}

describe("a Linux router", () => {
  const json = synthesize(router());

  test("has a static address, which routes point at, and may forward", () => {
    expect(resourceNamed(json, "azurerm_network_interface", "nic-router01")).toMatchObject({
      ip_forwarding_enabled: true,
      ip_configuration: [{ private_ip_address: "10.0.1.4", private_ip_address_allocation: "Static" }],
    });
    expect(routesOf(json, "rt-spoke02")).toEqual({
      "to-spoke01_10.10.0.0-16": "10.10.0.0/16 VirtualAppliance 10.0.1.4",
    });
  });

  test("is never shut down", () => {
    expect(resourcesOf(json, "azurerm_dev_test_global_vm_shutdown_schedule")).toEqual({});
    expect(refusals(router({ dailyShutdown: DailyShutdown.at("00:00", "Tokyo Standard Time") }))).toEqual([
      expect.stringMatching(/the router must not be shut down every day/),
    ]);
    expect(refusals(router({ dailyShutdown: DailyShutdown.never() }))).toEqual([]);
  });

  test("is not replaced when a spoke is added", () => {
    const later = synthesize((stack) => {
      router({ routes: EGRESS })(stack).addSpoke("spoke03", { addressSpace: ["10.30.0.0/16"] });
    });
    expect(resourcesOf(later, "azurerm_linux_virtual_machine")).toEqual(
      resourcesOf(synthesize(router({ routes: EGRESS })), "azurerm_linux_virtual_machine"),
    );
  });

  test("is declared to forward, since Terraform can't know it", () => {
    const app = new App({ outdir: mkdtempSync(join(tmpdir(), "router-")) });
    const stack = new TerraformStack(app, "stack");
    new AzurermProvider(stack, "azurerm", { features: [{}] });
    router()(stack);
    app.synth();
    const whole = JSON.parse(readFileSync(join(app.outdir, "stacks", "stack", "cdk.tf.json"), "utf8"));
    const [networkInterface] = Object.keys(whole.resource.azurerm_network_interface);
    expect(whole["//"]["cdktf-azure-hub-spoke"].forwards).toEqual([
      `azurerm_network_interface.${networkInterface}`,
    ]);
  });

  test("has a public address only if the Internet is reached through it", () => {
    expect(resourcesOf(json, "azurerm_public_ip")).toEqual({});
    const withEgress = synthesize(router({ routes: EGRESS }));
    expect(Object.keys(resourcesOf(withEgress, "azurerm_public_ip"))).toHaveLength(1);
    expect(routesOf(withEgress, "rt-hub01-spokes")).toEqual({
      default: "0.0.0.0/0 VirtualAppliance 10.0.1.4",
    });
  });

  test("refuses to translate between networks that look public, unless they are listed", () => {
    const build = (untranslatedPrefixes?: string[]) =>
      refusals((stack) => {
        router({ routes: EGRESS, untranslatedPrefixes })(stack).addSpoke("old", {
          addressSpace: ["20.0.0.0/16"],
        });
      });
    expect(build()).toEqual([
      expect.stringMatching(/20\.0\.0\.0\/16 is not private.*list it in untranslated/),
    ]);
    expect(build(["20.0.0.0/16"])).toEqual([]);
  });
});

describe("a Windows router", () => {
  const json = synthesize(router({ operatingSystem: OperatingSystem.WINDOWS }));

  test("forwards from now on and after a restart, without the Internet", () => {
    const { source } = resourceNamed(json, "azurerm_virtual_machine_run_command", "enable-forwarding");
    expect(source.script).toMatch(/Services\\Tcpip\\Parameters"\n.*IPEnableRouter -Value 1 -Type DWord/);
    expect(source.script).toMatch(/Set-NetIPInterface -AddressFamily IPv4 -Forwarding Enabled/);
    expect(source.script).not.toMatch(/http|Install/i);
  });

  test("runs the script once the machine is there (E9), and is never shut down", () => {
    const graph = new DependencyGraph(json);
    expect(graph.waits(graph.one("run_command."), graph.one("azurerm_windows_virtual_machine."))).toBe(true);
    expect(resourcesOf(json, "azurerm_dev_test_global_vm_shutdown_schedule")).toEqual({});
    expect(resourceNamed(json, "azurerm_network_interface", "nic-router01").ip_forwarding_enabled).toBe(true);
  });

  test("refuses what only Linux does", () => {
    const operatingSystem = OperatingSystem.WINDOWS;
    expect(refusals(router({ operatingSystem, routes: EGRESS }))).toEqual([
      expect.stringMatching(/a Windows router doesn't translate addresses for the Internet/),
    ]);
    expect(refusals(router({ operatingSystem, adminSshPublicKey: "ssh-rsa AAAA" }))).toEqual([
      expect.stringMatching(/adminSshPublicKey is for a Linux router/),
    ]);
  });
});

test.each([
  ["10.0.1.3", /is one of the five addresses that Azure keeps/],
  ["10.0.9.4", /is not in subnet "router"/],
])("refuses the address %s", (privateIpAddress, message) => {
  expect(refusals(router({ privateIpAddress }))).toContainEqual(expect.stringMatching(message));
});

test.each(["hello", "10.0.1.1/24"])("the subnet prefix %s is one mistake and one message", (subnetPrefix) => {
  expect(refusals(router({ subnetPrefix }))).toEqual([
    expect.stringMatching(/the address prefix of subnet "router"/),
  ]);
});
