import { groupBy, groupPairs } from "../../../collections/group-by";
import {
  Belonging,
  IpReference,
  isUnknown,
  ModelProblem,
  ModelProblemCode,
  ModelResource,
  UnknownArgument,
} from "../../model";
import { Block } from "../terraform/block";
import { ResourceSet } from "../terraform/resource-set";
import { printValue, scalarOf, TerraformResource, TerraformValue } from "../terraform/value";
import { Candidates, only } from "./candidates";
import { NamedAddresses } from "./named-addresses";

/** How arguments lead to resources, and the problems met on the way. */
export class References {
  public readonly problems: ModelProblem[] = [];
  public readonly unknownArguments: UnknownArgument[] = [];
  private readonly named: Candidates;
  private readonly addressesNamed: NamedAddresses;
  private instances?: ReadonlyMap<string, readonly TerraformResource[]>;

  public constructor(public readonly resources: ResourceSet) {
    this.named = new Candidates(resources);
    this.addressesNamed = new NamedAddresses(resources, this.named);
  }

  /**
   * What all parts with an Azure name have in common; `owners` are what it belongs to. Spread it last where there are many
   * parts: V8 copies an object in one go, and then adds each further property slowly.
   */
  public resource(resource: TerraformResource, ...owners: readonly (string | undefined)[]): ModelResource {
    const block = Block.of(resource);
    const perhaps = this.existence(resource, ...owners);
    return {
      address: resource.address,
      name: block.text("name"),
      resourceGroup: block.text("resource_group_name"),
      region: block.text("location"),
      subscription: resource.identity.provider,
      ...(perhaps && { perhaps }),
    };
  }

  /**
   * What would settle whether a resource is there at all. It is as sure as what it belongs to where the same decides
   * about both: whatever is said of a subnet is said for the case that there is one.
   */
  public existence(
    { address, identity: { open } }: TerraformResource,
    ...owners: readonly (string | undefined)[]
  ): UnknownArgument | undefined {
    const isShared = owners.some((owner) => {
      const other = this.resources.byAddress(owner ?? "")?.identity.open;
      return other && open && (other.text === open.text || open.text.includes(other.of));
    });
    return open === undefined || isShared
      ? undefined
      : {
          resource: open.of,
          argument: open.argument,
          text: open.text,
          candidates: [address],
          optional: true,
        };
  }

  /** Resources of some types, and the data sources that read something which is not managed here. */
  public ofType(...types: string[]): TerraformResource[] {
    return this.resources
      .ofType(...types)
      .filter((resource) => !resource.isData || this.resources.canonical(resource) === resource);
  }

  /** The address of the resource that an argument such as `route_table_id` names. */
  public address(
    owner: TerraformResource,
    block: Block,
    name: string | readonly string[],
    types: string | readonly string[],
  ): string | undefined {
    return this.resolve(owner, block, name, types)?.address;
  }

  /** The resource that an argument names by id or by name; a problem is recorded where one is set but not found. */
  public resolve(
    owner: TerraformResource,
    block: Block,
    name: string | readonly string[],
    types: string | readonly string[],
  ): TerraformResource | undefined {
    const found = only(this.choices(owner, block, [name].flat(), [types].flat()));
    return this.mayBeNone(block, [name].flat(), [types].flat()) ? undefined : found;
  }

  /**
   * Parts by the addresses of what they belong to, which an argument of each names. One of which the input doesn't tell
   * that is with everything that it may belong to, and says so.
   */
  public belonging<T>(
    parts: readonly TerraformResource[],
    argument: string,
    types: string | readonly string[],
    read: (part: TerraformResource) => readonly T[],
  ): Map<string, (T & Belonging)[]> {
    return groupPairs(
      parts.flatMap((part) => {
        const { owners, perhaps } = this.owners(part, Block.of(part), argument, [types].flat());
        const found = owners.length === 0 ? [] : read(part).map((one) => withPerhaps(one, perhaps));
        return owners.flatMap((owner) => found.map((one) => [owner, one] as const));
      }),
    );
  }

