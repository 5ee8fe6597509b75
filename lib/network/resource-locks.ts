import { ManagementLock } from "@cdktf/provider-azurerm/lib/management-lock";
import { TerraformStack } from "cdktf";
import { Construct, IConstruct } from "constructs";
import { quote } from "../core/azure-names";
import { checkAtSynth } from "../core/checks";
import { childId } from "../core/child-id";
import { checked } from "../core/input-check";
import { waitFor } from "../core/late";
import { addressOf } from "../core/references";
import { literalText } from "../core/text";
import {
  addedToWatched,
  addToWatched,
  watchedId,
  WatchedResource,
  watchResources,
} from "../core/watched-resources";

/** Options of {@link ResourceLocks}. */
export interface ResourceLocksOptions {
  /**
   * Name of the lock on each resource.
   * @default "do-not-delete"
   */
  readonly lockName?: string;

  /**
   * What people read who try to delete one, up to 512 characters.
   * @default - nothing
   */
  readonly notes?: string;
}

/**
 * Keeps people from deleting virtual networks, gateways, firewalls, Bastion and public addresses: an `azurerm_management_lock` of
 * level `CanNotDelete` for each. Terraform itself takes the locks off before anything else when all is destroyed; to replace a
 * single locked resource, or to remove a subnet of a locked network, take the locks out of the program first.
 *
 * `ReadOnly` isn't offered, since with it gateways can't be connected and networks not peered. Whoever deploys needs the role
 * Owner or User Access Administrator.
 */
export class ResourceLocks extends Construct {
  private readonly options: ResourceLocksOptions;

  public constructor(scope: Construct, id: string, options: ResourceLocksOptions) {
    super(scope, id);
    this.options = checked(this, "ResourceLocksOptions", options);
    const { lockName, notes = "" } = options;
    checkAtSynth(this, () => [
      lockName === undefined || /^[A-Za-z0-9_-]{1,260}$/.test(lockName)
        ? undefined
        : `lockName is ${quote(lockName)}; it has 1 to 260 letters, digits, '-' and '_'`,
      notes.length > 512 ? `notes has ${notes.length} characters; Azure allows 512` : undefined,
    ]);
  }

  /** Locks what is created in a scope, such as a `HubSpokeConstruct`: now and later. */
  public watch(scope: IConstruct): void {
    watchResources(this, checked(this, "IConstruct", scope, "the scope"), (found) => this.lock(found));
  }

  private lock(found: WatchedResource): void {
    const { resource, placement, parts } = found;
    const isHere = TerraformStack.of(resource) === TerraformStack.of(this);
    const name = this.options.lockName ?? DEFAULT_NAME;
    const lock = new ManagementLock(this, childId(this, "Lock", watchedId(this, found)), {
      name,
      scope: isHere ? `\${${addressOf(resource)}.id}` : resource.getStringAttribute("id"),
      lockLevel: "CanNotDelete",
      notes: this.options.notes && literalText(this.options.notes),
      provider: placement.provider,
    });
    locks.add(lock);
    const earlier = addToWatched(found, `lock ${name.toLowerCase()}`, lock);
    // A lock holds for what is inside as well, settings of logs too: created last, it is gone before that is to go.
    waitFor(lock, () => [...(parts?.() ?? []), ...addedToWatched(found).filter((part) => !locks.has(part))]);
    checkAtSynth(this, () => [
      earlier
        ? `${quote(found.name)} has a lock ${quote(name)} already, by ${earlier.node.scope!.node.path}: watch it with one of the two, or ` +
          "give another lockName"
        : undefined,
    ]);
  }
}

const DEFAULT_NAME = "do-not-delete";

/** All locks, none of which waits for another. */
const locks = new WeakSet<IConstruct>();
