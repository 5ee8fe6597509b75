import { remember } from "../../collections/remember";
import { Evaluated } from "./expression/evaluated";
import { evaluateExpressionText } from "./expression/evaluator";
import { Place } from "./expression/place";
import { entriesOf, isRecord, itemsOf, knownScalar } from "./expression/values";
import { JsonObject, member } from "./json";
import { PlanNames } from "./plan-names";
import { evaluateCollections, isKey, longest } from "./plan-references";
import { Leaf, plainValue } from "./terraform/value";

/** A resource's block in `configuration`, with the planned values of its instances by key. */
export interface PlannedGroup {
  readonly block: JsonObject;
  readonly instances: ReadonlyMap<string | number | undefined, JsonObject>;
}

/** A part of a list's member that a key may be made of. */
interface KeyPart {
  /** `each.value.from` */
  readonly text: string;
  readonly known: string;
}

/**
 * Learns what a plan doesn't say of `each.value`: the values of a `for_each` aren't in it, but arguments that were
 * computed from them are. `azurerm_virtual_network.unit[each.value.unit].name` that came out as `vnet-cargo` says that
 * `each.value.unit` is the key of the network with that name, for every resource with the same `for_each`.
 */
export class PlannedKeys {
  private readonly facts = new Map<string, string | undefined>();
  private readonly indexes = new Map<string, ReadonlyMap<string, ReadonlySet<string>>>();
  private readonly members = new Map<string, readonly (readonly KeyPart[])[]>();

  public constructor(
    private readonly groups: () => Iterable<PlannedGroup>,
    private readonly scope: PlanNames,
  ) {}

  /** What `text` (`each.value.unit`) is for the key of a `for_each`; `collection` is what it chooses from. */
  public keyOf(loop: unknown, key: string, text: string, collection: string): string | undefined {
    const references = member(loop, "references");
    if (!/^each\.value\./.test(text) || !Array.isArray(references)) {
      return undefined;
    }
    const fact = JSON.stringify([references, key, text]);
    if (!this.facts.has(fact)) {
      this.facts.set(fact, undefined);
      this.facts.set(fact, this.partOfKey(references, key, text) ?? this.learn(references, key, text));
    }
    return this.facts.get(fact) ?? this.ownName(references, key, text, collection);
  }

  /**
   * Whether what is known of an instance contradicts that `x[count.index]` is written in it: a plan has the same
   * references for `x[1 - count.index]`.
   */
  public isOther(
    block: JsonObject,
    key: string | number | undefined,
    text: string,
    collection: string,
  ): boolean {
    const [group] = [...this.groups()].filter((one) => one.block === block);
    const values = group?.instances.get(key);
    return Object.entries(block.expressions ?? {}).some(([name, expression]) => {
      const value = member(values, name);
      const texts = longest(member(expression, "references"));
      if (
        typeof value !== "string" ||
        texts.length !== 2 ||
        !texts.includes(text) ||
        !texts.includes(collection)
      ) {
        return false;
      }
      const keys = this.indexOf(collection).get(value);
      return keys !== undefined && !keys.has(String(key));
    });
  }

  /** `{ for x in list : x.name => x }`: in a map by name, the name of a member is its key. */
  private ownName(references: unknown, key: string, text: string, collection: string): string | undefined {
    const isName = text === "each.value.name" || text === "each.value.key";
    const isSame = [...this.groups()].some(
      ({ block }) =>
        `${String(block.type)}.${String(block.name)}` === collection &&
        isEqual(member(block.for_each_expression, "references"), references),
    );
    return isName && isSame ? key : undefined;
  }

  /**
   * `{ for p in list : "${p.from}-${p.to}" => p }`: the one member that the key is made of. Another argument has to bear
   * out one of its parts, since a plan doesn't tell what a loop makes of the members.
   */
  private partOfKey(references: readonly unknown[], key: string, text: string): string | undefined {
    const fitting = this.membersOf(references).filter((parts) => {
      const isMade = isMadeOf(
        key,
        parts.map(({ known }) => known),
      );
      const learned = (isMade ? parts : []).map((part) => ({
        known: part.known,
        said: this.learn(references, key, part.text, true),
      }));
      const isBorneOut = learned.some(({ known, said }) => said === known);
      return isBorneOut && learned.every(({ known, said }) => said === undefined || said === known);
    });
    return fitting.length === 1 ? fitting[0].find((part) => part.text === text)?.known : undefined;
  }

