import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { KeyVault } from "@cdktf/provider-azurerm/lib/key-vault";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { RoleAssignment } from "@cdktf/provider-azurerm/lib/role-assignment";
import { TerraformOutput, TerraformStack, Testing } from "cdktf";
import { findIana, WINDOWS_TO_IANA_MAP } from "windows-iana";
import {
  DailyStart,
  DiskStorage,
  KeyVaultPassword,
  LinuxImages,
  LinuxServer,
  LinuxServerOptions,
  NetworkAppliances,
  ApplianceImages,
  Subnet,
  VirtualNetwork,
  WindowsImages,
  WindowsServer,
  WindowsServerOptions,
} from "../../lib";
import { automationZone } from "../../lib/azure/automation-time-zones";
import { DependencyGraph } from "../support/dependency-graph";
import { refusals, resourceNamed, resourcesOf, synthesize, synthesizeStacks } from "../support/synth";

const place = { location: "japaneast", resourceGroupName: "rg" };
const VAULT = "/subscriptions/s/resourceGroups/g/providers/Microsoft.KeyVault/vaults/kv";
const RULE = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Insights/dataCollectionRules/dcr";

function subnetIn(stack: TerraformStack): Subnet {
  const network = new VirtualNetwork(stack, "Net", { ...place, name: "n", addressSpace: ["10.0.0.0/16"] });
  return network.addSubnet("apps", { addressPrefix: "10.0.0.0/24" });
}

function windows(options: Partial<WindowsServerOptions>) {
  return (stack: TerraformStack): WindowsServer =>
    new WindowsServer(stack, "Windows", { ...place, name: "win", subnet: subnetIn(stack), ...options });
}

function linux(options: Partial<LinuxServerOptions>) {
  return (stack: TerraformStack): LinuxServer =>
    new LinuxServer(stack, "Linux", { ...place, name: "lin", subnet: subnetIn(stack), ...options });
}

test("named images", () => {
  const json = synthesize(windows({ image: WindowsImages.server2025() }));
  expect(resourceNamed(json, "azurerm_windows_virtual_machine", "vm-win").source_image_reference).toEqual({
    publisher: "MicrosoftWindowsServer",
    offer: "WindowsServer",
    sku: "2025-datacenter-azure-edition",
    version: "latest",
  });
  const debian = synthesize(linux({ image: LinuxImages.debian12() }));
  expect(
    resourceNamed(debian, "azurerm_linux_virtual_machine", "vm-lin").source_image_reference,
  ).toMatchObject({ publisher: "Debian", sku: "12-gen2" });
});

test("disks are attached by their number, in the machine's zone unless they are in all", () => {
  const json = synthesize(
    windows({
      zone: "2",
      dataDisks: [
        { name: "data", sizeGb: 128, lun: 3 },
        { name: "shared", sizeGb: 64, lun: 4, storage: DiskStorage.PREMIUM_SSD_ZRS },
      ],
    }),
  );
  expect(resourceNamed(json, "azurerm_managed_disk", "disk-vm-win-data")).toMatchObject({
    create_option: "Empty",
    disk_size_gb: 128,
    storage_account_type: "StandardSSD_LRS",
    zone: "2",
  });
  expect(resourceNamed(json, "azurerm_managed_disk", "disk-vm-win-shared").zone).toBeUndefined();
  const attachments = Object.values(resourcesOf(json, "azurerm_virtual_machine_data_disk_attachment"));
  expect(attachments.map(({ lun, caching }) => [lun, caching])).toEqual([
    [3, "None"],
    [4, "None"],
  ]);
});

