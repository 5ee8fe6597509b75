import { existsSync, mkdtempSync } from "fs";
import { tmpdir } from "os";
import { join } from "path";
import { KeyVaultSecret } from "@cdktf/provider-azurerm/lib/key-vault-secret";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { VirtualNetworkGateway } from "@cdktf/provider-azurerm/lib/virtual-network-gateway";
import { VirtualNetworkGatewayConnection } from "@cdktf/provider-azurerm/lib/virtual-network-gateway-connection";
import { WindowsVirtualMachine } from "@cdktf/provider-azurerm/lib/windows-virtual-machine";
import { App, Aspects, AzurermBackend, Fn, TerraformLocal, TerraformStack, TerraformVariable } from "cdktf";
import { IConstruct } from "constructs";
import { ClientAuthentication, HubSpokeConstruct, Synthesis } from "../../lib";
import { refusals } from "../support/synth";

const SECRET = "hunter2-Hunter2";

/** A hub with a machine, a site and VPN clients by RADIUS. */
function network(stack: TerraformStack): HubSpokeConstruct {
  const built = new HubSpokeConstruct(stack, "Network", {
    location: "eastasia",
    hub: {
      name: "hub01",
      addressSpace: ["10.0.0.0/16"],
      subnets: [{ name: "default", addressPrefix: "10.0.0.0/24" }],
      vpnGateway: {
        subnetPrefix: "10.0.200.0/26",
        pointToSite: {
          addressPool: ["172.30.0.0/24"],
          authentication: [ClientAuthentication.radius({ servers: [{ address: "10.0.0.9" }] })],
        },
      },
    },
  });
  built.hub.addWindowsServer("Vm", { name: "hub01", subnetName: "default" });
  built.hub.addSiteToSite("tokyo", { gatewayAddress: "203.0.113.1", addressSpace: ["192.168.0.0/24"] });
  return built;
}

function machineOf(stack: TerraformStack): WindowsVirtualMachine {
  return stack.node.findAll().find((each) => each instanceof WindowsVirtualMachine)!;
}

/** What is said of a network that something is done to. */
function said(change: (stack: TerraformStack) => void): string[] {
  return refusals((stack) => {
    network(stack);
    change(stack);
  });
}

test("a network as it comes is accepted", () => {
  expect(said(() => undefined)).toEqual([]);
});

test("a password that an aspect writes is refused by its argument, and not repeated", () => {
  const messages = said((stack) =>
    Aspects.of(stack).add({
      visit: (node: IConstruct) => {
        if (node instanceof WindowsVirtualMachine) {
          node.adminPassword = SECRET;
        }
      },
    }),
  );
  expect(messages).toEqual([
    expect.stringMatching(
      /^\[stack\] admin_password of azurerm_windows_virtual_machine\.Network_Hub_Vm_\w+ \[stack\/Network\/Hub\/Vm\] would stand as text in the synthesized JSON/,
    ),
  ]);
  expect(messages.join()).not.toContain(SECRET);
});

const WAYS: { readonly [way: string]: (stack: TerraformStack) => void } = {
  "an override of the resource": (stack) => machineOf(stack).addOverride("admin_password", SECRET),
  "an override with a number": (stack) => machineOf(stack).addOverride("admin_password", 12345678),
  "an override of the stack": (stack) => {
    const { friendlyUniqueId } = machineOf(stack);
    stack.addOverride(`resource.azurerm_windows_virtual_machine.${friendlyUniqueId}.admin_password`, SECRET);
  },
  "a text in an expression": (stack) => machineOf(stack).addOverride("admin_password", Fn.sensitive(SECRET)),
  "a text that only looks like an expression": (stack) =>
    machineOf(stack).addOverride("admin_password", "$${var.password}"),
  "a variable with a default": (stack) => {
    const variable = new TerraformVariable(stack, "default", { sensitive: true, default: SECRET });
    machineOf(stack).addOverride("admin_password", variable.stringValue);
  },
  "a local value": (stack) =>
    machineOf(stack).addOverride("admin_password", new TerraformLocal(stack, "local", SECRET).asString),
  "a member of a local map": (stack) =>
    machineOf(stack).addOverride(
      "admin_password",
      Fn.lookup(new TerraformLocal(stack, "passwords", { hub01: SECRET }).expression, "hub01", ""),
    ),
  "a member of a local list": (stack) =>
    machineOf(stack).addOverride(
      "admin_password",
      Fn.element(new TerraformLocal(stack, "passwords", [SECRET]).expression, 0),
    ),
  "a shared key": (stack) => {
    const connection = stack.node.findAll().find((each) => each instanceof VirtualNetworkGatewayConnection);
    connection!.sharedKey = SECRET;
  },
  "a block": (stack) => {
    const gateway = stack.node.findAll().find((each) => each instanceof VirtualNetworkGateway);
    gateway!.addOverride("vpn_client_configuration", [{ radius_server: [{ secret: SECRET }] }]);
  },
  "a resource of the program's own": (stack) =>
    void new KeyVaultSecret(stack, "Secret", { keyVaultId: "kv", name: "a", value: SECRET }),
};

