import { kindOfType, parentArgument } from "../terraform/azure-id";
import { Leaf, printReference, TerraformResource } from "../terraform/value";
import { Evaluated } from "./evaluated";
import { OpenText } from "./open-text";
import { Place } from "./place";
import { object } from "./resource-id-pieces";
import { templatePieces } from "./template-pieces";
import { Missing, Several, Union } from "./union";
import { isRecord, isUnknown, itemsOf, knownScalar, referencesIn } from "./values";

/** A piece of a text of which only apply tells what stands there. */
interface OpenPiece {
  readonly source: string;
  readonly kind: "subscription" | "name" | "address" | "anything";
}

type Draft = readonly (string | OpenPiece)[];

/** They put texts together, whatever stands in them. */
const JOINING = /^(join|format|formatlist)$/;

/** They take texts to pieces, which can be told of ids: what is open in one holds no slash. */
const CUTTING = /^(split|replace|trimprefix|trimsuffix|regex|regexall|basename|dirname)$/;

/** They take an address as text; of what stands beside it they are asked like of any text. */
const ADDRESSING = /^cidr(host|netmask)$/;

/** What Azure gives as an address: there is one once it is made. */
const ADDRESS = /^(private_)?ip_address$/;

/**
 * A function of texts of which only apply tells a part: `join("/", slice(split("/", azurerm_subnet.x.id), 0, 9))`.
 *
 * It is asked twice, with two unlike texts in the place of each open piece. Where both answers say the same, that is
 * the answer; where they differ by these pieces alone, it is a text with these pieces open.
 *
 * @param call the function, of known values
 */
export function callPartlyKnown(
  name: string,
  args: readonly Evaluated[],
  call: (args: readonly Evaluated[]) => Evaluated | undefined,
): Evaluated | undefined {
  const base = name.replace(/^core::/, "");
  const isJoining = JOINING.test(base);
  const isAddressing = ADDRESSING.test(base);
  if (!isJoining && !isAddressing && !CUTTING.test(base)) {
    return undefined;
  }
  const open = new Map<string, OpenPiece>();
  const drafts = args.map((arg) => draftsOf(arg, open));
  const pieces = [...open.values()];
  if (drafts.includes(undefined) || pieces.length === 0) {
    return undefined;
  }
  if (!isJoining && pieces.some(({ kind }) => (isAddressing ? kind !== "address" : kind === "anything"))) {
    return undefined;
  }
  const [first, second] = [plainly, richly].map((sample) =>
    call(drafts.map((draft) => filled(draft!, (piece) => sample(piece, pieces.indexOf(piece))))),
  );
  return agreed(first, second, pieces, referencesIn(args));
}

type Drafts = Draft | { readonly items: readonly Drafts[] } | { readonly known: Evaluated };

function draftsOf(value: Evaluated, open: Map<string, OpenPiece>): Drafts | undefined {
  const known = knownScalar(value);
  if (known !== undefined) {
    return { known };
  }
  const items = itemsOf(value)?.map((item) => draftsOf(item, open));
  if (items !== undefined) {
    return items.includes(undefined) ? undefined : { items: items as Drafts[] };
  }
  const leaf = value instanceof Place ? value.settle() : value;
  if (!isUnknown(leaf) || leaf.sensitive || isOneOfSeveral(leaf)) {
    return undefined;
  }
  return draftOf(leaf).map((piece) => {
    if (typeof piece === "string") {
      return piece;
    }
    const same = open.get(piece.source) ?? piece;
    open.set(piece.source, same);
    return same;
  });
}

function isOneOfSeveral(value: Leaf): boolean {
  return value instanceof Union || value instanceof Several || value instanceof Missing;
}

function draftOf(leaf: Leaf): Draft {
  const ids = leaf.references.filter(({ path }) => path.length === 1 && path[0] === "id");
  const pieces = leaf instanceof OpenText ? templatePieces(leaf.text, false) : [{ source: leaf.text }];
  return pieces.flatMap((piece): Draft => {
    if (typeof piece === "string") {
      return [piece];
    }
    const { source } = piece;
    const id = ids.find((reference) => printReference(reference) === source);
    const whole = id && idOf(id.resource);
    // What was cut out of an id may be cut again.
    const left = ids
      .flatMap(({ resource }) => idOf(resource) ?? [])
      .find((one) => typeof one !== "string" && one.source === source);
    const isAddress = leaf.references.some(
      (reference) => ADDRESS.test(String(reference.path.at(-1))) && printReference(reference) === source,
    );
    return whole ?? [left ?? { source, kind: isAddress ? "address" : "anything" }];
  });
}