test("agents bring the identity that they need", () => {
  const json = synthesize(windows({ entraLogin: true, monitoring: { dataCollectionRuleId: RULE } }));
  expect(resourceNamed(json, "azurerm_windows_virtual_machine", "vm-win").identity).toEqual({
    type: "SystemAssigned",
  });
  const extensions = Object.values(resourcesOf(json, "azurerm_virtual_machine_extension"));
  expect(extensions.map(({ type }) => type).sort()).toEqual([
    "AADLoginForWindows",
    "AzureMonitorWindowsAgent",
  ]);
  expect(
    Object.values(resourcesOf(json, "azurerm_monitor_data_collection_rule_association"))[0],
  ).toMatchObject({ data_collection_rule_id: RULE });
  const onLinux = synthesize(linux({ entraLogin: true }));
  expect(Object.values(resourcesOf(onLinux, "azurerm_virtual_machine_extension"))[0].type).toBe(
    "AADSSHLoginForLinux",
  );
});

test("an identity of both kinds", () => {
  const id =
    "/subscriptions/s/resourceGroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id";
  const json = synthesize(linux({ identity: { systemAssigned: true, userAssignedIds: [id] } }));
  expect(resourceNamed(json, "azurerm_linux_virtual_machine", "vm-lin").identity).toEqual({
    type: "SystemAssigned, UserAssigned",
    identity_ids: [id],
  });
});

test("public address and identity can be given out", () => {
  const json = synthesize((stack) => {
    const machine = linux({ publicIp: true, identity: { systemAssigned: true } })(stack);
    new TerraformOutput(stack, "address", { value: machine.publicIpAddress });
    new TerraformOutput(stack, "principal", { value: machine.principalId });
  });
  expect(json.output.address.value).toMatch(/^\$\{azurerm_public_ip\..*\.ip_address\}$/);
  expect(json.output.principal.value).toMatch(
    /^\$\{azurerm_linux_virtual_machine\..*\.identity\[0\]\.principal_id\}$/,
  );
});

test("machines start by Azure Automation, whose identity may start them and nothing else", () => {
  const json = synthesize((stack) => {
    const start = new DailyStart(stack, "Start", {
      ...place,
      name: "office",
      time: "07:30",
      timeZone: "Tokyo Standard Time",
    });
    start.addMachine(windows({})(stack));
  });
  expect(Object.values(resourcesOf(json, "azurerm_automation_schedule"))[0]).toMatchObject({
    frequency: "Day",
    timezone: "Asia/Tokyo",
    start_time: '${formatdate("YYYY-MM-DD", timeadd(plantimestamp(), "48h"))}T07:30:00+09:00',
    lifecycle: { ignore_changes: ["start_time"] },
  });
  const [machine] = Object.keys(resourcesOf(json, "azurerm_windows_virtual_machine"));
  const id = `azurerm_windows_virtual_machine.${machine}.id`;
  expect(Object.values(resourcesOf(json, "azurerm_role_assignment"))[0]).toMatchObject({
    scope: `\${${id}}`,
    role_definition_name: "Desktop Virtualization Power On Contributor",
  });
  expect(Object.values(resourcesOf(json, "azurerm_automation_job_schedule"))[0]).toMatchObject({
    parameters: { ids: `\${join(",", [${id}])}` },
    depends_on: [expect.stringContaining("azurerm_role_assignment.")],
  });
  expect(Object.values(resourcesOf(json, "azurerm_automation_runbook"))[0].content).toContain("Start-AzVM");
});

const WINDOWS_ZONES = [...new Set(WINDOWS_TO_IANA_MAP.map(({ windowsName }) => windowsName))];
/** Names that azurerm's list of zones lacks. */
const NOT_OF_AZURERM =
  /^(Etc\/GMT.*|Asia\/(Barnaul|Calcutta|Katmandu|Krasnoyarsk|Magadan|Qyzylorda|Rangoon|Srednekolymsk|Tomsk|Yakutsk)|America\/(Araguaina|Bahia|Buenos_Aires|Indianapolis|Whitehorse)|Australia\/Hobart|Europe\/(Astrakhan|Saratov))$/;

