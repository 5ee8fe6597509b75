import { Resources } from "./azure-shapes";

/** How much of HCL is used to say the same. */
export interface HclStyle {
  /** All of it is in a module, which the root calls. */
  readonly inModule?: boolean;
  /** Blocks are made by `dynamic`. */
  readonly isDynamic?: boolean;
  /** Texts without expressions come from locals. */
  readonly hasLocals?: boolean;
}

/** Resources as files of HCL. */
export function asHcl(resources: Resources, style: HclStyle = {}): { readonly [file: string]: string } {
  const locals: string[] = [];
  const text = (value: string): string => {
    if (style.hasLocals !== true || value.includes("${")) {
      return JSON.stringify(value);
    }
    locals.push(`  t${locals.length} = ${JSON.stringify(value)}\n`);
    return `local.t${locals.length - 1}`;
  };
  const expression = (value: unknown): string => {
    if (typeof value === "string") {
      return text(value);
    }
    if (Array.isArray(value)) {
      return `[${value.map(expression).join(", ")}]`;
    }
    return isObject(value)
      ? `{ ${Object.entries(value)
          .map(([key, member]) => `${JSON.stringify(key)} = ${expression(member)}`)
          .join(", ")} }`
      : JSON.stringify(value);
  };
  const blocks = (name: string, bodies: readonly Body[]): string => {
    const isFlat = bodies.every((body) => !Object.values(body).flat().some(isObject));
    if (style.isDynamic !== true || !isFlat) {
      return bodies.map((one) => `${name} {\n${body(one)}}\n`).join("");
    }
    const keys = [...new Set(bodies.flatMap((one) => Object.keys(one)))];
    const content = keys.map((key) => `${key} = try(${name}.value.${key}, null)\n`).join("");
    return `dynamic "${name}" {\nfor_each = ${expression(bodies)}\ncontent {\n${content}}\n}\n`;
  };
  const body = (values: Body): string =>
    Object.entries(values)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => {
        const list = [value].flat();
        return list.length > 0 && list.every(isObject)
          ? blocks(name, list)
          : `${name} = ${expression(value)}\n`;
      })
      .join("");
  const all = Object.entries(resources).flatMap(([type, byName]) =>
    Object.entries(byName).map(
      ([name, values]) => `resource "${type}" "${name}" {\n${body(values as Body)}}\n`,
    ),
  );
  const file = `${all.join("")}locals {\n${locals.join("")}}\n`;
  return style.inModule === true
    ? { "main.tf": 'module "net" {\n  source = "./net"\n}\n', "net/main.tf": file }
    : { "main.tf": file };
}

type Body = { readonly [name: string]: unknown };

function isObject(value: unknown): value is Body {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
