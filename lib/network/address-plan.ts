import { createHash } from "crypto";
import { Construct } from "constructs";
import { SMALLEST_NETWORK } from "../azure/address-ranges";
import { firstFreePrefix, Ipv4Prefix } from "../cidr";
import { quote } from "../core/azure-names";
import { checked, checkedNamed } from "../core/input-check";
import { HubSpokeError } from "../core/validation-error";
import { knownPrefix, prefixProblem } from "./addressing";

const DEFAULT_SLOT_LENGTH = 16;
const DEFAULT_SUBNET_LENGTH = 24;

/** Properties of an {@link AddressPlan}. */
export interface AddressPlanProps {
  /** What the plan divides, such as `"10.0.0.0/8"`. */
  readonly addressSpace: string;
  /**
   * Prefix length of a slot that gives none of its own.
   *
   * @default 16
   */
  readonly slotLength?: number;
  /**
   * Slots by name, each with its number: slot 0 is the first prefix of the space, slot 1 the next.
   *
   * This is the record of who has which addresses: leave a number as it is once it is deployed.
   *
   * @default - none; slots are added with `addSlot()`
   */
  readonly slots?: { readonly [name: string]: number };
}

/** How a slot of an {@link AddressPlan} is placed. */
export interface AddressSlotOptions {
  /**
   * Which of the prefixes of its length it is, counted from the start of the space.
   *
   * @default - derived from its name: the same name always gets the same number
   */
  readonly number?: number;
  /**
   * Prefix length.
   *
   * @default - the plan's `slotLength`
   */
  readonly length?: number;
}

/**
 * Gives networks their addresses, so that nobody has to do the arithmetic.
 *
 * Where a slot lies depends on its own declaration and the plan's space alone: adding, removing or reordering
 * others never moves it. Slots that would overlap are refused, with one that is free.
 */
export class AddressPlan extends Construct {
  /** What the plan divides. */
  public readonly addressSpace: string;
  private readonly space: Ipv4Prefix;
  private readonly slotLength: number;
  private readonly slots = new Map<string, AddressSlot>();

  public constructor(scope: Construct, id: string, props: AddressPlanProps) {
    super(scope, id);
    checked(this, "AddressPlanProps", props);
    const space = knownPrefix(props.addressSpace);
    if (!space) {
      throw new HubSpokeError(this, `${prefixProblem("the address space of the plan", props.addressSpace)}`);
    }
    this.addressSpace = String(space);
    this.space = space;
    this.slotLength = props.slotLength ?? Math.max(DEFAULT_SLOT_LENGTH, space.length);
    this.refuse(lengthProblem("slotLength", this.slotLength, space));
    const problems = Object.entries(props.slots ?? {}).map(([name, number]) => this.place(name, { number }));
    this.refuse(...problems);
  }

  /** Adds a slot. */
  public addSlot(name: string, options: AddressSlotOptions = {}): AddressSlot {
    this.refuse(this.place(name, checkedNamed(this, "AddressSlotOptions", name, options)));
    return this.slots.get(name)!;
  }

  /** A slot of the plan. */
  public slot(name: string): AddressSlot {
    const found = this.slots.get(checked(this, "string", name, "the name"));
    if (!found) {
      throw new HubSpokeError(
        this,
        `the plan has no slot named ${quote(String(name))}; add it to slots${this.freeHint(this.slotLength)}`,
      );
    }
    return found;
  }

  /** The number of the first slot of a length that is free, or `undefined` when the plan is full. */
  public freeNumber(length?: number): number | undefined {
    const free = this.freeSlot(length ?? this.slotLength);
    return free && numberOf(free, this.space);
  }

