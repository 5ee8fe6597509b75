import { TerraformResource, TerraformStack } from "cdktf";
import { IConstruct } from "constructs";
import { notedOf } from "./noted";
import { PlacementProps } from "./placement";
import { refuseAfterWriting } from "./written";

/** Kinds of resource that something is added to afterwards: logs, locks, protection. */
export enum WatchedKind {
  /** A virtual network */
  VIRTUAL_NETWORK,
  /** A public address */
  PUBLIC_IP,
  /** A VPN or ExpressRoute gateway */
  GATEWAY,
  /** An Azure Firewall */
  FIREWALL,
  /** A Bastion host */
  BASTION,
}

/** A resource as those see it who add something to it. */
export interface WatchedResource {
  /** What it is. */
  readonly kind: WatchedKind;
  /** The construct that creates it. */
  readonly owner: IConstruct;
  /** It. */
  readonly resource: TerraformResource;
  /** Azure name. */
  readonly name: string;
  /** Where it goes. */
  readonly placement: PlacementProps;
  /** Resources that write into it, and which it can't be deleted without; at synth, all of them. */
  readonly parts?: () => readonly IConstruct[];
}

interface Watcher {
  readonly scope: IConstruct;
  readonly see: (resource: WatchedResource) => void;
}

/** All of one program, by the root of its tree. */
const programOf = notedOf<
  IConstruct,
  { readonly resources: WatchedResource[]; readonly watchers: Watcher[] }
>(() => ({ resources: [], watchers: [] }));

/** Shows a resource to whoever watches a scope that it is in, now and later. */
export function showToWatchers(resource: WatchedResource): void {
  const { resources, watchers } = programOf(resource.owner.node.root);
  resources.push(resource);
  watchers.filter(({ scope }) => isInside(resource, scope)).forEach(({ see }) => see(resource));
}

/** What each watcher has seen. */
const seenBy = notedOf<object, WeakSet<TerraformResource>>(() => new WeakSet());

/** Sees each resource in a scope: those that are there, and each that comes. A watcher of several scopes sees each once. */
export function watchResources(
  watcher: object,
  scope: IConstruct,
  see: (resource: WatchedResource) => void,
): void {
  refuseAfterWriting(scope, scope);
  const { resources, watchers } = programOf(scope.node.root);
  const known = seenBy(watcher);
  const seeOnce = (found: WatchedResource): void => {
    if (!known.has(found.resource)) {
      known.add(found.resource);
      see(found);
    }
  };
  watchers.push({ scope, see: seeOnce });
  resources.filter((resource) => isInside(resource, scope)).forEach(seeOnce);
}

/**
 * What tells resources apart that one watcher sees, and stays the same while the program's ids do: for ids of what is added to
 * them. Resources of other stacks have the stack's name in it, since stacks are often built alike.
 */
export function watchedId(watcher: IConstruct, { owner }: WatchedResource): string {
  const path = owner.node.path.split("/");
  return path.slice(TerraformStack.of(owner) === TerraformStack.of(watcher) ? 1 : 0).join("-");
}

/** What watchers have added to a resource, and by what it is known to be the same. */
const additionsTo = notedOf<TerraformResource, { readonly what: string; readonly part: IConstruct }[]>(
  () => [],
);

/** Remembers what is added to a resource, and returns what was added as the same thing before, of which Azure takes one. */
export function addToWatched(
  { resource }: WatchedResource,
  what: string,
  part: IConstruct,
): IConstruct | undefined {
  const known = additionsTo(resource);
  const earlier = known.find((each) => each.what === what);
  known.push({ what, part });
  return earlier?.part;
}

/** What watchers have added to a resource, of today and later. */
export function addedToWatched({ resource }: WatchedResource): IConstruct[] {
  return additionsTo(resource).map(({ part }) => part);
}

function isInside({ owner }: WatchedResource, scope: IConstruct): boolean {
  return owner.node.scopes.includes(scope);
}
