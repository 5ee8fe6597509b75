import { InputKind } from "../../model";
import { parseArmId } from "../arm/arm-id";
import { ReadAgain, resolveEntries } from "../arm/arm-input";
import { ArmObject } from "../arm/arm-object";
import { armEntry } from "../arm/arm-resource";
import { editedJson } from "../arm/edited-json";
import { Budget } from "../expression/budget";
import { asText, isJsonObject, JsonObject, member, objectsIn } from "../json";
import { readJsonFile } from "../json-file";
import { fromJson, printValue, TerraformValue } from "../terraform/value";
import { TerraformInput } from "../terraform-input";
import { GivenVariables } from "../variable-values";
import { ANYWHERE, Deployment, DEPLOYMENT, Given, scopeOf } from "./deployment";
import { DeploymentTree } from "./deployment-tree";
import { evaluateJson, OUTSIDE } from "./evaluator";
import { idIn } from "./resource-ids";
import { TemplateEdits } from "./template-edits";
import { unknownValue } from "./values";

/** Whether a document is an ARM template, such as Bicep compiles to. */
export function isTemplate(document: JsonObject): boolean {
  return /\/(\w*D|d)eploymentTemplate\.json#?$/.test(asText(document.$schema)) && "resources" in document;
}

/** Whether a document is what `bicep snapshot` writes. */
export function isBicepSnapshot(document: JsonObject): boolean {
  return Array.isArray(document.predictedResources);
}

/** Reads a template: what it deploys, with the values that are given for its parameters. */
export function resolveTemplate(
  template: JsonObject,
  file: string,
  given: GivenVariables = {},
): TerraformInput {
  const budget = new Budget(file);
  const parameters = isJsonObject(template.parameters) ? Object.keys(template.parameters) : [];
  // Azure doesn't tell names apart by case.
  const spelled = Object.keys(given.values ?? {}).filter((name) =>
    parameters.some((parameter) => parameter.toLowerCase() === name.toLowerCase()),
  );
  [...parameters, ...spelled].forEach((name) => given.declared?.add(name));
  return budget.reading("the template", () => {
    const tree = new DeploymentTree(budget);
    new Deployment(
      template,
      parametersOf(template, given),
      ANYWHERE,
      tree,
      unknownValue("deployment().name"),
    );
    const again: ReadAgain = (edits, sources) => {
      const edited = new TemplateEdits(template, tree.declared, sources).edited(edits);
      return edited && resolveTemplate(edited, file, given);
    };
    const input = resolveDeclared("template", tree, again);
    const writer = new TemplateEdits(template, tree.declared, input.sources!);
    return {
      ...input,
      takesValues: true,
      completed: (edits, usesOf) => writer.completed(edits, usesOf),
      document: (edits) => writer.edited(edits),
      feedOf: (edit) => writer.feedOf(edit),
    };
  });
}

/** Reads what `bicep snapshot` predicts: a list of resources in which little is left to evaluate. */
export function resolveBicepSnapshot(document: JsonObject, file: string): TerraformInput {
  const tree = new DeploymentTree(new Budget(file));
  const scope = new Deployment({}, new Map(), ANYWHERE, tree, unknownValue("deployment().name"));
  for (const resource of objectsIn(document.predictedResources)) {
    const [type, name] = [resource.type, resource.name].map(asText);
    const given = printValue(evaluateJson(resource.id ?? "", scope, OUTSIDE));
    let known: TerraformValue | undefined;
    tree.add({
      id: parseArmId(given) === undefined ? idIn(scopeOf(type, ANYWHERE), type, [name]) : given,
      type,
      name,
      isExisting: false,
      source: resource,
      template: document,
      awaits: () => [],
      // Read when all are there: one may refer to another, in a circle even.
      body: () => {
        if (known === undefined) {
          known = unknownValue(`reference('${name}')`);
          known = evaluateJson(resource, scope, OUTSIDE);
        }
        return known;
      },
    });
  }
  return resolveDeclared("bicep-snapshot", tree, (edits, sources) => {
    const edited = editedJson(document, sources, edits, (copy, { arguments: resource }) => {
      return { ...copy, predictedResources: [...(copy.predictedResources as unknown[]), resource] };
    });
    return edited && resolveBicepSnapshot(edited, file);
  });
}

function resolveDeclared(kind: InputKind, tree: DeploymentTree, again: ReadAgain): TerraformInput {
  const entries = tree.declared
    .filter(({ isExisting, type }) => !isExisting && type.toLowerCase() !== DEPLOYMENT.toLowerCase())
    .flatMap(({ id, body, open, source }) =>
      armEntry(id, new ArmObject(body())).map((entry) => ({ ...entry, open, source })),
    );
  // A module that is deployed twice to one place deploys one.
  const unique = [...new Map(entries.map((entry) => [entry.id.toLowerCase(), entry])).values()];
  const input = resolveEntries(kind, unique, tree.problems, again);
  const byId = new Map(
    input.resources.map((resource) => [asText(resource.attribute("id")).toLowerCase(), resource]),
  );
  for (const { id, path, into } of tree.pending) {
    const resource = byId.get(id.toLowerCase());
    if (resource !== undefined) {
      into.push({ resource, path });
    }
  }
  return input;
}

/** Values of files of parameters, of which the later win, and those on the command line over them. */
function parametersOf(template: JsonObject, { files = [], values = {} }: GivenVariables): Given {
  const given = new Map<string, () => TerraformValue>();
  for (const file of files) {
    const content = readJsonFile(file);
    const parameters = isJsonObject(content.parameters) ? content.parameters : content;
    for (const [name, parameter] of Object.entries(parameters)) {
      const isBox = isJsonObject(parameter) && ("value" in parameter || "reference" in parameter);
      const value = isBox ? member(parameter, "value") : parameter;
      given.set(name.toLowerCase(), () =>
        value === undefined ? unknownValue(`parameters('${name}')`) : fromJson(value, (text) => text),
      );
    }
  }
  for (const [name, text] of Object.entries(values)) {
    given.set(name.toLowerCase(), () =>
      typed(text, asText(member(member(template.parameters, name), "type"))),
    );
  }
  return given;
}

function typed(text: string, type: string): TerraformValue {
  if (/^(secure)?string$/i.test(type) || type === "undefined") {
    return text;
  }
  try {
    return fromJson(JSON.parse(text), (part) => part);
  } catch {
    return text;
  }
}