  /** The texts of each member of a list, once for all keys that a loop makes of it. */
  private membersOf(references: readonly unknown[]): readonly (readonly KeyPart[])[] {
    return remember(this.members, JSON.stringify(references), () =>
      evaluateCollections(references, this.scope)
        .flatMap((list) => itemsOf(list) ?? [])
        .filter(isRecord)
        .map((one) =>
          Object.entries(one).flatMap(([name, value]): KeyPart[] => {
            const known = knownScalar(value);
            return typeof known === "string" && known !== "" ? [{ text: `each.value.${name}`, known }] : [];
          }),
        )
        .filter((parts) => parts.length <= MOST_PARTS),
    );
  }

  /** What other arguments say that a part of `each.value` is; `isChosen` believes those only that choose by it. */
  private learn(
    references: readonly unknown[],
    key: string,
    text: string,
    isChosen = false,
  ): string | undefined {
    const found = new Set<string>();
    for (const { block, instances } of this.groups()) {
      const values = instances.get(key);
      if (values === undefined || !isEqual(member(block.for_each_expression, "references"), references)) {
        continue;
      }
      for (const [name, expression] of Object.entries(block.expressions ?? {})) {
        const value = values[name];
        const texts = longest(member(expression, "references"));
        if (typeof value !== "string" || !texts.includes(text) || texts.filter(isKey).length !== 1) {
          continue;
        }
        if (texts.length === 1) {
          if (!isChosen) {
            found.add(value);
          }
          continue;
        }
        const keys =
          texts.length === 2 ? this.indexOf(texts.find((one) => one !== text)!).get(value) : undefined;
        if (keys?.size === 1) {
          [...keys].forEach((one) => found.add(one));
        }
      }
    }
    return found.size === 1 ? [...found][0] : undefined;
  }

  /** In which members of a collection a text stands. */
  private indexOf(collection: string): ReadonlyMap<string, ReadonlySet<string>> {
    let index = this.indexes.get(collection);
    if (index === undefined) {
      const building = new Map<string, Set<string>>();
      this.indexes.set(collection, building);
      const value = evaluateExpressionText(collection, this.scope);
      const members = Array.isArray(value) ? [...value.entries()] : isRecord(value) ? entriesOf(value) : [];
      for (const [key, one] of members ?? []) {
        for (const text of textsIn(one)) {
          building.set(text, (building.get(text) ?? new Set()).add(String(key)));
        }
      }
      index = building;
    }
    return index;
  }
}

/** Texts that are an attribute of a resource, an output of a module, or a member of a value. */
function textsIn(value: Evaluated, depth = 3): string[] {
  if (typeof value === "string") {
    return [value];
  }
  if (value instanceof Leaf) {
    return typeof value.value === "string" ? [value.value] : [];
  }
  if (depth === 0 || typeof value !== "object" || value === null) {
    return [];
  }
  if (value instanceof Place) {
    const { resource, path } = value.reference;
    const names = path.length === 0 ? resource.attributeNames() : [];
    const attributes = names.map((name) => plainValue(resource.attribute(name)));
    const here = plainValue(value.value);
    return [...attributes, here].filter(
      (text) => typeof text === "string" && !text.includes("${"),
    ) as string[];
  }
  return Object.values(value).flatMap((one) => textsIn(one, depth - 1));
}

/** More parts than anybody makes a key of. */
const MOST_PARTS = 8;

/** Whether a key is two or more of some texts, in any order, with signs (or "to") between them. */
function isMadeOf(key: string, texts: readonly string[], used = 0): boolean {
  return texts.some((text, index) => {
    if (!key.startsWith(text)) {
      return false;
    }
    const rest = key.slice(text.length);
    const others = texts.filter((_, at) => at !== index);
    return rest === ""
      ? used > 0
      : isMadeOf(rest.replace(/^[^a-z0-9]*(to[^a-z0-9]+)?/i, ""), others, used + 1);
  });
}

function isEqual(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
