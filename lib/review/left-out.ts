import { leavesNothingOut, ModelProblem, problemMessage, unsupportedKind, withoutSubnets } from "../analysis";
import { Analysis, LocalizedText } from "../analysis/result";
import { groupBy } from "../collections/group-by";
import { distinct } from "./language";

/** A finding says this one. */
const FOUND: ModelProblem["code"] = "INSTANCES_AFTER_APPLY";

/** What an analysis leaves out, each thing once; resources of one kind that nobody reads are counted. */
export function problemsOf({ model }: Analysis): readonly LocalizedText[] {
  const problems = model.problems.filter((problem) => !leavesNothingOut(problem) && problem.code !== FOUND);
  const kinds = groupBy(problems, unsupportedKindOf);
  const texts = problems.flatMap((problem): LocalizedText[] => {
    const kind = unsupportedKindOf(problem);
    const same = kind === undefined ? undefined : kinds.get(kind);
    if (kind === undefined || same === undefined || same.length === 1) {
      return [problemMessage(problem)];
    }
    return same[0] === problem
      ? [
          unsupportedKind(
            kind,
            same.map(({ resource }) => resource),
          ),
        ]
      : [];
  });
  return distinct(texts);
}

/** What a whole analysis rests on, though nothing is left out for it. */
export function notesOf({ model }: Analysis): readonly LocalizedText[] {
  return distinct([...model.problems.filter(leavesNothingOut).map(problemMessage), ...absentSpokes(model)]);
}

/**
 * Spokes that the matrix lacks, because their subnets are written elsewhere: nobody should take them for judged. A network
 * with several peerings is a hub, of which nobody expects machines. Who shows what is deployed expects all of it, also what
 * only a peering tells of.
 */
function absentSpokes({ virtualNetworks, subnets, peerings, inputs }: Analysis["model"]): LocalizedText[] {
  const isDeployed = inputs?.some(({ kind }) => kind === "azure") === true;
  const withSubnets = new Set(subnets.map(({ virtualNetwork }) => virtualNetwork));
  const halves = groupBy(peerings, ({ virtualNetwork }) => virtualNetwork);
  const names = virtualNetworks
    .filter(({ address, external }) => (external !== true || isDeployed) && !withSubnets.has(address))
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