  /** What a part belongs to: surely, or all that it may belong to with what would settle it. */
  public owners(
    part: TerraformResource,
    block: Block,
    argument: string,
    types: readonly string[],
  ): { readonly owners: readonly string[] } & Belonging {
    const found = this.choices(part, block, [argument], types).map(({ address }) => address);
    const value = block.value(argument);
    const optional = this.mayBeNone(block, [argument], types);
    if ((found.length === 1 && !optional) || value === undefined) {
      const perhaps = this.existence(part, ...found);
      return { owners: found, ...(perhaps && { perhaps }) };
    }
    // What is written out and isn't here is elsewhere; what only apply tells may be any of them, as may a template's name.
    const written = scalarOf(value);
    const isAny = found.length === 0 && (written === undefined || isUnknown(String(written)));
    const owners = isAny ? this.ofType(...types).map(({ address }) => address) : found;
    return {
      owners,
      perhaps: {
        resource: part.address,
        argument,
        text: printValue(value),
        candidates: found,
        ...(optional && { optional }),
      },
    };
  }

  /** Nested blocks; that only apply makes some of them is recorded. */
  public blocks(owner: TerraformResource, block: Block, ...names: string[]): Block[] {
    const unknown = block.unknownBlocks(...names);
    if (unknown !== undefined) {
      this.problem("UNKNOWN_VALUE", owner, block.written(...names), block.value(...names));
      this.unknown(owner, names[0], block.value(...names)!, []);
    }
    return block.blocks(...names);
  }

  /** The addresses of the resources of which an argument names one, with the same problem. */
  public possible(
    owner: TerraformResource,
    block: Block,
    name: string | readonly string[],
    type: string,
  ): readonly string[] {
    return this.choices(owner, block, [name].flat(), [type]).map(({ address }) => address);
  }

  private choices(
    owner: TerraformResource,
    block: Block,
    names: readonly string[],
    types: readonly string[],
  ): readonly TerraformResource[] {
    const value = block.value(...names);
    const around = names[0].endsWith("_name") ? this.resources.parent(owner, types) : undefined;
    if (around !== undefined) {
      return [around];
    }
    const found = this.named.inRegionOf(
      owner,
      names[0],
      this.candidates(value, types, block.text("resource_group_name")),
    );
    const optional = this.mayBeNone(block, names, types);
    if ((found.length !== 1 || optional) && value !== undefined && scalarOf(value) !== "") {
      this.unresolved(
        owner,
        names[0],
        value,
        found.map(({ address }) => address),
        optional,
        block.written(...names),
      );
    }
    return found;
  }

  /** The addresses of the resources that a list of ids names. */
  public addresses(
    owner: TerraformResource,
    block: Block,
    name: string,
    types: string | readonly string[],
  ): readonly string[] {
    return this.listed(owner, block, name, types).found;
  }

  /** The same, and what would settle whether there are more. */
  public listed(
    owner: TerraformResource,
    block: Block,
    name: string,
    types: string | readonly string[],
  ): { readonly found: readonly string[]; readonly open?: UnknownArgument } {
    const found = new Set<string>();
    const open: UnknownArgument[] = [];
    for (const item of block.items(name)) {
      const candidates = this.named.inRegionOf(owner, name, this.candidates(item, [types].flat()));
      const optional = this.isOptional(item, [types].flat());
      if (candidates.length === 1 && !optional) {
        found.add(candidates[0].address);
      } else if (scalarOf(item) !== null && scalarOf(item) !== "") {
        const addresses = candidates.map(({ address }) => address);
        open.push(this.unresolved(owner, name, item, addresses, optional));
      }
    }
    return { found: [...found], open: open.at(0) };
  }

  /** The one resource that a value names, if it is plain which. */
  public find(
    value: TerraformValue | undefined,
    types: readonly string[],
    resourceGroup?: string,
  ): TerraformResource | undefined {
    return this.named.find(value, types, resourceGroup);
  }

