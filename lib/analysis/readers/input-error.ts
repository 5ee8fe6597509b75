import { ParamsOf, textOf } from "../messages/catalogue";
import { INPUT_PROBLEMS, InputProblemCode } from "../messages/input-problems";
import { MessageParams, WordedError } from "../messages/worded-error";
import { LocalizedText } from "../text";

/** How Japanese sentences call what isn't a file. */
const NAMES: Readonly<Record<string, string>> = {
  "standard input": "標準入力",
  "the configuration": "構成",
  "the assumptions": "前提",
  "the top level": "JSON",
};

/** An input that cannot be used: one sentence that names the file and the cause. */
export class InputError<Code extends InputProblemCode = InputProblemCode> extends WordedError {
  public override readonly name = "InputError";

  public constructor(code: Code, params: ParamsOf<typeof INPUT_PROBLEMS, Code>) {
    super(code, params as MessageParams, sentenceOf(code, params));
  }
}

function sentenceOf<Code extends InputProblemCode>(
  code: Code,
  params: ParamsOf<typeof INPUT_PROBLEMS, Code>,
): LocalizedText {
  const where = "where" in params ? { where: NAMES[params.where] ?? params.where } : {};
  const japanese = { ...params, ...where, file: NAMES[params.file] ?? params.file };
  const text = (filled: object) => textOf(INPUT_PROBLEMS, { code, params: filled } as never);
  return { en: text(params).en, ja: text(japanese).ja };
}
