import { existsSync, mkdtempSync, readFileSync, readdirSync } from "fs";
import { tmpdir } from "os";
import { join } from "path";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { Annotations, App, Aspects, TerraformStack } from "cdktf";
import { Node } from "constructs";
import {
  DdosProtection,
  DeclaredFacts,
  HubSpokeConstruct,
  HubSpokeError,
  NetworkInterface,
  Synthesis,
  TransitRouting,
  VirtualNetwork,
} from "../lib";
import { problemMessage, readInput } from "../lib/analysis";

function app(...prefixes: string[]): App {
  const made = new App({ outdir: mkdtempSync(join(tmpdir(), "synthesis-")) });
  prefixes.forEach((prefix, index) => {
    const stack = new TerraformStack(made, `stack${index}`);
    new AzurermProvider(stack, "azurerm", { features: [{}] });
    const place = { location: "eastasia", resourceGroupName: "rg" };
    new VirtualNetwork(stack, "Net", { ...place, name: "n1", addressSpace: [prefix] });
  });
  return made;
}

test("writes every stack of an app that has no mistake", () => {
  const good = app("10.0.0.0/16", "10.1.0.0/16");
  Synthesis.run(good);
  expect(readdirSync(join(good.outdir, "stacks"))).toEqual(["stack0", "stack1"]);
});

test("lists the mistakes of all stacks at once and writes none of them", () => {
  const bad = app("10.0.0.0/16", "hello", "10.1.0.1/16");
  let error: Error | undefined;
  try {
    Synthesis.run(bad);
  } catch (thrown) {
    error = thrown as Error;
  }
  expect(HubSpokeError.isHubSpokeError(error)).toBe(true);
  expect(error!.message).toMatch(/^There are 2 mistakes, and nothing was written:\n {2}\[stack1\/Net\]/);
  expect(error!.message).toMatch(/\[stack2\/Net\] .*\(azurerm_virtual_network\.Net_[0-9A-F]+\)$/);
  expect(existsSync(join(bad.outdir, "stacks"))).toBe(true);
  expect(readdirSync(join(bad.outdir, "stacks"))).toEqual([]);
});

describe("a stack that the core alone has written", () => {
  const NOTE =
    /cdk\.tf\.json was written by app\.synth\(\) alone: .*End the program with Synthesis\.run\(app\)/;
  const noted = ({ outdir }: App): boolean[] =>
    readInput(outdir).map(({ model }) =>
      model.problems.some((problem) => NOTE.test(problemMessage(problem).en)),
    );

  test("says so to the analysis, in every stack", () => {
    const made = app("10.0.0.0/16", "10.1.0.0/16");
    made.synth();
    expect(noted(made)).toEqual([true, true]);
  });

  test("says so after a run that was refused, beside what is declared", () => {
    const made = app("10.0.0.0/16");
    const stack = made.node.children[0] as TerraformStack;
    const place = { location: "eastasia", resourceGroupName: "rg" };
    const net = new VirtualNetwork(stack, "Nva", { ...place, name: "nva", addressSpace: ["10.1.0.0/16"] });
    const subnet = net.addSubnet("default", { addressPrefix: "10.1.0.0/24" });
    const nic = new NetworkInterface(stack, "Nic", { ...place, networkInterfaceName: "nic", subnet });
    DeclaredFacts.forwards(nic);
    let refused = true;
    stack.node.addValidation({ validate: () => (refused ? ["not yet"] : []) });
    expect(() => Synthesis.run(made)).toThrow("not yet");
    refused = false;
    made.synth();
    expect(noted(made)).toEqual([true]);
    Synthesis.run(made);
    expect(noted(made)).toEqual([false]);
    const [{ model }] = readInput(made.outdir);
    expect(model.assumptions.forwards).toHaveLength(1);
  });

  test("isn't marked by Synthesis.run, nor where it has nothing of ours", () => {
    const made = app("10.0.0.0/16");
    Synthesis.run(made);
    expect(readFileSync(join(made.outdir, "stacks/stack0/cdk.tf.json"), "utf8")).not.toContain("unchecked");
    const strangers = app();
    new AzurermProvider(new TerraformStack(strangers, "own"), "azurerm", { features: [{}] });
    strangers.synth();
    expect(readFileSync(join(strangers.outdir, "stacks/own/cdk.tf.json"), "utf8")).not.toContain("unchecked");
  });
});