  /** Whether a value may name none of such resources: see `Candidates.isOptional`. */
  public isOptional(
    value: TerraformValue | undefined,
    types: readonly string[],
    resourceGroup?: string,
  ): boolean {
    return this.named.isOptional(value, types, resourceGroup);
  }

  private mayBeNone(block: Block, names: readonly string[], types: readonly string[]): boolean {
    return this.isOptional(block.value(...names), types, block.text("resource_group_name"));
  }

  /** The resources of which a value names one. */
  public candidates(
    value: TerraformValue | undefined,
    types: readonly string[],
    resourceGroup?: string,
  ): readonly TerraformResource[] {
    return this.named.of(value, types, resourceGroup);
  }

  /** An address that is literal or an attribute of a resource (R0.1). */
  public ipReference(owner: TerraformResource, name: string, value: TerraformValue): IpReference {
    const reference = this.addressNamed(value);
    if (reference.ip === undefined && reference.resource === undefined && scalarOf(value) !== null) {
      this.problem("UNKNOWN_VALUE", owner, name, value);
    }
    return reference;
  }

  /** The same without a problem where nobody knows it. */
  public addressNamed(value: TerraformValue): IpReference {
    return this.addressesNamed.of(value);
  }

  /**
   * A switch, at azurerm's default where it isn't given; where only apply tells, that is a problem too. Several names
   * are spellings of one.
   */
  public flag(
    owner: TerraformResource,
    block: Block,
    name: string | readonly string[],
    byDefault: boolean,
  ): boolean {
    const names = [name].flat();
    this.open(owner, block, ...names);
    return block.boolean(...names) ?? byDefault;
  }

  /** What would settle an argument of which only apply tells the value, recorded under the first of its names, by which others ask. */
  public open(owner: TerraformResource, block: Block, ...names: string[]): UnknownArgument | undefined {
    if (!block.isUnknown(...names)) {
      return undefined;
    }
    const value = block.value(...names)!;
    this.problem("UNKNOWN_VALUE", owner, block.written(...names), value);
    return this.unknown(owner, names[0], value, []);
  }

  /** Records that an argument, of which this is the first name, leads to one of several resources, or to none of the input. */
  public unresolved(
    owner: TerraformResource,
    argument: string,
    value: TerraformValue,
    candidates: readonly string[],
    optional = false,
    written = argument,
  ): UnknownArgument {
    this.problem("UNRESOLVED_REFERENCE", owner, written, value, candidates.length || this.instancesOf(value));
    return this.unknown(owner, argument, value, candidates, optional);
  }

  private unknown(
    owner: TerraformResource,
    argument: string,
    value: TerraformValue,
    candidates: readonly string[],
    optional = false,
  ): UnknownArgument {
    const text = printValue(value);
    const unknown = {
      resource: owner.address,
      argument,
      text,
      candidates,
      ...(optional && { optional }),
    };
    this.unknownArguments.push(unknown);
    return unknown;
  }

  public problem(
    code: ModelProblemCode,
    resource: TerraformResource,
    attribute?: string,
    value?: TerraformValue,
    candidates = 0,
  ): void {
    const text = value === undefined ? undefined : printValue(value);
    const held = candidates === 0 ? {} : { candidates };
    this.problems.push({ code, resource: resource.address, attribute, text, ...held });
  }

  /** How many instances a resource has of which a value names one without its key, as a plan does. */
  private instancesOf(value: TerraformValue): number {
    this.instances ??= groupBy(this.resources.all, ({ address }) => /^(.+)\[[^[\]]*\]$/.exec(address)?.[1]);
    return this.instances.get(/^\$\{([^{}]+)\}$/.exec(printValue(value))?.[1] ?? "")?.length ?? 0;
  }
}

function withPerhaps<T>(part: T, perhaps: UnknownArgument | undefined): T & Belonging {
  const open: Belonging = perhaps === undefined ? {} : { perhaps };
  return { ...open, ...part };
}
