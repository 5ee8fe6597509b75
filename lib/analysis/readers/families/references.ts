import { groupPairs } from "../../../collections/group-by";
import { remember } from "../../../collections/remember";
import {
  Belonging,
  IpReference,
  ModelProblem,
  ModelProblemCode,
  ModelResource,
  UnknownArgument,
} from "../../model";
import { Place } from "../expression/place";
import { Choice, Several } from "../expression/union";
import { parseAzureId } from "../terraform/azure-id";
import { Block } from "../terraform/block";
import { ResourceSet } from "../terraform/resource-set";
import {
  Leaf,
  printReference,
  printValue,
  Reference,
  referencesOf,
  scalarOf,
  TerraformResource,
  TerraformValue,
} from "../terraform/value";

/** Resources that a next hop or a BGP peer can be an address of. */
const ADDRESS_OWNERS = new Set([
  "azurerm_firewall",
  "azurerm_virtual_network_routing_appliance",
  "azurerm_lb",
  "azurerm_network_interface",
  "azurerm_linux_virtual_machine",
  "azurerm_windows_virtual_machine",
  "azurerm_virtual_machine",
  "azurerm_virtual_network_gateway",
  "azurerm_route_server",
  "azurerm_virtual_hub",
  "azurerm_private_endpoint",
  "azurerm_private_dns_resolver_inbound_endpoint",
  "azurerm_public_ip",
]);

/** Those of them that an expression means without saying which attribute: the others have more than one address. */
const PLAIN_OWNERS = new Set([
  "azurerm_firewall",
  "azurerm_virtual_network_routing_appliance",
  "azurerm_lb",
  "azurerm_network_interface",
  "azurerm_linux_virtual_machine",
  "azurerm_windows_virtual_machine",
  "azurerm_virtual_machine",
  "azurerm_public_ip",
]);

/** What Azure allows to refer to something of another region. */
const ACROSS_REGIONS =
  /^(remote_|peer_|express_route_|firewall_policy|base_policy|hub_|source_ip_|destination_ip_)/;

/** How arguments lead to resources, and the problems met on the way. */
export class References {
  public readonly problems: ModelProblem[] = [];
  public readonly unknownArguments: UnknownArgument[] = [];
  private readonly writtenOut = new Map<string, IpReference>();

