import { spawnSync } from "child_process";
import { mkdtempSync, rmSync, writeFileSync } from "fs";
import { tmpdir } from "os";
import { join } from "path";
import { App, LocalBackend, TerraformStack, TerraformVariable } from "cdktf";
import {
  LinuxServer,
  ActiveActiveVpnGateway,
  SiteToSiteConnection,
  VirtualNetwork,
  WindowsServer,
} from "../../lib";
import { resourcesOf, stackWith, synthesize, synthesizeStacks } from "../support/synth";

const hasTerraform = spawnSync("terraform", ["-version"]).status === 0;
if (!hasTerraform) {
  console.warn("What is asked of secrets was not judged by Terraform: terraform is not installed.");
}

const place = { location: "eastasia", resourceGroupName: "rg" };

/** A machine whose password comes from another stack, by Terraform alone: its state, and what that says of preconditions. */
function fromAnotherStack(directory: string, password: string): string {
  const stack = stackWith((own) => {
    const other = new TerraformStack(App.of(own), "other");
    new LocalBackend(other, { path: join(directory, "other.tfstate") });
    const network = new VirtualNetwork(own, "Net", { ...place, name: "n", addressSpace: ["10.0.0.0/16"] });
    new WindowsServer(own, "Windows", {
      ...place,
      name: "win",
      subnet: network.addSubnet("apps", { addressPrefix: "10.0.0.0/24" }),
      adminPassword: new TerraformVariable(other, "password", { sensitive: true }).stringValue,
    });
  });
  const [{ resource, data, locals }] = synthesizeStacks([stack]);
  const [machine] = Object.values(resourcesOf({ resource }, "azurerm_windows_virtual_machine"));
  const outputs = {
    "cross-stack-output-varpassword": { value: password, type: "string", sensitive: true },
  };
  writeFileSync(
    join(directory, "other.tfstate"),
    JSON.stringify({ version: 4, serial: 1, lineage: "x", outputs, resources: [] }),
  );
  const terraform_data = { windows: { lifecycle: machine.lifecycle } };
  writeFileSync(
    join(directory, "main.tf.json"),
    JSON.stringify({ data, locals, resource: { terraform_data } }),
  );
  spawnSync("terraform", ["init"], { cwd: directory });
  const { stdout, stderr } = spawnSync("terraform", ["plan", "-no-color", "-input=false"], {
    cwd: directory,
    encoding: "utf8",
  });
  return stdout + stderr;
}

/** The stack's variables and preconditions, on resources of Terraform's own: the provider may be out of reach. */
function withoutProvider(): object {
  const { variable, resource } = synthesize((stack) => {
    const network = new VirtualNetwork(stack, "Net", { ...place, name: "n", addressSpace: ["10.0.0.0/16"] });
    const subnet = network.addSubnet("apps", { addressPrefix: "10.0.0.0/24" });
    new WindowsServer(stack, "Windows", { ...place, name: "win", subnet });
    new LinuxServer(stack, "Linux", { ...place, name: "lin", subnet });
    const vpnGateway = ActiveActiveVpnGateway.fromVpnGatewayAttributes(stack, "Gateway", {
      vpnGatewayId:
        "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworkGateways/gateway",
    });
    new SiteToSiteConnection(stack, "Site", {
      ...place,
      name: "dc",
      vpnGateway,
      gatewayAddress: "203.0.113.1",
      addressSpace: ["192.168.0.0/16"],
    });
  });
  const types = ["windows_virtual_machine", "linux_virtual_machine", "virtual_network_gateway_connection"];
  const blocks = types.flatMap((type) => Object.values(resourcesOf({ resource }, `azurerm_${type}`)));
  return {
    variable,
    resource: {
      terraform_data: Object.fromEntries(
        blocks.map(({ lifecycle, admin_password, shared_key }, index) => [
          types[index],
          { lifecycle, input: admin_password ?? shared_key },
        ]),
      ),
    },
  };
}

(hasTerraform ? describe : describe.skip)("Terraform itself", () => {
  const directory = mkdtempSync(join(tmpdir(), "admin-password-"));
  afterAll(() => rmSync(directory, { recursive: true, force: true }));
  beforeAll(() => {
    writeFileSync(join(directory, "main.tf.json"), JSON.stringify(withoutProvider()));
    spawnSync("terraform", ["init"], { cwd: directory });
  });
  const output = (password: string, key: string): string => {
    const { stdout, stderr } = spawnSync("terraform", ["plan", "-no-color", "-input=false"], {
      cwd: directory,
      encoding: "utf8",
      env: { ...process.env, TF_VAR_admin_password: password, TF_VAR_vpn_shared_key_dc: key },
    });
    return stdout + stderr;
  };

  test.each([
    ["Q7!x", "key", /6 to 72 characters for Linux/],
    ["Q7!xyzw", "key", /8 to 123 characters for Windows/],
    ["Lower_Upper_only", "key", /three of these/],
    ["Pa$$word", "key", /well known/],
    ["Good-Passw0rd", "schlüssel-9f3c", /1 to 128 printable/],
  ])("refuses %s with %s and prints neither", (password, key, message) => {
    const printed = output(password, key);
    expect(printed.replace(/\s*\n[│ ]*/g, " ")).toMatch(message);
    // The list of well-known ones is part of the condition, which Terraform shows.
    expect(
      printed.replaceAll(JSON.stringify(["Pa$$word"]).slice(1, -1).replaceAll('"', '\\"'), ""),
    ).not.toContain(password);
    expect(printed).not.toContain("9f3c");
  });

  test("doesn't print one that comes from another stack, whose outputs aren't marked", () => {
    const own = mkdtempSync(join(tmpdir(), "other-stack-"));
    const printed = fromAnotherStack(own, "Sh0rt!x");
    rmSync(own, { recursive: true });
    expect(printed).toContain("8 to 123 characters for Windows");
    expect(printed).not.toContain("Sh0rt!x");
  });

  test("takes good ones", () => {
    expect(output("Good-Passw0rd", "a good key")).toContain("3 to add");
  });
});
