import { blockAddress } from "../../model";
import { Trial } from "../trial";

/** The local name of a resource, or of the block inside of one: `hub_default` of `azurerm_virtual_network.hub.subnet["default"]`. */
export function localName(address: string): string {
  const inside = /\.([^.[\]]+)\.[a-z_]+\["([^"]*)"\]$/.exec(address);
  const plain =
    inside === null ? (blockAddress(address).split(".").at(-1) ?? address) : `${inside[1]}_${inside[2]}`;
  return identifier(plain);
}

/** A local name that no resource of the type has yet. */
export function freeName({ input, edits }: Trial, type: string, wanted: string): string {
  const taken = (name: string): boolean =>
    input.addresses.has(`${type}.${name}`) ||
    edits.some((edit) => edit.op === "create" && edit.type === type && edit.name === name);
  return free(identifier(wanted), "_", taken);
}

/** An Azure name that is none of those given, in whatever case. */
export function freeAzureName(wanted: string, known: readonly string[]): string {
  const taken = new Set(known.map((name) => name.toLowerCase()));
  const plain = wanted.replace(/[^A-Za-z0-9_.-]+/g, "-").slice(0, 70);
  return free(plain, "-", (name) => taken.has(name.toLowerCase()));
}

function free(wanted: string, separator: string, taken: (name: string) => boolean): string {
  let name = wanted;
  for (let number = 2; taken(name); number++) {
    name = `${wanted}${separator}${number}`;
  }
  return name;
}

function identifier(text: string): string {
  const plain = text.replace(/[^A-Za-z0-9_-]+/g, "_");
  return /^[A-Za-z_]/.test(plain) ? plain : `_${plain}`;
}
