import { blockAddress, EditValue } from "../../model";
import { SubnetNode } from "../../network/virtual-network-node";
import { Draft } from "./draft";

/** The block that an edit of a resource names, and whether what it says is azurerm's. */
export function editable(draft: Draft, address: string): string | undefined {
  const block = blockAddress(address);
  const [type] = block.split(".").slice(-2);
  const isResource = isCreated(draft, address) || draft.input.addresses.has(address);
  if (draft.input.takesAll === true) {
    return isResource ? address : undefined;
  }
  return isResource && type.startsWith("azurerm_") && !address.startsWith("data.") ? block : undefined;
}

/** Attributes that resources of azapi have too, of those that are azurerm's by name. */
const EVERYWHERE: ReadonlySet<string> = new Set(["id", "name", "location"]);

/** An attribute of a resource: by reference where one may be written, else as it is known. */
export function attributeOf(draft: Draft, address: string, attribute: string): EditValue | undefined {
  const hasIt =
    draft.input.takesAll === true ||
    address.replace(/^data\./, "").startsWith("azurerm_") ||
    EVERYWHERE.has(attribute);
  if (isCreated(draft, address) || (hasIt && draft.input.canReferTo(address))) {
    return `\${${address}.${attribute}}`;
  }
  const output = draft.input.outputOf(address, attribute);
  if (output !== undefined) {
    return output;
  }
  const value = argumentOf(draft, address, attribute);
  const known = typeof value === "string" && !value.includes("${") ? value : undefined;
  // What a name belongs to is created first only if it is asked.
  const isAsked = known === undefined || attribute === "name";
  return (isAsked ? draft.input.newOutputOf(address, attribute) : undefined) ?? known;
}

/** What a resource has for an argument, expressions as they are written. */
export function argumentOf({ context }: Draft, address: string, argument: string): unknown {
  return context.network.model.resources.find((resource) => resource.address === address)?.values[argument];
}

/** The provider's kind of a resource. */
export function typeOf({ context }: Draft, address: string): string | undefined {
  return context.network.model.resources.find((resource) => resource.address === address)?.type;
}

/** A reference without the marks that Terraform's JSON puts around it. */
export function shown(value: EditValue): string {
  return /^\$\{(.*)\}$/.exec(String(value))?.[1] ?? JSON.stringify(value);
}

/** The subnet to which `${azurerm_subnet.x.id}` refers. */
export function referredSubnet({ context }: Draft, id: unknown): SubnetNode | undefined {
  return typeof id === "string" ? context.network.subnet(id.replace(/^\$\{|\.id\}$/g, "")) : undefined;
}

function isCreated({ edits }: Draft, address: string): boolean {
  return edits.some((edit) => edit.op === "create" && `${edit.type}.${edit.name}` === address);
}