  public constructor(public readonly resources: ResourceSet) {}

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
    return this.isOptional(block.value(...[name].flat()), [types].flat()) ? undefined : found;
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
    const optional = this.isOptional(value, types);
    if ((found.length === 1 && !optional) || value === undefined) {
      const perhaps = this.existence(part, ...found);
      return { owners: found, ...(perhaps && { perhaps }) };
    }
    // What is written out and isn't here is elsewhere; what only apply tells may be any of them.
    const isAny = found.length === 0 && scalarOf(value) === undefined;
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
      this.problem("UNKNOWN_VALUE", owner, names[0], block.value(...names));
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
    const found = this.inRegionOf(
      owner,
      names[0],
      this.candidates(value, types, block.text("resource_group_name")),
    );
    const optional = this.isOptional(value, types);
    if ((found.length !== 1 || optional) && value !== undefined && scalarOf(value) !== "") {
      this.unresolved(
        owner,
        names[0],
        value,
        found.map(({ address }) => address),
        optional,
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
      const candidates = this.inRegionOf(owner, name, this.candidates(item, [types].flat()));
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
    return this.isOptional(value, types) ? undefined : only(this.candidates(value, types, resourceGroup));
  }

  /** Whether a condition of which only apply tells whether it is met may choose what names none of such resources. */
  public isOptional(value: TerraformValue | undefined, types: readonly string[]): boolean {
    if (value instanceof Several) {
      return true;
    }
    return (
      value instanceof Choice &&
      value.members.some((member) => {
        const plain = member instanceof Place ? member.settle() : (member as TerraformValue);
        const isNamed = Array.isArray(plain)
          ? referencesOf(plain).some(({ resource }) => types.includes(resource.type))
          : this.candidates(plain, types).length > 0;
        return !isNamed || this.isOptional(plain, types);
      })
    );
  }

  /**
   * The resources of which a value names one (R0.1): by its Azure id, by what the expression refers to, or by an Azure
   * name together with the resource group where both are known.
   */
  public candidates(
    value: TerraformValue | undefined,
    types: readonly string[],
    resourceGroup?: string,
  ): readonly TerraformResource[] {
    const known = scalarOf(value);
    const text = typeof known === "string" ? known : value instanceof Leaf ? value.text : undefined;
    if (text === undefined) {
      return [];
    }
    const referred = unique(
      referencesOf(value)
        .map((reference) => reference.resource)
        .filter((resource) => types.includes(resource.type))
        .map((resource) => this.resources.canonical(resource)),
    );
    const isId = text.startsWith("/") || parseAzureId(text) !== undefined;
    const byId = isId ? this.resources.byAzureId(text, types) : undefined;
    if (byId !== undefined) {
      return [byId];
    }
    const part = this.partOf(value, text);
    if (part !== undefined && types.includes(part.type)) {
      return [part];
    }
    if (typeof known !== "string" && referred.length === 0) {
      return this.resources.byOpenName(types, parseAzureId(text)?.names.at(-1) ?? text);
    }
    if (typeof known !== "string") {
      // What only apply tells can't come from something that has its id already.
      const made = referred.filter((resource) => Block.of(resource).text("id") === undefined);
      return made.length > 0 ? made : referred;
    }
    if (isId) {
      return referred.length === 1 ? referred : [];
    }
    // A name that was made from another's name refers to it and yet means something else.
    const namesakes = referred.filter(
      (resource) => Block.of(resource).text("name")?.toLowerCase() === known.toLowerCase(),
    );
    const named = only(namesakes) ?? this.resources.byName(types, known, resourceGroup);
    return named === undefined ? namesakes : [named];
  }

  /** `"${azapi_resource.lb.id}/backendAddressPools/pool"`: what is written inside of the resource. */
  private partOf(value: TerraformValue | undefined, text: string): TerraformResource | undefined {
    const [, part, name] = /\}\/([^/]+)\/([^/]+)$/.exec(text) ?? [];
    const owners = part === undefined ? [] : unique(referencesOf(value).map(({ resource }) => resource));
    return owners.length === 1
      ? this.resources.byAddress(`${owners[0].address}.${part}[${JSON.stringify(name)}]`)
      : undefined;
  }

  /** Azure refuses most references between regions, so only those in the owner's own can be meant. */
  private inRegionOf(
    owner: TerraformResource,
    argument: string,
    candidates: readonly TerraformResource[],
  ): readonly TerraformResource[] {
    return candidates.length < 2 || ACROSS_REGIONS.test(argument)
      ? candidates
      : inRegion(candidates, Block.of(owner).text("location"), (one) => Block.of(one).text("location"));
  }

  /** An address that is literal or an attribute of a resource (R0.1). */
  public ipReference(owner: TerraformResource, name: string, value: TerraformValue): IpReference {
    const reference = this.addressNamed(value);
    if (reference.ip === undefined && reference.resource === undefined && scalarOf(value) !== null) {
      this.problem("UNKNOWN_VALUE", owner, name, value);
    }
    return reference;
  }

  /** The same without a problem where nobody knows it. One that is written out is one object, however often it is. */
  public addressNamed(value: TerraformValue): IpReference {
    return typeof value === "string"
      ? remember(this.writtenOut, value, () => this.addressIn(value))
      : this.addressIn(value);
  }