  /** Places a slot, or says why it can't be. */
  private place(name: string, { number, length = this.slotLength }: AddressSlotOptions): string | undefined {
    if (typeof name !== "string" || name === "") {
      return `a slot needs a name; it got ${JSON.stringify(name)}`;
    }
    const wrongLength = lengthProblem(`the length of slot ${quote(name)}`, length, this.space);
    if (wrongLength !== undefined) {
      return wrongLength;
    }
    if (this.slots.has(name)) {
      return `the plan has two slots named ${quote(name)}; rename one`;
    }
    const count = 2 ** (length - this.space.length);
    const chosen = number ?? derivedNumber(name, count);
    if (!Number.isInteger(chosen) || chosen < 0 || chosen >= count) {
      return (
        `slot ${quote(name)} has the number ${chosen}; ${this.space} holds /${length} slots 0 to ${count - 1}` +
        this.freeHint(length)
      );
    }
    const prefix = partOf(this.space, chosen, length);
    const other = [...this.slots.values()].find((slot) => knownPrefix(slot.prefix)!.overlaps(prefix));
    if (other) {
      const claim = number === undefined ? `falls on ${prefix} by its name` : `claims ${prefix}`;
      return (
        `slot ${quote(name)} ${claim}, which overlaps slot ${quote(other.name)} (${other.prefix})` +
        this.freeHint(length)
      );
    }
    this.slots.set(name, AddressSlot._of(this, name, chosen, prefix));
    return undefined;
  }

  private freeSlot(length: number): Ipv4Prefix | undefined {
    const taken = [...this.slots.values()].map((slot) => knownPrefix(slot.prefix)!);
    return firstFreePrefix([this.space], taken, length);
  }

  private freeHint(length: number): string {
    const free = this.freeSlot(length);
    return free
      ? `: number ${numberOf(free, this.space)} is free (${free})`
      : `, and no /${length} is free in ${this.space}`;
  }

  private refuse(...problems: (string | undefined)[]): void {
    const known = problems.filter((problem) => problem !== undefined);
    if (known.length > 0) {
      throw new HubSpokeError(this, known.join("; "));
    }
  }
}

/** A part of an {@link AddressPlan} that has a name: the addresses of one network. */
export class AddressSlot {
  /**
   * A slot that its plan has placed.
   * @internal
   */
  public static _of(plan: AddressPlan, name: string, number: number, prefix: Ipv4Prefix): AddressSlot {
    return new AddressSlot(plan, name, number, prefix);
  }

  private constructor(
    private readonly plan: AddressPlan,
    /** Its name in the plan. */
    public readonly name: string,
    /** Which of the prefixes of its length it is. */
    public readonly number: number,
    private readonly parsed: Ipv4Prefix,
  ) {}

  /** The slot in CIDR notation. */
  public get prefix(): string {
    return String(this.parsed);
  }

  /** The slot as the address space of a hub or spoke. */
  public get addressSpace(): string[] {
    return [this.prefix];
  }

  /**
   * The prefix of a subnet.
   *
   * @param number which of the prefixes of that length in the slot
   * @param length prefix length; 24 where nothing else is said
   */
  public subnet(number: number, length?: number): string {
    const size = length ?? Math.max(DEFAULT_SUBNET_LENGTH, this.parsed.length);
    const problem = lengthProblem(`the length of a subnet of slot ${quote(this.name)}`, size, this.parsed);
    if (problem !== undefined) {
      throw new HubSpokeError(this.plan, problem);
    }
    const count = 2 ** (size - this.parsed.length);
    if (!Number.isInteger(number) || number < 0 || number >= count) {
      throw new HubSpokeError(
        this.plan,
        `slot ${quote(this.name)} (${this.prefix}) holds /${size} subnets 0 to ${count - 1}; it got ${number}`,
      );
    }
    return String(partOf(this.parsed, number, size));
  }
}

function lengthProblem(what: string, length: number, space: Ipv4Prefix): string | undefined {
  return Number.isInteger(length) && length >= space.length && length <= SMALLEST_NETWORK
    ? undefined
    : `${what} is ${length}; ${space} holds prefixes of /${space.length} to /${SMALLEST_NETWORK}`;
}

/** The nth prefix of a length in a space. */
function partOf(space: Ipv4Prefix, number: number, length: number): Ipv4Prefix {
  return Ipv4Prefix.containing(space.first + number * 2 ** (32 - length), length);
}

function numberOf(part: Ipv4Prefix, space: Ipv4Prefix): number {
  return (part.first - space.first) / part.size;
}

/** Depends on nothing but the name, so that no other slot moves it. */
function derivedNumber(name: string, count: number): number {
  return createHash("sha256").update(name).digest().readUInt32BE(0) % count;
}
