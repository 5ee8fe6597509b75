import { Fn, Lazy, TerraformLocal, TerraformStack, TerraformVariable, Token } from "cdktf";
import {
  DailyShutdown,
  LinuxServer,
  LinuxServerOptions,
  VirtualNetwork,
  WindowsServer,
  WindowsServerOptions,
} from "../../lib";
import { Block, refusals, resourceNamed, resourcesOf, synthesize, TerraformJson } from "../support/synth";

const PUBLIC_KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ3Vfyj1nh0w3r8mM2cC1lqkQpF5vJmFhP5xY2b8d0aZ me";

const PLACE = { location: "eastasia", resourceGroupName: "rg" };

function subnet(stack: TerraformStack, name = "default") {
  const network = new VirtualNetwork(stack, "Net", {
    ...PLACE,
    name: "hub01",
    addressSpace: ["10.0.0.0/16"],
  });
  return network.addSubnet(name, { addressPrefix: "10.0.0.0/24" });
}

function windows(options: Partial<WindowsServerOptions> = {}, subnetName?: string) {
  return (stack: TerraformStack): void => {
    new WindowsServer(stack, "Vm", {
      ...PLACE,
      name: "hub01",
      subnet: subnet(stack, subnetName),
      ...options,
    });
  };
}

function linux(options: Partial<LinuxServerOptions> = {}) {
  return (stack: TerraformStack): void => {
    new LinuxServer(stack, "Vm", { ...PLACE, name: "router", subnet: subnet(stack), ...options });
  };
}

const vm = (json: TerraformJson): Block => resourceNamed(json, "azurerm_windows_virtual_machine", "vm-hub01");

