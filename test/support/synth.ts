import { tmpdir } from "node:os";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { App, Testing, TerraformElement, TerraformStack } from "cdktf";

/** A block of Terraform JSON. */
export type Block = Record<string, any>; // eslint-disable-line @typescript-eslint/no-explicit-any

/** Terraform JSON of one stack, without cdktf's own metadata. */
export interface TerraformJson extends Block {
  readonly resource: Record<string, Record<string, Block>>;
}

/** Synthesizes what `build` puts into a stack, with all validations, as `cdktf synth` would. */
export function synthesize(build: (stack: TerraformStack) => void): TerraformJson {
  return synthesizeStack(stackWith(build));
}

/** A stack with a provider and what `build` puts into it. */
export function stackWith(build: (stack: TerraformStack) => void): TerraformStack {
  // The run's own folder: nothing is written, and each app would make another.
  const stack = new TerraformStack(Testing.app({ outdir: tmpdir() }), "stack");
  new AzurermProvider(stack, "azurerm", { features: [{}] });
  build(stack);
  return stack;
}

/** Synthesizes a stack that exists. */
export function synthesizeStack(stack: TerraformStack): TerraformJson {
  return synthesizeStacks([stack])[0];
}

/** Synthesizes stacks of one app; where there are several, all are prepared, since one may refer to another. */
export function synthesizeStacks(stacks: readonly TerraformStack[]): TerraformJson[] {
  const all = App.of(stacks[0]).node.findAll().filter(TerraformStack.isStack);
  all.forEach((each) => (all.length === 1 ? each.ensureBackendExists() : each.prepareStack()));
  return stacks.map((stack) => ({ resource: {}, ...(plain(terraformOf(stack)) as Block) }));
}

/** What `Testing.synth` would print. It does all else here: putting it in order takes it as long as making it. */
function terraformOf(stack: TerraformStack): unknown {
  let terraform: unknown;
  const own = stack.toTerraform.bind(stack);
  stack.toTerraform = () => {
    terraform = withoutPlaces(own);
    return {};
  };
  try {
    Testing.synth(stack, true);
  } finally {
    Reflect.deleteProperty(stack, "toTerraform");
  }
  return terraform;
}

/** Which construct made a resource, which no test reads, is a quarter of what the core resolves, and it does so twice. */
function withoutPlaces<T>(work: () => T): T {
  const own = Object.getOwnPropertyDescriptor(TerraformElement.prototype, "constructNodeMetadata")!;
  Object.defineProperty(TerraformElement.prototype, "constructNodeMetadata", { ...own, get: () => ({}) });
  try {
    return work();
  } finally {
    Object.defineProperty(TerraformElement.prototype, "constructNodeMetadata", own);
  }
}

/** Terraform's JSON in the order in which `Testing.synth` prints it, and like that without metadata. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map((item) => plain(item) ?? null);
  }
  if (typeof value !== "object" || value === null) {
    return value;
  }
  const members: Block = {};
  for (const key of Object.keys(value).sort()) {
    const member = plain((value as Block)[key]);
    if (key !== "//" && member !== undefined) {
      members[key] = member;
    }
  }
  return members;
}

/** The messages with which synth refuses what `build` makes; empty if it doesn't. */
export function refusals(build: (stack: TerraformStack) => void): string[] {
  try {
    synthesize(build);
    return [];
  } catch (error) {
    return (error as Error).message
      .split("\n")
      .map((line) => line.trim())
      .filter((line) => line.startsWith("["));
  }
}

/** Warnings that synth adds to the constructs of a stack. */
export function warnings(stack: TerraformStack): string[] {
  synthesizeStack(stack);
  return stack.node
    .findAll()
    .flatMap((construct) => construct.node.metadata)
    .filter((entry) => entry.type === "@cdktf/warn")
    .map((entry) => entry.data);
}

/** All resources of a type, by logical id. */
export function resourcesOf(json: TerraformJson, type: string): Record<string, Block> {
  return json.resource[type] ?? {};
}

/** The resource of a type with an Azure name; fails if there is not exactly one. */
export function resourceNamed(json: TerraformJson, type: string, name: string): Block {
  const found = Object.values(resourcesOf(json, type)).filter((resource) => resource.name === name);
  if (found.length !== 1) {
    throw new Error(`${found.length} resources ${type} are named ${name}`);
  }
  return found[0];
}

/** Terraform addresses of all resources, sorted. */
export function addresses(json: TerraformJson): string[] {
  return Object.entries(json.resource)
    .flatMap(([type, byId]) => Object.keys(byId).map((id) => `${type}.${id}`))
    .sort();
}

/** JSON as snapshots show it: the provider's version and the machine's paths masked. */
export function normalised(json: TerraformJson): TerraformJson {
  return JSON.parse(JSON.stringify(json), (key, value) =>
    key === "version" && /^\d+\.\d+\.\d+$/.test(value)
      ? "<azurerm>"
      : key === "path" && String(value).endsWith(".tfstate")
        ? "<state>"
        : value,
  );
}
