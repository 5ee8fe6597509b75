import { RowDifference, Verification } from "../../analysis";
import { EffectiveRouteRow, Language } from "../../analysis/result";
import { routeInWords } from "../build-document";
import { COMPARISON_PHRASES } from "../comparison-phrases";
import { ResourceNames } from "../resource-names";
import { columns, paragraph } from "./layout";

/** Rows alone don't say whose address they hold. */
const NO_NAMES: ResourceNames = new Map();

/** Whether Azure does what was predicted, row by row where it doesn't. */
export function verificationAsText(subnet: string, result: Verification, language: Language): string {
  const counts = {
    subnet,
    count: result.matched,
    different: result.different.length,
    missing: result.missing.length,
    unexpected: result.unexpected.length,
  };
  const { agrees: same, disagrees, ignored, different, missing, unexpected } = COMPARISON_PHRASES;
  return [
    paragraph((agrees(result) ? same(counts) : disagrees(counts))[language], 0),
    ...(result.ignored > 0 ? [paragraph(ignored({ count: result.ignored })[language], 0)] : []),
    ...rowList(
      different[language],
      result.different.flatMap((one) => bothRows(one, language)),
      language,
    ),
    ...rowList(
      missing[language],
      result.missing.map((row) => ["", row]),
      language,
    ),
    ...rowList(
      unexpected[language],
      result.unexpected.map((row) => ["", row]),
      language,
    ),
  ].join("\n");
}

export function agrees({ different, missing, unexpected }: Verification): boolean {
  return different.length + missing.length + unexpected.length === 0;
}

function bothRows({ predicted, actual }: RowDifference, language: Language): [string, EffectiveRouteRow][] {
  return [
    [COMPARISON_PHRASES.predicted[language], predicted],
    [COMPARISON_PHRASES.actual[language], actual],
  ];
}

function rowList(
  title: string,
  rows: readonly (readonly [mark: string, row: EffectiveRouteRow])[],
  language: Language,
): string[] {
  if (rows.length === 0) {
    return [];
  }
  const cells = rows.map(([mark, row]) => [
    ...(mark === "" ? [] : [mark]),
    ...routeInWords({ row }, NO_NAMES).cells.map((cell) => cell[language]),
  ]);
  return ["", title, columns(cells)];
}
