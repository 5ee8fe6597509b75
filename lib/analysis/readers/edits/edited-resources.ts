import { blockAddress, Edit, EditValue } from "../../model";
import { Place } from "../expression/place";
import { Block } from "../terraform/block";
import {
  ArgumentSource,
  isObject,
  Leaf,
  newObject,
  plainValue,
  ResourceIdentity,
  TerraformObject,
  TerraformResource,
  TerraformValue,
} from "../terraform/value";
import { Containers, stepsOf, withBlock, withoutBlockAt, withValueAt } from "./edited-value";

/** Resources that a plan and a state show inside of another one too. */
const SHOWN_IN: {
  readonly [type: string]: { readonly type: string; readonly name: string; readonly block: string };
} = {
  azurerm_route: { type: "azurerm_route_table", name: "route_table_name", block: "route" },
  azurerm_network_security_rule: {
    type: "azurerm_network_security_group",
    name: "network_security_group_name",
    block: "security_rule",
  },
};

const VALUES: Containers<TerraformValue> = {
  isObject: (value): value is TerraformObject => isObject(value),
  newObject: () => newObject(),
};

/** Decoded resources with edits in them, in the edits' order; edits may refer to others beside. */
export function editedResources(
  resources: readonly TerraformResource[],
  edits: readonly Edit[],
  beside?: ReadonlyMap<string, TerraformResource>,
): TerraformResource[] {
  const edited = new Map(resources.map((resource) => [resource.address, resource]));
  const find = (address: string): TerraformResource | undefined =>
    edited.get(address) ?? beside?.get(address);
  for (const edit of edits) {
    if (edit.op === "create") {
      const created = createdResource(edit.type, edit.name, edit.arguments, find);
      edited.set(created.address, created);
      continue;
    }
    for (const address of addressesOf(edit.address, edited)) {
      const resource = edited.get(address)!;
      if (edit.op === "remove" && edit.block === undefined) {
        edited.delete(address);
        hideInOwner(resource, edited);
      } else {
        edited.set(address, withEdit(resource, edit, find));
      }
    }
  }
  return [...edited.values()];
}

function withEdit(
  resource: TerraformResource,
  edit: Exclude<Edit, { readonly op: "create" }>,
  find: (address: string) => TerraformResource | undefined,
): TerraformResource {
  const path = edit.op === "set" ? edit.argument : (edit.block ?? "");
  const [first, ...rest] = stepsOf(path);
  const name = String(first);
  const before = resource.attribute(name);
  if (edit.op === "remove") {
    return withArgument(resource, name, withoutBlockAt(VALUES, before, rest));
  }
  const change = (old: TerraformValue | undefined): TerraformValue =>
    edit.op === "set" ? repeated(old, edit.value, find) : withBlock(old, evaluated(edit.value, find));
  return withArgument(resource, name, withValueAt(VALUES, before, rest, change));
}

/** Every instance of a block; a block of a module is edited in one instance of it. */
function addressesOf(block: string, resources: ReadonlyMap<string, unknown>): string[] {
  return resources.has(block)
    ? [block]
    : [...resources.keys()].filter((address) => blockAddress(address) === block);
}

function withArgument(
  resource: TerraformResource,
  name: string,
  value: TerraformValue | undefined,
): TerraformResource {
  const source: ArgumentSource = {
    type: resource.type,
    names: () => [...new Set([...resource.attributeNames(), name])],
    read: (one) => (one === name ? value : resource.attribute(one)),
    waitsFor: () => resource.waitsFor ?? [],
  };
  const edited = new TerraformResource({ ...resource.identity, address: resource.address }, source);
  if (resource.input !== undefined) {
    edited.belongTo(resource.input);
  }
  return edited;
}

function createdResource(
  type: string,
  name: string,
  written: { readonly [argument: string]: EditValue },
  find: (address: string) => TerraformResource | undefined,
): TerraformResource {
  const identity: ResourceIdentity = {
    address: `${type}.${name}`,
    mode: "managed",
    type,
    name,
    module: "",
    provider: providerOf(written, find) ?? type.split("_")[0],
  };
  return new TerraformResource(identity, {
    names: () => Object.keys(written).filter((argument) => argument !== "provider"),
    read: (argument) =>
      argument !== "provider" && Object.hasOwn(written, argument)
        ? evaluated(written[argument], find)
        : undefined,
    waitsFor: () => [],
  });
}

