import { TerraformResource } from "cdktf";
import { IConstruct } from "constructs";
import { PlacementProps } from "./placement";

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
  /** Resources inside of it, which it can't be deleted without; at synth, all of them. */
  readonly parts?: () => readonly IConstruct[];
}

interface Watcher {
  readonly scope: IConstruct;
  readonly see: (resource: WatchedResource) => void;
}

/** All of one program, by the root of its tree. */
const programs = new WeakMap<
  IConstruct,
  { readonly resources: WatchedResource[]; readonly watchers: Watcher[] }
>();

function programOf(construct: IConstruct) {
  const { root } = construct.node;
  const known = programs.get(root) ?? { resources: [], watchers: [] };
  programs.set(root, known);
  return known;
}

/** Shows a resource to whoever watches a scope that it is in, now and later. */
export function showToWatchers(resource: WatchedResource): void {
  const { resources, watchers } = programOf(resource.owner);
  resources.push(resource);
  watchers.filter(({ scope }) => isInside(resource, scope)).forEach(({ see }) => see(resource));
}

/** Sees each resource in a scope once: those that are there, and each that comes. */
export function watchResources(scope: IConstruct, see: (resource: WatchedResource) => void): void {
  const { resources, watchers } = programOf(scope);
  watchers.push({ scope, see });
  resources.filter((resource) => isInside(resource, scope)).forEach(see);
}

/** What tells resources of a stack apart and stays the same while the program's ids do: for ids of what is added to them. */
export function watchedId({ owner }: WatchedResource): string {
  return owner.node.path.split("/").slice(1).join("-");
}

function isInside({ owner }: WatchedResource, scope: IConstruct): boolean {
  return owner.node.scopes.includes(scope);
}
