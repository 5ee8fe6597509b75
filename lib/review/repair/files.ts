import { Edit, EditArguments, EditValue, Override } from "../../analysis";
import { callAsHcl, declarationIn, resourceAsHcl, valuesAsHcl } from "./hcl";

/**
 * What a repair adds to a folder of Terraform: new resources in one file, changed ones in an override; to the folders of modules
 * in it the same.
 */
export interface RepairFiles {
  readonly files: readonly { readonly name: string; readonly text: string }[];
  /** Edits that no file can make: an override takes nothing out, changes no order, and reaches into no instance of a module. */
  readonly byHand: readonly Edit[];
}

/** Files of Terraform JSON or HCL; an override replaces all blocks of a kind, so it has them all. */
export function repairFiles(
  id: string,
  edits: readonly Edit[],
  overrides: readonly Override[],
  format: "hcl" | "tf.json",
): RepairFiles {
  const extension = format === "hcl" ? "tf" : "tf.json";
  const created = edits.filter((edit) => edit.op === "create");
  const declared = edits.filter(
    (edit): edit is Declared => edit.op === "append" && declarationIn(edit) !== undefined,
  );
  const byHand = edits.filter(
    (edit) =>
      (edit.op === "remove" && edit.block === undefined) ||
      // Terraform takes it in no override.
      (edit.op === "set" && edit.argument === "depends_on") ||
      (edit.op !== "create" && !declared.includes(edit as Declared) && !isInFile(edit, overrides)) ||
      (edit.op !== "create" && isOutside(edit.folder)) ||
      (edit.op === "remove" && leavesNone(edit.address, edit.block, overrides)),
  );
  // What is left of a resource whose last block goes is still to be written.
  const changed = overrides.flatMap((override): Written[] => {
    const emptied = byHand.filter((edit) => edit.op === "remove" && isAbout(override, edit.address));
    const kept = Object.entries(override.arguments).filter(
      ([name]) => !emptied.some((edit) => edit.op === "remove" && kindOf(edit.block) === name),
    );
    return kept.length === 0 || isOutside(override.folder)
      ? []
      : [{ ...override, arguments: Object.fromEntries(kept) }];
  });
  const write = format === "hcl" ? asHcl : asJson;
  const files = [
    ...(created.length > 0 ? [{ name: `repair-${id}.${extension}`, text: write(created, []) }] : []),
    ...foldersOf(declared).map((folder) => {
      const own = declared.filter((edit) => edit.folder === folder);
      return { name: `${folder}/repair-${id}.${extension}`, text: write([], own) };
    }),
    ...foldersOf(changed).map((folder) => {
      const own = changed.filter((one) => (one.folder ?? "") === folder);
      const place = folder === "" ? "" : `${folder}/`;
      return { name: `${place}repair_${id}_override.${extension}`, text: write(own, []) };
    }),
  ];
  return { files, byHand };
}

/** Folders of modules that lie in the input's own. */
function foldersOf(some: readonly { readonly folder?: string }[]): readonly string[] {
  return [...new Set(some.map(({ folder = "" }) => folder))].filter((folder) => !isOutside(folder));
}

/** Whether a folder lies outside of the one that the files are for. */
function isOutside(folder = ""): boolean {
  return folder.startsWith("..");
}

/** Whether an override says it: one of what has the edit's address. */
function isInFile({ address }: Exclude<Edit, { op: "create" }>, overrides: readonly Override[]): boolean {
  return !address.includes("[") && overrides.some((one) => isAbout(one, address));
}

type Declared = Extract<Edit, { op: "append" }>;
interface Written {
  readonly type: string;
  readonly name: string;
  readonly folder?: string;
  readonly arguments: EditArguments;
}

function asJson(resources: readonly Written[], declared: readonly Declared[]): string {
  const file: { [block: string]: { [label: string]: EditValue | { [name: string]: EditArguments } } } = {};
  for (const { type, name, arguments: written } of resources) {
    if (type === "locals") {
      file.locals = { ...file.locals, ...written };
    } else if (type === "module" || type === "variable") {
      file[type] = { ...file[type], [name]: written };
    } else {
      const before = file.resource?.[type] as EditArguments | undefined;
      file.resource = { ...file.resource, [type]: { ...before, [name]: written } };
    }
  }
  for (const { block, value } of declared) {
    const { name, ...body } = value;
    file[block] = { ...file[block], [String(name)]: body };
  }
  return `${JSON.stringify(file, null, 2)}\n`;
}

function asHcl(resources: readonly Written[], declared: readonly Declared[]): string {
  const blocks = [
    ...resources.map(({ type, name, arguments: written }) => {
      switch (type) {
        case "module":
          return callAsHcl(name, written);
        case "locals":
          return valuesAsHcl("locals", written);
        case "variable":
          return valuesAsHcl(`variable ${JSON.stringify(name)}`, written);
        default:
          return resourceAsHcl(type, name, written);
      }
    }),
    ...declared.flatMap((edit) => declarationIn(edit) ?? []),
  ];
  return `${blocks.join("\n\n")}\n`;
}

/** Blocks that azurerm takes as a list too, which may be empty: its schema has them as attributes. */
const LISTS: ReadonlySet<string> = new Set([
  "azurerm_route_table.route",
  "azurerm_network_security_group.security_rule",
]);

/** Whether the last block of its kind is taken out: an override without one would leave it as it is. */
function leavesNone(address: string, block: string | undefined, overrides: readonly Override[]): boolean {
  // A local and a default are written whole.
  if (/^(local|variable)\./.test(address)) {
    return false;
  }
  const kind = kindOf(block);
  const override = overrides.find((one) => isAbout(one, address));
  const written = override?.arguments[kind];
  return Array.isArray(written) && written.length === 0 && !LISTS.has(`${override?.type}.${kind}`);
}

/** Whether an override is one of what has an address. */
function isAbout(override: Override, address: string): boolean {
  const own = addressOf(override);
  return address === own || (override.folder !== undefined && address.endsWith(`.${own}`));
}

/** `route` of `route[1]`. */
function kindOf(block = ""): string {
  return block.split(/[.[]/)[0];
}

function addressOf({ type, name, arguments: written }: Override): string {
  return type === "locals" ? `local.${Object.keys(written)[0]}` : `${type}.${name}`;
}