describe("WindowsServer", () => {
  test("has the article's image, size, disk and diagnostics, and sends no empty patch mode", () => {
    expect(vm(synthesize(windows()))).toMatchObject({
      computer_name: "hub01",
      size: "Standard_B2ms",
      source_image_reference: { sku: "2019-datacenter-smalldisk-g2", version: "latest" },
      os_disk: { caching: "ReadWrite", storage_account_type: "StandardSSD_LRS" },
      boot_diagnostics: {},
      patch_mode: "AutomaticByOS",
      patch_assessment_mode: "ImageDefault",
    });
  });

  test("is shut down at midnight in Tokyo, at another time, or never", () => {
    const schedule = (options: Partial<WindowsServerOptions>): Block[] =>
      Object.values(
        resourcesOf(synthesize(windows(options)), "azurerm_dev_test_global_vm_shutdown_schedule"),
      );
    expect(schedule({})).toMatchObject([{ daily_recurrence_time: "0000", timezone: "Tokyo Standard Time" }]);
    expect(schedule({ dailyShutdown: DailyShutdown.at("19:30", "UTC") })).toMatchObject([
      { daily_recurrence_time: "1930", timezone: "UTC", notification_settings: { enabled: false } },
    ]);
    expect(schedule({ dailyShutdown: DailyShutdown.never() })).toEqual([]);
  });

  test("takes a static address, forwarding and a public address on its interface", () => {
    const json = synthesize(windows({ privateIpAddress: "10.0.0.10", ipForwarding: true, publicIp: true }));
    expect(resourceNamed(json, "azurerm_network_interface", "nic-hub01")).toMatchObject({
      ip_forwarding_enabled: true,
      ip_configuration: [
        {
          private_ip_address: "10.0.0.10",
          private_ip_address_allocation: "Static",
          public_ip_address_id: expect.stringContaining("azurerm_public_ip."),
        },
      ],
    });
  });

  test("sends both halves of trusted launch or neither", () => {
    expect(vm(synthesize(windows({ trustedLaunch: false })))).toMatchObject({
      secure_boot_enabled: false,
      vtpm_enabled: false,
    });
    expect(vm(synthesize(windows()))).not.toHaveProperty("secure_boot_enabled");
  });

  test.each<[string, Partial<WindowsServerOptions>, RegExp]>([
    [
      "a computer name of 16 characters",
      { name: "hub0123456789012" },
      /has 16 characters; Azure allows 1 to 15/,
    ],
    ["a computer name with an underscore", { name: "hub_01" }, /"hub_01" is not allowed/],
    ["a computer name of digits", { name: "01234" }, /not digits alone/],
    ["an administrator called Admin", { adminUsername: "Admin" }, /doesn't allow "Admin"/],
    ["an administrator of 21 characters", { adminUsername: "a".repeat(21) }, /allows 1 to 20/],
    [
      "an administrator's name that ends with a dot",
      { adminUsername: "net." },
      /characters that Windows doesn't allow/,
    ],
    ["a time without a colon", { dailyShutdown: DailyShutdown.at("0000", "UTC") }, /write it like "00:00"/],
    ["the 25th hour", { dailyShutdown: DailyShutdown.at("25:00", "UTC") }, /"25:00" is not a time of day/],
    [
      "an IANA time zone, naming the Windows one",
      { dailyShutdown: DailyShutdown.at("00:00", "Asia/Tokyo") },
      /write "Tokyo Standard Time"/,
    ],
    [
      "an address outside the subnet",
      { privateIpAddress: "10.0.1.4" },
      /not in subnet "default" .*use 10\.0\.0\.4 to 10\.0\.0\.254/,
    ],
    [
      "an address that Azure keeps",
      { privateIpAddress: "10.0.0.3" },
      /one of the five addresses that Azure keeps/,
    ],
    ["an address that is none", { privateIpAddress: "dynamic" }, /is not an IPv4 address/],
    [
      "an image whose name would be run",
      { image: { publisher: "${var.p}", offer: "WindowsServer", sku: "2019-datacenter" } },
      /the publisher of the image is "\$\{var\.p\}"; the marketplace uses letters/,
    ],
    ["a size that is none", { size: "big" }, /write it like "Standard_B2ms"/],
  ])("refuses %s", (_, options, message) => {
    expect(refusals(windows(options))).toEqual(expect.arrayContaining([expect.stringMatching(message)]));
  });

  test("refuses a subnet that Azure reserves", () => {
    expect(refusals(windows({}, "GatewaySubnet"))).toEqual([
      expect.stringMatching(/GatewaySubnet is reserved for a service of Azure/),
    ]);
  });
});

describe("administrator's password", () => {
  test("is a sensitive variable of the stack with Azure's rules, declared once for all machines", () => {
    const json = synthesize((stack) => {
      const net = subnet(stack);
      new WindowsServer(stack, "A", { ...PLACE, name: "a", subnet: net });
      new WindowsServer(stack, "B", { ...PLACE, name: "b", subnet: net });
    });
    expect(Object.keys(json.variable)).toEqual(["admin_password"]);
    expect(json.variable.admin_password).toMatchObject({ sensitive: true, type: "string", nullable: false });
    // Terraform prints what fails a variable's validation.
    expect(json.variable.admin_password.validation).toBeUndefined();
    const passwords = Object.values(resourcesOf(json, "azurerm_windows_virtual_machine")).map(
      (each) => each.admin_password,
    );
    expect(passwords).toEqual(["${var.admin_password}", "${var.admin_password}"]);
  });

  test("is held to the limits of each machine's system", () => {
    const json = synthesize((stack) => {
      const net = subnet(stack);
      new WindowsServer(stack, "A", { ...PLACE, name: "a", subnet: net });
      new LinuxServer(stack, "B", { ...PLACE, name: "b", subnet: net });
    });
    const limit = (type: string): string =>
      Object.values(resourcesOf(json, type))[0].lifecycle.precondition[0].error_message;
    expect(limit("azurerm_windows_virtual_machine")).toContain("8 to 123");
    expect(limit("azurerm_linux_virtual_machine")).toContain("6 to 72");
  });

  test.each<[string, (stack: TerraformStack) => string]>([
    ["Lazy", () => Lazy.stringValue({ produce: () => "Hunter2-Hunter2" })],
    ["rawString", () => Fn.rawString("Hunter2-Hunter2")],
    [
      "join",
      (stack) =>
        Fn.join("", ["Hunter2-", new TerraformVariable(stack, "v", { sensitive: true }).stringValue]),
    ],
    ["local", (stack) => new TerraformLocal(stack, "l", "Hunter2-Hunter2").asString],
    [
      "local of a local",
      (stack) => new TerraformLocal(stack, "m", new TerraformLocal(stack, "l", "Hunter2").asString).asString,
    ],
    [
      "default",
      (stack) => new TerraformVariable(stack, "v", { sensitive: true, default: "Hunter2" }).stringValue,
    ],
    ["not sensitive", (stack) => new TerraformVariable(stack, "v", {}).stringValue],
    [
      "not sensitive, by name",
      (stack) => `\${var.${new TerraformVariable(stack, "v", {}).friendlyUniqueId}}`,
    ],
    ["mixed", (stack) => `x${new TerraformVariable(stack, "v", { sensitive: true }).stringValue}`],
  ])("is refused behind a token: %s", (_, password) => {
    const refused = refusals((stack) => windows({ adminPassword: password(stack) })(stack));
    expect(refused).toEqual([expect.stringMatching(/the administrator's password is .*; pass the value of/)]);
    expect(refused.join()).not.toContain("Hunter2");
  });

  test.each<[string, (stack: TerraformStack) => string]>([
    [
      "key of a map",
      (stack) => Token.asString(Fn.lookup(new TerraformVariable(stack, "v", { sensitive: true }).value, "a")),
    ],
    ["trimmed", (stack) => Fn.trimspace(new TerraformVariable(stack, "v", { sensitive: true }).stringValue)],
    ["of a resource", () => "${random_password.p.result}"],
    [
      "a local of a variable",
      (stack) =>
        new TerraformLocal(stack, "l", new TerraformVariable(stack, "v", { sensitive: true }).stringValue)
          .asString,
    ],
  ])("is taken behind a token that shows nothing: %s", (_, password) => {
    expect(refusals((stack) => windows({ adminPassword: password(stack) })(stack))).toEqual([]);
  });

  test("a variable of the program by the name that ours has is held to the same", () => {
    const refused = refusals((stack) => {
      new TerraformVariable(stack, "admin_password", { default: "Hunter2" });
      windows({})(stack);
    });
    expect(refused).toEqual([
      expect.stringMatching(
        /^\[stack\/admin_password\] the secret is the value of the variable admin_password, which isn't sensitive/,
      ),
    ]);
  });

  test.each(["P@ssw0rd1234", '${file("secret")}', "x${var.p}"])(
    "is refused as a literal: %s",
    (adminPassword) => {
      expect(() => synthesize(windows({ adminPassword }))).toThrow(
        /the administrator's password is written in the program/,
      );
    },
  );

  test("may come from a variable of one's own", () => {
    const json = synthesize((stack) => {
      const own = new TerraformVariable(stack, "own", { sensitive: true });
      windows({ adminPassword: own.stringValue })(stack);
    });
    expect(vm(json).admin_password).toBe("${var.own}");
    expect(Object.keys(json.variable)).toEqual(["own"]);
  });
});

describe("LinuxServer", () => {
  const machine = (options: Partial<LinuxServerOptions>): Block =>
    resourceNamed(synthesize(linux(options)), "azurerm_linux_virtual_machine", "vm-router");

  test("logs in with the stack's password, or with a key and no password", () => {
    expect(machine({})).toMatchObject({
      admin_password: "${var.admin_password}",
      disable_password_authentication: false,
      source_image_reference: { publisher: "Canonical", offer: "ubuntu-24_04-lts", sku: "server" },
    });
    const withKey = synthesize(linux({ adminSshPublicKey: PUBLIC_KEY }));
    const { admin_password: password, admin_ssh_key: keys } = resourceNamed(
      withKey,
      "azurerm_linux_virtual_machine",
      "vm-router",
    );
    expect([password, keys]).toEqual([undefined, [{ username: "azureadmin", public_key: PUBLIC_KEY }]]);
    expect(withKey.variable).toBeUndefined();
  });

  test("gets its cloud-init as base64, encoded by Terraform where it holds what only apply knows", () => {
    expect(machine({ cloudInit: "#cloud-config\n" }).custom_data).toBe(
      Buffer.from("#cloud-config\n").toString("base64"),
    );
    const late = synthesize((stack) => {
      const variable = new TerraformVariable(stack, "peer", { type: "string" });
      linux({ cloudInit: `neighbor ${variable.stringValue}` })(stack);
    });
    expect(resourceNamed(late, "azurerm_linux_virtual_machine", "vm-router").custom_data).toBe(
      '${base64encode(join("", ["neighbor ", var.peer, ""]))}',
    );
  });

  test.each<[string, Partial<LinuxServerOptions>, RegExp]>([
    ["a key that is private", { adminSshPublicKey: "-----BEGIN" }, /starts with "ssh-rsa "/],
    ["a key that is cut off", { adminSshPublicKey: PUBLIC_KEY.slice(0, 60) }, /as ssh-keygen writes it/],
    ["too much user data", { cloudInit: "x".repeat(70000) }, /70000 bytes; Azure takes up to 65535/],
    ["a host name with an underscore", { name: "my_router" }, /"my_router" is not allowed/],
  ])("refuses %s", (_, options, message) => {
    expect(refusals(linux(options))).toEqual(expect.arrayContaining([expect.stringMatching(message)]));
  });
});

test("size and administrator may be known only at apply", () => {
  const json = synthesize((stack) => {
    const [size, adminUsername] = ["size", "admin"].map(
      (name) => new TerraformVariable(stack, name, { type: "string" }).stringValue,
    );
    linux({ size, adminUsername })(stack);
  });
  const [machine] = Object.values(resourcesOf(json, "azurerm_linux_virtual_machine"));
  expect(machine).toMatchObject({ size: "${var.size}", admin_username: "${var.admin}" });
});
