import { NetworkManagerIpamPool } from "@cdktf/provider-azurerm/lib/network-manager-ipam-pool";
import { NetworkManagerIpamPoolStaticCidr } from "@cdktf/provider-azurerm/lib/network-manager-ipam-pool-static-cidr";
import { Construct } from "constructs";
import { NAME_RULES } from "../azure/names";
import { quote } from "../core/azure-names";
import { checkAtSynth } from "../core/checks";
import { childId } from "../core/child-id";
import { checked } from "../core/input-check";
import { checkName } from "../core/name-check";
import { PlacementProps } from "../core/placement";
import { literalTexts } from "../core/text";
import { HubSpokeError } from "../core/validation-error";
import {
  isInside,
  certainlyOutside,
  overlappingPairs,
  overlapsBetweenOwners,
  prefixProblem,
} from "../network/addressing";

/** A pool of addresses. */
export interface AddressPoolOptions {
  /** Its prefixes in CIDR notation; others replace the pool. */
  readonly addressPrefixes: string[];

  /**
   * The pool that it is part of.
   * @default - none
   */
  readonly parent?: AddressPool;
}

interface AddressPoolSettings extends AddressPoolOptions, PlacementProps {
  readonly name: string;
  readonly networkManagerId: string;
  /** The other pools of its manager so far. */
  readonly siblings: readonly AddressPool[];
}

/**
 * Addresses that a `NetworkManager` keeps the books of (`azurerm_network_manager_ipam_pool`); `addAddressPool` makes it. Networks of
 * this package have prefixes that the program gives, such as those of an `AddressPlan`: `reserve` enters them.
 */
export class AddressPool extends Construct {
  /** @internal */
  public static _of(scope: Construct, id: string, settings: AddressPoolSettings): AddressPool {
    return new AddressPool(scope, id, settings);
  }

  /** Its name. */
  public readonly poolName: string;

  /** Its prefixes in CIDR notation. */
  public readonly addressPrefixes: string[];

  private readonly resource: NetworkManagerIpamPool;
  /** Those of the same parent that were there first. */
  private readonly before: readonly AddressPool[];
  private readonly parts: AddressPool[] = [];
  private readonly reserved: { readonly owner: string; readonly text: string }[] = [];

  private constructor(
    scope: Construct,
    id: string,
    private readonly settings: AddressPoolSettings,
  ) {
    super(scope, id);
    const { name, addressPrefixes, parent, location, networkManagerId, tags, provider, siblings } = settings;
    this.poolName = name;
    this.addressPrefixes = [...addressPrefixes];
    checkName(this, NAME_RULES.networkManagerPart, name);
    parent?.parts.push(this);
    this.resource = new NetworkManagerIpamPool(this, "Resource", {
      name,
      location,
      networkManagerId,
      addressPrefixes,
      parentPoolName: parent?.resource.name,
      tags: tags && literalTexts(tags),
      provider,
    });
    this.before = siblings.filter((pool) => pool.settings.parent === parent);
    checkAtSynth(this, () => [
      ...this.prefixProblems(),
      ...this.parentProblems(),
      ...this.siblingProblems(),
      ...this.reservedProblems(),
    ]);
  }

  /** Azure resource id. */
  public get addressPoolId(): string {
    return this.resource.id;
  }

  /**
   * Enters addresses that somebody has (`azurerm_network_manager_ipam_pool_static_cidr`), so that the pool gives them to no other.
   *
   * @param name who has them
   * @param addressPrefixes in CIDR notation, inside the pool
   */
  public reserve(name: string, addressPrefixes: string[]): void {
    checked(this, "string", name, "the name");
    checked(this, "string[]", addressPrefixes, "the prefixes");
    if (addressPrefixes.length === 0) {
      throw new HubSpokeError(this, `nothing is reserved for ${quote(name)}: give prefixes in the pool`);
    }
    checkName(this, NAME_RULES.networkManagerPart, name);
    new NetworkManagerIpamPoolStaticCidr(this, childId(this, "Reservation", name), {
      name,
      ipamPoolId: this.resource.id,
      addressPrefixes,
      provider: this.settings.provider,
    });
    this.reserved.push(...addressPrefixes.map((text) => ({ owner: name, text })));
  }

  private prefixProblems(): (string | undefined)[] {
    const what = `the pool ${quote(this.poolName)}`;
    return [
      this.addressPrefixes.length === 0 ? `${what} has no prefixes: give one` : undefined,
      ...this.addressPrefixes.map((text) => prefixProblem(`a prefix of ${what}`, text)),
      ...overlappingPairs(ownedBy(this)).map(
        ({ first, second }) =>
          `${what} lists "${first.text}" and "${second.text}", which overlap; keep the larger`,
      ),
    ];
  }

  private parentProblems(): (string | undefined)[] {
    const { parent, siblings } = this.settings;
    const what = `the pool ${quote(this.poolName)}`;
    if (parent === undefined) {
      return [];
    }
    return [
      parent.settings.siblings === siblings
        ? undefined
        : `the parent ${quote(parent.poolName)} of ${what} is of another network manager; make it with addAddressPool of this one`,
      ...certainlyOutside(parent.addressPrefixes, this.addressPrefixes).map(
        (text) =>
          `${text} of ${what} isn't in its parent ${quote(parent.poolName)} (${parent.addressPrefixes.join(", ")})`,
      ),
    ];
  }

  private siblingProblems(): string[] {
    return overlapsBetweenOwners([...this.before, this].flatMap(ownedBy))
      .filter(({ first, second }) => [first.owner, second.owner].includes(this.poolName))
      .map(
        ({ first, second }) =>
          `the pools ${quote(first.owner)} (${first.text}) and ${quote(second.owner)} (${second.text}) overlap; give one of them others`,
      );
  }

  private reservedProblems(): (string | undefined)[] {
    const what = `the pool ${quote(this.poolName)}`;
    return [
      ...this.reserved.map(
        ({ owner, text }) =>
          prefixProblem(`a prefix that is reserved for ${quote(owner)}`, text) ??
          (isInside(text, this.addressPrefixes)
            ? undefined
            : `${text} is to be reserved in ${what} and isn't in it (${this.addressPrefixes.join(", ")})`),
      ),
      ...overlapsBetweenOwners([...this.reserved, ...this.parts.flatMap(ownedBy)])
        .filter(({ first, second }) => [first, second].some((each) => this.reserved.includes(each)))
        .map(
          ({ first, second }) =>
            `${quote(first.owner)} (${first.text}) and ${quote(second.owner)} (${second.text}) overlap in ${what}`,
        ),
    ];
  }
}

function ownedBy({
  poolName,
  addressPrefixes,
}: AddressPool): { readonly owner: string; readonly text: string }[] {
  return addressPrefixes.map((text) => ({ owner: poolName, text }));
}