/** A further configuration of the root module's provider: in another subscription, as a rule. */
const ALIAS = /^azurerm\.[\w-]+$/;

/** The same edits, in which what is created says the provider of what it refers to, where that is another than the module's own. */
export function withProviders(
  resources: readonly TerraformResource[],
  edits: readonly Edit[],
): readonly Edit[] {
  if (!resources.some(({ identity }) => ALIAS.test(identity.provider))) {
    return edits;
  }
  const after = new Map(editedResources(resources, edits).map((resource) => [resource.address, resource]));
  return edits.map((edit) => {
    const provider =
      edit.op === "create" ? after.get(`${edit.type}.${edit.name}`)?.identity.provider : undefined;
    return edit.op === "create" && provider !== undefined && ALIAS.test(provider)
      ? { ...edit, arguments: { provider, ...edit.arguments } }
      : edit;
  });
}

/** As written, else that of what it refers to. */
function providerOf(
  written: { readonly [argument: string]: EditValue },
  find: (address: string) => TerraformResource | undefined,
): string | undefined {
  if (typeof written.provider === "string") {
    return written.provider;
  }
  for (const value of Object.values(written)) {
    const leaf = typeof value === "string" ? evaluated(value, find) : undefined;
    const [reference] = leaf instanceof Leaf ? leaf.references : [];
    if (reference !== undefined) {
      return reference.resource.identity.provider;
    }
  }
  return undefined;
}

/** A removed route would still be listed in its table, as the provider read it. */
function hideInOwner(resource: TerraformResource, resources: Map<string, TerraformResource>): void {
  const shown = Object.hasOwn(SHOWN_IN, resource.type) ? SHOWN_IN[resource.type] : undefined;
  const block = Block.of(resource);
  const [name, owner] = [block.text("name"), shown && block.text(shown.name)];
  if (shown === undefined || name === undefined || owner === undefined) {
    return;
  }
  for (const candidate of resources.values()) {
    const listed = candidate.type === shown.type ? candidate.attribute(shown.block) : undefined;
    if (Array.isArray(listed) && Block.of(candidate).text("name") === owner) {
      const left = Block.of(candidate).blocks(shown.block);
      const kept = listed.flat().filter((_, index) => left[index]?.text("name") !== name);
      resources.set(candidate.address, withArgument(candidate, shown.block, kept));
    }
  }
}

/** The same, in which what stood there already is what it was: edits repeat expressions of every kind. */
function repeated(
  old: TerraformValue | undefined,
  value: EditValue,
  find: (address: string) => TerraformResource | undefined,
): TerraformValue {
  if (!Array.isArray(old) || !Array.isArray(value)) {
    return evaluated(value, find);
  }
  const known = new Map((old as TerraformValue[]).map((one) => [JSON.stringify(plainValue(one)), one]));
  return value.map((item: EditValue) => known.get(JSON.stringify(item)) ?? evaluated(item, find));
}

/** A value of an edit, in which each reference leads to its resource. */
function evaluated(
  value: EditValue,
  find: (address: string) => TerraformResource | undefined,
): TerraformValue {
  if (typeof value === "string") {
    return value.includes("${") ? referred(value, find) : value;
  }
  if (Array.isArray(value)) {
    return value.map((item: EditValue) => evaluated(item, find));
  }
  if (typeof value === "object" && value !== null) {
    const object = newObject();
    for (const [key, member] of Object.entries(value)) {
      object[key] = evaluated(member, find);
    }
    return object;
  }
  return value as TerraformValue;
}

/** Edits refer to whole attributes only: `${azurerm_firewall.fw.ip_configuration[0].private_ip_address}`. */
function referred(text: string, find: (address: string) => TerraformResource | undefined): TerraformValue {
  const expression = /^\$\{(.*)\}$/.exec(text)?.[1] ?? "";
  for (let end = expression.lastIndexOf("."); end > 0; end = expression.lastIndexOf(".", end - 1)) {
    const resource = find(expression.slice(0, end));
    if (resource !== undefined) {
      const steps = stepsOf(expression.slice(end + 1));
      return steps.reduce((place, step) => place.step(step), Place.of(resource)).settle();
    }
  }
  return new Leaf(undefined, [], text);
}
