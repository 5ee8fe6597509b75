import { ModelProblem } from "../model";
import { TerraformResource } from "./terraform/value";
import { TerraformInput } from "./terraform-input";

/** One configuration, plan or state that an input holds. */
export interface LoadedInput {
  /** The stack's name in a `cdktf.out`, else the file's or directory's name. */
  readonly name: string;
  /** How messages call it. */
  readonly source: string;
  readonly input: TerraformInput;
}

/** All resources of an input, those that are written inside of others included. */
export function resourcesOf(input: TerraformInput): readonly TerraformResource[] {
  return input.joined === undefined
    ? input.resources.flatMap((resource) => resource.withParts())
    : input.resources;
}

/** An input, with problems that were met on the way to it. */
export function withProblems(problems: readonly ModelProblem[], input: TerraformInput): TerraformInput {
  if (problems.length === 0) {
    return input;
  }
  const { edited } = input;
  return {
    ...input,
    problems: [...problems, ...input.problems],
    ...(edited && {
      edited: (edits) => {
        const again = edited(edits);
        return again && withProblems(problems, again);
      },
    }),
  };
}