test.each(Object.keys(WAYS))("%s is refused once, without the secret", (way) => {
  const messages = said(WAYS[way]);
  expect(messages).toEqual([expect.stringContaining("would stand as text in the synthesized JSON")]);
  expect(messages.join()).not.toContain("unter2");
});

test("what refers to something else is accepted", () => {
  const messages = said((stack) => {
    const variable = new TerraformVariable(stack, "key", { sensitive: true });
    machineOf(stack).addOverride("admin_password", variable.stringValue);
    const value = `Server=db;Password=${variable.stringValue}`;
    new KeyVaultSecret(stack, "Secret", { keyVaultId: "kv", name: "a", value });
    new KeyVaultSecret(stack, "Generated", {
      keyVaultId: "kv",
      name: "b",
      value: "${random_password.p.result}",
    });
    const mixed = new TerraformLocal(stack, "mixed", { user: "ops", key: variable.stringValue });
    new KeyVaultSecret(stack, "Member", { keyVaultId: "kv", name: "d", value: `\${${mixed.fqn}["key"]}` });
    new KeyVaultSecret(stack, "WriteOnly", { keyVaultId: "kv", name: "c", valueWoVersion: 1 });
  });
  expect(messages).toEqual([]);
});

test("what a construct was given as a text behind a token is told by that construct alone", () => {
  const messages = refusals((stack) => {
    const hub = network(stack).hub;
    const adminPassword = Fn.sensitive(SECRET) as unknown as string;
    hub.addWindowsServer("Other", { name: "other", subnetName: "default", adminPassword });
  });
  expect(messages).toEqual([expect.stringContaining("behind a token")]);
});

test("Synthesis.run writes nothing of a stack in which an aspect has written one", () => {
  const app = new App({ outdir: mkdtempSync(join(tmpdir(), "secrets-")) });
  const stack = new TerraformStack(app, "stack");
  new AzurermProvider(stack, "azurerm", { features: [{}] });
  network(stack);
  Aspects.of(stack).add({
    visit: (node: IConstruct) => {
      if (node instanceof WindowsVirtualMachine) {
        node.addOverride("admin_password", SECRET);
      }
    },
  });
  expect(() => Synthesis.run(app)).toThrow(/admin_password of .* would stand as text/);
  expect(existsSync(join(app.outdir, "stacks", "stack", "cdk.tf.json"))).toBe(false);
});

test("a secret of a provider or a backend is refused by its argument, and not repeated", () => {
  const messages = said((stack) => {
    new AzurermProvider(stack, "other", {
      alias: "other",
      features: [{}],
      clientId: "00000000-0000-0000-0000-000000000000",
      clientSecret: SECRET,
    });
    new AzurermBackend(stack, {
      resourceGroupName: "rg",
      storageAccountName: "state",
      containerName: "tf",
      key: "hub.tfstate",
      accessKey: SECRET,
    });
    stack.addOverride("terraform.backend.azurerm.sas_token", SECRET);
    stack.addOverride("provider.azapi", [{ client_secret: SECRET }]);
  });
  expect(messages).toEqual([
    expect.stringMatching(
      /^\[stack\] client_secret of the provider azurerm \[stack\/other\] would stand as text .* ARM_CLIENT_SECRET/,
    ),
    expect.stringMatching(/^\[stack\] access_key of the backend \[stack\/backend\] .* -backend-config/),
    expect.stringMatching(/^\[stack\] client_secret of the provider azapi \[stack\] would stand as text/),
    expect.stringMatching(/^\[stack\] sas_token of the backend \[stack\] .* -backend-config/),
  ]);
  expect(messages.join()).not.toContain(SECRET);
});

test("a provider may be given a sensitive variable, and a backend what is no secret", () => {
  const messages = said((stack) => {
    const secret = new TerraformVariable(stack, "client_secret", { type: "string", sensitive: true });
    new AzurermProvider(stack, "other", { alias: "other", features: [{}], clientSecret: secret.stringValue });
    new AzurermBackend(stack, {
      storageAccountName: "state",
      containerName: "tf",
      key: "hub",
      useOidc: true,
    });
  });
  expect(messages).toEqual([]);
});
