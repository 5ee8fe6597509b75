import { readdirSync, readFileSync } from "fs";
import { dirname, join } from "path";
import { Block, TerraformJson } from "./synth";

type AttributeType = string | [string, AttributeType | Record<string, AttributeType>];

interface Attribute {
  readonly type: AttributeType;
  readonly required?: boolean;
  readonly optional?: boolean;
}

interface BlockSchema {
  readonly attributes?: Record<string, Attribute>;
  readonly block_types?: Record<string, NestedBlock>;
}

interface NestedBlock {
  readonly nesting_mode: "single" | "list" | "set";
  readonly min_items?: number;
  readonly max_items?: number;
  readonly block: BlockSchema;
}

/** Resources of one version of the provider. */
export type ProviderSchema = Record<string, BlockSchema>;

/**
 * The provider's own schemas by its version: the file that `AZURERM_SCHEMA` names, and those of other versions beside
 * it. None if it names none.
 */
export function providerSchemas(): Map<string, ProviderSchema> {
  const file = process.env.AZURERM_SCHEMA;
  const folder = file && dirname(file);
  const files = folder ? readdirSync(folder).filter((name) => SCHEMA_FILE.test(name)) : [];
  return new Map(
    files.map((name) => [
      SCHEMA_FILE.exec(name)![1],
      JSON.parse(readFileSync(join(folder!, name), "utf8")).resources,
    ]),
  );
}

const SCHEMA_FILE = /^azurerm-(\d+\.\d+\.\d+)-schema\.json$/;

/** Arguments that Terraform itself defines for every resource. */
const META_ARGUMENTS = [
  "depends_on",
  "provider",
  "lifecycle",
  "count",
  "for_each",
  "connection",
  "provisioner",
];

/** Everything in which a configuration differs from what the provider accepts, each with its address. */
export function schemaViolations(json: TerraformJson, schema: ProviderSchema): string[] {
  const azurerm = Object.entries(json.resource).filter(([type]) => type.startsWith("azurerm_"));
  return azurerm.flatMap(([type, byId]) =>
    Object.entries(byId).flatMap(([id, resource]) =>
      type in schema
        ? blockViolations(`${type}.${id}`, without(resource, META_ARGUMENTS), schema[type])
        : [`${type}.${id}: the provider has no such resource`],
    ),
  );
}

function without(block: Block, keys: readonly string[]): Block {
  return Object.fromEntries(Object.entries(block).filter(([key]) => !keys.includes(key)));
}

function blockViolations(where: string, block: Block, schema: BlockSchema): string[] {
  const { attributes = {}, block_types: blocks = {} } = schema;
  const unknown = Object.keys(block)
    .filter((key) => !(key in attributes) && !(key in blocks))
    .map((key) => `${where}: there is no argument ${key}`);
  const fromAttributes = Object.entries(attributes).flatMap(([name, attribute]) => {
    const value = block[name];
    if (value === undefined || value === null) {
      return attribute.required ? [`${where}: ${name} is required`] : [];
    }
    return attribute.required || attribute.optional
      ? typeViolations(`${where}.${name}`, value, attribute.type)
      : [`${where}: ${name} is computed and can't be set`];
  });
  const fromBlocks = Object.entries(blocks).flatMap(([name, nested]) =>
    nestedViolations(`${where}.${name}`, block[name], nested),
  );
  return [...unknown, ...fromAttributes, ...fromBlocks];
}

function nestedViolations(where: string, value: unknown, schema: NestedBlock): string[] {
  const blocks = value === undefined || value === null ? [] : Array.isArray(value) ? value : [value];
  const most = schema.nesting_mode === "single" ? 1 : (schema.max_items ?? Infinity);
  const least = schema.min_items ?? 0;
  return [
    ...(blocks.length < least ? [`${where}: ${blocks.length} blocks, at least ${least} needed`] : []),
    ...(blocks.length > most ? [`${where}: ${blocks.length} blocks, at most ${most} allowed`] : []),
    ...blocks.flatMap((block, index) =>
      typeof block === "object" && block !== null
        ? blockViolations(`${where}[${index}]`, block, schema.block)
        : [`${where}[${index}]: not a block`],
    ),
  ];
}

function typeViolations(where: string, value: unknown, type: AttributeType): string[] {
  if (isExpression(value)) {
    return [];
  }
  if (typeof type === "string") {
    const fits =
      type === "string"
        ? ["string", "number", "boolean"].includes(typeof value)
        : type === "number"
          ? typeof value === "number"
          : typeof value === "boolean";
    return fits ? [] : [`${where}: ${JSON.stringify(value)} is not a ${type}`];
  }
  const [kind, element] = type;
  if (kind === "object") {
    const fields = element as Record<string, AttributeType>;
    if (typeof value !== "object" || value === null) {
      return [`${where}: ${JSON.stringify(value)} is not an object`];
    }
    const given = value as Block;
    return [
      ...Object.keys(given)
        .filter((key) => !(key in fields))
        .map((key) => `${where}: there is no field ${key}`),
      // Terraform JSON demands every field of an object, be it null.
      ...Object.entries(fields).flatMap(([key, field]) =>
        given[key] === undefined
          ? [`${where}: the field ${key} is missing`]
          : given[key] === null
            ? []
            : typeViolations(`${where}.${key}`, given[key], field),
      ),
    ];
  }
  if (kind === "map") {
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.entries(value).flatMap(([key, item]) =>
          typeViolations(`${where}[${key}]`, item, element as AttributeType),
        )
      : [`${where}: ${JSON.stringify(value)} is not a map`];
  }
  return Array.isArray(value)
    ? value.flatMap((item, index) => typeViolations(`${where}[${index}]`, item, element as AttributeType))
    : [`${where}: ${JSON.stringify(value)} is not a ${kind}`];
}

function isExpression(value: unknown): boolean {
  return typeof value === "string" && /^\$\{[\s\S]*\}$/.test(value);
}
