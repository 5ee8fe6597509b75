import { Place } from "../expression/place";
import { Choice, Several } from "../expression/union";
import { AzureId, parseAzureId, typesOfKind } from "../terraform/azure-id";
import { Block } from "../terraform/block";
import { ResourceSet } from "../terraform/resource-set";
import { Leaf, referencesOf, scalarOf, TerraformResource, TerraformValue } from "../terraform/value";

/** What Azure allows to refer to something of another region. */
const ACROSS_REGIONS =
  /^(remote_|peer_|express_route_|firewall_policy|base_policy|hub_|source_ip_|destination_ip_)/;

/** What a value names, and whether it may name nothing of that. */
interface Named {
  readonly found: readonly TerraformResource[];
  readonly isOpen?: boolean;
}

/** Which resources of the input a value can name. */
export class Candidates {
  private last?: { readonly asked: readonly unknown[]; readonly answer: Named };

  public constructor(private readonly resources: ResourceSet) {}

  /** The one resource that a value names, if it is plain which. */
  public find(
    value: TerraformValue | undefined,
    types: readonly string[],
    resourceGroup?: string,
  ): TerraformResource | undefined {
    return this.isOptional(value, types, resourceGroup)
      ? undefined
      : only(this.of(value, types, resourceGroup));
  }

  /**
   * Whether a value may name none of such resources: by a condition of which only apply tells whether it is met, or since
   * only apply tells the name of what it may name.
   */
  public isOptional(
    value: TerraformValue | undefined,
    types: readonly string[],
    resourceGroup?: string,
  ): boolean {
    if (value instanceof Several) {
      return true;
    }
    return value instanceof Choice
      ? value.members.some((member) => {
          const plain = member instanceof Place ? member.settle() : (member as TerraformValue);
          const isNamed = Array.isArray(plain)
            ? referencesOf(plain).some(({ resource }) => types.includes(resource.type))
            : this.of(plain, types).length > 0;
          return !isNamed || this.isOptional(plain, types);
        })
      : this.search(value, types, resourceGroup).isOpen === true;
  }

  /**
   * The resources of which a value names one (R0.1): by its Azure id, by what the expression refers to, or by an Azure
   * name together with the resource group where both are known. What is written out and names none may be the name of one
   * that the input doesn't tell.
   */
  public of(
    value: TerraformValue | undefined,
    types: readonly string[],
    resourceGroup?: string,
  ): readonly TerraformResource[] {
    return this.search(value, types, resourceGroup).found;
  }

  /** Mostly what a value names and whether it may name nothing are asked one after the other. */
  private search(value: TerraformValue | undefined, types: readonly string[], resourceGroup?: string): Named {
    const asked = [value, resourceGroup, ...types];
    const { last } = this;
    if (last?.asked.length !== asked.length || !asked.every((one, index) => one === last.asked[index])) {
      this.last = { asked, answer: this.named(value, types, resourceGroup) };
    }
    return this.last!.answer;
  }

  private named(value: TerraformValue | undefined, types: readonly string[], resourceGroup?: string): Named {
    const known = scalarOf(value);
    const text = typeof known === "string" ? known : value instanceof Leaf ? value.text : undefined;
    if (text === undefined) {
      return NONE;
    }
    const referred = unique(
      referencesOf(value)
        .map((reference) => reference.resource)
        .filter((resource) => types.includes(resource.type))
        .map((resource) => this.resources.canonical(resource)),
    );
    const id = parseAzureId(text);
    const isId = text.startsWith("/") || id !== undefined;
    const byId = isId ? this.resources.byAzureId(text, types) : undefined;
    if (byId !== undefined) {
      return { found: [byId] };
    }
    const part = this.partOf(value, text);
    if (part !== undefined && types.includes(part.type)) {
      return { found: [part] };
    }
    if (typeof known !== "string" && referred.length === 0) {
      const found = this.resources.byOpenName(types, id?.names.at(-1) ?? text);
      return found.length > 0 || id === undefined ? { found } : this.perhapsNamed(id, types);
    }
    if (typeof known !== "string") {
      // What only apply tells can't come from something that has its id already.
      const made = referred.filter((resource) => Block.of(resource).text("id") === undefined);
      return { found: made.length > 0 ? made : referred };
    }
    if (isId) {
      return referred.length === 1 ? { found: referred } : this.perhapsNamed(id, types);
    }
    // A name that was made from another's name refers to it and yet means something else.
    const namesakes = referred.filter(
      (resource) => Block.of(resource).text("name")?.toLowerCase() === known.toLowerCase(),
    );
    const named = only(namesakes) ?? this.resources.byName(types, known, resourceGroup);
    if (named !== undefined || namesakes.length > 0) {
      return { found: named === undefined ? namesakes : [named] };
    }
    return openly(this.resources.byPossibleName(types, known, resourceGroup));
  }

  private perhapsNamed(id: AzureId | undefined, types: readonly string[]): Named {
    const wanted = id === undefined ? [] : typesOfKind(id.kind).filter((type) => types.includes(type));
    return id === undefined || wanted.length === 0
      ? NONE
      : openly(this.resources.byPossibleName(wanted, id.names.at(-1)!, id.resourceGroup, id.names.at(-2)));
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
  public inRegionOf(
    owner: TerraformResource,
    argument: string,
    candidates: readonly TerraformResource[],
  ): readonly TerraformResource[] {
    return candidates.length < 2 || ACROSS_REGIONS.test(argument)
      ? candidates
      : inRegion(candidates, Block.of(owner).text("location"), (one) => Block.of(one).text("location"));
  }
}

const NONE = { found: [] };

function openly(found: readonly TerraformResource[]): {
  readonly found: readonly TerraformResource[];
  readonly isOpen: boolean;
} {
  return { found, isOpen: found.length > 0 };
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

/** One, or none where several are meant: guessing would hide the problem. */
export function only(resources: readonly TerraformResource[]): TerraformResource | undefined {
  return resources.length === 1 ? resources[0] : undefined;
}

/** Each resource once. */
export function unique(resources: readonly TerraformResource[]): TerraformResource[] {
  return [...new Set(resources)];
}
