import { Edit, EditArguments, Override } from "../../analysis";
import { resourceAsHcl } from "./hcl";

/** What a repair adds to a folder of Terraform: new resources in one file, changed ones in an override. */
export interface RepairFiles {
  readonly files: readonly { readonly name: string; readonly text: string }[];
  /** Edits that no file can make: an override takes nothing out, changes no order, and reaches into no module. */
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
  const byHand = edits.filter(
    (edit) =>
      (edit.op === "remove" && edit.block === undefined) ||
      // Terraform takes it in no override.
      (edit.op === "set" && edit.argument === "depends_on") ||
      (edit.op !== "create" && edit.address.startsWith("module.")) ||
      (edit.op === "remove" && leavesNone(edit.address, edit.block, overrides)),
  );
  // What is left of a resource whose last block goes is still to be written.
  const changed = overrides.flatMap((override): Written[] => {
    const emptied = byHand.filter((edit) => edit.op === "remove" && edit.address === addressOf(override));
    const kept = Object.entries(override.arguments).filter(
      ([name]) => !emptied.some((edit) => edit.op === "remove" && kindOf(edit.block) === name),
    );
    return kept.length === 0 ? [] : [{ ...override, arguments: Object.fromEntries(kept) }];
  });
  const write = format === "hcl" ? asHcl : asJson;
  const files = [
    ...(created.length > 0 ? [{ name: `repair-${id}.${extension}`, text: write(created) }] : []),
    ...(changed.length > 0 ? [{ name: `repair_${id}_override.${extension}`, text: write(changed) }] : []),
  ];
  return { files, byHand };
}

type Written = { readonly type: string; readonly name: string; readonly arguments: EditArguments };

function asJson(resources: readonly Written[]): string {
  const resource: { [type: string]: { [name: string]: EditArguments } } = {};
  for (const { type, name, arguments: written } of resources) {
    resource[type] = { ...resource[type], [name]: written };
  }
  return `${JSON.stringify({ resource }, null, 2)}\n`;
}

function asHcl(resources: readonly Written[]): string {
  return `${resources.map(({ type, name, arguments: written }) => resourceAsHcl(type, name, written)).join("\n\n")}\n`;
}

/** Whether the last block of its kind is taken out: an override without one would leave it as it is. */
function leavesNone(address: string, block: string | undefined, overrides: readonly Override[]): boolean {
  const written = overrides.find((one) => addressOf(one) === address)?.arguments[kindOf(block)];
  return Array.isArray(written) && written.length === 0;
}

/** `route` of `route[1]`. */
function kindOf(block = ""): string {
  return block.split(/[.[]/)[0];
}

function addressOf({ type, name }: Override): string {
  return `${type}.${name}`;
}
