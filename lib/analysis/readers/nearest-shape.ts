import type { NearShape } from "../messages/input-problems";
import { isJsonObject, JsonDocument, member } from "./json";

/** Members by which a form shows, even where the one is missing that tells it. */
const SIGNS: readonly (readonly [NearShape, readonly string[]])[] = [
  ["plan", ["planned_values", "resource_changes", "prior_state", "terraform_version", "relevant_attributes"]],
  ["parameters", ["parameters", "contentVersion"]],
  ["template", ["resources", "contentVersion", "languageVersion", "outputs", "functions"]],
  ["pulumi", ["steps", "changeSummary", "deployment", "urn"]],
  ["manifest", ["stacks"]],
  ["rows", ["data", "value", "count", "skip_token", "subscriptionId", "resourceGroup", "properties"]],
  ["configuration", ["resource", "module", "variable", "locals", "provider"]],
];

/** The form that an input of none is nearest to. */
export function nearestShape(document: JsonDocument): NearShape | undefined {
  const object: unknown = Array.isArray(document) ? document.find(isJsonObject) : document;
  const schema = member(object, "$schema");
  if (typeof schema === "string" && /deploymentParameters/i.test(schema)) {
    return "parameters";
  }
  const scores = SIGNS.map(([shape, keys]) => ({
    shape,
    score: keys.filter((key) => member(object, key) !== undefined).length,
  }));
  const best = scores.reduce((a, b) => (b.score > a.score ? b : a));
  // Only the Azure CLI prints lists of objects.
  return best.score > 0 ? best.shape : Array.isArray(document) ? "rows" : undefined;
}
