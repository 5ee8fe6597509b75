/** A block of a configuration with its instances in a plan that creates everything. */
export interface Part {
  readonly block: string;
  readonly keys?: readonly (string | number)[];
  readonly values?: (key: string | number | undefined) => object;
  /** References of an argument, in the order in which Terraform lists them. */
  readonly unknown?: { readonly [argument: string]: readonly string[] };
  readonly known?: { readonly [argument: string]: readonly string[] };
  readonly forEach?: readonly string[];
}

export const refer = (given: { readonly [name: string]: readonly string[] } = {}): object =>
  Object.fromEntries(Object.entries(given).map(([name, references]) => [name, { references }]));

/** What `terraform show -json` gives of a plan that creates everything. */
export function plan(...parts: readonly Part[]): object {
  const instances = parts.flatMap(({ block, keys = [undefined], values, unknown = {} }) => {
    const [type, name] = block.split(".");
    return keys.map((key) => ({
      address: key === undefined ? block : `${block}[${JSON.stringify(key)}]`,
      mode: "managed",
      type,
      name,
      ...(key !== undefined && { index: key }),
      values: values?.(key) ?? {},
      change: {
        actions: ["create"],
        after_unknown: { id: true, ...Object.fromEntries(Object.keys(unknown).map((one) => [one, true])) },
      },
    }));
  });
  return {
    format_version: "1.2",
    planned_values: { root_module: { resources: instances } },
    resource_changes: instances,
    configuration: {
      root_module: {
        resources: parts.map(({ block, unknown, known, forEach }) => ({
          address: block,
          mode: "managed",
          type: block.split(".")[0],
          name: block.split(".")[1],
          expressions: { ...refer(unknown), ...refer(known) },
          ...(forEach && { for_each_expression: { references: forEach } }),
        })),
      },
    },
  };
}
