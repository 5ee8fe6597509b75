import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { analyze } from "../../../../lib/analysis";
import { readInput, readInputs, ReadNetwork } from "../../../../lib/analysis/readers";
import { Block } from "../../../support/synth";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "states-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(file: string, content: unknown): string {
  const path = join(folder, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
}

const place = { location: "eastasia", resource_group_name: "rg" };

/** A hub, and its half of the peering with each spoke that it is told of. */
function hub(backend: Block): Block {
  return {
    terraform: { backend },
    resource: {
      azurerm_virtual_network: { hub: { name: "vnet-hub", address_space: ["10.0.0.0/16"], ...place } },
      azurerm_subnet: {
        hub: {
          name: "default",
          resource_group_name: "rg",
          virtual_network_name: "${azurerm_virtual_network.hub.name}",
          address_prefixes: ["10.0.0.0/24"],
        },
      },
    },
    output: {
      network: {
        value: { id: "${azurerm_virtual_network.hub.id}", name: "${azurerm_virtual_network.hub.name}" },
      },
    },
  };
}

/** A spoke that takes the hub from the hub's state, and writes both halves. */
function spoke(name: string, octet: number, backend: string, config: Block): Block {
  const outputs = "data.terraform_remote_state.platform.outputs.network";
  const half = (from: string, to: string, called: string): Block => ({
    name: called,
    resource_group_name: "rg",
    virtual_network_name: from,
    remote_virtual_network_id: to,
  });
  const own = `azurerm_virtual_network.${name}`;
  return {
    data: { terraform_remote_state: { platform: { backend, config } } },
    resource: {
      azurerm_virtual_network: {
        [name]: { name: `vnet-${name}`, address_space: [`10.${octet}.0.0/16`], ...place },
      },
      azurerm_subnet: {
        [name]: {
          name: "default",
          resource_group_name: "rg",
          virtual_network_name: `\${${own}.name}`,
          address_prefixes: [`10.${octet}.0.0/24`],
        },
      },
      azurerm_virtual_network_peering: {
        [`to_${name}`]: half(`\${${outputs}.name}`, `\${${own}.id}`, `hub-to-${name}`),
        [`from_${name}`]: half(`\${${own}.name}`, `\${${outputs}.id}`, `${name}-to-hub`),
      },
    },
  };
}

function verdict({ model }: ReadNetwork, from = "vnet-a/default", to = "vnet-hub/default"): string {
  return analyze(model).explain(from, to).verdict;
}

const AZURE = { storage_account_name: "states", container_name: "tf", key: "platform.tfstate" };

test("what a state puts out leads to the resources of the input that writes it, whatever the backend", () => {
  for (const [type, settings, config] of [
    ["azurerm", AZURE, { ...AZURE, resource_group_name: "rg-states" }],
    ["local", { path: "states/platform.tfstate" }, { path: join(folder, "states", "platform.tfstate") }],
    [
      "remote",
      { organization: "o", workspaces: { name: "hub" } },
      { organization: "o", workspaces: { name: "hub" } },
    ],
  ] as const) {
    const paths = [
      write("platform.tf.json", hub({ [type]: settings })),
      write("a.tf.json", spoke("a", 10, type, config)),
    ];
    const [network] = readInputs(paths);
    expect(network.model.problems).toEqual([]);
    expect([type, verdict(network)]).toEqual([type, "REACHABLE"]);
  }
});

test("another key, account or backend is another state, of which nothing is known", () => {
  for (const [backend, config] of [
    ["azurerm", { ...AZURE, key: "other.tfstate" }],
    ["azurerm", { ...AZURE, storage_account_name: "others" }],
    ["azurerm", { container_name: "tf" }],
    ["s3", AZURE],
  ] as const) {
    const paths = [
      write("platform.tf.json", hub({ azurerm: AZURE })),
      write("a.tf.json", spoke("a", 10, backend, config)),
    ];
    const [{ model }] = readInputs(paths);
    expect(model.problems.map(({ code }) => code)).toContain("UNRESOLVED_REFERENCE");
  }
});

test("folders of HCL find each other's local states", () => {
  write(
    "live/hub/main.tf",
    `resource "azurerm_virtual_network" "hub" {
      name = "vnet-hub"
      location = "eastasia"
      resource_group_name = "rg"
      address_space = ["10.0.0.0/16"]
    }
    resource "azurerm_subnet" "hub" {
      name = "default"
      resource_group_name = "rg"
      virtual_network_name = azurerm_virtual_network.hub.name
      address_prefixes = ["10.0.0.0/24"]
    }
    output "network" { value = azurerm_virtual_network.hub }`,
  );
  write("live/a/main.tf.json", spoke("a", 10, "local", { path: "../hub/terraform.tfstate" }));
  const [network] = readInput(join(folder, "live"));
  expect(verdict(network)).toBe("REACHABLE");
});

