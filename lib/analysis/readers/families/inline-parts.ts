import { UnknownArgument } from "../../model";
import { Block } from "../terraform/block";
import { TerraformResource } from "../terraform/value";

/**
 * Whether parts are left to others (`ignore_changes`), and neither written inside nor beside: somebody else fills it, and
 * the input doesn't tell with what.
 */
export function isFilledElsewhere(
  resource: TerraformResource,
  argument: string,
  separate: readonly unknown[],
): boolean {
  return (
    !resource.isData &&
    separate.length === 0 &&
    !Block.of(resource).has(argument) &&
    resource.ignores(argument) === true
  );
}

interface Part {
  readonly name: string;
  readonly perhaps?: UnknownArgument;
}

/**
 * Inline and separate parts of one resource. A plan or a state shows a separate part inline too, and the separate one says
 * where it comes from; where that only may be there, the inline one of its name may stay.
 */
export function inlineAndSeparate<T extends Part>(inline: readonly T[], separate: readonly T[]): T[] {
  const byName = new Map(separate.map((part) => [part.name.toLowerCase(), part]));
  const left = inline.flatMap((part): T[] => {
    const other = byName.get(part.name.toLowerCase());
    if (other === undefined) {
      return [part];
    }
    return other.perhaps === undefined ? [] : [{ perhaps: other.perhaps, ...part }];
  });
  return [...left, ...separate];
}
