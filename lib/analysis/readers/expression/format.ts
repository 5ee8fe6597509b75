import { Scalar } from "../terraform/value";
import { refuseLongText } from "./budget";
import { jsonText } from "./json-text";
import { numberOf, Refused, textOf, truthOf } from "./scalars";

/** `%[flags][width][.precision][[index]]verb` */
const VERB = /%([-+ #0]*)(\d*)(?:\.(\d*))?(?:\[(\d+)\])?([a-zA-Z%])?/g;

/** `format` as Terraform has it; `undefined` for verbs that no name or address is made with. */
export function format(template: string, args: readonly (Scalar | Scalar[])[]): string | undefined {
  let next = 0;
  let most = 0;
  let isKnown = true;
  const text = template.replace(
    VERB,
    (_, flags: string, width: string, precision: string | undefined, at?: string, verb?: string) => {
      if (verb === "%") {
        return "%";
      }
      next = at === undefined ? next + 1 : Number(at);
      most = Math.max(most, next);
      if (verb === undefined || next < 1 || next > args.length) {
        throw new Refused();
      }
      refuseLongText(Number(width) + Number(precision ?? 0));
      const digits = precision === undefined ? undefined : Number(precision);
      const printed = print(verb, args[next - 1], flags, digits);
      isKnown &&= printed !== undefined;
      return padded(printed ?? "", Number(width), flags, verb);
    },
  );
  if (most < args.length && !/%\S*\[\d+\]/.test(template)) {
    throw new Refused();
  }
  return isKnown ? text : undefined;
}

/** Each member of the lists in turn, with the values beside them. */
export function formatList(template: string, args: readonly (Scalar | Scalar[])[]): string[] | undefined {
  const lengths = new Set(args.filter((arg) => Array.isArray(arg)).map((arg) => arg.length));
  if (lengths.size > 1) {
    throw new Refused();
  }
  const texts = Array.from({ length: [...lengths].at(0) ?? 1 }, (_, index) =>
    format(
      template,
      args.map((arg) => (Array.isArray(arg) ? arg[index] : arg)),
    ),
  );
  return texts.includes(undefined) ? undefined : (texts as string[]);
}

function print(
  verb: string,
  value: Scalar | Scalar[],
  flags: string,
  digits: number | undefined,
): string | undefined {
  if (verb === "v") {
    const isPlain = typeof value === "string" && !flags.includes("#");
    return isPlain ? value : typeof value === "number" ? signed(textOf(value), flags) : jsonText(value);
  }
  if (Array.isArray(value)) {
    throw new Refused();
  }
  switch (verb) {
    case "s":
      return [...textOf(value)].slice(0, digits).join("");
    case "q":
      return jsonText([...textOf(value)].slice(0, digits).join(""));
    case "t":
      return String(truthOf(value));
    case "d":
      return signed(textOf(Math.trunc(numberOf(value))), flags);
    case "b":
      return signed(Math.trunc(numberOf(value)).toString(2), flags);
    case "o":
      return signed(Math.trunc(numberOf(value)).toString(8), flags);
    case "f":
      return digits !== undefined && digits > 100
        ? undefined
        : signed(numberOf(value).toFixed(digits ?? 6), flags);
    case "x":
    case "X":
      return hexadecimal(value, verb, flags);
    default:
      return undefined;
  }
}

function hexadecimal(value: Scalar, verb: "x" | "X", flags: string): string | undefined {
  const isText = typeof value === "string" && !/^-?\d+(\.\d+)?$/.test(value);
  const digits = isText ? Buffer.from(value).toString("hex") : Math.trunc(numberOf(value)).toString(16);
  return isText ? undefined : signed(verb === "X" ? digits.toUpperCase() : digits, flags);
}

function signed(digits: string, flags: string): string {
  const sign = flags.includes("+") ? "+" : flags.includes(" ") ? " " : "";
  return digits.startsWith("-") ? digits : sign + digits;
}

function padded(text: string, width: number, flags: string, verb: string): string {
  const missing = width - [...text].length;
  if (missing <= 0) {
    return text;
  }
  if (flags.includes("-")) {
    return text + " ".repeat(missing);
  }
  if (!flags.includes("0")) {
    return " ".repeat(missing) + text;
  }
  const [, sign, digits] = /^([-+ ]?)(.*)$/s.exec(text)!;
  return /[sq]/.test(verb) ? "0".repeat(missing) + text : sign + "0".repeat(missing) + digits;
}