  private addressIn(value: TerraformValue): IpReference {
    const known = scalarOf(value);
    const text = printValue(value);
    const possible = referencesOf(value).filter(isAddress);
    // A next hop, a BGP peer and a DNS server are private addresses.
    const isPrivate = ({ resource }: Reference): boolean => resource.type !== "azurerm_public_ip";
    const candidates = possible.some(isPrivate) ? possible.filter(isPrivate) : possible;
    const owners = unique(candidates.map(({ resource }) => resource));
    if (owners.length !== 1) {
      return known === undefined || known === null ? { text } : { ip: String(known), text };
    }
    if (this.isOptional(value, [...ADDRESS_OWNERS])) {
      return { text };
    }
    const attribute = attributeOf(candidates[0]);
    const owned = this.resources.canonical(owners[0]);
    const ip = known === undefined || known === null ? staticAddress(owned, attribute) : String(known);
    const reference = {
      resource: owned.address,
      attribute: attribute || undefined,
      // Where the plan doesn't say it, only one resource within reach has an address.
      text: text.includes(".") ? text : `\${${printReference(candidates[0])}}`,
    };
    return ip === undefined ? reference : { ip, ...reference };
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

  /** What would settle an argument of which only apply tells the value, recorded under the first of its names. */
  public open(owner: TerraformResource, block: Block, ...names: string[]): UnknownArgument | undefined {
    if (!block.isUnknown(...names)) {
      return undefined;
    }
    const value = block.value(...names)!;
    this.problem("UNKNOWN_VALUE", owner, names[0], value);
    return this.unknown(owner, names[0], value, []);
  }

  /** Records that an argument leads to one of several resources, or to none of the input. */
  public unresolved(
    owner: TerraformResource,
    argument: string,
    value: TerraformValue,
    candidates: readonly string[],
    optional = false,
  ): UnknownArgument {
    this.problem("UNRESOLVED_REFERENCE", owner, argument, value);
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
  ): void {
    const text = value === undefined ? undefined : printValue(value);
    this.problems.push({ code, resource: resource.address, attribute, text });
  }
}

/** Whether a place may be an address. */
function isAddress({ resource, path }: Reference): boolean {
  if (!ADDRESS_OWNERS.has(resource.type)) {
    return false;
  }
  if (path.length === 0) {
    return PLAIN_OWNERS.has(resource.type);
  }
  return /ip|address|fqdn|frontend/i.test(path.join("."));
}

/** The candidates in a region; all where none is known to be there. */
export function inRegion<T>(
  candidates: readonly T[],
  region: string | undefined,
  regionOf: (candidate: T) => string | undefined,
): readonly T[] {
  const plain = (text: string): string => text.toLowerCase().replaceAll(" ", "");
  const near = candidates.filter((candidate) => {
    const other = regionOf(candidate);
    return region === undefined || other === undefined || plain(other) === plain(region);
  });
  return near.length > 0 ? near : candidates;
}

/** `ip_configuration[0].private_ip_address`. */
function attributeOf(reference: Reference): string {
  return printReference(reference).slice(reference.resource.address.length).replace(/^\./, "");
}

/**
 * `private_ip_address` of a NIC or load balancer is that of its first configuration, which may be static. A plan that
 * says only which resource is meant means no other attribute where an address is expected.
 */
function staticAddress(resource: TerraformResource, attribute: string): string | undefined {
  if (!/^(private_ip_address(es\[0\])?)?$/.test(attribute)) {
    return undefined;
  }
  const configurations = Block.of(resource).blocks("ip_configuration", "frontend_ip_configuration");
  const primary =
    configurations.find((configuration) => configuration.boolean("primary")) ?? configurations.at(0);
  return primary?.text("private_ip_address");
}

function withPerhaps<T>(part: T, perhaps: UnknownArgument | undefined): T & Belonging {
  const open: Belonging = perhaps === undefined ? {} : { perhaps };
  return { ...open, ...part };
}

function unique(resources: readonly TerraformResource[]): TerraformResource[] {
  return [...new Set(resources)];
}

/** One, or none where several are meant: guessing would hide the problem. */
function only(resources: readonly TerraformResource[]): TerraformResource | undefined {
  return resources.length === 1 ? resources[0] : undefined;
}
