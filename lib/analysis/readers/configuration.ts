import { ModelProblem } from "../model";
import { withComputedSources } from "./computed-sources";
import { BlockOrder, writtenModule } from "./dependencies";
import { editedTree, writtenIn } from "./edits/edited-tree";
import { feedOf } from "./edits/feeds";
import { Budget } from "./expression/budget";
import { Evaluated } from "./expression/evaluated";
import { JsonObject } from "./json";
import { Module } from "./module";
import { moduleSourcesOf } from "./module-sources";
import { ModuleTree } from "./module-tree";
import { mayBeOlderThan4, openOlderDefaults, requiredOfAzurerm } from "./older-defaults";
import { fromLiteral } from "./terraform/value";
import { TerraformInput } from "./terraform-input";
import { UnreadModule } from "./unread-module";
import { selectedWorkspace } from "./workspace";

/**
 * Resolves a configuration, HCL or Terraform JSON: locals, variables with values, `count` and `for_each`, dynamic
 * blocks, and the modules that it calls.
 */
export function resolveConfiguration(
  written: ModuleTree,
  budget: Budget,
  variableValues: JsonObject = {},
  inputs: ReadonlyMap<string, () => Evaluated> = new Map(),
): TerraformInput {
  const problems: ModelProblem[] = [];
  const secrets = new Set<string>();
  const unreadModules: UnreadModule[] = [];
  const given = new Map<string, () => Evaluated>([
    ...inputs,
    ...Object.entries(variableValues).map(([name, value]) => [name, () => fromLiteral(value)] as const),
  ]);
  const tree = withComputedSources(written, given, budget);
  let workspace: string | undefined;
  const root = new Module(tree, {
    address: "",
    workspace: () => {
      if (workspace === undefined) {
        workspace = selectedWorkspace(tree.directory);
        problems.push({ code: "WORKSPACE_TAKEN", resource: "", text: workspace });
      }
      return workspace;
    },
    given,
    order: new BlockOrder(writtenModule(tree)),
    provider: (name) => name,
    root: tree.directory,
    problems,
    unreadModules,
    secrets,
    budget,
  });
  const resources = root.allResources();
  const isOlder = mayBeOlderThan4(resources, ...requiredOfAzurerm(tree));
  openOlderDefaults(resources, ({ identity, type }) => isOlder || identity.type !== type);
  return {
    kind: "configuration",
    resources,
    outputs: root.outputs(),
    state: { directory: tree.directory, ...(tree.blocks.backend ?? { type: "local", settings: {} }) },
    problems,
    unreadModules,
    secrets: [secrets],
    comments: tree.blocks.comments,
    edited: (edits) => {
      const again = editedTree(tree, edits);
      return again && resolveConfiguration(again, budget.anew(), variableValues, inputs);
    },
    written: (edits, address) => writtenIn(tree, edits, address),
    feedOf: (edit, name) => feedOf(tree, variableValues, edit, name),
    moduleOutputs: () => root.outputsInside(),
    moduleSources: moduleSourcesOf(tree),
  };
}
