import { groupPairs } from "../../../collections/group-by";
import { remember } from "../../../collections/remember";
import { parentArgument, parseAzureId, typesOfKind } from "./azure-id";
import { Block } from "./block";
import { Leaf, scalarOf, TerraformResource, TerraformValue } from "./value";

/** All resources of one input, found by address, type, Azure id or name without going through all of them. */
export class ResourceSet {
  private readonly byType = new Map<string, TerraformResource[]>();
  private readonly byAddressMap = new Map<string, TerraformResource>();
  private readonly namesOfType = new Map<string, Map<string, TerraformResource[]>>();
  private readonly openNames = new Map<string, Map<string, TerraformResource[]>>();
  private readonly untoldOfType = new Map<string, readonly Untold[]>();
  private idIndex?: Map<string, TerraformResource[]>;

  public constructor(
    public readonly all: readonly TerraformResource[],
    private readonly standIns: ReadonlyMap<TerraformResource, TerraformResource> = new Map(),
  ) {
    for (const resource of all) {
      this.byAddressMap.set(resource.address, resource);
      const sameType = this.byType.get(resource.type);
      if (sameType) {
        sameType.push(resource);
      } else {
        this.byType.set(resource.type, [resource]);
      }
    }
  }

  public byAddress(address: string): TerraformResource | undefined {
    return this.byAddressMap.get(address);
  }

  /** Resources and data sources of these types; what Terraform manages comes first. */
  public ofType(...types: string[]): TerraformResource[] {
    const found = types.flatMap((type) => this.byType.get(type) ?? []);
    return [...found.filter((resource) => !resource.isData), ...found.filter((resource) => resource.isData)];
  }

  /** Resources that Terraform manages. */
  public managed(...types: string[]): TerraformResource[] {
    return types.flatMap((type) => (this.byType.get(type) ?? []).filter((resource) => !resource.isData));
  }

  /** The resource with an Azure id: by the id itself where the input knows it, else by names. Case doesn't matter. */
  public byAzureId(text: string, types: readonly string[]): TerraformResource | undefined {
    const exact = this.ids()
      .get(text.toLowerCase())
      ?.find(({ type }) => types.includes(type));
    if (exact) {
      // Of what is elsewhere for one input, another may have more.
      const known = exact.isData ? this.canonical(exact) : exact;
      const id = Block.of(known).text("id");
      return isId(id) && id.toLowerCase() !== text.toLowerCase() ? exact : known;
    }
    const id = parseAzureId(text);
    const wanted = id ? typesOfKind(id.kind).filter((type) => types.includes(type)) : [];
    const named = id && this.byName(wanted, id.names.at(-1)!, id.resourceGroup, id.names.at(-2));
    // One that is known to have another id has the same name in another subscription.
    return named && isAnother(Block.of(named).text("id"), text) ? undefined : named;
  }

  /** The resource around one whose own id is known: a table's id is part of its routes' ids. */
  public parent(resource: TerraformResource, types: readonly string[]): TerraformResource | undefined {
    const id = Block.of(resource).text("id");
    return isId(id) ? this.byAzureId(id.replace(/\/[^/]+\/[^/]+$/, ""), types) : undefined;
  }

  /** Whether a resource of this type has an Azure name, in whatever resource group. */
  public hasName(type: string, name: string): boolean {
    return this.names(type).has(nameKey(name));
  }

  /**
   * The only resource of these types with an Azure name. The resource group and the name of the resource around it
   * count where both sides know them. What Terraform manages wins over a data source that reads the same.
   */
  public byName(
    types: readonly string[],
    name: string,
    resourceGroup?: string,
    parent?: string,
  ): TerraformResource | undefined {
    const candidates = types
      .flatMap((type) => this.names(type).get(nameKey(name, parentArgument(type) && parent)) ?? [])
      .filter((resource) => agree(Block.of(resource).text("resource_group_name"), resourceGroup));
    const managed = candidates.filter((resource) => !resource.isData);
    if (managed.length === 1 || (managed.length === 0 && candidates.length > 0)) {
      return (managed.at(0) ?? candidates.at(0))!;
    }
    return undefined;
  }

  /** What Terraform manages here under the name that a data source reads, else the data source itself. */
  public canonical(resource: TerraformResource): TerraformResource {
    const standIn = this.standIns.get(resource);
    if (standIn !== undefined) {
      return this.byAddress(standIn.address) ?? standIn;
    }
    if (!resource.isData) {
      // What a value refers to may have been edited since.
      return this.byAddress(resource.address) ?? resource;
    }
    const block = Block.of(resource);
    const name = block.text("name");
    if (!name) {
      const open = resource.attribute("name");
      const same = open instanceof Leaf ? this.byOpenName([resource.type], open.text) : [];
      return same.length === 1 ? same[0] : resource;
    }
    const argument = parentArgument(resource.type);
    const group = block.text("resource_group_name");
    return this.byName([resource.type], name, group, argument && block.text(argument)) ?? resource;
  }

  /**
   * The resources of these types whose name nobody knows but who says it in the same variables of the root, which have one
   * value: `"vnet-${var.hub}"`. What Terraform manages wins over a data source.
   */
  public byOpenName(types: readonly string[], text: string): readonly TerraformResource[] {
    const found = OPEN_NAME.test(text)
      ? types.flatMap((type) => this.open(type).get(openNameOf(text)) ?? [])
      : [];
    const managed = found.filter((resource) => !resource.isData);
    return managed.length > 0 ? managed : found;
  }