test.each<[string, (network: HubSpokeConstruct) => void]>([
  ["addSpoke", (network) => network.addSpoke("late", { addressSpace: ["10.1.0.0/16"] })],
  ["addLocks", (network) => network.addLocks()],
  ["protect", (network) => DdosProtection.perAddress().protect(network)],
  ["addSubnet", (network) => network.hub.addSubnet("late", { addressPrefix: "10.0.1.0/24" })],
  ["addLinuxServer", ({ hub }) => hub.addLinuxServer("Late", { name: "late", subnetName: "default" })],
  [
    "another network",
    ({ node }) =>
      new VirtualNetwork(TerraformStack.of(node.scope!), "Late", {
        ...{ location: "eastasia", resourceGroupName: "rg", name: "late", addressSpace: ["10.2.0.0/16"] },
      }),
  ],
])("%s after the stacks were written is refused", (_, add) => {
  const made = app("10.9.0.0/16");
  const stack = made.node.children[0] as TerraformStack;
  const network = new HubSpokeConstruct(stack, "Network", {
    location: "eastasia",
    hub: {
      name: "hub01",
      addressSpace: ["10.0.0.0/16"],
      subnets: [{ name: "default", addressPrefix: "10.0.0.0/24" }],
    },
  });
  Synthesis.run(made);
  expect(() => add(network)).toThrow(
    /^\[stack0\/.*\] is added or changed after Synthesis\.run, which has written/,
  );
});

describe("every stack is prepared and checked once", () => {
  function counted(prepare: (stack: TerraformStack) => void = () => undefined) {
    const made = new App({ outdir: mkdtempSync(join(tmpdir(), "synthesis-")) });
    const stack = new TerraformStack(made, "stack");
    new AzurermProvider(stack, "azurerm", { features: [{}] });
    const hub = { name: "hub01", addressSpace: ["10.0.0.0/16"] };
    new HubSpokeConstruct(stack, "Network", { location: "eastasia", hub, spokes: [] });
    const validate = jest.fn((): string[] => []);
    stack.node.addValidation({ validate });
    const prepareStack = jest.spyOn(stack, "prepareStack");
    const runAllValidations = jest.spyOn(stack, "runAllValidations");
    prepare(stack);
    return { made, stack, validate, prepareStack, runAllValidations };
  }

  test("by run, and not again by the core that writes it", () => {
    const { made, validate, prepareStack } = counted();
    Synthesis.run(made);
    expect([prepareStack, validate].map(({ mock }) => mock.calls.length)).toEqual([1, 1]);
  });

  test("after which the stack is as it was", () => {
    const { made, stack, validate, prepareStack, runAllValidations } = counted();
    Synthesis.run(made);
    expect([stack.prepareStack, stack.runAllValidations]).toEqual([prepareStack, runAllValidations]);
    jest.restoreAllMocks();
    expect(Object.keys(stack)).not.toContain("prepareStack");
    made.synth();
    expect(validate).toHaveBeenCalledTimes(2);
  });

  test("but what a user's aspect breaks later is refused too", () => {
    const { made } = counted((stack) =>
      Aspects.of(stack).add({
        visit: (node) => {
          if (node.node.id === "Hub") {
            node.node.addValidation({ validate: () => ["an aspect broke this"] });
          }
        },
      }),
    );
    expect(() => Synthesis.run(made)).toThrow("an aspect broke this");
    expect(readdirSync(join(made.outdir, "stacks"))).toEqual([]);
  });
});

describe("warnings", () => {
  const UNDER_CLI = process.env.CDKTF_OUTDIR;
  afterEach(() => {
    jest.restoreAllMocks();
    delete process.env.CDKTF_OUTDIR;
    if (UNDER_CLI !== undefined) {
      process.env.CDKTF_OUTDIR = UNDER_CLI;
    }
  });

  function shown(): string {
    let written = "";
    jest.spyOn(process.stderr, "write").mockImplementation((text) => {
      written += text;
      return true;
    });
    const warned = app("10.0.0.0/16");
    const [stack] = warned.node.children.filter(TerraformStack.isStack);
    Annotations.of(stack).addWarning("this may be wrong [SOME_CODE]");
    Synthesis.run(warned);
    return written;
  }

  test("are shown, with the construct's path, to who runs the program without the CLI", () => {
    delete process.env.CDKTF_OUTDIR;
    expect(shown()).toBe("warning: [stack0] this may be wrong [SOME_CODE]\n");
  });

  test("are left to the CLI, which shows them itself", () => {
    process.env.CDKTF_OUTDIR = "cdktf.out";
    expect(shown()).toBe("");
  });
});

/** How often a synth looks for everything below a construct. */
function walksFor(spokes: number): number {
  const made = app();
  const stack = new TerraformStack(made, "stack");
  new AzurermProvider(stack, "azurerm", { features: [{}], subscriptionId: "s" });
  new HubSpokeConstruct(stack, "Network", {
    location: "eastasia",
    hub: { name: "hub", addressSpace: ["10.0.0.0/16"] },
    spokes: Array.from({ length: spokes }, (_, index) => ({
      name: `spoke${index}`,
      addressSpace: [`10.${index + 1}.0.0/16`],
      subnets: [{ name: "default", addressPrefix: `10.${index + 1}.0.0/24` }],
    })),
    transit: TransitRouting.networkVirtualAppliance({ nextHopAddress: "10.0.0.4" }),
  });
  const walk = jest.spyOn(Node.prototype, "findAll");
  Synthesis.run(made);
  const { length } = walk.mock.calls;
  walk.mockRestore();
  return length;
}

test("looks through the whole stack as often for many spokes as for few", () => {
  expect(walksFor(8)).toBe(walksFor(2));
});