describe("stacks of one program", () => {
  function program(...stacks: readonly [name: string, json: Block][]): string {
    write("cdktf.out/manifest.json", {
      stacks: Object.fromEntries(
        stacks.map(([name]) => [name, { name, synthesizedStackPath: `stacks/${name}/cdk.tf.json` }]),
      ),
    });
    stacks.forEach(([name, json]) => write(`cdktf.out/stacks/${name}/cdk.tf.json`, json));
    return join(folder, "cdktf.out");
  }

  const config = { path: "/states/terraform.platform.tfstate" };
  const stacks = (): [string, Block][] => [
    ["a", spoke("a", 10, "local", config)],
    ["alone", hub({ local: { path: "/states/terraform.alone.tfstate" } })],
    ["platform", hub({ local: config })],
    ["b", spoke("b", 20, "local", config)],
  ];

  test("are one network where they read each other's states, and apart otherwise", () => {
    const networks = readInput(program(...stacks()));
    expect(networks.map(({ name }) => name)).toEqual(["platform + a + b", "alone"]);
    const [connected] = networks;
    expect(connected.model.problems).toEqual([]);
    expect(verdict(connected)).toBe("REACHABLE");
    expect(verdict(connected, "vnet-hub/default", "vnet-b/default")).toBe("REACHABLE");
    expect(verdict(connected, "vnet-a/default", "vnet-b/default")).toBe("BLOCKED");
  });

  test("with --stack, a stack comes with those whose states it reads, and nobody else", () => {
    const only = (stack: string): string[] =>
      readInput(program(...stacks()), { stack }).map(({ name }) => name);
    expect(only("b")).toEqual(["platform + b"]);
    expect(only("platform")).toEqual(["platform"]);
  });
});

describe("plans and states as writers", () => {
  const group = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg";
  const id = `${group}/providers/Microsoft.Network/virtualNetworks/vnet-hub`;
  const resource = (type: string, values: object): Block => ({
    address: `${type}.hub`,
    mode: "managed",
    type,
    name: "hub",
    values: { resource_group_name: "rg", ...values },
  });
  const resources = (own: Block = {}): Block[] => [
    resource("azurerm_virtual_network", {
      name: "vnet-hub",
      location: "eastasia",
      address_space: ["10.0.0.0/16"],
      ...own,
    }),
    resource("azurerm_subnet", {
      name: "default",
      virtual_network_name: "vnet-hub",
      address_prefixes: ["10.0.0.0/24"],
    }),
  ];

  const state = (): Block => ({
    format_version: "1.0",
    values: {
      outputs: { network: { sensitive: false, value: { id, name: "vnet-hub" } } },
      root_module: { resources: resources({ id }) },
    },
  });

  /** Of an output that is known in part, a plan shows what is known as the change only. */
  const plan = (): Block => ({
    format_version: "1.2",
    planned_values: {
      outputs: { network: { sensitive: false } },
      root_module: { resources: resources() },
    },
    output_changes: {
      network: { actions: ["create"], after: { name: "vnet-hub" }, after_unknown: { id: true } },
    },
    resource_changes: [
      {
        address: "azurerm_virtual_network.hub",
        mode: "managed",
        type: "azurerm_virtual_network",
        change: { actions: ["create"], after_unknown: { id: true } },
      },
    ],
    configuration: {
      root_module: {
        outputs: {
          network: {
            expression: { references: ["azurerm_virtual_network.hub.id", "azurerm_virtual_network.hub"] },
          },
        },
        resources: [{ mode: "managed", type: "azurerm_virtual_network", name: "hub", expressions: {} }],
      },
    },
  });

  const initialized = { backend: { type: "azurerm", config: { ...AZURE, access_key: null } } };

  test.each([
    ["plan", plan],
    ["state", state],
  ])("a %s puts out what it shows, where its folder was initialized with that backend", (name, document) => {
    write("hub/.terraform/terraform.tfstate", initialized);
    const paths = [
      write(`hub/${name}.json`, document()),
      write("a.tf.json", spoke("a", 10, "azurerm", AZURE)),
    ];
    const [network] = readInputs(paths);
    expect(network.model.problems).toEqual([]);
    expect(verdict(network)).toBe("REACHABLE");
  });

  test("a state that lies in the folder itself is a local one", () => {
    write("hub/terraform.tfstate", {});
    const config = { path: join(folder, "hub", "terraform.tfstate") };
    const paths = [write("hub/state.json", state()), write("a.tf.json", spoke("a", 10, "local", config))];
    expect(verdict(readInputs(paths)[0])).toBe("REACHABLE");
  });

  test("a plan with its folder is kept where that says", () => {
    write("code/main.tf.json", hub({ azurerm: AZURE }));
    const paths = [write("plan.json", plan()), write("a.tf.json", spoke("a", 10, "azurerm", AZURE))];
    const [network] = readInputs(paths, { config: join(folder, "code") });
    expect(verdict(network)).toBe("REACHABLE");
  });

  test.each([
    ["nobody says where it is kept", undefined],
    ["it is kept elsewhere", { backend: { type: "azurerm", config: { ...AZURE, key: "other" } } }],
    ["the note can't be read", "{"],
  ])("is unknown by name where %s", (_, note) => {
    if (note !== undefined) {
      write("hub/.terraform/terraform.tfstate", note);
    }
    const paths = [write("hub/state.json", state()), write("a.tf.json", spoke("a", 10, "azurerm", AZURE))];
    const [{ model }] = readInputs(paths);
    expect(model.problems.map(({ code }) => code)).toContain("UNRESOLVED_REFERENCE");
  });

  test("of a plan and the state before it, the plan counts", () => {
    write("hub/.terraform/terraform.tfstate", initialized);
    const older = state();
    (older.values as Block).outputs = { network: { value: { id: `${id}-old`, name: "vnet-old" } } };
    const paths = [
      write("hub/state.json", older),
      write("hub/plan.json", plan()),
      write("a.tf.json", spoke("a", 10, "azurerm", AZURE)),
    ];
    expect(verdict(readInputs(paths)[0])).toBe("REACHABLE");
  });
});