  /**
   * The resources of these types that may have an Azure name, since the input doesn't tell their own, or that of what they
   * lie in.
   */
  public byPossibleName(
    types: readonly string[],
    name: string,
    resourceGroup?: string,
    parent?: string,
  ): readonly TerraformResource[] {
    return types.flatMap((type) => {
      const argument = parentArgument(type);
      return this.untold(type)
        .filter(
          ({ resource, own, around }) =>
            mayBe(own, name) &&
            (argument === undefined ||
              parent === undefined ||
              around === undefined ||
              mayBe(around, parent)) &&
            agree(Block.of(resource).text("resource_group_name"), resourceGroup),
        )
        .map(({ resource }) => resource);
    });
  }

  /** Those of which the input doesn't tell what would be in their ids: in most inputs, none. */
  private untold(type: string): readonly Untold[] {
    return remember(this.untoldOfType, type, () => {
      const argument = parentArgument(type);
      return (this.byType.get(type) ?? []).flatMap((resource) => {
        const own = nameOf(resource.attribute("name"));
        const around = argument === undefined ? undefined : nameOf(resource.attribute(argument));
        const isUntold = own !== undefined && (typeof own !== "string" || typeof around === "object");
        return isUntold && this.canonical(resource) === resource ? [{ resource, own, around }] : [];
      });
    });
  }

  private open(type: string): Map<string, TerraformResource[]> {
    let names = this.openNames.get(type);
    if (!names) {
      names = groupPairs(
        (this.byType.get(type) ?? []).map((resource) => {
          const name = resource.attribute("name");
          const isOpen = name instanceof Leaf && name.value === undefined && OPEN_NAME.test(name.text);
          return [isOpen ? openNameOf(name.text) : undefined, resource] as const;
        }),
      );
      this.openNames.set(type, names);
    }
    return names;
  }

  private names(type: string): Map<string, TerraformResource[]> {
    let names = this.namesOfType.get(type);
    if (!names) {
      names = new Map();
      const argument = parentArgument(type);
      for (const resource of this.byType.get(type) ?? []) {
        const block = Block.of(resource);
        const name = block.text("name");
        const parent = argument && block.text(argument);
        // A thousand spokes have a thousand subnets called "default": those are found by network and name.
        for (const key of name === undefined ? [] : new Set([nameKey(name), nameKey(name, parent)])) {
          const same = names.get(key);
          if (same) {
            same.push(resource);
          } else {
            names.set(key, [resource]);
          }
        }
      }
      this.namesOfType.set(type, names);
    }
    return names;
  }

  /** What has an id: an association and an update have the one of the resource that they are about. */
  private ids(): Map<string, TerraformResource[]> {
    this.idIndex ??= groupPairs(
      // A data source with the id of a managed resource must not hide it.
      [...this.all]
        .sort((a, b) => Number(a.isData) - Number(b.isData))
        .map((resource) => {
          const id = Block.of(resource).text("id");
          return [isId(id) ? id.toLowerCase() : undefined, resource] as const;
        }),
    );
    return this.idIndex;
  }
}

/** A name, or what is known of its beginning and its end. */
type Name = string | { readonly from: string; readonly to: string };

interface Untold {
  readonly resource: TerraformResource;
  readonly own: Name;
  readonly around?: Name;
}

/** `undefined` where it can't be one that somebody writes out: what Terraform draws at apply, nobody knows before. */
function nameOf(value: TerraformValue | undefined): Name | undefined {
  const known = scalarOf(value);
  if (known !== undefined || !(value instanceof Leaf)) {
    return known === undefined || known === null ? undefined : String(known).toLowerCase();
  }
  if (DRAWN_AT_APPLY.test(value.text)) {
    return undefined;
  }
  const [, from = "", to = ""] = TEMPLATE.exec(value.text) ?? [];
  return { from: from.toLowerCase(), to: to.toLowerCase() };
}

const DRAWN_AT_APPLY = /^known after apply$|\b(random|time)_\w+\./;

/** `vnet-${var.hub}-we`. */
const TEMPLATE = /^([\w.-]*)\$\{.*\}([\w.-]*)$/;

function mayBe(name: Name, written: string): boolean {
  const text = written.toLowerCase();
  return typeof name === "string"
    ? name === text
    : text.length >= name.from.length + name.to.length &&
        text.startsWith(name.from) &&
        text.endsWith(name.to);
}

/** Made of variables and nothing else that is open. */
const OPEN_NAME = /^(var\.\w+|(?=.*\$\{)([^${]|\$\{var\.\w+\})+)$/;

function openNameOf(text: string): string {
  return text.startsWith("var.") ? `\${${text}}` : text;
}

function isId(text: string | undefined): text is string {
  return text?.startsWith("/") === true;
}

/** Whether an id, of which its deployment may tell a part, can't be the one that is written out. */
function isAnother(id: string | undefined, written: string): boolean {
  if (!isId(id) || !id.includes("${") || written.includes("${")) {
    return isId(id);
  }
  const [own, wanted] = [id, written].map(parseAzureId);
  return !(
    own !== undefined &&
    wanted !== undefined &&
    agree(own.subscription, wanted.subscription) &&
    agree(own.resourceGroup, wanted.resourceGroup)
  );
}

function nameKey(name: string, parent?: string): string {
  return (parent === undefined ? name : `${parent}/${name}`).toLowerCase();
}

function agree(one: string | undefined, other: string | undefined): boolean {
  return (
    one === undefined ||
    other === undefined ||
    one.includes("${") ||
    other.includes("${") ||
    one.toLowerCase() === other.toLowerCase()
  );
}
