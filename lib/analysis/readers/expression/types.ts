import { Evaluated } from "./evaluated";
import { parseExpression } from "./parser";
import { Expression, ExpressionSyntaxError } from "./syntax";
import { asSet, isRecord, itemsOf, knownScalar, lazyObject, literalOf } from "./values";

/**
 * A value as the type of a variable makes it: `optional(…)` attributes get their defaults or null, attributes that the
 * type doesn't have are dropped, lists become sets, numbers texts. A value that the type doesn't fit stays as it is.
 *
 * @param type as it stands in a configuration: `map(object({ prefix = string, routed = optional(bool, true) }))`
 */
export function convert(value: Evaluated, type: unknown): Evaluated {
  if (typeof type !== "string") {
    return value;
  }
  const known = constraints.get(type);
  const constraint = known === undefined ? parsed(type) : known;
  constraints.set(type, constraint);
  return constraint === null ? value : converted(value, constraint);
}

/** Parsed once: each instance of a module has the same. */
const constraints = new Map<string, Expression | null>();

function parsed(type: string): Expression | null {
  try {
    return parseExpression(type.replace(/^\$\{|\}$/g, (edge) => (type.startsWith("${") ? "" : edge)));
  } catch (error) {
    if (error instanceof ExpressionSyntaxError || error instanceof RangeError) {
      return null;
    }
    throw error;
  }
}

function converted(value: Evaluated, type: Expression): Evaluated {
  if (value === null) {
    return null;
  }
  if (type.kind === "variable") {
    return scalar(value, type.name);
  }
  if (type.kind !== "call") {
    return value;
  }
  const [inner] = type.arguments;
  switch (type.name) {
    case "list":
      return itemsOf(value)?.map((item) => converted(item, inner)) ?? value;
    case "set": {
      const items = itemsOf(value)?.map((item) => converted(item, inner));
      return items === undefined ? value : asSet(items);
    }
    case "map":
      return isRecord(value)
        ? lazyObject(Object.keys(value).map((key) => [key, () => converted(value[key], inner)]))
        : value;
    case "tuple":
      return inner.kind === "tuple"
        ? (itemsOf(value)?.map((item, index) =>
            inner.items[index] ? converted(item, inner.items[index]) : item,
          ) ?? value)
        : value;
    case "object":
      return isRecord(value) && inner.kind === "object" ? object(value, inner.entries) : value;
    default:
      return value;
  }
}

function object(
  value: { [key: string]: Evaluated },
  attributes: readonly (readonly [Expression, Expression])[],
): Evaluated {
  return lazyObject(
    attributes.flatMap(([key, type]): [string, () => Evaluated][] => {
      const name = String(literalOf(key));
      const isOptional = type.kind === "call" && type.name === "optional";
      const given = Object.hasOwn(value, name);
      if (!isOptional) {
        return given ? [[name, () => converted(value[name], type)]] : [];
      }
      const [inner, byDefault] = type.arguments;
      const otherwise = (): Evaluated =>
        byDefault === undefined ? null : converted(literalOf(byDefault) ?? null, inner);
      return [
        [
          name,
          () => {
            const own = given ? value[name] : null;
            return knownScalar(own) === null ? otherwise() : converted(own, inner);
          },
        ],
      ];
    }),
  );
}

function scalar(value: Evaluated, type: string): Evaluated {
  if (type === "string" && (typeof value === "number" || typeof value === "boolean")) {
    return String(value);
  }
  if (type === "number" && typeof value === "string" && value.trim() !== "" && !Number.isNaN(Number(value))) {
    return Number(value);
  }
  if (type === "bool" && (value === "true" || value === "false")) {
    return value === "true";
  }
  return value;
}
