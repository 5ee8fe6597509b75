import { UnknownArgument } from "../model";
import { decides } from "./arm/catalogue";
import { asText, JsonObject } from "./json";
import { Leaf, referencesOf, scalarOf, TerraformResource, TerraformValue } from "./terraform/value";

/** A call of a module that isn't there, a resource of a kind that isn't read, or a change of what wasn't found. */
export interface UnreadModule {
  readonly address: string;
  /** The argument that would tell what it is, and what it says. */
  readonly argument: string;
  readonly source: string;
  readonly isDevice?: true;
  /** Evaluated when somebody asks; undefined where it may be anything. */
  readonly given: () => GivenToModule | undefined;
}

/** What a module is given, and so may do something about. */
export interface GivenToModule {
  readonly resources: readonly TerraformResource[];
  /** Names and ids, among others. */
  readonly texts: readonly string[];
}

export function unreadModule(
  address: string,
  { source, ...body }: JsonObject,
  evaluate: (value: unknown) => TerraformValue,
): UnreadModule {
  return {
    address,
    argument: "source",
    source: asText(source),
    given: () =>
      givenBy(
        Object.entries(body).flatMap(([name, value]) => (name === "providers" ? [] : [evaluate(value)])),
      ),
  };
}

/** An appliance that the analysis doesn't know: it may do anything to what passes where it is. */
export function unreadResource(resource: TerraformResource): UnreadModule {
  return {
    address: resource.address,
    argument: "type",
    source: resource.type,
    isDevice: true,
    given: () => givenBy(resource.attributeNames().flatMap((name) => resource.attribute(name) ?? [])),
  };
}

/** A change of a resource that the input doesn't hold, or not as a resource of its own. */
export function unreadUpdate(
  { address }: TerraformResource,
  id: TerraformValue | undefined,
  kind: string,
): UnreadModule {
  const isOpen = id instanceof Leaf && scalarOf(id) === undefined && id.references.length === 0;
  return {
    address,
    argument: "body",
    source: kind,
    given: () => (isOpen && decides(kind) ? undefined : givenBy(id === undefined ? [] : [id])),
  };
}

/** A load balancer elsewhere, of which the input has no more than who is behind it: it may publish that. */
export function unreadBalancer(member: TerraformResource, { argument, text }: UnknownArgument): UnreadModule {
  return { ...unreadResource(member), argument, source: text };
}

function givenBy(values: readonly TerraformValue[]): GivenToModule {
  return {
    resources: values.flatMap(referencesOf).map(({ resource }) => resource),
    texts: values.flatMap(textsIn),
  };
}

function textsIn(value: TerraformValue): string[] {
  const known = scalarOf(value);
  if (known !== undefined) {
    return typeof known === "string" ? [known] : [];
  }
  return value instanceof Leaf ? [] : Object.values(value as object).flatMap(textsIn);
}
