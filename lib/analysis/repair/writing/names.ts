import { blockAddress } from "../../model";
import { Way } from "../trial";
import { Draft } from "./draft";

/** The local name of a resource, or of the block inside of one: `hub_default` of `azurerm_virtual_network.hub.subnet["default"]`. */
export function localName(address: string): string {
  const [, owner, part, key] = /(?:^|\.)([^.[\]]+)\.([^.[\]]+)\["([^"]*)"\]$/.exec(address) ?? [];
  if (owner === undefined) {
    return identifier(blockAddress(address).split(".").at(-1) ?? address);
  }
  // `azurerm_subnet.spoke["app"]` is an instance, `azurerm_virtual_network.hub.subnet["app"]` a block inside.
  return identifier(/^(azurerm|azapi)_/.test(owner) ? `${part}_${key}` : `${owner}_${key}`);
}

/** What a route that leads a way on is called after: the target's network, or the site. */
export function towards({ target }: Way): string {
  const network = target.subnet?.virtualNetwork;
  if (network === undefined) {
    return `to_${identifier(target.id.split("/").at(-1) ?? "site")}`;
  }
  // Inside a module every network may be called `this`.
  return `to_${network.address.startsWith("module.") ? identifier(network.name) : localName(network.address)}`;
}

/** A local name that no resource of the type has yet. */
export function freeName({ input, edits }: Draft, type: string, wanted: string): string {
  const taken = (name: string): boolean =>
    input.hasBlock(`${type}.${name}`) ||
    edits.some((edit) => edit.op === "create" && edit.type === type && edit.name === name);
  return free(identifier(wanted), "_", taken);
}

/** An Azure name that is none of those given, in whatever case. */
export function freeAzureName(wanted: string, known: readonly string[]): string {
  const taken = new Set(known.map((name) => name.toLowerCase()));
  // Azure takes none that ends otherwise, cut off or not.
  const plain = wanted
    .replace(/[^A-Za-z0-9_.-]+/g, "-")
    .slice(0, 70)
    .replace(/[.-]+$/, "");
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