/** The id that Azure will give: of its pieces only the subscription isn't written in the input. */
function idOf(resource: TerraformResource): Draft | undefined {
  const { address, type } = resource;
  const piece = (name: string): string | OpenPiece => {
    const known = knownScalar(Place.of(resource).step(name));
    return typeof known === "string" ? known : { source: `${address}.${name}`, kind: "name" };
  };
  const subscription = { source: `${address}.subscription`, kind: "subscription" } as const;
  if (type === "azurerm_resource_group") {
    return ["/subscriptions/", subscription, "/resourceGroups/", piece("name")];
  }
  const [kind, child, ...deeper] = kindOfType(type)?.split("/") ?? [];
  const parent = parentArgument(type);
  if (kind === undefined || deeper.length > 0 || (child !== undefined && parent === undefined)) {
    return undefined;
  }
  return [
    "/subscriptions/",
    subscription,
    "/resourceGroups/",
    piece("resource_group_name"),
    `/providers/Microsoft.Network/${kind}/`,
    ...(child === undefined ? [] : [piece(parent!), `/${child}/`]),
    piece("name"),
  ];
}

function plainly({ kind }: OpenPiece, index: number): string {
  if (kind === "address") {
    return `10.7.7.${index}`;
  }
  return kind === "subscription" ? `11111111-1111-1111-1111-${String(index).padStart(12, "1")}` : "a";
}

/** With every character that such a name may have, so that whoever looks for one finds it. */
function richly({ kind }: OpenPiece, index: number): string {
  if (kind === "address") {
    return `198.251.242.${index}`;
  }
  return kind === "subscription"
    ? `abcdefab-cdef-abcd-efab-${String(index).padStart(12, "c")}`
    : `Z-0_b.(${index})`;
}

function filled(drafts: Drafts, sample: (piece: OpenPiece) => string): Evaluated {
  if ("known" in drafts) {
    return drafts.known;
  }
  if ("items" in drafts) {
    return drafts.items.map((item) => filled(item, sample));
  }
  return drafts.map((piece) => (typeof piece === "string" ? piece : sample(piece))).join("");
}

function agreed(
  first: Evaluated | undefined,
  second: Evaluated | undefined,
  pieces: readonly OpenPiece[],
  references: Leaf["references"],
): Evaluated | undefined {
  const [items, others] = [itemsOf(first), itemsOf(second)];
  if (items !== undefined && others !== undefined) {
    const all = items.map((item, index) => agreed(item, others[index], pieces, references));
    // That nothing is found in the one or the other doesn't say that nothing is found.
    return items.length === 0 || items.length !== others.length || all.includes(undefined)
      ? undefined
      : (all as Evaluated[]);
  }
  if (isRecord(first) && isRecord(second)) {
    const members = Object.entries(first).map(
      ([name, member]) => [name, agreed(member, second[name], pieces, references)] as const,
    );
    return members.some(([, member]) => member === undefined)
      ? undefined
      : object(members as (readonly [string, Evaluated])[]);
  }
  const [one, other] = [knownScalar(first), knownScalar(second)];
  if (typeof one !== "string" || typeof other !== "string") {
    return undefined;
  }
  if (one === other) {
    return new Leaf(one, references, one);
  }
  const cut = pieces.reduce(
    (text, piece, index) => text.replaceAll(richly(piece, index), `\0${index}\0`),
    other,
  );

  const put = (fill: (index: number) => string): string =>
    cut.replace(/\0(\d+)\0/g, (_, at) => fill(Number(at)));
  return put((index) => plainly(pieces[index], index)) === one
    ? new OpenText(
        undefined,
        references,
        put((index) => `\${${pieces[index].source}}`),
      )
    : undefined;
}
