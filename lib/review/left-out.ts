import {
  alsoOf,
  leavesNothingOut,
  ModelProblem,
  problemMessage,
  unsupportedKind,
  withoutSubnets,
} from "../analysis";
import { Analysis, LocalizedText } from "../analysis/result";
import { groupBy } from "../collections/group-by";
import { distinct } from "./language";

/** A finding says this one. */
const FOUND: ModelProblem["code"] = "INSTANCES_AFTER_APPLY";

/**
 * What an analysis leaves out, each thing once; resources of one kind that nobody reads are counted, and instances of
 * one block of which the same is so are named behind the first.
 */
export function problemsOf({ model }: Analysis): readonly LocalizedText[] {
  const problems = model.problems.filter((problem) => !leavesNothingOut(problem) && problem.code !== FOUND);
  const alike = groupBy(problems, (problem) => unsupportedKindOf(problem) ?? sameInstances(problem));
  return distinct([...alike.values()].map(told));
}

/** One sentence for problems of one kind, or of instances of one block. */
function told(same: readonly ModelProblem[]): LocalizedText {
  const kind = unsupportedKindOf(same[0]);
  const [first, ...others] = new Set(same.map(({ resource }) => resource));
  if (others.length === 0) {
    return problemMessage(same[0]);
  }
  return kind === undefined
    ? alsoOf(problemMessage(same[0]), others)
    : unsupportedKind(kind, [first, ...others]);
}

/** What a whole analysis rests on, though nothing is left out for it. */
export function notesOf({ model }: Analysis): readonly LocalizedText[] {
  return distinct([...model.problems.filter(leavesNothingOut).map(problemMessage), ...absentSpokes(model)]);
}

/**
 * Spokes that the matrix lacks, because their subnets are written elsewhere: nobody should take them for judged. A network
 * with several peerings is a hub, of which nobody expects machines. What exists elsewhere is expected of who writes its half
 * of the peering, and of who shows what is deployed, also what only a peering tells of.
 */
function absentSpokes({ virtualNetworks, subnets, peerings, inputs }: Analysis["model"]): LocalizedText[] {
  const isDeployed = inputs?.some(({ kind }) => kind === "azure") === true;
  const withSubnets = new Set(subnets.map(({ virtualNetwork }) => virtualNetwork));
  const halves = groupBy(peerings, ({ virtualNetwork }) => virtualNetwork);
  const names = virtualNetworks
    .filter(({ address, external }) => external !== true || isDeployed || halves.has(address))
    .filter(({ address }) => !withSubnets.has(address))
    .filter(({ address }) => (halves.get(address)?.length ?? 0) < 2)
    .map(({ name, address }) => name || address);
  return names.length === 0 ? [] : [withoutSubnets(names)];
}

/** The kind of a resource that is left out because nobody reads its kind. */
function unsupportedKindOf({ code, resource, text }: ModelProblem): string | undefined {
  if (code !== "KIND_NOT_READ") {
    return undefined;
  }
  return text ?? /(?:^|\.)(azurerm_\w+)\./.exec(resource)?.[1];
}

/** The key of an instance: `["a"]`, `[0]`. */
const KEY = /\[(?:"(?:[^"\\]|\\.)*"|\d+)\]/g;

/** What is one for problems that differ by the keys of their instances alone. */
function sameInstances(problem: ModelProblem): string {
  const keys = problem.resource.match(KEY) ?? [];
  const withoutKeys = (text: string) => keys.reduce((left, key) => left.replaceAll(key, "[]"), text);
  return JSON.stringify(problem, (_, value: unknown) =>
    typeof value === "string" ? withoutKeys(value) : value,
  );
}