test("a password and an identity can be used in another stack of the program", () => {
  const app = Testing.app();
  const [one, other] = ["one", "other"].map((id) => {
    const stack = new TerraformStack(app, id);
    new AzurermProvider(stack, "azurerm", { features: [{}] });
    return stack;
  });
  const password = new KeyVaultPassword(one, "Password", { keyVaultId: VAULT });
  const machine = linux({ adminPassword: password.value, identity: { systemAssigned: true } })(other);
  new TerraformOutput(one, "kept", { value: password.value, sensitive: true });
  const [, json] = synthesizeStacks([one, other]);
  const { admin_password } = resourceNamed(json, "azurerm_linux_virtual_machine", "vm-lin");
  expect(admin_password).toMatch(/^\$\{data\.terraform_remote_state\..*triggers_replace\}$/);
  const third = new TerraformStack(app, "third");
  new TerraformOutput(third, "principal", { value: machine.principalId });
  const [, , { output }] = synthesizeStacks([one, other, third]);
  expect(output.principal.value).toMatch(/^\$\{data\.terraform_remote_state\./);
  expect(
    () =>
      new DailyStart(one, "Start", {
        ...place,
        name: "a",
        time: "07:30",
        timeZone: "UTC",
        machines: [machine],
      }),
  ).toThrow(/is in another stack; make a DailyStart in that one/);
});

test("each zone of Windows is one that azurerm's schedules know, with the same clock all year", () => {
  const clock = (zone: string): string[] =>
    [1, 4, 7, 10].map((month) =>
      new Date(Date.UTC(2027, month, 15)).toLocaleString("en-US", { timeZone: zone }),
    );
  const unknown = WINDOWS_ZONES.filter((name) => automationZone(findIana(name)[0]) === undefined);
  expect(unknown).toEqual(["Dateline Standard Time"]);
  for (const name of WINDOWS_ZONES.filter((each) => !unknown.includes(each))) {
    const [iana] = findIana(name);
    const written = automationZone(iana)!;
    expect(written).not.toMatch(NOT_OF_AZURERM);
    expect([name, clock(written)]).toEqual([name, clock(iana)]);
  }
});

test("agents come one after the other, when the disks are there: Azure changes a machine once at a time", () => {
  const graph = new DependencyGraph(
    synthesize(
      windows({
        entraLogin: true,
        monitoring: { dataCollectionRuleId: RULE },
        dataDisks: [{ name: "a", sizeGb: 1, lun: 0 }],
      }),
    ),
  );
  const [login, agent] = ["EntraLogin", "MonitorAgent"].map((id) =>
    graph.one("virtual_machine_extension.", id),
  );
  expect(graph.waits(login, graph.one("data_disk_attachment."))).toBe(true);
  expect(graph.waits(agent, login)).toBe(true);
});

test("each appliance may have a configuration of its own", () => {
  const json = synthesize((stack) => {
    new NetworkAppliances(stack, "Nva", {
      ...place,
      image: ApplianceImages.fortinetFortiGate(),
      subnet: subnetIn(stack),
      bootstraps: ["config one", "config two"],
    });
  });
  const data = Object.values(resourcesOf(json, "azurerm_linux_virtual_machine")).map(({ custom_data }) =>
    Buffer.from(custom_data, "base64").toString(),
  );
  expect(data).toEqual(["config one", "config two"]);
});

test.each<[string, (stack: TerraformStack) => void, RegExp]>([
  [
    "accelerated networking of a small size",
    windows({ acceleratedNetworking: true }),
    /larger size than Standard_B2ms/,
  ],
  ...["Standard_A2_v2", "Standard_D2_v3", "Standard_E64i_v3", "Standard_NC24r", "Standard_D2pds_v5"].map(
    (size): [string, (stack: TerraformStack) => void, RegExp] => [
      `Trusted Launch of ${size}`,
      // An image that the size starts: else that is what is said.
      linux({
        size,
        trustedLaunch: true,
        image: {
          publisher: "Canonical",
          offer: "0001-com-ubuntu-server-jammy",
          sku: size.includes("p") ? "22_04-lts-arm64" : "22_04-lts",
        },
      }),
      /^\S+ machines of the size "\w+" have no Trusted Launch/,
    ],
  ),
  [
    "a plan of another publisher than the image's",
    linux({
      image: { publisher: "cisco", offer: "cisco-c8000v", sku: "17" },
      plan: { publisher: "ciscosystems", product: "cisco-c8000v", name: "17" },
    }),
    /the plan is of the publisher "ciscosystems" and the image of "cisco"/,
  ],
  [
    "more disks than the size takes",
    windows({ dataDisks: [0, 1, 2, 3, 4].map((lun) => ({ name: `d${lun}`, sizeGb: 1, lun })) }),
    /has 5 data disks, and its size Standard_B2ms takes 4/,
  ],
  [
    "premium disks at a size without",
    linux({
      size: "Standard_D2d_v5",
      dataDisks: [{ name: "a", sizeGb: 1, lun: 0, storage: DiskStorage.PREMIUM_SSD }],
    }),
    /Premium_LRS, which the size Standard_D2d_v5 doesn't take/,
  ],
  [
    "a start in a zone that Automation lacks",
    (stack) =>
      new DailyStart(stack, "Start", {
        ...place,
        name: "office",
        time: "07:30",
        timeZone: "Dateline Standard Time",
        machines: [windows({})(stack)],
      }),
    /no zone like "Dateline Standard Time"/,
  ],
  [
    "two disks with one number",
    windows({
      dataDisks: [
        { name: "a", sizeGb: 1, lun: 0 },
        { name: "b", sizeGb: 1, lun: 0 },
      ],
    }),
    /two data disks have the lun 0/,
  ],
  [
    "two disks with one name",
    windows({
      dataDisks: [
        { name: "a", sizeGb: 1, lun: 0 },
        { name: "a", sizeGb: 1, lun: 1 },
      ],
    }),
    /two disks named "a"/,
  ],
  [
    "a disk without size",
    windows({ dataDisks: [{ name: "a", sizeGb: 0, lun: 0 }] }),
    /sizeGb.*is 0; give whole/,
  ],
  ["a number that is too large", windows({ dataDisks: [{ name: "a", sizeGb: 1, lun: 64 }] }), /lun.*is 64/],
  ["no rule", windows({ monitoring: { dataCollectionRuleId: "dcr" } }), /dataCollectionRuleId is "dcr"/],
  [
    "Entra login without identity",
    windows({ entraLogin: true, identity: { systemAssigned: false } }),
    /systemAssigned is false, and Entra login/,
  ],
  [
    "a vault by name",
    (stack) => {
      new KeyVaultPassword(stack, "Password", { keyVaultId: "kv" });
    },
    /keyVaultId is "kv"/,
  ],
  [
    "two passwords of one secret",
    (stack) => {
      windows({})(stack);
      new KeyVaultPassword(stack, "One", { keyVaultId: VAULT });
      new KeyVaultPassword(stack, "Two", { keyVaultId: VAULT });
    },
    /same Azure name, "admin-password"/,
  ],
  [
    "a start of nothing",
    (stack) => {
      new DailyStart(stack, "Start", { ...place, name: "office", time: "07:30", timeZone: "UTC" });
    },
    /no machine to start/,
  ],
  [
    "a start at no time of day",
    (stack) => {
      const machines = [windows({})(stack)];
      new DailyStart(stack, "Start", { ...place, name: "office", time: "7", timeZone: "UTC", machines });
    },
    /the daily start time "7" is not a time of day/,
  ],
  [
    "fewer configurations than appliances",
    (stack) => {
      new NetworkAppliances(stack, "Nva", {
        ...place,
        image: ApplianceImages.fortinetFortiGate(),
        subnet: subnetIn(stack),
        bootstraps: ["one"],
      });
    },
    /bootstraps has 1 configurations for 2 instances/,
  ],
])("refuses %s", (_, build, message) => {
  expect(refusals(build)).toEqual([expect.stringMatching(message)]);
});

const hasTerraform = spawnSync("terraform", ["-version"]).status === 0;

function withGenerated(stack: TerraformStack): void {
  const password = new KeyVaultPassword(stack, "Password", { keyVaultId: VAULT });
  windows({ adminPassword: password.value })(stack);
}

test("machines start at two times of day, each with an account of its own", () => {
  const json = synthesize((stack) => {
    const machines = [windows({})(stack)];
    for (const [name, time] of [["early", "05:00"] as const, ["late", "13:00"] as const]) {
      new DailyStart(stack, name, { ...place, name, time, timeZone: "UTC", machines });
    }
  });
  expect(Object.keys(resourcesOf(json, "azurerm_automation_schedule"))).toHaveLength(2);
});

test("a generated password is in no file, and in the vault by a write-only argument", () => {
  const json = synthesize(withGenerated);
  const [secret] = Object.values(resourcesOf(json, "azurerm_key_vault_secret"));
  expect(secret).toMatchObject({ name: "admin-password", key_vault_id: VAULT, value_wo_version: 1 });
  expect(secret.value).toBeUndefined();
  expect(secret.value_wo).toMatch(/^\$\{terraform_data\.[\w-]+\.triggers_replace\}$/);
  expect(resourceNamed(json, "azurerm_windows_virtual_machine", "vm-win").admin_password).toBe(
    secret.value_wo,
  );
  expect(json.variable).toBeUndefined();
});

test("a password that is in a vault already is read", () => {
  const json = synthesize((stack) => {
    const password = KeyVaultPassword.fromSecret(stack, "Password", { keyVaultId: VAULT, secretName: "vm" });
    windows({ adminPassword: password.value })(stack);
  });
  expect(Object.values(json.data.azurerm_key_vault_secret as object)[0]).toMatchObject({ name: "vm" });
  expect(resourceNamed(json, "azurerm_windows_virtual_machine", "vm-win").admin_password).toMatch(
    /^\$\{data\.azurerm_key_vault_secret\..*\.value\}$/,
  );
});

(hasTerraform ? test : test.skip)("Terraform makes the password once, and one that machines take", () => {
  const { resource, locals } = synthesize(withGenerated);
  const [machine] = Object.values(resourcesOf({ resource }, "azurerm_windows_virtual_machine"));
  const directory = mkdtempSync(join(tmpdir(), "generated-password-"));
  const terraform = (...args: string[]) => spawnSync("terraform", args, { cwd: directory, encoding: "utf8" });
  try {
    const user = { lifecycle: machine.lifecycle, triggers_replace: machine.admin_password };
    const data = { ...resource.terraform_data, user };
    writeFileSync(
      join(directory, "main.tf.json"),
      JSON.stringify({ locals, resource: { terraform_data: data } }),
    );
    terraform("init");
    const applied = terraform("apply", "-auto-approve", "-no-color", "-input=false");
    expect(applied.stdout + applied.stderr).toContain("2 added");
    expect(applied.stdout).not.toContain("Aa1-");
    expect(terraform("plan", "-detailed-exitcode", "-input=false").status).toBe(0);
    const destroyed = terraform("destroy", "-auto-approve", "-no-color", "-input=false");
    expect(destroyed.stdout + destroyed.stderr).toContain("2 destroyed");
    expect(destroyed.stdout).not.toContain("Aa1-");
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
});

test("a secret waits for the rights to its vault that the stack grants", () => {
  const json = synthesize((stack) => {
    const vault = new KeyVault(stack, "Vault", {
      name: "kv",
      location: "eastasia",
      resourceGroupName: "rg",
      skuName: "standard",
      tenantId: "t",
    });
    const grant = (id: string, scope: string): void => {
      new RoleAssignment(stack, id, {
        scope,
        principalId: "p",
        roleDefinitionName: "Key Vault Secrets Officer",
      });
    };
    grant("Here", vault.id);
    grant("Elsewhere", VAULT);
    new KeyVaultPassword(stack, "Password", { keyVaultId: vault.id });
  });
  const [secret] = Object.values(resourcesOf(json, "azurerm_key_vault_secret"));
  expect(secret.depends_on).toEqual(["azurerm_role_assignment.Here"]);
});
